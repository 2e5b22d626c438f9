"""A stand-in for the Hugging Face hub on loopback: HEAD with checksum, GET with ranges, faults."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Hub:
    """Serves `files` by `REPOSITORY/resolve/main/FILE` and remembers what was asked.

    `cut_after` breaks the connection after that many bytes of every answer; after
    `down_after_gets` GETs it answers 503; `false_checksum` and `claimed_size` make it promise
    another file than it serves.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.cut_after: int | None = None
        self.down_after_gets: int | None = None
        self.false_checksum = False
        self.claimed_size: int | None = None
        self.ranges: list[str | None] = []
        self.paths: list[str] = []
        self.user_agents: list[str] = []
        self.url = ""

    def checksum(self, content: bytes) -> str:
        promised = content + b"?" if self.false_checksum else content
        return hashlib.sha256(promised).hexdigest()


@contextmanager
def running_hub(files: dict[str, bytes], tls: ssl.SSLContext | None = None) -> Iterator[Hub]:
    hub = Hub(files)

    class Handler(_Handler):
        standin = hub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    hub.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    standin: Hub

    def do_HEAD(self) -> None:
        content = self._find()
        if content is not None:
            self._headers(200, len(content), content)

    def do_GET(self) -> None:
        hub = self.standin
        content = self._find()
        if content is None:
            return
        if hub.down_after_gets is not None and len(hub.ranges) >= hub.down_after_gets:
            self._empty(503)
            return
        asked = self.headers.get("Range")
        hub.ranges.append(asked)
        start = int(asked.removeprefix("bytes=").partition("-")[0]) if asked else 0
        rest = content[start:]
        if asked:
            self._headers(206, len(rest), content, f"bytes {start}-{len(content) - 1}")
        else:
            self._headers(200, len(rest), content)
        self.wfile.write(rest[: hub.cut_after])
        if hub.cut_after is not None and len(rest) > hub.cut_after:
            self.close_connection = True

    def log_message(self, *_args: object) -> None:
        """Stay quiet."""

    def _find(self) -> bytes | None:
        hub = self.standin
        hub.paths.append(self.path)
        hub.user_agents.append(self.headers.get("User-Agent", ""))
        content = hub.files.get(self.path.lstrip("/").replace("/resolve/main/", "/"))
        if content is None:
            self._empty(404, ("X-Error-Code", "EntryNotFound"))
        return content

    def _headers(self, status: int, length: int, content: bytes, span: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("ETag", f'"{self.standin.checksum(content)}"')
        self.send_header("X-Linked-Etag", f'"{self.standin.checksum(content)}"')
        self.send_header("X-Linked-Size", str(self.standin.claimed_size or len(content)))
        self.send_header("X-Repo-Commit", "0" * 40)
        if span:
            self.send_header("Content-Range", f"{span}/{len(content)}")
        self.end_headers()

    def _empty(self, status: int, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()
