// A large network: drawn by the graphics card, so that thousands of nodes can be moved and looked at closely.
import Graph from "graphology";
import Sigma from "sigma";

const dark = matchMedia("(prefers-color-scheme: dark)");

export function movingPicture(canvas, data, short, { onNode, onEdge }) {
  const graph = new Graph({ type: "undirected" });
  data.nodes.forEach((node, number) => graph.addNode(number, {
    x: node.x, y: -node.y, size: node.size / 1.6, color: node.colour, label: short(node),
  }));
  const most = Math.max(1, ...data.edges.map((edge) => edge.weight));
  const thickness = (weight) => 1 + (4 * (weight - 1)) / Math.max(1, most - 1);
  data.edges.forEach((edge, number) => graph.addEdgeWithKey(number, edge.source, edge.target, { size: thickness(edge.weight), color: "#9a9a9a" }));

  let found = { nodes: new Set(), edges: new Set(), ego: null, edge: null };
  const picture = new Sigma(graph, canvas, {
    labelFont: "system-ui, sans-serif", labelSize: 13, labelDensity: 1, labelRenderedSizeThreshold: 7,
    labelColor: { color: dark.matches ? "#ececec" : "#1d1d1f" },
    enableEdgeEvents: data.edges.length < 20_000, hideEdgesOnMove: data.nodes.length > 2000, zIndex: true,
    nodeReducer: (node, look) => ({ ...look, hidden: !found.nodes.has(Number(node)), zIndex: Number(node) === found.ego ? 1 : 0 }),
    edgeReducer: (edge, look) => ({ ...look, hidden: !found.edges.has(Number(edge)), color: Number(edge) === found.edge ? "#b3131b" : look.color }),
  });
  picture.on("clickNode", ({ node }) => onNode(Number(node)));
  picture.on("clickEdge", ({ edge }) => onEdge(Number(edge)));

  function show(now) {
    found = now;
    picture.refresh();
  }

  function text() {
    const spots = [...found.nodes].map((number) => data.nodes[number]);
    const least = (key) => spots.reduce((kept, spot) => Math.min(kept, spot[key]), Infinity);
    const largest = (key) => spots.reduce((kept, spot) => Math.max(kept, spot[key]), -Infinity);
    const [left, top] = [least("x") - 160, least("y") - 60];
    const [wide, high] = [largest("x") - left + 160, largest("y") - top + 60];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const add = (tag, attributes, words = "") => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      made.textContent = words;
      svg.append(made);
    };
    for (const [key, value] of Object.entries({ viewBox: `${left} ${top} ${wide} ${high}`, width: wide, height: high, "font-family": "sans-serif", "font-size": "12" })) svg.setAttribute(key, value);
    add("rect", { x: left, y: top, width: wide, height: high, fill: "#ffffff" });
    for (const number of found.edges) {
      const edge = data.edges[number];
      const [a, b] = [data.nodes[edge.source], data.nodes[edge.target]];
      add("line", { x1: a.x, y1: a.y, x2: b.x, y2: b.y, stroke: "#7a7a7a", "stroke-width": thickness(edge.weight) });
    }
    for (const node of spots) {
      add("circle", { cx: node.x, cy: node.y, r: node.size / 1.4, fill: node.colour });
      add("text", { x: node.x + node.size, y: node.y + 4 }, short(node));
    }
    return [new XMLSerializer().serializeToString(svg), wide, high];
  }

  return { show, svg: text };
}
