"""What can pass: for each draft the members in their seats, by how each is likeliest to vote.

A shape says the vote (dot yes, ring abstains, diamond no, cross veto), so the picture reads without colour; a
fainter mark is a less certain vote. Members keep their seat from draft to draft, so a column shows whom a text wins
or loses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.display.charts.drawing import Drawing, Layer
from detente.display.charts.layout import LINE_HEIGHT, shortened, text_width, wrapped
from detente.display.charts.marks import dots, frame, label, labels, rules
from detente.display.charts.theme import BLUE, INK, LINE, PAPER, SIZE, SOFT, VERMILION
from detente.display.words import listed, percent, sentence

__all__ = ["likeliest_vote", "seats"]

WIDTH, LEFT, RIGHT, ROW, MOST_NAMED = 700.0, 176.0, 74.0, 46.0, 30
SHAPES = {"yes": "circle", "abstain": "circle", "no": "diamond", "veto": "cross"}


def likeliest_vote(votes: Mapping[str, float], veto: bool) -> tuple[str, float]:
    """How a member is likeliest to vote, and how sure that is; a veto-holder's *no* is a veto.

    >>> likeliest_vote({"yes": 0.2, "no": 0.5, "abstain": 0.3}, veto=True)
    ('veto', 0.5)
    """
    vote = max(("yes", "abstain", "no"), key=lambda name: votes[name])
    return ("veto" if vote == "no" and veto else vote), votes[vote]


def seats(title: str, drafts: Sequence[Mapping[str, Any]], members: Sequence[Mapping[str, Any]]) -> Drawing:
    """The chart.

    Args:
        title: of the council.
        drafts: ``{"name", "adopted": probability, "members": {id: {"yes", "no", "abstain"}}}``, in rows; a member
            that a draft does not list is absent, and its seat empty.
        members: ``{"id", "name", "code", "veto": bool}``.
    """
    seated = _seated(drafts, members)
    height = ROW * len(drafts)
    return frame(
        [
            *_heads(seated),
            *_draft_labels(drafts),
            *_votes(drafts, seated),
            *_key(height + 22),
        ],
        title=title,
        description=_in_words(drafts, seated),
        width=WIDTH - LEFT - RIGHT,
        height=height,
        left=LEFT,
        right=RIGHT,
        top=40,
        bottom=36,
    )


def _seated(drafts: Sequence[Mapping[str, Any]], members: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Members with the x of their seat: veto-holders first, apart; in both parts the readiest to vote yes first."""

    def readiness(member: Mapping[str, Any]) -> float:
        return sum(float(draft["members"].get(member["id"], {}).get("yes", 0.0)) for draft in drafts)

    ordered = sorted(members, key=lambda m: (not m["veto"], -readiness(m), m["id"]))
    vetoes = sum(bool(member["veto"]) for member in ordered)
    gap = 0.6 if 0 < vetoes < len(ordered) else 0.0
    step = (WIDTH - LEFT - RIGHT) / max(len(ordered) + gap, 8)
    return [
        {**member, "x": step * (at + 0.5 + (gap if at >= vetoes else 0.0)), "step": step}
        for at, member in enumerate(ordered)
    ]


def _heads(seated: Sequence[Mapping[str, Any]]) -> list[Layer]:
    layers: list[Layer] = []
    if len(seated) <= MOST_NAMED:
        size = min(SIZE - 2, seated[0]["step"] / 2.3) if seated else SIZE
        codes = [{"x": m["x"], "y": -10, "text": m["code"]} for m in seated]
        layers.append(labels(codes, align="center", fill=SOFT, size=size))
    holders = [member for member in seated if member["veto"]]
    if holders:
        half = holders[0]["step"] / 2 - 2
        line = {"x": holders[0]["x"] - half, "x2": holders[-1]["x"] + half, "y": -20, "y2": -20}
        layers.append(rules([line], SOFT))
        text = "hold a veto" if len(holders) > 2 else "veto"
        layers.append(label((line["x"] + line["x2"]) / 2, -30, text, align="center", fill=SOFT, size=SIZE - 2))
    return layers


