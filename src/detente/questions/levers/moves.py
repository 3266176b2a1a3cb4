"""The moves of one actor, from its dossier: options, grants, ties that it holds, others to persuade, and giving way.

- take or give up an option: what is taken now, and the condition that it grants. Cost: that of the condition; else 4
  points (``OPTION_COST``) and what today gets worse by the actor's own preferences, weighed as in the stability
  question.
- grant a condition: ``granted``. Cost: its ``cost``, for the part not granted yet.
- ease a tie: ``used`` to 0, and the dependent's coming to talks is worth ``worth · (1 − replace) · used`` more. Cost:
  ``cost · used``, which counts against its own coming too; the actor bears it today, so that the withholding is worth
  no less to it.
- threaten with the ties over somebody: its coming is worth so much more as the threat credibly takes from it, or its
  position moves by the effective leverage of the ``leverage`` question, audiences and retaliation included. Cost: the
  price of that threat, what the actor must stand ready to bear.
- persuade: another's position, by 5 scale units towards the actor's. Cost: what that costs the other, salience ·
  units/100.
- give way: its own position, by 10 units towards the weighted mean of the others. Cost: salience · units/100.

Positions on issues that the outcome's question does not read are left alone. Centres of estimates stand for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.estimate import GrantedEstimate, ShareEstimate
from detente.dossier.schema import Condition, Tie
from detente.dossier.statements import parse_statement
from detente.engines.graph import OPTION_COST
from detente.questions.gauge import Gauge
from detente.questions.levers.edits import Comes, Edit, Put, Shift, Taken, clash, paths_of
from detente.questions.levers.threats import Threatened, Threats
from detente.questions.stability.liking import liking
from detente.questions.titles import titled

__all__ = ["CONCEDED", "PERSUADED", "Move", "moves_of", "principal", "together"]

PERSUADED = 5.0
"""Scale units that words and favours move somebody: a judgement."""
CONCEDED = 10.0
"""Scale units of a concession."""
LEAST = 1.0
"""Scale units, or points, below which a move is none."""
DEEDS = ("take", "give up", "grant", "ease", "threaten")


@dataclass(frozen=True, slots=True)
class Move:
    """One thing that an actor can do: what it changes, its cost in points, what it comes from, and the ties it uses."""

    id: str
    actor: str
    kind: str
    what: str
    edits: tuple[Edit, ...]
    cost: float
    rests: tuple[str, ...]
    ties: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths that it touches."""
        return paths_of(self.edits)

    @property
    def deed(self) -> bool:
        """Whether it is something done, which others can do in reply, rather than words or a change of mind."""
        return self.kind in DEEDS


def together(moves: Iterable[Move]) -> bool:
    """Whether some moves can be made together: nothing is done and undone, and a tie is used in one way only."""
    given = tuple(moves)
    ties = [tie for move in given for tie in move.ties]
    return len(set(ties)) == len(ties) and not clash(edit for move in given for edit in move.edits)


def principal(dossier: Dossier, talks: str) -> str:
    """The actor whose moves matter most to some talks: asked for most conditions; the strongest where several are."""
    held = dossier.talks[talks]
    asked = [condition.of for condition in held.conditions.values()]
    parties = dict.fromkeys(actor for form in held.formats.values() for actor in form.needs)

    def weight(actor: str) -> tuple[int, float]:
        capability = dossier.actors[actor].capability
        return asked.count(actor), 0.0 if capability is None else capability.centre

    return max(parties, key=weight)


def moves_of(dossier: Dossier, actor: str, of: Gauge, threats: Threats | None = None) -> tuple[Move, ...]:
    """What an actor can do, in the order of the table.

    Args:
        dossier: what we believe.
        actor: whose moves.
        of: the outcome that they are for: it says on which issues positions matter, and what ties are used for.
        threats: the dossier's, where they are at hand.
    """
    return tuple(_all(dossier, actor, of, threats or Threats(dossier)))


def _all(dossier: Dossier, actor: str, of: Gauge, threats: Threats) -> Iterator[Move]:
    yield from _options(dossier, actor)
    yield from _grants(dossier, actor)
    yield from _ties(dossier, actor, of, threats)
    for issue in _issues(dossier, of):
        yield from _persuasions(dossier, actor, issue)
        yield from _concessions(dossier, actor, issue)


def _issues(dossier: Dossier, of: Gauge) -> list[str]:
    """The issues that the outcome's question reads."""
    return [issue for issue in dossier.issues if of.touched([f"issues.{issue}.positions"])]


