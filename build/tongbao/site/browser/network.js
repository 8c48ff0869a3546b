// The network comes alive: views, filters, tables that sort, and behind each mark the words. What is seen stands in the address.
import { simplified } from "./find.js";
import { matrix } from "./matrix.js";
import { countsOf, heaviest, left, members, weightSaid } from "./members.js";
import { FEW, LABELS, picture, radiusOf, thicknessOf } from "./own.js";
import { hashOf, panelMaker } from "./panels.js";
import { tables } from "./rows.js";
import { save } from "./saved.js";
import { element, say, svg } from "./words.js";
import { years } from "./years.js";

const place = document.getElementById("network");
const { root, base, leads, readable, panels: inPage, pieces } = place.dataset;
const language = say("en", "zh");
const by = (id) => document.getElementById(id);
const own = members(pieces);
const title = document.title;
const said = by("network-said");
const saidAtFirst = [...said.childNodes];
const panels = place.querySelector(".panels");
const figure = place.querySelector(".picture");
const [STRONGEST, OF_A_PLACE, IN_ALL] = [Number(place.dataset.strongest), 60, 300]; // ties that a picture shows
const BOTH = 60; // units, and measures, that a picture of both shows
const [BROAD, NARROW, CELL] = [752, 344, 250];
const phone = matchMedia("(max-width: 44rem)");
const beside = matchMedia("(min-width: 64.01rem)");

// --- what is wanted ---------------------------------------------------------------------------------

const PLAIN = { view: readable ? "both" : "units", level: "", year: "", weight: 1, place: "", count: "", size: "", inForce: false, all: false, without: new Set(), withoutRoles: new Set() };
let wanted = { ...PLAIN };
let context = null; // what is known of all units, once it is needed

const fields = { level: by("network-level"), year: by("network-year"), weight: by("network-weight"), place: by("network-place"), count: by("network-count"), size: by("network-size"), inForce: by("network-in-force") };
const boxes = { without: [...place.querySelectorAll("#network-kinds input")], withoutRoles: [...place.querySelectorAll("#network-roles input")] };

// The address as it is, and which of its wishes nothing here can fulfil.
function read() {
  const asked = new URLSearchParams(location.search);
  const ignored = [];
  const known = (key, field, values) => {
    const value = asked.get(key) ?? "";
    if (!value || values.includes(value)) return value;
    ignored.push(`${key}=${value}`);
    return "";
  };
  const options = (field) => [...(field?.options ?? [])].map(({ value }) => value);
  const views = [...place.querySelectorAll("[data-view]")].map(({ dataset }) => dataset.view);
  const most = Number(fields.weight?.max ?? 1);
  const weight = Math.min(most, Math.max(1, Math.floor(Number(asked.get("weight"))) || 1));
  if (![null, String(weight)].includes(asked.get("weight"))) ignored.push(`weight=${asked.get("weight")}`);
  const some = (key, those) => new Set((asked.get(key) ?? "").split(" ").filter(Boolean).filter((code) => those.some(({ value }) => value === code) || (ignored.push(`${key}=${code}`), false)));
  wanted = {
    view: known("view", null, views) || PLAIN.view,
    level: known("level", fields.level, options(fields.level)),
    year: known("year", fields.year, options(fields.year)),
    place: known("place", fields.place, options(fields.place)),
    count: known("count", fields.count, options(fields.count)),
    size: known("size", fields.size, options(fields.size)),
    weight,
    inForce: Boolean(fields.inForce) && asked.get("in-force") === "1",
    all: asked.get("all") === "1",
    without: some("without", boxes.without),
    withoutRoles: some("without-roles", boxes.withoutRoles),
  };
  const thing = asked.get("unit") || asked.get("pair");
  if (thing && !location.hash) {
    // Addresses of earlier versions of this page.
    const hash = asked.get("pair") ? `#p-${asked.get("pair").split(" ").sort().join("--")}` : `#u-${asked.get("unit")}`;
    history.replaceState(null, "", address() + hash);
  }
  return ignored;
}

function address() {
  const { view, level, year, weight, place: where, count, size, inForce, all, without, withoutRoles } = wanted;
  const kept = { view: view === PLAIN.view ? "" : view, level, year, weight: weight > 1 ? String(weight) : "", place: where, count, size, without: [...without].join(" "), "without-roles": [...withoutRoles].join(" "), "in-force": inForce ? "1" : "", all: all ? "1" : "" };
  const search = new URLSearchParams(Object.entries(kept).filter(([, value]) => value)).toString();
  return location.pathname + (search ? `?${search}` : "");
}

