"""The issues of a draft: scales from the codebook, positions and salience from claims."""

from __future__ import annotations

from collections.abc import Mapping

from detente.dossier.estimate import ScaleEstimate
from detente.dossier.evidence import Claim
from detente.dossier.schema import Actor, Issue, Position
from detente.reading.codebook import BookIssue, Codebook, Spread
from detente.reading.drafting.parts import Parts, because
from detente.reading.positions import Point, Posterior, kalman, reading, salience

__all__ = ["GENERIC", "issues", "points", "posterior"]

GENERIC = "cooperation"
GENERIC_SCALE = {
    0.0: "open coercion",
    25.0: "hostile words",
    50.0: "neither",
    75.0: "friendly words",
    100.0: "working together",
}
LEAST_ON = 2
QUADS = {1: 75.0, 2: 95.0, 3: 25.0, 4: 5.0}
QUAD_SD = 15.0


def issues(parts: Parts, cast: Mapping[str, Actor]) -> dict[str, Issue]:
    """Every issue of the codebook on which somebody has said something, or that a council or talks would settle.

    Any other would be forecast from the codebook's priors alone: it is named as unsaid instead. Where none is left, the
    generic one.
    """
    if parts.book is None:
        return {GENERIC: _generic(parts, cast)}
    settled = _settled(parts, parts.book)
    found: dict[str, Issue] = {}
    for id, issue in parts.book.issues.items():
        loud = any(c.actor == who.code for c in _stances(parts, id) for who in cast.values())
        if not loud:
            parts.unsaid.append(f"Nobody has said where it stands on {id} ({issue.asks})")
        if not loud and id not in settled:
            continue
        found[id] = _issue(parts, id, issue, cast)
        if loud:
            _name_the_silent(parts, id, found[id], cast)
    return found or {GENERIC: _generic(parts, cast)}


def _settled(parts: Parts, book: Codebook) -> set[str]:
    """The issues that a council decides, or that talks settle of which the reports name a format."""
    named = [t for t in book.talks.values() if any(parts.naming(form) for form in t.formats.values())]
    councils = {id for council in parts.councils.values() for id in council.decides}
    return councils.union(*(talks.settles for talks in named))


def _name_the_silent(parts: Parts, id: str, issue: Issue, cast: Mapping[str, Actor]) -> None:
    silent = [a for a in cast if a in issue.positions and not issue.positions[a].position.because]
    if silent:
        names = ", ".join(cast[a].name for a in silent[:6]) + (" and others" if len(silent) > 6 else "")
        parts.unsaid.append(f"On {id} nothing is known of {names}.")


def _issue(parts: Parts, id: str, issue: BookIssue, cast: Mapping[str, Actor]) -> Issue:
    council = any(id in c.decides for c in parts.councils.values())
    seated = {s for name, c in parts.councils.items() if id in c.decides for s in parts.seats.get(name, ())}
    positions: dict[str, Position] = {}
    for actor in cast:
        if cast[actor].code is None:
            continue
        code = cast[actor].code or ""
        has = [c for c in _stances(parts, id) if c.actor == code]
        party = code in {parts.target, parts.sender, *parts.opponents}
        concerned = actor in seated or party or bool(has) or _acts_on(parts, id, code)
        if not concerned or (council and len(code) != 3):
            continue
        positions[actor] = _position(parts, id, issue, actor, code, has)
    for group in parts.groups:
        if group in seated:
            positions[group] = _position(parts, id, issue, group, "", [])
    parts.assume(f"issues.{id}.status_quo", f"codebook: {issue.source}")
    return Issue(
        asks=parts.addressed(issue.asks),
        scale=issue.scale,
        status_quo=ScaleEstimate(value=issue.status_quo),
        positions=positions,
    )


def _acts_on(parts: Parts, id: str, code: str) -> bool:
    """Whether two claims or more of an actor are about an issue: it has a stake there, wherever it stands."""
    own = [c for c in parts.about.get(code, ()) if c.status != "assessed" and id in _matters(parts, c)]
    return len(own) >= LEAST_ON


def _stances(parts: Parts, issue: str) -> list[Claim]:
    return [c for c in parts.of_kind("stance") if c.issue == issue and c.reading is not None]


