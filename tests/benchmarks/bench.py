"""What the library costs beside the least that its work can cost, and beside what people write instead.

    python tests/benchmarks/bench.py [--rounds 150] [--starts 25] [--corpus 5300] [--instructions] [--write]

All candidates of a table are measured in one run: CPU time, in equal slots, in random order (see `slots`). With
`--instructions`, valgrind counts instructions too, which takes minutes. With `--write`, the tables go to RESULTS.md. The records
are the published ones of the shared folder, or the one that the repository carries. Needs `pith-number[fast,benchmark]`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import candidates as c
from corpus import write_corpus
from fresh import compiled
from instructions import instructions
from slots import interpreter, measure, measure_processes

RESULTS = Path(__file__).with_name("RESULTS.md")
CORPUS_SLOT = 16
START, START_NUMBER, START_DERIVE = "start of Python", "start, a number parsed", "start, a number derived"
START_MODEL, START_RECORD = "start, a trivial model, nacl", "start, a record parsed and verified"


@dataclass(frozen=True)
class Ratio:
    """A line of the table of limits: the cost of `what` is `ratio` times that of `beside`, and may be `at_most`."""

    what: str
    beside: str
    ratio: float
    at_most: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the ratio is within the limit, empty if there is no limit."""
        return "" if self.at_most is None else "yes" if self.ratio <= self.at_most else "no"

    def __str__(self) -> str:
        at_most = "" if self.at_most is None else f"{self.at_most:g}"
        return f"| {self.what} | {self.beside} | {self.ratio:.2f} | {at_most} | {self.verdict} |"


LIMITS = (
    (c.MANY, c.FLOOR, 1.9),
    (c.MANY, c.SCRIPT, 0.9),
    (c.CORPUS_MANY, c.CORPUS_FLOOR, 2.1),
    (c.PARSE, c.LOADS, 4.6),
    (c.BOTH, c.FLOOR, 2.7),
    (c.BOTH, c.SCRIPT, 1.25),
    (START_NUMBER, START, None),
    (START_DERIVE, START, None),
    (START_RECORD, START_MODEL, 1.3),
    (c.MINT, c.BOTH, 3),
    (c.DERIVE, c.DERIVE_FLOOR, 3),
    (c.TO_JSON, c.VERIFY, 2),
    (c.UNAUTHENTICATED, c.VERIFY, 1.5),
    (c.DIFF, c.BOTH, 3),
    (c.MAPPING, c.PARSE, 2),
)
"""What is compared with what, and the largest ratio that the project wants."""
COUNTED = ((c.MANY, c.FLOOR, 1.5), (c.BOTH, c.FLOOR, None), (c.VERIFY, c.FLOOR, None), (c.PARSE, c.FLOOR, None))
"""The same for counts of instructions."""


def start_commands() -> dict[str, list[str]]:
    """Commands of fresh processes, by what they do."""
    canonical = json.loads(c.CARRIED.read_bytes())["canonical_record"]
    model = "import pydantic, nacl.signing\nclass Model(pydantic.BaseModel):\n    text: str\nModel(text='')"
    verify = f"import pith; assert pith.verify_record(pith.parse_record(open({str(c.CARRIED)!r}, 'rb').read())).ok"
    codes = {
        START: "pass",
        START_NUMBER: "import pith; pith.parse_number('pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC')",
        START_DERIVE: f"import pith; pith.PithNumber.derive({canonical!r})",
        START_MODEL: model,
        START_RECORD: verify,
    }
    return {name: [sys.executable, "-c", code] for name, code in codes.items()}


def ratios(times: Mapping[str, float], limits: Sequence[tuple[str, str, float | None]] = LIMITS) -> list[Ratio]:
    """The lines of the table of limits."""
    return [Ratio(what, beside, times[what] / times[beside], at_most) for what, beside, at_most in limits]


def measure_all(rounds: int, starts: int, corpus: int) -> dict[str, float]:
    """The microseconds of each candidate for one record, and of each start."""
    records = c.whole_records()
    of_records = measure(c.of_records(records), rounds)
    times = {name: taken / c.records_in_call(name, records) for name, taken in of_records.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus.jsonl"
        write_corpus(path, corpus, bad_every=0)
        minted = path.read_bytes().splitlines()
    of_corpus = measure(c.of_corpus(minted, min(CORPUS_SLOT, corpus)), rounds)
    times |= {name: taken / min(CORPUS_SLOT, corpus) for name, taken in of_corpus.items()}
    return times | measure_processes(start_commands(), starts, compiled())


def function_lines(rounds: int) -> list[str]:
    """The lines of the table of public functions, each beside its floor."""
    functions = c.of_functions()
    calls = {name: call for name, (call, _, _) in functions.items()}
    floors = {f"floor of {name}": call for name, (_, _, call) in functions.items()}
    times = measure(calls | floors, rounds)
    lines = []
    for name, (_, floor, _) in functions.items():
        took, least = times[name], times[f"floor of {name}"]
        lines.append(f"| {name} | {took:.1f} | {floor} | {least:.1f} | {took / least:.1f} |")
    return lines


def report(options: argparse.Namespace) -> str:
    """All tables as Markdown."""
    times = measure_all(options.rounds, options.starts, options.corpus)
    parts = [
        f"{interpreter()}\n",
        "| what | beside | ratio | at most | within |\n|---|---|---|---|---|",
        *map(str, ratios(times)),
    ]
    if options.instructions:
        counts = {name: float(instructions(name)) for name in {name for line in COUNTED for name in line[:2]}}
        parts += ["\nInstructions for one record:\n", "| what | beside | ratio | at most | within |\n|---|---|---|---|---|"]
        parts += [*map(str, ratios(counts, COUNTED)), "\n| what | instructions |\n|---|---|"]
        parts += [f"| {name} | {count:,.0f} |" for name, count in sorted(counts.items())]
    parts += ["\nCPU time for one record, and of a whole process for a start:\n", "| what | µs |\n|---|---|"]
    parts += [f"| {name} | {taken:,.1f} |" for name, taken in times.items()]
    parts += ["\nOther public functions, over a small sample:\n", "| function | µs | floor | µs | ratio |\n|---|---|---|---|---|"]
    parts += function_lines(options.rounds)
    return "\n".join(parts) + "\n"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=150, help="slots of each candidate")
    parser.add_argument("--starts", type=int, default=25, help="starts of each process")
    parser.add_argument("--corpus", type=int, default=5300, metavar="N", help="number of minted records, 9.5 kB each")
    parser.add_argument("--instructions", action="store_true", help="count instructions with valgrind")
    parser.add_argument("--write", action="store_true", help="write RESULTS.md")
    options = parser.parse_args(arguments)
    tables = report(options)
    print(tables)
    if options.write:
        git = ["git", "rev-parse", "--short", "HEAD"]
        commit = subprocess.run(git, cwd=c.REPOSITORY, capture_output=True, text=True, check=True).stdout.strip()
        command = "python tests/benchmarks/bench.py " + " ".join(sys.argv[1:] if arguments is None else arguments)
        heading = f"# Measurements\n\nWritten by `{command}` on {datetime.now(UTC):%Y-%m-%d}, commit {commit}.\n"
        RESULTS.write_text(f"{heading}\n{tables}", "utf-8")


if __name__ == "__main__":
    main()
