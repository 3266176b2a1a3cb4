"""Numba kernels of the bargaining rules, written for the benchmark: what a careful loop over draws can do."""

from __future__ import annotations

import numba
import numpy as np

NEAR = 1e-9


@numba.njit(cache=False)
def median_1(x, w):
    half, best = 0.5 * w.sum() * (1 - 2e-12), np.inf
    for i in range(len(x)):
        below = 0.0
        for k in range(len(x)):
            if x[k] <= x[i]:
                below += w[k]
        if below >= half and w[i] > 0 and x[i] < best:
            best = x[i]
    return best


@numba.njit(parallel=True)
def mean(x, w):
    out = np.empty(len(x))
    for n in numba.prange(len(x)):
        out[n] = (x[n] * w[n]).sum() / w[n].sum()
    return out


@numba.njit(parallel=True)
def median(x, w):
    out = np.empty(len(x))
    for n in numba.prange(len(x)):
        out[n] = median_1(x[n], w[n])
    return out


@numba.njit
def _votes(d, w, r, all_pairs, P):
    a = len(w)
    loss = np.empty((a, a))
    for k in range(a):
        for i in range(a):
            loss[k, i] = d[k, i] if r[k] == 1.0 else d[k, i] ** r[k]
    for i in range(a):
        for j in range(a):
            votes = 0.0
            for k in range(a):
                votes += w[k] * max(loss[k, j] - loss[k, i], 0.0)
            P[i, j] = votes
    every = 2 * P.sum()
    for i in range(a):
        for j in range(i, a):
            cast = every if all_pairs else P[i, j] + P[j, i]
            one, other = P[i, j], P[j, i]
            P[i, j] = one / cast if cast > 0 else 0.5
            P[j, i] = other / cast if cast > 0 else 0.5


@numba.njit
def _choose(own, other, x, span, by_kind, capitulate, after):
    a = len(x)
    target, kind = np.empty(a), np.empty(a, np.int64)
    for i in range(a):
        first = 3
        for j in range(a):
            u, v = own[i, j], other[i, j]
            kind[j] = 3
            if x[i] == x[j] or not v > NEAR:
                continue
            if u > NEAR and v > u + NEAR:
                kind[j], target[j] = 0, x[j]
            elif u < -NEAR and v > -u + NEAR:
                kind[j], target[j] = 1, x[i] + (x[j] - x[i]) * abs(u) / v
            elif u < -NEAR and capitulate:
                kind[j], target[j] = 2, x[j]
            first = min(first, kind[j])
        after[i] = x[i]
        if first == 3:
            continue
        least = np.inf
        for j in range(a):
            if kind[j] < 3 and (not by_kind or kind[j] == first):
                size = target[j] if by_kind and first == 1 else abs(target[j] - x[i])
                least = min(least, size)
        most = -np.inf
        for j in range(a):
            if kind[j] < 3 and (not by_kind or kind[j] == first):
                size = target[j] if by_kind and first == 1 else abs(target[j] - x[i])
                if size <= least + NEAR * span:
                    most = max(most, other[i, j])
        best = np.inf
        for j in range(a):
            if kind[j] < 3 and (not by_kind or kind[j] == first):
                size = target[j] if by_kind and first == 1 else abs(target[j] - x[i])
                if size <= least + NEAR * span and other[i, j] >= most - NEAR:
                    best = min(best, target[j])
        after[i] = best


