"""Preferences by weights and rankings, merged states, unseen options: what is sound, and what is said of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from detente.dossier import dumps, loads
from detente.dossier.ranking import tier_of_states, unranked
from detente.dossier.schema import Ordering, json_schema
from detente.dossier.templates import template
from detente.errors import DossierError

CONFLICT = """
conflict:
  options:
    usa: {arm: arm itself}
    prk: {arm: arm itself, quit: leave the region}
  merged: [prk.quit]
  preferences:
    usa:
      ranking:  # best first
        - prk.quit
        - [[usa.arm], []]
        - [prk.arm, usa.arm]
        - prk.arm
    prk: {weights: {not usa.arm: 30, "prk.arm": 12.5, prk.quit: -50}}
"""


def dossier(conflict=CONFLICT):
    return loads(template("A dilemma", date(2006, 7, 10)) + conflict, "dilemma.yaml")


def test_a_ranking_places_every_state():
    conflict = dossier().conflict
    ranking = conflict.preferences["usa"].ranking
    assert tier_of_states(conflict, ranking) == {4: 0, 5: 0, 6: 0, 7: 0, 1: 1, 0: 1, 3: 2, 2: 3}
    assert unranked(conflict, tier_of_states(conflict, ranking[:2])) == [("prk.arm",), ("usa.arm", "prk.arm")]


def test_it_goes_out_and_comes_in_again():
    first = dossier()
    text = dumps(first)
    assert "# best first" in text
    assert loads(text, "again.yaml") == first
    assert isinstance(first.conflict.preferences["prk"], Ordering)
    plain = loads(dumps(first.model_copy()), "again.yaml")
    assert plain.conflict == first.conflict


def test_the_schema_for_editors_knows_them():
    schema = json_schema()
    assert "Ordering" in schema["$defs"]
    assert {"merged", "unaware"} <= set(schema["$defs"]["Conflict"]["properties"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("        - prk.arm\n", "", r"usa.ranking: a possible state is not ranked, \[prk.arm\]"),
        ("        - prk.quit\n", "", r"usa.ranking: a possible state is not ranked, \[prk.quit\]"),
        ("- [prk.arm, usa.arm]\n", "- [usa.arm]\n", r"the state \[usa.arm\] is ranked twice"),
        (
            "merged: [",
            "impossible: [usa.arm and prk.arm]\n  merged: [",
            "usa.ranking: the state .* is ranked and impossible",
        ),
        ("- [prk.arm, usa.arm]", "- [prk.arn, usa.arm]", "no option is called 'prk.arn'; did you mean 'prk.arm'"),
        ("- [prk.arm, usa.arm]", "- prk.arn", "dilemma.yaml:.*ranking.2: there is no option 'prk.arn'"),
        ("prk.quit: -50", "prk.quid: -50", "there is no option 'prk.quid'"),
        ("prk.quit: -50", "prk.quit: much", "weights.prk.quit: .*'much'"),
        ("{weights:", "{wieghts:", "unknown key 'wieghts'; did you mean 'weights'"),
        (
            "{weights: {",
            "{ranking: [prk.arm], weights: {",
            "expected one of weights or ranking, found weights and ranking",
        ),
        ("merged: [prk.quit]", "merged: [prk.quid]", "conflict.merged.0: there is no option 'prk.quid'"),
        ("merged: [prk.quit]", "unaware: {usa: [prk.ram]}", "unaware.usa.0: no option is called 'prk.ram'"),
        ("merged: [prk.quit]", "unaware: {usa: [usa.arm]}", "'usa.arm' is its own option"),
        ("merged: [prk.quit]", "unaware: {usa: [prk.arm]}\n  now: [prk.arm]", "everybody sees it"),
        ("merged: [prk.quit]", "unaware: {uss: [prk.arm]}", "'uss' has unseen options and no options"),
        ("merged:", "unaware: {usa: [prk.arm]}\n  merged:", "do not go together"),
    ],
)
def test_faults_say_where_and_what(old, new, says):
    assert old in CONFLICT
    with pytest.raises(DossierError, match=says):
        dossier(CONFLICT.replace(old, new))


def test_too_many_options_to_rank():
    options = ", ".join(f"o{k}: do it" for k in range(13))
    with pytest.raises(DossierError, match="more than 12 options cannot be ranked"):
        dossier(f"\nconflict:\n  options:\n    usa: {{{options}}}\n  preferences:\n    usa: {{ranking: [usa.o1]}}\n")
