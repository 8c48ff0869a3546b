// The left pane: the original as pictures, all places of a question at once, or the text; and what chooses between them.
import { $, button, h, refill, svg } from "./dom.js";
import { openOnPages } from "./facts.js";
import { findBar } from "./find.js";
import { say } from "./messages.js";
import { drawPage, drawPlaces, placesOf, showBox } from "./pages.js";
import { changed, current, session } from "./session.js";
import { drawText, showPosition } from "./text.js";

const ZOOMS = [50, 75, 100, 125, 150, 200, 300];
const hasPages = () => session.state.pages.length > 0;

// Which view is shown: what was chosen, if the source has it.
export function viewNow() {
  const { source } = session.view;
  if (!hasPages() || source === "text") return "text";
  if (session.view.range) return "page";
  const several = placesOf(current()).length > 1;
  if (source === null) return several && current().kind === "name" ? "places" : "page";
  return several ? source : "page";
}

export function showSource(source) {
  session.view.source = source;
  changed();
}

export function turnPage(by) {
  const numbers = session.state.pages.map(({ number }) => number);
  const to = numbers[numbers.indexOf(session.view.page) + by];
  if (to === undefined || viewNow() !== "page") return false;
  session.view.page = to;
  $("#paper").scrollTop = 0;
  changed();
  return true;
}

export function showPage(number) {
  Object.assign(session.view, { page: number, source: "page" });
  changed();
}

function zoom(by) {
  const at = ZOOMS.indexOf(session.view.zoom);
  session.view.zoom = by === 0 ? 100 : ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, at + by))];
  changed();
}

// Words of a question, shown where they stand.
export function showWords(word) {
  if (viewNow() === "text" || !word.boxes.length) {
    session.view.source = "text";
    session.view.wanted = word.start;
  } else {
    Object.assign(session.view, { source: "page", page: word.boxes[0][0], wanted: word.start });
  }
  changed();
}

const seg = (id, words, pressed, click) => button({ id, "aria-pressed": String(pressed), on: { click } }, words);

function switches() {
  const now = viewNow();
  if (!hasPages()) return h("b", {}, say("text"));
  const places = placesOf(current()).length > 1 && !session.view.range;
  return h(
    "span",
    { class: "seg" },
    seg("see-page", say("original"), now === "page", () => showSource("page")),
    places ? seg("see-places", say("places"), now === "places", () => showSource("places")) : null,
    seg("see-text", say("text"), now === "text", () => showSource("text")),
  );
}

function pageButton(number, open) {
  const here = session.view.page === number;
  const name = open ? say("pair", say("pageN", number), say("openOnPage", open)) : say("pageN", number);
  return button({ id: `page-${number}`, "aria-current": here ? "page" : null, "aria-label": name, on: { click: () => showPage(number) } }, String(number), open ? h("em", {}, String(open)) : null);
}

function pageButtons() {
  const open = openOnPages();
  return [h("span", { class: "pages-word" }, say("page")), h("span", { class: "seg pages" }, session.state.pages.map(({ number }) => pageButton(number, open.get(number) ?? 0)))];
}

function zoomButtons() {
  return h(
    "span",
    { class: "push seg" },
    button({ id: "zoom-out", "aria-label": say("smaller"), on: { click: () => zoom(-1) } }, "−"),
    button({ id: "zoom-fit", on: { click: () => zoom(0) } }, session.view.zoom === 100 ? say("fit") : `${session.view.zoom}%`),
    button({ id: "zoom-in", "aria-label": say("larger"), on: { click: () => zoom(1) } }, "＋"),
  );
}

function everything() {
  const toggle = () => {
    session.view.everything = !session.view.everything;
    changed();
  };
  return button({ id: "everything", class: "bare push", "aria-pressed": String(session.view.everything), on: { click: toggle } }, say("everything"));
}

function drawTools(now) {
  const tools = $("#tools");
  tools.setAttribute("aria-label", say("source"));
  const parts = now === "page" ? [pageButtons(), zoomButtons()] : now === "text" ? [findBar()] : [];
  refill(tools, switches(), parts);
}

const BOXES = ["cur", "rel", "ask", "done", "sure", "added"];
const NAMES = { cur: "current", rel: "related", ask: "asked", done: "settled", sure: "sure", added: "added" };

const boxSign = (form) => svg("svg", { viewBox: "0 0 24 14", "aria-hidden": "true" }, svg("rect", { class: `box ${form}`, x: 1.5, y: 1.5, width: 21, height: 11, rx: 1.5 }));
const markSign = (form, words) => h("mark", { class: form, "aria-hidden": "true" }, words);

function drawLegend(now) {
  const sample = say("text");
  const sign = (form) => (now === "text" ? markSign(form, sample) : boxSign(form));
  const entries = BOXES.map((form) => h("span", {}, sign(form), say(NAMES[form])));
  refill($("#legend"), entries, everything());
}

// Which words must come into sight: those asked for, or those of a question newly opened.
let seen = "";
function comeIntoSight(now) {
  const { wanted, fact, range, page } = session.view;
  const key = [now, fact, page, range ? "range" : ""].join("|");
  const position = wanted ?? (range ? range.start : key === seen ? null : current()?.words[0]?.start);
  seen = key;
  session.view.wanted = null;
  if (position === null || position === undefined) return;
  if (now === "text") showPosition(position);
  else showBox(position);
}

const LABELS = { page: () => say("pageRegion", session.view.page), text: () => say("textRegion"), places: () => say("placesRegion") };
const DRAW = { page: drawPage, text: drawText, places: drawPlaces };

export function drawSource() {
  const now = viewNow();
  $("#source").setAttribute("aria-label", say("source"));
  drawTools(now);
  const paper = $("#paper");
  paper.setAttribute("aria-label", LABELS[now]());
  DRAW[now](paper);
  drawLegend(now);
  comeIntoSight(now);
}

