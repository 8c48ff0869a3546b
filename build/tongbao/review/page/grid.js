// A step as a dense list: what is doubtful first, with the open question in place, then the rest by groups.
import { button, h, hidden, kbd } from "./dom.js";
import { confirmGroup, edit } from "./doing.js";
import { shownOf } from "./fields.js";
import { groupsOf, isOpen, isUnseen, ofStep, restOf, stepNow, work } from "./facts.js";
import { say, tell } from "./messages.js";
import { openFact } from "./moving.js";
import { empty, isQuestion } from "./options.js";
import { body, FORM, kicker, quoted, stateSign } from "./question.js";
import { changed, mayWrite, session } from "./session.js";

const AROUND = 8;
const FRESH = 2; // answers that stay unfolded
const MANY = 120; // facts of a step after which only what is near the open one is drawn
const BEFORE = 5; // questions drawn before the open one
const AFTER = 25;
const NEAR = 4; // groups drawn whole before and after that of the open fact
const COLUMNS = [["bound", ["bound"]], ["unit", ["unit", "classifier"]], ["reading", ["reading"]], ["realisation", ["realisation"]]];
const AMOUNTS = ["before", "after", "value"];

// A list of figures shows their cells, any other list what each fact was read as.
const columnsOf = (facts) => (facts.length && facts.some(({ kind }) => kind === "figure") && facts.every(({ kind }) => kind === "figure" || kind === "rejected") ? COLUMNS : []);

const gridcell = (attributes, ...children) => h("span", { role: "gridcell", ...attributes }, ...children);

function fieldOf(fact, ends) {
  const fits = fact.fields.filter(({ name }) => ends.includes(name.split(".").at(-1)));
  return fits.find(({ value }) => !empty(value)) ?? fits[0];
}

function chip(fact, [key, ends]) {
  const field = fieldOf(fact, ends);
  const shown = field ? shownOf(field) : say("none");
  const look = field?.asked && isQuestion(fact) ? "chip q" : field && !empty(field.value) ? "chip" : "chip none";
  const go = (event) => {
    event.stopPropagation();
    openFact(fact.id, () => edit(field.name));
  };
  return gridcell({}, button({ class: look, id: `c-${fact.id}-${key}`, data: { cell: field?.name ?? "" }, tabindex: -1, title: shown, disabled: !field || field.fixed || !mayWrite(), on: { click: go } }, h("small", { class: "lab" }, say(key)), shown));
}

// The number as it is written: 126 亿, 21 → 4, 3—5.
function numberOf(fact) {
  const at = (amount, name) => fact.fields.find((field) => field.name === `${amount}.${name}`)?.value ?? "";
  const amounts = AMOUNTS.filter((amount) => at(amount, "number") !== "");
  return amounts.map((amount) => `${at(amount, "number")}${at(amount, "to") === "" ? "" : `—${at(amount, "to")}`} ${at(amount, "scale")}`.trim()).join(" → ") || say("none");
}

function wordsCell(fact) {
  const [first] = fact.words;
  const nature = fact.kind === "figure" ? fact.fields.find(({ name, value }) => name === "nature" && !empty(value)) : null;
  return gridcell({ class: "w" }, h("span", { lang: "zh-CN" }, first ? quoted(first, AROUND) : say("none")), nature ? h("span", { class: "tag plain" }, shownOf(nature)) : null);
}

function rowCells(fact, columns) {
  if (!columns.length) return [gridcell({ class: "what" }, tell(fact.label)), wordsCell(fact), gridcell({ class: "shown" }, tell(fact.shown) || say("none"))];
  return [wordsCell(fact), gridcell({ class: "n" }, numberOf(fact)), columns.map((column) => chip(fact, column))];
}

function row(fact, columns) {
  const here = fact.id === session.view.fact;
  const selected = session.view.selected.has(fact.id);
  const form = fact.state === "sure" && fact.seen ? "ok" : FORM[fact.state];
  const look = ["row", fact.state === "rejected" ? "gone" : "", selected ? "selected" : ""].join(" ").trim();
  const attributes = { class: look, role: "row", id: `row-${fact.id}`, tabindex: here ? 0 : -1, "aria-current": here ? "true" : null, "aria-selected": String(selected), data: { fact: fact.id } };
  const click = () => here || openFact(fact.id, () => document.getElementById(`row-${fact.id}`)?.focus({ preventScroll: true }));
  return h("div", { ...attributes, on: { click } }, gridcell({ class: `st ${form}` }, stateSign(fact)), rowCells(fact, columns));
}

