"""A site in a browser, for tests: served as a plain host does, and pages watched for all that goes wrong on them."""

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tongbao.site.pages.render import POLICY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the folder as a plain host does, with the policy that the settings for hosts send."""

    extensions_map = {  # noqa: RUF012
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".wasm": "application/wasm",
        ".js": "text/javascript",
    }

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback; give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Watched:
    """A page, with all that went wrong on it."""

    def __init__(self, browser: "Browser", home: str, **settings: Any) -> None:
        self.home, self.wrong = home, list[str]()
        self.context = browser.new_context(**settings)
        self.context.add_init_script(
            "document.addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))"
        )
        self.context.set_default_timeout(120_000)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("response", lambda reply: reply.status >= 400 and self.wrong.append(f"{reply.status} {reply.url}"))

    def _console(self, message: Any) -> None:
        if (
            message.type in ("error", "warning")
            and "GPU stall" not in message.text
            and "GroupMarkerNotSet" not in message.text
        ):
            self.wrong.append(f"{message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"leaves the site: {request.url}")

    def open(self, path: str) -> "Page":
        self.page.goto(self.home + path)
        self.page.wait_for_load_state("networkidle")
        return self.page
