"""Pages of an invented network alone, without the rest of a site: as large as a test needs them."""

import random
from collections.abc import Sequence
from pathlib import Path

from tongbao import paths
from tongbao.errors import Text
from tongbao.network import Measure, Network, Node, Participation
from tongbao.network.model import Code
from tongbao.network.read import _edges as edges_of
from tongbao.rdf.iris import HOME
from tongbao.site.documents import files_of
from tongbao.site.folder import put
from tongbao.site.labels import Labels
from tongbao.site.pages.network.step import _made as made_pages
from tongbao.site.pages.render import Site
from tongbao.site.step import Document
from tongbao.site.steps import assets

SITE = Site(
    HOME, Text("Tests, invented", "测试（虚构）"), "https://example.org/licence", "1", "", Text("", ""), Labels({})
)
KINDS = [
    Code(code, Text(code, label)) for code, label in (("department", "部门"), ("court", "法院"), ("company", "企业"))
]
LEAD = Code("lead", Text("Lead", "牵头"))


def invented(units: int, measures: int, places: int, seed: int = 7) -> Network:
    """Invent a network: a measure has one to seven units of one place, now and then one of another, and a year."""
    chance = random.Random(seed)
    codes = [Code(f"p{n:03}", Text(f"Place {n}", f"地方{n}")) for n in range(places)]
    homes = [n % places for n in range(units)]
    of: list[list[int]] = [[n for n in range(units) if homes[n] == place] for place in range(places)]
    found: dict[str, Measure] = {}
    parts: list[Participation] = []
    for number in range(measures):
        there = of[int(places * chance.random() ** 1.5)]
        team = {there[int(len(there) * chance.random() ** 2)] for _ in range(chance.randint(1, 7))}
        team |= {chance.randrange(units)} if chance.random() < 0.02 else set()
        iri = f"{HOME}id/measure/n-{number // 10}/m-{number % 10}"
        names = [f"第{node}局" for node in sorted(team)]
        notice = f"{HOME}id/notice/n-{number // 10}"
        found[iri] = Measure(f"举措{number}", notice, f"发〔{2015 + number % 9}〕{number // 10}号", 2015 + number % 9, None, "、".join(names), reading="牵头单位", k=len(team))  # fmt: skip
        parts += [Participation(iri, node, LEAD, n, name, name, 10 * n, 10 * n + len(name)) for n, (node, name) in enumerate(zip(sorted(team), names, strict=True), 1)]  # fmt: skip
    led = _led(units, parts)
    nodes = [
        Node(f"{HOME}id/unit/u-{n:05}", *[Text(f"Bureau {n} of Place {homes[n]}", f"地方{homes[n]}第{n}局")] * 2, KINDS[n % 3], None, led[n], codes[homes[n]], codes[homes[n]])
        for n in range(units)
    ]  # fmt: skip
    return Network(tuple(nodes), edges_of(parts, found, "times"), found, tuple(parts))


def _led(units: int, parts: Sequence[Participation]) -> list[int]:
    led = [0] * units
    for part in parts:
        led[part.node] += 1
    return led


def write_pages(network: Network, folder: Path) -> Path:
    """Write the page of a network with all that it needs, as a step of a site does."""
    for output in made_pages(SITE, "network", "network", network):
        files = files_of(*output, site=SITE) if isinstance(output, Document) else output
        assert isinstance(files, dict)
        put(folder, files)
    folders = [folder for folder in (paths.PACKAGE / "site" / "assets", paths.WEB) if folder.is_dir()]
    own = [file for folder in folders for file in folder.iterdir() if file.is_file()]
    for files in assets(own):
        put(folder, files)
    return folder