def _prior(parts: Parts, issue: BookIssue, code: str) -> Spread:
    return issue.target_prior if code and code == parts.target and issue.target_prior else issue.prior


def points(parts: Parts, issue: str, code: str) -> list[Point]:
    """The readings of an actor's position on an issue."""
    return [reading(c, parts.dated(c)) for c in _stances(parts, issue) if c.actor == code and c.reading is not None]


def posterior(parts: Parts, issue: str, code: str) -> Posterior:
    """The posterior of an actor's position on an issue of the codebook."""
    book = parts.book
    prior = _prior(parts, book.issues[issue], code) if book is not None else Spread(mean=50, sd=25)
    return kalman(prior.mean, prior.sd, points(parts, issue, code), parts.day)


def _position(parts: Parts, id: str, issue: BookIssue, actor: str, code: str, has: list[Claim]) -> Position:
    found = posterior(parts, id, code)
    path = f"issues.{id}.positions.{actor}"
    if not has:
        parts.assume(f"{path}.position", f"codebook prior, {found.prior_mean:g} ± {found.prior_sd:g}: nothing said")
    return Position(position=_estimate(found, because(has)), salience=_salience(parts, id, issue, code, path))


def _estimate(found: Posterior, ids: tuple[str, ...]) -> ScaleEstimate:
    mean, sd = round(found.mean, 1), round(found.sd, 1)
    if not ids:
        return ScaleEstimate(mean=mean, sd=sd, note="no claim: the codebook's prior")
    return ScaleEstimate(mean=mean, sd=sd, because=ids, prior={"mean": found.prior_mean, "sd": found.prior_sd})


def _salience(parts: Parts, id: str, issue: BookIssue, code: str, path: str) -> ScaleEstimate:
    own = [c for c in parts.about.get(code, []) if c.status != "assessed"]
    spoken = [(c, matters) for c in own if (matters := _matters(parts, c))]
    on = [c for c, matters in spoken if id in matters]
    mean, sd = salience(len(on), len(spoken), issue.salience)
    if not on:
        parts.assume(f"{path}.salience", "codebook prior and the actor's silence on it")
        return ScaleEstimate(mean=mean, sd=sd, note="no claim on this issue")
    return ScaleEstimate(mean=mean, sd=sd, because=because(on), prior={"mean": issue.salience, "sd": 18.9})


def _matters(parts: Parts, claim: Claim) -> frozenset[str]:
    """The issues that a claim is about: its own, else those whose words stand in its quotations."""
    if claim.issue is not None:
        return frozenset({claim.issue})
    if claim.kind not in ("statement", "event") or parts.book is None:
        return frozenset()
    words = " ".join(span.quote for span in claim.spans).lower().replace("’", "'")
    return frozenset(id for id, pattern in parts.book.topics if pattern.search(words))


def _generic(parts: Parts, cast: Mapping[str, Actor]) -> Issue:
    """Cooperation against coercion, from what each actor does to others."""
    positions: dict[str, Position] = {}
    for actor, who in cast.items():
        done = [
            c for c in parts.of_kind("event") if c.actor == who.code and c.status in ("occurred", "ongoing") and c.quad
        ]
        readings = [Point(c.id, parts.dated(c), QUADS[c.quad or 1], QUAD_SD) for c in done]
        found = kalman(50.0, 25.0, readings, parts.day)
        mean, sd = salience(len(done), len(parts.about.get(who.code or "", [])), 50.0)
        path = f"issues.{GENERIC}.positions.{actor}"
        if not done:
            parts.assume(f"{path}.position", "no act of this actor is told")
            parts.assume(f"{path}.salience", "no act of this actor is told")
        positions[actor] = Position(
            position=_estimate(found, because(done)), salience=ScaleEstimate(mean=mean, sd=sd, because=because(done))
        )
    parts.assume(f"issues.{GENERIC}.status_quo", "the middle of the scale")
    return Issue(
        asks="Will the parties work together or coerce each other?",
        scale=GENERIC_SCALE,
        status_quo=ScaleEstimate(value=50.0),
        positions=positions,
    )
