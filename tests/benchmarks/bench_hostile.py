"""The cost of each public function over its worst inputs, at four sizes from 16 kB to 1 MB.

    python tests/benchmarks/bench_hostile.py [--only TEXT] [--rounds 3] [--write]

Prints the CPU time as a ratio to `orjson.loads` of the same bytes, the peak of memory in bytes for each byte of input, and the
growth of the time where the input grows four times. The exit status is 1 if a ratio or the memory is above 1.5 times the value in
`hostile_costs.json`, or if four times the input costs more than six times. `--write` writes that file.
"""

import argparse
import gc
import json
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import thread_time_ns

import orjson
from hostile import SHAPES, Shape

from pith import PithError

COSTS = Path(__file__).with_name("hostile_costs.json")
SIZES = (16_000, 64_000, 256_000, 1_000_000)
MEMORY_SIZE = 256_000
MOST_GROWTH = 6
TOLERANCE = 1.5
LONGEST_NS = 200_000_000
"""A call that takes longer is measured once."""
SHORTEST_NS = 2_000_000
"""Growth is measured from times above this one: others are noise."""


def run(call: Callable[[], object]) -> None:
    """Call a function. A PithError is an answer."""
    with suppress(PithError):
        call()


def time_of(call: Callable[[], object], rounds: int) -> int:
    """The lowest CPU time in nanoseconds, without garbage collections.

    The collector looks at all objects of a process again and again: at 1 MB it takes two thirds of `orjson.loads` too.
    """
    times = []
    for _ in range(rounds):
        gc.collect()
        gc.disable()
        begin = thread_time_ns()
        run(call)
        times.append(thread_time_ns() - begin)
        gc.enable()
        if times[-1] > LONGEST_NS:
            break
    return min(times)


def memory_of(call: Callable[[], object]) -> int:
    """The peak of memory of a call in bytes."""
    gc.collect()
    tracemalloc.start()
    try:
        run(call)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def loads(data: bytes) -> None:
    with suppress(orjson.JSONDecodeError):
        orjson.loads(data)


def measure(shape: Shape, rounds: int) -> tuple[list[float], float, float]:
    """The ratio of time at each size, the memory for each byte at 256 kB, and the growth of the time.

    The growth is what four times the input costs, the geometric mean of the steps: one step can be that out of a cache.
    """
    ratios, memory = [], 0.0
    times: list[int] = []
    for size in SIZES:
        call, data = shape(size)
        time = time_of(call, rounds)
        ratios.append(time / max(1, time_of(lambda data=data: loads(data), 3 * rounds)))  # type: ignore[misc]
        if time > SHORTEST_NS:
            times.append(time)
        if size == MEMORY_SIZE:
            memory = memory_of(call) / len(data)
    growth = (times[-1] / times[0]) ** (1 / (len(times) - 1)) if len(times) > 1 else 0.0
    return ratios, memory, growth


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="TEXT", help="the shapes whose name contains this text")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="write what is measured as the costs to hold")
    options = parser.parse_args(arguments)
    costs = json.loads(COSTS.read_bytes()) if COSTS.exists() else {}
    failures = 0
    print(f"{'input':62}{'time / orjson.loads at 16 kB, 64 kB, 256 kB, 1 MB':>44}{'memory':>8}{'growth':>8}")
    for name, shape in SHAPES.items():
        if options.only not in name:
            continue
        ratios, memory, growth = measure(shape, options.rounds)
        # The time at 1 MB. Where it is short, it is noise: a ratio of 1 is held then.
        found = {"time": round(max(ratios[-1], 1), 2), "memory": round(memory, 2)}
        held = costs.get(name, {})
        problems = [f"{kind} above {TOLERANCE} x {held[kind]}" for kind in held if found[kind] > TOLERANCE * max(held[kind], 0.5)]
        if growth > MOST_GROWTH:
            problems.append(f"growth above {MOST_GROWTH}")
        failures += bool(problems)
        if options.write:
            costs[name] = found
        shown = "".join(f"{ratio:11.1f}" for ratio in ratios)
        print(f"{name[:61]:62}{shown}{memory:8.1f}{growth:8.1f}  {'; '.join(problems)}", flush=True)
    if options.write:
        COSTS.write_text(json.dumps(costs, indent=1) + "\n", "utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
