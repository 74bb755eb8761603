"""The example scripts, run as a user runs them."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from records import CARRIED, carried, edited
from shared_data import REPOSITORY

EXAMPLES = REPOSITORY / "examples"
SCRIPTS = ["verify_record.py", "report_page.py", "shorten.py"]
NEED_LIBRARIES = {"citation_graph.py": "networkx", "verify_corpus.py": "zstandard", "verify_corpus_dask.py": "distributed"}
# What a terminal gives that knows ASCII alone.
ASCII = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(
    script: str, *arguments: str, data: bytes = b"", environment: Mapping[str, str] = {}
) -> "subprocess.CompletedProcess[bytes]":
    """Run an example in a process of its own."""
    command = [sys.executable, "-W", "error", str(EXAMPLES / script), *arguments]
    variables = {**os.environ, **environment}
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60, env=variables)


@pytest.fixture
def script(request: pytest.FixtureRequest) -> str:
    """The name of a script whose libraries are there."""
    name: str = request.param
    if name in NEED_LIBRARIES:
        pytest.importorskip(NEED_LIBRARIES[name])
    return name


def run_without_reader(script: str, *arguments: str) -> tuple[int, bytes]:
    """The status and the messages of an example whose output nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-W", "error", str(EXAMPLES / script), *arguments]
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}  # argparse does not see an error of an unbuffered stream
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, env=buffered) as process:
        os.close(writing)
        assert process.stderr is not None
        errors = process.stderr.read()
        return process.wait(60), errors


def test_every_script_is_listed() -> None:
    scripts = {path.name for path in EXAMPLES.glob("*.py") if "__main__" in path.read_text("utf-8")}
    assert scripts == {*SCRIPTS, *NEED_LIBRARIES}


@pytest.mark.parametrize(
    "script", [*SCRIPTS, *(pytest.param(script, marks=pytest.mark.slow) for script in NEED_LIBRARIES)], indirect=True
)
class TestEveryScript:
    def test_help(self, script: str) -> None:
        result = run(script, "--help")
        assert (result.returncode, result.stderr) == (0, b"")
        assert result.stdout.startswith(f"usage: {script}".encode())
        assert b"Exits 0" in result.stdout or script == "verify_corpus_dask.py"

    def test_an_unknown_option(self, script: str) -> None:
        result = run(script, "--never-heard-of")
        assert result.returncode == 2
        assert b"Traceback" not in result.stderr

    def test_help_in_an_ascii_locale(self, script: str) -> None:
        result = run(script, "--help", environment=ASCII)
        assert (result.returncode, result.stderr) == (0, b"")

    def test_a_reader_that_has_gone(self, script: str) -> None:
        assert run_without_reader(script, "--help") == (141, b"")

    def test_a_file_that_is_not_there(self, script: str, tmp_path: Path) -> None:
        failures = [f"--failures={tmp_path / 'failures'}"] if "corpus" in script else []
        result = run(script, *failures, "m\u00efssing\n.json", environment=ASCII)
        assert (result.returncode, result.stdout) == (2, b"")
        expected = b"unrecognized arguments" if script == "shorten.py" else b"No such file or directory"
        assert expected in result.stderr
        assert b"Traceback" not in result.stderr
        assert result.stderr.isascii()
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "script", ["verify_record.py", "report_page.py", pytest.param("citation_graph.py", marks=pytest.mark.slow)], indirect=True
)
def test_results_in_an_ascii_locale_and_with_a_reader_that_has_gone(script: str) -> None:
    plain, in_ascii = run(script), run(script, environment=ASCII)
    assert (in_ascii.returncode, in_ascii.stderr) == (0, b"")
    if script == "verify_record.py":
        assert in_ascii.stdout.isascii()
    else:  # a document is UTF-8 in every locale
        assert len(in_ascii.stdout) == len(plain.stdout)
    assert run_without_reader(script) == (141, b"")


def test_verify_record_prints_the_report_of_the_carried_record() -> None:
    result = run("verify_record.py")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().startswith("record pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC: ok\n")
    assert run("verify_record.py", str(CARRIED)).stdout == result.stdout
    assert run("verify_record.py", "-", data=CARRIED.read_bytes()).stdout == result.stdout


def test_verify_record_takes_an_instant_and_an_abstract(tmp_path: Path) -> None:
    abstract = tmp_path / "abstract.txt"
    abstract.write_text("not the abstract", encoding="utf-8")
    result = run("verify_record.py", "--at", "2026-06-01T00:00:00Z", "--abstract", str(abstract))
    assert result.returncode == 1
    assert b": not ok: abstract_hash failed" in result.stdout


def test_verify_record_exits_1_if_a_record_does_not_verify() -> None:
    forged = json.dumps(edited(carried(), ("/paper/title", "Another"))).encode()
    result = run("verify_record.py", "-", data=forged)
    assert (result.returncode, result.stderr) == (1, b"")
    assert b": not ok: title_hash, snapshot_paper failed" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "data", "message"),
    [
        (["missing.json"], b"", b"cannot read missing.json: No such file or directory"),
        (["-"], b"{", b"cannot verify -: "),
        (["-"], b"{}", b"at '/record_type': this field is missing"),
        (["--at", "2026-06-01T00:00:00"], b"", b"expected a datetime with an offset from UTC"),
        (["--abstract", "missing.txt"], b"", b"cannot read missing.txt"),
        (["--abstract", sys.executable], b"", b"UTF-8 was expected"),
    ],
)
def test_verify_record_exits_2_with_a_message(arguments: list[str], data: bytes, message: bytes) -> None:
    result = run("verify_record.py", *arguments, data=data)
    assert result.returncode == 2
    assert message in result.stderr
    assert result.stdout == b""


def test_report_page_is_a_page() -> None:
    result = run("report_page.py")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.startswith(b"<!doctype html>")
    forged = edited(carried(), ("/paper/title", "<script>alert(1)</script>"))
    hostile = run("report_page.py", "-", data=json.dumps(forged).encode())
    assert hostile.returncode == 1
    assert b"<script" not in hostile.stdout
    assert run("report_page.py", "missing.json").returncode == run("report_page.py", "-", data=b"{").returncode == 2
