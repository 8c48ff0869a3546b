// Pictures of what is seen, to take away: in the colours of paper, with a title, what is left out, the source and the day.
import { widthOf } from "./named.js";
import { give, svg } from "./words.js";

const [EDGE, LINE] = [20, 19];
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linejoin", "stroke-linecap", "paint-order", "font-size", "font-weight", "text-anchor"];

// The colours of the style sheet on light ground, for a copy that is drawn while the page may be dark.
function onPaper(host) {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule.selectorText === ":root") for (const name of rule.style) if (name.startsWith("--")) host.style.setProperty(name, rule.style.getPropertyValue(name));
  Object.assign(host.style, { colorScheme: "light", color: "var(--ink)" });
}

// Colours as every program reads them.
const plainly = (value) => value.replace(/^rgb\((\d+), (\d+), (\d+)\)$/, (_, ...parts) => `#${parts.slice(0, 3).map((part) => Number(part).toString(16).padStart(2, "0")).join("")}`);

function plain(copy) {
  for (const part of [copy, ...copy.querySelectorAll(":not(title)")]) {
    const look = getComputedStyle(part);
    if (look.display === "none") continue;
    for (const name of KEPT) if (look.getPropertyValue(name)) part.setAttribute(name, plainly(look.getPropertyValue(name)));
  }
  for (const part of copy.querySelectorAll("[hidden], .room, .halo[stroke='none']")) part.remove();
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const part of [copy, ...copy.querySelectorAll("*")]) for (const { name } of [...part.attributes]) if (/^(class|data-|tabindex|aria-|role)/.test(name)) part.removeAttribute(name);
}

// Everything drawn in a part of the page, each where it stands there, as one picture.
function together(view) {
  const frame = view.getBoundingClientRect();
  const host = document.createElement("div");
  host.style.cssText = "position: absolute; left: -99999px; top: 0";
  onPaper(host);
  document.body.append(host);
  const parts = [...view.querySelectorAll("svg.net, .legend li, .cap, table")].filter((part) => part.getClientRects().length && !(part.matches("svg") && part.closest(".legend, table")) && !(part.matches(".cap") && part.closest("svg")));
  const drawn = parts.flatMap((part) => {
    const box = part.getBoundingClientRect();
    const [x, y] = [box.left - frame.left + EDGE, box.top - frame.top];
    if (part.matches("li, p")) return legendEntry(part, x, y, host);
    if (part.matches("table")) return [...cells(part, x, y, host)];
    return [placed(part, { x, y, width: box.width, height: box.height }, host)];
  });
  host.remove();
  const boxes = parts.map((part) => part.getBoundingClientRect()); // parts that are scrolled out of sight count, too
  const tables = [...view.querySelectorAll("table")].map((table) => [table.scrollWidth, table.offsetHeight]);
  const wide = Math.max(frame.width, ...boxes.map(({ right }) => right - frame.left), ...tables.map(([wide]) => wide));
  return [drawn, wide + 2 * EDGE, Math.max(frame.height, ...tables.map(([, high]) => high + 60))];
}

function placed(part, box, host) {
  const copy = part.cloneNode(true);
  host.append(copy);
  plain(copy);
  for (const [key, value] of Object.entries(box)) copy.setAttribute(key, value);
  return copy;
}

// A matrix, or bars in a table: each cell as it stands, also those that are scrolled away.
function* cells(table, x, y, host) {
  const copy = table.cloneNode(true);
  copy.style.width = `${table.offsetWidth}px`;
  for (const cell of copy.querySelectorAll("th, td")) cell.style.position = "static"; // what stays in sight there stands here
  host.append(copy);
  const frame = copy.getBoundingClientRect();
  for (const cell of copy.querySelectorAll("th, td")) {
    const [box, look] = [cell.getBoundingClientRect(), getComputedStyle(cell)];
    const [left, top] = [x + box.left - frame.left, y + box.top - frame.top];
    yield svg("rect", { x: left, y: top, width: box.width, height: box.height, fill: look.backgroundColor, stroke: "#e0dcd4", "stroke-width": 0.5 });
    for (const icon of cell.querySelectorAll("svg.k, svg.bars")) {
      const at = icon.getBoundingClientRect();
      yield placed(inlined(icon), { x: x + at.left - frame.left, y: y + at.top - frame.top, width: at.width, height: at.height }, host);
    }
    const parts = [...cell.querySelectorAll(".steps button")];
    for (const part of parts.length ? parts : [cell]) {
      const at = part.getBoundingClientRect();
      yield* worded(part, getComputedStyle(part), [x + at.left - frame.left, y + at.top - frame.top, at.width, at.height]);
    }
  }
  copy.remove();
}

