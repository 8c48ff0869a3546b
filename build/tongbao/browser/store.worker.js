// The engine, apart from the page: a page that has waited long enough ends the whole worker.
import init, { Store } from "oxigraph/web.js";
import wasm from "oxigraph/web_bg.wasm";

const store = init({ module_or_path: new URL(wasm, import.meta.url) }).then(() => new Store());
let graph = null;

async function load(address) {
  const opened = await store;
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  opened.load(await reply.text(), { format: "application/n-quads" });
  return opened.size;
}

// What is no word of the language: IRIs, strings, comments.
const QUIET = /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;

async function answer(query) {
  const opened = await store;
  await graph;
  // A query that names its dataset by FROM means that one, and not the union of all graphs.
  const ways = { use_default_graph_as_union: !/(?<![\w:?$-])FROM(?![\w:-])/i.test(query.replace(QUIET, " ")) };
  const results = opened.query(query, { ...ways, results_format: "application/sparql-results+json" });
  if (typeof results === "boolean") return { boolean: results };
  if (typeof results === "string") return JSON.parse(results);
  const triples = results.map((triple) => `${triple}`);
  return { triples };
}

self.addEventListener("message", async ({ data }) => {
  try {
    if (data.load) {
      graph = load(data.load);
      self.postMessage({ loaded: await graph });
    } else {
      self.postMessage({ id: data.id, answer: await answer(data.query) });
    }
  } catch (error) {
    self.postMessage({ id: data.id, error: String(error?.message ?? error) });
  }
});
