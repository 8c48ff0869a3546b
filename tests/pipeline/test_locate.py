"""From a node of the graph back to the line of the YAML that it comes from."""

import re
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.places import TESTS

from tongbao import paths
from tongbao.errors import Place
from tongbao.load import load
from tongbao.pipeline.locate import _LISTS, Locator
from tongbao.populate import authority_statements, notice_statements
from tongbao.rdf.iris import Iris, term

DEMO = TESTS / "data" / "demo"
BASE = "https://example.org/demo/"
NOTICE = "demo-2023-12"


@cache
def locator() -> Locator:
    return Locator(DEMO, BASE)


def words_at(place: Place | None) -> str:
    """Return what stands at a place, up to the end of its line."""
    assert place is not None
    assert place.line > 0
    return place.file.read_text("utf-8").splitlines()[place.line - 1][place.column - 1 :]


def at(name: str, path: str = "") -> str:
    return words_at(locator().place(f"{BASE}id/{name}", path))


@pytest.mark.parametrize(
    ("node", "path", "words"),
    [
        (f"notice/{NOTICE}", "", "id: demo-2023-12"),
        (f"notice/{NOTICE}", "tb:dateWritten", "2023-06-15"),
        (f"notice/{NOTICE}", "tb:datePrinted", "2023-06-16"),
        (f"notice/{NOTICE}", "tb:issuedBy", "示范市人民政府办公厅, date: 2023-06-15"),
        (f"notice/{NOTICE}", "tb:documentNumber", "示府办〔2023〕12号"),
        (f"notice/{NOTICE}", "dcterms:title", "示范市人民政府办公厅关于"),
        (f"notice/{NOTICE}", "tb:referenceYear", "2023, quote"),
        (f"notice/{NOTICE}", "tb:genre", "notice"),
        (f"assertion/notice/{NOTICE}/openness", "", "public, quote"),
        (f"assertion/notice/{NOTICE}/serial", "", "示府办〔2023〕12号"),
        (f"selection/{NOTICE}", "", "organised-by:"),
        (f"addressees/{NOTICE}/2", "", "{name: 市直各委、办、局"),
        (f"distribution/{NOTICE}/3", "", "市公安局]"),
        (f"commendation/{NOTICE}/1-2", "", "市税务局, 市数据集团, 河东区政府]"),
        ("person/demo-2023-3/1-3", "", "{person: 王小明"),
        (f"annex/{NOTICE}/2", "", "number: 2"),
        (f"annex/{NOTICE}/2", "tb:level", "district"),
        (f"measure/{NOTICE}/district-01", "", "id: district-01"),
        (f"measure/{NOTICE}/district-01", "tb:position", "1"),
        (f"measure/{NOTICE}/city-01", "tb:leadCell", "市市场监管局、税务局,市数据集团"),
        (f"participation/{NOTICE}/city-01/lead-2", "", "{unit: 市税务局, printed: 税务局}"),
        (f"participation/{NOTICE}/district-01/report-addressee-1", "", "{unit: 省政府办公厅, role: report-addressee"),
        (f"outcome/{NOTICE}/city-01/time", "", "{id: time"),
        (f"outcome/{NOTICE}/city-01/time#before", "", "{id: time"),
        (f"outcome/{NOTICE}/city-01/time", "tb:after", "{number: 4, unit: hour}"),
        (f"honour/{NOTICE}/city-01/case", "tb:date", "2023-05, rank"),
        (f"work/{NOTICE}/city-01/daily", "tb:workKind", "{id: daily"),
        (f"platform/{NOTICE}/city-01/invoices", "tb:partOf", "platform, quote"),
        (f"claim/{NOTICE}/city-01/first", "", "{id: first"),
        (f"event/{NOTICE}/district-01/reported", "", "{id: reported"),
        ("measure/demo-2023-8/buses", "", "id: buses"),
        ("unit/demo-tax", "", "name: 示范市税务局"),
        ("unit/demo-tax", "tb:managedBy", "{value: province-tax"),
        ("unit/demo-tax", "tb:unitKind", "vertical-agency"),
        ("place/west-district", "tb:placeCode", '"990102"'),
        ("assertion/unit/demo-market/former-2", "", "{value: 市工商局"),
        ("assertion/unit/demo-market/english", "", "Demo City Market"),
        ("assertion/place/demo-province/english", "", "{value: Demo Province"),
    ],
)
def test_a_node_is_found_where_it_is_written(node: str, path: str, words: str) -> None:
    assert at(node, term(path) if path else "").startswith(words)


