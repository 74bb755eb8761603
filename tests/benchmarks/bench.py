"""What the library costs beside the least that its work can cost, and beside what people write today.

    python tests/benchmarks/bench.py [--rounds 40] [--starts 25] [--numbers 200000] [--json FILE]

Everything is measured in one run: in every round each candidate has its turn, for some milliseconds, and what is reported is
the median of the rounds. It is processor time, so that other work on the machine counts for little; of starts of Python, which
are whole processes, it is the time on the clock. The records are the published ones of the shared folder, or else the one that
the repository carries. Needs `pith-number[benchmark]`.
"""

import argparse
import gc
import hashlib
import json
import os
import platform
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import orjson
import rfc8785
from bench_alias import in_turn, random_numbers, resolve_times
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from fresh import compiled
from nacl.signing import VerifyKey

from pith.aliases.index import AliasIndex
from pith.canonical import canonical_bytes
from pith.keys import PITH_KEYS
from pith.models.record import InboundCitation, parse_record
from pith.models.snapshot import Claim
from pith.testing import TEST_KEYS, make_record
from pith.verify import verify_record

REPOSITORY = Path(__file__).parents[2]
CARRIED = REPOSITORY / "examples" / "records" / "2305.02301v2.json"
PUBLISHED = Path(os.environ.get("PITH_SHARED") or REPOSITORY.parent / "shared") / "records"
AT = datetime(2026, 6, 1, tzinfo=UTC)
SECONDS_A_TURN = 0.02
# As many as the published records have, or so.
CLAIMS, CITATIONS = 5, 20


@dataclass(frozen=True)
class Ratio:
    """One line of the table: how many times the cost of something else a candidate may cost, and does."""

    what: str
    beside: str
    ratio: float
    at_most: float | None = None

    def __str__(self) -> str:
        limit = "" if self.at_most is None else f"{self.at_most:8.2f}  {'yes' if self.ratio <= self.at_most else 'NO'}"
        return f"{self.what:44}{self.ratio:8.2f} x {self.beside:44}{limit}"


def floor(data: bytes, key: VerifyKey) -> None:
    """The least that a check of hash and signature takes with the fastest parts there are, and no models."""
    record = orjson.loads(data)
    canonical = orjson.dumps(record["canonical_record"], option=orjson.OPT_SORT_KEYS)
    key.verify(hashlib.sha256(canonical).digest(), b64decode(record["receipt"]["signature_b64"]))


def script(data: bytes, key: Ed25519PublicKey) -> None:
    """What people write today, with two checks: the hash and the signature."""
    record = json.loads(data)
    digest = hashlib.sha256(by_json(record["canonical_record"])).digest()
    if digest.hex() != record["canonical_sha256"]:
        raise ValueError("the hash does not match")
    key.verify(b64decode(record["receipt"]["signature_b64"]), digest)


def by_json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def whole_records() -> dict[str, bytes]:
    """The bytes of the records to measure, by name."""
    paths = sorted(PUBLISHED.glob("*.json")) or [CARRIED]
    return {path.stem: path.read_bytes() for path in paths}


def large_record(times: int) -> bytes:
    """A record with so many times the claims and citations of another, the rest being equal."""
    return make_record(
        claims=[
            Claim(
                claim_id=f"C{place}",
                kind="unknown",
                text="A claim of some length, as long as most.",
                source="unknown",
                status="machine_extracted",
                attestation="unclaimed",
            )
            for place in range(1, CLAIMS * times + 1)
        ],
        citations=[
            InboundCitation(
                citing_arxiv_id=f"2499.{place:05}", citing_title="A Citing Sample", ref_index=place, is_internal_anchor=False
            )
            for place in range(1, CITATIONS * times + 1)
        ],
    ).to_json()


def verified(data: bytes) -> None:
    """Parse and verify as a user does, with an instant, so that all checks can be made but that of the whole abstract."""
    if not verify_record(parse_record(data), at=AT).ok:
        raise ValueError("the record does not verify")


