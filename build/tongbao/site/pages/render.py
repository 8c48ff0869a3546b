"""Write pages as HTML in one language, with Jinja templates that escape all values."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote as quote_once
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from tongbao.ask.people import YES, grouped
from tongbao.ask.terms import NUMERIC
from tongbao.errors import Language, Text
from tongbao.network import Network
from tongbao.network.drawing import drawn
from tongbao.network.formats.svg import Hooks, as_part
from tongbao.network.picture import Mark
from tongbao.rdf.iris import NAMESPACES
from tongbao.rdf.literals import read_literal
from tongbao.rdf.terms import Term
from tongbao.site.backlinks import Backlink
from tongbao.site.data import FORMS
from tongbao.site.entries import Entry
from tongbao.site.headline import ranked, tally
from tongbao.site.in_force import has_ended
from tongbao.site.labels import Labels
from tongbao.site.metadata.citations import MANAGERS, cited_by
from tongbao.site.metadata.signposting import Signpost, signposts
from tongbao.site.notice import is_interpreted
from tongbao.site.pages.appraisals import quoted
from tongbao.site.pages.compiled import Compiled, Plain
from tongbao.site.pages.page import Linked, Page
from tongbao.site.pages.shapes import marks, shape_of, used
from tongbao.site.recognition import group_name, group_of
from tongbao.site.sharing import CARD, FEEDS, card_of
from tongbao.site.things import Things
from tongbao.site.urls import place_of

LANGUAGES: tuple[Language, ...] = ("zh", "en")
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; worker-src 'self'; base-uri 'none'; form-action 'self'"
)
"""The Content-Security-Policy of all pages, in each page and in the settings for hosts. Search forms are sent to the site itself."""

NAVIGATION = (
    ("notices", "Notices", "公文"),
    ("measures", "Measures", "举措"),
    ("units", "Units", "单位"),
    ("network", "Network", "协作网络"),
    ("questions", "Questions", "问题"),
    ("data", "Data", "数据"),
)
WITHIN = {
    "notice": "notices",
    "source": "notices",
    "measure": "measures",
    "unit": "units",
    "co-leadership": "network",
    "network-roles": "network",
    "question": "questions",
    "editor": "questions",
    "changes": "data",
    "guides": "data",
    "guide": "data",
    **dict.fromkeys(("model", "ontology", "vocabularies", "vocab", "vocabulary", "shapes"), "data"),
}
"""To which entry of the navigation documents belong, by the first part of their names."""

quote = lru_cache(10_000)(quote_once)

NOTHING = Text("", "")
MANY = 12
"""How many things a cell of a table shows; the data have all of them."""


@dataclass(frozen=True, slots=True)
class Site:
    """The data that all pages share."""

    base: str
    """The base IRI of the data: where the site will be found."""
    title: Text
    licence: str
    version: str
    """The version of the dataset; empty where it states none."""
    modified: str
    """The day of the dataset's last change; empty where it states none."""
    coverage: Text
    """The years of the notices."""
    labels: Labels
    publisher: Text = NOTHING
    """Who publishes the dataset."""
    homepage: str = ""
    """The publisher's."""
    scripts: bool = True
    """Whether the bundles for the browser exist; without them, the pages work as with JavaScript off."""
    cards: bool = False
    """Whether this machine can draw the cards that stand for pages elsewhere."""
    drafts: bool = False
    """Whether notices with open points are in it: then it is only to be looked at."""
    endpoint: str = ""
    """The path of a SPARQL endpoint on the site's own host; empty where there is none."""

    @property
    def brand(self) -> Text:
        """Return the first words of the title, which stand at the top of each page."""
        return Text(re.split(r", |: | – | \(", self.title.en)[0], re.split("——|：|，|（", self.title.zh)[0])

    @property
    def path(self) -> str:
        """Return the path of the site on its host: ``/tongbao/``."""
        return urlsplit(self.base).path

    def address(self, page: Page, language: Language) -> str:
        """Return the address of a page."""
        return f"{self.base}{language}/{quote(page.document)}.html"


