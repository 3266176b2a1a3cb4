"""The answer in words: what passes, who blocks, what would unblock, and what happens when drafts come in turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from detente.display import words
from detente.dossier import Dossier
from detente.questions.answer import Sentence
from detente.questions.basis import basis
from detente.questions.titles import kinded, titled

__all__ = ["said"]

NAMED = 3  # members in a row before the rest are counted
BLOCKS = 0.1
"""A veto less likely than this is not worth a sentence."""
MATTERS = 0.05
"""A vote that moves the chance by less is not called decisive."""


def said(dossier: Dossier, council: str, results: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """Every sentence of the answer, the drafts in the order tabled, then the texts, then the drafts in turn."""
    speaker = _Speaker(dossier, council, results)
    return tuple(speaker.all())


class _Speaker:
    def __init__(self, dossier: Dossier, council: str, results: Mapping[str, Any]) -> None:
        self.dossier, self.id, self.results = dossier, council, results
        self.names = {seat["id"]: words.article(seat["name"]) for seat in results["seats"]}
        self.house = words.article(results["council"]["name"])

    def all(self) -> Iterator[Sentence]:
        """What there is to say, most important first."""
        for name in self.results["drafts"]:
            yield self._draft(name)
            yield from self._blocker(name)
            yield self._confidence(name)
        if not self.results["drafts"]:
            yield self._resting(f"no draft is before {self.house}: there is nothing to vote on", None, [])
        yield self._strongest()
        if self.results["drafts"]:
            yield from self._in_turn()
        yield from self._best_texts()
        yield from self._packages()
        yield from self._forums()

    def _draft(self, name: str) -> Sentence:
        draft = self.results["drafts"][name]
        chance = draft["adopted"]["mean"]
        text = words.chance_to(self._called(name), chance, "be adopted", "being adopted")
        tally = draft["tallies"][0]
        count = f"{tally['yes']}–{tally['no']}–{tally['abstain']} ({words.percent(min(tally['probability'], 1.0))})"
        return self._resting(f"{text}; the likeliest tally is {count}", chance, self._everything(name))

    def _called(self, name: str) -> str:
        """The draft by its id, and in the words of the scale."""
        text = self.results["drafts"][name]["text"]
        if len(text) > 1:
            return kinded("draft", self.results["drafts"][name]["name"])
        ((issue, at),) = text.items()
        near = words.equally_near(self.results["scales"][issue], at)
        stands = near[0] if len(near) == 1 else words.place(self.results["scales"][issue], at)
        return f"{kinded('draft', self.results['drafts'][name]['name'])}, {stands},"

    def _blocker(self, name: str) -> Iterator[Sentence]:
        """Who is likeliest to stop the draft, and how likely it would be without that no."""
        draft = self.results["drafts"][name]
        if draft["adopted"]["mean"] > 0.8 or not draft["members"]:
            return
        member, votes = max(draft["members"].items(), key=lambda entry: (entry[1]["veto"], entry[1]["no"]))
        if votes["veto"] < BLOCKS:
            yield from self._short(name)
            return
        kind = "an objection" if draft["by"] == "consensus" else "a veto"
        likeliest = sorted(draft["members"], key=lambda m: -draft["members"][m]["veto"])
        others = _some([self.names[m] for m in likeliest if draft["members"][m]["veto"] >= BLOCKS and m != member])
        joined = (
            f"; {words.listed(others)} may {'object' if draft['by'] == 'consensus' else 'veto it'} too"
            if others
            else ""
        )
        stops = words.chance_of(votes["veto"], f"{kind} by {self.names[member]}")
        path = self._path(member)
        yield self._resting(f"{stops}{joined}", votes["veto"], path)
        willing = "adopted_if_yes" if draft["by"] == "consensus" else "adopted_if_abstain"
        change = "joins" if draft["by"] == "consensus" else "abstains"
        if votes[willing] - draft["adopted"]["mean"] > MATTERS:
            freed = words.chance_to("the draft", votes[willing], "be adopted", "being adopted")
            yield self._resting(f"if {self.names[member]} {change}, {freed}", votes[willing], self._everything(name))
        if 1 - draft["adopted"]["mean"] - draft["vetoed"]["mean"] > draft["vetoed"]["mean"]:
            yield from self._short(name)

    def _short(self, name: str) -> Iterator[Sentence]:
        """Whose vote would help most, where the draft is short of votes rather than vetoed."""
        members = self.results["drafts"][name]["members"]
        member, votes = max(members.items(), key=lambda entry: (1 - entry[1]["yes"]) * entry[1]["pivot"])
        if (1 - votes["yes"]) * votes["pivot"] < MATTERS:
            return
        won = words.chance_to("the draft", votes["adopted_if_yes"], "be adopted", "being adopted")
        yield self._resting(
            f"{self.names[member]} is the vote it lacks most: with its yes, {won}",
            votes["adopted_if_yes"],
            self._path(member),
        )

    def _confidence(self, name: str) -> Sentence:
        adopted = self.results["drafts"][name]["adopted"]
        rests = basis(self.dossier, self._everything(name))
        found = words.confidence(rests.sources, None, words.percent_apart(adopted["low80"], adopted["high80"]))
        return Sentence(words.confidence_sentence(found), None, found.level, rests.claims, rests.assumptions)

    def _strongest(self) -> Sentence:
        issue, scale = self.results["issue"], self.results["scales"][self.results["issue"]]
        strongest = self.results["strongest"]
        if strongest["0.5"] is None:
            return self._resting(
                f"no text without sponsors is as likely as not to pass {self.house}, whatever its strength",
                None,
                [f"issues.{issue}.positions"],
            )
        levels = [level for level in ("0.5", "0.8", "0.95") if strongest[level] is not None]
        parts = [f"{words.percent(float(level))} {self._as_far_as(level)}" for level in levels]
        at = words.in_words(scale, strongest["0.5"])
        return self._resting(
            f"a text without sponsors passes {self.house} with a chance of at least {words.listed(parts)}; "
            f"the first of these is {at}",
            None,
            [f"issues.{issue}.positions"],
        )

    def _as_far_as(self, level: str) -> str:
        """How far from what holds now a text may go: up the scale, or down where that is the way."""
        low, high = self.results["passes"][level]
        farthest = self.results["strongest"][level]
        way = "up" if farthest == high and low != high else "down"
        return f"{way} to {words.number(farthest)}"

    def _in_turn(self) -> Iterator[Sentence]:
        """Drafts in turn: whether some text is adopted, which, and which are not pressed to a vote."""
        some = 1.0 - self.results["nothing"]
        sequence: Mapping[str, Any] = self.results["sequence"]
        best = max(sequence, key=lambda name: sequence[name]["adopted"])
        everything = [path for name in sequence for path in self._everything(name)]
        text = words.chance_that(min(1.0, max(0.0, some)), f"{self.house} adopts one of its drafts, tabled in turn")
        name, share = words.quoted(self.results["drafts"][best]["name"]), sequence[best]["adopted"]
        likeliest = f", likeliest {name} ({words.percent(share)})" if some > 0.0 and share > 0.0 else ""
        yield self._resting(f"{text}{likeliest}", some, everything)
        withdrawn = [name for name in sequence if sequence[name]["pressed"] < 0.5]
        if withdrawn:
            listed = words.listed(words.quoted(self.results["drafts"][name]["name"]) for name in withdrawn)
            verb = words.agree(len(withdrawn), "is", "are")
            text = f"{listed} {verb} more likely withdrawn than put to the vote if tabled in that order"
            yield self._resting(text, None, everything)

    def _best_texts(self) -> Iterator[Sentence]:
        """The text that serves each sponsor best, where the council decides one issue; those alike in one sentence."""
        issue = self.results["issue"]
        if len(self.results["scales"]) > 1:
            return
        alike: dict[str, list[str]] = {}
        for sponsor, best in self.results["best_text"].items():
            if best["points"] > 0:
                alike.setdefault(words.in_words(self.results["scales"][issue], best["text"][issue]), []).append(sponsor)
        for at, sponsors in alike.items():
            names = words.listed(self.names[sponsor] for sponsor in sponsors)
            chance = self.results["best_text"][sponsors[0]]["adopted"]
            passes = words.chance_to("it", chance, "be adopted", "being adopted")
            text = f"the text of greatest expected worth to {names} is {at}; {passes}"
            yield self._resting(text, chance, [f"issues.{issue}.positions"])

    def _packages(self) -> Iterator[Sentence]:
        """For each sponsor the package that serves it best, and whose vote each provision buys."""
        for sponsor, best in self.results["packages"].items():
            if best["points"] <= 0:
                continue
            parts = [self._provision(issue, at, best["bought"][issue]) for issue, at in best["text"].items()]
            passes = words.chance_to("it", best["adopted"], "be adopted", "being adopted")
            text = f"the package of greatest expected worth to {self.names[sponsor]} is {words.listed(parts)}; {passes}"
            yield self._resting(text, best["adopted"], [f"issues.{issue}.positions" for issue in best["text"]])

    def _provision(self, issue: str, at: float, bought: Mapping[str, float]) -> str:
        """A provision in the words of its scale, with the member that it wins most."""
        member, gained = max(bought.items(), key=lambda entry: entry[1])
        said = f"{titled(issue)} {words.in_words(self.results['scales'][issue], at)}"
        return (
            f"{said} (it wins {self.names[member]}, {words.points(100 * gained)} likelier to say yes)"
            if (gained > MATTERS)
            else said
        )

    def _forums(self) -> Iterator[Sentence]:
        """Where else a draft would fare better."""
        for id, drafts in self.results["forums"].items():
            other = words.article(self.dossier.councils[id].name)
            for name, adopted in drafts.items():
                if name == "left_out":
                    continue
                here = self.results["drafts"][name]["adopted"]["mean"]
                if adopted["mean"] - here > MATTERS:
                    chance = words.chance_to(self._called(name), adopted["mean"], "be adopted", "being adopted")
                    text = f"before {other}, {chance}, against {words.percent(here)} in {self.house}"
                    yield self._resting(text, adopted["mean"], self._everything(name))

    def _path(self, member: str) -> list[str]:
        return [f"issues.{issue}.positions.{member}" for issue in self.results["scales"]]

    def _everything(self, name: str) -> list[str]:
        """The paths that a draft's fate rests on: where members stand, and the draft itself."""
        stands = [path for seat in self.results["seats"] for path in self._path(seat["id"])]
        return [*stands, f"councils.{self.id}.drafts.{name}"]

    def _resting(self, text: str, probability: float | None, paths: list[str]) -> Sentence:
        rests = basis(self.dossier, paths)
        return Sentence(words.sentence(text), probability, None, rests.claims, rests.assumptions)


def _some(names: list[str]) -> list[str]:
    """The names, or where they are many the first of them and how many more.

    >>> _some(["China", "Russia", "France", "Peru", "Qatar", "Ghana"])
    ['China', 'Russia', 'France', 'three others']
    """
    if len(names) <= NAMED + 1:
        return names
    return [*names[:NAMED], f"{words.cardinal(len(names) - NAMED)} others"]
