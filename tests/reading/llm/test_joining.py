from __future__ import annotations

from typing import Any

from detente.dossier.evidence import Claim, Span, claim_id
from detente.reading.llm.joining import joined, same
from detente.reading.provenance import also_by, by_model, family

REPORT = "a" * 64


def claim(start: int, end: int, kind: str = "event", **more: Any) -> Claim:
    spans = (Span(start=start, end=end, quote="x" * (end - start)),)
    fields = {"status": "occurred", "rule": "events:seize", "type": "COERCE" if kind == "event" else None, **more}
    id = claim_id(REPORT, kind, spans, more.get("actor"), fields["type"], more.get("issue"))
    return Claim.model_validate({"id": id, "report": REPORT, "kind": kind, "spans": spans, **fields})


def test_the_same_words_the_same_id_and_the_rules_claim_stands() -> None:
    rule, found = claim(0, 9, actor="NOR"), claim(0, 9, actor="NOR", rule="llm:m events:COERCE")
    assert rule.id == found.id
    whole, shared = joined([rule], [found], "m")
    assert [c.rule for c in whole] == ["events:seize + llm:m"]
    assert shared == 1


def test_what_tells_the_same_in_overlapping_words_counts_once() -> None:
    rule = claim(0, 9, actor="NOR", recipient="DNK")
    assert same(rule, claim(4, 20, actor="NOR", recipient="DNK"))
    assert same(rule, claim(4, 20, actor="NOR"))
    assert same(rule, claim(4, 20))
    for other in (
        claim(9, 20, actor="NOR"),
        claim(0, 9, actor="SWE"),
        claim(0, 8, actor="NOR", recipient="SWE"),
        claim(0, 9, actor="NOR", type="AID"),
        claim(0, 9, "stance", actor="NOR", issue="a", stance="support"),
    ):
        assert not same(rule, other)
    assert not same(claim(0, 9), claim(0, 9, actor="NOR", recipient="DNK"))  # the model settles what the rule could not


def test_what_a_dropped_claim_reported_its_twin_reports() -> None:
    rule = claim(0, 30, "statement", actor="NOR", rule="quoting:subject")
    dropped = claim(2, 30, "statement", actor="NOR", rule="llm:m statements")
    event = claim(5, 9, actor="DNK", rule="llm:m events:COERCE", attributed_to=dropped.id)
    whole, shared = joined([rule], [event, dropped], "m")
    assert shared == 1
    assert whole[1].attributed_to == rule.id


def test_marks_come_off() -> None:
    for rule in ("quoting:subject", "events:impose+asset…", "stances:sanctions/oil/sponsor", "a b"):
        assert family(rule) == rule
        assert family(also_by(rule, "x/y:z")) == rule
        assert also_by(also_by(rule, "m"), "m") == also_by(rule, "m")
        assert family(also_by(also_by(rule, "m"), "n")) == rule
        assert family(by_model("x/y:z", rule)) == rule
