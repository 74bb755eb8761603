"""The examples that verify corpora: totals, failures by file and line, compressed files, interruptions, processes, Dask."""

import gzip
import io
import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")

import corpus_files
import verify_corpus
import verify_corpus_dask
import zstandard
from corpus import write_corpus
from corpus_files import Position
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_data import REPOSITORY

from pith.testing import TEST_KEYS

pytestmark = pytest.mark.slow

EXAMPLES = REPOSITORY / "examples"
COUNT, BAD_EVERY = 300, 7
COPIES = 6
KEYS = [f"--key={key.key_id}={key.raw.hex()}" for key in TEST_KEYS]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "a.jsonl"
    write_corpus(path, COUNT, kind="minimal", bad_every=BAD_EVERY)
    return path


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rows(path: str = "failures.jsonl") -> list[dict[str, Any]]:
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]


def run(*arguments: object, workers: int = 1) -> int:
    return verify_corpus.main([*map(str, arguments), *KEYS, "--json", "--save-every=0", f"--workers={workers}"])


def outcome(capsys: pytest.CaptureFixture[str], *arguments: object, workers: int = 1) -> tuple[int, Any, list[dict[str, Any]]]:
    """The status, the totals that are printed, and the failures that are listed."""
    status = run(*arguments, workers=workers)
    return status, json.loads(capsys.readouterr().out), rows()


def compressed(path: Path, ending: str) -> Path:
    """A file in several members or frames, as a log has them to which data was appended."""
    compress: Callable[[bytes], bytes] = gzip.compress if ending == ".gz" else zstandard.ZstdCompressor().compress
    data = path.read_bytes()
    target = Path(f"{path.name}{ending}")
    target.write_bytes(b"".join(compress(data[begin : begin + 1_000_000]) for begin in range(0, len(data), 1_000_000)))
    return target


def test_each_record_is_counted_and_each_failure_is_listed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, totals, failures = outcome(capsys, corpus)
    bad = list(range(BAD_EVERY, COUNT + 1, BAD_EVERY))
    ways = [[line for index, line in enumerate(bad) if index % 4 == way] for way in range(4)]
    assert status == 1
    assert (totals["records"], totals["verified"]) == (COUNT, COUNT - len(bad))
    assert totals["errors"] == {
        "VerificationFailed": len(ways[0]) + len(ways[1]),
        "InvalidJSON": len(ways[2]) + len(ways[3]),
    }
    assert totals["failed"] == {"title_hash": len(ways[0])}
    assert totals["indeterminate"]["signature"] == len(ways[1])
    assert totals["indeterminate"]["abstract_hash"] == COUNT - len(ways[2]) - len(ways[3])
    assert [(row["file"], row["line"]) for row in failures] == [(str(corpus), line) for line in bad]
    assert [row["line"] for row in failures if row["failed"] == ["title_hash"]] == ways[0]
    assert [row["line"] for row in failures if "no key" in row["reason"]] == ways[1]
    assert [row["line"] for row in failures if "end of data" in row["reason"]] == ways[2]
    assert [row["line"] for row in failures if "duplicate key" in row["reason"]] == ways[3]
    assert {row["number"] is None for row in failures if row["line"] in ways[2] + ways[3]} == {True}
    assert os.listdir() == ["failures.jsonl"]


