// The network comes alive: search, filters, one unit's partners, and behind each edge the measures and the words.
import { drawnPicture } from "./drawn.js";
import { simplified } from "./find.js";
import { movingPicture } from "./moving.js";
import { save } from "./saved.js";
import { drawn } from "./shapes.js";
import { element, pageOf, say } from "./words.js";

const place = document.getElementById("network");
const { root, base } = place.dataset;
const language = say("en", "zh");
const reply = await fetch(place.dataset.network);
const data = await reply.json();

const name = (node) => node.name[language] || node.name.zh;
const short = (node) => node.short[language] || node.short.zh;
const OFFERED = 50; // units with a name like the one that was asked for

// --- what is shown ----------------------------------------------------------------------------------

const state = { kinds: new Set(), roles: new Set(), level: "", year: "", weight: 1, inForce: false, ego: null, edge: null };
const address = new URL(location.href);
const ignored = []; // what the address asks for and is not here
const heaviest = Math.max(1, ...data.edges.map((edge) => edge.weight));
for (const key of ["level", "year"]) state[key] = address.searchParams.get(key) ?? "";
state.weight = Math.min(heaviest, Math.max(1, Number(address.searchParams.get("weight")) || 1));
const asked = address.searchParams.get("unit");
if (asked) state.ego = data.nodes.findIndex(({ id }) => id.endsWith(`/${asked}`));
if (state.ego === -1) state.ego = null;

const local = (iri) => iri.slice(iri.lastIndexOf("/") + 1);
const years = [...new Set(Object.values(data.measures).map(({ year }) => year).filter(Boolean))].sort();
const levels = [...new Map(data.nodes.filter(({ level }) => level).map((node) => [node.level, node.level_label[language]]))];

const keep = (key, known) => {
  if (!state[key] || known.includes(state[key])) return;
  ignored.push(`${key}=${state[key]}`);
  state[key] = "";
};
keep("year", years.map(String));
keep("level", levels.map(([code]) => code));
if (![null, "", String(state.weight)].includes(address.searchParams.get("weight"))) ignored.push(`weight=${address.searchParams.get("weight")}`);

// The roles that there are, leads first; and the parts that each unit has in measures.
const allRoles = [...new Map(data.participations.map(({ role }) => [role.code, role])).values()].sort((a, b) => (b.code === "lead") - (a.code === "lead"));
const partsOf = new Map();
for (const part of data.participations)
  for (const key of [`${part.node}`, `${part.node} ${part.measure}`]) partsOf.has(key) ? partsOf.get(key).push(part) : partsOf.set(key, [part]);
const someEnded = Object.values(data.measures).some(({ ended }) => ended);

// Kinds and roles that are left out.
for (const [key, those, known] of [["without", state.kinds, Object.keys(data.kinds)], ["without-roles", state.roles, allRoles.length > 1 ? allRoles.map(({ code }) => code) : []]])
  for (const code of (address.searchParams.get(key) ?? "").split(" ").filter(Boolean)) known.includes(code) ? those.add(code) : ignored.push(`${key}=${code}`);
state.inForce = someEnded && address.searchParams.get("in-force") === "1";

const pair = address.searchParams.get("pair")?.split(" ") ?? [];
const pairAsked = data.edges.findIndex(({ source, target }) => pair.includes(local(data.nodes[source].id)) && pair.includes(local(data.nodes[target].id)));
if (pair.length && pairAsked < 0) ignored.push(`pair=${pair.join(" ")}`);

const isLeft = ({ role, measure }) => {
  const about = data.measures[measure];
  return !state.roles.has(role.code) && (!state.year || String(about?.year) === state.year) && !(state.inForce && about?.ended);
};
const filtersParts = () => state.roles.size || state.year || state.inForce;
const partsLeft = (key) => (partsOf.get(key) ?? []).filter(isLeft);
const plays = (key) => !filtersParts() || partsLeft(key).length > 0;

// The measures of an edge that the filters leave, and how many these are.
const left = (edge) => edge.measures.filter((iri) => plays(`${edge.source} ${iri}`) && plays(`${edge.target} ${iri}`));
const weightOf = (edge) => (edge.measures.length ? left(edge).length : edge.weight);

function isShown(number) {
  const node = data.nodes[number];
  return plays(`${number}`) && !state.kinds.has(node.kind) && (!state.level || node.level === state.level);
}

