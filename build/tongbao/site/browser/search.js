// Finds documents by name, short name, pinyin, English or document number, in an index that is part of the site.
import { near, numberOf, plain, score, simplified } from "./find.js";
import { element, say } from "./words.js";

const MOST = 100;
const KINDS = {
  notice: ["notice", "公文"], measure: ["measure", "举措"], unit: ["unit", "单位"],
  place: ["place", "地区"], honour: ["honour", "荣誉"], affirmation: ["approval", "肯定"], report: ["report", "刊载报道"],
  "wider-adoption": ["adoption", "推广"], "pending-nomination": ["application", "申报"],
};

const form = document.getElementById("search");
const input = document.getElementById("q");
const said = document.getElementById("said");
const list = document.getElementById("found");
const root = form.dataset.root;
let index = null;

async function show(typed) {
  if (!index) return;
  const found = fitting(typed);
  if (found.length || !plain(typed)) return listed(typed, found);
  const query = await simplified(typed, root);
  if (input.value === typed) listed(typed, query === typed ? [] : fitting(query)); // and nothing else was typed meanwhile
}

// The rows that fit a query, the best first.
function fitting(query) {
  const asked = plain(query);
  const numbered = numberOf(query);
  return asked ? index
    .map((row, place) => [score(row, asked, numbered) || near(row, query), place, row])
    .filter(([points]) => points > 0)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]) : [];
}

function listed(query, found) {
  list.replaceChildren();
  if (!plain(query)) {
    said.textContent = query.trim() ? say("Nothing was found.", "没有找到。") : "";
    return;
  }
  for (const [, , [kind, way, zh, en, , number, ended]] of found.slice(0, MOST)) {
    const name = say(en || zh, zh);
    list.append(
      element("li", {},
        element("a", { href: `${root}${say("en", "zh")}/${way}.html`, lang: name === zh ? "zh-Hans" : "en" }, element("bdi", {}, name)),
        " ", element("small", {}, say(...KINDS[kind]), number && kind !== "place" ? ` · ${number}` : ""),
        ended ? " " : null, ended ? element("span", { class: "ended" }, say(...ended)) : null),
    );
  }
  const more = found.length > MOST ? say(`, the first ${MOST} are shown`, `，仅显示前 ${MOST} 个`) : "";
  said.textContent = found.length
    ? say(`${found.length} found${more}`, `找到 ${found.length} 个${more}`)
    : say("No name, number or subject of a figure matches: the search covers only these, not the texts.", "没有匹配的名称、发文字号或数据对象；搜索范围仅限于此，不含正文。");
}

const address = new URL(location.href);
input.value = address.searchParams.get("q") ?? "";
said.textContent = say("Loading …", "正在载入……");
const reply = await fetch(form.dataset.index);
index = await reply.json();
show(input.value);
input.addEventListener("input", () => {
  show(input.value);
  address.searchParams.set("q", input.value);
  history.replaceState(null, "", address);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(input.value);
});
