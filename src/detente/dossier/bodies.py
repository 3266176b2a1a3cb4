"""Bodies that ship with the package: the rule of each, and its members for as long as they are cited for."""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files
from typing import Annotated

from pydantic import Field

from detente.dossier.model import Model
from detente.dossier.schema import Council, Dossier, Id, Majority, Member
from detente.dossier.validation import validate
from detente.dossier.yaml import parse, plain
from detente.errors import DossierError, QuestionError, nearest

__all__ = ["Body", "Seat", "Validity", "body_names", "load_body"]

RULE = ("quota", "ways", "consensus", "casting", "double_veto")
_BODIES = files("detente").joinpath("data/bodies")


class Seat(Model):
    """A seat of a body: whose it is, its veto and its weights."""

    name: str
    veto: bool = False
    weight: Annotated[float, Field(ge=0)] | None = None
    weights: dict[Id, Annotated[float, Field(ge=0)]] = {}


class Validity(Model):
    """From when to when a membership held."""

    from_: date = Field(alias="from")
    to: date


class Body(Model):
    """A body: its rule as in a dossier's council, and its seats where they can be cited."""

    name: str
    valid: Validity | None = None
    quota: Annotated[float, Field(gt=0)] | None = None
    ways: tuple[tuple[Majority, ...], ...] = ()
    consensus: bool = False
    casting: Id | None = None
    double_veto: bool = False
    members: dict[Id, Seat] = {}
    sources: tuple[str, ...] = Field(min_length=1)

    def seated(self, members: int | None = None) -> dict[str, Seat]:
        """The seats, or so many alike where the body lists none.

        Raises:
            QuestionError: it lists none and ``members`` is not given, or it lists some and ``members`` is.
        """
        if self.members and members is not None:
            raise QuestionError(f"{self.name} lists its {len(self.members)} members", hint="leave out --members")
        if not self.members and members is None:
            raise QuestionError(f"{self.name} lists no members: they change", hint="say how many with --members N")
        return self.members or {f"member-{n}": Seat(name=f"member {n}") for n in range(1, (members or 0) + 1)}

    def council(self, decides: tuple[str, ...], members: int | None = None) -> Council:
        """The body as a council of a dossier that decides these issues."""
        seats = {
            id: Member(**seat.model_dump(exclude_unset=True, exclude={"name"}))
            for id, seat in self.seated(members).items()
        }
        rule = {name: getattr(self, name) for name in RULE if name in self.model_fields_set}
        return Council(name=self.name, decides=decides, members=seats, **rule)

    def alone(self, members: int | None = None) -> tuple[Dossier, Council]:
        """A dossier with this body and nothing else, for questions about the rule itself."""
        council = self.council(("any",), members)
        data = {
            "detente": 1,
            "title": self.name,
            "as_of": "2000-01-01",
            "horizon": "2000-01-01",
            "actors": {id: {"name": seat.name} for id, seat in self.seated(members).items()},
        }
        return Dossier.model_validate(data), council


def body_names() -> list[str]:
    """The names of the bodies, sorted."""
    return sorted(file.name.removesuffix(".yaml") for file in _BODIES.iterdir() if file.name.endswith(".yaml"))


def load_body(name: str) -> Body:
    """The body of that name.

    Raises:
        QuestionError: there is none; the nearest is named.

    >>> load_body("un-security-council-2006").quota
    9.0
    """
    if name not in body_names():
        raise QuestionError(f"no body is called '{name}'", hint=nearest(name, body_names()))
    with as_file(_BODIES.joinpath(f"{name}.yaml")) as path:
        body, faults = validate(Body, plain(parse(path.read_text(encoding="utf-8"), str(path))))
    if body is None:
        raise DossierError.of([fault for _, fault in faults])
    return body
