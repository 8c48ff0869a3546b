"""The groups of those to whom a notice is addressed."""

import re

from tongbao.printed.patterns import regex


def groups_in(addressees: str) -> list[str]:
    """Return the groups of addressees: a comma parts them, and 、 where a whole group stands on both sides.

    >>> groups_in("各县、区人民政府，市直各委、办、局"), groups_in("各区政府、市直各单位、各开发区管委会")
    (['各县、区人民政府', '市直各委、办、局'], ['各区政府', '市直各单位', '各开发区管委会'])
    """
    return [
        group
        for part in re.split("[，,；;]", addressees)
        if part
        for pieces in [part.split("、")]
        for group in (pieces if all(map(_GROUP.fullmatch, pieces)) else [part])
    ]


def copied(words: str) -> list[str]:
    """Return the names of a line of copies: 、 parts them, unless it stands within a group.

    >>> copied("各省、自治区、直辖市人民政府，市委、市政府。"), copied("市直各委、办、局")
    (['各省、自治区、直辖市人民政府', '市委', '市政府'], ['市直各委、办、局'])
    """
    names: list[str] = []
    for part in filter(None, re.split("[，,；;。]", words)):
        goes_on = False
        for piece in filter(None, part.split("、")):
            goes_on = goes_on or bool(names and len(piece) == 1)
            names[-1:] = [f"{names[-1]}、{piece}"] if goes_on else [*names[-1:], piece]
            goes_on = bool(_PARTIAL.fullmatch(piece))
    return names


_PARTIAL = regex("[各全]?(?:省|自治区|直辖市|计划单列市|设区市|省辖市|市|县|区|州|盟|旗|自治州|自治县|乡|镇|街道)")
"""A part of a group: 各省 in 各省、自治区、直辖市人民政府."""
_GROUP = regex(
    "(?:各|[省市区县州]|中央|驻|有关|全|[一-鿿]{2,6}[市区县])[一-鿿（）()]*(?:政府|[委局办院会厅部处]|单位|部门|公司|企业|学校|高校|机构|[乡镇街]|街道|集团|组织|银行)"
)
"""A whole group of addressees: 各区政府, 市直各单位."""