const filters = () => Boolean(wanted.level || wanted.year || wanted.weight > 1 || wanted.place || wanted.inForce || wanted.without.size || wanted.withoutRoles.size);
const isPlain = () => !filters() && !wanted.count && !wanted.size && !wanted.all;

// Another wish: the address takes it up, so that Back leads to what was seen before.
function wish(change) {
  wanted = { ...wanted, ...change };
  const hash = location.hash.startsWith("#table") ? "" : location.hash;
  history.pushState(null, "", address() + hash);
  refresh();
}

function choose(event, change) {
  event.preventDefault();
  wish({ view: change.place ? PLAIN.view : wanted.view, ...change });
}

// --- what is known ----------------------------------------------------------------------------------

async function know() {
  if (context) return context;
  const known = await own.units();
  const maker = panelMaker({ known, root, base, language, leads });
  context = { known, maker, language, leads: Boolean(leads) };
  return context;
}

// What the filters leave. With very many places, one is read at a time: nothing without one.
async function load() {
  const { known } = await know();
  if (known.manyPlaces && !wanted.place) {
    said.replaceChildren(element("b", {}, say(`There are ${known.places.length.toLocaleString("en")} places: choose one first.`, `共有 ${known.places.length.toLocaleString("en")} 个地区，请先选择一个。`)));
    return null;
  }
  return left(await own.measures(wanted.place), known, wanted);
}

const lists = tables(() => context, load);

// --- what is seen -----------------------------------------------------------------------------------

let turn = 0;

async function refresh() {
  const mine = ++turn;
  show();
  refreshLinks();
  const needs = !isPlain() || ["matrix", "years"].includes(wanted.view) || (wanted.view === "both" && !readable) || lists.some(({ filled }) => filled) || figure.querySelector("[hidden][data-u]");
  if (!needs) {
    view(wanted.view);
    said.replaceChildren(...saidAtFirst);
    return mark();
  }
  if (isPlain() && !readable && wanted.view === "units") view("units"); // at once: only tables wait
  else place.setAttribute("aria-busy", "true");
  const found = await load();
  if (mine !== turn) return; // something else was asked for meanwhile
  if (found) {
    draw(found);
    for (const list of lists) list.fill(found);
  } else view("units");
  place.removeAttribute("aria-busy");
  mark();
}

// The controls say what is wanted.
function show() {
  for (const [key, field] of Object.entries(fields)) {
    if (field?.type === "checkbox") field.checked = wanted[key];
    else if (field) field.value = wanted[key];
  }
  for (const [key, those] of Object.entries(boxes)) for (const box of those) box.checked = !wanted[key].has(box.value);
  for (const segment of place.querySelectorAll("[data-view]")) segment.dataset.view === wanted.view ? segment.setAttribute("aria-current", "true") : segment.removeAttribute("aria-current");
}

function view(name) {
  for (const one of figure.querySelectorAll(":scope > .view")) one.classList.toggle("shown", one.id === `view-${name}`);
}

function made(name, ...parts) {
  let host = by(`view-${name}`);
  if (!host) figure.append((host = element("div", { class: "view", id: `view-${name}` })));
  host.replaceChildren(...parts);
  view(name);
}

const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
const sizeSaid = ({ units, teams, pairs }) => say(`${plural(units.size, "unit", "units")}, ${plural(teams.size, "measure", "measures")}, ${plural(pairs.size, "pair", "pairs")}`, `${units.size.toLocaleString("en")} 个单位，${teams.size.toLocaleString("en")} 项举措，${pairs.size.toLocaleString("en")} 对`);

function draw(found) {
  said.textContent = found.units.size ? (filters() ? `${sizeSaid(found)}${say(".", "。")}` : readable ? "" : `${sizeSaid(found)}${say(".", "。")}`) : say("The filters leave no unit.", "没有符合所选条件的单位。");
  if (wanted.view === "matrix") return made("matrix", ...matrix(found, context));
  if (wanted.view === "years") return made("years", ...years(found, { ...context, wanted, choose, chosen: chosenUnits() }));
  if (readable) {
    for (const one of ["both", "units"]) reduced(by(`view-${one}`), found);
    return view(wanted.view);
  }
  if (wanted.view === "both") return both(found);
  if (isPlain()) {
    said.replaceChildren(...saidAtFirst);
    return view("units");
  }
  wanted.place || !by("network-place") ? onePlace(found) : places(found);
}

