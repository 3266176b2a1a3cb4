"""The inks: legible on their page in both schemes, apart in grey, and the same in charts and page."""

from __future__ import annotations

from importlib import resources

import pytest

from detente.display.charts import theme
from detente.display.charts.theme import BLUE, DARK, INK, LINE, PAPER, QUIET, SOFT, VERMILION


def luminance(ink: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [{ink: ink for ink in DARK}, DARK], ids=["light", "dark"])
def test_inks_are_legible_and_apart_in_grey(scheme):
    paper = scheme[PAPER]
    assert all(contrast(scheme[text], paper) >= 4.5 for text in (INK, SOFT, BLUE, VERMILION))
    assert contrast(scheme[QUIET], paper) >= 3
    assert contrast(scheme[LINE], paper) >= 1.3
    assert contrast(scheme[BLUE], scheme[VERMILION]) >= 1.05


def test_page_and_charts_share_their_inks():
    css = resources.files("detente.briefing").joinpath("style.css").read_text("utf-8")
    light, dark = css.split("prefers-color-scheme: dark", 1)
    for name, ink in (("ink", INK), ("soft", SOFT), ("line", LINE), ("paper", PAPER), ("link", BLUE)):
        assert f"--{name}: {ink};" in light
        assert f"--{name}: {DARK[ink]};" in dark


def test_every_ink_has_one_dark_partner():
    inks = {value for name, value in vars(theme).items() if name.isupper() and str(value).startswith("#")}
    assert inks == set(DARK)
