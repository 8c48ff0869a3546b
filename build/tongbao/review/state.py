"""What the page is told of a notice: its words, its facts with their questions and answers, and what is left."""

import contextlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tongbao.errors import Problem, Text
from tongbao.load import Authority
from tongbao.load.source import Span
from tongbao.model import plain
from tongbao.review import shape
from tongbao.review.facts import STEPS, Fact, id_of
from tongbao.review.log import log_file
from tongbao.review.questions import Asking, Cell, Choice, empty, group_label, spot_label
from tongbao.review.renaming import fitting
from tongbao.review.session import Seen, Session
from tongbao.review.shown import shown

_OPEN = ("asked", "later")


def state_of(session: Session, language: str, tab: str) -> dict[str, Any]:
    """Return the state of a review, as JSON has it."""
    seen = session.seen()
    told: dict[str, Any] = {"language": language, "may_write": session.lease(tab) and seen is not None}
    if seen is None:
        assert session.broken
        return told | {"notice": _notice(session, None), "broken": problem_of(session.broken), "facts": [], "steps": []}
    told |= {"notice": _notice(session, seen), "broken": None, "text": session.source.text}
    told |= {"lines": list(session.source.lines()), "pages": session.source.pages()}
    facts = [fact_of(session, seen, each) for each in seen.facts]
    told |= {
        "facts": facts,
        "steps": list(_steps(seen.facts, session)),
        "codes": _codes(facts, seen.authority),
    }
    told |= {
        "version": session.version,
        "kinds": list(_kinds()),
        "answered": len(session.done),
        "end": _end(session, seen),
    }
    for name, steps in (("undo", session.done), ("redo", session.undone)):
        told[name] = text_of(steps[-1].did) if steps else None
    return told


def text_of(text: Text | None) -> dict[str, str] | None:
    """Return a text in both languages."""
    return {"en": text.en, "zh": text.zh} if text else None


def problem_of(problem: Problem) -> dict[str, Any]:
    """Return what is wrong, its cure and its line."""
    line = problem.place.line if problem.place else 0
    return {"what": text_of(problem.what), "cure": text_of(problem.cure), "line": line}


def fact_of(session: Session, seen: Seen, fact: Fact) -> dict[str, Any]:
    """Return one fact with its question."""
    asking = Asking(seen.authority, seen.place)
    group = fact.group if fact.group is not None else None
    said = shown(fact.path, _own(fact), seen.authority) if fact.value is not None else Text("", "")
    return {
        "id": fact.id,
        "hash": fact.hash,
        "step": fact.step,
        "kind": fact.kind,
        "state": fact.state,
        "seen": session.kept.how(fact.id, fact.hash),
        "bulk": fact.in_bulk,
        "group": _group(seen, group) if group is not None else None,
        "label": text_of(asking.label(fact)),
        "question": text_of(asking.question(fact)),
        "why": text_of(asking.why(fact)),
        "default": asking.has_default(fact),
        "words": [_words(session, span) for span in fact.words],
        "shown": text_of(said),
        "fields": [_cell(cell) for cell in asking.cells(fact)],
        "choices": [_choice(choice) for choice in asking.choices(fact)],
        "needed": bool(fact.path) and fact.path[-1] in shape.needed(fact.path[:-1]),
        "near": asking.near(fact),
        "rule": _rule(asking, fact),
        "spots": [
            {"id": id_of(seen.notice, path), "label": text_of(spot_label(seen.notice, path))} for path in fact.places
        ]
        if fact.kind == "name"
        else [],
        "problems": [problem_of(each) for each in fact.problems],
        "line": fact.line + 1,
    }


def _rule(asking: Asking, fact: Fact) -> dict[str, Any] | None:
    """Return what a name is in a list of names of one rule: the key of the rule, and what it makes of the name."""
    rule = asking.rule(fact)
    if rule is None:
        return None
    names = [plain(asking.authority.units[rule.unit].name)] if rule.unit else list(rule.forms)
    cells = [_cell(cell) for cell in asking.of_rule(rule)]
    return {"key": rule.key, "label": text_of(rule.label), "names": names, "fields": cells}


