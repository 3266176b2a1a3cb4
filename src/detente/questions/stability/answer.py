"""The answer: its table, its charts and the paths of its outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from detente.display import charts
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer
from detente.questions.stability.every import printed
from detente.questions.stability.moves import in_short

__all__ = ["StabilityAnswer", "option_named"]


@dataclass(frozen=True)
class StabilityAnswer(Answer):
    """Where the conflict can rest, as ``answers.md`` of the design lists it.

    A state is the sorted list of the options taken. The concepts are Nash, GMR, SMR, SEQ and SSEQ, ``sim`` where no
    states are merged and few moves can be made at once, and ``non_myopic`` for two actors.

    Beside those keys ``results`` has ``today`` (for whom the present state is unstable), ``judged`` (the states that
    ``stable`` lists: all, or where there are more than 64 those that matter), ``stable_counts`` (over all states),
    ``strong`` (those judged that are stable against every coalition too), ``looking_ahead`` (two actors: limited-move
    stability, and where it never settles), ``upsets`` (coalitions that would leave together), ``horizon_estimates``
    (over draws of the pace), ``at_horizon`` (P(option taken then)), ``likeliest_at_horizon``, ``expected_times`` (in
    horizons), ``uncertain`` (P(equilibrium) when orders are), ``hypergame`` (where somebody does not see everything),
    ``wishes``, ``every`` (each state with its reasons, where asked for) and ``map``.
    """

    def table(self) -> list[dict[str, Any]]:
        """Today and where it can rest, a state a row: who would leave, under which concepts it rests, how to get there.

        Coming from today by improvements only, nearest first; then what is Nash stable elsewhere. Where every state was
        asked for: each, with who is stable there under what, and why.
        """
        if self.results["every"]:
            return printed(self.results["every"])
        near = {
            tuple(row["state"]): row for row in self.results["reachable"].get("improvements", {}).get("nearest", [])
        }
        states = list(dict.fromkeys(tuple(row["state"]) for row in self.results["reasons"]))
        return [self._row(state, near.get(state)) for state in states]

    def _row(self, state: tuple[str, ...], way: dict[str, Any] | None) -> dict[str, Any]:
        rests = [c for c, found in self.results["equilibria"].items() if list(state) in found]
        now = list(state) == self.results["now"]
        return {
            "against today": "today" if now else self._against(state),
            "state": ", ".join(state) or "nothing is taken",
            "rests under": ", ".join(rests) or "–",
            "would leave": ", ".join(self._leaving(state)) or "–",
            "path from today": "today" if now else ("; ".join(map(in_short, way["path"])) if way else "–"),
        }

    def _leaving(self, state: tuple[str, ...]) -> list[str]:
        names = self.results["actor_names"]
        return [names[row["actor"]] for row in self._reasons(state) if row["stable"] is False]

    def _against(self, state: Sequence[str]) -> str:
        """How a state differs from today, in words."""
        taken, now = set(state), set(self.results["now"])
        words, names = self.results["option_words"], self.results["actor_names"]
        by: dict[str, list[str]] = {}
        for option in self.results["options"]:
            if option in taken ^ now:
                does = words[option] if option in taken else f"no longer {words[option]}"
                by.setdefault(option.split(".", 1)[0], []).append(does)
        return "; ".join(f"{names[actor]}: {', '.join(own)}" for actor, own in by.items())

    def _reasons(self, state: Sequence[str]) -> list[dict[str, Any]]:
        return [reason for reason in self.results["reasons"] if reason["state"] == list(state)]

    def drawings(self) -> dict[str, charts.Drawing]:
        """``journey``: the states within reach of improvements (up to forty); ``chances``: options by the horizon."""
        drawn = {}
        if len(self.results["map"]["states"]) > 1:
            drawn["journey"] = charts.journey("From today, by improvements only", **self.results["map"])
        ahead = [
            {"name": self._named(option), **estimate}
            for option, estimate in self.results["horizon_estimates"].items()
            if option not in self.results["now"]
        ]
        if ahead:
            rows = sorted(ahead, key=lambda row: -row["mean"])
            drawn["chances"] = charts.chances("Options taken by the horizon", rows)
        return drawn

    def _named(self, option: str) -> str:
        """An option in words, and whose it is."""
        actor = self.results["actor_names"][option.split(".", 1)[0]]
        return f"{self.results['option_words'][option]} ({actor})"

    def outcome(self, path: str) -> float:
        """``stability.horizon.ACTOR.OPTION``: the probability that the option is taken by the horizon.

        Raises:
            QuestionError: there is no such option.
        """
        return float(self.results["horizon"][option_named(path, self.results["horizon"])])


def option_named(path: str, options: Iterable[str]) -> str:
    """The option that an outcome names.

    >>> option_named("stability.horizon.prk.test", ["prk.test"])
    'prk.test'

    Raises:
        QuestionError: there is no such option.
    """
    named = list(options)
    option = path.removeprefix("stability.horizon.")
    if option == path or option not in named:
        known = [f"stability.horizon.{name}" for name in named]
        raise QuestionError("no such outcome of this conflict", key=path, hint=nearest(path, known))
    return option
