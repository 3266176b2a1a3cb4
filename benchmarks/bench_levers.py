"""Levers, flips and changes: thirty moves in packages of two, as ratios against asking afresh each time."""

from __future__ import annotations

import time
from collections.abc import Callable

from detente.dossier import Dossier, changed, loads
from detente.dossier.cases import load_case
from detente.questions import ask
from detente.questions.changes import Changes
from detente.questions.flip import Flip
from detente.questions.gauge import gauge
from detente.questions.levers import Levers
from detente.questions.levers.moves import moves_of
from detente.questions.talks import Talks
from detente.questions.vote import Vote

DRAWS = 200
MEETS, ADOPTED = "talks.table.first.convenes", "vote.house.text.adopted"


def crisis(conditions: int = 3, ties: int = 26, members: int = 10) -> Dossier:
    """A made-up crisis in which one actor has thirty moves: grants, ties and members to persuade."""
    others = [f"m{k}" for k in range(members)]
    positions = {
        id: f"{{position: {{low: {5 + k % 15}, mode: {20 + k % 15}, high: {45 + k % 15}}}, salience: 60}}"
        for k, id in enumerate(others)
    }
    lines = [
        "detente: 1",
        "title: Thirty moves",
        "as_of: 2020-01-01",
        "horizon: 2020-12-31",
        "actors:",
        "  one: {name: Oneland, capability: 90}",
        *(f"  {id}: {{name: Country {id}, capability: {20 + k}}}" for k, id in enumerate(others)),
        "issues:",
        "  arms:",
        "    asks: How many arms?",
        "    scale: {0: none, 50: some, 100: all}",
        "    status_quo: 0",
        "    positions:",
        "      one: {position: 85, salience: 80}",
        *(f"      {id}: {written}" for id, written in positions.items()),
        "councils:",
        "  house:",
        "    name: The House",
        "    decides: [arms]",
        f"    members: {{one: {{}}, {', '.join(f'{id}: {{}}' for id in others)}}}",
        f"    quota: {max(2, members // 3)}",
        "    drafts: {text: {sponsors: [one], text: {arms: 60}}}",
        "talks:",
        "  table:",
        "    settles: [arms]",
        "    formats:",
        "      first: {needs: [one, m0, m1], success: 0.4}",
        "      second: {needs: [one, m0], success: 0.3}",
        "    worth: {first: {m0: -14, m1: -10}}",
        "    conditions:",
        *(
            f"      c{k}: {{by: m{k % 2}, of: one, what: thing {k}, worth: {2 + k % 5}, "
            f"cost: {1 + k % 4}, granted: 0.1}}"
            for k in range(conditions)
        ),
        "ties:",
        *(
            f"  t{k}: {{holder: one, dependent: m{k % 2}, what: trade {k}, worth: {10 + k}, "
            "cost: 2, used: 0.5, ceiling: 1}"
            for k in range(ties)
        ),
    ]
    return loads("\n".join(lines) + "\n")


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time: other work on the machine does not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def row(what: str, seconds: float, count: int, alone: float) -> None:
    """One line of the table."""
    each = seconds / max(count, 1)
    print(f"{what:62} {count:6d} {seconds:8.2f} {each * 1e3:8.1f} {alone / each:8.1f}")


def levered(dossier: Dossier, path: str, *, deeds: bool, alone: float) -> None:
    """All packages of two: a threshold that nothing reaches makes the search go through every one."""
    of = gauge(dossier, path)
    moves = [move for move in moves_of(dossier, "one", of) if move.deed or not deeds]
    question = Levers("one", path, 1.0, search_draws=DRAWS, draws=DRAWS, most_moves=2, deeds=deeds, side_effects=False)
    found = ask(dossier, question)  # and warm
    seconds = timed(lambda: ask(dossier, question))
    tried = found.results["packages_tried"]
    row(f"levers on {path}: {len(moves)} moves, {tried} packages", seconds, found.results["sets"], alone)


def main() -> None:
    """Print the table."""
    print(f"{'':62} {'values':>6} {'seconds':>8} {'ms each':>8} {'× faster than ask':>8}")
    dossier = crisis()
    again = {"talks": Talks("table", draws=DRAWS), "vote": Vote("house", draws=DRAWS)}
    alone = {}
    for name, question in again.items():
        ask(dossier, question)
        alone[name] = timed(lambda question=question: ask(changed(dossier, {"actors.one.capability": 91}), question))
    levered(dossier, MEETS, deeds=True, alone=alone["talks"])
    levered(crisis(members=30, conditions=1, ties=1), ADOPTED, deeds=False, alone=alone["vote"])
    korea = load_case("korea-2006")
    flips = Flip("vote.security-council.japan-chapter-vii.adopted", 1_000)
    found = ask(korea, flips)
    vote = Vote("security-council", draws=300)
    ask(korea, vote)
    once = timed(lambda: ask(korea, vote))
    row("flip of the first vote of korea-2006", timed(lambda: ask(korea, flips)), found.results["tried"], once)
    later = changed(
        korea,
        {f"issues.council-response.positions.{a}.position": 40 for a in ("usa", "jpn", "chn", "rus", "fra", "gbr")},
    )
    changes = Changes(korea, "vote.security-council.japan-chapter-vii.adopted", draws=300)
    compared = ask(later, changes)
    row("changes of six numbers, exactly", timed(lambda: ask(later, changes)), compared.results["sets"], once)


if __name__ == "__main__":
    main()
