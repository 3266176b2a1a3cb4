"""The schema of a dossier: every record that an analyst can write, and nothing else.

Cross-checks between records (does this actor exist?) are in ``checks``; paths that name one number are in
``paths.py``. Units: scales and salience 0–100, worth and costs in points, probabilities 0–1.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    PrivateAttr,
    StringConstraints,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from detente.dossier.estimate import (
    CapabilityEstimate,
    CostEstimate,
    GrantedEstimate,
    PointsEstimate,
    ScaleEstimate,
    ShareEstimate,
)
from detente.dossier.evidence import Evidence
from detente.dossier.model import Model

__all__ = [
    "Actor",
    "Condition",
    "Conflict",
    "Council",
    "Dossier",
    "Draft",
    "Format",
    "Issue",
    "Majority",
    "Member",
    "Motive",
    "Ordering",
    "Payoff",
    "Position",
    "Preference",
    "Resolve",
    "Standoff",
    "State",
    "Talks",
    "Tie",
    "Tier",
    "json_schema",
]

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=80)]
"""An id: letters, digits, hyphens and underscores; never a dot, which separates the parts of a path."""

OptionName = Annotated[
    str,
    StringConstraints(max_length=170),
    WithJsonSchema({"type": "string", "pattern": r"^[A-Za-z0-9][\w-]*\.[A-Za-z0-9][\w-]*$", "maxLength": 170}),
]
"""An option of the conflict, ``actor.option``. Checked against those that there are, which says more than a pattern."""

Because = tuple[str, ...]


class Actor(Model):
    """Somebody with a will of its own: a state, an organisation, or a faction ``within`` one."""

    name: str
    kind: Literal["state", "organisation", "faction", "movement", "person", "company", "other"] = "state"
    code: str | None = None
    within: Id | None = None
    capability: CapabilityEstimate | None = None
    because: Because = ()
    note: str | None = None


class Position(Model):
    """Where an actor stands on an issue, and how much it cares; ``capability`` where it differs on this issue."""

    position: ScaleEstimate
    salience: ScaleEstimate
    capability: CapabilityEstimate | None = None
    because: Because = ()
    note: str | None = None


class Issue(Model):
    """One question in dispute, on a scale of 0 to 100 with named points."""

    asks: str
    scale: dict[Annotated[float, Field(ge=0, le=100)], str] = Field(min_length=2)
    status_quo: ScaleEstimate | None = None
    positions: dict[Id, Position] = {}
    note: str | None = None


class Member(Model):
    """A seat on a council. ``reluctance`` is the price in points of standing alone with a veto."""

    veto: bool = False
    reluctance: CostEstimate | None = None
    weight: Annotated[float, Field(ge=0)] | None = None
    weights: dict[Id, Annotated[float, Field(ge=0)]] = {}
    absent: bool = False
    because: Because = ()
    note: str | None = None


class Draft(Model):
    """A text before a council: what it would set each issue to, and who tabled it."""

    name: str | None = None
    sponsors: tuple[Id, ...] = ()
    text: dict[Id, ScaleEstimate] = Field(min_length=1)
    by: Literal["vote", "consensus"] = "vote"
    procedural: bool = False
    because: Because = ()
    note: str | None = None


class Majority(Model):
    """One majority that a council asks for: a ``quota``, a ``share``, or all but fewer than ``blocking`` members.

    ``of: all`` counts the yes votes against all members, ``of: voting`` against the yes and no votes. ``by`` names the
    weights to count (``weights`` of the members); one vote a member where unsaid. ``strict``: more than the share.
    """

    of: Literal["all", "voting"] = "all"
    quota: Annotated[float, Field(gt=0)] | None = None
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    blocking: Annotated[int, Field(gt=0)] | None = None
    by: Id | None = None
    strict: bool = False

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [n for n in ("quota", "share", "blocking") if getattr(self, n) is not None]
        if len(given) != 1:
            raise ValueError(f"expected one of quota, share or blocking, found {given or 'none'}")
        if self.of == "voting" and self.share is None:
            raise ValueError("a majority of those voting is a share")
        return self


class Council(Model):
    """A body that adopts texts: its members (or groups of members), its rule, vetoes and drafts in the order tabled.

    ``quota`` counts affirmative votes (or weight, where members have one). Other rules are ``ways``: a draft is carried
    when every majority of one of them is reached. ``consensus``: nobody says no. ``casting`` names the member whose yes
    decides a tie. A veto stops a ``procedural`` draft only under a ``double_veto``: what would be vetoed is vetoed from
    being called procedural too.
    """

    name: str
    decides: tuple[Id, ...] = Field(min_length=1)
    members: dict[Id, Member] = Field(min_length=1)
    quota: Annotated[float, Field(gt=0)] | None = None
    ways: tuple[Annotated[tuple[Majority, ...], Field(min_length=1)], ...] = ()
    consensus: bool = False
    casting: Id | None = None
    double_veto: bool = False
    drafts: dict[Id, Draft] = {}
    because: Because = ()
    note: str | None = None

    @model_validator(mode="after")
    def _one_rule(self) -> Self:
        given = [n for n in ("quota", "ways", "consensus") if getattr(self, n)]
        if len(given) != 1:
            raise ValueError(f"expected one of quota, ways or consensus, found {', '.join(given) or 'none'}")
        return self


class Format(Model):
    """A way to meet: whom it needs, and the chance that it ends in its package."""

    name: str | None = None
    needs: tuple[Id, ...] = Field(min_length=2)
    success: ShareEstimate = ShareEstimate(value=0.5)
    because: Because = ()
    note: str | None = None


class Condition(Model):
    """What one actor wants of another before it comes."""

    by: Id
    of: Id
    what: str
    worth: PointsEstimate
    cost: CostEstimate
    granted: GrantedEstimate = GrantedEstimate(value=0.0)
    option: OptionName | None = None
    because: Because = ()
    note: str | None = None


class Talks(Model):
    """Talks: what they settle, where it goes otherwise, who must be there, and on what conditions they come."""

    name: str | None = None
    settles: tuple[Id, ...] = Field(min_length=1)
    otherwise: dict[Id, ScaleEstimate] = {}
    controls: dict[Id, tuple[Id, ...]] = {}
    kept: dict[Id, ShareEstimate] = {}
    formats: dict[Id, Format] = Field(min_length=1)
    worth: dict[Id, dict[Id, PointsEstimate]] = {}
    conditions: dict[Id, Condition] = {}
    note: str | None = None


class Tie(Model):
    """Who depends on whom, for what: what its end would cost the dependent (``worth``), and the holder (``cost``)."""

    holder: Id
    dependent: Id
    what: str
    worth: CostEstimate
    replace: ShareEstimate = ShareEstimate(value=0.0)
    cost: CostEstimate
    used: ShareEstimate = ShareEstimate(value=0.0)
    ceiling: ShareEstimate = ShareEstimate(value=1.0)
    because: Because = ()
    note: str | None = None


State = tuple[OptionName, ...]
"""A state of the conflict: the options that are taken; no other is."""

Tier = Annotated[
    Annotated[str, Tag("[statement]")] | Annotated[State, Tag("[state]")] | Annotated[tuple[State, ...], Tag("[tied]")],
    Discriminator(lambda given: _kind_of_tier(given)),
]
"""An entry of a ranking: a statement (all states where it holds that no earlier entry has), a state, or tied states."""


def _kind_of_tier(given: Any) -> str:
    if isinstance(given, str):
        return "[statement]"
    tied = isinstance(given, list | tuple) and bool(given) and isinstance(given[0], list | tuple)
    return "[tied]" if tied else "[state]"


class Ordering(Model):
    """An actor's preferences otherwise than by statements: weights of statements in points, or a ranking of states."""

    weights: dict[str, float] = {}
    ranking: tuple[Tier, ...] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = [name for name in ("weights", "ranking") if getattr(self, name)]
        if len(given) != 1:
            raise ValueError(f"expected one of weights or ranking, found {' and '.join(given) or 'neither'}")
        return self


