"""Conflicts between dossiers and .gmcr files: they mean the same in both."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.dossier import dumps, loads, template
from detente.dossier.cases import load_case
from detente.engines.graph import FIVE, solve
from detente.errors import FormatError
from detente.formats.converting import FORMATS, Heading, dossier_from, kind_of, text_for
from detente.formats.gmcr import GmcrActor, GmcrFile, GmcrOption, read_gmcr, write_gmcr
from detente.formats.gmcr_dossier import dossier_of_gmcr, gmcr_of_dossier, left_out
from detente.questions.stability.board import board_of

DAYS = (date(1990, 1, 1), date(1990, 12, 31))


def resting(dossier):
    """Equilibria by concept, as patterns of options in the order of the file."""
    board = board_of(dossier)
    solution = solve(board.form)
    return {c: sorted(int(board.states[s]) for s in solution.equilibria(c)) for c in FIVE}


@pytest.mark.parametrize("case", ["cuba-1962", "prisoners-dilemma", "korea-2006"])
def test_out_and_in_again_is_the_same_conflict(case):
    dossier = load_case(case)
    file = read_gmcr(write_gmcr(gmcr_of_dossier(dossier)))
    again = loads(dumps(dossier_of_gmcr(file, "Again", *DAYS)), "again.yaml")
    assert resting(again) == resting(dossier)
    assert gmcr_of_dossier(again) == file
    form, there = file.form()
    assert there.tolist() == file.states().tolist()
    assert {c: solve(form).equilibria(c).tolist() for c in FIVE} == resting(dossier)


def random_file(seed):
    """Options of any direction, not together, compound preferences or rankings with ties."""
    rng = np.random.default_rng(seed)
    count = int(rng.integers(3, 6))
    owner = np.concatenate([[0, 1], rng.integers(0, 2, count - 2)])
    options = tuple(GmcrOption(f"Option {k}", str(rng.choice(["both", "fwd", "back"]))) for k in range(count))

    def pattern():
        own = np.sort(rng.choice(count, int(rng.integers(1, 3)), replace=False))
        return tuple((int(o), bool(rng.random() < 0.5)) for o in own)

    infeasible = (pattern(),) if seed % 2 else ()
    states = GmcrFile(options, (), infeasible).states().size
    actors = []
    for k in range(2):
        tiers = rng.integers(0, states, states)
        ranking = tuple(tuple((np.flatnonzero(tiers == t) + 1).tolist()) for t in np.unique(tiers))
        wants = tuple(tuple(pattern() for _ in range(rng.integers(1, 3))) for _ in range(3))
        actors.append(GmcrActor(f"Side {k}", tuple(np.flatnonzero(owner == k).tolist()), wants, ranking))
    return GmcrFile(options, tuple(actors), infeasible, bool(seed % 3))


@pytest.mark.parametrize("seed", range(9))
def test_a_file_means_the_same_as_a_dossier(seed):
    file = random_file(seed)
    form, there = file.form()
    dossier = loads(dumps(dossier_of_gmcr(file, "Random", *DAYS)), "random.yaml")
    assert board_of(dossier).now in there
    assert resting(dossier) == {c: solve(form).equilibria(c).tolist() for c in FIVE}


def test_weights_merged_states_and_unseen_options_go_out_as_far_as_they_can():
    conflict = """
conflict:
  options:
    usa: {arm: arm itself}
    prk: {arm: arm itself, quit: leave}
  now: [usa.arm]
  merged: [prk.quit]
  preferences:
    usa: {weights: {not prk.arm: 10, usa.arm: 4, prk.quit: 50}}
    prk: [not usa.arm, prk.arm]
"""
    dossier = loads(template("A dilemma", DAYS[0]) + conflict, "dilemma.yaml")
    file = gmcr_of_dossier(dossier)
    assert file.by_ranking
    assert file.actors[0].ranking == ((5, 6, 7, 8), (2,), (1,), (4,), (3,))
    said = " ".join(left_out(dossier))
    assert all(word in said for word in ("taken now", "merged states", "weights"))


def test_short_patterns():
    dossier = loads(
        template("Short", DAYS[0])
        + "\nconflict:\n  options: {usa: {a: do a, b: do b}}\n  preferences: {usa: [usa.a unless usa.b]}\n"
    )
    assert gmcr_of_dossier(dossier).actors[0].preferences == ((((0, True),), ((1, True),)),)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"decisionMakers": [{"name": "A", "options": [0]}]}, "exactly one owner"),
        ({"infeasibles": [[]]}, "every state is infeasible"),
    ],
)
def test_what_no_dossier_can_say_is_refused(change, says, tmp_path):
    data = {
        "options": [{"name": "a"}, {"name": "b"}],
        "decisionMakers": [{"name": "A", "options": [0]}, {"name": "B", "options": [1]}],
        "infeasibles": [],
    }
    (tmp_path / "x.gmcr").write_text(json.dumps(data | change))
    with pytest.raises(FormatError, match=says):
        dossier_from(tmp_path / "x.gmcr", Heading("X", *DAYS))


def test_the_table_of_formats(tmp_path):
    assert kind_of(Path("A.GMCR")) is FORMATS[".gmcr"]
    with pytest.raises(FormatError, match=r"no format that we know.*GMCR\+ in \.gmcr"):
        kind_of(Path("crisis.gmrc"))
    with pytest.raises(FormatError, match="cannot be read"):
        dossier_from(tmp_path / "absent.gmcr", Heading("X", *DAYS))
    text, lost = text_for(load_case("cuba-1962"), Path("out.gmcr"))
    assert read_gmcr(text).actors[0].name == "United States"
    assert lost == ()
