"""Verify many records: one small result for each input, in order, in this process or in the workers of an executor."""

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import NoReturn, TypeAlias

from .errors import InvalidArgument, InvalidRecord, PithError, shown
from .keys import PITH_KEYS, KeyRing, aware
from .models.record import parse_record
from .number import ORIGIN
from .reading import DEFAULT_LIMITS, Limits
from .report import VerificationReport
from .verify import RECORD_TABLE, verify_record

WINDOW = 4096
"""How many records are read ahead of the results at most, unless said otherwise."""
_WINDOW_BYTES = 64 * 1024 * 1024

# A worker gets records in chunks, since each message between processes costs as much as the check of a record or more.
_CHUNK = 64
_CHUNK_BYTES = 1024 * 1024

_Job: TypeAlias = "Callable[[int, bytes | InvalidRecord], VerificationResult]"


@dataclass(frozen=True, slots=True)
class VerificationResult:
    """The answer for one of many records, small enough to be sent between processes and kept by the million.

    `index` is the place of the record in the input, from 0; `number` what the record gives as its Pith Number, None where
    it could not be read; `failed` and `not_made` name checks, as a `VerificationReport` does. Where the record is not `ok`,
    `error` is the name of the class of what `parse_record`, or else `raise_for_failure`, raised for it, and `reason` its text.
    """

    index: int
    number: str | None
    failed: tuple[str, ...] = ()
    not_made: tuple[str, ...] = ()
    error: str = ""
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether the record could be read, no check failed and every required one passed."""
        return not self.error

    def __bool__(self) -> NoReturn:
        raise TypeError("a result is neither true nor false; ask result.ok")

    def __reduce__(self) -> tuple[type["VerificationResult"], tuple[object, ...]]:
        # A third of the time that pickling takes a dataclass with slots.
        return VerificationResult, (self.index, self.number, self.failed, self.not_made, self.error, self.reason)


def verify_many(
    records: Iterable[bytes],
    *,
    keys: KeyRing = PITH_KEYS,
    at: datetime | None = None,
    require: Collection[str] = (),
    origin: str = ORIGIN,
    limits: Limits = DEFAULT_LIMITS,
    executor: Executor | None = None,
    window: int = WINDOW,
) -> Generator[VerificationResult, None, None]:
    """Parse and verify records given as UTF-8 JSON: one result for each, in their order, also for those that are bad.

    `limits` is that of `parse_record`; `keys`, `at`, `require` and `origin` are those of `verify_record`. With an `executor`
    (of threads, of processes, of a cluster) its workers parse and verify, while this iterator reads ahead by at most
    `window` records, or some 64 MiB of them: a few hundred for each worker keep it busy. Without one nothing is read ahead.
    Closing the iterator early cancels what no worker has begun; the executor remains the caller's.

    Raises `InvalidArgument`, at once, for arguments that `verify_record` refuses. What the input or the executor raises
    comes out as it is, after the results of the records before it. Source: protocol, all of it up to the addresses.
    """
    if isinstance(records, bytes | str | Mapping) or not isinstance(records, Iterable):
        raise InvalidArgument(f"expected an iterable of records as bytes, not {shown(records)}")
    if not isinstance(keys, KeyRing):
        raise InvalidArgument(f"expected a KeyRing, not {shown(keys)}")
    if at is not None:
        aware(at)
    if type(window) is not int or window < 1:
        raise InvalidArgument(f"expected a number from 1 for the window, not {shown(window)}")
    named = tuple(RECORD_TABLE.required_with(require)) if require else ()
    job = partial(_verify, keys=keys, at=at, require=named, origin=origin, limits=limits)
    if executor is None:
        return (job(index, _accepted(record)) for index, record in enumerate(records))
    return _results(iter(records), job, executor, window)


def _accepted(record: object) -> bytes | InvalidRecord:
    """Records, or else the refusal of something that may be too large, or impossible, to send to a worker."""
    return record if isinstance(record, bytes) else InvalidRecord(f"expected bytes, not {shown(record)}")


def _verify(
    index: int,
    record: bytes | InvalidRecord,
    *,
    keys: KeyRing,
    at: datetime | None,
    require: Collection[str],
    origin: str,
    limits: Limits,
) -> VerificationResult:
    report: VerificationReport | None = None
    error = reason = ""
    try:
        if isinstance(record, InvalidRecord):
            raise record
        report = verify_record(parse_record(record, limits=limits), keys=keys, at=at, require=require, origin=origin)
        report.raise_for_failure()
    except PithError as problem:
        error, reason = type(problem).__name__, str(problem)
    if report is None:
        return VerificationResult(index, None, (), (), error, reason)
    return VerificationResult(index, report.subject, report.failed, report.not_made, error, reason)


def _verify_chunk(job: _Job, first: int, records: list[bytes | InvalidRecord]) -> list[VerificationResult]:
    return [job(index, record) for index, record in enumerate(records, first)]


def _results(records: Iterator[bytes], job: _Job, executor: Executor, window: int) -> Generator[VerificationResult, None, None]:
    """The results of chunk after chunk; whatever is done is passed on before more is read."""
    longest = max(1, min(_CHUNK, window // 4))
    pending: deque[tuple[Future[list[VerificationResult]], int, int]] = deque()
    first = held = held_bytes = 0
    end: Exception | None = None
    try:
        while pending or end is None:
            full = end is not None or held > window - longest or held_bytes >= _WINDOW_BYTES
            if pending and (full or pending[0][0].done()):
                future, count, size = pending.popleft()
                held -= count
                held_bytes -= size
                yield from future.result()
                continue
            chunk, size, end = _next_chunk(records, longest)
            if chunk:
                pending.append((executor.submit(_verify_chunk, job, first, chunk), len(chunk), size))
                first += len(chunk)
                held += len(chunk)
                held_bytes += size
        if not isinstance(end, StopIteration):
            raise end
    except BrokenExecutor:
        pending.clear()  # a broken pool ends its futures itself, and may stumble over one that was cancelled
        raise
    finally:
        for future, _, _ in pending:
            future.cancel()


def _next_chunk(records: Iterator[bytes], longest: int) -> tuple[list[bytes | InvalidRecord], int, Exception | None]:
    """The next records, their bytes, and what ended the input if it ended: `StopIteration`, or what it raised."""
    chunk: list[bytes | InvalidRecord] = []
    size = 0
    try:
        while len(chunk) < longest and size < _CHUNK_BYTES:
            record = _accepted(next(records))
            chunk.append(record)
            size += len(record) if isinstance(record, bytes) else 0
    except Exception as end:
        return chunk, size, end
    return chunk, size, None