function* worded(cell, look, [left, top, wide, high]) {
  const icon = cell.querySelector("svg.k") ? 20 : 0;
  const text = [...cell.childNodes].map(({ textContent }) => textContent).join("").trim();
  if (!text) return;
  const shared = { "font-size": parseFloat(look.fontSize), fill: look.color };
  if (cell.querySelector("span") && cell.closest("table.matrix thead")) yield svg("text", { ...shared, transform: `translate(${left + wide / 2 + 4} ${top + high - 6}) rotate(-90)` }, text);
  else if (look.textAlign === "center" || look.textAlign === "right") yield svg("text", { ...shared, "font-size": 11, x: left + (look.textAlign === "center" ? wide / 2 : wide), y: top + high / 2 + 4, "text-anchor": look.textAlign === "center" ? "middle" : "end" }, text);
  else for (const [n, part] of lines(text, wide - icon + EDGE).entries()) yield svg("text", { ...shared, x: left + icon, y: top + 17 + 17 * n }, part);
}

// A mark that is used by name, with what it shows.
function inlined(icon) {
  const use = icon.querySelector("use");
  const symbol = use && document.querySelector(use.getAttribute("href"));
  if (!symbol) return icon;
  const copy = svg("svg", { viewBox: symbol.getAttribute("viewBox") }, ...[...symbol.childNodes].map((part) => part.cloneNode(true)));
  return copy;
}

function legendEntry(entry, x, y, host) {
  const icon = entry.querySelector("svg");
  const wide = icon?.getBoundingClientRect().width ?? 0;
  return [
    ...(icon ? [placed(inlined(icon), { x, y: y + 4, width: wide, height: 16 }, host)] : []),
    svg("text", { x: x + wide + (icon ? 6 : 0), y: y + 16, fill: "#5c5953", "font-size": 13 }, entry.textContent.trim())];
}

// A text in lines that fit.
function lines(text, wide) {
  const [parts, most] = [text.match(/[^\s\u2e80-\uffef]+\s*|[\u2e80-\uffef]|\s+/g) ?? [], wide - 2 * EDGE];
  const found = [""];
  for (const part of parts) {
    if (found.at(-1) && widthOf(found.at(-1) + part) > most) found.push("");
    found[found.length - 1] += part;
  }
  return found;
}

function signed(view, { title, about, source, address }) {
  const [drawn, width, height] = together(view);
  const texts = [about, source, address].filter(Boolean).flatMap((text) => lines(text, width));
  const high = height + 44 + LINE * texts.length + EDGE;
  const picture = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${high}`, width, height: high, "font-family": "'Noto Sans','Segoe UI','Helvetica Neue',Arial,'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif" },
    svg("title", {}, title), svg("rect", { width, height: high, fill: "#ffffff" }),
    svg("text", { x: EDGE, y: 30, "font-size": 20, "font-weight": 700, fill: "#1b1b1a" }, title),
    svg("g", { transform: "translate(0 44)" }, ...drawn),
    ...texts.map((text, n) => svg("text", { x: EDGE, y: height + 44 + LINE * (n + 1), "font-size": 13, fill: "#5c5953" }, text)));
  return [new XMLSerializer().serializeToString(picture), width, high];
}

export async function save(form, view, words) {
  const [text, wide, high] = signed(view, words);
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
  give(blob, `${words.name ?? "network"}.${form}`);
}