def write_page(page: Page, site: Site, language: Language, labels: Labels | None = None) -> str:
    """Write one page; ``labels`` are the names of its own things."""
    view = View(page, site, language, labels or site.labels)
    template = environment().get_template(page.template)
    shared = {"page": page, "site": site, "view": view, "lang": language, "say": view.say}
    text = template.render({**shared, **page.content})
    return text.replace("\x85", " ") + "\n"  # the only control character that YAML allows but HTML does not


@cache
def environment() -> Environment:
    """Return the templates, each compiled once."""
    loader = PackageLoader("tongbao.site", "templates")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates are not edited while pages are made
    )
    made.context_class = Plain
    made.bytecode_cache = Compiled.beside(__file__, (made.autoescape, made.trim_blocks, made.lstrip_blocks))
    made.globals.update(zip=zip, forms=FORMS, policy=POLICY, navigation=NAVIGATION, feeds_offered=FEEDS)
    made.globals.update(ranked=ranked, tally=tally, quoted=quoted, group_of=group_of, group_name=group_name)
    made.globals.update(mark_of=used, marks=marks)
    made.globals.update(cited_by=cited_by, managers=MANAGERS, card_of=card_of, card_size=CARD)
    made.globals["is_interpreted"] = made.tests["interpreted_reading"] = is_interpreted
    return made


DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")
CHINESE = re.compile("[\u4e00-\u9fff]")


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day_in_words(date: str) -> Text:
    """Return a day or a month as people write it; ``date`` is that of ISO 8601.

    >>> day_in_words("2023-10-29")
    Text(en='29 October 2023', zh='2023年10月29日')
    """
    year, month, *day = map(int, date.split("-"))
    return Text(
        " ".join([*map(str, day), MONTHS[month - 1], str(year)]), f"{year}年{month}月" + "".join(f"{d}日" for d in day)
    )