// A picture that the site was made with, without what the filters leave out.
function reduced(host, found) {
  const { known } = context;
  const ids = new Map([...found.units].map((unit) => [known.units[unit].id, unit]));
  const teams = new Map([...found.teams].map(([measure, team]) => [measure.id, new Set(team.map((unit) => known.units[unit].id))]));
  const pairs = new Map([...found.pairs.values()].map((pair) => [hashOf(pair, known).slice(3), pair]));
  const most = Math.max(0, ...[...pairs.values()].map(({ weight }) => weight));
  const counts = countsOf(found);
  const widest = Math.max(1e-9, ...[...counts.keys()].map((unit) => measured(unit, counts)));
  for (const part of host.querySelectorAll("[data-u], [data-m], [data-p]")) {
    const { u, m, p } = part.dataset;
    let hidden = p ? !pairs.has(p) : m && u ? !teams.get(m)?.has(u) : m ? !teams.has(m) : !ids.has(u);
    if (part.matches(".hull")) hidden ||= [...host.querySelectorAll(`.spoke[data-m="${CSS.escape(m)}"]`)].some(({ dataset }) => !teams.get(m)?.has(dataset.u));
    part.toggleAttribute("hidden", hidden);
    if (p && !hidden) part.setAttribute("stroke-width", thicknessOf(pairs.get(p).weight, most).toFixed(1));
    if (u && !m && part.matches("a")) sized(part, wanted.size && !hidden ? Math.sqrt(measured(ids.get(u), counts) / widest) : null);
  }
  // Captions, and what sizes mean, are those of the whole.
  for (const caption of host.querySelectorAll(".cap")) caption.toggleAttribute("hidden", filters());
  for (const key of host.querySelectorAll(".legend li")) {
    const kind = key.querySelector(".shape")?.classList[1];
    key.hidden = kind ? !host.querySelector(`a[data-u]:not([hidden]) .${kind}`) : !key.querySelector("svg") && Boolean(filters() || wanted.count || wanted.size);
  }
}

// How much a unit counts by what sizes show.
function measured(unit, counts) {
  const name = wanted.size || "leads";
  return name === "betweenness" ? context.known.units[unit].betweenness : counts.get(unit)[name];
}

// A mark is drawn smaller where sizes show something else: never larger, for its name stands beside it.
function sized(link, share) {
  const shape = link.querySelector(".shape");
  const halo = link.querySelector(".halo");
  if (share === null) return shape.removeAttribute("transform");
  const [x, y, r] = ["cx", "cy", "r"].map((name) => Number(halo.getAttribute(name)));
  const by = Math.max(2.5, 6.6 * share) / (r - 4.5);
  shape.setAttribute("transform", `translate(${(x * (1 - by)).toFixed(2)} ${(y * (1 - by)).toFixed(2)}) scale(${by.toFixed(3)})`);
}

// --- pictures that are drawn here -------------------------------------------------------------------

// The name of a unit without that of its place, which stands above it.
function withoutPlace(unit) {
  const { known } = context;
  const { place: at } = known.units[unit];
  const name = known.units[unit][language];
  const names = known.places[at].slice(1);
  if (language === "en") return name.replace(new RegExp(`\\s*\\b(?:of |in )?${names[0].replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\b(?:'s)?[:,]?\\s*`), " ").trim() || name;
  return [names[1], names[1].replace(/[市区县省]+$/, "")].reduce((short, one) => (one && short.startsWith(one) && short !== one ? short.slice(one.length) : short), name);
}

function looks(counts, most, chosen) {
  const { known } = context;
  return (unit) => {
    const { id, kind } = known.units[unit];
    const value = measured(unit, counts);
    return { hash: `#u-${id}`, title: `${known.units[unit][language === "zh" ? "nameZh" : "nameEn"]} (${known.kinds[kind][language === "zh" ? 2 : 1]}): ${weightSaid(value)}`, look: known.kinds[kind][3], radius: radiusOf(value, most), count: value, name: withoutPlace(unit), data: { "data-u": id }, chosen: chosen.has(id) };
  };
}

