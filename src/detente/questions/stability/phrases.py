"""Options, states and statements in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.statements import Expression, Name, Not, parse_statement
from detente.questions.titles import titled

__all__ = ["Phrases", "actor_names", "option_words"]


def option_words(dossier: Dossier) -> dict[str, str]:
    """What each option stands for: the dossier's words, or its id where it has none."""
    options = dossier.conflict.options if dossier.conflict else {}
    return {f"{a}.{o}": titled(o, text) for a, own in options.items() for o, text in own.items()}


def actor_names(dossier: Dossier) -> dict[str, str]:
    """Who has options, by name."""
    return {actor: dossier.actors[actor].name for actor in (dossier.conflict.options if dossier.conflict else ())}


class Phrases:
    """A conflict's words. Options are phrases that go with "to", such as "come to the talks"."""

    def __init__(self, names: Mapping[str, str], what: Mapping[str, str]) -> None:
        self.names = {actor: words.article(name) for actor, name in names.items()}
        self.what = what

    def who(self, option: str) -> str:
        """The actor whose option it is."""
        return self.names[option.split(".", 1)[0]]

    def all(self, actors: Sequence[str], conjunction: str = "and") -> str:
        """Actors in a list."""
        return words.listed([self.names[actor] for actor in actors], conjunction)

    def each(self, actors: Sequence[str]) -> str:
        """Actors who all, or both, do something."""
        return f"{self.all(actors)} would {'both' if len(actors) == 2 else 'all'}"

    def move(self, step: Mapping[str, Any]) -> str:
        """What one does who moves, after "to" or "can"."""
        does = [self.what[option] for option in step["takes"]]
        return words.listed([*does, *(f"no longer {self.what[option]}" for option in step["gives_up"])])

    def answers(self, path: Sequence[Mapping[str, Any]]) -> str:
        """What others can do, one after the other."""
        return words.listed([f"{self.names[step['actor']]} can then {self.move(step)}" for step in path])

    def step(self, step: Mapping[str, Any]) -> str:
        """One move: who takes up and gives up what."""
        return f"{self.names[step['actor']]} {self._options(step, 'takes up', 'gives up')}"

    def doing(self, step: Mapping[str, Any]) -> str:
        """What somebody gains by."""
        return self._options(step, "taking up", "giving up")

    def _options(self, step: Mapping[str, Any], up: str, down: str) -> str:
        parts = ((up, step["takes"]), (down, step["gives_up"]))
        does = [f"{verb} {words.listed(words.quoted(self.what[o]) for o in own)}" for verb, own in parts if own]
        return " and ".join(does)

    def state(self, state: Sequence[str]) -> str:
        """A state: who would do what in it."""
        does = [
            f"{name} would {words.listed([self.what[option] for option in own])}"
            for actor, name in self.names.items()
            if (own := [option for option in state if option.split(".", 1)[0] == actor])
        ]
        return "; ".join(does) or "nobody takes any option"

    def statement(self, text: str) -> str:
        """A statement: "North Korea to come to the talks"; as it is written where it is not so simple."""
        return words.quoted(self._said(parse_statement(text).tree) or text)

    def _said(self, tree: Expression) -> str | None:
        if isinstance(tree, Name):
            return f"{self.who(tree.id)} to {self.what[tree.id]}"
        if isinstance(tree, Not):
            return f"{self.who(tree.of.id)} not to {self.what[tree.of.id]}" if isinstance(tree.of, Name) else None
        parts = [self._said(part) if isinstance(part, Name | Not) else None for part in tree.parts]
        plain = [part for part in parts if part is not None]
        return words.listed(plain, tree.word) if len(plain) == len(parts) and tree.word in ("and", "or") else None
