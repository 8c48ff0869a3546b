// Answers go to the server one after the other, in order; what cannot be sent waits, and is kept in this browser.
import { keepHere, keptHere, tabId } from "./kept.js";
import { concerns } from "./predicted.js";
import { changed, foresee, receive, session } from "./session.js";

const TAB = tabId();
const BEAT = 10_000; // the lease
const SOONEST = 1_000;
const LATEST = 10_000;

const GONE = { what: { en: "This entry is no longer in the file.", zh: "文件中已没有这一条。" }, cure: { en: "Go on with the next.", zh: "请继续下一条。" } };
const heard = { written() {}, conflict() {}, refused() {} };
let busy = false;
let pause = SOONEST;
let timer = 0;
let version = null; // of the files, as the server last said; null after an answer of ours

const place = () => `waiting:${location.pathname}`;

export async function call(address, body) {
  const settings = body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ tab: TAB, ...body }) } : {};
  const reply = await fetch(address, settings);
  const said = await reply.json();
  session.trouble = reply.status >= 500 ? (said.problems ?? []) : [];
  if (reply.status >= 500) throw new Error(`${reply.status}`);
  return { status: reply.status, said };
}

export const readState = () => ask(`state?tab=${TAB}`);

export async function ask(address) {
  const { status, said } = await call(address);
  return status === 200 ? said : null;
}

function keepWaiting() {
  keepHere(place(), session.waiting.length ? session.waiting : null);
}

// An answer of ours changed these facts: whoever waits behind it has seen that, and no other change.
function follow(request, before, now) {
  const ids = ["choose", "alike"].includes(request.body.action) ? [...before.keys()] : concerns(request.body); // a body or a column is chosen for many
  const hashes = new Map(ids.map((id) => [before.get(id), now.get(id)]));
  const renew = (hash) => hashes.get(hash) ?? hash;
  for (const { body } of session.waiting) {
    if (body.hash) body.hash = renew(body.hash);
    if (body.hashes) body.hashes = body.hashes.map(renew);
    for (const fact of body.facts ?? []) fact.hash = renew(fact.hash);
  }
}

const hashesOf = (state) => new Map(state.facts.map(({ id, hash }) => [id, hash]));

// What each status means for the answer that was sent.
const REPLIES = {
  200(request, said) {
    session.waiting.shift();
    version = said.state.version ?? null;
    follow(request, hashesOf(session.state), hashesOf(said.state));
    receive(said.state);
    heard.written(request, said);
  },
  409(request, said) {
    session.waiting.shift();
    if (said.conflict) session.conflicts.push({ conflict: said.conflict, request });
    foresee();
    if (said.conflict) heard.conflict(request, said);
    else heard.refused(request, [GONE]);
  },
  422(request, said) {
    session.waiting.shift();
    foresee();
    heard.refused(request, said.problems);
  },
  423() {
    session.mine = false;
  },
};

function unreached() {
  session.reached = false;
  timer = setTimeout(send, pause);
  pause = Math.min(LATEST, pause * 2);
}

async function sendFirst() {
  const [request] = session.waiting;
  const { status, said } = await call(request.address, request.body);
  session.reached = true;
  pause = SOONEST;
  const reply = REPLIES[status];
  if (reply) reply(request, said);
  else REPLIES[422](request, { problems: [{ what: { en: `The server answered ${status}.`, zh: `服务器返回 ${status}。` }, cure: null }] });
}

export async function send() {
  if (busy || !session.mine) return;
  clearTimeout(timer);
  busy = true;
  try {
    while (session.waiting.length && session.mine) await sendFirst();
  } catch {
    unreached();
  } finally {
    busy = false;
    keepWaiting();
    changed();
  }
}

// Puts an answer in the queue; `first` lets it go before all others.
export function post(address, body, more = {}, first = false) {
  const request = { address, body: { once: crypto.randomUUID(), ...body }, ...more };
  if (first) session.waiting.unshift(request);
  else session.waiting.push(request);
  keepWaiting();
  foresee();
  send();
}

// The last answer, if it has not set off yet, is simply not sent.
export function withdraw() {
  const last = session.waiting.at(-1);
  if (!last || (busy && session.waiting.length === 1)) return null;
  session.waiting.pop();
  keepWaiting();
  foresee();
  return last;
}

export async function lease(take) {
  try {
    const { said } = await call("lease", { take });
    const gained = said.mine && !session.mine;
    session.mine = said.mine;
    session.reached = true;
    const elsewhere = !session.waiting.length && !busy && version !== null && version !== said.changed;
    version = said.changed;
    if (gained || elsewhere) receive(await readState());
    if (session.waiting.length) send();
    changed();
  } catch {
    if (!session.waiting.length) session.reached = false;
    changed();
  }
}

// A page that goes away lets others write at once.
function release() {
  fetch("lease", { method: "POST", keepalive: true, headers: { "Content-Type": "application/json" }, body: JSON.stringify({ tab: TAB, release: true }) }).catch(() => null);
}

// Looks whether the file was changed elsewhere, when the tab comes to the front.
async function look() {
  if (document.hidden || busy || session.waiting.length) return;
  const state = await readState().catch(() => null);
  if (state && !busy && !session.waiting.length) receive(state);
}

export async function begin(listeners) {
  Object.assign(heard, listeners);
  const state = await readState();
  if (!state) return false;
  session.waiting = keptHere(place(), []);
  receive(state);
  await lease(false);
  setInterval(() => lease(false), BEAT);
  addEventListener("pagehide", release);
  addEventListener("pageshow", ({ persisted }) => persisted && lease(false));
  addEventListener("online", send);
  document.addEventListener("visibilitychange", look);
  addEventListener("beforeunload", (event) => session.waiting.length && event.preventDefault());
  send();
  return true;
}
