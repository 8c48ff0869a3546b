// Units by their names.
import { simplified } from "./find.js";
import { openIndex } from "./grams.js";

const MOST = 30;

// The units whose names a typed text fits: the one that is called so, or all that have its words; in traditional script, too. Returns { found, exact }.
export async function unitsCalled(typed, known, root) {
  const names = (unit) => [unit.zh, unit.en, unit.nameZh, unit.nameEn, unit.id];
  const numbers = known.units.map((_, number) => number);
  const like = (text) => {
    const exact = numbers.filter((number) => names(known.units[number]).includes(text));
    if (exact.length === 1) return { found: exact, exact: true };
    const words = text.toLowerCase().split(/\s+/);
    const found = numbers.filter((number) => names(known.units[number]).some((name) => words.every((word) => name.toLowerCase().includes(word))));
    return { found, exact: false };
  };
  const asked = like(typed);
  if (asked.found.length) return asked;
  const again = like(await simplified(typed, root));
  if (again.found.length) return again;
  return { found: await byAnyName(typed, known, root), exact: false };
}

// By the index of the search, which knows pinyin and other names.
async function byAnyName(typed, known, root) {
  const index = await openIndex(new URL(`${root}search/index.json`, location.href).href).catch(() => null);
  if (!index) return []; // a network that is published alone has no search
  const { rows } = await index.find(typed);
  const shown = await index.show(rows.filter((row) => index.kindOf(row) === "unit").slice(0, MOST));
  return shown.map(({ shown: [way] }) => known.number.get(way.replace(/^unit\//, ""))).filter((number) => number !== undefined);
}
