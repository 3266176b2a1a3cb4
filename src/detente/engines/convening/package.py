"""What a meeting would settle: the package that every needed party prefers to no deal (asymmetric Nash bargaining)."""

from __future__ import annotations

import hashlib
from functools import lru_cache, partial
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
from jax.typing import ArrayLike
from jaxtyping import Array, Bool, Float

from detente.engines.programs import compiled, on_device
from detente.errors import CaseError

__all__ = ["FLOOR", "Package", "Stakes", "packages"]

FLOOR = 1.0
"""t, in points: an indifferent party does not kill every deal, and no deal itself is inside."""
LOSS = 1e-3
STAGES, STEPS, SHRINK = 15, 4, 0.27
TRIED = (1.0, 0.5, 0.2, 0.05, 0.0)


class Stakes(NamedTuple):
    """What the parties want in each draw; positions, saliences and no deal on 0–100, ``kept`` a probability."""

    position: Float[Array, "draw party issue"]
    salience: Float[Array, "draw party issue"]
    capability: Float[Array, "draw party"]
    otherwise: Float[Array, "draw issue"]
    kept: Float[Array, "draw issue"]


class Package(NamedTuple):
    """Where each issue settles, what that is worth to every party (in points), and how far from the optimum it can be
    at most: ``gap``, in the units of the objective, Σ c log(points) with weights c that add up to 1."""

    outcome: Float[Array, "draw issue"]
    gain: Float[Array, "draw party"]
    gap: Float[Array, " draw"]


def packages(stakes: Stakes, needed: Bool[ArrayLike, " party"], movable: Bool[ArrayLike, " issue"]) -> Package:
    """Asymmetric Nash bargaining among the needed parties over the issues that they can move.

    1. ``Δu_i(o) = Σ_m s_im·kept_m·(|o⁰_m − x_im| − |o_m − x_im|)/100``; the package maximises
       ``Σ c_i log(Δu_i + t)`` subject to ``Δu_i ≥ 0``, over needed parties; other issues stay at o⁰. It is concave.
    2. The optimum sits on the kinks of |·|, so distances become variables ``d_im ≥ ±(o_m − x_im)`` (the epigraph), and
       Newton steps with a line search follow the optimum of a log barrier as its weight μ shrinks. ``Δu_i ≥ −μ`` (and
       −0.001 in the end) is asked for, so that no deal is always strictly inside.
    3. The multipliers ``λ_i`` of the last step give an upper bound: for them the best outcome is a weighted median of
       the positions on each issue, found exactly. Bound less value is the duality gap.

    Raises:
        CaseError: nobody is needed, or an array holds a number that is not finite.

    Reference: Nash (1950), The bargaining problem, Econometrica 18, 155–162; Kalai (1977) for unequal weights; Boyd &
    Vandenberghe (2004), Convex Optimization, chapters 5 and 11.
    """
    for name, array in zip(Stakes._fields, stakes, strict=True):
        if not np.isfinite(np.asarray(array)).all():
            raise CaseError(f"{name} holds a number that is not finite")
    if not np.asarray(needed).any():
        raise CaseError("a meeting that needs nobody")
    drawn: Stakes = jax.tree.map(np.asarray, stakes)
    who, what = np.asarray(needed), np.asarray(movable)
    found = _settled(_Asked(_concerned(drawn, who, what), who, what))
    outcome = np.where(what, np.asarray(found.outcome), drawn.otherwise)
    return Package(on_device(outcome), on_device(_worth(drawn, outcome)), found.gap)


def _concerned(stakes: Stakes, needed: Bool[np.ndarray, " party"], movable: Bool[np.ndarray, " issue"]) -> Stakes:
    """The stakes with nought wherever they do not bear on what is settled: who is not needed, what cannot move."""
    both = needed[:, None] & movable
    bears: Any = Stakes(*[both, both, needed, movable, movable])
    bearing: Stakes = jax.tree.map(lambda does, array: np.where(does, array, 0.0), bears, stakes)
    return bearing


def _worth(stakes: Stakes, outcome: Float[np.ndarray, "draw issue"]) -> Float[np.ndarray, "draw party"]:
    """What an outcome is worth to every party beside no deal, in points; less than the allowance is nothing."""
    slope = stakes.salience * stakes.kept[:, None] / 100.0
    before = np.abs(stakes.otherwise[:, None] - stakes.position)
    gain = (slope * (before - np.abs(outcome[:, None] - stakes.position))).sum(axis=2)
    return np.where(np.abs(gain) < 2 * LOSS, 0.0, gain)


