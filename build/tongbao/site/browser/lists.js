// A list that is chosen from, sorted and paged in the browser. What is chosen stands in the address; the rows are taken
// from the list's own pages, a page at a time.
import { element, give, say } from "./words.js";

const ALL = 500; // rows that are shown at once at most
const place = document.getElementById("listing");
const items = document.getElementById("items");
const total = document.getElementById("total");
const { list, table, one, many } = place.dataset;
const size = Number(place.dataset.size);
const whole = new URL(list, location.href);
const here = location.pathname === whole.pathname;
const pagers = [...place.querySelectorAll(".pager")];
const base = { filters: place.dataset.facet ? { [place.dataset.facet]: [place.dataset.value] } : {}, sort: "", page: 1, all: false };
const fold = place.querySelector(".facets-fold > summary");
const folded = fold.textContent;
let index = null;

// --- the state, which is the address ----------------------------------------------------------------

// What the address says. It is only asked once the index is there, so that what it does not know is left out.
function read() {
  const asked = new URLSearchParams(location.search);
  const filters = {};
  for (const facet of index.facets) {
    const known = asked.getAll(facet.name).filter((key) => facet.values.some(([value]) => value === key));
    if (known.length) filters[facet.name] = known;
  }
  const sort = index.sorts.some(({ name }) => name === asked.get("sort")) ? asked.get("sort") : "";
  return { filters, sort, page: Math.max(1, Number.parseInt(asked.get("page"), 10) || 1), all: asked.has("all") };
}

function addressOf({ filters, sort, page, all }) {
  const asked = new URLSearchParams();
  for (const [name, keys] of Object.entries(filters)) for (const key of keys) asked.append(name, key);
  if (sort && sort !== index.sorts[0].name) asked.set("sort", sort);
  if (page > 1 && !all) asked.set("page", page);
  if (all) asked.set("all", "");
  const address = new URL(whole);
  address.search = asked;
  return address.href;
}

function toggled({ filters, sort }, name, key) {
  const kept = (filters[name] ?? []).filter((other) => other !== key);
  const keys = kept.length === (filters[name] ?? []).length ? [...kept, key] : kept;
  const others = { ...filters };
  delete others[name];
  return { filters: keys.length ? { ...others, [name]: keys } : others, sort, page: 1, all: false };
}

// --- what is chosen ---------------------------------------------------------------------------------

const has = (of, places) => (typeof of === "number" ? places.has(of) : of.some((one) => places.has(one)));

// The rows that every chosen facet but one lets through.
function rowsFor(filters, except) {
  const asked = index.facets
    .filter(({ name }) => name !== except && filters[name])
    .map((facet) => ({ of: facet.of, places: new Set(filters[facet.name].map((key) => facet.values.findIndex(([value]) => value === key))) }));
  const rows = [];
  for (let row = 0; row < index.rows; row++) if (asked.every(({ of, places }) => has(of[row], places))) rows.push(row);
  return rows;
}

function countsOf(facet, filters) {
  const counts = facet.values.map(() => 0);
  for (const row of rowsFor(filters, facet.name)) for (const value of [facet.of[row]].flat()) counts[value] += 1;
  return counts;
}

function sorted(rows, name) {
  const { ranks } = index.sorts.find((sort) => sort.name === name) ?? index.sorts[0];
  return ranks.length ? rows.toSorted((a, b) => ranks[a] - ranks[b] || a - b) : rows;
}

// --- the rows, from the pages of the whole list -------------------------------------------------------

const pages = new Map();

function pageOf(number) {
  if (!pages.has(number)) pages.set(number, fetched(number));
  return pages.get(number);
}

