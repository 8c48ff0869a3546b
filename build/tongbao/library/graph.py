"""A knowledge graph that Python asks."""

import logging
import os
import re
import shutil
import time
import weakref
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NoReturn, Self, Unpack

from tongbao.ask import store as engine
from tongbao.ask.answers import answer_to
from tongbao.ask.people import NOTHING, Asked
from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.library import opening, reading
from tongbao.library.choices import LANGUAGES, one_of
from tongbao.library.records import Measure, Notice, Unit
from tongbao.library.rows import Rows

if TYPE_CHECKING:
    import networkx
    import rdflib

    from tongbao.library.network import Narrowed

logger = logging.getLogger("tongbao")

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def open(source: "str | os.PathLike[str]", *, language: Language = "en") -> "KnowledgeGraph":
    """Open a knowledge graph.

    ``source`` is the output of a build, the folder of a dataset (which is then built for this graph alone), a file of RDF
    (``.nq``, ``.ttl``, ``.trig``, ``.nt``, ``.jsonld``, ``.rdf``), or the address of a SPARQL endpoint (``https://…``). ``language``
    is that of labels and headings. Raises UsageError where there is nothing at the path or no such language, DataError where a file cannot
    be read, InvalidError where a dataset breaks a shape, and OutputError where a build was changed or a server cannot be
    reached.

    >>> kg = tongbao.open("out")
    >>> len(kg.ask("partners-of-unit", unit="税务局"))
    5
    """
    one_of("language", language, LANGUAGES)
    return KnowledgeGraph(source, language=language)