class _Asked:
    """Arrays that are equal when their bytes are, so that what was settled once is found again."""

    def __init__(self, stakes: Stakes, needed: Bool[np.ndarray, " party"], movable: Bool[np.ndarray, " issue"]) -> None:
        self.arrays = (stakes, needed, movable)
        digest = hashlib.blake2b()
        for array in (*stakes, needed, movable):
            digest.update(repr((array.shape, array.dtype.str)).encode())
            digest.update(np.ascontiguousarray(array).data)
        self.digest = digest.digest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


@lru_cache(maxsize=8)
def _settled(asked: _Asked) -> Package:
    """What was settled lately is kept: most what-ifs change what a meeting is worth, not what it would settle."""
    found: Package = _packages(*asked.arrays)
    return found


class _Problem(NamedTuple):
    """One draw: kinks x, slopes a (points a scale unit), weights c of the needed parties, no deal o⁰."""

    x: Float[Array, "party issue"]
    a: Float[Array, "party issue"]
    weight: Float[Array, " party"]
    otherwise: Float[Array, " issue"]
    needed: Bool[Array, " party"]
    movable: Bool[Array, " issue"]


@compiled()
def _packages(stakes: Stakes, needed: Bool[Array, " party"], movable: Bool[Array, " issue"]) -> Package:
    def one(drawn: Stakes) -> Package:
        slope = drawn.salience * drawn.kept / 100.0
        clout = jnp.where(needed, drawn.capability, 0.0)
        even = jnp.where(needed, 1.0, 0.0)
        weight = jnp.where(clout.sum() > 0, clout, even)
        problem = _Problem(drawn.position, slope, weight / weight.sum(), drawn.otherwise, needed, movable)
        return _solved(problem)

    return jax.vmap(one)(stakes)


class _Point(NamedTuple):
    """An outcome, and for each party and issue the distance granted beyond o − x (``over``) and x − o (``under``)."""

    outcome: Float[Array, " issue"]
    over: Float[Array, "party issue"]
    under: Float[Array, "party issue"]


def _distance(point: _Point) -> Float[Array, "party issue"]:
    return (point.over + point.under) / 2


def _gain(problem: _Problem, distance: Float[Array, "party issue"]) -> Float[Array, " party"]:
    """Δu of every party, given its distances from the outcome."""
    return (problem.a * (jnp.abs(problem.otherwise - problem.x) - distance)).sum(axis=1)


def _allowance(mu: Float[Array, ""]) -> Float[Array, ""]:
    """How many points a needed party may lose: a thousandth in the end, without which some packages have no inside."""
    return jnp.maximum(mu, LOSS)


def _matters(problem: _Problem) -> Bool[Array, "party issue"]:
    return problem.needed[:, None] & problem.movable & (problem.a > 1e-9)


def _start(problem: _Problem, mu: Float[Array, ""]) -> _Point:
    """No deal, with a little more distance granted than there is."""
    extra = _allowance(mu) / (4.0 * problem.a.sum(axis=1).max() + 1e-9)
    apart = problem.otherwise - problem.x
    distance = jnp.abs(apart) + jnp.where(_matters(problem), jnp.minimum(extra, 1.0), 0.0)
    return _Point(problem.otherwise, distance - apart, distance + apart)


def _value(problem: _Problem, mu: Float[Array, ""], point: _Point) -> Float[Array, ""]:
    """The objective with its barrier; −∞ outside."""
    gain = _gain(problem, _distance(point))
    room = jnp.where(problem.needed, gain + _allowance(mu), 1.0)
    between = jnp.where(_matters(problem), jnp.minimum(point.over, point.under), 1.0)
    inside = (room > 0).all() & (between > 0).all()
    # a logarithm costs as much as twenty products, and a party's areas over a few issues multiply without underflow
    area = jnp.where(_matters(problem) & (between > 0), point.over * point.under, 1.0).prod(axis=1)
    worth = problem.weight * jnp.log(jnp.where(problem.needed & (gain > -FLOOR), gain + FLOOR, 1.0))
    barrier = jnp.log(jnp.where(room > 0, room, 1.0)).sum() + jnp.log(area).sum()
    return jnp.where(inside, worth.sum() + mu * barrier, -jnp.inf)


