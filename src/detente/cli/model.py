"""The options of the language-model reader, and reading on with it: nothing of it is imported without ``--llm``."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.show import progress, warn
from detente.errors import ModelReaderError

if TYPE_CHECKING:
    from detente.dossier import Evidence
    from detente.reading.llm import LanguageModel

__all__ = ["AtOnce", "Given", "KeyVariable", "MaxRequests", "Name", "Plain", "Record", "Replay", "Retries", "Timeout",
           "Url", "read_on"]  # fmt: skip

Name = Annotated[
    str | None, typer.Option("--llm", metavar="NAME", help="Read with this language model too; needs detente[llm].")
]
Url = Annotated[
    str | None,
    typer.Option("--llm-url", metavar="URL", help="Its OpenAI-compatible address, such as http://localhost:8000/v1."),
]
KeyVariable = Annotated[
    str | None,
    typer.Option("--llm-key-env", metavar="VARIABLE", help="Where its key is, if not in DETENTE_LLM_KEY."),
]
Record = Annotated[
    Path | None,
    typer.Option("--llm-record", metavar="FILE", help="Add replies to FILE; what is in it is not asked for again."),
]
Replay = Annotated[
    Path | None, typer.Option("--llm-replay", metavar="FILE", help="Take replies from FILE alone: no network call.")
]
MaxRequests = Annotated[
    int | None, typer.Option("--max-requests", min=1, help="The most requests of one run, retries included: 100.")
]
Timeout = Annotated[float | None, typer.Option("--llm-timeout", metavar="SECONDS", help="For one request: 120.")]
Retries = Annotated[
    int | None, typer.Option("--llm-retries", min=0, max=20, help="Further tries of one passage, ever later: 4.")
]
AtOnce = Annotated[
    int | None, typer.Option("--llm-concurrency", min=1, max=64, help="Requests open at the same time: 4.")
]
Plain = Annotated[
    bool, typer.Option("--llm-plain", help="Send neither temperature nor schema, for servers that know neither.")
]


@dataclass(frozen=True, slots=True)
class Given:
    """What was said about the model on the command line."""

    llm: str | None = None
    llm_url: str | None = None
    llm_key_env: str | None = None
    llm_record: Path | None = None
    llm_replay: Path | None = None
    max_requests: int | None = None
    llm_timeout: float | None = None
    llm_retries: int | None = None
    llm_concurrency: int | None = None
    llm_plain: bool = False

    def check(self) -> None:
        """Look for contradictions before anything is read.

        Raises:
            ModelReaderError: an option without ``--llm``, no address, or both an address and a replay.
        """
        said = [f"--{field.name.replace('_', '-')}" for field in fields(self) if getattr(self, field.name)]
        if self.llm is None:
            if said:
                raise ModelReaderError(f"{said[0]} without --llm", hint="name the model with --llm NAME")
            return
        if self.llm_replay is not None and (self.llm_url is not None or self.llm_record is not None):
            other = "--llm-url" if self.llm_url is not None else "--llm-record"
            raise ModelReaderError(f"--llm-replay and {other}", hint="a replay asks nobody: give one of them")
        if self.llm_replay is None and self.llm_url is None:
            raise ModelReaderError(
                "--llm without an address",
                hint="give --llm-url URL, or --llm-replay FILE; reports are sent nowhere else",
            )
        self.model()

    def model(self) -> LanguageModel:
        """The model with its key and its bounds.

        Raises:
            ModelReaderError: what cannot be, or a variable for the key that is not set.
        """
        from detente.reading.llm import LanguageModel

        bounds = {
            "max_requests": self.max_requests,
            "timeout": self.llm_timeout,
            "retries": self.llm_retries,
            "at_once": self.llm_concurrency,
        }
        given = {name: value for name, value in bounds.items() if value is not None}
        key = None if self.llm_replay is not None else self._key()
        return LanguageModel(self.llm or "", self.llm_url, key, plain=self.llm_plain, **given)  # type: ignore[arg-type]  # each has its own type

    def _key(self) -> str | None:
        from detente.reading.llm import KEY_VARIABLE

        key = os.environ.get(self.llm_key_env or KEY_VARIABLE)
        if self.llm_key_env is not None and not key:
            raise ModelReaderError(f"the variable {self.llm_key_env} is not set", key="--llm-key-env")
        return key or None


def read_on(evidence: Evidence, given: Given, codebook: str) -> tuple[Evidence, bool]:
    """The evidence with what a model found in it too, and whether every passage was read; without ``--llm`` as it is.

    Raises:
        ModelReaderError: the model cannot be asked, or read nothing.
    """
    if given.llm is None:
        return evidence, True
    from detente.reading.llm import read_with
    from detente.reading.reader import choose

    model = given.model()
    if model.exposes_key:
        warn([f"the key for {model.name} goes to {model.url} unencrypted; use https, or leave the key unset"])
    book = choose(None if codebook == "none" else codebook, evidence.reports)
    with progress(f"reading with {model.name}") as advance:
        found = read_with(evidence, model, book, record=given.llm_record, replay=given.llm_replay, progress=advance)
    for line in found.lines():
        typer.echo(f"detente: {model.name}: {line}", err=True)
    warn(found.warnings())
    return found.evidence, not found.unread
