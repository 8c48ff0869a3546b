// The index of the search, of which only what a search needs is loaded; site/grams.py cuts names in the same way.
import { numberOf } from "./find.js";

const HAN = /^[\u3400-\u9fff]/;
const RUNS = /[\u3400-\u9fff]+|(?:(?![\u3400-\u9fff])[\p{L}\p{N}])+/gu;
const LONGEST = 24;
const NEAR = 0.4; // of the pieces of what was typed, what is nearly called so has at least this share

export const runs = (text) => text.normalize("NFKC").toLowerCase().match(RUNS) ?? [];

// The pieces that a row must have to hold a word.
export function piecesOf(word) {
  const signs = [...word];
  const neighbours = (count) => signs.slice(count - 1).map((_, at) => signs.slice(at, at + count).join(""));
  if (HAN.test(word)) return signs.length > 1 ? neighbours(2) : signs;
  if (/^\p{Nd}+$/u.test(word)) return [`#${word}`];
  return signs.length > 2 ? neighbours(3) : [`^${word}`];
}

export function shardOf(gram, count) {
  let total = 0;
  for (const sign of gram) total = (Math.imul(total, 31) + sign.codePointAt(0)) >>> 0;
  return total % count;
}

// The index at an address, where its head is.
export async function openIndex(address) {
  const kept = new Map();
  const load = (name) => {
    if (!kept.has(name)) kept.set(name, fetch(address.replace(/index\.json$/, name)).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(name)))));
    return kept.get(name);
  };
  const head = await load("index.json");
  const ends = [];
  for (const [kind, count] of head.kinds) ends.push([kind, (ends.at(-1)?.[1] ?? 0) + count]);
  const kindOf = (row) => ends.find(([, end]) => row < end)[0];

  async function rowsWith(gram) {
    const steps = (await load(`grams-${shardOf(gram, head.shards)}.json`))[gram] ?? [];
    let at = 0;
    return steps.map((step) => (at += step));
  }

  // The rows that hold every word, the best first: what is called so, then kind after kind, what begins so first.
  async function holding(words, typed) {
    const grams = [...new Set(words.flatMap(piecesOf))];
    const [first, ...others] = await Promise.all(grams.map(rowsWith));
    if (!first) return { exact: new Set(), rows: [] };
    const sets = others.map((rows) => new Set(rows));
    const rows = first.filter((row) => sets.every((set) => set.has(row)));
    const [exact, begins] = rows.length ? await Promise.all([wholeNames(typed), beginningWith(words[0])]) : [new Set(), new Set()];
    const rank = (row) => (exact.has(row) ? -1 : 2 * ends.findIndex(([, end]) => row < end) + (begins.has(row) ? 0 : 1));
    return { exact, rows: rows.map((row) => [rank(row), row]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, row]) => row) };
  }

  async function wholeNames(typed) {
    const names = [typed, numberOf(typed) ?? ""].map((text) => runs(text).join("")).filter((name) => name && [...name].length <= LONGEST);
    return new Set((await Promise.all(names.map((name) => rowsWith(`=${name}`)))).flat());
  }

  const beginningWith = async (word) => new Set([...word].length > 1 ? await rowsWith(`^${[...word].slice(0, 2).join("")}`) : []);

  return {
    kinds: head.kinds.map(([kind]) => kind),
    kindOf,
    // What is called as typed, or has all its words; pinyin may be typed with spaces.
    async find(typed) {
      const words = runs(numberOf(typed) ?? typed);
      if (!words.length) return { exact: new Set(), rows: [] };
      const found = await holding(words, typed);
      const isPinyin = words.length > 1 && words.every((word) => /^[a-z]+$/.test(word));
      return found.rows.length || !isPinyin ? found : holding([words.join("")], words.join(""));
    },
    // What has most pieces of what was typed, where nothing has all.
    async nearest(typed, most) {
      const grams = [...new Set(runs(typed).flatMap(piecesOf))];
      const counts = new Map();
      for (const rows of await Promise.all(grams.map(rowsWith))) for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
      return [...counts].filter(([, count]) => count >= NEAR * grams.length).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most).map(([row]) => row);
    },
    // What is shown of some rows: document, Chinese name, English name, what tells of it in English and in Chinese, its state.
    async show(rows) {
      const pieces = new Map();
      await Promise.all([...new Set(rows.map((row) => Math.floor(row / head.piece)))].map(async (piece) => pieces.set(piece, await load(`rows-${piece}.json`))));
      return rows.map((row) => ({ row, kind: kindOf(row), shown: pieces.get(Math.floor(row / head.piece))[row % head.piece] }));
    },
    // The first rows of a kind.
    first(kind, most) {
      const place = ends.findIndex(([one]) => one === kind);
      if (place < 0) return [];
      const from = place ? ends[place - 1][1] : 0;
      return Array.from({ length: Math.min(most, ends[place][1] - from) }, (_, n) => from + n);
    },
  };
}