def _draft_labels(drafts: Sequence[Mapping[str, Any]]) -> list[Layer]:
    names, values, lines = [], [], []
    right = WIDTH - LEFT
    for at, draft in enumerate(drafts):
        middle = ROW * (at + 0.5)
        text = wrapped(draft["name"], LEFT - 20, SIZE)
        kept = text if len(text) <= 3 else (*text[:2], shortened(f"{text[2]} …", LEFT - 20, SIZE))
        top = middle - LINE_HEIGHT * (len(kept) - 1) / 2
        names += [{"x": -14, "y": top + LINE_HEIGHT * row, "text": line} for row, line in enumerate(kept)]
        values.append({"x": right, "y": middle, "text": percent(draft["adopted"])})
        lines.append({"x": -LEFT, "x2": right, "y": ROW * at, "y2": ROW * at})
    return [
        rules(lines, LINE),
        labels(names, align="right"),
        labels(values, align="right", bold=True, size=SIZE + 2),
        label(right, -10, "adopted", align="right", fill=SOFT, size=SIZE - 2),
    ]


def _votes(drafts: Sequence[Mapping[str, Any]], seated: Sequence[Mapping[str, Any]]) -> list[Layer]:
    by_vote: dict[str, list[dict[str, Any]]] = {vote: [] for vote in SHAPES}
    for at, draft in enumerate(drafts):
        for member in seated:
            if member["id"] not in draft["members"]:
                continue  # absent: an empty seat
            vote, sure = likeliest_vote(draft["members"][member["id"]], member["veto"])
            area = min(150.0, (member["step"] * 0.55) ** 2)
            by_vote[vote].append(
                {
                    "x": member["x"],
                    "y": ROW * (at + 0.5),
                    "area": area,
                    "opacity": round(0.3 + 0.7 * _surely(sure), 2),
                }
            )
    return [_mark(vote, records) for vote, records in by_vote.items() if records]


def _surely(sure: float) -> float:
    """From 0 at an even split over three votes to 1 where the vote is all but sure."""
    return min(1.0, max(0.0, (sure - 1 / 3) / (0.9 - 1 / 3)))


def _mark(vote: str, records: Sequence[Mapping[str, Any]]) -> Layer:
    match vote:
        case "yes":
            return dots(records, fill=BLUE, stroke=BLUE)
        case "abstain":
            return dots(records, fill=PAPER, stroke=INK, width=1.6)
        case "no":
            return dots(records, "diamond", fill=VERMILION, stroke=VERMILION)
        case _:
            return dots(records, CROSS, fill=VERMILION, stroke=VERMILION)


CROSS = "M-1,-0.62L-0.62,-1L0,-0.38L0.62,-1L1,-0.62L0.38,0L1,0.62L0.62,1L0,0.38L-0.62,1L-1,0.62L-0.38,0Z"
"""A heavy diagonal cross, in the units of a Vega path symbol."""


def _key(y: float) -> list[Layer]:
    """The shapes, named once, in a line below."""
    layers: list[Layer] = []
    x = 6.0
    for vote, word in (("yes", "yes"), ("abstain", "abstains"), ("no", "no"), ("veto", "no, and a veto")):
        layers.append(_mark(vote, [{"x": x, "y": y, "area": 90, "opacity": 1}]))
        layers.append(label(x + 10, y, word, fill=SOFT, size=SIZE - 1))
        x += 34 + text_width(word, SIZE - 1)
    layers.append(label(x, y, "fainter: less sure", fill=SOFT, size=SIZE - 1))
    return layers


def _in_words(drafts: Sequence[Mapping[str, Any]], seated: Sequence[Mapping[str, Any]]) -> str:
    return " ".join(_draft_in_words(draft, seated) for draft in drafts)


def _draft_in_words(draft: Mapping[str, Any], seated: Sequence[Mapping[str, Any]]) -> str:
    present = [member for member in seated if member["id"] in draft["members"]]
    votes = [likeliest_vote(draft["members"][member["id"]], member["veto"])[0] for member in present]
    vetoes = [member["name"] for member, vote in zip(present, votes, strict=True) if vote == "veto"]
    tally = f"{votes.count('yes')} yes, {votes.count('no') + len(vetoes)} no and {votes.count('abstain')} abstaining"
    by = f", with a veto by {listed(vetoes)}" if vetoes else ""
    return sentence(
        f"{draft['name']}: adopted {percent(draft['adopted'])}; the votes likeliest one by one are {tally}{by}"
    )
