"""Codebooks: those that ship load, every row has a source, and a faulty file is told with line and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import DossierError
from detente.reading.codebooks import codebook_names, load_codebook

GOOD = """\
codebook: mine
about: a quarrel
source: judgement
issues:
  fish:
    asks: How much fish?
    scale: {0: none, 100: all}
    status_quo: 0
    prior: {mean: 50, sd: 20}
    source: judgement
    cues:
      - {says: [fishing ban], support: 0, oppose: 80, source: judgement}
"""


@pytest.mark.parametrize("name", codebook_names())
def test_shipped_codebooks_load(name: str) -> None:
    book = load_codebook(name)
    assert book.codebook == name
    assert book.cues
    for _, cue, pattern in book.cues:
        assert len(cue.source) >= 3
        assert all(pattern.search(word.replace("*", "x y").lower()) for word in cue.says), cue.says


def test_a_file_loads(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(GOOD)
    assert load_codebook(tmp_path / "mine.yaml").codebook == "mine"


def test_an_unknown_name_lists_those_that_exist() -> None:
    with pytest.raises(DossierError, match="missile-crisis"):
        load_codebook("missile-crises")


@pytest.mark.parametrize(
    ("old", "new", "says", "line"),
    [
        ("    asks:", "    ask:", "unknown key 'ask'", 6),
        ("status_quo: 0", "status_quo: 400", "400", 8),
        ("sd: 20", "sd: 0", "greater than 0", 9),
        ("support: 0", "support: many", "support", 12),
    ],
)
def test_faults_name_file_line_and_key(tmp_path: Path, old: str, new: str, says: str, line: int) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(DossierError) as raised:
        load_codebook(file)
    told = str(raised.value)
    assert says in told
    assert f"mine.yaml:{line}" in told


def test_names_that_do_not_exist(tmp_path: Path) -> None:
    council = "councils:\n  body: {name: B, body: UNO, decides: [fihs], quota: 1, source: judgement}\n"
    (tmp_path / "mine.yaml").write_text(GOOD + council)
    with pytest.raises(DossierError, match="unknown issue 'fihs'"):
        load_codebook(tmp_path / "mine.yaml")


def test_a_star_stands_for_up_to_two_words() -> None:
    book = load_codebook("missile-crisis")
    pattern = next(p for id, cue, p in book.cues if "give up * nuclear program" in cue.says)
    assert pattern.search("to give up its nuclear program")
    assert pattern.search("to give up his secret nuclear program")
    assert not pattern.search("to give up on talks about another nuclear programme")
