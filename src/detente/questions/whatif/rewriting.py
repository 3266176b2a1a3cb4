"""Which sentences of two answers differ: each old one beside the new one that takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from detente.questions.answer import Answer

__all__ = ["Rewritten", "rewritten"]


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence that would be said anew: ``before`` or ``after`` is null where it is only in one of the answers."""

    question: str
    subject: str | None
    before: str | None
    after: str | None

    def to_dict(self) -> dict[str, str | None]:
        """Plain data."""
        return {"question": self.question, "subject": self.subject, "before": self.before, "after": self.after}


def rewritten(before: Answer, after: Answer) -> Iterator[Rewritten]:
    """The sentences that differ, in their order; runs of changed sentences are matched one by one."""
    old, new = before.sentences(), after.sentences()
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            for one, other in zip_longest(old[i:j], new[k:m]):
                yield Rewritten(before.question, before.subject, one, other)
