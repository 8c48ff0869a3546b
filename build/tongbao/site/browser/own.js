// Pictures that a reader asked for: drawn here from what the filters leave, in the same marks as those that the site was made with.
import { laid } from "./laid.js";
import { linesOf, named } from "./named.js";
import { element, say, svg } from "./words.js";

const PLAIN = 6.6; // as in network/style.py
const [SMALLEST, LARGEST] = [2.5, 14];
const [THIN, THICK] = [1.5, 6];
const [LABELS, FEW] = [6, 3]; // of a small picture
const CLOSEST = 8;

export const radiusOf = (count, most, largest = LARGEST) => Math.max(SMALLEST, Math.min(PLAIN, largest / Math.sqrt(Math.max(1, most))) * Math.sqrt(Math.max(0, count)));
export const thicknessOf = (weight, most) => (most > 0 ? Math.max(THIN, (Math.min(THICK, THIN * Math.max(1, most)) * weight) / most) : THIN);

const SHAPES = new Map(); // the corners of each shape, read from the marks that the page holds

function mark(look, x, y, radius) {
  if (!SHAPES.has(look)) {
    const corners = document.querySelector(`#k-${look} polygon`)?.getAttribute("points").split(" ").map((corner) => corner.split(",").map((at) => (Number(at) - 8) / 6));
    SHAPES.set(look, corners);
  }
  const corners = SHAPES.get(look);
  const attributes = { class: `shape ${look}` };
  return corners
    ? svg("polygon", { ...attributes, points: corners.map(([dx, dy]) => `${(x + dx * radius).toFixed(1)},${(y + dy * radius).toFixed(1)}`).join(" ") })
    : svg("circle", { ...attributes, cx: x.toFixed(1), cy: y.toFixed(1), r: radius.toFixed(1) });
}

// One picture. `nodes` are units by number or { measure, team }; `ties` have their ends, a width and a hash.
export function picture({ nodes, ties, look, width, tall, label, caption = null, most = Infinity, zooms = false }) {
  const radius = (node) => look(node).radius;
  const top = caption ? 34 : 10;
  const { at, height } = laid(nodes, ties, { width, tall, top, radius });
  const frame = svg("svg", { class: "net own", viewBox: `0 0 ${width} ${height.toFixed(1)}`, role: "group", "aria-label": label });
  const view = { zoom: 1, x: width / 2, y: height / 2 };
  const seen = (node) => {
    const [x, y] = at.get(node);
    return [(x - view.x) * view.zoom + width / 2, (y - view.y) * view.zoom + height / 2];
  };

  function draw() {
    const spots = nodes.map((node) => {
      const [x, y] = seen(node);
      return { x, y, radius: radius(node), name: look(node).name ?? "", node };
    });
    const lines = ties.map(({ one, other }) => [...seen(one), ...seen(other)]);
    const inside = ({ x, y }) => x > 0 && y > top - 10 && x < width && y < height;
    const order = spots.map((_, n) => n).filter((n) => spots[n].name && inside(spots[n]))
      .sort((a, b) => Boolean(look(nodes[b]).chosen) - Boolean(look(nodes[a]).chosen) || look(nodes[b]).count - look(nodes[a]).count || a - b);
    const labels = named(spots, order, lines, [2, top - 8, width - 2, height - 2], view.zoom > 1 ? Infinity : most);
    frame.replaceChildren(
      ...ties.map((tie, n) => line(tie, lines[n])),
      ...spots.map((spot, n) => drawnMark(spot, look(spot.node), labels.get(n))),
      ...(caption ? [caption] : []));
    frame.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
  }

  draw();
  return zooms ? zoomable(frame, view, { width, height }, draw) : frame;
}

function line({ hash, width, title, data }, [x1, y1, x2, y2]) {
  const ends = { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1) };
  const drawn = svg("line", { class: width ? "tie" : "spoke", ...(width ? { "stroke-width": width.toFixed(1) } : {}), ...data, ...ends });
  return svg("a", { href: hash, tabindex: -1 }, svg("title", {}, title), drawn, svg("line", { class: "room", ...ends }));
}