def test_the_summary_is_a_table(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify_corpus.main([str(corpus), *KEYS, "--workers=1"]) == 1
    printed = capsys.readouterr()
    assert printed.err == ""
    for words in ("records per second", f" {COUNT} ", "title_hash", "InvalidJSON", "failures.jsonl"):
        assert words in printed.out


def test_a_corpus_without_failures_exits_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(tmp_path / "good.jsonl", 5, bad_every=0)
    assert outcome(capsys, "good.jsonl")[0] == 0
    assert rows() == []
    assert verify_corpus.main(["good.jsonl", "--workers=1", "--json"]) == 1  # under the published key
    capsys.readouterr()
    (tmp_path / "empty.jsonl").touch()
    assert outcome(capsys, "empty.jsonl", workers=2)[0] == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_every_number_of_workers_and_every_compression_gives_the_same(
    corpus: Path, workers: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_corpus, "BLOCK", 300_000)
    _, once, failures = outcome(capsys, corpus)
    for row in failures:
        del row["file"]
    paths = [corpus, compressed(corpus, ".gz"), compressed(corpus, ".zst"), corpus]
    status, totals, listed = outcome(capsys, *paths, workers=workers)
    assert status == 1
    assert totals["records"] == 4 * COUNT
    assert totals["failed"] == {name: 4 * count for name, count in once["failed"].items()}
    for index, path in enumerate(paths):
        of_file = listed[index * len(failures) : (index + 1) * len(failures)]
        assert of_file == [{"file": str(path), **row} for row in failures]


def test_lines_of_any_content_are_counted(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = corpus.read_bytes().splitlines()[0]
    monkeypatch.setattr(corpus_files, "LONGEST", len(good) + 2)
    long = good[:-1] + b" " * 100_000 + b"}"
    Path("b.jsonl").write_bytes(b"\n".join([good, b"", good + b"\r", b"\xff", long, b"\x00", b"{}", good, b"[", good]))
    _, totals, failures = outcome(capsys, "b.jsonl")
    assert [row["line"] for row in failures] == [2, 4, 5, 6, 7, 9]
    assert totals["records"] == 10
    # Other processes know the real limit alone, which allows the fifth line.
    monkeypatch.setattr(verify_corpus, "BLOCK", 100)
    assert [row["line"] for row in outcome(capsys, "b.jsonl", workers=2)[2]] == [2, 4, 6, 7, 9]


def test_a_line_over_the_limit_is_refused_without_being_held(capsys: pytest.CaptureFixture[str]) -> None:
    Path("long.jsonl").write_bytes(b"{}\n" + b" " * (corpus_files.LONGEST + 10) + b"\n{}\n")
    _, totals, failures = outcome(capsys, "long.jsonl")
    assert totals["errors"] == {"InvalidRecord": 2, "LimitExceeded": 1}
    assert [row["line"] for row in failures] == [1, 2, 3]


@settings(max_examples=60)
@given(content=st.lists(st.sampled_from([b"", b"a", b"abcdefgh", b"\r"])), ended=st.booleans(), size=st.integers(1, 40))
def test_blocks_are_the_file_in_whole_lines(
    tmp_path_factory: pytest.TempPathFactory, content: list[bytes], ended: bool, size: int
) -> None:
    path = str(tmp_path_factory.getbasetemp() / "blocks.jsonl")
    data = b"\n".join(content) + b"\n" * ended
    Path(path).write_bytes(data)
    blocks = list(corpus_files.blocks({3: path}, Position(), size))
    ends = [block.end for block in blocks]
    assert [block.begin.offset for block in blocks] == [0, *ends[:-1]][: len(blocks)]
    assert all(data[block.begin.offset : block.end].endswith(b"\n") for block in blocks[:-1])
    assert (ends[-1] if ends else 0) == len(data)
    read = [line for block in blocks for line in corpus_files.read_file(path, block.begin, block.end, deque())]
    assert read == [line.rstrip(b"\r\n") for line in io.BytesIO(data)]


@pytest.mark.parametrize("ending", [".gz", ".zst"])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_damaged_file_is_reported_and_the_next_one_is_read(
    corpus: Path, ending: str, workers: int, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = compressed(corpus, ending)
    Path("cut" + ending).write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    status, totals, failures = outcome(capsys, "cut" + ending, whole, workers=workers)
    assert status == 1
    assert totals["errors"]["DamagedFile"] == 1
    [damage] = [row for row in failures if row["error"] == "DamagedFile"]
    assert damage["file"] == "cut" + ending
    assert "the file is damaged: " in damage["reason"]
    assert 50 < damage["line"] < COUNT
    assert totals["records"] == damage["line"] + COUNT


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.jsonl"], "No such file or directory: 'missing.jsonl'"),
        (["a.jsonl", "--at=2026-01-01T00:00:00"], "expected a datetime with an offset from UTC"),
        (["a.jsonl", "--require=nothing"], "no check 'nothing'"),
        (["a.jsonl", *KEYS, f"--key={KEYS[0][6:].partition('=')[0]}={'0' * 63}"], "expected 64 lower-case hex digits"),
        (["a.jsonl", "--failures=missing/failures.jsonl"], "No such file or directory: 'missing/failures.jsonl'"),
    ],
)
def test_a_reason_is_printed_if_the_work_cannot_be_done(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.jsonl").touch()
    try:
        status = verify_corpus.main(arguments)
    except SystemExit as exit_:  # from the parser of arguments
        status = int(exit_.code or 0)
    assert status == 2
    assert message in capsys.readouterr().err
    assert os.listdir() == ["a.jsonl"]


class Crash(BaseException):
    """What ends a process without warning."""


def crash_after(monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let the next run end after this many steps, in the middle of a line of the file of failures."""
    taken = 0
    follow = verify_corpus.Work.take

    def take(work: verify_corpus.Work, step: corpus_files.Step) -> None:
        nonlocal taken
        follow(work, step)
        taken += 1
        if taken == steps:
            work.failures.write(b'{"torn": ')
            work.failures.flush()
            raise Crash

    monkeypatch.setattr(verify_corpus.Work, "take", take)


@pytest.mark.parametrize("workers", [1, 2])
def test_no_record_is_lost_or_counted_twice_after_a_crash(
    corpus: Path, workers: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_files, "STEP", 100)
    monkeypatch.setattr(verify_corpus, "BLOCK", 700_000)
    cut = Path("cut.zst")
    cut.write_bytes(compressed(corpus, ".zst").read_bytes()[:-1])
    paths = [cut, corpus, compressed(corpus, ".gz")]
    expected = outcome(capsys, *paths, workers=workers)
    for steps in (1, 2, 3, 6) if workers == 1 else (3,):
        with monkeypatch.context() as patch:
            crash_after(patch, steps)
            with pytest.raises(Crash):
                run(*paths, workers=workers)
        assert outcome(capsys, *paths, "--resume", workers=workers) == expected
    assert not Path("failures.jsonl.state").exists()


def test_an_interrupted_run_is_neither_overwritten_nor_mixed_with_another(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        crash_after(patch, 2)
        with pytest.raises(Crash):
            run(corpus)
    other = compressed(corpus, ".gz")
    before = Path("failures.jsonl").read_bytes()
    for arguments, message in (
        ([corpus], "add --resume to continue it"),
        ([other, "--resume"], "is of a run over other files, or with other options"),
        ([corpus, "--resume", "--require=key_window"], "is of a run over other files, or with other options"),
    ):
        assert run(*arguments) == 2
        assert message in capsys.readouterr().err
        assert Path("failures.jsonl").read_bytes() == before
    Path("failures.jsonl").write_bytes(b"")
    assert run(corpus, "--resume") == 2
    assert "failures.jsonl has lost lines" in capsys.readouterr().err


def test_resume_without_an_interruption_begins_at_the_beginning(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = outcome(capsys, corpus)
    assert outcome(capsys, corpus, "--resume") == expected


def test_a_disc_that_fails_ends_the_run_and_the_next_run_continues(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = outcome(capsys, corpus, corpus)
    read_file = corpus_files.read_file

    def failing(path: str, begin: Position, *arguments: Any) -> Iterator[bytes]:
        if begin.file == 1:
            raise OSError("the disc is gone")
        return read_file(path, begin, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(corpus_files, "read_file", failing)
        assert run(corpus, corpus) == 2
    assert "interrupted: the disc is gone; the same command with --resume continues" in capsys.readouterr().err
    assert outcome(capsys, corpus, corpus, "--resume") == expected


def test_a_worker_that_dies_ends_the_run(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_corpus, "prepare_worker", partial(os._exit, 3))
    assert run(corpus, workers=2) == 2
    assert "interrupted: a worker died: " in capsys.readouterr().err


def started(corpus: Path) -> "subprocess.Popen[bytes]":
    """A run over many copies of the corpus in a process group of its own, which saves its state at every step."""
    script = "import sys, verify_corpus as v; v.BLOCK = 100_000; sys.exit(v.main(sys.argv[1:]))"
    command = [
        sys.executable,
        "-W",
        "error",
        "-c",
        script,
        *[str(corpus)] * COPIES,
        *KEYS,
        "--workers=2",
        "--json",
        "--save-every=0",
    ]
    return subprocess.Popen(
        command,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def await_some_progress(process: "subprocess.Popen[bytes]") -> None:
    state = Path("failures.jsonl.state")
    for _ in range(12_000):
        if state.exists() and json.loads(state.read_bytes())["totals"]["records"] > COUNT // 2:
            return
        assert process.poll() is None, process.stderr and process.stderr.read()
        time.sleep(0.005)
    pytest.fail("the corpus made no progress")


@pytest.mark.parametrize(
    ("kill", "number", "status"),
    [(os.killpg, signal.SIGINT, 130), (os.killpg, signal.SIGTERM, 143), (os.kill, signal.SIGKILL, -9)],
)
def test_a_signal_ends_all_processes_and_resume_continues(
    corpus: Path,
    kill: Callable[[int, int], None],
    number: signal.Signals,
    status: int,
    capsys: pytest.CaptureFixture[str],
) -> None:
    process = started(corpus)
    await_some_progress(process)
    kill(process.pid, number)
    output, errors = process.communicate(timeout=60)  # which waits for the workers too, since they have the same pipes
    assert process.returncode == status
    if number is signal.SIGKILL:
        assert errors == b""
    else:
        assert json.loads(output)["records"] < COPIES * COUNT
        assert errors == b"interrupted; the same command with --resume continues\n"
    assert run(*[corpus] * COPIES, "--resume") == 1
    totals = json.loads(capsys.readouterr().out)
    assert totals["records"] == COPIES * COUNT
    assert totals["verified"] == COPIES * (COUNT - COUNT // BAD_EVERY)
    assert [row["line"] for row in rows()] == list(range(BAD_EVERY, COUNT + 1, BAD_EVERY)) * COPIES


def test_a_terminal_shows_progress_rate_and_time_left(corpus: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, str(EXAMPLES / "verify_corpus.py"), str(corpus), *KEYS, "--workers=1"]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs, env=environment) as process:
        os.close(theirs)
        safe_repr = b""
        try:
            while data := os.read(ours, 4096):
                safe_repr += data
        except OSError:  # how the end of a pseudo-terminal shows
            pass
        assert process.wait() == 1
    os.close(ours)
    text = safe_repr.decode()
    assert f"{COUNT} records" in text
    assert "100%" in text
    assert "/s, left:" in text


CLUSTER = """
import sys
from distributed import LocalCluster
with LocalCluster(n_workers=1, threads_per_worker=2, processes=False, protocol="tcp", dashboard_address="127.0.0.1:0") as cluster:
    print(cluster.scheduler_address, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a small cluster in another process, which ends with its input."""
    with subprocess.Popen([sys.executable, "-c", CLUSTER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


def run_on_dask(scheduler: str, *arguments: object) -> int:
    return verify_corpus_dask.main([*map(str, arguments), *KEYS, "--json", f"--scheduler={scheduler}"])


def test_dask_gives_what_one_process_gives(
    corpus: Path, scheduler: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = Path("cut.zst")
    cut.write_bytes(compressed(corpus, ".zst").read_bytes()[:-1])
    paths = [corpus, compressed(corpus, ".gz"), cut, corpus]
    expected = outcome(capsys, *paths)
    assert expected[1]["records"] > 3 * COUNT
    assert run_on_dask(scheduler, *paths, "--block=1") == expected[0]
    assert (json.loads(capsys.readouterr().out), rows()) == expected[1:]


def test_dask_continues_where_another_process_stopped(
    corpus: Path, scheduler: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_files, "STEP", 100)
    paths = [compressed(corpus, ".gz"), corpus]
    expected = outcome(capsys, *paths)
    for steps in (2, 5):
        with monkeypatch.context() as patch:
            crash_after(patch, steps)
            with pytest.raises(Crash):
                run(*paths)
        assert run_on_dask(scheduler, *paths, "--resume") == expected[0]
        assert (json.loads(capsys.readouterr().out), rows()) == expected[1:]


def test_dask_on_this_machine(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As a user runs it: with worker processes that do not have the example's own modules."""
    expected = outcome(capsys, corpus)
    command = [sys.executable, "-W", "error", str(EXAMPLES / "verify_corpus_dask.py"), str(corpus), *KEYS, "--json", "--block=1"]
    result = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert (result.returncode, result.stderr) == (expected[0], b"")
    assert (json.loads(result.stdout), rows()) == expected[1:]


def test_dask_without_a_scheduler_at_the_address(corpus: Path) -> None:
    command = [sys.executable, str(EXAMPLES / "verify_corpus_dask.py"), str(corpus), "--scheduler=tcp://127.0.0.1:1"]
    environment = os.environ | {"DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "0.2s"}
    result = subprocess.run(command, capture_output=True, check=False, timeout=120, env=environment)
    assert result.returncode == 2
    assert b"interrupted: Timed out trying to connect to tcp://127.0.0.1:1" in result.stderr
