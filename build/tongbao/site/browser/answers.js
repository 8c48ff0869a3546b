// An answer as people look at it: a table with names, a graph of who is joined with whom, bars, a file for spreadsheets.
import { drawGraph } from "./graph.js";
import { element, give, isWebAddress, pageOf, say, svg } from "./words.js";

const SHOWN = 1_000; // rows in the table; the CSV has all
const BARS = 50;
const MANY = 12; // things in a cell

// Show an answer. `about` is the stored question that was asked, if it was one; `named` gives the names of IRIs.
export async function show(found, took, { said, answer, completion, root, language, about, named }) {
  const time = say(` in ${(took / 1000).toFixed(2)} s`, `，用时 ${(took / 1000).toFixed(2)} 秒`);
  if (found.boolean !== undefined) {
    said.textContent = (found.boolean ? say("Yes", "是") : say("No", "否")) + time;
    return;
  }
  const names = found.triples ? ["subject", "predicate", "object"] : found.head.vars;
  const rows = found.triples ?? found.results.bindings.map((row) => names.map((name) => row[name]));
  const lists = about?.lists ?? {};
  const things = (term, name) =>
    term && lists[name] && term.type !== "uri" ? term.value.split(" ").filter(Boolean).map((id) => ({ type: "uri", value: `${completion.base}id/${lists[name]}/${id}` })) : term ? [term] : [];
  const cells = rows.slice(0, SHOWN).map((row) => row.map((term, n) => things(term, names[n])));
  const labels = await named([...new Set(cells.flat().flatMap((terms) => terms.slice(0, MANY)).filter(({ type }) => type === "uri").map(({ value }) => value))]);

  const shorten = (iri) => shortened(iri, completion);
  const textFor = (term) => (term?.type === "uri" ? (labels[term.value] ?? shorten(term.value)) : textOf(term));
  const byName = element("input", { type: "checkbox", checked: true, onchange: () => holder.replaceChildren(table()) });

  const wordsFor = ({ value }, name) => about?.words?.[name]?.[value.replace(/^.*\/vocab\//, "")]?.[language];

  function cell(term, column) {
    const said = byName.checked ? wordsFor(term, column) : undefined;
    if (said !== undefined) return element("bdi", {}, said);
    if (term.type !== "uri") return element("bdi", term["xml:lang"] ? { lang: term["xml:lang"] } : {}, textOf(term));
    const name = byName.checked ? textFor(term) : shorten(term.value);
    const page = pageOf(term.value, completion.base, root, language);
    const way = page ?? (isWebAddress(term.value) ? term.value : null);
    const text = element("bdi", /[\u4e00-\u9fff]/.test(name) ? { lang: "zh-Hans" } : {}, name);
    return way ? element("a", { href: way, title: shorten(term.value), rel: page ? null : "external" }, text) : text;
  }

  function table() {
    const heading = (name) => element("th", { scope: "col", title: `?${name}` }, about?.columns[name]?.[language] ?? name);
    const more = (count) => (count > MANY ? element("small", {}, say(` and ${count - MANY} more`, ` 等 ${count} 项`)) : null);
    const parted = (terms, column) => [...terms.slice(0, MANY).flatMap((term, n) => [n ? say("; ", "；") : null, cell(term, column)]), more(terms.length)];
    return element("table", {},
      element("thead", {}, element("tr", {}, ...names.map(heading))),
      element("tbody", {}, ...cells.map((row) => element("tr", {}, ...row.map((terms, n) => element("td", isNumber(terms[0]) ? { class: "figure" } : {}, ...parted(terms, names[n])))))));
  }

  said.textContent = (found.triples ? say(`${rows.length} statements`, `共 ${rows.length} 条陈述`) : say(rows.length === 1 ? "1 row" : `${rows.length} rows`, `共 ${rows.length} 行`)) + time
    + (rows.length > SHOWN ? say(`; the first ${SHOWN} are shown`, `；仅显示前 ${SHOWN} 行`) : "");
  const whole = found.triples
    ? element("button", { type: "button", onclick: () => keep(found.text, "answer.nt", "application/n-triples") }, say("Save as N-Triples", "保存为 N-Triples"))
    : element("button", { type: "button", onclick: () => keep(JSON.stringify(found, null, 1), "answer.json", "application/sparql-results+json") }, say("Save as JSON", "保存为 JSON"));
  const csv = element("button", { type: "button", onclick: () => save(names, rows) }, say("Save as CSV", "保存为 CSV"));
  const holder = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("Answer", "答案") }, table());
  answer.append(element("p", { class: "controls" }, csv, whole, Object.keys(labels).length ? element("label", {}, byName, " ", say("names instead of IRIs", "显示名称而非 IRI")) : null));
  const picture = found.triples ? null : graph(names, rows, textFor) ?? bars(names, rows, textFor);
  if (picture) answer.append(element("details", { open: true }, element("summary", {}, say("As a picture", "以图显示")), picture));
  answer.append(holder);
}

