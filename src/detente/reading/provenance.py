"""What a claim's ``rule`` says of who made it: a rule of ours, a language model, or both.

A rule of ours writes its name (``events:launch-test``). A model writes ``llm:MODEL`` before the family of the claim
(``llm:MODEL stances:sanctions/oil``). Where both found the same thing the rule's claim stands and ends with
``+ llm:MODEL``.
"""

from __future__ import annotations

import re

__all__ = ["MODEL_NAME", "also_by", "by_model", "family"]

MODEL_NAME = re.compile(r"[A-Za-z0-9][\w./:@-]{0,99}", re.ASCII)
_MARKED = re.compile(r"(?:llm:\S+ )?(?P<family>.*?)(?: \+ llm:\S+)*")


def by_model(model: str, family: str) -> str:
    """The rule of a claim that only a model made.

    >>> by_model("some-model", "events:AID")
    'llm:some-model events:AID'
    """
    return f"llm:{model} {family}"


def also_by(rule: str, model: str) -> str:
    """The rule of a claim that a rule made and a model found too.

    >>> also_by("ties:supply", "some-model")
    'ties:supply + llm:some-model'
    """
    mark = f" + llm:{model}"
    return rule if rule.endswith(mark) else rule + mark


def family(rule: str) -> str:
    """The rule without its marks of models: what drafting goes by.

    >>> family("ties:supply + llm:some-model"), family("llm:some-model conditions:until")
    ('ties:supply', 'conditions:until')
    """
    match = _MARKED.fullmatch(rule)
    return match["family"] if match else rule
