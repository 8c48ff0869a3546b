// The words of the page's language: say("English", "中文").
export const chinese = document.documentElement.lang.startsWith("zh");

export function say(en, zh) {
  return chinese ? zh : en;
}

// An element with attributes and children; texts are never read as HTML.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// An element of a drawing.
export function svg(name, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// Give a reader a file to keep.
export function give(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Whether an IRI may stand in a link.
export function isWebAddress(iri) {
  try {
    return ["http:", "https:"].includes(new URL(iri).protocol);
  } catch {
    return false;
  }
}

// The way from a page to what tells of a thing of the dataset; null where nothing does.
// The same rules as publish/docs.py.
export function pageOf(iri, base, root, language) {
  const [whole, part = ""] = iri.split("#");
  if (!whole.startsWith(base)) return null;
  const path = whole.slice(base.length);
  let found = null;
  const [first, kind, ...names] = path.split("/");
  if (path === "ontology" || path === "shapes" || /^vocab\/[a-z-]+$/.test(path)) found = [path, part];
  else if (first !== "id" || !names.length || ![kind, ...names].every((name) => /^[\w~-][\w.~-]*$/.test(name))) return null;
  else if (ALONE[kind] === names.length) found = [[kind, ...names].join("/"), part];
  else if (kind === "span" && names.length === 2) found = [`source/${names[0]}`, `s-${names[1]}`];
  else if (OF_A_NOTICE.includes(kind)) found = [`notice/${names[0]}`, [kind, ...names.slice(1)].join("-")];
  else if (OF_A_MEASURE.includes(kind) && names.length === 3) found = [`measure/${names[0]}/${names[1]}`, `${kind}-${names[2]}`];
  else if (kind === "assertion" && names.length === ALONE[names[0]] + 2) found = [names.slice(0, -1).join("/"), `assertion-${names.at(-1)}`];
  return found && `${root}${language}/${found[0]}.html${found[1] ? `#${found[1]}` : ""}`;
}

const ALONE = { notice: 1, unit: 1, place: 1, source: 1, measure: 2, commendation: 2, criticism: 2, "co-leadership": 2, honour: 3, vocabulary: 1 };
const OF_A_NOTICE = ["annex", "selection", "addressees", "distribution", "person", "project"];
const OF_A_MEASURE = ["participation", "outcome", "work", "platform", "claim", "event"];