const tieOf = (most) => (pair) => ({ ...pair, width: thicknessOf(pair.weight, most), hash: hashOf(pair, context.known), title: `${context.maker.short(pair.one)} — ${context.maker.short(pair.other)}: ${weightSaid(pair.weight)}`, data: { "data-p": hashOf(pair, context.known).slice(3) } });

// The units that the address names are always drawn.
function chosenUnits() {
  const [kind, name] = named();
  return new Set(kind === "u" ? [name] : kind === "p" ? name.split("--") : []);
}

function strongest(found, pairs, most) {
  const chosen = chosenUnits();
  const isChosen = ({ one, other }) => chosen.has(context.known.units[one].id) && (named()[0] === "u" || chosen.has(context.known.units[other].id));
  const ranked = heaviest(pairs);
  return [...ranked.slice(0, most), ...ranked.slice(most).filter((pair) => isChosen(pair) || isChosen({ one: pair.other, other: pair.one })).slice(0, 20)];
}

function ofPairs(found, pairs, { width, tall, label, caption, most = Infinity, zooms, scale }) {
  const chosen = chosenUnits();
  const nodes = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
  return picture({ nodes, ties: pairs.map(tieOf(scale.heaviest)), look: looks(scale.counts, scale.most, chosen), width, tall, label, caption, most, zooms });
}

function scaleOf(found) {
  const counts = countsOf(found);
  return { counts, most: Math.max(1, ...[...counts.keys()].map((unit) => measured(unit, counts))), heaviest: Math.max(0, ...[...found.pairs.values()].map(({ weight }) => weight)) };
}

// What is shown of what there is, in words, with the way to see more.
function toldOf(shown, all, found) {
  const total = all.reduce((sum, { weight }) => sum + weight, 0);
  const part = shown.reduce((sum, { weight }) => sum + weight, 0);
  if (shown.length === all.length) return [element("b", {}, say(`All ${plural(all.length, "pair", "pairs")} are shown.`, `图中为全部 ${all.length.toLocaleString("en")} 对。`)), say(` ${sizeSaid(found)}.`, `${sizeSaid(found)}。`)];
  return [element("b", {}, say(`Shown: the strongest pairs, ${shown.length.toLocaleString("en")} of ${all.length.toLocaleString("en")}.`, `图中为最强的 ${shown.length.toLocaleString("en")} 对，全部为 ${all.length.toLocaleString("en")} 对。`)),
    say(` They carry ${Math.round((100 * part) / total)}% of all leading together. `, `它们占全部的 ${Math.round((100 * part) / total)}%。`),
    element("button", { type: "button", class: "link", onclick: () => wish({ all: !wanted.all }) }, wanted.all ? say("Show fewer", "少显示一些") : say("Show more", "多显示一些"))];
}

function onePlace(found) {
  const all = [...found.pairs.values()];
  const shown = strongest(found, all, wanted.all ? IN_ALL : OF_A_PLACE);
  said.replaceChildren(...toldOf(shown, all, found));
  const name = context.known.places.find(([code]) => code === wanted.place)?.[language === "zh" ? 2 : 1] ?? "";
  const width = phone.matches ? NARROW : BROAD;
  made("own",
    element("p", { class: "cap" }, ...(name ? [element("b", {}, name), " · ", element("a", { href: address().replace(/place=[^&]*&?/, ""), onclick: (event) => choose(event, { place: "", all: false }) }, say("all places", "全部地区"))] : [])),
    ofPairs(found, shown, { width, tall: phone.matches ? 420 : 520, label: name, zooms: true, scale: scaleOf(found), most: phone.matches ? 16 : 40 }),
    legend(shown));
}

