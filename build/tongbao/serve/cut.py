"""Say in an answer itself that it was cut off, where its format has a place for that.

JSON and XML name the reason as a link in their head (SPARQL 1.1 Query Results JSON Format, 3.1.2; XML Format, 2.2). CSV and
TSV get a last line that no reader takes for a row of as many cells; Turtle, N-Triples, N-Quads and TriG a comment.
JSON-LD and RDF/XML hold only statements, and nothing may be stated about the data that is not in it: a header tells.
"""

from typing import NamedTuple

from tongbao import limits
from tongbao.errors import Language, Text

HEADER = "Tongbao-Cut"
LINK = "/limits#{}"


class Cut(NamedTuple):
    """What was cut off, ``rows`` or ``bytes``, and the language in which to say so."""

    what: str
    language: Language

    @property
    def note(self) -> str:
        """Say in words where the answer ends."""
        most = {
            "rows": Text(f"{limits.SERVED_ROWS:,} rows", f"{limits.SERVED_ROWS:,} 行"),
            "bytes": Text(limits.size(limits.SERVED_BYTES), limits.size(limits.SERVED_BYTES)),
        }[self.what]
        return Text(f"Cut off here: an answer has at most {most.en}.", f"到此截断：一个答案最多 {most.zh}。").to(
            self.language
        )


def with_note(body: bytes, form: str, cut: Cut) -> bytes:
    """Return an answer with the note that it was cut off."""
    if form in ("csv", "tsv", "ttl", "nt", "nq", "trig", "table", "md"):
        return body + f"# {cut.note}\n".encode()
    link = LINK.format(cut.what)
    if form == "json":
        return body.replace(b'"head": {', f'"head": {{"link": ["{link}"], '.encode(), 1)
    if form == "xml":
        return body.replace(b"</head>", f'<link href="{link}"/></head>'.encode(), 1)
    return body
