"""A small page about an entity, which programs show in a frame (Reconciliation Service API 0.2, 5)."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined

from tongbao.ask.store import LocalStore
from tongbao.errors import Language, Problem, Text, UsageError
from tongbao.serve.entities import PROPERTIES, Entities, entities
from tongbao.serve.work import PAGE, Reply

WIDTH, HEIGHT = 430, 300
"""The size of the frame, in pixels."""
_STYLE = """
body { font: 14px/1.5 system-ui, sans-serif; margin: 12px; color: #1b1b1b; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 16px; margin: 0 } p { margin: 0 0 8px; color: #555 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 } dt { color: #555 } dd { margin: 0 }
"""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
    f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'",
    "Referrer-Policy": "no-referrer",
}
"""What the page may do: nothing but look as its own style says. Any page may show it in a frame."""
_TEMPLATE = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
    """<!doctype html>
<html lang="{{ language }}">
<head><meta charset="utf-8"><title>{{ name }}</title><style>{{ style }}</style></head>
<body>
<h1>{{ name }}</h1>
<p>{{ other }}</p>
<dl>
{% for heading, value in facts %}
<dt>{{ heading }}</dt><dd>{{ value }}</dd>
{% endfor %}
<dt>IRI</dt><dd>{% if iri.startswith(("http://", "https://")) %}<a href="{{ link }}" target="_blank" rel="noopener">{{ iri }}</a>{% else %}{{ iri }}{% endif %}</dd>
</dl>
</body>
</html>
"""
)
_SHOWN = ("kind", "level", "place", "part-of", "managed-by", "other-names", "place-code", "credit-code", "note")


def shown(store: LocalStore, asked: Mapping[str, Any]) -> Reply:
    """Return the page about an entity, by its id or IRI."""
    known, language = entities(store), asked["language"]
    entity = known.by_id(asked["id"])
    if entity is None:
        raise UsageError(Problem("unknown-entity", *_unknown(asked["id"])))
    name, other = (known.labels([entity.iri], each).get(entity.iri, "") for each in _both(language))
    page = _TEMPLATE.render(
        language="zh-CN" if language == "zh" else "en",
        style=_STYLE,
        name=name or known.id(entity.iri),
        other=other if other != name else "",
        facts=_facts(known, entity.iri, language),
        iri=entity.iri,
        link=_link(known.id(entity.iri), entity.iri, asked["has_pages"]),
    )
    return Reply(page.encode(), PAGE)


def _link(name: str, iri: str, has_pages: bool) -> str:
    """Return where the IRI leads: to the site shown here, for the base may not be registered; without one, to itself."""
    return f"../../id/{name}" if has_pages and name != iri else iri


def _both(language: Language) -> tuple[Language, Language]:
    return ("zh", "en") if language == "zh" else ("en", "zh")


def _facts(known: Entities, iri: str, language: Language) -> list[tuple[str, str]]:
    """Return a heading and the values of each property that the entity has."""
    found = {name: known.values(PROPERTIES[name], [iri]).get(iri, []) for name in _SHOWN}
    things = {each for name, those in found.items() for each in those if PROPERTIES[name].of != "text"}
    labels = known.labels(things, language)
    comma = "、" if language == "zh" else ", "
    return [
        (PROPERTIES[name].name.to(language), comma.join(labels.get(each, each) for each in those))
        for name, those in found.items()
        if those
    ]


def _unknown(said: str) -> tuple[Text, Text]:
    return (
        Text(f"There is no unit or place {said[:200]!r}.", f"没有单位或地区 {said[:200]!r}。"),
        Text("Give an id such as unit/xm-tax, or an IRI.", "请给出 unit/xm-tax 这样的标识，或 IRI。"),
    )
