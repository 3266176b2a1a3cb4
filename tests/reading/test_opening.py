# ruff: noqa: E501  # a table of sentences reads a row a line
"""Opening: canonical text, dates, and one clear fault for each file that cannot be read."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from detente.errors import ReportError
from detente.reading.opening import open_bytes, open_reports
from detente.reading.reader import read, read_all

STORY = "Envoys met in Geneva on Monday.\n\nThe talks with Iran failed, officials said.\n"


def test_canonical_text_is_the_decoded_file(tmp_path: Path) -> None:
    odd = "A\u00a0b\tc \u2028 “d”\r\nend \n"
    (tmp_path / "a.txt").write_bytes(odd.encode())
    assert open_reports([tmp_path / "a.txt"]).reports[0].text == odd


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "The minister said: “We won’t go.” " * 5
    assert open_bytes(text.encode(encoding), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"  \n ", "empty"),
        (b"\x00\x01\x02PK" * 40, "binary"),
        (b"\xff\xfe\x00", "does not decode"),
        (bytes(range(128, 256)) * 10, "not UTF-8"),
        (b"%PDF-1.4 broken", "not a readable PDF"),
    ],
)
def test_one_fault_names_the_file(data: bytes, says: str) -> None:
    with pytest.raises(ReportError, match=says) as raised:
        open_bytes(data, "bad.bin")
    assert "bad.bin" in str(raised.value)


def test_huge_names_the_option(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("word " * 100)
    with pytest.raises(ReportError, match="--max-size"):
        read([tmp_path / "a.txt"], max_size=200)


def test_other_files_are_still_read(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    evidence, faults = read_all([tmp_path / "missing.txt", tmp_path / "good.txt"])
    assert [Path(r.path or "").name for r in evidence.reports] == ["good.txt"]
    assert len(faults) == 1
    assert "missing.txt" in str(faults[0])


def test_same_text_twice_is_one_report(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(STORY)
    assert len(open_reports([tmp_path]).reports) == 1


def test_scripts_never_reach_the_text() -> None:
    page = (
        "<html><head><title>Talks fail</title><script>alert('steal()')</script>"
        '<meta property="og:site_name" content="The Paper"></head>'
        "<body><article><h1>Talks fail</h1>" + f"<p>{'Envoys met in Geneva on Monday and agreed on nothing. ' * 5}</p>" * 4
        + "<script>evil()</script></article></body></html>"
    )  # fmt: skip
    report = open_bytes(page.encode(), "a.html")
    assert "steal" not in report.text
    assert "evil" not in report.text
    assert "Envoys met" in report.text
    assert report.title == "Talks fail"


def _pdf(password: str | None = None) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if password:
        writer.encrypt(password, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pdf_with_a_password() -> None:
    with pytest.raises(ReportError, match="password"):
        open_bytes(_pdf("secret"), "a.pdf")


def test_pdf_without_text() -> None:
    assert len(PdfReader(io.BytesIO(_pdf())).pages) == 1
    with pytest.raises(ReportError, match="without text"):
        open_bytes(_pdf(), "a.pdf")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("WASHINGTON, July 7, 2006 — Envoys left.", date(2006, 7, 7)),
        ("Talks stall\nDate: 2006-07-07\n\nEnvoys left.", date(2006, 7, 7)),
        ("Talks stall\n\nJuly 10, 2006\n\nEnvoys left.", date(2006, 7, 10)),
        ("Published on Monday, 10 July 2006\n\nEnvoys left.", date(2006, 7, 10)),
        ("TEHRAN, 3 May 2019 (Agency) - Envoys left.", date(2019, 5, 3)),
        ("On July 4 missiles flew over Japan.", None),
        ("The treaty of May 5, 1999 was signed in Rome.", None),
    ],
)
def test_dates_that_stand_in_the_file(text: str, day: date | None) -> None:
    assert open_bytes(text.encode(), "a.txt").published == day


def test_a_given_date_wins(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Date: 2006-07-07\n\n" + STORY)
    opened = open_reports([tmp_path / "a.txt"], {"a.txt": date(2006, 7, 9)})
    assert opened.reports[0].published == date(2006, 7, 9)


def test_a_date_for_a_file_that_is_not_there_is_no_silent_loss(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("Norway left the talks.")
    with pytest.raises(ReportError, match=r"a date for wire\.text, which is not among the reports"):
        open_reports([tmp_path / "wire.txt"], {"wire.text": date(2031, 5, 9)})
    for name in ("wire.txt", str(tmp_path / "wire.txt")):
        assert open_reports([tmp_path], {name: date(2031, 5, 9)}).reports[0].published == date(2031, 5, 9)
