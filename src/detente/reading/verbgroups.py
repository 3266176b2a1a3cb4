"""Verb groups: a verb with its auxiliaries, and what they say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reading.tokens import Token

__all__ = ["INCLINED", "VerbGroup", "in_past", "verb_groups"]

NEGATIVES = frozenset("not never no n't neither nor hardly barely".split())
COPULA = frozenset("be is are was were been being am 's i'm it's we're they're you're".split())
HAVE = frozenset("have has had having i've we've they've haven't hasn't hadn't".split())


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries: tokens ``first:last``; the main verb is the last of them."""

    first: int
    last: int
    lemma: str
    form: str
    modal: str | None = None
    negated: bool = False
    passive: bool = False
    progressive: bool = False
    perfect: bool = False
    infinitive: bool = False
    participle: bool = False
    to_be: bool = False
    past: bool = False

    @property
    def finite(self) -> bool:
        """Whether it can head a clause of its own."""
        return not (self.infinitive or self.participle)


def in_past(tokens: Sequence[Token], group: VerbGroup) -> bool:
    """Whether a verb group is in the past: by its first auxiliary, or by its one word."""
    alone = all(token.tag == "A" for token in tokens[group.first : group.last - 1])
    return group.past or (alone and "d" in tokens[group.last - 1].form)


def verb_groups(tokens: Sequence[Token]) -> list[VerbGroup]:
    """Verb groups, left to right."""
    found: list[VerbGroup] = []
    i = 0
    while i < len(tokens):
        if tokens[i].tag in "MXVEGT":
            group = _group(tokens, i)
            if group is not None:
                _inherit(tokens, found, group)
                found.append(group)
                i = group.last
                continue
        i += 1
    return found


def _inherit(tokens: Sequence[Token], before: Sequence[VerbGroup], group: VerbGroup) -> None:
    """Give a bare verb after *and* or *or* the words before its twin: "to halt or ban", "could halt and ban"."""
    j = group.first - 1
    while j >= 0 and tokens[j].tag == "A":
        group.negated = group.negated or tokens[j].low in NEGATIVES
        j -= 1
    group.negated = group.negated or (j >= 0 and tokens[j].low == "nor")
    if not before or group.form != "b" or j < 0 or tokens[j].tag != "C" or group.last - group.first != 1:
        return
    twin = before[-1]
    if any(t.tag in (",", ".", ";", ":", "B", "O") for t in tokens[twin.last : j]):
        return
    if twin.infinitive:
        group.infinitive, group.negated = True, twin.negated
    elif twin.modal:
        group.modal, group.negated = twin.modal, twin.negated


def _group(tokens: Sequence[Token], i: int) -> VerbGroup | None:
    n = len(tokens)
    group = VerbGroup(i, i, "", "")
    j = i
    be = False
    inverted = 0
    while j < n:
        token = tokens[j]
        tag, low = token.tag, token.low
        if tag == "T":
            if group.lemma or (be and not group.infinitive):
                group.to_be = be
            group.infinitive = (not group.to_be and j == i) or group.infinitive
            if j > i and not be and not group.infinitive:
                break
        elif tag == "M":
            group.modal = low
            group.negated = group.negated or low.endswith(("n't", "not"))
        elif tag == "X":
            group.negated = group.negated or low.endswith("n't")
            group.participle = group.participle or (j == i and low in ("being", "having"))
            group.perfect = group.perfect or (low in HAVE)
            group.past = group.past or low in ("was", "were", "had", "did")
            group.progressive = group.progressive or low == "being"
            be = low in COPULA or low.endswith(("'m", "'re", "isn't", "aren't", "wasn't", "weren't")) or low in _NOT_BE
            group.lemma, group.form, group.last = (
                ("be" if be else "have" if low in HAVE else "do"),
                "x",
                j + 1,
            )
        elif tag == "A":
            if low in NEGATIVES:
                group.negated = True
        elif low == "no" and be and not group.infinitive:
            break
        elif tag in "VEG":
            return _close(tokens, group, j, be)
        elif tag == "O" and j == i + 1 and tokens[i].tag in "MX" and inverted == 0:
            inverted = 1  # a question: "will they go"
        else:
            break
        j += 1
    if group.lemma:
        return group
    return None


_NOT_BE = frozenset({"isn't", "aren't", "wasn't", "weren't"})


def _close(tokens: Sequence[Token], group: VerbGroup, j: int, be: bool) -> VerbGroup | None:
    token = tokens[j]
    alone = j == group.first or all(t.tag == "A" for t in tokens[group.first : j])
    if token.tag == "G":
        if alone:
            group.participle = True
        elif not be:
            return group if group.lemma else None
        group.progressive = be
    elif token.tag == "E":
        if be and _contracted_have(tokens, group.first, j):
            group.perfect = True  # "he's called for talks"
        elif be and not (token.lemma in INCLINED and j + 1 < len(tokens) and tokens[j + 1].low == "to"):
            group.passive = True
        elif be:
            pass  # "is opposed to …" is an adjective of its subject's mind
        elif alone:
            group.participle = _reduced(tokens, j)
            group.passive = group.participle
            group.past = not group.participle
        elif not group.perfect and not group.modal and group.lemma:
            return group
    elif alone and token.tag == "V":
        group.past = False
    elif be and not group.infinitive and not group.to_be:
        return group
    group.lemma, group.form, group.last = token.lemma, token.form, j + 1
    return group


def _contracted_have(tokens: Sequence[Token], first: int, j: int) -> bool:
    """Whether 's before a participle is *has*: what the verb is done to follows it."""
    if not tokens[first].low.endswith("'s") or j + 1 >= len(tokens):
        return False
    following, lemma = tokens[j + 1], tokens[j].lemma
    if following.low in ("to", "for"):
        return lemma in (MEANT_TO if following.low == "to" else ASKED_FOR)
    return following.tag in "DO" and lemma not in NAMED


NAMED = frozenset("call name dub consider deem give pay allow teach offer show send tell ask award deny".split())
MEANT_TO = frozenset("seek agree refuse decide vow pledge promise threaten decline plan hope fail try begin".split())
ASKED_FOR = frozenset("call push press plead appeal ask argue vote campaign".split())
INCLINED = frozenset({"oppose", "commit", "dedicate", "object", "accustom"})


def _reduced(tokens: Sequence[Token], j: int) -> bool:
    """Whether a bare -ed form is a participle ("missiles launched by …"), not the past of a main clause."""
    form = tokens[j].form
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    if "d" not in form:
        return True
    if following is not None and following.low == "by" and j and tokens[j - 1].tag in "NP":
        return True
    if _wished(tokens, j):
        return True
    return j > 0 and tokens[j - 1].tag in ("C", ",") and following is not None and following.low in ("by", "with")


WISHING = frozenset({"want", "need", "order"})


def _wished(tokens: Sequence[Token], j: int) -> bool:
    """Whether an -ed form tells what should become of the object before it: "wants the boats returned"."""
    k = j - 1
    while k > 0 and tokens[k].tag in "DNP#ASI":
        if tokens[k].tag == "N" and k + 1 < j and tokens[k + 1].tag in "DP":
            return False  # "wants the boats Peru seized": a subject of its own
        k -= 1
    return 0 <= k < j - 1 and tokens[k].tag in ("V", "E") and tokens[k].lemma in WISHING
