// The answers that a fact can be given, and what each sends.
import { tell, say } from "./messages.js";
import { session } from "./session.js";

const MOST = 9; // more codes than keys: a list to open instead
export const codesOf = (name) => session.state.codes[name] ?? [];
export const empty = (value) => value === null || value === undefined || String(value).trim() === "";

// Facts that are no entry of their own, and those on which others stand, are answered, and not rejected.
const WHOLE = new Set(["name", "problem", "rejected", "measure", "act"]);
const WITHOUT_QUOTATION = new Set(["measure", "name", "open", "problem", "rejected"]);
export const mayReject = ({ kind, needed }) => !WHOLE.has(kind) && !needed;
export const mayQuote = ({ kind }) => !WITHOUT_QUOTATION.has(kind);
export const maySplit = ({ kind, words }) => kind === "measure" && words.length > 0;

const base = ({ id, hash }) => ({ id, hash });
const valuesOf = (fields, typed) => Object.fromEntries(fields.map((field) => [field.name, Object.hasOwn(typed, field.name) ? typed[field.name] : field.value]));

function stands(fact, choice) {
  const [one, ...others] = fact.fields.filter(({ asked }) => asked);
  if (one && !others.length && one.value === choice.key) return true;
  const now = new Map(fact.fields.map(({ name, value }) => [name, value]));
  return choice.fields.length > 0 && choice.fields.every(({ name, value }) => !empty(value) && now.get(name) === value);
}

// The places of a name that an answer is for, where these are not all.
const apart = (fact, typed) => (typed.places && typed.places.length < fact.spots.length ? { places: typed.places } : {});

// Choices that the server made for the question.
function given(fact) {
  return fact.choices.map((choice) => ({
    ...choice,
    label: tell(choice.label),
    about: tell(choice.about),
    tag: tell(choice.tag),
    suggested: fact.default && (choice.suggested ?? stands(fact, choice)),
    body: (typed) => ({ action: "choose", ...base(fact), choice: choice.key, fields: { ...valuesOf(choice.fields.filter(({ fixed }) => !fixed), typed), ...apart(fact, typed) } }),
  }));
}

// The codes of the one cell that is asked.
function coded(fact, field) {
  return codesOf(field.codes).map(({ code, label, about }) => ({
    key: code,
    label: tell(label),
    about: tell(about),
    fields: [],
    suggested: fact.default && field.value === code,
    body: () => ({ action: "set", ...base(fact), fields: { [field.name]: code } }),
  }));
}

// The codes that are asked and have no proposal. Of other cells, such as who conferred an honour, the words may say nothing: these may stay empty.
const unchosen = (fields) => fields.filter(({ asked, kind, value }) => asked && kind === "code" && empty(value));

// What is asked, each cell with what its code means; else what the whole was read as.
function asItStands(fact, cells) {
  const coded = cells.filter(({ asked, kind, value }) => asked && kind === "code" && !empty(value));
  const meaning = ({ codes, label, value }) => {
    const code = codesOf(codes).find((one) => one.code === value);
    return code ? say("aside", say("pair", tell(label), tell(code.label)), tell(code.about).replace(/[。.]$/, "")) : "";
  };
  const read = tell(fact.shown) ? say("asIsAbout", tell(fact.shown)) : "";
  return [read, ...coded.map(meaning)].filter(Boolean).join(say("comma"));
}

// Right, to be corrected, or no fact: where nothing else is asked.
function plain(fact) {
  const cells = fact.fields.filter(({ fixed }) => !fixed);
  const lacking = fact.problems.length > 0 || unchosen(cells).length > 0;
  const right = { key: "right", label: say("asIs"), about: asItStands(fact, cells), fields: [], suggested: fact.default, body: () => ({ action: "confirm", facts: [base(fact)], how: "single" }) };
  const open = lacking && !fact.problems.length; // nothing can be confirmed as it is: what is asked stands open, with what each code means
  const asked = cells.map((field) => (field.asked && codesOf(field.codes).length <= MOST ? { ...field, explained: true } : field));
  const fields = open ? asked.filter((field) => field.asked) : asked;
  const set = { key: "correct", label: say(open ? "asFollows" : "correctIt"), about: open ? "" : say("correctAbout"), fields, opens: open, body: (typed) => correction(fact, typed) };
  const reject = { key: "reject", label: say("notAFact"), about: say("notAFactAbout"), fields: [], body: () => ({ action: "reject", ...base(fact) }) };
  return [...(lacking ? [] : [right]), ...(cells.length ? [set] : []), ...(mayReject(fact) ? [reject] : [])];
}

const differs = (field, value) => value !== field.value && !(empty(value) && empty(field.value));

// What was changed in the cells; null while nothing is.
export function correction(fact, typed) {
  const changed = fact.fields.filter((field) => Object.hasOwn(typed, field.name) && differs(field, typed[field.name]));
  if (!changed.length) return null;
  const fields = Object.fromEntries(changed.map(({ name }) => [name, empty(typed[name]) ? null : typed[name]]));
  return { action: "set", ...base(fact), fields };
}

export function optionsOf(fact) {
  if (fact.choices.length) return given(fact);
  const asked = fact.fields.filter((field) => field.asked);
  if (asked.length === 1 && asked[0].kind === "code" && codesOf(asked[0].codes).length <= MOST) return coded(fact, asked[0]);
  return plain(fact);
}

export const isQuestion = (fact) => fact.state === "asked" || fact.state === "later";

// What the reader has chosen and typed for a fact, or what a fresh question begins with.
export function draftOf(fact) {
  const { draft } = session.view;
  if (draft?.fact === fact.id) return draft;
  const chosen = fact.default && isQuestion(fact) ? optionsOf(fact).find(({ suggested, opens }) => suggested || opens) : null;
  return { fact: fact.id, choice: chosen?.key ?? null, typed: {} };
}

// Changes the draft of a fact.
export function sketch(fact, change) {
  session.view.draft = { ...draftOf(fact), ...change };
}

export const type = (fact, name, value) => sketch(fact, { typed: { ...draftOf(fact).typed, [name]: value } });

// The fields of the chosen option that still must be filled.
export function lacking(fields, typed) {
  return fields.filter((field) => field.asked && !field.fixed && empty(Object.hasOwn(typed, field.name) ? typed[field.name] : field.value));
}

// What would be sent if the reader confirmed now, or why it cannot be yet: {body} or {wants: key of a message}.
export function answerOf(fact) {
  const draft = draftOf(fact);
  if (session.view.edit !== null) {
    if (isQuestion(fact) && lacking(unchosen(fact.fields), draft.typed).length) return { wants: "fillFirst" };
    const body = correction(fact, draft.typed);
    return body ? { body } : { wants: "changeFirst" };
  }
  if (!isQuestion(fact) && !draft.choice) return standing(fact);
  const option = optionsOf(fact).find(({ key }) => key === draft.choice);
  if (!option) return { wants: optionsOf(fact).length ? "chooseFirst" : "inFile" };
  const needed = option.key === "correct" ? unchosen(option.fields) : option.fields;
  if (lacking(needed, draft.typed).length || draft.typed.places?.length === 0) return { wants: "fillFirst" };
  const body = option.body(draft.typed);
  return body ? { body } : { wants: "changeFirst" };
}

// A fact that is not asked is confirmed as it stands.
function standing(fact) {
  if (fact.state === "rejected") return { body: { action: "restore", ...base(fact) } };
  return { body: { action: "confirm", facts: [base(fact)], how: "single" } };
}
