"""Verify corpora of Pith Number records: JSON Lines, one record on each line, with a process for each core.

    python examples/verify_corpus.py FILE.jsonl[.gz|.zst]... [--failures FILE] [--resume] [--workers N]
        [--key ID=HEX] [--at INSTANT] [--require CHECK] [--json]

Needs `pith-number[corpus]`. Prints a summary, and writes a line for each record that does not verify to the file of failures:
file, line, number, what is wrong. Beside it, in a `.state` file, stands how far the work has come until it is done: after
Ctrl-C, a crash or a power cut, the same command with `--resume` goes on from there, with nothing lost or counted twice.

Exits 0 when every record verifies, 1 when some do not, 2 when the work cannot be done or finished, 130 after Ctrl-C and 143
after SIGTERM.
"""

import argparse
import gzip
import io
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
import zlib
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import zstandard
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from pith import PITH_KEYS, KeyRing, Limits, PithError, PublicKey
from pith.many import VerificationResult, verify_many

# The longest record and the end of its line; what is longer is cut to this, which the parser refuses by its size.
LONGEST = Limits().size + 2
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, zstandard.ZstdError)
STEP = 256
SECONDS_BETWEEN_SAVES = 2.0


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
    not_made: Counter[str] = field(default_factory=Counter)

    def add(self, result: VerificationResult) -> None:
        self.records += 1
        self.verified += result.ok
        self.failed.update(result.failed)
        self.not_made.update(result.not_made)
        if result.error:
            self.errors[result.error] += 1

    def __iadd__(self, other: "Totals") -> "Totals":
        self.records += other.records
        self.verified += other.verified
        self.errors += other.errors
        self.failed += other.failed
        self.not_made += other.not_made
        return self


class Step(NamedTuple):
    """A piece of the work, done: its totals, its failures, and the place after it."""

    totals: Totals
    failures: list[dict[str, Any]]
    place: Place


Steps: TypeAlias = Generator[Step, None, None]


class CannotWork(Exception):
    """The work cannot be begun, or not gone on with; the message says why."""


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


def steps(results: Iterator[VerificationResult], places: deque[tuple[Place, str]], paths: list[str]) -> Iterator[Step]:
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


class Work:
    """What has been counted, up to which place, with the file of failures: saved, so that a later run can go on from there."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.paths: list[str] = options.files
        self.place, self.totals = Place(), Totals()
        self.state_path = f"{options.failures}.state"
        self.sizes = [os.path.getsize(path) for path in self.paths]
        self.identity = {
            "files": [[os.path.abspath(path), os.path.getsize(path), os.stat(path).st_mtime_ns] for path in self.paths],
            "keys": [repr(key) for key in options.keys],
            "at": options.at and options.at.isoformat(),
            "require": options.require,
        }
        begun = os.path.exists(self.state_path)
        if begun and not options.resume:
            raise CannotWork(f"{self.state_path} is of a run that was interrupted: add --resume to go on with it, or delete it")
        self.failures = open(options.failures, "r+b" if begun else "wb")  # noqa: SIM115
        self.failures.truncate(self._restore() if begun else 0)
        self.failures.seek(0, os.SEEK_END)
        self.save()

    def _restore(self) -> int:
        """Take up the saved state; returns the size that the file of failures had then."""
        with open(self.state_path, encoding="utf-8") as file:
            state = json.load(file)
        if state["identity"] != self.identity:
            raise CannotWork(f"{self.state_path} is of a run over other files, or with other options; delete it to begin anew")
        size: int = state["failures"]
        if os.fstat(self.failures.fileno()).st_size < size:
            raise CannotWork(f"{self.failures.name} has lost lines since the run was interrupted")
        self.place = Place(*state["place"])
        counters = {name: Counter(state["totals"][name]) for name in ("errors", "failed", "not_made")}
        self.totals = Totals(state["totals"]["records"], state["totals"]["verified"], **counters)
        return size

    def take(self, step: Step) -> None:
        self.failures.writelines(json.dumps(row).encode() + b"\n" for row in step.failures)
        self.totals += step.totals
        self.place = step.place

    def save(self) -> None:
        """Write the state in one stroke, after the failures that it counts have reached the disc."""
        self.failures.flush()
        os.fsync(self.failures.fileno())
        state = {
            "identity": self.identity,
            "place": self.place,
            "totals": vars(self.totals),
            "failures": self.failures.tell(),
        }
        with open(f"{self.state_path}.new", "w", encoding="utf-8") as file:
            json.dump(state, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, self.state_path)

    def close(self, finished: bool) -> None:
        """Save the state for a later run, or else remove it: there is none to come."""
        self.save()
        self.failures.close()
        if finished:
            os.remove(self.state_path)

    @property
    def stored(self) -> int:
        """How many bytes of the files, as they are stored, lie before the place."""
        return sum(self.sizes[: self.place.file]) + self.place.stored


def in_processes(work: Work, options: argparse.Namespace) -> Steps:
    """The work from its place on, by processes of this machine."""
    places: deque[tuple[Place, str]] = deque()

    def records() -> Iterator[bytes]:
        begin = work.place
        for file, path in enumerate(work.paths[begin.file :], begin.file):
            yield from read_file(path, begin if file == begin.file else Place(file), None, places)

    alone = options.workers == 1
    pool: Any = (
        nullcontext()
        if alone
        else ProcessPoolExecutor(options.workers, multiprocessing.get_context("spawn"), initializer=prepare_worker)
    )
    with pool as executor:
        arguments = {"keys": options.keys, "at": options.at, "require": options.require, "executor": executor}
        with closing(verify_many(records(), window=512 * options.workers, **arguments)) as results:
            yield from steps(results, places, work.paths)


def prepare_worker() -> None:
    """Leave Ctrl-C to the parent, which ends the work in order, and end when the parent has been killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def end_with_parent() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()


