"""The crisis template: a challenger with a hidden motive provokes, a defender of hidden resolve answers.

Challenger: hold or provoke. Defender, seeing the act and not the motive: ignore, sanction, offer or strike.
After ignore or sanction the challenger backs down or escalates, after an offer it accepts or escalates;
after an escalation the defender concedes, contains or fights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from detente.engines.games.incidence import NEVER, Incidence, incidence
from detente.engines.games.tree import Game, Subtree, build, chance, end, move
from detente.errors import CaseError

__all__ = [
    "CARE",
    "PATHS",
    "Cell",
    "Crisis",
    "crisis_chances",
    "crisis_game",
    "crisis_payoffs",
    "crisis_shape",
]

CARE = 0.5  # how much of what third parties would lose the defender counts as its own (leverage.md)

_AFTER = {"ignore": "back_down", "sanction": "back_down", "offer": "accept"}
_LAST = ("concede", "contain", "fight")


def _paths() -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = [("hold",)]
    for answer, quiet in _AFTER.items():
        found.append(("provoke", answer, quiet))
        found += [("provoke", answer, "escalate", last) for last in _LAST]
    return (*found, ("provoke", "strike"))


PATHS: tuple[tuple[str, ...], ...] = _paths()

Numbers = Mapping[str, Float[ndarray, "types draws"]]
Cell = tuple[str, tuple[str, ...], str | None, str | None]  # side, path, motive or all, resolve or all


@dataclass(frozen=True, slots=True, eq=False)
class Crisis:
    """The inputs of the template over draws, all in points, costs as positive numbers.

    ``motive`` holds ``p stake prestige sanctioned concession audience``, ``resolve`` holds ``p war sanction
    concede exposure offer credible``, each (types, draws); ``common`` holds ``provoke war assurance deal
    insult relief third`` (what third parties would lose, already weighted by ``CARE``) and may hold
    ``carried`` (concessions won before, lost in a war), each (draws,). ``cells`` replace cells of the
    table. ``broken`` is what a type pays for breaking its word: the challenger by escalating, the defender
    by striking or fighting.
    """

    motives: tuple[str, ...]
    resolves: tuple[str, ...]
    motive: Numbers
    resolve: Numbers
    common: Mapping[str, Float[ndarray, " draws"]]
    cells: Mapping[Cell, Float[ndarray, " draws"]] = field(default_factory=dict)
    broken: Float[ndarray, "2 draws"] | None = None

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.motive["p"].shape[-1])

    def some(self, chosen: ndarray | slice) -> Crisis:
        """The same crisis at some of its draws (indices may repeat)."""
        return replace(
            self,
            motive={key: value[:, chosen] for key, value in self.motive.items()},
            resolve={key: value[:, chosen] for key, value in self.resolve.items()},
            common={key: value[chosen] for key, value in self.common.items()},
            cells={cell: value[chosen] for cell, value in self.cells.items()},
            broken=None if self.broken is None else self.broken[:, chosen],
        )


def _ending(motive: str, resolve: str) -> Subtree:
    def last(answer: str) -> Subtree:
        return move("defender", f"{resolve}: {answer}, escalate", {step: end(0, 0) for step in _LAST})

    def reply(answer: str, quiet: str) -> Subtree:
        branches = {quiet: end(0, 0), "escalate": last(answer)}
        return move("challenger", f"{motive}: {answer}", branches)

    answers = {answer: reply(answer, quiet) for answer, quiet in _AFTER.items()}
    act = move("defender", f"{resolve}: provoke", {**answers, "strike": end(0, 0)})
    return move("challenger", motive, {"hold": end(0, 0), "provoke": act})


@cache
def crisis_game(motives: tuple[str, ...], resolves: tuple[str, ...]) -> Game:
    """The tree of the template for these hidden types; payoffs and chances are filled in per draw.

    >>> game = crisis_game(("deterrent", "prestige"), ("patient", "pressing"))
    >>> sum(node.infoset < 0 for node in game.nodes), len(game.infosets)
    (56, 18)
    """
    second = {
        motive: chance("resolve", {resolve: (1 / len(resolves), _ending(motive, resolve)) for resolve in resolves})
        for motive in motives
    }
    root = chance("motive", {motive: (1 / len(motives), second[motive]) for motive in motives})
    return build("crisis", ("challenger", "defender"), root)


@cache
def crisis_shape(motives: tuple[str, ...], resolves: tuple[str, ...]) -> Incidence:
    """The index arrays of the template for these types."""
    return incidence(crisis_game(motives, resolves))


def crisis_chances(crisis: Crisis) -> Float[ndarray, "c draws"]:
    """Logarithms of the types' probabilities; a type of probability 0 keeps a belief about it, as a limit."""
    odds = np.concatenate([crisis.motive["p"], crisis.resolve["p"]])
    return np.asarray(np.log(np.maximum(odds, NEVER)))


