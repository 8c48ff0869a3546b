// Tables as CSV (RFC 4180) that a spreadsheet opens: no cell is read as a formula, and the mark tells Excel that it is UTF-8.
import { give } from "./words.js";

const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// A text that a spreadsheet would take for a formula.
export const guarded = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

// Give rows of texts and numbers as a file; texts of others are to be guarded before.
export function giveTable(rows, name) {
  const lines = rows.map((row) => row.map((cell) => quoted(String(cell))).join(",") + "\r\n");
  give(new Blob([`\ufeff${lines.join("")}`], { type: "text/csv" }), name);
}
