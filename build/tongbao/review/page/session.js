// What the page knows: the state as the server sent it, the answers on their way, and what is being looked at.
import { Points } from "./points.js";
import { predict } from "./predicted.js";

export const session = {
  state: null, // as the server sent it
  facts: [], // its facts, with the answers on their way
  byId: new Map(),
  points: new Points(""),
  waiting: [], // answers not yet written, in order
  mine: true, // this tab may write
  reached: true, // the server answers
  conflicts: [],
  refused: null, // {fact, problems}
  trouble: [], // why the server cannot write at all
  answered: [], // facts answered in this sitting, in order
  view: {
    step: null, fact: null, list: false, order: "asked", source: null, page: 1, zoom: 100, everything: false,
    range: null, // words being chosen: {purpose: "mark" | "quote", start, end, done}
    edit: null, // null, or the name of the field to begin with
    selected: new Set(), draft: null, alone: new Set(), listing: null, find: { words: "", at: 0 }, opened: new Set(), typed: "",
  },
};

const listeners = [];
let due = false;

export const onChange = (listener) => listeners.push(listener);

// Something changed: the page is drawn again, once for all that changes in the same turn.
export function changed() {
  if (due) return;
  due = true;
  queueMicrotask(() => {
    due = false;
    for (const listener of listeners) listener();
  });
}

// The facts as they are once the answers on their way are written.
export function foresee() {
  session.facts = predict(session.state, session.waiting);
  session.byId = new Map(session.facts.map((fact) => [fact.id, fact]));
  changed();
}

const NOTHING = { text: "", lines: [], pages: [], facts: [], steps: [], codes: {}, kinds: [], answered: 0, undo: null, redo: null };

// A file that does not load: what was known of it stays in sight, read-only.
const whole = (state) => (state.broken ? { ...NOTHING, ...session.state, broken: state.broken, notice: { ...session.state?.notice, ...state.notice, ...(session.state ? { title: session.state.notice.title, number: session.state.notice.number } : {}) }, may_write: false } : state);

export function receive(received) {
  const state = whole(received);
  if (state.text !== session.state?.text) session.points = new Points(state.text);
  session.state = state;
  foresee();
}

export const mayWrite = () => session.mine && session.state.may_write && !session.state.broken;
export const current = () => session.byId.get(session.view.fact) ?? null;