Preference = Annotated[
    Annotated[tuple[str, ...], Tag("[statements]")] | Annotated[Ordering, Tag("[ordering]")],
    Discriminator(lambda given: "[ordering]" if isinstance(given, dict | Ordering) else "[statements]"),
]
"""Statements, most important first; or an ordering."""


class Conflict(Model):
    """Options that each actor may take or not, what is taken now, and who prefers what.

    Where a statement of ``merged`` holds nothing else matters: all such states are one. ``unaware`` names the options
    of others that an actor does not see.
    """

    options: dict[Id, dict[Id, str]] = Field(min_length=1)
    now: tuple[OptionName, ...] = ()
    impossible: tuple[str, ...] = ()
    one_way: tuple[OptionName, ...] = ()
    merged: tuple[str, ...] = ()
    preferences: dict[Id, Preference] = {}
    unaware: dict[Id, tuple[OptionName, ...]] = {}
    note: str | None = None


def _rest(given: Any) -> Any:
    if given is None:
        raise ValueError("expected a probability or 'rest'")
    return None if given == "rest" else given


def _written(chance: ShareEstimate | None) -> Any:
    return "rest" if chance is None else chance.model_dump()


_CHANCE = {"anyOf": [{"const": "rest"}, *ShareEstimate.model_json_schema()["anyOf"]]}

