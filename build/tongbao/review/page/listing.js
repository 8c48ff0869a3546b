// Names of one rule in one list, a tick each: nothing is ticked beforehand.
import { button, h, kbd } from "./dom.js";
import { cells } from "./fields.js";
import { ofStep } from "./facts.js";
import { say, tell } from "./messages.js";
import { focusLater, focusQuestion, goOn, openFact } from "./moving.js";
import { lacking } from "./options.js";
import { answered } from "./pace.js";
import { quoted, refusal } from "./question.js";
import { post } from "./sending.js";
import { changed, current, mayWrite, session } from "./session.js";
import { showWords } from "./source.js";

const FEWEST = 2;
const AROUND = 10; // signs around a name

const isOpen = ({ state, rule }) => rule && (state === "asked" || state === "later");

// The names that stand in one list with a fact; none where it stands alone, or the reader answers one by one.
export function listOf(fact) {
  if (!fact || !isOpen(fact) || session.view.alone.has(fact.rule.key) || session.view.edit !== null) return [];
  const same = ofStep(fact.step).filter((one) => isOpen(one) && one.rule.key === fact.rule.key);
  return same.length < FEWEST ? [] : same.sort((a, b) => (a.words[0]?.start ?? 0) - (b.words[0]?.start ?? 0));
}

export const isListed = () => listOf(current()).length > 0;

// What is ticked and typed in the list of a rule.
function sheet(key) {
  if (session.view.listing?.key !== key) session.view.listing = { key, ticked: new Set(), typed: {} };
  return session.view.listing;
}

const whole = (facts) => {
  const { ticked, typed } = sheet(facts[0].rule.key);
  return ticked.size > 0 && !lacking(facts[0].rule.fields, typed).length && mayWrite();
};

function tick(fact) {
  const { ticked } = sheet(fact.rule.key);
  if (!ticked.delete(fact.id)) ticked.add(fact.id);
  changed();
}

// A digit ticks the name with its number.
export function tickNth(n) {
  const fact = listOf(current())[n - 1];
  if (!fact || !mayWrite()) return false;
  tick(fact);
  focusLater(() => document.getElementById(`tick-${n - 1}`)?.focus());
  return true;
}

// What the rule makes of a name: of two forms, the one that is chosen.
function meaning({ rule }, { typed }) {
  const chosen = rule.names.length > 1 ? rule.names[Number(typed.form ?? Number.NaN)] : rule.names[0];
  return chosen ?? rule.names.join(say("orElse"));
}

function entry(fact, n, list) {
  const input = h("input", { type: "checkbox", id: `tick-${n}`, checked: list.ticked.has(fact.id), disabled: !mayWrite(), "aria-describedby": `tick-${n}w`, on: { change: () => tick(fact) } });
  const [first] = fact.words;
  const words = first ? button({ class: "bare where", id: `where-${n}`, on: { click: () => showWords(first) } }, h("span", { id: `tick-${n}w`, lang: "zh-CN" }, quoted(first, AROUND))) : h("span", { id: `tick-${n}w` });
  return h("li", { class: "tick" }, input, n < 9 ? kbd(String(n + 1)) : h("span"), h("label", { for: `tick-${n}`, lang: "zh-CN" }, h("b", {}, tell(fact.label)), h("span", { class: "soft", "aria-hidden": "true" }, " → "), meaning(fact, list)), words);
}

function set(facts) {
  return (name, value, again = false) => {
    const list = sheet(facts[0].rule.key);
    list.typed = { ...list.typed, [name]: value };
    if (again) changed();
    else for (const one of document.querySelectorAll("[data-main]")) one.disabled = !whole(facts);
  };
}

function oneByOne(key) {
  session.view.alone.add(key);
  focusLater(focusQuestion);
  changed();
}

export function listing(facts) {
  const { key, label, fields } = facts[0].rule;
  const list = sheet(key);
  const wants = list.ticked.size ? (whole(facts) ? "changeable" : "fillFirst") : "tickFirst";
  return [
    h("h1", { class: "q", id: "question", tabindex: -1 }, say("listTitle", facts.length)),
    h("p", { class: "why soft" }, say("listRule", tell(label))),
    refusal(current()),
    h("ul", { class: "ticklist", "aria-labelledby": "question" }, facts.map((fact, n) => entry(fact, n, list))),
    fields.length ? cells("list", fields, list.typed, set(facts)) : null,
    h("div", { class: "act" }, h("button", { type: "submit", form: "ask", class: "main", id: "yes", data: { main: "" }, disabled: !whole(facts) }, say("confirmTicked", list.ticked.size), " ", kbd("Enter")), button({ id: "do-alone", on: { click: () => oneByOne(key) } }, say("oneByOne")), h("span", { class: "push", id: "wants" }, say(wants))),
  ];
}

export function submitListing() {
  const facts = listOf(current());
  if (!whole(facts)) return;
  const { key, ticked, typed } = sheet(facts[0].rule.key);
  const named = facts.filter(({ id }) => ticked.has(id));
  answered("single");
  session.view.listing = null;
  post("answer", { action: "alike", rule: key, facts: named.map(({ id, hash }) => ({ id, hash })), fields: typed }, { fact: named[0].id, listing: { key, ticked, typed }, says: ["didNext", named.map(({ label }) => tell(label)).join("、")] });
  const left = facts.find(({ id }) => !ticked.has(id));
  if (left) openFact(left.id);
  else goOn(named.at(-1).id);
}