async function fetched(number) {
  const address = number === 1 ? whole : new URL(whole.href.replace(/\.html$/, `-${number}.html`));
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status}`);
  const parsed = new DOMParser().parseFromString(await reply.text(), "text/html");
  return [...parsed.querySelectorAll("#items > li")];
}

async function shownRows(rows) {
  const needed = [...new Set(rows.map((row) => Math.floor(row / size)))];
  const found = new Map(await Promise.all(needed.map(async (number) => [number, await pageOf(number + 1)])));
  return rows.map((row) => document.importNode(found.get(Math.floor(row / size))[row % size], true));
}

// --- what is shown ------------------------------------------------------------------------------------

const inWords = (number) => number.toLocaleString("en-GB");
const counted = (number) => (say("en", "zh") === "en" ? `${inWords(number)} ${number === 1 ? one : many}` : `${inWords(number)} ${many}`);
let latest = 0;

async function show(state) {
  const asked = ++latest;
  const rows = sorted(rowsFor(state.filters), state.sort);
  const last = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(state.page, last);
  const from = state.all ? 0 : (page - 1) * size;
  const chosen = rows.slice(from, state.all ? ALL : from + size);
  facets(state);
  let made;
  try {
    made = await shownRows(chosen);
  } catch {
    total.textContent = say("A part of the list could not be loaded.", "列表的一部分未能载入。");
    return;
  }
  if (asked !== latest) return; // something else was chosen meanwhile
  items.replaceChildren(...made);
  const narrowed = Object.keys(state.filters).length > 0;
  total.textContent = counted(rows.length);
  fold.textContent = narrowed ? `${folded}${say(" · chosen: ", " · 已选 ")}${Object.values(state.filters).flat().length}` : folded;
  for (const old of place.querySelectorAll(".of-all, .chosen")) old.remove();
  if (narrowed) {
    total.after(element("span", { class: "of-all" }, say(`of ${inWords(index.rows)}`, `共 ${inWords(index.rows)}`)));
    total.parentNode.after(element("p", { class: "chosen" }, ...removals(state), link({ filters: {}, sort: state.sort, page: 1, all: false }, say("show all", "显示全部"))));
  }
  for (const pager of pagers) pager.replaceChildren(...steps({ ...state, page }, rows.length, from, chosen.length, last));
  files(state.filters);
}

// A link to another state: followed here where this is the list's own page, else as any link is.
function link(state, ...words) {
  const made = element("a", { href: addressOf(state) }, ...words);
  if (here) made.addEventListener("click", (event) => plainClick(event) && go(state));
  return made;
}

function plainClick(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return false;
  event.preventDefault();
  return true;
}

function go(state) {
  history.pushState(null, "", addressOf(state));
  show(state);
}

// What is chosen, each value a link to the list without it.
function removals(state) {
  return index.facets.flatMap((facet) => (state.filters[facet.name] ?? []).flatMap((key) => {
    const [, en, zh] = facet.values.find(([value]) => value === key);
    return [link(toggled(state, facet.name, key), element("span", { class: "hidden" }, say("Without ", "取消：")), say(en, zh), element("span", { "aria-hidden": "true" }, " ×")), " "];
  }));
}

function steps(state, count, from, shown, last) {
  const numbers = Array.from({ length: last }, (_, n) => n + 1).filter((n) => n === 1 || n === last || Math.abs(n - state.page) <= 2);
  const links = numbers.flatMap((n, place) => {
    const step = link({ ...state, page: n, all: false }, `${n}`);
    if (n === state.page && !state.all) step.setAttribute("aria-current", "page");
    step.addEventListener("click", () => document.getElementById("main").scrollIntoView());
    return place && n - numbers[place - 1] > 1 ? [element("span", {}, "…"), step] : [step];
  });
  const words = count ? say(`${inWords(from + 1)}–${inWords(from + shown)} of ${inWords(count)}`, `第 ${inWords(from + 1)}–${inWords(from + shown)} 项，共 ${inWords(count)} 项`) : say("Nothing has all of these.", "没有同时符合这些条件的。");
  const more = count > size && !state.all ? link({ ...state, all: true, page: 1 }, count > ALL ? say(`Show the first ${ALL}`, `显示前 ${ALL} 项`) : say(`Show all ${inWords(count)}`, `显示全部 ${inWords(count)} 项`)) : null;
  return [element("span", {}, words), last > 1 ? element("span", { class: "steps" }, ...links) : null, more].filter(Boolean);
}

// The facets: each value leads to what it would be chosen with, and says how many there are then.
function facets(state) {
  for (const facet of index.facets) {
    const counts = countsOf(facet, state.filters);
    for (const way of place.querySelectorAll(`.facet[data-facet="${facet.name}"] a`)) {
      const key = way.dataset.value;
      const count = counts[facet.values.findIndex(([value]) => value === key)];
      const chosen = state.filters[facet.name]?.includes(key) ?? false;
      way.lastElementChild.textContent = inWords(count);
      way.parentNode.hidden = !count && !chosen;
      if (chosen) way.setAttribute("aria-current", "true");
      else way.removeAttribute("aria-current");
      way.href = addressOf(toggled(state, facet.name, key));
    }
    const shell = place.querySelector(`.facet[data-facet="${facet.name}"]`);
    shell.hidden = [...shell.querySelectorAll("li")].every((one) => one.hidden);
  }
}

// --- orders and files ---------------------------------------------------------------------------------

const follow = (next) => (here ? go(next) : location.assign(addressOf(next)));
const state = () => (here ? read() : base);

function orders() {
  const titles = JSON.parse(place.dataset.sorts);
  if (titles.length < 2) return;
  const chosen = (here && new URLSearchParams(location.search).get("sort")) || place.dataset.sort;
  const select = element("select", { id: "sort", onchange: () => load().then(() => follow({ ...state(), sort: select.value, page: 1 })) },
    ...titles.map(([name, title]) => element("option", { value: name, selected: name === chosen }, title)));
  document.getElementById("orders").replaceChildren(element("label", { for: "sort" }, say("Sort by ", "排序 ")), select);
}

// What is chosen, as a table or as JSON: from the table of all that is known of the rows.
function files(filters) {
  const narrowed = Object.keys(filters).length > 0;
  const name = table.split("/").at(-1).replace(".csv", narrowed ? "-chosen" : "");
  const made = (ending, type) => element("button", { class: "link", type: "button", onclick: () => load().then(() => save(narrowed ? rowsFor(filters) : null, `${name}.${ending}`, type)) }, ending.toUpperCase());
  document.getElementById("files").replaceChildren(
    narrowed ? say("What is chosen, as a file: ", "所选内容：") : say("The whole list as a file: ", "整张列表："),
    narrowed ? made("csv", "text/csv") : element("a", { href: table }, "CSV"), " · ", made("json", "application/json"));
}

async function save(rows, name, type) {
  const [text, iris] = await Promise.all([fetch(table).then((reply) => reply.text()), rows ? fetch(place.dataset.index.replace(".json", "-iris.json")).then((reply) => reply.json()) : null]);
  const records = csvOf(text);
  const head = records[0].cells;
  const wanted = rows && new Set(rows.map((row) => iris[row]));
  const key = head.findIndex((column) => table.endsWith(`/${column}s.csv`));
  const kept = records.slice(1).filter(({ cells }) => !wanted || wanted.has(cells[key]));
  const content = type === "text/csv"
    ? `\ufeff${[records[0], ...kept].map(({ raw }) => raw).join("")}`
    : `${JSON.stringify(kept.map(({ cells }) => Object.fromEntries(head.map((column, n) => [column, cells[n]]))), null, 1)}\n`;
  give(new Blob([content], { type }), name);
}

// The records of a CSV file (RFC 4180), each as it stands and as its cells.
function csvOf(text) {
  const records = [];
  const body = text.replace(/^\ufeff/, "");
  const pattern = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n|\n|$)/gy;
  let cells = [];
  let start = 0;
  while (pattern.lastIndex < body.length) {
    const [, cell, end] = pattern.exec(body);
    cells.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ",") {
      records.push({ cells, raw: body.slice(start, pattern.lastIndex) });
      start = pattern.lastIndex;
      cells = [];
    }
  }
  return records;
}

// --- the start ------------------------------------------------------------------------------------------

let loading = null;
const load = () => (loading ??= fetch(place.dataset.index).then((reply) => reply.json()).then((found) => (index = found)));

orders();
files(base.filters);
for (const way of place.querySelectorAll(".facet[data-facet] a")) {
  const { facet } = way.closest(".facet").dataset;
  way.addEventListener("click", (event) => plainClick(event) && load().then(() => follow(toggled(state(), facet, way.dataset.value))));
}
if (here) {
  if (location.search) show(await load().then(read));
  addEventListener("popstate", () => load().then(() => {
    const now = read();
    const select = document.getElementById("sort");
    if (select) select.value = now.sort || index.sorts[0].name;
    show(now);
  }));
}
