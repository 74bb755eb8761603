"""`verify_many`: one result for each record, in order, in this process and in the workers of every kind of executor."""

import os
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter
from records import CARRIED

from pith import batch
from pith.batch import BatchResult, verify_many
from pith.errors import InvalidArgument, InvalidJSON
from pith.keys import PITH_KEYS, KeyRing
from pith.models.record import parse_record
from pith.strict_json import Limits
from pith.testing import FORGER, SAMPLE_AT, TEST_KEYS, make_record, sample_record
from pith.verify import verify_record

GOOD = make_record().to_json()
BAD = make_record(signer=FORGER).to_json()
FORGED = GOOD.replace(b"A Sample Paper", b"Another Paper")
NOT_BYTES: Any = {"not": "bytes"}
MIXED = [GOOD, FORGED, b"", b"{}", GOOD[:-1], CARRIED.read_bytes(), NOT_BYTES, sample_record("future").to_json()]


class Late(Future[Any]):
    """A future that is not done until its result is asked for."""

    job: Callable[[], Any]

    def result(self, timeout: float | None = None) -> Any:
        return self.job()


class LateExecutor(Executor):
    """Works when a result is asked for, so everything that can be read ahead is read ahead."""

    def __init__(self) -> None:
        self.futures: list[Late] = []
        self.sizes: list[int] = []
        """The number of records in each chunk."""

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Late:
        self.sizes.append(len(arguments[-1]))
        future = Late()
        future.job = lambda: function(*arguments, **keywords)
        self.futures.append(future)
        return future


class Source:
    """An input that counts the records that were read."""

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


def test_each_result_is_that_of_parse_record_and_verify_record() -> None:
    results = list(verify_many(MIXED, keys=TEST_KEYS, at=SAMPLE_AT))
    assert [result.index for result in results] == list(range(len(MIXED)))
    assert [result.ok for result in results] == [True, False, False, False, False, False, False, True]
    for index in (0, 1, 5, 7):
        report = verify_record(parse_record(MIXED[index]), keys=TEST_KEYS, at=SAMPLE_AT)
        found = (results[index].number, results[index].failed, results[index].indeterminate)
        assert found == (report.number, report.failed, report.indeterminate)
        assert results[index].ok is report.ok
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
    assert results[6].reason == "expected bytes or a text, not a value of type dict"
    assert {results[index].number for index in (2, 3, 4, 6)} == {None}


def test_texts_give_the_results_of_their_bytes(tmp_path: Path) -> None:
    lines = [GOOD, b"{", BAD, b"", '{"é": "𝓐"}'.encode()]
    expected = [*verify_many(lines, keys=TEST_KEYS)]
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join(lines) + b"\n")
    for executor in (None, LateExecutor()):
        assert [*verify_many([line.decode() for line in lines], keys=TEST_KEYS, executor=executor)] == expected
        with path.open(encoding="utf-8") as texts, path.open("rb") as raw:
            found = [*verify_many(texts, keys=TEST_KEYS, executor=executor)]
            assert found == [*verify_many(raw, keys=TEST_KEYS, executor=executor)]
        assert [(one.ok, one.number, one.error) for one in found] == [(one.ok, one.number, one.error) for one in expected]


def test_a_text_with_a_lone_surrogate_gets_the_result_that_parse_record_gives() -> None:
    text = GOOD.decode().replace('"headline":""', '"headline":"\ud800"')
    with pytest.raises(InvalidJSON) as caught:
        parse_record(text)
    for executor in (None, LateExecutor()):
        good, bad = verify_many([GOOD, text], keys=TEST_KEYS, executor=executor)
        assert good.ok
        assert (bad.number, bad.error, bad.reason) == (None, "InvalidJSON", str(caught.value))


@pytest.mark.slow
def test_threads_and_processes_give_equal_results(processes: ProcessPoolExecutor) -> None:
    records = MIXED * 40
    alone = list(verify_many(records, keys=TEST_KEYS, at=SAMPLE_AT))
    with ThreadPoolExecutor(3) as threads:
        for executor in (threads, processes, LateExecutor()):
            for window in (1, 7, 4096):
                few = records if window > 1 else MIXED
                assert list(verify_many(few, keys=TEST_KEYS, at=SAMPLE_AT, executor=executor, window=window)) == alone[: len(few)]


def test_the_published_key_is_the_default() -> None:
    [result] = verify_many([CARRIED.read_bytes()])
    assert result == BatchResult(0, "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", (), ("key_window", "abstract_hash"))
    assert result.ok


@pytest.mark.slow
def test_the_published_key_is_the_default_of_a_process(processes: ProcessPoolExecutor) -> None:
    assert [*verify_many([CARRIED.read_bytes()], executor=processes)] == [*verify_many([CARRIED.read_bytes()])]


