// The engine, apart from the page: a page that has waited long enough ends the whole worker.
import init, { Store } from "oxigraph/web.js";
import wasm from "oxigraph/web_bg.wasm";
import { GRAPH } from "./forms.js";
import { quiet } from "./quiet.js";

const store = init({ module_or_path: new URL(wasm, import.meta.url) }).then(() => new Store());
let graph = null;
let most = 0;

async function load(address) {
  const opened = await store;
  const files = address.endsWith(".sha256") ? await parts(address) : [address];
  for (const file of files) opened.load(await text(file), { format: "application/n-quads" });
  return opened.size;
}

// The files of a graph in parts, as their list names them.
async function parts(address) {
  const listed = (await text(address)).split("\n").filter(Boolean);
  return listed.map((line) => new URL(line.slice(line.indexOf("  ") + 2), address));
}

async function text(address) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  return reply.text();
}

const SILENT = /(?<![\w:?$-])SERVICE(?![\w:-])/i;

async function answer(query) {
  const opened = await store;
  await graph;
  const words = quiet(query);
  if (SILENT.test(words)) throw new Error("service"); // with SILENT the engine would answer as if all were well
  // A query that names its dataset by FROM means that one, and not the union of all graphs.
  const ways = { use_default_graph_as_union: !/(?<![\w:?$-])FROM(?![\w:-])/i.test(words) };
  if (GRAPH.test(words)) {
    const triples = opened.query(query, ways);
    const text = fitting(triples.map(({ subject, predicate, object }) => `${[subject, predicate, object].join(" ")} .\n`).join(""));
    return { triples: triples.map(({ subject, predicate, object }) => [subject, predicate, object].map(plain)), text };
  }
  const results = opened.query(query, { ...ways, results_format: "application/sparql-results+json" });
  return typeof results === "boolean" ? { boolean: results } : JSON.parse(fitting(results));
}

function fitting(text) {
  if (text.length > most) throw new Error("capacity overflow");
  return text;
}

// A term as the JSON results have it.
function plain(term) {
  if (term.termType === "NamedNode") return { type: "uri", value: term.value };
  if (term.termType !== "Literal") return { type: "bnode", value: `${term}` };
  return term.language
    ? { type: "literal", value: term.value, "xml:lang": term.language }
    : { type: "literal", value: term.value, datatype: term.datatype.value };
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.load) {
      most = data.largest;
      graph = load(data.load);
      self.postMessage({ loaded: await graph });
    } else {
      self.postMessage({ id: data.id, answer: await answer(data.query) });
    }
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
});
