// Pictures of what is seen, to take away: in the colours of paper, with a title, what is left out, the source and the day.
import { give, svg } from "./words.js";

const [EDGE, LINE] = [20, 19];
const KEPT = ["fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-linejoin", "stroke-linecap", "paint-order", "font-size", "font-weight", "text-anchor"];

// The colours of the style sheet on light ground, for a copy that is drawn while the page may be dark.
function onPaper(host) {
  for (const sheet of document.styleSheets)
    for (const rule of sheet.cssRules)
      if (rule.selectorText === ":root") for (const name of rule.style) if (name.startsWith("--")) host.style.setProperty(name, rule.style.getPropertyValue(name));
  host.style.colorScheme = "light";
}

function plain(copy) {
  for (const part of [copy, ...copy.querySelectorAll("*")]) {
    const look = getComputedStyle(part);
    if (look.display === "none") continue;
    for (const name of KEPT) if (look.getPropertyValue(name)) part.setAttribute(name, look.getPropertyValue(name));
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
  const parts = [...view.querySelectorAll("svg.net, .legend li")].filter((part) => part.getClientRects().length && !(part.matches("svg") && part.closest(".legend")));
  const drawn = parts.flatMap((part) => {
    const box = part.getBoundingClientRect();
    const [x, y] = [box.left - frame.left + EDGE, box.top - frame.top];
    if (part.matches("li")) return legendEntry(part, x, y, host);
    return [placed(part, { x, y, width: box.width, height: box.height }, host)];
  });
  host.remove();
  return [drawn, frame.width + 2 * EDGE, frame.height];
}

function placed(part, box, host) {
  const copy = part.cloneNode(true);
  host.append(copy);
  plain(copy);
  for (const [key, value] of Object.entries(box)) copy.setAttribute(key, value);
  return copy;
}

function legendEntry(entry, x, y, host) {
  const icon = entry.querySelector("svg");
  const wide = icon?.getBoundingClientRect().width ?? 0;
  return [
    ...(icon ? [placed(icon, { x, y: y + 4, width: wide, height: 16 }, host)] : []),
    svg("text", { x: x + wide + (icon ? 6 : 0), y: y + 16, fill: "#5c5953", "font-size": 13 }, entry.textContent.trim())];
}

function signed(view, { title, about, source }) {
  const [drawn, width, height] = together(view);
  const texts = about ? [about, source] : [source];
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
  give(blob, `network.${form}`);
}
