"""A standoff in sentences: what may follow, what the moves seen told, the thresholds, and the pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from detente.display import words
from detente.questions.answer import Sentence
from detente.questions.basis import Basis

__all__ = ["Names", "said"]

Results = Mapping[str, Any]
Said = tuple[str, float | None]

SEEN = {
    "hold": "hold back",
    "provoke": "provoke",
    "ignore": "ignore it",
    "sanction": "impose sanctions",
    "offer": "offer talks",
    "strike": "strike",
    "back_down": "back down",
    "accept": "accept",
    "escalate": "escalate",
    "concede": "concede",
    "contain": "contain",
    "fight": "fight",
}
BY_CHALLENGER = frozenset({"hold", "provoke", "back_down", "accept", "escalate"})


@dataclass(frozen=True, slots=True)
class Names:
    """What to call both sides, all actors and the issues' scales; the horizon as a date."""

    challenger: str
    defender: str
    horizon: str
    actors: Mapping[str, str]
    scales: Mapping[str, Mapping[float, str]]

    def mover(self, move: str) -> str:
        """Who makes a move."""
        return self.challenger if move in BY_CHALLENGER else self.defender


def said(results: Results, names: Names, basis: Basis, draws: int) -> tuple[Sentence, ...]:
    """The sentences, the most important first; each rests on the standoff's claims and assumptions."""
    told = (results["outcomes"][name] for name in ("escalation", "deal"))
    widths = [words.percent_apart(one["low80"], one["high80"]) for one in told]
    level = words.confidence(basis.sources, None, max(widths))
    texts: list[Said] = [
        *_outcomes(results, names, draws),
        *_told(results, names, draws),
        *_assurance(results, names),
        *_retaliation(results, names),
        *_signals(results, names),
        *_pattern(results, names, draws),
        *_ranges(results),
        *_winsets(results, names),
        (words.confidence_sentence(level), None),
    ]
    return tuple(Sentence(text, chance, level.level, basis.claims, basis.assumptions) for text, chance in texts)


def _held(chance: float, draws: int) -> float:
    """Draws that all agree make nothing certain."""
    return min(max(chance, 0.5 / draws), 1 - 0.5 / draws)


def _outcomes(results: Results, names: Names, draws: int) -> Iterator[Said]:
    means = {name: _held(one["mean"], draws) for name, one in results["outcomes"].items()}
    until, after = f"by {words.date(names.horizon)}", _after(results, names)
    if "escalate" not in results["seen"]:
        text = words.chance_to(names.challenger, means["escalation"], f"escalate {until}", f"escalating {until}")
        yield words.sentence(f"{after}{text}"), means["escalation"]
    yield words.sentence(words.chance_of(means["war"], f"war over it {until}")), means["war"]
    if _still(results, "accept"):
        clause = f"{names.challenger} takes a deal with a guarantee"
        yield words.sentence(words.chance_that(means["deal"], clause)), means["deal"]
    if "provoke" not in results["seen"]:
        text = words.chance_to(names.challenger, means["provocation"], "provoke", "provoking")
        yield words.sentence(text), means["provocation"]


def _after(results: Results, names: Names) -> str:
    """Which moves were seen, as an opening: "after North Korea was seen to provoke, "."""
    if not results["seen"]:
        return ""
    did = [f"{names.mover(move)} was seen to {SEEN[move]}" for move in results["seen"]]
    return f"after {words.listed(did)}, "


def _still(results: Results, move: str) -> bool:
    return any(move in path["moves"][len(results["seen"]) :] for path in results["paths"])


def _told(results: Results, names: Names, draws: int) -> Iterator[Said]:
    """What each move seen told about the mover's type: the type whose chance it raised most."""
    for before, after in zip(results["beliefs"], results["beliefs"][1:], strict=False):
        move = after["after"][-1]
        own = move in BY_CHALLENGER
        old, new = (_types(one, own) for one in (before, after))
        if len(old) < 2:
            continue
        kind = max(old, key=lambda name: new[name] - old[name])
        if new[kind] - old[kind] < 0.01:
            text = f"that {names.mover(move)} was seen to {SEEN[move]} told nothing about its {_hidden(own)}"
            yield words.sentence(text), None
            continue
        now = _held(new[kind], draws)
        clause = f"the {_hidden(own)} of {names.mover(move)} is {words.quoted(kind)}"
        text = f"{words.chance_that(now, clause)}, up from {words.percent(old[kind])} before it was seen to"
        yield words.sentence(f"{text} {SEEN[move]}"), now


def _types(belief: Mapping[str, Any], own: bool) -> Mapping[str, float]:
    if not own:
        resolves: Mapping[str, float] = belief["resolves"]
        return resolves
    return {name: value for name, value in belief.items() if name not in ("after", "resolves")}


def _hidden(own: bool) -> str:
    return "motive" if own else "resolve"


