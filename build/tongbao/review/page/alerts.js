// What must be known at once: a conflict, another tab, a file that does not load, an answer refused elsewhere.
import { $, button, h, refill } from "./dom.js";
import { settleConflict } from "./doing.js";
import { compare } from "./dialog.js";
import { say, tell } from "./messages.js";
import { openFact } from "./moving.js";
import { optionsOf } from "./options.js";
import { call, lease } from "./sending.js";
import { changed, mayWrite, session } from "./session.js";

// What the reader had answered, in words.
export function yours({ body }, fact) {
  if (body.action === "choose") return tell(fact.choices.find(({ key }) => key === body.choice)?.label) || body.choice;
  if (body.action === "set") {
    const option = optionsOf(fact).find(({ key }) => Object.values(body.fields).includes(key));
    return option?.label ?? Object.values(body.fields).map((value) => value ?? say("none")).join(" · ");
  }
  const SAID = { confirm: "right", quote: "quotation", reject: "reject", later: "later", restore: "restore" };
  return SAID[body.action] ? say(SAID[body.action]) : body.action;
}

const bar = (id, ...children) => h("section", { class: "bar", role: "alert", id }, ...children);

function conflict() {
  const [first] = session.conflicts;
  if (!first) return null;
  const fact = first.conflict;
  return bar(
    "conflict",
    h("b", {}, say("conflictTitle", tell(fact.label))),
    h("span", {}, say("conflictNow", tell(fact.shown) || say(fact.state)), "　", say("conflictYours", yours(first.request, fact))),
    button({ id: "keep-theirs", on: { click: () => settleConflict(false) } }, say("keepTheirs")),
    button({ id: "use-mine", on: { click: () => settleConflict(true) } }, say("useMine")),
    button({ id: "compare", on: { click: () => compare(first, yours(first.request, fact)) } }, say("sideBySide")),
  );
}

function stale() {
  if (session.mine) return null;
  return bar("stale", h("b", {}, say("stale")), h("span", {}, say("staleHow")), button({ id: "take-over", on: { click: () => lease(true) } }, say("takeOver")));
}

function broken() {
  const { broken } = session.state;
  if (!broken) return session.state.may_write || !session.mine ? null : bar("may-not", h("b", {}, say("mayNot")));
  const where = `${session.state.notice.file}${broken.line ? `:${broken.line}` : ""}`;
  return bar("broken", h("b", {}, say("brokenTitle")), h("span", {}, h("code", {}, where), ` ${tell(broken.what)} ${tell(broken.cure)}`), button({ id: "reload", on: { click: () => location.reload() } }, say("reload")));
}

// A refusal that is not shown with its question, because the reader has gone on.
function refused() {
  const { refused } = session;
  if (!refused || refused.fact === session.view.fact || (!refused.fact && session.view.range)) return null;
  const back = refused.fact ? button({ id: "back-to-it", on: { click: () => openFact(refused.fact) } }, say("backToIt")) : null;
  return bar("refused", h("b", {}, say("refusedTitle")), refused.problems.map(({ what, cure }) => h("span", {}, `${tell(what)} ${tell(cure)}`)), back);
}

// The id of a draft is that of a place that was only proposed: it can follow the answer.
function otherName() {
  const { id, fits } = session.state.notice;
  const here = session.view.step === "about" || session.view.step === "end";
  if (!fits || !here || !mayWrite() || session.waiting.length) return null;
  return h("section", { class: "bar", role: "status", id: "other-name" }, h("span", {}, say("otherName", id, fits)), button({ id: "rename", on: { click: rename } }, say("rename", fits)));
}

async function rename() {
  const { said } = await call("rename", {}).catch(() => ({ said: {} }));
  if (said.notice) location.assign(`../${said.notice}/${location.search}${location.hash}`);
  else if (said.problems) {
    session.refused = { fact: null, problems: said.problems };
    changed();
  }
}

// The server cannot write: the answers wait, and the reason is told.
function trouble() {
  const [first] = session.trouble;
  return first ? bar("trouble", h("b", {}, tell(first.what)), h("span", {}, tell(first.cure))) : null;
}

// An alert that stays the same is not drawn again: it would be read aloud again.
export function drawAlerts() {
  const bars = [broken(), stale(), trouble(), conflict(), refused(), otherName()].filter(Boolean);
  const holder = $("#alerts");
  const now = bars.map((one) => one.textContent).join("|");
  if (holder.dataset.shows === now) return;
  holder.dataset.shows = now;
  refill(holder, bars);
}
