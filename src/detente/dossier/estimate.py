"""Estimates: a number with its uncertainty, what it rests on, and the range that it must stay in."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    model_serializer,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from detente.dossier.model import Model

__all__ = [
    "CapabilityEstimate",
    "Estimate",
    "GrantedEstimate",
    "PointsEstimate",
    "ScaleEstimate",
    "ShareEstimate",
]

_FORMS: dict[Literal["exact", "pert", "normal"], tuple[str, ...]] = {
    "exact": ("value",),
    "pert": ("low", "mode", "high"),
    "normal": ("mean", "sd"),
}
_NUMBERS = tuple(name for form in _FORMS.values() for name in form)


class Estimate(Model):
    """A number: ``70``, ``{low: 60, mode: 70, high: 85}`` or ``{mean: 70, sd: 6}``.

    The three forms are an exact value, a PERT distribution (a beta on [low, high] with shape 4, Malcolm et al.
    1959) and a normal distribution truncated to the range ``[floor, top]`` of the number's kind. Any of them may
    say what it rests on: ``because`` lists claim ids, ``note`` is for people. ``prior`` is what the number falls
    back to when its claims are taken away; ``reading`` is what the claims said where an analyst typed over them.

    >>> ScaleEstimate.model_validate({"low": 60, "mode": 70, "high": 85}).centre
    70.83333333333333
    >>> ScaleEstimate.model_validate(70).form
    'exact'
    """

    floor: ClassVar[float] = float("-inf")
    top: ClassVar[float] = float("inf")

    value: float | None = None
    low: float | None = None
    mode: float | None = None
    high: float | None = None
    mean: float | None = None
    sd: float | None = Field(default=None, ge=0)
    because: tuple[str, ...] = ()
    note: str | None = None
    prior: dict[str, float] | None = None
    reading: dict[str, float] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_number(cls, given: Any) -> Any:
        if isinstance(given, bool):
            raise ValueError(f"expected a number, found {str(given).lower()}")
        if isinstance(given, int | float):
            return {"value": given}
        if not isinstance(given, dict | Estimate):
            raise ValueError(f"expected a number, {{low, mode, high}} or {{mean, sd}}, found {given!r:.60}")
        return given

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        given = tuple(name for name in _NUMBERS if getattr(self, name) is not None)
        if given not in _FORMS.values():
            raise ValueError(f"expected a number, {{low, mode, high}} or {{mean, sd}}, found keys {list(given)}")
        if self.form == "pert" and not self.low <= self.mode <= self.high:  # type: ignore[operator] # all three are set
            raise ValueError(f"low ≤ mode ≤ high does not hold: {self.low:g}, {self.mode:g}, {self.high:g}")
        for number in (self.value, self.low, self.high, self.mean):
            if number is not None and not self.floor <= number <= self.top:
                raise ValueError(f"{number:g} is outside the range {self.floor:g} to {self.top:g}")
        return self

    @model_serializer(mode="plain")
    def _written(self) -> float | dict[str, Any]:
        names = [n for n in type(self).model_fields if getattr(self, n) not in (None, ())]
        if names == ["value"] and self.value is not None:
            return self.value
        return {n: list(v) if isinstance(v := getattr(self, n), tuple) else v for n in names}

    @property
    def form(self) -> Literal["exact", "pert", "normal"]:
        """Which of the three forms this is."""
        if self.value is not None:
            return "exact"
        return "normal" if self.mean is not None else "pert"

    @property
    def centre(self) -> float:
        """The value, the PERT mean ``(low + 4·mode + high)/6``, or the mean before truncation."""
        match self.form:
            case "exact":
                return float(self.value)  # type: ignore[arg-type] # set in this form
            case "normal":
                return float(self.mean)  # type: ignore[arg-type] # set in this form
            case _:
                return (self.low + 4 * self.mode + self.high) / 6  # type: ignore[operator] # all three are set

    @property
    def uncertain(self) -> bool:
        """Whether its draws differ at all."""
        return (self.form == "pert" and self.low != self.high) or (self.form == "normal" and bool(self.sd))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        number: dict[str, Any] = {"type": "number"}
        if cls.floor > float("-inf"):
            number["minimum"] = cls.floor
        if cls.top < float("inf"):
            number["maximum"] = cls.top
        extra = {
            "because": {"type": "array", "items": {"type": "string"}},
            "note": {"type": "string"},
            "prior": {"type": "object", "additionalProperties": {"type": "number"}},
            "reading": {"type": "object", "additionalProperties": {"type": "number"}},
        }
        spread = {"type": "number", "minimum": 0}
        forms = [
            {
                "type": "object",
                "properties": {**{name: spread if name == "sd" else number for name in form}, **extra},
                "required": list(form),
                "additionalProperties": False,
            }
            for form in _FORMS.values()
        ]
        return {"anyOf": [number, *forms], "description": (cls.__doc__ or "").split("\n")[0]}


class ScaleEstimate(Estimate):
    """A point of a scale or a salience, 0 to 100."""

    floor = 0.0
    top = 100.0


class ShareEstimate(Estimate):
    """A probability or a share, 0 to 1."""

    floor = 0.0
    top = 1.0


class GrantedEstimate(ShareEstimate):
    """Whether something is granted: true, false or a probability."""

    @model_validator(mode="before")
    @classmethod
    def _from_bool(cls, given: Any) -> Any:
        return {"value": float(given)} if isinstance(given, bool) else given

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = super().__get_pydantic_json_schema__(core, handler)
        return {**schema, "anyOf": [{"type": "boolean"}, *schema["anyOf"]]}


class CapabilityEstimate(Estimate):
    """Clout, in any unit as long as it is one for all, 0 or more."""

    floor = 0.0


class PointsEstimate(Estimate):
    """Worth in points: 100 is what an actor loses when what it cares about totally goes from best to worst."""


class CostEstimate(Estimate):
    """A cost in points, 0 or more."""

    floor = 0.0
