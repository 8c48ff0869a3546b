// A large network: drawn by the graphics card, so that thousands of nodes can be moved and looked at closely.
import Graph from "graphology";
import Sigma from "sigma";
import { mark } from "./shapes.js";
import { svg } from "./words.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

export function movingPicture(canvas, data, heaviest, short, { onNode, onEdge }) {
  const graph = new Graph({ type: "undirected" });
  data.nodes.forEach((node, number) => graph.addNode(number, {
    x: node.x, y: -node.y, size: node.size / 1.6, color: node.colour, label: short(node),
  }));
  const thickness = (weight) => 1 + (4 * (weight - 1)) / Math.max(1, heaviest - 1);
  data.edges.forEach((edge, number) => graph.addEdgeWithKey(number, edge.source, edge.target, { size: thickness(edge.weight), color: "#9a9a9a" }));

  let found = { nodes: new Set(), edges: new Map(), ego: null, edge: null };
  const picture = new Sigma(graph, canvas, {
    labelFont: "system-ui, sans-serif", labelSize: 13, labelDensity: 1, labelRenderedSizeThreshold: 7,
    labelColor: { color: dark.matches ? "#ececec" : "#1d1d1f" },
    enableEdgeEvents: data.edges.length < 20_000, hideEdgesOnMove: data.nodes.length > 2000, zIndex: true,
    nodeReducer: (node, look) => ({ ...look, hidden: !found.nodes.has(Number(node)), zIndex: Number(node) === found.ego ? 1 : 0 }),
    edgeReducer: (edge, look) => ({ ...look, hidden: !found.edges.has(Number(edge)), size: thickness(found.edges.get(Number(edge)) ?? 1), color: Number(edge) === found.edge ? "#b3131b" : look.color }),
  });
  picture.on("clickNode", ({ node }) => onNode(Number(node)));
  picture.on("clickEdge", ({ edge }) => onEdge(Number(edge)));

  function show(now) {
    found = now;
    picture.refresh();
  }

  function copied() {
    const spots = [...found.nodes].map((number) => data.nodes[number]);
    const least = (key) => spots.reduce((kept, spot) => Math.min(kept, spot[key]), Infinity);
    const largest = (key) => spots.reduce((kept, spot) => Math.max(kept, spot[key]), -Infinity);
    const [left, top] = [least("x") - 160, least("y") - 60];
    const [wide, high] = [largest("x") - left + 160, largest("y") - top + 60];
    const drawing = svg("svg", { viewBox: `${left} ${top} ${wide} ${high}`, width: wide, height: high, "font-family": "sans-serif", "font-size": 12 });
    for (const [number, weight] of found.edges) {
      const edge = data.edges[number];
      const [a, b] = [data.nodes[edge.source], data.nodes[edge.target]];
      drawing.append(svg("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: "#7a7a7a", "stroke-width": thickness(weight) }));
    }
    for (const node of spots) {
      drawing.append(
        svg("g", { transform: `translate(${node.x} ${node.y}) scale(${node.size / 1.4})` }, mark(data.kinds[node.kind])),
        svg("text", { x: node.x + node.size, y: node.y + 4 }, short(node)));
    }
    return [drawing, wide, high];
  }

  return { show, svg: copied, thickness };
}
