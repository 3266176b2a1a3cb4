"""What the fuzzer broke once."""

from __future__ import annotations

import pytest

from tests.reading.test_fuzz import opened_or_refused, spans_are_exact


def test_a_participle_and_a_coordinate_do_not_look_for_each_others_subject_forever() -> None:
    spans_are_exact("Acting under Chapter VII, it woulds nine votes and can be vetoed by all.")
    spans_are_exact("By acting under it, nine votes, and can be vetoed and acting by all, it said.")


@pytest.mark.parametrize("charset", [b"a\0b", b"undefined", b"rot13", b"no such"])
def test_a_page_that_declares_a_charset_of_nonsense_is_read_all_the_same(charset: bytes) -> None:
    opened_or_refused(b'<meta charset="' + charset + b'"><p>Malta said the port was closed.</p>', ".html")
