"""The steps of a site, in the order in which they run: to add a page, a table or a descriptor, name its function here."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tongbao.errors import Text
from tongbao.site.hosts.settings import hosts
from tongbao.site.metadata.catalogue import descriptions
from tongbao.site.metadata.cited import citations
from tongbao.site.metadata.feeds import feeds
from tongbao.site.metadata.listing import listing
from tongbao.site.pages.cards import cards, question_cards
from tongbao.site.pages.downloads import downloads
from tongbao.site.pages.editor import editor
from tongbao.site.pages.entrance import entrances
from tongbao.site.pages.front import front
from tongbao.site.pages.guides import guides
from tongbao.site.pages.lists import lists
from tongbao.site.pages.model.step import model
from tongbao.site.pages.model.svg import rules as rules_of_diagrams
from tongbao.site.pages.network.step import networks
from tongbao.site.pages.questions import question_list
from tongbao.site.pages.search import search
from tongbao.site.pages.shapes import rules
from tongbao.site.pages.terms import terms
from tongbao.site.pages.versions import versions
from tongbao.site.step import Copy, Step
from tongbao.site.tables.files import tables


def dumps(exports: Mapping[str, Path]) -> Iterator[Copy]:
    """Yield the files of the graph, as the build has them."""
    for name, source in exports.items():
        yield Copy(name, source)


def assets(assets: Sequence[Path]) -> Iterator[dict[str, bytes]]:
    """Yield the style sheets, pictures and scripts; the rules of kinds of units and of the diagrams are added to the style sheet."""
    files = {file.name: file.read_bytes() for file in assets}
    files["site.css"] += (rules() + rules_of_diagrams()).encode()
    yield {f"assets/{name}": content for name, content in files.items()}


def context(ontology: Sequence[Path]) -> Iterator[dict[str, bytes]]:
    """Yield the context of JSON-LD."""
    yield {f"data/{file.name}": file.read_bytes() for file in ontology if file.name == "context.jsonld"}


STEPS: Mapping[Text, Sequence[Step]] = {
    Text("The network", "正在生成协作网络"): (networks,),
    Text("Lists, terms and descriptions", "正在生成列表、术语与描述"): (
        question_list,
        lists,
        terms,
        model,
        dumps,
        tables,
        descriptions,
        front,
        versions,
        feeds,
        citations,
        cards,
        question_cards,
        search,
        editor,
        downloads,
        guides,
        assets,
        context,
        hosts,
        entrances,
        listing,
    ),
}
"""The steps, grouped by the message shown while they run. What a step reads from the site itself is made by an earlier step."""
