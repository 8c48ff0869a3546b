// Elements are made here and nowhere else: data become text nodes and attributes, never markup.
const SVG = "http://www.w3.org/2000/svg";
export const $ = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

// One attribute, or the listeners of `on`; nothing for null and false.
function give(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === "on") for (const [event, heard] of Object.entries(value)) element.addEventListener(event, heard);
  else if (name === "data") Object.assign(element.dataset, value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) give(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const h = (tag, attributes, ...children) => made(document.createElement(tag), attributes, children);
export const svg = (tag, attributes, ...children) => made(document.createElementNS(SVG, tag), attributes, children);

export const button = (attributes, ...children) => h("button", { type: "button", ...attributes }, ...children);
export const kbd = (key) => h("kbd", { "aria-hidden": "true" }, key);
export const hidden = (...children) => h("span", { class: "hidden" }, ...children);

// The caret of a text field, where it has one.
function caretOf(field) {
  return field?.matches?.("input[type=text], input[type=search], textarea") ? [field.selectionStart, field.selectionEnd] : null;
}

// Fills a container anew; whoever had the focus in it, by its id, has it again, with the caret where it was.
export function refill(container, ...children) {
  const before = container.contains(document.activeElement) ? document.activeElement : null;
  const { scrollTop, scrollLeft } = container;
  const caret = caretOf(before);
  container.replaceChildren(...children.flat(Infinity).filter(Boolean));
  container.scrollTop = scrollTop;
  container.scrollLeft = scrollLeft;
  if (!before?.id || before === container) return;
  const again = document.getElementById(before.id);
  again?.focus({ preventScroll: true });
  if (again && caret && caretOf(again)) again.setSelectionRange(...caret);
}
