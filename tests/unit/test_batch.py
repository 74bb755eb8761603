"""`verify_many`: one result for each input, in order, in this process and in the workers of every kind of executor."""

import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import get_context
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import CARRIED

from pith import many
from pith.batch import BatchResult, verify_many
from pith.errors import InvalidArgument
from pith.keys import PITH_KEYS, KeyRing
from pith.models.record import parse_record
from pith.strict_json import Limits
from pith.testing import SAMPLE_AT, TEST_KEYS, make_record, sample_record
from pith.verify import verify_record

GOOD = make_record().to_json()
FORGED = GOOD.replace(b"A Sample Paper", b"Another Paper")
NOT_BYTES: Any = {"not": "bytes"}
MIXED = [GOOD, FORGED, b"", b"{}", GOOD[:-1], CARRIED.read_bytes(), NOT_BYTES, sample_record("future").to_json()]


class Late(Future[Any]):
    """A future that is not done until its result is asked for."""

    job: Callable[[], Any]

    def result(self, timeout: float | None = None) -> Any:
        return self.job()


class LateExecutor(Executor):
    """Works only when it must, so that all that may be read ahead is read ahead."""

    def __init__(self) -> None:
        self.futures: list[Late] = []

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Late:
        future = Late()
        future.job = lambda: function(*arguments, **keywords)
        self.futures.append(future)
        return future


class Source:
    """An input that counts what has been read of it."""

    def __init__(self, records: list[bytes]) -> None:
        self.records, self.read = records, 0

    def __iter__(self) -> Iterator[bytes]:
        for record in self.records:
            self.read += 1
            yield record


@pytest.fixture(scope="module")
def processes() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


def test_each_result_says_what_parse_record_and_verify_record_say() -> None:
    results = list(verify_many(MIXED, keys=TEST_KEYS, at=SAMPLE_AT))
    assert [result.index for result in results] == list(range(len(MIXED)))
    assert [result.ok for result in results] == [True, False, False, False, False, False, False, True]
    for place in (0, 1, 5, 7):
        report = verify_record(parse_record(MIXED[place]), keys=TEST_KEYS, at=SAMPLE_AT)
        told = (results[place].number, results[place].failed, results[place].indeterminate)
        assert told == (report.subject, report.failed, report.indeterminate)
        assert results[place].ok is report.ok
    assert [result.error for result in results] == [
        "",
        "VerificationFailed",
        "InvalidJSON",
        "InvalidRecord",
        "InvalidJSON",
        "VerificationFailed",
        "InvalidRecord",
        "",
    ]
    assert results[1].failed == ("title_hash",)
    assert "title_hash failed: " in results[1].reason
    assert "no key 'pith-v1-2026-05' in the ring" in results[5].reason
    assert results[3].reason.startswith("at '/record_type': this field is missing")
    assert results[6].reason == "expected bytes, not a value of type dict"
    assert {results[place].number for place in (2, 3, 4, 6)} == {None}


def test_threads_and_processes_say_the_same(processes: ProcessPoolExecutor) -> None:
    records = MIXED * 40
    alone = list(verify_many(records, keys=TEST_KEYS, at=SAMPLE_AT))
    with ThreadPoolExecutor(3) as threads:
        for executor in (threads, processes, LateExecutor()):
            for window in (1, 7, 4096):
                few = records if window > 1 else MIXED
                assert list(verify_many(few, keys=TEST_KEYS, at=SAMPLE_AT, executor=executor, window=window)) == alone[: len(few)]


def test_the_published_key_is_the_default(processes: ProcessPoolExecutor) -> None:
    for executor in (None, processes):
        [result] = verify_many([CARRIED.read_bytes()], executor=executor)
        assert result == BatchResult(0, "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", (), ("key_window", "abstract_hash"))
        assert result.ok


