"""The library does no I/O, starts nothing, reads neither clock nor environment, and works in several threads."""

import ast
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from no_io import exercise
from records import CARRIED
from shared_data import REPOSITORY

import pith
from pith.testing import TEST_KEYS, sample_record

MODULES = sorted((REPOSITORY / "pith").rglob("*.py"))
FORBIDDEN_MODULES = {
    "asyncio",
    "logging",
    "os",
    "pathlib",
    "random",
    "secrets",
    "shutil",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
}
FORBIDDEN_CALLS = {"open", "print", "input", "exec", "eval", "breakpoint"}
FORBIDDEN_ATTRIBUTES = {"now", "today", "utcnow", "environ", "getenv"}


def test_no_public_function_opens_or_starts_anything() -> None:
    """In a process of its own: an audit hook cannot be removed."""
    command = [sys.executable, "-W", "error", str(REPOSITORY / "tests" / "support" / "no_io.py"), str(CARRIED)]
    result = subprocess.run(command, capture_output=True, check=False, timeout=120, text=True)
    assert result.stdout == ""
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("path", MODULES, ids=[str(path.relative_to(REPOSITORY)) for path in MODULES])
def test_no_module_imports_or_calls_a_means_of_io(path: Any) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            assert {alias.name.partition(".")[0] for alias in node.names}.isdisjoint(FORBIDDEN_MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level or str(node.module).partition(".")[0] not in FORBIDDEN_MODULES
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS
        elif isinstance(node, ast.Attribute):
            assert node.attr not in FORBIDDEN_ATTRIBUTES


def test_threads_share_public_objects() -> None:
    data = CARRIED.read_bytes()
    record = pith.parse_record(data)
    sample = sample_record("full")
    index = pith.AliasIndex([record.pith_number, sample.pith_number])

    def answers() -> tuple[object, ...]:
        reports = (pith.verify_record(record), pith.verify_record(sample, keys=TEST_KEYS))
        return (*(report.to_dict() for report in reports), index.resolve(record.short_pith_number))

    expected = answers()

    def work(_: int) -> bool:
        exercise(data)
        return answers() == expected

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(work, range(16)))
