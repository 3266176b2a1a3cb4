"""Flips against every set of claims; the one-liar test; what the answer says."""

from __future__ import annotations

import json
from itertools import combinations

import numpy as np
import pytest

from detente.dossier.placing import placed
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.draws import Draws
from detente.questions.flip import Flip
from detente.questions.flip.removal import rested
from detente.questions.flip.search import Trial, sets_of, smallest
from detente.questions.gauge import gauge
from tests.questions.changing.example import crisis

ADOPTED = "vote.council.avalon-text.adopted"
SETTLED = "forecast.straits.mean.outcome"
DRAWS = 100


@pytest.fixture(scope="module")
def dossier():
    return crisis()


def every_set(dossier, path):
    """The smallest number of claims whose removal flips, by trying every set of them: the slow literal twin."""
    of = gauge(dossier, path)
    rests = rested(dossier, of.reads)
    band = of.band(dossier, of.mean(Draws(dossier, DRAWS)))
    for size in range(1, len(rests.claims) + 1):
        for some in combinations(rests.claims, size):
            if of.band(dossier, of.mean(Draws(placed(dossier, rests.without(some)), DRAWS))) != band:
                return size
    return None


@pytest.mark.parametrize("path", [ADOPTED, SETTLED, "forecast.straits.mean.bands.a statement"])
def test_a_flip_is_as_small_as_the_smallest_of_all_sets(dossier, path):
    answer = ask(dossier, Flip(path, draws=DRAWS, search_draws=DRAWS))
    expected = every_set(dossier, path)
    assert answer.results["minimal"]
    assert (len(answer.results["removed"]) or None) == expected
    of = gauge(dossier, path)
    rests = rested(dossier, of.reads)
    without = placed(dossier, rests.without(answer.results["removed"]))
    assert answer.results["after"] == pytest.approx(of.mean(Draws(without, DRAWS)), abs=1e-12)
    assert (answer.results["bands"]["before"] != answer.results["bands"]["after"]) == answer.results["flips"]


@pytest.mark.parametrize("seed", range(12))
def test_the_search_against_every_set_on_made_up_judgements(seed):
    """Random sums of effects with interactions, in classes of interchangeable claims."""
    rng = np.random.default_rng(seed)
    sizes = rng.integers(1, 4, rng.integers(2, 4))
    alike = [[f"{k}.{n}" for n in range(size)] for k, size in enumerate(sizes)]
    effect, pull = rng.normal(size=len(alike)), rng.normal()

    def value(gone):
        counts = np.array([sum(id in gone for id in ids) for ids in alike])
        return float(effect @ counts + pull * counts[0] * counts[-1])

    threshold = float(rng.uniform(0.5, 4.0))
    trial = Trial(value, value, lambda v: abs(v) > threshold)
    found = smallest(alike, trial)
    claims = [id for ids in alike for id in ids]
    sets = (some for size in range(1, len(claims) + 1) for some in combinations(claims, size))
    best = next((some for some in sets if abs(value(frozenset(some))) > threshold), None)
    assert found.minimal
    assert (found.removed is None) == (best is None)
    if best is not None:
        assert len(found.removed) == len(best)


def test_greedy_beyond_the_sets_allowed_says_so_and_can_spare_none():
    alike = [[f"{k}.0", f"{k}.1"] for k in range(10)]
    effect = np.linspace(0.1, 1.0, 10)

    def value(gone):
        return float(sum(effect[int(id.split(".")[0])] for id in gone))

    trial = Trial(value, value, lambda v: v > 5.25)
    found = smallest(alike, trial, most=60)
    assert not found.minimal
    assert value(frozenset(found.removed)) > 5.25
    assert len(found.removed) == 6
    for id in found.removed:
        assert not trial.holds(frozenset(found.removed) - {id})
    exact = smallest(alike, Trial(value, value, lambda v: v > 1.5), most=65)
    assert exact.minimal
    assert len(exact.removed) == 2


@pytest.mark.parametrize("flips", [lambda v: False, lambda v: v > 9.5, lambda v: v < 0])
def test_a_search_ends_after_a_bounded_number_of_sets(flips):
    """Ten claims that differ, and nothing, all of them or nearly all of them to be found: 2¹⁰ sets without a bound."""
    alike = [[str(k)] for k in range(10)]
    trial = Trial(lambda gone: float(len(gone)), lambda gone: float(len(gone)), flips)
    found = smallest(alike, trial, most=100)
    assert not found.minimal
    assert trial.tried <= 1 + 100 + 10 * 11 + 2 * 10


