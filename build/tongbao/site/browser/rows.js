// The tables of a network: sorted by any column, a few rows at a time, and only what the filters leave.
import { byYear, countsOf, weightSaid } from "./members.js";
import { giveTable, guarded } from "./csv.js";
import { hashOf } from "./panels.js";
import { element, say } from "./words.js";

const A_PAGE = 10;
const ALL = 2000; // rows that are shown at once, on screen or paper
const NAMED = 2; // on paper, all are named
const exact = (weight) => Number(weight.toFixed(6)); // as in the files of the site

// `context` gives what is known once it is; `load` what the filters leave.
export function tables(place, context, load) {
  const unit = (n, hash = `#u-${context().known.units[n].id}`) => element("span", { class: "u" }, context().maker.icon(n), element("a", { href: hash }, context().maker.spoken(context().maker.short(n))));
  const some = (items, more) => [...items.flatMap((item, n) => [n ? say(", ", "、") : "", item]), more > 0 ? element("small", {}, say(` and ${more} more`, ` 等 ${items.length + more} 个`)) : ""];
  const measureLink = (measure) => element("a", { href: `#m-${measure.id}` }, context().maker.spoken(context().maker.titled(measure)));
  const span = (measures) => {
    const those = byYear(measures, []).map(([year]) => year).sort();
    return !those.length ? "" : those.length === 1 ? String(those[0]) : `${those[0]}–${those.at(-1)}`;
  };
  let named = NAMED;
  const text = (a, b) => a.localeCompare(b, say(false, true) ? "zh" : "en", { numeric: true });

  // For each column: what it is sorted by, and its cell.
  const columns = {
    one: [(pair) => context().maker.short(pair.one), (pair) => unit(pair.one, hashOf(pair, context().known))],
    other: [(pair) => context().maker.short(pair.other), (pair) => unit(pair.other, hashOf(pair, context().known))],
    times: [(pair) => pair.times, (pair) => pair.times.toLocaleString("en")],
    shared: [(pair) => pair.shared, (pair) => weightSaid(pair.shared)],
    years: [(pair) => span(pair.measures), (pair) => span(pair.measures)],
    measures: [(pair) => context().maker.titled(pair.measures[0]), (pair) => some(pair.measures.slice(0, named).map(measureLink), pair.measures.length - named)],
    title: [([measure]) => context().maker.titled(measure), ([measure]) => measureLink(measure)],
    k: [([, team]) => team.length, ([, team]) => String(team.length)],
    team: [([, team]) => context().maker.short(team[0]), ([, team]) => some(team.slice(0, named).map((n) => element("span", { class: "nowrap" }, context().maker.icon(n), " ", element("a", { href: `#u-${context().known.units[n].id}` }, context().maker.spoken(context().maker.short(n))))), team.length - named)],
    number: [([measure]) => `${measure.year} ${measure.number}`, ([measure]) => measure.number || String(measure.year ?? "")],
    unit: [([n]) => context().maker.short(n), ([n]) => unit(n)],
    kind: [([n]) => context().known.units[n].kind, ([n]) => context().known.kinds[context().known.units[n].kind][say(false, true) ? 2 : 1]],
    leads: [([, own]) => own.leads, ([, own]) => own.leads.toLocaleString("en")],
    degree: [([, own]) => own.degree, ([, own]) => own.degree.toLocaleString("en")],
    strength: [([, own]) => own.shared, ([, own]) => weightSaid(own.shared)],
    betweenness: [([n]) => context().known.units[n].betweenness, ([n]) => context().known.units[n].betweenness.toFixed(3)],
    community: [([n]) => context().known.units[n].community, ([n]) => String(context().known.units[n].community)],
  };
  const rowsOf = { pairs: ({ pairs }) => [...pairs.values()], measures: ({ teams }) => [...teams], units: (found) => [...countsOf(found)] };
  const anchorOf = { pairs: (pair) => hashOf(pair, context().known).slice(1), measures: ([measure]) => `m-${measure.id}`, units: ([n]) => `u-${context().known.units[n].id}` };

  function alive(host) {
    const name = host.id.slice("table-".length);
    const table = host.querySelector("table");
    const heads = [...table.querySelectorAll("thead th")];
    const pager = host.querySelector(".pager");
    const tab = document.querySelector(`.tabs a[href="#${host.id}"]`);
    const sorted = heads.find((head) => head.ariaSort)?.dataset.key;
    const shown = { key: sorted, down: true, page: 0, all: false, rows: null };

    for (const head of heads) head.replaceChildren(element("button", { type: "button", class: "sort", onclick: () => sort(head) }, ...head.childNodes));

    async function sort(head) {
      const number = head.classList.contains("num");
      const found = await load();
      if (!found) return;
      [shown.down, shown.key, shown.page] = [shown.key === head.dataset.key ? !shown.down : number, head.dataset.key, 0];
      fill(found);
    }

    // Shows rows: the ones at hand, or those of what the filters have just left.
    function fill(found) {
      const [value] = columns[shown.key];
      const sign = shown.down ? -1 : 1;
      const tie = { pairs: (a, b) => b.shared - a.shared || b.times - a.times || a.one - b.one || a.other - b.other, measures: ([a], [b]) => (a.id < b.id ? -1 : 1), units: ([a, one], [b, other]) => other.leads - one.leads || other.degree - one.degree || a - b }[name];
      shown.rows = rowsOf[name](found).sort((a, b) => {
        const [x, y] = [value(a), value(b)];
        return sign * (typeof x === "string" ? text(x, y) : x - y) || tie(a, b);
      });
      shown.page = Math.min(shown.page, Math.max(0, Math.ceil(shown.rows.length / A_PAGE) - 1));
      for (const head of heads) head.ariaSort = head.dataset.key === shown.key ? (shown.down ? "descending" : "ascending") : null;
      tab.textContent = tab.textContent.replace(/[(（].*$/, "").trimEnd() + say(` (${shown.rows.length.toLocaleString("en")})`, `（${shown.rows.length.toLocaleString("en")}）`);
      draw();
    }

    function draw() {
      const { rows, page } = shown;
      const [from, to] = shown.all ? [0, Math.min(ALL, rows.length)] : [page * A_PAGE, Math.min(rows.length, (page + 1) * A_PAGE)];
      table.tBodies[0].replaceChildren(...rows.slice(from, to).map((row) => element("tr", { "data-of": anchorOf[name](row) },
        ...heads.map((head) => element("td", { class: head.classList.contains("num") ? "num" : null, "data-l": head.classList.contains("num") ? head.textContent : null }, ...[columns[head.dataset.key][1](row)].flat())))));
      const count = Math.ceil(rows.length / A_PAGE);
      const step = (n) => element("button", { type: "button", "aria-current": n === page ? "page" : null, onclick: () => turn(n) }, String(n + 1));
      const near = [...Array(count).keys()].filter((n) => n === 0 || n === count - 1 || Math.abs(n - page) <= 1);
      pager.replaceChildren(
        element("span", {}, rows.length ? say(`${from + 1}–${to.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`, `第 ${from + 1}–${to.toLocaleString("en")} 项，共 ${rows.length.toLocaleString("en")} 项`) : say("None", "没有")),
        ...(count > 1 && !shown.all ? [element("span", { class: "steps" }, ...near.flatMap((n, at) => [at && n > near[at - 1] + 1 ? element("span", {}, "…") : null, step(n)]).filter(Boolean))] : []),
        ...(count > 1 ? [element("button", { type: "button", class: "link", onclick: () => { shown.all = !shown.all; draw(); } }, shown.all ? say("In pages", "分页显示") : rows.length > ALL ? say(`Show the first ${ALL.toLocaleString("en")}`, `显示前 ${ALL.toLocaleString("en")} 项`) : say(`Show all ${rows.length.toLocaleString("en")}`, `显示全部 ${rows.length.toLocaleString("en")} 项`))] : []));
      host.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
    }

    function turn(page) {
      shown.page = page;
      draw();
      pager.querySelector("[aria-current]")?.focus();
    }

    // The page of a row that was chosen comes up.
    function reveal(anchor) {
      const at = shown.rows?.findIndex((row) => anchorOf[name](row) === anchor) ?? -1;
      if (at >= 0 && !shown.all && Math.floor(at / A_PAGE) !== shown.page) {
        shown.page = Math.floor(at / A_PAGE);
        draw();
      }
    }

    function whole(all) {
      named = all ? Number.POSITIVE_INFINITY : NAMED;
      if (!shown.rows || shown.all === all) return;
      shown.all = all;
      draw();
    }

    // The rows as a file, by the names that the files of the site have.
    function keep() {
      const { known, maker } = context();
      const id = (n) => `${place.dataset.base}id/unit/${known.units[n].id}`;
      const iri = (measure) => `${place.dataset.base}id/measure/${measure.id.replace("--", "/")}`;
      const called = (n) => guarded(maker.short(n));
      const years = (measures) => byYear(measures, []).map(([year]) => year).sort().join(" ");
      const [names, values] = {
        pairs: [["source", "target", "source_label", "target_label", "times", "shared", "measures", "titles", "years"], (pair) => [id(pair.one), id(pair.other), called(pair.one), called(pair.other), pair.times, exact(pair.shared), pair.measures.map(iri).join(" "), guarded(pair.measures.map((one) => maker.titled(one)).join("; ")), years(pair.measures)]],
        measures: [["id", "label", "k", "units", "number", "year"], ([measure, team]) => [iri(measure), guarded(maker.titled(measure)), team.length, team.map(id).join(" "), guarded(measure.number ?? ""), measure.year ?? ""]],
        units: [["id", "label", "kind", "measures", "degree", "times", "shared"], ([n, own]) => [id(n), called(n), known.kinds[known.units[n].kind][0], own.leads, own.degree, own.times, exact(own.shared)]],
      }[name];
      giveTable([names, ...shown.rows.map(values)], `network-${name}.csv`);
    }

    return { fill, reveal, whole, keep, get filled() { return shown.rows !== null; } };
  }

  return [...document.querySelectorAll(".tab")].map(alive);
}
