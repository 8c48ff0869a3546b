// Pictures of what is seen, to take away: each says what it shows, what its marks mean, and where it is from.
import { mark } from "./shapes.js";
import { give, svg } from "./words.js";

const LINE = 20; // of the picture's units: a line below it
const EDGE = 12; // beside it

// About how wide a text is, in letters of 12 units.
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 7), 0);

// The lines below the picture: kinds, weights, then what is seen and where it is from.
function* lines(picture, { title, about, address, kinds, weights }) {
  for (const kind of kinds) {
    const shape = mark(kind);
    shape.setAttribute("transform", "translate(8 -4) scale(7)");
    yield [shape, kind.label];
  }
  for (const { weight, label } of weights) yield [svg("line", { x1: 0, x2: 16, y1: -4, y2: -4, stroke: "#7a7a7a", "stroke-width": picture.thickness(weight) }), label];
  for (const text of [`${title} · ${about}`, address]) yield [null, text];
}

// All in the units of the picture, so that the words below are as large as those in it.
function signed(picture, view) {
  const [drawing, wide] = picture.svg();
  const [left, top, inner, high] = drawing.getAttribute("viewBox").split(" ").map(Number);
  const below = svg("g", { transform: `translate(${left + EDGE} ${top + high})`, fill: "#111111" });
  const rows = [...lines(picture, view)];
  rows.forEach(([shape, text], n) => {
    const words = svg("text", { x: shape ? 24 : 0, y: 0 }, text);
    below.append(svg("g", { transform: `translate(0 ${LINE * (n + 1)})` }, ...(shape ? [shape] : []), words));
  });
  const width = Math.max(inner, ...rows.map(([, text]) => widthOf(text) + 24 + 2 * EDGE));
  const height = high + LINE * (rows.length + 1);
  const paper = svg("rect", { x: left, y: top, width, height, fill: "#ffffff" });
  for (const old of drawing.querySelectorAll(":scope > title, :scope > desc, :scope > rect")) old.remove();
  drawing.prepend(svg("title", { id: "title" }, view.title), svg("desc", { id: "desc" }, view.about), paper);
  drawing.append(below);
  const pixels = [width, height].map((length) => length * (wide / inner));
  for (const [key, value] of Object.entries({ viewBox: `${left} ${top} ${width} ${height}`, width: pixels[0], height: pixels[1] })) drawing.setAttribute(key, value);
  return [new XMLSerializer().serializeToString(drawing), ...pixels];
}

export async function save(form, picture, view) {
  const [text, wide, high] = signed(picture, view);
  let blob = new Blob([text], { type: "image/svg+xml" });
  if (form === "png") {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const zoom = Math.min(2, 8000 / Math.max(wide, high));
    const canvas = Object.assign(document.createElement("canvas"), { width: wide * zoom, height: high * zoom });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }
  give(blob, `${view.name ?? "network"}.${form}`);
}
