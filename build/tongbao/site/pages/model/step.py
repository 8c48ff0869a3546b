"""The page of the model, and its diagrams as files."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from tongbao.errors import Language, Text
from tongbao.site.pages.model import said
from tongbao.site.pages.model.choice import choice
from tongbao.site.pages.model.classes import Value, classes
from tongbao.site.pages.model.codes import codes_of
from tongbao.site.pages.model.columns import capital, diagram, sort_of
from tongbao.site.pages.model.cookbook import cookbook
from tongbao.site.pages.model.drawing import Drawing
from tongbao.site.pages.model.examples import example_of
from tongbao.site.pages.model.svg import anchor, as_file, as_part
from tongbao.site.pages.model.trees import trees
from tongbao.site.pages.page import Page
from tongbao.site.pages.questions import cut_at_questions
from tongbao.site.pages.render import LANGUAGES, Site
from tongbao.site.step import Document, Output


class Width(NamedTuple):
    """A width for which the diagrams are drawn: the class of the style sheet, pixels, and columns of both."""

    name: str
    pixels: float
    columns: int
    trees: int


WIDTHS = (Width("w4", 1168, 4, 3), Width("w2", 772, 2, 2), Width("w1", 342, 1, 1))
"""Of a screen, of a tablet or paper, and of a phone."""


def model(site: Site, ontology: Sequence[Path], queries: Sequence[Path]) -> Iterator[Output]:
    """Make the page of the model; it is read from the files of the ontology and of the cookbook."""
    yield Document(model_page())
    yield {
        f"data/model/{name}-{language}.svg": text.encode()
        for language in LANGUAGES
        for name, text in files(language, f"{site.base}{language}/model.html").items()
    }
    for recipe in cookbook():
        yield {f"data/cookbook/{recipe.name}.rq": recipe.query.text.encode()}


def model_page() -> Page:
    """Make the page."""
    known = choice()
    content = {
        "said": said,
        "pictures": {language: _pictures(language) for language in LANGUAGES},
        "recipes": cookbook(),
        "linked": {
            recipe.name: {lang: cut_at_questions(recipe.query.trap.to(lang)) for lang in LANGUAGES}
            for recipe in cookbook()
        },
        "of_editor": lambda recipe, language: f"?query={quote(recipe.text(language), safe='')}",
        "classes": [
            *(classes()[name] for name in known.large),
            *(c for n, c in classes().items() if n not in known.large),
        ],
        "classes_by_name": classes(),
        "anchor": anchor,
        "capital": capital,
        "example_of": example_of,
        "value_said": value_said,
        "codes_of": codes_of,
        "coded": coded,
    }
    return Page("model", "model.html", said.TITLE, content, summary=said.LEAD, data=False)


def drawings(language: Language, width: Width) -> tuple[Drawing, Drawing]:
    """Return both diagrams on a width."""
    return diagram(width.pixels, width.columns, language), trees(width.pixels, width.trees, language)


def _pictures(language: Language) -> tuple[Markup, Markup]:
    """Return both diagrams on all widths; the style sheet shows one of these."""
    found: tuple[list[str], list[str]] = ([], [])
    words = ((said.CORE, said.edges_said(choice())), (said.REST, said.branches_said()))
    for n, width in enumerate(WIDTHS):
        for k, drawing in enumerate(drawings(language, width)):
            title, about = words[k]
            found[k].append(as_part(drawing, title, about, language, width.name, 10 * k + n))
    one, other = ("".join(parts) for parts in found)
    return Markup(one), Markup(other)


def files(language: Language, page: str) -> dict[str, str]:
    """Return both diagrams as files for a screen and for a phone, by name; what is in them leads to a page."""

    def address(cls: str) -> str:
        return f"{page}#{anchor(cls)}"

    found = {}
    for width, ending in ((WIDTHS[0], ""), (WIDTHS[-1], "-narrow")):
        core, rest = drawings(language, width)
        found[f"classes{ending}"] = as_file(core, said.CORE, said.edges_said(choice()), language, address)
        found[f"other-classes{ending}"] = as_file(rest, said.REST, said.branches_said(), language, address)
    return found


def value_said(value: Value) -> Text:
    """Return in words what a property leads to: the class, the vocabulary, or the sort of value."""
    if value.sort == "class" and value.name in classes():
        return classes()[value.name].label
    if value.sort == "datatype":
        return sort_of([value])
    return Text(value.name, value.name) if value.sort in ("class", "vocabulary") else Text("anything", "任何事物")


def coded(text: str) -> Markup:
    """Return a text as HTML: what stands between backticks, and each term, is code."""
    pieces = re.split(r"`([^`]+)`|\b([a-z]+:[A-Za-z]+\b)", text)
    html = Markup("")
    for n, piece in enumerate(pieces):
        if piece:
            html += Markup("<code>{}</code>").format(piece) if n % 3 else piece
    return html
