"""Who has power in a body: its rule as a simple game, and every index of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from detente.dossier.bodies import Body, load_body
from detente.errors import CaseError
from detente.questions.councils import rule_of

if TYPE_CHECKING:
    from detente.engines import power as engine
    from detente.engines.council import Rule

__all__ = ["Power", "power"]


@dataclass(frozen=True)
class Power:
    """Every index of a body, a row a member; exact where the game can be counted."""

    body: Body
    rows: list[dict[str, Any]]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain data; exact fractions as text (``"421/2145"``)."""
        return {
            "detente": 1,
            "body": self.body.name,
            "members": {row["id"]: {k: _plain(v) for k, v in row.items() if k != "id"} for row in self.rows},
            "notes": list(self.notes),
            "sources": list(self.body.sources),
        }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Fraction) else value


def power(name: str, members: int | None = None) -> Power:
    """The power indices of a body that ships with the package.

    Abstention counts as a no in the plain indices; the ternary ones know it.

    Raises:
        QuestionError: no such body, one whose members are not listed and not given, or a rule that has no simple game.
    """
    body = load_body(name)
    seats = body.seated(members)
    dossier, council = body.alone(members)
    game = _game(rule_of(dossier, council))
    columns, notes = _columns(game)
    rows = [
        {"id": id, "name": seat.name, **{column: values[i] for column, values in columns.items()}}
        for i, (id, seat) in enumerate(seats.items())
    ]
    return Power(body, rows, notes)


def _game(rule: Rule) -> engine.Game:
    """The rule as a simple game: of those voting becomes of all, as an abstention counts like a no."""
    from detente.engines.power import Game, Threshold

    if not rule.abstention:
        return Game.weighted(rule.size, [1] * rule.size)
    ways = tuple(
        tuple(
            Threshold(m.weights, m.quota)
            if m.of == "all"
            else Threshold(m.weights, int(m.share * sum(m.weights)) + (m.strict or m.share * sum(m.weights) % 1 != 0))
            for m in way
        )
        for way in rule.ways
    )
    return Game(rule.size, ways, rule.vetoes)


def _columns(game: engine.Game) -> tuple[dict[str, Any], tuple[str, ...]]:
    from detente.engines.power import deegan_packel, indices, sampled, ternary

    try:
        exact = indices(game)
    except CaseError as error:
        found = sampled(game)
        columns = {name: getattr(found, name).tolist() for name in found._fields}
        return columns, (f"sampled, with standard errors: {error.faults[0].what}",)
    columns = {
        "shapley_shubik": exact.shapley_shubik,
        "banzhaf": exact.banzhaf,
        "banzhaf_normalised": exact.banzhaf_normalised,
        "prevent": exact.prevent,
        "initiate": exact.initiate,
    }
    notes: list[str] = []
    for label, compute in (("Deegan–Packel", deegan_packel), ("the ternary game", ternary)):
        try:
            result: Any = compute(game)
        except CaseError as error:
            notes.append(f"{label} left out: {error.faults[0].what}")
            continue
        if label == "Deegan–Packel":
            columns["deegan_packel"] = result
        else:
            columns |= {"ternary_shapley_shubik": result.shapley_shubik, "ternary_banzhaf": result.banzhaf}
    return columns, tuple(notes)
