"""The one place that opens a connection: a request to an OpenAI-compatible address, and the text of its reply.

The address is the analyst's and its answers are untrusted: no redirect is followed, nothing compressed is unpacked,
size and time are bounded, and only the headers below leave this machine.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from detente.reading.llm.backoff import seconds_asked
from detente.reading.llm.settings import LanguageModel
from detente.reading.llm.trouble import TroubleError

__all__ = ["MOST_BYTES", "Wire"]

MOST_BYTES = 2_000_000
"""Of one reply, headers aside."""

SENT = ("host", "content-type", "content-length", "authorization", "connection", "user-agent")
BUSY = frozenset({408, 409, 425, 429})
SHOWN = 200


class _Message(BaseModel):
    content: str


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Completion(BaseModel):
    choices: list[_Choice]


class _BoundError(httpx2.TransportError):
    """A reply beyond a bound of ours."""


class _SlowError(httpx2.ReadTimeout):
    """A reply that drips on past its time."""


class Wire:
    """A connection to one model; safe to use from several threads."""

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        transport = _Guarded(_direct_or_proxy(model.url or ""), model)
        self._http = httpx2.Client(
            transport=transport,
            timeout=model.timeout,
            follow_redirects=False,
            trust_env=False,
            base_url=model.url or "",
        )
        self._client = openai.OpenAI(
            base_url=model.url,
            api_key=model.key or "none",  # the guard sends our own header, or none
            organization="",
            project="",
            max_retries=0,
            timeout=model.timeout,
            http_client=self._http,
        )

    def close(self) -> None:
        """Close what is open."""
        self._http.close()

    def __call__(self, body: Mapping[str, Any]) -> str:
        """The text of the model's reply to one request.

        Raises:
            TroubleError: there is none, and what that means for the next request.
        """
        try:
            response = self._client.post("/chat/completions", cast_to=httpx2.Response, body=dict(body))
        except openai.APITimeoutError:
            raise TroubleError(f"no reply within {self.model.timeout:g} seconds", "again") from None
        except openai.APIStatusError as error:
            raise self._refused(error.response) from None
        except openai.APIConnectionError as error:
            raise self._unreached(error.__cause__) from None
        return _content(response)

    def _unreached(self, cause: BaseException | None) -> TroubleError:
        if isinstance(cause, _BoundError):
            return TroubleError(str(cause), "pass")
        hint = f"is a server of models running at {self.model.url}?"
        return TroubleError(f"the connection failed ({_plain(str(cause), self.model.key)})", "again", hint=hint)

    def _refused(self, response: httpx2.Response) -> TroubleError:
        status = response.status_code
        said = _plain(_said(response), self.model.key)
        told = f"the server answers {status}" + (f": {said}" if said else "")
        if 300 <= status < 400:
            told = f"the server answers {status}, a redirect, which is not followed"
            return TroubleError(told, "stop", hint="give the address that it leads to, if you trust it, as --llm-url")
        if status in BUSY or status >= 500:
            return TroubleError(told, "again", seconds_asked(response.headers.get("retry-after"), time.time()))
        if status in (401, 403):
            return TroubleError(told, "stop", hint="it wants a key, or another one (--llm-key-env)")
        if status == 404:
            return TroubleError(told, "stop", hint="check --llm-url (it often ends in /v1) and the name of the model")
        if status in (400, 422):
            return TroubleError(told, "pass", hint="a server that knows no JSON schema wants --llm-plain")
        return TroubleError(told, "pass")


def _direct_or_proxy(url: str) -> httpx2.HTTPTransport:
    """The way out: the proxy that the environment names for this address, or none."""
    place = urlsplit(url)
    proxies = getproxies()
    proxy = None if proxy_bypass(place.hostname or "") else proxies.get(place.scheme, proxies.get("all"))
    return httpx2.HTTPTransport(proxy=proxy) if proxy else httpx2.HTTPTransport()


class _Guarded(httpx2.BaseTransport):
    """A transport that sends what it must and takes no more than the bounds."""

    def __init__(self, inner: httpx2.HTTPTransport, model: LanguageModel) -> None:
        self.inner = inner
        self.model = model

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        ends = time.monotonic() + self.model.timeout
        response = self.inner.handle_request(self._bare(request))
        encoding = response.headers.get("content-encoding", "identity")
        length = response.headers.get("content-length", "0")
        if encoding != "identity" or (length.isdecimal() and int(length[:20]) > MOST_BYTES):
            response.close()
            raise _too_long() if encoding == "identity" else _BoundError("a compressed reply, which was not asked for")
        stream = response.stream
        if not isinstance(stream, httpx2.SyncByteStream):
            raise _BoundError("a reply without a body")
        return httpx2.Response(
            response.status_code,
            headers=response.headers,
            stream=_Bounded(stream, ends),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self.inner.close()

    def _bare(self, request: httpx2.Request) -> httpx2.Request:
        """The request with our few headers: none that the client adds of itself or takes from the environment."""
        headers = {name: request.headers[name] for name in SENT if name in request.headers}
        headers |= {"accept": "application/json", "accept-encoding": "identity", "user-agent": "detente"}
        headers.pop("authorization", None)
        if self.model.key is not None:
            headers["authorization"] = f"Bearer {self.model.key}"
        return httpx2.Request(
            request.method, request.url, headers=headers, stream=request.stream, extensions=request.extensions
        )


class _Bounded(httpx2.SyncByteStream):
    """A body that ends with an error where it grows too long or takes too long."""

    def __init__(self, inner: httpx2.SyncByteStream, ends: float) -> None:
        self.inner = inner
        self.ends = ends

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self.inner:
            size += len(chunk)
            if size > MOST_BYTES:
                raise _too_long()
            if time.monotonic() > self.ends:
                raise _SlowError("a reply that drips on past its time")
            yield chunk

    def close(self) -> None:
        self.inner.close()


def _too_long() -> _BoundError:
    return _BoundError(f"a reply of more than {MOST_BYTES:,} bytes")


def _content(response: httpx2.Response) -> str:
    """The text of the first choice of a completion.

    Raises:
        TroubleError: not JSON by its type or its bytes, no completion, or one cut off at the model's own limit.
    """
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise TroubleError(f"the reply is {_plain(kind) or 'of no type'}, not application/json", "again")
    try:
        completion = _Completion.model_validate_json(response.content)
    except ValidationError:
        raise TroubleError("the reply is no completion of a chat in JSON", "again") from None
    if not completion.choices:
        raise TroubleError("the reply holds no choice", "again")
    if completion.choices[0].finish_reason == "length":
        raise TroubleError("the model's reply was cut off at its own limit of length", "pass")
    return completion.choices[0].message.content


def _said(response: httpx2.Response) -> str:
    """The message of an error, where the server sends one of the usual shape."""
    try:
        data = response.json()
    except ValueError:
        return ""
    told = data.get("error", data) if isinstance(data, dict) else ""
    message = told.get("message", "") if isinstance(told, dict) else told
    return message if isinstance(message, str) else ""


def _plain(text: str, key: str | None = None) -> str:
    """Words of a server, fit for a terminal: short, without the key, every odd character escaped."""
    hidden = text.replace(key, "…") if key else text
    short = hidden if len(hidden) <= SHOWN else hidden[:SHOWN] + "…"
    return " ".join("".join(c if c.isprintable() or c.isspace() else "?" for c in short).split())