def _challenger(crisis: Crisis, path: tuple[str, ...]) -> Float[ndarray, "motives resolves draws"]:
    """What a path pays the challenger."""
    m = {key: value[:, None] for key, value in crisis.motive.items()}
    c, kappa = crisis.common, crisis.resolve["credible"][None]
    carried = c.get("carried", 0.0)
    sanctioned = 1 if path[1:2] == ("sanction",) else 0
    match path[-1]:
        case "hold":
            paid = 0 * (m["stake"] + kappa) + carried
        case "back_down":
            paid = m["prestige"] - c["provoke"] - sanctioned * (m["sanctioned"] + m["audience"]) + carried
        case "accept":
            paid = -c["provoke"] + m["concession"] + kappa * c["assurance"] - m["stake"] + carried
        case "concede":
            paid = 1.25 * m["prestige"] - c["provoke"] - sanctioned * m["sanctioned"] + m["concession"] + carried
        case "contain":
            held = 1.25 * m["prestige"] - c["provoke"] + m["stake"] / 4
            paid = held - (sanctioned + 2) * m["sanctioned"] + carried
        case _:
            paid = 0 * (m["stake"] + kappa) - c["war"]
    return np.broadcast_to(paid, (len(crisis.motives), len(crisis.resolves), crisis.draws))


def _defender(crisis: Crisis, path: tuple[str, ...]) -> Float[ndarray, "motives resolves draws"]:
    """What a path pays the defender; after an offer every row costs it the offer."""
    r, c = crisis.resolve, crisis.common
    sanctioned = 1 if path[1:2] == ("sanction",) else 0
    offered = r["offer"] if path[1:2] == ("offer",) else 0.0
    match path[-1]:
        case "hold":
            paid = 0 * r["war"]
        case "back_down":
            paid = sanctioned * (c["relief"] - r["sanction"]) - (1 - sanctioned) * c["insult"]
        case "accept":
            paid = c["deal"] - offered
        case "concede":
            paid = -r["concede"] - offered
        case "contain":
            paid = -(sanctioned + 1) * r["sanction"] - r["exposure"] - offered
        case _:
            paid = -r["war"] - c["third"] - offered
    return np.broadcast_to(paid, (len(crisis.motives), len(crisis.resolves), crisis.draws))


def _kept(crisis: Crisis, path: tuple[str, ...], side: int) -> Float[ndarray, " draws"] | float:
    """What a path costs a side that gave its word, where the path breaks it."""
    harsh = "escalate" in path if side == 0 else path[-1] in ("strike", "fight")
    return crisis.broken[side] if harsh and crisis.broken is not None else 0.0


def _replaced(crisis: Crisis, side: str, path: tuple[str, ...], table: ndarray) -> ndarray:
    table = np.array(table)
    for (who, way, motive, resolve), value in crisis.cells.items():
        if who == side and way == path:
            rows = [i for i, name in enumerate(crisis.motives) if motive in (None, name)]
            columns = [i for i, name in enumerate(crisis.resolves) if resolve in (None, name)]
            table[np.ix_(rows, columns)] = value
    return table


def crisis_payoffs(crisis: Crisis) -> Float[ndarray, "z 2 draws"]:
    """The table of the template: what each path pays challenger and defender, in the order of the paths.

    1. Each path's formula (docs/models/standoff.md), for each motive and resolve.
    2. Cells that the analyst replaced.
    3. What a side pays for breaking its word, where it gave one.

    Raises:
        CaseError: a replaced cell is not in the table.
    """
    for who, way, motive, resolve in crisis.cells:
        known = who in ("challenger", "defender") and way in PATHS
        if not known or motive not in (None, *crisis.motives) or resolve not in (None, *crisis.resolves):
            raise CaseError(f"no cell {who}, {' · '.join(way)}, {motive}, {resolve} in the table of payoffs")
    sides = [(0, "challenger", _challenger), (1, "defender", _defender)]
    table = [
        [_replaced(crisis, name, path, paid(crisis, path)) - _kept(crisis, path, side) for side, name, paid in sides]
        for path in PATHS
    ]
    ordered = np.moveaxis(np.array(table), (0, 1, 2, 3, 4), (2, 3, 0, 1, 4))
    return np.ascontiguousarray(ordered.reshape(-1, 2, crisis.draws))
