"""What browsers see: the pages of a published site, or a page that says how to ask where there is none."""

import asyncio
import json
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from tongbao.errors import Place, Problem, Text, UsageError
from tongbao.serve.clients import is_secured
from tongbao.serve.files import Folder, Sender
from tongbao.serve.protocol import RefusedError
from tongbao.serve.resolved import MISSING, Led, Wanted, lead, link_of, wanted, wants_page
from tongbao.site.pages.render import POLICY

CRATE = "ro-crate-metadata.json"
"""The file in which a site says of what dataset it is, and under what licence."""
ENDPOINT = "http://www.w3.org/ns/sparql-service-description#endpoint"
"""The relation of a site's endpoint, as a header tells the site's own scripts."""
_ASKS_HERE = "data/completion.json"
"""The file with which they look for one."""
_EDITOR = "editor.html"
_CHOSEN = "Accept, Accept-Language"
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
"""The headers of all pages and files, as the settings for hosts have them."""


@dataclass(frozen=True)
class Site:
    """A published site: its folder, the base of its IRIs, and its licence."""

    folder: Path
    base: str
    licence: str

    @property
    def path(self) -> str:
        """The path of the base without the slash at its end: ``/tongbao``; empty where the base is a whole host."""
        return urlsplit(self.base).path.rstrip("/")


def open_site(folder: Path) -> Site:
    """Return the site in a folder; raises UsageError where `tongbao publish` has made none there."""
    try:
        nodes = {node["@id"]: node for node in json.loads((folder / CRATE).read_text("utf-8"))["@graph"]}
        dataset: str = nodes["#identifier"]["value"]
        return Site(folder, dataset.removesuffix("dataset"), nodes["./"]["license"]["@id"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(Problem("no-site", *_NO_SITE, Place(folder))) from error


@dataclass
class Pages:
    """Answers browsers, and resolves IRIs, from the folder of a site."""

    site: Site | None = None
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        self.sender = Sender(Folder(self.site.folder if self.site else Path()))

    async def answer(self, request: Request) -> Response:
        """Answer at an address below the root; raises RefusedError where there is no site."""
        path = request.scope["path"].removeprefix(request.scope.get("root_path", "")).removeprefix("/")
        if self.site is None:
            if path:
                raise RefusedError(404, Problem("no-page", *_NOT_HERE))
            return entrance(request)
        led = await asyncio.to_thread(lead, path, _reader(request), self.sender.folder.there)
        return await self._sent(led, request, self.site)

    def at_endpoint(self, request: Request) -> Response | None:
        """Return what a browser that opens the endpoint sees: the editor of the site, or how to ask; None for other programs."""
        if not wants_page(_all(request, "accept")):
            return None
        editor = f"{_reader(request).language}/{_EDITOR}"
        if self.site and self.sender.folder.there(editor):
            return _elsewhere(Led(303, editor), request)
        return entrance(request)

    async def _sent(self, led: Led, request: Request, site: Site) -> Response:
        if led.status in (301, 303):
            return _elsewhere(led, request)
        headers = dict(_HEADERS)
        if led.status == 410:
            headers["Vary"] = _CHOSEN
        elif led.status == 200 and (link := link_of(led.path, site.base, site.licence)):
            headers["Link"] = link
        elif led.path == _ASKS_HERE:
            headers["Link"] = f'<{request.scope.get("root_path", "")}/sparql>; rel="{ENDPOINT}"'
        answer = await self.sender.send(led.path, request, headers, led.status)
        if answer is None and led.path != MISSING:  # removed meanwhile, or hidden
            answer = await self.sender.send(MISSING, request, _HEADERS, 404)
        return answer or Response(_NOT_FOUND, 404, {**_HEADERS, "Content-Type": "text/plain; charset=utf-8"})


def _reader(request: Request) -> Wanted:
    return wanted(_all(request, "accept"), _all(request, "accept-language"))


def _all(request: Request, header: str) -> str:
    return ", ".join(request.headers.getlist(header))


def _elsewhere(led: Led, request: Request) -> Response:
    """Lead to another address on this host; what a browser has read before says nothing of what others want."""
    where = f"{request.scope.get('root_path', '')}/{led.path}"
    headers = {**_HEADERS, "Location": quote(where) + (f"#{quote(led.anchor)}" if led.anchor else "")}
    if led.status == 303:
        headers["Vary"] = _CHOSEN
    return Response(status_code=led.status, headers=headers)


# --- without a site ---------------------------------------------------------------------------------


def entrance(request: Request) -> Response:
    """Say how to ask, in both languages, and take a query: a page without style and script."""
    root = request.scope.get("root_path", "")
    page = _PAGE.format(root=escape(root), home=escape(f"{base_of(request)}sparql"))
    return Response(page, headers={**_HEADERS, **_OF_ENTRANCE}, media_type="text/html")


def base_of(request: Request) -> str:
    """Return the address of the server as its client sees it."""
    base = str(request.base_url)
    return base.replace("http:", "https:", 1) if is_secured(request) else base


_OF_ENTRANCE = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    "Vary": _CHOSEN,
}
_PAGE = """<!DOCTYPE html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SPARQL 端点 · SPARQL endpoint</title>
</head>
<body>
<h1>SPARQL 端点 · <span lang="en">SPARQL endpoint</span></h1>
<form action="{root}/sparql">
<p><label for="query">查询 · <span lang="en">Query</span></label></p>
<p><textarea id="query" name="query" rows="8" cols="80" required>SELECT * {{ ?s ?p ?o }} LIMIT 10</textarea></p>
<p><label for="format">格式 · <span lang="en">Format</span></label>
<select id="format" name="format"><option value="table">表格 table</option><option>csv</option><option>xlsx</option><option>json</option><option value="ttl">Turtle</option></select>
<button>查询 · <span lang="en">Ask</span></button></p>
</form>
<p>在命令行中： · <span lang="en">From a command line:</span></p>
<pre>curl {home} -H 'Accept: text/csv' --data-urlencode 'query=SELECT * {{ ?s ?p ?o }} LIMIT 10'</pre>
<p>此处没有网站；如需网页，请先运行 <code>tongbao publish</code>。 <span lang="en">There is no site here; `tongbao publish` makes one.</span></p>
</body>
</html>
"""
_NOT_FOUND = "There is nothing here. 此处没有内容。\n"
_NO_SITE = (
    Text("There is no site of `tongbao publish` in this folder.", "此文件夹中没有 `tongbao publish` 生成的网站。"),
    Text("Make it: `tongbao publish`.", "请先生成：`tongbao publish`。"),
)
_NOT_HERE = (
    Text("There is nothing at this address.", "此地址没有内容。"),
    Text(
        "Queries go to /sparql. Pages, and the IRIs of things, need a site: `tongbao publish`, then start again.",
        "查询请发送至 /sparql。网页与 IRI 解析须先有网站：运行 `tongbao publish` 后重新启动。",
    ),
)
