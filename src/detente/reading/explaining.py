"""One entry of a dossier explained: where it stands and the words behind it, and of a number its prior, readings and
posterior."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from detente.dossier import yaml
from detente.dossier.estimate import Estimate
from detente.dossier.evidence import Claim
from detente.dossier.paths import numbers
from detente.dossier.placing import at_path
from detente.dossier.schema import Dossier
from detente.errors import QuestionError, nearest
from detente.reading.positions import Posterior, kalman, reading

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entry of a dossier is what it is."""

    path: str
    value: str
    """What stands there, in a line."""
    estimate: Estimate | None
    """The same where it is a number."""
    note: str | None
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    """For each claim, the name of its report and the date of publication."""
    posterior: Posterior | None
    """The Kalman posterior of the claims' readings, where the number is a position that has some."""
    place: str = ""
    """The line of the file, or that the file leaves it out, or whose it is."""
    below: tuple[str, ...] = ()
    """Of a record its numbers, each with what it rests on."""

    def lines(self) -> list[str]:
        """The explanation as text, a line each."""
        found = [f"{self.path or 'the dossier'} = {self.value}", *filter(None, [self.place]), *self.below]
        if self.note:
            found.append(f"note: {self.note}")
        if self.estimate is not None and self.estimate.prior:
            found.append(f"prior: {_pair(self.estimate.prior)}")
        if not self.claims and not self.below:
            found.append(f"{'' if self.estimate is None else 'an assumption: '}no claim stands behind it")
        for claim, source in zip(self.claims, self.sources, strict=True):
            reading = f"reads {claim.reading.value:g} ± {claim.reading.sd:g}" if claim.reading else claim.kind
            quote = " … ".join(" ".join(span.quote.split()) for span in claim.spans)
            found.append(f"{claim.id}  {reading}, {claim.status}, by {_who(claim)} ({source}; {claim.rule})")
            found.append(f"    “{quote}”")
            if others := (claim.detail or {}).get("corroborated_by"):
                found.append(f"    the same in independent reports: {', '.join(others)}")
        if self.posterior is not None:
            found.append(f"posterior: {self.posterior.mean:.1f} ± {self.posterior.sd:.1f}")
            if self.posterior.chi_square > 1:
                found.append(f"the readings conflict: reduced chi-square {self.posterior.chi_square:.2f} widens it")
        return found


def explain(dossier: Dossier, path: str) -> Explanation:
    """Why the entry at a path is what it is.

    1. Find what stands there, and the claims that it or its record rests on, in the dossier's evidence. What a member
    of a group takes from it is looked up there.
    2. Where it is a position, filter the claims' readings again from the prior that the dossier kept.

    Raises:
        QuestionError: nothing stands there; the nearest path is named.

    An empty path is the dossier itself.

    >>> from detente.dossier import example
    >>> print(explain(example(), "issues.response.positions.chn.salience").lines()[0])
    issues.response.positions.chn.salience = 60
    >>> print(explain(example(), "councils.council.quota").lines()[0])
    councils.council.quota = 2
    """
    at = _of_group(dossier, path)
    node, because, note = _found(dossier, at)
    claims = tuple(c for c in (dossier.archive.claim(id) for id in because) if c is not None)
    estimate = node if isinstance(node, Estimate) else None
    return Explanation(
        path,
        _shown(node),
        estimate,
        note,
        claims,
        tuple(_source(dossier, claim) for claim in claims),
        _posterior(dossier, estimate, claims) if estimate is not None and path.endswith(".position") else None,
        _place(dossier, at) if at == path else f"its group's: {at}",
        tuple(_below(dossier, at, node)),
    )


def _of_group(dossier: Dossier, path: str) -> str:
    """The path where a group's member has what it has no entry of its own for: its group's."""
    match path.split("."):
        case ["issues", issue, "positions", actor, *rest] if issue in dossier.issues:
            own = dossier.issues[issue].positions
            group = next((g for g, members in dossier.groups.items() if g in own and actor in members), None)
            if actor not in own and group is not None:
                return ".".join(["issues", issue, "positions", group, *rest])
    return path


