// A small graph drawn as SVG: nodes that are joined come close, and names have room.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { element, say, svg } from "./words.js";

const MOST = 300; // edges
const STEPS = 300;
const ROOM = 70; // pixels around a node that no other's may enter: a name has about twice as much
const LINE = 20; // letters in a line of a name; Chinese characters are twice as wide
const LINES = 3;

// A name in a few lines, broken at spaces or, in Chinese, anywhere.
function broken(text) {
  const parts = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? [text];
  const wide = (line) => [...line.trimEnd()].reduce((sum, character) => sum + (character > "\u2e80" ? 2 : 1), 0);
  const lines = [""];
  for (const part of parts) {
    if (lines.at(-1) && wide(lines.at(-1) + part) > LINE) lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines.length > LINES ? [...lines.slice(0, LINES - 1), `${lines[LINES - 1].trimEnd()}…`] : lines;
}

const named = ({ x, y, label }) => svg("text", { y: y + 22, "text-anchor": "middle" }, svg("title", {}, label),
  ...broken(label).map((line, n) => svg("tspan", { x, dy: n ? 13 : 0 }, line)));

// Draw pairs of { id, label }; a node may stand alone.
export function drawGraph(pairs) {
  const nodes = new Map();
  const links = [];
  for (const [one, other] of pairs.slice(0, MOST)) {
    for (const end of [one, other]) if (end && !nodes.has(end.id)) nodes.set(end.id, { ...end });
    if (other) links.push({ source: one.id, target: other.id });
  }
  const spots = [...nodes.values()];
  forceSimulation(spots)
    .force("links", forceLink(links).id(({ id }) => id).distance(2 * ROOM))
    .force("apart", forceManyBody().strength(-6 * ROOM))
    .force("room", forceCollide(ROOM))
    .force("x", forceX().strength(0.05))
    .force("y", forceY().strength(0.12))
    .stop()
    .tick(STEPS);
  const [left, right] = [Math.min(...spots.map(({ x }) => x)) - 2 * ROOM, Math.max(...spots.map(({ x }) => x)) + 2 * ROOM];
  const [top, bottom] = [Math.min(...spots.map(({ y }) => y)) - 20, Math.max(...spots.map(({ y }) => y)) + 60];
  const aria = say("Graph of the answer; the table below has the same", "答案图，下表内容相同");
  const picture = svg("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}`, width: right - left, class: "graph", role: "img", "aria-label": aria },
    ...links.map(({ source, target }) => svg("line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y, class: "edge" })),
    ...spots.map(({ x, y }) => svg("circle", { cx: x, cy: y, r: 7, class: "is" })),
    ...spots.map(named));
  const more = pairs.length > MOST ? element("figcaption", { class: "note" }, say(`The first ${MOST} pairs are drawn.`, `仅画出前 ${MOST} 对。`)) : null;
  return element("figure", { class: "scroll" }, picture, more);
}
