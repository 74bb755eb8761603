"""Read corpora of records, in JSON Lines, plain or compressed, by blocks or by lines, and verify the records.

`verify_corpus.py` and `verify_corpus_dask.py` share this module. It needs `pith-number[corpus]`.
"""

import gzip
import io
import os
import zlib
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import BrokenExecutor
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import zstandard

from pith import BatchResult, Limits, verify_many

# The longest record and the end of its line. A longer line is cut to this, and the parser refuses it for its size.
LONGEST = Limits().size + 2
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
STEP = 256


class Line(NamedTuple):
    """One line: its bytes without the line end, its number from 1, the offset after it, and the damage of the file, if any."""

    data: bytes
    number: int
    end: int
    damage: str = ""


class Position(NamedTuple):
    """How far the work is: the index of the file, the lines and bytes of its content, and its bytes on the disc."""

    file: int = 0
    line: int = 0
    offset: int = 0
    stored: int = 0


@dataclass
class Totals:
    """The counts: records, records that verify, errors of the others by name, and checks by name."""

    records: int = 0
    verified: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    indeterminate: Counter[str] = field(default_factory=Counter)

    def add(self, result: BatchResult) -> None:
        self.records += 1
        self.verified += result.ok
        self.failed.update(result.failed)
        self.indeterminate.update(result.indeterminate)
        if result.error:
            self.errors[result.error] += 1

    def plus(self, other: "Totals") -> "Totals":
        return Totals(**{name: value + getattr(other, name) for name, value in vars(self).items()})


class Step(NamedTuple):
    """A finished piece of the work: its totals, its failures, and the position after it."""

    totals: Totals
    failures: list[dict[str, Any]]
    position: Position


class Block(NamedTuple):
    """Lines of a file, from a position to an offset, or to the end."""

    path: str
    begin: Position
    end: int | None


Steps: TypeAlias = Generator[Step, None, None]
Submit: TypeAlias = Callable[..., Any]


class ZstandardFrames(io.RawIOBase):
    """The content of the Zstandard frames of a file. The reader of the package takes a truncated file for a complete one."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._read, self._ready = b"", memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._read = self._read or self._raw.read(16384)
            if not self._read:
                if self._frame is not None:
                    raise EOFError("the file ends before its last frame does")
                return 0
            frame = self._frame or zstandard.ZstdDecompressor().decompressobj()
            self._ready = memoryview(frame.decompress(self._read))
            self._frame, self._read = (None, frame.unused_data) if frame.eof else (frame, b"")
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size


def content(raw: BinaryIO, path: str) -> BinaryIO:
    """The decompressed content of a file. The end of its name shows the compression."""
    if path.endswith(".gz"):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if path.endswith(".zst"):
        return io.BufferedReader(ZstandardFrames(raw), 1 << 20)
    return raw


def is_plain(path: str) -> bool:
    return not path.endswith((".gz", ".zst"))


def lines(stream: BinaryIO, number: int = 0, offset: int = 0) -> Iterator[Line]:
    """The lines of a stream, which begins after line `number` and at byte `offset`. Damage gives one last line."""
    try:
        while data := stream.readline(LONGEST):
            offset += len(data)
            rest = data
            while not rest.endswith(b"\n") and (rest := stream.readline(LONGEST)):
                offset += len(rest)
            number += 1
            yield Line(data.rstrip(b"\r\n"), number, offset)
    except DAMAGE as error:
        yield Line(b"", number + 1, offset, f"the file is damaged: {error}")


def read_file(path: str, begin: Position, end: int | None, positions: deque[tuple[Position, str]]) -> Iterator[bytes]:
    """The records of a file from a position to an offset that ends a line. The position after each goes to `positions`."""
    with open(path, "rb") as raw:
        if is_plain(path):
            raw.seek(begin.offset)
            found = lines(raw, begin.line, begin.offset)
        else:
            found = lines(content(raw, path))
        for line in found:
            if line.number > begin.line:
                positions.append((Position(begin.file, line.number, line.end, raw.tell()), line.damage))
                yield line.data
            if line.end == end:
                return


def steps(results: Iterator[BatchResult], positions: deque[tuple[Position, str]], paths: Mapping[int, str]) -> Steps:
    """The results with the positions of their records, in pieces: to count each result alone would cost more."""
    while piece := list(islice(results, STEP)):
        totals, failures = Totals(), []
        for result in piece:
            position, damage = positions.popleft()
            if damage:
                result = replace(result, error="DamagedFile", reason=damage)
            totals.add(result)
            if not result.ok:
                failures.append({"file": paths[position.file], "line": position.line, **asdict(result)})
                del failures[-1]["index"]
        yield Step(totals, failures, position)


def verify_block(block: Block, settings: dict[str, Any]) -> Step:
    """Verify a block in this process. The lines of a block that does not begin a file are counted from the start of the block."""
    positions: deque[tuple[Position, str]] = deque()
    whole = Step(Totals(), [], block.begin)
    records = read_file(block.path, block.begin, block.end, positions)
    for step in steps(verify_many(records, **settings), positions, {block.begin.file: block.path}):
        whole.failures.extend(step.failures)
        whole = Step(whole.totals.plus(step.totals), whole.failures, step.position)
    return whole


def blocks(paths: Mapping[int, str], begin: Position, size: int) -> Iterator[Block]:
    """The blocks of files, of whole lines, with `size` bytes or a few more. A compressed file is one block."""
    for file, path in paths.items():
        start = begin if file == begin.file else Position(file)
        if not is_plain(path):
            yield Block(path, start, None)
            continue
        offset, last = start.offset, os.path.getsize(path)
        with open(path, "rb") as raw:
            while offset < last:
                end = raw.seek(min(offset + size, last))
                end = next((line.end for line in lines(raw, 0, end)), end)
                yield Block(path, Position(file, 0, offset), end)
                offset = end


def in_blocks(
    paths: Mapping[int, str], begin: Position, settings: dict[str, Any], *, submit: Submit, size: int, window: int
) -> Steps:
    """Verify files from a position on. The workers read the blocks, at most `window` ahead. The steps come in order."""

    def submitted(block: Block) -> tuple[Block, Any]:
        there = block._replace(path=os.path.abspath(block.path))  # a worker can be in another directory
        return block, submit(verify_block, there, settings)

    waiting = map(submitted, blocks(paths, begin, size))
    pending = deque(islice(waiting, window))
    line = begin.line
    try:
        while pending:
            block, future = pending.popleft()
            step: Step = future.result()
            before = line if block.begin.offset and is_plain(block.path) else 0
            line = before + step.position.line
            failures = [{**row, "file": block.path, "line": before + row["line"]} for row in step.failures]
            pending.extend(islice(waiting, 1))
            yield Step(step.totals, failures, step.position._replace(line=line))
    except BrokenExecutor:
        pending.clear()  # a broken pool ends its futures itself, and can fail on one that is canceled
        raise
    finally:
        for _, future in pending:
            future.cancel()


def in_order(paths: Mapping[int, str], begin: Position, settings: dict[str, Any]) -> Steps:
    """Verify files from a position on. This process reads the records."""
    positions: deque[tuple[Position, str]] = deque()
    records = (
        record
        for file, path in paths.items()
        for record in read_file(path, begin if file == begin.file else Position(file), None, positions)
    )
    with closing(verify_many(records, **settings)) as results:
        yield from steps(results, positions, paths)
