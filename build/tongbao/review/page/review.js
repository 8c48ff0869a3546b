// The page: begins, draws itself when something has changed, and hears what is done on it.
import { drawAlerts } from "./alerts.js";
import { drawAsking } from "./asking.js";
import { applyTheme } from "./dialog.js";
import { $, h } from "./dom.js";
import { REPLIES, simply } from "./doing.js";
import { nextIn, nextStep, ofStep, steps } from "./facts.js";
import { drawTop, drawTouch, drawWay } from "./heading.js";
import { listenToKeys, submitNow } from "./keys.js";
import { isListed } from "./listing.js";
import { languageNow, preferLanguage, say } from "./messages.js";
import { focusNow, focusQuestion, openFact, openStep } from "./moving.js";
import { answerOf } from "./options.js";
import { cancel, mark, setRange } from "./ranges.js";
import { begin } from "./sending.js";
import { changed, current, mayWrite, onChange, session } from "./session.js";
import { drawSource } from "./source.js";
import { selectedWords } from "./text.js";

const SETTLES = 700; // milliseconds after which a selection by finger is taken
const hold = { pointer: false, composing: false, wanted: false };

// The facts may be others than before: what is looked at must be among them.
function keepInView() {
  const { view } = session;
  if (!steps().some(({ id }) => id === view.step)) view.step = null;
  view.step ??= steps().find(({ id }) => nextIn(id, null))?.id ?? nextStep("end");
  if (view.fact && session.byId.get(view.fact)?.step === view.step) return;
  view.fact = view.step === "end" ? null : (nextIn(view.step, null)?.id ?? ofStep(view.step)[0]?.id ?? null);
  view.range = null;
}

function remark() {
  const { step, fact } = session.view;
  const place = `#${encodeURIComponent(step)}${fact ? `:${encodeURIComponent(fact)}` : ""}`;
  if (location.hash !== place) history.replaceState(null, "", place);
}

// Whether the main button is off: the same for keyboard and fingers.
function isOff() {
  const fact = current();
  if (session.view.range || isListed()) return Boolean($("#yes")?.disabled);
  return !fact || !answerOf(fact).body || !mayWrite();
}

function draw() {
  if (hold.pointer || hold.composing) {
    hold.wanted = true;
    return;
  }
  if (!steps().length) {
    drawTop();
    drawAlerts();
    return;
  }
  keepInView();
  document.documentElement.lang = languageNow() === "zh" ? "zh-CN" : "en";
  drawTop();
  drawWay();
  drawAlerts();
  drawAsking();
  if (session.view.step !== "end" || session.view.range) drawSource();
  drawTouch(isOff(), { mark, cancel, later: () => simply("later") });
  remark();
  focusNow();
}

// Nothing is drawn under a finger, or while an input method composes.
function release(name) {
  hold[name] = false;
  if (!hold.wanted) return;
  hold.wanted = false;
  setTimeout(draw); // after the click that follows
}

function listenToPointers() {
  addEventListener("pointerdown", () => (hold.pointer = true), true);
  for (const event of ["pointerup", "pointercancel"]) addEventListener(event, () => setTimeout(() => release("pointer")), true);
  addEventListener("compositionstart", () => (hold.composing = true));
  addEventListener("compositionend", () => release("composing"));
}

// Words selected by mouse or finger are the words chosen.
function takeSelection() {
  const words = selectedWords();
  session.view.selection = words;
  if (words && session.view.range) setRange(words.start, words.end);
}

function listenToSelections() {
  let due = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(due);
    due = setTimeout(takeSelection, SETTLES);
  });
  addEventListener("pointerup", ({ pointerType }) => pointerType === "mouse" && setTimeout(takeSelection));
}

// `#step:fact` in the address: where the reader was before.
function whereWas() {
  const [step, fact] = /^([^:]*):?(.*)$/.exec(location.hash.slice(1)).slice(1).map(decodeURIComponent);
  if (session.byId.has(fact)) openFact(fact);
  else if (steps().some(({ id }) => id === step)) openStep(step);
}

function listen() {
  listenToKeys();
  listenToPointers();
  listenToSelections();
  $("#ask").addEventListener("submit", (event) => {
    event.preventDefault();
    submitNow();
  });
  $("#skip").addEventListener("click", (event) => {
    event.preventDefault();
    focusQuestion();
  });
  addEventListener("hashchange", whereWas);
}

async function start() {
  applyTheme();
  listen();
  const begun = await begin(REPLIES).catch(() => false);
  if (!begun) return $("#main").replaceChildren(h("p", { class: "bar", role: "alert" }, say("failed")));
  preferLanguage(session.state.language);
  onChange(draw);
  if (location.hash) whereWas();
  return changed();
}

start();
