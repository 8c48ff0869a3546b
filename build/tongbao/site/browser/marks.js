// Marks in pictures, matrix and tables what the address names: a unit, a measure, a pair.

export function mark(place, kind, name) {
  const spokes = [...place.querySelectorAll(".spoke")].map(({ dataset }) => dataset);
  const listed = [...place.querySelectorAll(".panel.made.shown a[href^='#u-']")].map(({ hash }) => decodeURIComponent(hash).slice(3));
  const team = (m) => [...spokes.filter((spoke) => spoke.m === m).map(({ u }) => u), ...listed];
  const led = (u) => new Set(spokes.filter((spoke) => spoke.u === u).map(({ m }) => m));
  const units = new Set(kind === "u" ? [name] : kind === "m" ? team(name) : kind === "p" ? halves(name) : []);
  const measures = kind === "m" ? new Set([name]) : kind === "u" ? led(name) : kind === "p" ? shared([...units].map(led)) : new Set();
  const isPair = (p) => {
    if (kind === "p") return p === name;
    if (kind === "u") return p.startsWith(`${name}--`) || p.endsWith(`--${name}`);
    return kind === "m" && [...units].some((one) => p.startsWith(`${one}--`) && units.has(p.slice(one.length + 2)));
  };
  for (const part of place.querySelectorAll("svg [data-u], svg [data-m], svg [data-p], .matrix [data-u], .matrix [data-p]")) {
    const { u, m, p } = part.dataset;
    part.classList.toggle("on", Boolean(kind) && (p ? isPair(p) : (!m || measures.has(m)) && (!u || units.has(u))));
  }
  for (const row of place.querySelectorAll("tr[data-of]")) row.classList.toggle("on", Boolean(kind) && row.dataset.of === `${kind}-${name}`);
}

// The ways in which a pair's name may be that of two units: a unit's own name may have hyphens.
function halves(name) {
  const parts = name.split("--");
  return parts.slice(1).flatMap((_, n) => [parts.slice(0, n + 1).join("--"), parts.slice(n + 1).join("--")]);
}

function shared(sets) {
  const there = sets.filter(({ size }) => size);
  return new Set([...(there[0] ?? [])].filter((one) => there.every((those) => those.has(one))));
}
