// Finds documents by name, short name, pinyin, English or document number, in an index of which it loads what it needs.
import { simplified } from "./find.js";
import { openIndex, runs } from "./grams.js";
import { element, say } from "./words.js";

const A_PAGE = 20;
const NEAREST = 6; // what is nearly called so, where nothing is
const KINDS = {
  unit: [["Unit", "单位"], ["Units", "单位"]], place: [["Place", "地区"], ["Places", "地区"]],
  notice: [["Notice", "公文"], ["Notices", "公文"]], measure: [["Measure", "举措"], ["Measures", "举措"]],
  honour: [["Honour", "荣誉"], ["Honours", "荣誉"]], affirmation: [["Approval", "肯定"], ["Approval", "肯定"]],
  "wider-adoption": [["Adoption", "推广"], ["Adoptions", "推广"]], report: [["Report", "刊载报道"], ["Reports", "刊载报道"]],
  "pending-nomination": [["Application", "申报"], ["Applications", "申报"]],
};

const form = document.getElementById("search");
const input = document.getElementById("q");
const said = document.getElementById("said");
const list = document.getElementById("found");
const kinds = document.getElementById("kinds");
const pager = document.getElementById("pages");
const lists = document.getElementById("lists");
const root = form.dataset.root;
const state = { kind: "", page: 1 };
let latest = 0;

// The address says what is looked for, of which type, and which page is shown.
function addressOf(q, { kind, page }) {
  const address = new URL(location.href);
  address.search = new URLSearchParams({ ...(q && { q }), ...(kind && { type: kind }), ...(page > 1 && { page }) });
  return address;
}

function read() {
  const asked = new URLSearchParams(location.search);
  input.value = asked.get("q") ?? "";
  Object.assign(state, { kind: asked.get("type") in KINDS ? asked.get("type") : "", page: Math.max(1, Number.parseInt(asked.get("page"), 10) || 1) });
}

async function show() {
  const own = ++latest;
  const typed = input.value;
  document.querySelector("a.language").search = addressOf(typed, state).search;
  lists.hidden = Boolean(typed.trim());
  if (!runs(typed).length) return put(typed, [], []);
  said.textContent ||= say("Searching …", "正在搜索……");
  try {
    const index = await opened();
    let { rows } = await index.find(typed);
    const other = rows.length ? typed : await simplified(typed, root);
    if (other !== typed) ({ rows } = await index.find(other));
    const near = rows.length ? [] : await index.nearest(other, NEAREST);
    const counts = index.kinds.map((kind) => [kind, rows.filter((row) => index.kindOf(row) === kind).length]).filter(([, count]) => count);
    const chosen = counts.some(([kind]) => kind === state.kind) ? rows.filter((row) => index.kindOf(row) === state.kind) : rows;
    const page = Math.min(state.page, Math.max(1, Math.ceil(chosen.length / A_PAGE)));
    const shown = await index.show((rows.length ? chosen : near).slice((page - 1) * A_PAGE, page * A_PAGE));
    if (own === latest) put(typed, shown, counts, { total: rows.length, of: chosen.length, page, near: near.length > 0 });
  } catch {
    if (own === latest) said.textContent = say("A part of the index could not be loaded. Try again.", "索引的一部分未能载入，请重试。");
  }
}

let opening = null;
const opened = () => (opening ??= openIndex(new URL(form.dataset.index, location.href).href).catch((error) => { opening = null; throw error; }));

function put(typed, shown, counts, { total = 0, of = 0, page = 1, near = false } = {}) {
  list.replaceChildren(...shown.map(found));
  kinds.replaceChildren(...(counts.length > 1 ? [["", total], ...counts] : []).map(([kind, count]) => typeLink(kind, count)));
  kinds.hidden = counts.length < 2;
  pager.replaceChildren(...(of > A_PAGE ? steps(of, page, shown.length) : []));
  if (!typed.trim()) said.textContent = "";
  else if (total) said.textContent = say(`${total.toLocaleString("en-GB")} found`, `找到 ${total.toLocaleString("en-GB")} 项`);
  else if (near) said.textContent = say(`Nothing has all of “${typed.trim()}” in its name. Did you mean:`, `没有名称包含“${typed.trim()}”的全部内容。您要找的是：`);
  else said.textContent = say("No name, number or subject of a figure matches: the search covers only these, not the texts.", "没有匹配的名称、发文字号或数据对象；搜索范围仅限于此，不含正文。");
}

// One find: its name in the language of the page, what it is and where, and its other name.
function found({ kind, shown: [way, zh, en, inEnglish, inChinese, ended] }) {
  const name = say(en || zh, zh);
  const other = say(name === zh ? "" : zh, en);
  return element("li", {},
    element("div", {},
      element("p", { class: "title" }, element("a", { href: `${root}${say("en", "zh")}/${way}.html`, lang: name === zh ? "zh-Hans" : "en" }, element("bdi", {}, name)), ended ? " " : null, ended ? element("span", { class: "ended" }, say(...ended)) : null),
      other ? element("p", { class: "gloss", lang: say("zh-Hans", "en") }, other) : null,
      element("p", { class: "who" }, say(...KINDS[kind][0]), say(inEnglish, inChinese) ? " · " : null, element("bdi", {}, say(inEnglish, inChinese)))));
}

function stateLink(next, ...words) {
  return element("a", { href: addressOf(input.value, next).href, onclick: (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    Object.assign(state, next);
    history.pushState(null, "", addressOf(input.value, state));
    show();
    if (next.page > 1) form.scrollIntoView();
  } }, ...words);
}

function typeLink(kind, count) {
  const made = stateLink({ kind, page: 1 }, kind ? say(...KINDS[kind][1]) : say("All", "全部"), " ", element("small", {}, count.toLocaleString("en-GB")));
  if (kind === state.kind) made.setAttribute("aria-current", "true");
  return made;
}

function steps(count, page, shown) {
  const last = Math.ceil(count / A_PAGE);
  const numbers = Array.from({ length: last }, (_, n) => n + 1).filter((n) => n === 1 || n === last || Math.abs(n - page) <= 2);
  const from = (page - 1) * A_PAGE;
  const links = numbers.flatMap((n, place) => {
    const step = stateLink({ ...state, page: n }, `${n}`);
    if (n === page) step.setAttribute("aria-current", "page");
    return place && n - numbers[place - 1] > 1 ? [element("span", {}, "…"), step] : [step];
  });
  return [element("span", {}, say(`${from + 1}–${from + shown} of ${count}`, `第 ${from + 1}–${from + shown} 项，共 ${count} 项`)), element("span", { class: "steps" }, ...links)];
}

read();
show();
input.addEventListener("input", () => {
  Object.assign(state, { kind: "", page: 1 });
  history.replaceState(null, "", addressOf(input.value, state));
  show();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
});
addEventListener("popstate", () => {
  read();
  show();
});
