// The SPARQL editor: questions as examples, completion from the dataset's own description, answers as table or graph.
import { autocompletion, closeBrackets, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";
import { show } from "./answers.js";
import { bound, fieldsOf } from "./asked.js";
import { completer, graphsNamed, nearestGraph, unknownTerms } from "./complete.js";
import { LIMIT, completionAt, engineAt } from "./engine.js";
import { openIndex } from "./grams.js";
import { BURST, plainly } from "./messages.js";
import { quiet } from "./quiet.js";
import { element, say } from "./words.js";

const place = document.getElementById("editor");
const { root, source } = place.dataset;
const language = say("en", "zh");

const [questions, { completion, endpoint }, index] = await Promise.all([
  fetch(place.dataset.questions).then((reply) => reply.json()), completionAt(place.dataset.void, place.dataset.endpoint), openIndex(place.dataset.index)]);
const engine = engineAt({ dump: root + completion.dump, endpoint });
const sampled = endpoint ? null : completion.sampled?.[language];

for (const lead of document.querySelectorAll("[data-asks]")) lead.hidden = (lead.dataset.asks === "endpoint") !== Boolean(endpoint);

// --- the page ---------------------------------------------------------------------------------------

const host = element("div", { class: "code-host" });
const choice = element("select", { id: "question" },
  element("option", { value: "" }, say("Choose a question …", "选择一个问题……")),
  ...questions.map(({ name, zh, en }) => element("option", { value: name }, say(en, zh))));
const hint = element("p", { class: "note" }, say("To leave the editor by keyboard: Esc, then Tab.", "用键盘离开编辑器：先按 Esc，再按 Tab。"));
const go = element("button", { type: "button" }, say("Run (Ctrl+Enter)", "运行（Ctrl+Enter）"));
const stop = element("button", { type: "button", disabled: true }, say("Stop", "停止"));
const copy = element("button", { type: "button" }, say("Copy a link", "复制链接"));
const said = element("p", { role: "status" });
const answer = element("div", { class: "answer" });
const outdated = element("p", { class: "remark", hidden: true }, say("This is the answer to the previous query.", "以下是此前查询的答案。"));
const fields = element("div", {});
place.append(
  element("p", {}, element("label", { for: "question" }, say("Questions: ", "问题：")), " ", choice), fields,
  host, hint, element("p", { class: "buttons" }, go, " ", stop, " ", copy), said, outdated, answer);

// The colours are those of the page, light or dark: its properties reach into the shadow.
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword], color: "var(--keyword)" },
  { tag: [tags.string, tags.literal, tags.number, tags.bool], color: "var(--string)" },
  { tag: [tags.url, tags.namespace, tags.labelName], color: "var(--link)" },
  { tag: [tags.variableName, tags.propertyName], color: "var(--ink)" },
  { tag: tags.comment, color: "var(--soft)" },
]);
const LOOK = EditorView.theme({
  "&": { backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--soft)", fontSize: "14px" },
  ".cm-scroller": { minHeight: "14rem", fontFamily: "ui-monospace, monospace" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--soft)", borderRightColor: "var(--line)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { background: "var(--mark)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
  ".cm-tooltip": { backgroundColor: "var(--panel)", color: "var(--ink)", border: "1px solid var(--soft)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--bar)", color: "var(--paper)" },
});

const shadow = host.attachShadow({ mode: "open" }); // its styles are adopted there, as the page's policy asks
const view = new EditorView({
  parent: shadow,
  root: shadow,
  state: EditorState.create({
    doc: "",
    extensions: [
      lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), EditorView.lineWrapping,
      syntaxHighlighting(COLOURS), sparql(),
      autocompletion({ override: [completer(completion, language)] }),
      keymap.of([{ key: "Ctrl-Enter", mac: "Cmd-Enter", run: () => (run(), true) }, ...completionKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": say("SPARQL query. Press Escape, then Tab to leave.", "SPARQL 查询。按 Esc 再按 Tab 离开。") }),
      LOOK,
      EditorView.domEventHandlers({ beforeinput: typedOver }),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (!docChanged) return;
        const own = !isStored(state.doc.toString());
        choice.value = own ? "" : asked.name;
        fields.hidden = own;
        compare();
        clearTimeout(kept);
        if (own) kept = setTimeout(() => remember({ typing: true }), 500); // so that Back leads to what was typed
      }),
    ],
  }),
});