@pytest.mark.parametrize("late", [False, True])
def test_the_arguments_of_verify_record_and_parse_record_are_passed_on(late: bool) -> None:
    def result(**arguments: Any) -> BatchResult:
        [only] = verify_many([CARRIED.read_bytes()], executor=LateExecutor() if late else None, **arguments)
        return only

    assert "key_window is indeterminate" in result(require=["key_window"]).reason
    assert result(require={"number"}).ok
    assert "key_window" not in result(at=datetime(2026, 6, 1, tzinfo=UTC)).indeterminate
    assert "links" in result(origin="https://example.org").failed
    assert "key failed: key 'pith-v1-2026-05' is revoked" in result(keys=PITH_KEYS.revoke("pith-v1-2026-05")).reason
    assert result(limits=Limits(size=100)).error == "LimitExceeded"


WRONG_ARGUMENTS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"records": GOOD}, TypeError, "records: expected an iterable of bytes or texts, not "),
    ({"records": orjson.loads(GOOD)}, TypeError, "records: expected an iterable of bytes or texts, not a value of type dict"),
    ({"records": "[]"}, TypeError, r"records: expected an iterable of bytes or texts, not '\[\]'"),
    ({"records": 3}, TypeError, "records: expected an iterable of bytes or texts, not 3"),
    ({"keys": list(PITH_KEYS)}, TypeError, "keys: expected a KeyRing, not a value of type list"),
    ({"at": datetime(2026, 6, 1)}, InvalidArgument, "at: expected a datetime with an offset"),  # noqa: DTZ001
    ({"at": "now"}, TypeError, "at: expected a datetime, not 'now'"),
    ({"require": ["no_such_check"]}, InvalidArgument, "no check 'no_such_check'"),
    ({"require": "key"}, TypeError, "require: expected a collection"),
    ({"origin": "pith.science"}, InvalidArgument, "origin"),
    ({"limits": 5}, TypeError, "limits: expected Limits, not 5"),
    ({"executor": "threads"}, TypeError, "executor: expected an Executor, not 'threads'"),
    ({"window": 0}, InvalidArgument, "expected a window of at least 1 record, not 0"),
    ({"window": True}, TypeError, "window: expected an int, not True"),
    ({"window": 1.5}, TypeError, "window: expected an int, not 1.5"),
]


@pytest.mark.parametrize(("arguments", "error", "message"), WRONG_ARGUMENTS, ids=[str(i) for i in range(len(WRONG_ARGUMENTS))])
@pytest.mark.parametrize("late", [False, True])
def test_a_wrong_argument_is_refused_at_once(arguments: dict[str, Any], error: type[Exception], message: str, late: bool) -> None:
    executor = {"executor": LateExecutor()} if late else {}
    with pytest.raises(error, match=message):
        verify_many(**{"records": [], "keys": KeyRing(), **executor, **arguments})


def test_bytes_of_every_type_are_records() -> None:
    records: list[Any] = [GOOD, bytearray(GOOD), memoryview(GOOD)]
    assert [result.ok for result in verify_many(records, keys=TEST_KEYS)] == [True] * 3


@pytest.mark.parametrize(("window", "ahead"), [(1, 1), (5, 5), (16, 16), (4096, 16)])
def test_at_most_16_records_are_read_before_their_results_without_an_executor(window: int, ahead: int) -> None:
    source = Source([GOOD] * 40)
    results = verify_many(source, keys=TEST_KEYS, window=window)
    assert source.read == 0
    for place in range(40):
        next(results)
        assert source.read == min(40, (place // ahead + 1) * ahead)


def test_an_interrupt_comes_out_after_the_results_of_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    interrupts = iter([KeyboardInterrupt])

    def interrupted(data: bytes, **options: Any) -> Any:
        for interrupt in interrupts:
            raise interrupt
        return parse_record(data, **options)

    monkeypatch.setattr(batch, "parse_record", interrupted)
    monkeypatch.setattr(batch, "decode_record", None)
    results = verify_many([GOOD] * 40, keys=TEST_KEYS)
    assert [next(results).ok for _ in range(16)] == [True] * 16
    with pytest.raises(KeyboardInterrupt):
        next(results)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(MIXED), max_size=40), st.integers(1, 20))
def test_a_record_has_the_result_that_it_has_alone(records: list[bytes], window: int) -> None:
    alone = [next(verify_many([record], keys=TEST_KEYS)).to_dict() for record in records]
    together = [result.to_dict() for result in verify_many(records, keys=TEST_KEYS, window=window)]
    assert together == [{**result, "index": index} for index, result in enumerate(alone)]


