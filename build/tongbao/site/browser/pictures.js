// Pictures of answers besides the graph: bars, a chronicle by year, a matrix of who is joined with whom.
import { INK, broken, inked, words } from "./ink.js";
import { say, svg } from "./words.js";

const SIGN = 7.8; // pixels of a letter
// As wide as the screen, so that words are as large as elsewhere on the page.
const room = () => Math.max(300, Math.min(640, document.documentElement.clientWidth - 40));

// Bars of { name, value, text }, each below its name, so that long names have room on any screen.
export function drawBars(bars, label) {
  const wide = room();
  const most = Math.max(...bars.map(({ value }) => value));
  const parts = [];
  let y = 0;
  const down = (by) => (y += by);
  for (const { name, value, text } of bars) {
    for (const line of broken(name, wide / SIGN, 2)) parts.push(words({ x: 0, y: down(17) - 4 }, line));
    const length = (value / most) * (wide - 60);
    parts.push(svg("rect", { class: "is", x: 0, y, width: length, height: 13, fill: INK.bar }), words({ x: length + 8, y: y + 11 }, text));
    y += 22;
  }
  return inked({ viewBox: `0 0 ${wide} ${y}`, width: wide, height: y, class: "net drawn bars", role: "img", "aria-label": label }, ...parts);
}

// What happened when: { date, name }, in order; the years in between are named, for distances mean nothing.
export function drawTimeline(events, label) {
  const wide = room();
  const parts = [];
  let y = 8;
  const down = (by) => (y += by);
  let last = null;
  for (const { date, name } of events) {
    const year = Number(date.slice(0, 4));
    if (year !== last) {
      if (last !== null && year > last + 1) parts.push(words({ class: "cap", x: 0, y: down(22), fill: INK.soft }, gap(last + 1, year - 1)));
      parts.push(words({ class: "cap strong", x: 0, y: down(24), "font-weight": 700 }, date.slice(0, 4)));
      last = year;
    }
    const lines = broken(name, (wide - 104) / SIGN, 3);
    parts.push(svg("circle", { class: "is", cx: 6, cy: y + 16, r: 4, fill: INK.bar }), words({ class: "cap", x: 20, y: y + 20, fill: INK.soft }, date));
    for (const line of lines) parts.push(words({ x: 104, y: down(18) + 2 }, line));
    y += 4;
  }
  y += 10;
  return inked({ viewBox: `0 0 ${wide} ${y}`, width: wide, height: y, class: "net drawn", role: "img", "aria-label": label }, ...parts);
}

const gap = (first, last) => (first === last ? say(`${first}: nothing`, `${first}：无`) : say(`${first}–${last}: nothing`, `${first}—${last}：无`));

const CELL = 30;
const NAMES = 275;
const SLANT = 150;

// Who is joined with whom: a row and a column for each, and in the cell how often. Where both are the same things, columns have the numbers of the rows.
export function drawMatrix(rows, columns, weights, label) {
  const isOne = rows === columns;
  const most = Math.max(...weights.values(), 1);
  const head = isOne ? 26 : SLANT;
  const [wide, high] = [NAMES + CELL * columns.length + (isOne ? 4 : SLANT * 0.75), head + CELL * rows.length + 4];
  const parts = columns.map(({ label: name }, n) => words(isOne
    ? { class: "cap", x: NAMES + CELL * (n + 0.5) - 1, y: head - 8, "text-anchor": "middle", fill: INK.soft }
    : { transform: `translate(${NAMES + CELL * (n + 0.6)} ${head - 8}) rotate(-50)` }, svg("title", {}, name), ...(isOne ? [String(n + 1)] : broken(name, 26, 1))));
  rows.forEach(({ id, label: name }, n) => {
    const top = head + CELL * n;
    const lines = broken(isOne ? `${n + 1}  ${name}` : name, 38, 2);
    lines.forEach((line, at) => parts.push(words({ x: 0, y: top + 14 + (at - (lines.length - 1) / 2) * 13 + 4, "font-size": 11.5 }, svg("title", {}, name), line)));
    columns.forEach((column, at) => parts.push(...cell(NAMES + CELL * at, top, weights.get(`${id} ${column.id}`), most, id === column.id)));
  });
  return inked({ viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, class: "net drawn", role: "img", "aria-label": label }, ...parts);
}

function* cell(x, y, weight, most, itself) {
  const share = weight ? 0.25 + (0.75 * weight) / most : 0;
  yield svg("rect", { class: weight ? "is" : "blank", x, y, width: CELL - 2, height: CELL - 2, fill: weight ? INK.bar : INK.rule, "fill-opacity": weight ? share : itself ? 1 : 0.35 });
  if (weight) yield words({ class: share > 0.6 ? "on-bar" : "in-cell", x: x + CELL / 2 - 1, y: y + 18, "text-anchor": "middle", fill: share > 0.6 ? "#ffffff" : INK.ink }, String(weight));
}
