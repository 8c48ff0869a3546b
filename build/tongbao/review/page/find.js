// Finds words in the text: blanks, line ends, case and width of signs do not matter.
import { h, kbd } from "./dom.js";
import { say } from "./messages.js";
import { changed, session } from "./session.js";

const MOST = 1000;
let folded = { text: null, signs: "", places: [] };

function foldSign(sign) {
  const plain = sign.normalize("NFKC").toLowerCase();
  return [...plain].length === 1 ? plain : sign;
}

// The text without blanks, and where each of its UTF-16 units stands.
function fold() {
  if (folded.text === session.state.text) return folded;
  const places = [];
  const kept = [];
  session.points.signs.forEach((sign, n) => {
    if (/\s/u.test(sign)) return;
    const plain = foldSign(sign);
    kept.push(plain);
    for (let unit = 0; unit < plain.length; unit += 1) places.push(n);
  });
  folded = { text: session.state.text, signs: kept.join(""), places };
  return folded;
}

export function occurrences(words) {
  const sought = [...words].filter((sign) => !/\s/u.test(sign)).map(foldSign).join("");
  const { signs, places } = fold();
  const found = [];
  for (let at = sought ? signs.indexOf(sought) : -1; at >= 0 && found.length < MOST; at = signs.indexOf(sought, at + sought.length)) {
    found.push({ start: places[at], end: places[at + sought.length - 1] + 1 });
  }
  return found;
}

export function foundNow() {
  const { words, at } = session.view.find;
  return words ? (occurrences(words)[at] ?? null) : null;
}

function go(words, at) {
  const found = occurrences(words);
  const place = found.length ? (at + found.length) % found.length : 0;
  session.view.find = { words, at: place };
  session.view.wanted = found[place]?.start ?? null;
  changed();
}

function typed(event) {
  if (!event.isComposing) go(event.target.value, 0);
}

function keyed(event) {
  if (event.isComposing) return;
  if (event.key === "Enter") {
    event.preventDefault();
    go(session.view.find.words, session.view.find.at + (event.shiftKey ? -1 : 1));
  } else if (event.key === "Escape") {
    event.target.value = "";
    go("", 0);
    document.getElementById("paper").focus();
  }
}

function counted() {
  const { words, at } = session.view.find;
  if (!words) return "";
  const { length } = occurrences(words);
  return length ? say("findCount", at + 1, length) : say("findNone");
}

export function findBar() {
  const input = h("input", { type: "search", id: "find", "aria-label": say("find"), value: session.view.find.words, on: { input: typed, compositionend: typed, keydown: keyed } });
  return [h("label", { for: "find" }, say("find"), " ", kbd("/")), input, h("span", { class: "soft", role: "status" }, counted())];
}

// The field for it, in the text view.
export function startFinding() {
  session.view.source = "text";
  changed();
}

