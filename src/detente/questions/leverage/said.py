"""The answer in words: who could cost whom what, what of it is believed, what pressing others adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.basis import basis
from detente.questions.titles import titled

__all__ = ["resting", "said"]

SHOWN = 0.95
"""Of a capacity of which a target believes this share, nothing is said to be disbelieved."""
MATTERS = 0.1
"""Units of a scale: what adds less is not worth a sentence."""
PRESSED = 1.0
"""Points: pressure on a vote that is worth a sentence."""


def said(dossier: Dossier, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence of the answer, target by target, then chains, who is beyond reach, and pressure on votes."""
    return tuple(_Speaker(dossier, results).all())


def resting(row: Mapping[str, Any], issues: Iterable[str]) -> list[str]:
    """The paths that a hold rests on: its ties, the ties back, and where both stand on these issues."""
    ties = [*row["ties"], *row.get("back", ())]
    stands = [f"issues.{issue}.positions.{row[side]}" for issue in issues for side in ("holder", "target")]
    return [*(f"ties.{tie}" for tie in ties), *stands]


class _Speaker:
    def __init__(self, dossier: Dossier, results: Mapping[str, Any]) -> None:
        self.dossier, self.results = dossier, results
        self.names = {id: words.article(actor.name) for id, actor in dossier.actors.items()}
        self.holds = {(hold["holder"], hold["target"]): hold for hold in results["holds"]}

    def all(self) -> Iterator[Sentence]:
        """What there is to say: the targets over whom most is held first."""
        headlines = [self._headline(hold) for hold in self.results["holds"]]
        rows = [row for row in headlines if row is not None]
        targets = dict.fromkeys(row["target"] for row in rows)
        held = {target: [row for row in rows if row["target"] == target] for target in targets}
        for target in sorted(targets, key=lambda target: -len(held[target])):
            mine = sorted(held[target], key=lambda row: (not row["in_hand"], -row["capacity"]["mean"]))
            yield from self._most(target, mine)
            for row in mine:
                yield self._believed(row)
                yield from self._returned(row)
            yield from self._used(target, mine)
            yield from self._promised(mine)
            yield from self._chain(target)
        yield from self._beyond()
        yield from self._votes()
        yield self._confidence(rows)

    def _headline(self, hold: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The issue to press a target on: one in its hands, and with most in it for the holder."""
        rows = [row for row in self.results["pairs"] if _pair(row) == _pair(hold)]
        return max(rows, key=lambda row: (row["in_hand"], row["at_stake"]), default=None)

    def _most(self, target: str, rows: list[Mapping[str, Any]]) -> Iterator[Sentence]:
        """How far the best of several holders moves a target on what is in its hands."""
        if len(rows) < 2:
            return
        over = [row for row in self.results["pairs"] if row["target"] == target]
        best = max(over, key=lambda row: (row["in_hand"], row["effective"]["mean"]))
        furthest = words.units(best["effective"]["mean"], 1)
        total = self._points(sum(round(self.holds[_pair(row)]["points"]["mean"]) for row in rows))
        where = "on what it decides, " if best["in_hand"] else ""
        text = (
            f"{words.cardinal(len(rows))} others hold ties over {self.names[target]} and could still cost it {total} "
            f"between them; {where}the farthest that any threat it has reason to believe moves it is {furthest} of 100 "
            f"({words.possessive(self.names[best['holder']])}, on {self._issue(best)})"
        )
        yield self._resting(text, None, [path for row in (*rows, best) for path in self._paths(row)])

    def _believed(self, row: Mapping[str, Any]) -> Sentence:
        """What a holder could cost a target, at what cost, how likely it would, and how far what is believed goes."""
        hold = self.holds[_pair(row)]
        holder, target = self.names[row["holder"]], self.names[row["target"]]
        if hold["points"]["mean"] == 0.0:
            text = f"{holder} has nothing left to threaten {target} with: all it may withhold is withheld"
            return self._about(text, None, row)
        points = self._points(hold["points"]["mean"])
        could = f"{holder} could cost {target} {points} {_through(hold['what'])}, {_priced(hold['cost']['mean'])}"
        enough = f"enough to move it {words.units(row['capacity']['mean'])} on {self._issue(row)}"
        if row["effective"]["mean"] >= SHOWN * row["capacity"]["mean"]:
            return self._about(f"{could}: {enough}, and all of that is believed", None, row)
        chance = min(max(row["full"], 0.0005), 0.9995)
        would = words.chance_to(holder, chance, "carry all of that out", "carrying all of that out")
        believed = f"what {target} has reason to believe moves it {_estimated(row['effective'])}"
        though = "but " if chance < 0.5 else ""
        return self._about(f"{could}: {enough}; {though}{would}, and {believed}", chance, row)

    def _returned(self, row: Mapping[str, Any]) -> Iterator[Sentence]:
        """What would come back: at the holder's own cost, or at that of those on its side."""
        hold = self.holds[_pair(row)]
        holder, target = self.names[row["holder"]], self.names[row["target"]]
        returned, points = (hold[key]["mean"] for key in ("returned", "points"))
        if words.number(returned) != words.number(points) and returned > points:
            than = f", than the {self._points(points)} that {holder} has left to threaten with" if points else ""
            text = f"{target} could still cost {holder}{' more' if points else ''} in return"
            text += f", {self._points(returned)}{than}"
            ways = [f"ties.{tie}" for tie in (*hold["ties"], *hold["back"])]
            yield self._resting(text, None, ways, hold["public_threats"])
        feared = hold["price"]["mean"] - hold["cost"]["mean"]
        if feared >= 0.5:
            whom = words.listed(("it", *(self.names[id] for id in hold["hostages"])), "or to")
            text = (
                f"were {holder} to go all the way, what {target} might do back to {whom} would cost it "
                f"another {self._points(feared)} by expectation"
            )
            yield self._resting(text, None, [f"ties.{tie}" for tie in hold["back"]])

    def _used(self, target: str, rows: list[Mapping[str, Any]]) -> Iterator[Sentence]:
        """What is withheld already, and can be threatened no more."""
        holds = [self.holds[_pair(row)] for row in rows]
        spent = [hold for hold in holds if hold["used"] > 0.0]
        if not spent:
            return
        lost, left = (sum(hold[key]["mean"] for hold in spent) for key in ("withheld", "points"))
        by = words.listed(self.names[hold["holder"]] for hold in spent)
        rest = f"{self._points(left)} are left to threaten with" if left >= 1.5 else "next to nothing is left"
        text = (
            f"{by} {words.agree(len(spent), 'withholds', 'withhold')} {self._points(lost)} from {self.names[target]}"
            f" already, which threatens nothing any more; {rest if left else 'nothing is left to threaten with'}"
        )
        yield self._resting(text, None, [f"ties.{tie}" for hold in spent for tie in hold["ties"]])

    def _promised(self, rows: list[Mapping[str, Any]]) -> Iterator[Sentence]:
        """Where giving back what is withheld would do more than threatening with the rest."""
        for row in sorted(rows, key=lambda row: -row["promised"]["mean"]):
            if row["promised"]["mean"] - row["effective"]["mean"] < MATTERS:
                continue
            holder, target = self.names[row["holder"]], self.names[row["target"]]
            promised, threatened = (words.units(row[key]["mean"], 1) for key in ("promised", "effective"))
            giving = "promising to give back what it withholds"
            text = (
                f"{holder} would move {target} farther on {self._issue(row)} by {giving} ({promised}) than by "
                f"threatening with the rest ({threatened})"
                if self.holds[_pair(row)]["points"]["mean"]
                else f"{holder} would move {target} {promised} on {self._issue(row)} by {giving}"
            )
            yield self._about(text, None, row)

    def _chain(self, target: str) -> Iterator[Sentence]:
        """What pressing another to press a target adds: the best chain to it."""
        ending = [chain for chain in self.results["chains"] if chain["actors"][-1] == target]
        if not ending:
            return
        chain = ending[0]
        if chain["adds"]["mean"] < MATTERS:
            text = f"pressing others to press {self.names[target]} adds less than {words.number(MATTERS, 1)} units"
            yield self._resting(text, None, self._chain_paths(chain))
            return
        pressing = " to press ".join(self.names[actor] for actor in chain["actors"][1:])
        alone = chain["effective"]["mean"] - chain["adds"]["mean"]
        text = (
            f"if {self.names[chain['actors'][0]]} presses {pressing} on {self._issue(chain)}, that adds "
            f"{_estimated(chain['adds'])} to the {words.number(alone, 1)} that {self._alone(chain)}"
        )
        yield self._resting(text, None, self._chain_paths(chain))

    def _alone(self, chain: Mapping[str, Any]) -> str:
        """Who moves the last one that far without the first."""
        without = ", pressing ".join(self.names[actor] for actor in chain["actors"][1:-1])
        return f"{without}{',' if ', ' in without else ''} moves {self.names[chain['actors'][-1]]} by itself"

    def _chain_paths(self, chain: Mapping[str, Any]) -> list[str]:
        actors: list[str] = chain["actors"]
        pairs = list(pairwise(actors))
        links = [self.holds.get(pair) for pair in pairs]
        ties = [f"ties.{id}" for id, tie in self.dossier.ties.items() if (tie.holder, tie.dependent) in pairs]
        back = [f"ties.{tie}" for hold in links if hold for tie in hold["back"]]
        return [*ties, *back, *(f"issues.{chain['issue']}.positions.{actor}" for actor in actors)]

    def _beyond(self) -> Iterator[Sentence]:
        """Whom no threat moves by as much as a unit, and over whom nobody holds a tie."""
        if self.results["beyond"]:
            names = words.listed(self.names[row["actor"]] for row in self.results["beyond"])
            ties = [
                f"ties.{tie}"
                for hold in self.results["holds"]
                if hold["target"] in {row["actor"] for row in self.results["beyond"]}
                for tie in hold["ties"]
            ]
            many = len(self.results["beyond"])
            verb, them = words.agree(many, "is", "are"), words.agree(many, "it", "them")
            text = f"{names} {verb} beyond anyone’s reach: no threat moves {them} by a unit of any scale"
            yield self._resting(text, None, ties)
        count = len(self.results["untied"])
        if count:
            who = words.count(count, "other")
            yield Sentence(
                words.sentence(f"nobody is said to hold a tie over {who}, so that no threat here reaches them")
            )

    def _votes(self) -> Iterator[Sentence]:
        """What the sponsors of a draft can credibly take from a member, where that is worth saying."""
        for row in self.results["pressure"]:
            points = row["points"]["mean"]
            if points < PRESSED:
                continue
            council = self.dossier.councils[row["council"]]
            draft = words.quoted(titled(row["draft"], council.drafts[row["draft"]].name))
            house = words.article(council.name)
            most = words.number(min(100.0, 100.0 * points / (4.0 * self.results["beta"])))
            holder, member = self.names[row["holder"]], self.names[row["member"]]
            text = (
                f"before {house}, {holder} can credibly take {self._points(points)} from {member} over {draft}, which "
                f"raises the chance that it says yes by at most {most} in a hundred"
            )
            ties = self.holds.get((row["holder"], row["member"]), {"ties": ()})["ties"]
            paths = [*(f"ties.{tie}" for tie in ties), f"councils.{row['council']}.drafts.{row['draft']}"]
            yield self._resting(text, None, paths)

    def _confidence(self, rows: list[Mapping[str, Any]]) -> Sentence:
        best = max(rows, key=lambda row: row["effective"]["mean"])
        rests = basis(self.dossier, [path for row in rows for path in self._paths(row)])
        width = words.apart(best["effective"]["low80"], best["effective"]["high80"], 1) / 100.0
        found = words.confidence(rests.sources, None, min(1.0, width))
        return Sentence(words.confidence_sentence(found), None, found.level, rests.claims, rests.assumptions)

    def _issue(self, row: Mapping[str, Any]) -> str:
        return words.quoted(self.results["issues"][row["issue"]])

    def _points(self, value: float) -> str:
        return words.points(value) if value >= 0.5 or value == 0.0 else "less than a point"

    def _paths(self, row: Mapping[str, Any]) -> list[str]:
        return resting(self.holds[_pair(row)], [row["issue"]])

    def _about(self, text: str, probability: float | None, row: Mapping[str, Any]) -> Sentence:
        return self._resting(text, probability, self._paths(row), self.holds[_pair(row)]["public_threats"])

    def _resting(self, text: str, probability: float | None, paths: list[str], more: Iterable[str] = ()) -> Sentence:
        rests = basis(self.dossier, paths)
        claims = tuple(dict.fromkeys((*rests.claims, *more)))
        return Sentence(words.sentence(text), probability, None, claims, rests.assumptions)


def _pair(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["holder"], row["target"]


def _priced(cost: float) -> str:
    """What carrying out a threat costs its holder by itself, whatever comes back."""
    size = words.number(cost)
    return "at next to no cost to itself" if size == "0" else f"at {size} to itself"


def _estimated(found: Mapping[str, float]) -> str:
    """ "2.3 units (80% interval 1.8 to 2.9)"."""
    between = words.interval(found["low80"], found["high80"], 1)
    middle = words.number(found["mean"], 1)
    return (
        words.units(found["mean"], 1)
        if between == middle
        else f"{words.units(found['mean'], 1)} (80% interval {between})"
    )


def _through(what: list[str]) -> str:
    """ "through food and fuel"; several ties are counted, so that their own *and* misleads nobody."""
    return f"through {what[0]}" if len(what) == 1 else f"through {words.count(len(what), 'tie')} ({'; '.join(what)})"
