// The network comes alive: views, filters, tables that sort, and behind each mark the words. What is seen stands in the address.
import { unitsCalled } from "./called.js";
import { large, sizeSaid } from "./large.js";
import { mark as markAll } from "./marks.js";
import { matrix } from "./matrix.js";
import { countsOf, left, members } from "./members.js";
import { thicknessOf } from "./own.js";
import { hashOf, panelMaker } from "./panels.js";
import { tables } from "./rows.js";
import { save } from "./saved.js";
import { wishes as wishesOf } from "./wishes.js";
import { element, say } from "./words.js";
import { years } from "./years.js";

const place = document.getElementById("network");
const { root, base, leads, readable, panels: inPage, pieces } = place.dataset;
const language = say("en", "zh");
const by = (id) => document.getElementById(id);
const own = members(pieces);
const title = document.title;
const said = by("network-said");
const saidAtFirst = [...said.childNodes];
const foundSaid = by("network-found");
const panels = place.querySelector(".panels");
const figure = place.querySelector(".picture");
const phone = matchMedia("(max-width: 44rem)");
const beside = matchMedia("(min-width: 64.01rem)");

// --- what is wanted ---------------------------------------------------------------------------------

const wishes = wishesOf(place);
let context = null; // what is known of all units, once it is needed

// Another wish: the address takes it up, so that Back leads to what was seen before.
function wish(change) {
  wishes.change(change);
  const hash = location.hash.startsWith("#table") ? "" : location.hash;
  history.pushState(null, "", wishes.address() + hash);
  refresh();
}

function choose(event, change) {
  event.preventDefault();
  wish({ view: change.place ? wishes.plain.view : wishes.now.view, ...change });
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
  if (known.manyPlaces && !wishes.now.place) {
    said.replaceChildren(element("b", {}, say(`There are ${known.places.length.toLocaleString("en")} places: choose one first.`, `共有 ${known.places.length.toLocaleString("en")} 个地区，请先选择一个。`)));
    return null;
  }
  return left(await own.measures(wishes.now.place), known, wishes.now);
}

const lists = tables(place, () => context, load);

// --- what is seen -----------------------------------------------------------------------------------

let turn = 0;

async function refresh() {
  const mine = ++turn;
  wishes.show();
  refreshLinks();
  const needs = !wishes.isPlain() || ["matrix", "years"].includes(wishes.now.view) || (wishes.now.view === "both" && !readable) || lists.some(({ filled }) => filled) || figure.querySelector("[hidden][data-u]");
  if (!needs) {
    view(wishes.now.view);
    said.replaceChildren(...saidAtFirst);
    return mark();
  }
  if (wishes.isPlain() && !readable && wishes.now.view === "units") view("units"); // at once: only tables wait
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

function view(name) {
  for (const one of figure.querySelectorAll(":scope > .view")) one.classList.toggle("shown", one.id === `view-${name}`);
}

function made(name, ...parts) {
  let host = by(`view-${name}`);
  if (!host) {
    host = element("div", { class: "view", id: `view-${name}` });
    figure.append(host);
  }
  host.replaceChildren(...parts);
  view(name);
}


function draw(found) {
  said.textContent = found.units.size ? (wishes.filters() ? say(`Filtered: ${sizeSaid(found)}. The heading is about the whole network.`, `筛选后：${sizeSaid(found)}。标题所述为整个网络。`) : readable ? "" : `${sizeSaid(found)}${say(".", "。")}`) : say("The filters leave no unit.", "没有符合所选条件的单位。");
  if (wishes.now.view === "matrix") return made("matrix", ...matrix(found, context));
  if (wishes.now.view === "years") return made("years", ...years(found, { ...context, wanted: wishes.now, choose, chosen: chosenUnits() }));
  if (readable) {
    for (const one of ["both", "units"]) reduced(by(`view-${one}`), found);
    return view(wishes.now.view);
  }
  if (wishes.now.view === "both") return pictures.both(found);
  if (wishes.isPlain()) {
    said.replaceChildren(...saidAtFirst);
    return view("units");
  }
  wishes.now.place || !by("network-place") ? pictures.onePlace(found) : pictures.places(found);
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
    if (u && !m && part.matches("a")) sized(part, wishes.now.size && !hidden ? Math.sqrt(measured(ids.get(u), counts) / widest) : null);
  }
  // Captions, and what sizes mean, are those of the whole.
  for (const caption of host.querySelectorAll(".cap")) caption.toggleAttribute("hidden", wishes.filters());
  for (const key of host.querySelectorAll(".legend li")) {
    const kind = key.querySelector(".shape")?.classList[1];
    key.hidden = kind ? !host.querySelector(`a[data-u]:not([hidden]) .${kind}`) : !key.querySelector("svg") && Boolean(wishes.filters() || wishes.now.count || wishes.now.size);
  }
}

