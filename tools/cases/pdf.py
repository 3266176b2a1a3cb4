"""Write plain text as a small PDF, so that a worked case can hold a report in that format.

``python -m tools.cases.pdf SOURCE.txt OUT.pdf`` (the date is the first line of the form ``9 July 2006``).

The file is written by hand: base fonts, no compression, no clock, so that the same text gives the same bytes
everywhere. In the source ``# `` starts the title, ``## `` a heading, and a blank line ends a paragraph.
"""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

PAGE = (595, 842)  # A4, in points
MARGIN = 72
LEADING = 15
COLUMN = 92  # characters of 11-point Times that fit between the margins
LINES = (PAGE[1] - 2 * MARGIN) // LEADING


class Line(NamedTuple):
    """One line of the page: its words, the font's name and its size in points."""

    text: str
    font: str = "F1"
    size: int = 11


def lines_of(source: str) -> Iterator[Line]:
    """Set the paragraphs of a source into lines, an empty line after each."""
    for paragraph in source.strip().split("\n\n"):
        for row in paragraph.split("\n"):
            if row.startswith("## "):
                yield Line(row[3:], "F2", 12)
            elif row.startswith("# "):
                yield from (Line(part, "F2", 15) for part in textwrap.wrap(row[2:], 60))
            else:
                yield from (Line(part) for part in textwrap.wrap(row, COLUMN))
        yield Line(" ")


def content(lines: list[Line]) -> bytes:
    """The drawing operators of one page, top to bottom: the order in which a reader extracts the text."""
    top = PAGE[1] - MARGIN
    drawn = [f"BT {MARGIN} {top} Td"]
    drawn += [f"/{line.font} {line.size} Tf ({_escaped(line.text)}) Tj 0 -{LEADING} Td" for line in lines]
    return ("\n".join([*drawn, "ET"]) + "\n").encode("cp1252")


def _escaped(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", text)


def objects_of(source: str) -> list[bytes]:
    """The numbered objects of the file: catalogue, pages, two fonts, information, pages and contents."""
    rows = list(lines_of(source))
    pages = [rows[start : start + LINES] for start in range(0, len(rows), LINES)]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    fixed = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} /MediaBox [0 0 {PAGE[0]} {PAGE[1]}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding >>",
        _information(source),
    ]
    objects = [row.encode("cp1252") for row in fixed]
    for number, page in enumerate(pages):
        stream = content(page)
        objects.append(_page(7 + 2 * number))
        objects.append(b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"endstream")
    return objects


def _page(stream: int) -> bytes:
    fonts = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
    return f"<< /Type /Page /Parent 2 0 R /Resources {fonts} /Contents {stream} 0 R >>".encode()


def _information(source: str) -> str:
    title, publisher = (line.removeprefix("# ") for line in source.strip().split("\n")[:2])
    found = re.search(r"^\d{1,2} \w+ \d{4}$", source, re.MULTILINE)
    if found is None:
        raise SystemExit("the source has no line with its date, as in '9 July 2006'")
    made = datetime.strptime(found[0], "%d %B %Y").strftime("D:%Y%m%d000000Z")
    return f"<< /Title ({_escaped(title)}) /Author ({_escaped(publisher)}) /CreationDate ({made}) /ModDate ({made}) >>"


def pdf(source: str) -> bytes:
    """The whole file: header, objects, table of where they start, trailer."""
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    starts = []
    objects = objects_of(source)
    for number, body in enumerate(objects, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 5 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(out))
    return bytes(out) + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def main() -> None:
    """Read the source named first and write the PDF named second."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    source, out = map(Path, sys.argv[1:])
    out.write_bytes(pdf(source.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