const passes = (edge) => weightOf(edge) >= state.weight && isShown(edge.source) && isShown(edge.target);
const edgeIsShown = (edge) => (state.ego === null || edge.source === state.ego || edge.target === state.ego) && passes(edge);

// Nodes and edges are known by their numbers.
const numbers = (things) => things.map((_, number) => number);

function shown() {
  const edges = numbers(data.edges).filter((number) => edgeIsShown(data.edges[number]));
  const ends = new Set(edges.flatMap((number) => [data.edges[number].source, data.edges[number].target]));
  if (state.ego !== null) ends.add(state.ego);
  const narrowed = state.ego !== null || state.weight > 1;
  const nodes = numbers(data.nodes).filter((number) => isShown(number) && (!narrowed || ends.has(number)));
  return { nodes, edges };
}

// --- the page ---------------------------------------------------------------------------------------

const canvas = element("div", { class: "canvas", "aria-hidden": "true" });
const said = element("p", { role: "status" });
const panel = element("div", { class: "panel", tabindex: "-1" });
const list = element("ul", { class: "columns", id: "network-units" });
const mirror = element("details", { ontoggle: () => mirror.open && mirrored(shown().nodes) },
  element("summary", {}, say("The units as a list: choose one to see its partners", "以列表显示单位：选择一个单位，可查看其合作单位")), list);
const find = element("input", { type: "search", id: "network-find", list: "network-names" });
const names = element("datalist", { id: "network-names" }, ...data.nodes.map((node) => element("option", { value: name(node) })));

