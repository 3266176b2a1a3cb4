"""What the parts of a draft share: the codebook, the claims that count, and what rests on nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from detente.dossier.evidence import Claim, Evidence
from detente.reading.codebook import BookCouncil, BookFormat, Codebook
from detente.reading.gazetteer import actor_name, named

__all__ = ["Parts", "Slip", "because"]

MOST = 12  # claims named for one number: enough to argue with, few enough to read


@dataclass(frozen=True, slots=True)
class Slip:
    """An assumption: the path of a number that no claim stands behind, and where its value comes from."""

    path: str
    why: str


def because(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids of claims, in order, each once."""
    return tuple(dict.fromkeys(claim.id for claim in claims))[:MOST]


LEAST_BETWEEN = 2
"""Claims between two states that make them the two whom the crisis is between."""


@dataclass
class Parts:
    """The codebook, the day, the claims that count, and what the parts found for each other."""

    book: Codebook | None
    day: date
    evidence: Evidence
    claims: list[Claim]
    slips: list[Slip] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def councils(self) -> Mapping[str, BookCouncil]:
        """The codebook's councils, without those that sit only where a report names them and none does."""
        texts = [report.text for report in self.evidence.reports]
        books = self.book.councils if self.book is not None else {}
        return {
            id: book
            for id, book in books.items()
            if not book.only_if_named or any(named(book.body, text) for text in texts)
        }

    def assume(self, path: str, why: str) -> None:
        """Note that a number has no claim behind it."""
        self.slips.append(Slip(path, why))

    def of_kind(self, kind: str) -> list[Claim]:
        """The counted claims of a kind."""
        return [claim for claim in self.claims if claim.kind == kind]

    def dated(self, claim: Claim) -> date | None:
        """The day of a claim: when its report was published."""
        return self._published.get(claim.report)

    @cached_property
    def _published(self) -> dict[str, date | None]:
        return {report.sha256: report.published for report in self.evidence.reports}

    @cached_property
    def about(self) -> dict[str, list[Claim]]:
        """Actor code → its claims: those in which it says, does or holds something."""
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            if claim.actor:
                found.setdefault(claim.actor, []).append(claim)
        return found

    @cached_property
    def target(self) -> str | None:
        """The code of the state whose conduct the crisis is about: it makes the moves that the codebook names."""
        if self.book is None:
            return None
        counts = self._weights(self.book.target_shown_by, True) + self._weights(self.book.target_suffers, False)
        return min(counts, key=lambda code: (-counts[code], code not in self.opponents, code), default=None)

    @cached_property
    def sender(self) -> str | None:
        """The code of the actor that presses the target hardest: the other of the two whom the crisis is between.

        Where the target is neither of them, whoever has most claims that are not its friends' words.
        """
        if self.target is None:
            return None
        if self.target in self.opponents:
            return next(iter(self.opponents - {self.target}))
        counts: Counter[str] = Counter()
        for claim in self.claims:
            if claim.actor and claim.actor != self.target and _state(claim.actor):
                counts[claim.actor] += 1 + int(claim.recipient == self.target) + int(claim.stance == "demand")
        return _most(counts)

    @cached_property
    def opponents(self) -> frozenset[str]:
        """The codes of the two states of which most claims tell what one says or does to the other.

        Nobody below two such claims, and nobody of whom nothing but others' acts is told; of pairs with as many, those
        who say and do most.
        """
        told = Counter(claim.actor for claim in self.claims)
        pairs = Counter(
            (min(claim.actor, claim.recipient), max(claim.actor, claim.recipient))
            for claim in self.claims
            if claim.actor and claim.recipient and claim.actor != claim.recipient
            if _state(claim.actor) and _state(claim.recipient) and claim.recipient in self.about
        )
        for people, _ in self._tables:
            pair = sorted(code for code in people if _state(code) and code in self.about)
            pairs.update([(pair[0], pair[1])] if len(pair) == 2 else [])
        most = min(pairs, key=lambda pair: (-pairs[pair], -told[pair[0]] - told[pair[1]], pair), default=None)
        return frozenset(most) if most is not None and pairs[most] >= LEAST_BETWEEN else frozenset()

    def _weights(self, shown: Iterable[str], does: bool) -> Counter[str]:
        counts: Counter[str] = Counter()
        for rank, sign in enumerate(shown):
            type, _, mode = sign.partition(":")
            for claim in self.of_kind("event"):
                code = claim.actor if does else claim.recipient
                done = claim.status in ("occurred", "ongoing", "assessed")
                same = claim.type == type and mode in ("", claim.mode or "")
                if done and same and code is not None and _state(code):
                    counts[code] += max(1, 10 - 3 * rank)
        return counts

    def addressed(self, words: str) -> str:
        """A codebook's words with the names of those whom it calls the target and the sender."""
        for role, code in (("target", self.target), ("sender", self.sender)):
            if code is not None and f"the {role}" in words:
                words = re.sub(rf"\bthe {role}\b", _with_article(actor_name(code)), words)
        return words

    def role(self, name: str) -> str | None:
        """The actor id of a role or of an actor of the codebook."""
        code = self.target if name == "target" else self.sender if name == "sender" else None
        if code is not None:
            return code.lower()
        return None if name in ("target", "sender") else name

    def naming(self, form: BookFormat) -> list[Claim]:
        """Claims that name a format of talks: by its words, else by a meeting of all whom it needs."""
        needs = [self.role(need) for need in form.needs]
        return self.spoken(form.says) or self.hosted(need for need in needs if need is not None and None not in needs)

    def hosted(self, ids: Iterable[str]) -> list[Claim]:
        """Claims of a meeting of all these actors, their own or a third party's: "Oman mediates between X and Y"."""
        wanted = frozenset(id.upper() for id in ids)
        if len(wanted) < 2:
            return []
        return [claim for people, claims in self._tables if wanted <= people | {claims[0].actor} for claim in claims]

    @cached_property
    def _tables(self) -> list[tuple[frozenset[str], list[Claim]]]:
        """Whom an actor meets or brings together: those whom one verb of meeting names as its objects."""
        found: dict[tuple[str, str, int], list[Claim]] = {}
        for claim in self.of_kind("event"):
            if claim.type == "CONSULT" and claim.status != "negated" and claim.actor and claim.recipient:
                found.setdefault((claim.report, claim.actor, claim.spans[0].start), []).append(claim)
        return [(frozenset(c.recipient for c in claims if c.recipient), claims) for claims in found.values()]

    def spoken(self, words: Iterable[str]) -> list[Claim]:
        """Claims whose quotations hold any of these words."""
        said = _said(tuple(words))
        return [c for c in self.claims if any(said.search(span.quote.lower()) for span in c.spans)]


ARTICLED = ("United ", "Philippines", "Netherlands", "Maldives", "Gambia", "Bahamas", "Comoros", "Seychelles")


def _with_article(name: str) -> str:
    """A name as a sentence has it: the United States, the Dominican Republic, Peru."""
    return f"the {name}" if name.startswith(ARTICLED) or name.endswith((" Republic", " Islands", " Union")) else name


@cache
def _said(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of some phrases where a word begins, and none in the passive: who is "met with force" has met nobody."""
    any_of = "|".join(re.escape(word.lower()) for word in words) or "(?!)"
    return re.compile(rf"(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!\bbeen )\b(?:{any_of})")


def _state(code: str) -> bool:
    return len(code) == 3


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda code: (-counts[code], code)) if counts else None
