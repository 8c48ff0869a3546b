"""A dataset's own codes: read ``vocabulary.yaml``, and check that each leads to a code of ours."""

from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from msgspec import structs

from tongbao.errors import Problem, Text
from tongbao.load.authority import cycles
from tongbao.load.decode import nearest
from tongbao.load.english import check_english
from tongbao.load.fast import read_record
from tongbao.load.notes import Notes, in_order
from tongbao.load.reader import Document, Path_, read_content
from tongbao.model import Id, OwnCode, Vocabulary, is_plain
from tongbao.model.codes import CLOSED, EXTENSIBLE, GENRES, HONOUR_KIND_GROUPS, QUANTITY_KINDS, UNWRITTEN
from tongbao.model.vocabulary import OURS, UNITS
from tongbao.printed import fold
from tongbao.printed.coded import UNITS as PRINTED
from tongbao.printed.patterns import regex

FILE = "vocabulary.yaml"
"""The file of a dataset's own codes, beside its units and places."""
MOST = 500
"""How many codes a dataset may add in all: a list that nobody can choose from is no vocabulary."""
_LONGEST = {"name": 40, "english": 80, "definition": 400, "definition-english": 800}
_PRINTED, _LONGEST_PRINTED = 20, 12
"""How many words a code may be printed as, and how many characters each may have."""
_ONLY_IN = {"rank": ("level",), "measures": (UNITS,), "equals": (UNITS,), "printed": (UNITS, "genre")}
"""Keys that belong to some of the vocabularies."""
_WORD = regex("(?![〇零一二三四五六七八九十百千万亿半几多余])[^\\W\\d_][^\\s\\d_]*")
"""A word for a unit of measure that cannot be taken for a part of the number before it."""

Codes = Mapping[str, Mapping[str, OwnCode]]


def read_vocabulary(data: Path) -> tuple[Vocabulary | None, list[Problem]]:
    """Read the codes that a dataset adds, and every problem in them; None where the file cannot be read at all.

    A code whose own place is wrong stands below one of ours all the same, so that the records that use it can be checked.
    """
    file = data / FILE
    if not file.exists() and not file.is_symlink():
        return OURS, []
    return read_record(read_content(file, data), dict[Id, dict[Id, OwnCode]], _vocabulary)


def _vocabulary(document: Document, codes: Codes | None) -> tuple[Vocabulary | None, list[Problem]]:
    if codes is None:
        return None, document.problems
    notes = Notes(document, lambda fault: fault[:3])
    if len(codes) > MOST or sum(map(len, codes.values())) > MOST:
        what = Text(f"There are more than {MOST} codes.", f"代码超过 {MOST} 个。")
        notes.note("too-many-codes", what, Text("Keep those that records use.", "请只保留记录所用的代码。"), ())
        return None, [*document.problems, *notes.problems]
    for scheme, own in codes.items():
        if _is_extensible(notes, scheme):
            _Checks(notes, scheme, own).check()
    problems = in_order([*document.problems, *notes.problems])
    return Vocabulary(_leading_to_ours(codes) if problems else codes), problems


def _is_extensible(notes: Notes, scheme: str) -> bool:
    """Report a name that is not that of a vocabulary to which a dataset may add."""
    if scheme in EXTENSIBLE:
        return True
    if scheme in CLOSED:
        what = Text(f"No dataset adds codes to the vocabulary {scheme!r}.", f"数据集不可为词表 {scheme!r} 增加代码。")
        open_to = ", ".join(EXTENSIBLE)
        cure = Text(f"Codes may be added to: {open_to}.", f"可增加代码的词表有：{open_to}。")
        notes.note("closed-vocabulary", what, cure, (scheme,), key=True)
    else:
        what = Text(f"There is no vocabulary {scheme[:80]!r}.", f"没有词表 {scheme[:80]!r}。")
        notes.note("unknown-vocabulary", what, nearest(scheme, list(EXTENSIBLE)), (scheme,), key=True)
    return False


