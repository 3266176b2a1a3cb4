from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.reading.llm.anchoring import cuts_word, find, folded

MARKS = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’‚‛`´", "'")})
LETTERS = st.text(alphabet="ab \n\t“”\"'’É\u00a0", max_size=14)


def literal(text: str) -> str:
    """The slow twin of folding: white space split and joined, marks straight."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text.strip() and text[-1:].isspace() else ""
    return lead + " ".join(text.translate(MARKS).split()) + tail


@given(LETTERS)
def test_folding_is_splitting_and_joining(text: str) -> None:
    assert folded(text)[0] == literal(text)


@given(LETTERS, LETTERS)
def test_what_is_found_reads_the_same_when_folded_and_nothing_that_does_is_missed(text: str, quote: str) -> None:
    found = find(text, 0, len(text), quote)
    wanted = literal(quote).strip()
    if not wanted:
        assert found == []
        return
    exact = [(i, i + len(quote)) for i in range(len(text) - len(quote) + 1) if text[i : i + len(quote)] == quote]
    if exact:
        assert found == exact
        return
    places = [
        (i, j)
        for i in range(len(text))
        for j in range(i + 1, len(text) + 1)
        if not text[i].isspace() and not text[j - 1].isspace() and literal(text[i:j]) == wanted
    ]
    assert found == places


def test_nothing_is_found_outside_the_stretch() -> None:
    assert find("Norway. Norway.", 1, 15, "Norway") == [(8, 14)]
    assert find("Nor way", 0, 5, "Nor way") == []


def test_words_are_whole() -> None:
    text = "It won't use non-lethal means; Norway's ships"
    for words in ("won't", "non-lethal", "Norway", "Norway's", "means"):
        at = text.index(words)
        assert not cuts_word(text, at, at + len(words)), words
    for part in ("won", "lethal", "non", "orway", "mean", "t use"):
        at = text.index(part)
        assert cuts_word(text, at, at + len(part)), part