Chance = Annotated[
    ShareEstimate | None, BeforeValidator(_rest), PlainSerializer(_written), WithJsonSchema(_CHANCE, mode="validation")
]
"""The chance of a hidden type: a probability, or ``rest`` (held as null) for what the other types leave."""


class Motive(Model):
    """A challenger's hidden type; ``p: rest`` takes what the other types leave."""

    p: Chance
    stake: CostEstimate
    prestige: CostEstimate
    sanctioned: CostEstimate
    concession: PointsEstimate
    audience: CostEstimate = CostEstimate(value=0.0)
    because: Because = ()
    note: str | None = None


class Resolve(Model):
    """A defender's hidden type; ``p: rest`` takes what the other types leave."""

    p: Chance
    war: CostEstimate
    sanction: CostEstimate
    concede: CostEstimate
    exposure: CostEstimate
    offer: CostEstimate
    credible: ShareEstimate
    because: Because = ()
    note: str | None = None


class Payoff(Model):
    """A replaced cell of a standoff's payoff table."""

    challenger: PointsEstimate | None = None
    defender: PointsEstimate | None = None


class Standoff(Model):
    """A game of threats, hidden motives and assurances between a challenger and a defender."""

    challenger: Id
    defender: Id
    motives: dict[Id, Motive] = Field(min_length=1)
    resolves: dict[Id, Resolve] = Field(min_length=1)
    provoke: CostEstimate
    war: CostEstimate
    assurance: PointsEstimate
    deal: PointsEstimate
    insult: CostEstimate
    relief: PointsEstimate
    seen: tuple[str, ...] = ()
    payoffs: dict[str, Payoff] = {}
    because: Because = ()
    note: str | None = None


class Dossier(Model):
    """What we believe about a crisis: one file that an analyst can read, write, diff and review."""

    detente: Literal[1]
    title: str
    as_of: date
    horizon: date
    evidence: str | None = None
    actors: dict[Id, Actor] = Field(min_length=1)
    groups: dict[Id, tuple[Id, ...]] = {}
    issues: dict[Id, Issue] = {}
    councils: dict[Id, Council] = {}
    talks: dict[Id, Talks] = {}
    ties: dict[Id, Tie] = {}
    conflict: Conflict | None = None
    standoffs: dict[Id, Standoff] = {}
    note: str | None = None

    _archive: Evidence = PrivateAttr(default_factory=Evidence)
    _text: str | None = PrivateAttr(default=None)

    @field_validator("horizon")
    @classmethod
    def _after(cls, horizon: date, so_far: ValidationInfo) -> date:
        as_of = so_far.data.get("as_of")
        if as_of is not None and horizon < as_of:
            raise ValueError(f"{horizon} lies before as_of ({as_of})")
        return horizon

    def __eq__(self, other: object) -> bool:
        """Two dossiers are equal when they believe the same, wherever they were read from."""
        return isinstance(other, Dossier) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment] # its records hold mappings

    @property
    def archive(self) -> Evidence:
        """The reports and claims that the dossier rests on; empty where no evidence is given."""
        return self._archive

    @property
    def text(self) -> str | None:
        """The YAML that this dossier was read from, comments and all; ``save`` keeps them."""
        return self._text

    def resting_on(self, archive: Evidence, text: str | None = None) -> Dossier:
        """The same dossier with this evidence (and the YAML that it was read from)."""
        copy = self.model_copy()
        copy._archive = archive
        copy._text = text if text is not None else self._text
        return copy

    def members_of(self, id: str) -> tuple[str, ...]:
        """The actors that an id stands for: a group's members, or the actor itself."""
        return self.groups.get(id, (id,))

    def position_of(self, issue: str, actor: str) -> Position | None:
        """The actor's own position on an issue, else that of the first group that has one for it."""
        positions = self.issues[issue].positions
        if actor in positions:
            return positions[actor]
        return next((positions[g] for g, m in self.groups.items() if g in positions and actor in m), None)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a dossier, generated from the models."""
    schema = Dossier.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Détente dossier"}