@pytest.mark.parametrize(
    ("node", "words"),
    [
        ("notice/xiamen-2023-64/english", "Notice of the General Office"),
        ("measure/xiamen-2023-64/city-10/english", '"“Instant approval”'),
        ("honour/xiamen-2023-64/district-02/silver/english", '"Silver prize'),
        ("unit/xm-tax/short-english", "{value: Tax Service"),
    ],
)
def test_a_translation_is_found_where_it_is_written(node: str, words: str) -> None:
    assert words_at(Locator(paths.DATA, BASE).place(f"{BASE}id/assertion/{node}")).startswith(words)


@pytest.mark.parametrize("name", ["", "demo", "genre", "appraisals", "figures", "own"])
def test_every_node_of_the_graph_has_a_line(name: str) -> None:
    data = DEMO.parent / name if name else paths.DATA
    loaded = load(data)
    iris = Iris(loaded.dataset.base, loaded.authority.vocabulary.above)
    find = Locator(data, loaded.dataset.base)
    statements = [*authority_statements(loaded.authority, iris)]
    for facts in loaded.notices:
        statements += notice_statements(facts, iris)
    own = {subject for subject, _, _ in statements if subject.startswith(f"<{loaded.dataset.base}id/")}
    for subject in own:  # graphs come from no line
        place = find.place(subject)
        kind, *names = subject.strip("<>").partition("#")[0].removeprefix(f"{loaded.dataset.base}id/").split("/")
        words = words_at(place)
        if kind in ("measure", *_LISTS, "group", "reference"):
            assert re.match(rf"\{{?id: {names[-1]}\b", words), subject
        if kind in ("unit", "place"):
            assert place is not None
            lines = place.file.read_text("utf-8").splitlines()
            assert f"{names[0]}:" in (lines[place.line - 2], lines[place.line - 1][: place.column - 2])
        if kind in ("change", "authority-link", "signature", "copy", "correction", "deadline", "state-source"):
            assert place is not None
            assert not re.match(r"(id|name): ", words), subject


@pytest.mark.parametrize(
    "node",
    [
        "https://example.org/demo/graph/authority",
        "https://elsewhere.org/id/unit/demo-tax",
        "https://w3id.org/tongbao/ontology#Measure",
        f"{BASE}id/co-leadership/demo-market/demo-tax",
        f"{BASE}id/notice/no-such-notice",
        f"{BASE}id/",
        "",
    ],
)
def test_what_no_file_says_has_no_place(node: str) -> None:
    assert locator().place(node) is None


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KINDS = (
    "notice annex measure participation commendation outcome addressees distribution source unit place assertion span"
)


@given(
    st.lists(WORDS | st.sampled_from([*KINDS.split(), NOTICE, "city-01", "lead-1", "1-1", "²", "-1", "0"]), max_size=5)
)
@example(["commendation", NOTICE, "x"])
@example(["commendation", NOTICE])
@example(["assertion"])
@example(["assertion", "unit"])
@example(["assertion", "notice"])
@example(["participation", NOTICE, "city-01", "lead-x"])
@example(["participation", NOTICE, "city-01"])
@example(["participation", NOTICE, "city-01", "mentioned-9"])
@example(["participation", NOTICE, "city-01", "lead-99"])
@example(["outcome", NOTICE, "city-01"])
@example(["notice", "../../units"])
def test_no_node_makes_it_stumble(names: list[str]) -> None:
    place = locator().place(f"{BASE}id/{'/'.join(names)}")
    assert place is None or place.file.is_relative_to(DEMO)
