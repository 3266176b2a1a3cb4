"""What a phrase says, who a phrase is, and a unit with both: the values that the reader's rules pass on."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.reading.units import Unit

__all__ = ["Description", "Party", "Person", "Scene"]


@dataclass(slots=True)
class Person:
    """A person of the report: everything that the report says about who it is."""

    name: str
    role: str | None = None
    speaks: str | None = None
    rank: str | None = None
    code: str | None = None

    @property
    def acts_for(self) -> str | None:
        """The actor for whom this person speaks, or none."""
        return self.code if self.speaks == "state" else None


@dataclass(slots=True)
class Description:
    """What one noun phrase says by itself.

    ``code`` is the actor that the phrase is or speaks for; ``kind`` is state, body, official, faction, person,
    pronoun, place or other; ``owner`` the actor named as possessor or adjective of something else.
    """

    kind: str
    code: str | None = None
    name: str | None = None
    role: str | None = None
    speaks: str | None = None
    rank: str | None = None
    owner: str | None = None
    plural: bool = False
    definite: bool = False
    person: Person | None = None
    possessor: Description | None = None

    @property
    def acts(self) -> bool:
        """Whether this can say or do something: not a place, not a thing."""
        return self.kind in ("state", "body", "official", "faction", "person", "pronoun")


@dataclass(slots=True)
class Party:
    """A resolved noun phrase: who it is, and where it stands in the report."""

    start: int
    end: int
    code: str | None
    name: str | None = None
    role: str | None = None
    rank: str | None = None
    kind: str = "other"
    person: Person | None = None
    plural: bool = False
    home: str | None = None

    @property
    def acts_for(self) -> str | None:
        """The actor for whom this party speaks, or none."""
        return self.code


@dataclass(slots=True)
class Scene:
    """A unit with what each of its noun phrases says."""

    unit: Unit
    said: list[Description]
    chains: dict[int, int] = field(default_factory=dict)
