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
import json
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, suppress
from datetime import datetime
from itertools import groupby
from typing import Any

from corpus_files import Place, Step, Steps, Totals, in_blocks, in_order, is_plain
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from pith import PITH_KEYS, KeyRing, PithError, PublicKey, verify_many

BLOCK = 4 * 1024 * 1024
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class CannotWork(Exception):
    """The work cannot be begun, or not gone on with; the message says why."""


class Work:
    """What has been counted, up to which place, with the file of failures: saved, so that a later run can go on from there."""

    def __init__(self, options: argparse.Namespace, settings: dict[str, Any]) -> None:
        self.paths: list[str] = options.files
        self.place, self.totals = Place(), Totals()
        self.state_path = f"{options.failures}.state"
        self.sizes = [os.path.getsize(path) for path in self.paths]
        self.identity = {
            "files": [[os.path.abspath(path), os.path.getsize(path), os.stat(path).st_mtime_ns] for path in self.paths],
            "settings": {name: repr(value) for name, value in settings.items()},
        }
        size = 0
        if os.path.exists(self.state_path):
            if not options.resume:
                raise CannotWork(
                    f"{self.state_path} is of a run that was interrupted: add --resume to go on with it, or delete it"
                )
            size = self._restore(options.failures)
        self.failures = open(options.failures, "r+b" if size else "wb")  # noqa: SIM115
        self.failures.truncate(size)
        self.failures.seek(size)

    def _restore(self, failures: str) -> int:
        """Take up the saved state; returns the size that the file of failures had then."""
        with open(self.state_path, encoding="utf-8") as file:
            state = json.load(file)
        if state["identity"] != self.identity:
            raise CannotWork(f"{self.state_path} is of a run over other files, or with other options; delete it to begin anew")
        size: int = state["failures"]
        if size and os.path.getsize(failures) < size:
            raise CannotWork(f"{failures} has lost lines since the run was interrupted")
        self.place = Place(*state["place"])
        counters = {name: Counter(state["totals"][name]) for name in ("errors", "failed", "indeterminate")}
        self.totals = Totals(state["totals"]["records"], state["totals"]["verified"], **counters)
        return size

    def take(self, step: Step) -> None:
        self.failures.writelines(json.dumps(row).encode() + b"\n" for row in step.failures)
        self.totals = self.totals.plus(step.totals)
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

    def end(self, finished: bool) -> None:
        """Save the state for a later run, or else remove it: there is none to come."""
        if finished:
            with suppress(FileNotFoundError):
                os.remove(self.state_path)
        elif self.totals.records:
            self.save()

    def files_left(self) -> dict[int, str]:
        """The files that are not done, by their index."""
        return {file: path for file, path in enumerate(self.paths) if file >= self.place.file}

    @property
    def stored(self) -> int:
        """How many bytes of the files, as they are stored, lie before the place."""
        return sum(self.sizes[: self.place.file]) + self.place.stored


def in_processes(work: Work, settings: dict[str, Any], workers: int) -> Steps:
    """The work from its place on, by processes of this machine. They read files themselves, unless these are compressed."""
    paths, begin = work.files_left(), work.place
    spawn = multiprocessing.get_context("spawn")
    try:
        with ProcessPoolExecutor(workers, spawn, initializer=prepare_worker) as pool:
            start_workers(pool, workers)
            for plain, files in groupby(paths, lambda file: is_plain(paths[file])):
                some = {file: paths[file] for file in files}
                if plain:
                    yield from in_blocks(some, begin, settings, submit=pool.submit, size=BLOCK, window=4 * workers)
                else:
                    yield from in_order(some, begin, {**settings, "executor": pool, "window": 512 * workers})
    except BrokenProcessPool as error:
        raise CannotWork(f"a worker died: {error}") from None


def start_workers(pool: ProcessPoolExecutor, workers: int) -> None:
    """Start the processes, which until they are prepared ignore the signals that this one ignores now."""
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in SIGNALS}
    for _ in range(workers):
        pool.submit(os.getpid)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def prepare_worker() -> None:
    """Leave signals to the parent, which ends the work in order, and end when the parent has been killed."""
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # what is sent to the group of the parent, as a terminal and a batch system do, does not come here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
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
    parser.add_argument("--save-every", type=float, default=2.0, metavar="SECONDS", help="how often to save the state")
    parser.add_argument("--json", action="store_true", help="print the totals as JSON")
    return parser


def public_key(text: str) -> PublicKey:
    key_id, _, digits = text.partition("=")
    try:
        return PublicKey.from_hex(digits, key_id=key_id)
    except PithError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def work_through(options: argparse.Namespace, verify: Callable[[Work, dict[str, Any]], Steps]) -> int:
    """Do the work, or what is left of it, with its progress on the terminal; returns the status to exit with."""
    signals: list[int] = []

    def stop(number: int, frame: object) -> None:
        signals.append(number)
        signal.signal(number, signal.SIG_DFL)  # a second one ends it at once

    handlers = {number: signal.signal(number, stop) for number in SIGNALS}
    problem = ""
    try:
        settings = {
            "keys": KeyRing(options.key) if options.key else PITH_KEYS,
            "at": options.at,
            "require": options.require,
        }
        verify_many((), **settings)  # refuses what is wrong with them
        work = Work(options, settings)
        before, begin = work.totals.records, time.monotonic()
        with work.failures:
            try:
                finished = follow(work, verify(work, settings), signals, options.save_every)
            except (CannotWork, OSError) as error:
                # A batch system may have sent the signal to the workers too.
                finished, problem = False, "" if signals else f": {error}"
            seconds = time.monotonic() - begin
            work.end(finished)
    except (CannotWork, OSError, PithError) as error:
        print(f"cannot verify: {error}", file=sys.stderr)
        return 2
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    report(work, options, (work.totals.records - before) / max(seconds, 1e-9), seconds)
    if finished:
        return 0 if work.totals.verified == work.totals.records else 1
    print(f"interrupted{problem}; the same command with --resume goes on", file=sys.stderr)
    return 128 + signals[0] if signals else 2


def follow(work: Work, done: Steps, signals: list[int], save_every: float) -> bool:
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
            if now - saved > save_every:
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
    checks = Table("check", "failed", "indeterminate")
    for name in sorted(totals.failed | totals.indeterminate):
        checks.add_row(name, f"{totals.failed[name]:,}", f"{totals.indeterminate[name]:,}")
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
    options = parser.parse_args(arguments)

    def verify(work: Work, settings: dict[str, Any]) -> Steps:
        if options.workers > 1:
            return in_processes(work, settings, options.workers)
        return in_order(work.files_left(), work.place, settings)

    return work_through(options, verify)


if __name__ == "__main__":
    sys.exit(main())
