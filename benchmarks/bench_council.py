"""Adoption for 20,000 draws × 15 members × 20 drafts against the plain recursion, tallies, and power indices."""

from __future__ import annotations

import time
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from detente.dossier.bodies import load_body
from detente.engines.council import OrderedLogit, Rule, adopted, chamber, first, tallies
from detente.questions.councils import rule_of
from detente.questions.power import _game

DRAWS, MEMBERS, DRAFTS, QUOTA, HOLDERS = 20_000, 15, 20, 9, 5


def _measured(run, times=5):
    jax.block_until_ready(run())
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        jax.block_until_ready(run())
        spent.append(time.perf_counter() - start)
    return min(spent)


@partial(jax.jit, static_argnums=())
def naive(x, s, y, kappa, beta, tau, omega):
    """The recursion on the count of yes votes, all draws and drafts at once, one member after the other."""
    gain = s[:, None] * (jnp.abs(x)[:, None] - jnp.abs(y[None, :, None] - x[:, None])) / 100
    first_pass = jax.nn.sigmoid((gain - tau) / beta)
    others = (first_pass.sum(-1, keepdims=True) - first_pass) / (MEMBERS - 1)
    inclined = gain + omega * jnp.maximum(0, 2 * others - 1)
    yes, no = jax.nn.sigmoid((inclined - tau) / beta), jax.nn.sigmoid((-inclined - tau - kappa) / beta)

    def vote(count, i):
        rest = jnp.where(i < HOLDERS, 1 - yes[..., i] - no[..., i], 1 - yes[..., i])
        more = jnp.concatenate([jnp.zeros((*count.shape[:-1], 1)), count[..., :-1]], -1)
        return count * rest[..., None] + more * yes[..., i][..., None], None

    start = jnp.zeros((*gain.shape[:2], MEMBERS + 1)).at[..., 0].set(1.0)
    count, _ = jax.lax.scan(vote, start, jnp.arange(MEMBERS))
    return count[..., QUOTA:].sum(-1)


def main():
    rng = np.random.default_rng(0)
    x, s = rng.uniform(0, 100, (DRAWS, MEMBERS)), rng.uniform(20, 90, (DRAWS, MEMBERS))
    y, kappa = np.linspace(5, 100, DRAFTS), np.array([8.0] * HOLDERS + [0.0] * (MEMBERS - HOLDERS))
    rule, logit = Rule.of_all(MEMBERS, QUOTA, vetoes=range(HOLDERS)), OrderedLogit()
    seats = chamber(rule, x[..., None], s[..., None], np.zeros(1), kappa)
    nobody = np.zeros((MEMBERS, DRAFTS), dtype=bool)
    arrays = tuple(jnp.asarray(a) for a in (x, s, y, kappa))
    plain = _measured(lambda: naive(*arrays, *logit))
    ours = _measured(lambda: adopted(rule, seats, y[:, None], nobody))
    error = float(jnp.abs(naive(*arrays, *logit).T - adopted(rule, seats, y[:, None], nobody)).max())
    print(f"{DRAWS:,} draws × {MEMBERS} members × {DRAFTS} drafts, largest difference {error:.0e}")
    print(f"  plain recursion   {1e3 * plain:7.0f} ms   1.0")
    print(f"  decision diagram  {1e3 * ours:7.0f} ms   {plain / ours:.1f} times as fast")
    few = first(seats, 2_000)
    full = _measured(lambda: tallies(rule, few, y[:4, None], nobody[:, :4]))
    print(f"  full tallies, 2,000 draws × 4 drafts  {1e3 * full:5.0f} ms")
    _power()


def _power():
    from detente.engines.power import indices

    game = _game(rule_of(*load_body("eu-council-2016").alone()))
    spent = _measured(lambda: indices(game) and 0)
    print(f"exact power in the Council of the European Union, 28 states by population  {1e3 * spent:5.0f} ms")
    weights = np.random.default_rng(1).integers(400_000, 80_000_000, 27)
    from detente.engines.power import Game, Threshold

    ones = (1,) * 27
    people = Threshold(tuple(int(w) for w in weights), -(-65 * int(weights.sum()) // 100))
    large = Game(27, ((Threshold(ones, 15), people), (Threshold(ones, 24),)))
    spent = _measured(lambda: indices(large) and 0)
    print(f"the same rule, 27 states with random populations to the last citizen      {1e3 * spent:5.0f} ms")


if __name__ == "__main__":
    main()
