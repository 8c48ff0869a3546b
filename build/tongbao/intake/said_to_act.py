"""Write the units that the text of a measure itself says to act: 由市教育局牵头，市财政局配合."""

from tongbao.intake.entries import entries_of
from tongbao.intake.names import Names, keyed
from tongbao.intake.quoting import Value, inline, quotation
from tongbao.intake.recognise.found import Found
from tongbao.intake.recognise.said import acting_in
from tongbao.intake.recognise.table import names_in


def acting_lines(
    text: Found, region: tuple[int, int], names: Names, stored: str
) -> tuple[list[Value], list[str], list[Value]]:
    """Return those who lead, the lines for them, and the records of the others, none of whom leads."""
    found = [*acting_in(text)]
    first = next((acting for acting in found if acting.part.role == "lead"), None)
    leads: list[Value] = [*entries_of(names_in(first.part.names)[0], names)] if first else []
    lines: list[str] = []
    if first:
        verb = first.quote.start + first.quote.value.rindex("牵头")
        said = {"basis": "stated-lead", "quote": quotation("牵头", verb, stored, region)}
        lines = [f"leads: {inline(leads)}", f"unit-role: {inline(said)}"]
    others: list[Value] = [
        keyed(entry) | {"role": part.role, "quote": quotation(quote.value, quote.start, stored, region)}
        for part, quote in found
        if part.role != "lead"
        for entry in entries_of(names_in(part.names)[0], names)
    ]
    return leads, lines, others
