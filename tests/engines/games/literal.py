"""Slow, literal twins: trees walked node by node, nothing from the engines but the game's own nodes."""

from __future__ import annotations

from math import exp, log


class Walk:
    """A game's nodes as plain Python, for definitions taken word by word."""

    def __init__(self, game):
        self.game = game
        self.children = [[] for _ in game.nodes]
        for index, node in enumerate(game.nodes):
            if index:
                self.children[node.parent].append(index)
        self.members = {}
        for index, node in enumerate(game.nodes):
            if node.infoset >= 0:
                self.members.setdefault(node.infoset, []).append(index)

    def odds(self, node, play):
        place = self.game.infosets[self.game.nodes[node].infoset]
        if place.player < 0:
            return [float(p) for p in place.probabilities]
        return play[self.game.nodes[node].infoset]

    def reach(self, node, play):
        chance = 1.0
        while self.game.nodes[node].parent >= 0:
            above = self.game.nodes[node].parent
            chance *= self.odds(above, play)[self.game.nodes[node].move]
            node = above
        return chance

    def paid(self, node, player):
        total = 0.0
        while node >= 0:
            payoffs = self.game.nodes[node].payoffs
            total += float(payoffs[player]) if payoffs else 0.0
            node = self.game.nodes[node].parent
        return total

    def value(self, node, play, player):
        if self.game.nodes[node].infoset < 0:
            return self.paid(node, player)
        pairs = zip(self.odds(node, play), self.children[node], strict=True)
        return sum(p * self.value(child, play, player) for p, child in pairs)

    def beliefs(self, infoset, play):
        weights = [self.reach(node, play) for node in self.members[infoset]]
        return [w / sum(weights) for w in weights]

    def worths(self, infoset, play):
        player = self.game.infosets[infoset].player
        held = self.beliefs(infoset, play)
        return [
            sum(
                b * self.value(self.children[n][a], play, player)
                for b, n in zip(held, self.members[infoset], strict=True)
            )
            for a in range(len(self.game.infosets[infoset].actions))
        ]

    def logit_error(self, play, precision):
        """The greatest ``|log π_a − log π_b − λ (U_a − U_b)|``."""
        worst = 0.0
        for infoset in play:
            worth = self.worths(infoset, play)
            for a in range(len(worth)):
                gap = log(play[infoset][a]) - log(play[infoset][0]) - precision * (worth[a] - worth[0])
                worst = max(worst, abs(gap))
        return worst

    def trace(self, precision, steps=400, sweeps=200):
        """Very short steps in λ from even play, relaxed at each; for branches that do not turn."""
        own = [i for i, place in enumerate(self.game.infosets) if place.player >= 0]
        play = {i: [1 / len(self.game.infosets[i].actions)] * len(self.game.infosets[i].actions) for i in own}
        for step in range(1, steps + 1):
            play = self.relax(play, precision * step / steps, sweeps if step == steps else 8)
        return play

    def relax(self, play, precision, sweeps):
        for _ in range(sweeps):
            wanted = {}
            for i in play:
                worth = self.worths(i, play)
                weights = [exp(precision * (w - max(worth))) for w in worth]
                wanted[i] = [w / sum(weights) for w in weights]
            play = {i: [0.5 * p + 0.5 * q for p, q in zip(play[i], wanted[i], strict=True)] for i in play}
        return play


def by_infoset(game, flat):
    """A flat vector of the personal actions' probabilities as a table by information set."""
    play, at = {}, 0
    for i, place in enumerate(game.infosets):
        if place.player >= 0:
            play[i] = [float(p) for p in flat[at : at + len(place.actions)]]
            at += len(place.actions)
    return play


def crisis_cell(path, motive, resolve, common):
    """One row of the crisis template, straight from its table: (challenger, defender)."""
    n = 1 if "sanction" in path else 0
    offer = resolve["offer"] if "offer" in path else 0
    prestige, provoke = motive["prestige"], common["provoke"]
    last = path[-1]
    if last == "hold":
        return 0, 0
    if path == ("provoke", "ignore", "back_down"):
        return prestige - provoke, -common["insult"]
    if path == ("provoke", "sanction", "back_down"):
        return prestige - provoke - motive["sanctioned"] - motive["audience"], common["relief"] - resolve["sanction"]
    if last == "accept":
        kept = resolve["credible"] * common["assurance"]
        return -provoke + motive["concession"] + kept - motive["stake"], common["deal"] - offer
    if last == "concede":
        return 1.25 * prestige - provoke - n * motive["sanctioned"] + motive["concession"], -resolve["concede"] - offer
    if last == "contain":
        return (
            1.25 * prestige - provoke - (n + 2) * motive["sanctioned"] + motive["stake"] / 4,
            -(n + 1) * resolve["sanction"] - resolve["exposure"] - offer,
        )
    return -common["war"], -resolve["war"] - common["third"] - offer
