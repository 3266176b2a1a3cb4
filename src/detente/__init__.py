"""Détente: reports about an international crisis in, a sourced and runnable model of the negotiation out.

The public names are below; each is loaded when it is first used, so importing the package loads nothing heavy.

>>> import detente as dt
>>> dt.example().title
'An example'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "detente.briefing": ("brief",),
    "detente.dossier": (
        "Claim",
        "Dossier",
        "Evidence",
        "Report",
        "assumptions",
        "changed",
        "check",
        "example",
        "load",
        "save",
    ),
    "detente.dossier.cases": ("case_names", "load_case"),
    "detente.errors": ("DetenteError", "InputError"),
    "detente.questions": ("Answer", "ask"),
    "detente.reading": ("draft", "read"),
    "detente.questions.changes": ("Changes",),
    "detente.questions.flip": ("Flip",),
    "detente.questions.levers": ("Levers",),
    "detente.questions.forecast": ("Forecast",),
    "detente.questions.leverage": ("Leverage",),
    "detente.questions.stability": ("Stability",),
    "detente.questions.sensitivity": ("Sensitivity",),
    "detente.questions.vote": ("Vote",),
    "detente.questions.whatif": ("WhatIf",),
    "detente.questions.standoff": ("Standoff",),
    "detente.questions.talks": ("Talks",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [*sorted(_HOME_OF), "__version__"]

if TYPE_CHECKING:
    from detente.briefing import brief as brief
    from detente.dossier import Claim as Claim
    from detente.dossier import Dossier as Dossier
    from detente.dossier import Evidence as Evidence
    from detente.dossier import Report as Report
    from detente.dossier import assumptions as assumptions
    from detente.dossier import changed as changed
    from detente.dossier import check as check
    from detente.dossier import example as example
    from detente.dossier import load as load
    from detente.dossier import save as save
    from detente.dossier.cases import case_names as case_names
    from detente.dossier.cases import load_case as load_case
    from detente.errors import DetenteError as DetenteError
    from detente.errors import InputError as InputError
    from detente.questions import Answer as Answer
    from detente.questions import ask as ask
    from detente.questions.changes import Changes as Changes
    from detente.questions.flip import Flip as Flip
    from detente.questions.forecast import Forecast as Forecast
    from detente.questions.leverage import Leverage as Leverage
    from detente.questions.levers import Levers as Levers
    from detente.questions.sensitivity import Sensitivity as Sensitivity
    from detente.questions.stability import Stability as Stability
    from detente.questions.standoff import Standoff as Standoff
    from detente.questions.talks import Talks as Talks
    from detente.questions.vote import Vote as Vote
    from detente.questions.whatif import WhatIf as WhatIf
    from detente.reading import draft as draft
    from detente.reading import read as read


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    value = getattr(import_module(_HOME_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return list(__all__)
