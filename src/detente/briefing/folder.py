"""The verb ``brief``: ask a dossier everything that it can answer, and write the folder that an analyst hands over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from detente.beside import Beside
from detente.briefing.asking import Asked, ask_all, order_of, questions_of, replied
from detente.briefing.compose import compose
from detente.briefing.data import to_json
from detente.briefing.given import Drawn, draw
from detente.briefing.page import template, to_html
from detente.briefing.records import Brief
from detente.display.charts import warm
from detente.display.words import yardstick
from detente.dossier import Dossier, Evidence, dumps
from detente.dossier.folders import checked_place, write_folder
from detente.questions import Answer

__all__ = ["begin", "brief", "files_of", "self_contained"]

EVIDENCE = "evidence/"


def brief(
    dossier: Dossier,
    reading: Evidence | None = None,
    out: str | Path = "out",
    *,
    draws: int = 10_000,
    seed: int = 0,
    fill: bool = False,
    scale: str = "icd203",
    told: Callable[[str], None] | None = None,
    beside: Beside | None = None,
    begun: Future[Asked | None] | None = None,
) -> Brief:
    """Write the brief of a dossier into a folder, and return it.

    1. Check that the folder can be written, before any work. 2. Ask all that the dossier has the input for. 3. Compose
    the sections and their sources. 4. Write ``brief.html``, ``brief.json``, ``dossier.yaml`` and ``evidence/``, whole
    or not at all.

    Args:
        dossier: what we believe.
        reading: the reports and claims that it rests on; the dossier's own where unsaid.
        out: the folder.
        draws: of the uncertain numbers.
        seed: of the draws.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
        scale: the yardstick of the page, ``icd203`` or ``phia``.
        told: called with each question's key (``vote:security-council``) before it is asked.
        beside: a second process to share the work with; one is started where none is given.
        begun: what ``begin`` replies there, from the same arguments.

    Raises:
        InputError: no such yardstick.
        OutputError: the folder, or one above it, is a file, or cannot be written.
    """
    place = checked_place(out)
    yardstick(scale)
    whole = self_contained(dossier, reading)
    asked = questions_of(whole, draws=draws, seed=seed, fill=fill)
    with ExitStack() as stack:
        other = beside or stack.enter_context(Beside(__name__))
        texts = stack.enter_context(ThreadPoolExecutor(max_workers=1)).submit(other.call, texts_of, whole)
        pool = stack.enter_context(ThreadPoolExecutor(max_workers=1))
        for loaded in (warm, template):  # what pictures and page need loads, and draws, while questions are asked
            pool.submit(loaded)
        pictures: dict[str, Future[Drawn]] = {}

        def draw_ahead(key: str, answer: Answer) -> None:
            pictures[key] = pool.submit(draw, answer)

        given = ask_all(whole, asked, told=told, beside=other, begun=begun, answered=draw_ahead)
        given = replace(given, drawn={key: drawn.result() for key, drawn in pictures.items()})
        made = compose(whole, given, scale=scale)
        write_folder(place, files_of(made, texts.result()))
    return made


def begin(dossier: Dossier, draws: int, seed: int, fill: bool) -> Asked | None:
    """The last question of a brief, replied to: what a second process begins with while the first one loads."""
    whole = self_contained(dossier)
    asked = order_of(questions_of(whole, draws=draws, seed=seed, fill=fill))
    return replied(whole, asked[-1]) if asked else None


def self_contained(dossier: Dossier, reading: Evidence | None = None) -> Dossier:
    """The dossier as the folder will hold it: resting on the evidence that is written beside it."""
    archive = reading if reading is not None else dossier.archive
    if not archive.reports:
        return dossier
    return dossier.model_copy(update={"evidence": EVIDENCE}).resting_on(archive)


def texts_of(dossier: Dossier) -> Mapping[str, str]:
    """The files that hold what went in: the dossier and its evidence."""
    evidence = {f"{EVIDENCE}{name}": text for name, text in dossier.archive.to_files().items()}
    return {"dossier.yaml": dumps(dossier), **evidence}


def files_of(made: Brief, texts: Mapping[str, str]) -> Mapping[str, str]:
    """The files of the folder: the page, the same as data, and what went in."""
    return {"brief.html": to_html(made), "brief.json": to_json(made), **texts}