function places(found) {
  const { known } = context;
  const scale = scaleOf(found);
  const all = [...found.pairs.values()];
  const shown = [];
  const parts = known.places.map((at, number) => [at, all.filter(({ one, other }) => known.units[one].place === number && known.units[other].place === number), [...found.units].filter((unit) => known.units[unit].place === number)])
    .filter(([, pairs]) => pairs.length).sort((a, b) => b[2].length - a[2].length)
    .map(([[code, en, zh], pairs, units]) => {
      const those = strongest(found, pairs, STRONGEST);
      shown.push(...those);
      const ends = new Set(those.flatMap(({ one, other }) => [one, other])).size;
      const width = phone.matches ? NARROW : CELL;
      const words = say(`${plural(units.length, "unit", "units")}${ends < units.length ? `, ${ends} shown` : ""}`, `${units.length} 个单位${ends < units.length ? `，图中 ${ends} 个` : ""}`);
      return element("div", { class: "multiple", "data-place": code },
        element("p", { class: "cap" }, element("a", { href: `place/${code}.html`, class: "place" }, language === "zh" ? zh : en), " ", words),
        ofPairs(found, those, { width, tall: 210, label: `${language === "zh" ? zh : en} ${words}`, scale, most: width > CELL / 2 ? LABELS : FEW }));
    });
  said.replaceChildren(...toldOf(shown, all, found));
  made("own", element("div", { class: "multiples" }, ...parts), legend(shown));
}

function legend(pairs, rings = false) {
  const { known, maker } = context;
  const kinds = new Map(pairs.flatMap(({ one, other }) => [one, other]).map((unit) => [known.units[unit].kind, unit]));
  const size = say({ "": "leads more measures", degree: "more partners", shared: "more shared measures", betweenness: "more between others" }[wanted.size], { "": "举措更多", degree: "伙伴更多", shared: "共有举措更多", betweenness: "中介作用更大" }[wanted.size]);
  return element("ul", { class: "legend" },
    ...[...kinds].sort(([a], [b]) => a - b).map(([kind, unit]) => element("li", {}, maker.icon(unit), known.kinds[kind][language === "zh" ? 2 : 1])),
    ...(rings ? [element("li", {}, svg("svg", { class: "net", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("circle", { class: "hub", cx: 8, cy: 8, r: 4 })), say("A measure (three units or more: their number)", "一项举措（三个以上单位的，标出单位数）"))] : []),
    element("li", {}, say(`Larger: ${size}`, `图形越大，${size}`)), ...(rings ? [] : [element("li", {}, say("Thicker: more together", "连线越粗，共同越多"))]));
}

// Units and measures, where there are few enough.
function both(found) {
  const { known, maker } = context;
  const joining = [...found.teams].filter(([, team]) => team.length > 1);
  if (joining.length > BOTH || found.units.size > 2 * BOTH) {
    said.textContent = say(`${joining.length.toLocaleString("en")} measures with several units are too many for one picture: choose a place and a year, or more together.`, `涉及多个单位的举措有 ${joining.length.toLocaleString("en")} 项，一图难以看清：请选择地区与年份，或提高“共同至少”。`);
    return made("own", element("p", { class: "note empty" }, say("Choose a place and a year above.", "请在上方选择地区与年份。")));
  }
  const scale = scaleOf(found);
  const unitLook = looks(scale.counts, scale.most, chosenUnits());
  const rings = new Map(joining.map(([measure, team]) => [measure, { hash: `#m-${measure.id}`, title: maker.titled(measure), look: "hub", radius: team.length > 2 ? 10 : 5, count: 0, number: team.length > 2 ? team.length : 0, data: { "data-m": measure.id } }]));
  const ties = joining.flatMap(([measure, team]) => team.map((unit) => ({ one: unit, other: measure, hash: `#m-${measure.id}`, title: maker.titled(measure), data: { "data-u": known.units[unit].id, "data-m": measure.id } })));
  const nodes = [...new Set(ties.map(({ one }) => one)), ...rings.keys()];
  const width = phone.matches ? NARROW : BROAD;
  made("own", picture({ nodes, ties, look: (node) => rings.get(node) ?? unitLook(node), width, tall: phone.matches ? 420 : 460, label: say("Units and measures", "单位与举措"), zooms: true }), legend([...found.pairs.values()], true));
}

// --- what is chosen ---------------------------------------------------------------------------------

const hashed = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};
const named = () => [hashed()[0], hashed().slice(2)];
const isChoice = () => /^[ump]-./.test(hashed());