const picked = (label, id, values, chosen, change) => {
  const select = element("select", { id, onchange: () => change(select.value) },
    element("option", { value: "" }, say("all", "全部")), ...values.map(([value, text]) => element("option", { value, selected: String(value) === chosen }, text)));
  return element("label", { for: id }, label, " ", select);
};
const weight = element("input", {
  type: "number", id: "network-weight", min: "1", max: String(heaviest), value: String(state.weight),
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
// On a small screen the picture comes first.
const folded = element("details", { open: matchMedia("(min-width: 44rem)").matches || state.kinds.size > 0 || state.roles.size > 0 },
  element("summary", {}, roles ? say("Filter by kind and role", "按类型与角色筛选") : say("Filter by kind", "按类型筛选")), kinds, ...(roles ? [roles] : []));
const inForce = someEnded ? element("label", { class: "kind" },
  element("input", { type: "checkbox", checked: state.inForce, onchange: ({ target }) => { state.inForce = target.checked; refresh(); } }),
  say("Without notices no longer in force", "不含已不再有效的公文")) : null;
const whole = element("button", { type: "button", onclick: () => { state.ego = null; state.edge = null; refresh(); } }, say("Whole network", "整个网络"));
const saveSvg = element("button", { type: "button", onclick: () => saveAs("svg") }, say("Save SVG", "保存 SVG"));
const savePng = element("button", { type: "button", onclick: () => saveAs("png") }, say("Save PNG", "保存 PNG"));

const figure = place.querySelector("figure");
// The picture that was drawn lives where it shows all; that of a large network shows the strongest pairs of each place.
const all = (selector, things) => figure.querySelectorAll(selector).length === things.length;
const seen = figure && all(".nodes > g", data.nodes) && all(".edges > path", data.edges) ? figure : canvas;
if (figure && seen !== figure) figure.remove();
place.append(
  element("div", { class: "controls" },
    element("label", { for: "network-find" }, say("Find a unit", "查找单位"), " ", find), names,
    picked(say("Level", "层级"), "network-level", levels, state.level, (value) => { state.level = value; refresh(); }),
    picked(say("Year", "年份"), "network-year", years.map((year) => [year, String(year)]), state.year, (value) => { state.year = value; refresh(); }),
    element("label", { for: "network-weight" }, say("At least … together", "至少共同"), " ", weight), ...(inForce ? [inForce] : []), whole, saveSvg, savePng),
  folded,
  ...(ignored.length ? [element("p", { class: "remark" }, say(`Unknown here, and ignored: ${ignored.join(", ")}`, `此处没有，已忽略：${ignored.join("，")}`))] : []),
  said, seen, panel,
  mirror);

find.addEventListener("change", async () => {
  const typed = find.value.trim();
  if (!typed) return;
  if (!look(typed)) {
    const asked = await simplified(typed, root);
    if (find.value.trim() === typed && asked !== typed) look(asked);
  }
});

// Shows the unit that is called so, or those that have the words in their names; tells whether there are any.
function look(asked) {
  const names = data.nodes.map((node) => [name(node), short(node), node.name.zh, node.short.zh, node.name.en]);
  const exact = numbers(names).filter((number) => names[number].includes(asked) || local(data.nodes[number].id) === asked);
  if (exact.length === 1) {
    focusOn(exact[0]);
    return true;
  }
  // A name like it may be that of another unit: the reader chooses.
  const words = asked.toLowerCase().split(/\s+/);
  const like = exact.length ? exact : numbers(names).filter((number) =>
    names[number].some((one) => one.toLowerCase().includes(asked.toLowerCase())) || words.every((word) => names[number].some((one) => one.toLowerCase().includes(word))));
  state.ego = state.edge = null;
  refresh();
  said.textContent = like.length
    ? say(`No unit here is called exactly “${asked}”; these have the words in their names:`, `没有单位的名称恰为“${asked}”；名称含有这些字的有：`)
    : noneCalled(asked);
  panel.replaceChildren(...(like.length ? [
    element("ul", {}, ...like.slice(0, OFFERED).map((number) => element("li", {}, toUnit(number)))),
  ] : []));
  return like.length > 0;
}

// --- the picture ------------------------------------------------------------------------------------

const noneCalled = (asked) => say(`No unit here is called “${asked}”.`, `此处没有名为“${asked}”的单位。`);
const touched = { onNode: (number) => focusOn(number), onEdge: (number) => openEdge(number) };
const picture = choosePicture();

// A network that was drawn readably stays as it was drawn; a large one moves.
function choosePicture() {
  if (seen === figure) return drawnPicture(figure, heaviest, touched);
  try {
    return movingPicture(canvas, data, heaviest, short, touched);
  } catch {
    if (figure) canvas.replaceWith(figure); // no WebGL: the picture that was drawn when the site was made
    saveSvg.hidden = savePng.hidden = true;
    return { show() {} };
  }
}

function refresh() {
  const found = shown();
  draw(found);
  said.textContent = found.nodes.length
    ? say(`${found.nodes.length} units, ${found.edges.length} pairs`, `${found.nodes.length} 个单位，${found.edges.length} 对`) +
      (state.ego === null ? "" : say(" (without those among its partners)", "（不含合作单位之间的）"))
    : say("The filters leave no unit.", "没有符合所选条件的单位。");
  if (mirror.open) mirrored(found.nodes);
  twin(found);
  describe();
  remember();
}

// What the panel tells of follows the filters.
function describe() {
  if (state.edge !== null) describeEdge(state.edge);
  else if (state.ego !== null) describeUnit(state.ego);
  else panel.replaceChildren();
}

let seenAt = location.search;
let started = false; // whether the page shows what its address asked for

// The address holds what is seen.
function remember() {
  const now = new URL(location.href);
  const pair = state.edge === null ? "" : [data.edges[state.edge].source, data.edges[state.edge].target].map((end) => local(data.nodes[end].id)).join(" ");
  const kept = { pair, unit: state.ego === null ? "" : local(data.nodes[state.ego].id), level: state.level, year: state.year, weight: state.weight > 1 ? String(state.weight) : "", without: [...state.kinds].join(" "), "without-roles": [...state.roles].join(" "), "in-force": state.inForce ? "1" : "" };
  now.search = new URLSearchParams(Object.entries(kept).filter(([, value]) => value)).toString();
  for (const way of document.querySelectorAll("a.language, a.same-view")) way.href = way.href.split("?")[0] + now.search;
  seenAt = now.search;
  if (now.href === location.href) return;
  history[started ? "pushState" : "replaceState"](null, "", now); // so that Back leads to what was seen before
}

function draw({ nodes, edges } = shown()) {
  picture.show({ nodes: new Set(nodes), edges: new Map(edges.map((number) => [number, weightOf(data.edges[number])])), ego: state.ego, edge: state.edge });
}

// The list that mirrors the picture is made when it is opened: it may be long.
function mirrored(nodes) {
  list.replaceChildren(...nodes.map((number) => element("li", {}, toUnit(number), ` (${data.nodes[number].degree})`)));
}

const toUnit = (number) => element("button", { type: "button", class: "plain", onclick: () => focusOn(number) }, name(data.nodes[number]));

// The tables of the page follow the filters.
function twin({ nodes, edges }) {
  const pairs = new Map(edges.map((number) => [[data.nodes[data.edges[number].source].id, data.nodes[data.edges[number].target].id].sort().join(" "), data.edges[number]]));
  for (const row of document.querySelectorAll("#edges tbody tr")) {
    const edge = pairs.get(row.dataset.pair);
    row.hidden = !edge;
    if (edge) counted(row, edge);
  }
  const numberOf = new Map(nodes.map((number) => [data.nodes[number].id, number]));
  const partners = new Map(nodes.map((number) => [number, 0]));
  for (const edge of data.edges.filter(passes)) for (const end of [edge.source, edge.target]) partners.set(end, (partners.get(end) ?? 0) + 1);
  for (const row of document.querySelectorAll("#nodes tbody tr")) {
    const number = numberOf.get(row.dataset.unit);
    row.hidden = number === undefined;
    if (!row.hidden) [row.cells[2].textContent, row.cells[3].textContent] = [measuresLeft(number), partners.get(number)];
  }
}

// The measures of a unit that pass the filters, and how many of them are no longer in force.
const measuresOf = (number) => new Set(partsLeft(`${number}`).map(({ measure }) => measure));
const measuresLeft = (number) => (filtersParts() ? measuresOf(number).size : data.nodes[number].measures);
function endedOf(number) {
  const ended = [...measuresOf(number)].filter((iri) => data.measures[iri]?.ended).length;
  return ended ? say(` (${ended} of them no longer in force)`, `（其中 ${ended} 项已不再有效）`) : "";
}

const told = ({ title, ended }) => (ended ? say(`${title} (${ended.en.toLowerCase()})`, `${title}（${ended.zh}）`) : title);

// The row of a pair tells of the measures that the filters leave.
const asMade = new WeakMap();
function counted(row, edge) {
  const [times, measures] = [...row.cells].slice(-2);
  if (!asMade.has(row)) asMade.set(row, [...measures.childNodes]);
  const those = left(edge);
  (times.querySelector("a") ?? times).textContent = weightOf(edge);
  if (those.length === edge.measures.length) measures.replaceChildren(...asMade.get(row));
  else measures.replaceChildren(...those.flatMap((iri, n) => [n ? say("; ", "；") : "", link(iri, told(data.measures[iri]))]));
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
  reveal();
}

// How many the filters leave, and of how many.
const of = (seen, all) => (seen === all ? `${all}` : say(`${seen} of ${all}`, `${seen}（共 ${all}）`));

// Where the panel is far below, on a small screen, it is scrolled to.
function reveal() {
  panel.focus({ preventScroll: true });
  if (matchMedia("(max-width: 44rem)").matches) panel.scrollIntoView();
}

function describeUnit(number) {
  const node = data.nodes[number];
  const edges = data.edges.map((edge, place) => [edge, place]).filter(([edge]) => (edge.source === number || edge.target === number) && edgeIsShown(edge));
  panel.replaceChildren(
    element("h3", {}, link(node.id, name(node))),
    element("p", {}, `${data.kinds[node.kind]?.[language] ?? ""} · ${say("measures", "举措")} ${of(measuresLeft(number), node.measures)}${endedOf(number)} · ${say("partners", "合作单位")} ${of(edges.length, node.degree)} · ${say("betweenness in the whole network", "整个网络中的中介中心性")} ${node.betweenness.toFixed(3)}`),
    edges.length ? element("ul", {}, ...edges.map(([edge, place]) => element("li", {},
      element("button", { type: "button", class: "plain", onclick: () => openEdge(place) },
        `${name(data.nodes[edge.source === number ? edge.target : edge.source])} (${weightOf(edge)})`)))) : element("p", {}, !isShown(number) ? say("The filters leave this unit out.", "该单位不符合所选条件。") : node.degree ? say("With these filters, it has no partners.", "按所选条件没有合作单位。") : roles ? say("No other unit takes part in its measures.", "其举措没有其他单位参与。") : say("It leads alone.", "独自牵头。")));
}

// Of other roles the order is a running number over all honours and documents, which no reader can check.
const placed = ({ role, order }, before, after) => (role.code === "lead" ? `${before}${order}${after}` : "");

function openEdge(number) {
  state.edge = number;
  describe();
  draw();
  remember();
  reveal();
}

// Why those who lead count as leads: the basis, and the words.
const reading = ({ basis, reading }) => (basis ? element("p", {}, element("small", {}, say("Why they count as leads: ", "牵头的依据："), basis[language], " ", reading ? element("q", { lang: "zh-Hans" }, reading) : null)) : null);

function describeEdge(number) {
  const edge = data.edges[number];
  const ends = [edge.source, edge.target];
  const words = (iri) => data.participations.filter((part) => part.measure === iri && ends.includes(part.node) && isLeft(part));
  const those = edgeIsShown(edge) ? left(edge) : [];
  panel.replaceChildren(
    element("h3", {}, ...ends.flatMap((end, n) => [n ? " + " : "", link(data.nodes[end].id, name(data.nodes[end]))])),
    ...(those.length ? [] : [element("p", {}, say("With these filters, this pair has no measures.", "按所选条件，这两个单位之间没有举措。"))]),
    element("ul", { class: "cards" }, ...those.map((iri) => {
      const measure = data.measures[iri];
      return element("li", {},
        element("strong", { lang: "zh-Hans" }, link(iri, measure.title)), " ",
        element("small", {}, link(measure.notice, measure.number || local(measure.notice)), measure.year ? ` · ${measure.year}` : "", measure.ended ? element("strong", {}, ` · ${measure.ended[language]}`) : ""),
        measure.cell && !roles ? element("p", {}, say("Cell that lists the units: ", "单位一栏："), element("q", { lang: "zh-Hans" }, measure.cell)) : null,
        reading(measure),
        element("ul", {}, ...words(iri).map((part) => element("li", {},
          say(`${name(data.nodes[part.node])}: ${part.role.en}${placed(part, ", no. ", "")} — `, `${name(data.nodes[part.node])}：${part.role.zh}${placed(part, "，第 ", " 位")}——`),
          element("a", { class: "quote", lang: "zh-Hans", href: `${root}${language}/source/${local(measure.notice)}.html#s-${part.start}-${part.end}` }, element("q", {}, part.quote))))));
    })));
}

// --- pictures of what is seen -----------------------------------------------------------------------

// What is seen, in words: what was chosen, and what was left out.
function viewInWords() {
  const listed = (codes, named) => [...codes].map(named).join(say(", ", "、"));
  return [
    state.ego === null ? "" : name(data.nodes[state.ego]),
    state.level && levels.find(([code]) => code === state.level)[1],
    state.year,
    state.weight > 1 ? say(`at least ${state.weight} together`, `至少共同 ${state.weight} 项`) : "",
    state.inForce ? say("without notices no longer in force", "不含已不再有效的公文") : "",
    state.kinds.size ? say("without: ", "不含：") + listed(state.kinds, (code) => data.kinds[code][language]) : "",
    state.roles.size ? say("without roles: ", "不含角色：") + listed(state.roles, (code) => allRoles.find((role) => role.code === code)[language]) : "",
  ].filter(Boolean);
}

function saveAs(form) {
  const { nodes, edges } = shown();
  const weights = edges.map((number) => weightOf(data.edges[number]));
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const together = (weight) => say(`${weight} measure${weight === 1 ? "" : "s"} together`, `共同 ${weight} 项`);
  save(form, picture, {
    title: [document.title, place.dataset.version].filter(Boolean).join(" · "),
    about: [...viewInWords(), said.textContent].join(" · "),
    address: new URL(location.search, document.querySelector("link[rel=canonical]").href).href,
    kinds: Object.entries(data.kinds).filter(([code]) => nodes.some((number) => data.nodes[number].kind === code)).map(([, kind]) => ({ ...kind, label: kind[language] })),
    weights: weights.length ? [...new Set([least, most])].map((weight) => ({ weight, label: together(weight) })) : [],
  });
}

refresh();
if (state.ego !== null) focusOn(state.ego);
else if (asked) said.textContent = noneCalled(asked);
if (pairAsked >= 0) openEdge(pairAsked);
started = true;
window.addEventListener("popstate", () => location.search !== seenAt && location.reload()); // and not for #main
