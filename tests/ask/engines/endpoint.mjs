// Asks an endpoint by Comunica: node endpoint.mjs URL QUERIES.json. It prints a line of JSON for each query.
import { readFileSync } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql";

const [url, queries] = process.argv.slice(2);
const engine = new QueryEngine();

for (const query of JSON.parse(readFileSync(queries, "utf8"))) {
  const answer = await engine.queryBindings(query, { sources: [{ type: "sparql", value: url }] });
  const rows = (await answer.toArray()).map((row) => Object.fromEntries([...row].map(([key, term]) => [key.value, shown(term)])));
  process.stdout.write(`${JSON.stringify(rows)}\n`);
}

function shown(term) {
  return { type: term.termType, value: term.value, language: term.language, datatype: term.datatype?.value };
}
