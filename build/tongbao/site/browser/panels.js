// What stands behind a unit, a measure or a pair of a network that is too large for its page to hold: made here from its pieces.
import { byYear, weightSaid } from "./members.js";
import { element, pageOf, say, svg } from "./words.js";

const AT_ONCE = 4; // measures of a pair
const NAMED = 12; // partners and measures of a unit
const IN_WORDS = ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"];

export function panelMaker({ known, root, base, language, leads }) {
  const iri = (kind, id) => `${base}id/${kind}/${id.replaceAll("--", "/")}`;
  const short = (unit) => known.units[unit][language];
  const full = (unit) => (language === "zh" ? known.units[unit].nameZh : known.units[unit].nameEn);
  const icon = (unit) => {
    const drawn = svg("svg", { class: "k", "aria-hidden": "true" });
    drawn.append(svg("use", { href: `#k-${known.kinds[known.units[unit].kind][3]}` }));
    return drawn;
  };
  const spoken = (text) => element("bdi", { lang: /[\u4e00-\u9fff]/.test(text) && language === "en" ? "zh-Hans" : null }, text);
  const count = (n, one, many) => `${(IN_WORDS[n] ?? n.toLocaleString("en")).toLowerCase()} ${n === 1 ? one : many}`;
  const titled = ({ english, title, ended }) => (language === "en" && english ? english : title) + (ended ? say(` (${ended[0].toLowerCase()})`, `（${ended[1]}）`) : "");
  const newest = (measures) => [...measures].sort((a, b) => (b.year ?? 0) - (a.year ?? 0) || b.number.localeCompare(a.number, "zh", { numeric: true }) || a.position - b.position);

  const panel = (sort, title, ...parts) => element("section", { class: "panel", tabindex: -1 },
    element("a", { class: "close", href: "#network" }, `${say("Close", "关闭")} ×`),
    element("p", { class: "eyebrow" }, sort),
    element("h2", {}, spoken(title)),
    ...parts);
  const listed = (heading, items, more, unit) => (items.length ? [
    element("h3", {}, heading),
    element("ul", { class: "plain" }, ...items),
    ...(more > 0 ? [element("p", { class: "note" }, say(`and ${more.toLocaleString("en")} more on ${unit ? "its" : "their"} page`, `另有 ${more.toLocaleString("en")} 个，见其页面`))] : [])] : []);
  const page = (address) => {
    const way = pageOf(address, base, root, language);
    return element("p", { class: "go" }, way ? element("a", { href: way }, say("Its page", "查看页面")) : null, way ? element("a", { href: `${root}data/${address.slice(address.indexOf("/id/") + 4)}.ttl` }, say("Data (Turtle)", "数据（Turtle）")) : null);
  };

  function bars(measures) {
    const counts = byYear(measures, known.years);
    if (counts.length < 2) return [];
    return [element("h3", {}, say("By year", "逐年")), barsOf(counts, say("Measures in each year", "各年举措数"))];
  }

  // The words of a measure: its cell, with the names of some units marked, and what others do.
  function words({ why, cell, parts, id }, chosen) {
    const notice = id.slice(0, id.lastIndexOf("--"));
    const quotes = new Map();
    for (const [unit, role, , quote, start, end] of parts) {
      if (role === "lead" || !chosen.has(unit)) continue;
      const key = `${start}-${end} ${role}`;
      if (!quotes.has(key)) quotes.set(key, { role, quote, start, end, units: [] });
      quotes.get(key).units.push(unit);
    }
    const label = (code) => known.roles.find(([role]) => role === code)?.[language === "zh" ? 2 : 1] ?? code;
    return [
      cell.length ? element("p", { class: "words", lang: "zh-Hans" }, why?.[0][0] ? element("span", { class: "head" }, why[0][0]) : null,
        ...cell.map(([text, ...units]) => (units.some((unit) => chosen.has(unit)) ? element("mark", {}, text) : text))) : null,
      ...[...quotes.values()].map(({ role, quote, start, end, units }) => element("p", { class: "words", lang: "zh-Hans" },
        element("span", { class: "head", lang: language === "zh" ? "zh-Hans" : "en" }, units.map(short).join(say(", ", "、")) + say(": ", "：") + label(role)),
        element("a", { class: "quiet", href: `${root}${language}/source/${notice}.html#s-${start}-${end}` }, quote)))];
  }
  const where = ({ number, year, annex, position }) => [
    element("span", { lang: "zh-Hans" }, number || String(year ?? "")),
    [annex ? say(`, annex ${annex}`, `，附件${annex}`) : "", position ? say(`, no. ${position}`, `${annex ? "" : "，"}第${position}项`) : ""].join("")];

  // Some measures with their words, a few at a time.
  function evidence(measures, chosen) {
    const host = element("div", { class: "evidence" });
    const show = (from) => {
      const to = Math.min(from + AT_ONCE, measures.length);
      host.replaceChildren(
        ...measures.slice(from, to).map((measure) => element("div", { class: "cited" },
          element("p", {}, element("a", { class: "original", href: `#m-${measure.id}`, lang: language === "en" && !measure.english ? "zh-Hans" : null }, titled(measure)),
            element("small", {}, ...where(measure), ` · ${say(`${measure.roles.size} unit${measure.roles.size === 1 ? "" : "s"}`, `${measure.roles.size} 个单位`)}`)),
          ...words(measure, chosen))),
        ...(measures.length > AT_ONCE ? [element("p", { class: "pager" }, element("span", {}, say(`${from + 1}–${to} of ${measures.length.toLocaleString("en")}`, `第 ${from + 1}–${to} 项，共 ${measures.length.toLocaleString("en")} 项`)),
          element("button", { type: "button", disabled: from === 0, onclick: () => show(from - AT_ONCE) }, say("Previous", "上一页")),
          element("button", { type: "button", disabled: to === measures.length, onclick: () => show(to) }, say("Next", "下一页")))] : []));
    };
    show(0);
    return host;
  }

  function ofPair(pair, place) {
    const [one, other] = [pair.one, pair.other].sort((a, b) => (known.units[a].id < known.units[b].id ? -1 : 1));
    const together = say(count(pair.times, "measure", "measures"), ` ${pair.times.toLocaleString("en")} 项举措`);
    return panel(say("Pair of units", "一对单位") + (place ? ` · ${place}` : ""), say(`${short(one)} and ${short(other)}`, `${short(one)}与${short(other)}`),
      element("p", {}, leads ? say(`Lead ${together} together; shared weight ${weightSaid(pair.shared)}.`, `共同牵头${together}，分摊权重 ${weightSaid(pair.shared)}。`) : say(`Both have a part in ${together}; weight ${weightSaid(pair.shared)}.`, `同与${together}有关，分摊权重 ${weightSaid(pair.shared)}。`)),
      ...bars(pair.measures),
      element("h3", {}, say("Measures and words, newest first", "举措与原文，新者在前")),
      evidence(newest(pair.measures), new Set([one, other])),
      ...(leads ? [page(`${base}id/co-leadership/${known.units[one].id}/${known.units[other].id}`)] : []));
  }

  function ofUnit(unit, found) {
    const pairs = [...found.pairs.values()].filter(({ one, other }) => one === unit || other === unit).sort((a, b) => b.shared - a.shared || b.times - a.times);
    const own = newest([...found.teams].filter(([, team]) => team.includes(unit)).map(([measure]) => measure));
    const shared = own.filter((measure) => measure.roles.size > 1).length;
    const partner = (pair) => {
      const other = pair.one === unit ? pair.other : pair.one;
      return element("li", { class: "u" }, icon(other), element("a", { href: hashOf(pair, known) }, spoken(short(other)), say(` (${pair.times})`, `（${pair.times}）`)));
    };
    return panel(known.kinds[known.units[unit].kind][language === "zh" ? 2 : 1], full(unit),
      element("p", {}, leads ? say(`Leads ${count(own.length, "measure", "measures")}, ${shared.toLocaleString("en")} of them with others.`, `牵头 ${own.length.toLocaleString("en")} 项举措，其中 ${shared.toLocaleString("en")} 项与其他单位共同牵头。`) : say(`Has a part in ${count(own.length, "measure", "measures")}.`, `与 ${own.length.toLocaleString("en")} 项举措有关。`)),
      ...bars(own),
      ...listed(say(`With ${count(pairs.length, "other unit", "other units")}`, `共同${leads ? "牵头" : "参与"}的单位 ${pairs.length.toLocaleString("en")} 个`), pairs.slice(0, NAMED).map(partner), pairs.length - NAMED, true),
      element("h3", {}, say("Measures and words, newest first", "举措与原文，新者在前")),
      evidence(own, new Set([unit])),
      page(iri("unit", known.units[unit].id)));
  }

  function ofMeasure(measure) {
    const team = [...measure.roles.keys()];
    const pairs = (team.length * (team.length - 1)) / 2;
    return panel(say("Measure", "举措"), titled(measure),
      language === "en" && measure.english ? element("p", { class: "gloss", lang: "zh-Hans" }, measure.title) : null,
      team.length > 2 ? element("p", {}, say(`One measure, counted once. Counted by pairs it makes ${pairs.toLocaleString("en")}.`, `一项举措，只算一次；若按对计，则成 ${pairs.toLocaleString("en")} 对。`)) : null,
      ...listed(say(`${IN_WORDS[team.length] ?? team.length} unit${team.length === 1 ? "" : "s"}${leads ? ` lead${team.length === 1 ? "s" : ""}` : " in it"}`, `${leads ? "牵头" : "有关"}单位 ${team.length} 个`), team.map((unit) => element("li", { class: "u" }, icon(unit), element("a", { href: `#u-${known.units[unit].id}` }, spoken(short(unit))))), 0, true),
      element("h3", {}, say("Words of the notice", "原文")),
      ...words(measure, new Set(team)),
      element("dl", { class: "terms" }, element("dt", {}, say("Where", "出处")), element("dd", {}, ...where(measure)),
        ...(measure.why?.[0][0] ? [element("dt", {}, say("Why “lead”", "为何算牵头")), element("dd", {}, measure.why[language === "zh" ? 2 : 1], say(": ", "："), element("span", { lang: "zh-Hans" }, measure.why[0][0]), say(".", "。"),
          measure.why[0][1] ? say(" “Lead” (牵头) is not printed; that those listed lead is this dataset’s reading.", "原文未写“牵头”；视所列单位为牵头单位，是本数据集的解读。") : "")] : [])),
      page(iri("measure", measure.id)));
  }

  return { ofPair, ofUnit, ofMeasure, icon, short, titled, spoken };
}

