"""GMCR+ files: Elmira as its users write it, both kinds of preference, and back again."""

from __future__ import annotations

import json

import numpy as np
import pytest

from detente.engines.graph import FIVE, merge, solve
from detente.errors import FormatError
from detente.formats.gmcr import GmcrActor, GmcrFile, GmcrOption, gmcr_of_statements, read_gmcr, write_gmcr


def elmira(rankings):
    """Elmira's twelve feasible states; abandonment is four of them, tied."""
    pairs = [[[1, "Y"], [2, "Y"]], [[1, "Y"], [3, "Y"]], [[2, "Y"], [3, "Y"]], [[1, "N"], [2, "N"], [3, "N"]]]
    directions = ["fwd", "back", "both", "fwd", "both"]
    makers = [("MoE", [0]), ("Uniroyal", [1, 2, 3]), ("LG", [4])]
    return json.dumps(
        {
            "useManualPreferenceVectors": True,
            "infeasibles": pairs,
            "options": [{"name": f"o{k}", "permittedDirection": d} for k, d in enumerate(directions)],
            "decisionMakers": [
                {"name": name, "options": own, "preferences": [], "preferenceVector": ranking}
                for (name, own), ranking in zip(makers, rankings, strict=True)
            ],
        }
    )


@pytest.mark.shared
def test_elmira_by_ranking_has_the_published_equilibria(shared):
    case = json.loads((shared / "reference" / "graph-model-cases.json").read_text(encoding="utf-8"))["elmira"]
    file = read_gmcr(elmira([[1]] * 3))
    patterns = ["".join("NY"[s >> k & 1] for k in range(5)) for s in file.states()]
    number = {name: patterns.index(yn) + 1 for name, yn in case["states_yn"].items() if "-" not in yn}
    abandoned = [k + 1 for k, yn in enumerate(patterns) if yn[3] == "Y"]
    rankings = [
        [abandoned if name == "s9" else number[name] for name in dm["ranking_best_first"]] for dm in case["dms"]
    ]
    form, there = read_gmcr(elmira(rankings)).form()
    abandons = np.isin(np.arange(form.possible.size), [there[k - 1] for k in abandoned])
    merged, lowest = merge(form, [abandons])
    place = {name: int(np.flatnonzero(lowest == there[k - 1])[0]) for name, k in number.items()}
    place["s9"] = int(np.flatnonzero(abandons[lowest])[0])
    solution = solve(merged)
    for concept, published in case["published_equilibria"].items():
        if concept in FIVE:
            assert sorted(solution.equilibria(concept)) == sorted(place[name] for name in published)


def test_read_and_written_again_is_the_same():
    text = elmira([[1, [2, 3], 4, 5, 6, 7, 8, 9, 10, 11, 12]] * 3)
    assert read_gmcr(write_gmcr(read_gmcr(text))) == read_gmcr(text)
    later = read_gmcr(text.replace("preferenceVector", "preferenceRanking"))
    assert later == read_gmcr(text)
    assert later.actors[0].ranking[1] == (2, 3)


def test_compound_statements():
    members = {"compound": True, "members": [[[0, "N"], [1, "Y"]], [[0, "Y"], [1, "N"]]]}
    makers = [{"name": "A", "options": [0], "preferences": [members]}, {"name": "B", "options": [1]}]
    options = [{"name": "a", "permittedDirection": "both"}, {"name": "b", "permittedDirection": "both"}]
    file = read_gmcr(json.dumps({"options": options, "decisionMakers": makers, "infeasibles": []}))
    form, there = file.form()
    assert form.utilities[0, there].tolist() == [0.0, 0.5, 0.5, 0.0]
    assert read_gmcr(write_gmcr(file)) == file


def test_options_of_an_actor_need_not_stand_together():
    makers = (
        GmcrActor("A", (0, 2), (((((2, True)),),),)),
        GmcrActor("B", (1,), ((((1, False),),),)),
    )
    file = GmcrFile((GmcrOption("a"), GmcrOption("b", "back"), GmcrOption("c", "fwd")), makers)
    form, there = file.form()
    assert form.counts == (2, 1)
    assert form.one_way.tolist() == [False, True, True]
    for state, number in zip(file.states(), there, strict=True):
        assert number & 1 == state & 1
        assert (number >> 1 & 1) == (state >> 2 & 1)
        assert (number >> 2 & 1) == 1 - (state >> 1 & 1)


def test_statements_go_out_and_mean_the_same():
    statements = [["a.x unless b.y", "not a.x"], ["a.x iff b.y", "b.y if a.x"]]
    file = gmcr_of_statements([("A", ["a.x"]), ("B", ["b.y"])], statements, ["a.x and b.y"], ["a.x"])
    form, there = read_gmcr(write_gmcr(file)).form()
    assert file.states().tolist() == [0, 1, 2]
    assert form.utilities[0, there].tolist() == [0.25, 0.5, 0.75]
    assert form.utilities[1, there].tolist() == [0.75, 0.0, 0.25]
    assert form.one_way.tolist() == [True, False]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[]", "dict was expected"),
        ("{}", "there is no 'options'"),
        ('{"options": [{"name": "a", "permittedDirection": "up"}]}', "a direction 'up'"),
        ('{"options": [], "decisionMakers": [{"name": "A", "options": [0]}], "infeasibles": []}', "no option 0"),
        ('{"options": [], "decisionMakers": [], "infeasibles": [[3]]}', "was expected and 3 found"),
    ],
)
def test_faults_are_named(text, says):
    with pytest.raises(FormatError, match=says.replace("[", r"\[")):
        read_gmcr(text)


def test_an_option_without_an_owner_is_refused():
    with pytest.raises(FormatError, match="exactly one owner"):
        GmcrFile((GmcrOption("a"),), ()).form()
