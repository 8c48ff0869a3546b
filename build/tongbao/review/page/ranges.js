// Words being chosen in the source: for a new fact (mark), or as the quotation of one (quote).
import { announce, focusLater, focusQuestion, openFact } from "./moving.js";
import { say, tell } from "./messages.js";
import { mayQuote, maySplit } from "./options.js";
import { lineAt } from "./points.js";
import { post } from "./sending.js";
import { changed, current, mayWrite, session } from "./session.js";

// The picture shows the page on which the words begin, where it is known.
function showRangePage(position) {
  const word = current()?.words.find(({ start, end, boxes }) => start <= position && position < end && boxes.length);
  if (word) session.view.page = word.boxes[0][0];
}

const toSource = () => document.getElementById("paper").focus({ preventScroll: true });

function begin(purpose, { start, end }, done) {
  Object.assign(session.view, { range: { purpose, start, end, done, kind: null, typed: {}, back: session.view.source }, edit: null });
  showRangePage(start);
  session.refused = null;
  focusLater(done ? focusQuestion : toSource);
  changed();
}

// The words that are selected in the text, or those of the open fact to begin with.
export function mark() {
  if (!mayWrite()) return;
  const { selection, caret } = session.view;
  const place = caret ?? current()?.words[0]?.start ?? 0;
  if (selection && selection.end > selection.start) begin("mark", selection, true);
  else begin("mark", { start: place, end: place + 1 }, false);
}

export function quote() {
  const fact = current();
  if (fact?.words.length && mayQuote(fact) && mayWrite()) begin("quote", fact.words[0], false);
}

// The words of the second title, in a row that is two: those selected in its text, else the beginning of its second line.
export function split() {
  const fact = current();
  if (!fact || !maySplit(fact) || !mayWrite()) return;
  const { selection } = session.view;
  const row = { start: fact.words[0].start, end: fact.words.at(-1).end };
  const inside = selection && selection.start >= row.start && selection.end <= row.end && selection.end > selection.start;
  begin("split", inside ? selection : beginning(fact.words.at(-1)), false);
}

function beginning({ start, end }) {
  const { lines } = session.state;
  const next = lines[lineAt(lines, start) + 1];
  const place = next && next.start < end ? next.start : start;
  return { start: place, end: place + 1 };
}

export function cancel() {
  if (!session.view.range) return false;
  session.view.source = session.view.range.back;
  session.view.range = null;
  focusLater(focusQuestion);
  changed();
  return true;
}

const trimmed = ({ start, end }) => {
  let [from, to] = [start, end];
  while (from < to && session.points.isSpace(from)) from += 1;
  while (to > from && session.points.isSpace(to - 1)) to -= 1;
  return { start: from, end: to };
};

// The next place, over what is no sign of the words: line ends and blanks.
function stepped(position, by) {
  let at = position + by;
  while (session.points.isSpace(at) && at > 0 && at < session.points.length) at += by;
  return session.points.within(at);
}

export function setRange(start, end) {
  const { range } = session.view;
  Object.assign(range, { start: session.points.within(Math.min(start, end)), end: session.points.within(Math.max(start, end)) });
  if (range.done) range.reading = null;
  changed();
  announceRange();
}

export const rangeWords = () => session.points.slice(session.view.range.start, session.view.range.end).replace(/\s+/g, " ");
const announceRange = () => announce(say("rangeNow", rangeWords()));

// Moves an end by a sign: `which` is "start" or "end".
export function nudge(which, by) {
  const { start, end, purpose, done } = session.view.range;
  if (which === "end") return setRange(start, Math.max(start, stepped(end - 1, by)) + 1);
  const to = stepped(start, by);
  const fresh = purpose !== "quote" && !done && end - start <= 1; // a caret still, not words
  return setRange(Math.min(to, fresh ? to : end - 1), fresh ? to + 1 : end);
}

// Up and down: the same place of the line before or after.
export function nudgeLine(which, by) {
  const { lines } = session.state;
  const { range } = session.view;
  const from = which === "start" ? range.start : range.end - 1;
  const at = lineAt(lines, from);
  const to = lines[at + by];
  if (!to) return;
  const place = Math.min(to.start + (from - lines[at].start), Math.max(to.start, to.end - 1));
  const words = range.end - range.start > 1 && place < range.end;
  if (which === "start") setRange(place, words ? range.end : place + 1);
  else setRange(range.start, Math.max(range.start, place) + 1);
}

// The words are chosen: for a quotation that is all; a new fact is told its kind.
export function take() {
  const { range } = session.view;
  Object.assign(range, trimmed(range));
  if (range.end <= range.start) return;
  if (range.purpose === "quote") saveQuote();
  else if (range.purpose === "split") saveSplit();
  else {
    range.done = true;
    focusLater(focusQuestion);
    changed();
  }
}

export function saveQuote() {
  const fact = current();
  const { start, end, back } = session.view.range;
  session.view.range = null;
  session.view.source = back;
  post("answer", { action: "quote", id: fact.id, hash: fact.hash, start, end }, { fact: fact.id, says: ["didNext", tell(fact.label)] });
  focusLater(focusQuestion);
}

function saveSplit() {
  const { id, hash } = current();
  const { start, end, back } = session.view.range;
  post("answer", { action: "split", id, hash, start, end }, { fact: id, range: { ...session.view.range }, opens: true });
  Object.assign(session.view, { range: null, source: back });
  focusLater(focusQuestion);
}

export function add(kind, values) {
  const { range } = session.view;
  const { start, end, back } = range;
  post("answer", { action: "add", kind, start, end, fields: values }, { range: { ...range } });
  const from = session.view.fact;
  Object.assign(session.view, { range: null, source: back });
  if (from) openFact(from);
  else changed();
}
