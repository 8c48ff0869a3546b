// Answers queries by Comunica: node comunica.mjs GRAPH.nq QUERIES.json. It prints a line of JSON for each query.
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { Parser, Store } from "n3";

const [graph, queries] = process.argv.slice(2).map((file) => readFileSync(file, "utf8"));
const store = new Store(new Parser({ format: "N-Quads" }).parse(graph));
const engine = new QueryEngine();

// Some answers never end there, and wait for nothing: without this, Node would leave quietly.
const alive = setInterval(() => {}, 1000);

for (const query of JSON.parse(queries)) {
  const answer = await engine.queryBindings(query, { sources: [store], unionDefaultGraph: true });
  const rows = (await answer.toArray()).map((row) => Object.fromEntries([...row].map(([key, term]) => [key.value, shown(term)])));
  process.stdout.write(`${JSON.stringify(rows)}\n`);
}
clearInterval(alive);

function shown(term) {
  return { type: term.termType, value: term.value, language: term.language, datatype: term.datatype?.value };
}
