"""Published conflicts: Elmira with its coalition jump, Cuba 1962, the prisoner's dilemma, chicken."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.engines.graph import (
    FIVE,
    arc_form,
    by_ranking,
    journeys,
    merge,
    option_form,
    solve,
    strong,
    trapped,
    upsets,
    verdict,
)

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def cases(shared):
    return json.loads((shared / "reference" / "graph-model-cases.json").read_text(encoding="utf-8"))


def as_form(case):
    """A reference case as an arc form, with its states and actors by name."""
    names = case["states_ids"]
    place = {name: number for number, name in enumerate(names)}
    actors = [dm["name"] for dm in case["dms"]]
    arcs = [np.array([[place[s], place[q]] for s, q in case["arcs"][actor]]) for actor in actors]
    worth = [by_ranking([place[s] for s in dm["ranking_best_first"]], len(names)) for dm in case["dms"]]
    return arc_form(np.array(worth), arcs), names, actors


@pytest.mark.parametrize("name", ["elmira", "cuba-1962", "prisoners-dilemma", "chicken"])
def test_stable_states_and_equilibria(cases, name):
    form, names, actors = as_form(cases[name])
    solution = solve(form)
    for concept in FIVE:
        equilibria = [names[s] for s in solution.equilibria(concept)]
        assert equilibria == cases[name]["computed"]["equilibria"][concept]
        published = cases[name].get("published_equilibria", {})
        assert equilibria == published.get(concept, equilibria)
        for i, actor in enumerate(actors):
            stable = [names[s] for s in np.flatnonzero(solution.stable[concept][i])]
            assert stable == cases[name]["computed"]["stable"][concept][actor]


def elmira_options(case):
    """Elmira in option form: Modify | stop delaying, abandon | Insist; abandonment merged.

    Delay, once given up, cannot be taken up again: so its opposite is the one-way option.
    """
    states = np.arange(16)
    stopped, abandoned = states >> 1 & 1 == 1, states >> 2 & 1 == 1
    form = option_form([1, 2, 1], np.zeros((3, 16)), stopped | ~abandoned, one_way=[0, 1, 2])
    merged, lowest = merge(form, [abandoned])
    place = {int(s): k for k, s in enumerate(lowest)}
    return merged, {name: place[as_options(yn)] for name, yn in case["states_yn"].items()}


def as_options(yn):
    """Our four options from the five published ones: Modify, Delay, Accept, Abandon, Insist."""
    modify, _, accept, abandon, insist = (int(mark == "Y") for mark in yn)
    return (0 if abandon else modify + 8 * insist) + 2 * (accept or abandon) + 4 * abandon


def test_elmira_from_options_has_the_published_moves_and_equilibria(cases):
    case = cases["elmira"]
    merged, order = elmira_options(case)
    for i, actor in enumerate(("MoE", "Uniroyal", "LG")):
        listed = sorted([order[s], order[q]] for s, q in case["arcs"][actor])
        assert merged.arcs[i].tolist() == listed
    worth = [by_ranking([order[s] for s in dm["ranking_best_first"]], 9) for dm in case["dms"]]
    solution = solve(merged.preferring(np.array(worth)))
    for concept, published in case["published_equilibria"].items():
        if concept in FIVE:
            assert sorted(solution.equilibria(concept)) == sorted(order[s] for s in published)


def test_elmira_coalitions(cases):
    form, names, actors = as_form(cases["elmira"])
    for label, stable in cases["elmira"]["coalition_nash_stable"].items():
        group = tuple(actors.index(actor) for actor in label.split("+"))
        assert [s for k, s in enumerate(names) if verdict(form, "nash", group, k).stable] == stable
    jump = upsets(form, "nash", names.index("s5"))[(0, 1)]
    assert [(actors[step.actor], names[step.state]) for step in jump] == [("MoE", "s6"), ("Uniroyal", "s8")]
    assert [s for k, s in enumerate(names) if strong(form, "nash", k)] == ["s8", "s9"]


def test_elmira_from_the_status_quo(cases):
    form, names, actors = as_form(cases["elmira"])
    assert trapped(form, range(9)) == (8,)
    found = journeys(form, names.index("s1"), improving=True)
    assert sorted(names[s] for s in found.paths) == ["s5"]
    assert [actors[i] for i in found.first[names.index("s5")]] == ["LG"]
    assert journeys(form, names.index("s1"), improving=False).paths.keys() == set(range(1, 9))


def test_reasons_of_the_dilemma(cases):
    form, names, _ = as_form(cases["prisoners-dilemma"])
    both = verdict(form, "seq", (0,), names.index("CC"))
    assert [names[step.state] for step in both.improvement] == ["DC"]
    assert [names[step.state] for step in both.answer] == ["DD"]
    assert not verdict(form, "nash", (0,), names.index("CC")).stable
