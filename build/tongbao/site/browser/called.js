// Units by their names.
import { simplified } from "./find.js";

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
  return asked.found.length ? asked : like(await simplified(typed, root));
}
