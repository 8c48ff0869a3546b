"""The server of the review: on this machine alone, for one person, under an address that nobody else can guess."""

import asyncio
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from tongbao.errors import Language, Text, TongbaoError, UsageError
from tongbao.load.folder import notice_files
from tongbao.load.gaps import GAP
from tongbao.model import plain
from tongbao.review.adding import read
from tongbao.review.renaming import rename
from tongbao.review.session import ConflictError, Session
from tongbao.review.shape import KINDS
from tongbao.review.source import SCALES
from tongbao.review.state import fact_of, problem_of, state_of, text_of
from tongbao.web.local import App, Guard, types_of

PAGE = Path(__file__).with_name("page")
_TITLE = re.compile(r"^title: (?:\{text: )?[\"“]?([^#\n]{0,300}?)[\"”]?(?:, nth: [0-9]+)?\}?(?: #.*)?$", re.M)
_OPEN_POINTS = Text("{} open", "{} 处待答")
_NOTHING_OPEN = Text(
    "Nothing is open. <code>tongbao draft FILE</code> drafts a notice from the file that an office published.",
    "没有待答之处。用 <code>tongbao draft 文件</code> 可由机关公布的文件起草公文。",
)
_REMEMBERED = 200
"""How many answers are remembered, in case one is sent again because its reply was lost."""


class Review:
    """The notices of one dataset under review."""

    def __init__(self, data: Path, language: Language) -> None:
        self.data, self.language = data.resolve(), language
        self.sessions: dict[str, Session] = {}
        self.lock = threading.Lock()
        self.once: OrderedDict[str, None] = OrderedDict()

    def app(self, token: str, port: int) -> App:
        """Return the server, all of whose addresses begin with a secret."""
        at = f"/{token}"
        routes = [
            Route(f"{at}/", self._drafts),
            Route(f"{at}/static/{{name}}", self._static),
            Route(f"{at}/{{notice}}/", self._page),
            Route(f"{at}/{{notice}}/state", self._asked(self._state)),
            Route(f"{at}/{{notice}}/page/{{page:int}}.png", self._picture),
            Route(f"{at}/{{notice}}/characters", self._asked(_characters)),
            Route(f"{at}/{{notice}}/reading", self._asked(_reading)),
            Route(f"{at}/{{notice}}/units", self._asked(_units)),
            Route(f"{at}/{{notice}}/lease", self._asked(_lease), methods=["POST"]),
            Route(f"{at}/{{notice}}/answer", self._asked(self._answer), methods=["POST"]),
            Route(f"{at}/{{notice}}/undo", self._asked(self._undo), methods=["POST"]),
            Route(f"{at}/{{notice}}/redo", self._asked(self._redo), methods=["POST"]),
            Route(f"{at}/{{notice}}/rename", self._asked(self._rename), methods=["POST"]),
        ]
        return Guard(Starlette(routes=routes), port)

    # --- pages ----------------------------------------------------------------------------------------

    def files(self) -> dict[str, Path]:
        """Return the notices of the dataset, by id."""
        return {file.stem: file for file in notice_files(self.data)}

    def session(self, notice: str) -> Session | None:
        """Return the review of a notice; None where there is none."""
        with self.lock:
            file = self.files().get(notice)
            if file and notice not in self.sessions:
                self.sessions[notice] = Session(self.data, file)
            return self.sessions.get(notice) if file else None

    async def _drafts(self, _: Request) -> Response:
        return HTMLResponse(await run_in_threadpool(self._list))

    def _list(self) -> str:
        texts = {name: file.read_text("utf-8", "replace") for name, file in self.files().items()}
        left = sorted(
            (-text.count(GAP), name, found[1] if (found := _TITLE.search(text)) else "") for name, text in texts.items()
        )
        rows = "".join(
            f'<li><a href="{escape(name)}/">{escape(name)}</a> <span>{escape(words[:120])}</span> '
            f"<small>{_OPEN_POINTS.to(self.language).format(-count)}</small></li>"
            for count, name, words in left
        )
        title = Text("Notices, and how much of each is open", "公文及待答数").to(self.language)
        said = "" if any(count for count, *_ in left) else f"<p>{_NOTHING_OPEN.to(self.language)}</p>"
        language = "zh-CN" if self.language == "zh" else "en"
        return (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta name="viewport" content="width=device-width"><link rel="icon" href="static/icon.svg"><link rel="stylesheet" href="static/review.css"></head>'
            f'<body class="drafts"><main><h1>{title}</h1>{said}<ul>{rows}</ul></main></body></html>'
        )

    async def _page(self, request: Request) -> Response:
        if self.session(request.path_params["notice"]) is None:
            return Response(status_code=404)
        return FileResponse(PAGE / "review.html", media_type="text/html; charset=utf-8")

    async def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        files = types_of(file.name for file in PAGE.iterdir())
        if name not in files:
            return Response(status_code=404)
        return FileResponse(PAGE / name, media_type=files[name], headers={"cache-control": "no-cache"})

    async def _picture(self, request: Request) -> Response:
        session = self.session(request.path_params["notice"])
        scale = request.query_params.get("scale", "2")
        if session is None or scale not in map(str, SCALES):
            return Response(status_code=404)
        page = request.path_params["page"]
        pages = await run_in_threadpool(session.source.pages)
        if not 1 <= page <= len(pages):
            return Response(status_code=404)
        try:
            drawn = await run_in_threadpool(session.source.picture, page, int(scale))
        except TongbaoError as error:
            return JSONResponse({"problems": [problem_of(each) for each in error.problems]}, 422)
        return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=3600"})

    # --- what the page asks ---------------------------------------------------------------------------

    def _asked(self, work: Callable[[Session, dict[str, Any]], Any]) -> Callable[[Request], Any]:
        """Answer as JSON what ``work`` makes of a request, in a thread of its own; tell what was refused."""

        async def asked(request: Request) -> Response:
            session = self.session(request.path_params["notice"])
            if session is None:
                return Response(status_code=404)
            said = await _said(request)
            if said is None:
                return Response(status_code=400)
            return await run_in_threadpool(_answered, work, session, said)

        return asked

    def _state(self, session: Session, said: dict[str, Any]) -> Any:
        return state_of(session, self.language, str(said.get("tab", "")))

    def _answer(self, session: Session, said: dict[str, Any]) -> Any:
        return self._done(session, said, lambda: session.answer(said))

    def _undo(self, session: Session, said: dict[str, Any]) -> Any:
        return self._done(session, said, session.undo)

    def _redo(self, session: Session, said: dict[str, Any]) -> Any:
        return self._done(session, said, session.redo)

    def _rename(self, session: Session, said: dict[str, Any]) -> Any:
        """Let the id follow the place; tell the new one."""
        if not session.lease(str(said.get("tab", ""))):
            return JSONResponse({"mine": False}, 423)
        before = session.file.stem
        name = rename(session)
        with self.lock:
            self.sessions[name] = self.sessions.pop(before)
        return {"notice": name}

    def _done(self, session: Session, said: dict[str, Any], work: Callable[[], tuple[Text, str]]) -> Any:
        tab, once = str(said.get("tab", "")), str(said.get("once", ""))
        if not session.lease(tab):
            return JSONResponse({"mine": False}, 423)
        if once and once in self.once:
            return {"state": state_of(session, self.language, tab), "did": None, "fact": None}
        try:
            did, fact = work()
        except ConflictError as error:
            seen = session.seen()
            theirs = fact_of(session, seen, error.fact) if seen and error.fact else None
            return JSONResponse({"conflict": theirs, "yours": said}, 409)
        if once:
            self.once[once] = None
            if len(self.once) > _REMEMBERED:
                self.once.popitem(last=False)
        return {"state": state_of(session, self.language, tab), "did": text_of(did), "fact": fact}


