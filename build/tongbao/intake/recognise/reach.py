"""How far a claim or a recognition reaches: 全国, 全省, 厦门, with the level and the place meant in one notice."""

import re

from tongbao.load import Authority
from tongbao.model import plain

_SIGNS = {
    "省": "provincial",
    "市": "municipal",
    "州": "municipal",
    "盟": "municipal",
    "区": "district",
    "县": "district",
    "旗": "district",
}
"""The level of 全省 and so on where the places of the dataset do not tell."""
_NATION = "全国|国内|我国|国家级|国家"
_AREA = re.compile(f"(?:全|本|我)(?P<whole>自治区|[{''.join(_SIGNS)}])|(?P<within>[{''.join(_SIGNS)}])(?:内|级)")
_NEVER = re.compile("(?<=[健安完齐])全")


class Reach:
    """Tells what the words of a scope mean in a notice of a place."""

    words = "|".join(
        (_NATION, f"全(?:自治区|[{''.join(_SIGNS)}])", f"[{''.join(_SIGNS)}]内", f"[本我][{''.join(_SIGNS)}]")
    )
    """The words that name a scope, as a pattern."""

    def __init__(self, authority: Authority, place: str) -> None:
        self.authority, self.around = authority, authority.around(place)

    def level(self, words: str) -> str:
        """Return the level that the words of a scope name; nothing where they name none."""
        return self.of(words)[0]

    def of(self, words: str) -> tuple[str, str]:
        """Return the level that words name, and the id of the place meant; nothing where they do not tell."""
        if re.search(_NATION, words):
            return "national", self._of_level("national")
        area = _AREA.search(words)
        if area and not _NEVER.search(words[: area.end()]):
            sign = area["whole"] or area["within"]
            meant = next((one for one in self.around if self._name(one).endswith(sign)), "")
            return (self._level(meant) if meant else _SIGNS.get(sign, "provincial")), meant
        named = [one for name, ones in self.authority.place_names.items() if name in words for one in ones]
        return (self._level(named[0]), named[0]) if len({*named}) == 1 else ("", "")

    def _of_level(self, level: str) -> str:
        return next((one for one in self.around if self._level(one) == level), "")

    def _level(self, place: str) -> str:
        return plain(self.authority.places[place].level)

    def _name(self, place: str) -> str:
        return plain(self.authority.places[place].name)
