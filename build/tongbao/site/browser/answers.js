// An answer as people look at it: a table with names, pictures where its columns fit, files to keep.
import { giveTable, guarded } from "./csv.js";
import { INK } from "./ink.js";
import { save } from "./saved.js";
import { drawn as shapeOf } from "./shapes.js";
import { chooser, isNumber, picturesOf, wayTo } from "./views.js";
import { element, give, say, svg } from "./words.js";

const SHOWN = 1_000; // rows in the table; the files have all
const MANY = 12; // things in a cell

let chosen = "table"; // the view that was chosen last

// Show an answer. `about` is the stored question that was asked, if it was one; `engine` gives names and kinds; `of` says of what it is, if not of all.
export async function show(found, took, { said, answer, completion, root, language, about, engine, source, of }) {
  const time = say(` in ${(took / 1000).toFixed(2)} s`, `，用时 ${(took / 1000).toFixed(2)} 秒`);
  if (found.boolean !== undefined) {
    said.textContent = (found.boolean ? say("Yes", "是") : say("No", "否")) + time;
    return;
  }
  const given = await read(found, { completion, root, language, about, engine });
  const { rows } = given;
  said.textContent = (found.triples ? say(`${rows.length} statements`, `共 ${rows.length} 条陈述`) : say(rows.length === 1 ? "1 row" : `${rows.length} rows`, `共 ${rows.length} 行`)) + time
    + (rows.length > SHOWN ? say(`; the first ${SHOWN} are shown`, `；仅显示前 ${SHOWN} 行`) : "");
  if (of) answer.append(element("p", { class: "remark" }, say(`This is the answer of a sample only: ${of}.`, `以上答案仅出自样本：${of}。`)));
  const isCut = found.cut ?? found.head?.link?.some((link) => link.includes("/limits#"));
  if (isCut) answer.append(element("p", { class: "remark" }, say("The server has cut the answer off here: it is not whole.", "服务器已在此截断，答案不完整。")));
  const views = [{ name: "table", label: say("Table", "表格") }, ...(found.triples ? [] : picturesOf(given))];
  const holder = element("div", {});
  const tools = element("span", { class: "tools" });
  const title = about?.[language] ?? say("Answer", "答案");
  const choose = (name) => {
    chosen = name;
    view(name);
  };
  const view = (name) => {
    const [its, shown] = name === "table" ? tabled(given) : pictured(views.find((one) => one.name === name), { title, source });
    tools.replaceChildren(...its);
    holder.replaceChildren(shown);
  };
  const first = views.some(({ name }) => name === chosen) ? chosen : "table";
  answer.append(element("div", { class: "controls wraps" }, ...(views.length > 1 ? [chooser(views, first, choose)] : []), tools, ...files(found, given)), holder);
  view(first);
}

