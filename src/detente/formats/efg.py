"""Gambit's extensive games (.efg): in and out."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from detente.engines.games.tree import CHANCE, Game, Infoset, Node, Number
from detente.errors import CaseError, FormatError
from detente.formats.gambit_text import Cursor, Token, number_text, quoted

__all__ = ["load_efg", "read_efg", "write_efg"]

_Outcome = tuple[str, tuple[Fraction, ...]]


@dataclass(slots=True)
class _Reading:
    """A file that is being read: what it has declared so far."""

    cursor: Cursor
    title: str = ""
    players: tuple[str, ...] = ()
    comment: str = ""
    nodes: list[Node] = field(default_factory=list)
    infosets: list[Infoset] = field(default_factory=list)
    numbers: dict[tuple[int, int], int] = field(default_factory=dict)
    outcomes: dict[int, _Outcome] = field(default_factory=dict)

    def prologue(self) -> None:
        self.cursor.word("EFG")
        self.cursor.word("2")
        kind = self.cursor.take("the letter R")
        if kind.text not in ("R", "D"):
            self.cursor.fail(kind, f"found {kind.text!r}", "R should stand here")
        self.title = self.cursor.string("the title")
        self.cursor.word("{")
        names = []
        while not self.cursor.skip("}"):
            names.append(self.cursor.string("a player's name"))
        self.players = tuple(names)
        if self.cursor.next.text.startswith('"'):
            self.comment = self.cursor.string("the comment")

    def body(self) -> None:
        todo = [(-1, -1)]
        while todo:
            parent, step = todo.pop()
            here = len(self.nodes)
            count = self.node(parent, step)
            todo += [(here, k) for k in reversed(range(count))]
        if self.cursor.next.text:
            self.cursor.fail(
                self.cursor.next,
                f"found {self.cursor.next.text!r} after the last node",
                "all branches have their nodes; remove what follows",
            )

    def node(self, parent: int, step: int) -> int:
        kind = self.cursor.take("a node (c, p or t)")
        if kind.text not in ("c", "p", "t"):
            self.cursor.fail(kind, f"found {kind.text!r}", "a node starts with c, p or t")
        name = self.cursor.string("the node's name")
        place = -1 if kind.text == "t" else self.infoset(kind)
        outcome, payoffs = self.outcome()
        self.nodes.append(Node(parent, step, place, payoffs, name, outcome))
        return 0 if place < 0 else len(self.infosets[place].actions)

    def infoset(self, kind: Token) -> int:
        player = CHANCE
        if kind.text == "p":
            at = self.cursor.next
            player = self.cursor.whole("a player's number", 1) - 1
            if player >= len(self.players):
                self.cursor.fail(
                    at, f"player {player + 1} of {len(self.players)}", "players are listed in the prologue"
                )
        at = self.cursor.next
        key = (player, self.cursor.whole("an information set's number", 1))
        stated = self.stated(player)
        if key not in self.numbers:
            if stated is None:
                self.cursor.fail(
                    at,
                    f"information set {key[1]} has no actions yet",
                    "its first node lists its name and actions",
                )
            self.numbers[key] = len(self.infosets)
            self.infosets.append(stated)
        known = self.infosets[self.numbers[key]]
        if stated is not None and stated != known:
            self.cursor.fail(
                at,
                f"information set {key[1]} is stated differently from before",
                f"before: {known.name!r} {list(known.actions)}",
            )
        return self.numbers[key]

    def stated(self, player: int) -> Infoset | None:
        """The name, actions and chances of an information set, where the node states them."""
        if not self.cursor.next.text.startswith('"') and not self.cursor.at("{"):
            return None
        name = self.cursor.string("the information set's name") if not self.cursor.at("{") else ""
        self.cursor.word("{")
        actions, odds = [], []
        while not self.cursor.skip("}"):
            actions.append(self.cursor.string("an action's name"))
            if player == CHANCE:
                odds.append(self.cursor.number("the action's probability"))
        return Infoset(player, name, tuple(actions), tuple(odds))

    def outcome(self) -> _Outcome:
        at = self.cursor.next
        number = self.cursor.whole("an outcome's number")
        stated = None
        if self.cursor.next.text.startswith('"') or self.cursor.at("{"):
            name = self.cursor.string("the outcome's name") if not self.cursor.at("{") else ""
            stated = (name, self.payoffs())
        if number == 0:
            if stated is not None:
                self.cursor.fail(at, "outcome 0 has payoffs", "0 means no outcome; give it another number")
            return "", ()
        if number not in self.outcomes:
            if stated is None:
                self.cursor.fail(at, f"outcome {number} has no payoffs yet", "its first node lists them")
            self.outcomes[number] = stated
        if stated is not None and stated != self.outcomes[number]:
            self.cursor.fail(at, f"outcome {number} is stated differently from before")
        return self.outcomes[number]

    def payoffs(self) -> tuple[Fraction, ...]:
        opened = self.cursor.word("{")
        paid = []
        while not self.cursor.skip("}"):
            paid.append(self.cursor.number("a payoff"))
            self.cursor.skip(",")
        if len(paid) != len(self.players):
            self.cursor.fail(opened, f"{len(paid)} payoffs for {len(self.players)} players")
        return tuple(paid)


def read_efg(text: str, file: str | Path | None = None) -> Game:
    """A game from the text of a .efg file; numbers are read exactly.

    Raises:
        FormatError: what is wrong, with file, line and column.

    Reference: Gambit documentation, "The extensive game (.efg) file format" (version 2).

    >>> game = read_efg('EFG 2 R "toy" { "a" } p "" 1 1 "h" { "l" "r" } 0 t "" 1 "" { 0 } t "" 2 "" { 1/2 }')
    >>> game.nodes[2].payoffs
    (Fraction(1, 2),)
    """
    reading = _Reading(Cursor(text, file))
    reading.prologue()
    reading.body()
    try:
        return Game(reading.title, reading.players, tuple(reading.infosets), tuple(reading.nodes), reading.comment)
    except CaseError as error:
        raise FormatError(str(error), file=file) from error


def load_efg(file: str | Path) -> Game:
    """A game from a .efg file.

    Raises:
        FormatError: the file cannot be read, or what is wrong in it, with line and column.
    """
    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"cannot be read: {error}", file=file) from error
    return read_efg(text, file)


def write_efg(game: Game) -> str:
    """A game as the text of a .efg file, one node a line; numbers are written exactly.

    >>> from detente.engines.games.tree import build, end, move
    >>> print(write_efg(build("toy", ["a"], move("a", "h", {"l": end(0), "r": end(1)}))))
    EFG 2 R "toy" { "a" }
    ""
    <BLANKLINE>
    p "" 1 1 "h" { "l" "r" } 0
    t "" 1 "" { 0 }
    t "" 2 "" { 1 }
    <BLANKLINE>
    """
    head = f"EFG 2 R {quoted(game.title)} {{ {' '.join(map(quoted, game.players))} }}"
    numbers = _numbers(game)
    outcomes: dict[_Stated, int] = {}
    lines = [_line(game, index, numbers, outcomes) for index in range(len(game.nodes))]
    return "\n".join([head, quoted(game.comment), "", *lines, ""])


_Stated = tuple[str, tuple[Number, ...], int]


def _numbers(game: Game) -> list[int]:
    """Information sets are numbered from 1 within each player."""
    seen: dict[int, int] = {}
    numbers = []
    for place in game.infosets:
        seen[place.player] = seen.get(place.player, 0) + 1
        numbers.append(seen[place.player])
    return numbers


def _line(game: Game, index: int, numbers: list[int], outcomes: dict[_Stated, int]) -> str:
    node = game.nodes[index]
    if node.infoset < 0:
        return f"t {quoted(node.name)} {_outcome(node, index, outcomes)}"
    place = game.infosets[node.infoset]
    odds = _chances(place)
    actions = " ".join(
        quoted(name) + (f" {number_text(odds[k])}" if place.player == CHANCE else "")
        for k, name in enumerate(place.actions)
    )
    who = f"c {quoted(node.name)}" if place.player == CHANCE else f"p {quoted(node.name)} {place.player + 1}"
    stated = f"{numbers[node.infoset]} {quoted(place.name)} {{ {actions} }}"
    return f"{who} {stated} {_outcome(node, index, outcomes)}"


def _chances(place: Infoset) -> list[Fraction]:
    """Chances that sum to 1 exactly, as Gambit demands: the last takes up the rounding of floats."""
    exact = [p if isinstance(p, Fraction) else Fraction(str(p)) for p in place.probabilities]
    return exact if not exact or sum(exact) == 1 else [*exact[:-1], 1 - sum(exact[:-1], Fraction(0))]


def _outcome(node: Node, index: int, outcomes: dict[_Stated, int]) -> str:
    """An outcome's number, name and payoffs; named outcomes that pay the same are one."""
    if not node.payoffs:
        return "0"
    key = (node.outcome, node.payoffs, -1 if node.outcome else index)
    number = outcomes.setdefault(key, len(outcomes) + 1)
    return f"{number} {quoted(node.outcome)} {{ {', '.join(number_text(v) for v in node.payoffs)} }}"
