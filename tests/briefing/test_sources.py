from __future__ import annotations

from detente.briefing.records import Block, Section, Statement
from detente.briefing.sources import sources_of
from detente.dossier import Evidence
from tests.briefing.example import CLAIMS, REPORTS, dossier


def test_a_claim_that_only_a_model_read_says_so() -> None:
    rules = ("llm:some-model statements", "quoting:subject + llm:some-model", "quoting:subject")
    claims = [c.model_copy(update={"rule": rule}) for c, rule in zip(CLAIMS.values(), rules, strict=True)]
    believed = dossier().resting_on(Evidence(reports=REPORTS, claims=tuple(claims)))
    said = Statement("It is so.", claims=tuple(claim.id for claim in claims))
    found = {s.claim: s.what for s in sources_of(believed, [Section(1, "a", "A", (Block(statements=(said,)),))])}
    assert [found[claim.id].endswith(", read by some-model") for claim in claims] == [True, False, False]
