// The form beside words that are being chosen: as a quotation, or as a new fact with its kind.
import { button, h, kbd } from "./dom.js";
import { cells } from "./fields.js";
import { say, tell } from "./messages.js";
import { empty, lacking } from "./options.js";
import { lineAt } from "./points.js";
import { add, cancel, nudge, rangeWords, take } from "./ranges.js";
import { ask } from "./sending.js";
import { changed, mayWrite, session } from "./session.js";

const NUDGES = [["start", -1, "quoteStartEarlier", "←"], ["start", 1, "quoteStartLater", "→"], ["end", -1, "quoteEndEarlier", "⇧←"], ["end", 1, "quoteEndLater", "⇧→"]];

function nudges() {
  const one = ([which, by, words, sign]) => button({ id: `nudge-${words}`, on: { click: () => nudge(which, by) } }, say(words), " ", kbd(sign));
  return h("div", { class: "act nudges" }, NUDGES.map(one));
}

function chosenWords() {
  const line = say("lineN", lineAt(session.state.lines, session.view.range.start) + 1);
  return h("p", { class: "words one" }, h("span", { class: "word" }, h("small", {}, line, " "), h("mark", { lang: "zh-CN" }, rangeWords())));
}

const submit = (words, off) => h("button", { type: "submit", form: "ask", class: "main", id: "yes", data: { main: "" }, disabled: off || !mayWrite() }, words, " ", kbd("Enter"));
const stop = () => button({ id: "do-cancel", on: { click: cancel } }, say("cancel"), " ", kbd("Esc"));

function selecting(title, help, done) {
  return [h("h1", { class: "q", id: "question", tabindex: -1 }, title), h("p", { class: "soft" }, help), chosenWords(), nudges(), h("div", { class: "act" }, submit(done, false), stop())];
}

// The cells of the kind, with what the words themselves say, if the server reads them.
export function kindNow() {
  const { range } = session.view;
  return session.state.kinds.find(({ kind }) => kind === range.kind) ?? null;
}

async function readWords(range) {
  const { kind, start, end } = range;
  const said = await ask(`reading?kind=${encodeURIComponent(kind)}&start=${start}&end=${end}`).catch(() => null);
  if (session.view.range !== range || range.kind !== kind) return;
  range.reading = said ? kindNow().fields.map((field) => ({ ...field, value: said.fields[field.name] ?? field.value })) : null;
  changed();
}

function pickKind(kind) {
  const { range } = session.view;
  Object.assign(range, { kind, typed: {}, reading: null });
  readWords(range);
  changed();
}

function kinds() {
  const { range } = session.view;
  const one = ({ kind, label }) => h("label", { class: range.kind === kind ? "kind on" : "kind" }, h("input", { type: "radio", name: "kind", id: `kind-${kind}`, checked: range.kind === kind, on: { change: () => pickKind(kind) } }), tell(label));
  return h("fieldset", { class: "kinds" }, h("legend", {}, say("kindOf")), session.state.kinds.map(one));
}

const fieldsNow = () => session.view.range.reading ?? kindNow()?.fields ?? [];

function setTyped(name, value, again) {
  const { range } = session.view;
  range.typed = { ...range.typed, [name]: value };
  if (again) changed();
  else for (const one of document.querySelectorAll("[data-main]")) one.disabled = !whole();
}

const whole = () => kindNow() !== null && !lacking(fieldsNow(), session.view.range.typed).length && mayWrite();

function refusal() {
  const { refused } = session;
  if (!refused || (refused.fact && !session.view.range)) return null;
  return h("div", { class: "warn refused", role: "alert" }, h("b", {}, say("refusedTitle")), h("ul", {}, refused.problems.map(({ what, cure }) => h("li", {}, h("b", {}, tell(what)), cure ? ` ${tell(cure)}` : null))));
}

function newFact() {
  const { range } = session.view;
  const fields = fieldsNow();
  return [
    h("p", { class: "kick" }, h("span", { class: "tag add" }, `＋ ${say("added")}`)),
    h("h1", { class: "q", id: "question", tabindex: -1 }, say("markTitle")),
    chosenWords(),
    nudges(),
    kinds(),
    refusal(),
    fields.length ? cells("add", fields, range.typed, setTyped) : null,
    h("div", { class: "act" }, submit(say("addThis"), !whole()), stop(), h("span", { class: "push" }, whole() ? "" : say(kindNow() ? "fillFirst" : "chooseFirst"))),
  ];
}

export function chooser() {
  const { purpose, done } = session.view.range;
  if (purpose === "quote") return selecting(say("quoteTitle"), say("quoteHelp"), say("saveQuote"));
  if (purpose === "split") return [...selecting(say("splitTitle"), say("splitHelp"), say("split")), refusal()];
  return done ? newFact() : selecting(say("markNone"), say("markHelp"), say("takeWords"));
}

// Enter: the words are taken, or the new fact is sent.
export function submitChoosing() {
  const { range } = session.view;
  if (range.purpose !== "mark" || !range.done) return take();
  if (!whole()) return null;
  const values = Object.fromEntries(fieldsNow().filter(({ fixed }) => !fixed).map((field) => [field.name, range.typed[field.name] ?? field.value]).filter(([, value]) => !empty(value)));
  return add(range.kind, values);
}
