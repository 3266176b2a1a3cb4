"""Slow literal twins: each model in NumPy and Python loops, from the formulas. Imports nothing from engines.

A twin takes one draw: positions x (a, m), saliences s in 0..100 (a, m), capabilities c (a, m), status quo q
(m,), and who is present (a, m). Absent actors have salience 0. It returns the outcomes by round, (t, m).
"""

from __future__ import annotations

import numpy as np
from scipy.optimize import brentq


def mean_1(x: np.ndarray, w: np.ndarray) -> float:
    return float(sum(wi * xi for wi, xi in zip(w, x, strict=True)) / sum(w))


def median_1(x: np.ndarray, w: np.ndarray) -> float:
    total, run = sum(w), 0.0
    for xi in sorted({float(xi) for xi, wi in zip(x, w, strict=True) if wi > 0}):
        run = sum(wi for xk, wi in zip(x, w, strict=True) if xk <= xi)
        if run >= total / 2 - 1e-12 * total:
            return xi
    raise AssertionError("no median")


def by_issue(rule, x, s, c, q, present):
    """Outcome of a one-issue rule on each issue; where nobody has weight the status quo stands."""
    columns = []
    for m in range(x.shape[1]):
        here = present[:, m]
        w = c[here, m] * s[here, m] / 100
        columns.append(rule(x[here, m], s[here, m], c[here, m], q[m]) if w.sum() > 0 else None)
    rounds = max(len(column) for column in columns if column is not None) if any(columns) else 1
    return np.array([[q[m]] * rounds if k is None else k for m, k in enumerate(columns)]).T


def status_quo(x, s, c, q, present):
    return np.array([q])


def mean(x, s, c, q, present):
    return by_issue(lambda x, s, c, q: [mean_1(x, c * s / 100)], x, s, c, q, present)


def median(x, s, c, q, present):
    return by_issue(lambda x, s, c, q: [median_1(x, c * s / 100)], x, s, c, q, present)


SCHOLZ_CODE = {"rest": 0.0, "all_pairs": True, "own_votes": True, "receiver_view": True, "by_kind": True}
SCHOLZ_CODE["capitulate"] = False


def challenge(x, s, c, q, present, **settings):
    rounds = settings.setdefault("rounds", 4)

    def rule(x, s, c, q):
        return challenge_1(x, s / 100, c, **settings)

    def stuck(m):  # nobody has weight
        return (c[present[:, m], m] * s[present[:, m], m]).sum() == 0

    found = [
        [q[m]] * rounds if stuck(m) else rule(*(a[present[:, m], m] for a in (x, s, c)), q[m])
        for m in range(x.shape[1])
    ]
    return np.array(found).T


def challenge_1(x, s, c, rounds, rest=0.01, **rules):
    """Outcome after each round on one issue, s in 0..1."""
    x, medians, moving = x.copy(), [], True
    span = x.max() - x.min()
    for _ in range(rounds):
        after = challenge_round(x, s, c, span, **rules)
        if moving:
            moving, x = np.abs(after - x).max() > rest, after
        medians.append(median_1(x, c * s))
    return medians


def challenge_round(
    x,
    s,
    c,
    span,
    stay=1.0,
    all_pairs=False,
    own_votes=False,
    receiver_view=False,
    by_kind=False,
    capitulate=True,
    range_now=False,
):
    span = x.max() - x.min() if range_now else span
    unit = span if span > 0 else 1.0
    actors = range(len(x))
    d = np.array([[snap(abs(x[i] - x[j]) / unit) for j in actors] for i in actors])
    far = np.abs(x - median_1(x, c * s)) / unit

    def votes(i, j, r):
        return sum(max(0, c[k] * s[k] * (d[k, j] ** r[k] - d[k, i] ** r[k])) for k in actors)

    def chances(r):
        cast = np.array([[votes(i, j, r) for j in actors] for i in actors])
        every = 2 * cast.sum()
        return [[share(cast[i, j], every if all_pairs else cast[i, j] + cast[j, i]) for j in actors] for i in actors]

    def expected(i, j, viewer, r, P):
        """E of i challenging j, with the exponent and the distance from the median that the viewer has."""
        us, uf, usq = (2 - 4 * base**r for base in (0.5 - d[i, j] / 2, 0.5 + d[i, j] / 2, 0.5))
        reach = (far[viewer] + d[i, j]) / 4
        better, worse = 2 - 4 * max(0.5 - reach, 0) ** r, 2 - 4 * (0.5 + reach) ** r
        alone = better if far[viewer] < d[i, j] - 1e-9 else worse
        fight = P[i][j] * us + (1 - P[i][j]) * uf
        return s[j] * fight + (1 - s[j]) * us - stay * usq - (1 - stay) * alone

    P = chances([1.0] * len(x))
    security = [sum(expected(j, i, j, 1.0, P) for j in actors if j != i) for i in actors]
    r = [exponent(k, max(security), min(security)) for k in security]
    P = chances(r) if own_votes else P
    after = x.copy()
    for i in actors:
        offers = []
        for j in actors:
            if d[i, j] == 0:
                continue
            a = expected(i, j, i, r[i], P)
            b = expected(j, i, i, r[i], P) if receiver_view else expected(j, i, j, r[j], P)
            if b > 1e-9 and a > 1e-9 and b > a + 1e-9:
                offers.append((0, x[j], b))
            elif b > 1e-9 and a < -1e-9 and b > -a + 1e-9:
                offers.append((1, x[i] + (x[j] - x[i]) * abs(a / b), b))
            elif b > 1e-9 and a < -1e-9 and capitulate:
                offers.append((2, x[j], b))
        if offers:
            after[i] = choose(offers, x[i], unit, by_kind)
    return after


