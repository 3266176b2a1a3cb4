"""Plain records → charts: Altair, imported inside the functions, and pictures of them without a browser.

Every chart is a pure function of dicts and lists in the shapes of an answer's JSON. It places its marks by
the pixel, so labels stand beside what they name and never overlap; it reads in grey, and it carries its own
description in words.
"""

from detente.display.charts.beliefs import beliefs
from detente.display.charts.chains import chains
from detente.display.charts.chances import chances
from detente.display.charts.dilution import dilution
from detente.display.charts.drawing import Drawing
from detente.display.charts.effects import effects
from detente.display.charts.fan import fan
from detente.display.charts.journey import journey
from detente.display.charts.ladder import ladder
from detente.display.charts.levers import levers
from detente.display.charts.matrix import matrix
from detente.display.charts.models import models
from detente.display.charts.seats import seats
from detente.display.charts.shifts import shifts
from detente.display.charts.svg import to_svg, warm
from detente.display.charts.tornado import tornado
from detente.display.charts.tree import tree
from detente.display.charts.waterfall import waterfall

__all__ = [
    "Drawing",
    "beliefs",
    "chains",
    "chances",
    "dilution",
    "effects",
    "fan",
    "journey",
    "ladder",
    "levers",
    "matrix",
    "models",
    "seats",
    "shifts",
    "to_svg",
    "tornado",
    "tree",
    "warm",
    "waterfall",
]
