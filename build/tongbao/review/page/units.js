// A known body, found by its name: near ones are offered first, and nothing is chosen by itself.
import { h } from "./dom.js";
import { say, tell } from "./messages.js";
import { changed, current, session } from "./session.js";
import { ask } from "./sending.js";

const WAIT = 200; // milliseconds after the last sign typed
let due = 0;
let found = []; // of the last search
let soughtFor = "";

async function search(words) {
  soughtFor = words;
  const units = words ? ((await ask(`units?q=${encodeURIComponent(words)}`).catch(() => null)) ?? []) : [];
  if (words !== soughtFor) return; // a later search is on its way
  found = units;
  changed();
}

function typed(event) {
  session.view.typed = event.target.value;
  clearTimeout(due);
  const words = event.target.value.trim();
  if (!event.isComposing) due = setTimeout(() => search(words), WAIT);
}

const about = (unit) => (typeof unit.about === "object" ? tell(unit.about) : (unit.about ?? ""));

function unit(id, field, one, value, set) {
  const key = `${id}-${one.id}`;
  return h("label", {}, h("input", { type: "radio", name: id, id: key, value: one.id, checked: value === one.id, on: { change: () => set(field.name, one.id, true) } }), h("span", {}, one.name, h("small", {}, about(one))));
}

export function unitField(id, field, value, set) {
  const near = current()?.near ?? [];
  const offered = session.view.typed.trim() ? found : near;
  const input = h("input", { type: "search", id, data: { field: field.name }, "aria-label": say("searchUnit"), placeholder: say("searchUnit"), value: session.view.typed, on: { input: typed, compositionend: typed } });
  const nothing = session.view.typed.trim() && soughtFor === session.view.typed.trim() && !found.length ? h("p", { class: "soft" }, say("noUnit")) : null;
  const head = !session.view.typed.trim() && near.length ? h("small", {}, say("nearUnits")) : null;
  return h("div", { class: "pick bodies", role: "radiogroup", "aria-labelledby": `${id}-l` }, input, head, offered.map((one) => unit(id, field, one, value, set)), nothing);
}
