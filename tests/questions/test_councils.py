"""A council's rule as the dossier writes it, and as the engine has it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.dossier import loads
from detente.errors import DossierError
from detente.questions.councils import rule_of, rules_of

HEAD = """
detente: 1
title: A council
as_of: 2020-01-01
horizon: 2020-12-31
actors: {a: {name: A}, b: {name: B}, c: {name: C}}
issues: {x: {asks: How?, scale: {0: no, 100: yes}, status_quo: 0}}
councils:
  house:
    name: the house
    decides: [x]
"""


def council(rule, members="{a: {}, b: {}, c: {}}", drafts=""):
    text = HEAD + "".join(f"    {line}\n" for line in (f"members: {members}", *rule.split("; "), drafts) if line)
    dossier = loads(text)
    return dossier, dossier.councils["house"]


@pytest.mark.parametrize(
    ("rule", "members", "quota", "weights"),
    [
        ("quota: 2", "{a: {}, b: {}, c: {}}", 2, (1, 1, 1)),
        ("quota: 2.5", "{a: {weight: 2}, b: {weight: 0.5}, c: {weight: 1.25}}", 10, (8, 2, 5)),
        ("ways: [[{share: 0.55}]]", "{a: {}, b: {}, c: {}}", 2, (1, 1, 1)),
        ("ways: [[{blocking: 2}]]", "{a: {}, b: {}, c: {}}", 2, (1, 1, 1)),
        (
            "ways: [[{share: 0.65, by: people}]]",
            "{a: {weights: {people: 50}}, b: {weights: {people: 30}}, c: {weights: {people: 20}}}",
            65,
            (50, 30, 20),
        ),
    ],
)
def test_majorities_of_all(rule, members, quota, weights):
    (((majority,),)) = rule_of(*council(rule, members)).ways
    assert (majority.quota, majority.weights, majority.of) == (quota, weights, "all")


def test_majorities_of_those_voting_and_a_casting_vote():
    rule = rule_of(*council("ways: [[{of: voting, share: 0.6667}]]"))
    assert rule.ways[0][0].share == Fraction(2, 3)
    tied = rule_of(*council("ways: [[{of: voting, share: 0.5, strict: true}]]; casting: b"))
    assert tied.casting == 1


def test_consensus_and_procedural_drafts():
    assert not rule_of(*council("consensus: true")).abstention
    drafts = "drafts: {s: {text: {x: 50}}, p: {text: {x: 50}, procedural: true}}"
    veto = "{a: {veto: true}, b: {}, c: {}}"
    rules = rules_of(*council("quota: 2", veto, drafts))
    assert rules["s"].vetoes == {0}
    assert rules["p"].vetoes == frozenset()
    double = rules_of(*council("quota: 2; double_veto: true", veto, drafts))
    assert double["p"].vetoes == {0}


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("quota: 4", "quota of 4 is above"),
        ("quota: 2; consensus: true", "expected one of quota, ways or consensus, found quota, consensus"),
        ("note: none", "found none"),
        ("ways: [[{share: 0.5, quota: 2}]]", "expected one of quota, share or blocking"),
        ("ways: [[{of: voting, quota: 2}]]", "those voting is a share"),
        ("ways: [[{share: 0.5, by: people}]]", "no 'people' among the weights"),
        ("quota: 2; casting: d", "'d' has no seat"),
        ("ways: [[{quota: 4}]]", r"dossier.yaml:13: councils.house.ways.0.0: a quota of 4 is above .* total of 3"),
        ("ways: [[{share: 0.5}, {blocking: 4}]]", r"ways.0.1: blocking: 4 is above the number of members, 3"),
        ("quota: 2; casting: b", "councils.house.quota: a casting vote, and no tie can arise: 3 votes in all"),
    ],
)
def test_wrong_rules_say_what_is_wrong(rule, what):
    with pytest.raises(DossierError, match=what):
        council(rule)


@pytest.mark.parametrize(
    ("rule", "members", "what"),
    [
        ("ways: [[{share: 0.5}]]", "{a: {weight: 2}, b: {}, c: {}}", "members.a.weight: no quota counts this weight"),
        ("consensus: true", "{a: {weight: 2}, b: {}, c: {}}", "no quota counts this weight"),
        ("quota: 2", "{a: {weights: {votes: 2}}, b: {}, c: {}}", "no majority counts 'votes'; add by: votes to one"),
        ("quota: 1", "{a: {weight: 0}, b: {weight: 0}, c: {weight: 0}}", "weights add up to nothing"),
        ("quota: 2", "{a: {reluctance: 3}, b: {}, c: {}}", "only a member with a veto has a reluctance"),
    ],
)
def test_weights_that_nothing_counts_are_said(rule, members, what):
    with pytest.raises(DossierError, match=what):
        council(rule, members)


def test_a_casting_vote_breaks_a_tie_of_weights():
    members = "{a: {weight: 0.5}, b: {weight: 0.5}, c: {}}"
    rule = rule_of(*council("quota: 1.5; casting: b", members))
    assert (rule.casting, rule.ways[0][0].quota, rule.ways[0][0].weights) == (1, 3, (1, 1, 2))


def test_an_issue_is_decided_once():
    with pytest.raises(DossierError, match=r"decides.1: the issue 'x' stands twice"):
        loads(HEAD.replace("[x]", "[x, x]") + "    members: {a: {}, b: {}}\n    quota: 1\n")
