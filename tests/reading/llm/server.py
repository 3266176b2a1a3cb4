"""A server of models on this machine that does what a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["Server", "completion", "replying", "served"]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_POST(self) -> None:
        self.server.handle(self)

    do_GET = do_POST  # noqa: N815  # the name that http.server calls

    def send(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        given = {"content-type": "application/json", "content-length": str(len(body))}
        for name, value in {**given, **{k.replace("_", "-"): v for k, v in headers.items()}}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


Behaviour = Callable[[Handler, int], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, behave: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behave = behave
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.open, self.most_open = 0, 0
        self.ended = threading.Event()
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def handle(self, handler: Handler) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length", 0)))
        with self.lock:
            number = len(self.asked)
            self.asked.append(json.loads(body) if body else {})
            self.headers.append({k.lower(): v for k, v in handler.headers.items()})
            self.open += 1
            self.most_open = max(self.most_open, self.open)
        try:
            self.behave(handler, number)
        except (BrokenPipeError, ConnectionResetError):
            handler.close_connection = True
        finally:
            with self.lock:
                self.open -= 1

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass


@contextmanager
def served(behave: Behaviour) -> Iterator[Server]:
    server = Server(behave)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def completion(content: str, **choice: Any) -> bytes:
    return json.dumps(
        {"choices": [{"index": 0, "message": {"role": "assistant", "content": content}, **choice}]}
    ).encode()


def replying(*offers: dict[str, Any]) -> Behaviour:
    """A server that offers these claims for every passage."""
    body = completion(json.dumps({"claims": list(offers)}))
    return lambda handler, _: handler.send(200, body)