def _options(dossier: Dossier, actor: str) -> Iterator[Move]:
    conflict = dossier.conflict
    if conflict is None:
        return
    for name, text in conflict.options.get(actor, {}).items():
        option, what = f"{actor}.{name}", text or titled(name)
        taken = option in conflict.now
        after = tuple(o for o in conflict.now if o != option) if taken else (*conflict.now, option)
        if (taken and option in conflict.one_way) or not _possible(dossier, after):
            continue
        linked = list(_linked(dossier, option))
        edits: tuple[Edit, ...] = (
            Taken(option, not taken),
            *(Put(path, GrantedEstimate(value=float(not taken))) for path, _ in linked),
        )
        told = sum(condition.cost.centre for _, condition in linked)
        cost = told if linked and not taken else OPTION_COST + _worse(dossier, actor, after)
        rests = (*(path.removesuffix(".granted") for path, _ in linked), f"conflict.preferences.{actor}")
        kind, said = ("give up", f"give up “{what}”") if taken else ("take", what)
        yield Move(f"{kind} {option}", actor, kind, said, edits, cost, rests)


def _possible(dossier: Dossier, taken: tuple[str, ...]) -> bool:
    conflict = dossier.conflict
    names = _names(dossier)
    state = {name: name in taken for name in names}
    return not any(parse_statement(text, names).holds(state) for text in (conflict.impossible if conflict else ()))


def _names(dossier: Dossier) -> list[str]:
    options = dossier.conflict.options if dossier.conflict else {}
    return [f"{actor}.{name}" for actor, own in options.items() for name in own]


def _worse(dossier: Dossier, actor: str, taken: tuple[str, ...]) -> float:
    """How many points today gets worse for an actor by its own preferences, as the stability question weighs them."""
    conflict = dossier.conflict
    if conflict is None:
        return 0.0
    bits = {name: bit for bit, name in enumerate(_names(dossier))}
    own = liking(conflict, actor, lambda text: parse_statement(text, bits).program(bits))
    states = np.array([sum(1 << bits[option] for option in set(options)) for options in (conflict.now, taken)])
    before, after = own.worth(states)
    return max(0.0, float(before - after))


def _linked(dossier: Dossier, option: str) -> Iterator[tuple[str, Condition]]:
    """The conditions that an option grants, by the path of their ``granted``."""
    for id, talks in dossier.talks.items():
        for name, condition in talks.conditions.items():
            if condition.option == option:
                yield f"talks.{id}.conditions.{name}.granted", condition


def _grants(dossier: Dossier, actor: str) -> Iterator[Move]:
    for id, talks in dossier.talks.items():
        for name, condition in talks.conditions.items():
            granted = condition.granted.centre
            if condition.of != actor or condition.option is not None or granted >= 1:
                continue
            path = f"talks.{id}.conditions.{name}"
            edit = Put(f"{path}.granted", GrantedEstimate(value=1.0))
            by = words.article(dossier.actors[condition.by].name)
            what = f"grant {by} {condition.what}"
            yield Move(
                f"grant {id}.{name}", actor, "grant", what, (edit,), condition.cost.centre * (1 - granted), (path,)
            )


def _ties(dossier: Dossier, actor: str, of: Gauge, threats: Threats) -> Iterator[Move]:
    for id, tie in dossier.ties.items():
        if tie.holder == actor:
            yield from _eased(dossier, id, tie, _meetings(dossier, of, actor, tie.dependent))
    for target in threats.targets(actor):
        forms = _meetings(dossier, of, actor, target)
        if forms:
            yield from _threat_to_come(dossier, actor, target, threats, forms)
        elif of.question in ("forecast", "vote"):
            for issue in _issues(dossier, of):
                yield from _threat_on(dossier, actor, target, threats, issue)


def _meetings(dossier: Dossier, of: Gauge, holder: str, dependent: str) -> list[tuple[str, str]]:
    """The formats of the outcome's talks that need both the holder and the dependent."""
    if of.question != "talks":
        return []
    formats = dossier.talks[of.subject].formats.items()
    return [(of.subject, name) for name, form in formats if {holder, dependent} <= set(form.needs)]


def _bite(tie: Tie) -> float:
    """What the whole of a tie withheld costs its dependent, after what it can replace."""
    return tie.worth.centre * (1 - tie.replace.centre)


def _eased(dossier: Dossier, id: str, tie: Tie, forms: list[tuple[str, str]]) -> Iterator[Move]:
    used = tie.used.centre
    if _bite(tie) * used < LEAST:
        return
    given = Put(f"ties.{id}.used", ShareEstimate(value=0.0))
    cost = tie.cost.centre * used
    comes = tuple(
        edit
        for talks, form in forms
        for edit in (Comes(talks, form, tie.dependent, _bite(tie) * used), Comes(talks, form, tie.holder, -cost))
    )
    whom = words.article(dossier.actors[tie.dependent].name)
    what = f"ease {words.quoted(tie.what)} for {whom}{' if it comes' if forms else ''}"
    yield Move(f"ease {id}", tie.holder, "ease", what, (given, *comes), cost, (f"ties.{id}",), (id,))


