"""Plain records → words: one form for every likelihood, number, list and scale that a sentence can hold.

Sentences are built from answers by small pure functions; this folder has their parts:

- ``likelihood``: a probability as a term of one yardstick with its number in brackets, and clauses around it;
- ``numbers``: percentages, intervals, points and counts;
- ``grammar``: lists of names, articles, plurals, agreement, capitals;
- ``scales``: a value on an issue's scale as the named point that it is nearest to;
- ``confidence``: high, moderate or low, computed from what it says.

>>> from detente.display import words
>>> words.chance_to("Japan’s draft", 0.86, "be adopted", "being adopted")
'Japan’s draft is very likely (86%) to be adopted'
>>> words.sentence(words.chance_that(0.03, f"{words.listed(['China', 'Russia'])} agree"))
'There is almost no chance (3%) that China and Russia agree.'
"""

from detente.display.words.confidence import (
    Confidence,
    confidence,
    confidence_sentence,
    is_confidence,
    mixes_likelihood_and_confidence,
)
from detente.display.words.grammar import (
    a_or_an,
    agree,
    article,
    capitalised,
    listed,
    plural,
    possessive,
    quoted,
    sentence,
)
from detente.display.words.likelihood import (
    ICD203,
    PHIA,
    Yardstick,
    chance_of,
    chance_that,
    chance_to,
    likely,
    term,
    yardstick,
)
from detente.display.words.numbers import (
    Unit,
    amount,
    apart,
    before_rounding,
    cardinal,
    count,
    date,
    estimate,
    interval,
    level,
    number,
    percent,
    percent_apart,
    percent_interval,
    points,
    units,
)
from detente.display.words.rewording import reworded
from detente.display.words.scales import equally_near, in_words, nearest_point, place, scale_points

__all__ = [
    "ICD203",
    "PHIA",
    "Confidence",
    "Unit",
    "Yardstick",
    "a_or_an",
    "agree",
    "amount",
    "apart",
    "article",
    "before_rounding",
    "capitalised",
    "cardinal",
    "chance_of",
    "chance_that",
    "chance_to",
    "confidence",
    "confidence_sentence",
    "count",
    "date",
    "equally_near",
    "estimate",
    "in_words",
    "interval",
    "is_confidence",
    "level",
    "likely",
    "listed",
    "mixes_likelihood_and_confidence",
    "nearest_point",
    "number",
    "percent",
    "percent_apart",
    "percent_interval",
    "place",
    "plural",
    "points",
    "possessive",
    "quoted",
    "reworded",
    "scale_points",
    "sentence",
    "term",
    "units",
    "yardstick",
]