def _own(fact: Fact) -> Any:
    """Return the value of a fact without what is told as facts of its own; a column says its role, if only by default."""
    if fact.kind == "column":
        return {"role": "lead", **fact.value}
    if fact.kind not in ("measure", "act"):
        return fact.value
    return {key: each for key, each in fact.value.items() if not isinstance(each, list) or key == "leads"}


def _notice(session: Session, seen: Seen | None) -> dict[str, Any]:
    value = seen.notice.value(()) if seen else {}
    said = {key: _plain(value.get(key)) for key in ("number", "title")}
    file = session.file.relative_to(session.data).as_posix()
    fits = fitting(session.file.stem, seen) if seen else None
    return {"id": session.file.stem, "fits": fits, **said, "file": file, "original": session.source.kind}


def _plain(value: Any) -> str | None:
    return value.get("text") if isinstance(value, dict) else value


def _group(seen: Seen, path: Any) -> dict[str, Any]:
    label = Text("", "")
    with contextlib.suppress(LookupError, TypeError):
        label = group_label(seen.notice.value(path) if path else {}, path)
    return {"id": ".".join(map(str, path)), "label": text_of(label)}


def _words(session: Session, span: Span) -> dict[str, Any]:
    boxes = [list(box) for box in session.source.boxes(span.start, span.end)]
    return {"start": span.start, "end": span.end, "label": None, "boxes": boxes}


def _cell(cell: Cell) -> dict[str, Any]:
    said = {"name": cell.name, "label": text_of(cell.label), "value": cell.value, "kind": cell.form.kind}
    said |= {"codes": cell.form.codes or None, "asked": cell.asked, "fixed": cell.fixed}
    return said | {"proposals": list(cell.proposals), "note": text_of(cell.note)}


def _choice(choice: Choice) -> dict[str, Any]:
    texts = {"label": text_of(choice.label), "about": text_of(choice.about), "tag": text_of(choice.tag)}
    return {
        "key": choice.key,
        **texts,
        "fields": [_cell(each) for each in choice.cells],
        "rejects": choice.rejects,
        "suggested": choice.suggested,
    }


def _codes(facts: Sequence[dict[str, Any]], authority: Authority) -> dict[str, list[dict[str, Any]]]:
    """Return the codes of each vocabulary that a cell refers to."""
    cells = [
        cell
        for fact in facts
        for cell in (*fact["fields"], *(c for choice in fact["choices"] for c in choice["fields"]))
    ]
    cells += [cell for fact in facts if fact["rule"] for cell in fact["rule"]["fields"]]
    cells += [cell for kind in _kinds() for cell in kind["fields"]]
    names = {cell["codes"] for cell in cells if cell["codes"]}
    return {
        name: [
            {"code": one.code, "label": text_of(one.label), "about": text_of(one.about)}
            for one in _listed(name, authority)
        ]
        for name in sorted(names)
    }


def _listed(name: str, authority: Authority) -> Iterable[shape.Code]:
    match name:
        case "places":
            return _places(authority)
        case "forms":
            return _FORMS
    return shape.codes(name, authority.vocabulary)


def _places(authority: Authority) -> Iterator[shape.Code]:
    for key, place in authority.places.items():
        yield shape.Code(key, Text(plain(place.english), plain(place.name)), Text(key, key))


def _kinds() -> Iterator[dict[str, Any]]:
    for kind, key in shape.KINDS.items():
        made = [empty(("measures", 0, key, 0), name) for name in shape.CELLS[key]]
        yield {"kind": kind, "label": text_of(shape.label(key)), "fields": [_cell(each) for each in made]}


def _steps(facts: Sequence[Fact], session: Session) -> Iterator[dict[str, Any]]:
    for step in STEPS:
        own = [fact for fact in facts if fact.step == step and fact.state != "rejected"]
        counts = Counter(fact.state for fact in own)
        unseen = counts["sure"]
        said = {"asked": counts["asked"], "later": counts["later"], "unseen": unseen, "all": len(own)}
        yield {"id": step, "label": text_of(_STEPS[step]), **said}
    left = sum(fact.state in _OPEN for fact in facts)
    yield {"id": "end", "label": text_of(_STEPS["end"]), "asked": left, "later": 0, "unseen": 0, "all": 0}


