"""KTAB's and DecideExchange's files: round trips, and bad rows that name their line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from detente.dossier import example
from detente.engines.bargaining import Case, Exchange, bargain
from detente.errors import FormatError
from detente.formats.converting import Heading, dossier_from, text_for
from detente.formats.decide import read_decide, write_decide
from detente.formats.ktab import read_ktab_csv, read_ktab_xml, write_ktab_csv, write_ktab_xml
from detente.formats.scenario import Scenario, as_dossier, as_scenario

CSV = """Trade,"a, made up",2,2,
Actor,Description,Power,Arms,Salience1,Aid,Salience2,
Avalon,"an island",10.5, 0,20,0,80,
Bör & <Co>,,3,100,80,100,20,
"""
WHOLE = read_ktab_csv(CSV)


def same(one: Scenario, other: Scenario) -> None:
    for name in ("position", "salience", "capability", "present"):
        np.testing.assert_allclose(getattr(one.case, name), getattr(other.case, name), rtol=1e-12)
    assert (one.actors, one.issues) == (other.actors, other.issues)


@pytest.mark.parametrize(
    ("write", "read"), [(write_ktab_csv, read_ktab_csv), (write_ktab_xml, read_ktab_xml), (write_decide, read_decide)]
)
def test_a_round_trip_keeps_every_number(write: Callable[[Scenario], str], read: Callable[[str], Scenario]) -> None:
    same(WHOLE, read(write(WHOLE)))


def test_what_a_file_says_is_what_a_model_works_on() -> None:
    assert WHOLE.actors == ("Avalon", "Bör & <Co>")
    assert WHOLE.issues == ("Arms", "Aid")
    assert WHOLE.case.capability[:, 0].tolist() == [10.5, 3.0]
    assert WHOLE.case.salience.tolist() == [[20.0, 80.0], [80.0, 20.0]]


def test_an_absent_actor_stays_absent_where_the_format_can_say_so() -> None:
    case = Case([[10.0, 20.0], [30.0, np.nan]], [[50.0] * 2] * 2, [1.0, 1.0], present=[[True, True], [True, False]])
    scenario = Scenario("", "", ("a", "b"), ("", ""), ("p", "q"), case)
    same(scenario, read_decide(write_decide(scenario)))
    assert read_ktab_csv(write_ktab_csv(scenario)).case.salience[1, 1] == 0.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "0 rows"),
        (CSV.replace("10.5", "strong"), r"f.csv:3: power is 'strong', not a number"),
        (CSV.replace("100,80,100", "100,800,100"), r"f.csv:4: Salience1 is 800; it must be between 0 and 100"),
        (CSV.replace("10.5", "inf"), r"f.csv:3: power is inf; it must be finite and 0 or more"),
        (CSV.replace(",2,2,", ",2.5,2,"), r"f.csv:1: actors is 2.5; it must be a whole number"),
        (CSV.replace(",2,2,", ",3,2,"), r"f.csv:1: the head says 3 actors, 2 rows follow"),
        (CSV.replace(",100,80,100,20,", ",100,80,"), r"f.csv:4: 6 cells, 7 needed"),
        (CSV.replace('"an island"', '"an island'), r"f.csv:\d"),
    ],
)
def test_a_bad_csv_row_names_its_line(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_ktab_csv(text, "f.csv")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("<capability>10.5", "<capability>NaN"), r"f.xml:13: capability is NaN"),
        (("</Actors>", ""), "f.xml:"),
        (("<dCoord>100.0</dCoord>\n", ""), r"1 <dCoord>|0 <dCoord>"),
        (("<Scenario>", '<!DOCTYPE x [<!ENTITY a "b">]><Scenario>'), "document type"),
        (("Scenario", "Other"), "the root is <Other>"),
    ],
)
def test_a_bad_xml_element_names_its_line(change: tuple[str, str], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_ktab_xml(write_ktab_xml(WHOLE).replace(*change), "f.xml")


DECIDE = "#A\ta\tAvalon\t\n#A\tb\tBorduria\t\n#P\tp\tPeace\t\n#D\ta\tp\t40\t0.7\t10\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (DECIDE + "#X\ta\n", r"f.txt:5: a row begins with '#X'"),
        (DECIDE + "#D\tc\tp\t1\t1\t1\n", r"f.txt:5: no actor is called 'c'"),
        (DECIDE + "#D\ta\tp\t1\t1\t1\n", r"f.txt:5: 'a' stands on 'p' twice"),
        (DECIDE + "#D\tb\tp\t1\t7\t1\n", r"f.txt:5: salience is 7; it must be between 0 and 1"),
        (DECIDE + "#D\tb\tp\n", r"f.txt:5: 3 cells in a #D row"),
        (DECIDE + "#A\ta\tA\n", r"f.txt:5: 'a' is declared twice"),
        (DECIDE + "#D\tb\tp\t1\t1\tinf\n", r"f.txt:5: power is inf; it must be finite and 0 or more"),
        (DECIDE + "#M\tq\t0\n", r"f.txt:5: no issue is called 'q'"),
        (DECIDE + "#M\tp\tlow\n", r"f.txt:5: bound is 'low', not a number"),
        (DECIDE + "#M\tp\t0\n#M\tp\t10\n", r"f.txt:4: position is .*; it must be between 0 and 10"),
        ("#A\ta\tA\n", "no actor or no issue"),
        ("#A\ta\tA\n#P\tp\tP\n", "an issue has no actor"),
    ],
)
def test_a_bad_decide_row_names_its_line(text: str, message: str) -> None:
    with pytest.raises(FormatError, match=message):
        read_decide(text, "f.txt")


def test_bounds_other_than_nought_and_a_hundred_are_stretched() -> None:
    text = "#A\ta\tA\t\n#P\tp\tP\t\n#M\tp\t-2\n#M\tp\t8\n#D\ta\tp\t3\t0.5\t1\n"
    assert read_decide(text).case.position.tolist() == [[50.0]]


def test_two_of_one_name_are_told_apart_on_the_way_out() -> None:
    twins = as_dossier(replace(WHOLE, actors=("Ava",) * len(WHOLE.actors)), date(2030, 1, 1), date(2030, 6, 1))
    out = as_scenario(twins)
    assert out.actors[0] == "Ava (actor-1)"
    assert read_decide(write_decide(out)).actors == out.actors


def test_a_scenario_becomes_a_dossier_and_comes_back() -> None:
    dossier = as_dossier(WHOLE, date(2030, 1, 1), date(2030, 6, 1))
    assert dossier.issues["issue-1"].asks == "Arms"
    again = as_scenario(dossier)
    for name in ("position", "salience", "capability"):
        np.testing.assert_allclose(getattr(again.case, name), getattr(WHOLE.case, name))
    assert as_scenario(example()).actors == ("United States", "China", "North Korea")


@pytest.mark.shared
def test_the_copenhagen_file_gives_the_published_outcomes(shared: Path) -> None:
    file = shared / "reference" / "copenhagen-2009.csv"
    scenario = read_decide(file.read_text(encoding="utf-8"), file)
    outcome = dict(zip(scenario.issues, bargain(scenario.case, Exchange.published_code()).final, strict=True))
    assert outcome["Newtreaty"] == pytest.approx(54.261793, abs=1e-6)


@pytest.mark.parametrize("end", [".csv", ".xml", ".tsv"])
def test_a_dossier_goes_out_and_comes_back(tmp_path: Path, end: str) -> None:
    file = tmp_path / f"scenario{end}"
    text, lost = text_for(example(), file)
    file.write_text(text, encoding="utf-8")
    back = dossier_from(file, Heading("Again", date(2006, 7, 10), date(2006, 12, 31)))
    assert (back.title, [actor.name for actor in back.actors.values()]) == (
        "Again",
        [actor.name for actor in example().actors.values()],
    )
    same(as_scenario(example()), as_scenario(back))
    assert any("councils" in said for said in lost)
    assert any("means" in said for said in lost)


def test_a_table_of_either_program_is_known_by_its_first_row(tmp_path: Path) -> None:
    heading = Heading(None, date(2006, 7, 10), date(2006, 12, 31))
    for name, write in (("ktab.csv", write_ktab_csv), ("decide.csv", write_decide)):
        (tmp_path / name).write_text(write(WHOLE), encoding="utf-8")
        same(as_scenario(dossier_from(tmp_path / name, heading)), WHOLE)
    assert dossier_from(tmp_path / "ktab.csv", heading).title == WHOLE.title
    assert dossier_from(tmp_path / "decide.csv", heading).title == "decide"
