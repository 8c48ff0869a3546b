// One question: its words, its answers, and what can be done besides.
import { button, h, hidden, kbd } from "./dom.js";
import { canMerge, edit, merge, pickOption, simply } from "./doing.js";
import { cells } from "./fields.js";
import { isOpen, ofStep, steps } from "./facts.js";
import { say, tell } from "./messages.js";
import { answerOf, draftOf, isQuestion, mayQuote, mayReject, maySplit, optionsOf, type } from "./options.js";
import { lineAt, inContext } from "./points.js";
import { saidOf } from "./moving.js";
import { quote, split } from "./ranges.js";
import { changed, mayWrite, session } from "./session.js";
import { showWords } from "./source.js";

const BEFORE = 24; // signs of the line that stand around a quotation
const SIGNS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

function whereOf(word) {
  if (word.label) return tell(word.label);
  const page = word.boxes[0]?.[0];
  return page ? say("pageN", page) : say("lineN", lineAt(session.state.lines, word.start) + 1);
}

// A quotation with what stands around it.
export function quoted(word, around = BEFORE) {
  const [before, words, after] = inContext(session.points, session.state.lines, word, around, around);
  return [before, h("mark", {}, words), after];
}

export function wordsOf(fact) {
  const entry = (word, n) => h("li", {}, button({ class: "word", id: `word-${n}`, on: { click: () => showWords(word) } }, h("small", {}, `${fact.words.length > 1 ? (SIGNS[n] ?? n + 1) : ""} ${whereOf(word)}`), h("span", { lang: "zh-CN" }, quoted(word))));
  return fact.words.length ? h("ul", { class: "words" }, fact.words.map(entry)) : null;
}

// The main button, here and in the bar for fingers, is off while the answer is not whole.
export function refreshMain() {
  const fact = session.byId.get(session.view.fact);
  const answer = fact && !session.view.range ? answerOf(fact) : null;
  if (!answer) return;
  for (const one of document.querySelectorAll("[data-main]")) one.disabled = !answer.body || !mayWrite();
  const wants = document.getElementById("wants");
  if (wants) wants.textContent = say(answer.wants ?? "changeable");
}

// Typed values are kept; the page is drawn anew only where something else depends on them.
export const setter = (fact) => (name, value, again = false) => {
  type(fact, name, value);
  if (again) changed();
  else refreshMain();
};

// Where a name stands: an answer may be for some of its places only.
function spots(fact, draft) {
  const chosen = new Set(draft.typed.places ?? fact.spots.map(({ id }) => id));
  const turn = (id) => {
    if (!chosen.delete(id)) chosen.add(id);
    setter(fact)("places", fact.spots.map((one) => one.id).filter((one) => chosen.has(one)), true);
  };
  const one = ({ id, label }, n) => h("label", {}, h("input", { type: "checkbox", id: `spot-${n}`, checked: chosen.has(id), disabled: !mayWrite(), on: { change: () => turn(id) } }), h("span", {}, tell(label)));
  return h("fieldset", { class: "spots", "aria-describedby": "spots-how" }, h("legend", {}, say("spots")), fact.spots.map(one), h("small", { id: "spots-how" }, say("spotsHow")));
}

function more(fact, option, draft) {
  const parts = [];
  if (option.fields.length) parts.push(cells(option.key, option.fields, draft.typed, setter(fact)));
  if (fact.spots.length > 1) parts.push(spots(fact, draft));
  if (option.becomes) parts.push(h("p", { class: "becomes" }, h("b", {}, say("example")), tell(option.becomes)));
  return parts.length ? h("div", { class: "more" }, parts) : null;
}

function optionRow(fact, option, n, draft) {
  const chosen = draft.choice === option.key;
  const tag = option.tag || (option.suggested ? say("suggested") : "");
  const input = h("input", { type: "radio", name: "answer", id: `o${n}`, value: option.key, checked: chosen, disabled: !mayWrite(), "aria-describedby": option.about ? `o${n}d` : null, on: { change: () => pickOption(fact, option.key) } });
  return h(
    "div",
    { class: "option" },
    input,
    n < 9 ? kbd(String(n + 1)) : h("span"),
    h("label", { for: `o${n}` }, option.label, tag ? h("span", { class: "tag plain" }, tag) : null),
    option.about ? h("small", { id: `o${n}d` }, option.about) : null,
    chosen ? more(fact, option, draft) : null,
  );
}

function optionSet(fact, layout) {
  const draft = draftOf(fact);
  const options = optionsOf(fact);
  return h("fieldset", { class: `options ${layout}` }, h("legend", { class: "hidden" }, say("choose")), options.map((option, n) => optionRow(fact, option, n, draft)));
}

