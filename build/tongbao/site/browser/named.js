// Names beside marks: only where free of marks, lines and other names; as network/labels.py.

const SIZE = 12.5;
const HEIGHT = 15;
const LINE = 17; // letters of a line; Chinese characters count twice
const NARROW = new Set(" fijlrtI'’‘.,:;|!()[]-/·");

const pen = document.createElement("canvas").getContext("2d");
const known = new Map();

// How wide a text is in the font of the page; no less than in a wide one.
export function widthOf(text) {
  if (!known.has(text)) {
    pen.font = `${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
    known.set(text, Math.max(pen.measureText(text).width, [...text].reduce((sum, letter) => sum + wideOf(letter), 0) * SIZE * 0.9));
  }
  return known.get(text);
}

const wideOf = (letter) => (letter > "\u2e7f" ? 1 : NARROW.has(letter) ? 0.35 : /[mwMW@%—…]/.test(letter) ? 0.94 : /[A-Z0-9]/.test(letter) ? 0.66 : 0.58);

export function broken(name) {
  const columns = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e7f" ? 2 : 1), 0);
  const parts = name.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? [name];
  const lines = [""];
  const most = Math.max(6, Math.ceil(columns(name) / Math.ceil(columns(name) / LINE)) + 2);
  for (const part of parts) {
    if (lines.at(-1) && columns(lines.at(-1) + part.trimEnd()) > most) lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines.map((line) => line.trim());
}

const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function crosses([left, top, right, bottom], [x, y, u, v]) {
  let [first, last] = [0, 1];
  for (const [start, end, low, high] of [[x, u, left, right], [y, v, top, bottom]]) {
    if (start === end) {
      if (start < low || start > high) return false;
      continue;
    }
    const [enters, leaves] = [(low - start) / (end - start), (high - start) / (end - start)].sort((a, b) => a - b);
    [first, last] = [Math.max(first, enters), Math.min(last, leaves)];
  }
  return first < last;
}

// Where names find room: for spots { x, y, radius, name } in the order in which they are to be served. Returns a Map by index.
export function named(spots, order, lines, [left, top, right, bottom], most = Infinity) {
  const taken = spots.map(({ x, y, radius }) => [x - radius - 1, y - radius - 1, x + radius + 1, y + radius + 1]);
  const found = new Map();
  for (const n of order) {
    if (found.size >= most) break;
    const { x, y, radius, name } = spots[n];
    const text = broken(name);
    const [wide, high] = [Math.max(...text.map(widthOf)), HEIGHT * text.length];
    const far = radius + 4;
    const near = 0.7 * far;
    const boxes = [
      ["start", x + far, y - high / 2], ["end", x - far - wide, y - high / 2], ["middle", x - wide / 2, y + far], ["middle", x - wide / 2, y - far - high],
      ["start", x + near, y + near], ["end", x - near - wide, y + near], ["start", x + near, y - near - high], ["end", x - near - wide, y - near - high],
    ].map(([anchor, bx, by]) => ({ anchor, box: [bx, by, bx + wide, by + high] }));
    const spot = boxes.find(({ box }) => box[0] >= left && box[1] >= top && box[2] <= right && box[3] <= bottom && !taken.some((other) => meet(box, other)) && !lines.some((line) => crosses(box, line)));
    if (!spot) continue;
    taken.push(spot.box);
    found.set(n, { ...spot, text });
  }
  return found;
}

// The lines of a name as tspans: [x, y, text].
export function* linesOf({ anchor, box, text }) {
  const x = anchor === "start" ? box[0] : anchor === "end" ? box[2] : (box[0] + box[2]) / 2;
  for (const [n, line] of text.entries()) yield [x.toFixed(1), (box[1] + HEIGHT * n + 0.78 * HEIGHT).toFixed(1), line];
}
