"""Statements: what they mean, and errors that point at the character."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.statements import AND, IFF, NOT, OR, Connected, Name, Statement, parse_statement
from detente.errors import DossierError

TWO = [dict(zip("ab", values, strict=True)) for values in product((False, True), repeat=2)]


@pytest.mark.parametrize(
    ("text", "truth"),  # at (a, b) = 00, 01, 10, 11
    [
        ("a", "0011"),
        ("not a", "1100"),
        ("NOT NOT a", "0011"),
        ("a and b", "0001"),
        ("a or b", "0111"),
        ("a unless b", "0111"),
        ("a if b", "1011"),
        ("a iff b", "1001"),
        ("not a or b", "1101"),
        ("not (a or b)", "1000"),
        ("a or b and not a", "0111"),
        ("(a or b) and not a", "0100"),
        ("a and b if b or a", "1001"),
    ],
)
def test_truth_table(text, truth):
    statement = parse_statement(text)
    assert "".join(str(int(statement.holds(taken))) for taken in TWO) == truth


@pytest.mark.parametrize(
    ("text", "character", "says"),
    [
        ("", 1, "an option was expected and the end found"),
        ("a and", 6, "an option was expected and the end found"),
        ("a b", 3, "'b' does not fit here"),
        ("(a or b", 8, "')' was expected and the end found"),
        ("a)", 2, "')' does not fit here"),
        ("a & b", 3, "'&' means nothing here"),
        ("a if b unless c", 8, "can be read in two ways"),
        ("()", 2, "an option was expected and ')' found"),
        ("usa.assure or prk.tst", 15, "there is no option 'prk.tst'"),
        ("not a.", 6, "'.' means nothing here"),
    ],
)
def test_error_points_at_the_character(text, character, says):
    with pytest.raises(DossierError) as caught:
        parse_statement(text, known=["a", "b", "c", "usa.assure", "prk.test"])
    message = caught.value.faults[0].what
    assert says in message
    assert f"at character {character}: {text[: character - 1]}▸{text[character - 1 :]}" in message


def test_unknown_option_suggests_the_nearest():
    with pytest.raises(DossierError, match=r"did you mean 'prk\.test'"):
        parse_statement("prk.tset", known=["prk.test", "usa.assure"])


def test_nesting_is_bounded_and_chains_are_not():
    with pytest.raises(DossierError, match="nested"):
        parse_statement("(" * 5000 + "a" + ")" * 5000)
    with pytest.raises(DossierError, match="nested"):
        parse_statement("not " * 5000 + "a")
    long = parse_statement(" and ".join(["a"] * 5000))
    assert long.holds({"a": True})


def test_names_with_hyphens_and_dots():
    statement = parse_statement("prk-military.test-2 and not usa.assure")
    assert statement.variables == {"prk-military.test-2", "usa.assure"}


def test_program_counts_bits():
    statement = parse_statement("a iff (b or not a) and b")
    assert statement.program({"a": 3, "b": 5}) == (3, 5, 3, NOT, OR, 5, AND, IFF)


names = st.builds(Name, st.sampled_from(["x.a", "x.b", "y.c"]), st.just(0))


def connected(parts):
    many = st.lists(parts, min_size=2, max_size=3).map(tuple)
    two = st.tuples(parts, parts)
    return st.one_of(
        st.builds(Connected, st.sampled_from(["and", "or"]), many),
        st.builds(Connected, st.sampled_from(["if", "iff", "unless"]), two),
    )


def written(tree):
    if isinstance(tree, Name):
        return tree.id
    if isinstance(tree, Connected):
        return f" {tree.word} ".join(f"({written(part)})" for part in tree.parts)
    return f"not ({written(tree.of)})"


@given(st.recursive(names, connected, max_leaves=8))
def test_written_and_read_again_means_the_same(tree):
    original, again = Statement("", tree), parse_statement(written(tree))
    assert again.postfix == original.postfix
    for values in product((False, True), repeat=3):
        taken = dict(zip(["x.a", "x.b", "y.c"], values, strict=True))
        assert again.holds(taken) == original.holds(taken)


def test_a_long_statement_is_shown_around_the_character_only():
    with pytest.raises(DossierError) as raised:
        parse_statement(" or ".join(["prk.test"] * 500) + " or or " + " or ".join(["usa.assure"] * 500))
    message = str(raised.value)
    assert len(message) < 300
    assert "▸or usa.assure" in message
    assert message.count("…") == 2
