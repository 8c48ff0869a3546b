// What the reader does: each answer is sent, the page goes on, and a voice says so once it is written.
import { inBulk, groupsOf, ofStep, restOf } from "./facts.js";
import { say, tell } from "./messages.js";
import { announce, focusLater, focusQuestion, goOn, nowAsked, openFact, saidOf } from "./moving.js";
import { answerOf, isQuestion, mayReject, sketch } from "./options.js";
import { answered } from "./pace.js";
import { changed, current, mayWrite, session } from "./session.js";
import { post, withdraw } from "./sending.js";

const SAID = { reject: "didReject", later: "didLater" };

// Questions answered in this sitting stay in sight at the head of their step.
function remember(fact) {
  if (isQuestion(fact) && !session.answered.includes(fact.id)) session.answered.push(fact.id);
}

// Sends an answer about a fact and goes on to the next.
function answer(fact, body) {
  const { draft, edit } = session.view;
  remember(fact);
  answered("single");
  post("answer", body, { fact: fact.id, draft, edit, says: [SAID[body.action] ?? "didNext", saidOf(fact)] });
  goOn(fact.id);
}

export function submit() {
  const fact = current();
  if (!fact || !mayWrite()) return;
  const { body } = answerOf(fact);
  if (body) answer(fact, body);
}

export function confirmAsIs(fact) {
  if (mayWrite()) answer(fact, { action: "confirm", facts: [{ id: fact.id, hash: fact.hash }], how: "single" });
}

// One of the small actions: reject, later, restore.
export function simply(action) {
  const fact = current();
  if (!fact || !mayWrite() || (action === "reject" && !mayReject(fact))) return;
  answer(fact, { action, id: fact.id, hash: fact.hash });
}

// The rest of a group is right.
export function confirmGroup(id) {
  if (!mayWrite()) return;
  const group = groupsOf(ofStep(session.view.step).filter(inBulk)).find((one) => one.id === id);
  const rest = group ? restOf(group) : [];
  if (!rest.length) return;
  answered("bulk");
  post("answer", { action: "confirm", facts: rest.map(({ id, hash }) => ({ id, hash })), how: "bulk" }, { fact: rest[0].id, says: ["didBulk", rest.length] });
  goOn(rest.at(-1).id);
}

// The group that is in sight: that of the open fact.
export function confirmGroupNow() {
  const fact = current();
  if (fact) confirmGroup(fact.group?.id ?? "");
}

// Takes the last answer back: one that has not set off is not sent, another is undone by the server.
export function undo() {
  if (!session.state.undo && !session.waiting.length) return announce(say("nothingToUndo"));
  const held = withdraw();
  if (!held) return post("undo", {}, { back: true });
  if (held.fact) returnTo(held);
  return announce(say("took", tell(session.byId.get(held.fact)?.label)));
}

export function redo() {
  if (!session.state.redo) return announce(say("nothingToRedo"));
  return post("redo", {}, { back: true, again: true });
}

// Back at a fact, with what was chosen and typed for it.
function returnTo({ fact, draft, edit }) {
  openFact(fact);
  if (draft) session.view.draft = draft;
  session.view.edit = edit ?? null;
}

// What is done when the server has answered.
export const REPLIES = {
  written(request, said) {
    if (request.back) {
      if (session.byId.has(said.fact)) openFact(said.fact);
      session.answered = session.answered.filter((id) => request.again || id !== said.fact);
      announce(say(request.again ? "retook" : "took", tell(said.did)));
    } else if (request.says) {
      const [key, ...values] = request.says;
      announce(say(key, ...values, nowAsked()));
    } else if (request.opens) {
      openFact(said.fact);
      announce(tell(said.did));
    } else if (request.body.action === "add") announce(tell(said.did));
  },
  conflict() {
    focusLater(() => document.getElementById("use-mine")?.focus());
    changed();
  },
  refused(request, problems) {
    if (request.fact && session.byId.has(request.fact)) returnTo(request);
    session.refused = { fact: request.fact ?? null, problems };
    if (request.listing) session.view.listing = request.listing;
    if (request.range) Object.assign(session.view, { range: request.range, draft: request.draft });
    focusLater(focusQuestion);
    changed();
  },
};

export function settleConflict(mine) {
  const { conflict, request } = session.conflicts.shift();
  if (mine) post("answer", insist(request.body, conflict), { fact: conflict.id }, true);
  else openFact(conflict.id);
  focusLater(focusQuestion);
  changed();
}

// The same answer, given to the fact as it is now.
function insist(body, conflict) {
  const { once, ...again } = body;
  const renew = (one) => (one.id === conflict.id ? { ...one, hash: conflict.hash } : one);
  if (again.facts) again.facts = again.facts.map(renew);
  else if (again.ids) again.hashes = again.ids.map((id, n) => (id === conflict.id ? conflict.hash : again.hashes[n]));
  else again.hash = conflict.hash;
  return again;
}

export function pickOption(fact, key) {
  sketch(fact, { choice: key });
  changed();
}

export const canMerge = (fact) => fact.kind === "figure" || fact.kind === "measure";

// Selected rows of the grid, to be merged.
export function toggleSelected(id) {
  const { selected } = session.view;
  if (!canMerge(session.byId.get(id))) return;
  if (!selected.delete(id)) selected.add(id);
  changed();
}

export function merge() {
  const facts = [...session.view.selected].map((id) => session.byId.get(id)).filter(Boolean);
  if (facts.length < 2 || !mayWrite()) return;
  session.view.selected.clear();
  post("answer", { action: "merge", ids: facts.map(({ id }) => id), hashes: facts.map(({ hash }) => hash) }, { fact: facts[0].id });
}

export function edit(field = "") {
  if (!current() || !mayWrite()) return;
  session.view.edit = field;
  focusLater(() => (document.querySelector(`#ask [data-field="${CSS.escape(field)}"]`) ?? document.querySelector("#ask .editor [data-field]"))?.focus());
  changed();
}
