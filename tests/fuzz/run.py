"""Fuzz the targets for some seconds or inputs, and report the slowest input and the most memory.

    python tests/fuzz/run.py [--seconds 60] [--inputs N] [--seed N] [--target NAME]
    python tests/fuzz/run.py --atheris --target parse [libFuzzer options]

Mutation is random, and repeatable by its seed. With `--atheris` (the package `atheris`) coverage guides it. If an input gives
neither an answer nor a PithError, it is written to the current folder, and the exit status is 1.
"""

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from targets import TARGETS, seeds

from pith import PithError

TEXTS = (
    *('""', "null", "true", "-0", "1e400", "-1", "0.1", "NaN", "18446744073709551616", "[]", "{}", '"a":1,', "\\u0000"),
    *("\\ud800", "\\u0041", "\u202e", "\u0131", "\x1b", "\n", " ", "pith:", "https://pith.science/"),
)
TOKENS = [*(text.encode() for text in TEXTS), b"\xef\xbb\xbf", b"\xff", b"[" * 300, b'{"":' * 300]


def mutated(source: random.Random, corpus: list[bytes]) -> bytes:
    """An input of the corpus with a few changes: bytes set, slices dropped, doubled or copied from another, tokens inserted."""
    data = bytearray(source.choice(corpus))
    for _ in range(source.choice((1, 1, 2, 4, 8))):
        start = source.randrange(len(data) + 1)
        end = min(len(data), start + source.choice((1, 1, 2, 8, 64)))
        change = source.randrange(6)
        if change == 0:
            data[start:end] = bytes([source.randrange(256)])
        elif change == 1:
            del data[start:end]
        elif change == 2:
            data[start:start] = data[start:end]
        elif change == 3:
            data[start:end] = source.choice(TOKENS)
        elif change == 4:
            other = source.choice(corpus)
            offset = source.randrange(len(other) + 1)
            data[start:end] = other[offset : offset + source.choice((1, 16, 256))]
        elif data[start:end].isalnum():
            data[start:end] = bytes(source.choice(b"0123456789abcdefABCDEFGHXYZ") for _ in range(end - start))
    return bytes(data)


def contract(target: Callable[[bytes], None], data: bytes) -> bool:
    """Whether the target gave an answer, and not a PithError. Any other exception is raised, and its input is written."""
    try:
        target(data)
    except PithError:
        return False
    except BaseException:
        Path(f"crash-{target.__name__}").write_bytes(data)
        raise
    return True


def run(names: list[str], seconds: float, inputs: int, seed: int) -> None:
    """Fuzz the named targets in turn until the time or the number of inputs is reached, and print counts for each."""
    source, corpora = random.Random(seed), seeds()
    counts, answers, slowest = dict.fromkeys(names, 0), dict.fromkeys(names, 0), dict.fromkeys(names, (0.0, b""))
    end = time.monotonic() + seconds
    while time.monotonic() < end and sum(counts.values()) < inputs:
        for name in names:
            for _ in range(50):
                data = mutated(source, corpora[name])
                began = time.perf_counter()
                answers[name] += contract(TARGETS[name], data)
                slowest[name] = max(slowest[name], (time.perf_counter() - began, data))
                counts[name] += 1
    for name in names:
        took, data = slowest[name]
        sys.stdout.write(
            f"{name}: {counts[name]} inputs, {answers[name]} answered, slowest {took * 1000:.1f} ms ({len(data)} bytes)\n"
        )
    sys.stdout.write(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--inputs", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--target", choices=TARGETS, action="append")
    parser.add_argument("--atheris", action="store_true")
    options, rest = parser.parse_known_args()
    if not options.atheris:
        run(options.target or [*TARGETS], options.seconds, options.inputs, options.seed)
        return
    import atheris

    name = (options.target or ["parse"])[0]
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], *rest], lambda data: contract(TARGETS[name], data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