def verified_sample(data: bytes) -> None:
    if not verify_record(parse_record(data), keys=TEST_KEYS).ok:
        raise ValueError("the sample does not verify")


def candidates(records: Sequence[bytes]) -> dict[str, Callable[[], object]]:
    """What is measured, by name; each call does the same for every record."""
    raw_key = next(iter(PITH_KEYS)).raw
    nacl_key, key = VerifyKey(raw_key), Ed25519PublicKey.from_public_bytes(raw_key)
    trees = [orjson.loads(data) for data in records]
    canonical = [tree["canonical_record"] for tree in trees]
    forms = {
        "compact": [orjson.dumps(tree) for tree in trees],
        "indented": [json.dumps(tree, indent=2, ensure_ascii=False).encode() for tree in trees],
        "escaped": [orjson.dumps(tree).replace(b"/", rb"\/") for tree in trees],
    }

    def each(function: Callable[..., object], inputs: Sequence[object]) -> Callable[[], object]:
        return lambda: [function(value) for value in inputs]

    return {
        **{f"(a) parse_record, {form}": each(parse_record, inputs) for form, inputs in forms.items()},
        "(b) parse_record + verify_record": each(verified, forms["compact"]),
        "(c) floor: orjson, SHA-256, PyNaCl": each(partial(floor, key=nacl_key), forms["compact"]),
        "(d) script: json, hashlib, cryptography": each(partial(script, key=key), forms["compact"]),
        **{f"(e) orjson.loads, {form}": each(orjson.loads, inputs) for form, inputs in forms.items()},
        **{
            f"(g) {name}, {size}": each(function, values)
            for size, values in (("canonical record", canonical), ("whole record", trees))
            for name, function in (
                ("canonical_bytes", canonical_bytes),
                ("json.dumps", by_json),
                ("orjson.dumps", lambda value: orjson.dumps(value, option=orjson.OPT_SORT_KEYS)),
                ("rfc8785.dumps", rfc8785.dumps),
            )
        },
        "parse + verify, a sample": each(verified_sample, [large_record(1)] * len(records)),
        "parse + verify, ten times the lists": each(verified_sample, [large_record(10)] * len(records)),
    }


def interleaved(calls: dict[str, Callable[[], object]], rounds: int, clock: Callable[[], float]) -> dict[str, list[float]]:
    """The seconds of one call, in each round; in a round each has its turn, in another order every time."""

    def seconds(call: Callable[[], object], count: int) -> float:
        call()  # not measured: it brings back to the caches what the candidate before has driven out
        begin = clock()
        for _ in range(count):
            call()
        return (clock() - begin) / count

    counts = {name: max(1, round(SECONDS_A_TURN / seconds(call, 2))) for name, call in calls.items()}
    times: dict[str, list[float]] = {name: [] for name in calls}
    names = list(calls)
    for turn in range(rounds):
        gc.collect()
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            times[name].append(seconds(calls[name], counts[name]))
    return times


def starts(record: Path) -> dict[str, Callable[[], object]]:
    """Fresh processes, by what they do."""
    canonical = json.loads(record.read_bytes())["canonical_record"]
    number = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"
    model = "import pydantic, nacl.signing\nclass Model(pydantic.BaseModel):\n    text: str\nModel(text='')"
    verify = f"import pith; assert pith.verify_record(pith.parse_record(open({str(record)!r}, 'rb').read())).ok"
    codes = {
        "(f) start of Python": "pass",
        "(f) start, a number parsed": f"import pith; pith.parse_number({number!r})",
        "(f) start, a number derived": f"import pith; pith.PithNumber.derive({canonical!r})",
        "(f) start, a trivial model, nacl.signing": model,
        "(f) start, a record parsed and verified": verify,
    }

    environment = compiled()

    def run(code: str) -> Callable[[], object]:
        command = [sys.executable, "-c", code]
        subprocess.run(command, check=True, env=environment)
        return lambda: subprocess.run(command, check=True, env=environment)

    return {name: run(code) for name, code in codes.items()}


