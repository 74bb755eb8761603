"""Read corpora of records, JSON Lines as they are or compressed, in blocks or line by line, and verify what is read.

What `verify_corpus.py` and `verify_corpus_dask.py` have in common. Needs `pith-number[corpus]`.
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

# The longest record and the end of its line; what is longer is cut to this, which the parser refuses by its size.
LONGEST = Limits().size + 2
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
STEP = 256


class Line(NamedTuple):
    """One line: its bytes without the line's end, its number from 1, the offset after it, and what was wrong with the file."""

    data: bytes
    number: int
    end: int
    damage: str = ""


class Place(NamedTuple):
    """How far the work has come: a file by its index, lines and bytes of its content, bytes of it as it is stored."""

    file: int = 0
    line: int = 0
    offset: int = 0
    stored: int = 0


@dataclass
class Totals:
    """What has been counted: records, those that verify, what was wrong with the others, and the checks by name."""

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
    """A piece of the work, done: its totals, its failures, and the place after it."""

    totals: Totals
    failures: list[dict[str, Any]]
    place: Place


class Block(NamedTuple):
    """Lines of a file: from a place to an offset, or to the end."""

    path: str
    begin: Place
    end: int | None


Steps: TypeAlias = Generator[Step, None, None]
Submit: TypeAlias = Callable[..., Any]


class ZstandardFrames(io.RawIOBase):
    """The content of Zstandard frames, one after another. The package's own reader takes a file that was cut for a whole one."""

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
    """What a file holds once it is decompressed, by the ending of its name."""
    if path.endswith(".gz"):
        return gzip.GzipFile(fileobj=raw)  # type: ignore[return-value]
    if path.endswith(".zst"):
        return io.BufferedReader(ZstandardFrames(raw), 1 << 20)
    return raw


def is_plain(path: str) -> bool:
    return not path.endswith((".gz", ".zst"))


def lines(stream: BinaryIO, number: int = 0, offset: int = 0) -> Iterator[Line]:
    """The lines from here on, the first of which is the one after that number; damage is a line of its own, and the last."""
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


def read_file(path: str, begin: Place, end: int | None, places: deque[tuple[Place, str]]) -> Iterator[bytes]:
    """The records of a file after a place, up to an offset that ends a line; of each, the place after it goes to `places`."""
    with open(path, "rb") as raw:
        if is_plain(path):
            raw.seek(begin.offset)
            found = lines(raw, begin.line, begin.offset)
        else:
            found = lines(content(raw, path))
        for line in found:
            if line.number > begin.line:
                places.append((Place(begin.file, line.number, line.end, raw.tell()), line.damage))
                yield line.data
            if line.end == end:
                return


def steps(results: Iterator[BatchResult], places: deque[tuple[Place, str]], paths: Mapping[int, str]) -> Steps:
    """The results, with the places of their records, in pieces of a size that is worth the trouble of taking account of it."""
    while piece := list(islice(results, STEP)):
        totals, failures = Totals(), []
        for result in piece:
            place, damage = places.popleft()
            if damage:
                result = replace(result, error="DamagedFile", reason=damage)
            totals.add(result)
            if not result.ok:
                failures.append({"file": paths[place.file], "line": place.line, **asdict(result)})
                del failures[-1]["index"]
        yield Step(totals, failures, place)


def verify_block(block: Block, settings: dict[str, Any]) -> Step:
    """A block, verified in one process. The lines of one that does not begin a file are numbered from its own beginning."""
    places: deque[tuple[Place, str]] = deque()
    whole = Step(Totals(), [], block.begin)
    records = read_file(block.path, block.begin, block.end, places)
    for step in steps(verify_many(records, **settings), places, {block.begin.file: block.path}):
        whole.failures.extend(step.failures)
        whole = Step(whole.totals.plus(step.totals), whole.failures, step.place)
    return whole


def blocks(paths: Mapping[int, str], begin: Place, size: int) -> Iterator[Block]:
    """Files in blocks of whole lines, of that many bytes or a few more; a compressed file is one block."""
    for file, path in paths.items():
        start = begin if file == begin.file else Place(file)
        if not is_plain(path):
            yield Block(path, start, None)
            continue
        offset, last = start.offset, os.path.getsize(path)
        with open(path, "rb") as raw:
            while offset < last:
                end = raw.seek(min(offset + size, last))
                end = next((line.end for line in lines(raw, 0, end)), end)
                yield Block(path, Place(file, 0, offset), end)
                offset = end


def in_blocks(
    paths: Mapping[int, str], begin: Place, settings: dict[str, Any], *, submit: Submit, size: int, window: int
) -> Steps:
    """The files from a place on, block after block, in order, by workers that read them, at most so many blocks ahead."""

    def submitted(block: Block) -> tuple[Block, Any]:
        there = block._replace(path=os.path.abspath(block.path))  # a worker may be in another directory
        return block, submit(verify_block, there, settings)

    waiting = map(submitted, blocks(paths, begin, size))
    pending = deque(islice(waiting, window))
    line = begin.line
    try:
        while pending:
            block, future = pending.popleft()
            step: Step = future.result()
            before = line if block.begin.offset and is_plain(block.path) else 0
            line = before + step.place.line
            failures = [{**row, "file": block.path, "line": before + row["line"]} for row in step.failures]
            pending.extend(islice(waiting, 1))
            yield Step(step.totals, failures, step.place._replace(line=line))
    except BrokenExecutor:
        pending.clear()  # a broken pool ends its futures itself, and may stumble over one that was cancelled
        raise
    finally:
        for _, future in pending:
            future.cancel()


def in_order(paths: Mapping[int, str], begin: Place, settings: dict[str, Any]) -> Steps:
    """The files from a place on, record after record, read by this process."""
    places: deque[tuple[Place, str]] = deque()
    records = (
        record
        for file, path in paths.items()
        for record in read_file(path, begin if file == begin.file else Place(file), None, places)
    )
    with closing(verify_many(records, **settings)) as results:
        yield from steps(results, places, paths)
