"""Questions, queries, and what is told where one is wrong."""

from typing import Any

import pytest

import tongbao
from tongbao.ask.questions import questions


@pytest.mark.parametrize("name", questions())
def test_every_stored_question_is_answered(name: str, kg: tongbao.KnowledgeGraph) -> None:
    rows = kg.ask(name)
    (question,) = (one for one in tongbao.questions() if one.name == name)
    assert rows.columns == question.columns
    assert rows.question == question.summary.en


def test_questions_are_listed_with_what_they_need() -> None:
    known = {question.name: question for question in tongbao.questions()}
    assert known.keys() == questions().keys()
    assert known["partners-of-unit"].parameters == {"unit": "市税务局"}
    assert known["partners-of-unit"].summary.zh == "某单位与哪些单位共同牵头？"


def test_a_parameter_may_be_any_name(kg: tongbao.KnowledgeGraph) -> None:
    unit = kg.unit("市税务局")
    answers = [
        kg.ask("partners-of-unit", unit=name) for name in ("税务局", "xm-tax", "unit/xm-tax", unit.iri, "稅務局")
    ]
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda kg: kg.ask("partner-of-unit"), tongbao.UnknownNameError, "Did you mean: partners-of-unit"),
        (lambda kg: kg.ask("partners-of-unit", unit="市税物局"), tongbao.UnknownNameError, "市税务局"),
        (lambda kg: kg.ask("partners-of-unit", unti="税务局"), tongbao.UsageError, "It takes: unit"),
        (lambda kg: kg.ask("measures", unit="税务局"), tongbao.UsageError, "It takes none"),
        (lambda kg: kg.ask("SELECT * { ?a ?b ?c }"), tongbao.UsageError, "select"),
        (lambda kg: kg.ask("../../etc/passwd"), tongbao.UsageError, "not the name of a question"),
        (lambda kg: kg.ask(""), tongbao.UsageError, "not the name of a question"),
        (lambda kg: kg.select("SELECT * { ?a ?b "), tongbao.UsageError, "query:1:"),
        (lambda kg: kg.select("/etc/passwd"), tongbao.UsageError, "does not start with"),
        (lambda kg: kg.select("ASK { ?a ?b ?c }"), tongbao.UsageError, r"holds\(\)"),
        (lambda kg: kg.select("DESCRIBE tb:Measure"), tongbao.UsageError, r"construct\(\)"),
        (lambda kg: kg.construct("SELECT * { ?a a tb:Measure }"), tongbao.UsageError, r"select\(\)"),
        (lambda kg: kg.construct("ASK {}"), tongbao.UsageError, r"holds\(\)"),
        (lambda kg: kg.holds("SELECT * { ?a a tb:Measure }"), tongbao.UsageError, r"select\(\)"),
        (lambda kg: kg.holds("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }"), tongbao.UsageError, r"construct\(\)"),
        (lambda kg: kg.select("DELETE { ?a ?b ?c } WHERE { ?a ?b ?c }"), tongbao.UsageError, "update-refused"),
        (lambda kg: kg.select("SELECT * { SERVICE <http://x.org/> {} }"), tongbao.UsageError, "service-refused"),
        (lambda kg: kg.unit("局"), tongbao.AmbiguousNameError, "Write one of these instead"),
        (lambda kg: kg.unit("没有的单位"), tongbao.UnknownNameError, "No unit is called"),
        (lambda kg: kg.notice("厦府办〔2023〕65号"), tongbao.UnknownNameError, "厦府办〔2023〕64号"),
        (lambda kg: kg.measure("没有的举措"), tongbao.UnknownNameError, "No measure is called"),
        (lambda kg: kg.network(kinds={"cuort"}), tongbao.UsageError, "unknown-code"),
        (lambda kg: kg.network(roles="lead"), tongbao.UsageError, r"Write roles=\{'lead'\}"),
        (lambda kg: kg.network(years=2023), tongbao.UsageError, r"Write years=\{2023\}"),
        (lambda kg: kg.network(years={"2023"}), tongbao.UsageError, "'2023' in years is not a whole number"),
        (lambda kg: kg.network(year={2023}), tongbao.UsageError, "not narrowed by year.*\n.*years"),
        (lambda kg: kg.network(stated="no"), tongbao.UsageError, "Use one of: True, False"),
        (lambda kg: kg.network(mode="measure"), tongbao.UsageError, "Use one of: 'units', 'measures'"),
        (lambda kg: kg.network(weight="share"), tongbao.UsageError, "Use one of: 'times', 'shared'"),
        (lambda kg: kg.network(colour={"red"}), tongbao.UsageError, "roles, levels, kinds, years, places"),
        (lambda kg: kg.network(places={"上海"}), tongbao.UnknownNameError, "No place is called"),
    ],
)
def test_a_mistake_is_told_with_its_cure(
    call: Any, error: type[Exception], said: str, kg: tongbao.KnowledgeGraph
) -> None:
    with pytest.raises(error, match=said) as caught:
        call(kg)
    assert isinstance(caught.value, tongbao.TongbaoError)
    assert all(problem.what.zh for problem in caught.value.problems)


