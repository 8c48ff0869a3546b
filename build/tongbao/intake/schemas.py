"""The JSON Schemas beside a dataset, written again where its own codes have changed, so that editors offer these."""

from contextlib import suppress
from pathlib import Path

from tongbao.files.whole import replace
from tongbao.load import read_vocabulary
from tongbao.load.reader import is_inside
from tongbao.model.schema import KINDS, json_schema


def renew_schemas(data: Path) -> None:
    """Write the schemas of a dataset again with the codes of its own, if it has any and keeps schemas.

    Where they cannot be written, they stay as they are: nothing but an editor reads them.
    """
    vocabulary, problems = read_vocabulary(data)
    if problems or vocabulary is None or not vocabulary.own:
        return
    for kind in KINDS:
        file, text = data / "schema" / f"{kind}.schema.json", json_schema(kind, vocabulary).encode()
        with suppress(OSError):
            if file.is_file() and is_inside(file, data) and file.read_bytes() != text:
                replace(file, text)
