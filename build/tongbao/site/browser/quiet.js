// A query without what is no word of the language: IRIs, strings, comments. Lines stay where they are.
const QUIET = /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*/g;

export const quiet = (query) => query.replace(QUIET, (found) => found.replace(/[^\n]/g, " "));
