"""Which model is asked, where, and how much of it: checked before anything is sent."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from detente.errors import ModelReaderError
from detente.reading.provenance import MODEL_NAME

__all__ = ["KEY_VARIABLE", "LanguageModel"]

KEY_VARIABLE = "DETENTE_LLM_KEY"
_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
_KEY = re.compile(r"[\x21-\x7e]{1,4096}")


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model behind an OpenAI-compatible address, and the bounds of asking it.

    ``url`` is the address that ``/chat/completions`` is put behind, or null where replies are only replayed; ``key``
    is never shown, recorded or logged. ``timeout`` is in seconds for one request; ``retries`` are further tries of one
    passage; ``max_requests`` bounds all requests of a run, retries included; ``at_once`` are open at a time; ``plain``
    leaves the temperature and the schema out of requests; ``seed`` is of the waits between tries.

    Raises:
        ModelReaderError: a name, an address, a key or a number that cannot be.

    >>> LanguageModel("some-model", "http://localhost:8000/v1").url
    'http://localhost:8000/v1'
    """

    name: str
    url: str | None = None
    key: str | None = field(default=None, repr=False)
    timeout: float = 120.0
    retries: int = 4
    max_requests: int = 100
    at_once: int = 4
    plain: bool = False
    seed: int = 0

    def __post_init__(self) -> None:
        if not MODEL_NAME.fullmatch(self.name):
            hint = "letters, digits and . _ / : @ -, at most 100"
            raise ModelReaderError(f"{self.name[:120]!r} cannot be the name of a model", key="--llm", hint=hint)
        if self.url is not None:
            _check_address(self.url)
        if self.key is not None and not _KEY.fullmatch(self.key):
            raise ModelReaderError("the key for the model holds spaces or characters that no header can carry")
        bounds = (self.timeout, 0, 3600), (self.retries, 0, 20), (self.at_once, 1, 64), (self.max_requests, 1, 10**9)
        names = ("timeout", "retries", "at_once", "max_requests")
        for name, (value, low, high) in zip(names, bounds, strict=True):
            if not low <= value <= high or (name == "timeout" and value == 0):
                raise ModelReaderError(f"{name} is {value:g}", hint=f"from {low} to {high:g}")

    @property
    def exposes_key(self) -> bool:
        """Whether the key would travel unencrypted to another machine."""
        place = urlsplit(self.url or "")
        return self.key is not None and place.scheme == "http" and place.hostname not in _HOME


def _check_address(url: str) -> None:
    hint = "write it as http://localhost:8000/v1 or https://HOST/v1"
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:
        raise ModelReaderError("not an address", key="--llm-url", hint=hint) from None
    if place.username is not None or place.password is not None:
        raise ModelReaderError(
            "an address with a name or password in it", key="--llm-url", hint=f"put the key into {KEY_VARIABLE}"
        )
    if place.scheme not in ("http", "https") or not place.hostname or port == 0 or not url.isascii():
        raise ModelReaderError(f"{url[:200]!r} is not an address of a model", key="--llm-url", hint=hint)
    if place.query or place.fragment or any(c.isspace() or ord(c) < 33 for c in url):
        raise ModelReaderError(
            "an address with a query, a fragment or spaces",
            key="--llm-url",
            hint="give the part before /chat/completions",
        )
