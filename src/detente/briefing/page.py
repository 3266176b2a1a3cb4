"""A ``Brief`` as one HTML page: no script, no request to anywhere, every text of a report escaped."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, Any

from detente.briefing.footing import confidence_in_words, footing
from detente.briefing.records import Brief, Picture, Section, Source, Statement
from detente.briefing.sources import in_a_line
from detente.display.words import ICD203, PHIA, count, date, is_confidence

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["template", "to_html"]

SCALE_NAMES = {"icd203": "ICD 203", "phia": "the PHIA probability yardstick"}
_TERMS = "|".join(sorted({*ICD203.terms, *PHIA.terms, "no chance", "certain"}, key=len, reverse=True))
_SPECIAL = re.compile(rf"\b((?:{_TERMS}) \([<>]?\d+%\)|\d+(?:–\d+)+)")
_MOST_ROWS = 12  # of an answer's own table; the rest is in brief.json
_BEFORE_PICTURES = 5  # sentences; the charts follow, so that a long answer does not push them off the screen
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def to_html(brief: Brief) -> str:
    """The page. Characters that no page may hold are shown as replacement characters."""
    from markupsafe import Markup

    reports = {source.claim: source.report for source in brief.sources}
    numbers = {source.claim: source.number for source in brief.sources}
    assumed = {assumption.path: assumption.number for assumption in brief.assumptions}
    page = template().render(
        brief=brief,
        style=Markup(_asset("style.css")),  # our own file,
        date=date,
        count=count,
        footing=lambda said: footing(said, reports),
        confidence=lambda said, opening: confidence_in_words(said, reports, opening=opening),
        sources_in=lambda claims: sorted(numbers[claim] for claim in set(claims)),
        assumptions_in=lambda paths: sorted(assumed[path] for path in set(paths) if path in assumed),
        by_report=_by_report(brief),
        report_count=len({source.report for source in brief.sources if source.report}),
        anchor=anchor,
        before_pictures=_BEFORE_PICTURES,
        groups=groups,
        runs=runs,
        section_class=section_class,
        drawn=_drawn,
        is_confidence=is_confidence,
        most_rows=_MOST_ROWS,
        command=command,
        coded=coded,
        in_a_line=in_a_line,
        emphasised=emphasised,
        scale_name=SCALE_NAMES.get(brief.scale, brief.scale),
    )
    return _NOT_TEXT.sub("\ufffd", page)


@cache
def template() -> Template:
    """The page's template, read and compiled once."""
    from jinja2 import DictLoader, Environment, StrictUndefined

    environment = Environment(
        loader=DictLoader({"template.html": _asset("template.html")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("template.html")


def _asset(name: str) -> str:
    return resources.files("detente.briefing").joinpath(name).read_text(encoding="utf-8")


def _drawn(picture: Picture) -> Any:
    """Our own drawing, which is markup; every text inside was escaped when it was drawn."""
    from markupsafe import Markup

    return Markup(picture.svg)


def _by_report(brief: Brief) -> list[tuple[Source, list[Source]]]:
    """Sources report by report, each led by the first of its own, whose title and date head the group."""
    groups = (list(group) for _, group in groupby(brief.sources, key=lambda source: source.report))
    return [(group[0], group) for group in groups]


def anchor(key: str) -> str:
    """A key as the name of a place in the page.

    >>> anchor("vote:security-council"), anchor("2.t4")
    ('vote-security-council', '2-t4')
    """
    return re.sub(r"[^A-Za-z0-9_-]", "-", key)


def coded(text: str) -> list[tuple[str, bool]]:
    """A line in runs, what stands between backticks marked as code.

    >>> coded("add it under `talks:` now")
    [('add it under ', False), ('talks:', True), (' now', False)]
    """
    return [(part, bool(at % 2)) for at, part in enumerate(text.split("`")) if part]


def emphasised(text: str) -> list[tuple[str, str]]:
    """A sentence in runs: its likelihoods (term and number) to be emphasised, its tallies to be kept on one line.

    >>> emphasised("It is very likely (86%) to pass 13–0–2.")
    [('It is ', ''), ('very likely (86%)', 'likelihood'), (' to pass ', ''), ('13–0–2', 'tally'), ('.', '')]
    """
    looks = {True: "tally", False: "likelihood"}
    return [(part, looks[part[0].isdigit()] if at % 2 else "") for at, part in enumerate(_SPECIAL.split(text)) if part]


def section_class(section: Section) -> str:
    """How a section looks: the first stands out, and one that only says what is missing keeps small."""
    if section.number == 1:
        return "key"
    bare = all(not (block.statements or block.pictures or block.tables) for block in section.blocks)
    return "absent" if bare else "full"


def groups(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Sentences in a row that rest on the same, and so share a margin."""
    same = groupby(statements, key=lambda said: (said.answer, said.claims, said.assumptions, said.reference))
    return [list(group) for _, group in same]


def runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs, so that a long row of references stays short.

    >>> runs([1, 2, 3, 7, 9, 10])
    [(1, 3), (7, 7), (9, 10)]
    """
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


ABOUT = {
    "forecast": "issue",
    "vote": "council",
    "talks": "talks",
    "standoff": "standoff",
    "sensitivity": "outcome",
    "levers": "outcome",
    "flip": "sentence",
}
"""The option that names what a question is about."""
ASKED = {"sensitivity": ("base",), "levers": ("search_draws", "tries"), "flip": ("largest",)}
"""Settings that a brief asks otherwise than the command does by itself."""


def command(answer: Mapping[str, Any]) -> str:
    """The command that asks the same again.

    >>> command({"question": "vote", "subject": "security-council", "seed": 0, "draws": 10000})
    'detente ask vote dossier.yaml --council security-council --draws 10000 --seed 0 --json'
    """
    question, settings = answer["question"], answer.get("method", {}).get("settings", {})
    words = ["detente", "ask", question, "dossier.yaml"]
    if question == "levers":
        words += ["--actor", answer["results"]["actor"]]
    if question in ABOUT and answer["subject"]:
        words += [f"--{ABOUT[question]}", answer["subject"]]
    for name in ASKED.get(question, ()):
        words += [f"--{name.replace('_', '-')}", str(settings[name])]
    words += ["--deeds"] if settings.get("deeds") else []
    words += ["--no-side-effects"] if settings.get("side_effects") is False else []
    words += ["--fill"] if settings.get("fill") else []
    return shlex.join([*words, "--draws", str(answer["draws"]), "--seed", str(answer["seed"]), "--json"])
