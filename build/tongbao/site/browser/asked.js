// What a stored question is asked about: a field for each parameter, whose name is looked up in the index of the search.
import { numberOf, plain, score } from "./find.js";
import { element, say } from "./words.js";

const OFFERED = 2_000; // names in the list of a field
const SHOWN = 8; // things that a name may mean, in a message
const CALLED = 80; // points of a row that is called so, and does not only have it as a part
const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>"{}|^`\\]+$/;
const PATH = /^[a-z-]+\/[\w.~/-]+$/;
const KINDS = ["unit", "place", "notice", "measure"];

// A text as a SPARQL literal.
const literal = (text) => `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n").replaceAll("\r", "\\r")}"`;

// What somebody means by a value: { term, row }, the term as it stands in a query, and the row of the search's index;
// or { told }, where nothing is called so, or several things are.
export function meant({ type }, typed, index, base, language) {
  const text = typed.trim();
  const none = { told: say(`Nothing here has the name “${typed}”.`, `此处没有名为“${typed}”的内容。`) };
  if (type === "integer") return /^[+-]?\d+$/.test(text) ? { term: text } : none;
  if (type === "string") return { term: literal(text) };
  if (type === "number") {
    const numbered = numberOf(text);
    const found = index.find(([kind, , , , , number]) => kind === "notice" && numbered && numberOf(number) === numbered);
    return found ? { term: literal(found[5]) } : none;
  }
  if (IRI.test(text)) return { term: `<${text}>` };
  if (PATH.test(text)) return { term: `<${base}id/${text}>` };
  if (type === "iri" || !plain(text)) return none;
  const found = best(type, text, index);
  if (found.length === 1) return { term: `<${base}id/${found[0][1]}>`, row: found[0] };
  if (!found.length) return none;
  const names = found.slice(0, SHOWN).map((row) => `${nameOf(row, language)} ${row[1]}`);
  const more = found.length > SHOWN ? say(" …", "……") : "";
  return { told: say(`“${typed}” may be any of ${found.length}: ${names.join("; ")}${more}`, `“${typed}”可能指以下 ${found.length} 个之一：${names.join("；")}${more}`) };
}

const nameOf = ([, , zh, en], language) => (language === "en" && en ? en : zh);

// The things that fit best: one that is called so is better than any that only begins so or has it as a part.
function best(type, text, index) {
  const own = index.filter(([kind]) => KINDS.includes(kind) && (type === "thing" || kind === type));
  const exact = own.filter((row) => row[1].endsWith(`/${text}`));
  if (exact.length) return exact;
  const points = own.map((row) => [score(row, plain(text), numberOf(text)), row]).filter(([fit]) => fit > 0);
  const called = points.filter(([fit]) => fit >= CALLED);
  const most = Math.max(...called.map(([fit]) => fit));
  return (called.length ? called.filter(([fit]) => fit === most) : points).map(([, row]) => row);
}

// The fields of a question; `changed` is called when one holds another value.
export function fieldsOf(question, values, found, index, language, changed) {
  return question.params.map((param) => {
    const names = index.filter(([kind]) => kind === param.type).slice(0, OFFERED).map((row) => nameOf(row, language));
    const row = found[param.name]?.row;
    const field = element("input", { id: `ask-${param.name}`, name: param.name, list: `names-${param.name}`, value: values[param.name], onchange: () => changed(param.name, field.value) });
    return element("p", {},
      element("label", { for: field.id }, param[language]), " ", field, row ? element("small", {}, ` → ${nameOf(row, language)} ${row[1]}`) : null,
      element("datalist", { id: `names-${param.name}` }, ...names.map((name) => element("option", { value: name }))));
  });
}