// The rows of an answer, with all that is known of what stands in them.
async function read(found, { completion, root, language, about, engine }) {
  const names = found.triples ? ["subject", "predicate", "object"] : found.head.vars;
  const rows = found.triples ?? found.results.bindings.map((row) => names.map((name) => row[name]));
  const lists = about?.lists ?? {};
  const things = (term, name) =>
    term && lists[name] && term.type !== "uri" ? term.value.split(" ").filter(Boolean).map((id) => ({ type: "uri", value: `${completion.base}id/${lists[name]}/${id}` })) : term ? [term] : [];
  const cells = rows.slice(0, SHOWN).map((row) => row.map((term, n) => things(term, names[n])));
  const iris = [...new Set(cells.flat().flatMap((terms) => terms.slice(0, MANY)).filter(({ type }) => type === "uri").map(({ value }) => value))];
  const [labels, kinds] = await Promise.all([engine.names(iris, language), engine.kinds(iris.filter((iri) => iri.startsWith(`${completion.base}id/unit/`)))]);
  const shorten = (iri) => shortened(iri, completion);
  return {
    names, rows, cells, labels, shorten, headings: names.map((name) => about?.columns[name]?.[language] ?? name),
    textFor: (term) => (term?.type === "uri" ? (labels[term.value] ?? shorten(term.value)) : textOf(term)),
    wordsFor: ({ value }, name) => about?.words?.[name]?.[value.replace(/^.*\/vocab\//, "")]?.[language],
    wayOf: (iri) => wayTo(iri, { completion, root, language }).page,
    linkTo: (iri) => wayTo(iri, { completion, root, language }),
    lookOf: (iri) => completion.looks[kinds[iri]],
  };
}

// --- the table --------------------------------------------------------------------------------------

function tabled(given) {
  const { names, cells, labels, headings } = given;
  const isFigure = names.map((_, n) => cells.some((row) => row[n].length) && cells.every((row) => !row[n].length || isNumber(row[n][0])));
  const byName = element("input", { type: "checkbox", checked: true, onchange: () => holder.replaceChildren(table()) });
  const more = (count) => (count > MANY ? element("small", {}, say(` and ${count - MANY} more`, ` 等 ${count} 项`)) : null);
  const parted = (terms, column) => {
    const parts = terms.slice(0, MANY).map((term) => cell(term, column, byName.checked, given)).filter(Boolean);
    return [...parts.flatMap((part, n) => [n ? say("; ", "；") : null, part]), more(terms.length)].filter(Boolean);
  };
  const table = () => element("table", { class: "rows" },
    element("thead", {}, element("tr", {}, ...names.map((name, n) => element("th", { scope: "col", title: `?${name}`, class: isFigure[n] ? "figure" : null }, headings[n])))),
    element("tbody", {}, ...cells.map((row) => element("tr", {}, ...row.map((terms, n) => element("td", { "data-l": headings[n], class: isFigure[n] ? "figure" : null }, ...parted(terms, names[n])))))));
  const holder = element("div", { class: "scroll after", tabindex: "0", role: "region", "aria-label": say("Answer", "答案") }, table());
  return [Object.keys(labels).length ? [element("label", {}, byName, " ", say("names instead of IRIs", "显示名称而非 IRI"))] : [], holder];
}

function cell(term, column, byName, { textFor, wordsFor, shorten, linkTo }) {
  const said = byName ? wordsFor(term, column) : undefined;
  if (said !== undefined) return said ? element("bdi", {}, said) : null;
  if (term.type !== "uri") return element("bdi", term["xml:lang"] ? { lang: term["xml:lang"] } : {}, textOf(term));
  const name = byName ? textFor(term) : shorten(term.value);
  const { page, way } = linkTo(term.value);
  const text = element("bdi", /[\u4e00-\u9fff]/.test(name) ? { lang: "zh-Hans" } : {}, name);
  return way ? element("a", { href: way, title: shorten(term.value), rel: page ? null : "external" }, text) : text;
}

// A term as text: a triple within a triple is no text of its own.
const textOf = (term) => (term?.type === "bnode" ? `_:${term.value.replace(/^_:/, "")}` : typeof term?.value === "object" ? `<< ${Object.values(term.value).map(textOf).join(" ")} >>` : (term?.value ?? ""));

function shortened(iri, { prefixes, base }) {
  for (const [prefix, namespace] of Object.entries(prefixes))
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length))) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri.startsWith(`${base}id/`) ? iri.slice(base.length + 3) : iri;
}

// --- pictures ---------------------------------------------------------------------------------------

function pictured(view, { title, source }) {
  let drawn = view.draw();
  const frame = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": view.label }, drawn.picture);
  const note = element("figcaption", { class: "note" }, drawn.about);
  const again = (n) => {
    drawn = view.draw(n);
    frame.replaceChildren(drawn.picture);
    note.textContent = drawn.about;
  };
  const choice = view.choices?.length > 1
    ? element("label", {}, say("Bars: ", "条形："), element("select", { onchange: (event) => again(Number(event.target.value)) }, ...view.choices.map(([n, heading]) => element("option", { value: n }, heading))))
    : null;
  const figure = element("figure", { class: "after" }, frame, legend(view), note);
  const keep = (form) => save(form, figure, { title, about: drawn.about, source, address: location.href, name: "answer" });
  const kept = ["svg", "png"].map((form) => element("button", { type: "button", onclick: () => keep(form) }, say(`Save as ${form.toUpperCase()}`, `保存为 ${form.toUpperCase()}`)));
  return [[choice, ...kept].filter(Boolean), figure];
}

function legend({ kinds = [], weights = [], thickness }) {
  const line = (weight) => svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, svg("line", { class: "tie", x1: 0, x2: 16, y1: 8, y2: 8, stroke: INK.line, "stroke-width": thickness(weight) }));
  return element("ul", { class: "legend", hidden: !kinds.length && !weights.length },
    ...kinds.map((kind) => element("li", {}, shapeOf(kind), kind.label)),
    ...weights.map(({ weight, label }) => element("li", {}, line(weight), label)));
}

// --- files ------------------------------------------------------------------------------------------

function files(found, { names, rows }) {
  const whole = found.triples
    ? element("button", { type: "button", onclick: () => keep(found.text, "answer.nt", "application/n-triples") }, say("Save as N-Triples", "保存为 N-Triples"))
    : element("button", { type: "button", onclick: () => keep(JSON.stringify(found, null, 1), "answer.json", "application/sparql-results+json") }, say("Save as JSON", "保存为 JSON"));
  return [element("button", { type: "button", onclick: () => csv(names, rows) }, say("Save as CSV", "保存为 CSV")), whole];
}

function csv(names, rows) {
  const safe = (term) => (term?.type !== "uri" && !isNumber(term) ? guarded(textOf(term)) : textOf(term));
  giveTable([names, ...rows.map((row) => row.map(safe))], "answer.csv");
}

const keep = (text, name, type) => give(new Blob([text], { type }), name);
