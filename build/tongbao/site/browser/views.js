// The ways to look at an answer: a table always, and pictures where its columns fit them.
import { drawGraph, thickness } from "./graph.js";
import { drawBars, drawMatrix, drawTimeline } from "./pictures.js";
import { element, isWebAddress, pageOf, say } from "./words.js";

const [BARS, PAIRS, SIDE, EVENTS] = [50, 300, 40, 200]; // what a picture can hold
const DATES = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:date|dateTime|gYear|gYearMonth)$/;
const THING = /\/id\/(?:unit|measure|notice|place)\//; // what can be joined with one another
const DATE = /^\d{4}(?:-\d\d){0,2}/;

// A number that is one: a literal may say that it is, and not be.
export const isNumber = (term) => /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(integer|decimal|double)$/.test(term?.datatype ?? "") && /^[-+]?[\d.]+(?:[eE][-+]?\d+)?$/.test(term.value);

// The pictures that fit an answer: { name, label, draw, about }. `given` has its names, rows and texts, and what is known of things.
export function picturesOf(given) {
  return [bars(given), graph(given), timeline(given), matrix(given)].filter(Boolean);
}

const columns = ({ names }) => names.map((_, n) => n);
const filled = (rows, n) => rows.filter((row) => row[n]);
const only = (rows, n, fits) => filled(rows, n).length > 0 && filled(rows, n).every((row) => fits(row[n]));

// --- bars -------------------------------------------------------------------------------------------

function bars(given) {
  const { rows, headings, textFor } = given;
  const figures = columns(given).filter((n) => only(rows, n, isNumber) && differ(filled(rows, n).map((row) => Number(row[n].value))));
  const named = columns(given).filter((n) => only(rows, n, (term) => !isNumber(term)) && filled(rows, n).length === rows.length);
  const of = named.find((n) => isName(given, n)) ?? named[0];
  if (of === undefined || !figures.length || areUnlike(given) || rows.length < 2 || rows.length > BARS) return null;
  const draw = (n) => drawBars(filled(rows, n).map((row) => ({ name: textFor(row[of]), value: Number(row[n].value), text: row[n].value })), headings[n]);
  return { name: "chart", label: say("Chart", "条形图"), choices: figures.map((n) => [n, headings[n]]), draw: (n = figures[0]) => ({ picture: draw(n), about: about(headings[n], rows.length - filled(rows, n).length) }) };
}

