"""The answer in words: where it can rest, whether today does and why not, the way there, and what is likely."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.dossier.schema import Ordering
from detente.questions.answer import Sentence
from detente.questions.basis import basis

__all__ = ["said"]

MOST = 4
"""So many options have a sentence on the horizon."""


def said(dossier: Dossier, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence, most important first."""
    return tuple(_Speaker(dossier, results).all())


class _Speaker:
    def __init__(self, dossier: Dossier, results: Mapping[str, Any]) -> None:
        self.dossier, self.results = dossier, results
        self.names = {id: words.article(dossier.actors[id].name) for id in results["actors"]}
        conflict = dossier.conflict
        options = conflict.options if conflict else {}
        self.what = {f"{a}.{o}": text or o.replace("-", " ") for a, own in options.items() for o, text in own.items()}
        rests = basis(dossier, ["conflict"])
        self.claims = rests.claims
        self.assumptions = (*rests.assumptions, *(f"conflict.preferences.{actor}" for actor in results["actors"]))

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
        return self._plain(f"today’s state cannot rest: {self._listed(leaving)} can gain by a move that nobody deters")

    def _tempted(self) -> Iterator[Sentence]:
        """For each actor that would leave today's state, what for; for the others, what deters them."""
        for reason in self.results["reasons"]:
            if reason["state"] != self.results["now"] or not reason["improvement"]:
                continue
            actor, move = self.names[reason["actor"]], self._moves(reason["improvement"][:1], named=False)
            if not reason["stable"]:
                yield self._plain(
                    f"{actor} would gain from today if it were to {move}, and no credible answer deters it"
                )
            elif reason["answer"]:
                answer = self._moves(reason["answer"])
                yield self._plain(f"{actor} would gain if it were to {move}, but is deterred: {answer}")

    def _moves(self, path: Sequence[Mapping[str, Any]], *, named: bool = True) -> str:
        """Moves in words, who makes each where named."""
        said = []
        for step in path:
            does = [self.what[option] for option in step["takes"]]
            does += [f"no longer {self.what[option]}" for option in step["gives_up"]]
            move = words.listed(does)
            said.append(f"{self.names[step['actor']]} can then {move}" if named else move)
        return words.listed(said)

    def _state(self, state: Sequence[str]) -> str:
        """A state in words: who does what."""
        does = [
            f"{name} {_to(words.listed(self.what[o] for o in own))}"
            for actor, name in self.names.items()
            if (own := [option for option in state if option.split(".", 1)[0] == actor])
        ]
        return "; ".join(does) or "nobody takes any option"

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
        steps = words.listed(self._does(step) for step in way["path"])
        first = self._listed(way["first"], "or")
        yield self._plain(
            f"by improvements alone, {words.count(near['equilibria'], 'resting state')} can be reached from today; the "
            f"nearest takes {words.count(len(way['path']), 'move')} and {first} has to begin: {steps}"
        )

    def _does(self, step: Mapping[str, Any]) -> str:
        parts = (("takes up", step["takes"]), ("gives up", step["gives_up"]))
        does = [f"{verb} {words.listed(words.quoted(self.what[o]) for o in own)}" for verb, own in parts if own]
        return f"{self.names[step['actor']]} {' and '.join(does)}"

    def _nash(self) -> Iterator[Sentence]:
        """The states that nobody wants to leave, where there are few."""
        found = self.results["equilibria"]["nash"]
        if not found:
            yield self._plain("in no state does every actor have the best that it can get by itself")
        elif len(found) <= MOST:
            for state in found:
                yield self._plain(f"nobody would gain by leaving this state, whatever the answer: {self._state(state)}")
                if state != self.results["now"]:
                    yield from self._jump(state, "that state")

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
        """A coalition that would leave today's state together."""
        yield from self._jump(self.results["now"], "today’s state")

    def _jump(self, state: Sequence[str], where: str) -> Iterator[Sentence]:
        """The first of the smallest coalitions that would leave a state together."""
        upset = next((upset for upset in self.results["upsets"] if upset["state"] == list(state)), None)
        if upset is not None:
            steps = words.listed(self._does(step) for step in upset["path"])
            yield self._plain(
                f"{self._listed(upset['coalition'])} would all gain from leaving {where} together: {steps}"
            )

    def _unseen(self) -> Iterator[Sentence]:
        """Who does not see what, what rests as each sees things, and who will be surprised by whom."""
        game = self.results["hypergame"]
        if game is None:
            return
        for actor, options in game["unaware"].items():
            can = words.listed(f"{self.names[o.split('.', 1)[0]]} can {self.what[o]}" for o in options)
            yield self._plain(f"{self.names[actor]} does not see that {can}")
        seen, all_seen = (len(found["equilibria"]["seq"]) for found in (game, self.results))
        yield self._plain(
            f"as each sees things {words.count(seen, 'state')} can rest when only credible answers deter; if all saw "
            f"everything, {words.number(all_seen)} could"
        )
        first = {found["surprised"]: found for found in reversed(game["surprises"])}
        for found in reversed(first.values()):
            move = self._moves([{**found, "actor": found["mover"]}], named=False)
            blind, mover = self.names[found["surprised"]], self.names[found["mover"]]
            where = (
                "from today" if found["state"] == self.results["now"] else f"from where {self._stands(found['state'])}"
            )
            yield self._plain(f"{blind} would be surprised: {where} {mover} would gain if it were to {move}")
        if not game["surprises"]:
            yield self._plain("nobody would be surprised: where things are believed to rest, what is unseen is no gain")

    def _stands(self, state: Sequence[str]) -> str:
        """A state as a clause, option by option."""
        does = [f"{self.names[o.split('.', 1)[0]]} has come to {self.what[o]}" for o in state]
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
            who, what = self.names[option.split(".", 1)[0]], self.what[option]
            text = words.chance_that(chance, f"{who} takes up {words.quoted(what)} by {day}")
            between = words.percent_interval(row["low80"], row["high80"])
            yield self._plain(f"{text}; 80% interval over the pace of events {between}", chance)
        pace = self.results["pace"]
        yield self._plain(
            f"these chances rest on a pace of {words.number(pace['mean'], 1)} revisions of each actor to the horizon "
            f"and on points{self._points()}; the graph model itself knows no time"
        )
        widest = max(row["high80"] - row["low80"] for _, _, row in ahead[:MOST])
        found = words.confidence(0, None, min(1.0, max(0.0, widest)))
        yield Sentence(words.confidence_sentence(found), None, found.level, self.claims, self.assumptions)

    def _points(self) -> str:
        """Where the points of preference come from: from us, but for actors whose weights the dossier gives."""
        conflict = self.dossier.conflict
        given = conflict.preferences if conflict else {}
        weighed = [a for a in self.names if isinstance(own := given.get(a), Ordering) and own.weights]
        if not weighed:
            return " that we made of the orders of preference"
        if len(weighed) == len(self.names):
            return " that the dossier gives as weights"
        return (
            f": the weights of {self._listed(weighed)}, and for the others what we made of their orders of preference"
        )

    def _trapped(self) -> Iterator[Sentence]:
        if self.results["trapped"]:
            count = words.count(len(self.results["trapped"]), "state")
            yield self._plain(f"{count} would be stable only because nobody could leave any more")

    def _wishes(self) -> Iterator[Sentence]:
        """What would have to change for each wish to rest."""
        for wish in self.results["wishes"]:
            if wish["seq"] is None:
                yield self._plain(f"no possible state grants the wish {words.quoted(wish['statement'])}")
                continue
            yield from self._wish(wish["statement"], wish["seq"], "when credible answers deter", wish["states"])
            yield from self._wish(wish["statement"], wish["nash"], "without any deterrence", wish["states"])

    def _wish(self, statement: str, found: Mapping[str, Any], how: str, states: int) -> Iterator[Sentence]:
        what = f"the wish {words.quoted(statement)}"
        if not found["possible"]:
            proved = found["possible"] is False and found["tried"] == states
            yield self._plain(
                f"no change of preferences makes {what} rest {how}"
                if proved
                else f"{what} cannot be made to rest {how} by a change of preferences that we found"
            )
        elif not found["changes"]:
            yield self._plain(f"{what} can rest {how}: {self._state(found['state'])}")
        else:
            proved = found["least"] == found["changes"]
            least = "the fewest changes" if proved else "changes that are enough"
            who = words.listed(f"{words.number(n)} for {self.names[actor]}" for actor, n in found["by_actor"].items())
            count = words.count(found["changes"], "comparison")
            limits = [] if proved else [f"the fewest are {words.number(found['least'])} or more"]
            if found["tried"] < states:
                limits.append(f"{words.number(found['tried'])} of {words.number(states)} states tried")
            said = f" ({'; '.join(limits)})" if limits else ""
            yield self._plain(
                f"for {what} to rest {how}, {least} turn {count} between states, {who}{said}: "
                f"{self._state(found['state'])}"
            )

    def _listed(self, actors: Sequence[str], conjunction: str = "and") -> str:
        return words.listed([self.names[actor] for actor in actors], conjunction)


def _to(phrase: str) -> str:
    return f"to {phrase}"
