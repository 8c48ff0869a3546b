"""Turn plain values into records; if that fails, list everything that is wrong and where."""

import difflib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from tongbao import model
from tongbao.errors import Problem, Text
from tongbao.load.codes import OpenCode, described, has_known_codes
from tongbao.load.compare import word_for_code
from tongbao.load.reader import Document, Path_
from tongbao.model.former import MIGRATE, is_former_code, is_former_key
from tongbao.model.vocabulary import OURS, Vocabulary

T = TypeVar("T")


def decode(document: Document, kind: type[T], vocabulary: Vocabulary = OURS) -> T | None:
    """Return the document as a record; None if it has problems, old or new."""
    record = corrected(document, kind, vocabulary)
    return None if document.problems else record


def converted(value: Any, kind: type[T], vocabulary: Vocabulary) -> T:
    """Return a plain value as a record; raise ValidationError where it is none, or has a code that is in no vocabulary."""
    record = msgspec.convert(value, kind)
    if not has_known_codes(record, kind, vocabulary):
        raise msgspec.ValidationError
    return record


def corrected(document: Document, kind: type[T], vocabulary: Vocabulary = OURS) -> T | None:
    """Return the document as a record, with stand-ins for its broken values, so that the rest can be checked.

    The problems are listed in the document. Return None if there is nothing to read a record from.
    """
    if not document.problems:
        try:
            return converted(document.value, kind, vocabulary)
        except msgspec.ValidationError:
            pass
    before = len(document.problems)
    if document.value is None and before:  # values read up to a broken line prove nothing
        return None
    value = _Corrector(document).correct(document.value, described(kind, vocabulary), ())
    if len(document.problems) == before == 0:
        raise AssertionError(f"{document.file}: refused without a reason")  # a fault of this code, never a user's
    return msgspec.convert(value, kind)


class _Corrector:
    """Compares a value with a type, notes every difference as a problem, and puts stand-ins in their place."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def correct(self, value: Any, kind: inspect.Type, path: Path_) -> Any:
        if isinstance(kind, inspect.Metadata):
            kind = kind.type
        if isinstance(kind, inspect.UnionType):
            kind = _branch(value, kind)
        match kind:
            case inspect.StructType() if isinstance(value, dict):
                return self._record(value, kind, path)
            case inspect.DictType() if isinstance(value, dict):
                entries = {key: self.correct(item, kind.value_type, (*path, key)) for key, item in value.items()}
                return {key: item for key, item in entries.items() if self._key(key, kind.key_type, (*path, key))}
            case inspect.ListType() if isinstance(value, list):
                return [self.correct(item, kind.item_type, (*path, index)) for index, item in enumerate(value)]
            case inspect.CustomType() | inspect.AnyType():
                return value
        problem = _mismatch(value, kind)
        if problem is None:
            return value
        self.document.note(problem.code, problem.what, problem.cure, path)
        return _stand_in(kind)

    def _record(self, value: dict[str, Any], kind: inspect.StructType, path: Path_) -> dict[str, Any]:
        fields = {field.encode_name: field for field in kind.fields}
        record = {}
        for key, item in value.items():
            if key in fields:
                record[key] = self.correct(item, fields[key].type, (*path, key))
            else:
                what = Text(f"The key {_short(key)!r} is unknown here.", f"此处没有名为 {_short(key)!r} 的键。")
                place = self.document.place((*path, key), key=True)
                cure = _ORDINARY if key.strip() in fields or "：" in key else nearest(key, list(fields))
                cure = MIGRATE if is_former_key(kind.cls.__name__, key) else cure
                self.document.note("unknown-key", what, cure, (*path, key), place=place)
        for name, field in fields.items():
            if field.required and name not in value:
                what = Text(f"The key {name!r} is missing.", f"缺少键 {name!r}。")
                self.document.note("missing-key", what, _add(name, field.type), (*path, name))
                record[name] = _stand_in(field.type)
        return record

    def _key(self, key: str, kind: inspect.Type, path: Path_) -> bool:
        problem = _mismatch(key, kind.type if isinstance(kind, inspect.Metadata) else kind)
        if problem:
            place = self.document.place(path, key=True)
            self.document.note(problem.code, problem.what, problem.cure, path, place=place)
        return problem is None


def _mismatch(value: Any, kind: inspect.Type) -> Problem | None:
    """Return how a value differs from its type; None where it fits."""
    if _fits(value, kind):
        return None
    if not _right_type(value, kind):
        expected, found = _expected(kind), _found(value)
        what = Text(f"Expected {expected.en}, found {found.en}.", f"应为{expected.zh}，实为{found.zh}。")
        cure = _QUOTE if isinstance(kind, inspect.StrType) and not isinstance(value, dict | list) else _form(kind)
        return Problem("wrong-type", what, cure)
    if isinstance(kind, inspect.LiteralType):
        what = Text(f"{_short(value)!r} is not one of the codes.", f"{_short(value)!r} 不在可用代码之列。")
        codes = [str(code) for code in kind.values]
        words = kind.words if isinstance(kind, OpenCode) else {}
        cure = word_for_code(value, codes, words) or nearest(value, codes)
        return Problem("unknown-code", what, MIGRATE if is_former_code(value, codes) else cure)
    what = Text(f"{_short(str(value))!r} does not have the right form.", f"{_short(str(value))!r} 格式不符。")
    return Problem("wrong-form", what, _form(kind))


def _stand_in(kind: inspect.Type) -> Any:
    """Make a value of a type that nobody would write, so that it is found nowhere."""
    match kind:
        case inspect.Metadata():
            return _stand_in(kind.type)
        case inspect.UnionType():
            return _stand_in(_branch(..., kind))
        case inspect.StructType():
            return {field.encode_name: _stand_in(field.type) for field in kind.fields if field.required}
        case inspect.StrType():
            return _STAND_INS.get(kind.pattern or "", "〓")  # the printers' sign for missing type
        case inspect.LiteralType():
            return kind.values[0]
        case inspect.IntType():
            return kind.le or 1
        case inspect.DecimalType():
            return 1
        case inspect.ListType():
            return []
        case inspect.DictType():
            return {}
        case inspect.BoolType():
            return False
    return None


def _branch(value: Any, union: inspect.UnionType) -> inspect.Type:
    """Choose the member of a union that a value was meant to be, by the value's own type."""
    all_kinds = list(members(union))
    kinds = [kind for kind in all_kinds if not isinstance(kind, inspect.NoneType)] or all_kinds
    if value is None and len(kinds) < len(all_kinds):
        return inspect.NoneType()
    for kind in kinds:
        if _right_type(value, kind):
            return kind
    return kinds[0]


