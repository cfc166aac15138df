"""A web site on this machine, for what fetches pages."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Site:
    """What is served, and what was asked for."""

    address: str
    pages: dict[str, tuple[int, Mapping[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Path and headers of each request."""
    silent: set[str] = field(default_factory=set)
    """Paths at which nothing is answered until the site ends."""
    endless: dict[str, bytes] = field(default_factory=dict)
    """Paths at which the same bytes come again and again, until nobody listens any more."""
    ended: threading.Event = field(default_factory=threading.Event)

    def serve(
        self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", *, status: int = 200, **headers: str
    ) -> str:
        """Serve this from now on, and return its address; underscores in names of headers stand for hyphens."""
        named = {"Content-Type": kind, **{name.replace("_", "-"): value for name, value in headers.items()}}
        self.pages[path] = status, named, body.encode() if isinstance(body, str) else body
        return f"{self.address}{path}"

    def is_asked_for(self, address: str) -> bool:
        """Say whether an address of the site was asked for."""
        return any(f"{self.address}{path}" == address for path, _ in self.asked)

    def repeat(self, path: str, body: bytes) -> str:
        """Answer the same for ever at a path from now on, and return its address."""
        self.endless[path] = body
        return f"{self.address}{path}"

    def fall_silent(self, path: str) -> str:
        """Answer nothing at a path from now on, and return its address."""
        self.silent.add(path)
        return f"{self.address}{path}"


@contextmanager
def serving() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            if self.path in site.silent:
                site.ended.wait()
                return
            if self.path in site.endless:
                with suppress(OSError):
                    while not site.ended.wait(0.01):
                        self.wfile.write(site.endless[self.path])
                return
            status, headers, body = site.pages.get(self.path, (404, {}, b"no"))
            if not status:
                self.wfile.write(body)
                return
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