def _prices(problem: _Problem, mu: Float[Array, ""], gain: Float[Array, " party"]) -> Float[Array, " party"]:
    """λ: what a point to each needed party is worth to the objective and its barrier."""
    priced = problem.weight / jnp.where(problem.needed, gain + FLOOR, 1.0)
    return priced + jnp.where(problem.needed, mu / jnp.where(problem.needed, gain + _allowance(mu), 1.0), 0.0)


def _newton(problem: _Problem, mu: Float[Array, ""], point: _Point) -> _Point:
    """One damped step of Newton's method; the distances are eliminated, so that the system has one row an issue."""
    mask = _matters(problem)
    over, under = jnp.where(mask, point.over, 1.0), jnp.where(mask, point.under, 1.0)
    slope = jnp.where(mask, problem.a, 0.0)
    gain = _gain(problem, _distance(point))
    price = _prices(problem, mu, gain)
    curved = problem.weight / jnp.where(problem.needed, gain + FLOOR, 1.0) ** 2
    curved = curved + jnp.where(problem.needed, mu / jnp.where(problem.needed, gain + _allowance(mu), 1.0) ** 2, 0.0)
    near, far = mu / over**2, mu / under**2
    along, across = near + far, jnp.where(mask, near - far, 0.0)
    up_distance = jnp.where(mask, mu / over + mu / under, 0.0) - price[:, None] * slope
    up_outcome = jnp.where(mask, mu / under - mu / over, 0.0)

    shared = curved / (1.0 + curved * (slope**2 / along).sum(axis=1))

    def distances(push: Float[Array, "party issue"]) -> Float[Array, "party issue"]:
        eased = push / along
        return eased - slope / along * (shared * (slope * eased).sum(axis=1))[:, None]

    tilt = across * slope / along
    bend = jnp.diag(jnp.where(mask, 4.0 * near * far / along, 0.0).sum(axis=0)) + (tilt.T * shared) @ tilt
    right = up_outcome.sum(axis=0) + (across * distances(up_distance)).sum(axis=0)
    idle = ~mask.any(axis=0)
    bend = jnp.where(idle[:, None] | idle, jnp.diag(jnp.where(idle, 1.0, 0.0)), bend) + 1e-13 * jnp.eye(len(idle))
    move = _solve(bend, jnp.where(idle, 0.0, right))
    spread = distances(up_distance + across * move)
    step = _Point(move, jnp.where(mask, spread - move, 0.0), jnp.where(mask, spread + move, 0.0))
    return _best(problem, mu, point, step)


def _best(problem: _Problem, mu: Float[Array, ""], point: _Point, step: _Point) -> _Point:
    """The best of a few points along a step, none of which leaves the inside; along it gains are straight lines."""
    mask, needed = _matters(problem), problem.needed
    gain, rise = _gain(problem, _distance(point)), _gain_change(problem, step)
    falling = jnp.where(needed, -rise, 0.0)
    room = jnp.where(needed, gain + _allowance(mu), 1.0)
    limits = [
        jnp.where(mask & (by < 0), at / jnp.where(by < 0, -by, 1.0), jnp.inf).min()
        for at, by in ((point.over, step.over), (point.under, step.under))
    ]
    limits.append(jnp.where(falling > 0, room / jnp.where(falling > 0, falling, 1.0), jnp.inf).min())
    longest = jnp.minimum(1.0, 0.97 * jnp.minimum(jnp.minimum(limits[0], limits[1]), limits[2]))

    def value(share: Float[Array, ""]) -> Float[Array, ""]:
        got = gain + share * rise
        left = jnp.where(needed, got + _allowance(mu), 1.0)
        area = jnp.where(mask, (point.over + share * step.over) * (point.under + share * step.under), 1.0).prod(axis=1)
        worth = problem.weight * jnp.log(jnp.where(needed & (got > -FLOOR), got + FLOOR, 1.0))
        inside = (left > 0).all() & (area > 0).all()
        barrier = jnp.log(jnp.where(left > 0, left, 1.0) * jnp.where(area > 0, area, 1.0)).sum()
        return jnp.where(inside, worth.sum() + mu * barrier, -jnp.inf)

    shares = [longest * share for share in TRIED]
    taken = jnp.stack(shares)[jnp.argmax(jnp.stack([value(share) for share in shares]))]
    best: _Point = jax.tree.map(lambda at, by: at + taken * by, point, step)
    return best


