"""Engines are chosen and fall back, and a dataset is validated with them."""

import hashlib
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.validate.example import BASE, ID, NO_RUST, TB

from tongbao.errors import UsageError
from tongbao.paths import PACKAGE
from tongbao.pipeline.build import build as build_dataset
from tongbao.pipeline.build import validate as validate_dataset
from tongbao.validate import check_with_pyshacl, check_with_rust, choose_engine


@NO_RUST
def test_the_fast_engine_is_taken_where_it_is_installed() -> None:
    assert choose_engine() == (check_with_rust, None)
    assert choose_engine("rust") == (check_with_rust, None)
    assert choose_engine("pyshacl") == (check_with_pyshacl, None)


def test_without_the_fast_engine_the_reference_runs_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    engine, remark = choose_engine()
    assert engine is check_with_pyshacl
    assert remark is not None
    assert "pySHACL" in remark.en
    assert "pySHACL" in remark.zh
    with pytest.raises(UsageError) as error:
        choose_engine("rust")
    assert error.value.problems[0].code == "engine-missing"
    assert error.value.problems[0].cure is not None


def test_engines_are_imported_only_when_they_run() -> None:
    heavy = "{'pyshacl', 'rdflib', 'shacl'}"
    code = f"import sys, tongbao.validate; sys.exit(bool({heavy} & sys.modules.keys()))"
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": str(PACKAGE.parent)})


@NO_RUST
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"{TB}serial> ", '"64"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        (f"{TB}datePrinted> ", '"2023-10-30"^^<http://www.w3.org/2001/XMLSchema#date>'),
        (f"{TB}dateWritten> ", '"2023-10-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
    ],
)
@pytest.mark.parametrize(
    "value",
    [
        '"other"',
        '"a \\"b\\"\\nc"@zh',  # no backslash: pySHACL takes it for one of a pattern
        '"01"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"ten"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"2023-13-45"^^<http://www.w3.org/2001/XMLSchema#date>',
        '"2023"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        "<urn:example:other>",
    ],
)
@pytest.mark.filterwarnings("ignore")  # rdflib warns of literals that are ill-formed, as these are
def test_engines_agree_on_values_of_a_wrong_kind(old: str, new: str, value: str) -> None:
    own = [line for line in BASE if re.match(f"<{ID}(assertion/)?notice/n1[>/]", line)]  # pySHACL looks at all, slowly
    data = "".join(line.replace(f"{old}{new}", f"{old}{value}") for line in own)
    assert value in data
    assert check_with_rust(data) == check_with_pyshacl(data)


# --- datasets --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("recipients", "because", "blocks"),
    [
        (["市市场监管局", "市税务局", "市数据集团"], "for-measures: measures-led\n    ", True),
        (["{unit: 市市场监管局, for-measures: [city-01]}"], "", False),
        (["市市场监管局", "市税务局"], "", False),
    ],
)
def test_a_lead_that_is_not_commended_is_an_error_only_where_the_notice_commends_its_leads(
    recipients: list[str], because: str, blocks: bool, demo: Path
) -> None:
    file = demo / "notices" / "2023" / "demo-2023-12.yaml"
    text = file.read_text("utf-8")
    quote = "quote: 对创新举措的相关单位市市场监管局、市税务局、市数据集团、河东区政府予以通报表扬"
    before = (
        f"for-measures: measures-led\n    {quote}\n    recipients: [市市场监管局, 市税务局, 市数据集团, 河东区政府]"
    )
    assert before in text
    names = [re.findall("[一-鿿]+", name)[0] for name in recipients]
    sentence = f"对创新举措的相关单位{'、'.join(names)}予以通报表扬"
    text = text.replace(before, f"{because}quote: {sentence}\n    recipients: [{', '.join(recipients)}]")
    source = file.with_suffix(".txt")
    printed = re.sub("对创新举措的相关单位.*?予以通报表扬", sentence, source.read_text("utf-8"), flags=re.DOTALL)
    source.write_text(printed, "utf-8", newline="\n")
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    file.write_text(re.sub("sha256: .*", f"sha256: {sha256}", text), "utf-8")
    found = validate_dataset(demo, choose_engine()[0], jobs=1).all_findings()
    assert any(finding.shape.endswith("#ClosedNotice-leads-are-commended") for finding in found) == blocks
    assert any(finding.blocks for finding in found) == blocks


def test_what_is_wrong_with_a_unit_has_its_line(demo: Path) -> None:
    file = demo / "units.yaml"
    lines = file.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if "managed-by:" in line)
    assert lines[at].strip().startswith("managed-by:")
    start = max(n for n in range(at) if re.match(r"[a-z]", lines[n]))
    file.write_text("\n".join([*lines[:at], *lines[at + 1 :]]) + "\n", "utf-8")
    for _ in range(2):  # found, and remembered
        build_dataset(demo, demo.parent / "out", choose_engine()[0], jobs=1)
    found = build_dataset(demo, demo.parent / "out", choose_engine()[0], jobs=1).outcome.findings
    assert [(f.shape.rpartition("#")[2], f.place and (f.place.file.name, f.place.line)) for f in found] == [
        ("Unit-vertical-agency", ("units.yaml", start + 2))
    ]