def snap(share):
    return 0.0 if share < 1e-12 else 1.0 if abs(share - 1) < 1e-12 else share


def share(part, whole):
    return part / whole if whole > 0 else 0.5


def exponent(security, top, bottom):
    if top - bottom <= 1e-9:
        return 1.0
    R = (2 * security - top - bottom) / (top - bottom)
    return (1 - R / 3) / (1 + R / 3)


def choose(offers, here, unit, by_kind):
    """The target of the offer taken: the least move, then the most pressure, then the lowest target."""
    order = [abs(target - here) for _, target, _ in offers]
    if by_kind:
        first = min(kind for kind, _, _ in offers)
        offers = [offer for offer in offers if offer[0] == first]
        order = [target if first == 1 else abs(target - here) for _, target, _ in offers]
    offers = [offer for offer, o in zip(offers, order, strict=True) if o <= min(order) + 1e-9 * unit]
    most = max(b for _, _, b in offers)
    return min(target for _, target, b in offers if b >= most - 1e-9)


def nash(x, s, c, q, present, reversion=None):
    def rule(x, s, c, q):
        return nash_1(x, s, c, q if reversion is None else reversion)

    return by_issue(rule, x, s, c, q, present)


def nash_1(x, s, c, q):
    """Where the derivative of Σ w log(y (2 y_i − y)) is zero."""
    heavy = [(xi - q, wi) for xi, wi in zip(x, c * s, strict=True) if wi > 0]
    for way in (1, -1):
        if all(way * y > 0 for y, _ in heavy):
            goals = [way * y for y, _ in heavy]
            weights = [w for _, w in heavy]

            def slope(y, goals=goals, weights=weights):
                return sum(w / y - w / (2 * g - y) for g, w in zip(goals, weights, strict=True))

            top = 2 * min(goals)
            if slope(top * (1 - 1e-13)) > 0:
                return [q + way * top]
            return [q + way * brentq(slope, top * 1e-9, top * (1 - 1e-13), xtol=1e-13, rtol=1e-14)]
    return [q]


BINARY = {"vote": "binary", "chain": "markov_uniform", "power": 2}
MIXED = {"risk": 0.5, "vote": "mixed", "chain": "markov_incentive"}


def condorcet(x, s, c, q, present, risk=0.0, vote="proportional", chain="conditional", power=1):
    s = np.where(present, s, 0) / 100
    w = np.where(present, c, 0) * s
    actors, issues = range(len(x)), range(x.shape[1])
    if w.sum() == 0:
        return np.array([q])
    means = [mean_1(x[:, m], w[:, m]) if w[:, m].sum() else q[m] for m in issues]
    texts = []
    for i in actors:
        text = tuple(x[i, m] if present[i, m] else means[m] for m in issues)
        if w[i].sum() > 0 and text not in texts:
            texts.append(text)

    def utility(k, text):
        whole = sum(s[k, m] ** 2 for m in issues)
        d = np.sqrt(sum((s[k, m] * (text[m] - x[k, m]) / 100) ** 2 for m in issues) / whole) if whole else 0.0
        return (1 - d) * (1 + d * risk)

    def votes(k, i, j):
        d = utility(k, texts[i]) - utility(k, texts[j])
        sign = 0 if abs(d) <= 1e-12 else np.sign(d)
        return w[k].sum() * {"proportional": d, "binary": sign, "mixed": (sign + d) / 2}[vote]

    n = range(len(texts))
    strong = [[1e-8 + sum(max(0, votes(k, i, j)) for k in actors) for j in n] for i in n]
    P = [[strong[i][j] ** power / (strong[i][j] ** power + strong[j][i] ** power) for j in n] for i in n]
    if chain == "conditional":
        p = np.array([np.prod(P[i]) for i in n])
        p = p / p.sum()
    else:
        urge = [[strong[i][j] * P[i][j] + (1e-10 if i == j else 0) for j in n] for i in n]
        p = np.full(len(texts), 1 / len(texts))
        even = chain == "markov_uniform"
        a = [[1 / len(texts) if even else urge[i][j] / sum(u[j] for u in urge) for j in n] for i in n]
        for _ in range(3000):
            step = np.array([sum(P[i][j] * (a[i][j] * p[j] + a[j][i] * p[i]) for j in n) for i in n])
            p, before = (p + step) / 2, p
            if np.abs(p - before).max() < 1e-15:
                break
    stands = [m for m in issues if w[:, m].sum() == 0]
    return np.array([[q[m] if m in stands else sum(p[i] * texts[i][m] for i in n) for m in issues]])


