"""``power BODY``: the power indices of a body that ships with the package."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.show import Json

if TYPE_CHECKING:
    from detente.questions.power import Power

__all__ = ["power"]

COLUMNS = ("name", "shapley_shubik", "banzhaf_normalised", "deegan_packel", "ternary_shapley_shubik")


def power(
    body: Annotated[
        str | None, typer.Argument(metavar="BODY", help="The name of a body; all are listed without.")
    ] = None,
    members: Annotated[int | None, typer.Option(min=1, max=1000, help="How many, where the body lists none.")] = None,
    as_json: Json = False,
) -> None:
    """Who has power in a body: exact indices, with and without abstention."""
    from detente.dossier.bodies import body_names
    from detente.questions.power import power as power_of

    if body is None:
        typer.echo("\n".join(body_names()))
        return
    found = power_of(body, members)
    typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, sort_keys=True) if as_json else _table(found))


def _table(found: Power) -> str:
    rows = found.rows
    names = [name for name in (*COLUMNS, "banzhaf") if name in rows[0]]
    cells = [[name.replace("_", " ") for name in names], *([_cell(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[k]) for line in cells) for k in range(len(names))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    return "\n".join([found.body.name, "", *lines, "", *found.notes, *(f"source: {s}" for s in found.body.sources)])


def _cell(value: Any) -> str:
    match value:
        case Fraction() if len(str(value)) <= 12:
            return f"{float(value):.6f} = {value}"
        case Fraction() | float():
            return f"{float(value):.6f}"
        case _:
            return str(value)
