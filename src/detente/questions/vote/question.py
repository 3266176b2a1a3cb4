"""The question: its settings, and the results computed from a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dossier import Dossier, digest
from detente.dossier.schema import Council
from detente.errors import QuestionError
from detente.questions.answer import Method, estimate_of
from detente.questions.councils import Seated, council_of, members_of, rule_of, rules_of, seated
from detente.questions.draws import Array, Draws
from detente.questions.titles import titled
from detente.questions.vote.answer import VoteAnswer, fate_named
from detente.questions.vote.sentences import said

if TYPE_CHECKING:
    from detente.engines.council import Agenda, OrderedLogit, Rule

__all__ = ["Vote"]

LEVELS = (0.5, 0.8, 0.95)
CURVE_STEP = 2
TEXT_DRAWS = 500
MOST_TALLIES = 5
DETAIL_WORK = 2_000 * 15 * 15
"""Tallies, members' votes and texts are means over the first draws: 2,000 for fifteen members, fewer for more."""
REFERENCE = (
    "ordered logit: McCullagh 1980; agenda setters: Romer & Rosenthal 1978; veto players: Tsebelis 2002; "
    "adoption by recursion over members, exact given the draw"
)


@dataclass(frozen=True)
class Vote:
    """What can this council adopt?

    Args:
        council: its name in the dossier; the first where none is given.
        draws, seed: of the uncertain numbers.
        fill: give members without a position a wide one, and say so, where it would be an error.
        pressure: points that a member gains by any adoption (or loses, negative): consequences elsewhere.
        beta, tau, omega: noise, threshold of abstention and weight of unity, in points.
        veto_reluctance: what standing alone costs a veto-holder for whom the dossier does not say.
        defeat: what losing a vote costs a sponsor.
    """

    council: str | None = None
    draws: int = 10_000
    seed: int = 0
    fill: bool = False
    pressure: Mapping[str, float] = field(default_factory=dict)
    beta: float | None = None
    tau: float = 4.0
    omega: float = 8.0
    veto_reluctance: float = 8.0
    defeat: float = 4.0

    def answer(self, dossier: Dossier) -> VoteAnswer:
        """Answer from a dossier.

        Raises:
            QuestionError: no such council, a member without a position, an issue without a status quo.
        """
        name, council = council_of(dossier, self.council)
        house = _House.of(dossier, council, self)
        results = house.results()
        return VoteAnswer(
            question="vote",
            subject=name,
            as_of=dossier.as_of,
            method=Method("adoption by ordered logit, exact", self._settings(house), REFERENCE),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(dossier, name, results),
            warnings=(*house.warnings(), *_not_compared(dossier, results["forums"])),
        )

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome: the chance in that draw, given where the members stand in it.

        Raises:
            QuestionError: no such draft or number, and what ``answer`` raises.
        """
        name, council = council_of(drawn.dossier, self.council)
        named = {path: fate_named(path, name, council.drafts) for path in paths}
        house = _House.of(drawn.dossier, council, self, drawn)
        fates = house.fates() if any(draft is not None for draft, _ in named.values()) else {}
        if any(draft is None for draft, _ in named.values()):
            nothing = house.nothing()
            fates[""] = {"nothing": nothing, "some": 1.0 - nothing}
        return {path: fates[draft or ""][what] for path, (draft, what) in named.items()}

    def _settings(self, house: _House) -> dict[str, Any]:
        return {
            "beta": house.logit.beta,
            "tau": self.tau,
            "omega": self.omega,
            "veto_reluctance": self.veto_reluctance,
            "defeat": self.defeat,
            "fill": self.fill,
            "pressure": dict(self.pressure),
            "draws_of_details": house.some,
        }


@dataclass(frozen=True)
class _House:
    """A council with everything drawn: what each part of the results is computed from."""

    dossier: Dossier
    council: Council
    question: Vote
    draws: Draws
    rule: Rule
    logit: OrderedLogit
    seats: Seated

    @classmethod
    def of(cls, dossier: Dossier, council: Council, question: Vote, drawn: Draws | None = None) -> _House:
        from detente.engines.council import OrderedLogit

        default = OrderedLogit()
        beta = default.beta if question.beta is None else question.beta
        logit = OrderedLogit(beta, question.tau, question.omega).checked()
        draws, rule = drawn or Draws(dossier, question.draws, question.seed), rule_of(dossier, council)
        seats = seated(
            dossier,
            council,
            draws,
            rule,
            fill=question.fill,
            pressure=question.pressure,
            reluctance=question.veto_reluctance,
        )
        return cls(dossier, council, question, draws, rule, logit, seats)

    @property
    def some(self) -> int:
        """How many draws the details are averaged over."""
        return min(self.question.draws, max(50, min(2_000, DETAIL_WORK // self.rule.size**2)))

    def results(self) -> dict[str, Any]:
        """All of ``results``, in the shape of ``answers.md``."""
        issue = self.council.decides[0]
        return {
            "council": {"name": self.council.name, "quota": self.council.quota, "decides": list(self.council.decides)},
            "seats": self._seats(),
            "scales": {
                issue: {f"{at:g}": text for at, text in self.dossier.issues[issue].scale.items()}
                for issue in self.council.decides
            },
            "issue": issue,
            "drafts": self._drafts(),
            **self._texts(),
            **self._in_turn(),
            "packages": self._packages(),
            "forums": self._forums(),
        }

    def warnings(self) -> tuple[str, ...]:
        """What was filled in, by issue."""
        filled = self.seats.filled
        return tuple(
            f"no position on '{issue}': {', '.join(m for i, m in filled if i == issue)}; filled in with a wide one"
            for issue in dict.fromkeys(issue for issue, _ in filled)
        )

    def _seats(self) -> list[dict[str, Any]]:
        actors = self.dossier.actors
        return [
            {
                "id": id,
                "name": actors[id].name,
                "code": actors[id].code or id.upper(),
                "veto": seat.veto,
                "absent": seat.absent,
            }
            for id, seat in members_of(self.dossier, self.council).items()
        ]

    def _text(self) -> Array:
        """Every draft in every draw, (draw, draft, issue); an issue that a draft leaves out stays as it is."""
        status_quo = np.asarray(self.seats.chamber.status_quo)
        name = next(id for id, other in self.dossier.councils.items() if other is self.council)
        return np.stack(
            [
                np.stack(
                    [
                        self.draws.of(f"councils.{name}.drafts.{id}.text.{issue}", draft.text[issue])
                        if issue in draft.text
                        else status_quo[:, m]
                        for m, issue in enumerate(self.council.decides)
                    ],
                    axis=1,
                )
                for id, draft in self.council.drafts.items()
            ],
            axis=1,
        )

    def _sponsors(self, members: Sequence[str], drafts: Iterable[str]) -> np.ndarray:
        signed = self.council.drafts
        return np.array([[member in signed[id].sponsors for id in drafts] for member in members])

    def _drafts(self) -> dict[str, Any]:
        """Each draft alone against the status quo; drafts under one rule go together."""
        found: dict[str, Any] = {}
        for rule, names, text in self._by_rule():
            found |= self._under(rule, names, text)
        return {id: found[id] for id in self.council.drafts}

    def _by_rule(self) -> Iterator[tuple[Rule, list[str], Array]]:
        """Each rule with the drafts under it, and their texts."""
        rules = rules_of(self.dossier, self.council)
        text = self._text() if rules else np.zeros(0)
        for rule in dict.fromkeys(rules.values()):
            names = [id for id in rules if rules[id] == rule]
            yield rule, names, text[:, [list(rules).index(id) for id in names]]

    def fates(self) -> dict[str, dict[str, Array]]:
        """Each draft's chance to be adopted, vetoed, and adopted by all, in every draw."""
        from detente.engines.council import outcomes

        found: dict[str, dict[str, Array]] = {}
        for rule, names, text in self._by_rule():
            sponsors = self._sponsors(self.seats.members, names)
            by_fate = outcomes(rule, self.seats.chamber, text, sponsors, self.logit)._asdict()
            found |= {id: {fate: np.asarray(rows)[k] for fate, rows in by_fate.items()} for k, id in enumerate(names)}
        return found

    def _under(self, rule: Rule, names: list[str], text: Array) -> dict[str, Any]:
        from detente.engines.council import decide, first, outcomes, tallies

        sponsors, seats, some = self._sponsors(self.seats.members, names), self.seats.chamber, self.some
        found = outcomes(rule, seats, text, sponsors, self.logit)
        detail = decide(rule, first(seats, some), text[:some], sponsors, self.logit)
        counts = tallies(rule, first(seats, some), text[:some], sponsors, self.logit)
        return {
            id: {
                "name": titled(id, self.council.drafts[id].name),
                "text": {issue: self.council.drafts[id].text[issue].centre for issue in self.council.drafts[id].text},
                "sponsors": list(self.council.drafts[id].sponsors),
                "by": self.council.drafts[id].by,
                "adopted": estimate_of(np.asarray(found.adopted)[k]),
                "vetoed": estimate_of(np.asarray(found.vetoed)[k]),
                "unanimous": estimate_of(np.asarray(found.unanimous)[k]),
                "tallies": _likeliest(np.asarray(counts.chance)[..., k], len(rule.present)),
                "members": self._votes(detail, k),
            }
            for k, id in enumerate(names)
        }

    def _votes(self, detail: Any, k: int) -> dict[str, Any]:
        """How each member votes on draft k, and what its vote is worth."""
        means = {
            **{vote: _mean_of(array, k) for vote, array in detail.votes._asdict().items()},
            **{f"adopted_if_{vote}": _mean_of(array, k) for vote, array in detail.given._asdict().items()},
            "veto": _mean_of(detail.veto, k),
        }
        return {
            member: {
                **{name: float(values[i]) for name, values in means.items()},
                "pivot": float(means["adopted_if_yes"][i] - means["adopted_if_no"][i]),
            }
            for i, member in enumerate(self.seats.members)
            if i not in self.rule.absent
        }

    def _texts(self) -> dict[str, Any]:
        """The dilution curve of the first issue, the strongest text that passes, and each sponsor's best text."""
        from detente.engines.council import STRENGTHS, dilution, first, passing

        some = first(self.seats.chamber, self.some)
        curve = np.asarray(dilution(self.rule, some, 0, STRENGTHS, self.logit)).mean(axis=1)
        passes = {f"{level:g}": passing(STRENGTHS, curve, level) for level in LEVELS}
        return {
            "dilution": [
                {"strength": float(at), "adopted": float(chance)}
                for at, chance in list(zip(STRENGTHS, curve, strict=True))[::CURVE_STEP]
            ],
            "strongest": {level: ends and _farthest(ends, self._status_quo()[0]) for level, ends in passes.items()},
            "passes": {level: ends and list(ends) for level, ends in passes.items()},
            "best_text": self._best_texts(),
        }

    def _status_quo(self) -> Array:
        held: Array = np.asarray(self.seats.chamber.status_quo, dtype=np.float64).mean(axis=0)
        return held

    def _best_texts(self) -> dict[str, Any]:
        """For each sponsor of a draft the text that would serve it best."""
        from detente.engines.council import best_texts, first

        signing = self._signing()
        if not signing:
            return {}
        seats = first(self.seats.chamber, min(self.some, TEXT_DRAWS))
        numbers = [self.seats.members.index(sponsor) for sponsor in signing]
        best = best_texts(self.rule, seats, numbers, range(len(self.council.decides)), self.logit)
        return {
            sponsor: {
                "text": dict(zip(self.council.decides, found.text.tolist(), strict=True)),
                "adopted": found.adopted,
                "points": found.points,
            }
            for sponsor, found in zip(signing, best, strict=True)
        }

    def _packages(self) -> dict[str, Any]:
        """For each sponsor the best of all packages of the drafts' provisions, where several issues are decided."""
        from detente.engines.council import best_bundle, first

        council = self.council
        if len(council.decides) < 2:
            return {}
        written = [(issue, at.centre) for draft in council.drafts.values() for issue, at in draft.text.items()]
        provisions = list(dict.fromkeys(written))
        numbered = [(council.decides.index(issue), value) for issue, value in provisions]
        seats = first(self.seats.chamber, min(self.some, TEXT_DRAWS))
        found = {}
        for sponsor in self._signing():
            member = self.seats.members.index(sponsor)
            best = best_bundle(self.rule, seats, member, numbered, self.logit)
            found[sponsor] = {
                "text": {provisions[k][0]: provisions[k][1] for k in best.taken},
                "adopted": best.adopted,
                "points": best.points,
                "bought": {
                    provisions[k][0]: dict(zip(self.seats.members, row.tolist(), strict=True))
                    for k, row in zip(best.taken, best.bought, strict=True)
                },
            }
        return found

    def _signing(self) -> list[str]:
        """The sponsors of drafts that are members and present."""
        present = [member for i, member in enumerate(self.seats.members) if i not in self.rule.absent]
        return list(dict.fromkeys(s for draft in self.council.drafts.values() for s in draft.sponsors if s in present))

    def _in_turn(self) -> dict[str, Any]:
        """What becomes of the drafts when they are tabled in turn."""
        status_quo = np.asarray(self.seats.chamber.status_quo)
        if not self.council.drafts:
            held = dict(zip(self.council.decides, status_quo.mean(axis=0).tolist(), strict=True))
            return {"sequence": {}, "nothing": 1.0, "expected_text": held}
        text, names, found = self._text(), list(self.council.drafts), self.agenda()
        adopted, nothing = np.asarray(found.adopted), np.asarray(found.nothing)
        expected = np.einsum("kd,dkm->m", adopted, text) + np.einsum("d,dm->m", nothing, status_quo)
        return {
            "sequence": {
                id: {
                    "tabled": float(np.asarray(found.tabled)[k].mean()),
                    "adopted": float(adopted[k].mean()),
                    "pressed": float(np.asarray(found.pressed)[k].mean()),
                }
                for k, id in enumerate(names)
            },
            "nothing": float(nothing.mean()),
            "expected_text": dict(zip(self.council.decides, (expected / self.draws.n).tolist(), strict=True)),
        }

    def nothing(self) -> Array:
        """The chance that none of the drafts tabled in turn is adopted, in every draw."""
        return np.asarray(self.agenda().nothing) if self.council.drafts else np.ones(self.draws.n)

    def agenda(self) -> Agenda:
        """The drafts tabled in turn, in every draw."""
        from detente.engines.council import agenda

        rules, sponsors = rules_of(self.dossier, self.council), self._sponsors(self.seats.members, self.council.drafts)
        return agenda(
            tuple(rules.values()), self.seats.chamber, self._text(), sponsors, self.question.defeat, self.logit
        )

    def _forums(self) -> dict[str, Any]:
        """P(adopted) of each draft under every other council of the dossier that could take it up."""
        return {
            id: self._elsewhere(id, other)
            for id, other in self.dossier.councils.items()
            if other is not self.council and set(other.decides) & set(self.council.decides)
        }

    def _elsewhere(self, id: str, other: Council) -> dict[str, Any]:
        moved = {name: draft for name, draft in self.council.drafts.items() if set(draft.text) <= set(other.decides)}
        visiting = other.model_copy(update={"drafts": moved})
        hosting = self.dossier.model_copy(update={"councils": {**self.dossier.councils, id: visiting}})
        seated_there = members_of(hosting, visiting)
        pressure = {member: points for member, points in self.question.pressure.items() if member in seated_there}
        try:
            house = _House.of(hosting, visiting, replace(self.question, pressure=pressure))
        except QuestionError as error:
            return {"left_out": str(error.faults[0])}
        return {name: draft["adopted"] for name, draft in house._drafts().items()}


def _not_compared(dossier: Dossier, forums: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Which other councils could not be asked, and why."""
    return tuple(
        f"{dossier.councils[id].name} is not compared: {found['left_out']}"
        for id, found in forums.items()
        if "left_out" in found
    )


def _mean_of(array: Any, draft: int) -> Array:
    """The mean over draws of one draft's column, a number a member."""
    mean: Array = np.asarray(array)[:, draft].mean(axis=1)
    return mean


def _farthest(ends: tuple[float, float], status_quo: float) -> float:
    """The end of an interval of strengths that is farther from what holds now."""
    return max(ends, key=lambda end: abs(end - status_quo))


def _likeliest(chance: Array, present: int) -> list[dict[str, Any]]:
    """The likeliest tallies, the greatest first."""
    best = np.argsort(-chance, axis=None, kind="stable")[:MOST_TALLIES]
    cells = zip(*np.unravel_index(best, chance.shape), strict=True)
    return [
        {"yes": int(yes), "no": int(no), "abstain": present - int(yes) - int(no), "probability": float(chance[yes, no])}
        for yes, no in cells
    ]