// What is typed over a selection is put there by us: a browser that does it leaves inline styles, which the policy forbids.
function typedOver({ inputType, data }, view) {
  const { from, to, empty } = view.state.selection.main;
  if (inputType !== "insertText" || !data || empty || view.composing) return false;
  const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
  if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
  return true;
}

function write(text) {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

// --- asking -----------------------------------------------------------------------------------------

let kept = null;
let next = null; // what to do when what runs has ended
let answered = null; // the query whose answer is shown

async function run() {
  if (!stop.disabled) return;
  const typed = view.state.doc.toString();
  if (asked.missing && isStored(typed)) return refuse();
  const query = withPrefixes(typed);
  const added = query.length - typed.length;
  remember();
  const start = performance.now();
  go.disabled = true;
  stop.disabled = false;
  empty();
  said.textContent = engine.isLoaded() ? say("Running …", "正在运行……") : say("Loading the dataset (only once) …", "正在载入数据集（仅需一次）……");
  let late = null;
  const given = new Promise((resolve) => {
    stop.onclick = () => resolve({ stopped: say("Stopped.", "已停止。") });
  });
  try {
    await Promise.race([engine.ready(), given]);
    said.textContent = say("Running …", "正在运行……");
    const over = new Promise((resolve) => {
      late = setTimeout(() => resolve({ stopped: say(`Stopped after ${LIMIT / 1000} seconds: ask for less.`, `超过 ${LIMIT / 1000} 秒，已停止：请缩小范围。`) }), LIMIT);
    });
    const data = await Promise.race([engine.answer(query), given, over]);
    if (data.stopped) {
      engine.end();
      said.textContent = data.stopped;
    } else if (data.error) {
      said.textContent = "";
      if (BURST.test(data.error)) engine.end();
      const found = data.said ? { text: data.said, at: data.at } : plainly(data.error, query);
      answer.append(element("p", { class: "warning", role: "alert" }, found.text));
      if (found.at !== null) point(found.at - added);
    } else {
      const about = questions.find(({ name }) => name === asked.name && view.state.doc.toString() === asked.text);
      for (const hint of await hints(typed, data.answer)) answer.append(element("p", { class: "warning" }, hint));
      await show(data.answer, performance.now() - start, { said, answer, completion, root, language, about, engine, source, of: sampled });
      if (about?.remark && !sampled) answer.append(element("p", { class: "note" }, about.remark[language]));
    }
  } catch (error) {
    engine.end();
    answer.append(element("p", { class: "warning", role: "alert" }, failed(error)));
    said.textContent = "";
  } finally {
    clearTimeout(late);
    go.disabled = false;
    stop.disabled = true;
    answered = answer.hasChildNodes() ? typed : null;
    compare();
  }
  const then = next;
  next = null;
  then?.();
}

// What may be wrong with a query whose answer is not what was meant: graphs that are not there, terms that nothing uses.
async function hints(query, { results }) {
  const graphs = await engine.missing(graphsNamed(query));
  const near = (like) => (like ? say(` (nearest: ${like}).`, `（相近：${like}）。`) : say(".", "。"));
  const none = graphs.map((iri) => say(`There is no graph <${iri}>${sampled ? " in the sample" : ""}`, `${sampled ? "样本中" : ""}没有图 <${iri}>`) + near(nearestGraph(iri, completion)));
  const unknown = results?.bindings.length ? [] : unknownTerms(quiet(query), completion);
  return [...none, ...unknown.map(([name, like]) => say(`The dataset does not contain ${name}`, `数据集中没有 ${name}`) + near(like))];
}

function failed(error) {
  if (BURST.test(error.message)) return plainly(error.message, "").text;
  if (endpoint) return say("The endpoint cannot be reached: ", "无法访问查询端点：") + String(error.message);
  if (error.message === "timeout") return say("The dataset was not loaded within two minutes.", "数据集未能在两分钟内载入。");
  return say("The dataset cannot be loaded: ", "无法载入数据集：") + String(error.message);
}

// Do something now, or as soon as what runs is ended.
function instead(what) {
  if (stop.disabled) return what();
  next = what;
  stop.click();
}

function empty() {
  answer.replaceChildren();
  answered = null;
  compare();
}

// Tell whether the answer is to another query than the one that stands in the editor.
function compare() {
  outdated.hidden = answered === null || answered === view.state.doc.toString();
}

// What a question is asked about is not known: nothing can be answered.
function refuse() {
  remember();
  empty();
  said.textContent = asked.missing;
}

// Select the word of the query where something is wrong.
function point(at) {
  const from = Math.max(0, Math.min(at, view.state.doc.length));
  const word = /^[\w:?$-]+|^\S?/.exec(view.state.doc.sliceString(from))[0];
  view.dispatch({ selection: { anchor: from, head: from + word.length }, scrollIntoView: true });
  view.focus();
}

function withPrefixes(text) {
  const missing = Object.entries(completion.prefixes).filter(
    ([name]) => new RegExp(`(?<![\\w.-])${name}:`).test(text) && !new RegExp(`\\bPREFIX\\s+${name}\\s*:`, "i").test(text));
  return missing.map(([name, iri]) => `PREFIX ${name}: <${iri}> `).join("") + text; // on the first line, so that places stay right
}

// --- stored questions -------------------------------------------------------------------------------

// The question that was chosen last, its text, what it was asked about, and what of that is not known.
const asked = { name: "", text: "", values: {}, missing: "" };
const isStored = (text) => asked.name !== "" && text === asked.text;

let puts = 0;

// Put a question into the editor, asked about some values; tell whether nothing else was put there meanwhile.
async function put(question, values) {
  const own = ++puts;
  const { text, given, found, missing } = await bound(question, values, index, { base: completion.base, root, language });
  const made = fieldsOf(question, given, found, index, language, (name, value) => start(question, { ...given, [name]: value }));
  if (own !== puts) return false;
  Object.assign(asked, { name: question.name, values: given, text, missing });
  fields.replaceChildren(...made);
  choice.value = question.name;
  write(text);
  return true;
}

async function start(question, values) {
  if (await put(question, values)) instead(run);
}

let settled = true; // whether what the address holds was run, and not only typed
let arriving = true; // whether what the address asks for is being shown, which is no step of its own

// The address holds the question with its values, or the query; Back leads to what was there before.
function remember({ typing = false } = {}) {
  const address = new URL(location.href);
  const text = view.state.doc.toString();
  const stored = isStored(text);
  clearTimeout(kept);
  address.search = stored ? new URLSearchParams({ question: asked.name, ...changed() }).toString() : "";
  address.hash = stored ? "" : new URLSearchParams({ query: text }).toString();
  if (address.href !== location.href) window.history[!arriving && (settled || !typing) ? "pushState" : "replaceState"](null, "", address);
  settled = !typing;
  arriving = false;
  otherLanguage();
}

// The page in the other language shows the same.
function otherLanguage() {
  const link = document.querySelector("a.language");
  link.href = Object.assign(new URL(link.href), { search: location.search, hash: location.hash });
}

// What the question is asked about, as far as it is not the usual.
function changed() {
  const usual = Object.fromEntries(questions.find(({ name }) => name === asked.name).params.map((param) => [param.name, param.default]));
  return Object.fromEntries(Object.entries(asked.values).filter(([name, value]) => value !== usual[name]));
}

copy.addEventListener("click", async () => {
  remember();
  await navigator.clipboard?.writeText(location.href);
  said.textContent = say("The link contains the query.", "链接中包含该查询。");
});
choice.addEventListener("change", () => {
  const chosen = questions.find(({ name }) => name === choice.value);
  if (chosen) start(chosen, {});
});
go.addEventListener("click", run);

// Show what the address asks for, and ask it.
async function open() {
  const given = new URL(location.href).searchParams;
  const typed = new URLSearchParams(location.hash.slice(1)).get("query") ?? given.get("query");
  const wanted = given.get("question");
  const first = questions.find(({ name }) => name === wanted) ?? questions[0];
  const known = !wanted || first?.name === wanted;
  arriving = true;
  otherLanguage();
  if (known && !typed && first) {
    if (!(await put(first, Object.fromEntries(given)))) return;
  } else {
    puts += 1;
    Object.assign(asked, { name: "", text: "", values: {}, missing: "" });
    fields.replaceChildren();
    write(typed ?? "");
  }
  clearTimeout(kept); // nothing was typed
  if (known && (wanted || typed)) return instead(run);
  instead(() => {
    arriving = false;
    empty();
    said.textContent = known ? "" : say(`There is no question “${wanted}”.`, `没有名为“${wanted}”的问题。`);
  });
}

open();
window.addEventListener("popstate", open);
// The address has no room for the place that the link leads to.
document.querySelector("a.skip").addEventListener("click", (event) => {
  event.preventDefault();
  const main = document.getElementById("main");
  main.tabIndex = -1;
  main.focus();
});
