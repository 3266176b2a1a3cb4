"""A judgement that is named by its number among the brief's key judgements, as the path of its outcome."""

from __future__ import annotations

from detente.cli.show import open_dossier, parse_changes, progress

__all__ = ["outcome_of"]


def outcome_of(source: str, sentence: str | None, changes: list[str] | None) -> str | None:
    """The path of a judgement's outcome: as given, or of the key judgement of that number.

    Raises:
        QuestionError: there is no such key judgement, or its number is no outcome that can be asked again.
    """
    if sentence is None or not sentence.strip().lstrip("-").isdigit():
        return sentence
    from detente.briefing.judged import judged
    from detente.dossier import changed

    dossier = open_dossier(source)
    written = parse_changes(changes or ())
    with progress("asking for the key judgements"):
        return judged(changed(dossier, written) if written else dossier, int(sentence))
