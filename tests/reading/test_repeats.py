"""Five copies of a wire story change no estimate; independent reports corroborate."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from detente.reading import draft, read
from detente.reading.reader import claims_of
from detente.reading.repeats import copies, corroborated, independent
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
