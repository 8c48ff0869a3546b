"""The sentences that praise or criticise, and whom they name."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from tongbao.intake.recognise.appraised import Appraised, Sentence
from tongbao.intake.recognise.beginnings import beginnings
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.recipient import Known, Recipient
from tongbao.intake.recognise.respectively import respective, says_respectively
from tongbao.intake.recognise.whom import Whom, is_nameless, read_whom
from tongbao.intake.recognise.whom_words import any_of, grade_in, kind_titled, words_of
from tongbao.intake.stored import Line
from tongbao.load.acts import act_fault, reporter
from tongbao.load.source import squeeze
from tongbao.model.codes import Act
from tongbao.printed import chinese_number
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_SENTENCE = regex("[^。；！？]+")
_AID = "(?:予以|给予|提出|进行|作出|通报|公开|督查|通令|一并|严肃|点名)*"
_WIDELY = f"(?:{_AID[3:-2]}|在?全[市省县区州](?:范围内?)?)*"
_VERB = "(?P<verb>表[扬彰]|嘉奖|批评|褒奖|激励|奖励|约谈)"
_TO = "(?<![针面应相绝核比校])对(?![外于口标照应策象内接])"
_GIVES = "追?授予|追授|命名(?!表彰)|记?给予"
_GIVEN = regex(
    f"(?:{_GIVES}|给|授|{_TO}(?=[^，。；“]{{2,200}}追?授予?“)|(?<=称号)[、，和及](?!追?授予|给予|对|命名|记))"
    f"(?P<who>(?:(?!{_GIVES})[^。；“]){{2,1200}}?)(?:为[^，。；“]{{0,16}}|追?授予|追授)?"
    "(?:“(?P<title>[^”]{1,60})”(?:荣誉)?(?:称号|奖|荣誉)?(?P<rank>[特一二三四五]等奖|[金银铜]奖)?(?![等“、]“?|项目|成果|工程|[0-9])"
    "|(?P<merit>记?(?:集体|个人)?(?:[特一二三]等|大)功|(?:集体|个人)嘉奖|(?<![报令以予开出])嘉奖(?=[一二两三]?次?(?:$|[，；（(]))))"
)
"""授予市水文站等6个单位“先进集体”称号, 给予甲局记集体一等功."""
_NAMED_AS = regex(
    f"命名(?P<who>(?:(?!{_GIVES})[^。；“]){{2,1200}}?)为(?P<title>[^，。；、“为的]{{0,24}}?{words_of('named-as')})(?=$|[，。；（(])"
)
"""命名甲县乙村等7个村为第三批全省乡村旅游示范村: no quotation marks show the title."""
_PRIZE = regex(
    f"(?:追?授予|给予|授)(?P<who>(?:(?!{_GIVES})[^。；]){{2,1200}}?)(?P<prize>(?:奖|杯|称号|奖章|奖状)(?=$|[，。；、]|[0-9一二三四五六七八九十]+[次名]))"
)
"""授予港口岸电技术等3个项目科技进步奖二等奖."""
_OF = regex(
    f"(?:{_TO}|给予(?!在?全[市省县区州](?:范围内?)?(?:通报|公开|点名))|将)(?P<who>(?:(?!{_TO}|给予|予以)[^。；]){{2,1200}}?)，?(?:将|拟|应当?|可|均|分别|在?全[市省县区][^，。；]{{0,4}})*{_WIDELY}{_VERB}"
)
"""对市公安局、税务局予以通报表扬."""
_FIRST = regex(
    f"(?:(?:决定|^|[，并由再现特]|[一-鿿]{{2,16}}(?=约谈)){_AID}(?P<verb>表[扬彰]|嘉奖|批评|约谈)(?!名单|对象|范围)了?)(?P<who>(?:(?!表[扬彰]|批评|约谈)[^，。；“]){{2,1200}})"
)
"""决定表彰市公安局等10个单位; 并由县安委会约谈张三（…）."""
_THOSE = "对(?:上述|以上|其|该|这)[0-9一二三四五六七八九十]*[个家名]?[一-鿿]{0,4}?"
_NUMBERED = "[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[)）]、?|[0-9]{1,2}[.．、](?![0-9])"
_BEFORE = regex(
    f"^(?:{_NUMBERED})?(?P<who>[^。；]{{2,1200}}?)，?(?:现|也|均|在?全[市省县区]|{_THOSE}|依规|予以|给予|提出|作出)*{_WIDELY}(?P<verb>表[扬彰]|批评)(?!名单|范围|对象|决定)"
)
"""市水利局统筹有力、推进迅速，予以通报表扬: the names stand where its parts begin."""
_BARE_TITLE = regex("授予(?:其|以上|上述[一-鿿]{0,6})?“(?P<title>[^”]{1,60})”")
_BLAME = regex("批评|约谈")
_MERIT = regex("功$|^嘉奖|^表彰")
_LIST_FOLLOWS = regex("以下|下列|如下|(?<![白黑红])名单(?!制)|附件|附后|见附")
_COUNTED = regex(
    "[0-9一二三四五六七八九十百]+(?:个|家|名|项|位|件|篇|支)?(?:先进|优秀|获奖|突出|模范)?(?:集体|单位|个人|同志|项目|企业|地区|县区|部门|成果|案例|地方|团队|人|工作者)"
)
_COLON = regex("[:：](?P<who>.+)")


class _Site(NamedTuple):
    """Where a sentence praises or blames: the words that hold the names, and what is done to them."""

    start: int
    end: int
    who: tuple[int, int]
    act: Act
    title: str = ""
    grade: str = ""
    needs_known: bool = False


def read_acts(lines: Sequence[Line], known: Known) -> Iterator[Appraised]:
    """Yield the acts of praise and blame, in order; those that name nobody say whether a list follows.

    Only acts that are done are taken: 视情予以表扬, 不予表彰 and 拟授予 are none.
    """
    for line in lines:
        last: re.Match[str] | None = None
        for found in _SENTENCE.finditer(line.text):
            sentence = Sentence.of(
                found[0], line.start + found.start(), announces=line.text.rstrip().endswith(("：", ":"))
            )
            if len(sentence.words) <= _LONGEST and _MAY.search(sentence.bare):
                each = says_respectively(sentence)
                acts = respective(sentence, known) if each else list(_acts(sentence, known))
                back = _GOES_BACK.match(sentence.bare) if last and not any(act.recipients for act in acts) else None
                both = (
                    Sentence.of(line.text[last.start() : found.end()], line.start + last.start(), announces=False)
                    if last
                    else sentence
                )
                act = _of_two(both, len(sentence.words), back, known) if back and len(both.words) <= _LONGEST else None
                yield from [act] if act else acts
            last = found


def _of_two(both: Sentence, length: int, back: re.Match[str], known: Known) -> Appraised | None:
    """Return the act of two sentences, of which the first names whom the second, the last words, praises or blames."""
    border = len(both.words) - length
    said = both.words[: border - 1]
    if back["stated"]:  # 甲局空岗，乙局推诿。对以上2家单位予以通报批评
        act = _of_parts(replace(both, words=f"{said}，{both.words[border:]}"), known)
        return act if act and len(act.recipients) == _count(back["stated"]) and not act.is_open else None
    begin = numbered.end() if (numbered := regex(_NUMBERED).match(said)) else 0
    names = _KINDS_OF_PLACE.sub("", said[begin:])
    whom = read_whom(names, known)
    if not whom.recipients or whom.is_open or whom.is_cut or whom.spans[0][0]:
        return None
    plain = all(one.kind != "unit" or known(one.name) or any_of("bodies").search(one.name) for one in whom.recipients)
    if not plain or (whom.spans[-1][1] < len(names) and whom.stated is None):
        return None
    title = both.words[border + back.start("title") : border + back.end("title")] if back["title"] else ""
    kind: Act = "award" if title else _of_verb(back["verb"])
    recipients = _placed(both, whom, begin, faults=False)
    quote, behind = both.found(begin, len(both.printed)), both.words[border:]
    return Appraised(
        kind,
        quote,
        recipients,
        stated=whom.stated,
        kind=whom.kind,
        title=both.as_printed(title, border),
        grade=grade_in(title),
        behind=behind,
    )


def _count(words: str) -> int | None:
    return int(words) if words.isdigit() else chinese_number(words.replace("两", "二"))


_KINDS_OF_PLACE = regex("[（(](?:[市州县区旗]、?){1,3}[)）]$")
_GOES_BACK = regex(
    f"(?:现|故|特|为此，?|决定)?(?:对(?:以上|上述|这)(?P<stated>[0-9]{{1,3}}|[一二两三四五六七八九十]{{1,3}})[个家名][^，。；的]{{0,6}}?{_WIDELY}(?:表[扬彰]|批评)(?!名单)"
    f"|{_WIDELY}(?P<verb>表[扬彰]|嘉奖|批评)(?!名单|对象)|授予(?:其)?“(?P<title>[^”]{{1,60}})”)"
)
"""How a sentence begins that does something to those whom the sentence before it names."""


_LONGEST = 6000
"""The longest sentence that is read, in characters: it holds some hundred names."""
_MAY = regex("表[扬彰]|批评|嘉奖|约谈|褒奖|激励|奖励|授|命名|功")


def _acts(sentence: Sentence, known: Known) -> Iterator[Appraised]:
    sites = list(_sites(sentence))
    read = list[Appraised]()
    refused = False
    for n, site in enumerate(sites):
        begin, end = site.start if n else 0, sites[n + 1].start if n + 1 < len(sites) else len(sentence.words)
        other = _OTHER.search(sentence.bare, site.end, end)  # what is given to others, and was not understood
        end = other.start() if other else end
        act = _act(sentence, site, (begin, end), known)
        who = sentence.words[slice(*site.who)]
        nameless = is_nameless(who) and not _GENERAL.search(_PURPOSE.sub("", sentence.words))
        refused = refused or act is None or not (act.recipients or "，" in who or _ANAPHORA.match(who))
        read += [act] if act and (act.recipients or act.refers or nameless) else []
    named = [act for act in read if act.recipients]
    if not refused and not named and (act := _of_parts(sentence, known)) and (act.recipients or not read):
        read = [act]
    yield from read


_OTHER = regex("[，、](?:并|同时)?(?:追授|授予)(?=[^，。；]{2,60}(?:奖|称号))")
_ANAPHORA = regex("上述|以上|其|该|这")
_PURPOSE = regex("^为了?[^。；]*?，(?=经|现|决定|根据|结合)")
"""Why it is done, in words that are not what is done: 为健全激励机制，经市政府同意，对…."""
_GENERAL = regex("(?<![主重需必首])要(?![素点求])|应当|应予|须|可以|制度|机制|办法|凡|力度|健全|(?<!现)将(?!有关|相关)")
"""Words of a rule rather than of an act."""


def _sites(sentence: Sentence) -> Iterator[_Site]:
    """Yield the places of a sentence at which its verbs govern names, one behind the other."""
    found = [one for pattern in (_GIVEN, _NAMED_AS, _OF, _FIRST, _PRIZE) for one in pattern.finditer(sentence.bare)]
    end = 0
    for one in sorted(found, key=lambda one: one.start()):
        if one.start("who") >= end and (site := _site(sentence, one)):
            end = site.end
            yield site


def _site(sentence: Sentence, found: re.Match[str]) -> _Site | None:
    groups = found.groupdict()
    low, high = found.span("who")
    if verb := groups.get("verb"):
        given = _BARE_TITLE.search(sentence.bare, found.end(), found.end() + 40)
        title = sentence.words[slice(*given.span("title"))] if given else ""
        act: Act = "award" if title else _of_verb(verb)
        return _Site(found.start(), found.end(), (low, high), act, title, grade_in(title), verb in ("激励", "奖励"))
    if "prize" in groups:
        return _prize(sentence.words, found)
    if groups["title"]:
        title = sentence.words[slice(*found.span("title"))]
        return _Site(found.start(), found.end(), (low, high), "award", title, groups.get("rank") or grade_in(title))
    grade = groups["merit"].removeprefix("记")
    return _Site(found.start(), found.end(), (low, high), "commendation", "", grade)


def _of_verb(verb: str) -> Act:
    if _BLAME.search(verb):
        return "circular-criticism"
    return "commendation" if _MERIT.search(verb) else "circular-commendation"


def _prize(words: str, found: re.Match[str]) -> _Site | None:
    """Return where a prize without quotation marks is given: its name begins behind what counts or addresses its winners."""
    low, high = found.start("who"), found.end()
    border = next((one for one in _BORDER.finditer(words, low, high) if one.end() > low), None)
    if border is None:
        return None
    name = words[border.end() : high]
    grade = grade_in(name)
    title = name.removesuffix(grade) if grade != name and name.removesuffix(grade).endswith("奖") else ""
    return _Site(found.start(), high, (low, border.end()), "award", title, grade)


_BORDER = regex(
    "(?<!第)[0-9一二三四五六七八九十百]+(?:[个家名项位支篇件]|人(?!民))(?:单位|集体|个人|同志|企业|项目|成果|团队|作品|案例|地区|县区)?(?!月|年|日)|同志|教授|院士|研究员|高级工程师|(?<=[一-鿿])先生|女士"
    "|”(?:项目|成果|工程|作品|案例|课题)?(?![、“等])|(?<=[一-鿿])(?=第[0-9一二三四五六七八九十]{1,3}届|20[0-9]{2}年|全[省市县区国]|[省市县区]?(?:先进|优秀|模范|劳动模范|文明)(?:集体|单位|个人|企业|称号|工作者|家庭|村镇))"
)


def _act(sentence: Sentence, site: _Site, part: tuple[int, int], known: Known) -> Appraised | None:
    """Return the act at a place of a sentence, whose words are a part of it; None where it is not done, or names nobody."""
    low, high = site.who
    hint = kind_titled(site.title or site.grade)
    whom = read_whom(sentence.words[low:high], known, hint)
    refers = False
    if not whom.recipients:
        refers = sentence.announces or _refers(sentence.words, site, part)
        if behind := _COLON.search(sentence.words, low, part[1]):
            listed = read_whom(behind["who"], known, whom.kind)
            whom, low = (listed, behind.start("who")) if listed.recipients else (whom, low)
    if site.needs_known and whom.recipients and not any(known(one.name) for one in whom.recipients):
        return None
    start = low + whom.spans[0][0] if whom.spans else site.who[0]
    end = low + whom.spans[-1][1] if whom.spans else site.who[1]
    if act_fault(site.act, sentence.words, start, end) or reporter(sentence.words, end):
        return None
    recipients = _placed(sentence, whom, low, faults=site.act == "circular-criticism")
    said = sentence.words[slice(*part)]
    begin = part[0] + len(said) - len(said.lstrip("，、,和及"))
    quote = sentence.found(begin, part[0] + len(_LEADS_ON.sub("", said)))
    behind_names = sentence.words[end : part[1]]
    title, grade = sentence.as_printed(site.title, site.who[0]), sentence.as_printed(site.grade, site.who[0])
    return Appraised(
        site.act,
        quote,
        recipients,
        whom.is_open,
        whom.stated,
        whom.kind,
        title,
        grade,
        behind_names,
        refers,
        tuple(any_of("grades", behind="").findall(sentence.words[slice(*site.who)])),
    )


_LEADS_ON = regex("[，、,：:]*(?:(?:并且?|和|同时|分别)[，、]?)*$")


def _refers(words: str, site: _Site, part: tuple[int, int]) -> bool:
    """Return whether a sentence says that a list follows, or counts those whom it does not name."""
    follows = _LIST_FOLLOWS.search(words, site.who[0], part[1]) or words.endswith(("：", ":"))
    return bool(follows or _COUNTED.search(words, *site.who))


def _placed(sentence: Sentence, whom: Whom, at: int, *, faults: bool) -> tuple[Recipient, ...]:
    """Return the recipients as printed, each with its own words if any name has words besides the name."""
    plain = [one.name for one in whom.recipients]
    apart = any(
        sentence.words[at + low : at + high] != name for name, (low, high) in zip(plain, whom.spans, strict=True)
    )
    between = [sentence.words[at + one[1] : at + other[0]] for one, other in pairwise(whom.spans)]
    apart = apart or whom.is_cut or not all(_JOINED.fullmatch(words) for words in between)
    blamed = (
        _DESCRIBED.search(sentence.words, 0, at + whom.spans[0][0]) if faults and whom.spans and not apart else None
    )
    fault = sentence.printed[slice(*blamed.span("fault"))] if blamed else ""
    return tuple(
        _as_printed(one, sentence.found(at + low, at + high), apart=apart)._replace(fault=fault)
        for one, (low, high) in zip(whom.recipients, whom.spans, strict=True)
    )


_JOINED = regex("(?:[、，,；和与及”“]|以及)*")
_DESCRIBED = regex("(?:对|将)(?P<fault>[^对，。；]{2,60})的$")


def _as_printed(one: Recipient, words: Found, *, apart: bool) -> Recipient:
    """Return a recipient with its name as printed: a sentence in traditional script is read in simplified script."""
    at = simplified(words.value).find(one.name)
    return one._replace(name=words.value[at : at + len(one.name)], row=words if apart else None)


def _of_parts(sentence: Sentence, known: Known) -> Appraised | None:
    """Return the act of a sentence whose parts begin with names: 市水利局统筹有力，予以通报表扬."""
    found = _BEFORE.search(sentence.bare)
    if not found or _OF_OTHERS.match(found["who"].rpartition("，")[2]) or _OPEN_VERB.search(found["who"]):
        return None  # 督查室开展督查，对推进不力的予以通报批评
    act = _of_verb(found["verb"])
    at = found.start("who")
    named, is_open, stated = beginnings(sentence.words[slice(*found.span("who"))], known)
    if not named:
        return (
            Appraised(act, sentence.found(0, len(sentence.printed)))
            if not _GENERAL.search(sentence.words) and not act_fault(act, sentence.words, 0, 0)
            else None
        )
    end = at + named[-1].name_end
    if act_fault(act, sentence.words, at + named[0].start, end) or reporter(sentence.words, end):
        return None
    apart = len({(one.start_of_words, one.end_of_words) for one in named}) > 1
    recipients = []
    for one in named:
        words = sentence.found(at + one.start_of_words, at + one.end_of_words)
        name = sentence.printed[at + one.start : at + one.name_end]
        fault = sentence.printed[at + one.said_from : at + one.end_of_words] if act == "circular-criticism" else ""
        recipients.append(one.recipient._replace(name=name, row=words if apart else None, fault=fault.lstrip("，、")))
    quote = sentence.found(0, len(sentence.printed))
    return Appraised(act, quote, tuple(recipients), is_open, stated, None, behind=sentence.words[end:])


_OF_OTHERS = regex("对(?!上述|以上|其|该|这)")
_OPEN_VERB = regex(
    "不再|免予|撤销|取消|授予|(?<!违规)(?<!违法)要求|希望|应当|应予|必须|受到?[^，。；]{0,12}(?:表[扬彰]|批评|嘉奖|奖励)|获得|曾"
)


def may_appraise(lines: Sequence[Line], acts: Sequence[Appraised]) -> Iterator[str]:
    """Yield sentences with a verb of praise or blame from which no act was read; a few, each cut where it is long."""
    read = sorted((act.quote.start, act.quote.end) for act in acts)
    starts, reach = [start for start, _ in read], list(accumulate((end for _, end in read), max))

    def is_read(start: int, end: int) -> bool:
        before = bisect_left(starts, end)
        return before > 0 and reach[before - 1] > start

    found = (
        (squeeze(one[0]).lstrip("，、"), line.start + one.start(), line.start + one.end())
        for line in lines
        for one in _CLAUSES.finditer(line.text)
    )
    told = (
        words
        for words, start, end in found
        if (_MIGHT.search(simplified(words)) or PAYS.search(simplified(words)))
        and not _HEADING.fullmatch(words)
        and not is_read(start, end)
    )
    yield from (words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…" for words in islice(told, _MANY))


_CLAUSES = regex("[^。；！？]+?(?=[，、](?:并|同时)?(?:对|追?授予?|给予)|[。；！？]|$)")
"""A sentence, parted where another act may begin."""
_MIGHT = regex(
    "(?:予以|给予|提出|进行|通报|点名|特?对[^，]{2,40})(?:通报)?(?:表[扬彰]|批评|嘉奖|激励)|决定表[扬彰]|授予[^，]{2,60}(?:称号|奖)|约谈|诫勉|问责|曝光"
    "|分别(?:追?授予|给予|记|奖励)|(?:处以?|处|作出|罚款?)[^，]{0,12}(?:罚款|[0-9.]+[万千百]*元罚款|[0-9][0-9.,]*[万千百]*元的?(?:行政)?处罚)|罚款[0-9]"
    "|(?:给予|予以)[^，]{0,20}[0-9][0-9.,]*[万千百]*元[^，]{0,20}奖[励金]"
    f"|(?:给予|予以|作出|受到?|处以?)[^，]{{0,12}}{words_of('sanctions')}|责令(?!限期|其|企业|相关|有关|整改|改正|停)[^，]{{2,40}}(?:整改|检讨|改正|检查)"
    "|^(?:典型)?案例(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[：:、.][^，。；]{4,60}案$"
)
PAYS = regex("(?:各|每[个项人名家位村所])[^，]{0,8}(?:奖|补|资金|激励)[^，0-9]{0,8}[0-9][0-9.,]*[万千百]*元")
"""Money for each of those above: 一等奖各奖励30万元."""
_HEADING = regex("[（(]?[一二三四五六七八九十]{1,3}[）)、][^，]{2,16}(?:单位|情况|名单|个人|地区|部门|企业|项目)")
_SHOWN, _MANY = 60, 12