def test_results_before_a_bug_come_out_whatever_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [*verify_many(MIXED, keys=TEST_KEYS)]

    def broken(data: bytes, **options: Any) -> Any:
        if data == b"bug":
            raise ZeroDivisionError
        return parse_record(data, **options)

    monkeypatch.setattr(batch, "parse_record", broken)
    results = verify_many([*MIXED, b"bug", GOOD], keys=TEST_KEYS)
    assert [next(results) for _ in MIXED] == expected
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_an_exception_that_does_not_come_again_changes_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    errors = iter([MemoryError])

    def failing(data: bytes, **options: Any) -> Any:
        for error in errors:
            raise error
        return parse_record(data, **options)

    monkeypatch.setattr(batch, "parse_record", failing)
    monkeypatch.setattr(batch, "decode_record", None)
    assert [result.ok for result in verify_many([GOOD, FORGED, GOOD], keys=TEST_KEYS)] == [True, False, True]


@settings(max_examples=60)
@given(count=st.integers(0, 300), window=st.integers(1, 300))
def test_no_more_than_the_window_is_read_ahead(count: int, window: int) -> None:
    source = Source([b"{"] * count)
    yielded = 0
    for result in verify_many(source, executor=LateExecutor(), window=window):
        assert result.index == yielded
        assert source.read - yielded <= window
        yielded += 1
    assert yielded == count


@pytest.mark.parametrize(
    ("window", "chunk"), [(1, 1), (2, 1), (4, 1), (7, 1), (8, 2), (100, 25), (255, 63), (256, 64), (1000, 64), (4096, 64)]
)
def test_a_chunk_is_a_quarter_of_the_window_and_at_most_64(window: int, chunk: int) -> None:
    executor, source = LateExecutor(), Source([b"{"] * 5_000)
    next(verify_many(source, executor=executor, window=window))
    assert executor.sizes == [chunk] * (window // chunk)
    assert source.read == window - window % chunk


def test_the_default_window_is_4096_records() -> None:
    source = Source([b"{"] * 5_000)
    next(verify_many(source, executor=LateExecutor()))
    assert source.read == 4096


def test_large_records_are_counted_by_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_WINDOW_BYTES", 10_000)
    monkeypatch.setattr(batch, "_CHUNK_BYTES", 2_000)
    executor, source = LateExecutor(), Source([b"{" * 1000] * 100)
    for yielded, _ in enumerate(verify_many(source, executor=executor)):
        assert source.read - yielded <= 10
    assert {*executor.sizes} == {2}


def test_a_record_that_is_larger_than_the_window_is_verified_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_WINDOW_BYTES", 10_000)
    monkeypatch.setattr(batch, "_CHUNK_BYTES", 2_000)
    executor = LateExecutor()
    assert len(list(verify_many([b"{" * 50_000] * 3, executor=executor))) == 3
    assert executor.sizes == [1, 1, 1]


def test_finished_results_come_out_before_more_is_read() -> None:
    """A slow input, such as a feed, does not hold finished results back until the window is full."""

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
def test_an_exception_of_the_input_comes_out_after_the_results_before_it(executor: Executor | None, before: int) -> None:
    problem = OSError("the disk is gone")

    def records() -> Iterator[bytes]:
        yield from [GOOD] * before
        raise problem

    results = verify_many(records(), keys=TEST_KEYS, executor=executor)
    assert [next(results).ok for _ in range(before)] == [True] * before
    with pytest.raises(OSError, match="the disk is gone") as caught:
        next(results)
    assert caught.value is problem


def test_closing_cancels_work_that_has_not_begun() -> None:
    executor, source = LateExecutor(), Source([b"{"] * 1000)
    results = verify_many(source, executor=executor, window=400)
    for _ in range(100):
        next(results)
    results.close()
    assert [future.cancelled() for future in executor.futures] == [False] * 2 + [True] * (len(executor.futures) - 2)
    assert len(executor.futures) > 4
    assert source.read < 600


class Crash(BaseException):
    """A bug, or a KeyboardInterrupt."""


CRASHES: list[type[BaseException]] = [ZeroDivisionError, KeyboardInterrupt, Crash]


@pytest.mark.parametrize("crash", CRASHES)
@pytest.mark.parametrize("executor", [None, "threads", "late"])
@pytest.mark.parametrize("before", [0, 1, 63, 64, 130])
def test_finished_results_come_out_before_a_crash(
    before: int, executor: str | None, crash: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash_at(data: bytes, **options: Any) -> Any:
        if data == b"crash":
            raise crash
        return parse_record(data, **options)

    monkeypatch.setattr(batch, "parse_record", crash_at)
    monkeypatch.setattr(batch, "decode_record", None)
    records = [b"{"] * before + [b"crash"] + [b"{"] * 10
    with ThreadPoolExecutor(1) as threads:
        workers = {None: None, "threads": threads, "late": LateExecutor()}[executor]
        results = verify_many(records, executor=workers)
        assert [next(results).index for _ in range(before)] == [*range(before)]
        with pytest.raises(crash):
            next(results)


class Breaking(LateExecutor):
    """An executor whose pool breaks: the results of the first chunks come out, and no others."""

    def __init__(self, whole: int, *, at_submit: bool) -> None:
        super().__init__()
        self.whole, self.at_submit = whole, at_submit

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **keywords: Any) -> Late:
        broken = len(self.futures) >= self.whole
        if broken and self.at_submit:
            raise BrokenExecutor
        future = super().submit(function, *arguments, **keywords)
        if broken:
            future.job = self.fail
        return future

    def fail(self) -> None:
        raise BrokenExecutor


@pytest.mark.parametrize("at_submit", [False, True])
@pytest.mark.parametrize("whole", [0, 1, 3])
def test_finished_results_come_out_before_the_error_of_a_broken_pool(whole: int, at_submit: bool) -> None:
    executor = Breaking(whole, at_submit=at_submit)
    results = verify_many([b"{"] * 1_000, executor=executor)
    assert [next(results).index for _ in range(64 * whole)] == [*range(64 * whole)]
    with pytest.raises(BrokenExecutor):
        next(results)
    assert not any(future.cancelled() for future in executor.futures), "a broken pool ends its futures itself"


def test_an_interrupt_while_a_result_is_awaited_cancels_the_others() -> None:
    class Interrupted(Breaking):
        def fail(self) -> None:
            raise KeyboardInterrupt

    executor = Interrupted(2, at_submit=False)
    results = verify_many([b"{"] * 1_000, executor=executor)
    assert [next(results).index for _ in range(128)] == [*range(128)]
    with pytest.raises(KeyboardInterrupt):
        next(results)
    assert all(future.cancelled() for future in executor.futures[3:])


@pytest.mark.slow
def test_a_dead_worker_raises_the_exception_of_the_executor() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=os._exit, initargs=(3,)) as executor:  # noqa: SIM117
        with pytest.raises(BrokenProcessPool):
            list(verify_many([GOOD] * 200, keys=TEST_KEYS, executor=executor))