@numba.njit
def _challenge_1(x, s, w, rounds, rest, code, positions):
    """One draw; ``code`` is scholz2011_code, else ours. Powers and votes are taken once, as in the array program."""
    a = len(x)
    P, d, own, other = np.empty((a, a)), np.empty((a, a)), np.empty((a, a)), np.empty((a, a))
    ones, r, security, after = np.ones(a), np.empty(a), np.empty(a), np.empty(a)
    span = x.max() - x.min()
    moving = True
    for t in range(rounds):
        for i in range(a):
            for j in range(a):
                d[i, j] = abs(x[i] - x[j]) / span if span > 0 else 0.0
        _votes(d, w, ones, code, P)
        for i in range(a):
            security[i] = 0.0
        for i in range(a):
            for j in range(a):
                if i != j:
                    fight = P[i, j] * 2 * d[i, j] - (1 - P[i, j]) * 2 * d[i, j]
                    security[j] += s[j] * fight + (1 - s[j]) * 2 * d[i, j]
        top, bottom = security.max(), security.min()
        for i in range(a):
            risk = (2 * security[i] - top - bottom) / (top - bottom) if top - bottom > NEAR else 0.0
            r[i] = (1 - risk / 3) / (1 + risk / 3)
        if code:
            _votes(d, w, r, True, P)
        for i in range(a):
            quo = 2 - 4 * 0.5 ** r[i]
            for j in range(a):
                success = 2 - 4 * (0.5 - 0.5 * d[i, j]) ** r[i]
                failure = 2 - 4 * (0.5 + 0.5 * d[i, j]) ** r[i]
                fight = P[i, j] * success + (1 - P[i, j]) * failure
                own[i, j] = s[j] * fight + (1 - s[j]) * success - quo
                if code:
                    fight = P[j, i] * success + (1 - P[j, i]) * failure
                    other[i, j] = s[i] * fight + (1 - s[i]) * success - quo
        if not code:
            for i in range(a):
                for j in range(a):
                    other[i, j] = own[j, i]
        _choose(own, other, x, span, code, not code, after)
        most = 0.0
        for i in range(a):
            most = max(most, abs(after[i] - x[i]))
            if moving:
                x[i] = after[i]
            positions[t, i] = x[i]
        moving = moving and most > rest


@numba.njit(parallel=True)
def challenge(x, s, w, rounds, rest, code):
    """Positions after each round (draws, rounds, actors) and their medians (draws, rounds)."""
    draws, a = x.shape
    positions, medians = np.empty((draws, rounds, a)), np.empty((draws, rounds))
    for n in numba.prange(draws):
        _challenge_1(x[n].copy(), s[n], w[n], rounds, rest, code, positions[n])
        for t in range(rounds):
            medians[n, t] = median_1(positions[n, t], w[n])
    return positions, medians


@numba.njit
def _nash_1(x, w, q):
    way, top = 0.0, np.inf
    for i in range(len(x)):
        if w[i] > 0:
            side = np.sign(x[i] - q)
            if side == 0.0 or (way != 0.0 and side != way):
                return q
            way, top = side, min(top, 2 * abs(x[i] - q))
    low, high = 0.0, top
    for _ in range(60):
        middle, slope = 0.5 * (low + high), 0.0
        for i in range(len(x)):
            if w[i] > 0:
                slope += w[i] / middle - w[i] / (2 * abs(x[i] - q) - middle)
        if slope > 0:
            low = middle
        else:
            high = middle
    return q + way * 0.5 * (low + high)


@numba.njit(parallel=True)
def nash(x, w, q):
    out = np.empty(len(x))
    for n in numba.prange(len(x)):
        out[n] = _nash_1(x[n], w[n], q[n])
    return out


@numba.njit
def _condorcet_1(x, w):
    """Proportional votes on one issue, conditional chain; proposals at the same place count once."""
    a = len(x)
    chance, total = np.zeros(a), 0.0
    for i in range(a):
        once = w[i] > 0
        for j in range(i):
            once = once and not (w[j] > 0 and x[j] == x[i])
        if not once:
            continue
        wins = 1.0
        for j in range(a):
            first = w[j] > 0
            for k in range(j):
                first = first and not (w[k] > 0 and x[k] == x[j])
            if not first:
                continue
            for_i, for_j = 1e-8, 1e-8
            for k in range(a):
                gain = (abs(x[j] - x[k]) - abs(x[i] - x[k])) / 100
                for_i += w[k] * max(gain, 0.0)
                for_j += w[k] * max(-gain, 0.0)
            wins *= for_i / (for_i + for_j)
        chance[i] = wins
        total += wins
    return (chance * x).sum() / total


