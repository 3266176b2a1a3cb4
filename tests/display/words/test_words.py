"""The grammar and the numbers of the parts of sentences."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.display import words
from detente.errors import InputError

probabilities = st.floats(0, 1)
inside = st.floats(0, 1, exclude_min=True, exclude_max=True)


def test_icd_203_bands_are_the_standards():
    printed = {
        "almost no chance": (1, 5),
        "very unlikely": (5, 20),
        "unlikely": (20, 45),
        "roughly even chance": (45, 55),
        "likely": (55, 80),
        "very likely": (80, 95),
        "almost certain": (95, 99),
    }
    for name, (low, high) in printed.items():
        assert {words.term(n / 100) for n in range(low + 1, high)} == {name}


def test_phia_bands_are_the_standards():
    printed = {
        "remote chance": (1, 5),
        "highly unlikely": (10, 20),
        "unlikely": (25, 35),
        "realistic possibility": (40, 50),
        "likely": (55, 75),
        "highly likely": (80, 90),
        "almost certain": (95, 99),
    }
    for name, (low, high) in printed.items():
        assert {words.term(n / 100, words.PHIA) for n in range(low, high + 1)} == {name}


@pytest.mark.parametrize("edge", [5, 20, 45, 55, 80, 95])
def test_an_edge_takes_the_term_nearer_to_even(edge):
    inward = edge + (1 if edge < 50 else -1)
    assert words.term(edge / 100) == words.term(inward / 100)


@given(inside)
def test_a_complement_has_the_mirrored_term(p):
    terms = words.ICD203.terms
    if 1 - p < 1:
        assert terms.index(words.term(p)) + terms.index(words.term(1 - p)) == 6


@given(inside, st.sampled_from([words.ICD203, words.PHIA]))
def test_one_printed_number_has_one_term_of_its_own_row(p, row):
    printed = words.percent(p)
    term = words.term(p, row)
    assert term in row.terms
    assert printed not in ("0%", "100%")
    whole = float(printed.strip("<>%")) / 100
    assert words.term(whole, row) == term


@given(probabilities, probabilities)
def test_terms_rise_with_probability(p, q):
    low, high = sorted([p, q])
    order = ("no chance", *words.ICD203.terms, "certain")
    assert order.index(words.term(low)) <= order.index(words.term(high))


@given(probabilities)
def test_a_likelihood_always_has_its_number(p):
    for text in (
        words.chance_that(p, "it passes"),
        words.chance_to("it", p, "pass", "passing"),
        words.chance_of(p, "a veto"),
    ):
        assert f"({words.percent(p)})" in text
        assert " a almost" not in text
        assert "a no " not in text
        assert not words.mixes_likelihood_and_confidence(text)


@pytest.mark.parametrize("bad", [-0.01, 1.01, float("nan"), float("inf")])
def test_what_is_no_probability_is_refused(bad):
    with pytest.raises(InputError, match="not a probability"):
        words.likely(bad)


@pytest.mark.parametrize("edge", [7, 22, 37, 52, 77, 92])
def test_a_number_in_a_british_gap_takes_the_term_nearer_to_even(edge):
    inward = edge + (5 if edge < 50 else -5)
    assert words.term(edge / 100, words.PHIA) == words.term(inward / 100, words.PHIA)


FORMS = {
    "that": lambda p, row: words.chance_that(p, "China abstains", row),
    "That": lambda p, row: words.sentence(words.chance_that(p, "China abstains", row)),
    "to be": lambda p, row: words.chance_to("the draft", p, "be adopted", "being adopted", row),
    "to come": lambda p, row: words.chance_to("they", p, "come", "coming", row, many=True),
    "to meet": lambda p, row: words.chance_to("the six", p, "meet", "meeting", row, many=True),
    "it": lambda p, row: words.chance_to("it", p, "be adopted", "being adopted", row),
    "bare": lambda p, row: words.likely(p, row),
}


@pytest.mark.parametrize("form", FORMS)
def test_rewording_says_what_the_other_yardstick_would_have_said(form):
    for p in (*(n / 100 for n in range(101)), 0.001, 0.999):
        said = FORMS[form](p, words.ICD203)
        assert words.reworded(said, words.PHIA) == FORMS[form](p, words.PHIA)
        assert words.reworded(said, words.ICD203) == said


def test_rewording_leaves_other_words_and_numbers_alone():
    text = "Were China to abstain, the draft is likely (61%) to be adopted; likeliest “a text” (67%), 12–2–1."
    assert words.reworded(text, words.PHIA) == text
    assert words.reworded("A veto by China is very likely (86%); Russia may object too.", words.PHIA) == (
        "A veto by China is highly likely (86%); Russia may object too."
    )


@given(probabilities)
def test_no_term_of_the_other_row_is_left(p):
    for form in (*FORMS.values(), lambda p, row: words.chance_of(p, "a veto", row)):
        said = words.reworded(form(p, words.ICD203), words.PHIA)
        assert not re.search(r"very (un)?likely|roughly even|almost no chance", said)


def test_an_unknown_yardstick_names_the_known():
    with pytest.raises(InputError, match="did you mean 'phia'"):
        words.yardstick("phi")


@given(inside)
def test_a_percentage_and_its_complement_add_up(p):
    first, second = words.percent(p), words.percent(1 - p)
    if "<" not in first + second and ">" not in first + second and 1 - p not in (0, 1):
        assert abs(int(first[:-1]) + int(second[:-1]) - 100) <= (1 if "1%" in (first, second) else 0)


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_is_itself_rounded(value, digits):
    text = words.number(value, digits).replace(",", "").replace("−", "-")
    assert abs(float(text) - value) <= 0.5 * 10**-digits * (1 + 1e-9) + 1e-6
    assert text not in ("-0", "")


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("US veto", "a US veto"),
        ("UK draft", "a UK draft"),
        ("EU text", "an EU text"),
        ("unilateral ban", "a unilateral ban"),
        ("uninvited guest", "an uninvited guest"),
        ("unimportant point", "an unimportant point"),
        ("Ukrainian offer", "a Ukrainian offer"),
        ("uranium plant", "a uranium plant"),
        ("ultimatum", "an ultimatum"),
        ("urgent meeting", "an urgent meeting"),
        ("one-sided text", "a one-sided text"),
        ("union", "a union"),
        ("useful step", "a useful step"),
        ("usher", "an usher"),
        ("18-month freeze", "an 18-month freeze"),
        ("11th hour", "an 11th hour"),
        ("8-vote bloc", "an 8-vote bloc"),
        ("110-page list", "a 110-page list"),
        ("1,100-page list", "a 1,100-page list"),
        ("“option”", "an “option”"),
        ("honest broker", "an honest broker"),
        ("MP", "an MP"),
        ("A bomb", "an A bomb"),
    ],
)
def test_articles_follow_the_sound(phrase, expected):
    assert words.a_or_an(phrase) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("United Kingdom", "the United Kingdom"),
        ("International Atomic Energy Agency", "the International Atomic Energy Agency"),
        ("United Nations Security Council", "the United Nations Security Council"),
        ("Czech Republic", "the Czech Republic"),
        ("South Africa", "South Africa"),
        ("Niger", "Niger"),
        ("hard-liners in the military", "hard-liners in the military"),
        ("The Hague", "The Hague"),
    ],
)
def test_names_take_the_article_that_english_gives(name, expected):
    assert words.article(name) == expected


def test_lists_of_every_length():
    assert words.listed([]) == ""
    assert words.listed(iter("ab")) == "a and b"
    assert words.listed("abcd", "or") == "a, b, c or d"


def test_a_scale_may_have_text_for_keys_and_names_the_nearest_point():
    scale = {"100": "everything", "0": "nothing"}
    assert words.nearest_point(scale, 50) == (0.0, "nothing")
    assert words.in_words(scale, 100) == "at “everything” (100)"
    with pytest.raises(InputError):
        words.scale_points({})


@given(
    st.integers(0, 30),
    st.none() | st.floats(0, 1),
    st.floats(0, 1),
    st.integers(0, 5),
    st.floats(0, 0.5),
)
def test_confidence_never_falls_with_more_sources_or_less_width(sources, spread, width, more, less):
    order = ["low", "moderate", "high"]
    before = words.confidence(sources, spread, width)
    after = words.confidence(sources + more, spread, max(0.0, width - less))
    assert order.index(after.level) >= order.index(before.level)
    text = words.confidence_sentence(before)
    assert text.count(".") == 1
    assert not any(f"{term} (" in text for term in words.ICD203.terms + words.PHIA.terms)
    assert not words.mixes_likelihood_and_confidence(text)


@pytest.mark.parametrize("bad", [(-1, 0.1, 0.1), (1, 2, 0.1), (1, 0.1, float("nan"))])
def test_confidence_refuses_what_is_no_share(bad):
    with pytest.raises(InputError, match="shares of the range"):
        words.confidence(*bad)


def test_the_examples_of_the_words_run():
    package = importlib.import_module("detente.display.words")
    names = [
        package.__name__,
        *(f"{package.__name__}.{m.name}" for m in pkgutil.iter_modules(package.__path__)),
    ]
    failed = sum(doctest.testmod(importlib.import_module(name)).failed for name in names)
    assert failed == 0
