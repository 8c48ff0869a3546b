// The network over time: for what was chosen, for places and for the strongest pairs, how many measures in each year.
import { byYear, heaviest } from "./members.js";
import { barsOf, hashOf } from "./panels.js";
import { element, say } from "./words.js";

const PAIRS = 15;

export function years(found, { known, maker, language, leads, wanted, choose, chosen }) {
  const together = [...found.teams].filter(([, team]) => team.length > 1);
  const all = say(leads ? "All led together" : "All with several units", leads ? "共同牵头的举措" : "涉及多个单位的举措");
  const rows = [[all, together.map(([measure]) => measure), null]];
  const places = known.places.map(([code, en, zh], at) => [code, language === "zh" ? zh : en, together.filter(([, team]) => team.some((unit) => known.units[unit].place === at)).map(([measure]) => measure)]);
  if (!wanted.place && places.filter(([, , those]) => those.length).length > 1)
    for (const [code, name, those] of places.sort((a, b) => b[2].length - a[2].length)) if (those.length) rows.push([name, those, element("a", { href: "#main", onclick: (event) => choose(event, { place: code }) }, name)]);
  const mine = ({ one, other }) => chosen.has(known.units[one].id) && chosen.has(known.units[other].id);
  const ranked = heaviest(found.pairs.values());
  const pairs = [...ranked.filter(mine), ...ranked.filter((pair) => !mine(pair)).slice(0, PAIRS)];
  const unit = chosen.size === 1 && [...found.units].find((one) => chosen.has(known.units[one].id));
  if (unit !== undefined && unit !== false) rows.unshift([maker.short(unit), [...found.teams].filter(([, team]) => team.includes(unit)).map(([measure]) => measure), element("a", { href: `#u-${known.units[unit].id}` }, element("b", {}, maker.short(unit)))]);
  const span = known.years;
  const row = ([name, measures, link]) => {
    const counts = byYear(measures, span);
    return element("tr", {}, element("th", { scope: "row" }, link ?? name), element("td", {}, barsOf(counts, name, { plain: true, high: 30, wide: 26 * span.length })), element("td", { class: "num" }, measures.length.toLocaleString("en")));
  };
  const head = element("thead", {}, element("tr", {}, element("th", { scope: "col" }, say("Measures", "举措")),
    element("th", { scope: "col" }, element("span", { class: "steps" }, ...span.map((year) => element("button", { type: "button", "aria-pressed": String(wanted.year === String(year)), title: say(`Only ${year}`, `只看 ${year} 年`), onclick: (event) => choose(event, { year: wanted.year === String(year) ? "" : String(year) }) }, span.length > 6 ? `’${String(year).slice(2)}` : String(year))))),
    element("th", { scope: "col", class: "num" }, say("In all", "合计"))));
  const ofPair = (pair) => [`${maker.short(pair.one)} — ${maker.short(pair.other)}`, pair.measures, element("a", { href: hashOf(pair, known) }, `${maker.short(pair.one)} — ${maker.short(pair.other)}`)];
  return [
    element("div", { class: "scroll", role: "group", tabindex: 0, "aria-label": say("Over time", "逐年") }, element("table", { class: "over" }, head, element("tbody", {}, ...rows.map(row), ...pairs.map(ofPair).map(row)))),
    element("p", { class: "note" }, say(`Bars count measures by the year of their notice; each row has a scale of its own. The ${pairs.length} heaviest pairs are shown. Choose a year to see it alone.`, `柱高为各年公文的举措数，每行各有比例尺。列出权重最大的 ${pairs.length} 对。点选年份可只看该年。`))];
}
