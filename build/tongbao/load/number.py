"""Document numbers: their form, and what a number of another form was meant to be."""

import re
import unicodedata

from tongbao.errors import Text

NUMBER = re.compile(r"(?P<agency>[^〔\[（(【\d]+)[〔\[（(【](?P<year>[0-9]{4})[〕\]）)】]第?(?P<serial>[0-9]{1,6})号")
"""A document number: agency code, year in brackets, serial (党政机关公文格式, GB/T 9704-2012, 7.2.5)."""

_NUMBER_PARTS = re.compile(
    r"(?P<agency>[^\W\d_]+)\W{0,3}(?P<year>(19|20|21)[0-9]{2})年?\W{0,3}第?(?P<serial>[0-9]{1,6})号?"
)


def proper_number(text: str) -> Text:
    """Write a document number of another form in the proper one; where its parts are not there, show an example."""
    parts = _NUMBER_PARTS.fullmatch(unicodedata.normalize("NFKC", text))
    if parts is None:
        return Text("Like 厦府办〔2023〕64号.", "形如 厦府办〔2023〕64号。")
    proper = f"{parts['agency'][:40]}〔{parts['year']}〕{int(parts['serial'])}号"
    return Text(f"Did you mean {proper}?", f"是否想写 {proper}？")
