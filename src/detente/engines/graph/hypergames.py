"""When an actor does not see another's option: what each believes is stable, and who will be surprised.

Each actor plays the conflict that it sees: the same, without the options that are hidden from it. What rests is
what is stable for each actor in the conflict that this actor sees.

Reference: Wang, Hipel & Fraser (1988), Behavioral Science 33:207; Aljefri, Bashar, Fang & Hipel (2018).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool

from detente.engines.graph.forms import OptionForm
from detente.engines.graph.solve import FIVE, solve

__all__ = ["Hypergame", "Surprise", "solve_hypergame"]


@dataclass(frozen=True)
class Surprise:
    """An improvement that comes out of the blue: ``mover`` can go from ``state`` to ``target``, which
    ``surprised`` does not know to exist."""

    surprised: int
    mover: int
    state: int
    target: int


@dataclass(frozen=True, eq=False)
class Hypergame:
    """What rests when actors do not see all options.

    Attributes:
        stable: for each concept, actors × states: stable for the actor in the conflict that it sees; false at
            states that it cannot see.
        expected: for each actor and concept, the equilibria that it expects to see.
        surprises: improvements that somebody cannot see, from states that those who are blind to something believe
            to rest (GMR).
    """

    stable: Mapping[str, Bool[np.ndarray, "actors states"]]
    expected: tuple[Mapping[str, tuple[int, ...]], ...]
    surprises: tuple[Surprise, ...]

    def equilibria(self, concept: str) -> tuple[int, ...]:
        """The states that are stable for each actor in the conflict that it sees."""
        return tuple(int(state) for state in np.flatnonzero(self.stable[concept].all(axis=0)))


def solve_hypergame(form: OptionForm, hidden: Mapping[int, Iterable[int]]) -> Hypergame:
    """Solve the conflict that each actor sees, and put the views together.

    1. Take from each actor's view the options hidden from it, and solve that conflict.
    2. A state rests under a concept when it is stable for each actor in its own view (nobody can judge a state that
       it does not see: such a state rests for no one).
    3. A surprise is an improvement of some actor, in its own view, to a state that another does not see, from a
       state that all see and that is GMR stable for each actor from whom something is hidden, as it sees things.

    Args:
        form: the whole conflict.
        hidden: for an actor, the options (bits) that it does not see; all other actors see everything.

    >>> from detente.engines.graph.forms import option_form
    >>> worth = np.array([[1, 0, 3, 2], [1, 0, 3, 2]])
    >>> solve_hypergame(option_form([1, 1], worth), {0: [1]}).surprises
    (Surprise(surprised=0, mover=1, state=0, target=2),)
    """
    views = [form.without(hidden.get(actor, ())) for actor in range(form.actors)]
    solutions = [solve(view) for view in views]
    stable = {c: np.stack([solutions[i].stable[c][i] for i in range(form.actors)]) for c in FIVE}
    expected = tuple({c: tuple(int(s) for s in solution.equilibria(c)) for c in FIVE} for solution in solutions)
    seen = np.stack([view.possible for view in views])
    calm = [int(s) for s in np.flatnonzero(seen.all(axis=0))]
    resting = [s for s in calm if all(solutions[i].stable["gmr"][i, s] for i in _unaware(form, hidden))]
    surprises = [
        Surprise(blind, mover, state, target)
        for state in resting
        for mover, view in enumerate(views)
        for target in view.moves(mover, state)
        if view.worth(mover, target) > view.worth(mover, state)
        for blind in range(form.actors)
        if blind != mover and not seen[blind, target]
    ]
    return Hypergame(stable, expected, tuple(surprises))


def _unaware(form: OptionForm, hidden: Mapping[int, Iterable[int]]) -> list[int]:
    """The actors from whom something is hidden."""
    return [actor for actor in range(form.actors) if tuple(hidden.get(actor, ()))]