def members(kind: inspect.Type) -> Iterator[inspect.Type]:
    """Yield the types that a value can have: those of a union and of unions in it, or the one type."""
    if isinstance(kind, inspect.Metadata):
        yield from members(kind.type)
    elif isinstance(kind, inspect.UnionType):
        for member in kind.types:
            yield from members(member)
    else:
        yield kind


def _right_type(value: Any, kind: inspect.Type) -> bool:
    match kind:
        case inspect.StrType() | inspect.LiteralType():
            return isinstance(value, str)
        case inspect.BoolType():
            return isinstance(value, bool)
        case inspect.IntType():
            return isinstance(value, int) and not isinstance(value, bool)
        case inspect.DecimalType():
            return not isinstance(value, bool | dict | list | None)
        case inspect.ListType():
            return isinstance(value, list)
        case inspect.StructType() | inspect.DictType():
            return isinstance(value, dict)
        case inspect.NoneType():
            return value is None
    return False


def _fits(value: Any, kind: inspect.Type) -> bool:
    if not _right_type(value, kind):
        return False
    match kind:
        case inspect.StrType():
            low, high = kind.min_length or 0, kind.max_length or 10**9
            return low <= len(value) <= high and (not kind.pattern or bool(re.search(kind.pattern, value)))
        case inspect.IntType():
            return (kind.ge is None or value >= kind.ge) and (kind.le is None or value <= kind.le)
        case inspect.DecimalType():
            return _is_plain(str(value))
        case inspect.LiteralType():
            return value in kind.values
    return True


def _is_plain(number: str) -> bool:
    try:
        return model.is_plain(Decimal(number))
    except InvalidOperation:
        return False


def nearest(word: str, known: Sequence[str]) -> Text:
    """Return the known word that a word was probably meant to be, or all of them."""
    near = difflib.get_close_matches(word[:100], known, n=1, cutoff=0.6)
    if near:
        return Text(f"Did you mean {near[0]!r}?", f"是否想写 {near[0]!r}？")
    listed = ", ".join(known[:_SHOWN]) + ", …" * (len(known) > _SHOWN)
    return Text(f"One of: {listed}.", f"可用的有：{listed}。")


_SHOWN = 40
"""How many words are listed: more would hide the message."""


def _add(name: str, kind: inspect.Type) -> Text:
    """Return a request for a missing key; where it takes a code, list the codes."""
    cure = Text(f"Add `{name}: …` here.", f"请在此处添加 `{name}: …`。")
    codes = [str(code) for member in members(kind) for code in getattr(member, "values", ())]
    if len(codes) < 2:  # a single code is an alternative to a mapping, and the rarer choice
        return cure
    listed = ", ".join(codes)
    return Text(f"{cure.en} One of: {listed}.", f"{cure.zh}可用的有：{listed}。")


