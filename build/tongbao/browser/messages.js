// What the engine says of a query that it cannot answer, in plain words and with its place.
import { quiet } from "./quiet.js";
import { say } from "./words.js";

// The engine broke at an answer that it has no room for.
export const BURST = /unreachable|out of memory|capacity overflow|allocation/i;
const UPDATE = /^\s*(?:(?:BASE|PREFIX\s+[^\s:]*:)\s*)*(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)(?![\w:])/i;

export function plainly(error, query) {
  const words = quiet(query);
  if (BURST.test(error)) return say("The answer is too large for a browser: ask for less, or add LIMIT.", "答案过大，浏览器无法容纳：请缩小范围或加 LIMIT。");
  if (/service/i.test(error)) return say("SERVICE calls other servers, which this page does not.", "SERVICE 会访问其他服务器，本页不予执行。");
  if (UPDATE.test(words)) return say("This is an update; here one can only ask.", "这是更新语句；此处只能查询。");
  const prefix = undeclared(words);
  if (prefix) return say(`The prefix ${prefix.name}: in line ${prefix.line} is not declared.`, `第 ${prefix.line} 行的前缀 ${prefix.name}: 未声明。`);
  const found = /error at (\d+):(\d+)/.exec(error);
  if (!found) return say(`The query cannot be answered: ${error}`, `无法回答该查询：${error}`);
  const line = Number(found[1]);
  const near = (query.split("\n")[line - 1] ?? "").slice(Math.max(0, Number(found[2]) - 1)).trim().slice(0, 40);
  return near
    ? say(`Line ${line}: the query is not understood at or before “${near}”.`, `第 ${line} 行：无法理解“${near}”或其前的内容。`)
    : say(`Line ${line}: something is missing at its end (a bracket, a dot, a quotation mark), or a name is given twice.`, `第 ${line} 行末尾缺少内容（括号、句点、引号），或有名称重复。`);
}

// The first prefix that is used and not declared.
function undeclared(words) {
  const declared = new Set([...words.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map(([, name]) => name));
  for (const found of words.matchAll(/(?<![\w:?$@.-])([A-Za-z][\w.-]*):(?![\/])/g)) {
    if (!declared.has(found[1])) return { name: found[1], line: words.slice(0, found.index).split("\n").length };
  }
  return null;
}
