"""Find the notice in a web page, among navigation, tools, links and the site's own lines."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tongbao.intake.original.index import entries, is_index, key_of, merged, value_of
from tongbao.intake.original.markup import BLOCKS, drop, names_of, own_texts, text_of
from tongbao.intake.original.wordml import Element
from tongbao.intake.original.words import clean, han, squeezed

_CONTENT = re.compile(
    r" (?:ucap-content|trs_editor|view trs_ueditor|zoom|zoomcon|info_cont|pages_content|article-content|article_content|"
    r"articlecontent|news_content|newscontent|content_body|contentbody|detail-content|arc_cont|bt_content|xxgk_content|"
    r"mainbody|vsb_content|v_news_content|textcontent|js_content|easysite-news-text|wp_articlecontent) "
)
"""How the systems that run the sites of offices name the element with the words of a document."""
_SITE = re.compile(
    r" (?:(?:top|main|sub|site|page|side|left|right)[-_]?)?(?:nav|menu|crumbs?|breadcrumbs?|curb|position|location|"
    r"share|bdsharebuttonbox|foot|footer|copyright|related|rel|xgwz|xgwj|side|sidebar|toolbar|tools|search|login|banner|"
    r"qrcode|ewm|print|pagination|header|head|logo|comment|recommend|prenext|pre_next|accessory-tools)(?:[-_]?(?:list|box|"
    r"bar|wrap|area|con|cont|links?|\d+))? "
)
_SAID = re.compile(
    r"当前的?位置|现在的?位置|浏览次数|阅读次数|点击(?:次)?数|访问量|字[号体][:：]|【?打印|关闭(?:窗口|本页)|分享到|扫一扫|"
    r"上一[篇条]|下一[篇条]|相关(?:文档|文件|链接|新闻|阅读|稿件|信息|解读|附件下载)|延伸阅读|版权所有|ICP备|网站标识码|主办(?:单位)?[:：]|"
    r"承办(?:单位)?[:：]|责任编辑|公网安备|返回顶部|保护视力|无障碍|长者|^(?:信息)?来源[:：]|^发布(?:时间|日期)[:：]|^(?:政策|文件|图文|图片|视频|媒体|专家)解读(?:$|[:：])|^图解|一图[读看]懂|登录|^【?我要纠错"
)
"""What a site says around a document, in short elements."""
_NAME = re.compile("(?:网|网站|门户|平台|人民政府|政务公开|信息公开(?:目录)?)$")
"""The name of a site, in a heading of its own."""
_TAIL = re.compile(r"附件|附表|附[:：]|[(（](?:此件|此文|公开|主动|依申请)|抄送|公开方式[:：]|信息公开")
_DATE = re.compile(
    r"[0-9〇○零一二三四五六七八九]{4}年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日$"
)
_SHORT = 160
_LABEL = 20
_ENTRY = 300
_INDEX = 1500
_MOST = 0.9


@dataclass(slots=True)
class _Weight:
    """Characters of an element: all, those of links, and Chinese ones that are no links."""

    all: int = 0
    linked: int = 0
    words: int = 0


_Row = tuple[Element, dict[str, str]]


def index_of(root: Element) -> dict[str, str]:
    """Return the index of the document on a page, and take it out of the page."""
    weights = _weights(root)
    held: dict[Element, list[_Row]] = {}
    for row in _rows(root, weights):
        for container in row[0].iterancestors("table", "ul", "dl", "div", "section", "form", "body"):
            if weights[container].all > _INDEX:
                break
            held.setdefault(container, []).append(row)
    found: list[dict[str, str]] = []
    gone: set[Element] = set()
    for container in (one for one in reversed(list(weights)) if one in held):  # those within others first
        rows = [row for row in held[container] if row[0] not in gone]
        said = merged(entry for _, entry in rows)
        if is_index(said):
            gone |= {one for one, _ in rows}
            found.append(said)
            _take_out(container, rows, weights)
    return merged(reversed(found))


def _take_out(container: Element, rows: Iterable[_Row], weights: Mapping[Element, "_Weight"]) -> None:
    """Take an index out of its page: its container, unless that holds other words too."""
    length = sum(len(squeezed(key + value)) for _, said in rows for key, value in said.items())
    if container.tag != "body" and (container.tag in ("table", "ul", "dl") or length * 2 > weights[container].all):
        drop(container)
    else:
        for element, _ in rows:
            drop(element)


def _rows(root: Element, weights: Mapping[Element, "_Weight"]) -> Iterator[_Row]:
    """Yield the entries on a page: a word and its value in elements beside each other, or in one."""
    for element, weight in weights.items():
        if weight.all <= _LABEL and (key := key_of(text := text_of(element))) and not _repeats(element, text):
            if value := _value(element):
                yield element, {key: value}
        elif weight.all <= _ENTRY and not len(element) and (said := entries(text_of(element))):
            yield element, said


def _repeats(element: Element, text: str) -> bool:
    """Return whether an element only holds another that has all its words."""
    return any(squeezed(text_of(one)) == squeezed(text) for one in element)


def _value(label: Element) -> str:
    """Return what stands after a label: the text behind it, or the next element; the label may be wrapped."""
    own = squeezed(text_of(label))
    while (parent := label.getparent()) is not None and squeezed(text_of(parent)[: 2 * _LABEL]) == own:
        label = parent
    parts = [label.tail or ""]
    for one in label.itersiblings():
        if key_of(text_of(one)[:_LABEL]):
            break
        if "".join(parts).strip() and one.tag in BLOCKS:
            break
        parts += [text_of(one), one.tail or ""]
        if one.tag in ("td", "th", "dd", "li") and "".join(parts).strip():
            break
    return value_of("".join(parts))


def notice_in(root: Element) -> Element:
    """Return the element with the words of the notice; what the site says within it has been taken out.

    It is the deepest one with nine tenths of the Chinese words that are no links, or what the site's system names so.
    """
    bodies = root.find("body")
    body = root if bodies is None else bodies
    weights = _pruned(body)
    core = body
    while not _CONTENT.search(names_of(core)):
        child = max(core, key=lambda one: weights[one].words, default=None)
        if child is None or child.tag not in BLOCKS or child.tag in ("p", "li", "tr") or _is_data(child):
            break
        if weights[child].words < _MOST * weights[core].words or weights[child].words == 0:
            break
        core = child
    return core


def tail_of(core: Element) -> Iterator[Element]:
    """Yield the elements after the notice's own that go on with it: annexes, the signature, a note on who may see it."""
    node: Element | None = core
    while node is not None and node.tag != "body":
        for one in node.itersiblings():
            said = squeezed(text_of(one))
            if said and not (_TAIL.match(said) or (len(said) < _SHORT and _DATE.search(said))):
                return
            if said:
                yield one
        node = node.getparent()


