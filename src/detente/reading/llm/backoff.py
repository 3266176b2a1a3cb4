"""How long to wait before asking again: twice as long each time, spread by a seeded draw, never above a bound."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

__all__ = ["BASE", "LONGEST", "pause", "seconds_asked"]

BASE = 0.5
LONGEST = 60.0


def pause(attempt: int, seed: str, asked: float | None = None) -> float:
    """Seconds to wait after failed try ``attempt``, from 0: at least what the server asked for, where it asked.

    1. Half to all of ``BASE · 2^attempt``, the share drawn from the seed, so that passages do not return in step.
    2. Never above ``LONGEST``.

    Reference: the scheme is Metcalfe & Boggs 1976, doi:10.1145/360248.360253.

    >>> 0.25 <= pause(0, "a") <= 0.5, pause(20, "a") <= LONGEST, pause(0, "a", 7.0)
    (True, True, 7.0)
    """
    share = 0.5 + 0.5 * Random(f"{seed}:{attempt}").random()
    own = min(LONGEST, BASE * 2.0 ** min(attempt, 30)) * share
    return min(LONGEST, max(own, asked or 0.0))


def seconds_asked(header: str | None, now: float) -> float | None:
    """What a Retry-After header asks for: a number of seconds or a date, read at ``now`` (seconds since 1970).

    >>> seconds_asked("3", 0.0), seconds_asked("Thu, 01 Jan 1970 00:01:00 GMT", 20.0), seconds_asked("soon", 0.0)
    (3.0, 40.0, None)
    """
    if header is None or len(header) > 60:
        return None
    if header.strip().isdecimal() and header.isascii():
        return float(header)
    try:
        day = parsedate_to_datetime(header)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    day = day if day.tzinfo is not None else day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.fromtimestamp(now, UTC)).total_seconds())
