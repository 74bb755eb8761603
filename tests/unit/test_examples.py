"""The example scripts, run as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from records import CARRIED, carried, edited
from shared_data import REPOSITORY


def run(script: str, *arguments: str, data: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Run an example in a process of its own."""
    command = [sys.executable, "-W", "error", str(REPOSITORY / "examples" / script), *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)


def test_verify_record_prints_the_report_of_the_carried_record() -> None:
    result = run("verify_record.py")
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout.decode().startswith("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC  verifies")
    assert run("verify_record.py", str(CARRIED)).stdout == result.stdout
    assert run("verify_record.py", "-", data=CARRIED.read_bytes()).stdout == result.stdout


def test_verify_record_takes_an_instant_and_an_abstract(tmp_path: Path) -> None:
    abstract = tmp_path / "abstract.txt"
    abstract.write_text("not the abstract", encoding="utf-8")
    result = run("verify_record.py", "--at", "2026-06-01T00:00:00Z", "--abstract", str(abstract))
    assert result.returncode == 1
    assert b"does not verify: abstract_hash" in result.stdout


def test_verify_record_exits_1_where_a_record_does_not_verify() -> None:
    forged = json.dumps(edited(carried(), ("/paper/title", "Another"))).encode()
    result = run("verify_record.py", "-", data=forged)
    assert (result.returncode, result.stderr) == (1, b"")
    assert b"does not verify: title_hash" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "data", "message"),
    [
        (["missing.json"], b"", b"cannot read missing.json: No such file or directory"),
        (["-"], b"{", b"cannot verify -: "),
        (["-"], b"{}", b"at '/record_type': this field is missing"),
        (["--at", "2026-06-01T00:00:00"], b"", b"expected an aware datetime"),
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
