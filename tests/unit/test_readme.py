"""The README says what the library does: its sessions run, its tables and commands are those of the code."""

import doctest
import re
import tomllib

import pytest
from readme_tables import checks_table, outcomes_table, published_reports
from shared_data import REPOSITORY, shared_path

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_every_session_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    examples = doctest.DocTestParser().get_doctest(README, {}, "README.md", "README.md", 0)
    results = doctest.DocTestRunner(optionflags=doctest.REPORT_NDIFF).run(examples)
    assert results.attempted > 20
    assert results.failed == 0


def test_no_python_stands_outside_the_sessions() -> None:
    assert set(re.findall(r"```(\w+)", README)) == {"sh", "pycon"}


def test_the_table_of_checks_is_the_one_of_the_code() -> None:
    assert checks_table() in README


def test_the_numbers_of_the_published_records_are_as_they_come_out() -> None:
    assert outcomes_table(published_reports(shared_path("records"))) in README


def test_it_opens_with_exactly_two_commands() -> None:
    before_the_tour = README.partition("## Two minutes")[0]
    commands = re.findall(r"```sh\n(.*?)\n```", before_the_tour, re.DOTALL)
    assert len(commands) == 2
    assert all("\n" not in command for command in commands)
    assert "examples/verify_record.py" in commands[0]
    for tool in ("pytest", "mypy", "ruff check", "ruff format --check"):
        assert tool in commands[1]


def test_run_time_dependencies_are_the_four() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[^A-Za-z0-9-]", dependency)[0] for dependency in project["dependencies"]}
    assert names == {"pydantic", "PyNaCl", "base58", "orjson"}
    assert project["name"] == "pith-number"


def test_nothing_else_stands_at_the_top() -> None:
    expected = {"pyproject.toml", "README.md", "CHANGELOG.md", "pith", "tests", "examples"}
    ignored = {"build", "dist", "pith_number.egg-info"}
    assert {path.name for path in REPOSITORY.iterdir() if not path.name.startswith(".")} - ignored == expected


def test_no_module_is_over_400_lines() -> None:
    lengths = {path.name: path.read_text(encoding="utf-8").count("\n") for path in (REPOSITORY / "pith").rglob("*.py")}
    assert {name for name, length in lengths.items() if length > 400} == set()
