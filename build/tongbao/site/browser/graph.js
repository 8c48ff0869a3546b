// A small graph drawn as SVG: nodes that are joined come close, names have room, lines are as thick as their weight.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { INK, broken, inked, words } from "./ink.js";
import { mark } from "./shapes.js";
import { svg } from "./words.js";

const STEPS = 300;
const ROOM = 70; // pixels around a node that no other's may enter: a name has about twice as much
const RADIUS = 7;
const [LINE, LINES] = [20, 3]; // letters of a name in a line; lines of a name

export const thickness = (weight, most) => Math.max(1.5, (Math.min(6, 1.5 * most) * weight) / most); // as in network/style.py

// Draw nodes { id, label, look, way } and edges { one, other, weight }.
export function drawGraph(nodes, edges, label) {
  const spots = nodes.map((node) => ({ ...node }));
  const links = edges.map(({ one, other, weight }) => ({ source: one, target: other, weight }));
  const most = Math.max(...edges.map(({ weight }) => weight), 1);
  forceSimulation(spots)
    .force("links", forceLink(links).id(({ id }) => id).distance(2 * ROOM))
    .force("apart", forceManyBody().strength(-6 * ROOM))
    .force("room", forceCollide(ROOM))
    .force("x", forceX().strength(0.05))
    .force("y", forceY().strength(0.12))
    .stop()
    .tick(STEPS);
  const [left, right] = [Math.min(...spots.map(({ x }) => x)) - 2 * ROOM, Math.max(...spots.map(({ x }) => x)) + 2 * ROOM];
  const [top, bottom] = [Math.min(...spots.map(({ y }) => y)) - 20, Math.max(...spots.map(({ y }) => y)) + 65];
  return inked({ viewBox: `${left} ${top} ${right - left} ${bottom - top}`, width: right - left, height: bottom - top, class: "net drawn graph", role: "group", "aria-label": label },
    ...links.map(({ source, target, weight }) => svg("line", { x1: source.x, y1: source.y, x2: target.x, y2: target.y, class: "tie", stroke: INK.line, "stroke-width": thickness(weight, most) }, svg("title", {}, `${source.label} – ${target.label}: ${weight}`))),
    ...spots.map(node));
}

function node({ x, y, label, look, way }) {
  const shape = look ? mark(look) : svg("circle", { r: 1, fill: INK.bar });
  shape.setAttribute("class", look?.class ?? "is");
  const parts = [
    svg("title", {}, label),
    svg("g", { transform: `translate(${x} ${y}) scale(${RADIUS})` }, shape),
    words({ y: y + 22, "text-anchor": "middle" }, ...broken(label, LINE, LINES).map((line, n) => svg("tspan", { x, dy: n ? 14 : 0 }, line))),
  ];
  return way ? svg("a", { href: way }, ...parts) : svg("g", {}, ...parts);
}
