// On a host that knows no rules, what is asked for may be the IRI of a thing: lead to the page that tells of it.
import { pageOf } from "./words.js";

const { base, root } = document.body.dataset;
const { pathname, hash } = location;
const language = navigator.languages.find((one) => /^(zh|en)/.test(one))?.slice(0, 2) ?? "en";
const way = pathname.startsWith(root) ? pageOf(base + pathname.slice(root.length) + hash, base, root, language) : null;
if (way) location.replace(way);
