"""The verb ``brief``: ask a dossier everything that it can answer, and write the folder that an analyst hands over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from detente.briefing.data import to_json
from detente.briefing.given import Given, key_of
from detente.briefing.page import to_html
from detente.briefing.records import Brief
from detente.dossier import Dossier, Evidence, dumps
from detente.errors import QuestionError
from detente.questions import Answer, Question, ask

__all__ = ["ask_all", "files_of", "self_contained"]

EVIDENCE = "evidence/"
Asked = tuple[str, str | None, Question[Any]]


def ask_all(dossier: Dossier, questions: Iterable[Asked], *, told: Callable[[str], None] | None = None) -> Given:
    """Every answer, and the reason where the dossier cannot give one.

    Args:
        dossier: what we believe.
        questions: each with the kind and the subject that it is filed under.
        told: called with the key of each question before it is asked.
    """
    answers: list[Answer] = []
    refused: dict[str, str] = {}
    for kind, subject, question in questions:
        if told is not None:
            told(key_of(kind, subject))
        try:
            answers.append(ask(dossier, question))
        except QuestionError as error:
            refused[key_of(kind, subject)] = f"Not asked of {subject or 'the dossier'}: {error}."
    return Given.of(answers, refused)


def self_contained(dossier: Dossier, reading: Evidence | None = None) -> Dossier:
    """The dossier as the folder will hold it: resting on the evidence that is written beside it."""
    archive = reading if reading is not None else dossier.archive
    if not archive.reports:
        return dossier
    return dossier.model_copy(update={"evidence": EVIDENCE}).resting_on(archive)


def files_of(brief: Brief, dossier: Dossier) -> Mapping[str, str]:
    """The files of the folder: the page, the same as data, the dossier, and the evidence."""
    evidence = {f"{EVIDENCE}{name}": text for name, text in dossier.archive.to_files().items()}
    return {"brief.html": to_html(brief), "brief.json": to_json(brief), "dossier.yaml": dumps(dossier), **evidence}
