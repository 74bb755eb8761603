"""The benchmarks run, in small, and measure what they print."""

import json
import sys
from pathlib import Path
from shutil import which

import pytest

pytest.importorskip("cryptography")

import bench
import bench_corpus
import bench_hostile
import candidates
import hostile
import instructions
import slots
from corpus import write_corpus
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from nacl.signing import VerifyKey

from pith import PITH_KEYS
from pith.errors import PithError
from pith.models.record import parse_record
from pith.testing import TEST_KEYS
from pith.verify import verify_record

pytestmark = pytest.mark.slow
KEY = next(iter(PITH_KEYS)).raw


def test_the_benchmark_prints_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    bench.main(["--rounds=1", "--starts=1", "--corpus=20"])
    printed = capsys.readouterr().out
    assert slots.interpreter() in printed
    for what, beside, _ in bench.LIMITS:
        assert f"| {what} | {beside} |" in printed
    for name in candidates.of_functions():
        assert f"| {name} |" in printed


def test_a_ratio_tells_whether_it_is_within_its_limit() -> None:
    ratios = bench.ratios({"a": 3.0, "b": 2.0}, [("a", "b", 1.5), ("a", "b", 1.4), ("a", "b", None)])
    assert [ratio.verdict for ratio in ratios] == ["yes", "no", ""]
    assert str(ratios[0]) == "| a | b | 1.50 | 1.5 | yes |"


def test_every_candidate_that_verifies_refuses_a_forgery() -> None:
    data = candidates.CARRIED.read_bytes()
    forged = data.replace(b'"version":2', b'"version":3')
    assert forged != data
    names = (candidates.FLOOR, candidates.SCRIPT, candidates.BOTH, candidates.MANY)
    calls = candidates.of_records([data])
    calls_over_forged = {
        candidates.BOTH: lambda: candidates.both(forged),
        candidates.MANY: lambda: candidates.many([forged]),
        candidates.FLOOR: lambda: candidates.floor(forged, VerifyKey(KEY)),
        candidates.SCRIPT: lambda: candidates.script(forged, Ed25519PublicKey.from_public_bytes(KEY)),
    }
    for name in names:
        calls[name]()
        with pytest.raises(Exception):  # noqa: B017, PT011 - each library has its own
            calls_over_forged[name]()


def test_instructions_are_counted_for_one_record() -> None:
    if which("valgrind") is None:
        pytest.skip("valgrind is not installed")
    assert 10_000 < instructions.instructions(candidates.LOADS) < 10_000_000


def test_costs_of_hostile_inputs_are_held(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(bench_hostile.COSTS.read_bytes()).keys() == hostile.SHAPES.keys()
    assert bench_hostile.main(["--only=verify_record: cross_cats", "--rounds=1"]) in (0, 1)
    assert "verify_record: cross_cats" in capsys.readouterr().out


def test_a_minted_corpus_is_of_distinct_records_that_verify(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    write_corpus(path, 40, bad_every=10)
    lines = path.read_bytes().splitlines()
    numbers = set()
    for place, line in enumerate(lines, 1):
        if place % 10:
            record = parse_record(line)
            numbers.add(record.pith_number)
            assert verify_record(record, keys=TEST_KEYS).ok
        else:
            with pytest.raises(PithError):
                verify_record(parse_record(line), keys=TEST_KEYS).raise_for_failure()
    assert (len(lines), len(numbers)) == (40, 36)
    with pytest.raises(ValueError, match="for 1000000 records only"):
        write_corpus(path, 1_000_001)


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    for workers in (1, 2):
        write_corpus(tmp_path / str(workers), 2500, kind="minimal", workers=workers)
    assert (tmp_path / "1").read_bytes() == (tmp_path / "2").read_bytes()


@pytest.mark.skipif(sys.platform != "linux", reason="it looks at the memory of other processes")
def test_the_benchmark_of_a_corpus_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = tmp_path / "corpus.jsonl"
    write_corpus(corpus, 1000)
    bench_corpus.measure_rates(corpus, part=100, rounds=1)
    totals = bench_corpus.measure_whole(corpus, 1000, workers=1)
    assert totals["records"] == 1000
    bench_corpus.measure_resumption(corpus, 0, workers=1, expected=totals)
    printed = capsys.readouterr().out
    assert "resumed: totals and failures are the same" in printed
    assert "two processes: " in printed
    assert "memory, added up: " in printed
