"""A forecast draw by draw: what each model settles in every draw, for what-if and sensitivity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.engines.bargaining import bargain
from detente.errors import QuestionError, nearest
from detente.questions.draws import Array, Draws
from detente.questions.forecast.cases import Bargain, of_all_issues, of_issue
from detente.questions.forecast.mixture import learned, mixed
from detente.questions.forecast.models import MIXTURE, NEED_STATUS_QUO, TITLES, model_named
from detente.questions.forecast.results import in_band

__all__ = ["samples_of"]


def samples_of(drawn: Draws, issue: str, paths: Sequence[str], rounds: int, seed: int) -> dict[str, Array]:
    """One number a draw for each outcome of an issue: what its model settles, or 1 where that lands in the band.

    Every draw is settled, by slow models too.

    Raises:
        QuestionError: there is no such outcome, or this dossier does not let its model run.
    """
    scale = drawn.dossier.issues[issue].scale
    named = {path: _named(path, issue, scale) for path in paths}
    finals = {model: _final(drawn, issue, model, rounds, seed) for model in {model for model, _ in named.values()}}
    return {
        path: finals[model] if band is None else in_band(finals[model], scale, band)
        for path, (model, band) in named.items()
    }


def _named(path: str, issue: str, scale: Mapping[float, str]) -> tuple[str, str | None]:
    """The model and the band that an outcome names; no band where it is what the model settles."""
    match path.split(".", 4):
        case ["forecast", subject, model, "outcome"] if subject == issue and model in TITLES:
            return model, None
        case ["forecast", subject, model, "bands", band] if (
            subject == issue and model in TITLES and band in (scale.values())
        ):
            return model, band
    known = [f"forecast.{issue}.{model}.outcome" for model in TITLES]
    known += [f"forecast.{issue}.{model}.bands.{band}" for model in TITLES for band in scale.values()]
    raise QuestionError("no such outcome of this forecast", key=path, hint=nearest(path, known))


def _final(drawn: Draws, issue: str, model: str, rounds: int, seed: int) -> Array:
    if model == MIXTURE:
        weights = learned().weights
        finals = {name: _final(drawn, issue, name, rounds, seed) for name in weights}
        return mixed(finals, weights, seed)
    made = model_named(model, rounds)
    case = _bargain(drawn, issue, model).case
    return np.asarray(bargain(case, made, seed=seed, positions=False).final[:, 0])


def _bargain(drawn: Draws, issue: str, model: str) -> Bargain:
    """What the model settles.

    Raises:
        QuestionError: the model lacks a status quo, or another issue to trade against.
    """
    held = drawn.issue(issue)
    if model in NEED_STATUS_QUO and held.status_quo is None:
        key = f"issues.{issue}.status_quo"
        raise QuestionError(f"no status quo, so there is no forecast by {TITLES[model]}", key=key, hint="give it one")
    if model != "exchange":
        return of_issue(held)
    traded = of_all_issues(drawn, issue)
    if traded is None:
        hint = "ask for another model"
        raise QuestionError(f"no other issue has two actors of '{issue}' to exchange with", key="model", hint=hint)
    return traded
