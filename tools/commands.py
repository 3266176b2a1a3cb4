"""Write ``docs/reference/commands.md`` from the command line itself: ``python -m tools.commands``.

A test compares the page with what this makes, so that every command and option is documented.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from detente.cli import app

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
HEAD = """# Commands

Made by `python -m tools.commands` from the command line itself.

Exit status: 0 fine; 1 our bug; 2 wrong input, with one message that says what was found, where, and what to do;
130 interrupted. Answers go to standard output; progress, warnings and errors to standard error.
"""


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Every command that does something, with its full name."""
    inner = getattr(command, "commands", None)
    if not inner or getattr(command, "invoke_without_command", False):
        yield name, command
    for child in inner or {}:
        yield from commands(inner[child], f"{name} {child}")


def page() -> str:
    """The whole page."""
    whole = commands(typer.main.get_command(app), "detente")
    return HEAD + "".join(_section(name, command) for name, command in whole)


def _section(name: str, command: Any) -> str:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    usage = " ".join([name, *(["[OPTIONS]"] if options else []), *(str(a.metavar or a.name) for a in arguments)])
    lines = ["", f"## {name}", "", f"    {usage}", "", (command.help or "").split("\f")[0].strip(), ""]
    rows = [_row(f"`{p.metavar or p.name}`", p) for p in arguments] + [_row(_flags(p), p) for p in options]
    table = ["| | | default |", "|---|---|---|", *rows, ""] if rows else []
    return "\n".join([*lines, *table])


def _flags(option: Any) -> str:
    value = "" if option.is_flag else f" {option.metavar or 'VALUE'}"
    return ", ".join(f"`{flag}{value}`" for flag in option.opts)


def _row(name: str, parameter: Any) -> str:
    default = parameter.default
    unsaid = default in (None, (), []) or parameter.required or getattr(parameter, "is_flag", False)
    cells = [name, getattr(parameter, "help", "") or "", "" if unsaid else str(default)]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