def _found(dossier: Dossier, path: str) -> tuple[Any, tuple[str, ...], str | None]:
    """What stands at a path, and the claims and the note of the innermost record around it that has some."""
    because: tuple[str, ...] = ()
    note: str | None = None
    parts = path.split(".") if path else []
    try:
        inside = [dossier, *(at_path(dossier, ".".join(parts[:depth])) for depth in range(1, len(parts) + 1))]
    except QuestionError:
        raise QuestionError(f"nothing stands at '{path}'", hint=_near(dossier, path)) from None
    for node in inside:
        because = getattr(node, "because", None) or because
        note = getattr(node, "note", None) or note
    return inside[-1], because, note


def _near(dossier: Dossier, path: str) -> str:
    """The nearest number, or what stands beside: a path leads through the keys of the file."""
    known = [number.path for number in numbers(dossier)]
    parent, _, _ = path.rpartition(".")
    try:
        beside = [f"{parent}.{key}".lstrip(".") for key in _keys(at_path(dossier, parent) if parent else dossier)]
    except QuestionError:
        beside = []
    usual = "a path is the keys of the file joined by dots, as issues.ISSUE.positions.ACTOR.position"
    return nearest(path, [*beside, *known]) or usual


def _keys(node: Any) -> list[str]:
    if isinstance(node, BaseModel) and not isinstance(node, Estimate):
        return list(type(node).model_fields)
    return [str(key) for key in node] if isinstance(node, Mapping) else []


def _shown(node: Any) -> str:
    """What stands in the file, in a line."""
    match node:
        case Estimate():
            return _written(node)
        case None:
            return "nothing"
        case bool():
            return str(node).lower()
        case float():
            return f"{node:g}"
        case tuple():
            return f"[{', '.join(map(_shown, node))}]"
        case BaseModel() | Mapping():
            return "a record"
        case _:
            return str(node)


def _place(dossier: Dossier, path: str) -> str:
    """The line of the file where a path stands, or that the file leaves it to what is usual."""
    if not dossier.text or not path:
        return ""
    tree, parts = yaml.parse(dossier.text), path.split(".")
    if yaml.deepest(tree, parts) < len(parts):
        return "left out of the file, which means this"
    return f"line {yaml.line_of(tree, parts)} of the file"


def _below(dossier: Dossier, path: str, node: Any) -> Iterator[str]:
    """The numbers of a record, each with how many claims stand behind it."""
    if isinstance(node, Estimate) or not isinstance(node, BaseModel | Mapping):
        return
    inside = [number for number in numbers(dossier) if f".{number.path}".startswith(f".{path}." if path else ".")]
    for number in inside:
        rests = f"{len(number.because)} claim{'s' * (len(number.because) != 1)}" if number.because else "an assumption"
        yield f"  {number.path} = {_written(number.estimate)}  ({rests})"
    if not inside:
        yield f"  no number; it has {', '.join(_keys(node)) or 'nothing'}"


def _posterior(dossier: Dossier, estimate: Estimate, claims: tuple[Claim, ...]) -> Posterior | None:
    prior = estimate.prior
    points = []
    for claim in claims:
        report = dossier.archive.report(claim.report)
        if claim.reading is not None:
            points.append(reading(claim, report.published if report else None))
    if prior is None or not points:
        return None
    return kalman(prior["mean"], prior["sd"], points, dossier.as_of)


def _source(dossier: Dossier, claim: Claim) -> str:
    report = dossier.archive.report(claim.report)
    if report is None:
        return "report not stored"
    return f"{report.name}, {report.published or 'undated'}"


def _who(claim: Claim) -> str:
    agent = claim.agent
    if agent is None or not (agent.name or agent.role):
        return claim.actor or "unresolved"
    return ", ".join(part for part in (agent.name, agent.role, claim.actor) if part)


def _written(estimate: Estimate) -> str:
    match estimate.form:
        case "exact":
            return f"{estimate.value:g}"
        case "normal":
            return f"{estimate.mean:g} ± {estimate.sd:g}"
        case _:
            return f"{estimate.low:g} to {estimate.high:g}, likeliest {estimate.mode:g}"


def _pair(prior: dict[str, float]) -> str:
    if "mean" in prior:
        return f"{prior['mean']:g} ± {prior.get('sd', 0):g}"
    return ", ".join(f"{key} {value:g}" for key, value in prior.items())