async function panelOf(kind, name) {
  if (inPage) return by(`${kind}-${name}`);
  const { known, maker } = await know();
  const everything = { ...PLAIN, without: new Set(), withoutRoles: new Set() };
  const at = (id) => known.number.get(id);
  const home = (unit) => known.places[known.units[unit].place];
  if (kind === "u" && at(name) !== undefined) return maker.ofUnit(at(name), left(await own.measures(home(at(name))[0]), known, everything));
  if (kind === "p") {
    const [one, other] = ends(name, known);
    if (one === undefined) return null;
    const found = left(await own.measures(home(one)[0]), known, everything);
    const pair = found.pairs.get(`${Math.min(one, other)} ${Math.max(one, other)}`);
    return pair ? maker.ofPair(pair, home(one)[language === "zh" ? 2 : 1]) : null;
  }
  const measure = kind === "m" && (await search(name, known));
  return measure ? maker.ofMeasure(measure) : null;
}

// The two units of a pair's name; a unit's own name may have hyphens.
function ends(name, known) {
  for (let cut = name.indexOf("--"); cut > 0; cut = name.indexOf("--", cut + 1)) {
    const [one, other] = [name.slice(0, cut), name.slice(cut + 2)].map((id) => known.number.get(id));
    if (one !== undefined && other !== undefined) return [one, other];
  }
  return [];
}

async function search(id, known) {
  if (known.manyPlaces && !wanted.place) location.replace(`${root}${language}/measure/${id.replace("--", "/")}.html`);
  else for (const [code] of known.places) {
    const measure = (await own.measures(code)).find((one) => one.id === id);
    if (measure) return measure;
  }
  return null;
}

async function open({ focus = true } = {}) {
  const [kind, name] = named();
  const panel = isChoice() ? await panelOf(kind, name) : null;
  if (isChoice() && named()[1] !== name) return; // something else was chosen meanwhile
  for (const one of panels.children) one.classList.remove("shown");
  if (panel && !inPage) {
    panels.querySelector(".made")?.remove();
    panel.classList.add("made");
    panels.append(panel);
  }
  (panel ?? by("start")).classList.add("shown");
  document.title = panel ? `${panel.querySelector("h2").textContent} · ${title}` : title;
  if (isChoice() && !panel) said.textContent = say("What the address names is not in this network.", "网址所指的内容不在此网络中。");
  if (panel && !readable && kind !== "m") await bringUp(kind, name);
  mark();
  if (!panel || !focus) return;
  panel.focus({ preventScroll: true });
  if (!beside.matches) panel.scrollIntoView();
  else if (panel.getBoundingClientRect().top > innerHeight * 0.8 || panel.getBoundingClientRect().bottom < 0) place.querySelector(".workbench").scrollIntoView();
}

// A unit or pair that the picture leaves out: its place is drawn, and it among the others.
async function bringUp(kind, name) {
  if (wanted.view !== "units") return;
  const shown = figure.querySelector(".view.shown");
  const there = kind === "p" ? `[data-p="${CSS.escape(name)}"]` : `[data-u="${CSS.escape(name)}"]`;
  if (shown.querySelector(there)) return;
  const { known } = await know();
  const unit = kind === "u" ? known.number.get(name) : ends(name, known)[0];
  const code = known.places[known.units[unit].place][0];
  if (known.places.length > 1 && wanted.place !== code) {
    wanted = { ...wanted, place: code };
    history.replaceState(null, "", address() + location.hash);
  }
  await refresh();
}

// Marks in pictures and tables what the address names.
function mark() {
  const [kind, name] = isChoice() ? named() : ["", ""];
  const both = [...place.querySelectorAll("#view-both .broad .spoke")].map(({ dataset }) => dataset);
  const team = (m) => both.filter((spoke) => spoke.m === m).map(({ u }) => u);
  const units = new Set(kind === "u" ? [name] : kind === "m" ? team(name) : []);
  if (kind === "p") for (const part of name.split("--").map((_, n, all) => [all.slice(0, n).join("--"), all.slice(n).join("--")]).slice(1)) for (const id of part) units.add(id);
  const led = (u) => new Set(both.filter((spoke) => spoke.u === u).map(({ m }) => m));
  const measures = kind === "m" ? new Set([name]) : kind === "u" ? led(name) : kind === "p" ? [...units].map(led).filter((those) => those.size).reduce((a, b) => new Set([...a].filter((m) => b.has(m))), new Set(both.map(({ m }) => m))) : new Set();
  const ofPair = (p) => (kind === "p" ? p === name : kind === "u" ? p.startsWith(`${name}--`) || p.endsWith(`--${name}`) : kind === "m" && [...units].some((one) => p.startsWith(`${one}--`) && units.has(p.slice(one.length + 2))));
  for (const part of place.querySelectorAll("svg [data-u], svg [data-m], svg [data-p], .matrix [data-u], .matrix [data-p]")) {
    const { u, m, p } = part.dataset;
    part.classList.toggle("on", p ? ofPair(p) : (!m || measures.has(m)) && (!u || units.has(u)) && Boolean(kind));
  }
  for (const list of lists) list.reveal(`${kind}-${name}`);
  for (const row of place.querySelectorAll("tr[data-of]")) row.classList.toggle("on", Boolean(kind) && row.dataset.of === `${kind}-${name}`);
}