def ratios(medians: dict[str, float]) -> list[Ratio]:
    """The lines of the table; the limits are what the project has set itself."""

    def line(what: str, beside: str, at_most: float | None = None) -> Ratio:
        return Ratio(what, beside, medians[what] / medians[beside], at_most)

    both = "(b) parse_record + verify_record"
    start, model = "(f) start of Python", "(f) start, a trivial model, nacl.signing"
    return [
        line("(a) parse_record, compact", "(e) orjson.loads, compact", 4.6),
        line("(a) parse_record, indented", "(e) orjson.loads, indented", 12),
        line("(a) parse_record, escaped", "(e) orjson.loads, escaped", 12),
        line(both, "(c) floor: orjson, SHA-256, PyNaCl", 2.8),
        line(both, "(d) script: json, hashlib, cryptography", 1.2),
        line("(f) start, a number parsed", start, 1.4),
        line("(f) start, a number derived", start, 2.3),
        line("(f) start, a record parsed and verified", model, 1.3),
        *(
            line(
                f"(g) canonical_bytes, {size}",
                f"(g) {other}, {size}",
                0.25 if other + size == "json.dumpscanonical record" else None,
            )
            for size in ("canonical record", "whole record")
            for other in ("json.dumps", "orjson.dumps", "rfc8785.dumps")
        ),
        line("(h) index of aliases, built", "(h) sorted(set(…))"),
        line("(h) prefix resolved", "(h) prefix in a dict"),
        line("(h) prefix resolved", "(h) prefix by bisection"),
        line("parse + verify, ten times the lists", "parse + verify, a sample", 11),
    ]


def alias_times(count: int) -> dict[str, float]:
    """The medians of the alias index, in seconds; `bench_alias.py` measures it at length."""
    numbers = list(random_numbers(count, seed=0))
    sorting, building = in_turn(lambda: sorted(set(numbers)), lambda: AliasIndex(numbers), 3)
    in_dict, in_list, in_index = (nanoseconds / 1e9 for nanoseconds in resolve_times(numbers, AliasIndex(numbers), 12))
    return {
        "(h) index of aliases, built": building / count,
        "(h) sorted(set(…))": sorting / count,
        "(h) prefix resolved": in_index,
        "(h) prefix in a dict": in_dict,
        "(h) prefix by bisection": in_list,
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=40, help="rounds of the candidates within this process")
    parser.add_argument("--starts", type=int, default=25, help="rounds of the starts of Python")
    parser.add_argument("--numbers", type=int, default=200_000, help="how many numbers the index of aliases holds")
    parser.add_argument("--json", type=Path, metavar="FILE", help="where to write all that was measured")
    options = parser.parse_args(arguments)

    records = whole_records()
    times = interleaved(candidates(list(records.values())), options.rounds, process_time)
    times = {name: [seconds / len(records) for seconds in taken] for name, taken in times.items()}
    times |= interleaved(starts(CARRIED), options.starts, perf_counter)
    medians = {name: median(taken) for name, taken in times.items()} | alias_times(options.numbers)
    table = ratios(medians)
    packages = {name: version(name) for name in ("orjson", "pydantic", "PyNaCl", "cryptography", "rfc8785")}
    described: dict[str, Any] = {"python": platform.python_version(), "machine": platform.machine(), "packages": packages}

    print(f"Python {described['python']}, {', '.join(f'{name} {number}' for name, number in packages.items())}")
    print(f"records: {', '.join(f'{name} ({len(data):,} bytes)' for name, data in records.items())}; times of one record\n")
    for name, seconds in medians.items():
        print(f"{name:44}{seconds * 1e6:12.2f} µs")
    print(f"\n{'':44}{'':8}   {'':44}{'at most':>8}")
    for ratio in table:
        print(ratio)
    if options.json:
        result = {
            **described,
            "records": list(records),
            "medians": medians,
            "ratios": [asdict(ratio) for ratio in table],
            "times": times,
        }
        options.json.write_bytes(orjson.dumps(result, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    main()