def _threat_to_come(
    dossier: Dossier, holder: str, target: str, threats: Threats, forms: list[tuple[str, str]]
) -> Iterator[Move]:
    found = threats.taken(holder, target)
    if found.size < LEAST:
        return
    comes = tuple(Comes(talks, form, target, found.size) for talks, form in forms)
    what = f"hold {_held(dossier, found)} over {words.article(dossier.actors[target].name)} unless it comes"
    rests = tuple(f"ties.{id}" for id in found.ties)
    yield Move(f"threaten {target}", holder, "threaten", what, comes, found.price, rests, found.ties)


def _threat_on(dossier: Dossier, holder: str, target: str, threats: Threats, issue: str) -> Iterator[Move]:
    apart, found = _apart(dossier, issue, holder, target), threats.moved(holder, target, issue)
    if apart is None or found is None or found.size < LEAST:
        return
    moved = Shift(issue, target, found.size if apart > 0 else -found.size)
    whom = words.article(dossier.actors[target].name)
    what = f"hold {_held(dossier, found)} over {whom} on {_matter(issue)}"
    rests = (*(f"ties.{id}" for id in found.ties), f"issues.{issue}.positions.{target}")
    yield Move(f"threaten {target} on {issue}", holder, "threaten", what, (moved,), found.price, rests, found.ties)


def _held(dossier: Dossier, found: Threatened) -> str:
    return words.listed(words.quoted(dossier.ties[id].what) for id in found.ties)


def _apart(dossier: Dossier, issue: str, actor: str, other: str) -> float | None:
    """How many scale units an actor's position lies above another's; nothing where one has none of its own."""
    own, theirs = dossier.position_of(issue, actor), dossier.position_of(issue, other)
    return None if own is None or theirs is None else own.position.centre - theirs.position.centre


def _matter(issue: str) -> str:
    return words.quoted(titled(issue))


def _way(apart: float) -> str:
    return "up" if apart > 0 else "down"


def _standing(dossier: Dossier, issue: str) -> list[str]:
    """The actors that hold a position on an issue themselves or through a group, no factions."""
    actors = dossier.actors.items()
    return [id for id, actor in actors if actor.within is None and dossier.position_of(issue, id) is not None]


def _persuasions(dossier: Dossier, actor: str, issue: str) -> Iterator[Move]:
    for other in _standing(dossier, issue):
        apart = None if other == actor else _apart(dossier, issue, actor, other)
        held = dossier.position_of(issue, other)
        if apart is None or held is None or abs(apart) < LEAST:
            continue
        by = min(PERSUADED, abs(apart))
        moved = Shift(issue, other, by if apart > 0 else -by)
        whom = words.article(dossier.actors[other].name)
        what = f"persuade {whom} to move {words.number(by)} units {_way(apart)} on {_matter(issue)}"
        cost, rests = held.salience.centre * by / 100, (f"issues.{issue}.positions.{other}",)
        yield Move(f"persuade {other} on {issue}", actor, "persuade", what, (moved,), cost, rests)


def _concessions(dossier: Dossier, actor: str, issue: str) -> Iterator[Move]:
    held = dossier.position_of(issue, actor)
    middle = _middle(dossier, issue, actor)
    if held is None or middle is None or actor not in _standing(dossier, issue):
        return
    apart = middle - held.position.centre
    by = min(CONCEDED, abs(apart))
    if by < LEAST:
        return
    moved = Shift(issue, actor, by if apart > 0 else -by)
    what = f"give way by {words.number(by)} units {_way(apart)} on {_matter(issue)}"
    cost, rests = held.salience.centre * by / 100, (f"issues.{issue}.positions.{actor}",)
    yield Move(f"give way on {issue}", actor, "give way", what, (moved,), cost, rests)


def _middle(dossier: Dossier, issue: str, actor: str) -> float | None:
    """The mean position of the others, weighted by capability × salience."""
    weighed = [
        (_clout(dossier, issue, other) * held.salience.centre, held.position.centre)
        for other in _standing(dossier, issue)
        if other != actor and (held := dossier.position_of(issue, other)) is not None
    ]
    total = sum(weight for weight, _ in weighed)
    return sum(weight * at for weight, at in weighed) / total if total > 0 else None


def _clout(dossier: Dossier, issue: str, actor: str) -> float:
    held = dossier.position_of(issue, actor)
    if held is not None and held.capability is not None:
        return held.capability.centre
    capability = dossier.actors[actor].capability
    return 50.0 if capability is None else capability.centre
