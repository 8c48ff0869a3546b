// What a stored question is asked about: a field for each parameter, whose name is looked up in the index of the search.
import { numberOf, plain, score } from "./find.js";
import { element, say } from "./words.js";

const OFFERED = 2_000; // names in the list of a field
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+$/;
const PATH = /^[a-z-]+\/[\w.~/-]+$/;
const KINDS = ["unit", "place", "notice", "measure"];

// A text as a SPARQL literal.
const literal = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;

// The term of a parameter, as it stands in a query; null where nothing is called so. `index` are the rows of the search.
export function termOf({ type }, typed, index, base) {
  const text = typed.trim();
  if (type === "integer") return /^[+-]?\d+$/.test(text) ? text : null;
  if (type === "string") return literal(text);
  if (type === "number") {
    const numbered = numberOf(text);
    const found = index.find(([kind, , , , , number]) => kind === "notice" && numbered && numberOf(number) === numbered);
    return found ? literal(found[5]) : null;
  }
  if (IRI.test(text)) return `<${text}>`;
  if (PATH.test(text)) return `<${base}id/${text}>`;
  const row = type === "iri" ? null : best(type, text, index);
  return row && `<${base}id/${row[1]}>`;
}

function best(type, text, index) {
  let [most, found] = [0, null];
  for (const row of index) {
    if (!KINDS.includes(row[0]) || (type !== "thing" && row[0] !== type)) continue;
    const points = row[1].endsWith(`/${text}`) ? 95 : score(row, plain(text), numberOf(text));
    if (points > most) [most, found] = [points, row];
  }
  return found;
}

// The fields of a question; `changed` is called when one holds another value.
export function fieldsOf(question, values, index, language, changed) {
  return question.params.map((param) => {
    const names = index.filter(([kind]) => kind === param.type).slice(0, OFFERED).map(([, , zh, en]) => (language === "en" && en ? en : zh));
    const field = element("input", { id: `ask-${param.name}`, name: param.name, list: `names-${param.name}`, value: values[param.name], onchange: () => changed(param.name, field.value) });
    return element("p", {},
      element("label", { for: field.id }, param[language]), " ", field,
      element("datalist", { id: `names-${param.name}` }, ...names.map((name) => element("option", { value: name }))));
  });
}

export const notFound = (typed) => say(`Nothing here is called “${typed}”.`, `此处没有名为“${typed}”的内容。`);
