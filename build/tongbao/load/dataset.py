"""Check that the days and addresses in a dataset's own record can exist."""

from datetime import date
from urllib.parse import urlsplit

from tongbao.errors import Text
from tongbao.load.reader import Document, Path_
from tongbao.model import Dataset
from tongbao.printed.patterns import regex

_LABEL = regex(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
"""One label of a host name (RFC 1123, 2.1)."""


def check_dataset(document: Document, dataset: Dataset) -> None:
    """Report well-formed values of a dataset's record that make no sense."""
    if dataset.modified and not _exists(dataset.modified):
        what = Text(f"There is no date {dataset.modified}.", f"不存在日期 {dataset.modified}。")
        document.note("impossible-date", what, Text("Write year-month-day.", "请按 年-月-日 书写。"), ("modified",))
    addresses: list[tuple[Path_, str]] = [(("base",), dataset.base), (("license",), dataset.license)]
    if dataset.publisher and dataset.publisher.homepage:
        addresses.append((("publisher", "homepage"), dataset.publisher.homepage))
    for path, address in addresses:
        wrong = _wrong(address)
        if wrong:
            document.note("bad-address", wrong, _ADDRESS, path)


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _wrong(address: str) -> Text | None:
    """Return why an address is not valid (RFC 3986, 3.2 and 6.2.2.3); None where it is."""
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        return Text("The port of this address is not between 1 and 65535.", "此网址的端口不在 1 至 65535 之间。")
    host = parts.hostname or ""
    if len(host) > 253 or not all(map(_LABEL.fullmatch, host.removesuffix(".").split("."))):
        return Text(f"{host[:60]!r} is not a host name.", f"{host[:60]!r} 不是主机名。")
    if any(step in (".", "..") for step in parts.path.split("/")) or "//" in parts.path:
        return Text(
            "The path of this address contains `.`, `..` or an empty segment.",
            "此网址的路径含有 `.`、`..` 或空的一级。",
        )
    return None


_ADDRESS = Text(
    "Write the address as browsers show it: https://example.org/data/.",
    "请按浏览器所示书写：https://example.org/data/。",
)
