// Where each sign of a page stands, so that words can be chosen on its picture.
import { ask } from "./sending.js";
import { changed } from "./session.js";

const pages = new Map(); // number -> [[position, x0, top, x1, bottom]…], in the order of the text; null on the way

// The signs of a page; none until the server has told them.
export function signsOf(number) {
  if (!pages.has(number)) {
    pages.set(number, null);
    ask(`characters?page=${number}`).then((said) => (pages.set(number, said?.boxes ?? []), changed()), () => pages.delete(number));
  }
  return pages.get(number) ?? [];
}

const sameLine = (box, [, , top, , bottom]) => top < box[4] - (box[4] - box[2]) / 3 && bottom > box[2] + (box[4] - box[2]) / 3;

// The boxes of some words on a page, one a line: [[page, x0, top, x1, bottom]…].
export function boxesOf(number, start, end) {
  const boxes = [];
  for (const sign of signsOf(number)) {
    if (sign[0] < start || sign[0] >= end) continue;
    const last = boxes.at(-1);
    if (last && sameLine(last, sign) && sign[1] >= last[1] - 1) Object.assign(last, { 2: Math.min(last[2], sign[2]), 3: Math.max(last[3], sign[3]), 4: Math.max(last[4], sign[4]) });
    else boxes.push([number, ...sign.slice(1)]);
  }
  return boxes;
}

// How far a point is from a sign; other lines count more, so that a drag keeps to its line.
function distance([, x0, top, x1, bottom], { x, y }) {
  const beside = Math.max(x0 - x, 0, x - x1);
  const above = Math.max(top - y, 0, y - bottom);
  return beside + above * 4;
}

// The position of the sign that is nearest to a point of a page.
export function nearest(number, point) {
  let best = null;
  let least = Number.POSITIVE_INFINITY;
  for (const sign of signsOf(number)) {
    const far = distance(sign, point);
    if (far < least) [best, least] = [sign[0], far];
  }
  return best;
}

export const isOn = (number, position) => signsOf(number).some(([at]) => at === position);
