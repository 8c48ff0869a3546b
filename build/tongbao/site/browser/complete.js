// What the editor offers: classes after "a", the values that a property takes, the query's own variables, graphs, prefixes, names.
const KEYWORDS = ["SELECT", "DISTINCT", "WHERE", "OPTIONAL", "FILTER", "UNION", "MINUS", "GRAPH", "FROM", "VALUES", "BIND", "GROUP BY", "ORDER BY", "HAVING", "LIMIT", "COUNT", "PREFIX", "CONSTRUCT", "ASK", "DESCRIBE"];

// `known` is the site's description of its terms; `language` that of the page.
export function completer(known, language) {
  const term = ({ name, zh, en, kind }) => ({ label: name, detail: language === "zh" ? zh : en, type: kind });
  const classes = known.terms.filter(({ kind }) => kind === "class").map(term);

  return (context) => {
    const text = context.state.doc.toString();
    const word = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    const graph = context.matchBefore(/(?:GRAPH|FROM(?:\s+NAMED)?)\s+<?[^\s<>]*/i);
    if (graph) return { from: graph.from + /^\S+(?:\s+NAMED)?\s+/i.exec(graph.text)[0].length, options: known.graphs.map((iri) => ({ label: `<${iri}>`, type: "namespace" })), validFor: /^<?[^\s<>]*$/ };
    if (!word || (word.from === word.to && !context.explicit)) return null;
    const before = text.slice(0, word.from);
    if (/\bPREFIX\s+$/i.test(before)) return { from: word.from, options: Object.entries(known.prefixes).map(([name, iri]) => ({ label: `${name}:`, apply: `${name}: <${iri}>`, detail: iri, type: "namespace" })) };
    if (/^[?$]/.test(word.text)) return { from: word.from, options: variables(text, word.text).map((label) => ({ label, type: "variable" })) };
    return { from: word.from, options: options(before, text) };
  };

  function options(before, text) {
    if (/(?:^|\s)(?:a|rdf:type)\s+$/.test(before)) return classes;
    const property = /([\w-]+:[\w-]+)\s+$/.exec(before)?.[1];
    const values = property && known.values[property];
    if (values) return known.terms.filter(({ name }) => values.some((start) => name.startsWith(start))).map(term);
    const likely = propertiesHere(before, text, known.classes);
    const terms = known.terms.map((one) => ({ ...term(one), boost: likely.has(one.name) ? 90 - Math.min(80, likely.get(one.name)) : 0 }));
    return [...terms, ...KEYWORDS.map((label) => ({ label, type: "keyword" })), ...variables(text).map((label) => ({ label, type: "variable" }))];
  }
}

function variables(text, typed = "") {
  return [...new Set(text.match(/[?$]\w+/g) ?? [])].filter((name) => name !== typed);
}

// The properties that the subject has at this place, if the query says of what class it is: with their rank in VoID.
function propertiesHere(before, query, classes) {
  const subject = /(\?\w+)(?:\s[^.{}]*)?$/.exec(before.slice(Math.max(before.lastIndexOf("."), before.lastIndexOf("{"), before.lastIndexOf("}")) + 1))?.[1];
  const cls = subject && new RegExp(`\\${subject}\\s+(?:a|rdf:type)\\s+([\\w-]+:[\\w-]+)`).exec(query)?.[1];
  return new Map((classes[cls] ?? []).map((name, rank) => [name, rank]));
}

// The terms of the dataset's prefixes in a query that the dataset does not know, each with the nearest that it does.
export function unknownTerms(text, known) {
  const names = known.terms.map(({ name }) => name);
  const own = new Set(names.map((name) => name.split(":")[0]));
  const used = [...new Set([...text.matchAll(/(?<![\w:?$<-])([A-Za-z][\w-]*):([\w-]+)/g)].filter(([, prefix]) => own.has(prefix)).map(([whole]) => whole))];
  return used.filter((name) => !names.includes(name)).map((name) => [name, nearest(name, names)]);
}

// The IRIs of the graphs that a query names by FROM or GRAPH, at most as many as are looked up.
export function graphsNamed(query) {
  const named = [...query.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#(?=[^>\n]*\n)[^\n]*|(?<![\w:?$-])(?:GRAPH|FROM(?:\s+NAMED)?)\s*<([^<>"{}|^`\\\s]+)>/gi)];
  return [...new Set(named.map(([, iri]) => iri).filter((iri) => /^[a-z][a-z0-9+.-]*:/i.test(iri ?? "")))].slice(0, 5);
}

export const nearestGraph = (iri, { graphs }) => nearest(iri, graphs.filter((graph) => graph !== iri));

function nearest(name, names) {
  const pairs = (text) => new Set([...text.toLowerCase()].map((sign, n, all) => sign + (all[n + 1] ?? "")));
  const wanted = pairs(name);
  const alike = names.map((other) => [[...pairs(other)].filter((pair) => wanted.has(pair)).length / Math.max(wanted.size, other.length), other]);
  const [share, best] = alike.reduce((most, one) => (one[0] > most[0] ? one : most), [0, ""]);
  return share > 0.6 ? best : "";
}
