"""Every chart: says in words what it shows, draws what it is given, and is safe and the same each time."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import altair as alt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.display.charts import (
    beliefs,
    chains,
    chances,
    dilution,
    effects,
    journey,
    ladder,
    levers,
    matrix,
    models,
    seats,
    shifts,
    to_svg,
    tornado,
    tree,
    waterfall,
)
from detente.display.charts.seats import likeliest_vote
from detente.display.charts.svg import VEGA_LITE
from detente.display.charts.theme import DARK
from tests.display.charts import records
from tests.display.charts.records import (
    ACTORS,
    BELIEFS,
    CHAINS,
    CURVE,
    DRAFTS,
    FORECAST,
    FORMATS,
    INPUTS,
    JOURNEY,
    LEVERAGE,
    MEMBERS,
    MODELS,
    PATHS,
    SCALE,
    SHIFTS,
)

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>\x07\x00 & "quotes" \u202e]]> <img src=x onerror=alert(1)>'


STEPS = [{"name": "a gift of money", "effect": 12.0}, {"name": "a threat", "effect": -3.5}]
LEVERS = [{"name": "ease the embargo", "effect": 0.033, "cost": 1.9}, {"name": "insist", "effect": -0.02, "cost": 4.0}]
STEPS_OF_CHANCE = [{"name": "a gift", "effect": 0.25}, {"name": "a threat", "effect": -0.1}]


def charts():
    return {
        "ladder": ladder("What will they do?", SCALE, ACTORS, FORECAST, 0),
        "seats": seats("The council", DRAFTS, MEMBERS),
        "dilution": dilution("Dilution", SCALE, CURVE, DRAFTS),
        "models": models("Models", SCALE, MODELS),
        "chances": chances("Who will come", FORMATS),
        "tree": tree("What may follow", PATHS, ["provoke"]),
        "beliefs": beliefs("What it told", BELIEFS),
        "journey": journey("From today", **JOURNEY),
        "tornado": tornado("Adopted", INPUTS, 0.4, chances=True),
        "shifts": shifts("What is settled", SHIFTS, chances=False),
        "matrix": matrix("Who has leverage", LEVERAGE["issues"], LEVERAGE["rows"]),
        "chains": chains("What pressing adds", CHAINS),
        "effects": effects("Moves", STEPS, unit="scale"),
        "levers": levers("What each move does", LEVERS),
        "waterfall": waterfall("What changed", 0.4, 0.55, STEPS_OF_CHANCE),
    }


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", charts())
def test_a_picture_is_the_same_each_time_and_has_a_text_alternative(name):
    first, second = to_svg(charts()[name]), to_svg(charts()[name])
    assert first == second
    root = ElementTree.fromstring(first)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert root.get("aria-labelledby").split() == ids[1:3]
    assert root.find(f"{SVG}title").text
    assert len(root.find(f"{SVG}desc").text) > 40
    assert "prefers-color-scheme:dark" in first


@pytest.mark.parametrize("name", charts())
def test_a_chart_is_valid_vega_lite(name):
    drawing = charts()[name]
    as_altair = drawing.to_altair()
    assert as_altair.to_dict(validate=True)["description"] == drawing.description
    assert as_altair.title is alt.Undefined  # the page says the title, in its own type
    assert as_altair.usermeta == {"title": drawing.title}
    assert len(as_altair.layer) == len(drawing.layers)


def test_the_renderer_takes_the_version_that_altair_checks_against():
    assert alt.SCHEMA_VERSION.removeprefix("v").startswith(f"{VEGA_LITE}.")


@pytest.mark.parametrize("name", charts())
def test_every_ink_has_a_partner_in_the_dark(name):
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-fA-F]{3,6}|[a-z]+)"', to_svg(charts()[name])))
    assert used - {"none", "transparent"} <= set(DARK)


def test_the_ladder_names_every_actor_point_and_number():
    shown = texts(to_svg(charts()["ladder"]))
    assert {"Avalon", "Borduria", "Syldavia", "no action", "80 (75 to 85)", "forecast 63", "today 0"} <= set(shown)
    words = charts()["ladder"].description
    assert "Avalon 80 (75 to 85), Syldavia 60 (50 to 70) and Borduria 25 (10 to 40)" in words
    assert "The forecast is 63 (80% interval 55 to 71), nearest to “a resolution that condemns” (63)." in words


def test_dots_of_the_ladder_grow_with_weight():
    chart = ladder("x", SCALE, [records.actor("a", 10, 1, 1), records.actor("b", 20, 1, 100)]).to_dict()
    areas = [v["area"] for layer in chart["layer"] for v in layer["data"]["values"] if "area" in v]
    assert areas[0] > areas[1]  # the heavier stands higher on the scale, so its row comes first


def test_seats_say_who_votes_how_and_who_vetoes():
    words = charts()["seats"].description
    assert (
        "Strong text: adopted 12%; the votes likeliest one by one are 1 yes, 2 no and 0 abstaining, "
        "with a veto by Borduria." in words
    )
    assert "Weak text: adopted 97%; the votes likeliest one by one are 2 yes, 0 no and 1 abstaining." in words
    shown = texts(to_svg(charts()["seats"]))
    assert {"AVA", "BOR", "SYL", "12%", "97%", "no, and a veto"} <= set(shown)


@pytest.mark.parametrize(
    ("votes", "veto", "expected"),
    [((0.6, 0.2), True, "yes"), ((0.1, 0.7), False, "no"), ((0.1, 0.7), True, "veto"), ((0.1, 0.2), True, "abstain")],
)
def test_only_a_veto_holders_no_is_a_veto(votes, veto, expected):
    assert likeliest_vote(records.votes(*votes), veto)[0] == expected


def test_an_absent_members_seat_is_empty():
    away = [{**draft, "members": {k: v for k, v in draft["members"].items() if k != "syl"}} for draft in DRAFTS]
    assert "the votes likeliest one by one are 1 yes, 1 no and 0 abstaining" in seats("x", away, MEMBERS).description


def test_a_great_assembly_still_fits():
    members = [{"id": f"m{i}", "name": f"M{i}", "code": f"M{i}", "veto": i < 2} for i in range(193)]
    draft = {"name": "text", "adopted": 0.5, "members": {m["id"]: records.votes(0.5, 0.3) for m in members}}
    width = ElementTree.fromstring(to_svg(seats("Assembly", [draft], members))).get("width")
    assert float(width) == 700


def test_the_dilution_curve_says_its_peak_and_names_the_drafts():
    words = charts()["dilution"].description
    assert "highest, 100% at strength 30" in words
    assert words.endswith("Drafts, with their sponsors’ votes: strong text at 85, 12%; weak text at 30, 97%.")


def test_models_tell_baselines_apart():
    assert "weighted mean (baseline) 63 (80% interval 55 to 71)" in charts()["models"].description
    assert "baselines" in texts(to_svg(charts()["models"]))


def test_chances_stand_with_their_numbers():
    assert "nobody meets 64% (50% to 75%)" in charts()["chances"].description
    shown = texts(to_svg(charts()["chances"]))
    assert {"six-party talks", "31% (20% to 45%)", "5% (<1% to 10%)", "64% (50% to 75%)"} <= set(shown)


def test_a_tornado_says_both_ends_and_where_the_outcome_stands_now():
    assert "The salience of China, over 20 to 80: 10% to 70%." in charts()["tornado"].description
    shown = texts(to_svg(charts()["tornado"]))
    assert {"now 40%", "10% → 70%", "45% → 35%"} <= set(shown)
    chart = charts()["tornado"].to_dict()
    bars = [v for layer in chart["layer"] for v in layer["data"]["values"] if "x2" in v and v["x"] != v["x2"]]
    assert bars[0]["x"] < bars[0]["x2"]  # rises with the number
    assert bars[1]["x"] > bars[1]["x2"]  # falls with it


def test_the_axis_of_a_tornado_never_shows_less_than_four_points():
    small = [{"name": "x", "low": 0.4, "high": 0.401, "at_low": 0, "at_high": 1}]
    chart = tornado("x", small, 0.4, chances=True).to_dict()
    (bar,) = [v for layer in chart["layer"] for v in layer["data"]["values"] if "x2" in v and v["x"] != v["x2"]]
    assert bar["x2"] - bar["x"] < 0.03 * 700


def test_shifts_say_before_and_after():
    assert "Arms: 40 before, 55.5 after." in charts()["shifts"].description
    assert {"40 → 55.5", "aid", "20 → 10"} <= set(texts(to_svg(charts()["shifts"])))
    assert (
        "Talks: 20% before, <1% after."
        in shifts("x", [{"name": "talks", "before": 0.2, "after": 0.001}], chances=True).description
    )


def test_a_waterfall_goes_from_before_to_after_and_an_effect_has_its_unit():
    assert charts()["waterfall"].description == "From 40% to 55%: a gift +25; a threat −10."
    shown = texts(to_svg(charts()["waterfall"]))
    assert {"before", "40%", "a gift", "+25", "a threat", "−10", "after", "55%"} <= set(shown)
    assert {"+3.3 points", "1.9", "cost"} <= set(texts(to_svg(charts()["levers"])))
    assert "+12 units" in texts(to_svg(charts()["effects"]))


def test_hostile_names_are_text_in_every_chart():
    hostile = {"0": HOSTILE, "100": "fine"}
    drafts = [{**DRAFTS[0], "name": HOSTILE}]
    members = [{**member, "name": HOSTILE, "code": HOSTILE[:9]} for member in MEMBERS]
    for chart in (
        ladder(HOSTILE, hostile, [records.actor(HOSTILE, 5)], FORECAST, 0),
        seats(HOSTILE, drafts, members),
        dilution(HOSTILE, hostile, CURVE, drafts),
        models(HOSTILE, hostile, [{**MODELS[0], "name": HOSTILE}]),
        chances(HOSTILE, [{**FORMATS[0], "name": HOSTILE}]),
        tornado(HOSTILE, [{**INPUTS[0], "name": HOSTILE}], 0.4, chances=True),
        shifts(HOSTILE, [{**SHIFTS[0], "name": HOSTILE}], chances=False),
        effects(HOSTILE, [{"name": HOSTILE, "effect": 0.1}]),
        waterfall(HOSTILE, 0.1, 0.2, [{"name": HOSTILE, "effect": 0.1}]),
        levers(HOSTILE, [{**LEVERS[0], "name": HOSTILE}]),
    ):
        svg = to_svg(chart)
        root = ElementTree.fromstring(svg)
        assert not [node for node in root.iter() if node.tag in (f"{SVG}script", f"{SVG}img", f"{SVG}image")]
        assert not re.search(r"[\x00-\x08\u202e]", svg)
        assert "<script" not in svg
        assert "<img" not in svg


@settings(max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=[]), max_size=20), min_size=3, max_size=3))
def test_whatever_the_characters_the_renderer_survives(names):
    title, point, name = names
    svg = to_svg(ladder(title, {"0": point, "100": "x"}, [records.actor(name, 5)]))
    ElementTree.fromstring(svg.encode("utf-8"))


def test_empty_records_still_draw():
    for chart in (
        ladder("x", SCALE, []),
        seats("x", [], []),
        dilution("x", SCALE, []),
        models("x", SCALE, []),
        chances("x", []),
        tornado("x", [], 0.4, chances=True),
        shifts("x", [], chances=True),
        effects("x", []),
        waterfall("x", 0.5, 0.5, []),
        levers("x", []),
    ):
        assert to_svg(chart).startswith("<svg ")


def test_importing_the_charts_loads_no_altair():
    code = "import sys, detente.display.charts, detente.display.words; print('altair' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_tree_shows_branches_above_two_per_cent_only():
    shown = texts(to_svg(charts()["tree"]))
    assert {"ignore 60%", "back down 55%", "strike 39%"} <= set(shown)
    assert not any(text.startswith("offer") for text in shown)
    assert "Branches up to 2% are left out." in charts()["tree"].description


def test_belief_bars_say_what_was_believed_before_and_after():
    shown = texts(to_svg(charts()["beliefs"]))
    assert {"before", "after “provoke”", "motive: calm, bold", "bold 75%", "patient 80%"} <= set(shown)
    assert "Before: calm 60%, bold 40%, patient 80% and pressing 20%" in charts()["beliefs"].description


def test_a_journey_names_each_state_by_what_differs_from_today():
    said = texts(to_svg(journey("From today", **JOURNEY)))
    assert {"now", "one move", "two moves", "today", "prk +test", "prk −launch", "usa +assure"} <= set(said)
    words = journey("From today", **JOURNEY).description
    assert "improvements lead to two other states; of all shown, one can rest" in words


def test_the_matrix_has_every_pair_and_number():
    shown = texts(to_svg(charts()["matrix"]))
    assert {"Avalon over Borduria", "2.3", "of 41", "believed", "arms", "0"} <= set(shown)
    words = charts()["matrix"].description
    assert "Avalon over Borduria, units believed of capacity: arms 2.3 of 41; aid 0 of 12." in words
    assert "Borduria over Avalon, units believed of capacity: arms 70 of 70." in words
    to_svg(matrix("Nothing", {}, []))


def test_the_chains_say_what_each_adds():
    shown = texts(to_svg(charts()["chains"]))
    assert {"Syldavia → Avalon → Borduria, on arms", "+0.7 to 2.3"} <= set(shown)
    assert "adds 0.7 units to 2.3" in charts()["chains"].description
    assert "added by pressing it" in " ".join(shown)
    to_svg(chains("Nothing", []))
