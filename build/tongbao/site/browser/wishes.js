// What a reader wants to see of a network, as the address and the controls of its page say it.
import { say } from "./words.js";

export function wishes(place) {
  const by = (id) => document.getElementById(id);
  const plain = { view: place.dataset.readable ? "both" : "units", level: "", year: "", weight: 1, place: "", count: "", size: "", inForce: false, all: false, without: new Set(), withoutRoles: new Set() };
  let wanted = { ...plain };
  const fields = { level: by("network-level"), year: by("network-year"), weight: by("network-weight"), place: by("network-place"), count: by("network-count"), size: by("network-size"), inForce: by("network-in-force") };
  const boxes = { without: [...place.querySelectorAll("#network-kinds input")], withoutRoles: [...place.querySelectorAll("#network-roles input")] };

  // The address as it is, and which of its wishes nothing here can fulfil.
  function read() {
    const asked = new URLSearchParams(location.search);
    const ignored = [];
    const known = (key, values) => {
      const value = asked.get(key) ?? "";
      if (!value || values.includes(value)) return value;
      ignored.push(`${key}=${value}`);
      return "";
    };
    const options = (field) => [...(field?.options ?? [])].map(({ value }) => value);
    const views = [...place.querySelectorAll("[data-view]")].map(({ dataset }) => dataset.view);
    const most = Number(fields.weight?.max ?? 1);
    const weight = Math.min(most, Math.max(1, Math.floor(Number(asked.get("weight"))) || 1));
    if (![null, String(weight)].includes(asked.get("weight"))) ignored.push(`weight=${asked.get("weight")}`);
    const some = (key, those) => new Set((asked.get(key) ?? "").split(" ").filter(Boolean).filter((code) => those.some(({ value }) => value === code) || (ignored.push(`${key}=${code}`), false)));
    wanted = {
      view: known("view", views) || plain.view,
      level: known("level", options(fields.level)),
      year: known("year", options(fields.year)),
      place: known("place", options(fields.place)),
      count: known("count", options(fields.count)),
      size: known("size", options(fields.size)),
      weight,
      inForce: Boolean(fields.inForce) && asked.get("in-force") === "1",
      all: asked.get("all") === "1",
      without: some("without", boxes.without),
      withoutRoles: some("without-roles", boxes.withoutRoles),
    };
    const thing = asked.get("unit") || asked.get("pair");
    if (thing && !location.hash) {
      // Addresses of earlier versions of this page.
      const hash = asked.get("pair") ? `#p-${asked.get("pair").split(" ").sort().join("--")}` : `#u-${asked.get("unit")}`;
      history.replaceState(null, "", address() + hash);
    }
    return ignored;
  }

  function address() {
    const { view, level, year, weight, place: where, count, size, inForce, all, without, withoutRoles } = wanted;
    const kept = { view: view === plain.view ? "" : view, level, year, weight: weight > 1 ? String(weight) : "", place: where, count, size, without: [...without].join(" "), "without-roles": [...withoutRoles].join(" "), "in-force": inForce ? "1" : "", all: all ? "1" : "" };
    const search = new URLSearchParams(Object.entries(kept).filter(([, value]) => value)).toString();
    return location.pathname + (search ? `?${search}` : "");
  }

  const filters = () => Boolean(wanted.level || wanted.year || wanted.weight > 1 || wanted.place || wanted.inForce || wanted.without.size || wanted.withoutRoles.size);
  const isPlain = () => !filters() && !wanted.count && !wanted.size && !wanted.all;

  // The controls say what is wanted.
  function show() {
    for (const [key, field] of Object.entries(fields)) {
      if (field?.type === "checkbox") field.checked = wanted[key];
      else if (field) field.value = wanted[key];
    }
    for (const [key, those] of Object.entries(boxes)) for (const box of those) box.checked = !wanted[key].has(box.value);
    for (const lead of document.querySelectorAll("[data-of-view]")) lead.hidden = lead.dataset.ofView !== (document.querySelector(`[data-of-view="${wanted.view}"]`) ? wanted.view : plain.view);
    for (const segment of place.querySelectorAll("[data-view]")) segment.dataset.view === wanted.view ? segment.setAttribute("aria-current", "true") : segment.removeAttribute("aria-current");
  }

  // Calls back with what changes at a control.
  function listen(wish) {
    for (const [key, field] of Object.entries(fields))
      field?.addEventListener("change", () => wish({ [key]: field.type === "checkbox" ? field.checked : key === "weight" ? Math.min(Number(field.max), Math.max(1, Math.floor(Number(field.value)) || 1)) : field.value }));
    for (const [key, those] of Object.entries(boxes))
      for (const box of those) box.addEventListener("change", () => wish({ [key]: new Set(those.filter(({ checked }) => !checked).map(({ value }) => value)) }));
    for (const segment of place.querySelectorAll("[data-view]"))
      segment.addEventListener("click", (event) => {
        event.preventDefault();
        wish({ view: segment.dataset.view });
      });
    by("network-all").addEventListener("click", () => wish({ ...plain, view: wanted.view, without: new Set(), withoutRoles: new Set() }));
  }

  // What is left out, in words.
  function inWords() {
    const option = (field) => (field?.value ? field.selectedOptions[0].textContent : "");
    const labels = (those) => those.filter(({ checked }) => !checked).map((box) => box.closest("label").textContent.trim());
    const without = [...labels(boxes.without), ...labels(boxes.withoutRoles)];
    return [option(fields.place), option(fields.level), option(fields.year), wanted.weight > 1 ? say(`at least ${wanted.weight} together`, `共同至少 ${wanted.weight} 项`) : "",
      wanted.inForce ? say("without notices no longer in force", "不含已不再有效的公文") : "", without.length ? say("without: ", "不含：") + without.join(say(", ", "、")) : ""];
  }

  return { plain, read, address, filters, isPlain, show, listen, inWords, get now() { return wanted; }, change: (some) => { wanted = { ...wanted, ...some }; } };
}
