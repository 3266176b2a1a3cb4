"""Councils: what they decide, who sits there, and their drafts; the rule itself is in `rules.py`."""

from __future__ import annotations

from collections.abc import Iterator

from detente.dossier.checks.names import Found, Names, each, meant, once
from detente.dossier.rules import rule_faults
from detente.dossier.schema import Dossier
from detente.dossier.validation import Loc, keyed
from detente.errors import Fault, nearest

__all__ = ["council_faults"]


def council_faults(dossier: Dossier, names: Names) -> Iterator[Found]:
    """Issues and members that are not there, a rule that cannot be met, drafts on something else."""
    seats = names["actors"] | names["groups"]
    for id, council in dossier.councils.items():
        here: Loc = ("councils", id)
        yield from each("issue", council.decides, (*here, "decides"), names["issues"])
        yield from each("actor or group", council.members, (*here, "members"), seats, keys=True)
        yield from once("issue", council.decides, (*here, "decides"))
        yield from rule_faults(dossier, id, council)
        decided = meant(council.decides, names["issues"])
        for name, draft in council.drafts.items():
            there: Loc = (*here, "drafts", name)
            yield from each("actor", draft.sponsors, (*there, "sponsors"), names["actors"])
            for issue in draft.text:
                if issue not in decided:
                    loc: Loc = (*there, "text", issue)
                    yield (
                        loc,
                        Fault(
                            f"this council does not decide '{issue}'",
                            key=keyed(loc),
                            hint=nearest(issue, decided),
                        ),
                    )
