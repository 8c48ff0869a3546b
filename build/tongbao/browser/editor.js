// The SPARQL editor: questions as examples, completion from the dataset's own description, answers as table or graph.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { drawGraph } from "./graph.js";
import { BURST, plainly } from "./messages.js";
import { element, isWebAddress, pageOf, say } from "./words.js";

const LIMIT = 60_000; // milliseconds after which a query is stopped
const SHOWN = 1_000; // rows in the table; the CSV has all
const LARGEST = 200_000_000; // bytes of a dump that a browser may load

const place = document.getElementById("editor");
const { dump, root } = place.dataset;
const language = say("en", "zh");

const [questions, completion] = await Promise.all([
  fetch(place.dataset.questions).then((reply) => reply.json()),
  fetch(place.dataset.void).then((reply) => reply.json()),
]);

// --- the page ---------------------------------------------------------------------------------------

const host = element("div", { class: "code-host" });
const choice = element("select", { id: "question" },
  element("option", { value: "" }, say("Choose a question …", "选择一个问题……")),
  ...questions.map(({ name, zh, en }) => element("option", { value: name }, say(en, zh))));
const hint = element("p", { class: "hint" }, say("To leave the editor by keyboard: Esc, then Tab.", "用键盘离开编辑器：先按 Esc，再按 Tab。"));
const go = element("button", { type: "button" }, say("Run (Ctrl+Enter)", "运行（Ctrl+Enter）"));
const stop = element("button", { type: "button", disabled: true }, say("Stop", "停止"));
const copy = element("button", { type: "button" }, say("Copy a link", "复制链接"));
const said = element("p", { role: "status" });
const answer = element("div", { class: "answer" });
place.append(
  element("p", {}, element("label", { for: "question" }, say("Questions: ", "问题：")), " ", choice),
  host, hint, element("p", { class: "buttons" }, go, " ", stop, " ", copy), said, answer);

const shadow = host.attachShadow({ mode: "open" }); // its styles are adopted there, as the page's policy asks
const view = new EditorView({
  parent: shadow,
  root: shadow,
  state: EditorState.create({
    doc: "",
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
      syntaxHighlighting(defaultHighlightStyle), sparql(),
      autocompletion({ override: [complete] }),
      keymap.of([{ key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => (run(), true) }, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": say("SPARQL query. Press Escape, then Tab to leave.", "SPARQL 查询。按 Esc 再按 Tab 离开。") }),
      EditorView.theme({ "&": { backgroundColor: "#fff", color: "#1d1d1f", border: "1px solid #767676", fontSize: "14px" }, ".cm-scroller": { minHeight: "14rem", fontFamily: "ui-monospace, monospace" } }),
    ],
  }),
});

// Terms of the dataset, and first the properties of the class that the subject has, where the query says so.
function complete(context) {
  const word = context.matchBefore(/[\w-]*:?[\w-]*/);
  if (!word || (word.from === word.to && !context.explicit)) return null;
  const likely = propertiesHere(context.state.sliceDoc(0, word.from), context.state.doc.toString());
  const options = completion.terms.map(({ name, zh, en, kind }) => ({
    label: name, detail: say(en, zh), type: kind, boost: likely.has(name) ? 90 - Math.min(80, likely.get(name)) : 0,
  }));
  const keywords = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "GRAPH", "VALUES", "BIND", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "COUNT", "PREFIX", "CONSTRUCT", "ASK"];
  return { from: word.from, options: [...options, ...keywords.map((label) => ({ label, type: "keyword" }))] };
}

// The properties that the subject has at this place, if the query says of what class it is: with their rank in VoID.
function propertiesHere(before, query) {
  const subject = /(\?\w+)(?:\s[^.{}]*)?$/.exec(before.slice(Math.max(before.lastIndexOf("."), before.lastIndexOf("{"), before.lastIndexOf("}")) + 1))?.[1];
  const cls = subject && new RegExp(`\\${subject}\\s+(?:a|rdf:type)\\s+([\\w-]+:[\\w-]+)`).exec(query)?.[1];
  return new Map((completion.classes[cls] ?? []).map((name, rank) => [name, rank]));
}

