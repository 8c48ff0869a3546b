// What is typed into a search, made comparable: without width, case and marks, as a document number, in simplified script.

export function plain(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, "");
}

// A document number, however it is typed: its letters, its year, its count. Null where it is none.
export function numberOf(text) {
  const parts = text.normalize("NFKC").replace(/(\d)\s*年/g, "$1 ").replace(/第(?=\s*\d)/g, " ").match(/[\u4e00-\u9fff]+|[a-z]+|\d+/gi) ?? [];
  const kept = parts.filter((part) => !["号", "第", "年", "no"].includes(part.toLowerCase()));
  return kept.length >= 2 && kept.some((part) => /^\d+$/.test(part)) ? kept.join(" ") : null;
}

let table = null;

// A text in simplified script, by a table of the characters of this site's names, which is fetched when it is first needed.
export async function simplified(text, root) {
  if (!/\p{Script=Han}/u.test(text)) return text;
  table ??= fetch(`${root}search/traditional.json`).then((reply) => (reply.ok ? reply.json() : {})).catch(() => ({}));
  const forms = await table;
  return [...text].map((character) => forms[character] ?? character).join("");
}