def _expected(kind: inspect.Type) -> Text:
    match kind:
        case inspect.StrType() | inspect.LiteralType():
            return Text("text", "文字")
        case inspect.BoolType():
            return Text("true or false", " true 或 false")
        case inspect.IntType():
            return Text("a whole number", "整数")
        case inspect.DecimalType():
            return Text("a number", "数字")
        case inspect.ListType():
            return Text("a list", "列表")
        case inspect.NoneType():
            return Text("nothing", "空")
    return Text("a mapping (key: value)", "映射（键: 值）")


def _found(value: Any) -> Text:
    match value:
        case None:
            return Text("nothing", "空")
        case bool():
            return Text(f"{str(value).lower()}", f" {str(value).lower()}")
        case dict():
            return Text("a mapping (key: value)", "映射（键: 值）")
        case list():
            return Text("a list", "列表")
        case str():
            return Text(f"the text {_short(value)!r}", f"文字 {_short(value)!r}")
    return Text(f"the number {value}", f"数字 {value}")


_STAND_INS = {
    model.ADDRESS_FORM: "https://example.org/",
    model.BASE_FORM: "https://example.org/",
    model.ID_FORM: "missing",
    model.DATE_FORM: "2000",
    model.DAY_FORM: "2000-01-01",
    model.CODE_FORM: "000000",
    model.SHA256_FORM: "0" * 64,
    model.MEDIA_TYPE_FORM: "application/pdf",
    model.VERSION_FORM: "0",
}
_ORDINARY = Text(
    "Use ordinary spaces and a half-width colon: here are others.", "请用普通空格和半角冒号：此处为其他字符。"
)
_QUOTE = Text('Put it in quotation marks: "…".', '请加引号："…"。')
_FORMS = {
    model.ADDRESS_FORM: Text(
        "Write an http(s) address: https://example.org/about.", "请写 http(s) 网址：https://example.org/about。"
    ),
    model.BASE_FORM: Text(
        "Write an http(s) address that ends in a slash: https://example.org/data/.",
        "请写以斜杠结尾的 http(s) 地址：https://example.org/data/。",
    ),
    model.ID_FORM: Text(
        "Use a-z, 0-9 and single hyphens, at most 80: xiamen-2023-64.",
        "只用小写字母、数字和单个连字符，至多80个字符：xiamen-2023-64。",
    ),
    model.DATE_FORM: Text("Write 2023, 2023-09 or 2023-09-30.", "请写成 2023、2023-09 或 2023-09-30。"),
    model.DAY_FORM: Text("Write a day: 2023-10-29.", "请写到日：2023-10-29。"),
    model.VERSION_FORM: Text(
        'Use letters a-z, digits, and . + _ -, at most 40: 1.2.0, "2026" in quotation marks.',
        '只用字母 a-z、数字和 . + _ -，至多40个字符：1.2.0；纯数字须加引号，如 "2026"。',
    ),
    model.CODE_FORM: Text('Write six digits in quotes: "350200".', '请写带引号的六位数字："350200"。'),
    model.WORDS_FORM: Text("Write some words, at most 20,000 characters.", "请写文字，至多20,000个字符。"),
    model.SHA256_FORM: Text(
        "Write the 64 hexadecimal digits that `sha256sum FILE` prints.",
        "请写 `sha256sum 文件` 给出的64位十六进制数。",
    ),
    model.MEDIA_TYPE_FORM: Text("Write a media type, such as application/pdf.", "请写媒体类型，如 application/pdf。"),
}


def _form(kind: inspect.Type) -> Text:
    if isinstance(kind, inspect.StrType):
        if kind.pattern:
            return _FORMS.get(kind.pattern) or Text(
                f"Expected text of the form {kind.pattern}.", f"应符合 {kind.pattern}。"
            )
        high = kind.max_length or 0
        return Text(f"Between 1 and {high} characters.", f"应为 1 至 {high} 个字符。")
    if isinstance(kind, inspect.IntType):
        top = Text(f" to {kind.le}", f" 至 {kind.le}") if kind.le is not None else Text(" or more", " 或以上")
        return Text(f"Expected {kind.ge}{top.en}.", f"应为 {kind.ge}{top.zh}。")
    if isinstance(kind, inspect.DecimalType):
        return Text("Write digits, with a decimal point if necessary: 19.32.", "请只写数字和小数点：19.32。")
    if isinstance(kind, inspect.StructType):
        keys = ", ".join(field.encode_name for field in kind.fields)
        return Text(f"Its keys: {keys}.", f"其键有：{keys}。")
    if isinstance(kind, inspect.LiteralType):
        codes = ", ".join(str(code) for code in kind.values)
        return Text(f"One of: {codes}.", f"可用的有：{codes}。")
    if isinstance(kind, inspect.ListType):
        return Text("Write [a, b], or lines that begin with `- `.", "请写成 [甲, 乙]，或每行以 `- ` 开头。")
    if isinstance(kind, inspect.BoolType):
        return Text("Write true or false.", "请写 true 或 false。")
    return Text("Write `id:`, and its keys below it.", "请写 `标识:`，其下写各键。")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
