// One cell to be filled in, by its kind; what is typed goes to `set(name, value, drawAgain)`.
import { h } from "./dom.js";
import { say, tell } from "./messages.js";
import { codesOf, empty } from "./options.js";
import { unitField } from "./units.js";

export const isUnit = (field) => field.kind === "unit" || /(^|\.)unit_id$/.test(field.name);
const idOf = (scope, field) => `f-${scope}-${field.name}`.replaceAll(/[^\w.-]/g, "_");

// What a cell holds, as a short text.
export function shownOf(field) {
  if (field.shown) return field.shown;
  if (empty(field.value)) return say("none");
  if (field.kind === "flag") return say(field.value === true || field.value === "true" ? "yes" : "no");
  const code = field.codes ? codesOf(field.codes).find(({ code }) => code === field.value) : null;
  return code ? tell(code.label) : String(field.value);
}

const common = (id, field) => ({ id, data: { field: field.name }, required: field.asked || null, disabled: field.fixed });

function line(id, field, value, set, more) {
  return h("input", { type: "text", ...common(id, field), value: value ?? "", ...more, on: { input: (event) => set(field.name, event.target.value.trim() || null) } });
}

function long(id, field, value, set) {
  return h("textarea", { rows: 3, ...common(id, field), on: { input: (event) => set(field.name, event.target.value.trim() || null) } }, value ?? "");
}

function list(id, field, value, set, entries) {
  const options = entries.map(([key, words, about]) => h("option", { value: key, selected: key === String(value ?? ""), title: about || null }, words));
  return h("select", { ...common(id, field), on: { change: (event) => set(field.name, event.target.value || null, true) } }, options);
}

function code(id, field, value, set) {
  const known = codesOf(field.codes);
  const entries = known.map((one) => [one.code, tell(one.label), tell(one.about)]);
  const strange = !empty(value) && !known.some((one) => one.code === value) ? [[value, value]] : [];
  const about = tell(known.find((one) => one.code === value)?.about);
  const select = list(id, field, value, set, [["", say(field.asked ? "pick" : "unset")], ...strange, ...entries]);
  return field.asked && about ? [select, h("small", { class: "meant" }, about)] : select;
}

// Few codes, each with what it means; the one that is proposed is chosen.
function explained(id, field, value, set) {
  const one = (code, n) => h("label", {}, h("input", { type: "radio", id: `${id}-${n}`, name: id, data: n ? {} : { field: field.name }, checked: value === code.code, on: { change: () => set(field.name, code.code, true) } }), h("span", {}, tell(code.label), code.code === field.value ? h("span", { class: "tag plain" }, say("suggested")) : null, h("small", {}, tell(code.about))));
  return h("div", { class: "pick", role: "radiogroup", "aria-labelledby": `${id}-l` }, codesOf(field.codes).map(one));
}

function flag(id, field, value, set) {
  const turned = (name, chosen, again) => set(name, chosen === null ? null : chosen === "true", again);
  return list(id, field, value, turned, [["", say("unset")], ["true", say("yes")], ["false", say("no")]]);
}

const KINDS = {
  text: line,
  number: (id, field, value, set) => line(id, field, value, set, { inputmode: "decimal", class: "num" }),
  date: (id, field, value, set) => line(id, field, value, set, { placeholder: "2024-11-18", class: "num" }),
  long,
  code,
  flag,
};

const BLANK = " "; // another is meant, and not typed yet

// Proposals to pick from, none of them chosen, and a line for another.
function proposed(id, field, value, set) {
  const free = value !== null && value !== undefined && !field.proposals.includes(value);
  const pick = (words, n) => h("label", {}, h("input", { type: "radio", id: `${id}-${n}`, name: id, data: n ? {} : { field: field.name }, checked: value === words, on: { change: () => set(field.name, words, true) } }), words);
  const freely = (event) => {
    document.getElementById(`${id}-own`).checked = true;
    set(field.name, event.target.value.trim() || BLANK);
  };
  const other = h("input", { type: "text", id: `${id}-text`, class: "free", "aria-label": say("pair", tell(field.label), say("other")), value: free ? value.trim() : "", on: { input: freely } });
  const own = h("span", { class: "own" }, h("label", {}, h("input", { type: "radio", id: `${id}-own`, name: id, checked: free, on: { change: () => set(field.name, BLANK, true) } }), say("other")), other);
  return h("div", { class: "pick", role: "radiogroup", "aria-labelledby": `${id}-l`, "aria-describedby": `${id}-w` }, field.proposals.map(pick), own, h("p", { class: "warn", id: `${id}-w` }, say("proposals")));
}

function control(id, field, value, set) {
  if (isUnit(field)) return unitField(id, field, value, set);
  if (field.proposals?.length) return proposed(id, field, value, set);
  if (field.explained) return explained(id, field, value, set);
  return (KINDS[field.kind] ?? line)(id, field, value, set);
}

function cell(scope, field, typed, set) {
  const id = idOf(scope, field);
  const value = Object.hasOwn(typed, field.name) ? typed[field.name] : field.value;
  const group = isUnit(field) || field.proposals?.length || field.explained;
  const label = h(group ? "span" : "label", { class: "lab", id: `${id}-l`, for: group ? null : id }, tell(field.label), field.asked ? h("b", { class: "star", title: say("required") }, " *") : null);
  const wide = group || field.kind === "long" || (field.kind === "text" && String(value ?? "").length > 12);
  const note = field.note ? h("p", { class: "warn" }, tell(field.note)) : null;
  return h("div", { class: wide ? "cell wide" : "cell" }, label, h("div", { class: "hold" }, control(id, field, value, set), note));
}

// All cells of a form: `typed` is what was typed so far.
export function cells(scope, fields, typed, set) {
  return h("div", { class: "form" }, fields.filter(({ fixed }) => !fixed).map((field) => cell(scope, field, typed, set)));
}
