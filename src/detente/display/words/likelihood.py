"""A probability in words, with its number in brackets in the sentence.

Brackets help readers and tooltips and tables do not (Wintle et al. 2019), so no term stands without one.

Method:

1. The probability becomes the whole per cent that will be printed; that number alone chooses the term, so
   that one printed number has one word, and word and number never seem to contradict each other.
2. A number on the edge of two bands takes the term nearer to even: a word promises no more than its number.
   (ICD 203 prints each edge in both bands.) So a probability and its complement always have mirrored terms.
3. ICD 203 stops at 1% and 99%. Beyond, short of certainty, the outer terms hold with "<1%" and ">99%".
   Exactly 0 and 1 are no estimates but facts of a model, and say so: "no chance (0%)", "certain (100%)".

Reference: Office of the Director of National Intelligence (2015), ICD 203, D.6.e(2)(a), first row of terms;
    Professional Head of Intelligence Assessment (2019), probability yardstick;
    Wintle, Fraser, Wills, Nicholson & Fidler (2019), PLOS ONE 14(4): e0213522.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.display.words.numbers import checked_probability, percent, whole_percent
from detente.errors import InputError, nearest

__all__ = [
    "ICD203",
    "PHIA",
    "Yardstick",
    "chance_of",
    "chance_that",
    "chance_to",
    "likely",
    "term",
    "yardstick",
]


@dataclass(frozen=True, slots=True)
class Yardstick:
    """One row of likelihood terms: ``(lowest whole per cent, term)``, rising. Rows are never mixed.

    A term that ends in *chance* or *possibility* is a noun ("there is a remote chance that"), any other an
    adjective ("it is likely that").
    """

    name: str
    floors: tuple[tuple[int, str], ...]

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms, from least to most likely."""
        return tuple(term for _, term in self.floors)


ICD203 = Yardstick(
    "icd203",
    (
        (0, "almost no chance"),  # 1–5, and below
        (5, "very unlikely"),
        (20, "unlikely"),
        (45, "roughly even chance"),
        (56, "likely"),
        (81, "very likely"),
        (96, "almost certain"),  # 95–99, and above
    ),
)

# The British bands leave gaps (5–10, 20–25, 35–40, 50–55, 75–80, 90–95); a number in a gap takes the term nearer to
# even, as a number on an edge does.
PHIA = Yardstick(
    "phia",
    (
        (0, "remote chance"),  # to 5
        (6, "highly unlikely"),  # 10–20
        (21, "unlikely"),  # 25–35
        (36, "realistic possibility"),  # 40–50
        (55, "likely"),  # 55–75
        (80, "highly likely"),  # 80–90
        (95, "almost certain"),  # from 95
    ),
)

_YARDSTICKS = {"icd203": ICD203, "phia": PHIA}


def yardstick(name: str) -> Yardstick:
    """The row of terms of that name: ``icd203`` or ``phia``.

    >>> yardstick("phia").terms[3]
    'realistic possibility'

    Raises:
        InputError: no such row.
    """
    if name not in _YARDSTICKS:
        raise InputError(f"unknown scale of likelihood '{name}'", hint=nearest(name, _YARDSTICKS))
    return _YARDSTICKS[name]


def term(probability: float, scale: Yardstick = ICD203) -> str:
    """The likelihood term of a probability, by the whole per cent that is printed beside it.

    >>> [term(p) for p in (0, 0.001, 0.05, 0.2, 0.45)]
    ['no chance', 'almost no chance', 'very unlikely', 'unlikely', 'roughly even chance']
    >>> [term(p) for p in (0.55, 0.8, 0.86, 0.95, 0.999, 1)]
    ['roughly even chance', 'likely', 'very likely', 'very likely', 'almost certain', 'certain']
    >>> term(0.45, PHIA), term(0.93, PHIA)
    ('realistic possibility', 'highly likely')

    Raises:
        InputError: not a probability.
    """
    p = checked_probability(probability)
    if p in (0.0, 1.0):
        return "certain" if p else "no chance"
    per_cent = whole_percent(p)
    return [name for floor, name in scale.floors if floor <= per_cent][-1]


def likely(probability: float, scale: Yardstick = ICD203) -> str:
    """The term with the number in brackets.

    >>> likely(0.86), likely(0.004), likely(0.5)
    ('very likely (86%)', 'almost no chance (<1%)', 'roughly even chance (50%)')
    """
    return f"{term(probability, scale)} ({percent(probability)})"


def is_noun(words: str) -> bool:
    """Whether a term is a noun ("there is a remote chance that") rather than an adjective ("it is likely that")."""
    return words.endswith(("chance", "possibility"))


def _a_chance(probability: float, scale: Yardstick) -> str:
    """The noun with its article: "a roughly even chance (50%)", "almost no chance (3%)"."""
    words = likely(probability, scale)
    return words if words.startswith(("no ", "almost no ")) else f"a {words}"


def chance_that(probability: float, clause: str, scale: Yardstick = ICD203) -> str:
    """A clause and its likelihood. Not yet a sentence: see ``grammar.sentence``.

    >>> chance_that(0.86, "China abstains")
    'it is very likely (86%) that China abstains'
    >>> chance_that(0.5, "China abstains")
    'there is a roughly even chance (50%) that China abstains'
    """
    if is_noun(term(probability, scale)):
        return f"there is {_a_chance(probability, scale)} that {clause}"
    return f"it is {likely(probability, scale)} that {clause}"


def chance_to(
    subject: str,
    probability: float,
    infinitive: str,
    gerund: str,
    scale: Yardstick = ICD203,
    *,
    many: bool = False,
) -> str:
    """A subject and how likely it is to do something.

    >>> chance_to("Japan’s draft", 0.12, "be adopted", "being adopted")
    'Japan’s draft is very unlikely (12%) to be adopted'
    >>> chance_to("talks", 0.5, "take place", "taking place", many=True)
    'talks have a roughly even chance (50%) of taking place'
    """
    if is_noun(term(probability, scale)):
        return f"{subject} {'have' if many else 'has'} {_a_chance(probability, scale)} of {gerund}"
    return f"{subject} {'are' if many else 'is'} {likely(probability, scale)} to {infinitive}"


def chance_of(probability: float, noun: str, scale: Yardstick = ICD203) -> str:
    """Something and how likely it is.

    >>> chance_of(0.7, "a Chinese veto"), chance_of(0.03, "a Chinese veto")
    ('a Chinese veto is likely (70%)', 'there is almost no chance (3%) of a Chinese veto')
    """
    if is_noun(term(probability, scale)):
        return f"there is {_a_chance(probability, scale)} of {noun}"
    return f"{noun} is {likely(probability, scale)}"
