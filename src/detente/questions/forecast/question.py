"""`Forecast`: what an issue settles on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.display import charts, words
from detente.dossier import Dossier, digest
from detente.engines.bargaining import Model, Path, Status
from detente.engines.bargaining import bargain as bargained
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer, Method, estimate_of
from detente.questions.basis import basis
from detente.questions.draws import Array, Draws, IssueDraws
from detente.questions.forecast.cases import Bargain, first, of_all_issues, of_issue
from detente.questions.forecast.listed import moves_of, moves_told
from detente.questions.forecast.mixture import learned, mixed
from detente.questions.forecast.models import (
    BASELINES,
    IN_ROUNDS,
    LEAD,
    MIXTURE,
    NEED_STATUS_QUO,
    TITLES,
    USUAL,
    model_named,
    wanted,
)
from detente.questions.forecast.results import bands_of, outcome_of, rounds_of, spread_of
from detente.questions.forecast.said import said
from detente.questions.forecast.samples import samples_of

__all__ = ["Forecast", "ForecastAnswer"]


class ForecastAnswer(Answer):
    """A forecast: every model's outcome with its bands and rounds, led by the weighted mean."""

    def table(self) -> list[dict[str, Any]]:
        """A row a model: mean, median, 80% interval, the likeliest band and its probability."""
        rows = []
        for name, model in self.results["models"].items():
            outcome = model["outcome"]
            band, chance = max(model["bands"].items(), key=lambda pair: pair[1])
            rows.append(
                {
                    "model": TITLES[name],
                    "mean": outcome["mean"],
                    "median": outcome["median"],
                    "80%": f"{outcome['low80']:.1f} to {outcome['high80']:.1f}",
                    "likeliest": band,
                    "chance": chance,
                }
            )
        return rows

    def lists(self) -> dict[str, list[dict[str, Any]]]:
        """The moves of each model of which they were asked for: who went where, and why."""
        return {
            f"{words.capitalised(TITLES[name])}: the moves made, at the means of the draws": moves_told(
                model["moves"], self.results["names"]
            )
            for name, model in self.results["models"].items()
            if model.get("moves")
        }

    def drawings(self) -> dict[str, charts.Drawing]:
        """``positions``: who stands where; ``models``: the outcomes side by side; ``rounds-NAME``: a model's path."""
        results = self.results
        outcomes = [
            {"name": TITLES[name], "baseline": name in BASELINES, **model["outcome"]}
            for name, model in results["models"].items()
        ]
        today = results["status_quo"]
        actors = [
            {**actor["position"], "name": actor["name"], "weight": actor["weight"]}
            for actor in results["actors"].values()
        ]
        ladder = charts.ladder(
            results["asks"], results["scale"], actors, results["models"][LEAD]["outcome"], today and today["mean"]
        )
        side_by_side = charts.models(results["asks"], results["scale"], outcomes)
        return {"positions": ladder, "models": side_by_side, **self._fans()}

    def _fans(self) -> dict[str, charts.Drawing]:
        """The path of each model that goes in more than one round."""
        return {
            f"rounds-{name}": charts.fan(
                f"{self.results['asks']} ({TITLES[name]})", self.results["scale"], model["median_rounds"]
            )
            for name, model in self.results["models"].items()
            if len(model["median_rounds"]) > 1
        }

    def outcome(self, path: str) -> float:
        """The number at ``forecast.ISSUE.MODEL.outcome`` (its mean) or ``forecast.ISSUE.MODEL.bands.BAND``.

        Raises:
            QuestionError: there is no such number.
        """
        match path.split(".", 4):
            case ["forecast", self.subject, name, "outcome"] if name in self.results["models"]:
                return float(self.results["models"][name]["outcome"]["mean"])
            case ["forecast", self.subject, name, "bands", band] if band in self._bands(name):
                return float(self.results["models"][name]["bands"][band])
        known = [f"forecast.{self.subject}.{name}.outcome" for name in self.results["models"]]
        raise QuestionError("this forecast has no such outcome", key=path, hint=nearest(path, known))

    def _bands(self, name: str) -> dict[str, float]:
        bands: dict[str, float] = self.results["models"].get(name, {}).get("bands", {})
        return bands