function write(text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

// --- the engine -------------------------------------------------------------------------------------

let worker = null;
let loaded = null;
let waiting = null;

function engine() {
  if (worker) return loaded;
  worker = new Worker(new URL("store.worker.js", import.meta.url), { type: "module" });
  loaded = new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => {
      if (data.loaded !== undefined) resolve(data.loaded);
      else if (data.id === undefined && data.error) reject(new Error(data.error));
      else waiting?.(data);
    });
    worker.addEventListener("error", (event) => reject(new Error(event.message || "worker")));
  });
  worker.postMessage({ load: new URL(dump, location.href).href });
  return loaded;
}

function end() {
  worker?.terminate(); // a query cannot be asked to stop; its worker can be ended
  worker = loaded = null;
}

let number = 0;
let again = false;

async function ask(query) {
  await engine();
  const id = ++number;
  return new Promise((resolve) => {
    waiting = (data) => data.id === id && resolve(data);
    worker.postMessage({ id, query });
  });
}

async function run() {
  if (!stop.disabled) return;
  const query = withPrefixes(view.state.doc.toString());
  remember();
  const start = performance.now();
  go.disabled = true;
  stop.disabled = false;
  answer.replaceChildren();
  said.textContent = worker ? say("Running …", "正在运行……") : say("Loading the dataset (once) …", "正在载入数据集（仅此一次）……");
  let late = null;
  const given = new Promise((resolve) => {
    stop.onclick = () => resolve({ stopped: say("Stopped.", "已停止。") });
  });
  try {
    await Promise.race([engine(), given]);
    said.textContent = say("Running …", "正在运行……");
    const over = new Promise((resolve) => {
      late = setTimeout(() => resolve({ stopped: say(`Stopped after ${LIMIT / 1000} seconds: ask for less.`, `超过 ${LIMIT / 1000} 秒，已停止：请缩小范围。`) }), LIMIT);
    });
    const data = await Promise.race([ask(query), given, over]);
    if (data.stopped) {
      end();
      said.textContent = data.stopped;
    } else if (data.error) {
      said.textContent = "";
      if (BURST.test(data.error)) end();
      answer.append(element("p", { class: "warning", role: "alert" }, plainly(data.error, query)));
    } else show(data.answer, performance.now() - start);
  } catch (error) {
    end();
    answer.append(element("p", { class: "warning", role: "alert" }, say("The dataset cannot be loaded: ", "无法载入数据集："), String(error.message)));
    said.textContent = "";
  } finally {
    clearTimeout(late);
    go.disabled = false;
    stop.disabled = true;
  }
  if (again) {
    again = false;
    run();
  }
}

function withPrefixes(text) {
  const missing = Object.entries(completion.prefixes).filter(
    ([name]) => new RegExp(`(?<![\\w.-])${name}:`).test(text) && !new RegExp(`\\bPREFIX\\s+${name}\\s*:`, "i").test(text));
  return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("") + text; // on the first line, so that places stay right
}

// --- answers ----------------------------------------------------------------------------------------

function show(found, took) {
  const time = say(` in ${(took / 1000).toFixed(2)} s`, `，用时 ${(took / 1000).toFixed(2)} 秒`);
  if (found.boolean !== undefined) {
    said.textContent = (found.boolean ? say("Yes", "是") : say("No", "否")) + time;
    return;
  }
  const names = found.triples ? ["subject", "predicate", "object"] : found.head.vars;
  const rows = found.triples ?? found.results.bindings.map((row) => names.map((name) => row[name]));
  said.textContent = say(rows.length === 1 ? "1 row" : `${rows.length} rows`, `共 ${rows.length} 行`) + time
    + (rows.length > SHOWN ? say(`; the first ${SHOWN} are shown`, `；仅显示前 ${SHOWN} 行`) : "");
  const csv = element("button", { type: "button", onclick: () => save(names, rows) }, say("Save as CSV", "保存为 CSV"));
  answer.append(element("p", {}, csv));
  if (names.includes("node") && names.includes("linkedNode")) answer.append(drawGraph(names, rows));
  else if (rows.length && rows.length <= 50 && names.length === 2 && rows.every(([, value]) => value && !isNaN(Number(value.value)))) answer.append(bars(rows));
  answer.append(element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("Answer", "答案") }, table(names, rows.slice(0, SHOWN))));
}

function table(names, rows) {
  return element("table", {},
    element("thead", {}, element("tr", {}, ...names.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((term) => element("td", isNumber(term) ? { class: "figure" } : {}, cell(term)))))));
}

