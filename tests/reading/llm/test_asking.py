"""Budget, retries, waits, concurrency, recording: without a wire, with a model that is a function."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.errors import ModelReaderError
from detente.reading.llm.asking import IN_A_ROW, Line, Unread, replayed
from detente.reading.llm.passages import Passage
from detente.reading.llm.prompting import Request
from detente.reading.llm.recording import Recording, load_replies
from detente.reading.llm.settings import LanguageModel
from detente.reading.llm.trouble import TroubleError
from tests.reading.llm.reports import report

EMPTY = '{"claims": []}'
PASSAGE = Passage(report(), (), ())


def requests(count: int) -> list[Request]:
    return [Request(PASSAGE, {"model": "m", "messages": [{"number": n}]}) for n in range(count)]


def line(answer: Callable[[dict[str, object]], str], **bounds: object) -> tuple[Line, list[float]]:
    waits: list[float] = []
    model = LanguageModel("m", "http://localhost/v1", **{"at_once": 1, **bounds})  # type: ignore[arg-type]
    return Line(model, answer, None, waits.append), waits


def failing(*troubles: TroubleError | str) -> Callable[[dict[str, object]], str]:
    left = list(troubles)

    def answer(_: dict[str, object]) -> str:
        found = left.pop(0)
        if isinstance(found, TroubleError):
            raise found
        return found

    return answer


def busy(wait: float | None = None) -> TroubleError:
    return TroubleError("the server answers 429", "again", wait)


def test_replies_come_in_the_order_of_the_requests_whatever_order_they_arrive_in() -> None:
    gate = threading.Barrier(3)

    def answer(body: dict[str, object]) -> str:
        gate.wait(5)
        return json.dumps({"claims": [], "of": body["messages"]})

    asked, _ = line(answer, at_once=3)
    replies = asked.ask_all(requests(3)).replies
    assert [json.loads(str(r))["of"][0]["number"] for r in replies] == [0, 1, 2]


def test_no_more_are_open_at_once_than_allowed() -> None:
    opened, most, lock = [0], [0], threading.Lock()
    two = threading.Semaphore(0)

    def answer(_: dict[str, object]) -> str:
        with lock:
            opened[0] += 1
            most[0] = max(most[0], opened[0])
            if opened[0] == 2:
                two.release(8)
        two.acquire(timeout=2)
        with lock:
            opened[0] -= 1
        return EMPTY

    asked, _ = line(answer, at_once=2)
    assert asked.ask_all(requests(8)).requests == 8
    assert most[0] == 2


def test_trouble_is_waited_out_longer_each_time() -> None:
    asked, waits = line(failing(busy(), busy(), busy(), EMPTY))
    assert asked.ask_all(requests(1)).replies == (EMPTY,)
    assert asked.requests == 4
    assert waits == sorted(waits)
    assert 0.25 <= waits[0] <= 0.5
    assert 1 <= waits[2] <= 2


def test_the_waits_are_the_same_for_the_same_seed() -> None:
    found = []
    for seed in (0, 0, 1):
        asked, waits = line(failing(busy(), busy(), EMPTY), seed=seed)
        asked.ask_all(requests(1))
        found.append(waits)
    assert found[0] == found[1] != found[2]


def test_what_the_server_asks_to_wait_is_honoured_and_bounded() -> None:
    asked, waits = line(failing(busy(9.0), EMPTY))
    asked.ask_all(requests(1))
    assert waits == [9.0]
    asked, waits = line(failing(busy(3600.0)))
    (lost,) = asked.ask_all(requests(1)).replies
    assert isinstance(lost, Unread)
    assert "3,600 seconds" in lost.why
    assert waits == []


def test_retries_end() -> None:
    asked, waits = line(failing(*[busy()] * 9), retries=2)
    (lost,) = asked.ask_all(requests(1)).replies
    assert isinstance(lost, Unread)
    assert (asked.requests, len(waits)) == (3, 2)


def test_a_malformed_reply_is_asked_for_once_more() -> None:
    asked, _ = line(failing("no JSON", EMPTY))
    assert asked.ask_all(requests(1)).replies == (EMPTY,)
    asked, _ = line(failing("no JSON", "[]", EMPTY))
    (lost,) = asked.ask_all(requests(1)).replies
    assert isinstance(lost, Unread)
    assert "malformed" in lost.why


def test_the_budget_counts_every_try_and_keeps_what_was_read() -> None:
    asked, _ = line(failing(EMPTY, busy(), EMPTY, EMPTY), max_requests=3)
    replies = asked.ask_all(requests(4)).replies
    assert replies[:2] == (EMPTY, EMPTY)
    assert all(isinstance(r, Unread) and "budget of 3 requests" in r.why for r in replies[2:])
    assert asked.requests == 3


def test_what_no_other_passage_would_survive_ends_the_asking() -> None:
    asked, _ = line(failing(TroubleError("the server answers 401", "stop")))
    replies = asked.ask_all(requests(5)).replies
    assert asked.requests == 1
    assert all(isinstance(r, Unread) and r.why == "the server answers 401" for r in replies)


def test_passage_after_passage_lost_ends_the_asking() -> None:
    asked, _ = line(failing(*[TroubleError("no", "pass")] * 50))
    asked.ask_all(requests(50))
    assert asked.requests == IN_A_ROW


def test_one_lost_passage_does_not() -> None:
    asked, _ = line(failing(EMPTY, TroubleError("no", "pass"), EMPTY))
    replies = asked.ask_all(requests(3)).replies
    assert [isinstance(r, Unread) for r in replies] == [False, True, False]


def test_a_run_is_taken_up_where_it_ended(tmp_path: Path) -> None:
    file = tmp_path / "made" / "here" / "replies.jsonl"
    for _ in range(2):
        recording = Recording(file)
        recording.open()
        model = LanguageModel("m", "http://localhost/v1", at_once=1, max_requests=2)
        asked = Line(model, lambda _: EMPTY, recording, lambda _: None).ask_all(requests(4))
    assert asked.requests == 2
    assert asked.replies == (EMPTY,) * 4
    assert replayed(requests(4), load_replies(file)).replies == (EMPTY,) * 4
    assert len(file.read_text().splitlines()) == 4


def test_a_line_cut_off_by_an_interruption_is_passed_over_and_written_again(tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    recording = Recording(file)
    recording.open()
    for request in requests(2):
        recording.add(request, EMPTY)
    whole = file.read_bytes()
    file.write_bytes(whole[:-20])
    assert len(load_replies(file)) == 1
    again = Recording(file)
    again.open()
    again.add(requests(2)[1], EMPTY)
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"hello\n", "not a recorded reply"),
        (b'{"key": "x"}\n', "not a recorded reply"),
        (b'{"key": "x", "request": {}, "reply": "y"}\n', "the recorded request was changed"),
        (b"\xff\n", "cannot be read"),
    ],
)
def test_a_file_that_is_no_recording_is_an_error_with_its_line(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_bytes(content)
    with pytest.raises(ModelReaderError, match=message):
        load_replies(file)
    with pytest.raises(ModelReaderError, match=message):
        Recording(file)
    assert file.read_bytes() == content


def test_a_recording_that_is_not_there_or_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ModelReaderError, match="no such file"):
        load_replies(tmp_path / "none.jsonl")
    (tmp_path / "file").touch()
    with pytest.raises(ModelReaderError, match="cannot be"):
        Recording(tmp_path / "file" / "replies.jsonl").open()
