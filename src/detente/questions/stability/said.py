"""The answer in words: where it can rest, whether today does and why not, the way there, and what is likely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.schema import Ordering
from detente.questions.answer import Sentence
from detente.questions.basis import basis
from detente.questions.stability.phrases import Phrases

__all__ = ["said"]

MOST = 4
"""So many options have a sentence on the horizon."""
MOST_MOVES = 2
"""So many temptations that must go are told."""


def said(dossier: Dossier, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence, most important first."""
    return tuple(_Speaker(dossier, results).all())


class _Speaker:
    def __init__(self, dossier: Dossier, results: Mapping[str, Any]) -> None:
        self.dossier, self.results = dossier, results
        names = {actor: results["actor_names"][actor] for actor in results["actors"]}
        self.says = Phrases(names, results["option_words"])
        rests = basis(dossier, ["conflict"])
        self.claims = rests.claims
        self.assumptions = (*rests.assumptions, *(f"conflict.preferences.{actor}" for actor in names))

    def all(self) -> Iterator[Sentence]:
        """What there is to say, most important first."""
        yield self._today()
        yield from self._tempted()
        yield from self._way()
        yield from self._nash()
        yield self._many()
        yield from self._together()
        yield from self._unseen()
        yield from self._horizon()
        yield from self._trapped()
        yield from self._wishes()

    def _plain(self, text: str, probability: float | None = None) -> Sentence:
        return Sentence(words.sentence(text), probability, None, self.claims, self.assumptions)

    def _today(self) -> Sentence:
        leaving = self.results["today"]["seq"]["unstable_for"]
        if not leaving:
            return self._plain("today’s state can rest: no actor has an improvement that goes undeterred")
        return self._plain(f"today’s state cannot rest: {self.says.all(leaving)} can gain by a move that nobody deters")

    def _tempted(self) -> Iterator[Sentence]:
        """For each actor that would leave today's state, what for; for the others, what deters them."""
        for reason in self.results["reasons"]:
            if reason["state"] != self.results["now"] or not reason["improvement"]:
                continue
            actor, move = self.says.names[reason["actor"]], self.says.move(reason["improvement"][0])
            if reason["stable"] is False:
                yield self._plain(
                    f"{actor} would gain from today if it were to {move}, and no credible answer deters it"
                )
            elif reason["stable"] and reason["answer"]:
                answer = self.says.answers(reason["answer"])
                yield self._plain(f"{actor} would gain if it were to {move}, but is deterred: {answer}")

    def _way(self) -> Iterator[Sentence]:
        """The nearest state where it can rest, by improvements only, and who has to begin."""
        near = self.results["reachable"].get("improvements")
        if near is None:
            return
        elsewhere = [way for way in near["nearest"] if way["state"] != self.results["now"]]
        if not elsewhere:
            yield self._plain("from today no sequence of improvements leads to another state where it can rest")
            return
        way = elsewhere[0]
        steps = words.listed(self.says.step(step) for step in way["path"])
        first = self.says.all(way["first"], "or")
        yield self._plain(
            f"by improvements alone, {words.count(near['equilibria'], 'resting state')} can be reached from today; the "
            f"nearest takes {words.count(len(way['path']), 'move')} and {first} has to begin: {steps}"
        )

    def _nash(self) -> Iterator[Sentence]:
        """The states that nobody wants to leave, where there are few."""
        found = self.results["equilibria"]["nash"]
        if not found:
            looked = "" if self.results["states"] else " that was looked at"
            yield self._plain(f"in no state{looked} does every actor have the best that it can get by itself")
        elif len(found) <= MOST:
            for state in found:
                yield from self._best(state)

    def _best(self, state: Sequence[str]) -> Iterator[Sentence]:
        """A state that nobody wants to leave by itself, and the coalition that would."""
        if state == self.results["now"]:
            yield self._plain("nobody would gain by leaving today’s state, whatever the answer")
            yield from self._jump(state, "leaving it together")
        else:
            held = ", alone or together" if state in self.results["strong"].get("nash", ()) else ""
            where = f"this state{held}, whatever the answer: {self.says.state(state)}"
            yield self._plain(f"nobody would gain by leaving {where}")
            yield from self._jump(state, "leaving together the state that nobody would leave alone")

    def _many(self) -> Sentence:
        total, seq, gmr = self.results["states"], *(len(self.results["equilibria"][c]) for c in ("seq", "gmr"))
        if total is None:
            return self._plain(
                f"of the states looked at, {words.number(seq)} can rest when only credible answers deter"
            )
        return self._plain(
            f"of {words.number(total)} possible states {words.number(seq)} can rest when only credible answers deter, "
            f"and {words.number(gmr)} when any answer does"
        )

    def _together(self) -> Iterator[Sentence]:
        """A coalition that would leave today's state together, where it is not told yet."""
        nash = self.results["equilibria"]["nash"]
        if self.results["now"] not in nash or len(nash) > MOST:
            yield from self._jump(self.results["now"], "leaving today’s state together")

    def _jump(self, state: Sequence[str], leaving: str) -> Iterator[Sentence]:
        """The first of the smallest coalitions that would leave a state together."""
        upset = next((upset for upset in self.results["upsets"] if upset["state"] == list(state)), None)
        if upset is not None:
            steps = words.listed(self.says.step(step) for step in upset["path"])
            yield self._plain(f"{self.says.each(upset['coalition'])} gain from {leaving}: {steps}")

    def _unseen(self) -> Iterator[Sentence]:
        """Who does not see what, what rests as each sees things, and who will be surprised by whom."""
        game = self.results["hypergame"]
        if game is None:
            return
        for actor, options in game["unaware"].items():
            can = words.listed(f"{self.says.who(o)} can {self.says.what[o]}" for o in options)
            yield self._plain(f"{self.says.names[actor]} does not see that {can}")
        seen, all_seen = (len(found["equilibria"]["seq"]) for found in (game, self.results))
        yield self._plain(
            f"as each sees things {words.count(seen, 'state')} can rest when only credible answers deter; if all saw "
            f"everything, {words.number(all_seen)} could"
        )
        first = {found["surprised"]: found for found in reversed(game["surprises"])}
        for found in reversed(first.values()):
            move = self.says.move(found)
            blind, mover = self.says.names[found["surprised"]], self.says.names[found["mover"]]
            where = (
                "from today" if found["state"] == self.results["now"] else f"from where {self._stands(found['state'])}"
            )
            yield self._plain(f"{blind} would be surprised: {where} {mover} would gain if it were to {move}")
        if not game["surprises"]:
            yield self._plain("nobody would be surprised: where things are believed to rest, what is unseen is no gain")

    def _stands(self, state: Sequence[str]) -> str:
        """A state as a clause, option by option."""
        does = [f"{self.says.who(o)} has come to {self.says.what[o]}" for o in state]
        return words.listed(does) if does else "nobody takes any option"

    def _horizon(self) -> Iterator[Sentence]:
        """The likeliest new options by the horizon; the pace dominates, so it is shown."""
        ahead = [
            (row["mean"], option, row)
            for option, row in self.results["horizon_estimates"].items()
            if option not in self.results["now"]
        ]
        ahead.sort(key=lambda item: (-item[0], item[1]))
        if not ahead:
            return
        day = words.date(self.dossier.horizon)
        for chance, option, row in ahead[:MOST]:
            who, what = self.says.who(option), self.says.what[option]
            text = words.chance_that(chance, f"{who} takes up {words.quoted(what)} by {day}")
            between = words.percent_interval(row["low80"], row["high80"])
            over = f"; 80% interval over the pace of events {between}" if row["low80"] < row["high80"] else ""
            yield self._plain(f"{text}{over}", chance)
        pace, cost = self.results["pace"], words.points(self.results["option_cost"], 1)
        yield self._plain(
            f"these chances suppose that each actor reconsiders its options {words.number(pace['mean'], 1)} times by "
            f"the horizon and that each option changed costs it {cost}, and rest on points{self._points()}; the graph "
            f"model itself knows no time"
        )
        widest = max(words.percent_apart(row["low80"], row["high80"]) for _, _, row in ahead[:MOST])
        found = words.confidence(0, None, min(1.0, max(0.0, widest)))
        yield Sentence(words.confidence_sentence(found), None, found.level, self.claims, self.assumptions)

    def _points(self) -> str:
        """Where the points of preference come from: from us, but for actors whose weights the dossier gives."""
        conflict = self.dossier.conflict
        given = conflict.preferences if conflict else {}
        weighed = [a for a in self.says.names if isinstance(own := given.get(a), Ordering) and own.weights]
        if not weighed:
            return " that we made of the orders of preference"
        if len(weighed) == len(self.says.names):
            return " that the dossier gives as weights"
        return (
            f": the weights of {self.says.all(weighed)}, and for the others what we made of their orders of preference"
        )

    def _trapped(self) -> Iterator[Sentence]:
        held = self.results["trapped"]
        if held:
            which = f": {self.says.state(held[0])}" if len(held) == 1 else ""
            yield self._plain(
                f"{words.count(len(held), 'state')} would be stable only because nobody could leave{which}"
            )

    def _wishes(self) -> Iterator[Sentence]:
        """What would have to change for each wish to rest."""
        for wish in self.results["wishes"]:
            what = f"the wish {self.says.statement(wish['statement'])}"
            if wish["seq"] is None:
                yield self._plain(f"no possible state grants {what}")
                continue
            for found, how in ((wish["seq"], "when credible answers deter"), (wish["nash"], "without any deterrence")):
                yield self._plain(self._wish(what, found, how, wish["states"]))
                yield from self._untempted(found)

    def _wish(self, what: str, found: Mapping[str, Any], how: str, states: int) -> str:
        if not found["possible"]:
            proved = found["possible"] is False and found["tried"] == states
            searched = "" if proved else " that we found"
            return f"no change of preferences{searched} grants {what} in a state that can rest {how}"
        if not found["changes"]:
            return f"{what} is granted in a state that can rest {how}: {self.says.state(found['state'])}"
        state = self.says.state(found["state"])
        return f"to grant {what} in a state that can rest {how}, {self._turned(found, states)}: {state}"

    def _turned(self, found: Mapping[str, Any], states: int) -> str:
        """How many comparisons must turn, whose, and what is proved of it."""
        proved, by = found["least"] == found["changes"], found["by_actor"]
        who, their = self.says.all(list(by)), "their minds" if len(by) > 1 else "its mind"
        turns = f"{their} on {words.count(found['changes'], 'comparison')} between states"
        if len(by) > 1:
            turns += ", " + words.listed(f"{words.cardinal(n)} by {self.says.names[a]}" for a, n in by.items())
        limits = [] if proved else [f"{words.cardinal(found['least'])} or more are needed"]
        if found["tried"] < states:
            limits.append(f"{words.number(found['tried'])} of {words.number(states)} states tried")
        does = f"{who} would have to change" if proved else f"it would be enough that {who} changed"
        return f"{does} {turns}" + (f" ({'; '.join(limits)})" if limits else "")

    def _untempted(self, found: Mapping[str, Any]) -> Iterator[Sentence]:
        """What must no longer tempt whom, where it is little."""
        moves = found["no_longer_tempting"]
        for actor in dict.fromkeys(move["actor"] for move in moves):
            by = [f"by {self.says.doing(move)}" for move in moves if move["actor"] == actor]
            if len(by) <= MOST_MOVES:
                who = self.says.names[actor]
                yield self._plain(f"in that state {who} must no longer gain {words.listed(by, 'or')}")
