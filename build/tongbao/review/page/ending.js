// The end: what is settled, what is left, and what to run.
import { $, button, h, refill } from "./dom.js";
import { isOpen, isUnseen, ofStep, steps } from "./facts.js";
import { say, tell } from "./messages.js";
import { announce, openFact, openStep } from "./moving.js";
import { session } from "./session.js";

const FEW = 4; // open questions of a step that are listed one by one

function title({ asked, later, unseen, everything }) {
  if (asked) return later ? say("endAsked", asked, later) : say("endAskedOnly", asked);
  if (later) return say("endLater", later);
  return everything && unseen ? say("endUnseen", unseen) : say("endReady");
}

function todoFact(fact) {
  const open = button({ id: `now-${fact.id}`, on: { click: () => openFact(fact.id) } }, say("answerNow"));
  return h("li", {}, h("span", { class: "tag ask" }, say(fact.state)), h("span", {}, h("b", {}, tell(fact.label)), fact.question && tell(fact.question) !== tell(fact.label) ? `　${tell(fact.question)}` : null), open);
}

function todoStep(step) {
  const unseen = ofStep(step.id).filter(isUnseen).length;
  const look = button({ id: `look-${step.id}`, on: { click: () => openStep(step.id) } }, say("lookNow"));
  return unseen ? h("li", {}, h("span", { class: "tag plain" }, say("unseen")), h("span", {}, say("unseenIn", tell(step.label), unseen), h("br"), h("small", {}, say(session.state.end.everything ? "unseenMust" : "unseenHow"))), look) : null;
}

// The open questions of a step: each, or how many there are if they are many.
function todoOpen(step) {
  const open = ofStep(step.id).filter(isOpen);
  if (open.length <= FEW) return open.map(todoFact);
  const go = button({ id: `answer-${step.id}`, on: { click: () => openStep(step.id) } }, say("answerNow"));
  return [h("li", {}, h("span", { class: "tag ask" }, say("asked")), h("span", {}, h("b", {}, say("openIn", tell(step.label), open.length))), go)];
}

function todo() {
  const later = session.facts.filter((fact) => fact.state === "later");
  const open = [...later.map(todoFact), ...steps().flatMap(todoOpen)];
  const entries = [...open, ...steps().map(todoStep)].filter(Boolean);
  if (!entries.length) return null;
  return h("section", { class: open.length || session.state.end.everything ? "card ask" : "card", "aria-labelledby": "end-open" }, h("h2", { id: "end-open" }, say("endOpen")), h("ul", { class: "todo" }, entries));
}

async function copy(words) {
  await navigator.clipboard?.writeText(words).catch(() => null);
  announce(say("copied"));
}

function command({ command, what, ready }, n) {
  const run = h("div", { class: "run" }, h("code", {}, command), button({ id: `copy-${n}`, "aria-label": say("pair", say("copy"), command), on: { click: () => copy(command) } }, say("copy")));
  return h("li", { class: ready ? null : "wait" }, tell(what), run);
}

function commands({ commands }) {
  return h("section", { class: "card", "aria-labelledby": "end-next" }, h("h2", { id: "end-next" }, say("endNext")), h("ol", { class: "do" }, commands.map(command)), h("p", { class: "soft" }, say("noCommands")));
}

const COLUMNS = [["single", "colSingle"], ["bulk", "colBulk"], ["corrected", "colCorrected"], ["added", "colAdded"], ["rejected", "colRejected"], ["later", "colLater"]];
const count = (n) => h("td", {}, n ? String(n) : "");

function sums({ table }) {
  const head = h("tr", {}, h("th", { scope: "col" }, say("colStep")), COLUMNS.map(([, key]) => h("th", { scope: "col" }, say(key))));
  const rows = table.map((row) => h("tr", {}, h("th", { scope: "row" }, tell(row.step)), COLUMNS.map(([name]) => count(row[name]))));
  const total = h("tr", {}, h("th", { scope: "row" }, say("colTotal")), COLUMNS.map(([name]) => count(table.reduce((sum, row) => sum + row[name], 0))));
  return h("section", {}, h("h2", { id: "end-did" }, say("endDid")), h("div", { class: "wide-table", tabindex: 0, role: "region", "aria-labelledby": "end-did" }, h("table", { class: "sum" }, h("thead", {}, head), h("tbody", {}, rows), h("tfoot", {}, total))));
}

function checks({ checks, files }) {
  const failed = checks.filter(({ ok }) => !ok).length;
  const passed = checks.length ? h("span", { class: "soft" }, `　${failed ? say("someFailed", failed) : say("allPassed")}`) : null;
  const ticks = checks.map(({ ok, what }) => h("li", { class: ok ? "ok" : "bad" }, h("b", { "aria-hidden": "true" }, ok ? "✓" : "!"), tell(what)));
  const written = files.map(({ file, what }) => h("li", {}, h("code", {}, file), " ", h("small", {}, tell(what))));
  return h("section", {}, h("h2", {}, say("endChecks"), passed), h("ul", { class: "ticks" }, ticks), written.length ? [h("h2", {}, say("endFiles")), h("ul", { class: "files" }, written)] : null);
}

export function drawEnd() {
  const { end } = session.state;
  const head = h("header", {}, h("h1", { id: "end-title" }, title(end)), h("p", { class: "soft" }, say("endSum", end.settled, end.later, end.asked, end.unseen)), button({ id: "print", class: "screen", on: { click: () => print() } }, say("print")));
  $("#end").setAttribute("aria-labelledby", "end-title");
  refill($("#end"), h("div", {}, head, todo(), commands(end), sums(end), checks(end)));
}