export const hashOf = ({ one, other }, known) => `#p-${[known.units[one].id, known.units[other].id].sort().join("--")}`;

// Small bars, one for each year, with their numbers.
export function barsOf(counts, label, { high = 44, wide = 320, plain = false } = {}) {
  const most = Math.max(1, ...counts.map(([, n]) => n));
  const step = wide / counts.length;
  const said = `${label}: ${counts.map(([year, n]) => `${year}: ${n}`).join(", ")}`;
  const top = plain ? 2 : 14;
  return svg("svg", { class: "bars", viewBox: `0 0 ${wide} ${top + high + (plain ? 0 : 16)}`, role: "img", "aria-label": said },
    ...counts.flatMap(([year, n], at) => {
      const tall = n ? Math.max(2, (high * n) / most) : 0;
      const x = at * step + step * 0.12;
      return [
        svg("rect", { class: "is", x: x.toFixed(1), y: (top + high - tall).toFixed(1), width: (step * 0.76).toFixed(1), height: tall.toFixed(1) }),
        ...(plain ? [] : [svg("text", { x: (x + step * 0.38).toFixed(1), y: (top + high - tall - 3).toFixed(1) }, n ? String(n) : ""), svg("text", { x: (x + step * 0.38).toFixed(1), y: top + high + 13 }, counts.length > 6 ? `’${String(year).slice(2)}` : String(year))])];
    }));
}
