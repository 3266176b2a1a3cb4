"""Opening reports: text, HTML, PDF, folders and standard input, each into one ``Report`` with its canonical text.

1. The canonical text of a .txt file is the decoded file, character for character: UTF-8 (a byte order mark is the
   encoding's, not the text's, and is dropped), UTF-16 or UTF-32 by its mark, else Windows-1252 when what comes out
   is plausible text.
2. HTML goes through trafilatura, PDF through pypdf; their output is the canonical text.
3. What cannot be opened becomes a fault that names the file; the other files are still read.
"""

from __future__ import annotations

import codecs
import io
import logging
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.dossier.evidence import Report, sha256_of
from detente.errors import Fault, ReportError, nearest
from detente.reading.boilerplate import boilerplate
from detente.reading.dateline import dateline

__all__ = ["MAX_SIZE", "Opened", "open_bytes", "open_reports"]

MAX_SIZE = 10_000_000  # characters of text
MAX_BYTES = 8  # bytes of a file for each character that it may hold
KINDS = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf"})
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class Opened:
    """The reports that could be opened, in the order given, and what was wrong with the others."""

    reports: tuple[Report, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What a file says before it becomes a report."""

    text: str
    title: str | None = None
    publisher: str | None = None
    published: date | None = None


def open_reports(
    paths: Iterable[str | Path], dates: Mapping[str, date] | None = None, max_size: int = MAX_SIZE
) -> Opened:
    """Open every path: a file, a folder (its reports by name, folders inside it too) or ``-`` for standard input.

    ``dates`` gives publication dates by path or by file name. The same text given twice is one report.

    Raises:
        ReportError: a date for a file that is not among them.
    """
    given = dict(dates or {})
    faults: list[Fault] = []
    reports: dict[str, Report] = {}
    files = list(_files(paths, faults))
    _check_dates(given, files)
    for path in files:
        try:
            data = _bytes(path, max_size)
            day = given.get(str(path), given.get(Path(path).name))
            report = open_bytes(data, str(path), day, max_size)
        except ReportError as error:
            faults += error.faults
            continue
        reports.setdefault(report.sha256, report)
    return Opened(tuple(reports.values()), tuple(faults))


def _check_dates(given: Mapping[str, date], files: Sequence[str | Path]) -> None:
    """A date that no file takes would be a report without the date that somebody gave it."""
    known = {name for file in files for name in (str(file), Path(file).name)}
    lost = [name for name in given if name not in known]
    if lost:
        hint = nearest(lost[0], known) or "name the file as it is given, or by its last part"
        raise ReportError(f"a date for {lost[0]}, which is not among the reports", hint=hint)


def _files(paths: Iterable[str | Path], faults: list[Fault]) -> Iterator[str | Path]:
    for path in paths:
        if str(path) == "-":
            yield "-"
            continue
        folder = Path(path)
        if not folder.is_dir():
            yield path
            continue
        inside = sorted(file for file in folder.rglob("*") if file.suffix.lower() in KINDS and file.is_file())
        if not inside:
            faults.append(Fault("a folder without reports", folder, hint="reports end in .txt, .html or .pdf"))
        yield from inside


def _bytes(path: str | Path, max_size: int) -> bytes:
    if str(path) == "-":
        return sys.stdin.buffer.read(max_size * MAX_BYTES + 1)
    file = Path(path)
    try:
        if file.stat().st_size > max_size * MAX_BYTES:
            raise _huge(path, max_size)
        return file.read_bytes()
    except FileNotFoundError:
        raise ReportError("no such file", file=path, hint="check the path of the report") from None
    except OSError as error:
        raise ReportError(f"cannot be read: {error.strerror or error}", file=path) from None


def _huge(path: str | Path, max_size: int) -> ReportError:
    return ReportError(
        f"more than {max_size:,} characters of text",
        file=path,
        hint="cut it, or raise the limit with --max-size",
    )


def open_bytes(data: bytes, path: str, published: date | None = None, max_size: int = MAX_SIZE) -> Report:
    """The report that these bytes are, by the name and the first bytes of the file.

    Raises:
        ReportError: empty, binary, undecodable or huge; a PDF with a password or without text; HTML without text.
    """
    if not data.strip():
        raise ReportError("an empty file", file=path, hint="a report needs text")
    suffix = Path(path).suffix.lower()
    if data[:1024].lstrip()[:5] == b"%PDF-" or suffix == ".pdf":
        found = _pdf(data, path, max_size)
    elif suffix in (".html", ".htm", ".xhtml") or _looks_html(data):
        found = _html(data, path)
    else:
        found = Text(_decode(data, path))
    if len(found.text) > max_size:
        raise _huge(path, max_size)
    if not found.text.strip():
        raise ReportError("no text in it", file=path, hint="a scan or an empty page has nothing to read")
    spans = boilerplate(found.text)
    title = found.title or next((found.text[s.start : s.end] for s in spans if s.label == "headline"), None)
    return Report(
        sha256=sha256_of(found.text),
        text=found.text,
        title=title,
        publisher=found.publisher,
        published=published or dateline(found.text) or found.published,
        path=path,
        boilerplate=spans,
    )


def _looks_html(data: bytes) -> bool:
    head = data[:2048].lower()
    return b"<html" in head or b"<!doctype html" in head


def _decode(data: bytes, path: str) -> str:
    """The text of a file's bytes; see the module's first rule."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _western(data, path, error)
    if _binary(text):
        raise ReportError("a binary file, not text", file=path, hint="give .txt, .html or .pdf")
    return text


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"its byte order mark says {encoding}, but byte {error.start} does not decode",
            file=path,
            hint="save it as UTF-8",
        ) from None
    if _binary(text):
        raise ReportError("a binary file, not text", file=path, hint="give .txt, .html or .pdf")
    return text


