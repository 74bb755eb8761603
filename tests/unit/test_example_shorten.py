"""The example that shortens numbers, run as a filter."""

import os
import subprocess
import sys

import pytest
from shared_data import REPOSITORY, vectors

from pith.number import PithNumber

SCRIPT = str(REPOSITORY / "examples" / "shorten.py")
PUBLISHED = [str(row["pith_number"]) for row in vectors("records")]
NUMBER = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"
NEAR = "pith:2021:FB5JQX5UAE5FSAAAAAAAAAAAAA"  # the same 13 characters
FAR = "pith:1999:FB5JQX5UBAAAAAAAAAAAAAAAAA"  # the same 8


def shorten(data: bytes, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-W", "error", SCRIPT, *arguments], input=data, capture_output=True, check=False, timeout=60
    )


def lines(*texts: str) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()


def test_published_numbers_need_eight_characters() -> None:
    result = shorten(lines(*PUBLISHED))
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout == lines(*(PithNumber(number).suffix[:8] for number in PUBLISHED))


def test_clashes_get_longer_aliases_and_are_listed() -> None:
    result = shorten(lines(NEAR, *PUBLISHED[:3], NUMBER, FAR, NUMBER.lower()))
    assert result.returncode == 0
    short = [PithNumber(number).suffix[:8] for number in PUBLISHED[:3]]
    assert result.stdout == lines("FB5JQX5UAE5FSAAA", *short, "FB5JQX5UAE5FSVJF", "FB5JQX5UBAAA", "FB5JQX5UAE5FSVJF")
    assert result.stderr == lines(f"clash: FB5JQX5U {FAR} {NEAR} {NUMBER}")


def test_any_length() -> None:
    result = shorten(lines(NEAR, NUMBER, FAR), "--any-length")
    assert result.stdout == lines("FB5JQX5UAE5FSA", "FB5JQX5UAE5FSV", "FB5JQX5UB")


@pytest.mark.parametrize("data", [b"", NUMBER.encode(), NUMBER.encode() + b"\r\n"])
def test_no_line_and_lines_that_end_in_other_ways(data: bytes) -> None:
    result = shorten(data)
    assert (result.returncode, result.stderr) == (0, b"")
    assert result.stdout == (b"FB5JQX5U\n" if data else b"")


def test_bad_lines_are_named_and_nothing_is_printed() -> None:
    result = shorten(lines(NUMBER, "", f" {NUMBER}", "pith:FB5JQX5U", NEAR) + b"\xff\x1b[31m\n")
    assert (result.returncode, result.stdout) == (1, b"")
    messages = result.stderr.decode().splitlines()
    assert [message.partition(": expected")[0] for message in messages] == [f"shorten: line {line}" for line in (2, 3, 4, 6)]
    assert "a whole number, with its year, not 'pith:FB5JQX5U'" in messages[2]
    assert "\x1b" not in result.stderr.decode()


def test_two_years_for_one_suffix() -> None:
    result = shorten(lines(NUMBER, "pith:2022:FB5JQX5UAE5FSVJFWHE5Q4BOBC"))
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"one suffix with several years" in result.stderr


def test_numbers_that_no_published_length_tells_apart() -> None:
    twin = f"pith:2023:{PithNumber(NUMBER).suffix[:20]}AAAAAA"
    result = shorten(lines(NUMBER, twin))
    assert (result.returncode, result.stdout) == (1, b"")
    assert b"the first 16 characters of" in result.stderr
    assert shorten(lines(NUMBER, twin), "--any-length").stdout == lines("FB5JQX5UAE5FSVJFWHE5Q", "FB5JQX5UAE5FSVJFWHE5A")


def test_arguments() -> None:
    usage = shorten(b"", "--help")
    assert usage.returncode == 0
    assert b"--any-length" in usage.stdout
    assert shorten(b"", "--never-heard-of").returncode == 2


def test_help_and_messages_in_an_ascii_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    for arguments, data, status in ((["--help"], b"", 0), ([], "p\u00efth\n".encode(), 1), ([], lines(NUMBER), 0)):
        command = [sys.executable, "-W", "error", SCRIPT, *arguments]
        result = subprocess.run(command, input=data, env=environment, capture_output=True, check=False, timeout=60)
        assert result.returncode == status
        assert (result.stdout + result.stderr).isascii()
        assert b"Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_a_reader_that_stops(arguments: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", SCRIPT, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process:
        process.stdout.close()
        if not arguments:
            process.stdin.write(lines(*PUBLISHED))
        process.stdin.close()
        assert process.stderr.read() == b""
        # argparse ignores the error if standard output is unbuffered
        assert process.wait(60) in ((0, 141) if arguments else (141,))
