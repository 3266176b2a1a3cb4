"""Leverage as the outcome of levers, flips and changes; threats made in public count by having been heard."""

from __future__ import annotations

import pytest

from detente.dossier import Claim, changed
from detente.dossier.evidence import Span, claim_id
from detente.errors import QuestionError
from detente.questions import ask
from detente.questions.changes import Changes
from detente.questions.draws import Draws
from detente.questions.flip import Flip
from detente.questions.flip.removal import rested
from detente.questions.gauge import gauge
from detente.questions.leverage import Leverage
from detente.questions.leverage.cells import NUMBERS, reads_of
from detente.questions.levers import Levers
from detente.questions.outcomes import samples
from tests.questions.changing.example import crisis

CELL = "leverage.syl.bor.straits"
EFFECTIVE = f"{CELL}.effective"
DRAWS = 80


def threatened(dossier):
    """The same dossier with one more claim: Syldavia threatens Borduria in public."""
    archive = dossier.archive
    report = archive.reports[-1]
    quote = "Syldavia leans to sanctions"
    start = report.text.index(quote)
    span = Span(start=start, end=start + len(quote), quote=quote)
    id = claim_id(report.sha256, "stance", [span], "SYL threatens")
    data = {"id": id, "report": report.sha256, "kind": "stance", "actor": "SYL", "recipient": "BOR", "spans": [span]}
    claim = Claim.model_validate({**data, "status": "conditional", "stance": "threaten", "rule": "made-up"})
    return dossier.resting_on(archive.model_copy(update={"claims": (*archive.claims, claim)})), id


@pytest.fixture(scope="module")
def quiet():
    return crisis()


@pytest.fixture(scope="module")
def loud():
    return threatened(crisis())


def mean(dossier, path=EFFECTIVE):
    return float(samples(Draws(dossier, DRAWS), [path])[path].mean())


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_of_a_cell_can_be_gauged_as_its_question_gives_it(quiet, name):
    path = f"{CELL}.{name}"
    of = gauge(quiet, path)
    answer = ask(quiet, Leverage(draws=DRAWS))
    assert of.mean(Draws(quiet, DRAWS)) == pytest.approx(answer.outcome(path), abs=1e-9)
    assert of.unit == ("probability" if name == "probability" else "scale")
    assert of.called in of.told(quiet, 0.3) or name == "probability"


def test_it_depends_on_the_ties_the_stands_and_what_was_heard(quiet):
    reads = reads_of(quiet, "syl", "bor")
    assert {"ties.fuel", "groups", "evidence", "issues.straits.positions.bor", "actors.syl"} <= set(reads)
    assert "ties.bank" not in reads  # another's tie over the target
    assert not any(".ava" in path for path in reads)
    moved = {
        "ties.bank.worth": 90,
        "issues.straits.positions.ava.position": 5,
        "councils.council.drafts.avalon-text.text.straits": 90,
    }
    assert not gauge(quiet, EFFECTIVE).touched(moved)
    assert mean(changed(quiet, moved)) == mean(quiet)


def test_a_lever_moves_leverage_and_leverage_is_a_side_effect(quiet):
    answer = ask(quiet, Levers("syl", EFFECTIVE, draws=DRAWS, search_draws=DRAWS, tries=20))
    rows = {row["move"]: row for row in answer.results["moves"]}
    eased = mean(changed(quiet, {"ties.fuel.used": 0})) - mean(quiet)
    assert rows["ease fuel"]["effect"] == pytest.approx(eased, abs=1e-9)
    assert not any(move.startswith("threaten") for move in rows)
    assert answer.results["now"] == pytest.approx(mean(quiet))
    assert answer.sentences()[0].startswith("The effective leverage of Syldavia over Borduria on “straits” is ")
    talks = ask(quiet, Levers("syl", "talks.table.some", draws=20, search_draws=20, tries=0))
    ease = next(row for row in talks.results["moves"] if row["move"] == "ease fuel")
    assert any(path.startswith("leverage.syl.bor.") for path in ease["side_effects"])
    assert answer.charts()
    assert answer.table()


