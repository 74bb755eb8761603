"""The rate, the memory and the resumption of `examples/verify_corpus.py` over a corpus of minted records.

    python tests/benchmarks/bench_corpus.py FOLDER [--records 1000000] [--part 100000] [--rounds 9]

Mints the corpus in FOLDER, unless it is there, some 9.5 GB for a million records. Then verifies a part of it with one process and
with two, in turn; verifies it whole, and looks at the memory of all processes meanwhile; and does so again, killed half-way
and resumed, and compares totals and failures. Linux only, where it can see what other processes use. Delete FOLDER afterwards.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from corpus import write_corpus
from fresh import compiled

from pith.testing import TEST_KEYS

SCRIPT = Path(__file__).parents[2] / "examples" / "verify_corpus.py"
KEYS = [f"--key={key.key_id}={key.raw.hex()}" for key in TEST_KEYS]
MEGABYTE = 1_000_000


def failures_of(corpus: Path, workers: int) -> Path:
    return corpus.with_suffix(f".failures{workers}.jsonl")


class Run:
    """A run of the example over a corpus, in the background."""

    def __init__(self, corpus: Path, workers: int, *arguments: str) -> None:
        self.failures = failures_of(corpus, workers)
        command = [
            sys.executable,
            str(SCRIPT),
            str(corpus),
            *KEYS,
            "--json",
            f"--workers={workers}",
            f"--failures={self.failures}",
        ]
        self.begin = time.perf_counter()
        self.process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, env=compiled())

    def end(self) -> tuple[dict[str, Any], float]:
        """The totals, and the seconds that it took."""
        output, _ = self.process.communicate()
        return json.loads(output), time.perf_counter() - self.begin

    def records_done(self) -> int:
        """How many records the saved state counts."""
        try:
            done: int = json.loads(Path(f"{self.failures}.state").read_bytes())["totals"]["records"]
        except FileNotFoundError:
            return 0
        return done

    def memory(self) -> tuple[int, int]:
        """The bytes that its processes hold in memory: what each one holds, added up, and what they share counted once."""
        resident = proportional = 0
        for process in descendants(self.process.pid):
            try:
                rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
            except (FileNotFoundError, ProcessLookupError):
                continue
            sizes = {line.split(":")[0]: 1024 * int(line.split()[1]) for line in rollup.splitlines()[1:]}
            resident += sizes["Rss"]
            proportional += sizes["Pss"]
        return resident, proportional


def descendants(process: int) -> Iterator[int]:
    """A process, its children, and theirs."""
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            yield from descendants(int(child))


def measure_rates(corpus: Path, part: int, rounds: int) -> None:
    piece = corpus.with_name("part.jsonl")
    with corpus.open("rb") as file, piece.open("wb") as target:
        target.writelines(islice(file, part))
    rates: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(rounds):
        for workers in (1, 2) if turn % 2 else (2, 1):
            totals, seconds = Run(piece, workers).end()
            rates[workers].append(totals["records"] / seconds)
        print(f"round {turn + 1}: {rates[1][-1]:,.0f} and {rates[2][-1]:,.0f} records per second", flush=True)
    one, two = median(rates[1]), median(rates[2])
    print(f"medians of {rounds} rounds over {part:,} records, starts included: {one:,.0f} with one process, {two:,.0f} with two")
    paired = median(two / one for one, two in zip(rates[1], rates[2], strict=True))
    print(
        f"two processes: {two / one:.2f} x one by the medians, {paired:.2f} x by the median of the rounds (at least 1.7)",
        flush=True,
    )


def measure_whole(corpus: Path, records: int, workers: int) -> dict[str, Any]:
    run = Run(corpus, workers)
    memory: list[tuple[int, int, int]] = []
    while run.process.poll() is None:
        memory.append((run.records_done(), *run.memory()))
        time.sleep(0.2)
    totals, seconds = run.end()
    for name, column in (("added up", 1), ("shared pages once", 2)):
        early = max((sample[column] for sample in memory if sample[0] <= records // 10), default=0)
        late = max((sample[column] for sample in memory if sample[0] > records // 10), default=0)
        print(
            f"memory, {name}: {early / MEGABYTE:.1f} MB at most in the first 10 %, {late / MEGABYTE:.1f} MB after that: "
            f"{(late - early) / MEGABYTE:+.1f} MB (at most 50)"
        )
    print(
        f"{totals['records']:,} records in {seconds:.1f} s with {workers} processes, {totals['records'] / seconds:,.0f} a second",
        flush=True,
    )
    return totals


def measure_resumption(corpus: Path, kill_after: int, workers: int, expected: dict[str, Any]) -> None:
    before = failures_of(corpus, workers).read_bytes()
    run = Run(corpus, workers)
    while (done := run.records_done()) < kill_after:
        if run.process.poll() is not None:
            raise RuntimeError("the run ended before it could be killed")
        time.sleep(0.01)
    run.process.kill()
    run.process.communicate()
    totals, _ = Run(corpus, workers, "--resume").end()
    same = "the same" if (totals, run.failures.read_bytes()) == (expected, before) else "NOT THE SAME"
    print(f"killed after {done:,} records and resumed: totals and failures are {same}: {json.dumps(totals)}")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--records", type=int, default=1_000_000, metavar="N")
    parser.add_argument("--part", type=int, default=100_000, metavar="N", help="how many of them to compare the rates on")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args(arguments)
    options.folder.mkdir(exist_ok=True)
    corpus = options.folder / f"{options.records}.jsonl"
    if not corpus.exists():
        begin = time.perf_counter()
        write_corpus(corpus, options.records, workers=os.cpu_count() or 1)
        print(
            f"minted {options.records:,} records, {corpus.stat().st_size:,} bytes, in {time.perf_counter() - begin:.0f} s",
            flush=True,
        )
    measure_rates(corpus, options.part, options.rounds)
    totals = measure_whole(corpus, options.records, 2)
    measure_resumption(corpus, options.records // 2, 2, totals)


if __name__ == "__main__":
    main()
