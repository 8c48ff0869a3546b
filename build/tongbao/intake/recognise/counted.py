"""What a figure counts: the words beside it, as they stand."""

from collections.abc import Sequence

from tongbao.printed import Figure
from tongbao.printed.patterns import regex

_PAUSE = regex("[、,;:。!?(（，；：！？]|(?:以及|并且)")
_LED_BY = regex(
    "^(?:(?:到|至|自|截至|截止)?(?:20[0-9]{2}年|[0-9]{1,2}月|年(?!均))(?:[0-9]{1,2}[—~-][0-9]{1,2}月|[0-9]{1,2}月)?(?:[0-9]{1,2}日)?(?:底|末|初|[上下]半年|前[二三]季度)?(?:以来|起|前)?|"
    "(?:截至|截止)?目前|其中|同时|已(?!经|成)|已经|现有|累计|累积|共计|共有|总计|合计|先后|分别|预计|力争|计划|全年|今年|"
    "以来|每年|每月|每季度|[为对把将向在由从](?![一-鿿]?[成了])|给(?!予|[一-鿿]?[成了])|等(?!级|候|待|额)|的)+"
)
"""Words before the thing that is counted."""
_SO_FAR = regex("^[^,;。]{0,10}?(?:以来|[累共总合]计|累积)(?!算)|^[^,;。]{2,10}?共(?![建享同治有商])(?=[一-鿿]{1,2}$)")
"""What stands before a verb and its figure: 运行以来调解, 该举措共计精简, 巡回法庭共审结."""
_MEANS = regex("^(?:通过|运用|利用|依托|依靠|借助)")
"""A clause that begins with a means; what is counted stands behind the figure, if anything does."""
_LINKS = regex(
    "(?:(?:压减|压缩|缩减|缩短|减少|降低|提高|提升|增加)[至到为]|环比|分别|大约|大概|左右|最高|最低|最多|至少|[日月年户人]均(?=.?$)|不少于|不低于|不高于|不超过|不足|不到|超过|高达|"
    "达到|增至|降至|减至|升至|原来的|原|[已共现]有|约|近|超|逾|达|仅|为|由|从|自|至|到|共(?!享)|各(?!方)|均|在|是|即|的|了|已)+$"
)
"""Words between the thing and its figure."""
_BEHIND = regex(
    "^(?:的|以[上下内]|及以[上下]|左右|多|余|个|大(?=领域|银行|行业|产业|类|板块|平台|工程|任务|行动|系统|场景))+"
)
_ENDS = regex(
    "(?<=[一-鿿]{2})(?:(?:均|都|已|可|将|全部|一律|成功)*(?:达成|实现|推出|完成|开展|开放|成为|获得|获评|纳入|入网|入驻|签约|上云|上线|"
    "按|根据|成功对接|密切联系|提供|享受|办理|参加|参与|投入使用)|[和与及]$).*"
)
"""Where a thing behind its figure ends: 3家银行推出…, 15项专技类和41项技能类."""
_JOINED = regex("[和与及或]$")
_CHANGE = regex(
    "^(?:(?:同比|环比|[较比](?:上年|去年|上月|同期|年初|上季度)(?:同期)?|年均|分别|又|再|预计|力争)*)"
    "(?:增长|增加|增幅|增速|下降|减少|降低|提高|提升|缩短|上升|下滑|下浮|上涨|回升|翻|达到?|突破|超过|增至|降至)?(?:至|到|为)?$"
)
"""Words that say only how something changed: it is what the figure before counts."""
_TURNS = regex("增|下降|减少|降|提[高升]|缩短|上升|下[滑浮]|上涨|回升|翻|达到?|突破|超过")
_OF_ANOTHER = regex("分别|[户人日月年]均|每|最[高低多少]")
"""Words by which a figure without a thing is not of the one before: 户均91万元, 每户3次, 最高5万元."""
_NEEDED = regex("^(?:原需?|需要?|过去|此前|以前)$")
_LONGEST = 30


_BACK = 3
"""How many figures before one are looked at for the thing that changed."""


def counted(first: Figure, last: Figure, words: str, before: Sequence[Figure] = ()) -> str:
    """Return the words that say what a figure counts, or a pair from ``first`` to ``last``: before it, else behind it.

    They stand in the text as they are, so that nothing is said that it does not say. Where they say only how something
    changed, it is the thing of a figure ``before`` in the sentence.
    """
    clause = _clause(first, words)
    own = _own(first, last, words)
    if not own and _only_changes(clause):
        earlier = reversed(before[-_BACK:])
        own = next(
            (found for one in earlier if (found := _own(one, one, words)) or not _only_changes(_clause(one, words))), ""
        )
    bare = _LED_BY.sub("", _LINKS.sub("", clause))
    return own or (bare[-_LONGEST:] if len(bare) > 1 else _plain(first, last, words))


def _clause(figure: Figure, words: str) -> str:
    """Return the words of its clause before a figure."""
    amount = figure.amount
    return _PAUSE.split(words[amount.start - len(figure.before) : amount.start])[-1]


def _only_changes(clause: str) -> bool:
    """Return whether words tell only how what was counted before has changed; 分别 tells it of several things."""
    bare = _LED_BY.sub("", _LINKS.sub("", clause))
    return bool(_TURNS.search(clause) and _CHANGE.match(bare)) and not _OF_ANOTHER.search(clause)


def _own(first: Figure, last: Figure, words: str) -> str:
    """Return what the words beside a figure say; nothing where they name no thing."""
    before = _LED_BY.sub("", _LINKS.sub("", _clause(first, words)))
    before = _LED_BY.sub("", _SO_FAR.sub("", before))
    behind = _thing(words[last.amount.end : last.amount.end + len(last.after)])
    if first is not last and _NEEDED.match(before):
        between = words[first.amount.end : last.amount.start]
        return _LINKS.sub("", between.rpartition("的")[2])[-_LONGEST:]
    if _CHANGE.match(before) or ((_MEANS.match(before) or _JOINED.search(before)) and len(behind) > 1):
        before = ""
    if len(before) > 2 or (len(before) > 1 and len(behind) < 2):
        return before[-_LONGEST:]
    return behind[:_LONGEST] if len(behind) > 1 else ""


def _thing(after: str) -> str:
    """Return what stands behind a figure, to where something is said of it."""
    return _ENDS.sub("", _BEHIND.sub("", _PAUSE.split(after)[0]))


def _plain(first: Figure, last: Figure, words: str) -> str:
    after = _PAUSE.split(words[last.amount.end : last.amount.end + len(last.after)])[0]
    return f"{_clause(first, words)}{words[first.amount.start : last.amount.end]}{after}"[-_LONGEST:]
