"""The question: its settings, and the results computed from a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from detente.dossier import Dossier, digest
from detente.engines.graph import OPTION_COST
from detente.engines.logit import BETA
from detente.errors import QuestionError, nearest
from detente.questions.answer import Method
from detente.questions.askable import askable, not_asked
from detente.questions.basis import basis
from detente.questions.gauge import Gauge, Kept, gauge
from detente.questions.levers.answer import LeversAnswer
from detente.questions.levers.edits import applied
from detente.questions.levers.moves import CONCEDED, PERSUADED, Move, moves_of
from detente.questions.levers.said import said
from detente.questions.levers.scores import Score, Scorer, scorer
from detente.questions.levers.search import MOST_MOVES, Board, Package, cheapest
from detente.questions.levers.threats import Threats
from detente.questions.outcomes import one_of_each
from detente.questions.quotations import quotations

__all__ = ["Levers"]

REFERENCE = (
    "moves and inducements: Schelling 1960, The Strategy of Conflict; ties: Hirschman 1945; best replies in turn, on "
    "the models of the other questions"
)
HELPS = {"probability": 0.001, "scale": 0.1}
"""The least effect by which a move is said to help."""
NOTHING = 1e-9
"""Effects below this are rounding."""
STEP = {"probability": 0.05, "scale": 5.0}
"""Where no threshold is given: so much above where the outcome stands."""


@dataclass(frozen=True)
class Levers:
    """What can one actor do about an outcome, at what cost, and which cheapest package is enough?

    1. List the actor's moves (see ``moves``). 2. Apply each to the dossier and read the outcome on common draws; read
    one outcome of every other question too, where the move can touch it. 3. Find the cheapest package of up
    to ``most_moves`` moves that takes the outcome over the threshold, the others replying (see ``search``). 4. Verify
    that package on all draws.

    Args:
        actor: whose moves.
        outcome: the path of the outcome; the dossier's leading one where none is given.
        threshold: what is to be reached, a probability or scale units; below where the outcome stands now, it is to be
            brought down to there. Five points (or units) up where none is given.
        draws: of the uncertain numbers; no more than the outcome's question takes.
        seed: of the draws.
        search_draws: on which moves and packages are compared.
        most_moves: in a package.
        tries: packages that are tried at most, from the cheapest on.
        side_effects: read an outcome of every other question too.
        deeds: look at options, grants and ties only, not at persuasion and giving way.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
    """

    actor: str
    outcome: str | None = None
    threshold: float | None = None
    draws: int = 10_000
    seed: int = 0
    search_draws: int = 200
    most_moves: int = MOST_MOVES
    tries: int = 1_000
    side_effects: bool = True
    deeds: bool = False
    fill: bool = False

    def answer(self, dossier: Dossier) -> LeversAnswer:
        """Answer from a dossier.

        Raises:
            QuestionError: no such actor or outcome, a setting out of range, or the outcome's question has no answer.
        """
        self._check(dossier)
        of = gauge(dossier, self.outcome, fill=self.fill)
        draws = min(self.draws, of.usual)
        found = _Levered(dossier, of, self, draws)
        results = found.results()
        return LeversAnswer(
            question="levers",
            subject=of.path,
            as_of=dossier.as_of,
            method=Method("single moves and cheapest package, others replying", self._settings(draws), REFERENCE),
            seed=self.seed,
            draws=draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, of, results),
            warnings=(*_warnings(results), *found.left_out()),
        )

    def _check(self, dossier: Dossier) -> None:
        if self.actor not in dossier.actors:
            hint = nearest(self.actor, dossier.actors)
            raise QuestionError(f"no actor is called '{self.actor}'", key="actor", hint=hint)
        if self.search_draws < 1 or not 1 <= self.most_moves <= MOST_MOVES or self.tries < 0:
            what = f"{self.search_draws} draws to search on, packages of {self.most_moves}, {self.tries} tries"
            raise QuestionError(what, hint=f"1 or more draws, packages of 1 to {MOST_MOVES}, 0 or more tries")

    def _settings(self, draws: int) -> dict[str, Any]:
        return {
            "search_draws": min(self.search_draws, draws),
            "most_moves": self.most_moves,
            "tries": self.tries,
            "side_effects": self.side_effects,
            "deeds": self.deeds,
            "fill": self.fill,
            "persuaded": PERSUADED,
            "conceded": CONCEDED,
            "option_cost": OPTION_COST,
            "beta": BETA,
        }


def _warnings(results: Mapping[str, Any]) -> tuple[str, ...]:
    """What the search left out."""
    tried, every = results["packages_tried"], results["packages_possible"]
    if results["packages"] or not 0 < tried < every:
        return ()
    return (f"only the {tried:,} cheapest of {every:,} packages were tried; --tries asks for more",)


class _Levered:
    """An outcome, the actor's moves, and what the others can do about them."""

    def __init__(self, dossier: Dossier, of: Gauge, question: Levers, draws: int) -> None:
        self.dossier, self.of, self.question = dossier, of, question
        self.few = Kept(dossier, min(question.search_draws, draws), question.seed)
        self.all = Kept(dossier, draws, question.seed)
        self.threats = Threats(dossier)
        own = moves_of(dossier, question.actor, of, self.threats)
        self.moves = tuple(move for move in own if move.deed or not question.deeds)
        self.quick: Scorer = scorer(of, self.few)
        self.exact: Scorer = scorer(of, self.all)
        self.board = Board(lambda moves: self._scored(self.quick, moves), dict(self._others()))

    def _others(self) -> Iterable[tuple[str, tuple[Move, ...]]]:
        """What every other actor could do in reply: deeds that touch what the outcome's question reads."""
        for actor in self.dossier.actors:
            own = () if actor == self.question.actor else moves_of(self.dossier, actor, self.of, self.threats)
            deeds = tuple(move for move in own if move.deed and self.of.touched(move.paths))
            if deeds:
                yield actor, deeds

    def _scored(self, by: Scorer, moves: Sequence[Move]) -> Score:
        return by.score(applied(self.dossier, (edit for move in moves for edit in move.edits)))

    def _outcome(self, moves: Sequence[Move]) -> float:
        """The outcome after some moves on all draws."""
        return self._scored(self.exact, moves).outcome

    @cached_property
    def now(self) -> float:
        """Where the outcome stands, on all draws."""
        return self._outcome(())

    @cached_property
    def threshold(self) -> float:
        """What is to be reached."""
        asked = self.question.threshold
        if asked is None:
            return self.of.held(self.now + STEP[self.of.unit])
        if self.of.held(asked) != asked:
            hint = "a probability, 0 to 1" if self.of.unit == "probability" else "scale units, 0 to 100"
            raise QuestionError(f"a threshold of {asked:g}", key="threshold", hint=hint)
        return asked

    @property
    def toward(self) -> float:
        """1 where the outcome is to rise, −1 where it is to fall."""
        return 1.0 if self.threshold >= self.now else -1.0

    def _effect(self, moves: Sequence[Move]) -> float:
        """What some moves do to the outcome; one that touches nothing that its question reads does exactly nothing."""
        touching = [move for move in moves if self.of.touched(move.paths)]
        effect = self.board.score(touching).outcome - self.board.score(()).outcome if touching else 0.0
        return effect if abs(effect) > NOTHING else 0.0

    def _reaches(self, value: float) -> bool:
        """Whether a value on the search's draws has reached the threshold, corrected by what it is off today."""
        corrected = value - self.board.score(()).outcome + self.now
        return self._at(corrected)

    def _at(self, value: float) -> bool:
        return bool(self.toward * (value - self.threshold) >= -1e-12)

    def _confirmed(self, found: Package) -> bool:
        """Whether a package reaches the threshold on all draws, before and after the replies."""
        return self._at(self._outcome(found.moves)) and self._at(self._outcome((*found.moves, *found.replies)))

    def results(self) -> dict[str, Any]:
        """All of ``results``, in the shape of ``answers.md``."""
        helping = [m for m in self.moves if self.toward * self._effect([m]) >= HELPS[self.of.unit]]
        search = cheapest(
            self.board,
            helping,
            self._reaches,
            toward=self.toward,
            most=self.question.most_moves,
            tries=self.question.tries,
            confirms=self._confirmed,
        )
        rows = [self._move(move) for move in self.moves]
        return {
            "unit": self.of.unit,
            "actor": self.question.actor,
            "now": self.now,
            "threshold": self.threshold,
            "moves": sorted(rows, key=lambda row: (-self.toward * row["effect"], row["cost"])),
            "packages": [self._package(search.found)] if search.found else [],
            "packages_tried": search.tried,
            "packages_possible": search.possible,
            "nearest": self._package(search.nearest) if search.nearest and not search.found else None,
            "sets": self.board.tried,
        }

    def _move(self, move: Move) -> dict[str, Any]:
        return {
            "move": move.id,
            "kind": move.kind,
            "what": move.what,
            "effect": self._effect([move]),
            "cost": move.cost,
            "side_effects": self._side_effects(move) if self.question.side_effects else {},
            "rests": list(move.rests),
            "claims": list(basis(self.dossier, move.rests).claims),
        }

    def _side_effects(self, move: Move) -> dict[str, float]:
        """What a move does to one outcome of every other question; those that it does not move are left out."""
        touched = (gauge for gauge in self._aside if gauge.touched(move.paths))
        after = self.few.on(applied(self.dossier, move.edits))
        effects = {of.path: of.mean(after) - self._before(of) for of in touched}
        return {path: effect for path, effect in effects.items() if abs(effect) > NOTHING}

    @cached_property
    def _aside(self) -> list[Gauge]:
        fill = self.question.fill
        paths = [path for path in one_of_each(self.dossier) if askable(self.dossier, path, fill=fill)]
        found = [gauge(self.dossier, path, fill=fill) for path in paths]
        return [of for of in found if (of.question, of.subject) != (self.of.question, self.of.subject)]

    def left_out(self) -> tuple[str, ...]:
        """What side effects are not told of."""
        paths, fill = one_of_each(self.dossier) if self.question.side_effects else (), self.question.fill
        return not_asked([path for path in paths if not askable(self.dossier, path, fill=fill)])

    def _before(self, of: Gauge) -> float:
        if of.path not in self._today:
            self._today[of.path] = of.mean(self.few)
        return self._today[of.path]

    @cached_property
    def _today(self) -> dict[str, float]:
        return {}

    def _package(self, found: Package) -> dict[str, Any]:
        """A package on all draws, with the replies that the search found."""
        alone, after = self._outcome(found.moves), self._outcome((*found.moves, *found.replies))
        rests = list(dict.fromkeys(path for move in found.moves for path in move.rests))
        return {
            "moves": [move.id for move in found.moves],
            "what": [move.what for move in found.moves],
            "effect": after - self.now,
            "alone": alone - self.now,
            "outcome": after,
            "cost": found.cost,
            "replies": [{"actor": r.actor, "move": r.id, "what": r.what} for r in found.replies],
            "reaches": self._at(after),
            "rests": rests,
            "quotations": quotations(self.dossier, basis(self.dossier, rests).claims),
        }
