"""``ask QUESTION``: one command a question, each a few lines that build the question and print its answer."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli import show

__all__ = ["app"]

app = typer.Typer(help="Ask a dossier a question.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def _ask() -> None:
    pass


@app.command()
def forecast(
    source: show.Source,
    issue: Annotated[str | None, typer.Option(help="Id of the issue; the dossier's first where unsaid.")] = None,
    model: Annotated[
        list[str] | None, typer.Option(help="A model's name, or all; may be repeated. The usual five where unsaid.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, max=1000, help="Of the models that go in rounds.")] = 10,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    moves: Annotated[
        bool, typer.Option("--moves", help="List who moved where and why; the offers refused are in the JSON.")
    ] = False,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """What an issue settles on, by every model side by side."""
    from detente.questions.forecast import Forecast

    question = Forecast(issue, tuple(model or ()), rounds, draws, seed, moves=moves)
    show.answer(source, question, changes, as_json)


@app.command()
def talks(
    source: show.Source,
    talks: Annotated[str | None, typer.Option(help="Which talks; the first where none are named.")] = None,
    draws: show.Draws = 1_000,
    seed: show.Seed = 0,
    changes: show.Changes = None,
    as_json: show.Json = False,
) -> None:
    """Which meeting takes place, who holds it up, and what is each condition worth?"""
    from detente.questions.talks import Talks

    show.answer(source, Talks(talks, draws=draws, seed=seed), changes, as_json)


@app.command()
def leverage(
    source: show.Source,
    on: Annotated[str | None, typer.Option(help="Id of the one to be moved; everybody where unsaid.")] = None,
    issue: Annotated[str | None, typer.Option(help="Id of the one issue; all where unsaid.")] = None,
    links: Annotated[int, typer.Option(min=1, max=3, help="Of the longest chain.")] = 3,
    draws: show.Draws = 1_000,
    seed: show.Seed = 0,
    changes: show.Changes = None,
    as_json: show.Json = False,
) -> None:
    """Who has leverage on whom, what of it is believed, and what pressing others adds."""
    from detente.questions.leverage import Leverage

    show.answer(source, Leverage(on, issue, draws, seed, links=links), changes, as_json)


@app.command()
def vote(
    source: show.Source,
    council: Annotated[str | None, typer.Option(help="Which council; the first where none is named.")] = None,
    fill: show.Fill = False,
    pressure: show.Pressure = None,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    changes: show.Changes = None,
    as_json: show.Json = False,
) -> None:
    """What can a council adopt, who blocks it, and what would pass?"""
    from detente.questions.vote import Vote

    pressed = show.parse_points("--pressure", pressure or ())
    show.answer(source, Vote(council, draws=draws, seed=seed, fill=fill, pressure=pressed), changes, as_json)


@app.command()
def standoff(
    source: show.Source,
    standoff: Annotated[str | None, typer.Option(help="Id of the standoff; the dossier's first where unsaid.")] = None,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="Of repeated provocation.")] = 3,
    threshold_draws: Annotated[int, typer.Option(min=1, help="Draws on which thresholds are found.")] = 60,
    draws: show.Draws = 2_000,
    seed: show.Seed = 0,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """Threats, hidden motives and assurances: what may follow, and what would change it."""
    from detente.questions.standoff import Standoff

    question = Standoff(standoff, rounds, threshold_draws, draws=draws, seed=seed)
    show.answer(source, question, changes, as_json)


@app.command()
def stability(
    source: show.Source,
    wish: Annotated[
        list[str] | None,
        typer.Option(
            help="A statement such as 'prk.attend': what would have to change for it to rest; may be repeated."
        ),
    ] = None,
    noise: Annotated[float, typer.Option(min=0, help="How uncertain the order of statements is, in places.")] = 0.5,
    orders: Annotated[int, typer.Option(min=1, help="How many orders of preference are drawn.")] = 200,
    states: Annotated[bool, typer.Option("--states", help="Print every state with its reasons; up to 64.")] = False,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """Where the conflict can rest, how it gets there from today, and what is likely by the horizon."""
    from detente.questions.stability import Stability

    question = Stability(draws, seed, noise=noise, orders=orders, wishes=tuple(wish) if wish else None, every=states)
    show.answer(source, question, changes, as_json)


@app.command()
def whatif(
    source: show.Source,
    changes: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="PATH=VALUE", help="A value to change, such as ties.fuel.used=0.3; may be repeated."
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(help="Path of an outcome; may be repeated. The main ones of every question where unsaid."),
    ] = None,
    sentences: Annotated[bool, typer.Option(help="Compare the sentences of the answers too.")] = True,
    fill: show.Fill = False,
    draws: show.Draws = 1_000,
    seed: show.Seed = 0,
    as_json: show.Json = False,
) -> None:
    """What would follow if some numbers were others: before, after, the difference, and the sentences that change."""
    from detente.questions.whatif import WhatIf

    edits = show.parse_changes(changes or ())
    question = WhatIf(edits, tuple(outcome or ()), draws, seed, fill, sentences)
    show.answer(source, question, None, as_json)


@app.command()
def sensitivity(
    source: show.Source,
    outcome: Annotated[
        str | None,
        typer.Option(help="Path of an outcome; the first that can be asked where unsaid, a wrong one lists them."),
    ] = None,
    inputs: Annotated[int, typer.Option(min=1, help="Numbers to examine one by one.")] = 40,
    base: Annotated[
        int | None, typer.Option(min=0, help="Points of the Sobol sample, a power of two; 0 leaves it out.")
    ] = None,
    ends: Annotated[int | None, typer.Option(min=1, help="Draws at each end of each number.")] = None,
    fill: show.Fill = False,
    draws: show.Draws = 4_096,
    seed: show.Seed = 0,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """What an outcome hangs on, and what to ask next: tornado, Sobol indices, the value of finding out."""
    from detente.questions.sensitivity import Sensitivity

    show.answer(source, Sensitivity(outcome, inputs, base, draws, seed, ends, fill), changes, as_json)


@app.command()
def levers(
    source: show.Source,
    actor: Annotated[str, typer.Option(help="Id of the actor whose moves are looked at.")],
    outcome: Annotated[
        str | None,
        typer.Option(help="Path of an outcome; the first that can be asked where unsaid, a wrong one lists them."),
    ] = None,
    threshold: Annotated[
        float | None, typer.Option(help="What is to be reached; five points (or units) up where unsaid.")
    ] = None,
    packages: Annotated[int, typer.Option(min=1, max=3, help="Moves in a package, at most.")] = 3,
    tries: Annotated[int, typer.Option(min=0, help="Packages that are tried, from the cheapest on.")] = 1_000,
    side_effects: Annotated[bool, typer.Option(help="Read an outcome of every other question too.")] = True,
    search_draws: Annotated[int, typer.Option(min=1, help="Draws on which moves and packages are compared.")] = 200,
    deeds: Annotated[bool, typer.Option("--deeds", help="Options, grants and ties only, no persuasion.")] = False,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    fill: show.Fill = False,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """What one actor can do about an outcome: each move, and the cheapest package against the others' replies."""
    from detente.questions.levers import Levers

    question = Levers(
        actor,
        outcome,
        threshold,
        draws,
        seed,
        most_moves=packages,
        search_draws=search_draws,
        tries=tries,
        side_effects=side_effects,
        deeds=deeds,
        fill=fill,
    )
    show.answer(source, question, changes, as_json)


