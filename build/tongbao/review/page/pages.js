// Pages of the original as pictures, with boxes over the words of each fact.
import { $, all, h, svg } from "./dom.js";
import { say } from "./messages.js";
import { boxesOf, nearest } from "./characters.js";
import { openFact, saidOf } from "./moving.js";
import { setRange } from "./ranges.js";
import { current, session } from "./session.js";

const SCALE = 2; // pixels a point
const ROOM = 62; // points above and below the words, in a strip
const FORMS = { sure: "sure", asked: "ask", later: "ask", settled: "done", added: "added" };
const SIGNS = { ask: "?", done: "✓" };

export const formOf = (fact) => (fact.state === "sure" && fact.seen ? "done" : FORMS[fact.state]);
const pageOf = (number) => session.state.pages.find((page) => page.number === number);

// Facts whose words are marked: those of the step, or all; rejected ones never.
export function marked() {
  const { step, everything, fact } = session.view;
  return session.facts.filter((one) => one.id !== fact && one.state !== "rejected" && (everything || one.step === step));
}

// A point of the window as one of the page.
function pointOf(event, picture) {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
  return { x, y };
}

// Words are chosen on the picture by drawing over them.
function listenToDrawing(picture, number) {
  let from = null;
  const reach = (event) => {
    const to = nearest(number, pointOf(event, picture));
    if (from === null || to === null) return;
    setRange(Math.min(from, to), Math.max(from, to) + 1);
    $(".over", picture).replaceChildren(...overlay(number));
  };
  picture.addEventListener("pointerdown", (event) => {
    if (!session.view.range) return;
    from = nearest(number, pointOf(event, picture));
    picture.setPointerCapture(event.pointerId);
    reach(event);
  });
  picture.addEventListener("pointermove", (event) => from !== null && reach(event));
  for (const end of ["pointerup", "pointercancel"]) picture.addEventListener(end, () => (from = null));
}

const nameOf = (fact) => say("aside", saidOf(fact), say(fact.state));

function rect([, x0, top, x1, bottom], form) {
  return svg("rect", { class: `box ${form}`, x: x0 - 1, y: top - 0.5, width: x1 - x0 + 2, height: bottom - top + 1, rx: 1.5 });
}

function sign(boxes, form) {
  const [, , top, x1] = boxes.at(-1);
  return SIGNS[form] ? svg("text", { class: `sign ${form}`, x: x1 + 1.5, y: top + 5, "aria-hidden": "true" }, SIGNS[form]) : null;
}

// The words of one fact on one page: a button, however many lines they run over.
function group(fact, word, number, form) {
  const boxes = word.boxes.filter(([page]) => page === number);
  if (!boxes.length) return null;
  const click = () => openFact(fact.id);
  const keydown = (event) => event.key === "Enter" && (event.stopPropagation(), event.preventDefault(), click());
  return [svg("g", { role: "button", tabindex: -1, "aria-label": nameOf(fact), "data-at": word.start, on: { click, keydown } }, boxes.map((box) => rect(box, form))), sign(boxes, form)];
}

// CJK signs are twice as wide as letters.
const flagWidth = () => [...say("current")].reduce((sum, sign) => sum + (sign > "\u2e80" ? 8.5 : 4.9), 8);

function flag(fact, number, page) {
  const boxes = (fact.words[0]?.boxes ?? []).filter(([on]) => on === number);
  if (!boxes.length) return null;
  const right = Math.max(...boxes.map(([, , , x1]) => x1));
  const y = boxes[0][2] + 8;
  const x = Math.min(right + 10, page.width - flagWidth() - 4);
  return svg("g", { class: "flag", "aria-hidden": "true" }, svg("path", { d: `M${x - 5} ${y}l6 -5v10z` }), svg("rect", { x, y: y - 6, width: flagWidth(), height: 12, rx: 2 }), svg("text", { x: x + 4, y: y + 3 }, say("current")));
}

