"""Why a request got no reply, and what that means for the next."""

from __future__ import annotations

from typing import Literal

__all__ = ["TroubleError"]

Next = Literal["again", "pass", "stop"]


class TroubleError(Exception):
    """A request without a reply that can be read.

    ``then`` is ``again`` where trying again may help, ``pass`` where only this passage is lost, ``stop`` where no
    other would fare better. ``wait`` is how long the server asked to wait, in seconds.
    """

    def __init__(self, why: str, then: Next, wait: float | None = None, hint: str | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.then: Next = then
        self.wait = wait
        self.hint = hint