def _answered(work: Callable[[Session, dict[str, Any]], Any], session: Session, said: dict[str, Any]) -> Response:
    try:
        with session.lock:
            made = work(session, said)
    except TongbaoError as error:
        status = 422 if isinstance(error, UsageError) else 500
        return JSONResponse({"problems": [problem_of(each) for each in error.problems]}, status)
    return made if isinstance(made, Response) else JSONResponse(made)


async def _said(request: Request) -> dict[str, Any] | None:
    """Return the words of a request: its query, or its body as JSON; None where it is no JSON object."""
    if request.method == "GET":
        return dict(request.query_params)
    try:
        said = json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) else None


def _lease(session: Session, said: dict[str, Any]) -> Any:
    if said.get("release") is True:
        session.release(str(said.get("tab", "")))
        return {"mine": False}
    mine = session.lease(str(said.get("tab", "")), take=said.get("take") is True)
    session.seen()
    return {"mine": mine, "changed": session.version}


def _characters(session: Session, said: dict[str, Any]) -> Any:
    page = str(said.get("page", ""))
    return {"boxes": session.source.characters(int(page)) if page.isdecimal() and len(page) < 6 else []}


def _reading(session: Session, said: dict[str, Any]) -> Any:
    """Tell what marked words say, for a fact that is to be added."""
    seen, start, end = session.seen(), str(said.get("start", "")), str(said.get("end", ""))
    if seen is None or said.get("kind") not in KINDS or not (start.isdecimal() and end.isdecimal()):
        return {"fields": {}}
    if said["kind"] != "figure":
        return {"fields": {}}
    record = read(session.source.text, int(start), int(end), seen.authority.vocabulary)
    return {"fields": _flat(record)}


def _flat(record: Any, before: str = "") -> dict[str, str]:
    if not isinstance(record, dict):
        return {before.removesuffix("."): str(record)}
    return {key: value for name, each in record.items() for key, value in _flat(each, f"{before}{name}.").items()}


def _units(session: Session, said: dict[str, Any]) -> Any:
    """Return known bodies whose names hold some words, those at the place of the notice first."""
    seen, words = session.seen(), str(said.get("q", "")).strip()[:50]
    if seen is None or not words:
        return []
    units = seen.authority.units
    fitting = [
        key
        for key, unit in units.items()
        if any(words in plain(name) for name in (unit.name, *unit.short, *unit.former)) or words == key
    ]
    fitting.sort(key=lambda key: (seen.authority.home(key) != seen.place, len(plain(units[key].name))))
    return [{"id": key, "name": plain(units[key].name), "about": seen.authority.home(key)} for key in fitting[:20]]


def serve(review: Review, token: str, held: Any) -> None:
    """Serve until the process is told to end."""
    import uvicorn

    app: Any = review.app(token, held.getsockname()[1])
    config = uvicorn.Config(
        app, log_level="error", access_log=False, lifespan="off", server_header=False, date_header=False
    )
    asyncio.run(uvicorn.Server(config).serve(sockets=[held]))
