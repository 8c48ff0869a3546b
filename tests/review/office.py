"""A small invented notice, drafted in a dataset of two units, so that a review has something of every kind to ask."""

import atexit
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest

from tongbao.errors import UsageError
from tongbao.intake.draft import draft_notice
from tongbao.intake.skeleton import new_dataset
from tongbao.review.session import ConflictError, Session
from tongbao.review.state import state_of

PAGE = """<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>北岭市</title></head><body>
<p>北政办〔2024〕8号</p>
<h1>北岭市人民政府办公厅关于公布2023年度优秀改革举措的通报</h1>
<p>各县区人民政府，市直各单位：</p>
<p>为表扬先进，市政府决定对市税务局、市渔业局予以通报表扬。</p>
<p>附件：北岭市2023年度优秀改革举措</p>
<p>北岭市人民政府办公厅</p><p>2024年3月5日</p>
<p>附件</p><p>北岭市2023年度优秀改革举措</p>
<table><tr><th>序号</th><th>举措</th><th>单位名称</th><th>做法及成效</th></tr>
<tr><td>1</td><td>推行“码上办税”</td><td>市税务局</td><td>办理时间由30分钟压缩到5分钟。累计服务企业1.2万户次。设3个专窗。</td></tr>
<tr><td>2</td><td>建设渔港数字平台</td><td>市渔业局</td><td>平台覆盖渔船860余艘，力争2025年覆盖全部渔船。</td></tr>
</table></body></html>"""
UNITS = """beiling-gov:
  name: 北岭市人民政府
  short: [市政府]
  kind: government
  level: municipal
  place: beiling
  basis: source
  certainty: certain
beiling-office: # signs most notices
  name: 北岭市人民政府办公厅
  short: [市政府办公厅]
  kind: government-office
  place: beiling
  basis: source
  certainty: certain
beiling-tax:
  name: 国家税务总局北岭市税务局
  short: [市税务局]
  kind: vertical-agency
  place: beiling
  basis: source
  certainty: certain
"""
PLACES = """beiling:
  name: 北岭市
  english: Beiling
  level: municipal
  basis: source
  certainty: certain
"""


@cache
def _drafted() -> Path:
    """Draft the notice in a new dataset, once for all tests; return its file."""
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "office"
    new_dataset(data)
    (data / "units.yaml").write_text(UNITS, "utf-8")
    (data / "places.yaml").write_text(PLACES, "utf-8")
    page = folder / "notice.html"
    page.write_text(PAGE, "utf-8")
    return draft_notice(page, data, None, None, None).file


def office(folder: Path) -> Session:
    """Return the review of the draft, in a dataset of its own."""
    file = _drafted()
    data = file.parents[2]
    shutil.copytree(data, folder / "office")
    return Session(folder / "office", folder / "office" / file.relative_to(data))


def facts(session: Session, kind: str = "", state: str = "") -> list[dict[str, Any]]:
    """Return the facts of a kind in a state, as the page has them."""
    told = state_of(session, "zh", "tests")["facts"]
    return [one for one in told if kind in ("", one["kind"]) and state in ("", one["state"])]


def about(fact: dict[str, Any]) -> dict[str, Any]:
    """Return what an answer says of the fact that it is about."""
    return {"id": fact["id"], "hash": fact["hash"]}


def refusal(session: Session, **said: Any) -> set[str]:
    """Return the codes of the problems for which an answer is refused; the files are as before."""
    before = session.file.read_bytes(), (session.data / "units.yaml").read_bytes()
    with pytest.raises((UsageError, ConflictError)) as error:
        session.answer(said)
    assert (session.file.read_bytes(), (session.data / "units.yaml").read_bytes()) == before
    return {one.code for one in error.value.problems} if isinstance(error.value, UsageError) else {"conflict"}


def settled(session: Session) -> Iterator[str]:
    """Answer everything that is asked, as a person might, and yield what each answer did."""
    while asked := facts(session, state="asked"):
        fact = asked[0]
        yield session.answer(answer_to(fact))[0].en


NEW = {"name": "北岭市渔业局", "kind": "department", "basis": "naming-rule", "certainty": "probable"}


def answer_to(fact: dict[str, Any]) -> dict[str, Any]:
    """Return an answer to a fact: a reading for the column, a new body, praise, the proposal for a figure."""
    match fact["kind"]:
        case "column":
            return {"action": "choose", **about(fact), "choice": "lead", "fields": {"certainty": "probable"}}
        case "name":
            return {"action": "choose", **about(fact), "choice": "new", "fields": NEW}
        case "act":
            return {"action": "choose", **about(fact), "choice": "circular-commendation"}
        case "open":
            return {"action": "choose", **about(fact), "choice": "none"}
    return {"action": "confirm", "facts": [about(fact)], "how": "single"}
