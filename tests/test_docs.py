"""What the docs promise about themselves."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools import commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def test_every_command_and_option_is_documented() -> None:
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page(), "run `python -m tools.commands`"


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_every_link_inside_the_docs_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_glossary_has_one_line_a_word() -> None:
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line.startswith("- ")]
    words = [re.match(r"- \*\*(.+?)\*\*: \S", line) for line in entries]
    assert all(words), [line for line, word in zip(entries, words, strict=True) if word is None]
    named = [word[1].lower() for word in words if word]
    assert len(named) == len(set(named)), sorted({name for name in named if named.count(name) > 1})