def test_an_unknown_name_carries_the_nearest(kg: tongbao.KnowledgeGraph) -> None:
    with pytest.raises(tongbao.UnknownNameError) as caught:
        kg.ask("partner-of-unit")
    assert caught.value.suggestions[0] == "partners-of-unit"
    with pytest.raises(tongbao.UnknownNameError) as caught:
        kg.unit("市税物局")
    assert caught.value.suggestions[0] == "市税务局"


def test_an_ambiguous_name_carries_all_that_it_may_mean(kg: tongbao.KnowledgeGraph) -> None:
    with pytest.raises(tongbao.AmbiguousNameError) as caught:
        kg.unit("局")
    candidates = caught.value.candidates
    assert len(candidates) == len({candidate.iri for candidate in candidates}) > 10
    for candidate in candidates[:3]:
        assert "局" in candidate.name
        assert kg.unit(candidate.iri).iri == candidate.iri


def test_a_query_too_slow_is_stopped(kg: tongbao.KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongbao.limits.QUERY_SECONDS", 0.2)
    with pytest.raises(tongbao.UsageError, match="time limit"):
        kg.select("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def test_a_construct_is_a_graph_of_rdflib(kg: tongbao.KnowledgeGraph) -> None:
    import rdflib

    graph = kg.construct("CONSTRUCT { ?a ?p ?o } { ?a a tb:Outcome ; ?p ?o }")
    tb = rdflib.Namespace("https://w3id.org/tongbao/ontology#")
    assert len({*graph.subjects(rdflib.RDF.type, tb.Outcome)}) == 73
    assert dict(graph.namespaces())["tb"] == rdflib.URIRef(tb)
    assert graph.value(None, tb.counts, rdflib.Literal("村内供电可靠率", lang="zh"))


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own, of itself
def test_the_whole_graph_is_a_dataset_of_rdflib(kg: tongbao.KnowledgeGraph, graph_nq: Any) -> None:
    import rdflib

    dataset = kg.dataset()
    quads = graph_nq.read_text("utf-8").count("\n")
    assert len([*dataset.quads()]) == quads
    assert len({context.identifier for context in dataset.graphs()}) == 36  # and rdflib's own, which is empty
    assert dataset.default_union
    number = rdflib.URIRef("https://w3id.org/tongbao/ontology#documentNumber")
    assert [str(value) for value in dataset.objects(None, number)] == ["厦府办〔2023〕64号"]


def test_statements_in_no_graph_stay_in_none(tmp_path: Any) -> None:
    file = tmp_path / "mine.trig"
    file.write_text("<x:a> <x:b> 1.50 . <x:g> { <x:a> <x:b> 'x'@en , [] }", "utf-8")
    with tongbao.open(file) as kg:
        quads = [(value.n3()[:2], str(graph)) for _, _, value, graph in kg.dataset().quads()]
    assert {*quads} == {('"1', "urn:x-rdflib:default"), ("_:", "x:g"), ('"x', "x:g")}
