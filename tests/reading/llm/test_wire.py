"""The wire against a server that misbehaves: one clear reason each, bounds kept, nothing sent that need not be."""

from __future__ import annotations

import gzip
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from detente.reading.llm import LanguageModel
from detente.reading.llm.trouble import TroubleError
from detente.reading.llm.wire import MOST_BYTES, Wire
from tests.reading.llm.server import Handler, Server, completion, served

BODY = {"model": "some-model", "messages": [{"role": "user", "content": "x"}]}
SECRET = "sk-very-secret-key"


def ask(behave: Callable[[Handler, int], None], **bounds: Any) -> str:
    with served(behave) as server:
        return ask_at(server, **bounds)


def ask_at(server: Server, **bounds: Any) -> str:
    wire = Wire(LanguageModel("some-model", server.url, **{"key": SECRET, "timeout": 5, **bounds}))
    try:
        return wire(BODY)
    finally:
        wire.close()


def trouble(behave: Callable[[Handler, int], None], **bounds: Any) -> TroubleError:
    with pytest.raises(TroubleError) as caught:
        ask(behave, **bounds)
    assert SECRET not in f"{caught.value.why} {caught.value.hint}"
    assert caught.value.why.isprintable()
    return caught.value


def test_a_sound_reply_is_its_text() -> None:
    assert ask(lambda h, _: h.send(200, completion("æ “words”"))) == "æ “words”"


def test_only_what_must_be_sent_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_ADMIN_KEY"):
        monkeypatch.setenv(name, "from-the-environment")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://elsewhere.invalid/")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "x-custom: from-the-environment")
    with served(lambda h, _: h.send(200, completion("yes"))) as server:
        ask_at(server)
        ask_at(server, key=None)
    first, second = server.headers
    assert first["authorization"] == f"Bearer {SECRET}"
    assert set(first) <= {"host", "accept", "accept-encoding", "user-agent", "content-type", "content-length",
                          "authorization", "connection"}  # fmt: skip
    assert "authorization" not in second
    assert "from-the-environment" not in str(server.headers)
    assert server.asked == [BODY, BODY]


def test_the_key_is_in_no_log_and_no_repr(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(lambda h, _: h.send(200, completion("yes")))
    assert SECRET not in caplog.text
    assert SECRET not in repr(LanguageModel("m", "http://localhost/v1", SECRET))


BAD_REPLIES: list[tuple[str, Callable[[Handler, int], None], str, str]] = [
    ("another type", lambda h, _: h.send(200, b"<html>hello</html>", content_type="text/html"), "text/html", "again"),
    ("no type", lambda h, _: h.send(200, completion("x"), content_type=""), "of no type", "again"),
    ("no JSON", lambda h, _: h.send(200, b"{claims:"), "no completion", "again"),
    ("not UTF-8", lambda h, _: h.send(200, completion("x").replace(b"x", b"\xff\xfe")), "no completion", "again"),
    ("another shape", lambda h, _: h.send(200, b'{"text": "hello"}'), "no completion", "again"),
    ("no choice", lambda h, _: h.send(200, b'{"choices": []}'), "no choice", "again"),
    ("no content", lambda h, _: h.send(200, b'{"choices": [{"message": {"content": null}}]}'), "no completion",
     "again"),
    ("an endless list", lambda h, _: h.send(200, b"[" * 100_000), "no completion", "again"),
    ("cut off", lambda h, _: h.send(200, completion("{", finish_reason="length")), "cut off", "pass"),
    ("huge by its own word", lambda h, _: h.send(200, b"", content_length=str(10**12)), "more than", "pass"),
    ("compressed", lambda h, _: h.send(200, gzip.compress(completion("x")), content_encoding="gzip"), "compressed",
     "pass"),
    ("empty", lambda h, _: h.send(200, b""), "no completion", "again"),
    ("a wrong key", lambda h, _: h.send(401, b'{"error": {"message": "no"}}'), "answers 401: no", "stop"),
    ("no such model", lambda h, _: h.send(404, b'{"error": "gone"}'), "answers 404: gone", "stop"),
    ("no schemas there", lambda h, _: h.send(400, b"[]"), "answers 400", "pass"),
    ("broken", lambda h, _: h.send(500, b"oops"), "answers 500", "again"),
    ("an odd error", lambda h, _: h.send(418, b'{"error": {"message": ["\\u001b[31m"]}}'), "answers 418", "pass"),
    ("an error that holds the key", lambda h, _: h.send(403, json.dumps({"error": SECRET}).encode()), "403: …",
     "stop"),
    ("an error with escapes", lambda h, _: h.send(500, b'{"error": {"message": "\\u001b[31m\\u202ered"}}'), "?[31m",
     "again"),
    ("a long error", lambda h, _: h.send(500, json.dumps({"error": "x" * 9999}).encode()), "x…", "again"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("behave", "why", "then"), [row[1:] for row in BAD_REPLIES], ids=[row[0] for row in BAD_REPLIES]
)
def test_a_bad_reply_has_a_reason(behave: Callable[[Handler, int], None], why: str, then: str) -> None:
    found = trouble(behave)
    assert why in found.why
    assert found.then == then


def test_a_huge_reply_is_not_read_to_its_end() -> None:
    sent: list[int] = []

    def pour(handler: Handler, _: int) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("connection", "close")
        handler.end_headers()
        while len(sent) < 10_000:
            handler.wfile.write(b" " * 65_536)
            sent.append(65_536)

    assert "more than" in trouble(pour).why
    assert sum(sent) < MOST_BYTES + 50_000_000


def test_a_slow_reply_is_given_up() -> None:
    with served(lambda _, __: server.ended.wait(10)) as server:  # type: ignore[func-returns-value]
        with pytest.raises(TroubleError, match=r"no reply within 0\.2 seconds") as caught:
            ask_at(server, timeout=0.2)
        server.ended.set()
    assert caught.value.then == "again"


def test_a_reply_that_drips_is_given_up() -> None:
    def drip(handler: Handler, _: int) -> None:
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", "1000")
        handler.end_headers()
        for _byte in range(1000):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            if handler.server.ended.wait(0.02):
                return

    assert trouble(drip, timeout=0.3).then == "again"


@pytest.mark.parametrize("at", [0, 30])
def test_a_connection_closed_midway_is_worth_another_try(at: int) -> None:
    def close(handler: Handler, _: int) -> None:
        if at:
            handler.send_response(200)
            handler.send_header("content-type", "application/json")
            handler.send_header("content-length", "1000")
            handler.end_headers()
            handler.wfile.write(completion("x")[:at])
            handler.wfile.flush()
        handler.close_connection = True
        handler.connection.close()

    found = trouble(close)
    assert "the connection failed" in found.why
    assert found.then == "again"


def test_nobody_at_the_address_is_said() -> None:
    with served(lambda h, _: None) as server:
        url = server.url
    wire = Wire(LanguageModel("some-model", url, timeout=2))
    with pytest.raises(TroubleError, match="the connection failed") as caught:
        wire(BODY)
    wire.close()
    assert url in (caught.value.hint or "")


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    with served(lambda h, _: h.send(200, completion("stolen"))) as other:
        found = trouble(lambda h, _: h.send(status, b"", location=other.url + "/chat/completions"))
    assert other.asked == []
    assert found.then == "stop"
    assert "redirect" in found.why


def test_how_long_to_wait_is_passed_on() -> None:
    found = trouble(lambda h, _: h.send(429, b"{}", retry_after="7"))
    assert (found.then, found.wait) == ("again", 7.0)
