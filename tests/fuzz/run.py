"""Fuzz targets with inputs drawn at random, the same for the same seed. Each must get an answer or a `PithError`.

    python tests/fuzz/run.py [TARGET…] [--count N] [--seed S] [--size small|large] [--first I] [--measure K] [--failures FOLDER]
    python tests/fuzz/run.py TARGET --replay FILE…
    python tests/fuzz/run.py TARGET --atheris [libFuzzer options]

Without TARGET, the inputs are spread over all targets. Small inputs have up to 4 kB, large ones 64 kB to 1 MB. Of every K-th
input (by default of every 20th if they are large) the cost is measured: the functions called, and the peak of memory. An input
that gets anything else is written to FOLDER, and the exit status is 1. `--atheris` takes the seeds of inputs from libFuzzer
(the package `atheris`), guided by coverage.
"""

import argparse
import sys
import time
import traceback
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fuzz_cases import Draw, read_case, write_case
from fuzz_oracle import check_error
from fuzz_targets import FREE_CALLS, FREE_MEMORY, Target
from targets import TARGETS

from pith import PithError

MOST_FAILURES = 20
"""A run stops after so many failures of one target."""


class Result(NamedTuple):
    """What an input got: whether an answer, how long it took, and how large the data was."""

    answered: bool
    seconds: float
    size: int
    calls: float = 0
    memory: float = 0


def run_case(target: Target, text: bytes, *, measured: bool = False) -> Result:
    """Give the case in a text to a target. Raises whatever is no answer and no `PithError`."""
    data, size = target.prepare(read_case(text))
    cost = _Cost() if measured else None
    answered = True
    began = time.perf_counter()
    try:
        if cost is None:
            target.run(data)
        else:
            with cost:
                target.run(data)
    except PithError as error:
        answered = False
        check_error(error)
    seconds = time.perf_counter() - began
    if cost is None:
        return Result(answered, seconds, size)
    assert cost.calls <= FREE_CALLS + target.calls * size, f"{cost.calls} calls for {size} bytes"
    assert cost.memory <= FREE_MEMORY + target.memory * size, f"{cost.memory} bytes of memory for {size} bytes"
    return Result(answered, seconds, size, max(0, cost.calls - FREE_CALLS) / size, max(0, cost.memory - FREE_MEMORY) / size)


class _Cost:
    """Counts calls of functions, and the peak of memory."""

    calls = memory = 0

    def __enter__(self) -> None:
        tracemalloc.start()
        sys.setprofile(self._count)

    def _count(self, frame: object, event: str, argument: object) -> None:
        if event in ("call", "c_call"):
            self.calls += 1

    def __exit__(self, *error: object) -> None:
        sys.setprofile(None)
        self.memory = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()


def draw_case(name: str, seed: object, index: int, size: str) -> bytes:
    """The text of an input: of a target, a seed, its index in the run, and the size."""
    return write_case(TARGETS[name].draw(Draw(f"{seed} {name} {size} {index}", large=size == "large")))


class Tally:
    """The counts of one target, and its worst inputs."""

    def __init__(self) -> None:
        self.inputs = self.answers = self.failures = 0
        self.seconds = self.slowest = self.calls = self.memory = 0.0
        self.slowest_index = -1

    def add(self, index: int, result: Result) -> None:
        self.answers += result.answered
        self.seconds += result.seconds
        self.calls, self.memory = max(self.calls, result.calls), max(self.memory, result.memory)
        pace = result.seconds / (result.size + 20_000)
        if pace > self.slowest:
            self.slowest, self.slowest_index = pace, index

    def __str__(self) -> str:
        return (
            f"{self.inputs} inputs, {self.answers} answered, {self.failures} failed, {self.seconds:.0f} s, slowest "
            f"{self.slowest * 1e6:.2f} µs/B (index {self.slowest_index}), {self.calls:.1f} calls/B, {self.memory:.0f} B/B"
        )


def schedule(names: list[str]) -> Iterator[str]:
    """The targets in turn, without end, each as often as its weight."""
    while True:
        for name in names:
            for _ in range(TARGETS[name].weight):
                yield name


def fuzz(names: list[str], options: argparse.Namespace) -> dict[str, Tally]:
    """Fuzz the targets, and write each failure to a file."""
    tallies = {name: Tally() for name in names}
    every = options.measure if options.measure is not None else 20 if options.size == "large" else 0
    order = schedule(names)
    end = time.monotonic() + options.seconds
    for index in range(options.first, options.first + options.count):
        name = next(order)
        tally = tallies[name]
        if tally.failures >= MOST_FAILURES:
            continue
        if time.monotonic() > end:
            break
        text = draw_case(name, options.seed, index, options.size)
        tally.inputs += 1
        try:
            tally.add(index, run_case(TARGETS[name], text, measured=bool(every) and tally.inputs % every == 0))
        except KeyboardInterrupt:
            raise
        except BaseException:
            tally.failures += 1
            _write_failure(options.failures, f"{name}-{options.size}-{options.seed}-{index}", text)
        if options.progress and index % options.progress == 0:
            print(f"{index}: {name}", flush=True)
    return tallies


def _write_failure(folder: Path, name: str, text: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_bytes(text)
    (folder / f"{name}.txt").write_text(traceback.format_exc()[-4000:], "utf-8", "backslashreplace")
    print(f"failed: {name}: {traceback.format_exc().strip().splitlines()[-1][:300]!r}", flush=True)


def _replay(name: str, files: list[Path]) -> None:
    for file in files:
        print(f"{file}: {run_case(TARGETS[name], file.read_bytes(), measured=True)}")


def _guided(name: str, rest: list[str]) -> None:
    import atheris

    def one(data: bytes) -> None:
        run_case(TARGETS[name], write_case(TARGETS[name].draw(Draw(data.hex()))))

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *rest], one)
    atheris.Fuzz()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"one of {', '.join(TARGETS)}")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", default="0")
    parser.add_argument("--size", choices=("small", "large"), default="small")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--measure", type=int)
    parser.add_argument("--progress", type=int, default=0)
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--replay", type=Path, nargs="+")
    parser.add_argument("--atheris", action="store_true")
    options, rest = parser.parse_known_args(arguments)
    names: list[str] = options.targets or [*TARGETS]
    if unknown := {*names} - TARGETS.keys():
        parser.error(f"no target {', '.join(sorted(unknown))}")
    if options.replay:
        _replay(names[0], options.replay)
        return 0
    if options.atheris:
        _guided(names[0], rest)
        return 0
    tallies = fuzz(names, options)
    for name, tally in tallies.items():
        print(f"{name}: {tally}")
    total: Any = [sum(getattr(tally, field) for tally in tallies.values()) for field in ("inputs", "answers", "failures")]
    print(f"total: {total[0]} {options.size} inputs, {total[1]} answered, {total[2]} failed, seed {options.seed}")
    return 1 if total[2] else 0


if __name__ == "__main__":
    sys.exit(main())
