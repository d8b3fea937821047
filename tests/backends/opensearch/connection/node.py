"""A stand-in for a node: it answers HTTP as it is told to, and remembers what it was asked."""

from __future__ import annotations

import gzip
import json
import ssl
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Of 127.0.0.1, signed by itself, with its key; made for these tests alone."""


class Asked(NamedTuple):
    """A request as the node has seen it."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


class Node:
    """Answers with what it was given, in turn, the last again and again: (status, JSON or text)."""

    def __init__(self, answers: Sequence[tuple[int, Any]]) -> None:
        self.answers = list(answers)
        self.asked: list[Asked] = []
        self.port = 0

    def next(self) -> tuple[int, bytes]:
        status, value = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
        return status, value.encode() if isinstance(value, str) else json.dumps(value).encode()


@contextmanager
def serving(*answers: tuple[int, Any], tls: bool = False) -> Iterator[Node]:
    """Serve at a free port of 127.0.0.1; status 0 hangs up without an answer."""
    node = Node(answers)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if self.headers.get("content-encoding") == "gzip":
                body = gzip.decompress(body)
            headers = {name.lower(): value for name, value in self.headers.items()}
            node.asked.append(Asked(self.command, self.path, body, headers))
            status, data = node.next()
            if not status:
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_PUT = do_POST = do_DELETE = answer  # noqa: N815 -- so http.server calls them

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    node.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield node
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
