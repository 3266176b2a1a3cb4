"""A quotation keeps its exact characters, within whole sentences of its report."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.briefing.context import REACH, in_context

TEXT = (
    "Mr. Hill left. The U.S. envoy said: “We will not go.” Nobody replied for an hour.\n\n"
    "In Seoul, officials waited. They had asked for No. 3 on the list! Would it come?"
)


def shown(text, *quotes):
    spans = [(text.index(q), text.index(q) + len(q)) for q in quotes]
    return "".join(f"[{p.text}]" if p.exact else p.text for p in in_context(text, spans))


def test_the_whole_sentence_stands_around_a_quotation():
    assert shown(TEXT, "not go") == "The U.S. envoy said: “We will [not go].”"
    assert shown(TEXT, "officials") == "In Seoul, [officials] waited."
    assert shown(TEXT, "Hill") == "Mr. [Hill] left."
    assert shown(TEXT, "They had") == "[They had] asked for No. 3 on the list!"
    assert shown(TEXT, "“We") == "The U.S. envoy said: [“We] will not go.”"
    assert shown(TEXT, "it come") == "Would [it come]?"


def test_a_quotation_across_sentences_and_paragraphs_is_kept_whole():
    assert shown(TEXT, "an hour.\n\nIn Seoul") == "Nobody replied for [an hour.\n\nIn Seoul], officials waited."


def test_spans_far_apart_are_joined_by_an_ellipsis_and_near_ones_are_not():
    assert shown(TEXT, "Hill", "list") == "Mr. [Hill] left. … They had asked for No. 3 on the [list]!"
    assert shown(TEXT, "We", "go") == "The U.S. envoy said: “[We] will not [go].”"


def test_an_endless_sentence_is_cut_at_a_word_with_an_ellipsis():
    text = "word " * 400 + "HERE " + "word " * 400
    cut = shown(text, "HERE")
    assert cut.startswith("… word ")
    assert cut.endswith("word …")
    assert len(cut) < 2 * REACH + 20


@given(st.text(st.sampled_from(list("aB .!?\n”U")), min_size=1, max_size=900), st.data())
def test_exact_pieces_are_the_spans_and_the_rest_is_the_report(text, data):
    places = st.integers(0, len(text) - 1)
    spans = []
    for start in sorted(data.draw(st.sets(places, min_size=1, max_size=4))):
        if not spans or start >= spans[-1][1]:
            spans.append((start, min(len(text), start + data.draw(st.integers(1, 60)))))
    pieces = in_context(text, spans)
    exact = "".join(p.text for p in pieces if p.exact)
    assert exact == "".join(text[s:e] for s, e in spans)
    whole = "".join(p.text for p in pieces)
    for part in whole.split("…"):
        assert part.strip(" ") in text
    assert all(p.text for p in pieces)