@app.command()
def flip(
    source: show.Source,
    sentence: Annotated[
        str | None,
        typer.Option(help="The judgement: its number among the brief's key judgements, or the path of an outcome."),
    ] = None,
    largest: Annotated[int, typer.Option(min=0, help="Claims in a set, at most; 0: any number.")] = 0,
    draws: show.Draws = 10_000,
    seed: show.Seed = 0,
    fill: show.Fill = False,
    as_json: show.Json = False,
    changes: show.Changes = None,
) -> None:
    """Which claims a judgement hangs on, and what one false report would change."""
    from detente.cli.judged import outcome_of
    from detente.questions.flip import Flip

    question = Flip(outcome_of(source, sentence, changes), draws, seed, largest=largest, fill=fill)
    show.answer(source, question, changes, as_json)


@app.command()
def changes(
    before: Annotated[str, typer.Argument(metavar="BEFORE.yaml|CASE", help="The earlier dossier.")],
    after: Annotated[str, typer.Argument(metavar="AFTER.yaml|CASE", help="The later dossier.")],
    outcome: Annotated[
        str | None,
        typer.Option(help="Path of an outcome; the first that both can answer where unsaid, a wrong one lists them."),
    ] = None,
    orders: Annotated[int, typer.Option(min=2, help="Random orders, where there are too many parts for all.")] = 32,
    draws: show.Draws = 1_000,
    seed: show.Seed = 0,
    fill: show.Fill = False,
    as_json: show.Json = False,
) -> None:
    """What made an outcome differ between two dossiers: each change's share, adding up to the difference."""
    from detente.questions.changes import Changes

    show.answer(after, Changes(show.open_dossier(before), outcome, draws, seed, orders, fill), None, as_json)