// Who is joined with whom: ?node and ?linkedNode, or else the first two columns that hold units.
function graph(names, rows, textFor) {
  const named = ["node", "linkedNode"].map((name) => names.indexOf(name));
  const units = names.map((_, n) => n).filter((n) => rows.length && rows.every((row) => /\/id\/unit\//.test(row[n]?.value ?? "")));
  const [one, other] = named.every((n) => n >= 0) ? named : units;
  if (other === undefined) return null;
  const label = (row, n, name) => row[names.indexOf(name)]?.value ?? textFor(row[n]);
  const pairs = rows.filter((row) => row[one]).map((row) => [
    { id: row[one].value, label: label(row, one, "nodeLabel") },
    row[other] && { id: row[other].value, label: label(row, other, "linkedNodeLabel") },
  ]);
  return drawGraph(pairs);
}

// A number that is one: a literal may say that it is, and not be.
function isNumber(term) {
  return /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double)$/.test(term?.datatype ?? "") && /^[-+]?[\d.]+(?:[eE][-+]?\d+)?$/.test(term.value);
}

// A term as text: a triple within a triple is no text of its own.
const textOf = (term) => (term?.type === "bnode" ? `_:${term.value.replace(/^_:/, "")}` : typeof term?.value === "object" ? `<< ${Object.values(term.value).map(textOf).join(" ")} >>` : (term?.value ?? ""));

function shortened(iri, { prefixes, base }) {
  for (const [prefix, namespace] of Object.entries(prefixes))
    if (iri.startsWith(namespace) && /^[\w-]+$/.test(iri.slice(namespace.length))) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri.startsWith(`${base}id/`) ? iri.slice(base.length + 3) : iri;
}

// Bars of the only column of numbers, by what stands first in each row.
function bars(names, rows, textFor) {
  const figures = names.map((_, n) => n).filter((n) => rows.every((row) => isNumber(row[n])));
  const of = names.findIndex((_, n) => !figures.includes(n));
  if (!rows.length || rows.length > BARS || figures.length !== 1 || of < 0) return null;
  const values = rows.map((row) => Number(row[figures[0]].value));
  const most = Math.max(...values, 0);
  if (Math.min(...values) < 0 || Math.min(...values) === most) return null; // nothing to see in bars that are all the same
  return element("table", { class: "chart" }, element("tbody", {}, ...rows.map((row, n) => element("tr", {},
    element("th", { scope: "row" }, element("bdi", {}, textFor(row[of]))),
    element("td", {}, bar((100 * values[n]) / most)),
    element("td", { class: "figure" }, row[figures[0]].value)))));
}

const bar = (share) => svg("svg", { "aria-hidden": "true" }, svg("rect", { class: "is", width: `${share}%`, height: "100%" }));

function save(names, rows) {
  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const safe = (term) => {
    const text = textOf(term);
    return quoted(term?.type !== "uri" && !isNumber(term) && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
  };
  const lines = [names.map(quoted), ...rows.map((row) => row.map(safe))].map((cells) => cells.join(",") + "\r\n");
  keep(`\ufeff${lines.join("")}`, "answer.csv", "text/csv"); // the mark tells Excel that it is UTF-8
}

const keep = (text, name, type) => give(new Blob([text], { type }), name);
