// What is to be done: the questions and the groups of a step, in order, and what comes after what.
import { session } from "./session.js";

const OPEN = "asked";
export const isOpen = (fact) => fact.state === OPEN;
export const isUnseen = (fact) => fact.state === "sure" && !fact.seen;
export const inBulk = (fact) => fact.bulk && !fact.seen && (fact.state === "sure" || fact.state === OPEN);
export const placeOf = (fact) => fact.words[0]?.start ?? 0;

export const ofStep = (step) => session.facts.filter((fact) => fact.step === step);
export const steps = () => session.state.steps;
export const stepNow = () => steps().find(({ id }) => id === session.view.step) ?? steps()[0];

// Facts by their groups, in the order of the text: [{id, label, facts}].
export function groupsOf(facts) {
  const groups = new Map();
  for (const fact of facts) {
    const id = fact.group?.id ?? "";
    if (!groups.has(id)) groups.set(id, { id, label: fact.group?.label ?? null, facts: [] });
    groups.get(id).facts.push(fact);
  }
  for (const group of groups.values()) group.facts.sort((a, b) => placeOf(a) - placeOf(b));
  return [...groups.values()].sort((a, b) => placeOf(a.facts[0]) - placeOf(b.facts[0]));
}

export const restOf = (group) => group.facts.filter(inBulk);

// Questions still open in a step, in order, and its groups still to be confirmed.
export function work(step) {
  const facts = ofStep(step);
  const open = facts.filter(isOpen);
  const unseen = facts.filter(isUnseen);
  const groups = groupsOf(unseen.filter(inBulk));
  return { open, groups, alone: unseen.filter((fact) => !fact.bulk) };
}

export const countOf = (step) => {
  const { open, groups, alone } = work(step);
  return { single: open.length + alone.length, bulk: groups.length };
};

// All that is still to be answered in the document.
export function remaining() {
  const counts = steps().map(({ id }) => countOf(id));
  return { single: counts.reduce((n, { single }) => n + single, 0), bulk: counts.reduce((n, { bulk }) => n + bulk, 0) };
}

// The first open question after a place in the list, or before it if there is none after.
function after(list, fact) {
  const order = session.facts.indexOf(session.byId.get(fact));
  return list.find((one) => session.facts.indexOf(one) > order) ?? list[0] ?? null;
}

// Where the work of a step goes on: a question, the first fact of a group, a fact to be looked at alone, or null.
export function nextIn(step, fact) {
  const { open, groups, alone } = work(step);
  if (open.length) return after(open, fact);
  const here = groups.find(({ facts }) => placeOf(facts[0]) > placeOf(session.byId.get(fact) ?? { words: [] }));
  return (here ?? groups[0])?.facts[0] ?? alone[0] ?? null;
}

// The step after this one in which something is to be done; the end at last.
export function nextStep(step) {
  const ids = steps().map(({ id }) => id);
  const at = ids.indexOf(step);
  const later = [...ids.slice(at + 1), ...ids.slice(0, at)].filter((id) => id !== "end");
  return later.find((id) => nextIn(id, null)) ?? "end";
}

// How many questions are open on a page.
export function openOnPages() {
  const counts = new Map();
  for (const fact of session.facts.filter(isOpen)) {
    for (const number of new Set(fact.words.flatMap(({ boxes }) => boxes.map(([page]) => page)))) counts.set(number, (counts.get(number) ?? 0) + 1);
  }
  return counts;
}