def _gain_change(problem: _Problem, step: _Point) -> Float[Array, " party"]:
    return -(problem.a * _distance(step)).sum(axis=1)


def _along(shares: Float[Array, " share"], like: Float[Array, "..."]) -> Float[Array, "..."]:
    return shares.reshape((-1,) + (1,) * like.ndim)


def _solve(matrix: Float[Array, "n n"], right: Float[Array, " n"]) -> Float[Array, " n"]:
    """Cholesky written out, positive definite and small: batches of thousands of tiny systems vectorise."""
    n, none = right.shape[0], jnp.zeros(())
    lower: list[list[Float[Array, ""]]] = [[none] * n for _ in range(n)]
    for j in range(n):
        rest = matrix[j, j] - sum((lower[j][k] ** 2 for k in range(j)), none)
        lower[j][j] = jnp.sqrt(jnp.maximum(rest, 1e-200))
        for i in range(j + 1, n):
            inner = sum((lower[i][k] * lower[j][k] for k in range(j)), none)
            lower[i][j] = (matrix[i, j] - inner) / lower[j][j]
    down: list[Float[Array, ""]] = []
    for i in range(n):
        down.append((right[i] - sum((lower[i][k] * down[k] for k in range(i)), none)) / lower[i][i])
    up: list[Float[Array, ""]] = [none] * n
    for i in reversed(range(n)):
        up[i] = (down[i] - sum((lower[k][i] * up[k] for k in range(i + 1, n)), none)) / lower[i][i]
    return jnp.stack(up)


def _solved(problem: _Problem) -> Package:
    weights = SHRINK ** jnp.arange(STAGES)

    def stage(point: _Point, mu: Float[Array, ""]) -> tuple[_Point, None]:
        # pulled towards no deal until it is inside the sharper constraints; no deal itself always is
        start = _start(problem, mu)
        back = jax.tree.map(lambda there, here: there - here, start, point)
        shares = jnp.array([0.0, 0.02, 0.1, 0.3, 0.7, 1.0])
        pulled = jax.tree.map(lambda at, by: at + _along(shares, at) * by, point, back)
        first = jnp.argmax(jnp.isfinite(jax.vmap(partial(_value, problem, mu))(pulled)))
        inside = jax.tree.map(lambda array: array[first], pulled)
        return jax.lax.fori_loop(0, STEPS, lambda _, at: _newton(problem, mu, at), inside), None

    point, _ = jax.lax.scan(stage, _start(problem, weights[0]), weights)
    gain = _gain(problem, jnp.abs(point.outcome - problem.x))
    value = (problem.weight * jnp.log(jnp.where(problem.needed, gain, 0.0) + FLOOR)).sum()
    granted = _gain(problem, _distance(point))
    bound = _bound(problem, jnp.where(problem.needed, _prices(problem, weights[-1], granted), 0.0))
    return Package(point.outcome, jnp.where(jnp.abs(gain) < 2 * LOSS, 0.0, gain), bound - value)


def _bound(problem: _Problem, price: Float[Array, " party"]) -> Float[Array, ""]:
    """The dual: what no package can exceed, given prices λ.

    ``Σ_i max_{z ≥ −0.001} [c_i log(z + t) − λ_i z] + Σ_m max_o Σ_i λ_i a_im (|o⁰_m − x_im| − |o − x_im|)``.
    """
    safe = jnp.where(price > 0, price, 1.0)
    best = jnp.where(price > 0, jnp.maximum(problem.weight / safe - FLOOR, -LOSS), 0.0)
    kept = problem.weight * jnp.log(best + FLOOR) - price * best
    kinks = jnp.concatenate([problem.x, problem.otherwise[None]])
    apart = jnp.abs(problem.otherwise - problem.x) - jnp.abs(kinks[:, None] - problem.x)
    worth = ((price[:, None] * problem.a) * apart).sum(axis=1).max(axis=0)
    return kept.sum() + jnp.where(problem.movable, worth, 0.0).sum()