def exchange(x, s, c, q, present, coded=False):
    """One round of equal-gain trades, trade by trade."""
    s = np.where(present, s, 0) / 100
    w = np.where(present, c, 0) * s
    x0 = np.where(present, x, 0.0)
    total = w.sum(axis=0)
    now, n, issues = x0.copy(), range(len(x)), range(x.shape[1])
    seen = {(b, m): x0[:, m].copy() for b in n for m in issues}

    def outcome(m, positions):
        return (w[:, m] * positions).sum() / total[m] if total[m] else 0.0

    def room(i, j, m):
        way = np.sign(x0[j, m] - x0[i, m])
        if not coded:
            here = outcome(m, now[:, m])
            return max(way * (x0[j, m] - here), 0.0) if way * (here - x0[i, m]) >= -1e-9 else 0.0
        view = seen[j, m].copy()
        view[i] = now[i, m]
        left = way * (x0[j, m] - outcome(m, view))
        return left if left > 1e-9 else np.inf

    def offer(i, j, p, q):
        if not total[p] or not total[q] or not w[i, p] or not w[j, q]:
            return None
        way_p, way_q = np.sign(x0[j, p] - x0[i, p]), np.sign(x0[i, q] - x0[j, q])
        full_p, full_q = max(way_p * (x0[j, p] - now[i, p]), 0), max(way_q * (x0[i, q] - now[j, q]), 0)
        kp, kq = w[i, p] / total[p], w[j, q] / total[q]
        ratio = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
        effect = min(kp * full_p, room(i, j, p), min(kq * full_q, room(j, i, q)) / ratio)
        gain = s[j, p] * effect - s[j, q] * effect * ratio
        return (gain, way_p * effect / kp, way_q * effect * ratio / kq) if gain > 1e-9 else None

    def side(i, m):
        gap = x0[i, m] - outcome(m, x0[:, m])
        return np.sign(gap) if present[i, m] and abs(gap) > 1e-9 else 0

    live = {}
    for p in issues:
        for r in range(p + 1, x.shape[1]):
            for i in n:
                for j in n:
                    opposite = side(i, p) * side(j, p) < 0 and side(i, r) * side(j, r) < 0
                    if opposite and s[i, p] * s[j, r] < s[j, p] * s[i, r] - 1e-12:
                        found = offer(i, j, p, r)
                        if found:
                            live[i, j, p, r] = [found, found[1], found[2]]
    while live:
        best = max(o[0][0] for o in live.values())
        alike = [t for t, o in live.items() if o[0][0] >= best - 1e-9]
        for of_actor in (w.sum(axis=1), (x0 * present).sum(axis=1)):
            least = min(of_actor[i] + of_actor[j] for i, j, _, _ in alike)
            alike = [t for t in alike if of_actor[t[0]] + of_actor[t[1]] <= least + 1e-9 * max(1, abs(least))]
        i, j, p, r = min(alike, key=lambda t: (t[2], t[3], t[0], t[1]))
        (_, move_i, move_j), _, _ = live.pop((i, j, p, r))
        now[i, p] += move_i
        now[j, r] += move_j
        seen[j, p][i], seen[i, r][j] = now[i, p], now[j, r]
        supplied, served = {(i, p), (j, r)}, {(j, p), (i, r)}
        for t in list(live):
            a, b, m, k = t
            before, sum_a, sum_b = live[t]
            found = offer(*t)
            if found is None:
                del live[t]
                continue
            of_a, of_b = (a, m) in supplied, (b, k) in supplied
            if of_a or of_b or (b, m) in served or (a, k) in served:
                sum_a += found[1] - (0 if of_a else before[1])
                sum_b += found[2] - (0 if of_b else before[2])
                if coded and (sum_a > 100 or sum_b > 100):
                    del live[t]
                    continue
            live[t] = [found, sum_a, sum_b]
    return np.array([[outcome(m, now[:, m]) if total[m] else q[m] for m in issues]])
