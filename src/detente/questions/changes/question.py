"""The question: its settings, and the results computed from two dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from detente.display import words
from detente.dossier import Dossier, digest
from detente.errors import Fault, QuestionError
from detente.questions.answer import Method
from detente.questions.askable import askable
from detente.questions.changes.answer import ChangesAnswer
from detente.questions.changes.parts import Blend, Part, differences
from detente.questions.changes.said import said
from detente.questions.changes.shapley import EXACT, Attribution, shapley
from detente.questions.gauge import Gauge, Kept, gauge
from detente.questions.naming import number_called, record_called
from detente.questions.outcomes import leading_outcome, main_outcomes

__all__ = ["Changes"]

REFERENCE = "Shapley 1953, A value for n-person games; Castro, Gómez & Tejada 2009 (sampling)"


@dataclass(frozen=True)
class Changes:
    """What made an outcome differ between an earlier dossier and the one that is asked?

    1. The dossiers differ in parts: numbers, claims, and records that came, went or were rewritten (see ``parts``).
    2. A part on which the outcome cannot depend contributes nothing. 3. The others share the difference by Shapley's
    value: what each adds to those taken over before it, on average over all orders. Shares add up to the difference.

    Args:
        before: the earlier dossier.
        outcome: the path of an outcome; the leading one that both dossiers can answer where none is given.
        draws: of the uncertain numbers, common to both dossiers; no more than the outcome's question takes.
        seed: of the draws, and of the orders.
        orders: random orders where there are more parts than can be gone through, each with its reverse.
        fill: give a council's member without a position a wide one, where that is an error otherwise.
    """

    before: Dossier
    outcome: str | None = None
    draws: int = 1_000
    seed: int = 0
    orders: int = 32
    fill: bool = False

    def answer(self, dossier: Dossier) -> ChangesAnswer:
        """Answer from the later dossier.

        Raises:
            QuestionError: one of the dossiers has no such outcome, or their differences cannot be taken apart.
        """
        if self.orders < 2:
            raise QuestionError(f"{self.orders} orders", key="orders", hint="2 or more, for their error")
        path = self.outcome or leading_outcome(dossier, self.before, fill=self.fill)
        of = _common(self.before, dossier, gauge(dossier, path, fill=self.fill))
        draws = min(self.draws, of.usual)
        parts = differences(self.before, dossier, of.claims)
        read = [part for part in parts if of.touched(part.paths) or _structural(part)]
        blend, drawn = Blend(self.before, dossier), Kept(dossier, draws, self.seed)

        def worth(some: frozenset[int]) -> float:
            return of.mean(drawn.on(blend.of(read[k] for k in sorted(some))))

        found = shapley(len(read), worth, orders=self.orders, seed=self.seed)
        before = worth(frozenset())
        results = {**_results(of, dossier, blend, parts, read, found), "before": before, "after": before + found.total}
        results["before_digest"] = digest(self.before)
        settings = {"exact": EXACT, "orders": self.orders, "fill": self.fill, "before": results["before_digest"]}
        return ChangesAnswer(
            question="changes",
            subject=of.path,
            as_of=dossier.as_of,
            method=Method("Shapley's value of what changed", settings, REFERENCE),
            seed=self.seed,
            draws=draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, self.before, of, results),
        )


def _common(before: Dossier, after: Dossier, of: Gauge) -> Gauge:
    """The outcome as either dossier has it: it may depend on what it reads in one of them.

    ``claims`` are those that it depends on in one dossier only.

    Raises:
        QuestionError: it has not.
    """
    try:
        earlier = gauge(before, of.path)
    except QuestionError as error:
        fault = error.faults[0]
        why = "" if fault.what == "no such outcome" else f": {fault.what}"
        what = f"the earlier dossier has no such outcome{why}"
        raise QuestionError.of([Fault(what, key=of.path, hint=_both_have(before, after))]) from error
    reads = tuple(dict.fromkeys((*of.reads, *earlier.reads)))
    return replace(of, reads=reads, claims=tuple(sorted({*of.claims} ^ {*earlier.claims})))


def _both_have(before: Dossier, after: Dossier) -> str:
    """What may be compared instead: the outcomes that both dossiers have and can answer."""
    earlier = main_outcomes(before)
    common = [path for path in main_outcomes(after) if path in earlier]
    known = [path for path in common if askable(before, path) and askable(after, path)]
    return f"both have {', '.join(known)}" if known else "they have no outcome in common that can be asked"


def _structural(part: Part) -> bool:
    """Whether a part may move things beyond its own paths: actors and groups are what every question reads."""
    return any(entry.keys[0] in ("actors", "groups") for entry in part.entries)


def _results(
    of: Gauge, dossier: Dossier, blend: Blend, parts: Sequence[Part], read: Sequence[Part], found: Attribution
) -> dict[str, Any]:
    effects = {id(part): (float(v), float(e)) for part, v, e in zip(read, found.values, found.errors, strict=True)}
    rows = [
        {
            "claim" if part.claim else "path": part.claim or _name(part),
            "what": _called(dossier, blend, part),
            "paths": list(part.paths),
            "claims": list(part.claims),
            **blend.moved(part),
            "effect": effects.get(id(part), (0.0, 0.0))[0],
            "standard_error": effects.get(id(part), (0.0, 0.0))[1],
        }
        for part in parts
    ]
    return {
        "unit": of.unit,
        "total": found.total,
        "parts": sorted(rows, key=lambda row: -abs(row["effect"])),
        "exact": found.exact,
        "sets": found.valued,
    }


def _called(dossier: Dossier, blend: Blend, part: Part) -> str:
    """What a part is called: the words of its claim, the name of its number, or its path."""
    archive = (*dossier.archive.claims, *blend.before.archive.claims)
    claim = next((claim for claim in archive if claim.id == part.claim), None)
    if claim is not None:
        return words.quoted(" ".join(claim.spans[0].quote.split()))
    first, more = part.paths[0], len(part.paths) - 1
    if blend.moved(Part(part.entries[:1])):
        called = number_called(dossier, first)
    else:
        called = record_called(dossier, first) or record_called(blend.before, first) or words.quoted(first)
    return f"{called} and {more} more" if more else called


def _name(part: Part) -> str:
    """The path of a part; of several entries, the first, and how many more."""
    first, more = part.paths[0], len(part.paths) - 1
    return f"{first} and {more} more" if more else first
