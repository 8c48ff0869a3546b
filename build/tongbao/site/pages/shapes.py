"""The mark of each kind of unit, as the network draws it: beside names, in legends, and as rules of the style sheet."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from tongbao.network.formats.svg import icon
from tongbao.network.picture import Key
from tongbao.network.style import KINDS, OTHER, THING, Look, outline


@cache
def shape_of(kind: str) -> Markup:
    """Return the mark of a kind, given as a term; nothing for no kind."""
    return mark_of(kind[1:-1].rpartition("#")[2]) if kind else Markup()


@cache
def mark_of(code: str) -> Markup:
    """Return the mark of a kind, given as its code; that of others where it has none."""
    known = {str(kind): look for kind, look in KINDS.items()}
    return Markup(icon(Key("", known.get(code, OTHER))))


@cache
def used(code: str) -> Markup:
    """Return the mark of a kind on a page that shows it often, and holds all marks once: see ``marks``."""
    known = {str(kind): look for kind, look in KINDS.items()}
    return Markup('<svg class="k" aria-hidden="true"><use href="#k-{}"/></svg>').format(known.get(code, OTHER).mark)


@cache
def marks() -> Markup:
    """Return the marks of all kinds, to be used by name."""
    symbols = (
        f'<symbol id="k-{look.mark}" viewBox="0 0 16 16">{_symbol(look)}</symbol>' for look in (*KINDS.values(), OTHER)
    )
    return Markup(f'<svg class="hidden" aria-hidden="true">{"".join(symbols)}</svg>')


def _symbol(look: Look) -> str:
    return outline(look.shape, 8, 8, 6, f' class="{look.mark}"')


def rules() -> str:
    """Return the rules by which the style sheet colours kinds: on light ground, on dark ground, and printed as on light."""
    looks = {look.mark: look for look in (*KINDS.values(), OTHER, THING)}.values()

    def colours(of: Callable[[Look], str]) -> str:
        return ":root { " + " ".join(f"--k-{look.mark}: {of(look)};" for look in looks) + " }"

    return "\n".join([
        "/* Kinds of units: network/style.py declares their colours. */",
        colours(lambda look: look.colour),
        f"@media screen and (prefers-color-scheme: dark) {{ {colours(lambda look: look.dark)} }}",
        *(f".{look.mark} {{ fill: var(--k-{look.mark}); }}" for look in looks),
        "",
    ])  # fmt: skip