const wide = (columns) => String(columns.length ? columns.length + 3 : 4);
const across = (columns, attributes, ...children) => h("div", { role: "row", ...attributes }, h("div", { role: "gridcell", "aria-colspan": wide(columns) }, ...children));

function opened(fact, columns) {
  const layout = "four";
  const head = fact.question ? [h("p", { class: "kick" }, kicker(fact)), h("h2", { class: "q2", id: "question", tabindex: -1 }, tell(fact.question))] : null;
  return h("div", { class: "open", role: "rowgroup" }, row(fact, columns), across(columns, { class: "in" }, head, body(fact, layout, fact.words.length > 1)));
}

function entry(fact, columns) {
  if (fact.id === session.view.fact) return opened(fact, columns);
  if (!isQuestion(fact) || !fact.question) return row(fact, columns);
  return h("div", { class: "half", role: "rowgroup" }, row(fact, columns), across(columns, { class: "in" }, tell(fact.question)));
}

function toggle(id) {
  const { opened } = session.view;
  if (!opened.delete(id)) opened.add(id);
  changed();
}

// Answers given in this sitting: the last ones in sight, the others folded.
function answeredRows(facts, columns) {
  const older = facts.slice(0, Math.max(0, facts.length - FRESH)).filter(({ id }) => id !== session.view.fact);
  const open = session.view.opened.has("answered");
  const fold = older.length ? across(columns, { class: "fold" }, button({ id: "fold-answered", "aria-expanded": String(open), on: { click: () => toggle("answered") } }, `${open ? "▾" : "▸"} ${say("folded", older.length)}`)) : null;
  return [fold, facts.filter((fact) => open || !older.includes(fact)).map((fact) => entry(fact, columns))];
}

const isDone = (group) => !group.facts.some((fact) => isOpen(fact) || isUnseen(fact));

function rightButton(group, here) {
  const rest = restOf(group);
  if (!rest.length) return isDone(group) ? h("span", { class: "ok-words" }, say("checked")) : h("span", { class: "soft" }, say("oneEach"));
  return button({ id: `right-${group.id}`, disabled: !mayWrite(), on: { click: () => confirmGroup(group.id) } }, say(rest.length > 1 ? "theseRight" : "thisRight", rest.length), here ? [" ", kbd("G")] : null);
}

// A group that is far from the open fact in a long list: its facts are not in sight, so it cannot be confirmed.
function farGroup(group, columns) {
  const label = group.label ? tell(group.label) : say("nowhere");
  const head = across(columns, { class: "gl" }, button({ class: "bare", id: `fold-${group.id}`, "aria-expanded": "false", on: { click: () => toggle(group.id) } }, `▸ ${label}`), h("span", { class: "soft" }, say("total", group.facts.length)));
  return h("div", { class: "group", role: "rowgroup" }, head);
}

function allGroups(groups, columns) {
  const many = groups.reduce((sum, { facts }) => sum + facts.length, 0) > MANY;
  const at = Math.max(0, groups.findIndex(({ facts }) => facts.some(({ id }) => id === session.view.fact)));
  const isFar = (group, n) => many && Math.abs(n - at) > NEAR && !session.view.opened.has(group.id);
  return groups.map((group, n) => (isFar(group, n) ? farGroup(group, columns) : groupRows(group, columns)));
}

// The questions around the open one; how many more there are is told.
function openRows(open, columns) {
  if (open.length <= MANY) return open.map((fact) => entry(fact, columns));
  const at = Math.max(0, open.findIndex(({ id }) => id === session.view.fact));
  const from = Math.max(0, at - BEFORE);
  const shown = open.slice(from, at + AFTER);
  const more = (n) => (n > 0 ? across(columns, { class: "fold" }, h("span", { class: "soft" }, say("moreOpen", n))) : null);
  return [more(from), shown.map((fact) => entry(fact, columns)), more(open.length - from - shown.length)];
}

