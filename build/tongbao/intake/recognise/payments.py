"""The money that an act gives to, or takes from, each of its recipients."""

import re
from collections.abc import Sequence
from decimal import Decimal

from tongbao.intake.quoting import Value
from tongbao.intake.recognise.recipient import Recipient
from tongbao.printed.amounts import amounts
from tongbao.printed.patterns import regex

_CLAUSE = regex(
    "(?P<each>各(?!级|地|部|有)|每[个项人名家位所支篇件户村镇乡县市区省校])?(?P<all>共|合计|总计)?(?:"
    "[^，。；各每共]{0,20}?(?:奖|资金|补助|经费|罚|补贴)[^，。；0-9]{0,12}?(?P<behind>各)?(?P<amount>[0-9][0-9.,]*[十百千万亿]{0,2}元)"
    "|[^，。；各每共0-9]{0,8}(?P<first>[0-9][0-9.,]*[十百千万亿]{0,2}元)的?[一-鿿]{0,4}(?:奖金|奖励|补助|资金|经费|罚款|补贴))"
)
_SEVERAL = regex(
    "分别[^，。；0-9]{2,20}(?P<amounts>[0-9][0-9.,]*[十百千万亿]{0,2}元(?:(?:、|和)[0-9][0-9.,]*[十百千万亿]{0,2}元)+)"
)
_TAKEN = regex("扣减|扣除|核减|收回|追回|取消|停发")
"""Money that somebody does not get: it is neither a prize nor a fine."""
_OF_ONE = regex("对(?P<name>[^，。；对]{2,40}?)(?:依法|并|另|再|单独)*(?:处以?|给予|予以|罚|奖)")


def money_of(words: str) -> dict[str, Value] | None:
    """Return an amount of money: 20万元, 1500元; None where the words are no single amount.

    What stands behind | is printed in the heading of the column, not beside the number.

    >>> money_of("4.5万元")
    {'number': Decimal('4.5'), 'scale': '万', 'unit': 'yuan'}
    """
    number, _, unit = words.partition("|")
    found = [one for one in amounts(number + unit) if one.unit == "yuan"]
    if len(found) != 1 or found[0].high is not None:
        return None
    one = found[0]
    said: dict[str, Value] = {"number": Decimal(one.number)}
    said |= {"scale": one.scale} if one.scale else {}
    said["unit"] = "yuan"
    bound = next(iter(one.bounds), "exact")
    said |= {"bound": bound} if bound != "exact" else {}
    return said | ({"departs": [key for key in ("scale", "unit") if key in said]} if unit else {})


def shared_payment(words: str, recipients: int) -> dict[str, Value] | None:
    """Return what each recipient gets by the words behind their names; None where the words do not say it of each.

    >>> shared_payment("予以表扬，每项奖金20万元", 2)
    {'number': Decimal('20'), 'scale': '万', 'unit': 'yuan', 'per': '项'}
    >>> shared_payment("予以表彰，每个单位奖励5万元", 2)
    {'number': Decimal('5'), 'scale': '万', 'unit': 'yuan', 'departs': ['per']}
    >>> shared_payment("予以表扬，共安排资金800万元", 2), shared_payment("予以表扬，共安排资金800万元", 1) is None
    (None, False)
    >>> shared_payment("予以批评，并扣减补助资金80万元", 1)
    """
    found = [one for one in _CLAUSE.finditer(words) if not _whose(words, one) and not _TAKEN.search(one[0])]
    if len(found) != 1 or _SEVERAL.search(words):
        return None
    one = found[0]
    if recipients > 1 and (one["all"] or not (one["each"] or one["behind"])):
        return None
    money = money_of(_amount(one))
    return money | _each_of(one[0]) if money and one["each"] else money


def _each_of(clause: str) -> dict[str, Value]:
    """Return for each of what the money of a clause is, as the loader reads it; it departs where no single word says it: 每个单位."""
    read = [one.periods for one in amounts(clause) if one.unit == "yuan"]
    if len(read) != 1 or "" in read[0]:
        return {}
    return {"departs": ["per"]} if "other" in read[0] else {"per": min(read[0])}


def shared_words(words: str | None, recipients: int) -> str:
    """Return the words of the amount that each recipient gets; an empty string where the words do not say it of each."""
    if not words or not shared_payment(words, recipients):
        return ""
    return next(_amount(one) for one in _CLAUSE.finditer(words) if not _whose(words, one))


def with_own_money(words: str, recipients: Sequence[Recipient]) -> list[Recipient]:
    """Return the recipients, with the money of those to which a part of the sentence gives it: 其中对甲公司处以罚款4.5万元."""
    if (several := _SEVERAL.search(words)) and recipients:
        amounts_said = regex("[、和]").split(several["amounts"])
        if len(amounts_said) == len(recipients):
            return [one._replace(money=said) for one, said in zip(recipients, amounts_said, strict=True)]
    own = {whose: _amount(one) for one in _CLAUSE.finditer(words) if (whose := _whose(words, one))}
    return [one._replace(money=one.money or own.get(one.name, "")) for one in recipients]


def _amount(clause: re.Match[str]) -> str:
    return str(clause["amount"] or clause["first"])


def _whose(words: str, money: re.Match[str]) -> str:
    """Return who gets the money of a clause, where the clause says so itself."""
    start = max(words.rfind(sign, 0, money.start(money.lastgroup or 0)) for sign in "，。；") + 1
    found = _OF_ONE.search(words, start, money.start(money.lastgroup or 0))
    return str(found["name"]) if found else ""
