// The mark of a kind: the same shapes and colours as in the picture that is drawn when the site is made.
import { svg } from "./words.js";

const CORNERS = {
  square: "-0.89,-0.89 0.89,-0.89 0.89,0.89 -0.89,0.89",
  triangle: "0,-1.25 1.2,0.85 -1.2,0.85",
  diamond: "0,-1.25 1.25,0 0,1.25 -1.25,0",
  hexagon: "-1.1,0 -0.55,-0.95 0.55,-0.95 1.1,0 0.55,0.95 -0.55,0.95",
  cross: "-0.4,-1.1 0.4,-1.1 0.4,-0.4 1.1,-0.4 1.1,0.4 0.4,0.4 0.4,1.1 -0.4,1.1 -0.4,0.4 -1.1,0.4 -1.1,-0.4 -0.4,-0.4",
};

// The mark itself, of a radius of about 1.
export function mark({ shape, colour }) {
  return shape === "circle" ? svg("circle", { r: 1, fill: colour }) : svg("polygon", { points: CORNERS[shape], fill: colour });
}

export const drawn = (kind) => svg("svg", { viewBox: "-1.4 -1.4 2.8 2.8", width: 16, height: 16, "aria-hidden": "true" }, mark(kind));
