"""What is denied, doubted, imagined, judged or only waited for is not told as fact."""

from __future__ import annotations

import pytest

from tests.reading.reading import claims

ROWS = [
    # denied
    ("Kenya denied that its army had shelled the Ugandan village.", "ASSAULT", "negated"),
    ("Reports that Kenya had shelled the village were false, the ministry said.", "ASSAULT", "negated"),
    ("Rumours that Kenya had expelled the Ugandan ambassador proved untrue.", "SANCTION", "negated"),
    ("Kenya rejected the claim that it had shelled the village.", "ASSAULT", "negated"),
    ("Kenya dismissed as nonsense a report that it had seized the tanker.", "COERCE", "negated"),
    ("Kenya said it was not true that it had seized the tanker.", "COERCE", "negated"),
    ("Nobody believes that Kenya attacked Uganda.", "ASSAULT", "negated"),
    ("The idea that Kenya attacked Uganda is absurd, the minister said.", "ASSAULT", "negated"),
    ("Kenya falsely claimed that Uganda had attacked it.", "ASSAULT", "negated"),
    ("Kenya denied that it had shelled the village and that it had seized the tanker.", "COERCE", "negated"),
    ("Togo denied the attack on Ghana.", "ASSAULT", "negated"),
    ("Togo cancelled the expulsion of the Ghanaian ambassador.", "COERCE", "negated"),
    ("The expulsion of the Ghanaian ambassador was averted.", "COERCE", "negated"),
    ("Ghana stopped short of an attack on Togo.", "ASSAULT", "negated"),
    ("Ghana no longer plans to attack Togo.", "ASSAULT", "negated"),
    # what is not denied is told
    ("Ghana failed to prevent an attack on Togo.", "ASSAULT", "occurred"),
    ("Togo condemned the attack on Ghana.", "ASSAULT", "occurred"),
    ("In attacking Ghana, Togo lost its friends.", "ASSAULT", "occurred"),
    ("Ghana boasted of having sent troops to Togo.", "AID", "occurred"),
    ("Kenya did not deny that its army had shelled the village.", "ASSAULT", "occurred"),
    ("There is no doubt that Kenya attacked Uganda.", "ASSAULT", "occurred"),
    ("Kenya said that its army had shelled the village.", "ASSAULT", "occurred"),
    ("The fact that Kenya shelled the village angered Uganda.", "ASSAULT", "occurred"),
    # doubted
    ("There is no evidence that Kenya shelled the Ugandan village.", "ASSAULT", "hypothetical"),
    ("It is unlikely that Kenya released the fishermen.", "RETREAT", "hypothetical"),
    ("Analysts doubt that Kenya will release the fishermen.", "RETREAT", "hypothetical"),
    ("Kenya is unlikely to release the fishermen.", "RETREAT", "hypothetical"),
    ("A Togolese attack on Ghana is unlikely.", "ASSAULT", "hypothetical"),
    ("Ghana did not rule out attacking Togo.", "ASSAULT", "hypothetical"),
    ("Ghana's parliament debated sending troops to Togo.", "AID", "hypothetical"),
    # imagined
    ("By attacking Ghana, Togo would lose its friends.", "ASSAULT", "hypothetical"),
    ("Togo's dream of expelling Ghana from the AU is over.", "COERCE", "hypothetical"),
    ("Uganda fears that Kenya will invade.", "COERCE", "hypothetical"),
    ("Uganda hopes Kenya will release the fishermen.", "RETREAT", "hypothetical"),
    ("Suppose Kenya attacked Uganda.", "ASSAULT", "hypothetical"),
    ("Attacking Uganda would be a mistake, the minister said.", "ASSAULT", "hypothetical"),
    ("An attack on Uganda would be a mistake, the minister said.", "ASSAULT", "hypothetical"),
    ("Had Kenya expelled the envoy, the talks would have ended.", "SANCTION", "hypothetical"),
    ("Let us also ban imports and invade Uganda, the writer said.", "COERCE", "hypothetical"),
    ("If guards had been there, two Kenyan engineers would not have been kidnapped.", "ASSAULT", "hypothetical"),
    # judged
    ("Officials suspect that Kenya attacked the Ugandan village.", "ASSAULT", "assessed"),
    ("Rumours that Kenya had attacked Uganda spread on Monday.", "ASSAULT", "assessed"),
    ("Ghana reportedly sent troops to Togo.", "AID", "assessed"),
    ("Perhaps Ghana sent troops to Togo.", "AID", "assessed"),
    ("Ghana claims to have sent troops to Togo.", "AID", "assessed"),
    ("The alleged attack on Ghana angered Togo.", "ASSAULT", "assessed"),
    # not done after all
    ("Kenya almost attacked Uganda last year.", "ASSAULT", "negated"),
    ("Kenya has not yet released the fishermen.", "RETREAT", "negated"),
    ("Kenya has yet to release the fishermen.", "RETREAT", "negated"),
    ("Kenya stopped short of expelling the Ugandan ambassador.", "SANCTION", "negated"),
    ("Instead of expelling the ambassador, Kenya recalled its own.", "SANCTION", "negated"),
    ("Kenya ruled out releasing the fishermen.", "RETREAT", "negated"),
    ("Kenya neither attacked Uganda nor seized its boats.", "COERCE", "negated"),
    # still to come
    ("There will be no talks before Kenya apologises, Uganda said.", "SUPPORT", "conditional"),
    ("Uganda said there would be no talks before Kenya apologised.", "SUPPORT", "conditional"),
    ("Uganda will reopen the port when Kenya withdraws its troops.", "RETREAT", "planned"),
    ("After Kenya withdraws its troops, Uganda will reopen the port.", "RETREAT", "planned"),
    ("Under the plan, Kenya withdraws its troops.", "RETREAT", "planned"),
    ("Kenya accepted the plan on condition that Uganda withdraw its troops.", "CONCEDE", "conditional"),
    ("Uganda insists Kenya withdraw its troops.", "RETREAT", "hypothetical"),
    # done before or after what was done
    ("Kenya reopened the port after Uganda withdrew its troops.", "RETREAT", "occurred"),
    ("Kenya left the talks before Uganda withdrew its troops.", "RETREAT", "occurred"),
]


