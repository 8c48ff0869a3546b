// What a stored question is asked about: a field for each parameter, whose name is looked up in the index of the search.
import { numberOf, plain, simplified } from "./find.js";
import { element, say } from "./words.js";

const OFFERED = 300; // names in the list of a field
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

const nameOf = ([, zh, en], language) => (language === "en" && en ? en : zh);

// The things that fit best: one that is called so is better than any that only has it as a part.
async function best(type, text, index) {
  const { exact, rows } = await index.find(text);
  const own = rows.filter((row) => KINDS.includes(index.kindOf(row)) && (type === "thing" || index.kindOf(row) === type));
  const called = own.filter((row) => exact.has(row));
  return called.length ? called : own;
}

// The fields of a question; `changed` is called when one holds another value. Names are offered once a field is entered.
export function fieldsOf(question, values, found, index, language, changed) {
  return question.params.map((param) => {
    const row = found[param.name]?.row;
    const names = element("datalist", { id: `names-${param.name}` });
    const field = element("input", {
      id: `ask-${param.name}`, name: param.name, list: names.id, value: values[param.name],
      onchange: () => changed(param.name, field.value), onfocus: () => offer(names, param.type, index, language) });
    return element("p", {},
      element("label", { for: field.id }, param[language]), " ", field, row ? element("small", {}, ` → ${nameOf(row, language)} ${row[0]}`) : null, names);
  });
}

async function offer(list, type, index, language) {
  if (list.childElementCount) return;
  const found = await index.show(index.first(type, OFFERED));
  list.replaceChildren(...found.map(({ shown }) => element("option", { value: nameOf(shown, language) })));
}