def test_an_executor_that_was_shut_down_raises_its_own_exception() -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(RuntimeError, match="shutdown"):
        list(verify_many([GOOD], keys=TEST_KEYS, executor=executor))


def test_results_are_small_and_keep_their_value_through_pickle() -> None:
    results = list(verify_many([GOOD] * 64, keys=TEST_KEYS))
    pickled = pickle.dumps(results)
    assert len(pickled) < 100 * len(results)
    assert pickle.loads(pickled) == results


def test_a_result_has_no_truth_value() -> None:
    [result] = verify_many([GOOD], keys=TEST_KEYS)
    with pytest.raises(TypeError, match=r"ask result\.ok"):
        bool(result)


def test_a_result_is_a_row_of_plain_values() -> None:
    good, bad = verify_many([GOOD, b"{"], keys=TEST_KEYS)
    assert good.to_dict() == {
        "index": 0,
        "number": good.number,
        "ok": True,
        "failed": [],
        "indeterminate": ["key_window", "abstract_hash", *good.indeterminate[2:]],
        "blocking": [],
        "error": "",
        "reason": "",
    }
    assert bad.to_dict()["error"] == "InvalidJSON"


@pytest.mark.parametrize("data", [GOOD, BAD], ids=["required", "failed and required"])
def test_blocking_names_the_checks_because_of_which_a_record_is_not_ok(data: bytes) -> None:
    [result] = verify_many([data], keys=TEST_KEYS, require=["abstract_hash"])
    report = verify_record(parse_record(data), keys=TEST_KEYS, require=["abstract_hash"])
    assert result.blocking == report.blocking
    assert "abstract_hash" in result.blocking
    assert {*result.failed} <= {*result.blocking}
    assert "key_window" not in result.blocking
    assert result.to_dict()["blocking"] == [*result.blocking]
    assert pickle.loads(pickle.dumps(result)) == result
    good, broken = verify_many([GOOD, b"{"], keys=TEST_KEYS)
    assert good.blocking == broken.blocking == ()


def test_a_result_is_a_field_type_for_pydantic() -> None:
    adapter = TypeAdapter(list[BatchResult])
    results = list(verify_many([GOOD, b"{"], keys=TEST_KEYS))
    rows = orjson.loads(adapter.dump_json(results))
    assert rows == [result.to_dict() for result in results]
    schema = TypeAdapter(BatchResult).json_schema()
    Draft202012Validator.check_schema(schema)
    for row in rows:
        Draft202012Validator(schema).validate(row)
