// Pictures of what is seen, to take away: each says what it shows, what its marks mean, and where it is from.
import { mark } from "./shapes.js";
import { element } from "./words.js";

const LINE = 20; // of the picture's units: a line below it
const EDGE = 12; // beside it
const DRAWN = "http://www.w3.org/2000/svg";

function drawn(tag, attributes, text = "") {
  const made = document.createElementNS(DRAWN, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

// About how wide a text is, in letters of 12 units.
const widthOf = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 12 : 7), 0);

// The lines below the picture: kinds, weights, then what is seen and where it is from.
function* lines(picture, { title, about, address, kinds, weights }) {
  for (const kind of kinds) {
    const shape = mark(kind);
    shape.setAttribute("transform", "translate(8 -4) scale(7)");
    yield [shape, kind.label];
  }
  for (const { weight, label } of weights) yield [drawn("line", { x1: 0, x2: 16, y1: -4, y2: -4, stroke: "#7a7a7a", "stroke-width": picture.thickness(weight) }), label];
  for (const text of [`${title} · ${about}`, address]) yield [null, text];
}

// All in the units of the picture, so that the words below are as large as those in it.
function signed(picture, view) {
  const [svg, wide] = picture.svg();
  const [left, top, inner, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const below = drawn("g", { transform: `translate(${left + EDGE} ${top + high})`, fill: "#111111" });
  const rows = [...lines(picture, view)];
  rows.forEach(([shape, text], n) => {
    const row = drawn("g", { transform: `translate(0 ${LINE * (n + 1)})` });
    row.append(...(shape ? [shape] : []), drawn("text", { x: shape ? 24 : 0, y: 0 }, text));
    below.append(row);
  });
  const width = Math.max(inner, ...rows.map(([, text]) => widthOf(text) + 24 + 2 * EDGE));
  const height = high + LINE * (rows.length + 1);
  const paper = drawn("rect", { x: left, y: top, width, height, fill: "#ffffff" });
  for (const old of svg.querySelectorAll(":scope > title, :scope > desc, :scope > rect")) old.remove();
  svg.prepend(drawn("title", { id: "title" }, view.title), drawn("desc", { id: "desc" }, view.about), paper);
  svg.append(below);
  const pixels = [width, height].map((length) => length * (wide / inner));
  for (const [key, value] of Object.entries({ viewBox: `${left} ${top} ${width} ${height}`, width: pixels[0], height: pixels[1] })) svg.setAttribute(key, value);
  return [new XMLSerializer().serializeToString(svg), ...pixels];
}

export async function save(form, picture, view) {
  const [text, wide, high] = signed(picture, view);
  let blob = new Blob([text], { type: "image/svg+xml" });
  if (form === "png") {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const zoom = Math.min(2, 8000 / Math.max(wide, high));
    const drawing = Object.assign(document.createElement("canvas"), { width: wide * zoom, height: high * zoom });
    drawing.getContext("2d").drawImage(image, 0, 0, drawing.width, drawing.height);
    blob = await new Promise((resolve) => drawing.toBlob(resolve, "image/png"));
  }
  const way = element("a", { href: URL.createObjectURL(blob), download: `network.${form}` });
  way.click();
  setTimeout(() => URL.revokeObjectURL(way.href), 10_000);
}
