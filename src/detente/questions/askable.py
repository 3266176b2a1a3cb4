"""Whether an outcome can be asked of a dossier as it stands, found without solving anything."""

from __future__ import annotations

from collections.abc import Sequence

from detente.dossier import Dossier
from detente.errors import QuestionError
from detente.questions.councils import members_of, stands
from detente.questions.draws import Draws

__all__ = ["askable", "not_asked"]


def askable(dossier: Dossier, path: str, *, fill: bool = False) -> bool:
    """Whether the dossier says all that an outcome's question must be told.

    1. A vote needs a position of every member on all that the council decides, unless ``fill`` gives it one, and the
    status quo. 2. Talks need to know where every issue goes if nobody meets. 3. The evolution of a conflict needs a
    present state that can be, and not too many states. 4. The other questions need no more than there is.

    >>> from detente.dossier import example
    >>> askable(example(), "vote.council.strong-text.adopted")
    True
    """
    match path.split("."):
        case ["vote", council, *_] if council in dossier.councils:
            return _votes(dossier, council, fill)
        case ["talks", talks, *_] if talks in dossier.talks:
            given = dossier.talks[talks]
            return all(issue in given.otherwise or _stays(dossier, issue) for issue in given.settles)
        case ["stability", *_]:
            return _evolves(dossier)
    return True


def not_asked(paths: Sequence[str]) -> tuple[str, ...]:
    """A warning that names outcomes that cannot be asked; nobody asked for them by name."""
    return (f"left out, because the dossier says too little to ask it: {', '.join(paths)}",) if paths else ()


def _votes(dossier: Dossier, council: str, fill: bool) -> bool:
    held, drawn = dossier.councils[council], Draws(dossier, 1)
    members = members_of(dossier, held)
    told = fill or all(stands(drawn, issue, member) for issue in held.decides for member in members)
    return told and all(_stays(dossier, issue) for issue in held.decides)


def _stays(dossier: Dossier, issue: str) -> bool:
    """Whether an issue has a status quo."""
    return dossier.issues[issue].status_quo is not None


def _evolves(dossier: Dossier) -> bool:
    from detente.questions.stability.board import board_of
    from detente.questions.stability.horizon import MOST_EVOLVED

    try:
        board = board_of(dossier)
    except QuestionError:
        return False
    return board.enumerable and board.states.size <= MOST_EVOLVED
