"""DOSSIER + QUESTION → ANSWER: one file a question; ``draws.py`` is the only bridge from dossier to arrays."""

from __future__ import annotations

from detente.questions.answer import Answer, Method, Question, Sentence, ask

__all__ = ["Answer", "Method", "Question", "Sentence", "ask"]