def options_parser(description: str | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON Lines, as they are or compressed (.gz, .zst)")
    parser.add_argument("--failures", default="failures.jsonl", metavar="FILE", help="where to list what does not verify")
    parser.add_argument("--resume", action="store_true", help="go on where the same command was interrupted")
    parser.add_argument(
        "--key", action="append", type=public_key, metavar="ID=HEX", help="a trusted key, instead of the published one"
    )
    parser.add_argument(
        "--at", type=datetime.fromisoformat, metavar="INSTANT", help="when the key must be valid: 2026-05-21T00:00:00Z"
    )
    parser.add_argument("--require", action="append", default=[], metavar="CHECK", help="a check that must have passed")
    parser.add_argument("--json", action="store_true", help="print the totals as JSON")
    return parser


def public_key(text: str) -> PublicKey:
    key_id, _, digits = text.partition("=")
    try:
        return PublicKey.from_hex(digits, key_id=key_id)
    except PithError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def work_through(options: argparse.Namespace, verify: Callable[[Work, argparse.Namespace], Steps]) -> int:
    """Do the work, or what is left of it, with its progress on the terminal; returns the status to exit with."""
    signals: list[int] = []

    def stop(number: int, frame: object) -> None:
        signals.append(number)
        signal.signal(number, signal.SIG_DFL)  # a second one ends it at once

    handlers = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    problem = ""
    try:
        options.keys = KeyRing(options.key) if options.key else PITH_KEYS
        work = Work(options)
        before, begin = work.totals.records, time.monotonic()
        try:
            finished = follow(work, verify(work, options), signals)
        except (OSError, BrokenProcessPool) as error:
            finished, problem = False, str(error) or type(error).__name__
        seconds = time.monotonic() - begin
        work.close(finished)
    except (CannotWork, OSError, PithError) as error:
        print(f"cannot verify: {error}", file=sys.stderr)
        return 2
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    report(work, options, (work.totals.records - before) / max(seconds, 1e-9), seconds)
    if finished:
        return 0 if work.totals.verified == work.totals.records else 1
    print(f"interrupted{problem and ': '}{problem}; the same command with --resume goes on", file=sys.stderr)
    return 128 + signals[0] if signals else 2


def follow(work: Work, done: Steps, signals: list[int]) -> bool:
    """Take account of step after step and show how it goes; returns whether all is done, rather than a signal come."""
    console = Console(stderr=True)
    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[records]:,} records, {task.fields[rate]:,.0f}/s, left:"),
        TimeRemainingColumn(),
    )
    before, begin = work.totals.records, time.monotonic()
    saved = begin
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress, closing(done):
        task = progress.add_task("", total=sum(work.sizes), completed=work.stored, records=before, rate=0.0)
        for step in done:
            work.take(step)
            now, records = time.monotonic(), work.totals.records
            progress.update(task, completed=work.stored, records=records, rate=(records - before) / (now - begin))
            if signals:
                return False
            if now - saved > SECONDS_BETWEEN_SAVES:
                work.save()
                saved = now
    return not signals


def report(work: Work, options: argparse.Namespace, rate: float, seconds: float) -> None:
    """Print the totals since the beginning, and the rate of this run."""
    totals = work.totals
    if options.json:
        print(json.dumps(vars(totals), sort_keys=True))
        return
    summary = Table("files", "records", "verify", "do not", "seconds of this run", "records per second")
    summary.add_row(
        *(f"{count:,}" for count in (len(work.paths), totals.records, totals.verified, totals.records - totals.verified)),
        f"{seconds:.1f}",
        f"{rate:,.0f}",
    )
    checks = Table("check", "failed", "could not be made")
    for name in sorted(totals.failed | totals.not_made):
        checks.add_row(name, f"{totals.failed[name]:,}", f"{totals.not_made[name]:,}")
    errors = Table("what was wrong", "records")
    for name, count in totals.errors.most_common():
        errors.add_row(name, f"{count:,}")
    console = Console()
    for table in (summary, checks, errors):
        if table.row_count:
            console.print(table)
    if totals.errors:
        console.print(f"what does not verify is in {options.failures}", markup=False, highlight=False)


def main(arguments: list[str] | None = None) -> int:
    parser = options_parser(__doc__)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="how many processes verify")
    return work_through(parser.parse_args(arguments), in_processes)


if __name__ == "__main__":
    sys.exit(main())
