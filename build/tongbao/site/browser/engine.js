// Where queries run: in a worker of this page, over the graph or a sample of it, or at an endpoint of this site.
import { GRAPH } from "./forms.js";
import { quiet } from "./quiet.js";
import { say } from "./words.js";

const LOADING = 120_000; // milliseconds after which loading is given up
const LARGEST = 50_000_000; // bytes of an answer

export const LIMIT = 60_000; // milliseconds after which a query is stopped

// An engine: `ready()` loads what is needed, `answer(query)` gives { answer } or { error }, `end()` stops all that runs.
export function engineAt({ dump, endpoint }) {
  const engine = endpoint ? remote(endpoint) : local(dump);
  const rows = async (query) => (await engine.answer(query)).answer?.results?.bindings ?? [];
  return { ...engine, names: (iris, language) => names(rows, iris, language), kinds: (iris) => kinds(rows, iris), missing: (iris) => missing(engine, iris) };
}

// What the site says of its graph, and the endpoint to ask: the one of the page, or where the graph is too large for a browser one
// that answers for this very site, as the head of the file says. Where none does, the graph or its sample is loaded.
export async function completionAt(address, given) {
  const reply = await fetch(address);
  if (!reply.ok) throw new Error(`${reply.status} ${address}`);
  const completion = await reply.json();
  return { completion, endpoint: given || (completion.sampled && endpointIn(reply.headers.get("link"))) || "" };
}

const ENDPOINT = /<([^<>]*)>\s*;\s*rel="http:\/\/www\.w3\.org\/ns\/sparql-service-description#endpoint"/;

// The endpoint that a header names, if it is on this host.
function endpointIn(link) {
  const found = ENDPOINT.exec(link ?? "");
  const address = found && new URL(found[1], location.href);
  return address?.origin === location.origin ? address.href : null;
}

// --- in this page -----------------------------------------------------------------------------------

function local(dump) {
  let worker = null;
  let loaded = null;
  let number = 0;
  const waiting = new Map();

  function ready() {
    if (worker) return loaded;
    worker = new Worker(new URL("store.worker.js", import.meta.url), { type: "module" });
    loaded = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("timeout")), LOADING);
      worker.addEventListener("message", ({ data }) => {
        if (data.loaded !== undefined) resolve(clearTimeout(late));
        else if (data.id === undefined) reject(new Error(data.error));
        else waiting.get(data.id)?.(data);
      });
      worker.addEventListener("error", (event) => reject(new Error(event.message || "worker")));
    });
    worker.postMessage({ load: new URL(dump, location.href).href, largest: LARGEST });
    return loaded;
  }

  async function answer(query) {
    await ready();
    const id = ++number;
    const data = await new Promise((resolve) => {
      waiting.set(id, resolve);
      worker?.postMessage({ id, query });
    });
    waiting.delete(id);
    return data;
  }

  function end() {
    worker?.terminate(); // a query cannot be asked to stop; its worker can be ended
    worker = loaded = null;
    waiting.clear();
  }

  return { ready, answer, end, isLoaded: () => worker !== null };
}

// --- at an endpoint ---------------------------------------------------------------------------------

function remote(endpoint) {
  let running = new AbortController();

  async function answer(query) {
    const isGraph = GRAPH.test(quiet(query));
    const accept = isGraph ? "application/n-triples" : "application/sparql-results+json";
    const { signal } = running;
    const headers = { "Content-Type": "application/sparql-query", Accept: accept, "Accept-Language": say("en", "zh-CN") };
    const reply = await fetch(endpoint, { method: "POST", headers, body: query, signal });
    const text = await bounded(reply);
    if (!reply.ok) return refused(reply, text, query);
    return { answer: isGraph ? { triples: triples(text), text, cut: reply.headers.has("tongbao-cut") } : JSON.parse(text) };
  }

  function end() {
    running.abort();
    running = new AbortController();
  }

  return { ready: async () => {}, answer, end, isLoaded: () => true };
}

