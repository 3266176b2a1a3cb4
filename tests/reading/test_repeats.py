"""Five copies of a wire story change no estimate; independent reports corroborate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.reading import draft, read
from detente.reading.codebooks import load_codebook
from detente.reading.reader import claims_of
from detente.reading.repeats import EIGHTH, copies, corroborated, independent, shingles
from tests.reading.reading import report

DAY = date(2010, 5, 3)
WIRE = (
    "Japan demanded mandatory sanctions on North Korea on Monday. North Korea fired two missiles on Sunday.\n\n"
    "The envoy of Japan told the Security Council that a firm answer was needed before the end of the week, and that "
    "his government would not wait for the talks of six nations to begin again in the autumn.\n"
)
OTHER = "North Korea fired missiles into the sea, officials in Tokyo said. Russia said that it opposed sanctions.\n"


def test_copies() -> None:
    first, second = report(WIRE), report(WIRE.replace("Monday", "Monday evening") + "\nMore to follow.\n")
    assert copies([first, report(OTHER), second]) == {second.sha256: first.sha256}


def test_copies_change_no_estimate(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WIRE)
    one = draft(read([tmp_path], {"a.txt": DAY}), "missile-crisis", DAY)
    for n in range(4):
        (tmp_path / f"b{n}.txt").write_text(WIRE + f"\nEdition {n} of the evening paper.\n")
    five = draft(read([tmp_path], {f.name: DAY for f in tmp_path.iterdir()}), "missile-crisis", DAY)
    assert len(five.evidence.reports) == 5
    assert one.dossier.model_dump() == five.dossier.model_dump()


def test_independent_reports_corroborate() -> None:
    evidence = claims_of([report(WIRE), report(OTHER)])
    found = corroborated(evidence.claims, {})
    launches = [c.id for c in evidence.claims if c.type == "MOBILIZE"]
    assert len(launches) == 2
    assert found[launches[0]] == (launches[1],)


def test_what_only_a_copy_tells_still_counts() -> None:
    longer = report(WIRE + "\nIran rejected the plan.\n")
    evidence = claims_of([report(WIRE), longer])
    kept = independent(evidence.claims, copies(evidence.reports))
    assert "IRN" in {c.actor for c in kept}
    assert len([c for c in kept if c.type == "MOBILIZE"]) == 1


def test_corroborated_claims_are_marked() -> None:
    evidence = claims_of([report(WIRE), report(OTHER), report(WIRE + "\nMore to follow.\n")])
    marks = {c.id: (c.detail or {}).get("corroborated_by") for c in evidence.claims if c.type == "MOBILIZE"}
    first, other, copy = marks
    assert marks == {first: [other], other: [first], copy: [other]}


def test_a_lone_report_corroborates_nothing() -> None:
    assert all("corroborated_by" not in (c.detail or {}) for c in claims_of([report(WIRE)]).claims)


def test_events_of_other_days_are_not_the_same() -> None:
    early = report("Iran bombed Iraq on 3 May 2010. The bombs fell at dawn.", DAY)
    late = report("On 9 June 2010 Iran bombed Iraq once more, the ministry said.", date(2010, 6, 10))
    assert corroborated(claims_of([early, late]).claims, {}) == {}


def test_stances_corroborate_on_one_side_of_an_issue() -> None:
    said = ["Russia opposes sanctions on North Korea.", "Moscow rejected sanctions on North Korea on Monday."]
    book = load_codebook("missile-crisis")
    evidence = claims_of([report(text) for text in said], None, book)
    stances = [c for c in evidence.claims if c.kind == "stance" and c.actor == "RUS"]
    assert len(stances) == 2
    assert all((c.detail or {})["corroborated_by"] for c in stances)


def test_sketches_find_the_copies_among_many_reports() -> None:
    words = " ".join(f"word{n} of the long story number {n}" for n in range(120))
    story = [report(f"{words}."), report(f"{words}. And more.")]
    others = [report(" ".join(f"{letter}{n}" for letter in "abcdefghijklmnop")) for n in range(500)]
    assert copies([*others, *story]) == {story[1].sha256: story[0].sha256}
    assert any(shingle % EIGHTH == 0 for shingle in shingles(words))
