"""`Leverage`: who has leverage on whom, and what of it is believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.dossier import Dossier, digest
from detente.errors import QuestionError, nearest
from detente.questions.answer import Method
from detente.questions.draws import Array, Draws
from detente.questions.leverage.answer import LeverageAnswer
from detente.questions.leverage.cells import cell_of
from detente.questions.leverage.said import said

if TYPE_CHECKING:
    from detente.questions.leverage.holds import Holds

__all__ = ["Leverage"]

REFERENCE = (
    "dependence: Hirschman 1945; threats and promises: Schelling 1960; audience costs: Fearon 1994; expectations of "
    "conflict: Drezner 1999; how often sanctions work: Hufbauer, Schott & Elliott"
)


@dataclass(frozen=True)
class Leverage:
    """Who has leverage on whom?

    Args:
        on: the one to be moved; everybody where unsaid.
        issue: the one at issue; all where unsaid.
        draws, seed: of the uncertain numbers.
        beta: noise of choices, in points.
        eta: how much of its gain a holder puts behind a threat.
        audience: what going back on a threat made in public costs, in points.
        care: how much of the losses of those on its side a holder counts as its own.
        links: of the longest chain.
    """

    on: str | None = None
    issue: str | None = None
    draws: int = 1_000
    seed: int = 0
    beta: float | None = None
    eta: float | None = None
    audience: float | None = None
    care: float | None = None
    links: int = 3

    def answer(self, dossier: Dossier) -> LeverageAnswer:
        """Answer from a dossier.

        Raises:
            QuestionError: no ties, no such actor or issue, nobody holds a tie over it, or no holder and target of a tie
                have a position on one issue.
        """
        from detente.questions.leverage.results import results_of

        self._check(dossier)
        settings, holds = self._settings(), self._holds(Draws(dossier, self.draws, self.seed))
        results = results_of(holds, self.on, self.issue, settings["eta"], self.links)
        if not results["pairs"]:
            raise QuestionError(
                "no holder and target of a tie both have a position on an issue",
                key=f"issues.{self.issue}.positions" if self.issue else "issues",
                hint="give both a position: leverage moves one towards the other",
            )
        return LeverageAnswer(
            question="leverage",
            subject=self.on,
            as_of=dossier.as_of,
            method=Method("greatest credible fixed point of threat and demand", settings, REFERENCE),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, results),
            warnings=_warnings(holds, self.on),
        )

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome, ``leverage.HOLDER.TARGET.ISSUE.effective`` and its like.

        Raises:
            QuestionError: there is no such outcome, or the dossier has no ties.
        """
        from detente.questions.leverage.pressing import Pressed
        from detente.questions.leverage.results import numbers_of

        self._check(drawn.dossier)
        holds = self._holds(drawn)
        pressed, found = Pressed(holds, self._settings()["eta"]), {}
        for path in paths:
            (holder, target, issue), name = cell_of(path, holds.cells)
            demand, extracted = pressed.alone(holder, target, (issue,))
            found[path] = numbers_of(holds.hold(holder, target), demand, extracted)[name]
        return found

    def _check(self, dossier: Dossier) -> None:
        if not dossier.ties:
            raise QuestionError(
                "the dossier has no ties", key="ties", hint="say who depends on whom, for what, under 'ties'"
            )
        if self.issue is not None and self.issue not in dossier.issues:
            raise QuestionError(
                f"no issue is called '{self.issue}'", key="issues", hint=nearest(self.issue, dossier.issues)
            )
        dependents = list(dict.fromkeys(tie.dependent for tie in dossier.ties.values()))
        if self.on is not None and self.on not in dependents:
            known = self.on in dossier.actors
            what = f"nobody holds a tie over '{self.on}'" if known else f"no actor is called '{self.on}'"
            hint = f"ties are held over {', '.join(dependents)}" if known else nearest(self.on, dossier.actors)
            raise QuestionError(what, key="ties" if known else "actors", hint=hint)
        if not 1 <= self.links <= 3:
            raise QuestionError(f"{self.links} links", key="links", hint="a chain has one to three")

    def _settings(self) -> dict[str, Any]:
        from detente.engines.coercion import AUDIENCE, CARE, ETA
        from detente.engines.logit import BETA

        usual = {"beta": BETA, "eta": ETA, "audience": AUDIENCE, "care": CARE}
        chosen = {name: value if getattr(self, name) is None else getattr(self, name) for name, value in usual.items()}
        wrong = next((name for name, value in chosen.items() if value < 0 or (name == "beta" and value == 0)), None)
        if wrong is not None:
            raise QuestionError(f"{wrong} of {chosen[wrong]:g}", key=wrong, hint="it is above 0")
        return {**chosen, "links": self.links}

    def _holds(self, drawn: Draws) -> Holds:
        from detente.questions.leverage.holds import Holds

        settings = self._settings()
        return Holds(drawn, settings["beta"], settings["audience"], settings["care"])


def _warnings(holds: Holds, on: str | None) -> tuple[str, ...]:
    """Ties that move nobody, because the two have no position on a common issue."""
    apart = [(j, i) for j, i in holds.pairs if on in (None, i) and not holds.shared(j, i)]
    return tuple(f"{j} and {i} have no position on a common issue: its ties over {i} are left out" for j, i in apart)
