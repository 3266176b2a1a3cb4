"""A probabilistic Condorcet election: every proposal against every other, coalitions by what they weigh."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int, Key

from detente.engines.bargaining.case import Case, Draw, Settled, Status
from detente.engines.bargaining.fold import total_of
from detente.engines.bargaining.model import Law
from detente.engines.bargaining.weighted import fallback, mean_of, weight_of
from detente.errors import CaseError

__all__ = ["Condorcet", "Election", "coalitions", "election", "victories"]

Vote = Literal["proportional", "binary", "cubic", "mixed"]
Chain = Literal["conditional", "markov_uniform", "markov_incentive"]

SUPPORT = 1e-8  # every proposal has this much support, so that no ratio is 0/0
INCENTIVE = 1e-10
STEPS = 400
NEAR = 1e-12  # utilities that differ by less are equal: rounding casts no vote


class Election(NamedTuple):
    """The chance of each proposal, and whether the chances came to rest."""

    chances: Float[Array, " proposals"]
    settled: Bool[Array, ""]


def coalitions(
    utility: Float[Array, "actors proposals"], weight: Float[Array, " actors"], vote: Vote = "proportional"
) -> Float[Array, "proposals proposals"]:
    """Strength of the coalition for i against j: 10⁻⁸ + Σ_k max(0, w_k v(u_ki − u_kj)).

    v is the difference (proportional), its sign (binary), its cube (cubic), or the mean of sign and difference
    (mixed).
    """

    def votes(k: int | Int[Array, ""]) -> Float[Array, "proposals proposals"]:
        difference = utility[k][:, None] - utility[k][None, :]
        return jnp.maximum(weight[k] * _votes(difference, vote), 0.0)

    return SUPPORT + total_of(votes, len(weight))


def _votes(difference: Float[Array, "proposals proposals"], vote: Vote) -> Float[Array, "proposals proposals"]:
    sign = jnp.where(jnp.abs(difference) > NEAR, jnp.sign(difference), 0.0)
    match vote:
        case "proportional":
            return difference
        case "binary":
            return sign
        case "cubic":
            return difference**3
        case "mixed":
            return 0.5 * (sign + difference)


def victories(strength: Float[Array, "proposals proposals"], power: float) -> Float[Array, "proposals proposals"]:
    """P_ij = c_ij^p / (c_ij^p + c_ji^p), the chance that i beats j."""
    # the ratio before the power: small strengths to the fourth would vanish
    odds = (strength.T / strength) ** power
    return 1.0 / (1.0 + odds)


def election(
    strength: Float[Array, "proposals proposals"],
    on_ballot: Bool[Array, " proposals"],
    chain: Chain = "conditional",
    power: float = 1.0,
    rest: float = 1e-12,
) -> Election:
    """The chance of each proposal on the ballot.

    Conditional: p_i ∝ Π_j P_ij. Markov: a favourite j is challenged by i with chance a_ij, and the fixed point of
    q_i = Σ_j P_ij (a_ij p_j + a_ji p_i) is found, damped by halves; a is even (uniform) or goes by c_ij P_ij
    (incentive). Steps end when no chance moves by ``rest``; the toolkit that this model comes from stops at 10⁻⁶.
    """
    both = on_ballot[:, None] & on_ballot[None, :]
    victory = jnp.where(both, victories(strength, power), 0.0)
    if chain == "conditional":
        logs = jnp.sum(jnp.log(jnp.where(both, jnp.maximum(victory, 1e-300), 1.0)), axis=1)
        return Election(jax.nn.softmax(jnp.where(on_ballot, logs, -jnp.inf)), jnp.asarray(True))
    count = jnp.sum(on_ballot)
    if chain == "markov_uniform":
        challenge = both / count
    else:
        urge = jnp.where(both, strength * victory, 0.0) + INCENTIVE * jnp.diag(on_ballot)
        challenge = urge / jnp.where(on_ballot, jnp.sum(urge, axis=0), 1.0)[None, :]
    return _at_rest(victory, challenge, on_ballot / count, rest)


def _at_rest(
    victory: Float[Array, "proposals proposals"],
    challenge: Float[Array, "proposals proposals"],
    start: Float[Array, " proposals"],
    rest: float,
) -> Election:
    """The fixed point, by damped steps; unsettled where the bound on steps is reached with chances still moving."""
    gains, keeps = victory * challenge, jnp.sum(victory * challenge.T, axis=1)

    def step(
        state: tuple[Float[Array, " proposals"], Float[Array, ""], Array],
    ) -> tuple[Float[Array, " proposals"], Float[Array, ""], Array]:
        p, _, count = state
        q = gains @ p + keeps * p
        after = 0.5 * (p + q)
        return after / jnp.sum(after), jnp.max(jnp.abs(q - p)), count + 1

    def going(state: tuple[Float[Array, " proposals"], Float[Array, ""], Array]) -> Bool[Array, ""]:
        return (state[1] > rest) & (state[2] < STEPS)

    chances, change, _ = jax.lax.while_loop(going, step, (start, jnp.asarray(1.0), jnp.asarray(0)))
    return Election(chances, change <= 1e-6)


@dataclass(frozen=True)
class Condorcet:
    """Every position is a proposal, over all issues at once; the outcome is the mean of proposals by their chance.

    1. Distance of k from proposal i: sqrt(Σ_m (s_km Δ_m)² / Σ_m s_km²), positions and saliences in 0..1.
    2. Utility (1 − d)(1 + d·R), R the attitude to risk (0 neutral).
    3. Coalitions, victories, and the chances of the proposals.

    Proposals are the different positions of those who have weight. A proposal leaves an issue on which its actor
    is absent at the weighted mean. An actor's weight is Σ_m capability · salience.

    Attributes:
        risk: R, from −1 to 1.
        vote: how the difference in utility makes votes.
        chain: how the chances follow from the victories.
        power: p, the exponent of coalitions in a victory.

    >>> from detente.engines.bargaining import Case, bargain
    >>> case = Case([[0.0], [40.0], [100.0]], [[50.0]] * 3, [1.0, 2.0, 1.5])
    >>> bargain(case, Condorcet()).final.round(2).tolist()
    [47.58]

    Raises:
        CaseError: a setting beyond its range.

    Reference: Wise, Lester & Efird 2015, *An Introduction to the KAPSARC Toolkit for Behavioral Analysis*.
    """

    risk: float = 0.0
    vote: Vote = "proportional"
    chain: Chain = "conditional"
    power: float = 1.0

    name: ClassVar[str] = "condorcet"
    reference: ClassVar[str] = "Wise, Lester & Efird 2015 (KTAB)"

    def __post_init__(self) -> None:
        if not -1.0 <= self.risk <= 1.0:
            raise CaseError(f"risk is {self.risk}", key="risk", hint="it lies between -1 and 1")
        if self.power not in (1, 2, 4):
            raise CaseError(f"power is {self.power}", key="power", hint="it is 1, 2 or 4")
        if self.vote not in ("proportional", "binary", "cubic", "mixed"):
            raise CaseError(f"no vote is called '{self.vote}'", key="vote", hint="proportional, binary, cubic, mixed")
        if self.chain not in ("conditional", "markov_uniform", "markov_incentive"):
            known = "conditional, markov_uniform, markov_incentive"
            raise CaseError(f"no chain is called '{self.chain}'", key="chain", hint=known)

    @property
    def exceptions(self) -> Mapping[Law, str]:
        """The laws that do not hold, and why."""
        if self.risk == 0.0 and self.vote in ("proportional", "binary"):
            return {Law.STRETCH: "holds to some 1e-5 only: the support of 1e-8 that each proposal has does not stretch"}
        return {Law.STRETCH: "utilities or votes are curved in the distance as a share of 0 to 100"}

    def check(self, case: Case) -> None:
        """Any case will do."""

    def floats(self, actors: int, issues: int) -> int:
        """Numbers held at once for one draw."""
        return actors * actors * (8 + 2 * issues)

    def settle(self, draw: Draw, _key: Key[Array, ""], /) -> Settled:
        """Hold the election over the positions."""
        weight = weight_of(draw)
        by_actor = jnp.sum(weight, axis=1)
        nobody, stands = fallback(draw)
        silent = jnp.where(nobody, stands, mean_of(draw.position, weight))
        proposal = jnp.where(draw.present, draw.position, silent)
        on_ballot = _different(proposal, by_actor > 0.0)
        strength = coalitions(self._utility(draw, proposal), by_actor, self.vote)
        chances, settled = election(strength, on_ballot, self.chain, self.power)
        outcome = mean_of(proposal, jnp.broadcast_to(chances[:, None], proposal.shape))
        status = jnp.where(settled, Status.SETTLED, Status.UNSETTLED)
        return Settled(draw.position[None], outcome[None], status)

    def _utility(self, draw: Draw, proposal: Float[Array, "proposals issues"]) -> Float[Array, "actors proposals"]:
        s = draw.salience / 100.0
        gap = (proposal[None, :, :] - draw.position[:, None, :]) / 100.0
        squares = jnp.sum((s[:, None, :] * gap) ** 2, axis=2)
        whole = jnp.sum(s**2, axis=1)[:, None]
        distance = jnp.sqrt(squares / jnp.where(whole > 0.0, whole, 1.0))
        return (1.0 - distance) * (1.0 + distance * self.risk)


def _different(proposal: Float[Array, "actors issues"], weighty: Bool[Array, " actors"]) -> Bool[Array, " actors"]:
    """One of each different proposal of those who have weight (which of the same ones does not matter)."""
    same = jnp.all(proposal[:, None, :] == proposal[None, :, :], axis=2) & weighty[:, None] & weighty[None, :]
    earlier = jnp.tril(same, k=-1)
    return weighty & ~jnp.any(earlier, axis=1)
