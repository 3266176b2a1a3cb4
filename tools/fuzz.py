"""Fuzz the opener and the reader, guided by coverage: ``make fuzz`` or ``python -m tools.fuzz [MINUTES] [FOLDER]``.

FOLDER holds texts to begin from; without it the dispatches of the worked cases are used. Needs ``detente[fuzz]``. What
was tried with profit stays in ``build/fuzz``, so that the next run goes on from there. An input that breaks a property
is written to ``build/crash-…``, and the status is not 0.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["detente.reading"]):
    from tests.reading.test_fuzz import opened_or_refused, spans_are_exact

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SUFFIXES = (".txt", ".html", ".pdf", "")
LONGEST = 1024


def one(data: bytes) -> None:
    """One input: its first byte says whether it is a text to read, or a file to open and of what kind."""
    first, rest = (data[0] if data else 0), data[1:]
    if first % 2:
        opened_or_refused(rest, SUFFIXES[first // 2 % len(SUFFIXES)])
    else:
        spans_are_exact(rest.decode("utf-8", "replace"))


def begin(texts: Path, place: Path) -> None:
    """Put pieces of the texts where the fuzzer begins, each as a text to read and as a file to open."""
    place.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(path for path in texts.rglob("*") if path.suffix in SUFFIXES[:3])):
        data = path.read_bytes()
        for start in range(0, min(len(data), 32 * LONGEST), LONGEST - 1):
            piece = data[start : start + LONGEST - 1]
            (place / f"{number}-{start}-text").write_bytes(b"\0" + piece)
            (place / f"{number}-{start}-file").write_bytes(bytes([2 * SUFFIXES.index(path.suffix) + 1]) + piece)


def main() -> None:
    """Try inputs until the time is up."""
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    texts = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "src" / "detente" / "data" / "cases"
    begin(texts, BUILD / "fuzz")
    logging.disable()  # pypdf tells of every broken file
    limits = [f"-max_total_time={round(60 * minutes)}", f"-max_len={LONGEST}", "-timeout=60", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={BUILD}/", str(BUILD / "fuzz")], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
