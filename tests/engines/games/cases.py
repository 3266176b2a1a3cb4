"""Crises and random games to try the engines on."""

from __future__ import annotations

import numpy as np

from detente.engines.games import Crisis, build, chance, end, move


def crisis(draws=1, seed=0, spread=0.0):
    """The example of the design, every number moved by up to ±``spread`` of itself."""
    rng = np.random.default_rng(seed)

    def moved(value):
        return value * (1 + spread * rng.uniform(-1, 1, draws))

    deterrent = np.clip(moved(0.6), 0.05, 0.95)
    patient = np.clip(moved(0.8), 0.05, 0.95)
    motive = {
        "p": np.stack([deterrent, 1 - deterrent]),
        "stake": np.stack([moved(60), moved(30)]),
        "prestige": np.stack([moved(0), moved(40)]),
        "sanctioned": np.stack([moved(15), moved(10)]),
        "concession": np.stack([moved(30), moved(30)]),
        "audience": np.stack([moved(5), moved(5)]),
    }
    resolve = {
        "p": np.stack([patient, 1 - patient]),
        "war": np.stack([moved(90), moved(40)]),
        "sanction": np.stack([moved(6), moved(3)]),
        "concede": np.stack([moved(25), moved(60)]),
        "exposure": np.stack([moved(10), moved(30)]),
        "offer": np.stack([moved(10), moved(30)]),
        "credible": np.stack([moved(0.5), moved(0.05)]),
    }
    common = {
        key: moved(value)
        for key, value in {
            "provoke": 3,
            "war": 100,
            "assurance": 50,
            "deal": 45,
            "insult": 10,
            "relief": 10,
            "third": 50,
        }.items()
    }
    return Crisis(("deterrent", "prestige"), ("patient", "pressing"), motive, resolve, common)


def random_game(seed, depth=4, players=2, merge=0.5, scale=20.0):
    """A random tree with chance; nodes of one mover at one level are merged at random."""
    rng = np.random.default_rng(seed)
    shapes = {}

    def grow(level, way):
        if level == depth or (level > 1 and rng.random() < 0.15):
            return end(*(float(v) for v in rng.normal(0, scale, players).round(3)))
        if rng.random() < 0.2:
            odds = rng.dirichlet(np.ones(2))
            return chance(f"luck {way}", {str(k): (float(odds[k]), grow(level + 1, way + str(k))) for k in range(2)})
        who = int(rng.integers(players))
        name = f"{who} at {level}" if rng.random() < merge else f"{who} after {way}"
        count = shapes.setdefault((who, name), int(rng.integers(2, 4)))
        return move(f"p{who}", name, {str(k): grow(level + 1, way + str(k)) for k in range(count)})

    return build(f"random {seed}", [f"p{k}" for k in range(players)], grow(0, "."))
