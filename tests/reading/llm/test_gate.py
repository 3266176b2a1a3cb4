"""The gate, offer by offer: what becomes a claim, what does not and for which reason."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dossier.evidence import Claim, span_faults
from detente.reading.llm import LanguageModel, ModelReading, read_with
from detente.reading.llm.kinds import modes
from tests.reading.llm.reports import BOOK, FRIGATES, PIRACY, SEIZURE, TEXT, evidence, offer, report

MODEL = LanguageModel("some-model")
REPORT = report()
RULES = evidence()


def read(*offers: Any) -> ModelReading:
    return read_with(RULES, MODEL, BOOK, answer=lambda _: json.dumps({"claims": list(offers)}))


def admitted(*offers: Any) -> list[Claim]:
    found = read(*offers)
    assert not found.rejected
    return [claim for claim in found.evidence.claims if "llm:" in claim.rule]


def reasons(*offers: Any) -> dict[str, int]:
    found = read(*offers)
    assert found.kept == 0
    assert found.evidence == RULES
    return dict(found.rejected)


# what passes --------------------------------------------------------------------------------------


def test_an_event_that_a_rule_found_too_is_the_rules_claim_marked() -> None:
    (claim,) = admitted(SEIZURE)
    assert (claim.actor, claim.recipient, claim.type, claim.mode) == ("NOR", "DNK", "COERCE", "seize")
    assert claim.rule == "events:seize + llm:some-model"
    assert claim.id in {old.id for old in RULES.claims}


def test_an_event_of_its_own_has_the_models_mark_the_texts_words_and_a_time() -> None:
    (claim,) = admitted(FRIGATES)
    assert (claim.actor, claim.type, claim.quad, claim.status) == ("SWE", "MOBILIZE", 4, "planned")
    assert claim.rule == "llm:some-model events:MOBILIZE"
    assert not span_faults(claim, REPORT)


def test_a_quotation_is_found_through_line_breaks_and_other_quotation_marks() -> None:
    (claim,) = admitted(PIRACY)
    assert "“an act\nof piracy”" in claim.spans[0].quote
    assert claim.actor == "DNK"
    assert claim.agent is not None
    assert claim.agent.role == "ambassador"
    assert claim.quoted == "mixed"


def test_a_statement_in_quotation_marks_is_direct_and_needs_no_words_of_reporting() -> None:
    found = read(offer("statement", 4, "We will not accept it", None, actor="Lars Holm"))
    assert (found.kept, found.shared) == (1, 1)


def test_a_wrong_number_is_forgiven_where_the_quotation_has_one_place() -> None:
    (claim,) = admitted({**FRIGATES, "sentence": 1})
    assert claim.spans[0].quote == "Sweden will send two frigates"


def test_a_stance_reads_a_point_of_the_codebooks_scale_no_sharper_than_an_unnamed_official() -> None:
    (claim,) = admitted(
        offer("stance", 7, "will send two frigates", "send", actor="Sweden", issue="council-response", stance="support",
              point=45, status="planned")
    )  # fmt: skip
    assert claim.reading is not None
    assert (claim.reading.value, claim.reading.sd) == (45, 15)
    assert claim.rule == "llm:some-model stances:missile-crisis/council-response"


def test_a_tie_a_condition_and_a_rule() -> None:
    tie = offer("tie", 9, "Denmark depends on Norway for more than half of its gas", "depends",
                actor="Norway", recipient="Denmark", resource="gas")  # fmt: skip
    condition = offer("condition", 10, "Denmark will not return to the talks", None, actor="Denmark",
                      recipient="Norway", condition="until Norway releases the trawler",
                      status="conditional")  # fmt: skip
    rule = offer("rule", 11, "Finland and Sweden, both holding vetoes in the Security Council", "holding",
                 body="Security Council", vetoes=["Finland", "Sweden"])  # fmt: skip
    found = read(tie, condition, rule)
    assert (found.kept, found.shared, found.rejected) == (3, 3, {})


# what does not ------------------------------------------------------------------------------------

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("invented", {**SEIZURE, "quotes": ["Norway sank a Danish trawler"]}, "quotation"),
    ("nearly", {**SEIZURE, "quotes": ["Norway seized the Danish trawler"]}, "quotation"),
    ("other case", {**SEIZURE, "quotes": ["norway seized a danish trawler"]}, "quotation"),
    ("ellipsis", {**SEIZURE, "quotes": ["Norway seized ... on Thursday"]}, "quotation"),
    ("off by one at the end", {**SEIZURE, "quotes": ["Norway seized a Danish trawle"]}, "word"),
    ("off by one at the start", {**SEIZURE, "quotes": ["orway seized a Danish trawler"]}, "word"),
    ("only space", {**SEIZURE, "quotes": ["   "]}, "quotation"),
    ("no such sentence", {**SEIZURE, "sentence": 99}, "quotation"),
    ("two places", offer("event", 2, "Denmark", "Denmark", type="AID"), "place"),
    ("one good and one bad", {**SEIZURE, "quotes": [*SEIZURE["quotes"], "and its crew"]}, "quotation"),
    ("no carrier", {**SEIZURE, "words": None}, "words"),
    ("a carrier elsewhere", {**SEIZURE, "words": "said"}, "words"),
    ("who is not there", {**SEIZURE, "actor": "Russia"}, "speaker"),
    ("to whom is not there", {**SEIZURE, "recipient": "Poland"}, "speaker"),
    ("who acted before", {**FRIGATES, "actor": "Norway"}, "speaker"),
    ("who comes only later", {**SEIZURE, "actor": "Sweden"}, "speaker"),
    ("said, told as fact", {**SEIZURE, "said_by": None}, "attribution"),
    ("could, told as did", offer("event", 5, "Norway could impose sanctions on Denmark", "impose", actor="Norway",
                                 type="SANCTION"), "modality"),
    ("could, told as will", offer("event", 5, "Norway could impose sanctions on Denmark", "impose", actor="Norway",
                                  type="SANCTION", status="planned"), "modality"),
    ("will, told as did", {**FRIGATES, "status": "occurred"}, "modality"),
    ("did not, told as did", offer("event", 6, "It did not close its ports", "close", type="COERCE"), "modality"),
    ("did, told as did not", {**SEIZURE, "status": "negated"}, "modality"),
    ("the negation cut off", offer("event", 6, "close its ports", "close", type="COERCE"), "modality"),
    ("no such type", {**SEIZURE, "type": "INVADE"}, "type"),
    ("no such mode", {**SEIZURE, "mode": "../../etc/passwd"}, "type"),
    ("the other type's mode", {**SEIZURE, "mode": "troops"}, "type"),
    ("for, told as against", offer("stance", 8, "China opposes sanctions against North Korea", "opposes", actor="China",
                                   issue="council-response", stance="support"), "modality"),
    ("no such issue", offer("stance", 8, "China opposes sanctions against North Korea", "opposes", actor="China",
                            issue="taxes", stance="oppose"), "issue"),
    ("no such point", offer("stance", 8, "China opposes sanctions against North Korea", "opposes", actor="China",
                            issue="council-response", stance="oppose", point=33), "issue"),
    ("not about the issue", offer("stance", 2, "the mood was grim", "was", actor="Copenhagen",
                                  issue="council-response", stance="oppose"), "issue"),
    ("nobody's stance", offer("stance", 8, "China opposes sanctions against North Korea", "opposes",
                              issue="council-response", stance="oppose"), "speaker"),
    ("source and target swapped", {**SEIZURE, "actor": "Danish", "recipient": "Norway"}, "speaker"),
    ("another's words", offer("statement", 5, "We will not accept it", "told", actor="Russia"), "speaker"),
    ("another speaker", offer("statement", 1, "Norway seized a Danish trawler on Thursday", "said", actor="Norway"),
     "speaker"),
    ("another speaker of a quotation", offer("statement", 4, "We will not accept it", None, actor="Norway"), "speaker"),
    ("a resource not there", offer("tie", 9, "Denmark depends on Norway", "depends", actor="Norway",
                                   recipient="Denmark", resource="oil"), "detail"),
    ("a tie to itself", offer("tie", 9, "Denmark depends on Norway", "depends", actor="Norway", recipient="Norway",
                              resource="gas"), "speaker"),
    ("no condition", offer("condition", 10, "Denmark will not return to the talks", None,
                           condition="Norway releases the prisoners", status="conditional"), "detail"),
    ("a condition told as fact", offer("condition", 10, "Denmark will not return to the talks", None,
                                       condition="until Norway releases the trawler"), "modality"),
    ("a veto for one who is not there", offer("rule", 11, "Finland and Sweden, both holding vetoes", "holding",
                                              body="Security Council", vetoes=["Norway"]), "speaker"),
    ("no body", offer("rule", 11, "Finland and Sweden, both holding vetoes", "holding", vetoes=["Finland"]), "detail"),
    ("an unknown kind", {**SEIZURE, "kind": "fact"}, "shape"),
    ("an unknown key", {**SEIZURE, "probability": 0.9}, "shape"),
    ("an unknown status", {**SEIZURE, "status": "certain"}, "shape"),
    ("no quotation", {**SEIZURE, "quotes": []}, "shape"),
    ("a code for an actor", {**SEIZURE, "actor": {"code": "NOR"}}, "shape"),
    ("markup", {**SEIZURE, "actor": "<script>alert(1)</script>"}, "speaker"),
    ("an order", {**SEIZURE, "words": "__import__('os').system('id')"}, "words"),
    ("a huge quotation", {**SEIZURE, "quotes": [TEXT * 5]}, "shape"),
    ("no object", "Norway attacked", "shape"),  # type: ignore[list-item]  # what a model may send
]  # fmt: skip


@pytest.mark.parametrize(("given_", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_does_not_pass_is_counted_by_reason_and_changes_nothing(given_: Any, reason: str) -> None:
    assert reasons(given_) == {reason: 1}


def test_what_the_rules_read_the_other_way_round_does_not_pass() -> None:
    text = "A Danish ship was attacked by Norway on Friday."
    given_ = offer("event", 1, "A Danish ship was attacked by Norway", "attacked", actor="Danish", recipient="Norway",
                   type="ASSAULT")  # fmt: skip
    assert {(c.actor, c.recipient) for c in evidence(text).claims if c.kind == "event"} == {("NOR", "DNK")}
    found = read_with(evidence(text), MODEL, BOOK, answer=lambda _: json.dumps({"claims": [given_]}))
    assert found.rejected == {"rules": 1}


SPOKEN = """OSLO, May 9, 2031 -- Norwegian Prime Minister Ingrid Dahl met Danish Foreign Minister Lars Holm.

