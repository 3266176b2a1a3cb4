"""Published games, written down from the literature, each with its source."""

from __future__ import annotations

from fractions import Fraction

from detente.engines.games import Game, build, chance, end, move


def horse() -> Game:
    """Selten 1975, International Journal of Game Theory 4, figure 1 (its three-player game)."""
    return build(
        "Selten's horse",
        ["one", "two", "three"],
        move(
            "one",
            "one",
            {
                "R": move(
                    "two",
                    "two",
                    {"R": end(1, 1, 1), "L": move("three", "three", {"R": end(4, 4, 0), "L": end(0, 0, 1)})},
                ),
                "L": move("three", "three", {"R": end(3, 2, 2), "L": end(0, 0, 0)}),
            },
        ),
    )


def _breakfast(kind: str, favourite: str) -> object:
    def after(meal: str) -> object:
        liked = int(meal == favourite)
        weak = kind == "weak"
        return move("bully", meal, {"duel": end(liked, int(weak)), "leave": end(liked + 2, int(not weak))})

    return move("stranger", kind, {"beer": after("beer"), "quiche": after("quiche")})


def beer_quiche() -> Game:
    """Cho & Kreps 1987, Quarterly Journal of Economics 102, figure I."""
    tenth = Fraction(1, 10)
    kinds = {
        "weak": (tenth, _breakfast("weak", "quiche")),
        "strong": (1 - tenth, _breakfast("strong", "beer")),
    }
    return build("beer–quiche", ["stranger", "bully"], chance("kind", kinds))


def entry() -> Game:
    """McKelvey & Palfrey 1998, Experimental Economics 1, figure 1a: one round of the chain-store game."""
    answer = move("incumbent", "entered", {"fight": end(0, 0), "acquiesce": end(3, 1)})
    return build("entry", ["entrant", "incumbent"], move("entrant", "start", {"out": end(2, 2), "in": answer}))


def entry_unseen() -> Game:
    """The same, figure 1b: the incumbent commits without seeing the entrant's move."""

    def answer(out: bool) -> object:
        return move(
            "incumbent",
            "answer",
            {"fight": end(2, 2) if out else end(0, 0), "acquiesce": end(2, 2) if out else end(3, 1)},
        )

    return build(
        "entry, unseen",
        ["entrant", "incumbent"],
        move("entrant", "start", {"out": answer(True), "in": answer(False)}),
    )


def centipede(moves: int) -> Game:
    """McKelvey & Palfrey 1992, Econometrica 60, figures 1 and 2: the pile doubles with each pass."""
    tree = end(*((0.4 * 2**moves, 0.1 * 2**moves) if moves % 2 == 0 else (0.1 * 2**moves, 0.4 * 2**moves)))
    for step in reversed(range(moves)):
        large, small = 0.4 * 2**step, 0.1 * 2**step
        take = end(large, small) if step % 2 == 0 else end(small, large)
        mover = "one" if step % 2 == 0 else "two"
        tree = move(mover, f"{mover} at {step + 1}", {"take": take, "pass": tree})
    return build(f"centipede, {moves} moves", ["one", "two"], tree)


def poker() -> Game:
    """Reiley, Urbancic & Walker 2008, Journal of Economic Education 39: stripped-down poker."""

    def card(name: str, called: int) -> object:
        answer = move("bob", "bet", {"call": end(called, -called), "fold": end(1, -1)})
        return move("alice", name, {"bet": answer, "fold": end(-1, 1)})

    half = Fraction(1, 2)
    return build(
        "stripped-down poker",
        ["alice", "bob"],
        chance("deal", {"king": (half, card("king", 2)), "queen": (half, card("queen", -2))}),
    )


def kuhn() -> Game:
    """Kuhn 1950, Contributions to the Theory of Games I: three cards, one bet."""

    def deal(one: int, two: int) -> object:
        win = 1 if one > two else -1
        late = move("one", f"one has {one}, bet", {"fold": end(-1, 1), "call": end(2 * win, -2 * win)})
        checked = move("two", f"two has {two}, check", {"check": end(win, -win), "bet": late})
        bet = move("two", f"two has {two}, bet", {"fold": end(1, -1), "call": end(2 * win, -2 * win)})
        return move("one", f"one has {one}", {"check": checked, "bet": bet})

    sixth = Fraction(1, 6)
    deals = {f"{a}{b}": (sixth, deal(a, b)) for a in range(3) for b in range(3) if a != b}
    return build("Kuhn poker", ["one", "two"], chance("deal", deals))


def two_moves() -> Game:
    """Myerson 1991, Game Theory, figure 4.2: an agent equilibrium that is no Nash equilibrium."""

    def last(pays: list[tuple[int, int]]) -> object:
        return move("one", "later", {"Y": end(*pays[0]), "Z": end(*pays[1])})

    after = move("two", "two", {"W": last([(3, 0), (0, 0)]), "X": last([(2, 3), (4, 1)])})
    other = move("two", "two", {"W": end(2, 3), "X": end(3, 2)})
    return build("Myerson 4.2", ["one", "two"], move("one", "first", {"A": after, "B": other}))