def _end(session: Session, seen: Seen) -> dict[str, Any]:
    counts = Counter(fact.state for fact in seen.facts)
    settled = sum(counts[state] for state in ("settled", "added"))
    open_ = counts["asked"] + counts["later"]
    table = [
        {
            "step": text_of(_STEPS[step]),
            **{how: session.counts[step, how] for how in ("single", "bulk", "corrected", "added")},
        }
        | {"rejected": sum(f.step == step and f.state == "rejected" for f in seen.facts)}
        | {"later": sum(f.step == step and f.state == "later" for f in seen.facts)}
        for step in STEPS
    ]
    said = {"settled": settled, "later": counts["later"], "asked": counts["asked"], "unseen": counts["sure"]}
    return {
        **said,
        "table": table,
        "checks": list(_checks(seen, open_)),
        "everything": seen.wishes.everything,
        "files": _files(session, seen),
        "commands": _commands(session, open_ + (counts["sure"] if seen.wishes.everything else 0)),
    }


def _checks(seen: Seen, open_: int) -> Iterator[dict[str, Any]]:
    """Yield what the loader has found, check by check; its other problems are asked about as facts."""
    others = [each for each in seen.problems if each.code != "gap"]
    yield {
        "ok": not others,
        "what": text_of(
            Text(
                "Every quotation is in the source, and every value agrees with it",
                "每条引文均在原文中，每个数值与引文相符",
            )
        ),
    }
    measures = len(seen.placed.measures)
    yield {
        "ok": not open_,
        "what": text_of(
            Text(f"{measures} measures; open questions: {open_}", f"共 {measures} 项举措；待答 {open_} 处")
        ),
    }
    if seen.wishes.everything:
        unseen = sum(fact.state == "sure" for fact in seen.facts)
        looked = Text(f"All has to be looked at; not looked at: {unseen}", f"须全部过目；未过目 {unseen} 处")
        yield {"ok": not unseen, "what": text_of(looked)}


def _files(session: Session, seen: Seen) -> list[dict[str, Any]]:
    file = session.file.relative_to(session.data).as_posix()
    changed = bool(session.done) and any(step.before[1] != step.after[1] for step in session.done)
    told = [{"file": file, "what": text_of(Text("comments and order as before", "注释和次序未动"))}]
    if changed:
        told.append({"file": "units.yaml", "what": text_of(Text("bodies added", "新增单位或名称"))})
    if seen.wishes.log:
        told.append({"file": log_file(session.file).name, "what": text_of(_LOG)})
    return told


def _commands(session: Session, left: int) -> list[dict[str, Any]]:
    data = f" --data {session.data}"
    return [
        {
            "command": f"tongbao build --drafts{data}",
            "what": text_of(
                Text("Look at it before: with drafts, not to be published.", "先看看效果：带草稿生成，不作发布。")
            ),
            "ready": True,
        },
        {
            "command": f"tongbao build{data}",
            "what": text_of(Text("When nothing is open: build and check.", "待答项定下后，生成数据并检查。")),
            "ready": not left,
        },
        {
            "command": f"tongbao publish{data}",
            "what": text_of(Text("Make the site.", "生成网站。")),
            "ready": not left,
        },
    ]


_LOG = Text("who settled what, and when", "何人何时确定了什么")
_FORMS = (
    shape.Code("0", Text("with the name of the place around", "冠以上级地名"), Text("", "")),
    shape.Code("1", Text("without", "不冠上级地名"), Text("", "")),
)
_STEPS = {
    "about": Text("The document", "文件信息"),
    "column": Text("Units column", "单位栏"),
    "names": Text("Unit names", "单位名称"),
    "measures": Text("Measures and acts", "举措与表扬"),
    "figures": Text("Figures", "数字"),
    "others": Text("Honours and others", "荣誉及其他"),
    "end": Text("Finish", "完成"),
}
