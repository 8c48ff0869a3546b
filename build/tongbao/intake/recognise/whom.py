"""Whom words of praise or blame name: bodies, places, persons with their body and post, projects with who did them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tongbao.intake.recognise.persons import BRACKETED, PLACE_ENDS, is_name, person, posted
from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.table import names_in
from tongbao.intake.recognise.whom_words import Kind, any_of, kind_counted
from tongbao.printed import chinese_number
from tongbao.printed.patterns import regex

_LONGEST = 24
"""The longest name of a body that is looked for, in characters."""
_SEPARATORS = regex("[、，,；;]|以及|和|与|及|并(?=对)")
_OF_PROJECTS = regex("[、；;]")
_OPENING, _CLOSING = "（(“《〔[", "）)”》〕]"
_COUNT = regex(
    "(?P<others>等)?(?:共计?|合计|在内的)?(?P<number>[0-9]{1,4}|[一二两三四五六七八九十百]{1,5})(?P<noun>[个家名位项支篇件条户所](?:先进|优秀)?[一-鿿]{0,6}|人)$"
)
_OTHERS = regex("等(?:[一-鿿]{0,4}(?:单位|部门|企业|地区|集体|项目|同志|个人|人员|县区|区县|市县|公司)|人)?$")
_APPOSITION = regex("单位|部门|地区|企业|集体|个人|案例|项目|主体|典型|代表|干部|民警|同志")
_QUOTED = regex("“(?P<name>[^“”]+)”(?:项目|成果|工程|作品|案例|课题)?|《(?P<work>[^《》]+)》")
_FAR = 40
_MADE = regex(
    "(?P<name>[^（）()]{2,60})[（(](?:[一-鿿]{0,4}(?:单位|企业)[：:](?P<stated>[^（）()：:]{2,80})|由?(?P<made>[^（）()：:]{2,80}?)(?:承建|完成|实施|申报|研发|承担))[)）]"
)
"""A project with who did it in brackets: 甲江大桥（甲路桥公司承建）."""
_THING = regex("(?:项目|工程|技术|工艺|系统|平台|装备|研究|应用|成果|体系|方案|模式|产品|场景|课题)$")


@dataclass(frozen=True, slots=True)
class Whom:
    """The recipients of a list of names, each with the place of its words in it; whether there are others, and how many in all."""

    recipients: tuple[Recipient, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    is_open: bool = False
    stated: int | None = None
    kind: Kind | None = None
    """What the count words are about."""
    is_cut: bool = False
    """Whether words that are no name end it before its end."""


def is_nameless(words: str) -> bool:
    """Return whether words describe those whom they mean without a name: 推进不力的, 成效突出的单位.

    >>> is_nameless("推进不力的"), is_nameless("推进不力的单位"), is_nameless("市水利局")
    (True, True, False)
    """
    return words.endswith("的") or bool(any_of("nobody").search(words))


def read_whom(words: str, known: Known, kind: Kind | None = None) -> Whom:
    """Return whom a list of names holds; words before the first name, up to 的, describe them.

    Names that cannot be told end the list, which is then open: nobody is guessed.
    """
    bare, is_open, stated, counted = _tail(words)
    kind = counted or kind
    recipients, spans, inner, is_cut = list[Recipient](), list[tuple[int, int]](), False, False
    items = [] if bare.endswith("的") else list(parts(bare, 0, known, kind))
    first = _first_item(bare, items, known, kind)
    for low, high in items[first:]:
        name, others, several, own = _tail(bare[low:high])
        high, is_open, inner = low + len(name), is_open or others, inner or several is not None
        low += _described(name, own or kind)
        low += 0 if recipients else _leads_up(bare[low:high], known)
        found = _one(bare[low:high], known, own or kind)
        if found is None and recipients and recipients[-1].kind == "person":
            found = posted(bare[low:high], known)
        if found is None and recipients and _may_be_body(bare[low:high], own or kind):
            found = Recipient(bare[low:high])
        if found is None:
            is_cut = is_open = is_open or bool(recipients)
            shared = any(known(bare[low:end]) for end in range(low + 2, min(high, low + _LONGEST)))
            recipients = [] if shared else recipients  # 市公安局、市税务局有关责任人 are persons of both
            break
        recipients.append(found)
        spans.append((low, high))
    told = len(recipients) if _are_told(recipients, kind) else _surely(recipients)
    complete = stated == len(recipients) == told and not inner
    is_open = (is_open or 0 < told < len(recipients)) and not complete
    stated, kind = (None, None) if inner else (stated, kind)
    is_cut = is_cut or told < len(recipients)
    told = min(told, len(recipients))
    return Whom(tuple(recipients[:told]), tuple(spans[:told]), is_open, stated, kind, is_cut)


def _may_be_body(part: str, kind: Kind | None) -> bool:
    """Return whether words between names may be the name of a body of an unusual form; a person is asked."""
    named = kind in (None, "unit") and _SHORT < len(part) <= _LONGEST
    vague = (("groups", "^", ""), ("nobody", "", "$"), ("clauses", "", ""))
    return named and not any(any_of(*words).search(part) for words in vague)


def _first_item(words: str, items: Sequence[tuple[int, int]], known: Known, kind: Kind | None) -> int:
    """Return the first item of a list that is no part of a description: 工作拖沓、推进不力的|市税务局, 市公安局、税务局办理的|项目."""
    first, said = 0, False
    for n, (low, high) in enumerate(items):
        at = _described(words[low:high], kind)
        before = words[low : low + at]
        names = any(known(before[:end]) for end in range(2, min(len(before), _LONGEST) + 1))
        described = n and at and not said and not _one(words[slice(*items[first])], known, kind)
        if (n and names) or described:
            first = n
        said = said or bool(at)
    return first


def _are_told(found: Sequence[Recipient], kind: Kind | None) -> bool:
    """Return whether bare names may be those of persons: the words count persons, or all look like names of persons."""
    bare = [one for one in found if _is_bare(one)]
    long = [one for one in bare if len(one.name) > _SHORT]
    if kind == "person" or not bare:
        return True
    said = len(bare) < len(found) or 1 < len(bare) <= 2 * len(long)
    return said and all(one.kind == "person" for one in found)


def _is_bare(one: Recipient) -> bool:
    return one.kind == "person" and not one.is_sure


def _surely(found: Sequence[Recipient]) -> int:
    """Return how many recipients stand before the first that may be no person."""
    return next((n for n, one in enumerate(found) if _is_bare(one)), len(found))


_SHORT, _GENERIC, _PLACE = 2, 4, 8


def _tail(words: str) -> tuple[str, bool, int | None, Kind | None]:
    """Return the names without what counts them, whether there are others, how many in all, and of what kind."""
    if found := _COUNT.search(words, max(len(words) - 20, 0)):
        said = found["number"].replace("两", "二")
        number = int(said) if said.isdigit() else chinese_number(said)
        kind = kind_counted(found["noun"])
        if found["others"] or kind:
            return words[: found.start()], bool(found["others"]), number, kind
    if found := _OTHERS.search(words, max(len(words) - 9, 0)):
        return words[: found.start()], True, None, kind_counted(found[0][1:])
    return words, False, None, None


def _described(words: str, kind: Kind | None) -> int:
    """Return where the name of an item begins: behind the last 的 outside brackets; the name of a project may hold one."""
    if kind == "project":
        return 0
    depth = at = 0
    for n, sign in enumerate(words):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if sign == "的" and depth <= 0:
            at = n + 1
    return at


def parts(words: str, start: int, known: Known, kind: Kind | None) -> Iterator[tuple[int, int]]:
    """Yield the places of the items of a list, split at its separators, but not within brackets or a known name."""
    separators = _OF_PROJECTS if kind == "project" else _SEPARATORS
    depth, at = 0, start
    while at < len(words):
        depth += (words[at] in _OPENING) - (words[at] in _CLOSING)
        adjoining = words[at] == "”" and words[at + 1 : at + 2] == "“"
        sign = separators.match(words, at) if depth <= 0 else None
        if adjoining:
            yield start, at + 1
            start = at + 1
        elif sign and not _is_within(words, start, sign.end(), known):
            if start < at:
                yield start, at
            start = sign.end()
            at = start - 1
        at += 1
    if start < len(words):
        yield start, len(words)


def _is_within(words: str, start: int, end: int, known: Known) -> bool:
    """Return whether a sign is part of a name: 市发展和改革委员会."""
    if words[end - 1] in "、，,；;":
        return False
    if any(known(words[start:high]) for high in range(end + 1, min(start + _LONGEST, len(words)) + 1)):
        return True
    left = words[start : end - 1].removesuffix("以")
    return not (known(left) or _ENDS.search(left) or any_of("bodies").search(left) or is_name(left))


_ENDS = regex("[）)”》省市区县州镇乡旗]$|同志$|街道$|[个家名项位][一-鿿]{0,4}$")


def _leads_up(part: str, known: Known) -> int:
    """Return how many characters at the beginning of the first item only lead up to its name: 实施单位市数据局."""
    if known(part):
        return 0
    for found in reversed([*_APPOSITION.finditer(part, 0, _FAR)]):
        rest = part[found.end() :]
        if known(rest) or _HOME.match(rest):
            return found.end()
    return 0


_HOME = regex("(?:[省市县区镇]|[一-鿿]{2,4}[省市区县镇乡])[一-鿿]")
"""How the name of a body begins: with a place."""


def _one(part: str, known: Known, kind: Kind | None) -> Recipient | None:
    """Return whom one item names; None where the words do not tell."""
    if found := known(part):
        return found
    if len(part) < _SHORT or any_of("groups", "^", "").match(part):
        return None
    if (titled := any_of("titles").search(part)) and titled.start() and (found := person(part, known)):
        return found
    if (made := _MADE.fullmatch(part)) and (kind == "project" or _THING.search(made["name"])):
        makers, _ = names_in(made["stated"] or made["made"])
        return Recipient(made["name"], "project", makers=tuple(one.words for one in makers if not one.is_group))
    if quoted := _QUOTED.fullmatch(part):
        return _of_quoted(quoted["name"] or quoted["work"], "project" if part[-1] not in "”》" else kind)
    if (
        kind in (None, "project")
        and len(part) > _GENERIC
        and _THING.search(part)
        and not any_of("general", "^", "").match(part)
    ):
        return Recipient(part, "project")
    if any_of("nobody").search(part):
        return None
    if kind == "project":
        return Recipient(part, "project")
    return person(part, known, surely=kind == "person") or _body(part, known, kind)


_PAID = regex("(?:各|分别)?(?:奖励|奖金|补助|罚款|处罚款)[:：]?(?:人民币)?(?P<money>[0-9][0-9.,]*[十百千万亿]{0,2}元)")
"""The money of one recipient, in brackets behind its name."""
_WITHIN = regex("[一-鿿]{2,6}(?:省|自治区|市|自治州)[一-鿿]{2,10}[市州县区旗]")
"""A place with the one around it."""


def _of_quoted(name: str, kind: Kind | None) -> Recipient | None:
    """Return what a name in quotation marks names: a project, or a body; None where it does not say."""
    if kind == "project" or (kind is None and _THING.search(name)):
        return Recipient(name, "project")
    return Recipient(name) if kind in (None, "unit") and any_of("bodies").search(name) else None


def _body(part: str, known: Known, kind: Kind | None) -> Recipient | None:
    bracketed = BRACKETED.fullmatch(part)
    name = bracketed["name"] if bracketed else part
    whole = _SHORT < len(name) <= 2 * _LONGEST
    if bracketed and (paid := _PAID.fullmatch(bracketed["inside"])):
        found = known(name) or _body(name, known, kind)
        return found and found._replace(money=paid["money"])
    if known(name) or (whole and any_of("bodies").search(name) and not any_of("posts").search(name)):
        return Recipient(part)
    if PLACE_ENDS.search(part) and (len(part) <= _PLACE or _WITHIN.fullmatch(part)) and kind in (None, "unit", "place"):
        return Recipient(part, "place")  # places.yaml does not have it
    told = kind == "unit" and len(part) <= _LONGEST and not (any_of("clauses", behind="").search(part))
    return Recipient(part) if told else None
