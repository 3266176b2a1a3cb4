"""Near-identical reports: five copies of a wire story are one source.

Two reports are copies when most of the shorter one's five-word shingles stand in the other. The claims of a copy
are not counted again; the same event in reports that are no copies of each other is corroboration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from zlib import crc32

from detente.dossier.evidence import Claim, Report

__all__ = ["SAME", "copies", "corroborated", "independent", "shingles"]

SIZE = 5
SAME = 0.6
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
    """Event claim id → ids of claims of the same event in other, independent reports."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        if claim.kind == "event" and claim.actor and claim.status == "occurred":
            groups.setdefault((claim.type, claim.mode, claim.actor, claim.recipient), []).append(claim)
    found: dict[str, tuple[str, ...]] = {}
    for group in groups.values():
        for claim in group:
            source = copied.get(claim.report, claim.report)
            others = tuple(o.id for o in group if copied.get(o.report, o.report) != source)
            if others:
                found[claim.id] = others
    return found
