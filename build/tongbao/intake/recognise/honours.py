"""The recognitions that the text of a measure tells of: honours, reports, adoption elsewhere, approval, and what is applied for.

Whether they are, of which kind, and who gave them is always for a person to say.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from tongbao.intake.quoting import Value
from tongbao.intake.recognise.bodies import Bodies
from tongbao.intake.recognise.passage import Passage, Stated, dated, kind_of, vocabulary
from tongbao.intake.recognise.reach import Reach
from tongbao.intake.recognise.vocabulary import expression
from tongbao.load.source import Span
from tongbao.printed.patterns import regex

_ASKED = "kind, conferred-by: whether this was given for the measure, of which kind, and by whom 是否为本举措所获、属何类、由谁授予"
_RANK = regex("[特一二三]等奖|优[秀胜]奖|[金银铜]奖|[冠亚季]军")
_TITLES = regex("《([^《》]+)》")
_CONFERRED = ("model-case", "contest-prize")
_LONGEST = 80
"""The longest name of a recognition, in characters."""


class Honours:
    """Reads the recognitions of one passage."""

    def __init__(self, passage: Passage, bodies: Bodies, reach: Reach) -> None:
        self.passage, self.bodies, self.reach = passage, bodies, reach

    def all(self) -> Iterator[Stated]:
        """Yield the recognitions, in order; of each clause those of the first way in which it tells of any."""
        for clause in self.passage.clauses:
            ways = (self._carried, self._sought, self._affirmed, self._won, self._shown, self._spread)
            told = next(filter(None, (list(way(clause)) for way in ways)), [])
            yield from told
            if told and told[0].said["kind"] in _CONFERRED:  # 获评典型案例并在全省推广
                yield from self._spread(Span(told[-1].quote.end, clause.end))

    @cached_property
    def _words(self) -> dict[str, str]:
        words = vocabulary()["honours"]
        nouns = "|".join(words["kinds"].values())
        return {**{key: value for key, value in words.items() if key != "kinds"}, "nouns": nouns}

    def _stated(
        self, clause: Span, name: Span, kind: str, *, start: int, by: Sequence[Span] = (), **more: Value
    ) -> Stated:
        date = self.passage.date_of(clause, start)
        begin = min([start, *([date.start] if date else []), *(one.start for one in by)])
        said: dict[str, Value] = {"name": self.passage.printed(name), "kind": kind}
        level = self.reach.level(self.passage.text(name)) if kind in ("wider-adoption", "pending-nomination") else ""
        said |= {"level": level} if level else {}
        said |= dated(date) | more
        end = max([name.end, *(one.end for one in by)])
        return Stated("honours", said, Span(begin, end), kind, _ASKED, [self.passage.printed(one) for one in by])

    # --- what was conferred ---------------------------------------------------------------------------

    def _won(self, clause: Span) -> Iterator[Stated]:
        """Read what was conferred: 被省数据局评为典型案例, 荣获创新大赛金奖, 入选全国试点."""
        passage, words = self.passage, self._words
        verb = expression(f"(?:{words['won']})了?").search(passage.words, *clause)
        if not verb:
            return
        object_ = self._object(Span(verb.end(), clause.end))
        if object_ is None or re.search("对[^，]{0,30}$", passage.text(Span(clause.start, verb.start()))):
            return
        by = self._before_verb(clause, verb.start())
        for part in self._parts(object_):
            yield from self._conferred(clause, part, verb.start(), by)

    def _parts(self, object_: Span) -> Iterator[Span]:
        """Yield each of several honours: 创新大赛一等奖、优秀案例奖; one alone where a part names none."""
        found, at = [], object_.start
        for part in re.split("[、和]", self.passage.text(object_)):
            found.append(Span(at, at + len(part)))
            at += len(part) + 1
        nouns = expression(f".*(?:{self._words['nouns']})[”》]?")
        whole = all(nouns.fullmatch(self.passage.text(one)) and _paired(self.passage.text(one)) for one in found)
        yield from found if whole else [object_]

    def _conferred(self, clause: Span, object_: Span, verb: int, by: Sequence[Span]) -> Iterator[Stated]:
        passage = self.passage
        own = self.bodies.beginning(object_.start)
        begin = self._behind(own[-1].end, object_) if own else object_.start
        name = Span(begin, object_.end)
        kind = kind_of(passage.text(name), vocabulary()["honours"]["kinds"])
        if not kind or name.end - name.start < 2:
            return
        rank = _RANK.search(passage.text(name)) if kind == "contest-prize" else None
        more: dict[str, Value] = {"rank": rank[0]} if rank else {}
        if case := re.search(
            "“([^“”]{4,40})”(?:案例|项目|做法|经验)?(?:被[^，“”]*)?$", passage.text(Span(clause.start, verb))
        ):
            at = clause.start + case.start(1)
            more["case-title"] = passage.printed(Span(at, at + len(case[1])))
        start = clause.start + case.start() if case else self._passive(clause, verb)
        yield self._stated(clause, name, kind, start=start, by=by or own, **more)

    def _object(self, rest: Span) -> Span | None:
        """Return the longest beginning of some words that ends in a noun for an honour, with nothing that makes it an attribute."""
        words = self.passage.text(rest)[:_LONGEST]
        lead = re.match("为|了|的", words)
        low = lead.end() if lead else 0
        for end in range(len(words), low + 1, -1):
            if re.search(f'(?:{self._words["nouns"]})[”》"]?$', words[low:end]) and _FOLLOWS.match(words, end):
                return Span(rest.start + low, rest.start + end) if _paired(words[low:end]) else None
        return None

    def _passive(self, clause: Span, verb: int) -> int:
        found = re.search("(?:被|经|获|由|得到)[^，。；“”]{2,40}$", self.passage.text(Span(clause.start, verb)))
        return clause.start + found.start() if found else verb

    def _before_verb(self, clause: Span, verb: int) -> list[Span]:
        """Return the bodies between 被 and the verb."""
        found = re.search("(?:被|经|获|由)(?P<by>[^，。；“”]{2,60})$", self.passage.text(Span(clause.start, verb)))
        return self.bodies.are_names(Span(clause.start + found.start("by"), verb)) if found else []

    def _behind(self, at: int, object_: Span) -> int:
        """Return where a name begins behind the body that gave it: 共青团中央举办的…."""
        acting = expression("(?:联合)?(?:举办|主办|组织|评选|公布|颁发|发布|开展|认定|授予)?的?").match(
            self.passage.words, at, object_.end
        )
        return acting.end() if acting else at

    # --- what was said --------------------------------------------------------------------------------

    def _affirmed(self, clause: Span) -> Iterator[Stated]:
        """Read approval and praise by a higher unit: 获省政府通报表扬, 得到分管副省长批示肯定, 省数据局肯定该项工作."""
        passage, words = self.passage, self._words
        praise = vocabulary()["honours"]["kinds"]["affirmation"]
        found = expression(
            f"(?:被|获|{words['received']})(?P<name>[^，。；]{{0,40}}?(?:{praise}))(?=$|[，。；、并和及])"
        ).search(passage.words, *clause)
        if found and not re.search(words["served"], found["name"]):
            name = Span(found.start("name"), found.end("name"))
            yield self._from_body(clause, name, _last(praise, found["name"]), found.start())
            return
        for verb in expression(f"(?:{words['affirms']})(?=[^，。；])").finditer(passage.words, *clause):
            by = self.bodies.ending(verb.start())
            if by and by[-1].end <= verb.start():
                end = self._clause_part(Span(verb.start(), clause.end))
                yield self._stated(clause, Span(verb.start(), end), "affirmation", start=by[0].start, by=by)
                return

    def _from_body(self, clause: Span, name: Span, praise: str, start: int) -> Stated:
        """Return praise with the body that gave it apart, where the words before the praise name one."""
        whole = self._stated(clause, name, "affirmation", start=start)
        by = self.bodies.are_names(Span(name.start, name.end - len(praise))) or self.bodies.beginning(name.start)
        if not by or by[-1].end >= name.end:
            return whole
        own = self._stated(clause, Span(by[-1].end, name.end), "affirmation", start=start, by=by)
        return own._replace(instead=whole)

    def _clause_part(self, span: Span) -> int:
        found = re.search("并(?=上报|报送|推荐|要求|在|向)", self.passage.text(span))
        return span.start + found.start() if found else span.end

    def _carried(self, clause: Span) -> Iterator[Stated]:
        """Read reports and items in journals, one for each that is named: 获《江川日报》《改革简报》等刊载."""
        passage, words = self.passage, self._words
        verb = f"(?P<verb>{words['reports']}|{words['items']})"
        found = expression(
            f"(?:被|获得?|受到|登上|得到|在|经(?!验)|由)(?P<name>[^，。；]{{1,120}}?{verb})(?=$|[，。；、并和及])"
        ).search(passage.words, *clause) or expression(
            f"(?P<name>[^，。；《]{{0,16}}《[^，。；]{{1,100}}》(?:等[媒内][体刊])?(?:先后|相继|分别|多次|专题)*{verb})(?=我|该|相关|有关|其|本|了)"
        ).match(passage.words, *clause)
        if not found:
            return
        whole = Span(found.start("name"), found.end("name"))
        titles = [*_TITLES.finditer(passage.words, *whole)]
        is_report = bool(re.fullmatch(words["reports"], found["verb"]))
        if not titles and re.search(words["media"], found["name"]):
            yield self._stated(clause, whole, "media-report", start=found.start())
        for title in titles:
            kind = kind_of(title[1], vocabulary()["works"]["kinds"])
            of = "media-report" if is_report or kind == "newspaper" else "bulletin"
            if kind in ("newspaper", "bulletin", ""):
                yield self._in_work(clause, found.start(), whole, Span(title.start(), title.end()), of)

    def _in_work(self, clause: Span, start: int, whole: Span, title: Span, kind: str) -> Stated:
        passage = self.passage
        verb = re.search(f"(?:{self._words['reports']}|{self._words['items']})$", passage.text(whole))
        begin = self.bodies.owning(title.start) if kind == "bulletin" else []
        name = passage.printed(Span(begin[0].start if begin else title.start, title.end)) + (verb[0] if verb else "")
        printed = passage.printed(whole)
        stated = self._stated(clause, whole, kind, start=start, by=begin)
        said = {**stated.said, "name": name} | ({} if name == printed else {"printed": printed})
        if not begin and printed.count("《") == 1:
            said = {**stated.said, "name": printed}
        return stated._replace(said=said, work=passage.printed(Span(title.start + 1, title.end - 1)))

    def _shown(self, clause: Span) -> Iterator[Stated]:
        """Read presentations: 在全国推进会上作经验交流, 在“赛马平台”进行展示."""
        passage, words = self.passage, self._words
        found = expression(
            f"(?:在|于)(?P<stage>[^，。；]{{2,50}}?(?:{words['stages']})[”]?)[上中]?(?:进行)?(?:{words['shows']})(?=$|[，。；、并])"
        ).search(passage.words, *clause)
        if not found:
            return
        name = Span(found.start(), found.end())
        by = self.bodies.beginning(found.start("stage"))
        shown = re.search("“([^“”]+平台)”|“([^“”]+)”平台", found["stage"])
        stated = self._stated(clause, name, "showcase", start=name.start, by=by)
        yield stated._replace(platform=(shown[1] or shown[0]) if shown else "")

    # --- what others do with it -----------------------------------------------------------------------

    def _spread(self, clause: Span) -> Iterator[Stated]:
        """Read adoption elsewhere: 相关经验在全市推广, 有关建议被省人大采纳, 省数据局在全省推广该做法."""
        text, words = self.passage.text(clause), self._words
        scope = f"(?:在|向|面向|于|获|被|至)(?:{self.reach.words})[^，。；的]{{0,8}}?(?:{words['spreads']})"
        for pattern in (f"{scope}$", f"被(?P<by>[^，。；]{{2,40}}?)(?:{words['adopts']})$", f"(?P<acts>){scope}"):
            found = re.search(pattern, text)
            if found and not re.search(f"(?:{vocabulary()['ahead']})[^，。；]{{0,20}}$", text[: found.start()]):
                yield from self._adopted(clause, found)
                return

    def _adopted(self, clause: Span, found: re.Match[str]) -> Iterator[Stated]:
        begin, by = self._subject(clause), []
        if "by" in found.re.groupindex:
            by = self.bodies.are_names(Span(clause.start + found.start("by"), clause.start + found.end("by")))
        elif "acts" in found.re.groupindex:
            by = self.bodies.ending(clause.start + found.start())
            begin = clause.start + found.start()
        if (by or not found.re.groupindex) and clause.end - begin <= _LONGEST:
            own = self._stated(clause, Span(begin, clause.end), "wider-adoption", start=begin, by=by)
            bare = Span(clause.start + found.start(), clause.end)
            yield own._replace(instead=self._stated(clause, bare, "wider-adoption", start=begin, by=by))

    def _subject(self, clause: Span) -> int:
        """Return where a clause begins behind its date and words that join it to the one before."""
        dates = self.passage.dates(clause)
        start = dates[-1].end if dates else clause.start
        lead = re.match("[，,]?(?:并|且|也|已)*", self.passage.words[start : clause.end])
        return start + (lead.end() if lead else 0)

    def _sought(self, clause: Span) -> Iterator[Stated]:
        """Read what is applied for: 争取申报国家标准化项目试点, 正在申报省级示范区."""
        passage, words = self.passage, self._words
        found = expression(
            f"(?:(?:{words['hoped']})(?:联合)?(?:{words['applies']})|已?申[报请创]|争创)(?:{words['applies']})?(?P<name>[^，。；的]{{0,40}}(?:{words['sought']}))(?=$|[，。；、并])"
        ).search(passage.words, *clause)
        if (
            found
            and not re.search("率先|开展", found["name"])
            and not re.search(self._words["won"], passage.text(Span(clause.start, found.start())))
        ):
            yield self._stated(
                clause, Span(found.start("name"), found.end("name")), "pending-nomination", start=found.start()
            )


_FOLLOWS = regex("$|[，。；、,;）)]|并|且|和|及|等|后|（|[0-9]")


def _last(pattern: str, words: str) -> str:
    """Return the longest end of some words that a pattern matches."""
    found = re.search(f"(?:{pattern})$", words)
    return found[0] if found else ""


def _paired(words: str) -> bool:
    return all(words.count(opening) == words.count(closing) for opening, closing in ("“”", "《》", "（）"))
