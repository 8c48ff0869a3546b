// The form of a question's page: names are offered while one types, and the answer to other values comes in place.
import { show } from "./answers.js";
import { bound, nameOf, offered } from "./asked.js";
import { LIMIT, completionAt, engineAt } from "./engine.js";
import { openIndex } from "./grams.js";
import { plainly } from "./messages.js";
import { element, say } from "./words.js";

const form = document.getElementById("asked");
const part = document.getElementById("answered");
const { root, source } = form.dataset;
const toEditor = document.getElementById("to-editor");
const language = say("en", "zh");

const fields = [...form.querySelectorAll("input[data-type]")];
const read = (name) => fetch(root + name).then((reply) => (reply.ok ? reply.json() : Promise.reject(new Error(`${reply.status} ${name}`))));

let index = null; // loaded when a field is entered
const once = () => (index ??= openIndex(`${root}search/index.json`));
for (const field of fields) {
  field.after(offered(field, field.dataset.type, once, language) ?? "");
}

let engine = null;

// What questions there are, and an engine that answers: loaded when somebody asks.
let known = null;
const all = () => (known ??= Promise.all([read("data/questions.json"), completionAt(`${root}data/completion.json`, form.dataset.endpoint), once()]));

async function ask(values) {
  const said = element("p", { role: "status" }, say("Looking up the names …", "正在查找名称……"));
  const answer = element("div", { class: "answer after" });
  const stop = element("button", { type: "button" }, say("Stop", "停止"));
  const about = element("bdi", {}, Object.values(values).join(" · "));
  part.replaceChildren(element("h2", { id: "answer" }, say("Answer", "答案"), " · ", about), said, element("p", { class: "after" }, stop), answer);
  toEditor.href = `${form.action}?${new URLSearchParams({ question: form.elements.question.value, ...values })}`;
  const start = performance.now();
  const given = new Promise((resolve) => stop.addEventListener("click", () => resolve({ stopped: say("Stopped.", "已停止。") })));
  const over = new Promise((resolve) => { setTimeout(() => resolve({ stopped: say("Stopped after a minute.", "超过一分钟，已停止。") }), LIMIT); });
  try {
    const [questions, { completion, endpoint }, names] = await all();
    const question = questions.find(({ name }) => name === form.elements.question.value);
    const { text, found, given: asked, missing } = await bound(question, values, names, { base: completion.base, root, language });
    said.textContent = missing;
    if (missing) return;
    about.textContent = Object.entries(asked).map(([name, value]) => (found[name].row ? nameOf(found[name].row, language) : value)).join(" · ");
    said.textContent = say("Loading the dataset (only once) …", "正在载入数据集（仅需一次）……");
    document.getElementById("sparql").textContent = text;
    engine ??= engineAt({ dump: root + completion.dump, endpoint });
    const data = await Promise.race([engine.answer(text), given, over]);
    if (data.stopped) engine.end();
    if (data.stopped || data.error) said.textContent = data.stopped ?? data.said ?? plainly(data.error, text).text;
    else await show(data.answer, performance.now() - start, { said, answer, completion, root, language, about: question, engine, source, of: endpoint ? null : completion.sampled?.[language] });
  } catch (error) {
    engine?.end();
    said.textContent = say("The answer cannot be found here: ", "无法在此查询：") + String(error.message);
  } finally {
    stop.parentNode.remove();
  }
}

const typed = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const address = new URL(location.href);
  address.search = new URLSearchParams(typed()).toString();
  window.history.pushState(null, "", address);
  otherLanguage();
  ask(typed());
});
window.addEventListener("popstate", () => location.reload());

// The page in the other language shows the same.
function otherLanguage() {
  const link = document.querySelector("a.language");
  link.href = Object.assign(new URL(link.href), { search: location.search });
}

const wanted = new URL(location.href).searchParams;
if (fields.some(({ name }) => wanted.has(name))) {
  for (const field of fields) field.value = wanted.get(field.name) ?? field.value;
  otherLanguage();
  ask(typed());
}

