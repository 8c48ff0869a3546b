// What a stored question is asked about: a field for each parameter, whose name is looked up in the index of the search.
import { numberOf, plain, simplified } from "./find.js";
import { element, say } from "./words.js";

const OFFERED = 20; // names in the list of a field
const SHOWN = 8; // things that a name may mean, in a message
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+$/;
const PATH = /^[a-z-]+\/[\w.~/-]+$/;
const KINDS = ["unit", "place", "notice", "measure"];

// A text as a SPARQL literal.
const literal = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;

// What somebody means by a value: { term, row }, the term as it stands in a query, and the row of the search's index;
// or { told }, where nothing is called so, or several things are.
export async function meant({ type }, typed, index, { base, root, language }) {
  const text = typed.trim();
  const none = { told: say(`Nothing here has the name “${typed}”.`, `此处没有名为“${typed}”的内容。`) };
  if (type === "integer") return /^[+-]?\d+$/.test(text) ? { term: text } : none;
  if (type === "string") return { term: literal(text) };
  if (type === "number") {
    const [found] = numberOf(text) ? await index.show((await best("notice", text, index)).slice(0, 1)) : [];
    return found ? { term: literal(found.shown[4]) } : none;
  }
  if (IRI.test(text)) return { term: `<${text}>` };
  if (PATH.test(text)) return { term: `<${base}id/${text}>` };
  if (type === "iri" || !plain(text)) return none;
  let rows = await best(type, text, index);
  if (!rows.length) rows = await best(type, await simplified(text, root), index);
  const found = await index.show(rows.slice(0, SHOWN));
  if (rows.length === 1) return { term: `<${base}id/${found[0].shown[0]}>`, row: found[0].shown };
  if (!rows.length) return none;
  const names = found.map(({ shown }) => `${nameOf(shown, language)} ${shown[0]}`);
  const more = rows.length > SHOWN ? say(" …", "……") : "";
  return { told: say(`“${typed}” may be any of ${rows.length}: ${names.join("; ")}${more}`, `“${typed}”可能指以下 ${rows.length} 个之一：${names.join("；")}${more}`) };
}

// A question with terms instead of its parameters: its text, and what each value was found to be.
export async function bound(question, values, index, where) {
  let text = question.stored;
  const given = {};
  const found = {};
  for (const param of question.params) {
    const typed = values[param.name] || param.default || "";
    given[param.name] = typed;
    found[param.name] = typed === param.default && param.term ? { term: param.term } : await meant(param, typed, index, where);
    const { term } = found[param.name];
    if (term) text = text.replace(new RegExp(`[?$]${param.variable}(?!\\w)`, "g"), () => term);
  }
  return { text, given, found, missing: Object.values(found).find(({ term }) => !term)?.told ?? "" };
}

export const nameOf = ([, zh, en], language) => (language === "en" && en ? en : zh);

// The things that fit best: one that is called so is better than any that only has it as a part.
async function best(type, text, index) {
  const { exact, rows } = await index.find(text);
  const own = rows.filter((row) => KINDS.includes(index.kindOf(row)) && (type === "thing" || index.kindOf(row) === type));
  const called = own.filter((row) => exact.has(row));
  return called.length ? called : own;
}

// The fields of a question; `changed` is called when one holds another value.
export function fieldsOf(question, values, found, index, language, changed) {
  return question.params.map((param) => {
    const row = found[param.name]?.row;
    const field = element("input", {
      id: `ask-${param.name}`, name: param.name, value: values[param.name], autocomplete: "off", onchange: () => changed(param.name, field.value) });
    const names = offered(field, param.type, () => index, language);
    return element("p", {},
      element("label", { for: field.id }, param[language]), " ", field, row ? element("small", {}, ` → ${nameOf(row, language)} ${row[0]}`) : null, names);
  });
}

// The names of things of a type: those that hold what is typed, or the first of all.
async function namesOf(typed, type, index, language) {
  const kinds = type === "thing" ? KINDS : [type === "number" ? "notice" : type];
  const { rows } = typed.trim() ? await index.find(typed) : { rows: index.first(kinds[0], OFFERED) };
  const found = await index.show(rows.filter((row) => kinds.includes(index.kindOf(row))).slice(0, OFFERED));
  return found.map(({ shown }) => (type === "number" ? shown[4] : nameOf(shown, language)));
}

// A list of names at a field, which follows what is typed; `index()` opens the index of the search.
export function offered(field, type, index, language) {
  if (["integer", "string", "iri"].includes(type)) return null;
  const names = element("datalist", { id: `names-${field.name}` });
  const show = async () => {
    const typed = field.value;
    const found = await namesOf(typed, type, await index(), language);
    if (field.value === typed) names.replaceChildren(...found.map((value) => element("option", { value })));
  };
  field.setAttribute("list", names.id);
  field.addEventListener("focus", show);
  field.addEventListener("input", show);
  return names;
}