// Figures of several units of measure cannot stand beside one another.
const areUnlike = ({ rows }) => {
  const units = rows.map((row) => row.filter((term) => /\/(?:vocab|vocabulary)\/unit-of-measure#/.test(term?.value)).map(({ value }) => value).join(" "));
  return new Set(units).size > 1;
};
const differ = (values) => Math.min(...values) >= 0 && new Set(values).size > 1;
const about = (heading, without) => heading + (without ? say(`; rows without a number: ${without}`, `；无数字的行：${without}`) : "");

// --- pairs ------------------------------------------------------------------------------------------

// The columns of two things that each row joins: ?node and ?linkedNode, or else the first two of units, measures, notices or places.
function ends(given) {
  const { names, rows, wayOf } = given;
  const [node, linked] = ["node", "linkedNode"].map((name) => names.indexOf(name));
  if (node >= 0 && linked >= 0) return [node, linked];
  const things = columns(given).filter((n) => rows.length && rows.every((row) => row[n]?.type === "uri" && THING.test(row[n].value) && wayOf(row[n].value)));
  return things.length > 1 ? things.slice(0, 2) : null;
}

function joined(given) {
  const { names, rows, textFor, wayOf, lookOf } = given;
  const found = ends(given);
  if (!found || !rows.length || rows.length > PAIRS) return null;
  const [one, other] = found;
  const weighed = ["weight", "times", "count"].map((name) => names.indexOf(name)).find((n) => n >= 0 && rows.every((row) => isNumber(row[n]) && Number(row[n].value) > 0));
  const nodes = new Map();
  const weights = new Map();
  const label = (row, n, name) => row[names.indexOf(name)]?.value ?? textFor(row[n]);
  for (const row of rows) {
    for (const [n, name] of [[one, "nodeLabel"], [other, "linkedNodeLabel"]]) {
      const id = row[n]?.value;
      if (id && !nodes.has(id)) nodes.set(id, { id, label: label(row, n, name), look: lookOf(id), way: row[n].type === "uri" ? wayOf(id) : null, left: n === one });
    }
    if (row[one] && row[other]) {
      const pair = `${row[one].value} ${row[other].value}`;
      weights.set(pair, (weights.get(pair) ?? 0) + (weighed === undefined ? 1 : Number(row[weighed].value)));
    }
  }
  const edges = [...weights].map(([pair, weight]) => ({ one: pair.split(" ")[0], other: pair.split(" ")[1], weight }));
  return { nodes: [...nodes.values()], edges, weights, most: Math.max(...weights.values(), 1) };
}

function graph(given) {
  const found = joined(given);
  if (!found?.edges.length) return null;
  const said = say(`${found.nodes.length} nodes, ${found.edges.length} lines`, `${found.nodes.length} 个节点，${found.edges.length} 条连线`);
  const looks = [...new Map(found.nodes.filter(({ look }) => look).map(({ look }) => [look.class, { ...look, label: say(look.en, look.zh) }])).values()];
  const weights = found.most > 1 ? [1, found.most].map((weight) => ({ weight, label: say(`weight ${weight}`, `权重 ${weight}`) })) : [];
  return {
    name: "graph", label: say("Graph", "关系图"), kinds: looks, weights, thickness: (weight) => thickness(weight, found.most),
    draw: () => ({ picture: drawGraph(found.nodes, found.edges, said), about: said }),
  };
}

function matrix(given) {
  const found = joined(given);
  if (!found || found.edges.length < 3) return null;
  const lefts = new Set(found.edges.map(({ one }) => one));
  const isOne = found.edges.some(({ other }) => lefts.has(other)); // the same things on both sides
  const weights = new Map(found.weights);
  if (isOne) for (const { one, other, weight } of found.edges) if (!weights.has(`${other} ${one}`)) weights.set(`${other} ${one}`, weight);
  const of = new Map(found.nodes.map((node) => [node.id, node]));
  const inOrder = nearOrder(found.nodes, found.edges).map((id) => of.get(id));
  const rows = isOne ? inOrder : inOrder.filter(({ id }) => lefts.has(id));
  const tops = isOne ? rows : inOrder.filter(({ id }) => found.edges.some(({ other }) => other === id));
  if (Math.max(rows.length, tops.length) > SIDE) return null;
  const said = say(`${rows.length} rows, ${tops.length} columns`, `${rows.length} 行，${tops.length} 列`);
  return { name: "matrix", label: say("Matrix", "矩阵"), draw: () => ({ picture: drawMatrix(rows, tops, weights, said), about: said }) };
}

// Those that are joined stand near one another: from the one with most lines on, then its neighbours.
function nearOrder(nodes, edges) {
  const around = new Map(nodes.map(({ id }) => [id, []]));
  for (const { one, other } of edges) (around.get(one).push(other), around.get(other).push(one));
  const order = new Set();
  for (const id of [...around.keys()].sort((a, b) => around.get(b).length - around.get(a).length)) {
    const near = new Set(order.has(id) ? [] : [id]);
    for (const next of near) for (const other of around.get(next)) near.add(other); // a set that grows is walked to its end
    for (const next of near) order.add(next);
  }
  return [...order].filter((id) => around.get(id).length);
}

// --- time -------------------------------------------------------------------------------------------

function timeline(given) {
  const { rows, names, textFor } = given;
  const when = columns(given).find((n) => only(rows, n, (term) => DATES.test(term.datatype ?? "") && DATE.test(term.value)));
  const what = columns(given).find((n) => n !== when && only(rows, n, (term) => term.type === "uri" || !isNumber(term)) && isName(given, n));
  if (when === undefined || what === undefined) return null;
  const events = filled(rows, when).map((row) => ({ date: DATE.exec(row[when].value)[0], name: row[what] ? textFor(row[what], names[what]) : "" }));
  if (events.length < 2 || events.length > EVENTS) return null;
  events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { name: "timeline", label: say("Timeline", "时间线"), draw: () => ({ picture: drawTimeline(events, say("Timeline", "时间线")), about: say(`${events.length} dates`, `${events.length} 个日期`) }) };
}

// A column that tells rows apart, and is no kind of things.
const isName = ({ rows }, n) => new Set(rows.map((row) => row[n]?.value)).size > rows.length / 2;

// --- what views share -------------------------------------------------------------------------------

// A thing's page, or the address that it is.
export function wayTo(iri, { completion, root, language }) {
  const page = pageOf(iri, completion.base, root, language);
  return { page, way: page ?? (isWebAddress(iri) ? iri : null) };
}

// The buttons that choose a view.
export function chooser(views, chosen, choose) {
  const buttons = views.map(({ name, label }) => element("button", { type: "button", "aria-pressed": String(name === chosen), onclick: () => select(name) }, label));
  function select(name) {
    buttons.forEach((button, n) => button.setAttribute("aria-pressed", String(views[n].name === name)));
    choose(name);
  }
  return element("div", { class: "segments", role: "group", "aria-label": say("View", "视图") }, ...buttons);
}
