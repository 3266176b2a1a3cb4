"""Near-identical reports: five copies of a wire story are one source.

Two reports are copies when most of the shorter one's five-word shingles stand in the other. The claims of a copy
are not counted again; the same event in reports that are no copies of each other is corroboration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from zlib import crc32

from detente.dossier.evidence import Claim, Report

__all__ = ["SAME", "copies", "corroborated", "independent", "marked", "shingles"]

SIZE = 5
SAME = 0.6
TOLD = 5
MANY = 400  # reports from which on one shingle in EIGHTH is kept (sketches "0 mod m": Broder 1997)
EIGHTH = 8
WORD = re.compile(r"\w+")


def shingles(text: str) -> frozenset[int]:
    """The hashes of a text's runs of five words, without case and punctuation."""
    words = WORD.findall(text.lower())
    return frozenset(crc32(" ".join(words[i : i + SIZE]).encode()) for i in range(max(1, len(words) - SIZE + 1)))


def copies(reports: Sequence[Report]) -> dict[str, str]:
    """Hash of a report → hash of the first report that it is a copy of, for every copy."""
    index: dict[int, list[int]] = {}
    originals: list[int] = []
    sizes: list[int] = []
    found: dict[str, str] = {}
    for place, report in enumerate(reports):
        own = shingles(report.text)
        if len(reports) > MANY:
            own = frozenset(shingle for shingle in own if shingle % EIGHTH == 0) or own
        shared: dict[int, int] = {}
        for shingle in own:
            for number in index.get(shingle, ()):
                shared[number] = shared.get(number, 0) + 1
        best = max(shared, key=lambda n: (shared[n] / min(len(own), sizes[n]), -n), default=None)
        if best is not None and shared[best] >= SAME * min(len(own), sizes[best]):
            found[report.sha256] = reports[originals[best]].sha256
            continue
        number = len(sizes)
        originals.append(place)
        sizes.append(len(own))
        for shingle in own:
            index.setdefault(shingle, []).append(number)
    return found


def independent(claims: Iterable[Claim], copied: dict[str, str]) -> list[Claim]:
    """The claims that count: those of reports that copy no other, and what only a copy tells."""
    listed = list(claims)
    told = {_gist(claim) for claim in listed if claim.report not in copied}
    return [claim for claim in listed if claim.report not in copied or _gist(claim) not in told]


def _gist(claim: Claim) -> tuple[object, ...]:
    words = tuple(" ".join(WORD.findall(span.quote.lower())) for span in claim.spans)
    return claim.kind, claim.actor, claim.type, claim.issue, words


def corroborated(claims: Iterable[Claim], copied: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Claim id → a claim of the same in each other, independent report, at most ``TOLD`` of them.

    The same is: an event that happened, of one type and mode, with the same actor and recipient, whose known dates do
    not differ; a stance of one actor on one side of an issue; a tie of one holder, dependent and resource.
    """
    groups: dict[tuple[object, ...], dict[str, Claim]] = {}
    kept: list[tuple[Claim, tuple[object, ...]]] = []
    for claim in claims:
        key = _same(claim)
        if key is not None:
            groups.setdefault(key, {}).setdefault(copied.get(claim.report, claim.report), claim)
            kept.append((claim, key))
    found: dict[str, tuple[str, ...]] = {}
    for claim, key in kept:
        source = copied.get(claim.report, claim.report)
        others = (other for report, other in groups[key].items() if report != source and _when_fits(claim, other))
        ids = tuple(other.id for other in islice(others, TOLD))
        if ids:
            found[claim.id] = ids
    return found


def _same(claim: Claim) -> tuple[object, ...] | None:
    """What makes two claims claims of the same; none where that cannot be known."""
    if claim.actor is None:
        return None
    if claim.kind == "event" and claim.status == "occurred":
        return "event", claim.type, claim.mode, claim.actor, claim.recipient
    if claim.kind == "stance" and claim.status in ("occurred", "ongoing"):
        return "stance", claim.actor, claim.issue, claim.stance in ("oppose", "refuse")
    if claim.kind == "tie" and claim.detail is not None:
        return "tie", claim.actor, claim.recipient, claim.detail.get("resource")
    return None


def _when_fits(one: Claim, other: Claim) -> bool:
    """Whether two claims can be of one time: not where both have dates and these lie apart."""
    if one.kind != "event" or one.when is None or other.when is None or one.when.from_ is None:
        return True
    if other.when.from_ is None or one.when.to is None or other.when.to is None:
        return True
    return one.when.from_ <= other.when.to and other.when.from_ <= one.when.to


def marked(claims: Iterable[Claim], reports: Sequence[Report]) -> tuple[Claim, ...]:
    """The claims, each with ``detail.corroborated_by`` where independent reports tell the same."""
    listed = tuple(claims)
    told = corroborated(listed, copies(reports)) if len(reports) > 1 else {}
    return tuple(
        claim.model_copy(update={"detail": {**(claim.detail or {}), "corroborated_by": list(told[claim.id])}})
        if claim.id in told
        else claim
        for claim in listed
    )