// --- find -------------------------------------------------------------------------------------------

const OFFERED = 30; // units with a name like the one that was asked for

async function find(typed) {
  const { known, maker } = await know();
  const names = (unit) => [unit.zh, unit.en, unit.nameZh, unit.nameEn, unit.id];
  const numbers = known.units.map((_, number) => number);
  const like = (text) => {
    const exact = numbers.filter((number) => names(known.units[number]).includes(text));
    if (exact.length === 1) return exact;
    const words = text.toLowerCase().split(/\s+/);
    return numbers.filter((number) => names(known.units[number]).some((name) => words.every((word) => name.toLowerCase().includes(word))));
  };
  let found = like(typed);
  if (!found.length) found = like(await simplified(typed, root));
  if (found.length === 1) {
    location.hash = `u-${known.units[found[0]].id}`;
    return;
  }
  said.textContent = found.length
    ? say(`${found.length.toLocaleString("en")} units have “${typed}” in their names.`, `名称含“${typed}”的单位有 ${found.length.toLocaleString("en")} 个。`)
    : say(`No unit here is called “${typed}”.`, `此处没有名为“${typed}”的单位。`);
  panels.querySelector(".made")?.remove();
  const list = element("section", { class: "panel made shown", tabindex: -1 }, element("p", { class: "eyebrow" }, say("Find a unit", "查找单位")), element("h2", {}, typed),
    found.length ? element("ul", { class: "plain" }, ...found.slice(0, OFFERED).map((number) => element("li", { class: "u" }, maker.icon(number), element("a", { href: `#u-${known.units[number].id}` }, maker.spoken(known.units[number][language === "zh" ? "nameZh" : "nameEn"]))))) : element("p", {}, said.textContent),
    found.length > OFFERED ? element("p", { class: "note" }, say(`The first ${OFFERED}.`, `列出前 ${OFFERED} 个。`)) : null);
  for (const one of panels.children) one.classList.remove("shown");
  panels.append(list);
  list.focus({ preventScroll: true });
  if (!beside.matches) list.scrollIntoView();
}

// --- alive ------------------------------------------------------------------------------------------

for (const [key, field] of Object.entries(fields))
  field?.addEventListener("change", () => wish({ [key]: field.type === "checkbox" ? field.checked : key === "weight" ? Math.min(Number(field.max), Math.max(1, Math.floor(Number(field.value)) || 1)) : field.value }));
for (const [key, those] of Object.entries(boxes))
  for (const box of those) box.addEventListener("change", () => wish({ [key]: new Set(those.filter(({ checked }) => !checked).map(({ value }) => value)) }));
for (const segment of place.querySelectorAll("[data-view]"))
  segment.addEventListener("click", (event) => {
    event.preventDefault();
    wish({ view: segment.dataset.view });
  });
by("network-all").addEventListener("click", () => wish({ ...PLAIN, view: wanted.view, without: new Set(), withoutRoles: new Set() }));

place.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = by("network-find").value.trim();
  if (typed) find(typed);
});

// What has no panel in the page leads to its own page, and with the script to a panel that is made here.
place.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || link.getAttribute("href").startsWith("#") || link.classList.contains("place")) return;
  const { u, m } = link.dataset;
  const pair = link.querySelector("[data-p]")?.dataset.p;
  const hash = link.dataset.hash ?? (u ? `u-${u}` : m ? `m-${m}` : pair ? `p-${pair}` : "");
  if (!hash) return;
  event.preventDefault();
  location.hash = hash;
});

// A place is opened in the picture.
figure.addEventListener("click", (event) => {
  const link = event.target.closest("a.place, a[data-place]");
  const code = link?.dataset.place ?? link?.closest("[data-place]")?.dataset.place;
  if (link) choose(event, { place: code || "nowhere", view: "units" });
});

