"""The cheapest package of moves that takes an outcome over a threshold, the others answering with their best replies.

1. A package is up to three moves that do not contradict each other, each of which helps by itself.
2. Packages are tried from the cheapest on; the first that reaches the threshold by itself, and still does once the
   others have replied, is the answer: no cheaper one does.
3. The others reply in the dossier's order. Each looks at what it could do, one deed at a time, after the package and
   the replies before its own, and does what gains it most, by a tenth of a point or more, or nothing.
4. Who has not done a thing today shows that it is worth no more to it than it costs: a deed's cost is at least what it
   would gain by it today. So nobody replies to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from detente.questions.levers.moves import Move, together
from detente.questions.levers.scores import Score

__all__ = ["GAIN", "MOST_MOVES", "Board", "Package", "Search", "answered", "cheapest", "packages", "replied"]

MOST_MOVES = 3
GAIN = 0.1
"""Points below which nobody replies: a fiftieth of the noise of choice, and what a few hundred draws may be off."""

Scored = Callable[[Sequence[Move]], Score]


@dataclass(frozen=True, slots=True)
class Package:
    """Moves, what they come to before and after the others' replies, and the replies."""

    moves: tuple[Move, ...]
    replies: tuple[Move, ...]
    alone: float
    outcome: float

    @property
    def cost(self) -> float:
        """The moves' costs added up, in points."""
        return cost_of(self.moves)


@dataclass(frozen=True, slots=True)
class Search:
    """The cheapest package that is enough, or nothing; the one that comes nearest; how many were tried of how many."""

    found: Package | None
    nearest: Package | None
    tried: int
    possible: int


@dataclass
class Board:
    """Moves scored together, each set of them once; ``tried`` counts the sets."""

    scored: Scored
    others: Mapping[str, Sequence[Move]] = field(default_factory=dict)
    known: dict[frozenset[str], Score] = field(default_factory=dict)

    def score(self, moves: Sequence[Move]) -> Score:
        """What some moves come to."""
        key = frozenset(f"{move.actor}: {move.id}" for move in moves)
        if key not in self.known:
            self.known[key] = self.scored(moves)
        return self.known[key]

    @property
    def tried(self) -> int:
        """How many sets of moves were scored."""
        return len(self.known)


def cost_of(moves: Sequence[Move]) -> float:
    """The costs of some moves added up, in points."""
    return sum(move.cost for move in moves)


def packages(moves: Sequence[Move], most: int = MOST_MOVES) -> list[tuple[Move, ...]]:
    """Every package of up to so many moves that can be made together, from the cheapest on; the smaller first."""
    found = (some for size in range(1, most + 1) for some in combinations(moves, size))
    fitting = (some for some in found if together(some))
    return sorted(fitting, key=lambda some: (cost_of(some), len(some), [move.id for move in some]))


def replied(board: Board, moves: Sequence[Move]) -> tuple[Move, ...]:
    """The others' best replies to some moves, in the order in which they reply."""
    replies: list[Move] = []
    for actor, own in board.others.items():
        best = _best(board, actor, own, (*moves, *replies))
        if best is not None:
            replies.append(best)
    return tuple(replies)


def answered(board: Board, moves: Sequence[Move]) -> Package:
    """Some moves with the others' replies to them."""
    replies = replied(board, moves)
    return Package(tuple(moves), replies, board.score(moves).outcome, board.score((*moves, *replies)).outcome)


def _best(board: Board, actor: str, own: Sequence[Move], so_far: Sequence[Move]) -> Move | None:
    """The deed that gains an actor most, where any gains it more than it costs."""
    here = board.score(so_far).worth.get(actor)
    today = board.score(()).worth.get(actor)
    if here is None or today is None:
        return None
    best, most = None, GAIN
    for move in own:
        if not together((*so_far, move)):
            continue
        price = max(move.cost, board.score((move,)).worth[actor] - today)
        gain = board.score((*so_far, move)).worth[actor] - here - price
        if gain > most:
            best, most = move, gain
    return best


def cheapest(
    board: Board,
    moves: Sequence[Move],
    reaches: Callable[[float], bool],
    *,
    toward: float = 1.0,
    most: int = MOST_MOVES,
    tries: int = 1_000,
    confirms: Callable[[Package], bool] = lambda _: True,
) -> Search:
    """The cheapest package that reaches a threshold before and after the others' replies.

    Args:
        board: scores sets of moves, and knows the others' deeds.
        moves: those that may be put together.
        reaches: whether an outcome has reached the threshold.
        toward: 1 where the outcome is to rise, −1 where it is to fall.
        most: moves in a package.
        tries: packages that are tried at most, from the cheapest on.
        confirms: a last, dearer look at a package that reaches it.
    """
    every = packages(moves, most)
    best: tuple[Move, ...] | None = None
    for count, some in enumerate(every[:tries], 1):
        alone = board.score(some).outcome
        if best is None or toward * (alone - board.score(best).outcome) > 0:
            best = some
        if not reaches(alone):
            continue
        found = answered(board, some)
        if reaches(found.outcome) and confirms(found):
            return Search(found, found, count, len(every))
    return Search(None, answered(board, best) if best else None, min(tries, len(every)), len(every))
