// How well a row of the search's index is what somebody typed: by name, short name, pinyin, English or document number.

// What is compared: without width, case, spaces and marks.
export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, "");
}

// A document number, however it is typed: its letters, its year, its count. Null where it is none.
export function numberOf(text) {
  const parts = text.normalize("NFKC").replace(/(\d)\s*年/g, "$1 ").replace(/第(?=\s*\d)/g, " ").match(/[\u4e00-\u9fff]+|[a-z]+|\d+/gi) ?? [];
  const kept = parts.filter((part) => !["号", "第", "年", "no"].includes(part.toLowerCase()));
  return kept.length >= 2 && kept.some((part) => /^\d+$/.test(part)) ? kept.join(" ") : null;
}

export function score([kind, , zh, en, by, number], asked, numbered) {
  if (!asked) return 0;
  const name = plain(zh);
  const english = plain(en);
  if (numbered && kind === "notice" && number && numberOf(number)?.endsWith(numbered)) return 100;
  if (name === asked || english === asked) return 90;
  const others = by.split(" ").map(plain);
  if (others.includes(asked)) return 80;
  if (name.startsWith(asked) || english.startsWith(asked)) return 60;
  if (others.some((other) => other.startsWith(asked))) return 50;
  if (name.includes(asked) || english.includes(asked)) return 40;
  if (asked.length > 1 && others.some((other) => other.includes(asked))) return 30;
  if (number && plain(number).includes(asked) && kind === "notice") return 20;
  return 0;
}

// How well a row fits that is not called so: each of several words stands in it, or what its figures are about stands in what was typed.
export function near(row, typed) {
  const words = typed.split(/\s+/).map(plain).filter(Boolean);
  const each = words.length > 1 ? Math.min(...words.map((word) => score(row, word, numberOf(word)) || has(row, word))) / 10 : 0;
  if (each > 0 || row[0] !== "measure") return each;
  const asked = plain(typed);
  const subjects = row[4].split(" ").map(plain).filter((subject) => subject.length > 1 && /^\p{Script=Han}/u.test(subject) && asked.includes(subject));
  return Math.max(0, ...subjects.map((subject) => subject.length)) / 100;
}

const has = ([kind, , , , , number], word) => (kind === "notice" && plain(number).includes(word) ? 1 : 0);

let table = null;

// A text in simplified script, by a table of the characters of this site's names, which is fetched when it is first needed.
export async function simplified(text, root) {
  if (!/\p{Script=Han}/u.test(text)) return text;
  table ??= fetch(`${root}search/traditional.json`).then((reply) => (reply.ok ? reply.json() : {})).catch(() => ({}));
  const forms = await table;
  return [...text].map((character) => forms[character] ?? character).join("");
}
