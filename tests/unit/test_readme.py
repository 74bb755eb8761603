"""The README is true: its sessions run, and it begins with two commands."""

import doctest
import re

import pytest
from shared_data import REPOSITORY

README = (REPOSITORY / "README.md").read_text("utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_every_session_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    examples = doctest.DocTestParser().get_doctest(README, {}, "README.md", "README.md", 0)
    results = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(examples)
    assert results.attempted > 10
    assert results.failed == 0


def test_all_python_is_in_sessions() -> None:
    assert {language for language, _ in FENCE.findall(README)} <= {"sh", "pycon", "text", "json"}


def test_it_begins_with_two_commands_of_one_line() -> None:
    first, second = [code for language, code in FENCE.findall(README) if language == "sh"][:2]
    assert first.count("\n") == second.count("\n") == 1
    assert "examples/verify_record.py" in first
    for part in ("pytest -n auto", "-m 'not slow'", "/mypy", "/ruff check", "/ruff format --check"):
        assert part in second


def test_links_to_files_lead_to_files() -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)", README)
    assert {target for target in targets if not (REPOSITORY / target).exists()} == set()
