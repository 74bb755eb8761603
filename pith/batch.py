"""Verify many records: one small result for each, in order, in this process or in the workers of an executor."""

from collections import deque
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from .checks.facts import RecordFacts
from .checks.record import RECORD_TABLE
from .checks.table import Outcome
from .errors import InvalidArgument, InvalidJSON, InvalidRecord, PithError, safe_repr
from .keys import PITH_KEYS, KeyRing
from .models.record import PithRecord, parse_record
from .protocol import ORIGIN
from .report import VerificationReport
from .strict_json import DEFAULT_LIMITS, Limits
from .verify import check_arguments, verify_record

try:
    from .fast import decode_record
except ModuleNotFoundError as _missing:  # msgspec is optional
    decode_record = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

WINDOW = 4096
"""The number of records that are read ahead of the results at most, unless the caller gives another one."""
_WINDOW_BYTES = 64 * 1024 * 1024

# Some records are checked together, which takes less time (see `CheckTable.problems_of_each`). A worker gets more of them in one
# chunk, because a message between processes costs as much as the check of a record.
_GROUP = 16
_CHUNK = 64
_CHUNK_BYTES = 1024 * 1024


class _Options(NamedTuple):
    """The arguments of `verify_many` for each record, with the names of all checks that are required."""

    keys: KeyRing
    at: datetime | None
    required: frozenset[str]
    origin: str
    limits: Limits


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The result for one of many records, small enough to send between processes and to keep by the million.

    `index` counts the records of the input from 0. `number` is the Pith Number that the record names, None if it does not
    parse. `failed`, `indeterminate` and `blocking` name checks, as in a `VerificationReport`. If the record is not `ok`, `error`
    is the name of the exception class that `parse_record` or `raise_for_failure` raises, and `reason` its text.
    Specification §8.1.
    """

    index: int
    number: str | None
    failed: tuple[str, ...] = ()
    indeterminate: tuple[str, ...] = ()
    error: str = ""
    reason: str = ""
    blocking: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the record parses, no check failed and every required check passed."""
        return not self.error

    def to_dict(self) -> dict[str, Any]:
        """The result as plain JSON values, a row of a data frame: every field of `BatchResult` by its name, and `ok`.

        The same keys are there for a record that is not ok: `error` and `reason` are then not empty.
        """
        return {
            "index": self.index,
            "number": None if self.number is None else str(self.number),
            "ok": self.ok,
            "failed": list(self.failed),
            "indeterminate": list(self.indeterminate),
            "blocking": list(self.blocking),
            "error": self.error,
            "reason": self.reason,
        }

    def __bool__(self) -> NoReturn:
        raise TypeError("a result has no truth value; ask result.ok")

    def __reduce__(self) -> tuple[type["BatchResult"], tuple[object, ...]]:
        # Three times as fast as the pickle of a dataclass with slots.
        return BatchResult, (self.index, self.number, self.failed, self.indeterminate, self.error, self.reason, self.blocking)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        to_dict = core_schema.plain_serializer_function_ser_schema(cls.to_dict)
        return core_schema.is_instance_schema(cls, serialization=to_dict, ref=f"{cls.__module__}.{cls.__name__}")

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        strings = {"type": "array", "items": {"type": "string"}}
        properties = {
            "index": {"type": "integer", "minimum": 0},
            "number": {"type": ["string", "null"]},
            "ok": {"type": "boolean"},
            "failed": strings,
            "indeterminate": strings,
            "blocking": strings,
            "error": {"type": "string"},
            "reason": {"type": "string"},
        }
        schema_of = {"title": "BatchResult", "type": "object", "required": [*properties], "additionalProperties": False}
        return {**schema_of, "properties": properties}


def verify_many(
    records: Iterable[bytes | str],
    *,
    keys: KeyRing = PITH_KEYS,
    at: datetime | None = None,
    require: Collection[str] = (),
    origin: str = ORIGIN,
    limits: Limits = DEFAULT_LIMITS,
    executor: Executor | None = None,
    window: int = WINDOW,
) -> Generator[BatchResult, None, None]:
    """Parse and verify records given as UTF-8 JSON. Yields one result for each, in order, also for those that are bad.

    `records` is any iterable of bytes or of texts, such as a list, or an open file with one record in each line.
    `limits` is that of `parse_record`; `keys`, `at`, `require` and `origin` are those of `verify_record`. With an `executor`
    its workers (threads, processes, a cluster) parse and verify, and this iterator reads ahead by at most `window` records or
    64 MiB. A few hundred records for each worker keep it busy. Without an executor it reads up to 16 records, and at most
    `window`, before it yields their results: pass `window=1` if each result must come before the next record is read. The
    caller shuts the executor down. If the iterator is closed early, work that has not begun is canceled.

    Raises TypeError and `InvalidArgument` at once, for the arguments for which `verify_record` raises them. An exception of
    the input or of the executor is raised unchanged, after the results of the records before it. Specification §8.
    """
    if isinstance(records, (bytes, bytearray, str, Mapping)) or not isinstance(records, Iterable):
        raise TypeError(f"records: expected an iterable of bytes or texts, not {safe_repr(records)}")
    check_arguments(keys, at, origin)
    if not isinstance(limits, Limits):
        raise TypeError(f"limits: expected Limits, not {safe_repr(limits)}")
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise TypeError(f"executor: expected an Executor, not {safe_repr(executor)}")
    if type(window) is not int:
        raise TypeError(f"window: expected an int, not {safe_repr(window)}")
    if window < 1:
        raise InvalidArgument(f"expected a window of at least 1 record, not {window}")
    options = _Options(keys, at, RECORD_TABLE.required_with(require), origin, limits)
    if executor is None:
        return _results_here(iter(records), options, min(_GROUP, window))
    return _results(iter(records), options, executor, window)