@numba.njit(parallel=True)
def condorcet(x, w):
    out = np.empty(len(x))
    for n in numba.prange(len(x)):
        out[n] = _condorcet_1(x[n], w[n])
    return out


@numba.njit
def _offer(x, now, s, w, total, i, j, p, r):
    """Gain of a trade of equal gains and its two moves; no gain where there is none to be had."""
    if total[p] == 0 or total[r] == 0 or w[i, p] == 0 or w[j, r] == 0:
        return 0.0, 0.0, 0.0
    way_p, way_r = np.sign(x[j, p] - x[i, p]), np.sign(x[i, r] - x[j, r])
    mean_p, mean_r = (w[:, p] * now[:, p]).sum() / total[p], (w[:, r] * now[:, r]).sum() / total[r]
    if way_p * (mean_p - x[i, p]) < -NEAR or way_r * (mean_r - x[j, r]) < -NEAR:
        return 0.0, 0.0, 0.0
    share_p, share_r = w[i, p] / total[p], w[j, r] / total[r]
    ratio = (s[i, p] + s[j, p]) / (s[i, r] + s[j, r])
    effect_p = min(share_p * max(way_p * (x[j, p] - now[i, p]), 0.0), max(way_p * (x[j, p] - mean_p), 0.0))
    effect_r = min(share_r * max(way_r * (x[i, r] - now[j, r]), 0.0), max(way_r * (x[i, r] - mean_r), 0.0))
    effect = min(effect_p, effect_r / ratio)
    gain = s[j, p] * effect - s[j, r] * effect * ratio
    return gain, way_p * effect / share_p, way_r * effect * ratio / share_r


@numba.njit
def _exchange_1(x, s, w):
    actors, issues = x.shape
    now, total = x.copy(), w.sum(axis=0)
    side = np.zeros((actors, issues))
    for m in range(issues):
        for i in range(actors):
            gap = x[i, m] - (w[:, m] * x[:, m]).sum() / total[m]
            side[i, m] = np.sign(gap) if abs(gap) > NEAR else 0.0
    gain = np.zeros((actors, actors, issues, issues))
    move_i, move_j = np.zeros_like(gain), np.zeros_like(gain)
    live = np.zeros(gain.shape, dtype=np.bool_)
    for p in range(issues):
        for r in range(p + 1, issues):
            for i in range(actors):
                for j in range(actors):
                    opposite = side[i, p] * side[j, p] < 0 and side[i, r] * side[j, r] < 0
                    if opposite and s[i, p] * s[j, r] < s[j, p] * s[i, r] - 1e-12:
                        gain[i, j, p, r], move_i[i, j, p, r], move_j[i, j, p, r] = _offer(
                            x, now, s, w, total, i, j, p, r
                        )
                        live[i, j, p, r] = gain[i, j, p, r] > NEAR
    while True:
        best, chosen = 0.0, (-1, -1, -1, -1)
        for p in range(issues):
            for r in range(p + 1, issues):
                for i in range(actors):
                    for j in range(actors):
                        if live[i, j, p, r] and gain[i, j, p, r] > best + NEAR:
                            best, chosen = gain[i, j, p, r], (i, j, p, r)
        i, j, p, r = chosen
        if i < 0:
            break
        now[i, p] += move_i[i, j, p, r]
        now[j, r] += move_j[i, j, p, r]
        live[i, j, p, r] = False
        for m in range(issues):
            for k in range(m + 1, issues):
                for a in range(actors):
                    for b in range(actors):
                        if live[a, b, m, k]:
                            gain[a, b, m, k], move_i[a, b, m, k], move_j[a, b, m, k] = _offer(
                                x, now, s, w, total, a, b, m, k
                            )
                            live[a, b, m, k] = gain[a, b, m, k] > NEAR
    return (w * now).sum(axis=0) / total


@numba.njit(parallel=True)
def exchange(x, s, w):
    out = np.empty((x.shape[0], x.shape[2]))
    for n in numba.prange(len(x)):
        out[n] = _exchange_1(x[n], s[n], w[n])
    return out
