// The members of a network: its units, and for each place the measures with their units, read in pieces when they are needed.
// Pairs, weights and years follow from the measures that a reader leaves in; the same rules as network/read.py.

const MANY_PLACES = 40; // as in network/first_view.py: with more, one place at a time is read

const unitOf = ([id, en, zh, nameEn, nameZh, kind, level, place, leads, degree, shared, betweenness, component, community]) =>
  ({ id, en, zh, nameEn: nameEn || en, nameZh: nameZh || zh, kind, level, place, leads, degree, shared, betweenness, component, community });

function measureOf([id, title, english, number, year, ended, annex, position, why, cell, parts]) {
  const roles = new Map(); // of each unit: its roles
  for (const [unit, role] of parts) roles.set(unit, [...(roles.get(unit) ?? []), role]);
  return { id, title, english, number, year, ended, annex, position, why, cell, parts, roles };
}

async function read(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  return reply.json();
}

export function members(folder) {
  let index = null;
  const pieces = new Map();

  async function units() {
    index ??= read(`${folder}units.json`).then((found) => {
      const known = { ...found, units: found.units.map(unitOf) };
      known.number = new Map(known.units.map(({ id }, number) => [id, number]));
      known.manyPlaces = known.places.length > MANY_PLACES;
      return known;
    });
    return index;
  }

  function piece(place) {
    if (!pieces.has(place)) pieces.set(place, read(`${folder}${place}.json`).then((rows) => rows.map(measureOf)));
    return pieces.get(place);
  }

  // The measures of one place, or of all; each once.
  async function measures(place) {
    if (place) return piece(place);
    const known = await units();
    const found = await Promise.all(known.places.map(([code]) => piece(code)));
    return [...new Map(found.flat().map((measure) => [measure.id, measure])).values()];
  }

  return { units, measures };
}

export const keyOf = (one, other) => (one < other ? `${one} ${other}` : `${other} ${one}`);

// What the filters leave: { units: Set, teams: Map of measures to their units, pairs: Map by key }.
export function left(measures, known, wanted) {
  const passes = (unit) => {
    const { kind, level, place } = known.units[unit];
    const [own, , , ...above] = known.levels[level] ?? []; // a level counts as those above it
    return !wanted.without.has(known.kinds[kind][0]) && (!wanted.level || [own, ...above].includes(wanted.level)) && (!wanted.place || known.places[place][0] === wanted.place);
  };
  const found = { units: new Set(), teams: new Map(), pairs: new Map() };
  for (const measure of measures) {
    if ((wanted.year && String(measure.year) !== wanted.year) || (wanted.inForce && measure.ended)) continue;
    const playing = [...measure.roles].filter(([, roles]) => roles.some((role) => !wanted.withoutRoles.has(role))).map(([unit]) => unit);
    const team = playing.filter(passes);
    if (!team.length) continue;
    found.teams.set(measure, team);
    for (const unit of team) found.units.add(unit);
    meet(measure, team, playing.length, found.pairs);
  }
  for (const pair of found.pairs.values()) pair.weight = wanted.count === "times" ? pair.times : pair.shared;
  return wanted.weight > 1 ? strong(found, wanted.weight) : found;
}

function meet(measure, team, k, pairs) {
  for (let n = 0; n < team.length; n++) {
    for (let m = n + 1; m < team.length; m++) {
      const key = keyOf(team[n], team[m]);
      if (!pairs.has(key)) pairs.set(key, { key, one: team[n], other: team[m], times: 0, shared: 0, measures: [] });
      const pair = pairs.get(key);
      pair.times += 1;
      pair.shared += 1 / (k - 1);
      pair.measures.push(measure);
    }
  }
}

// Only pairs that meet so often, their units, and the measures in which they meet.
function strong(found, least) {
  const pairs = new Map([...found.pairs].filter(([, { times }]) => times >= least));
  const units = new Set([...pairs.values()].flatMap(({ one, other }) => [one, other]));
  const where = new Set([...pairs.values()].flatMap(({ measures }) => measures));
  const teams = new Map([...found.teams].filter(([measure]) => where.has(measure)).map(([measure, team]) => [measure, team.filter((unit) => units.has(unit))]));
  return { units, teams, pairs };
}

// How many measures, partners and shared measures each unit has among those that are left.
export function countsOf({ units, teams, pairs }) {
  const counts = new Map([...units].map((unit) => [unit, { leads: 0, degree: 0, shared: 0, times: 0 }]));
  for (const team of teams.values()) for (const unit of team) counts.get(unit).leads += 1;
  for (const { one, other, times, shared } of pairs.values())
    for (const unit of [one, other]) {
      const own = counts.get(unit);
      own.degree += 1;
      own.shared += shared;
      own.times += times;
    }
  return counts;
}

export const heaviest = (pairs) => [...pairs].sort((a, b) => b.weight - a.weight || b.times - a.times || a.one - b.one || a.other - b.other);

// How many of some measures there are in each year: pairs of a year and a count, none left out between the first and the last.
export function byYear(measures, years) {
  const counts = new Map(years.map((year) => [year, 0]));
  for (const { year } of measures) if (year) counts.set(year, (counts.get(year) ?? 0) + 1);
  return [...counts];
}

// A weight as people write it; as in pages/network/tables.py.
const FRACTIONS = [2, 3, 4, 5, 6, 7, 8, 9, 10].map((n, at) => [1 / n, "½⅓¼⅕⅙⅐⅛⅑⅒"[at]]);
export function weightSaid(weight) {
  const whole = Math.round(weight);
  if (Math.abs(weight - whole) < 1e-5) return whole.toLocaleString("en");
  const glyph = FRACTIONS.find(([value]) => Math.abs(value - weight) < 1e-5)?.[1];
  const digits = weight >= 10 ? 1 : 2;
  const rounded = Math.floor(weight * 10 ** digits + 0.5 + 1e-6) / 10 ** digits;
  return glyph ?? rounded.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: digits });
}
