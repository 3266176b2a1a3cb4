"""What every command shares: where a dossier comes from, how answers and warnings are shown, the progress bar."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.errors import InputError, OutputError, QuestionError, nearest

if TYPE_CHECKING:
    from detente.dossier import Dossier
    from detente.questions import Answer, Question

__all__ = [
    "Changes",
    "Draws",
    "Fill",
    "Force",
    "Json",
    "Pressure",
    "Seed",
    "Source",
    "answer",
    "assumed",
    "counted",
    "dossier_place",
    "is_dossier",
    "open_dossier",
    "parse_changes",
    "parse_points",
    "progress",
    "unless_kept",
    "warn",
    "writable",
]

Source = Annotated[str, typer.Argument(metavar="CRISIS.yaml|CASE", help="A dossier, or the name of a worked case.")]
Draws = Annotated[int, typer.Option(min=1, max=10_000_000, help="Draws of the uncertain numbers.")]
Seed = Annotated[int, typer.Option(min=0, help="Seed of the draws.")]
Fill = Annotated[bool, typer.Option("--fill", help="Give a member without a position a wide one.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there and says something else.")]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as one JSON object.")]
Changes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Another value at a path of the dossier; may be repeated."),
]
Pressure = Annotated[
    list[str] | None,
    typer.Option(
        "--pressure", metavar="MEMBER=POINTS", help="What a member gains by any adoption, elsewhere; may be repeated."
    ),
]

WORDS_ONLY = frozenset(
    {"as_of", "asks", "because", "code", "detente", "evidence", "kind", "name", "note", "title", "what"}
)
"""Keys of a dossier whose values are for readers, or say where its numbers come from."""
SETTABLE = (
    "what can be set: numbers (`detente explain FILE issues` lists those of the issues), options taken now "
    "(conflict.now), members, vetoes, quotas and preferences"
)

Progress = Callable[[int, int], None]


def is_dossier(source: str) -> bool:
    """Whether a first argument names a dossier file."""
    return source.lower().endswith((".yaml", ".yml"))


def open_dossier(source: str) -> Dossier:
    """The dossier of a file, or of a worked case.

    Raises:
        DossierError: the file is not a sound dossier.
        QuestionError: there is no such case.
    """
    from detente.dossier import load
    from detente.dossier.cases import case_names, load_case

    if is_dossier(source):
        return load(source)
    names = case_names()
    if source not in names:
        hint = f"a dossier ends in .yaml; {nearest(source, names) or 'see `detente cases`'}"
        raise QuestionError(f"no worked case is called '{source}'", hint=hint)
    return load_case(source)


def parse_changes(written: Iterable[str]) -> dict[str, Any]:
    """``PATH=VALUE`` pairs, the values read as YAML.

    Raises:
        QuestionError: no equals sign, or a path of what no answer depends on.
        DossierError: the value is not YAML.

    >>> parse_changes(["ties.fuel.used=0.3", "talks.t.conditions.c.granted=true"])
    {'ties.fuel.used': 0.3, 'talks.t.conditions.c.granted': True}
    """
    from detente.dossier.yaml import parse, plain

    changes: dict[str, Any] = {}
    for pair in written:
        path, equals, value = pair.partition("=")
        if not equals or not path.strip():
            raise QuestionError(f"--set {pair!r}", hint="write --set PATH=VALUE, as in --set ties.fuel.used=0.3")
        if path.strip().rpartition(".")[2] in WORDS_ONLY:
            raise QuestionError("no answer is computed from this", key=f"--set {path.strip()}", hint=SETTABLE)
        changes[path.strip()] = plain(parse(f"value: {value}", f"--set {path.strip()}"))["value"]
    return changes


def parse_points(option: str, written: Iterable[str]) -> dict[str, float]:
    """``ID=POINTS`` pairs.

    Raises:
        QuestionError: no equals sign, or no finite number behind it.

    >>> parse_points("--pressure", ["chn=4.2"])
    {'chn': 4.2}
    """
    found: dict[str, float] = {}
    for pair in written:
        id, _, points = pair.partition("=")
        try:
            found[id.strip()] = float(points)
        except ValueError:
            raise QuestionError(f"{option} {pair!r}", hint=f"write {option} MEMBER=POINTS, as in chn=4") from None
        if not math.isfinite(found[id.strip()]):
            raise QuestionError(f"{option} {pair!r}", hint="give a finite number of points")
    return found


def answer(source: str, question: Question[Any], changes: list[str] | None, as_json: bool) -> Answer:
    """Ask, print the answer, and return it; warnings go to standard error too where the answer goes elsewhere."""
    from detente.questions import ask

    dossier, edits = open_dossier(source), parse_changes(changes or ())
    try:
        with progress("thinking"):
            given: Answer = ask(dossier, question, changes=edits)
    except InputError as error:
        raise _placed(error, dossier, source, (*edits, *getattr(question, "changes", ()))) from error
    if as_json or not sys.stdout.isatty():  # a terminal has them under the answer
        warn(given.warnings)
    if as_json:
        typer.echo(given.to_json())
    else:
        _print(given)
    return given


def _placed(error: InputError, dossier: Dossier, source: str, edited: Iterable[str]) -> InputError:
    """The error with file and line; what was given on the command line stands in no file."""
    from detente.dossier.files import located

    own = tuple(edited)
    faults = [
        fault if any(f"{fault.key}.".startswith(f"{path}.") for path in own) else located(fault, dossier, source)
        for fault in error.faults
    ]
    return type(error).of(faults)


def _print(given: Answer) -> None:
    from rich.console import Console

    # piped output is read by people too: never narrower than a table needs
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False)
    console.print(given)


def counted(n: int, noun: str) -> str:
    """A count in figures, because it stands among others.

    >>> counted(1, "tie"), counted(2, "tie")
    ('1 tie', '2 ties')
    """
    return f"{n} {noun}{'' if n == 1 else 's'}"


def assumed(dossier: Dossier) -> str:
    """How many assumptions a dossier makes: its numbers without a claim, and the preferences of each actor of the
    conflict, which no claim can be named for.

    >>> from detente.dossier import example
    >>> assumed(example())
    '12 assumptions'
    """
    from detente.dossier import assumptions

    bare, actors = len(assumptions(dossier)), len(dossier.conflict.options) if dossier.conflict else 0
    parts = f" ({counted(bare, 'number')} and the preferences of {counted(actors, 'actor')})" if actors else ""
    return f"{counted(bare + actors, 'assumption')}{parts}"


def warn(lines: Iterable[object]) -> None:
    """Print warnings to standard error."""
    for line in lines:
        typer.echo(f"detente: warning: {line}", err=True)


@contextmanager
def progress(what: str) -> Iterator[Progress]:
    """A bar on standard error, shown once the work has taken a second; call it with (done, of how many)."""
    if not sys.stderr.isatty():  # nobody would see it, and loading it takes a tenth of a second
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task(what, total=None)
    with _after_a_second(bar):
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def _after_a_second(bar: Any) -> Iterator[None]:
    from threading import Timer

    timer = Timer(1.0, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


def report_faults(faults: Iterable[object]) -> None:
    """Print faults to standard error, a line each."""
    for fault in faults:
        typer.echo(f"detente: {fault}", err=True)


def unless_kept(path: Path, text: str, force: bool) -> Path:
    """A place to write a text to: nothing is there, or the same text, or it is to be written over.

    Raises:
        OutputError: a file that says something else is there, and may hold an analyst's work.
    """
    if not force and path.exists() and not _says(path, text):
        hint = "choose another file with -o, or write over it with --force"
        raise OutputError("exists already, and says something else", file=path, hint=hint)
    return path


def _says(path: Path, text: str) -> bool:
    """Whether a file holds a text; one that cannot be read holds another."""
    try:
        return path.read_bytes() == text.encode("utf-8", "surrogatepass")
    except OSError:
        return False


def dossier_place(path: Path) -> Path:
    """A place for a dossier, checked before any work is done: what `ask`, `check` and `brief` know as one.

    Raises:
        OutputError: it does not end in .yaml, or cannot be written to.
    """
    if not is_dossier(str(path)):
        raise OutputError("is no name for a dossier", file=path, hint=f"a dossier ends in .yaml, as {path.stem}.yaml")
    return writable(path)


def writable(path: Path) -> Path:
    """A place to write to, checked before any work is done.

    Raises:
        OutputError: its folder is a file, or it is a folder itself.
    """
    if path.is_dir():
        raise OutputError("is a folder, expected a file to write", file=path)
    for parent in path.absolute().parents:
        if parent.exists():
            if not parent.is_dir():
                raise OutputError(f"{parent} is a file, not a folder", file=path)
            break
    return path
