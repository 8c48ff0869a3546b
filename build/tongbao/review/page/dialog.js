// The dialog: keys and settings, or two versions of a fact side by side.
import { $, button, h } from "./dom.js";
import { shownOf } from "./fields.js";
import { keep, kept } from "./kept.js";
import { say, tell } from "./messages.js";

const KEYS = [["1 – 9", "kChoose"], ["Enter", "kEnter"], ["G", "kGroup"], ["↑ ↓ ← →", "kArrows"], ["Space", "kSpace"], ["E", "kEdit"], ["Q", "kQuote"], ["M", "kMark"], ["D", "kSplit"], ["X", "kReject"], ["S", "kLater"], ["Z　Shift+Z", "kUndo"], ["F6", "kPane"], ["PgUp　PgDn", "kPage"], ["/", "kFind"], ["Esc", "kEscape"], ["?", "kHelp"]];
const THEMES = [["auto", "themeAuto"], ["light", "themeLight"], ["dark", "themeDark"]];

export const singleKeys = () => kept("single-keys", true);

export function applyTheme() {
  const theme = new URLSearchParams(location.search).get("theme") ?? kept("theme", "auto");
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function setTheme(theme) {
  keep("theme", theme);
  applyTheme();
}

function show(title, ...content) {
  const dialog = $("#dialog");
  const close = button({ id: "close", on: { click: () => dialog.close() } }, say("close"));
  dialog.replaceChildren(h("h2", { id: "dialog-title" }, title), ...content.flat(), h("p", { class: "act" }, close));
  if (!dialog.open) dialog.showModal();
  close.focus();
}

function settings() {
  const theme = kept("theme", "auto");
  const single = h("label", {}, h("input", { type: "checkbox", id: "single-keys", checked: singleKeys(), on: { change: (event) => keep("single-keys", event.target.checked) } }), " ", say("singleKeys"));
  const looks = THEMES.map(([key, words]) => h("label", {}, h("input", { type: "radio", name: "theme", checked: key === theme, on: { change: () => setTheme(key) } }), " ", say(words)));
  return [h("p", { class: "set" }, single), h("fieldset", { class: "set" }, h("legend", {}, say("theme")), looks)];
}

export function showDialog() {
  const list = h("dl", {}, KEYS.map(([key, words]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, say(words))]));
  show(say("keysTitle"), list, h("p", {}, h("small", {}, say("keysRest"))), settings());
}

// What the file says now beside what the reader answered.
export function compare({ conflict, request }, yours) {
  const typed = request.body.fields ?? {};
  const row = (field) => {
    const mine = Object.hasOwn(typed, field.name) ? shownOf({ ...field, shown: null, value: typed[field.name] }) : "";
    return h("tr", {}, h("th", { scope: "row" }, tell(field.label)), h("td", {}, shownOf(field)), h("td", {}, mine));
  };
  const head = h("tr", {}, h("td"), h("th", { scope: "col" }, say("conflictNow", tell(conflict.shown) || say(conflict.state))), h("th", { scope: "col" }, say("conflictYours", yours)));
  show(tell(conflict.label), h("table", { class: "sum sides" }, h("thead", {}, head), h("tbody", {}, conflict.fields.map(row))));
}
