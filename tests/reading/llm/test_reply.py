from __future__ import annotations

import contextlib
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.reading.llm.reply import MOST_OFFERS, MalformedReplyError, Offer, offers_in, reply_schema
from tests.reading.llm.reports import FRIGATES, SEIZURE

SOUND = json.dumps({"claims": [SEIZURE]})


@pytest.mark.parametrize("reply", [SOUND, f"```json\n{SOUND}\n```", f"\n```\n{SOUND}\n```\n", f"  {SOUND}  "])
def test_one_fence_around_the_whole_is_taken_off(reply: str) -> None:
    assert offers_in(reply) == ([Offer.model_validate(SEIZURE)], 0)


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "I cannot help with that.",
        f"Here you are:\n```json\n{SOUND}\n```",
        "[]",
        "null",
        '{"claims": null}',
        '{"claims": {}}',
        '{"Claims": []}',
        SOUND[:-2],
        SOUND + SOUND,
        '{"claims": [NaN]}',
        "[" * 100_000,
        '{"claims":' * 5_000,
        json.dumps({"claims": [SEIZURE] * (MOST_OFFERS + 1)}),
    ],
)
def test_anything_else_is_malformed(reply: str) -> None:
    with pytest.raises(MalformedReplyError):
        offers_in(reply)


def test_one_bad_claim_costs_only_itself() -> None:
    bad = [
        {},
        None,
        7,
        "text",
        [],
        {**SEIZURE, "sentence": 0},
        {**SEIZURE, "point": 101},
        {**SEIZURE, "__class__": "x"},
    ]
    offers, shapeless = offers_in(json.dumps({"claims": [*bad, FRIGATES]}))
    assert (len(offers), shapeless) == (1, len(bad))


@given(st.text(max_size=200))
def test_no_text_gets_anything_but_offers_or_malformed(text: str) -> None:
    with contextlib.suppress(MalformedReplyError):
        offers_in(text)


def test_the_schema_asks_for_what_is_taken() -> None:
    schema = reply_schema()
    claim = schema["properties"]["claims"]["items"]
    assert set(claim["properties"]) == set(claim["required"]) == set(Offer.model_fields)
    whole = json.loads(Offer.model_validate(SEIZURE).model_dump_json())
    jsonschema.validate({"claims": [whole]}, schema)
    assert offers_in(json.dumps({"claims": [whole]}))[1] == 0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"claims": [{**whole, "kind": "fact"}]}, schema)
