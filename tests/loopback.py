"""A web server on loopback that answers as a test says, and a clock that nobody waits for."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """One answer."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    after: float = 0.0
    """Seconds of real time before it."""
    promised: int | None = None
    """A Content-Length that the body does not keep."""


@dataclass
class Server:
    """Answers by path; the last reply to a path is given for ever."""

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    port: int = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def say(self, path: str, *replies: Reply) -> str:
        """Script the answers to a path, with its query where it has one; its address."""
        self.replies[path] = list(replies)
        return self.base + path

    def answer(self, path: str, given: dict[str, str]) -> Reply:
        self.asked.append(path)
        self.headers.append(given)
        replies = self.replies.get(path) or self.replies.get(path.partition("?")[0])
        if not replies:
            return Reply(b"nothing", 404)
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        etag = reply.headers.get("ETag")
        if etag and given.get("if-none-match") == etag:
            return Reply(b"", 304, {"ETag": etag})
        return reply


@contextmanager
def serving() -> Iterator[Server]:
    """A server on a free port, until the test is over."""
    server = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = server.answer(self.path, {name.lower(): value for name, value in self.headers.items()})
            time.sleep(reply.after)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body) if reply.promised is None else reply.promised))
                self.end_headers()
                self.wfile.write(reply.body)
            except (BrokenPipeError, ConnectionResetError):
                return  # the client did not wait

        def log_message(self, *args: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        server.port = listening.server_port
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        listening.shutdown()


@dataclass
class Clock:
    """Time that passes only where somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
