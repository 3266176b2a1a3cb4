"""Section 7 of a brief from a real answer: sentences, the tree, the belief bars, the table."""

from __future__ import annotations

from detente.briefing.given import Given
from detente.briefing.sections.general import STANDOFF
from detente.dossier import loads
from detente.questions import ask
from detente.questions.standoff import Standoff
from tests.dossier.conftest import CRISIS


def test_section_seven_has_sentences_a_tree_and_belief_bars():
    dossier = loads(CRISIS)
    answer = ask(dossier, Standoff(draws=40, threshold_draws=4, rounds=1))
    section = STANDOFF.section(dossier, Given.of([answer]))
    (block,) = section.blocks
    assert section.number == 7
    assert [one.text for one in block.statements] == answer.sentences()
    assert [picture.title for picture in block.pictures] == [
        "What may follow: strait",
        "What the moves seen told: strait",
    ]
    assert all(picture.svg.startswith("<svg") and picture.caption for picture in block.pictures)
    assert len(block.tables[0].rows) == len(answer.table())


def test_a_brief_without_a_standoff_says_how_to_add_one():
    dossier = loads(CRISIS[: CRISIS.index("standoffs:")])
    (block,) = STANDOFF.section(dossier, Given.of([])).blocks
    assert "add one under `standoffs:`" in block.missing
