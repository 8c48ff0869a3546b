// The right pane: one question, a list, words being chosen, or the end.
import { $, button, h, kbd, refill } from "./dom.js";
import { chooser } from "./choosing.js";
import { drawEnd } from "./ending.js";
import { countOf, isOpen, nextStep, ofStep, stepNow, steps, work } from "./facts.js";
import { gridOf } from "./grid.js";
import { listing, listOf } from "./listing.js";
import { say, tell } from "./messages.js";
import { openFact, openStep } from "./moving.js";
import { isQuestion } from "./options.js";
import { minutes } from "./pace.js";
import { body, kicker, stateSign, titleOf, FORM } from "./question.js";
import { changed, current, session } from "./session.js";

const QUEUED = 4; // entries of what comes next

function link(fact, words = tell(fact.label)) {
  return button({ class: "bare", id: `next-${fact.id}`, on: { click: () => openFact(fact.id) } }, words);
}

function queuedHere(fact) {
  const listed = listOf(fact);
  const { open: all, groups } = work(fact.step);
  const open = all.filter((one) => one === fact || !listed.includes(one));
  const at = open.findIndex(({ id }) => id === fact.id);
  const rest = [...open.slice(at + 1), ...open.slice(0, Math.max(at, 0))].filter(({ id }) => id !== fact.id);
  const questions = rest.map((one) => h("li", {}, link(one), h("span", {}, tell(one.question) || tell(one.shown)), h("span", {}, say("asked"))));
  const bulks = groups.map((group) => h("li", {}, link(group.facts[0], tell(group.label)), h("span", {}, group.facts.map(({ label }) => tell(label)).join("；")), h("span", {}, say("total", group.facts.length))));
  return [...questions, ...bulks].slice(0, QUEUED);
}

function queuedSteps(fact) {
  const from = steps().findIndex(({ id }) => id === fact.step);
  return steps().slice(from + 1).filter(({ id }) => id !== "end").map((step) => [step, countOf(step.id)]).filter(([, { single, bulk }]) => single + bulk).map(([step, { single, bulk }]) => {
    const what = ofStep(step.id).filter(isOpen).map(({ label }) => tell(label)).join("；");
    const much = [single ? say("answers", single) : "", bulk ? say("bulks", bulk) : "", say("minutes", minutes(single, bulk))].filter(Boolean).join(" · ");
    return h("li", {}, button({ class: "bare", id: `go-${step.id}`, on: { click: () => openStep(step.id) } }, `${steps().indexOf(step) + 1} ${tell(step.label)}`), h("span", {}, what), h("span", {}, much));
  });
}

function queue(fact) {
  const here = queuedHere(fact);
  const later = queuedSteps(fact);
  const part = (id, key, entries) => (entries.length ? [h("h2", { id }, say(key)), h("ol", {}, entries)] : null);
  return here.length + later.length ? h("section", { class: "queue", "aria-label": say("next") }, part("next-here", "nextHere", here), part("next-steps", "next", later)) : null;
}

function wholeStep() {
  const show = () => {
    session.view.list = true;
    changed();
  };
  return button({ class: "bare push", id: "whole-step", on: { click: show } }, say("wholeStep"));
}

function oneQuestion(fact) {
  return [
    h("p", { class: "kick" }, kicker(fact), wholeStep()),
    h("h1", { class: "q", id: "question", tabindex: -1 }, titleOf(fact)),
    body(fact, fact.step === "names" ? "" : "beside"),
    queue(fact),
  ];
}

function nameEntry(fact) {
  const here = fact.id === session.view.fact || listOf(current()).includes(fact);
  const times = fact.words.length > 1 ? h("small", {}, say("timesN", fact.words.length)) : null;
  return h("li", {}, button({ class: "bare name", id: `name-${fact.id}`, "aria-current": here ? "true" : null, on: { click: () => openFact(fact.id) } }, h("span", { class: `st ${FORM[fact.state]}` }, stateSign(fact)), h("span", { class: "of", lang: "zh-CN" }, tell(fact.label)), times));
}

// A question, or the list in which its name stands with others of the same rule.
function question(fact) {
  const facts = listOf(fact);
  return facts.length ? [h("p", { class: "kick" }, kicker(fact), wholeStep()), listing(facts), queue(fact)] : oneQuestion(fact);
}

// Names: each unknown body once, and beside it the list of all.
function names(fact) {
  const all = ofStep(fact.step);
  const open = all.filter((one) => isQuestion(one));
  const known = all.filter((one) => !isQuestion(one));
  const part = (words, list) => (list.length ? [h("h2", {}, words), h("ol", {}, list.map(nameEntry))] : null);
  return h("div", { class: "two" }, h("nav", { class: "names", "aria-label": say("nameList") }, part(say("unknown", open.length), open), part(say("knownNames", known.length), known)), h("div", {}, question(fact)));
}

function nothing(step) {
  const next = nextStep(step.id);
  const label = tell(steps().find(({ id }) => id === next)?.label);
  return [h("h1", { class: "q", id: "question", tabindex: -1 }, tell(step.label)), h("p", { class: "soft" }, say("nothing")), h("div", { class: "act" }, button({ class: "main", id: "go-on", on: { click: () => openStep(next) } }, say("goOn", label)))];
}

export function asGrid(step, fact) {
  if (step.id === "figures" || session.view.list) return true;
  return step.id === "names" ? fact.state === "sure" : !isQuestion(fact);
}

function content(step, fact) {
  if (session.view.range) return chooser();
  if (!fact) return nothing(step);
  if (asGrid(step, fact)) return gridOf(step);
  return step.id === "names" ? names(fact) : oneQuestion(fact);
}

const HINTS = [["1–9", "hChoose"], ["Enter", "confirm"], ["G", "kGroup"], ["↑↓", "hArrows"], ["E", "correct"], ["Q", "quotation"], ["X", "reject"], ["S", "postpone"], ["M", "markWords"], ["Z", "undo"], ["F6", "hPane"], ["?", "kHelp"]];
const CHOOSING = [["← →", "hStart"], ["Shift ← →", "hEnd"], ["Enter", "takeWords"], ["Esc", "kEscape"], ["F6", "hPane"]];

function applies([, key], grid) {
  return grid ? key !== "hPane" : !["kGroup", "hArrows"].includes(key);
}

function drawHints(grid) {
  const shown = session.view.range ? CHOOSING : HINTS.filter((hint) => applies(hint, grid));
  refill($("#hints"), shown.map(([key, words]) => h("span", {}, kbd(key), ` ${say(words)}`)));
}

export function drawAsking() {
  const step = stepNow();
  const fact = current();
  const ends = step.id === "end" && !session.view.range;
  $("#source").hidden = ends;
  $("#facts").hidden = ends;
  $("#end").hidden = !ends;
  $("#main").className = ends ? "whole" : fact && asGrid(step, fact) ? "split wide-right" : "split";
  if (ends) return drawEnd();
  const form = $("#ask");
  $("#facts").setAttribute("aria-label", say("facts"));
  refill(form, content(step, fact));
  form.setAttribute("aria-labelledby", $("#question", form) ? "question" : "title");
  return drawHints(fact && asGrid(step, fact));
}
