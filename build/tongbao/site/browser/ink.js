// What pictures of answers have in common: colours that stay when one is saved, and names in lines.
import { svg } from "./words.js";

// As in the light style sheet; a page in the dark has its own for the same classes.
export const INK = { ink: "#1b1b1a", soft: "#5c5953", line: "#7d8087", rule: "#e0dcd4", bar: "#0b6fb8" };

const wide = (text) => [...text].reduce((sum, sign) => sum + (sign > "\u2e80" ? 2 : 1), 0);

// A name in a few lines, broken at spaces or, in Chinese, anywhere. Chinese characters count twice.
export function broken(text, line, most) {
  const parts = text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*/g) ?? [text];
  const lines = [""];
  for (const part of parts) {
    if (lines.at(-1) && wide((lines.at(-1) + part).trimEnd()) > line) lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines.length > most ? [...lines.slice(0, most - 1), `${lines[most - 1].trimEnd()}…`] : lines;
}

export const inked = (attributes, ...parts) => svg("svg", { "font-size": 12.5, fill: INK.ink, ...attributes }, ...parts);

export const words = (attributes, ...parts) => svg("text", attributes, ...parts);
