// Keys: one table. Letters are known by their sign, or by their place where an input method is on; they rest in fields.
import { $, all } from "./dom.js";
import { submitChoosing } from "./choosing.js";
import { showDialog, singleKeys } from "./dialog.js";
import { confirmGroupNow, edit, pickOption, redo, simply, submit, toggleSelected, undo } from "./doing.js";
import { startFinding } from "./find.js";
import { isListed, submitListing, tickNth } from "./listing.js";
import { focusLater, focusQuestion, openFact } from "./moving.js";
import { optionsOf } from "./options.js";
import { walkBoxes } from "./pages.js";
import { cancel, mark, nudge, nudgeLine, quote, split, take } from "./ranges.js";
import { changed, current, mayWrite, session } from "./session.js";
import { turnPage } from "./source.js";

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select";
const NATIVE = "button, a, summary, [role=button]";

const LETTERS = {
  d: split,
  e: () => edit(chipField()),
  g: confirmGroupNow,
  m: mark,
  q: quote,
  s: () => simply("later"),
  x: () => simply("reject"),
  z: (event) => (event.shiftKey ? redo() : undo()),
  "/": () => {
    startFinding();
    focusLater(() => $("#find")?.focus());
  },
  "?": showDialog,
};

// The letter of a key: what it writes, or what stands on it where an input method takes the sign.
export function signOf({ key, code, shiftKey }) {
  if (key === "/" && code === "Slash" && shiftKey) return "?";
  if (/^[ -~]$/.test(key)) return key.toLowerCase();
  if (code === "Slash") return shiftKey ? "?" : "/";
  return /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? null;
}

const digitOf = ({ code, shiftKey }) => (shiftKey ? null : Number(/^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1] ?? 0) || null);

// The cell that has the focus, if one has.
function chipField() {
  const chip = document.activeElement?.closest?.(".chip");
  const fact = current();
  return chip && fact ? chip.dataset.cell : "";
}

function choose(n) {
  if (isListed()) return tickNth(n);
  const fact = current();
  const option = fact && session.view.edit === null ? optionsOf(fact)[n - 1] : null;
  if (!option || !$(`#o${n - 1}`) || !mayWrite()) return false;
  pickOption(fact, option.key);
  focusLater(() => $(`#o${n - 1}`)?.focus());
  return true;
}

export function submitNow() {
  if (session.view.range) submitChoosing();
  else if (isListed()) submitListing();
  else submit();
}

function otherPane() {
  const paper = $("#paper");
  if ($("#source").contains(document.activeElement)) focusQuestion();
  else paper.focus({ preventScroll: true });
}

function leave() {
  if (cancel()) return true;
  if (session.view.edit === null) return false;
  Object.assign(session.view, { edit: null, draft: null });
  focusLater(focusQuestion);
  changed();
  return true;
}

// Up and down: the row, or the name, before or after.
function walk(by) {
  const ids = all("#ask .row[data-fact]").map((row) => row.dataset.fact);
  const names = all("#ask .names .name").map((name) => name.id.slice("name-".length));
  const list = ids.length ? ids : names;
  const to = list[list.indexOf(session.view.fact) + by];
  if (!to || $("#source").contains(document.activeElement)) return false;
  openFact(to, () => {
    const place = document.getElementById(`row-${to}`) ?? $("#question");
    place?.focus({ preventScroll: true });
    (place?.closest(".open, .open-row") ?? place)?.scrollIntoView({ block: "nearest" });
  });
  return true;
}

// Left and right: the cell before or after, in the row that is open.
function across(by) {
  if ($("#source").contains(document.activeElement)) return walkBoxes(by);
  const row = $("#ask .row[tabindex='0']");
  const chips = row ? all(".chip:not(:disabled)", row) : [];
  const to = chips[chips.indexOf(document.activeElement) + by];
  to?.focus();
  return Boolean(to);
}

function arrow({ code, shiftKey }) {
  const by = code === "ArrowLeft" || code === "ArrowUp" ? -1 : 1;
  const flat = code === "ArrowLeft" || code === "ArrowRight";
  if (session.view.range) {
    (flat ? nudge : nudgeLine)(shiftKey ? "end" : "start", by);
    return true;
  }
  return flat ? across(by) : walk(by);
}

function space(event) {
  const row = event.target.closest?.(".row[data-fact]");
  if (!row || event.target !== row) return false;
  toggleSelected(row.dataset.fact);
  return true;
}

function enter(event) {
  if (event.target.matches(NATIVE) || event.target.matches("textarea, select")) return false;
  submitNow();
  return true;
}

const NAMED = {
  Enter: enter,
  NumpadEnter: enter,
  Space: space,
  Escape: leave,
  F6: () => (otherPane(), true),
  PageUp: () => turnPage(-1),
  PageDown: () => turnPage(1),
  ArrowUp: arrow,
  ArrowDown: arrow,
  ArrowLeft: arrow,
  ArrowRight: arrow,
};

const IN_FIELDS = new Set(["Escape", "F6"]);
const isRadio = (target) => target.matches("input[type=radio]");

function named(event) {
  if (event.code.startsWith("Arrow") && isRadio(event.target)) return false;
  if (event.code === "Enter" && isRadio(event.target)) return enter(event);
  return NAMED[event.code](event);
}

function single(event) {
  if (!singleKeys()) return false;
  const digit = digitOf(event);
  if (digit) return !session.view.range && choose(digit);
  const sign = signOf(event);
  if (session.view.range) return sign === "m" && (take(), true);
  if (!Object.hasOwn(LETTERS, sign ?? "")) return false;
  LETTERS[sign](event);
  return true;
}

const resting = (event) => event.isComposing || event.keyCode === 229 && event.target.matches(FIELDS) || event.ctrlKey || event.metaKey || event.altKey;

function pressed(event) {
  if (resting(event) || event.defaultPrevented || $("dialog[open]") || !session.state) return;
  const inField = event.target.matches(FIELDS);
  if (inField && !IN_FIELDS.has(event.code)) return;
  const done = Object.hasOwn(NAMED, event.code) ? named(event) : single(event);
  if (done) event.preventDefault();
}

export const listenToKeys = () => addEventListener("keydown", pressed);
