// A small graph of ?node and ?linkedNode, drawn as SVG: enough for an answer that a person reads.
import { element, say } from "./words.js";

const DRAWN = "http://www.w3.org/2000/svg";
const MOST = 300; // edges

function svg(name, attributes, text = "") {
  const made = document.createElementNS(DRAWN, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

export function drawGraph(names, rows) {
  const [one, other, named, othersName] = ["node", "linkedNode", "nodeLabel", "linkedNodeLabel"].map((name) => names.indexOf(name));
  const labels = new Map();
  const edges = [];
  for (const row of rows.slice(0, MOST)) {
    const ends = [[row[one], row[named]], [row[other], row[othersName]]].filter(([term]) => term);
    for (const [term, label] of ends) labels.set(term.value, label?.value ?? term.value.replace(/.*[/#]/, ""));
    if (ends.length === 2) edges.push(ends.map(([term]) => term.value));
  }
  const places = new Map();
  const nodes = [...labels.keys()];
  nodes.forEach((iri, n) => {
    const angle = (2 * Math.PI * n) / nodes.length;
    places.set(iri, [350 + 210 * Math.cos(angle), 250 + 210 * Math.sin(angle)]);
  });
  const picture = svg("svg", { viewBox: "0 0 700 500", class: "graph", role: "img", "aria-label": say("Graph of the answer; the table below has the same", "答案图，下表内容相同") });
  for (const [a, b] of edges) {
    const [x1, y1] = places.get(a);
    const [x2, y2] = places.get(b);
    picture.append(svg("line", { x1, y1, x2, y2, class: "edge" }));
  }
  for (const [iri, [x, y]] of places) {
    picture.append(svg("circle", { cx: x, cy: y, r: 6, class: "is" }));
    picture.append(svg("text", { x: x + (x < 350 ? -9 : 9), y: y + 4, "text-anchor": x < 350 ? "end" : "start" }, labels.get(iri).slice(0, 24)));
  }
  return element("figure", {}, picture);
}