// Cell by cell, all cells of the fact.
function editor(fact) {
  return h("div", { class: "editor" }, cells("edit", fact.fields, draftOf(fact).typed, setter(fact)));
}

export function main(words, attributes = {}) {
  return h("button", { type: "submit", form: "ask", class: "main", data: { main: "" }, ...attributes }, words, " ", kbd("Enter"));
}

const small = (key, sign, click, attributes) => button({ id: `do-${key}`, disabled: !mayWrite(), on: { click }, ...attributes }, say(key), sign ? [" ", kbd(sign)] : null);

function cancelEdit() {
  session.view.edit = null;
  session.view.draft = null;
  changed();
}

function rarer(fact) {
  const chosen = session.view.selected.size;
  return [
    chosen > 1 && canMerge(fact) ? button({ id: "do-merge", on: { click: merge } }, say("merge", chosen)) : null,
    maySplit(fact) ? small("split", "D", split) : null,
  ];
}

function smallButtons(fact) {
  if (session.view.edit !== null) return [small("cancel", "Esc", cancelEdit)];
  if (fact.state === "rejected") return [];
  return [
    fact.fields.some(({ fixed }) => !fixed) ? small("correct", "E", () => edit()) : null,
    fact.words.length && mayQuote(fact) ? small("quotation", "Q", quote) : null,
    mayReject(fact) ? small("reject", "X", () => simply("reject")) : null,
    fact.state === "later" ? null : small("postpone", "S", () => simply("later")),
    rarer(fact),
  ];
}

function mainWords(fact) {
  if (session.view.edit !== null) return say("saveFields");
  if (fact.state === "rejected") return say("restore");
  return say(isQuestion(fact) || draftOf(fact).choice ? "confirm" : "right");
}

function acts(fact) {
  const { body, wants } = answerOf(fact);
  return h("div", { class: "act" }, main(mainWords(fact), { id: "yes", disabled: !body || !mayWrite() }), smallButtons(fact), h("span", { class: "push", id: "wants" }, say(wants ?? "changeable")));
}

const problem = ({ what, cure }) => h("li", {}, h("b", {}, tell(what)), cure ? ` ${tell(cure)}` : null);

export function refusal(fact) {
  const { refused } = session;
  if (!refused || refused.fact !== fact.id) return null;
  return h("div", { class: "warn refused", role: "alert" }, h("b", {}, say("refusedTitle")), h("ul", {}, refused.problems.map(problem)));
}

function faults(fact) {
  return fact.problems.length ? h("div", { class: "warn" }, h("b", {}, say("problemsTitle")), " ", h("code", {}, say("fileLine", session.state.notice.file, fact.line)), h("ul", {}, fact.problems.map(problem))) : null;
}

const wantsOptions = (fact) => isQuestion(fact) || (fact.choices.length > 0 && fact.state !== "rejected");

// What stands under the heading, in every layout.
export function body(fact, layout, withWords = true) {
  return [
    fact.why ? h("p", { class: "why soft" }, tell(fact.why)) : null,
    withWords ? wordsOf(fact) : null,
    refusal(fact),
    faults(fact),
    session.view.edit !== null ? editor(fact) : wantsOptions(fact) ? optionSet(fact, layout) : null,
    acts(fact),
  ];
}

export const SIGN = { sure: "·", asked: "?", later: "?", settled: "✓", rejected: "×", added: "＋" };
export const FORM = { sure: "sure", asked: "ask", later: "ask", settled: "ok", rejected: "gone", added: "add" };

export function stateSign(fact) {
  const form = fact.state === "sure" && fact.seen ? "settled" : fact.state;
  return [h("span", { "aria-hidden": "true" }, SIGN[form]), hidden(say(form))];
}

// Which step and question this is.
export function kicker(fact) {
  const open = ofStep(fact.step).filter(isOpen);
  const at = open.findIndex(({ id }) => id === fact.id);
  const number = steps().findIndex(({ id }) => id === fact.step) + 1;
  const counted = at < 0 ? null : open.length === 1 ? say("countOne") : say("count", at + 1, open.length);
  return [h("span", {}, say("step", number), counted ? `　${counted}` : null), isQuestion(fact) && !fact.default ? h("span", { class: "tag ask" }, say("yours")) : null, isQuestion(fact) ? null : h("span", { class: "tag plain" }, say("stateOf", say(fact.state))), fact.group ? h("span", {}, tell(fact.group.label)) : null];
}

export const titleOf = (fact) => tell(fact.question) || saidOf(fact);