// What a server says of a query that it does not answer: { error }, and { said, at } where it has words for people; it has none
// for a mistake of syntax that would be plainer than ours.
function refused(reply, text, query) {
  if (!/^application\/problem\+json/.test(reply.headers.get("content-type") ?? "")) return { error: text.slice(0, 1_000) || `${reply.status}` };
  const { type = "", title = "", detail = "", line, column = 1 } = JSON.parse(text);
  if (type.endsWith("#query-syntax")) return { error: `error at ${line}:${column}` };
  const before = query.split("\n").slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return { error: title, said: `${title} ${detail}`.trim(), at: line ? before + column - 1 : null };
}

// The text of a reply that is not too large.
async function bounded(reply) {
  const parts = [];
  let size = 0;
  for (const reader = reply.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new TextDecoder().decode(await new Blob(parts).arrayBuffer());
    size += value.length;
    if (size > LARGEST) {
      await reader.cancel();
      throw new Error("capacity overflow");
    }
    parts.push(value);
  }
}

const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (.*) \.$/;
const TERM = /^(?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)$/;
const ESCAPES = { t: "\t", n: "\n", r: "\r", b: "\b", f: "\f" };

// The triples of N-Triples, as the JSON results have terms.
function triples(text) {
  return text.split("\n").map((line) => TRIPLE.exec(line)).filter(Boolean).map(([, ...terms]) => terms.map(term));
}

function term(written) {
  const [, iri, blank, literal, lang, datatype] = TERM.exec(written) ?? [];
  if (iri !== undefined) return { type: "uri", value: iri };
  if (literal === undefined) return { type: "bnode", value: blank ?? written };
  const value = literal.replace(/\\(?:u(.{4})|U(.{8})|(.))/g, (_, four, eight, one) => (one ? (ESCAPES[one] ?? one) : String.fromCodePoint(Number.parseInt(four ?? eight, 16))));
  return { type: "literal", value, ...(lang ? { "xml:lang": lang } : datatype ? { datatype } : {}) };
}

// --- what pages ask besides -------------------------------------------------------------------------

const NAMES = ["https://w3id.org/tongbao/ontology#documentNumber", "http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title", "http://www.w3.org/2000/01/rdf-schema#label", "https://w3id.org/tongbao/ontology#counts"];
const terms = (iris) => iris.filter((iri) => !/[\x00-\x20<>"{}|^`\\]/.test(iri)).map((iri) => `<${iri}>`).join(" ");

// The names of things, in a language before any other; a document number, in none, before both.
async function names(rows, iris, language) {
  if (!iris.length) return {};
  const query = `SELECT ?thing ?name { VALUES ?thing { ${terms(iris)} } ?thing ?property ?name FILTER(?property IN (${NAMES.map((iri) => `<${iri}>`).join(", ")})) }`;
  const rank = (name) => ({ undefined: 0, [language]: 1 })[name["xml:lang"]] ?? 2;
  const found = {};
  for (const { thing: { value: thing }, name } of await rows(query)) if (!(thing in found) || rank(name) < rank(found[thing])) found[thing] = name;
  return Object.fromEntries(Object.entries(found).map(([thing, name]) => [thing, name.value]));
}

// The kinds of units.
async function kinds(rows, iris) {
  if (!iris.length) return {};
  const found = await rows(`SELECT ?unit ?kind { VALUES ?unit { ${terms(iris)} } ?unit <https://w3id.org/tongbao/ontology#unitKind> ?kind }`);
  return Object.fromEntries(found.map(({ unit, kind }) => [unit.value, kind.value]));
}

// Those of some graphs that are not there.
async function missing(engine, iris) {
  const there = await Promise.all(iris.map(async (iri) => (await engine.answer(`ASK { GRAPH <${iri}> { ?s ?p ?o } }`)).answer?.boolean));
  return iris.filter((_, n) => there[n] === false);
}
