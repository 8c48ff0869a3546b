// Going from question to question, and saying so.
import { $ } from "./dom.js";
import { nextIn, nextStep, stepNow } from "./facts.js";
import { say, tell } from "./messages.js";
import { changed, current, session } from "./session.js";

let focus = null;

// After the next drawing the focus goes there: a function, called once.
export const focusLater = (go) => {
  focus = go;
};
export function focusNow() {
  const go = focus;
  focus = null;
  go?.();
}

export function announce(words) {
  const live = $("#live");
  live.textContent = "";
  setTimeout(() => {
    live.textContent = words;
  }, 50); // said again even if it is the same
}

// The heading of the question, or the row that is open, has the focus.
export function focusQuestion() {
  const place = $("#question") ?? $("#ask .row[tabindex='0']") ?? $("#end:not([hidden])") ?? $("#ask");
  place?.focus({ preventScroll: true });
  ($("#ask .open") ?? place)?.scrollIntoView({ block: "nearest" });
}

function reset(view) {
  Object.assign(view, { edit: null, range: null, draft: null, sourcePlace: null });
  session.refused = null;
}

function showPlace(fact) {
  const boxes = fact.words.flatMap(({ boxes }) => boxes);
  if (boxes.length && !boxes.some(([page]) => page === session.view.page)) session.view.page = boxes[0][0];
}

// What was chosen for a step is not for the next; whoever reads the text goes on reading it.
function leaveStep() {
  session.view.selected.clear();
  if (session.view.source !== "text") session.view.source = null;
}

// Opens a fact; where the focus goes afterwards is said by `then`.
export function openFact(id, then = focusQuestion) {
  const fact = session.byId.get(id);
  if (!fact) return;
  reset(session.view);
  if (fact.step !== session.view.step) leaveStep();
  Object.assign(session.view, { step: fact.step, fact: id });
  showPlace(fact);
  focusLater(then);
  changed();
}

export function openStep(id) {
  const first = id === "end" ? null : (nextIn(id, null) ?? session.facts.find(({ step }) => step === id));
  if (first) return openFact(first.id);
  reset(session.view);
  Object.assign(session.view, { step: id, fact: null });
  focusLater(focusQuestion);
  return changed();
}

// What comes after the fact that was answered: the next of the step, else the next step.
export function goOn(fact) {
  const next = nextIn(session.view.step, fact);
  if (next) openFact(next.id);
  else openStep(nextStep(session.view.step));
}

// What is being asked now, in words.
export function nowAsked() {
  const fact = current();
  return fact ? tell(fact.question) || tell(fact.label) : tell(stepNow().label);
}

export const saidOf = (fact) => (tell(fact.shown) ? say("pair", tell(fact.label), tell(fact.shown)) : tell(fact.label));