def test_a_threat_in_public_is_a_claim_that_can_be_taken_away(quiet, loud):
    dossier, id = loud
    assert mean(dossier) > mean(quiet)
    of = gauge(dossier, EFFECTIVE)
    assert of.claims == (id,)
    rests = rested(dossier, of.reads, of.claims)
    assert id in rests.claims
    assert mean(rests.dossier_without([id])) == mean(quiet)
    assert rests.without([id]) == {}
    answer = ask(dossier, Flip(EFFECTIVE, draws=DRAWS, search_draws=DRAWS))
    assert id in answer.results["claims"]
    liar = next(row for row in answer.results["one_liar"] if row["name"] == "letter")
    gone = [claim.id for claim in dossier.archive.claims if claim.report == liar["report"]]
    assert liar["effect"] == pytest.approx(mean(rests.dossier_without(gone)) - mean(dossier), abs=1e-9)
    assert liar["band"].endswith(" units")


def test_a_flip_of_leverage_is_as_small_as_the_smallest_of_all_sets(loud):
    from itertools import combinations

    dossier, _ = loud
    of = gauge(dossier, EFFECTIVE)
    rests = rested(dossier, of.reads, of.claims)
    band = of.band(dossier, mean(dossier))
    sizes = (
        size
        for size in range(1, len(rests.claims) + 1)
        for some in combinations(rests.claims, size)
        if of.band(dossier, mean(rests.dossier_without(some))) != band
    )
    answer = ask(dossier, Flip(EFFECTIVE, draws=DRAWS, search_draws=DRAWS))
    assert answer.results["minimal"]
    assert (len(answer.results["removed"]) or None) == next(sizes, None)


def test_a_threat_that_was_made_since_is_a_part_of_what_changed(quiet, loud):
    dossier, id = loud
    after = changed(dossier, {"ties.fuel.worth": 60})
    answer = ask(after, Changes(quiet, EFFECTIVE, draws=DRAWS))
    results = answer.results
    assert results["after"] == pytest.approx(mean(after), abs=1e-12)
    assert results["before"] == pytest.approx(mean(quiet), abs=1e-12)
    assert {row.get("claim", row.get("path")) for row in results["parts"]} == {id, "ties.fuel.worth"}
    assert sum(row["effect"] for row in results["parts"]) == pytest.approx(results["total"], abs=1e-12)
    assert all(row["effect"] > 0 for row in results["parts"])
    back = ask(quiet, Changes(after, EFFECTIVE, draws=DRAWS))
    assert back.results["total"] == pytest.approx(-results["total"], abs=1e-12)
    assert any("the loss of the claim" in text.lower() for text in back.sentences())


def test_a_tie_that_only_the_earlier_had_is_read_too(quiet):
    """What comes back counts, in whichever of the two dossiers it is."""
    armed = quiet.model_copy(
        update={
            "ties": {
                **quiet.ties,
                "arms": quiet.ties["bank"].model_copy(update={"holder": "bor", "dependent": "syl", "what": "arms"}),
            }
        }
    ).resting_on(quiet.archive)
    assert mean(armed) != mean(quiet)
    results = ask(quiet, Changes(armed, EFFECTIVE, draws=DRAWS)).results
    assert results["total"] == pytest.approx(mean(quiet) - mean(armed), abs=1e-12)
    assert results["total"] != 0


def test_wrong_cells_name_the_nearest(quiet):
    for wrong in (f"{CELL}.effectiv", "leverage.syl.bor.strait.effective", "leverage"):
        with pytest.raises(QuestionError, match="no such outcome"):
            gauge(quiet, wrong)
    with pytest.raises(QuestionError, match="did you mean"):
        gauge(quiet, f"{CELL}.effectiv")
