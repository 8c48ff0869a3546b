// The text of the source: its lines with their numbers, tables as tables, and the words of each fact marked.
import { $, all, h } from "./dom.js";
import { say } from "./messages.js";
import { openFact } from "./moving.js";
import { formOf, marked } from "./pages.js";
import { countPoints, lineAt } from "./points.js";
import { current, session } from "./session.js";
import { foundNow } from "./find.js";

let drawn = { text: null, lines: [] }; // the lines on the page, with what each shows
const RANK = { found: 5, sel: 4, cur: 3, rel: 2, ask: 1, done: 1, added: 1, sure: 0 };

const span = (start, end, form, fact = null) => ({ start, end, form, fact });

// All words to be marked, the most important last.
function spans() {
  const fact = current();
  const others = marked().flatMap((one) => one.words.slice(0, one.kind === "name" ? undefined : 1).map(({ start, end }) => span(start, end, formOf(one), one.id)));
  const { range } = session.view;
  const own = range ? [] : (fact?.words ?? []).map(({ start, end }, n) => span(start, end, n && fact.kind !== "name" ? "rel" : "cur", fact.id));
  const sel = range ? [span(range.start, range.end, "sel")] : [];
  const found = foundNow();
  return [...others, ...own, ...sel, ...(found ? [span(found.start, found.end, "found")] : [])].filter(({ start, end }) => end > start);
}

const better = (a, b) => RANK[a.form] - RANK[b.form] || b.end - b.start - (a.end - a.start);

// A line cut where the marks on it begin and end: [start, end, mark or null].
function pieces(line, within) {
  const cuts = new Set([line.start, line.end]);
  for (const { start, end } of within) cuts.add(Math.max(start, line.start)).add(Math.min(end, line.end));
  const at = [...cuts].sort((a, b) => a - b);
  const parts = [];
  at.slice(0, -1).forEach((start, n) => {
    const over = within.filter((one) => one.start <= start && one.end >= at[n + 1]).sort(better).at(-1) ?? null;
    if (parts.length && parts.at(-1)[2] === over) parts.at(-1)[1] = at[n + 1];
    else parts.push([start, at[n + 1], over]);
  });
  return parts;
}

function piece([start, end, mark]) {
  const words = session.points.slice(start, end);
  if (!mark) return h("span", { "data-start": start }, words);
  return h("mark", { class: mark.form, "data-start": start, "data-fact": mark.fact, "data-from": mark.start }, words);
}

function signature(parts) {
  return parts.map(([start, end, mark]) => `${start}-${end}${mark ? `${mark.form}${mark.fact ?? ""}` : ""}`).join(",");
}

// A line is drawn anew only if what is marked on it has changed: a selection by mouse stays.
function fill(entry, within) {
  const parts = entry.line.end > entry.line.start ? pieces(entry.line, within) : [];
  const now = signature(parts);
  if (entry.shows === now) return;
  entry.shows = now;
  entry.element.replaceChildren(...parts.map(piece));
}

function paragraph(line, n) {
  const kind = ["ln", line.heading ? `h${line.heading}` : "", line.centred ? "mid" : ""].join(" ").trim();
  const element = h("span", { class: "said" });
  return { line, element, outer: h("div", { class: kind }, h("span", { class: "no", "aria-hidden": "true" }, String(n + 1)), element), shows: "" };
}

function cell(line, n) {
  const element = h("span", { class: "said" });
  return { line, element, outer: h("td", { rowspan: line.rowspan > 1 ? line.rowspan : null, colspan: line.colspan > 1 ? line.colspan : null, title: say("lineN", n + 1) }, element), shows: "" };
}

// The rows of one table; a cell of several paragraphs is one cell.
function table(entries) {
  const rows = new Map();
  const held = new Map();
  for (const { line, outer, element } of entries) {
    const key = `${line.row}/${line.column}`;
    if (held.has(key)) held.get(key).append(h("br"), element);
    else {
      held.set(key, outer);
      if (!rows.has(line.row)) rows.set(line.row, []);
      rows.get(line.row).push([line.column, outer]);
    }
  }
  const sorted = [...rows].sort(([a], [b]) => a - b).map(([, cells]) => h("tr", {}, cells.sort(([a], [b]) => a - b).map(([, outer]) => outer)));
  return h("div", { class: "sheet-table" }, h("table", {}, h("tbody", {}, sorted)));
}

const isCell = (line) => line.table !== null && line.table !== undefined;

// All lines, cells of one table together.
function build() {
  const entries = session.state.lines.map((line, n) => (isCell(line) ? cell(line, n) : paragraph(line, n)));
  const blocks = [];
  for (let n = 0; n < entries.length; n += 1) {
    if (!isCell(entries[n].line)) blocks.push(entries[n].outer);
    else {
      const from = n;
      while (n + 1 < entries.length && entries[n + 1].line.table === entries[from].line.table) n += 1;
      blocks.push(table(entries.slice(from, n + 1)));
    }
  }
  drawn = { text: session.state.text, lines: entries };
  return h("div", { class: "lines", lang: "zh-CN", on: { click: clicked } }, blocks);
}

// A click on marked words opens their fact; on others it sets the caret.
function clicked(event) {
  const place = positionAt(document.getSelection().anchorNode, document.getSelection().anchorOffset);
  session.view.caret = place;
  const fact = event.target.closest("mark[data-fact]")?.dataset.fact;
  if (fact && !session.view.range && document.getSelection().isCollapsed) openFact(fact);
}

// For each line the marks on it: both are in order, so one walk is enough.
function shared(all) {
  const lines = session.state.lines;
  const on = new Map();
  for (const one of all) {
    for (let n = lineAt(lines, one.start); n < lines.length && lines[n].start < one.end; n += 1) {
      if (!on.has(n)) on.set(n, []);
      on.get(n).push(one);
    }
  }
  return on;
}

export function drawText(paper) {
  if (paper.dataset.shown !== "text" || drawn.text !== session.state.text) {
    paper.replaceChildren(build());
    paper.dataset.shown = "text";
  }
  const on = shared(spans());
  drawn.lines.forEach((entry, n) => fill(entry, on.get(n) ?? []));
}

// The code point at a place of the page's own selection.
export function positionAt(node, offset) {
  const holder = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node?.childNodes?.[offset];
  const part = holder?.closest?.("[data-start]") ?? (holder?.querySelector?.("[data-start]") || null);
  if (!part) return null;
  const within = node.nodeType === Node.TEXT_NODE ? countPoints(node.data.slice(0, offset)) : 0;
  return Number(part.dataset.start) + within;
}

// What is selected in the text by mouse or finger: {start, end}, or null.
export function selectedWords() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount || !$("#paper").contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const start = positionAt(range.startContainer, range.startOffset);
  const end = positionAt(range.endContainer, range.endOffset);
  return start !== null && end !== null && end > start ? { start, end } : null;
}

// Brings a position into sight.
export function showPosition(position) {
  const entry = drawn.lines[lineAt(session.state.lines, position)];
  const parts = entry ? all("[data-start]", entry.element) : [];
  const part = parts.findLast((one) => Number(one.dataset.start) <= position) ?? entry?.element;
  const paper = $("#paper");
  if (!part) return;
  const [inner, outer] = [part.getBoundingClientRect(), paper.getBoundingClientRect()];
  if (inner.top < outer.top + 20 || inner.bottom > outer.bottom - 20) paper.scrollTop += inner.top - outer.top - outer.height / 3;
}

