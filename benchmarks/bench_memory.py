"""Memory of the reader over ten thousand reports: what one report needs, and whether the rest adds to it.

``python -m benchmarks memory``, or ``python -m benchmarks.bench_memory 500`` for fewer: reports are made one at a time,
read and let go. The peak of the whole process (``ru_maxrss``) is printed as it goes; a reader that kept something of
each report would climb with their number.
"""

from __future__ import annotations

import gc
import resource
import sys
import time

from benchmarks.bench_reading import GOLD, report_of
from detente.dossier.yaml import parse, plain
from detente.reading.codebooks import load_codebook
from detente.reading.reader import read_report

REPORTS = 10_000
STEPS = 10


def main() -> None:
    number = int(sys.argv[1]) if sys.argv[1:] and sys.argv[1].isdigit() else REPORTS
    texts = [plain(parse(file.read_text(encoding="utf-8")))["text"] for file in sorted(GOLD.glob("*/*.yaml"))]
    book = load_codebook("generic")
    start, claims, first = time.process_time(), 0, 0.0
    for n in range(1, number + 1):
        text = texts[n % len(texts)].replace("two", str(n)).replace("Monday", f"the {n}th day")
        claims += len(read_report(report_of(text), book))
        if n == max(1, number // 100):
            first = _peak()
            print(f"  {n:6} reports: peak {first:6.1f} MiB")
        elif n % (number // STEPS or 1) == 0:
            print(f"  {n:6} reports: peak {_peak():6.1f} MiB, {_peak() / first:.3f} of the first; {claims} claims")
    gc.collect()
    print(f"  {number / (time.process_time() - start):,.0f} reports a second of processor time")


def _peak() -> float:
    """The most memory that this process has held, in MiB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    main()