class _Checks:
    """Checks the codes that a dataset adds to one vocabulary."""

    def __init__(self, notes: Notes, scheme: str, own: Mapping[str, OwnCode]) -> None:
        self.notes, self.scheme, self.own = notes, scheme, own
        self.broader = [*EXTENSIBLE[scheme], *_groups(scheme), *own]
        self._names: dict[tuple[str, str], str] = {}
        ours = {word: code for code, words in PRINTED.items() for word in words} if scheme == UNITS else {}
        self._printed = {fold(word): code for word, code in (GENRES if scheme == "genre" else ours).items()}

    def check(self) -> None:
        for code, record in self.own.items():
            path = (self.scheme, code)
            if code in EXTENSIBLE[self.scheme] or code in UNWRITTEN.get(self.scheme, ()):
                what = Text(f"The code {code!r} is in this vocabulary already.", f"该词表中已有代码 {code!r}。")
                cure = Text("Use it as it is, or choose another id.", "请直接使用，或另取标识。")
                self.notes.note("code-of-ours", what, cure, path, key=True)
            self._keys(record, path)
            self._called(record, path)
            self._as_printed(code, record, path)
            if record.broader and record.broader not in self.broader and self.scheme != UNITS:
                self._unknown(record.broader, self.broader, (*path, "broader"))
            if record.equals:
                self._equals(record, (*path, "equals"))
        above = {code: one.broader for code, one in self.own.items() if self.scheme != UNITS}
        cycles(self.notes, above, "broader", (self.scheme,))

    def _unknown(self, code: str, known: list[str], path: Path_) -> None:
        what = Text(f"{code[:80]!r} is not one of the codes.", f"{code[:80]!r} 不在可用代码之列。")
        self.notes.note("unknown-code", what, nearest(code, known if self.notes.may_guess else known[:1]), path)

    def _keys(self, record: OwnCode, path: Path_) -> None:
        """Report keys of other vocabularies, and keys that this one needs."""
        given = {name for name in (*_ONLY_IN, "broader") if getattr(record, name)}
        strange = [name for name, schemes in _ONLY_IN.items() if name in given and self.scheme not in schemes]
        if self.scheme == UNITS and "broader" in given:
            strange.append("broader")
        for name in strange:
            what = Text(f"The key {name!r} is unknown here.", f"此处没有名为 {name!r} 的键。")
            cure = Text(
                f"Remove it: no code of {self.scheme} has it.", f"请删去：词表 {self.scheme} 的代码没有这一项。"
            )
            self.notes.note("unknown-key", what, cure, (*path, name), key=True)
        for name in ("measures", "printed") if self.scheme == UNITS else ("broader",):
            if name not in given:
                what = Text(f"The key {name!r} is missing.", f"缺少键 {name!r}。")
                self.notes.note("missing-key", what, _NEEDED[name](self.scheme), (*path, name))

    def _called(self, record: OwnCode, path: Path_) -> None:
        """Report names that are too long, in another language, or those of two codes."""
        for key in ("english", "definition-english"):
            check_english(self.notes.note, getattr(record, key.replace("-", "_")), (*path, key))
        for key, most in _LONGEST.items():
            self._short(getattr(record, key.replace("-", "_")), most, (*path, key))
        for key in ("name", "english"):
            name = getattr(record, key)
            if (said := (key, name.casefold())) in self._names:
                self._twice(name, self._names[said], (*path, key))
            self._names.setdefault(said, str(path[1]))

    def _short(self, words: str, most: int, path: Path_) -> None:
        if len(words) > most:
            what = Text(f"This has {len(words)} characters.", f"此处有 {len(words)} 个字符。")
            self.notes.note("not-short", what, Text(f"Write at most {most}.", f"请写至多 {most} 个字符。"), path)

    def _twice(self, words: str, code: str, path: Path_) -> None:
        what = Text(f"{words[:40]!r} already stands for {code!r}.", f"{words[:40]!r} 已指 {code!r}。")
        self.notes.note("words-twice", what, Text("Words stand for one code.", "一种写法只对应一个代码。"), path)

    def _as_printed(self, code: str, record: OwnCode, path: Path_) -> None:
        """Check the words that are printed for a code: they are few, short, and stand for no other."""
        if len(record.printed) > _PRINTED:
            what = Text(f"There are {len(record.printed)} words.", f"共有 {len(record.printed)} 种写法。")
            cure = Text(f"Give at most {_PRINTED}.", f"请至多列 {_PRINTED} 种。")
            self.notes.note("not-short", what, cure, (*path, "printed"))
        for index, word in enumerate(record.printed[:_PRINTED]):
            at = (*path, "printed", index)
            self._short(word, _LONGEST_PRINTED, at)
            if self.scheme == UNITS and not _WORD.fullmatch(word):
                self.notes.note("unit-not-a-word", *_NOT_A_WORD, at)
            elif self._printed.get(fold(word), code) != code:
                self._twice(word, self._printed[fold(word)], at)
            self._printed.setdefault(fold(word), code)

    def _equals(self, record: OwnCode, path: Path_) -> None:
        """Check that a unit equals a number of units that measure the same: ours, or one before it, so that none is in a circle."""
        assert record.equals
        unit, before = record.equals.unit, takewhile(lambda code: code != path[1], self.own)
        known = {code: kind for code, kind in QUANTITY_KINDS.items() if kind == record.measures}
        known |= {code: kind for code in before if (kind := self.own[code].measures) and kind == record.measures}
        if record.measures and unit not in known:
            self._unknown(unit, list(known), (*path, "unit"))
        if not is_plain(record.equals.number) or record.equals.number <= 0:
            self.notes.note("wrong-form", *_NOT_A_FACTOR, (*path, "number"))


