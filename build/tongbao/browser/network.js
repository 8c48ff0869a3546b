// The network comes alive: search, filters, one unit's partners, and behind each edge the measures and the words.
import { drawnPicture } from "./drawn.js";
import { movingPicture } from "./moving.js";
import { drawn } from "./shapes.js";
import { element, pageOf, say } from "./words.js";

const place = document.getElementById("network");
const { root, base } = place.dataset;
const language = say("en", "zh");
const reply = await fetch(place.dataset.network);
const data = await reply.json();

const name = (node) => node.name[language] || node.name.zh;
const short = (node) => node.short[language] || node.short.zh;
const DRAWN = 300; // nodes up to which the picture that was drawn is the one that lives

// --- what is shown ----------------------------------------------------------------------------------

const state = { kinds: new Set(), roles: new Set(), level: "", year: "", weight: 1, ego: null, edge: null };
const address = new URL(location.href);
for (const key of ["level", "year"]) state[key] = address.searchParams.get(key) ?? "";
state.weight = Math.max(1, Number(address.searchParams.get("weight")) || 1);
// Kinds and roles that are left out.
for (const [key, those] of [["without", state.kinds], ["without-roles", state.roles]])
  for (const code of (address.searchParams.get(key) ?? "").split(" ").filter(Boolean)) those.add(code);
const asked = address.searchParams.get("unit");
if (asked) state.ego = data.nodes.findIndex(({ id }) => id.endsWith(`/${asked}`));
if (state.ego === -1) state.ego = null;

const local = (iri) => iri.slice(iri.lastIndexOf("/") + 1);
const years = [...new Set(Object.values(data.measures).map(({ year }) => year).filter(Boolean))].sort();
const levels = [...new Map(data.nodes.filter(({ level }) => level).map((node) => [node.level, node.level_label[language]]))];

// What the address asks for and is not here asks for nothing.
if (!years.some((year) => String(year) === state.year)) state.year = "";
if (!levels.some(([code]) => code === state.level)) state.level = "";

// Which roles each unit has, in each measure and in any; only where there are several.
const allRoles = [...new Map(data.participations.map(({ role }) => [role.code, role])).values()];
const rolesIn = new Map();
if (allRoles.length > 1)
  for (const { measure, node, role } of data.participations)
    for (const key of [`${node}`, `${node} ${measure}`]) rolesIn.set(key, (rolesIn.get(key) ?? new Set()).add(role.code));
const plays = (key) => !state.roles.size || [...(rolesIn.get(key) ?? [])].some((role) => !state.roles.has(role));

// The measures of an edge that the filters leave.
const left = (edge) => edge.measures.filter((iri) =>
  (!state.year || String(data.measures[iri]?.year) === state.year) && plays(`${edge.source} ${iri}`) && plays(`${edge.target} ${iri}`));

function isShown(number) {
  const node = data.nodes[number];
  return plays(`${number}`) && !state.kinds.has(node.kind) && (!state.level || node.level === state.level);
}

function edgeIsShown(edge) {
  const weight = edge.measures.length ? left(edge).length : edge.weight;
  if (weight < state.weight || !isShown(edge.source) || !isShown(edge.target)) return false;
  return state.ego === null || edge.source === state.ego || edge.target === state.ego;
}

// Nodes and edges are known by their numbers.
const numbers = (things) => things.map((_, number) => number);

function shown() {
  const edges = numbers(data.edges).filter((number) => edgeIsShown(data.edges[number]));
  const ends = new Set(edges.flatMap((number) => [data.edges[number].source, data.edges[number].target]));
  if (state.ego !== null) ends.add(state.ego);
  const narrowed = state.ego !== null || state.weight > 1 || state.year;
  const nodes = numbers(data.nodes).filter((number) => isShown(number) && (!narrowed || ends.has(number)));
  return { nodes, edges };
}

// --- the page ---------------------------------------------------------------------------------------