def _assurance(results: Results, names: Names) -> Iterator[Said]:
    today = words.percent(min(max(results["credible_today"], 0.0), 1.0))
    for kind, found in results["thresholds"]["assurance"].items():
        who = f"{words.possessive(names.challenger)} motive is {words.quoted(kind)}"
        match found["verdict"]:
            case "no guarantee suffices":
                text = f"if {who}, no guarantee suffices for a deal to hold"
            case "none needed":
                text = f"if {who}, a deal holds without any guarantee"
            case _:
                text = f"if {who}, a deal holds from a guarantee that is kept with a chance of {_shares(found)}"
                text += f"; today’s is put at {today}"
        yield words.sentence(text), None


def _shares(found: Mapping[str, float]) -> str:
    """A threshold between 0 and 1 with its interval, which is left out where it says no more."""
    middle, low, high = (min(max(found[key], 0.0), 1.0) for key in ("median", "low80", "high80"))
    between = words.percent_interval(low, high)
    return (
        words.percent(middle)
        if between == words.percent(middle)
        else f"{words.percent(middle)} (80% interval {between})"
    )


def _retaliation(results: Results, names: Names) -> Iterator[Said]:
    today = results["third_parties"]["points"]
    for kind, found in results["thresholds"]["retaliation"].items():
        who = f"if {words.possessive(names.defender)} resolve is {words.quoted(kind)}"
        if found["high80"] < 0:
            text = f"{who}, force is irrational even without retaliation against others"
        else:
            least = words.points(max(found["median"], 0.0))
            text = (
                f"{who}, force becomes irrational once retaliation against others costs it {least}; it is put at "
                f"{words.points(today)}"
            )
        yield words.sentence(text), None


def _signals(results: Results, names: Names) -> Iterator[Said]:
    """Who need not pay to be believed, and what being believed would cost the others."""
    resolves = results["beliefs"][0]["resolves"]
    free: dict[str, list[str]] = {}
    dear = []
    for kind, found in results["thresholds"]["signal"].items():
        who = names.defender if kind in resolves else names.challenger
        sunk, worth = found["sunk"]["median"], found["worth"]["median"]
        if sunk < 0.5:
            free.setdefault(who, []).append(words.quoted(kind))
        else:
            dear.append(f"for {who} to be believed as {words.quoted(kind)}, {_dear(sunk, worth)}")
    for who, kinds in free.items():
        text = f"{who} need not pay to be believed as {words.listed(kinds, 'or')}: no other type would gain by the pose"
        yield words.sentence(text), None
    yield from ((words.sentence(text), None) for text in dear)


def _dear(sunk: float, worth: float) -> str:
    cost = f"a signal must cost at least {words.points(sunk, 1)}"
    if worth > sunk:
        return f"{cost}; being believed is worth {words.points(worth, 1)} to that type, so it can pay"
    return f"{cost}, more than being believed is worth to that type ({words.points(max(worth, 0.0), 1)})"


def _pattern(results: Results, names: Names, draws: int) -> Iterator[Said]:
    first, *later = results["repeated"]
    pays = _held(first["pays"]["mean"], draws)
    text = words.chance_that(pays, f"a provocation leaves {names.challenger} better off than holding back")
    yield words.sentence(text), pays
    if later:
        again = _held(later[0]["provokes"]["mean"], draws)
        once = f"once a provocation has won a concession, {names.challenger}"
        yield words.sentence(words.chance_to(once, again, "provoke again", "provoking again")), again


def _ranges(results: Results) -> Iterator[Said]:
    """The number that most moves the chance of a deal, and that of an escalation, over its range."""
    for outcome in ("deal", "escalation"):
        row = max(results["moves"], key=lambda one: abs(one[outcome][1] - one[outcome][0]))
        first, last = (words.percent(min(max(value, 0.0), 1.0)) for value in row[outcome])
        if first == last:
            continue
        ends = (words.number(row["low"], 2), words.number(row["high"], 2))
        guess = ", tried a fifth lower and higher" if row["assumed_range"] else ""
        text = (
            f"the chance of {words.a_or_an(outcome)} hangs most on {row['called']}: "
            f"{first} at {ends[0]}, {last} at {ends[1]}"
        )
        yield words.sentence(text + guess), None


def _winsets(results: Results, names: Names) -> Iterator[Said]:
    for issue, by_actor in results["winsets"].items():
        for actor, found in by_actor.items():
            scale = names.scales[issue]
            low, high = found["low"]["mean"], found["high"]["mean"]
            ends = [words.quoted(words.nearest_point(scale, end)[1]) for end in (low, high)]
            between = f"only {ends[0]}" if ends[0] == ends[1] else f"from {ends[0]} to {ends[1]}"
            text = f"on {words.quoted(issue)}, {names.actors[actor]} can sign {words.interval(low, high)}, {between}"
            who = max(found["factions"].items(), key=lambda pair: pair[1]["blocks_above"] + pair[1]["blocks_below"])
            blocks = who[1]["blocks_above"] + who[1]["blocks_below"] > 0
            yield (
                words.sentence(text + (f"; what lies beyond is blocked by {names.actors[who[0]]}" if blocks else "")),
                None,
            )