function groupRows(group, columns) {
  const here = group.facts.some(({ id }) => id === session.view.fact);
  const done = isDone(group);
  const open = here || !done || session.view.opened.has(group.id);
  const label = group.label ? tell(group.label) : say("nowhere");
  const fold = done && !here ? button({ class: "bare", id: `fold-${group.id}`, "aria-expanded": String(open), on: { click: () => toggle(group.id) } }, `${open ? "▾" : "▸"} ${label}`) : h("b", {}, label);
  const head = across(columns, { class: "gl" }, fold, h("span", { class: "soft" }, say("total", group.facts.length)), rightButton(group, here));
  return h("div", { class: "group", role: "rowgroup" }, head, open ? group.facts.map((fact) => inGroup(fact, columns)) : null);
}

// Rowgroups are not nested: in a group the open row stands with its answers side by side.
function inGroup(fact, columns) {
  if (fact.id !== session.view.fact) return row(fact, columns);
  const head = isQuestion(fact) && fact.question ? h("h2", { class: "q2", id: "question", tabindex: -1 }, tell(fact.question)) : null;
  return [h("div", { class: "open-row", role: "presentation" }, row(fact, columns), across(columns, { class: "in" }, head, body(fact, "four", fact.words.length > 1)))];
}

function header(columns) {
  const names = columns.length ? [say("words"), say("number"), ...columns.map(([key]) => say(key))] : [say("what"), say("words"), say("value")];
  return h("div", { class: "cols", role: "row" }, h("span", { role: "columnheader" }, hidden(say("state"))), names.map((name) => h("span", { role: "columnheader" }, name)));
}

function sections(facts, columns) {
  if (session.view.order === "text") return allGroups(groupsOf(facts), columns);
  const answered = session.answered.map((id) => session.byId.get(id)).filter((fact) => fact && facts.includes(fact) && !isQuestion(fact));
  const open = facts.filter(isQuestion).sort((a, b) => Number(a.state === "later") - Number(b.state === "later"));
  const rest = facts.filter((fact) => !answered.includes(fact) && !isQuestion(fact));
  const doubts = answered.length || open.length;
  const title = doubts && rest.length ? across(columns, { class: "rest" }, h("b", {}, say("rest")), h("span", { class: "soft" }, `${say("total", rest.length)}　${say("restHow")}`)) : null;
  return [answeredRows(answered, columns), openRows(open, columns), title, allGroups(groupsOf(rest), columns)];
}

function setOrder(order) {
  session.view.order = order;
  changed();
}

function orderSwitch() {
  const one = (order, key) => button({ id: `order-${order}`, "aria-pressed": String(session.view.order === order), on: { click: () => setOrder(order) } }, say(key));
  return h("span", { class: "seg", role: "group", "aria-label": say("order") }, one("asked", "doubtsFirst"), one("text", "textOrder"));
}

function leave() {
  session.view.list = false;
  changed();
}

function heading(facts) {
  const { open, groups } = work(session.view.step);
  const answered = session.answered.filter((id) => facts.some((fact) => fact.id === id && !isQuestion(fact))).length;
  const doubts = open.length + answered;
  return h(
    "div",
    { class: "listhead" },
    h("h1", { id: "title", tabindex: -1 }, tell(stepNow().label), " ", h("span", { class: "soft" }, say("total", facts.length))),
    orderSwitch(),
    session.view.list ? button({ id: "leave-list", on: { click: leave } }, say("oneByOne")) : null,
    h("span", { class: "push" }),
    doubts ? h("span", { class: "tag ask" }, say("doubts", answered, doubts)) : null,
    groups.length ? h("span", { class: "tag plain" }, say("bulks", groups.length)) : null,
  );
}

export function gridOf(step) {
  const facts = ofStep(step.id);
  const columns = columnsOf(facts);
  const look = columns.length ? "grid cells" : "grid plain";
  return [heading(facts), h("div", { class: look, role: "grid", "aria-label": say("gridOf", tell(step.label)), "aria-multiselectable": "true" }, header(columns), sections(facts, columns))];
}