const canvas = element("div", { class: "canvas", "aria-hidden": "true" });
const said = element("p", { role: "status" });
const panel = element("div", { class: "panel", tabindex: "-1" });
const list = element("ul", { class: "columns", id: "network-units" });
const mirror = element("details", { ontoggle: () => mirror.open && mirrored(shown().nodes) },
  element("summary", {}, say("The units as a list: choose one to see its partners", "以列表显示单位：选择一个查看其伙伴")), list);
const find = element("input", { type: "search", id: "network-find", list: "network-names" });
const names = element("datalist", { id: "network-names" }, ...data.nodes.map((node) => element("option", { value: name(node) })));

const picked = (label, id, values, chosen, change) => {
  const select = element("select", { id, onchange: () => change(select.value) },
    element("option", { value: "" }, say("all", "全部")), ...values.map(([value, text]) => element("option", { value, selected: String(value) === chosen }, text)));
  return element("label", { for: id }, label, " ", select);
};
const weight = element("input", {
  type: "number", id: "network-weight", min: "1", max: String(Math.max(1, ...data.edges.map((edge) => edge.weight))), value: String(state.weight),
  onchange: () => { state.weight = Math.min(Number(weight.max), Math.max(1, Number(weight.value) || 1)); weight.value = String(state.weight); refresh(); },
});
// Boxes for codes, of which those that are not ticked are left out.
const boxes = (heading, codes, leftOut, shownAs) => element("fieldset", {}, element("legend", {}, heading),
  ...codes.map((code) => {
    const box = element("input", { type: "checkbox", checked: !leftOut.has(code), onchange: () => {
      box.checked ? leftOut.delete(code) : leftOut.add(code);
      refresh();
    } });
    return element("label", { class: "kind" }, box, ...shownAs(code));
  }));
const kinds = boxes(say("Kinds", "类型"), Object.keys(data.kinds), state.kinds, (code) => [drawn(data.kinds[code]), " ", data.kinds[code][language]]);
const roles = allRoles.length > 1
  ? boxes(say("Roles", "角色"), allRoles.map(({ code }) => code), state.roles, (code) => [allRoles.find((role) => role.code === code)[language]])
  : null;
const whole = element("button", { type: "button", onclick: () => { state.ego = null; state.edge = null; panel.replaceChildren(); refresh(); } }, say("Whole network", "整个网络"));
const saveSvg = element("button", { type: "button", onclick: () => save("svg") }, say("Save SVG", "保存 SVG"));
const savePng = element("button", { type: "button", onclick: () => save("png") }, say("Save PNG", "保存 PNG"));

const figure = place.querySelector("figure");
const seen = figure && data.nodes.length <= DRAWN ? figure : canvas;
if (figure && seen !== figure) figure.remove();
place.append(
  element("div", { class: "controls" },
    element("label", { for: "network-find" }, say("Find a unit", "查找单位"), " ", find), names,
    picked(say("Level", "层级"), "network-level", levels, state.level, (value) => { state.level = value; refresh(); }),
    picked(say("Year", "年份"), "network-year", years.map((year) => [year, String(year)]), state.year, (value) => { state.year = value; refresh(); }),
    element("label", { for: "network-weight" }, say("At least … together", "至少共同"), " ", weight), whole, saveSvg, savePng),
  kinds, ...(roles ? [roles] : []), said, seen, panel,
  mirror);

find.addEventListener("change", () => {
  const asked = find.value.trim();
  if (!asked) return;
  const names = data.nodes.map((node) => [name(node), short(node), node.name.zh, node.short.zh, node.name.en]);
  const exact = names.findIndex((those) => those.includes(asked));
  const number = exact >= 0 ? exact : names.findIndex((those) => those.some((one) => one.toLowerCase().includes(asked.toLowerCase())));
  if (number >= 0) focusOn(number);
  else said.textContent = say(`No unit here is called “${asked}”.`, `此处没有名为“${asked}”的单位。`);
});

