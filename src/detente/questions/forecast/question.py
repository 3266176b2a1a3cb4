"""`Forecast`: what an issue settles on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import jax
import numpy as np

from detente.display import charts
from detente.dossier import Dossier, digest
from detente.engines.bargaining import Case, Path, Status, bargain
from detente.errors import QuestionError, nearest
from detente.questions.answer import Answer, Method, estimate_of
from detente.questions.basis import basis
from detente.questions.draws import Array, Draws, IssueDraws
from detente.questions.forecast.models import BASELINES, LEAD, TITLES, model_named, wanted
from detente.questions.forecast.results import bands_of, outcome_of, rounds_of, spread_of
from detente.questions.forecast.said import said

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

    def charts(self) -> dict[str, Any]:
        """``positions``: who stands where; ``models``: the outcomes side by side."""
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
        return {"positions": ladder, "models": charts.models(results["asks"], results["scale"], outcomes)}

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
        model: a model's name, or several; all where unsaid.
        rounds: of the models that go in rounds.
        draws: of the uncertain numbers.
        seed: of the draws.
        draws_in_rounds: the models that are no plain baseline settle the first so many draws; they take some
            thousand times as long for each.

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

    def answer(self, dossier: Dossier) -> ForecastAnswer:
        """Answer from this dossier.

        Raises:
            QuestionError: there is no such issue or model, or nobody has a position on the issue.
        """
        issue = _issue(dossier, self.issue)
        drawn = Draws(dossier, self.draws, self.seed).issue(issue)
        names, warnings = self._names(drawn)
        cases = {False: _case(drawn, self.draws), True: _case(drawn, min(self.draws, self.draws_in_rounds))}
        key = jax.random.key(self.seed)
        paths = {
            name: bargain(cases[name not in BASELINES], model_named(name, self.rounds), key=key, positions=False)
            for name in names
        }
        results = _results(dossier, drawn, paths)
        under = [f"issues.{issue}.status_quo"]
        under += [f"issues.{issue}.positions.{actor}" for actor in drawn.actors]
        under += [f"actors.{actor}.capability" for actor in drawn.actors]
        return ForecastAnswer(
            question="forecast",
            subject=issue,
            as_of=dossier.as_of,
            method=Method(
                "weighted mean of positions, with other models beside it",
                {
                    "models": list(names),
                    "rounds": self.rounds,
                    "lead": LEAD,
                    "draws_in_rounds": min(self.draws, self.draws_in_rounds),
                },
                model_named(LEAD, 1).reference,
            ),
            seed=self.seed,
            draws=self.draws,
            digest=digest(dossier),
            results=results,
            said=said(results, basis(dossier, under), self.draws),
            warnings=(*warnings, *_statuses(paths)),
        )

    def _names(self, drawn: IssueDraws) -> tuple[tuple[str, ...], list[str]]:
        """The models that this issue lets run, and a warning where it does not let one that was asked for."""
        names = wanted(self.model)
        for name in names:
            model_named(name, self.rounds)
        if drawn.status_quo is not None:
            return names, []
        kept = tuple(name for name in names if name not in NEED_STATUS_QUO)
        missing = [TITLES[name] for name in names if name in NEED_STATUS_QUO]
        warning = f"issues.{drawn.issue} has no status_quo, so {' and '.join(missing)} cannot be forecast"
        return kept, [warning] if missing else []


SEATS = 4
NEED_STATUS_QUO = ("status_quo",)


def _issue(dossier: Dossier, asked: str | None) -> str:
    if not dossier.issues:
        raise QuestionError("the dossier has no issue", key="issues", hint="add one with positions")
    if asked is not None and asked not in dossier.issues:
        raise QuestionError(f"no issue is called '{asked}'", key="issue", hint=nearest(asked, dossier.issues))
    return asked if asked is not None else next(iter(dossier.issues))


def _case(drawn: IssueDraws, draws: int) -> Case:
    """The first draws as a case, with empty seats up to a multiple of four: issues of like size share one program."""
    actors = len(drawn.actors)
    seats = -(-actors // SEATS) * SEATS

    def seated(values: Array) -> Array:
        return np.pad(values[:draws], ((0, 0), (0, seats - actors)))[:, :, None]

    return Case(
        seated(drawn.position),
        seated(drawn.salience),
        seated(drawn.capability),
        None if drawn.status_quo is None else drawn.status_quo[:draws, None],
        (np.arange(seats) < actors)[:, None],
    )


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
        "outcome": outcome_of(final),
        "bands": bands_of(final, scale),
        "mean_rounds": rounds_of(path.mean[:, :, 0]),
        "median_rounds": rounds_of(path.median[:, :, 0]),
        "status": path.status,
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
