// A network that was drawn when the site was made: its nodes and edges can be chosen, hidden and looked at closely.
const AROUND = 30; // pixels around what is looked at closely
const CLOSER = 1.4; // how much larger that is shown

export function drawnPicture(figure, heaviest, { onNode, onEdge }) {
  // As in network/style.py.
  const thickness = (weight) => Math.max(1.5, (Math.min(6, 1.5 * heaviest) * weight) / heaviest);
  const svg = figure.querySelector("svg");
  const nodes = [...svg.querySelectorAll(".nodes > g")];
  const edges = [...svg.querySelectorAll(".edges > path")];
  const keys = [...svg.querySelectorAll(".legend")].filter((key) => key.querySelector("line")); // what widths mean
  const drawnWeights = edges.map((edge) => edge.getAttribute("stroke-width"));
  const labels = [...svg.querySelectorAll(".labels > text")];
  const [, , wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  svg.classList.add("alive");
  nodes.forEach((node, number) => node.addEventListener("click", () => onNode(number)));
  labels.forEach((label) => label.addEventListener("click", () => onNode(Number(label.dataset.node))));
  // A line of one pixel is hard to meet: a wider one that is not seen lies above it.
  const wider = edges.map((edge, number) => {
    const line = edge.cloneNode(true);
    line.setAttribute("class", "wider");
    line.addEventListener("click", () => onEdge(number));
    edge.parentNode.append(line);
    return line;
  });

  function show(found) {
    nodes.forEach((node, number) => node.toggleAttribute("hidden", !found.nodes.has(number)));
    labels.forEach((label) => label.toggleAttribute("hidden", !found.nodes.has(Number(label.dataset.node))));
    edges.forEach((edge, number) => {
      if (found.edges.has(number)) edge.setAttribute("stroke-width", thickness(found.edges.get(number)));
      edge.toggleAttribute("hidden", !found.edges.has(number));
      wider[number].toggleAttribute("hidden", !found.edges.has(number));
      edge.classList.toggle("chosen", number === found.edge);
    });
    const changed = edges.some((edge, number) => found.edges.has(number) && Math.abs(edge.getAttribute("stroke-width") - drawnWeights[number]) > 0.1);
    for (const key of keys) key.toggleAttribute("hidden", changed);
    svg.classList.toggle("near", found.nodes.size < nodes.length); // a few nodes fit any screen
    look(found.nodes.size === nodes.length ? [0, 0, wide, high, 1] : closely());
  }

  function closely() {
    const boxes = [...nodes, ...labels].filter((part) => !part.hasAttribute("hidden")).map((part) => part.getBBox());
    if (!boxes.length) return [0, 0, wide, high, 1];
    const left = Math.min(...boxes.map((box) => box.x)) - AROUND;
    const top = Math.min(...boxes.map((box) => box.y)) - AROUND;
    const right = Math.max(...boxes.map((box) => box.x + box.width)) + AROUND;
    const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + AROUND;
    return [left, top, right - left, bottom - top, CLOSER];
  }

  function look([left, top, width, height, zoom]) {
    svg.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    svg.setAttribute("width", width * zoom);
    svg.setAttribute("height", height * zoom);
  }

  // A copy of what is seen, without its legend; how wide and how high it is.
  function copied() {
    const copy = svg.cloneNode(true);
    for (const part of copy.querySelectorAll("[hidden], .wider, .legend")) part.remove();
    copy.removeAttribute("class");
    for (const edge of copy.querySelectorAll(".chosen")) for (const [key, value] of [["stroke", "#a31219"], ["stroke-opacity", "1"]]) edge.setAttribute(key, value);
    const [left, top, width, height, zoom] = closely();
    copy.setAttribute("viewBox", `${left} ${top} ${width} ${height}`);
    return [copy, width * zoom, height * zoom];
  }

  return { show, svg: copied, thickness };
}