def _western(data: bytes, path: str, error: UnicodeDecodeError) -> str:
    """Windows-1252, if nearly all of it is letters, spaces and the marks of prose."""
    undecodable = ReportError(
        f"byte {error.start} is not UTF-8, and the file is no plausible text in Windows-1252",
        file=path,
        hint="save it as UTF-8",
    )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise undecodable from None
    plain = sum(1 for char in text if char.isascii() and (char.isalnum() or char in " \n\r\t.,;:'\"!?-()"))
    if _binary(text) or plain < 0.9 * len(text):
        raise undecodable
    return text


def _binary(text: str) -> bool:
    head = text[:65536]
    return "\0" in head or sum(1 for char in head if ord(char) in CONTROL) > len(head) / 100


def _html(data: bytes, path: str) -> Text:
    """Main text and metadata of a page; scripts and styles never reach the text."""
    import trafilatura  # heavy, and only pages need it
    from trafilatura.settings import Document

    page = _page(data, path)
    document = trafilatura.bare_extraction(page, include_comments=False, include_tables=True, with_metadata=True)
    if not isinstance(document, Document) or not document.text:
        raise ReportError("no article text in this page", file=path, hint="save the text of the article as .txt")
    return Text(document.text, document.title, document.sitename, _iso(document.date))


def _page(data: bytes, path: str) -> str:
    """The characters of a page: by mark, by its own declaration, else as any text."""
    declared = _declared(data)
    if declared and not data.startswith(tuple(mark for mark, _ in MARKS)):
        try:
            return data.decode(declared)
        except (ValueError, LookupError):
            pass  # a wrong declaration: the page is decoded as any other text, or refused there
    return _decode(data, path)


def _declared(data: bytes) -> str | None:
    head = data[:2048].decode("ascii", "ignore").lower()
    at = head.find("charset=")
    if at < 0:
        return None
    return head[at + 8 :].lstrip("\"'").split('"')[0].split("'")[0].split(">")[0].split(";")[0].strip(" /") or None


def _iso(day: str | None) -> date | None:
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def _pdf(data: bytes, path: str, max_size: int) -> Text:
    """The text of a PDF, a blank line between its pages, and its title and date."""
    from pypdf import PdfReader  # heavy, and only PDFs need it
    from pypdf.errors import PyPdfError

    log = logging.getLogger("pypdf")
    if not log.handlers:  # or Python prints its every remark, beside our one message
        log.addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReportError("a PDF with a password", file=path, hint="save a copy without the password")
        text = _pages(reader.pages, path, max_size)
        info = reader.metadata
        title = str(info.title) if info and info.title else None
        day = info.creation_date.date() if info and info.creation_date else None
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
        IndexError,
    ) as error:
        raise ReportError(
            f"not a readable PDF ({type(error).__name__})", file=path, hint="save its text as .txt"
        ) from None
    if not text.strip():
        raise ReportError("a PDF without text, such as a scan", file=path, hint="run character recognition on it first")
    return Text(text, title, None, day)


def _pages(pages: Sequence[object], path: str, max_size: int) -> str:
    found: list[str] = []
    size = 0
    for page in pages:
        found.append(page.extract_text())  # type: ignore[attr-defined]  # pypdf's page list is a virtual sequence
        size += len(found[-1])
        if size > max_size:
            raise _huge(path, max_size)
    return "\n\n".join(found)
