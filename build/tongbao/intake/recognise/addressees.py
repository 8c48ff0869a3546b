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


_GROUP = regex(
    "(?:各|[省市区县州]|中央|驻|有关|全|[一-鿿]{2,6}[市区县])[一-鿿（）()]*(?:政府|[委局办院会厅部处]|单位|部门|公司|企业|学校|高校|机构|[乡镇街]|街道|集团|组织|银行)"
)
"""A whole group of addressees: 各区政府, 市直各单位."""
