"""Find what a sentence does to the recipients that it names: praise, blame, or nothing yet.

The verb that governs the names counts: 授予 right before them, else the verb behind them, else a verb above their list.
Words in quotation marks are a name. Words that lead up to the names (对获得表彰的…) describe them.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tongbao.errors import Text
from tongbao.load.naming import Fault
from tongbao.model.codes import Act
from tongbao.printed.patterns import regex
from tongbao.printed.script import simplified

_NAMES = regex("“[^”]{0,200}”|《[^》]{0,200}》|‘[^’]{0,200}’")
_HONOURS = "称号|表彰|表扬|奖励|荣誉|资格|奖金|奖牌|奖项|资金|等次|评优|评先|牌匾|授予|命名|“"
_VERBS = regex(
    rf"(?P<taken>(?:取消|撤销|收回|扣减|扣除|扣回|追回|暂停|剥夺|核减|停发|扣发|停止|降低|摘除|摘去)(?:[^，。；：]{{0,20}}?(?:{_HONOURS})|$))"
    "|(?P<blamed>批评|问责|约谈|处分|追责|追究|曝光|(?<![民辅法交特武])警[告示]|告诫|诫勉|书面检查|责令|(?:限期|要求)[^，。；]{0,6}整改"
    "|[黄红]牌|记大?过|检讨|整改通知|移送|一票否决|摘牌|降级|撤职|处罚|罚款|督办)"
    "|(?P<titled>授予|追授|命名)"
    "|(?P<commended>表彰|嘉奖|记功|记(?:集体|个人)?(?:[一二三]等|大)功)"
    "|(?P<praised>表扬)"
    "|(?P<rewarded>奖励|褒扬|褒奖|敬意|致敬|祝贺|荣获|倾斜支持|发放奖|嘉勉|激励|肯定|鼓励|称赞|点赞|评为|评定|认定为|颁发|授牌)"
)
_KINDS: dict[str, tuple[Act, ...]] = {
    "taken": ("circular-criticism",),
    "blamed": ("circular-criticism",),
    "titled": ("award",),
    "commended": ("commendation",),
    "praised": ("circular-commendation",),
    "rewarded": ("circular-commendation", "commendation", "award"),
}
"""The acts that each kind of verb can name."""
_AID = "(?:给予|予以|予|作出|提出|进行|依法|依规|依纪|严肃|推荐|申报|报请|一律|全市|全省|全区|全县|通报|通令)*"
_NOT_YET = regex(
    rf"(?:不|不再|不宜|未|未曾|没有|未受到?|未被|免予|免于|免受|暂不|拟|拟于[^，。；]{{1,12}}|建议|提请|将(?={_AID}$)){_AID}$"
)
_GOVERNED = regex(f"(?:给予|予以|予|作出|提出|进行|处以|受到?|被){_AID}$")
_NOT_OF = regex(
    "(?:不|不再|未|未曾|没有|拟|建议|提请|暂缓|(?<!现)将(?:视情|酌情|适时|依法)?)(?:决定)?(?:对|授予|给予|命名|表彰|表扬)(?:[^对，。；]{0,60})$"
)
_IF = regex(
    "(?:^|[，。；：])(?:如果|如(?!下|期|实|何|此|今|数|是|火|意|上)|若(?!干)|凡(?!事)|倘若|一旦|假如|今后|下一步)"
)
_NEXT = regex(
    "[，；、](?:同时|并且?|另外?|此外|以及)?，?(?:对(?!其|此|上述|该|以上)|希望|要求(?!整改)|请|号召)"
    "|(?:通报)?(?:表扬|表彰|批评)的?(?:单位|名单|个人|集体|对象|地区)"
    "|[。！？]"
)
"""Where a statement about one group of names ends."""
_RIGHT_BEFORE = regex(
    "(?:取消|撤销|收回)?(?:授予|追授|命名|表彰|表扬|嘉奖|批评|问责|约谈|取消|撤销|收回|剥夺|曝光)了?"
    "(?:(?:以下|下列)?(?:先进|优秀|有关|相关)?(?:单位|集体|个人|地区|部门))?[:：]?$"
)
_SENTENCE_END = regex("[。！？]")
_REPORTED = regex("(?:受到?|获得?|荣获|被)(?P<by>[^，。；：的]{2,24}?)(?:给予|予以)?(?:通报|通令)?$")
_FAR = 400
"""How many characters above a list its verb may stand."""


class Verb(NamedTuple):
    """A verb of praise or blame: the acts that it can name, and whether it is denied or yet to come."""

    acts: tuple[Act, ...]
    done: bool
    start: int

    @property
    def blames(self) -> bool:
        """Whether the verb is one of blame."""
        return "circular-criticism" in self.acts


def act_fault(act: Act, words: str, start: int, end: int) -> Fault | None:
    """Return what is wrong with the act recorded for the names between two positions of a text; None where nothing is."""
    bare = _bare(words)
    verbs = governing(bare, start, end)
    if verbs and not any(verb.done for verb in verbs):
        return Fault("act", "act-not-done", *_NOT_DONE)
    said = [verb for verb in [*verbs, *_verbs(bare, start, end)] if verb.done] or _above(bare, start)
    if not said:
        return None
    if not any(verb.blames == (act == "circular-criticism") for verb in said):
        return Fault("act", "act-contradicted", *_CONTRARY)
    named = {kind for verb in said for kind in verb.acts}
    return None if act in named else Fault("act", "act-of-another-kind", *_another(sorted(named)))


def governing(bare: str, start: int, end: int) -> list[Verb]:
    """Return the verbs of praise or blame that govern the names between two positions; ``bare`` is the text without quoted names."""
    sentence = _sentence_start(bare, start)
    before = bare[sentence:start]
    doubtful = bool(_NOT_OF.search(before) or _IF.search(before))
    close = _RIGHT_BEFORE.search(before)
    if close and not before.endswith("对"):
        found = list(_verbs(bare, sentence + close.start(), start))
    else:
        behind = _NEXT.search(bare, end)
        found = list(_verbs(bare, end, behind.start() if behind else len(bare)))
        first = next(
            (at for at, verb in enumerate(found) if _GOVERNED.search(bare[max(end, verb.start - 12) : verb.start])), 0
        )
        found = found[first:]  # the words before it say what they did: 弄虚作假骗取表彰予以通报批评
    return [verb._replace(done=verb.done and not doubtful) for verb in found]


def reporter(words: str, end: int) -> str:
    """Return who praised or blamed, where the words behind a list say so: 省政府 in 受到省政府通报表扬."""
    bare = _bare(words)
    behind = _NEXT.search(bare, end)
    for verb in _verbs(bare, end, behind.start() if behind else len(bare)):
        found = _REPORTED.search(bare, end, verb.start)
        return found["by"] if found else ""
    return ""


_TRADITIONAL = regex("[揚評獎勵給]")
"""Characters of traditional script in the verbs of praise and blame."""
_QUOTATION_MARKS = str.maketrans("「」『』", "“”‘’")


@lru_cache(maxsize=2)
def _bare(words: str) -> str:
    """Return a text in simplified script with everything in quotation marks masked; positions stay the same."""
    if _TRADITIONAL.search(words):
        words = simplified(words).translate(_QUOTATION_MARKS)
    return _NAMES.sub(lambda name: name[0][0] + "□" * (len(name[0]) - 2) + name[0][-1], words)


def _sentence_start(bare: str, at: int) -> int:
    return max((end.end() for end in _SENTENCE_END.finditer(bare, max(at - _FAR, 0), at)), default=max(at - _FAR, 0))


def _verbs(bare: str, start: int, end: int) -> Iterator[Verb]:
    for found in _VERBS.finditer(bare, start, end):
        head = bare[max(found.start() - 16, start) : found.start()]
        yield Verb(_KINDS[str(found.lastgroup)], not _NOT_YET.search(head), found.start())


def _above(bare: str, start: int) -> list[Verb]:
    """Return the verb nearest above a list, in its sentence, its heading or the title: 予以通报表扬：…"""
    for low, high in ((_sentence_start(bare, start), start), (max(start - 10 * _FAR, 0), start), (0, min(_FAR, start))):
        found = [verb for verb in _verbs(bare, low, high) if verb.done]
        if found:
            first = [
                verb
                for verb in found
                if re.search("(?:^|[，。；：]|决定|现|给予|予以)(?:通报)?$", bare[low : verb.start])
            ]
            return (first or found)[-1:]
    return []


_CONTRARY = (
    Text("The sentence says the opposite of the act.", "原文这句话的意思与 `act` 相反。"),
    Text(
        "Write `circular-criticism` for blame (批评), another act for praise (表扬, 表彰, 授予), or name the recipients of that sentence.",
        "批评写 `circular-criticism`，表扬、表彰、授予用其他代码；或改为这句话所指的对象。",
    ),
)
_NOT_DONE = (
    Text("The sentence denies the act, or only announces it.", "原文这句话否定了该行为，或仅为拟议、假设。"),
    Text("Remove it: only acts that the notice performs are recorded.", "请删去：只记录公文已作出的表扬或批评。"),
)


def _another(named: list[Act]) -> tuple[Text, Text]:
    return (
        Text("The sentence names another kind of act.", "原文写明的是另一种方式。"),
        Text(
            f"Write {' or '.join(f'`{act}`' for act in named)}; where yours differs on purpose, add `departs: [act]`.",
            f"请写 {' 或 '.join(f'`{act}`' for act in named)}；有意不同的，加 `departs: [act]`。",
        ),
    )


AS_PRINTED = (
    Text("The act is the one that the sentence names: there is no departure.", "方式与原文一致，并无不同。"),
    Text("Remove `departs`.", "请删去 `departs`。"),
)