def _is_data(element: Element) -> bool:
    """Return whether an element is a table of its own, not one that frames the page."""
    return element.tag == "table" and element.find(".//table") is None and len(element.findall(".//td")) > 1


def _pruned(body: Element) -> dict[Element, _Weight]:
    """Take out what the site says: its name, its words or its links show it, and it holds less than half of the words.

    Return the weights of what is left.
    """
    weights = _weights(body)
    half = weights[body].words / 2
    heavy = [element for element in weights if weights[element].words >= half and element.tag in BLOCKS]
    kept = set(heavy)
    pending, is_whole = list(body), True
    while pending:
        element = pending.pop()
        if element not in kept and _is_site(element, weights[element]):
            drop(element)
            is_whole = False
        elif element.tag in BLOCKS and element.tag != "p":
            pending += list(element)
    return weights if is_whole else _weights(body)


def _is_site(element: Element, weight: _Weight) -> bool:
    if element.tag in ("nav", "footer", "aside"):
        return True
    if element.tag not in BLOCKS or not weight.all:
        return False
    if element.tag in ("h1", "h2", "h3") and _NAME.search(clean(text_of(element))):
        return True
    said = squeezed(text_of(element)) if weight.all <= 2 * _SHORT else ""
    if said.startswith(("附件", "附：", "附:")):
        return False
    if element.tag in ("div", "ul", "dl", "section", "form", "table", "header", "td"):
        if _SITE.search(names_of(element)) or weight.linked * 2 > weight.all:
            return True
    elif element.tag == "p" and len(said) > _SHORT // 2:
        return False
    return 0 < len(said) <= _SHORT and bool(_SAID.search(said))


def _weights(root: Element) -> dict[Element, _Weight]:
    """Weigh each element, in the order of the page."""
    weights: dict[Element, _Weight] = {}
    for element in root.iter():
        own = "".join(own_texts(element))
        weights[element] = _Weight(len(squeezed(own)), 0, han(own)) if own else _Weight()
    for element in reversed(list(weights)):
        weight = weights[element]
        for one in element:
            below = weights[one]
            weight.all += below.all
            weight.linked += below.linked
            weight.words += below.words
        if element.tag == "a":
            weight.linked, weight.words = weight.all, 0
    return weights


def titles(root: Element) -> list[str]:
    """Return the titles that a page's headings give."""
    return [title for one in root.iter("h1", "h2", "h3") if (title := clean(" ".join(text_of(one).split())))]
