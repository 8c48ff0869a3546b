// The pictures of a network that is too large for one: a place with its strongest pairs, all places, or units and measures where these are few.
import { countsOf, heaviest, weightSaid } from "./members.js";
import { FEW, LABELS, picture, radiusOf, thicknessOf } from "./own.js";
import { hashOf } from "./panels.js";
import { element, say, svg } from "./words.js";

const [OF_A_PLACE, IN_ALL] = [60, 300]; // ties that a picture shows
const BOTH = 60; // units, and measures, that a picture of both shows
const [BROAD, NARROW, CELL] = [752, 344, 250];

export const plural = (n, one, many) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
export const sizeSaid = ({ units, teams, pairs }) => say(`${plural(units.size, "unit", "units")}, ${plural(teams.size, "measure", "measures")}, ${plural(pairs.size, "pair", "pairs")}`, `${units.size.toLocaleString("en")} 个单位，${teams.size.toLocaleString("en")} 项举措，${pairs.size.toLocaleString("en")} 对`);

// `each` is how many ties a place shows among others; `made` shows a view, `said` tells of it.
export function large({ context, wishes, chosenUnits, measured, made, said, wish, choose, phone, language, each }) {
  // The name of a unit without that of its place, which stands above it.
  function withoutPlace(unit) {
    const { known } = context();
    const { place: at } = known.units[unit];
    const name = known.units[unit][language];
    const names = known.places[at].slice(1);
    if (language === "en") return name.replace(new RegExp(`\\s*\\b(?:of |in )?${names[0].replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\b(?:'s)?[:,]?\\s*`), " ").trim() || name;
    return [names[1], names[1].replace(/[市区县省]+$/, "")].reduce((short, one) => (one && short.startsWith(one) && short !== one ? short.slice(one.length) : short), name);
  }

  function looks(counts, most, chosen) {
    const { known } = context();
    return (unit) => {
      const { id, kind } = known.units[unit];
      const value = measured(unit, counts);
      return { hash: `#u-${id}`, title: `${known.units[unit][language === "zh" ? "nameZh" : "nameEn"]} (${known.kinds[kind][language === "zh" ? 2 : 1]}): ${weightSaid(value)}${counted(value)}`, look: known.kinds[kind][3], radius: radiusOf(value, most), count: value, name: withoutPlace(unit), data: { "data-u": id }, chosen: chosen.has(id) };
    };
  }

  const named = { "": [" measure", " measures", " 项举措"], degree: [" partner", " partners", " 个伙伴"], shared: [" shared measure", " shared measures", " 项共有举措"] };
  const counted = (value) => {
    const [one, many, zh] = named[wishes.now.size] ?? ["", "", ""];
    return say(value === 1 ? one : many, zh);
  };
  const tieOf = (most) => (pair) => ({ ...pair, width: thicknessOf(pair.weight, most), hash: hashOf(pair, context().known), title: `${context().maker.short(pair.one)} — ${context().maker.short(pair.other)}: ${weightSaid(pair.weight)}`, data: { "data-p": hashOf(pair, context().known).slice(3) } });

  function strongest(pairs, most) {
    const chosen = chosenUnits();
    const isUnit = chosen.size === 1;
    const isChosen = ({ one, other }) => chosen.has(context().known.units[one].id) && (isUnit || chosen.has(context().known.units[other].id));
    const ranked = heaviest(pairs);
    return [...ranked.slice(0, most), ...ranked.slice(most).filter((pair) => isChosen(pair) || isChosen({ one: pair.other, other: pair.one })).slice(0, 20)];
  }

  function ofPairs(pairs, { width, tall, label, caption, most = Infinity, zooms, scale }) {
    const chosen = chosenUnits();
    const nodes = [...new Set(pairs.flatMap(({ one, other }) => [one, other]))];
    return picture({ nodes, ties: pairs.map(tieOf(scale.heaviest)), look: looks(scale.counts, scale.most, chosen), width, tall, label, caption, most, zooms });
  }

  function scaleOf(found) {
    const counts = countsOf(found);
    return { counts, most: Math.max(1, ...[...counts.keys()].map((unit) => measured(unit, counts))), heaviest: Math.max(0, ...[...found.pairs.values()].map(({ weight }) => weight)) };
  }

  // What is shown of what there is, in words, with the way to see more.
  function toldOf(shown, all, found) {
    const total = all.reduce((sum, { weight }) => sum + weight, 0);
    const part = shown.reduce((sum, { weight }) => sum + weight, 0);
    if (shown.length === all.length) return [element("b", {}, say(`All ${plural(all.length, "pair", "pairs")} are shown.`, `图中为全部 ${all.length.toLocaleString("en")} 对。`)), say(` ${sizeSaid(found)}.`, `${sizeSaid(found)}。`)];
    return [element("b", {}, say(`Shown: the strongest pairs, ${shown.length.toLocaleString("en")} of ${all.length.toLocaleString("en")}.`, `图中为最强的 ${shown.length.toLocaleString("en")} 对，全部为 ${all.length.toLocaleString("en")} 对。`)),
      say(` They carry ${Math.round((100 * part) / total)}% of all ${context().leads ? "leading together" : "meetings"}. `, `它们占全部的 ${Math.round((100 * part) / total)}%。`),
      element("button", { type: "button", class: "link", onclick: () => wish({ all: !wishes.now.all }) }, wishes.now.all ? say("Show fewer", "少显示一些") : say("Show more", "多显示一些"))];
  }

  function onePlace(found) {
    const all = [...found.pairs.values()];
    const shown = strongest(all, wishes.now.all ? IN_ALL : OF_A_PLACE);
    said.replaceChildren(...toldOf(shown, all, found));
    const name = context().known.places.find(([code]) => code === wishes.now.place)?.[language === "zh" ? 2 : 1] ?? "";
    const width = phone.matches ? NARROW : BROAD;
    made("own",
      element("p", { class: "cap" }, ...(name ? [element("b", {}, name), " · ", element("a", { href: wishes.address().replace(/place=[^&]*&?/, ""), onclick: (event) => choose(event, { place: "", all: false }) }, say("all places", "全部地区"))] : [])),
      ofPairs(shown, { width, tall: phone.matches ? 420 : 520, label: name, zooms: true, scale: scaleOf(found), most: phone.matches ? 16 : 40 }),
      legend(shown));
  }

  function places(found) {
    const { known } = context();
    const scale = scaleOf(found);
    const all = [...found.pairs.values()];
    const shown = [];
    const parts = known.places.map((at, number) => [at, all.filter(({ one, other }) => known.units[one].place === number && known.units[other].place === number), [...found.units].filter((unit) => known.units[unit].place === number)])
      .filter(([, pairs]) => pairs.length).sort((a, b) => b[2].length - a[2].length)
      .map(([[code, en, zh], pairs, units]) => {
        const those = strongest(pairs, each);
        shown.push(...those);
        const ends = new Set(those.flatMap(({ one, other }) => [one, other])).size;
        const width = phone.matches ? NARROW : CELL;
        const words = say(`${plural(units.length, "unit", "units")}${ends < units.length ? `, ${ends} shown` : ""}`, `${units.length} 个单位${ends < units.length ? `，图中 ${ends} 个` : ""}`);
        return element("div", { class: "multiple", "data-place": code },
          element("p", { class: "cap" }, element("a", { href: `place/${code}.html`, class: "place" }, language === "zh" ? zh : en), " ", words),
          ofPairs(those, { width, tall: 210, label: `${language === "zh" ? zh : en} ${words}`, scale, most: width > CELL / 2 ? LABELS : FEW }));
      });
    said.replaceChildren(...toldOf(shown, all, found));
    made("own", element("div", { class: "multiples" }, ...parts), legend(shown));
  }

  function legend(pairs, rings = false) {
    const { known, maker } = context();
    const kinds = new Map(pairs.flatMap(({ one, other }) => [one, other]).map((unit) => [known.units[unit].kind, unit]));
    const size = say({ "": "leads more measures", degree: "more partners", shared: "more shared measures", betweenness: "more between others" }[wishes.now.size], { "": "举措更多", degree: "伙伴更多", shared: "共有举措更多", betweenness: "中介作用更大" }[wishes.now.size]);
    return element("ul", { class: "legend" },
      ...[...kinds].sort(([a], [b]) => a - b).map(([kind, unit]) => element("li", {}, maker.icon(unit), known.kinds[kind][language === "zh" ? 2 : 1])),
      ...(rings ? [element("li", {}, svg("svg", { class: "net", width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("circle", { class: "hub", cx: 8, cy: 8, r: 4 })), say("A measure (three units or more: their number)", "一项举措（三个以上单位的，标出单位数）"))] : []),
      element("li", {}, say(`Larger: ${size}`, `图形越大，${size}`)), ...(rings ? [] : [element("li", {}, say("Thicker: more together", "连线越粗，共同越多"))]));
  }

  // Units and measures, where there are few enough.
  function both(found) {
    const { known, maker } = context();
    const joining = [...found.teams].filter(([, team]) => team.length > 1);
    if (joining.length > BOTH || found.units.size > 2 * BOTH) {
      const ways = [wishes.now.place ? null : say("choose a place", "选择地区"), wishes.now.year ? null : say("choose a year", "选择年份"), say("raise “Together at least”", "提高“共同至少”"), say("choose “Units only”", "改看“仅单位”")].filter(Boolean);
      const way = say(`${ways.slice(0, -1).join(", ")} or ${ways.at(-1)}`, ways.join("，或"));
      said.textContent = say(`${joining.length.toLocaleString("en")} measures with several units are too many for one picture.`, `涉及多个单位的举措有 ${joining.length.toLocaleString("en")} 项，一图难以看清。`);
      return made("own", element("p", { class: "note empty" }, say(`To see fewer, ${way}.`, `请${way}。`)));
    }
    const scale = scaleOf(found);
    const unitLook = looks(scale.counts, scale.most, chosenUnits());
    const rings = new Map(joining.map(([measure, team]) => [measure, { hash: `#m-${measure.id}`, title: maker.titled(measure), look: "hub", radius: team.length > 2 ? 10 : 5, count: 0, number: team.length > 2 ? team.length : 0, data: { "data-m": measure.id } }]));
    const ties = joining.flatMap(([measure, team]) => team.map((unit) => ({ one: unit, other: measure, hash: `#m-${measure.id}`, title: maker.titled(measure), data: { "data-u": known.units[unit].id, "data-m": measure.id } })));
    const nodes = [...new Set(ties.map(({ one }) => one)), ...rings.keys()];
    const width = phone.matches ? NARROW : BROAD;
    made("own", picture({ nodes, ties, look: (node) => rings.get(node) ?? unitLook(node), width, tall: phone.matches ? 420 : 460, label: say("Units and measures", "单位与举措"), zooms: true }), legend([...found.pairs.values()], true));
  }

  return { onePlace, places, both };
}