@pytest.mark.parametrize("late", [False, True])
def test_the_arguments_of_verify_record_and_parse_record_are_passed_on(late: bool) -> None:
    def result(**arguments: Any) -> BatchResult:
        [only] = verify_many([CARRIED.read_bytes()], executor=LateExecutor() if late else None, **arguments)
        return only

    assert "key_window indeterminate" in result(require=["key_window"]).reason
    assert "key_window indeterminate" in result(require="key_window").reason
    assert result(require=iter(["number"])).ok
    assert "key_window" not in result(at=datetime(2026, 6, 1, tzinfo=UTC)).indeterminate
    assert "links" in result(origin="https://example.org").failed
    assert "key failed: key 'pith-v1-2026-05' is revoked" in result(keys=PITH_KEYS.revoke("pith-v1-2026-05")).reason
    assert result(limits=Limits(size=100)).error == "LimitExceeded"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"records": GOOD}, "expected an iterable of records as bytes, not "),
        ({"records": orjson.loads(GOOD)}, "expected an iterable of records as bytes, not a value of type dict"),
        ({"records": "[]"}, "expected an iterable of records as bytes, not '\\[\\]'"),
        ({"records": 3}, "expected an iterable of records as bytes, not 3"),
        ({"keys": list(PITH_KEYS)}, "expected a KeyRing, not a value of type list"),
        ({"at": datetime(2026, 6, 1)}, "expected an aware datetime"),  # noqa: DTZ001
        ({"require": ["no_such_check"]}, "no check 'no_such_check'"),
        ({"window": 0}, "expected a number from 1 for the window, not 0"),
        ({"window": True}, "expected a number from 1 for the window, not True"),
    ],
)
def test_bad_arguments_are_refused_at_once(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidArgument, match=message):
        verify_many(**{"records": [], "keys": KeyRing(), **arguments})


def test_nothing_is_read_ahead_without_an_executor() -> None:
    source = Source([GOOD] * 5)
    results = verify_many(source, keys=TEST_KEYS)
    assert source.read == 0
    for place in range(1, 4):
        next(results)
        assert source.read == place


@settings(max_examples=60)
@given(count=st.integers(0, 300), window=st.integers(1, 300))
def test_no_more_than_the_window_is_held(count: int, window: int) -> None:
    source = Source([b"{"] * count)
    given_back = 0
    for result in verify_many(source, executor=LateExecutor(), window=window):
        assert result.index == given_back
        assert source.read - given_back <= window
        given_back += 1
    assert given_back == count


def test_the_window_is_used() -> None:
    source = Source([b"{"] * 2000)
    next(verify_many(source, executor=LateExecutor(), window=1000))
    assert 900 <= source.read <= 1000


def test_large_records_are_held_by_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "_WINDOW_BYTES", 10_000)
    monkeypatch.setattr(many, "_CHUNK_BYTES", 2_000)
    source = Source([b"{" * 1000] * 100)
    for done, _ in enumerate(verify_many(source, executor=LateExecutor())):
        assert source.read - done <= 12
    source = Source([b"{" * 50_000] * 3)
    assert len(list(verify_many(source, executor=LateExecutor()))) == 3


def test_what_is_done_comes_out_before_more_is_read() -> None:
    """A slow input, such as a feed, must not keep finished results back until the window is full."""

    class AtOnce(Executor):
        def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Future[Any]:
            future: Future[Any] = Future()
            future.set_result(function(*arguments, **keywords))
            return future

    source = Source([b"{"] * 1000)
    next(verify_many(source, executor=AtOnce(), window=1000))
    assert source.read <= 64


@pytest.mark.parametrize("executor", [None, LateExecutor()])
@pytest.mark.parametrize("before", [0, 1, 64, 200])
def test_what_the_input_raises_comes_out_after_the_results_before_it(executor: Executor | None, before: int) -> None:
    problem = OSError("the disc is gone")

    def records() -> Iterator[bytes]:
        yield from [GOOD] * before
        raise problem

    results = verify_many(records(), keys=TEST_KEYS, executor=executor)
    assert [next(results).ok for _ in range(before)] == [True] * before
    with pytest.raises(OSError, match="the disc is gone") as caught:
        next(results)
    assert caught.value is problem


def test_closing_cancels_what_has_not_begun() -> None:
    executor, source = LateExecutor(), Source([b"{"] * 1000)
    results = verify_many(source, executor=executor, window=400)
    for _ in range(100):
        next(results)
    results.close()
    assert [future.cancelled() for future in executor.futures] == [False] * 2 + [True] * (len(executor.futures) - 2)
    assert len(executor.futures) > 4
    assert source.read < 600


def test_a_dead_worker_is_the_executors_own_exception() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=os._exit, initargs=(3,)) as executor:  # noqa: SIM117
        with pytest.raises(BrokenProcessPool):
            list(verify_many([GOOD] * 200, keys=TEST_KEYS, executor=executor))


def test_an_executor_that_was_shut_down_is_refused_by_itself() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="shutdown"):
        list(verify_many([GOOD], keys=TEST_KEYS, executor=executor))


def test_results_are_small_and_keep_their_value_through_pickle() -> None:
    results = list(verify_many([GOOD] * 64, keys=TEST_KEYS))
    pickled = pickle.dumps(results)
    assert len(pickled) < 100 * len(results)
    assert pickle.loads(pickled) == results


def test_a_result_is_not_an_answer_by_itself() -> None:
    [result] = verify_many([GOOD], keys=TEST_KEYS)
    with pytest.raises(TypeError, match=r"ask result\.ok"):
        bool(result)
