"""What the expected facts of real documents leave to the text: where measures stand, and the units that they name."""

import re
from collections.abc import Iterator
from typing import Any

from tests.notices.words import squeeze

PLACES = {
    "02": "cn",
    "05": "cn",
    "06": "cn",
    "07": "cn",
    "09": "guangzhou",
    "11": "shanghai",
    "13": "shanghai",
    "17": "shanghai",
    "19": "cn",
}
_SEEN = {"basis": "common-knowledge", "certainty": "certain"}
AUTHORITY: dict[str, dict[str, Any]] = {
    "cn": {"name": "中华人民共和国", "english": "China", "short": ["中国"], "level": "national", **_SEEN},
    "shanghai": {
        "name": "上海市",
        "english": "Shanghai",
        "short": ["上海"],
        "level": "provincial",
        "within": "cn",
        **_SEEN,
    },
    "guangdong": {
        "name": "广东省",
        "english": "Guangdong",
        "short": ["广东"],
        "level": "provincial",
        "within": "cn",
        **_SEEN,
    },
    "guangzhou": {
        "name": "广州市",
        "english": "Guangzhou",
        "short": ["广州"],
        "level": "municipal",
        "within": "guangdong",
        **_SEEN,
    },
}
_GROUP = re.compile("^(?:各|相关|有关)|等相关")


def completed(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """Return the expected facts with the text and the bracket of each measure, in the annex that encloses it."""
    lines, at = text.splitlines(), 0
    attached = gold.get("attached", [])
    items = []
    for item in gold["measures"].get("items", []):
        mark = re.sub("^[一二三四五六七八九十]+(?=（)", "", item["number"])
        title = item["title"] or ""
        at = next(i for i in range(at, len(lines)) if _begins(lines[i], mark, title))
        said = re.sub(f"^{re.escape(mark)}[、.．]? ?{re.escape(title)}[。]?", "", lines[at].strip())
        bracket = _bracket(item.get("units", []), said)
        one = {**item, "number": mark, "text": said.removesuffix(bracket), **({"bracket": bracket} if bracket else {})}
        one["units"] = [{**unit, **({"group": True} if _GROUP.search(unit["name"]) else {})} for unit in item["units"]]
        if not bracket and one["units"]:
            one["units_in_prose"] = True
        items.append({**one, **({"annex": 1} if attached else {})})
        at += 1
    measures = {**gold["measures"], "items": items}
    return {**gold, "measures": measures, "annexes": [*gold.get("annexes", []), *attached]}


def _begins(line: str, mark: str, title: str) -> bool:
    return bool(re.match(f"{re.escape(mark)}[、.．]? ?{re.escape(title)}", line.strip()))


def _bracket(units: list[dict[str, Any]], said: str) -> str:
    """Return the bracket at the end of a paragraph that names the units."""
    found = re.search("（[^（）]*）$", said)
    return found[0] if found and units and units[0]["name"] in found[0] else ""


def units(gold: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the units that a document names, under their printed names."""
    city = AUTHORITY[place]["name"].removesuffix("市") if place != "cn" else ""
    listed = (
        unit["name"] for row in gold["measures"].get("items", []) for unit in row["units"] if not unit.get("group")
    )
    for number, name in enumerate(dict.fromkeys([*gold["issuers"], *listed]), 1):
        dropped = city and name.startswith("市")
        yield (
            f"unit-{number}",
            {
                "name": squeeze(city + name if dropped else name),
                **({"short": [name]} if dropped else {}),
                "kind": "department",
                "level": AUTHORITY[place]["level"],
                "place": place,
                "basis": "source",
                "certainty": "certain",
            },
        )