panels.addEventListener("click", (event) => {
  if (!event.target.closest("a.close")) return;
  event.preventDefault();
  history.pushState(null, "", address());
  open();
  by("network-find").focus({ preventScroll: true });
});

// Tabs: one table at a time. What stands in the address stays there.
const tabs = [...place.querySelectorAll(".tabs a")];
function turnTo(hash) {
  for (const tab of tabs) {
    const is = tab.hash === hash;
    is ? tab.setAttribute("aria-current", "true") : tab.removeAttribute("aria-current");
    document.querySelector(tab.hash).classList.toggle("shown", is);
  }
}
for (const tab of tabs)
  tab.addEventListener("click", (event) => {
    event.preventDefault();
    turnTo(tab.hash);
  });
place.addEventListener("click", async (event) => {
  const all = event.target.closest(".pager a.all");
  if (!all) return;
  event.preventDefault(); // the rows come here, and need no other page
  const host = all.closest(".tab");
  if (await filled()) lists[[...document.querySelectorAll(".tab")].indexOf(host)].whole(true);
  else location.assign(all.href);
});

async function filled() {
  const found = await load();
  if (found) for (const list of lists) list.fill(found);
  return found;
}

for (const form of ["svg", "png"])
  by(`network-${form}`).addEventListener("click", () => save(form, figure.querySelector(".view.shown"), {
    title: document.querySelector("h1").textContent,
    about: [...inWords(), [...said.childNodes].filter(({ tagName }) => tagName !== "BUTTON").map(({ textContent }) => textContent).join("").trim()].filter(Boolean).join(" · "),
    source: [say("Source: ", "来源：") + title.split(" · ").at(-1), place.dataset.version, new Date().toISOString().slice(0, 10)].filter(Boolean).join(" · "),
    address: document.querySelector("link[rel=canonical]").href + address().slice(location.pathname.length) + (isChoice() ? location.hash : ""),
  }));
by("network-print").addEventListener("click", async () => {
  await filled();
  print();
});
addEventListener("beforeprint", () => lists.forEach((list) => list.whole(true)));
addEventListener("afterprint", () => lists.forEach((list) => list.whole(false)));

// What was left out, in words.
function inWords() {
  const option = (field) => (field?.value ? field.selectedOptions[0].textContent : "");
  const labels = (those) => those.filter(({ checked }) => !checked).map((box) => box.closest("label").textContent.trim());
  const without = [...labels(boxes.without), ...labels(boxes.withoutRoles)];
  return [option(fields.place), option(fields.level), option(fields.year), wanted.weight > 1 ? say(`at least ${wanted.weight} together`, `共同至少 ${wanted.weight} 项`) : "",
    wanted.inForce ? say("without notices no longer in force", "不含已不再有效的公文") : "", without.length ? say("without: ", "不含：") + without.join(say(", ", "、")) : ""];
}

// Menus close when something else is chosen.
document.addEventListener("click", (event) => {
  for (const fold of place.querySelectorAll("details.fold[open]:not(.inline)")) if (!fold.contains(event.target)) fold.open = false;
});
document.addEventListener("keydown", (event) => {
  const fold = event.key === "Escape" && event.target.closest?.("details.fold[open]");
  if (fold) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});

figure.addEventListener("drawn", () => mark());
phone.addEventListener("change", () => by("view-own")?.classList.contains("shown") && refresh());

function arrive() {
  const ignored = read();
  refresh().then(() => open({ focus: isChoice() })).then(() => {
    if (ignored.length) said.append(element("span", { class: "remark" }, say(` Unknown here, and ignored: ${ignored.join(", ")}`, `此处没有，已忽略：${ignored.join("，")}`)));
  });
}
let seen = location.search;
addEventListener("popstate", () => {
  if (location.search !== seen || !isChoice()) arrive(); // a change of the hash alone is told by hashchange
  seen = location.search;
});
addEventListener("hashchange", () => {
  const tab = tabs.find(({ hash }) => hash === location.hash);
  if (tab) turnTo(tab.hash);
  open();
  refreshLinks();
});
function refreshLinks() {
  for (const way of document.querySelectorAll("a.language, a.same-view")) way.href = way.href.split(/[?#]/)[0] + address().slice(location.pathname.length) + location.hash;
}
place.classList.add("alive");
arrive();