@pytest.mark.parametrize(("text", "type", "status"), ROWS)
def test_status(text: str, type: str, status: str) -> None:
    found = [claim for claim in claims(text, "event") if claim.type == type]
    assert [claim.status for claim in found][-1:] == [status], [(c.type, c.status) for c in claims(text, "event")]


@pytest.mark.parametrize(
    "text",
    ["QUESTION: Has Uganda accepted the offer?", "Has Uganda accepted the offer?", "Does Uganda oppose the embargo?"],
)
def test_what_a_question_supposes_is_no_fact(text: str) -> None:
    assert {claim.status for claim in claims(text)} <= {"hypothetical"}


CONDITIONS = [
    ("There will be no talks before Kenya apologises, Uganda said.", "Kenya apologises", "UGA"),
    ("Before Kenya apologises, there will be no talks.", "Kenya apologises", None),
    ("Uganda will reopen the port when Kenya withdraws its troops.", "Kenya withdraws its troops", "UGA"),
    ("After Kenya withdraws its troops, Uganda will reopen the port.", "Kenya withdraws its troops", "UGA"),
    ("Kenya must apologise before Uganda reopens the port.", "Kenya must apologise", "UGA"),
    ("Kenya accepted, on condition that Uganda pay for the repairs.", "Uganda pay for the repairs", "KEN"),
]


@pytest.mark.parametrize(("text", "if_", "actor"), CONDITIONS)
def test_what_must_come_first_is_a_condition(text: str, if_: str, actor: str | None) -> None:
    found = [(c.detail["if"]["quote"], c.actor) for c in claims(text, "condition") if c.detail]
    assert found == [(if_, actor)]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya reopened the port after Uganda withdrew its troops.",
        "Kenya will hold an election before the year ends.",
        "The ministers will meet when the summit ends.",
        "After the Council votes on Friday, Kenya will reopen the port.",
        "Kenya attacked Uganda only after it had been attacked.",
        "Kenya fought until Uganda was beaten.",
    ],
)
def test_a_clause_of_time_is_no_condition(text: str) -> None:
    assert claims(text, "condition") == []


def test_a_demand_on_another_is_read_through_its_verb() -> None:
    demanded = [(c.type, c.actor, c.recipient) for c in claims("Kenya demanded that Uganda halt the attacks.", "event")]
    assert ("REQUEST", "KEN", "UGA") in demanded


def test_two_deeds_of_a_bargain_are_kept_apart() -> None:
    text = "Kenya would withdraw its troops and Uganda would release the fishermen."
    assert [(c.actor, c.recipient) for c in claims(text, "event")] == [("KEN", None), ("UGA", None)]
