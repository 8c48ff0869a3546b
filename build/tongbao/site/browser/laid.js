// Places for the units of a picture that a reader asked for: by stress, as network/place.py and network/multiples.py do it.

const ROUNDS = 100;
const LONGEST = 60; // pixels of a tie
const STRETCH = 1.6; // lengths mean nothing, and names need room
const MARGIN = 14;

function neighbours(nodes, ties) {
  const around = new Map(nodes.map((node) => [node, []]));
  for (const { one, other } of ties) {
    around.get(one).push(other);
    around.get(other).push(one);
  }
  return around;
}

export function components(nodes, ties) {
  const around = neighbours(nodes, ties);
  const seen = new Set();
  const found = [];
  for (const start of nodes) {
    if (seen.has(start)) continue;
    const part = [start];
    seen.add(start);
    for (const node of part) for (const other of around.get(node)) if (!seen.has(other)) seen.add(other) && part.push(other); // the list grows meanwhile
    found.push(part);
  }
  return found.sort((a, b) => b.length - a.length);
}

function hops(part, around, start) {
  const far = new Map([[start, 0]]);
  const waiting = [start];
  for (const node of waiting) for (const other of around.get(node)) if (!far.has(other)) far.set(other, far.get(node) + 1) && waiting.push(other);
  return part.map((node) => far.get(node));
}

// Points whose distances are as near as they can be to the lengths of the shortest ways.
function byStress(part, around) {
  const far = part.map((node) => hops(part, around, node));
  const first = part.reduce((best, node, n) => (around.get(node).length > around.get(part[best]).length ? n : best), 0);
  const order = part.map((_, n) => n).sort((a, b) => far[first][a] - far[first][b] || a - b);
  let points = Array(part.length);
  let [x, y] = [1, 0];
  for (const n of order) {
    points[n] = [far[first][n] * x, far[first][n] * y];
    [x, y] = [0.6 * x - 0.8 * y, 0.8 * x + 0.6 * y];
  }
  for (let round = 0; round < ROUNDS; round++) points = points.map((point, n) => pulled(n, point, points, far[n]));
  return points;
}

function pulled(n, [x, y], points, far) {
  let [total, sumX, sumY] = [0, 0, 0];
  points.forEach(([u, v], m) => {
    if (m === n) return;
    const length = Math.hypot(x - u, y - v) || 1e-9;
    const pull = 1 / (far[m] * far[m]);
    total += pull;
    sumX += pull * (u + (far[m] * (x - u)) / length);
    sumY += pull * (v + (far[m] * (y - v)) / length);
  });
  return total ? [sumX / total, sumY / total] : [x, y];
}

const bounds = (points) => [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y)), Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y))];

// As large as there is room, turned so that it is largest.
function spread(points, [wide, high]) {
  const fit = (way) => {
    const [left, top, right, bottom] = bounds(way);
    return Math.min(wide / Math.max(0.1, right - left), high / Math.max(0.1, bottom - top));
  };
  const ways = [0, 1, 2, 3, 4, 5].map((n) => {
    const [cos, sin] = [Math.cos((n * Math.PI) / 6), Math.sin((n * Math.PI) / 6)];
    return points.map(([x, y]) => [x * cos - y * sin, x * sin + y * cos]);
  });
  const best = ways.reduce((a, b) => (fit(b) > fit(a) + 1e-6 ? b : a));
  const by = Math.min(fit(best), LONGEST);
  const [left, top, right, bottom] = bounds(best);
  const across = Math.min(STRETCH * by, wide / Math.max(1e-6, right - left));
  const down = Math.min(STRETCH * by, high / Math.max(1e-6, bottom - top));
  return best.map(([x, y]) => [(x - left) * across, (y - top) * down]);
}

// Marks that would touch are pushed apart.
function apart(points, radii) {
  for (let round = 0; round < 80; round++) {
    let moved = false;
    for (let n = 0; n < points.length; n++)
      for (let m = n + 1; m < points.length; m++) {
        const [dx, dy] = [points[n][0] - points[m][0], points[n][1] - points[m][1]];
        const near = Math.hypot(dx, dy);
        const least = 1.25 * (radii[n] + radii[m]) + 4;
        if (near >= least) continue;
        const by = (least - near) / 2 + 0.01;
        const [ux, uy] = near > 0.01 ? [dx / near, dy / near] : [Math.cos(n + m), Math.sin(n + m)];
        points[n] = [points[n][0] + ux * by, points[n][1] + uy * by];
        points[m] = [points[m][0] - ux * by, points[m][1] - uy * by];
        moved = true;
      }
    if (!moved) break;
  }
  return points;
}

// The places of nodes in a picture of a width: its components in rows, the large ones first. Returns { at, height }.
export function laid(nodes, ties, { width, tall, top, radius }) {
  const around = neighbours(nodes, ties);
  const inner = width - 2 * MARGIN;
  const at = new Map();
  let [left, down, row] = [0, top, 0];
  for (const part of components(nodes, ties)) {
    const room = part.length > 4 ? [inner - 40, tall * Math.min(1, Math.sqrt(part.length / 26))] : [64, 26];
    const points = apart(part.length === 2 ? [[0, 0], [36, 0]] : spread(byStress(part, around), room), part.map(radius));
    const [x0, y0, x1, y1] = bounds(points);
    const most = Math.max(...part.map(radius)) + 6;
    const [wide, high] = [x1 - x0 + 2 * most, y1 - y0 + 2 * most];
    if (left && left + wide > inner) [left, down, row] = [0, down + row + 12, 0];
    const shift = part.length > 4 ? (inner - wide) / 2 : left;
    part.forEach((node, n) => at.set(node, [MARGIN + shift + most + points[n][0] - x0, down + most + points[n][1] - y0]));
    [left, row] = part.length > 4 ? [inner + 1, high] : [left + wide + 22, Math.max(row, high)];
  }
  return { at, height: down + row + MARGIN };
}