@dataclass(frozen=True)
class Forecast:
    """What an issue settles on, by every model side by side.

    1. Draw positions, saliences, capabilities and the status quo.
    2. Settle every draw by every model.
    3. Lead with the weighted mean, which no other model beats on resolved cases; state the spread between models.

    Attributes:
        issue: its id; the first of the dossier where unsaid.
        model: a model's name, several, or "all"; the usual five where unsaid.
        rounds: of the models that go in rounds.
        draws: of the uncertain numbers.
        seed: of the draws.
        draws_in_rounds: the slow models (`IN_ROUNDS`) settle the first so many draws.
        moves: list the offers and trades at the means of the draws.

    >>> from detente.dossier import example
    >>> from detente.questions import ask
    >>> answer = ask(example(), Forecast(model="median", draws=200))
    >>> list(answer.results["models"])
    ['mean', 'median']
    """

    issue: str | None = None
    model: str | Sequence[str] | None = None
    rounds: int = 10
    draws: int = 10_000
    seed: int = 0
    draws_in_rounds: int = 1_000
    moves: bool = False

    def answer(self, dossier: Dossier) -> ForecastAnswer:
        """Answer from this dossier.

        Raises:
            QuestionError: there is no such issue or model, or nobody has a position on the issue.
        """
        issue = _issue(dossier, self.issue)
        drawn = Draws(dossier, self.draws, self.seed).issue(issue)
        asked = wanted(self.model)
        mixes = MIXTURE in asked
        names = dict.fromkeys((*asked, *(_beside_mixture() if mixes else ())))
        models = {name: model_named(name, self.rounds) for name in names if name != MIXTURE}
        bargains, warnings = self._bargains(dossier, drawn, list(models))
        paths = {name: self._settled(bargain, models[name]) for name, bargain in bargains.items()}
        results = _results(dossier, drawn, paths)
        if mixes:
            results["models"][MIXTURE] = _mixture(paths, dossier.issues[issue].scale, self.seed)
            warnings += [] if learned().enough else [learned().warning]
        if self.moves:
            results["names"] = {id: actor.name for id, actor in dossier.actors.items()}
            for name, bargain in bargains.items():
                results["models"][name]["moves"] = moves_of(bargain, models[name])
        return ForecastAnswer(
            question="forecast",
            subject=issue,
            as_of=dossier.as_of,
            method=Method(
                "weighted mean of positions, with other models beside it",
                {
                    "models": list(bargains),
                    "rounds": self.rounds,
                    "lead": LEAD,
                    "draws_in_rounds": min(self.draws, self.draws_in_rounds),
                },
                models[LEAD].reference,
            ),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(results, basis(dossier, _under(drawn)), self.draws),
            warnings=(*warnings, *_statuses(paths)),
        )

    def samples(self, drawn: Draws, paths: Sequence[str]) -> dict[str, Array]:
        """One number a draw for each outcome, by any model; a band is 1 in the draws that land in it and 0 elsewhere.

        Raises:
            QuestionError: there is no such outcome, or this dossier does not let its model run.
        """
        return samples_of(drawn, _issue(drawn.dossier, self.issue), paths, self.rounds, self.seed)

    def _bargains(
        self, dossier: Dossier, drawn: IssueDraws, names: Sequence[str]
    ) -> tuple[dict[str, Bargain], list[str]]:
        """What each model settles, and a warning for each model that this dossier does not let run."""
        alone = of_issue(drawn)
        bargains: dict[str, Bargain] = {}
        warnings = []
        for name in names:
            if name in NEED_STATUS_QUO and drawn.status_quo is None:
                warnings.append(f"issues.{drawn.issue} has no status_quo, so there is no forecast by {TITLES[name]}")
                continue
            bargain: Bargain | None = alone
            if name == "exchange":
                draws = max(1, min(self.draws, self.draws_in_rounds) // MARKET_SHARE)
                bargain = of_all_issues(Draws(dossier, draws, self.seed), drawn.issue)
            if bargain is not None:
                bargains[name] = bargain
            elif self.model:
                warnings.append(f"no other issue has two actors of '{drawn.issue}', so there is nothing to exchange")
        return bargains, warnings

    def _settled(self, bargain: Bargain, model: Model) -> Path:
        case = first(bargain.case, self.draws_in_rounds) if model.name in IN_ROUNDS else bargain.case
        return bargained(case, model, seed=self.seed, positions=False)


MARKET_SHARE = 4
"""A market of trades is the slowest to settle: it takes this part of the draws of the other slow models."""


def _under(drawn: IssueDraws) -> list[str]:
    """The paths that a forecast rests on."""
    positions = [f"issues.{drawn.issue}.positions.{actor}" for actor in drawn.actors]
    return [*positions, *(f"actors.{actor}.capability" for actor in drawn.actors), f"issues.{drawn.issue}.status_quo"]


def _issue(dossier: Dossier, asked: str | None) -> str:
    if not dossier.issues:
        raise QuestionError("the dossier has no issue", key="issues", hint="add one with positions")
    if asked is not None and asked not in dossier.issues:
        raise QuestionError(f"no issue is called '{asked}'", key="issue", hint=nearest(asked, dossier.issues))
    return asked if asked is not None else next(iter(dossier.issues))


def _results(dossier: Dossier, drawn: IssueDraws, paths: dict[str, Path]) -> dict[str, Any]:
    issue = dossier.issues[drawn.issue]
    models = {name: _model(path, issue.scale) for name, path in paths.items()}
    return {
        "asks": issue.asks,
        "scale": {f"{at:g}": name for at, name in sorted(issue.scale.items())},
        "models": models,
        **spread_of(models),
        "status_quo": None if drawn.status_quo is None else estimate_of(drawn.status_quo),
        "actors": _actors(dossier, drawn),
    }


def _model(path: Path, scale: dict[float, str]) -> dict[str, Any]:
    final = path.final[:, 0]
    return {
        "draws": len(final),
        "outcome": outcome_of(final),
        "bands": bands_of(final, scale),
        "mean_rounds": rounds_of(path.mean[:, :, 0]),
        "median_rounds": rounds_of(path.median[:, :, 0]),
        "status": path.status,
    }


def _beside_mixture() -> tuple[str, ...]:
    """The models that a mixture is made of; with too few cases to weigh them, the usual ones show their spread."""
    return (*learned().weights, *(() if learned().enough else USUAL))


def _mixture(paths: dict[str, Path], scale: dict[float, str], seed: int) -> dict[str, Any]:
    """The mixture of the models that were settled, with its weights and the cases behind them."""
    weights = {name: weight for name, weight in learned().weights.items() if name in paths}
    final = mixed({name: path.final[:, 0] for name, path in paths.items()}, weights, seed)
    return {
        "draws": len(final),
        "outcome": outcome_of(final),
        "bands": bands_of(final, scale),
        "mean_rounds": [estimate_of(final)],
        "median_rounds": [estimate_of(final)],
        "weights": weights,
        "cases": list(learned().cases),
        "status": "settled",
    }


def _actors(dossier: Dossier, drawn: IssueDraws) -> dict[str, dict[str, Any]]:
    return {
        actor: {
            "name": dossier.actors[actor].name,
            "position": estimate_of(drawn.position[:, k]),
            "salience": estimate_of(drawn.salience[:, k]),
            "weight": float(np.mean(drawn.salience[:, k] * drawn.capability[:, k]) / 100),
        }
        for k, actor in enumerate(drawn.actors)
    }


def _statuses(paths: dict[str, Path]) -> list[str]:
    """A warning for each model that failed in some draw. Positions that still move are no failure, but a status."""
    failures = (Status.NOBODY, Status.UNSETTLED)
    return [f"{TITLES[name]}: {path.status}" for name, path in paths.items() if np.isin(path.statuses, failures).any()]
