// Positions are code points of the text, as the file has them; JavaScript counts UTF-16 units.
export const countPoints = (string) => {
  let n = 0;
  for (const _ of string) n += 1;
  return n;
};


export class Points {
  constructor(text) {
    this.signs = Array.from(text);
  }

  get length() {
    return this.signs.length;
  }

  slice(start, end) {
    return this.signs.slice(start, end).join("");
  }

  // The position within the text, whatever is asked for.
  within(position) {
    return Math.max(0, Math.min(this.length, position));
  }

  isSpace(position) {
    return /^\s$/u.test(this.signs[position] ?? "");
  }
}

// The line in which a position stands: lines are in the order of the text.
export function lineAt(lines, position) {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle].start <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

// Some words with what stands around them in their line: [before, words, after].
export function inContext(points, lines, { start, end }, before, after) {
  const first = lines[lineAt(lines, start)] ?? { start: 0 };
  const last = lines[lineAt(lines, Math.max(start, end - 1))] ?? { end: points.length };
  const from = Math.max(first.start, start - before);
  const to = Math.min(last.end, end + after);
  const lead = (from > first.start ? "…" : "") + points.slice(from, start);
  const rest = points.slice(end, to) + (to < last.end ? "…" : "");
  return [lead.replace(/\s+/g, " "), points.slice(start, end).replace(/\s+/g, " "), rest.replace(/\s+/g, " ")];
}