class View:
    """Gives a template names, links and values in the language of its page."""

    def __init__(self, page: Page, site: Site, language: Language, labels: Labels) -> None:
        self.page, self.site, self.language, self.labels = page, site, language, labels
        self.root = site.path if page.is_shown_anywhere else "../" * (page.document.count("/") + 1)
        """The path from the page to the root of the site."""

    # --- words ----------------------------------------------------------------------------------

    def say(self, en: str | Text, zh: str = "") -> str:
        """Return one of two wordings, or a text in the page's language."""
        return (en if isinstance(en, Text) else Text(en, zh)).to(self.language)

    def name(self, thing: str) -> str:
        """Return the name of a thing."""
        return self.labels.of(thing).to(self.language)

    def day(self, date: str) -> Markup:
        """Return a date in words, which is not broken between two lines; any other text as it is."""
        said = self.say(day_in_words(date)) if DATE.fullmatch(date) else date
        return Markup('<time datetime="{}">{}</time>').format(date, said)

    def is_within(self, document: str) -> bool:
        """Tell whether the page belongs to an entry of the navigation."""
        own, first = self.page.document, re.split("[/.]", self.page.document)[0]
        return document in (own, first, WITHIN.get(first), re.sub(r"-\d+$", "", own))

    def speaks(self, text: str) -> str:
        """Return the language of a text, such as a name, that is the same on the pages of both languages."""
        return "zh" if CHINESE.search(text) else "en"

    def spoken(self, text: str) -> Markup:
        """Return a text that may be in Chinese on an English page, marked as such."""
        spoken = self.speaks(text)
        lang = ' lang="zh-Hans"' if spoken == "zh" != self.language else ""
        return Markup(f"<bdi{lang}>{escape(text)}</bdi>")

    # --- paths ----------------------------------------------------------------------------------

    def href(self, document: str, anchor: str = "", language: Language | None = None) -> str:
        """Return the path to a page."""
        fragment = f"#{quote(anchor)}" if anchor else ""
        if document == self.page.document and language in (None, self.language) and fragment:
            return fragment
        return f"{self.root}{language or self.language}/{quote(document)}.html{fragment}"

    def asset(self, name: str) -> str:
        """Return the path to a file of the site that is not a page."""
        return f"{self.root}{quote(name)}"

    def data(self, form: str) -> str:
        """Return the path to the data of the page's document."""
        return self.asset(f"data/{self.page.whole or self.page.document}.{form}")

    def signposts(self) -> Iterator[tuple[Signpost, str]]:
        """Yield the signposts of the page, and the paths to their targets."""
        files = self.page.content.get("signposted", ())
        for sign in signposts(self.page.document, self.site.base, self.site.licence, files):
            yield sign, sign.target if ":" in sign.target else self.asset(sign.target)

    def to(self, thing: str) -> str:
        """Return the path to the description of a thing; an empty text where there is none."""
        iri = thing[1:-1]
        if place := place_of(iri, self.site.base):
            return self.href(place.document, place.anchor)
        return iri if is_web_address(iri) else ""

    # --- pieces of HTML -------------------------------------------------------------------------

    def link(self, thing: str, text: str = "") -> Markup:
        """Return a link to a thing, with its name as text; only the name where nothing describes the thing."""
        name = text or self.name(thing)
        spoken = self.speaks(name)
        lang = f' lang="{spoken}"' if spoken != self.language else ""
        if way := self.to(thing):  # not Markup.format, which takes three times as long: a page has hundreds of links
            return Markup(f'<a href="{escape(way)}"{lang}><bdi>{escape(name)}</bdi></a>')
        return Markup(f"<bdi{lang}>{escape(name)}</bdi>")

    def unit(self, thing: str, text: str = "") -> Markup:
        """Return a link to a unit behind the shape of its kind."""
        return self.shape(self.labels.kind(thing)) + self.link(thing, text)

    def shape(self, kind: str) -> Markup:
        """Return the shape of a kind of unit, as a term; nothing for what is no unit."""
        return shape_of(self.labels.top(kind))

    def gloss(self, thing: str) -> Markup:
        """Return the English name of what is called in Chinese, as a line of a page in English; nothing where there is none."""
        name = self.labels.of(thing)
        if self.language == "zh" or name.en == name.zh:
            return Markup()
        return Markup('<span class="gloss">{}</span>').format(name.en)

    def titled(self, thing: str, text: str = "") -> Markup:
        """Return a link to a thing by its Chinese name, with the English one beneath in pages in English."""
        return self.link(thing, text or self.labels.of(thing).zh) + self.gloss(thing)

    def picture(self, network: Network, wide: float, label: str) -> Markup:
        """Return a picture of a small network, whose marks lead to their pages."""

        def address(mark: Mark) -> str:
            return self.to(f"<{network.nodes[mark.node].iri}>")

        picture = drawn(network, self.language, wide)._replace(captions=())
        return Markup(as_part(picture, label, Hooks(address)))

    def proof(self, proof: str, text: str) -> Markup:
        """Return a link to what proves a finding: a thing, or a document by its name."""
        if proof.startswith("<"):
            return self.link(proof, text)
        return Markup('<a href="{}">{}</a>').format(self.href(proof), text)

    def quietly(self, thing: str, text: str) -> Markup:
        """Return a link in the colour of the text."""
        return Markup(str(self.link(thing, text)).replace("<a ", '<a class="quiet" ', 1))

    def original(self, entry: Entry) -> Markup:
        """Return a link by the title as it is printed, and, for readers of English, our translation beneath."""
        link = Markup('<a href="{}" lang="zh-Hans"><bdi>{}</bdi></a>').format(self.to(entry.iri), entry.title)
        if self.language == "zh" or not entry.english:
            return link
        return link + Markup(' <bdi class="gloss">{}</bdi>').format(entry.english)

    def numbered(self, told: Entry | Backlink) -> Markup:
        """Return the document number of the notice behind an entry or a link, with a mark if it is no longer in force."""
        number = Markup('<small lang="zh-Hans">{}</small> ').format(told.number) if told.number else Markup()
        return number + self.ended(told.state)

    def ended(self, state: str) -> Markup:
        """Return a mark for statements of a notice that is no longer in force; nothing for others."""
        return Markup('<span class="ended">{}</span>').format(self.name(state)) if has_ended(state) else Markup()

    def counted(self, links: Sequence[Backlink]) -> str:
        """Return how many links there are, and how many of them come from notices that are no longer in force."""
        ended = sum(has_ended(link.state) for link in links)
        more = self.say(f", {ended:,} of them no longer in force", f"，其中 {ended:,} 项已不再有效") if ended else ""
        return f"{len(links):,}{more}"

    def value(self, term: str) -> Markup:
        """Return a value: a thing as a link, a literal as its text."""
        if term.startswith("<"):
            return self.link(term)
        literal = read_literal(term)
        if DATE.fullmatch(literal.text):
            return self.day(literal.text)
        if literal.datatype == NAMESPACES["xsd"] + "boolean":
            return Markup(YES[literal.text == "true"].to(self.language))
        if literal.datatype in NUMERIC:
            return Markup("<bdi>{}</bdi>").format(grouped(literal.text))
        if literal.language and literal.language != self.language:
            return Markup('<bdi lang="{}">{}</bdi>').format(literal.language, literal.text)
        return Markup("<bdi>{}</bdi>").format(literal.text)

    def cell(self, value: Any) -> Any:
        """Return the content of a cell of a table: a thing, or a pair of thing and text, as a link; anything else as text."""
        if isinstance(value, Text):
            return self.say(value)
        if isinstance(value, Linked):
            return Markup('<a href="{}">{}</a>').format(self.href(value.document), self.say(value.title))
        if isinstance(value, Entry):
            return self.numbered(value)
        if isinstance(value, list):
            return self.some(value)
        if isinstance(value, tuple):
            thing, name = value
            return self.link(thing, self.say(name) if isinstance(name, Text) else name)
        if isinstance(value, str) and value.startswith("<"):
            return self.link(value)
        if isinstance(value, str) and DATE.fullmatch(value):
            return self.day(value)
        return f"{value:,}" if isinstance(value, int) else value

    def some(self, values: Sequence[Any], whole: str = "") -> Markup:
        """Return the first of many values, terms or pairs, and how many more there are; ``whole`` is the path to all of them."""
        shown = Markup(self.say("; ", "；")).join(
            self.value(value) if isinstance(value, str) else self.cell(value) for value in values[:MANY]
        )
        if len(values) <= MANY:
            return shown
        more = self.say(f"and {len(values) - MANY} more", f"等 {len(values)} 项")
        way = Markup('<a href="{}">{}</a>') if whole else Markup("<small>{1}</small>")
        return shown + " " + way.format(whole, more)

    def words(self, things: Things, thing: str, property_: Term) -> str:
        """Return the value of a property in the page's language, or else in any language."""
        found = {literal.language: literal.text for literal in things.literals(thing, property_)}
        return found.get(self.language) or next(iter(found.values()), "")

    def json(self, value: Any) -> Markup:
        """Return a value as JSON for a script element: nothing in it can end the element."""
        text = json.dumps(value, ensure_ascii=False, sort_keys=True)
        return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))

    def about(self) -> dict[str, Any]:
        """Return the description of the page, with its licence, and of the thing on it, in schema.org's terms."""
        thing = {"@id": self.page.iri[1:-1], **self.page.about}
        address = self.site.address(self.page, self.language)
        page = {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": self.page.title.to(self.language),
            "description": self.page.summary.to(self.language),
            "inLanguage": "zh-Hans" if self.language == "zh" else "en",
            "license": self.site.licence,
            "isPartOf": f"{self.site.base}dataset",
            "mainEntity": {key: value for key, value in thing.items() if value} if self.page.about else None,
        }
        return {key: value for key, value in page.items() if value}


def is_web_address(iri: str) -> bool:
    """Return whether an IRI may be the target of a link: not a script, data or a file."""
    try:
        parts = urlsplit(iri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
