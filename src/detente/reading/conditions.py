"""Conditions: what is said to happen if, unless, until or in return for something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.clauses import subject
from detente.reading.conditional import COMING, awaited, withheld
from detente.reading.moods import asking
from detente.reading.scenes import Party
from detente.reading.status import status_of
from detente.reading.tokens import Token
from detente.reading.trailing import past_dateline
from detente.reading.utterances import Heard
from detente.reading.verbgroups import in_past

__all__ = ["Condition", "conditions"]

Span = tuple[int, int]
OPENERS = {
    ("if",): "if", ("unless",): "unless", ("until",): "until", ("in", "return", "for"): "in-return-for",
    ("in", "exchange", "for"): "in-return-for", ("provided", "that"): "if", ("only", "if"): "if",
    ("as", "long", "as"): "if", ("so", "long", "as"): "if", ("on", "condition", "that"): "if",
    ("once",): "once", ("as", "soon", "as"): "once",
    ("on", "the", "condition", "that"): "if", ("only", "when"): "if", ("only", "after"): "until",
    ("in", "the", "event", "that"): "if", ("assuming", "that"): "if",
    ("before",): "before", ("after",): "after", ("when",): "when",
}  # fmt: skip
FIRSTS = frozenset(words[0] for words in OPENERS)
WAITING = frozenset({"before", "after", "when"})
WOULD = frozenset({"would", "'d"})  # for *will*, in what somebody said
OBLIGING = frozenset({"must"})
ASKING = frozenset("ask wonder know see doubt question unclear whether determine decide sure tell say even as".split())


@dataclass(slots=True)
class Condition:
    """Two spans, what must be and what would follow, with whose conduct each is about."""

    if_: Span
    then: Span
    by: Party | None
    of: Party | None
    rule: str
    k: int | None


def conditions(heard: Heard) -> list[Condition]:
    """The conditions of one unit."""
    tokens = heard.scene.unit.tokens
    found: list[Condition] = []
    for i in range(len(tokens)):
        opener = _opener(tokens, i)
        if opener is None:
            continue
        made = _condition(heard, i, *opener)
        if made is not None:
            found.append(made)
    return found


def _opener(tokens: Sequence[Token], i: int) -> tuple[int, str] | None:
    """The connective at token ``i``: how many words it has, and its name."""
    low = tokens[i].low
    if i == 0 and _inverted(tokens):
        return 1, "if"
    if low not in FIRSTS or (low in WAITING and i and tokens[i - 1].low == "only"):
        return None
    if low == "once" and tokens[i].tag != "B":
        return None  # "was once asked"
    for words, name in OPENERS.items():
        if words[0] == low and tuple(t.low for t in tokens[i : i + len(words)]) == words:
            before = tokens[i - 1] if i else None
            if before is not None and (before.low in ASKING or before.lemma in ASKING) and name == "if":
                return None
            if len(words) == 1 and low == "if" and before is not None and before.low == "only":
                return None
            return len(words), name
    return None


def _inverted(tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens with a condition without *if*: "Should they agree, …", "Were they to agree, …".

    Reference: Quirk et al. 1985 §15.36 (conditional inversion).
    """
    if tokens[0].low == "should":
        return len(tokens) > 1 and tokens[1].tag in "DNPO" and tokens[-1].text != "?"
    return tokens[0].low == "were" and any(token.tag == "T" for token in tokens[1:8]) and tokens[-1].text != "?"


def _condition(heard: Heard, i: int, width: int, name: str) -> Condition | None:
    unit = heard.scene.unit
    tokens = unit.tokens
    end = len(tokens)
    while end and tokens[end - 1].tag in (".", ","):
        end -= 1
    first, last = _bounds(heard, i, end)
    finite = [k for k, g in enumerate(unit.verbs) if g.finite]
    start = i + width
    led = i > first and tokens[i - 1].tag in ("B", "C", ",") and name == "if" and _split(heard, start, last) is not None
    if i == first or led or (i == first + 1 and tokens[first].tag in ("C", "A")):
        comma = _split(heard, start, last)
        if comma is None:
            return None
        if_, then = (start, comma), (comma + 1, last)
        then = _past_cue(heard, *then)
    else:
        stop = next((j for j in range(start, last) if tokens[j].tag == "," and _clause_after(heard, start, j)), last)
        stop = min([stop, *_attributions(heard, start, last)])
        if_, then = (start, stop), (past_dateline(heard.scene, first, i), _before_cue(heard, first, i))
    then_k = next((k for k in finite if then[0] <= unit.verbs[k].first < then[1]), None)
    any_verb = range(len(unit.verbs)) if tokens[i].low == "were" else finite  # "were they to agree": no finite verb
    if_k = next((k for k in any_verb if if_[0] <= unit.verbs[k].first < if_[1]), None)
    if then_k is None or (name != "in-return-for" and (if_k is None or if_[1] - if_[0] < 2)):
        return None  # "if confirmed" is no condition of anybody's
    if name == "once" and unit.verbs[then_k].modal is None:
        return None  # "left once the talks had failed": what was
    if name in WAITING and not _waits(heard, i, name, if_k, then_k):
        return None
    if name == "until" and _happened(heard, if_k, then_k):
        return None  # "fought until the truce was signed", "left only after it had come"
    obliged = unit.verbs[then_k].modal in OBLIGING and not unit.verbs[then_k].negated
    if name == "before" and if_k is not None and obliged:
        if_, then, if_k, then_k = then, if_, then_k, if_k  # "must apologise before we talk"
    spans = _span(tokens, *if_), _span(tokens, *then)
    if spans[0] is None or spans[1] is None:
        return None
    return Condition(spans[0], spans[1], _who(heard, then_k), _who(heard, if_k), f"conditions:{name}", then_k)


