"""Verify corpora of Pith Number records: JSON Lines, one record on each line, with a process for each core.

    python examples/verify_corpus.py FILE.jsonl[.gz|.zst]... [--failures FILE] [--resume] [--workers N]
        [--key ID=HEX] [--at INSTANT] [--require CHECK] [--json]

Needs `pith-number[corpus]`. Prints a summary, and writes a line for each record that does not verify to the file of failures:
file, line, number, reason. A `.state` file beside it records the progress until the work is done. After Ctrl-C, a crash or a
power cut, the same command with `--resume` continues from there; no record is lost or counted twice.

Exits 0 if every record verifies, 1 if one does not, 2 if the work cannot be done or finished, 130 after Ctrl-C and 143 after
SIGTERM.
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

from console import run
from corpus_files import Position, Step, Steps, Totals, in_blocks, in_order, is_plain
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from pith import PITH_KEYS, KeyRing, PithError, PublicKey, verify_many

BLOCK = 4 * 1024 * 1024
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class CannotWork(Exception):
    """The work cannot begin or continue. The message has the reason."""


class Work:
    """The totals, the position up to which they count, and the file of failures. A later run continues from the saved state."""

    def __init__(self, options: argparse.Namespace, settings: dict[str, Any]) -> None:
        self.paths: list[str] = options.files
        self.position, self.totals = Position(), Totals()
        self.state_path = f"{options.failures}.state"
        self.sizes = [os.path.getsize(path) for path in self.paths]
        self.identity = {
            "files": [[os.path.abspath(path), os.path.getsize(path), os.stat(path).st_mtime_ns] for path in self.paths],
            "settings": {name: repr(value) for name, value in settings.items()},
        }
        size = 0
        if os.path.exists(self.state_path):
            if not options.resume:
                raise CannotWork(f"{self.state_path} is of a run that was interrupted: add --resume to continue it, or delete it")
            size = self._restore(options.failures)
        self.failures = open(options.failures, "r+b" if size else "wb")  # noqa: SIM115
        self.failures.truncate(size)
        self.failures.seek(size)

    def _restore(self, failures: str) -> int:
        """Load the saved state. Returns the size that the file of failures had then."""
        with open(self.state_path, encoding="utf-8") as file:
            state = json.load(file)
        if state["identity"] != self.identity:
            raise CannotWork(f"{self.state_path} is of a run over other files, or with other options; delete it to start again")
        size: int = state["failures"]
        if size and os.path.getsize(failures) < size:
            raise CannotWork(f"{failures} has lost lines since the run was interrupted")
        self.position = Position(*state["position"])
        counters = {name: Counter(state["totals"][name]) for name in ("errors", "failed", "indeterminate")}
        self.totals = Totals(state["totals"]["records"], state["totals"]["verified"], **counters)
        return size

    def take(self, step: Step) -> None:
        self.failures.writelines(json.dumps(row).encode() + b"\n" for row in step.failures)
        self.totals = self.totals.plus(step.totals)
        self.position = step.position

    def save(self) -> None:
        """Write the state in one step, after the failures that it counts are on the disc."""
        self.failures.flush()
        os.fsync(self.failures.fileno())
        state = {
            "identity": self.identity,
            "position": self.position,
            "totals": vars(self.totals),
            "failures": self.failures.tell(),
        }
        with open(f"{self.state_path}.new", "w", encoding="utf-8") as file:
            json.dump(state, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, self.state_path)

    def end(self, finished: bool) -> None:
        """Remove the state if the work is finished, else save it for a later run."""
        if finished:
            with suppress(FileNotFoundError):
                os.remove(self.state_path)
        elif self.totals.records:
            self.save()

    def files_left(self) -> dict[int, str]:
        """The files that are not finished, by their index."""
        return {file: path for file, path in enumerate(self.paths) if file >= self.position.file}

    @property
    def stored(self) -> int:
        """The number of bytes of the files, on the disc, before the position."""
        return sum(self.sizes[: self.position.file]) + self.position.stored


def in_processes(work: Work, settings: dict[str, Any], workers: int) -> Steps:
    """Do the work from its position on in processes of this machine. They read the files that are not compressed."""
    paths, begin = work.files_left(), work.position
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
    """Start the processes. Until they are prepared, they ignore the signals that this process ignores now."""
    handlers = {number: signal.signal(number, signal.SIG_IGN) for number in SIGNALS}
    for _ in range(workers):
        pool.submit(os.getpid)
    for number, handler in handlers.items():
        signal.signal(number, handler)


def prepare_worker() -> None:
    """Leave the signals to the parent, which ends the work in order. End if the parent is killed."""
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # a terminal and a batch system send signals to the group of the parent
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
    parser.add_argument("files", nargs="+", metavar="FILE", help="JSON Lines, plain or compressed (.gz, .zst)")
    parser.add_argument("--failures", default="failures.jsonl", metavar="FILE", help="the list of the records that do not verify")
    parser.add_argument("--resume", action="store_true", help="continue where the same command was interrupted")
    parser.add_argument(
        "--key", action="append", type=public_key, metavar="ID=HEX", help="a trusted key, instead of the published key"
    )
    parser.add_argument(
        "--at", type=datetime.fromisoformat, metavar="INSTANT", help="when the key must be valid: 2026-05-21T00:00:00Z"
    )
    parser.add_argument("--require", action="append", default=[], metavar="CHECK", help="a check that must pass")
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
    """Do the work, or the rest of it, and show the progress on the terminal. Returns the exit status."""
    signals: list[int] = []

    def stop(number: int, frame: object) -> None:
        signals.append(number)
        signal.signal(number, signal.SIG_DFL)  # a second signal ends the process at once

    handlers = {number: signal.signal(number, stop) for number in SIGNALS}
    problem = ""
    try:
        settings = {
            "keys": KeyRing(options.key) if options.key else PITH_KEYS,
            "at": options.at,
            "require": options.require,
        }
        verify_many((), **settings)  # refuses wrong settings
        work = Work(options, settings)
        before, begin = work.totals.records, time.monotonic()
        with work.failures:
            try:
                finished = follow(work, verify(work, settings), signals, options.save_every)
            except (CannotWork, OSError) as error:
                # A batch system can send the signal to the workers too.
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
    print(f"interrupted{problem}; the same command with --resume continues", file=sys.stderr)
    return 128 + signals[0] if signals else 2


def follow(work: Work, done: Steps, signals: list[int], save_every: float) -> bool:
    """Count each step and show the progress. Returns whether the work is finished; a signal ends it early."""
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
    """Print the totals since the start of the work, and the rate of this run."""
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
    errors = Table("error", "records")
    for name, count in totals.errors.most_common():
        errors.add_row(name, f"{count:,}")
    console = Console()
    for table in (summary, checks, errors):
        if table.row_count:
            console.print(table)
    if totals.errors:
        console.print(f"the records that do not verify are in {options.failures}", markup=False, highlight=False)


def main(arguments: list[str] | None = None) -> int:
    parser = options_parser(__doc__)
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="the number of processes that verify"
    )
    options = parser.parse_args(arguments)

    def verify(work: Work, settings: dict[str, Any]) -> Steps:
        if options.workers > 1:
            return in_processes(work, settings, options.workers)
        return in_order(work.files_left(), work.position, settings)

    return work_through(options, verify)


if __name__ == "__main__":
    run(main)