// How much a unit counts by what sizes show.
function measured(unit, counts) {
  const name = wishes.now.size || "leads";
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

const pictures = large({ context: () => context, wishes, chosenUnits, measured, made, said, wish, choose, phone, language, each: Number(place.dataset.strongest) });

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

// The units that the address names are always drawn.
function chosenUnits() {
  const [kind, name] = isChoice() ? named() : [];
  return new Set(kind === "u" ? [name] : kind === "p" ? ends(name, context.known).map((unit) => context.known.units[unit].id) : []);
}

function mark() {
  const [kind, name] = isChoice() ? named() : ["", ""];
  for (const list of lists) list.reveal(`${kind}-${name}`);
  markAll(place, kind, name);
}

async function panelOf(kind, name) {
  if (inPage) return by(`${kind}-${name}`);
  const { known, maker } = await know();
  const everything = { ...wishes.plain, without: new Set(), withoutRoles: new Set() };
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
  if (known.manyPlaces && !wishes.now.place) location.replace(`${root}${language}/measure/${id.replace("--", "/")}.html`);
  else for (const [code] of known.places) {
    const measure = (await own.measures(code)).find((one) => one.id === id);
    if (measure) return measure;
  }
  return null;
}

async function open({ focus = true } = {}) {
  const [kind, name] = named();
  if (foundSaid.dataset.of !== location.hash) foundSaid.textContent = ""; // something else was chosen
  const panel = isChoice() ? await panelOf(kind, name) : null;
  if (isChoice() && named()[1] !== name) return; // something else was chosen meanwhile
  for (const one of panels.children) one.classList.remove("shown");
  if (panel && !inPage) {
    panels.querySelector(".made")?.remove();
    panel.classList.add("made");
    panels.append(panel);
  }
  (panel ?? by("start")).classList.add("shown");
  if (panel) panel.ariaLabel = panel.querySelector("h2").textContent; // read aloud as it gets the focus
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
  if (wishes.now.view !== "units") return;
  const shown = figure.querySelector(".view.shown");
  const there = kind === "p" ? `[data-p="${CSS.escape(name)}"]` : `[data-u="${CSS.escape(name)}"]`;
  if (shown.querySelector(there)) return;
  const { known } = await know();
  const unit = kind === "u" ? known.number.get(name) : ends(name, known)[0];
  const code = known.places[known.units[unit].place][0];
  if (known.places.length > 1 && wishes.now.place !== code) {
    wishes.change({ place: code });
    history.replaceState(null, "", wishes.address() + location.hash);
  }
  await refresh();
}

// --- find -------------------------------------------------------------------------------------------

const OFFERED = 30; // units with a name like the one that was asked for

async function find(typed) {
  const { known, maker } = await know();
  const { found, exact } = await unitsCalled(typed, known, root);
  if (found.length === 1) {
    const hash = `#u-${known.units[found[0]].id}`;
    Object.assign(foundSaid.dataset, { of: hash });
    foundSaid.textContent = exact ? "" : say(`No unit here is called exactly “${typed}”; the one with these words in its names is opened.`, `没有单位的名称恰为“${typed}”，已打开名称含这些字的唯一单位。`);
    location.hash = hash;
    return;
  }
  foundSaid.textContent = found.length
    ? say(`${found.length.toLocaleString("en")} units have “${typed}” in their names.`, `名称含“${typed}”的单位有 ${found.length.toLocaleString("en")} 个。`)
    : say(`No unit here is called “${typed}”.`, `此处没有名为“${typed}”的单位。`);
  if (location.hash) history.pushState(null, "", wishes.address()); // what was chosen is no longer
  mark();
  panels.querySelector(".made")?.remove();
  const list = element("section", { class: "panel made shown", tabindex: -1 }, element("p", { class: "eyebrow" }, say("Find a unit", "查找单位")), element("h2", {}, typed),
    found.length ? element("ul", { class: "plain" }, ...found.slice(0, OFFERED).map((number) => element("li", { class: "u" }, maker.icon(number), element("a", { href: `#u-${known.units[number].id}` }, maker.spoken(known.units[number][language === "zh" ? "nameZh" : "nameEn"]))))) : element("p", {}, foundSaid.textContent),
    found.length > OFFERED ? element("p", { class: "note" }, say(`The first ${OFFERED}.`, `列出前 ${OFFERED} 个。`)) : null);
  for (const one of panels.children) one.classList.remove("shown");
  panels.append(list);
  list.focus({ preventScroll: true });
  if (!beside.matches) list.scrollIntoView();
}

// --- alive ------------------------------------------------------------------------------------------

wishes.listen(wish);

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

// Whether one is a way to what was chosen: there a reader goes on. The last resort is any other.
function comesFrom(one, hash) {
  if (!one.matches("a")) return true;
  if (!one.getClientRects().length) return false;
  const { u, m } = one.dataset;
  return one.hash === hash || hash === (u && !m ? `#u-${u}` : m ? `#m-${m}` : "#");
}

// A place is opened in the picture.
figure.addEventListener("click", (event) => {
  const link = event.target.closest("a.place, a[data-place]");
  const code = link?.dataset.place ?? link?.closest("[data-place]")?.dataset.place;
  if (link) choose(event, { place: code || "nowhere", view: "units" });
});

panels.addEventListener("click", (event) => {
  if (!event.target.closest("a.close")) return;
  event.preventDefault();
  const from = location.hash;
  history.pushState(null, "", wishes.address());
  open();
  [...figure.querySelectorAll("a"), ...place.querySelectorAll(".tab.shown a"), by("network-find")].find((one) => comesFrom(one, from)).focus({ preventScroll: true });
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
    about: [...wishes.inWords(), [...said.childNodes].filter(({ tagName }) => tagName !== "BUTTON").map(({ textContent }) => textContent).join("").trim()].filter(Boolean).join(" · "),
    source: [say("Source: ", "来源：") + title.split(" · ").at(-1), place.dataset.version, new Date().toISOString().slice(0, 10)].filter(Boolean).join(" · "),
    address: document.querySelector("link[rel=canonical]").href + wishes.address().slice(location.pathname.length) + (isChoice() ? location.hash : ""),
  }));
by("network-csv").addEventListener("click", async () => {
  if (await filled()) lists[tabs.findIndex((tab) => tab.ariaCurrent)].keep();
});
by("network-print").addEventListener("click", async () => {
  await filled();
  print();
});
addEventListener("beforeprint", () => lists.forEach((list) => list.whole(true)));
addEventListener("afterprint", () => lists.forEach((list) => list.whole(false)));

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
  const ignored = wishes.read();
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
  for (const way of document.querySelectorAll("a.language, a.same-view")) way.href = way.href.split(/[?#]/)[0] + wishes.address().slice(location.pathname.length) + location.hash;
}
place.classList.add("alive");
arrive();