def test_a_find_on_few_draws_is_verified_on_all():
    """The quick value flips with one claim, the exact one only with two."""
    trial = Trial(lambda gone: float(len(gone)), lambda gone: 0.6 * len(gone), lambda v: v > 0.9)
    assert len(smallest([["a", "b", "c"]], trial).removed) == 2


def test_what_comes_near_on_few_draws_is_looked_at_on_all():
    """One claim flips on all draws, and all but does on few."""

    def quick(gone):
        return 0.8 * len(gone)

    def exact(gone):
        return 1.0 * len(gone)

    missed = smallest([["a", "b", "c"]], Trial(quick, exact, lambda v: v > 0.9))
    assert len(missed.removed) == 2
    found = smallest([["a", "b", "c"]], Trial(quick, exact, lambda v: v > 0.9, lambda _: 0.15))
    assert len(found.removed) == 1


@pytest.mark.parametrize("path", [ADOPTED, SETTLED])
def test_a_search_on_few_draws_finds_what_one_on_all_finds(dossier, path):
    few, every = (ask(dossier, Flip(path, draws=DRAWS, search_draws=n)).results for n in (15, DRAWS))
    assert len(few["removed"]) == len(every["removed"])
    assert few["minimal"] == every["minimal"]


def test_sets_of_a_size_are_all_of_them():
    alike = [["a", "b", "c"], ["d"], ["e", "f"]]
    counts = {tuple(sum(id in some for id in ids) for ids in alike) for some in sets_of(alike, 3)}
    assert counts == {(3, 0, 0), (2, 1, 0), (2, 0, 1), (1, 1, 1), (1, 0, 2), (0, 1, 2)}


def test_the_one_liar_test_takes_whole_reports_away(dossier):
    answer = ask(dossier, Flip(ADOPTED, draws=DRAWS, search_draws=DRAWS))
    of = gauge(dossier, ADOPTED)
    rests = rested(dossier, of.reads)
    rows = answer.results["one_liar"]
    assert {row["report"] for row in rows} == {report.sha256 for report in dossier.archive.reports}
    for row in rows:
        mine = [c.id for c in dossier.archive.claims if c.report == row["report"]]
        value = of.mean(Draws(placed(dossier, rests.without(mine)), DRAWS))
        assert row["effect"] == pytest.approx(value - answer.results["before"], abs=1e-9)
    assert [abs(row["effect"]) for row in rows] == sorted((abs(row["effect"]) for row in rows), reverse=True)


def test_a_judgement_on_assumptions_alone_says_so(dossier):
    answer = ask(dossier, Flip("stability.horizon.bor.attend", draws=20))
    assert answer.results["removed"] == []
    assert "rests on assumptions alone" in answer.sentences()[0]
    assert answer.charts() == {}


def test_json_has_the_keys_of_the_contract_and_the_same_bytes(dossier):
    answers = [ask(dossier, Flip(ADOPTED, draws=50, search_draws=50)) for _ in range(2)]
    assert answers[0].to_json() == answers[1].to_json()
    results = json.loads(answers[0].to_json())["results"]
    assert set(results) >= {"removed", "minimal", "before", "after", "one_liar"}
    assert set(results["one_liar"][0]) >= {"report", "effect"}
    assert answers[0].outcome(ADOPTED) == answers[0].results["before"]
    for said in answers[0].said:
        assert set(said.claims) <= {claim.id for claim in dossier.archive.claims}


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (Flip("vote.council.no-text.adopted"), "no such outcome"),
        (Flip("weather.today"), "no such outcome"),
        (Flip(ADOPTED, search_draws=0), "draws to search on"),
    ],
)
def test_errors(dossier, question, message):
    with pytest.raises(QuestionError, match=message):
        ask(dossier, question)


def test_the_draws_of_the_search_say_how_far_off_they_may_be(dossier):
    """Within three standard errors of the draw-by-draw difference; not at all where the search has all draws."""
    from detente.questions.flip.question import _Judged

    some = _Judged(dossier, gauge(dossier, ADOPTED), Flip(ADOPTED, search_draws=40), 400)
    for id in some.rests.claims:
        gone = frozenset([id])
        off = abs(some.trial.near(gone) - some.trial.value(gone))
        assert off <= some.trial.error(gone) + 1e-12
    assert any(some.trial.error(frozenset([id])) > 0 for id in some.rests.claims)
    whole = _Judged(dossier, gauge(dossier, ADOPTED), Flip(ADOPTED), 40)
    assert whole.trial.near(gone) == pytest.approx(whole.trial.value(gone))
    assert whole.trial.error(gone) == 0
