"""The benchmarks run, in small, and measure what they print."""

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("cryptography")
pytest.importorskip("rfc8785")

import bench
import bench_corpus
from corpus import write_corpus

from pith.errors import PithError
from pith.models.record import parse_record
from pith.testing import TEST_KEYS
from pith.verify import verify_record

pytestmark = pytest.mark.slow


def test_the_benchmark_prints_a_table_and_writes_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "result.json"
    bench.main(["--rounds=1", "--starts=1", "--numbers=2000", f"--json={written}"])
    printed = capsys.readouterr().out
    result = json.loads(written.read_bytes())
    assert {name[:3] for name in result["medians"]} >= {f"({letter})" for letter in "abcdefgh"}
    assert min(result["medians"].values()) > 0
    for ratio in result["ratios"]:
        assert ratio["ratio"] == result["medians"][ratio["what"]] / result["medians"][ratio["beside"]]
        assert str(bench.Ratio(**ratio)) in printed
    assert sum(ratio["at_most"] is not None for ratio in result["ratios"]) == 10


def test_every_candidate_that_verifies_refuses_a_forgery() -> None:
    data = bench.CARRIED.read_bytes()
    forged = data.replace(b'"version":2', b'"version":3')
    assert forged != data
    calls = {name: call for name, call in bench.candidates([data]).items() if name[:3] in ("(b)", "(c)", "(d)")}
    assert len(calls) == 3
    for call in calls.values():
        call()
    for call in [call for name, call in bench.candidates([forged]).items() if name in calls]:
        with pytest.raises(Exception):  # noqa: B017, PT011 - each library has its own
            call()


def test_the_candidates_for_canonical_json_agree() -> None:
    calls = bench.candidates([bench.CARRIED.read_bytes()])
    for size in ("canonical record", "whole record"):
        results = [call() for name, call in calls.items() if name.startswith("(g)") and name.endswith(size)]
        assert len(results) == 4
        assert results.count(results[0]) == 4


def test_the_large_record_is_ten_times_the_other() -> None:
    small, large = (parse_record(bench.large_record(times)) for times in (1, 10))
    assert len(large.graph_snapshot.claims.items) == 10 * len(small.graph_snapshot.claims.items)
    assert len(large.inbound_citations.sample) == 10 * len(small.inbound_citations.sample)


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