function overlay(number) {
  const page = pageOf(number);
  const fact = current();
  const others = marked().flatMap((one) => one.words.slice(0, one.kind === "name" ? undefined : 1).map((word) => group(one, word, number, formOf(one))));
  const { range } = session.view;
  if (range) return [...others.flat(Infinity).filter(Boolean), ...boxesOf(number, range.start, range.end).map((box) => rect(box, "sel"))];
  const own = (fact?.words ?? []).map((word, n) => group(fact, word, number, n && fact.kind !== "name" ? "rel" : "cur"));
  const parts = [others, own, fact ? flag(fact, number, page) : null].flat(Infinity).filter(Boolean);
  const first = parts.find((part) => part.querySelector?.(".box.cur")) ?? parts.find((part) => part.getAttribute("role"));
  first?.setAttribute("tabindex", "0");
  return parts;
}

function sheet(number, viewBox, label) {
  const { width, height } = pageOf(number);
  const image = svg("image", { href: `page/${number}.png?scale=${SCALE}`, x: 0, y: 0, width, height, on: { error: missing } });
  return svg("svg", { viewBox: viewBox ?? `0 0 ${width} ${height}`, role: "group", "aria-label": label, class: "sheet" }, image, svg("g", { class: "over" }));
}

function missing(event) {
  const paper = event.target.closest(".paper");
  if (paper && !$(".warn", paper)) paper.prepend(h("p", { class: "warn" }, say("pageMissing")));
}

// The arrows go from box to box.
export function walkBoxes(by) {
  const boxes = all("#paper [role=button]");
  const at = boxes.indexOf(document.activeElement);
  if (at < 0 || !boxes[at + by]) return false;
  boxes[at].setAttribute("tabindex", "-1");
  boxes[at + by].setAttribute("tabindex", "0");
  boxes[at + by].focus();
  return true;
}

// The picture stays while the page does; only the boxes are drawn anew.
function keepSheet(paper, key, make) {
  if (paper.dataset.shown !== key) {
    paper.replaceChildren(...make());
    paper.dataset.shown = key;
  }
}

export function drawPage(paper) {
  const { page, zoom } = session.view;
  keepSheet(paper, `page ${page} ${say("page")}`, () => {
    const made = sheet(page, null, say("pageN", page));
    listenToDrawing(made, page);
    return [made];
  });
  const picture = $("svg.sheet", paper);
  picture.classList.toggle("choosing", Boolean(session.view.range));
  picture.setAttribute("width", `${zoom}%`);
  const focused = document.activeElement?.closest?.("[data-at]")?.dataset.at;
  $(".over", picture).replaceChildren(...overlay(page));
  if (focused) $(`[data-at="${focused}"]`, picture)?.focus({ preventScroll: true });
}

// Each place of the open question that has a box: [page, top, bottom].
export function placesOf(fact) {
  const places = (fact?.words ?? []).flatMap(({ boxes }) => [...new Set(boxes.map(([page]) => page))].map((number) => {
    const here = boxes.filter(([page]) => page === number);
    return [number, Math.min(...here.map((box) => box[2])), Math.max(...here.map((box) => box[4]))];
  }));
  const strips = [];
  for (const [page, top, bottom] of places) {
    const last = strips.at(-1);
    if (last && last[0] === page && top - last[2] < ROOM * 1.5 && bottom > last[1]) last[2] = Math.max(last[2], bottom);
    else strips.push([page, top, bottom]);
  }
  return strips;
}

function strip([number, top, bottom], n) {
  const { width, height } = pageOf(number);
  const from = Math.max(0, top - ROOM);
  const tall = Math.min(height, bottom + ROOM) - from;
  const caption = say("placeN", n + 1, number);
  return h("figure", { class: "strip", data: { page: String(number) } }, h("figcaption", {}, caption), sheet(number, `0 ${from} ${width} ${tall}`, caption));
}

export function drawPlaces(paper) {
  const places = placesOf(current());
  keepSheet(paper, `places ${JSON.stringify(places)} ${say("page")}`, () => places.map(strip));
  for (const figure of all(".strip", paper)) $(".over", figure).replaceChildren(...overlay(Number(figure.dataset.page)));
}

// Brings the box of a position into sight.
export function showBox(position) {
  const paper = $("#paper");
  const box = session.view.range ? $(".box.sel", paper) : ($(`[data-at="${position}"]`, paper) ?? $(".box.cur", paper));
  if (!box) return;
  const [inner, outer] = [box.getBoundingClientRect(), paper.getBoundingClientRect()];
  if (inner.top > outer.top + 30 && inner.bottom < outer.bottom - 30) return;
  paper.scrollTop += inner.top - outer.top - outer.height / 3;
}
