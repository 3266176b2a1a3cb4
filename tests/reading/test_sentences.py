# ruff: noqa: E501  # a table of sentences reads a row a line
"""Sentences, paragraphs and quotations have exact places, and odd input costs no more than even input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.sentences import CAP, paragraphs, quotations, sentences
from detente.reading.units import units_of


def cut(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text, 0, len(text), quotations(text, 0, len(text)))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Hill met Sen. Dodd. They talked.", 2),
        ("The U.S. said no. China said yes.", 2),
        ("It was held in Washington, D.C. The envoys left.", 2),
        ("“Six is better than five. Five is better than none,” said Hill. He left.", 2),
        ("He left at 5 p.m. on Jan. 3 with Gen. Lee J. Park of the U.S. Army.", 1),
        ("Did he go? No! He stayed.", 3),
        ("Talks cost $3.5 million. They failed.", 2),
    ],
)
def test_cuts(text: str, count: int) -> None:
    assert len(cut(text)) == count, cut(text)


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "The minister said on Monday that his country would not\nreturn to the talks that it had left in September and\nthat it wanted aid.\n\nA new paragraph."
    assert len(list(paragraphs(text))) == 2


def test_a_line_each_is_a_paragraph_each() -> None:
    assert len(list(paragraphs("One thing.\nAnother thing.\nA third."))) == 3


def test_quotation_open_to_the_end() -> None:
    text = "“We will go. We will talk."
    assert quotations(text, 0, len(text))[0].open


@given(st.text(alphabet="ab .,“”\"'’\n!?A()[]—$1é\u2028", max_size=400))
def test_every_unit_lies_inside_its_text(text: str) -> None:
    last = 0
    for number, paragraph in enumerate(paragraphs(text)):
        assert paragraph.start >= last
        last = paragraph.end
        for unit in units_of(text, paragraph.start, paragraph.end, number):
            assert paragraph.start <= unit.start < unit.end <= paragraph.end
            for token in unit.tokens:
                assert text[token.start : token.end] == token.text


def test_long_input_is_capped() -> None:
    assert all(b - a <= CAP for a, b in sentences("word " * 5000, 0, 25000, []))