// --- the picture ------------------------------------------------------------------------------------

const touched = { onNode: (number) => focusOn(number), onEdge: (number) => openEdge(number) };
const picture = choosePicture();

// A network that was drawn readably stays as it was drawn; a large one moves.
function choosePicture() {
  if (figure && data.nodes.length <= DRAWN) return drawnPicture(figure, touched);
  try {
    return movingPicture(canvas, data, short, touched);
  } catch {
    if (figure) canvas.replaceWith(figure); // no WebGL: the picture that was drawn when the site was made
    saveSvg.hidden = savePng.hidden = true;
    return { show() {} };
  }
}

function refresh() {
  const found = shown();
  draw(found);
  said.textContent = say(`${found.nodes.length} units, ${found.edges.length} pairs`, `${found.nodes.length} 个单位，${found.edges.length} 对`);
  if (mirror.open) mirrored(found.nodes);
  twin(found);
  remember();
}

let seenAt = location.search;
let started = false; // whether the page shows what its address asked for

// The address holds what is seen.
function remember() {
  const now = new URL(location.href);
  const pair = state.edge === null ? "" : [data.edges[state.edge].source, data.edges[state.edge].target].map((end) => local(data.nodes[end].id)).join(" ");
  const kept = { pair, unit: state.ego === null ? "" : local(data.nodes[state.ego].id), level: state.level, year: state.year, weight: state.weight > 1 ? String(state.weight) : "", without: [...state.kinds].join(" "), "without-roles": [...state.roles].join(" ") };
  for (const [key, value] of Object.entries(kept)) value ? now.searchParams.set(key, value) : now.searchParams.delete(key);
  document.querySelector("a.language").href = document.querySelector("a.language").href.split("?")[0] + now.search;
  seenAt = now.search;
  if (now.href === location.href) return;
  history[started ? "pushState" : "replaceState"](null, "", now); // so that Back leads to what was seen before
}

function draw({ nodes, edges } = shown()) {
  picture.show({ nodes: new Set(nodes), edges: new Set(edges), ego: state.ego, edge: state.edge });
}

// The list that mirrors the picture is made when it is opened: it may be long.
function mirrored(nodes) {
  list.replaceChildren(...nodes.map((number) => element("li", {},
    element("button", { type: "button", class: "plain", onclick: () => focusOn(number) }, name(data.nodes[number]), ` (${data.nodes[number].degree})`))));
}

// The tables of the page follow the filters.
function twin({ nodes, edges }) {
  const pairs = new Set(edges.map((number) => [data.nodes[data.edges[number].source].id, data.nodes[data.edges[number].target].id].sort().join(" ")));
  for (const row of document.querySelectorAll("#edges tbody tr")) row.hidden = !pairs.has(row.dataset.pair);
  const left = new Set(nodes.map((number) => data.nodes[number].id));
  for (const row of document.querySelectorAll("#nodes tbody tr")) row.hidden = !left.has(row.dataset.unit);
}

// --- a unit and an edge -----------------------------------------------------------------------------

const link = (iri, text) => {
  const way = pageOf(iri, base, root, language);
  return way ? element("a", { href: way }, element("bdi", {}, text)) : element("bdi", {}, text);
};

function focusOn(number) {
  state.ego = number;
  state.edge = null;
  refresh();
  const node = data.nodes[number];
  const edges = data.edges.map((edge, place) => [edge, place]).filter(([edge]) => edgeIsShown(edge));
  panel.replaceChildren(
    element("h3", {}, link(node.id, name(node))),
    element("p", {}, `${data.kinds[node.kind]?.[language] ?? ""} · ${say("measures", "举措")} ${node.measures} · ${say("partners", "伙伴")} ${node.degree} · ${say("betweenness", "中介中心性")} ${node.betweenness.toFixed(3)}`),
    edges.length ? element("ul", {}, ...edges.map(([edge, place]) => element("li", {},
      element("button", { type: "button", class: "plain", onclick: () => openEdge(place) },
        `${name(data.nodes[edge.source === number ? edge.target : edge.source])} (${edge.measures.length ? left(edge).length : edge.weight})`)))) : element("p", {}, node.degree ? say("No partner is left by these filters.", "按所选条件没有合作单位。") : roles ? say("No other unit has a part in its measures.", "其举措没有其他单位参与。") : say("It leads alone.", "独自牵头。")));
  panel.focus({ preventScroll: true });
}

