"""What the graph says of a title in a merged cell, of a column of supporters, and of a list without a role."""

import shutil
from pathlib import Path

from tests.load.test_layouts import BARE, HEADS, MERGED, POLICE, SHARED, TAX
from tests.one_notice import DEMO, KEY, codes, table_codes

from tongbao.pipeline.build import build
from tongbao.validate import choose_engine

TB = "https://w3id.org/tongbao/ontology#"


def stated(data: Path) -> set[tuple[str, str, str]]:
    """Build the one notice of a dataset, and return its statements, each name shortened to its end."""
    for name in ("dataset", "units", "places"):
        shutil.copy(DEMO / f"{name}.yaml", data)
    build(data, data / "out", choose_engine()[0], jobs=1)
    lines = (data / "out" / "graph.nq").read_text("utf-8").splitlines()
    words = (line.split(" ") for line in lines if f"graph/notice/{KEY}>" in line)
    return {
        (subject.split("/id/")[-1], predicate.split("#")[-1], value.split("#")[-1])
        for subject, predicate, value, *_ in words
    }


def test_a_shared_title_and_a_column_of_supporters(tmp_path: Path) -> None:
    assert not table_codes(tmp_path, HEADS, MERGED, SHARED)
    found = stated(tmp_path)
    printed = {subject for subject, predicate, _ in found if predicate == "titlePrinted>"}
    assert printed == {f"measure/{KEY}/m-2>"}
    supporting = f"participation/{KEY}/m-1/supporting-1>"
    assert (supporting, "roleBasis>", "column-heading>") in found
    assert any(subject == supporting and predicate == "roleStatedIn>" for subject, predicate, _ in found)


def test_a_bare_list(tmp_path: Path) -> None:
    measure = {"id": "m", "title": "推行一次办", "description": "减少跑动。", "leads": [POLICE, TAX], "unit-role": BARE}
    measure["lead-cell"] = BARE["quote"]
    assert not codes(tmp_path, "1.推行一次办。减少跑动。（市公安局、市税务局）", measures=[measure])
    found = stated(tmp_path)
    bases = {value for subject, predicate, value in found if predicate == "roleBasis>" and "/listed-" in subject}
    assert bases == {"bare-list>"}
