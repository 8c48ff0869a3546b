"""What the words before a number say of it: which of two states it is, and which way it went."""

import re

from tongbao.printed import lexicon
from tongbao.printed.characters import fold

_CLAUSE = re.compile("[，。；！？,;!?]")


def stage(before: str) -> str:
    """Tell which of two states the words before a figure give it to: ``from`` (由60天), ``to`` (压缩至5分钟), or neither.

    >>> [stage(words) for words in ("报销时限由", "压缩至", "惠及")]
    ['from', 'to', '']
    """
    head = re.split("[。！？!?；;]", fold(before))[-1]
    if head.endswith(lexicon.TO):
        return "to"
    was = max(head.rfind(word) for word in lexicon.FROM)
    now = max(head.rfind(word) for word in lexicon.NOW)
    return "" if was == now else "from" if was > now else "to"


def direction(before: str) -> str:
    """Tell which way the words before a figure say that it went: ``up``, ``down``, ``down by`` so much, or neither.

    >>> [direction(words) for words in ("办理时限压缩", "减少废水排放", "效率提升", "服务企业")]
    ['down by', 'down', 'up', '']
    """
    clause = _CLAUSE.split(fold(before))[-1]
    ups = max(clause.rfind(word) for word in lexicon.INCREASE)
    downs = max(clause.rfind(word) for word in lexicon.DECREASE)
    if clause.endswith(lexicon.DECREASE_BY):
        return "down by"
    return "" if ups == downs else "up" if ups > downs else "down"
