"""One look for every chart: few inks, each with its partner in dark mode, and one typeface.

Blue and vermilion are told apart by every common kind of colour blindness and differ in lightness, so they stay
apart in grey too; where a colour carries meaning a shape or a label carries it as well.

Reference: Okabe & Ito (2008), Color Universal Design.
"""

from __future__ import annotations

from typing import Final

__all__ = ["BLUE", "DARK", "FONT", "INK", "LINE", "PAPER", "QUIET", "SIZE", "SOFT", "VERMILION"]

INK: Final = "#1d1f23"
"""Text and what matters."""
SOFT: Final = "#585e68"
"""Second-rank text."""
QUIET: Final = "#8d939d"
"""Intervals and what recedes."""
LINE: Final = "#d7d4cc"
"""Rungs and rules."""
BLUE: Final = "#1b5090"
"""The forecast, a yes."""
VERMILION: Final = "#c4501b"
"""A no, a veto, today's state."""
PAPER: Final = "#fdfcfa"
"""The page behind."""

DARK: Final = {
    INK: "#e8e5df",
    SOFT: "#a9aeb7",
    QUIET: "#7f868f",
    LINE: "#3c4046",
    BLUE: "#8ab6ee",
    VERMILION: "#f09a68",
    PAPER: "#17191c",
}
"""Each ink's partner on a dark page; ``svg.to_svg`` writes them into the picture's own style."""

FONT: Final = "'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', sans-serif"
SIZE: Final = 12
"""Type size in pixels."""