// A number that is one: a literal may say that it is, and not be.
function isNumber(term) {
  return /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double)$/.test(term?.datatype ?? "") && /^[-+]?[\d.]+(?:[eE][-+]?\d+)?$/.test(term.value);
}

// A term as text: a triple within a triple is no text of its own.
const textOf = (term) => (typeof term?.value === "object" ? `<< ${Object.values(term.value).map(textOf).join(" ")} >>` : (term?.value ?? ""));

function cell(term) {
  if (!term) return "";
  if (term.type !== "uri") return element("bdi", term["xml:lang"] ? { lang: term["xml:lang"] } : {}, textOf(term));
  const page = pageOf(term.value, completion.base, root, language);
  const name = shortened(term.value);
  if (page) return element("a", { href: page }, name);
  return isWebAddress(term.value) ? element("a", { href: term.value, rel: "external" }, name) : name;
}

function shortened(iri) {
  for (const [prefix, namespace] of Object.entries(completion.prefixes))
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length))) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri.startsWith(`${completion.base}id/`) ? iri.slice(completion.base.length + 3) : iri;
}

const DRAWN = "http://www.w3.org/2000/svg";

function bars(rows) {
  const most = Math.max(...rows.map(([, value]) => Number(value.value)), 1);
  const svg = document.createElementNS(DRAWN, "svg");
  svg.setAttribute("class", "chart");
  svg.setAttribute("viewBox", `0 0 700 ${rows.length * 24}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", say("Chart of the answer; the table below has the same", "答案图表，下表内容相同"));
  rows.forEach(([name, value], n) => {
    for (const [tag, attributes, text] of [
      ["text", { x: 290, y: n * 24 + 16, "text-anchor": "end" }, shortened(name?.value ?? "").slice(0, 40)],
      ["rect", { class: "is", x: 300, y: n * 24 + 3, width: Math.max(1, (320 * Number(value.value)) / most), height: 17 }, ""],
      ["text", { x: 306 + (320 * Number(value.value)) / most, y: n * 24 + 16 }, value.value],
    ]) {
      const made = document.createElementNS(DRAWN, tag);
      for (const [key, set] of Object.entries(attributes)) made.setAttribute(key, set);
      made.textContent = text;
      svg.append(made);
    }
  });
  return svg;
}

function save(names, rows) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const safe = (term) => {
    const text = textOf(term);
    return quoted(term?.type !== "uri" && !isNumber(term) && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  };
  const lines = [names.map(quoted), ...rows.map((row) => row.map(safe))].map((cells) => cells.join(",") + "\r\n");
  const link = element("a", { href: URL.createObjectURL(new Blob(lines, { type: "text/csv" })), download: "answer.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// --- addresses --------------------------------------------------------------------------------------

function remember() {
  const address = new URL(location.href);
  address.search = "";
  const own = questions.find(({ text }) => text === view.state.doc.toString());
  address.hash = own ? "" : new URLSearchParams({ query: view.state.doc.toString() }).toString();
  if (own) address.searchParams.set("question", own.name);
  history_.replaceState(null, "", address);
}

const history_ = window.history;

copy.addEventListener("click", async () => {
  remember();
  await navigator.clipboard?.writeText(location.href);
  said.textContent = say("The link holds the query.", "链接中包含该查询。");
});
choice.addEventListener("change", () => {
  const chosen = questions.find(({ name }) => name === choice.value);
  if (!chosen) return;
  write(chosen.text);
  if (stop.disabled) run();
  else {
    again = true; // what runs is ended first
    stop.click();
  }
});
go.addEventListener("click", run);

const asked = new URL(location.href).searchParams.get("question");
const typed = new URLSearchParams(location.hash.slice(1)).get("query");
const first = questions.find(({ name }) => name === asked) ?? questions[0];
write(typed ?? first?.text ?? "SELECT * { ?s ?p ?o } LIMIT 10");
choice.value = typed ? "" : (first?.name ?? "");
if (Number(place.dataset.bytes) > LARGEST || !Number(place.dataset.bytes)) {
  go.disabled = true;
  said.textContent = say("This dataset is too large for a browser: take the files of the page Data, and a SPARQL store.", "数据集过大，无法在浏览器中载入：请取“数据”页的文件，使用 SPARQL 存储。");
} else if (asked || typed) run();
window.addEventListener("hashchange", () => location.reload()); // another query was put into the address by hand