def _groups(scheme: str) -> Iterator[str]:
    """Yield the codes that only group others: a dataset's own may stand directly below one."""
    yield from (code for code in UNWRITTEN.get(scheme, ()) if scheme == "honour-kind" and code in HONOUR_KIND_GROUPS)


def _leading_to_ours(codes: Codes) -> Codes:
    """Return codes, of which each leads to one of ours, though some are wrong."""
    return {
        scheme: {code: _leading(code, own, scheme) for code in own}
        for scheme, own in codes.items()
        if scheme in EXTENSIBLE
    }


def _leading(code: str, own: Mapping[str, OwnCode], scheme: str) -> OwnCode:
    record, seen, at = own[code], {code}, own[code].broader
    while at is not None and at in own and at not in seen:
        seen.add(at)
        at = own[at].broader
    if scheme == UNITS:
        return structs.replace(record, broader=None, measures=record.measures or "count", equals=None)
    known = at is not None and at not in own and at in {*EXTENSIBLE[scheme], *_groups(scheme)}
    return record if known else structs.replace(record, broader=EXTENSIBLE[scheme][0])


_NEEDED: dict[str, Callable[[str], Text]] = {
    "broader": lambda scheme: Text(
        f"Add `broader: …`, the code above it: {', '.join([*EXTENSIBLE[scheme], *_groups(scheme)])}.",
        f"请添加 `broader: …`，写其上位代码：{'、'.join([*EXTENSIBLE[scheme], *_groups(scheme)])}。",
    ),
    "measures": lambda _: Text(
        f"Add `measures: …`, what it measures: {', '.join(dict.fromkeys(QUANTITY_KINDS.values()))}.",
        f"请添加 `measures: …`，写所计量的种类：{'、'.join(dict.fromkeys(QUANTITY_KINDS.values()))}。",
    ),
    "printed": lambda _: Text(
        "Add `printed: […]`, the words behind numbers: [斤, 市斤].",
        "请添加 `printed: […]`，写数字后的写法：[斤, 市斤]。",
    ),
}
_NOT_A_WORD = (
    Text("This cannot stand behind a number.", "这不能作数字后的单位。"),
    Text(
        "Write the word alone, without digits, blanks or a numeral at its beginning: 斤, not 万斤.",
        "请只写单位本身，不含数字、空格，也不以数词开头：写“斤”，不写“万斤”。",
    ),
)
_NOT_A_FACTOR = (
    Text("This is not a number above 0.", "这不是大于 0 的数。"),
    Text("Write how many of that unit equal one: 0.5.", "请写一个该单位等于多少个另一单位：0.5。"),
)