class KnowledgeGraph:
    """A graph, opened by ``tongbao.open``. It is only read, by any number of threads at once.

    A graph from files is as it was when it was opened, whatever happens to the files. Close it, or use it in a ``with``
    statement, to remove what it keeps on disk at once; else that happens when nothing refers to it any more.
    """

    def __init__(self, source: "str | os.PathLike[str]", *, language: Language = "en") -> None:
        self.source, self.language = source, language
        folder = opening.scratch_folder()
        self._close = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        logger.info("Opening %s", _shown(source))
        try:
            self._opened = opening.store_of(source, folder)
        except BaseException:
            self._close()  # at once: who keeps the error keeps this
            raise

    def ask(self, question: str, **parameters: str | int) -> Rows:
        """Answer a stored question by its name; ``tongbao.questions()`` lists them.

        Units, places, notices and measures are given by any of their names, an id or an IRI. Raises UnknownNameError
        with the nearest names, AmbiguousNameError with the candidates, and UsageError for a wrong parameter.

        >>> rows = kg.ask("partners-of-unit", unit="税务局")
        >>> rows.columns
        ('partner', 'times', 'measures')
        >>> rows[0].times, rows[0].measures
        (1, ('xiamen-2023-64/city-05',))
        """
        if not _NAME.fullmatch(question):
            raise UsageError(_no_name(question))
        given = {name.replace("_", "-"): str(value) for name, value in parameters.items()}
        answer, asked = self._answer(question, given)
        return self._rows(answer, asked)

    def select(self, query: str) -> Rows:
        """Answer a SELECT. The project's prefixes need no declaration; the default graph is the union of all graphs.

        A query of one's own runs in a process of its own, within limits of time and memory (a tenth of a second or two more;
        at an endpoint, the server runs it). Raises UsageError, with the place in the query, where it is wrong or too slow.

        >>> kg.select("SELECT (COUNT(*) AS ?measures) { ?measure a tb:Measure }")[0].measures
        20
        """
        return self._rows(*self._answer_to_query(query))

    def construct(self, query: str) -> "rdflib.Graph":
        """Answer a CONSTRUCT or a DESCRIBE with an ``rdflib.Graph`` that knows the project's prefixes.

        >>> graph = kg.construct("CONSTRUCT { ?a tb:leads ?b } WHERE { ?a tb:leads ?b }")
        >>> len(graph)
        38
        """
        answer, _ = self._answer_to_query(query)
        if not isinstance(answer, engine.Graph):
            _refuse_form("rows" if isinstance(answer, engine.Rows) else "truth")
        from tongbao.library.as_rdflib import graph_of

        return graph_of(answer)

    def holds(self, query: str) -> bool:
        """Answer an ASK.

        >>> kg.holds("ASK { ?measure a tb:Measure }")
        True
        """
        answer, _ = self._answer_to_query(query)
        if not isinstance(answer, bool):
            _refuse_form("triples" if isinstance(answer, engine.Graph) else "rows")
        return answer

    def network(
        self,
        *,
        weight: Literal["times", "shared"] = "times",
        mode: Literal["units", "measures"] = "units",
        **narrowed: "Unpack[Narrowed]",
    ) -> "networkx.Graph[str]":
        """Return who works together: a ``networkx.Graph`` of units, joined where they have a role in the same measure.

        Nodes are IRIs, with ``label``, ``name_zh``, ``name_en``, ``kind``, ``level``, ``place`` and ``measures`` (how many).
        Edges have ``weight``, ``measures`` (their IRIs), ``titles``, ``years``, ``times`` and ``shared``. The network can
        be narrowed by ``roles`` (``{"lead"}`` where none are given), ``levels``, ``kinds``, ``years``, ``places``,
        ``in_force`` and ``stated``. With ``mode="measures"`` measures are nodes, too, and each edge is a printed fact
        with its ``roles`` and ``quotations``. Raises UsageError where a code or a place is not in the data.

        >>> network = kg.network(roles={"lead"})
        >>> network.number_of_nodes(), network.number_of_edges()
        (31, 36)
        """
        from tongbao.library.network import network_of

        return network_of(self._store, narrowed, weight, mode, self.language)

    def dataset(self) -> "rdflib.Dataset":
        """Return the whole graph as an ``rdflib.Dataset`` in memory; its default graph is the union of all graphs.

        A statement takes some two kilobytes.
        """
        from tongbao.library.as_rdflib import dataset_of

        return dataset_of(self._store)

    def unit(self, name: str) -> Unit:
        """Return a unit, by any of its names, its id or its IRI.

        >>> unit = kg.unit("市税务局")
        >>> unit.name.zh, unit.level
        ('国家税务总局厦门市税务局', 'municipal')
        """
        return reading.read_unit(self._store, name)

    def notice(self, name: str) -> Notice:
        """Return a notice with its measures, by its number, title, id or IRI.

        >>> notice = kg.notice("厦府办〔2023〕64号")
        >>> notice.written, len(notice.measures)
        (datetime.date(2023, 10, 29), 20)
        """
        return reading.read_notice(self._store, name)

    def measure(self, name: str) -> Measure:
        """Return a measure, by its title, its id (``xiamen-2023-64/city-06``) or its IRI.

        >>> [unit.printed for unit in kg.measure("xiamen-2023-64/city-06").leads]
        ['国网厦门供电公司', '市建设局']
        """
        return reading.read_measure(self._store, name)

    def close(self) -> None:
        """Remove what the graph keeps on disk; it cannot be asked afterwards."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {_shown(self.source)}{'' if self._close.alive else ', closed'}>"

    @property
    def _store(self) -> engine.Store:
        if not self._close.alive:
            what = Text("This graph was closed.", "此图谱已关闭。")
            raise UsageError(Problem("closed", what, Text("Open it again.", "请重新打开。")))
        return self._opened

    def _answer_to_query(self, query: str) -> tuple[engine.Answer, Asked]:
        return self._answer(f"{query}\n", {})  # the line break marks it as the text of a query, and no name of a file

    def _answer(self, question: str, parameters: dict[str, str]) -> tuple[engine.Answer, Asked]:
        start = time.perf_counter()
        answer, asked, _ = answer_to(question, self._store, parameters)
        logger.debug("Answered in %.3f s: %s", time.perf_counter() - start, question.rstrip())
        return answer, asked

    def _rows(self, answer: engine.Answer, asked: Asked = NOTHING) -> Rows:
        if not isinstance(answer, engine.Rows) or isinstance(answer, engine.Graph):
            _refuse_form("truth" if isinstance(answer, bool) else "triples")
        return Rows(answer, lambda: self._store, asked, self.language)  # rows keep the graph, to ask it for names


def _shown(source: "str | os.PathLike[str]") -> str:
    """Return a source as it may be shown: an address without its login."""
    text = os.fspath(source)
    return re.sub(r"(?<=//)[^/@]*@", "", text) if opening.is_address(text) else text


def _refuse_form(given: Literal["rows", "triples", "truth"]) -> NoReturn:
    """Raise the error of a query that gives something else than the method does."""
    what, cure = _FORMS[given]
    raise UsageError(Problem("query-form", what, cure))


_FORMS = {
    "rows": (Text("This query gives rows.", "该查询的结果是表格行。"), Text("Use select().", "请用 select()。")),
    "triples": (
        Text("This query gives triples.", "该查询的结果是三元组。"),
        Text("Use construct().", "请用 construct()。"),
    ),
    "truth": (Text("This query gives yes or no.", "该查询的结果为是或否。"), Text("Use holds().", "请用 holds()。")),
}


def _no_name(question: str) -> Problem:
    shown = question if len(question) <= 60 else f"{question[:60]}…"
    what = Text(f"{shown!r} is not the name of a question.", f"{shown!r} 不是问题名称。")
    cure = Text(
        "tongbao.questions() lists the names; SPARQL goes to select(), construct() or holds().",
        "名称见 tongbao.questions()；SPARQL 请用 select()、construct() 或 holds()。",
    )
    return Problem("unknown-question", what, cure)