function drawnMark({ x, y, radius }, { hash, title, look, number, data }, label) {
  const shape = look === "hub"
    ? [svg("circle", { class: "hub", cx: x.toFixed(1), cy: y.toFixed(1), r: radius }), ...(number ? [svg("text", { class: "hubn", "aria-hidden": "true", x: x.toFixed(1), y: (y + 4).toFixed(1) }, String(number))] : [])]
    : [svg("circle", { class: "halo", cx: x.toFixed(1), cy: y.toFixed(1), r: (radius + 4.5).toFixed(1) }), mark(look, x, y, radius)];
  const name = label ? [svg("text", { "text-anchor": label.anchor, "aria-hidden": "true" }, ...[...linesOf(label)].map(([left, base, text]) => svg("tspan", { x: left, y: base }, text)))] : [];
  return svg("a", { href: hash, ...data }, svg("title", {}, title), ...shape, ...name);
}

// --- closer -----------------------------------------------------------------------------------------

// A picture that can be looked at closely: by buttons and keys, by a pinch, by dragging; names are chosen again for what is seen.
function zoomable(frame, view, { width, height }, draw) {
  const host = element("div", { class: "closer", tabindex: 0, role: "group", "aria-label": say("Picture: plus and minus look closer, arrows move", "图：加减键缩放，方向键移动") });
  let waiting = 0;
  const later = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  };
  function zoom(by, [x, y] = [width / 2, height / 2]) {
    const zoomed = Math.min(CLOSEST, Math.max(1, view.zoom * by));
    // What is under the pointer stays there.
    view.x += (x - width / 2) * (1 / view.zoom - 1 / zoomed);
    view.y += (y - height / 2) * (1 / view.zoom - 1 / zoomed);
    view.zoom = zoomed;
    move(0, 0);
  }
  function move(dx, dy) {
    const spare = [(width / 2) * (1 - 1 / view.zoom), (height / 2) * (1 - 1 / view.zoom)];
    view.x = Math.min(width / 2 + spare[0], Math.max(width / 2 - spare[0], view.x - dx / view.zoom));
    view.y = Math.min(height / 2 + spare[1], Math.max(height / 2 - spare[1], view.y - dy / view.zoom));
    host.classList.toggle("near", view.zoom > 1);
    later();
  }
  const inPicture = (event) => {
    const box = frame.getBoundingClientRect();
    return [((event.clientX - box.left) * width) / box.width, ((event.clientY - box.top) * height) / box.height];
  };
  const keys = { "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: () => zoom(0), ArrowLeft: () => move(60, 0), ArrowRight: () => move(-60, 0), ArrowUp: () => move(0, 60), ArrowDown: () => move(0, -60) };
  host.addEventListener("keydown", (event) => {
    if (event.target !== host || !keys[event.key] || (event.key.startsWith("Arrow") && view.zoom === 1)) return;
    event.preventDefault();
    keys[event.key]();
  });
  host.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // the wheel alone moves the page
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, inPicture(event));
  }, { passive: false });
  dragged(frame, view, { zoom, move, inPicture });
  const button = (text, name, act) => element("button", { type: "button", "aria-label": name, title: name, onclick: act }, text);
  host.append(frame, element("p", { class: "zoom screen" }, button("+", say("Closer", "放大"), () => zoom(1.5)), button("−", say("Further", "缩小"), () => zoom(1 / 1.5)), button("⤢", say("All of it", "显示全图"), () => zoom(0))));
  return host;
}

function dragged(frame, view, { zoom, move, inPicture }) {
  const down = new Map(); // pointers
  let moved = 0;
  const apart = () => {
    const [a, b] = [...down.values()];
    return b ? Math.hypot(a[0] - b[0], a[1] - b[1]) : 0;
  };
  frame.addEventListener("pointerdown", (event) => {
    down.set(event.pointerId, inPicture(event));
    moved = 0;
  });
  frame.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before || (view.zoom === 1 && down.size < 2)) return;
    const was = apart();
    const now = inPicture(event);
    down.set(event.pointerId, now);
    if (down.size === 2 && was) return zoom(apart() / was, now);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    move(now[0] - before[0], now[1] - before[1]);
  });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) frame.addEventListener(name, (event) => down.delete(event.pointerId));
  frame.addEventListener("click", (event) => moved > 6 && (event.preventDefault(), event.stopPropagation()), true); // a drag is no choice
  frame.addEventListener("dragstart", (event) => event.preventDefault());
}

export { FEW, LABELS };
