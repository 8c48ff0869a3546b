// The mark of a kind: the same shapes and colours as in the picture that is drawn when the site is made.
import { svg } from "./words.js";

// The mark itself, of a radius of about 1.
export function mark({ colour, points }) {
  return points ? svg("polygon", { points, fill: colour }) : svg("circle", { r: 1, fill: colour });
}

export const drawn = (kind) => svg("svg", { viewBox: "-1.4 -1.4 2.8 2.8", width: 16, height: 16, "aria-hidden": "true" }, mark(kind));
