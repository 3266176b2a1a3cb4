from __future__ import annotations

from typing import Any

import pytest

from detente.errors import ModelReaderError
from detente.reading.llm import LanguageModel


@pytest.mark.parametrize("name", ["some-model", "meta/some-8B:free", "a", "v1.2@rev"])
def test_names_of_models(name: str) -> None:
    assert LanguageModel(name).name == name


@pytest.mark.parametrize("name", ["", " ", "a b", "a\nb", "<b>", "x" * 101, "ø", "-a"])
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(ModelReaderError, match="cannot be the name"):
        LanguageModel(name)


@pytest.mark.parametrize(
    "url", ["http://localhost:8000/v1", "https://models.example/v1/", "http://[::1]:80/v1", "http://10.0.0.5/v1"]
)
def test_addresses(url: str) -> None:
    assert LanguageModel("m", url).url == url


@pytest.mark.parametrize(
    "url",
    ["", "localhost:8000", "file:///etc/passwd", "ftp://x/v1", "http://", "http://x:99999/v1", "http://[::1/v1",
     "http://x/v1?key=1", "http://x/v1#a", "http://x/ v1", "http://user:secret@x/v1", "http://ünïcode/v1", "http://x:0/v1"],
)  # fmt: skip
def test_what_is_no_address_and_no_secret_in_the_message(url: str) -> None:
    with pytest.raises(ModelReaderError) as caught:
        LanguageModel("m", url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("key", ["", "with space", "with\nline", "ключ", "x" * 5000])
def test_a_key_that_no_header_can_carry_is_not_shown(key: str) -> None:
    with pytest.raises(ModelReaderError) as caught:
        LanguageModel("m", "http://localhost/v1", key)
    assert not key or key not in str(caught.value)


@pytest.mark.parametrize(
    "bounds", [{"timeout": 0}, {"timeout": -1}, {"timeout": 1e9}, {"retries": -1}, {"at_once": 0}, {"max_requests": 0}]
)
def test_bounds(bounds: dict[str, Any]) -> None:
    with pytest.raises(ModelReaderError, match=next(iter(bounds))):
        LanguageModel("m", **bounds)


def test_a_key_over_plain_http_to_another_machine_is_exposed() -> None:
    assert LanguageModel("m", "http://10.0.0.5/v1", "k").exposes_key
    assert not LanguageModel("m", "http://10.0.0.5/v1").exposes_key
    assert not LanguageModel("m", "http://localhost/v1", "k").exposes_key
    assert not LanguageModel("m", "https://models.example/v1", "k").exposes_key
