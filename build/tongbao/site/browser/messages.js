// What the engine says of a query that it cannot answer, in plain words and with its place.
import { quiet } from "./quiet.js";
import { say } from "./words.js";

// The engine broke at an answer that it has no room for.
export const BURST = /unreachable|out of memory|capacity overflow|allocation|end of JSON|Invalid string length|memory access/i;
const UPDATE = /^\s*(?:(?:BASE|PREFIX\s+[^\s:]*:)\s*)*(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)(?![\w:])/i;
const FORM = /^\s*(?:(?:BASE|PREFIX\s+[^\s:]*:)\s*)*(?:SELECT|ASK|CONSTRUCT|DESCRIBE)(?![\w:])/i;
const WIDE = /[；，。（）｛｝“”‘’：？＜＞＝＊　]/;
const CLOSES = { "{": "}", "(": ")", "[": "]" };

// What is wrong with a query, in words, and where: { text, at }, a place in the query or null. `error` is what the engine said.
export function plainly(error, query) {
  const words = quiet(query);
  const told = (en, zh, at = null) => ({ text: say(en, zh), at });
  if (BURST.test(error)) return told("The answer is too large for a browser: ask for less, or add LIMIT.", "答案过大，浏览器无法容纳：请缩小范围或加 LIMIT。");
  if (/service/i.test(error) && /\bservice\b/i.test(words)) return told("SERVICE calls other servers, which this page does not allow.", "SERVICE 会访问其他服务器，本页不予执行。", words.search(/service/i));
  if (!words.trim()) return told("There is no query here.", "此处没有查询。");
  if (UPDATE.test(words)) return told("This is an update; only queries can be run here.", "这是更新语句；此处只能查询。", words.search(/\S/));
  return undeclared(words) ?? wide(words) ?? brackets(words) ?? relative(error, query) ?? notUnderstood(error, query, words);
}

const lineOf = (text, at) => text.slice(0, at).split("\n").length;

// A message with the number of its line.
function located(text, at, en, zh) {
  const line = lineOf(text, at);
  return { text: say(`Line ${line}: ${en}`, `第 ${line} 行：${zh}`), at };
}

// The first prefix that is used and not declared.
function undeclared(words) {
  const declared = new Set([...words.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map(([, name]) => name));
  for (const found of words.matchAll(/(?<![\w:?$@.-])([A-Za-z][\w.-]*):(?![\/])/g)) {
    if (!declared.has(found[1])) return located(words, found.index, `the prefix ${found[1]}: is not declared.`, `前缀 ${found[1]}: 未声明。`);
  }
  return null;
}

// A sign that was typed with a Chinese keyboard.
function wide(words) {
  const at = words.search(WIDE);
  return at < 0 ? null : located(words, at, `“${words[at]}” is a full-width character; SPARQL requires the half-width one.`, `“${words[at]}”是全角符号，SPARQL 须用半角符号。`);
}

// A bracket that is never closed, or never opened.
function brackets(words) {
  const open = [];
  for (const { 0: sign, index } of words.matchAll(/[{}()[\]]/g)) {
    if (CLOSES[sign]) open.push({ sign, index });
    else if (CLOSES[open.at(-1)?.sign] === sign) open.pop();
    else if (!open.length) return located(words, index, `“${sign}” was never opened.`, `“${sign}”没有对应的左括号。`);
    else return located(words, open.at(-1).index, `“${open.at(-1).sign}” is not closed before “${sign}”.`, `“${open.at(-1).sign}”在“${sign}”之前没有闭合。`);
  }
  return open.length ? located(words, open.at(-1).index, `“${open.at(-1).sign}” is never closed.`, `“${open.at(-1).sign}”没有闭合。`) : null;
}

// An IRI without its beginning.
function relative(error, query) {
  const found = /IRI|scheme/i.test(error) && /<(?![a-z][a-z0-9+.-]*:)[^<>\s]*>/i.exec(query);
  return found ? located(query, found.index, `${found[0]} is not a whole IRI.`, `${found[0]} 不是完整的 IRI。`) : null;
}

function notUnderstood(error, query, words) {
  if (!FORM.test(words)) return { ...located(words, words.search(/\S/), "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE.", "查询须以 SELECT、ASK、CONSTRUCT 或 DESCRIBE 开头。") };
  if (/is unbound/.test(error)) return { text: say("A selected variable is neither grouped nor aggregated: add it to GROUP BY, or select an aggregate such as COUNT.", "选出的某个变量既未分组也未聚合：请加入 GROUP BY，或改用 COUNT 等聚合。"), at: null };
  const found = /error at (\d+):(\d+)/.exec(error);
  const reason = /[A-Z][\w*]+(?: [\w*]+){2,}/.exec(error.replace(/^.*error at \d+:\d+:?/, ""))?.[0];
  if (!found || reason) return { text: say(`The query cannot be answered: ${reason ?? error}`, `无法回答该查询：${reason ?? error}`), at: null };
  // The engine compares as many characters as a keyword has: it may stumble within a word that began well.
  const reported = query.split("\n").slice(0, Number(found[1]) - 1).reduce((sum, line) => sum + line.length + 1, 0) + Number(found[2]) - 1;
  let at = Math.min(reported, query.trimEnd().length);
  while (at > 0 && /[\w:?$]/.test(query[at - 1])) at--;
  const near = query.slice(at).trim().split("\n")[0].slice(0, 40);
  return near
    ? located(query, at, `the query is not understood at “${near}”, or just before: a word, a dot or a quotation mark may be missing or mistyped.`, `无法理解“${near}”，或其前有缺漏：请检查词、句点与引号。`)
    : located(query, at, "something is missing at the end.", "结尾缺少内容。");
}
