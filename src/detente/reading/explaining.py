"""One estimate explained: its prior, the readings that moved it, the posterior, and the words behind each."""

from __future__ import annotations

from dataclasses import dataclass

from detente.dossier.estimate import Estimate
from detente.dossier.evidence import Claim
from detente.dossier.paths import numbers
from detente.dossier.schema import Dossier
from detente.errors import QuestionError, nearest
from detente.reading.positions import Point, Posterior, kalman

__all__ = ["Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number of a dossier is what it is."""

    path: str
    estimate: Estimate
    note: str | None
    claims: tuple[Claim, ...]
    sources: tuple[str, ...]
    """For each claim, the name of its report and the date of publication."""
    posterior: Posterior | None
    """The Kalman posterior of the claims' readings, where the number is a position that has some."""

    def lines(self) -> list[str]:
        """The explanation as text, a line each."""
        found = [f"{self.path} = {_written(self.estimate)}"]
        if self.note:
            found.append(f"note: {self.note}")
        if self.estimate.prior:
            found.append(f"prior: {_pair(self.estimate.prior)}")
        if not self.claims:
            found.append("an assumption: no claim stands behind it")
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
    """Why the number at a path is what it is.

    1. Find the number and the claims that it or its record rests on, in the dossier's evidence.
    2. Where it is a position, filter the claims' readings again from the prior that the dossier kept.

    Raises:
        QuestionError: no such number; the nearest path is named.

    >>> from detente.dossier import example
    >>> print(explain(example(), "issues.response.positions.chn.salience").lines()[0])
    issues.response.positions.chn.salience = 60
    """
    held = {number.path: number for number in numbers(dossier)}
    number = held.get(path)
    if number is None:
        hint = nearest(path, held) or "a path leads to a number, as issues.ISSUE.positions.ACTOR.position does"
        raise QuestionError(f"no number stands at '{path}'", hint=hint)
    claims = tuple(c for c in (dossier.archive.claim(id) for id in number.because) if c is not None)
    return Explanation(
        path,
        number.estimate,
        number.note,
        claims,
        tuple(_source(dossier, claim) for claim in claims),
        _posterior(dossier, number.estimate, claims) if path.endswith(".position") else None,
    )


def _posterior(dossier: Dossier, estimate: Estimate, claims: tuple[Claim, ...]) -> Posterior | None:
    prior = estimate.prior
    points = []
    for claim in claims:
        report = dossier.archive.report(claim.report)
        if claim.reading is not None:
            points.append(Point(claim.id, report.published if report else None, claim.reading.value, claim.reading.sd))
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
