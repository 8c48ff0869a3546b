// Head and steps: which notice, whether it is saved, how far it is.
import { $, button, h, hidden, kbd, refill } from "./dom.js";
import { redo, undo } from "./doing.js";
import { remaining, stepNow, steps, work } from "./facts.js";
import { showDialog } from "./dialog.js";
import { languageNow, say, setLanguage, tell } from "./messages.js";
import { openStep } from "./moving.js";
import { minutes } from "./pace.js";
import { changed, mayWrite, session } from "./session.js";

function saved() {
  const { waiting, reached } = session;
  if (!mayWrite()) return ["off", say("readonly")];
  if (waiting.length && !reached) return ["off", say("unsaved", waiting.length)];
  if (!reached) return ["off", say("unreached")];
  return waiting.length ? ["busy", say("saving")] : ["done", say("saved")];
}

function savedWords() {
  const [look, words] = saved();
  return h("span", { class: `saved ${look}` }, look === "done" ? "✓ " : null, h("span", { class: "saved-words" }, words));
}

const OTHER = { zh: ["en", "English"], en: ["zh", "中文"] };

function language() {
  const [code, name] = OTHER[languageNow()];
  const turn = () => {
    setLanguage(code);
    changed();
  };
  return button({ class: "bare lang", id: "language", lang: code === "zh" ? "zh-CN" : "en", on: { click: turn } }, name);
}

const undoTitle = (texts, key) => (texts ? say(key, tell(texts)) : null);

export function drawTop() {
  const { notice, undo: back, redo: again } = session.state;
  const top = $("#top");
  if (!$("#saved")) top.append(h("span", { id: "head" }), h("p", { id: "saved", role: "status" }), h("span", { id: "tail" }));
  const [number, name] = [notice.number || notice.id, notice.title];
  refill($("#head"), h("a", { class: "brand", id: "brand", href: "../", title: say("list"), "aria-label": say("pair", say("product"), say("list")) }, h("i", { "aria-hidden": "true" }, "T"), h("span", { class: "brand-words" }, say("product"))), h("p", { class: "doc", lang: "zh-CN" }, h("b", {}, number), "　", h("span", {}, name)));
  const words = savedWords();
  if ($("#saved").textContent !== words.textContent) refill($("#saved"), words);
  refill(
    $("#tail"),
    button({ id: "undo", class: "undo", disabled: (!back && !session.waiting.length) || !mayWrite(), title: undoTitle(back, "undoes"), on: { click: undo } }, say("undo"), " ", kbd("Z")),
    again ? button({ id: "redo", class: "undo", disabled: !mayWrite(), title: undoTitle(again, "redoes"), on: { click: redo } }, say("redo")) : null,
    button({ id: "keys", on: { click: showDialog } }, say("keys"), " ", kbd("?")),
    language(),
  );
}

function step(one, n) {
  const here = stepNow().id === one.id;
  const { open, groups, alone } = work(one.id);
  const done = one.id !== "end" && !open.length && !groups.length && !alone.length;
  const badge = open.length ? h("em", { title: say("open", open.length) }, String(open.length), hidden(`　${say("open", open.length)}`)) : null;
  const go = (event) => {
    event.preventDefault();
    openStep(one.id);
  };
  return h("li", { class: done ? "done" : null }, h("a", { href: `#${one.id}`, id: `step-${one.id}`, title: tell(one.label), "aria-current": here ? "step" : null, on: { click: go } }, h("i", { "aria-hidden": "true" }, done ? "✓" : String(n + 1)), h("span", { class: "step-words" }, tell(one.label)), done ? hidden(` · ${say("finished")}`) : null, badge));
}

export function drawWay() {
  const way = $("#way");
  way.setAttribute("aria-label", say("way"));
  const { single, bulk } = remaining();
  const done = session.state.answered + session.waiting.filter(({ address }) => address === "answer").length;
  const all = done + single + bulk;
  const left = minutes(single, bulk);
  const words = single + bulk ? say("progress", done, all, left) : say("progressDone", done, all);
  refill(way, h("ol", { class: "steps" }, steps().map(step)), h("p", { class: "far" }, h("progress", { max: all || 1, value: done, "aria-label": words }), h("span", { class: "far-words" }, words), single + bulk ? h("span", { class: "far-short", "aria-hidden": "true" }, say("left", left)) : null));
  const strip = $(".steps", way);
  if (strip.scrollWidth > strip.clientWidth) $("[aria-current]", strip)?.scrollIntoView({ block: "nearest", inline: "center" });
  $("#skip").textContent = say("skip");
  document.title = `${session.state.notice.number || session.state.notice.id} · ${tell(stepNow().label)} · ${say("product")}`;
}

const yes = (words, off) => h("button", { type: "submit", form: "ask", class: "main", id: "touch-yes", data: { main: "" }, disabled: off }, words);

const TAKEN = { quote: "saveQuote", split: "split" };

// The bar for fingers: while words are being chosen, only what ends that.
export function drawTouch(confirmOff, { mark, later, cancel }) {
  const { range } = session.view;
  if (range) return refill($("#touch"), button({ id: "touch-cancel", on: { click: cancel } }, say("cancel")), yes(say(TAKEN[range.purpose] ?? (range.done ? "addThis" : "takeWords")), confirmOff));
  return refill(
    $("#touch"),
    button({ id: "touch-undo", disabled: (!session.state.undo && !session.waiting.length) || !mayWrite(), on: { click: undo } }, say("undo")),
    button({ id: "touch-later", disabled: !mayWrite(), on: { click: later } }, say("postpone")),
    button({ id: "touch-mark", disabled: !mayWrite(), on: { click: mark } }, say("markWords")),
    yes(say("confirm"), confirmOff),
  );
}