def _waits(heard: Heard, i: int, name: str, if_k: int | None, then_k: int) -> bool:
    """Whether a clause of time says what must come first: "no talks before they leave", "when they leave, we will".

    After and when join the deeds of two; before, what will not be until then.
    """
    tokens, verbs = heard.scene.unit.tokens, heard.scene.unit.verbs
    if if_k is None or awaited(tokens, verbs, if_k) != i or asking(tokens):
        return False
    if name == "before":
        return withheld(tokens, verbs, if_k) or verbs[then_k].modal in OBLIGING
    one, other = _who(heard, if_k), _who(heard, then_k) or heard.speaker
    return one is not None and other is not None and one.code != other.code and verbs[then_k].modal in COMING | WOULD


REFUSING = frozenset("refuse decline reject insist vow pledge demand wait".split())


def _happened(heard: Heard, if_k: int | None, then_k: int) -> bool:
    """Whether both halves are in the past and nothing was refused: what happened, and till when."""
    tokens, verbs = heard.scene.unit.tokens, heard.scene.unit.verbs
    if if_k is None or status_of(tokens, verbs, then_k) not in ("occurred", "conditional"):
        return False
    halves = [verbs[then_k], verbs[if_k]]
    past = all(g.modal is None and in_past(tokens, g) for g in halves)
    return past and not halves[0].negated and halves[0].lemma not in REFUSING


def _attributions(heard: Heard, first: int, last: int) -> list[int]:
    """The commas inside a stretch after which somebody is said to have said it."""
    unit = heard.scene.unit
    leads = [unit.nouns[cue.who].first - 1 for cue in heard.cues if cue.who is not None and "q" in cue.verb.frames]
    leads += [unit.verbs[cue.k].first - 1 for cue in heard.cues if cue.inverted]
    return [j for j in leads if first < j < last and unit.tokens[j].tag == ","]


def _before_cue(heard: Heard, first: int, i: int) -> int:
    """Where what would follow ends: before an attribution that stands between it and the condition."""
    verbs = heard.scene.unit.verbs
    for j in _attributions(heard, first + 2, i):
        inside = [g for g in verbs if j < g.first < i and g.finite]
        if len(inside) == 1 and heard.scene.unit.tokens[i - 1].tag == ",":
            return j
    return i


def _bounds(heard: Heard, i: int, end: int) -> tuple[int, int]:
    """The tokens of the attributed clause that a connective stands in, or of the sentence."""
    tokens = heard.scene.unit.tokens
    at = tokens[i].start
    best = (0, end)
    for statement in heard.statements:
        if statement.direct or len(statement.places) > 1:
            continue
        if statement.covers(at, at + 1) and not statement.rule.endswith(("object", "infinitive")):
            a, b = statement.places[0]
            inside = [j for j in range(end) if a <= tokens[j].start < b]
            if inside and inside[-1] + 1 - inside[0] < best[1] - best[0]:
                best = (inside[0], inside[-1] + 1)
    return best


def _split(heard: Heard, start: int, end: int) -> int | None:
    """The comma or *then* that ends an if-clause: the first after which a clause with its own verb begins."""
    unit = heard.scene.unit
    for j in range(start + 1, end - 1):
        if unit.tokens[j].tag == "," and unit.tokens[j + 1].low == "then":
            return j
    for j in range(start + 1, end):
        before = any((g.finite or start == 1) and start <= g.first < j for g in unit.verbs)
        if unit.tokens[j].tag == "," and before and any(g.finite and g.first > j for g in unit.verbs):
            return j
    return None


def _past_cue(heard: Heard, first: int, last: int) -> tuple[int, int]:
    """Past an attribution that stands between the clauses: "If X, he said, Y"."""
    unit = heard.scene.unit
    tokens = unit.tokens
    for cue in heard.cues:
        group = unit.verbs[cue.k]
        if (
            first <= group.first < last
            and group.last < last
            and tokens[group.last].tag == ","
            and group.first - first <= 8
        ):
            return group.last + 1, last
    if tokens[first].low == "then":
        first += 1
    return first, last


def _clause_after(heard: Heard, start: int, j: int) -> bool:
    tokens = heard.scene.unit.tokens
    return (
        j + 1 < len(tokens)
        and tokens[j + 1].tag in "CGB"
        and any(g.finite and start <= g.first < j for g in heard.scene.unit.verbs)
    )


def _who(heard: Heard, k: int | None) -> Party | None:
    if k is None:
        return None
    unit = heard.scene.unit
    n = subject(unit.tokens, unit.nouns, unit.verbs, k)
    if n is not None and unit.verbs[k].passive and unit.nouns[n].head == "it":
        return None  # "unless it was cancelled": a thing
    return heard.parties[n] if n is not None and heard.parties[n].code else None


def _span(tokens: Sequence[Token], first: int, last: int) -> Span | None:
    while first < last and tokens[first].tag in (",", "-", ".", ":", "C"):
        first += 1
    while last > first and tokens[last - 1].tag in (",", ".", "-", "C", ":"):
        last -= 1
    return (tokens[first].start, tokens[last - 1].end) if last > first else None