“Are we to wait for ever?” Holm asked. Dahl urged Holm to be patient. According to Dahl, the ship is safe.
"""


def spoken(*offers: dict[str, Any]) -> ModelReading:
    return read_with(evidence(SPOKEN), MODEL, BOOK, answer=lambda _: json.dumps({"claims": list(offers)}))


def test_words_of_reporting_may_stand_in_the_next_sentence_and_need_be_no_verb() -> None:
    asked = offer("statement", 2, "Are we to wait for ever?", "asked", actor="Holm")
    told = offer("statement", 5, "the ship is safe", "According to", actor="Dahl")
    found = spoken(asked, told)
    assert (found.kept, found.rejected) == (2, {})


def test_the_subject_of_the_verb_of_reporting_is_the_speaker() -> None:
    found = spoken(offer("statement", 4, "to be patient", "urged", actor="Holm"))
    assert found.rejected == {"speaker": 1}
    assert spoken(offer("statement", 4, "to be patient", "urged", actor="Dahl", recipient="Holm")).kept == 1
    assert spoken(offer("statement", 5, "the ship is safe", "According to", actor="Holm")).rejected == {"rules": 1}


def test_the_same_thing_twice_counts_once() -> None:
    found = read(FRIGATES, {**FRIGATES, "quotes": ["will send two frigates"]})
    assert found.kept == 1
    assert found.rejected == {"repeat": 1}


def test_the_modes_are_those_of_our_lexicon() -> None:
    assert modes()["COERCE"] >= {"seize", "restrict"}
    assert set(modes()) >= {"AGREE", "ASSAULT"}


# what may never happen, whatever a model sends ----------------------------------------------------

WORDS = st.sampled_from(sorted(set(TEXT.split()) | {"Norway", "attack", "<b>", "../x", "ignore", "\u202e", "0", "NOR"}))
PIECE = st.one_of(
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 90)).map(lambda p: TEXT[p[0] : p[0] + p[1]]),
    st.text(max_size=20),
)
MAYBE = st.none() | PIECE
OFFERS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["statement", "event", "stance", "tie", "condition", "rule"]),
        "sentence": st.integers(1, 13),
        "quotes": st.lists(PIECE, min_size=1, max_size=3),
        "status": st.sampled_from(["occurred", "planned", "conditional", "hypothetical", "negated"]),
        "words": MAYBE, "actor": MAYBE, "recipient": MAYBE, "said_by": MAYBE, "resource": MAYBE, "condition": MAYBE,
        "body": MAYBE, "vetoes": st.lists(PIECE, max_size=2),
        "type": st.sampled_from([None, "COERCE", "AID", "x"]), "issue": st.sampled_from([None, "council-response"]),
        "stance": st.sampled_from([None, "support", "oppose"]), "point": st.sampled_from([None, 20, 33]),
    }
)  # fmt: skip


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [s for each in value.values() for s in strings(each)]
    if isinstance(value, list | tuple):
        return [s for each in value for s in strings(each)]
    return [value] if isinstance(value, str) else []


@given(st.lists(OFFERS, max_size=4))
def test_every_claim_is_exact_and_holds_no_character_that_the_model_wrote(offers: list[dict[str, Any]]) -> None:
    found = read(*offers)
    assert found.kept + sum(found.rejected.values()) == found.offered == len(offers)
    assert not found.evidence.faults()
    ours = {text for claim in RULES.claims for text in strings(claim.model_dump(mode="json"))}
    ours |= {"NOR", "DNK", "SWE", "FIN", "CHN", "PRK", "UNSC", "KOR", "COERCE", "AID", "council-response", "ongoing"}
    for claim in found.evidence.claims:
        for text in strings(claim.model_dump(mode="json", exclude={"rule", "id", "report", "attributed_to"})):
            enumerated = text in {"statement", "event", "stance", "tie", "condition", "rule", "direct", "mixed",
                                  "indirect", "strong", "medium", "weak", "support", "oppose", "occurred", "planned",
                                  "conditional", "hypothetical", "negated", "assessed"}  # fmt: skip
            assert enumerated or text in ours or text in TEXT or text.startswith("2031-"), text