// Of other roles the order is a running number over all honours and documents, which no reader can check.
const placed = ({ role, order }, before, after) => (role.code === "lead" ? `${before}${order}${after}` : "");

function openEdge(number) {
  state.edge = number;
  const edge = data.edges[number];
  const ends = [edge.source, edge.target];
  const words = (iri) => data.participations.filter((part) => part.measure === iri && ends.includes(part.node) && !state.roles.has(part.role.code));
  panel.replaceChildren(
    element("h3", {}, ...ends.flatMap((end, n) => [n ? " + " : "", link(data.nodes[end].id, name(data.nodes[end]))])),
    element("ul", { class: "cards" }, ...left(edge).map((iri) => {
      const measure = data.measures[iri];
      return element("li", {},
        element("strong", { lang: "zh-Hans" }, link(iri, measure.title)), " ",
        element("small", {}, link(measure.notice, measure.number || local(measure.notice)), measure.year ? ` · ${measure.year}` : ""),
        measure.cell && !roles ? element("p", {}, say("Cell that lists the units: ", "单位一栏："), element("q", { lang: "zh-Hans" }, measure.cell)) : null,
        element("ul", {}, ...words(iri).map((part) => element("li", {},
          say(`${name(data.nodes[part.node])}: ${part.role.en}${placed(part, ", no. ", "")} — `, `${name(data.nodes[part.node])}：${part.role.zh}${placed(part, "，第 ", " 位")}——`),
          element("a", { class: "quote", lang: "zh-Hans", href: `${root}${language}/source/${local(measure.notice)}.html#s-${part.start}-${part.end}` }, element("q", {}, part.quote))))));
    })));
  draw();
  remember();
  panel.focus({ preventScroll: true });
}

// --- pictures of what is seen -----------------------------------------------------------------------

// A picture that leaves the page says what it shows and where it is from.
function signed(text, wide, high) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const [left, top, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const more = height * (1 + 34 / high) - height;
  const words = document.createElementNS("http://www.w3.org/2000/svg", "text");
  for (const [key, value] of Object.entries({ x: left + more / 4, y: top + height + more / 2, "font-size": more / 2.8, fill: "#444444" })) words.setAttribute(key, value);
  words.textContent = `${document.title} · ${document.querySelector("link[rel=canonical]").href}`;
  const paper = svg.querySelector("rect");
  for (const [key, value] of Object.entries({ x: left, y: top, width, height: height + more })) paper.setAttribute(key, value);
  svg.append(words);
  svg.setAttribute("viewBox", `${left} ${top} ${width} ${height + more}`);
  svg.setAttribute("height", high + 34);
  return [new XMLSerializer().serializeToString(svg), wide, high + 34];
}

async function save(form) {
  const [text, wide, high] = signed(...picture.svg());
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

refresh();
const pair = new URLSearchParams(address.search).get("pair")?.split(" ");
if (state.ego !== null) focusOn(state.ego);
else if (asked) said.textContent = say(`No unit here is called “${asked}”.`, `此处没有名为“${asked}”的单位。`);
if (pair) {
  const number = data.edges.findIndex(({ source, target }) => pair.includes(local(data.nodes[source].id)) && pair.includes(local(data.nodes[target].id)));
  if (number >= 0) openEdge(number);
}
started = true;
window.addEventListener("popstate", () => location.search !== seenAt && location.reload()); // and not for #main