def _accept(record: object) -> bytes | InvalidRecord:
    """A record, or the refusal of an object that may be too large, or impossible, to send to a worker."""
    if isinstance(record, (bytes, bytearray, memoryview)):
        return bytes(record)
    if isinstance(record, str):
        try:
            return record.encode()
        except UnicodeEncodeError as error:
            return InvalidJSON(f"lone surrogate at character {error.start}")
    return InvalidRecord(f"expected bytes or a text, not {safe_repr(record)}")


def _verify_chunk(
    options: _Options, first: int, records: list[bytes | InvalidRecord]
) -> tuple[list[BatchResult], BaseException | None]:
    """The results of a chunk up to the first bug, and that bug: the results before it must come out too."""
    try:
        return _verify_group(options, first, records), None
    except BaseException as bug_or_interrupt:  # one record after the other, to find out which one has the bug
        results: list[BatchResult] = []
        for index, record in enumerate(records, first):
            try:
                results.append(_verify(options, index, record))
            except BaseException as bug:
                return results, bug
        return results, None if isinstance(bug_or_interrupt, Exception) else bug_or_interrupt


def _verify_group(options: _Options, first: int, records: list[bytes | InvalidRecord]) -> list[BatchResult]:
    """The results of records that are checked together. Only a record that is not ok gets a report."""
    keys, at, required, origin, limits = options
    results: dict[int, BatchResult] = {}
    parsed: dict[int, Any] = {}
    for index, record in enumerate(records, first):
        try:
            if isinstance(record, InvalidRecord):
                raise record
            struct = None if decode_record is None else decode_record(record, limits)
            parsed[index] = parse_record(record, limits=limits) if struct is None else struct
        except PithError as error:
            results[index] = BatchResult(index, None, (), (), type(error).__name__, str(error))
    facts = [RecordFacts(record, keys, None, at, origin) for record in parsed.values()]
    for (index, record), problems in zip(parsed.items(), RECORD_TABLE.problems_of_each(facts), strict=True):
        names = tuple([RECORD_TABLE.checks[place].name for place in problems])
        if required.isdisjoint(names) and Outcome.FAILED not in [problem.outcome for problem in problems.values()]:
            results[index] = BatchResult(index, record.pith_number, (), names)
        else:
            results[index] = _verify(options, index, record if isinstance(record, PithRecord) else records[index - first])
    return [results[index] for index in range(first, first + len(records))]


def _verify(options: _Options, index: int, record: bytes | PithRecord | InvalidRecord) -> BatchResult:
    """The result of one record, by `parse_record` and `verify_record`."""
    keys, at, required, origin, limits = options
    report: VerificationReport | None = None
    error = reason = ""
    try:
        if isinstance(record, InvalidRecord):
            raise record
        parsed = record if isinstance(record, PithRecord) else parse_record(record, limits=limits)
        report = verify_record(parsed, keys=keys, at=at, require=required, origin=origin)
        report.raise_for_failure()
    except PithError as problem:
        error, reason = type(problem).__name__, str(problem)
    if report is None:
        return BatchResult(index, None, (), (), error, reason)
    return BatchResult(index, report.number, report.failed, report.indeterminate, error, reason, report.blocking)


def _results_here(records: Iterator[bytes | str], options: _Options, longest: int) -> Generator[BatchResult, None, None]:
    """The results of chunk after chunk, in this process."""
    first = 0
    end: BaseException | None = None
    while end is None:
        chunk, _, end = _next_chunk(records, longest)
        results, bug = _verify_chunk(options, first, chunk)
        yield from results
        end = bug or end
        first += len(chunk)
    if not isinstance(end, StopIteration):
        raise end


def _results(
    records: Iterator[bytes | str], options: _Options, executor: Executor, window: int
) -> Generator[BatchResult, None, None]:
    """The results of chunk after chunk. Finished results are yielded before more records are read."""
    longest = max(1, min(_CHUNK, window // 4))
    pending: deque[tuple[Future[tuple[list[BatchResult], BaseException | None]], int, int]] = deque()
    first = held = held_bytes = 0
    end: BaseException | None = None
    try:
        while pending or end is None:
            full = end is not None or held > window - longest or held_bytes >= _WINDOW_BYTES
            if pending and (full or pending[0][0].done()):
                future, count, size = pending.popleft()
                held -= count
                held_bytes -= size
                results, bug = future.result()
                yield from results
                if bug is not None:
                    raise bug
                continue
            chunk, size, end = _next_chunk(records, longest)
            if chunk:
                try:
                    future = executor.submit(_verify_chunk, options, first, chunk)
                except Exception as refusal:  # a broken pool, or one that is shut down
                    end = refusal
                    continue
                pending.append((future, len(chunk), size))
                first += len(chunk)
                held += len(chunk)
                held_bytes += size
        if not isinstance(end, StopIteration):
            raise end
    except BrokenExecutor:
        pending.clear()  # a broken pool ends its futures itself
        raise
    finally:
        for future, _, _ in pending:
            future.cancel()


def _next_chunk(records: Iterator[bytes | str], longest: int) -> tuple[list[bytes | InvalidRecord], int, BaseException | None]:
    """The next records, their size in bytes, and what ended the input: `StopIteration`, or the exception that it raised."""
    chunk: list[bytes | InvalidRecord] = []
    size = 0
    try:
        while len(chunk) < longest and size < _CHUNK_BYTES:
            record = _accept(next(records))
            chunk.append(record)
            size += len(record) if isinstance(record, bytes) else 0
    except BaseException as end:
        return chunk, size, end
    return chunk, size, None
