"""The slow twin: every definition of the graph model as written, over Python sets. Imports no engine."""

from __future__ import annotations

from itertools import combinations, product

INF = float("inf")


class Literal:
    """States, moves[actor][state] as sets, like[actor][state]; option form keeps its counts for SIM."""

    def __init__(self, states, moves, like, counts=None):
        self.states, self.moves, self.like, self.counts = list(states), moves, like, counts
        self.actors = range(len(moves))

    @classmethod
    def of_options(cls, counts, like, possible, one_way):
        total, first = sum(counts), 0
        states = [s for s in range(1 << total) if possible[s]]
        moves = []
        for count in counts:
            own = ((1 << count) - 1) << first
            first += count
            moves.append({s: {q for q in states if cls._is_move(s, q, own, one_way)} for s in states})
        return cls(states, moves, like, counts)

    @staticmethod
    def _is_move(s, q, own, one_way):
        takes_back = any(s >> bit & 1 and not q >> bit & 1 for bit in one_way)
        return s != q and (s ^ q) & ~own == 0 and not takes_back

    def better(self, i, a, b):
        return self.like[i][a] > self.like[i][b]

    def improvements(self, i, s):
        return {q for q in self.moves[i][s] if self.better(i, q, s)}

    def reach(self, group, s, step):
        """R_H(s): any sequence of the members' moves in which nobody moves twice running."""
        seen, todo = set(), [(q, i) for i in group for q in step(i, s)]
        while todo:
            place = todo.pop()
            if place in seen:
                continue
            seen.add(place)
            state, last = place
            todo += [(q, i) for i in group if i != last for q in step(i, state)]
        return {state for state, _ in seen}

    def others(self, group):
        return [j for j in self.actors if j not in group]

    def any_moves(self, group, s):
        return self.reach(group, s, lambda i, x: self.moves[i][x])

    def credible(self, group, s):
        return self.reach(group, s, self.improvements)

    def coalition_improvements(self, group, s):
        return {q for q in self.any_moves(group, s) if all(self.better(i, q, s) for i in group)}

    def spoils(self, group, s, q):
        """The group as a whole is no better off at q than at s: some member likes it no better."""
        return any(not self.better(i, q, s) for i in group)

    def no_escape(self, group, s, q):
        return all(self.spoils(group, s, e) for e in self.any_moves(group, q))

    def stable(self, concept, group, s, return_counts=True):
        answers = self.any_moves if concept in ("gmr", "smr") else self.credible
        for s1 in self.coalition_improvements(group, s):
            if concept == "nash":
                return False
            found = answers(self.others(group), s1) - (set() if return_counts else {s})
            deter = [q for q in found if self.spoils(group, s, q)]
            if concept in ("smr", "sseq"):
                deter = [q for q in deter if self.no_escape(group, s, q)]
            if not deter:
                return False
        return True

    def coalitions(self):
        return [group for size in range(1, len(self.actors) + 1) for group in combinations(self.actors, size)]

    def simultaneous(self, i, s):
        """Every improvement is spoilt by improvements of one or more others made at the same time."""
        masks, first = [], 0
        for count in self.counts:
            masks.append(((1 << count) - 1) << first)
            first += count
        choices = [[s, *self.improvements(j, s)] if j != i else [s] for j in self.actors]
        for s1 in self.improvements(i, s):
            spoilt = False
            for picks in product(*choices):
                if all(pick == s for pick in picks):
                    continue
                together = s1 & masks[i]
                for j, pick in enumerate(picks):
                    together |= pick & masks[j] if j != i else 0
                spoilt |= together in self.moves[0] and not self.better(i, together, s)
            if not spoilt:
                return False
        return True

    def ends(self, h, i, s):
        """Where play ends that starts at s with i to move and h moves left (two actors)."""
        if h == 0 or not self.moves[i][s]:
            return s
        ends = {q: self.ends(h - 1, 1 - i, q) for q in sorted(self.moves[i][s])}
        best = max(ends, key=lambda q: (self.like[i][ends[q]], -q))
        return ends[best] if self.better(i, ends[best], s) else s


class Unsure(Literal):
    """As above with pairs whose order nobody knows: unknown[actor] holds frozensets of two states."""

    def __init__(self, states, moves, like, unknown):
        super().__init__(states, moves, like)
        self.unknown = unknown

    def pair(self, i, a, b):
        return frozenset((a, b)) in self.unknown[i]

    def tempting(self, i, s, variant):
        sure = {q for q in self.moves[i][s] if self.better(i, q, s) and not self.pair(i, q, s)}
        return sure | {q for q in self.moves[i][s] if variant in "ac" and self.pair(i, q, s)}

    def deters(self, i, s, q, variant):
        if self.pair(i, q, s):
            return variant in "cd"
        return not self.better(i, q, s)

    def stable_unsure(self, concept, i, s, variant):
        group = [j for j in self.actors if j != i]
        step = self.moves_of if concept in ("gmr", "smr") else self.maybe_better
        for s1 in self.tempting(i, s, variant):
            if concept == "nash":
                return False
            deter = [q for q in self.reach(group, s1, step) if self.deters(i, s, q, variant)]
            if concept in ("smr", "sseq"):
                deter = [q for q in deter if all(self.deters(i, s, e, variant) for e in self.moves[i][q])]
            if not deter:
                return False
        return True

    def moves_of(self, i, s):
        return self.moves[i][s]

    def maybe_better(self, i, s):
        return {q for q in self.moves[i][s] if self.pair(i, q, s) or self.better(i, q, s)}
