"""What can a council adopt? Each draft against the status quo, drafts in turn, and the texts that would pass."""

from __future__ import annotations

from detente.questions.vote.answer import VoteAnswer
from detente.questions.vote.question import Vote

__all__ = ["Vote", "VoteAnswer"]
