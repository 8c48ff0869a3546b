"""Check that a group of addressees covers what its name says, and that the imprint's list is the list of addressees."""

import re
from collections.abc import Iterable

from tongbao import model
from tongbao.errors import Text
from tongbao.load.naming import Fault
from tongbao.model import codes, plain
from tongbao.printed.patterns import regex

_ZONES = regex(
    "(?:经济|技术|高新|产业|综合|保税|自由贸易|自贸|旅游|工业)*(?:开发|高新|新|园|功能|保税|自贸|试验|示范|度假|合作)区"
)
_LEVELS: dict[codes.Level, re.Pattern[str]] = {
    "national": regex("国务院|中央各|中央和国家"),
    "provincial": regex("省[直属级各政有]|各省|自治区[直属级各有]"),
    "municipal": regex("[市州盟][直属级各政有]|各(?:地级|设区的?|地|州|省辖)?[市州盟]"),
    "district": regex(
        "各(?:有关|相关)?[区县旗]|各市[、]?[（(]?[区县]|(?<![社市片厂校景治])[区县旗][直属级各有]|区[、]?县|县[、]?区|县（市"
    ),
    "subdistrict": regex("各[镇乡街]|乡镇|镇街|街道|(?<!城)[镇乡](?:人民)?政府"),
}
_ANY = regex("单位|机构|机关|组织|各方|成员|部队")
"""Words for a body of any kind."""
_KINDS: tuple[tuple[re.Pattern[str], tuple[codes.UnitKind, ...]], ...] = (
    (regex("政府"), ("government",)),
    (regex("街道|办事处"), ("government", "government-office", "dispatched-office")),
    (regex("人大"), ("peoples-congress",)),
    (regex("政协"), ("consultative-conference",)),
    (regex("办公[厅室]|办(?![事公])"), ("government-office", "coordinating-office", "party-body", "department")),
    (
        regex("(?<![党工管])委(?!会|员)"),
        ("department", "party-committee", "party-body", "coordinating-office", "zone-committee"),
    ),
    (regex("委员会"), ("department", "party-committee", "zone-committee", "coordinating-office")),
    (regex("[局厅]|部、委|直属"), ("department", "vertical-agency", "party-body", "public-institution")),
    (regex("部门"), ("department", "vertical-agency", "party-body", "government-office", "coordinating-office")),
    (regex("管委会|管理委员会|[开发高新园]区(?!政府|人民)"), ("zone-committee",)),
    (regex("党[委工组]"), ("party-committee", "party-body")),
    (regex("法院"), ("court",)),
    (regex("检察院"), ("procuratorate",)),
    (regex("企业?|公司|集团|银行"), ("company",)),
    (regex("事业|[高院学]校|医院|研究院|中心"), ("public-institution",)),
    (regex("团体|群团|协会|商会|工会|妇联"), ("mass-organisation", "social-organisation")),
    (regex("社会组织|基金会|学会"), ("social-organisation",)),
    (regex("指挥部|领导小组|专班"), ("coordinating-office",)),
    (regex("垂直|驻|海关|税务|分局"), ("vertical-agency",)),
)
_LABEL = regex("(?P<other>抄[送报告致]|主送|报送|呈报|(?<![分发印])[报送])?[:：]")
_LISTED = regex("(?<!各)(?:[有相]关|所列)(?:单位|部门)[:：]|(?:分送|发送|印送|印发|发放)(?:单位|范围)?[:：至]")
"""Words before the list in the imprint."""


def said_levels(levels: dict[codes.Level, re.Pattern[str]], words: str, place: model.Place | None) -> list[str]:
    """Return the levels that words name in a notice from a place: 市级 means the level of that place if its name ends in 市."""
    said: list[str] = [level for level, pattern in levels.items() if pattern.search(words)]
    if place and place.level and "municipal" in said and plain(place.name).endswith("市"):
        said.append(place.level)
    return said


def group_fault(
    group: model.AddresseeGroup, words: str, place: model.Place | None, own: Iterable[str] = (), *, listed: bool
) -> Fault | None:
    """Return where the recorded coverage of a group contradicts its name; ``words`` are those of the whole source.

    ``own`` are the kinds of ours above those of the dataset's own that the name names.
    """
    name, covers = "".join(group.name.split()), group.covers
    if covers is None:
        return None
    if isinstance(covers, str):
        right = bool(_ANY.search(name) or "部门" in name) and (listed or bool(_LISTED.search(words)))
        return None if right else Fault("covers", "coverage-contradicted", *_NOT_LISTED)
    levels = said_levels(_LEVELS, _ZONES.sub("", name.rpartition("驻")[2]), place)  # 中央、省属驻市单位 serve the city
    if levels and covers.level not in levels:
        return Fault("covers", "coverage-contradicted", *_covers(" / ".join(levels)))
    kinds: set[str] = {kind for pattern, meant in _KINDS if pattern.search(name) for kind in meant} | {*own}
    if kinds and not _ANY.search(name) and not kinds.issuperset(covers.kinds):
        return Fault("covers", "coverage-contradicted", *_covers(" / ".join(sorted(kinds))))
    return None


def is_another_list(words: str, start: int) -> bool:
    """Return whether the names from there on are bodies to which a notice is copied or reported (抄送：), or sent first (主送：)."""
    labels = [*_LABEL.finditer(words, max(start - 40, 0), start)]
    return bool(labels and labels[-1]["other"])


def _covers(said: str) -> tuple[Text, Text]:
    return (
        Text("The name of this group of addressees means other units.", "这组主送机关的名称所指的是其他单位。"),
        Text(f"Write what its words mean: {said}.", f"请按其文字填写：{said}。"),
    )


_NOT_LISTED = (
    Text("The imprint does not list the units that this name means.", "版记没有逐一列出该名称所指的单位。"),
    Text(
        "Write the kinds and the level that it means; `distribution-list` is for 有关单位 that the imprint lists.",
        "请写其所指单位的种类和层级；`distribution-list` 仅用于版记逐一列出的“有关单位”。",
    ),
)
ANOTHER_LIST = (
    Text(
        "This is a list of bodies to which the notice is copied or reported (抄送, 抄报), not of addressees.",
        "此处为抄送、抄报机关，并非主送的有关单位名单。",
    ),
    Text(
        "Write it under `copies`, and quote the list of 有关单位 here.", "请写入 `copies`；此处请引用“有关单位”的名单。"
    ),
)
COPIES = (
    Text("Nothing before this list says that its bodies get a copy (抄送, 抄报).", "名单前未写明“抄送”“抄报”。"),
    Text(
        "Quote the list behind 抄送, or write this one under `distribution`.",
        "请引用“抄送”之后的名单，或将其写入 `distribution`。",
    ),
)
