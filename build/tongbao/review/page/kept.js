// What this browser keeps: language, theme, keys and pace for all tabs; answers that could not be sent yet for this one.
const PREFIX = "tongbao-review:";

function read(storage, name, otherwise) {
  try {
    return JSON.parse(storage().getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise; // storage is closed, or holds what is not ours
  }
}

function write(storage, name, value) {
  try {
    if (value === null) storage().removeItem(PREFIX + name);
    else storage().setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // the page works without
  }
}

const ALL = () => localStorage;
const HERE = () => sessionStorage;

export const kept = (name, otherwise) => read(ALL, name, otherwise);
export const keep = (name, value) => write(ALL, name, value);
export const keptHere = (name, otherwise) => read(HERE, name, otherwise);
export const keepHere = (name, value) => write(HERE, name, value);

// The name of this tab: the same after a reload, another in a duplicate (it is laid down only while the page is away).
export function tabId() {
  const id = keptHere("tab", null) ?? crypto.randomUUID();
  keepHere("tab", null);
  addEventListener("pagehide", () => keepHere("tab", id));
  addEventListener("pageshow", () => keepHere("tab", null));
  return id;
}
