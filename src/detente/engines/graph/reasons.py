"""Why a state is stable or not: the improvement that tempts, and the answer that deters, as paths.

The definitions as they are written, one state at a time, for one actor or a coalition. This is the same logic as
the solvers by another road: what the solvers find on all states, it explains on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np

from detente.engines.graph.forms import Graph, OptionForm
from detente.engines.graph.walks import Path, Remembered, Step, walk

__all__ = ["Concept", "Verdict", "coalitions", "improvements", "strong", "strong_under", "upsets", "verdict"]

Concept: TypeAlias = Literal["nash", "gmr", "smr", "seq", "sseq"]
_CREDIBLE = ("seq", "sseq")
_WARY = ("smr", "sseq")


@dataclass(frozen=True)
class Verdict:
    """Whether a state is stable for a group, and why.

    Attributes:
        stable: the verdict; ``None`` when the search stopped at its limit before it was known.
        improvement: the most tempting improvement (stable), or one that nobody deters (not); empty when the
            group has none.
        answer: the others' moves that deter it; empty when there is no improvement, or no answer.
        tempted: how many improvements the group has (all of them looked at when stable).
    """

    stable: bool | None
    improvement: Path = ()
    answer: Path = ()
    tempted: int = 0

    @property
    def status(self) -> str:
        """The verdict as a sentence."""
        if self.stable is None:
            return "not decided: the search reached its limit"
        if not self.stable:
            return "unstable: an improvement that nobody deters"
        return "stable: every improvement is deterred" if self.improvement else "stable: there is no improvement"


def improvements(graph: Graph, group: Sequence[int], state: int) -> list[Path]:
    """What a group can bring about that every member likes better, best for its first member first.

    One actor moves once; a coalition by any sequence of its members' moves in which nobody moves twice running.
    """
    if len(group) == 1:
        found: Iterator[tuple[int, Path]] = ((q, (Step(group[0], q),)) for q in graph.moves(group[0], state))
    else:
        found = walk(graph, group, state, improving=False)
    better = [path for q, path in found if all(graph.worth(i, q) > graph.worth(i, state) for i in group)]
    return sorted(better, key=lambda path: (-graph.worth(group[0], path[-1].state), len(path), path[-1].state))


def verdict(
    graph: Graph,
    concept: Concept,
    group: Sequence[int],
    state: int,
    *,
    return_counts: bool = True,
    limit: int | None = None,
) -> Verdict:
    """Whether a state is stable for an actor or a coalition, and why.

    1. List the group's improvements.
    2. Nash: stable when there is none.
    3. For each improvement, best first, search what the others can bring about from there (by improving moves
       under SEQ and SSEQ) for a state that some member likes no better than the present one.
    4. Under SMR and SSEQ the group must also be unable to escape from it to something that all like better.

    A coalition's improvement is one that every member likes; the others answer by their own moves, each of which
    must be an improvement for its mover where answers must be credible.

    Args:
        graph: the conflict.
        concept: ``nash``, ``gmr``, ``smr``, ``seq`` or ``sseq``.
        group: the actor or the coalition.
        state: the state to explain.
        return_counts: whether the others' return to the state itself is an answer.
        limit: the most states to look at for each improvement; no limit where not given.

    Reference: Fang, Hipel & Kilgour (1993), chapters 3 and 4; Inohara & Hipel (2008), Systems Engineering
    11(4):343, for coalitions.
    """
    tempting = improvements(graph, group, state)
    if not tempting:
        return Verdict(True)
    if concept == "nash":
        return Verdict(False, tempting[0], (), len(tempting))
    shown: Path = ()
    for path in tempting:
        answer = _deterrent(graph, concept, group, state, path[-1].state, return_counts, limit)
        if not answer:
            return Verdict(None if answer is None else False, path, (), len(tempting))
        shown = shown or answer
    return Verdict(True, tempting[0], shown, len(tempting))


def _deterrent(
    graph: Graph,
    concept: Concept,
    group: Sequence[int],
    state: int,
    improved: int,
    return_counts: bool,
    limit: int | None,
) -> Path | None:
    """The shortest answer that deters; empty when there is none, None when the limit came first."""
    others = [actor for actor in range(graph.actors) if actor not in group]
    answers = walk(graph, others, improved, improving=concept in _CREDIBLE)
    for looked, (q, path) in enumerate(answers, 1):
        bad = _no_better(graph, group, state, q) and (return_counts or q != state)
        if bad and (concept not in _WARY or not _escapes(graph, group, state, q)):
            return path
        if looked == limit:
            return None
    return ()


def _no_better(graph: Graph, group: Sequence[int], state: int, q: int) -> bool:
    return any(graph.worth(i, q) <= graph.worth(i, state) for i in group)


def _escapes(graph: Graph, group: Sequence[int], state: int, q: int) -> bool:
    if len(group) == 1:
        return any(not _no_better(graph, group, state, e) for e in graph.moves(group[0], q))
    return any(not _no_better(graph, group, state, e) for e, _ in walk(graph, group, q, improving=False))


def coalitions(actors: int, least: int = 2) -> list[tuple[int, ...]]:
    """Every coalition with ``least`` members or more, small ones first.

    >>> coalitions(3)
    [(0, 1), (0, 2), (1, 2), (0, 1, 2)]
    """
    sizes = range(least, actors + 1)
    return [group for size in sizes for group in combinations(range(actors), size)]


def upsets(
    graph: Graph, concept: Concept, state: int, *, limit: int | None = None, minimal: bool = False
) -> dict[tuple[int, ...], Path]:
    """The coalitions of two and more against which a state is not stable, each with its way out.

    A state is a *strong* equilibrium when it is one and this is empty. Where ``minimal``, coalitions that hold
    another one that upsets the state, or an actor who does so alone, are left out.
    """
    found: dict[tuple[int, ...], Path] = {}
    groups = coalitions(graph.actors)
    if minimal:
        content = {i for i in range(graph.actors) if verdict(graph, concept, (i,), state, limit=limit).stable}
        groups = [group for group in groups if set(group) <= content]
    if isinstance(graph, OptionForm):
        groups, graph = _gaining(graph, groups, state), Remembered(graph)
    for group in groups:
        if minimal and any(set(smaller) <= set(group) for smaller in found):
            continue
        judged = verdict(graph, concept, group, state, limit=limit)
        if judged.stable is False:
            found[group] = judged.improvement
    return found


def _gaining(form: OptionForm, groups: Iterable[tuple[int, ...]], state: int) -> list[tuple[int, ...]]:
    """The coalitions with something that all members like better and that differs in their own options only.

    Without that there is nothing to search for: what a coalition can bring about it brings about by its own options.
    """
    better = form.utilities > form.utilities[:, [state]]
    changed = np.arange(form.possible.size) ^ state
    own = [((1 << count) - 1) << offset for count, offset in zip(form.counts, form.offsets, strict=True)]
    untouched = [changed & bits == 0 for bits in own]

    def gains(group: tuple[int, ...]) -> bool:
        ahead = form.possible.copy()
        for actor in range(form.actors):
            ahead &= better[actor] if actor in group else untouched[actor]
        return bool(ahead.any())

    return [group for group in groups if gains(group)]


def _better_ahead(form: OptionForm, group: Sequence[int], state: int) -> list[int]:
    """Where the improvements of a group end, as in :func:`improvements`, without the paths.

    In option form two moves running are one move, so who moved last makes no difference to where a group can get.
    """
    seen, ahead = np.zeros(form.possible.size, bool), np.array([state])
    while ahead.size:
        reached = np.unique(np.concatenate([form.moves_from(actor, ahead)[1] for actor in group]))
        ahead = reached[~seen[reached]]
        seen[ahead] = True
    ends = np.flatnonzero(seen)
    members = list(group)
    better = (form.utilities[members][:, ends] > form.utilities[members, state][:, None]).all(axis=0)
    return [int(end) for end in ends[better]]


def strong(graph: Graph, concept: Concept, state: int) -> bool:
    """Whether a state is stable against every actor and every coalition."""
    return concept in strong_under(graph, [concept], state)


def strong_under(
    graph: Graph, concepts: Iterable[Concept], state: int, remembered: Remembered | None = None
) -> frozenset[Concept]:
    """Those of the concepts under which a state is stable against every actor and every coalition.

    Args:
        graph: the conflict.
        concepts: which to try.
        state: the state to judge.
        remembered: the same conflict with its moves kept, for many states.
    """
    groups, moves = coalitions(graph.actors, least=1), remembered or Remembered(graph)
    if isinstance(graph, OptionForm):
        groups = _gaining(graph, groups, state)
    left = list(concepts)
    for group in groups:
        if not left:
            break
        if len(group) > 1 and isinstance(graph, OptionForm):
            ends = _better_ahead(graph, group, state)
        else:
            ends = [path[-1].state for path in improvements(moves, group, state)]
        left = [c for c in left if all(c != "nash" and _deterrent(moves, c, group, state, q, True, None) for q in ends)]
    return frozenset(left)
