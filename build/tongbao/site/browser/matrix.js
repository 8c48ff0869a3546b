// The network as a matrix: units in rows and columns, ordered by component, each pair coloured by its weight.
import { components } from "./laid.js";
import { countsOf, heaviest, keyOf, weightSaid } from "./members.js";
import { hashOf } from "./panels.js";
import { element, say } from "./words.js";

const MOST = 60;
const SHADES = 5;
const ROOMY = 18; // with more units, cells are small

export function matrix(found, { known, maker, language }) {
  const counts = countsOf(found);
  const joined = [...found.units].filter((unit) => counts.get(unit).degree > 0);
  const shown = new Set(joined.sort((a, b) => counts.get(b).shared - counts.get(a).shared || a - b).slice(0, MOST));
  const pairs = heaviest(found.pairs.values()).filter(({ one, other }) => shown.has(one) && shown.has(other));
  const order = components([...shown], pairs).flatMap((part, at) => nearOnes(part, pairs).map((unit) => [unit, at]));
  const most = Math.max(0, ...pairs.map(({ weight }) => weight));
  const short = (unit) => maker.short(unit);
  const begins = (at) => at > 0 && order[at][1] !== order[at - 1][1];
  const cell = (row, column, at) => {
    const pair = found.pairs.get(keyOf(row, column));
    const edge = begins(at) ? "part" : null;
    if (row === column) return element("td", { class: `same ${edge ?? ""}`.trim() });
    if (!pair) return element("td", { class: edge });
    const shade = Math.max(1, Math.ceil((SHADES * pair.weight) / most));
    const said = weightSaid(pair.weight);
    const brief = pair.weight >= 10 ? Math.round(pair.weight) : /[.]/.test(said) ? pair.weight.toFixed(1) : said;
    const key = hashOf(pair, known);
    return element("td", { class: `s${shade} ${edge ?? ""}`.trim(), "data-p": key.slice(3) }, element("a", { href: key, title: `${short(row)} — ${short(column)}: ${said}`, "aria-label": say(`${short(row)} and ${short(column)}: ${said}`, `${short(row)}与${short(column)}：${said}`) }, String(brief)));
  };
  const name = (unit) => element("a", { href: `#u-${known.units[unit].id}` }, maker.icon(unit), " ", maker.spoken(short(unit)));
  const table = element("table", { class: order.length > ROOMY ? "matrix dense" : "matrix" },
    element("caption", { class: "hidden" }, say("Pairs of units as a matrix: a row and a column for each unit, and the weight of the pair where they meet", "单位对矩阵：每个单位一行一列，交叉处为权重")),
    element("thead", {}, element("tr", {}, element("td"), ...order.map(([unit], at) => element("th", { scope: "col", class: begins(at) ? "part" : null, "data-u": known.units[unit].id }, element("span", { lang: language === "en" && /[\u4e00-\u9fff]/.test(short(unit)) ? "zh-Hans" : null }, short(unit)))))),
    element("tbody", {}, ...order.map(([row], at) => element("tr", { class: begins(at) ? "part" : null }, element("th", { scope: "row", "data-u": known.units[row].id }, name(row)), ...order.map(([column], n) => cell(row, column, n))))));
  const alone = found.units.size - joined.length;
  const left = joined.length - shown.size;
  const note = [
    say("The darker a cell, the heavier the pair. Thick lines part the groups.", "颜色越深，权重越大；粗线分隔各组。"),
    left > 0 ? say(`The ${shown.size} units that share most are here; ${left.toLocaleString("en")} others are in the table.`, `此处为共有举措最多的 ${shown.size} 个单位，其余 ${left.toLocaleString("en")} 个见下表。`) : "",
    alone > 0 ? say(`${alone.toLocaleString("en")} unit${alone === 1 ? " that meets no other is" : "s that meet no other are"} left out.`, `与他者没有共同举措的 ${alone.toLocaleString("en")} 个单位未列。`) : ""].filter(Boolean).join(say(" ", ""));
  return [element("div", { class: "scroll sticky", role: "group", tabindex: 0, "aria-label": say("Matrix", "矩阵") }, table), element("p", { class: "note" }, note)];
}

// The units of a component, each beside one that it shares most with.
function nearOnes(part, pairs) {
  const weight = new Map(pairs.map((pair) => [pair.key, pair.weight]));
  const left = new Set(part);
  const order = [];
  while (left.size) {
    const score = (unit) => order.reduce((sum, other, at) => sum + (weight.get(keyOf(unit, other)) ?? 0) / (order.length - at), 0);
    const next = [...left].reduce((best, unit) => (score(unit) > score(best) ? unit : best));
    left.delete(next);
    order.push(next);
  }
  return order;
}
