"""The verb ``brief``: ask a dossier everything that it can answer, and write the folder that an analyst hands over."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from detente.briefing.asking import ask_all, questions_of
from detente.briefing.compose import compose
from detente.briefing.data import to_json
from detente.briefing.page import to_html
from detente.briefing.records import Brief
from detente.briefing.write import checked_place, write_folder
from detente.display.charts import warm
from detente.display.words import yardstick
from detente.dossier import Dossier, Evidence, dumps

__all__ = ["brief", "files_of", "self_contained"]

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

    Raises:
        InputError: no such yardstick.
        OutputError: the folder, or one above it, is a file, or cannot be written.
    """
    place = checked_place(out)
    yardstick(scale)
    whole = self_contained(dossier, reading)
    with ThreadPoolExecutor(max_workers=1) as beside:
        ready = beside.submit(warm)  # the renderer loads while the questions are thought about
        asked = questions_of(whole, draws=draws, seed=seed, fill=fill)
        given = ask_all(whole, asked, told=told, beside=(os.cpu_count() or 1) > 1)
        ready.result()
    made = compose(whole, given, scale=scale)
    write_folder(place, files_of(made, whole))
    return made


def self_contained(dossier: Dossier, reading: Evidence | None = None) -> Dossier:
    """The dossier as the folder will hold it: resting on the evidence that is written beside it."""
    archive = reading if reading is not None else dossier.archive
    if not archive.reports:
        return dossier
    return dossier.model_copy(update={"evidence": EVIDENCE}).resting_on(archive)


def files_of(made: Brief, dossier: Dossier) -> Mapping[str, str]:
    """The files of the folder: the page, the same as data, the dossier, and the evidence."""
    evidence = {f"{EVIDENCE}{name}": text for name, text in dossier.archive.to_files().items()}
    return {"brief.html": to_html(made), "brief.json": to_json(made), "dossier.yaml": dumps(dossier), **evidence}
