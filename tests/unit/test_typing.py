"""What type checkers see in user code: every type is known, every model can be constructed, and mistakes are named."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import user_code
from constructions import models, program, variable
from shared_data import REPOSITORY

import pith

# Each is a mistake in user code, with the code of the error of mypy and the rule of pyright.
MISTAKES = {
    "pith.no_such_name": ("attr-defined", "reportAttributeAccessIssue"),
    "pith.parse_record(7)": ("arg-type", "reportArgumentType"),
    "pith.verify_record(b'{}')": ("arg-type", "reportArgumentType"),
    "pith.PithNumber.derive('pith')": ("arg-type", "reportArgumentType"),
    "pith.Source(kind='arxiv', id='2601.00001')": ("call-arg", "reportCallIssue"),
    "pith.Source(kind='arxiv', id='2601.00001', version='1')": ("arg-type", "reportArgumentType"),
    "make_record().no_such_field": ("attr-defined", "reportAttributeAccessIssue"),
    "make_record(titel='A Title')": ("call-arg", "reportCallIssue"),
    "make_record(version='2')": ("arg-type", "reportArgumentType"),
    "make_record(signer=object())": ("arg-type", "reportArgumentType"),
    "sample_record('large')": ("arg-type", "reportArgumentType"),
    "mint_record(make_record().paper, make_record().source, signer=TEST_SIGNER)": ("call-arg", "reportCallIssue"),
    "len(make_record().graph_snapshot.integrity.findings)": ("union-attr", "reportOptionalMemberAccess"),
    "make_record().paper.title + 1": ("operator", "reportOperatorIssue"),
    "bool(pith.verify_record(make_record()).ok.yes)": ("attr-defined", "reportAttributeAccessIssue"),
}
HEAD = "import pith\nfrom pith import mint_record\nfrom pith.testing import TEST_SIGNER, make_record, sample_record\n"
BROKEN = HEAD + "".join(f"{line}\n" for line in MISTAKES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three programs of a user, and none of this repository's settings."""
    user_source = (REPOSITORY / "tests" / "support" / "user_code.py").read_text("utf-8")
    (tmp_path / "user_code.py").write_text("# pyright: strict\n" + user_source, "utf-8")
    (tmp_path / "constructions.py").write_text("# pyright: strict\n" + program(), "utf-8")
    (tmp_path / "broken.py").write_text(BROKEN, "utf-8")
    return tmp_path


def run(folder: Path, module: str, *arguments: str) -> str:
    """The output of a type checker, which finds the package as it is installed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", module, *arguments]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode in (0, 1), result.stdout + result.stderr
    return result.stdout


def expected(checker: int) -> list[tuple[str, int, str]]:
    """The errors that the mistakes give, as file, line and code."""
    return [("broken.py", HEAD.count("\n") + index, codes[checker]) for index, codes in enumerate(MISTAKES.values(), 1)]


def test_user_code_runs() -> None:
    for part in (user_code.read, user_code.verify, user_code.mint, user_code.test):
        part()


def test_the_program_constructs_every_model() -> None:
    variables: dict[str, object] = {}
    exec(program(), variables)
    for model in models():
        assert isinstance(variables[variable(model)], model)


@pytest.mark.slow
@pytest.mark.parametrize("settings", ["[mypy]\n", "[mypy]\nplugins = pydantic.mypy\n"], ids=["alone", "with the pydantic plugin"])
def test_mypy_knows_every_type_and_names_mistakes(folder: Path, settings: str) -> None:
    (folder / "mypy.ini").write_text(settings, "utf-8")
    output = run(folder, "mypy", "--strict", "--config-file=mypy.ini", "--cache-dir=cache", "--show-error-codes", ".")
    errors = re.findall(r"^(.+):(\d+): error: .*\[([\w-]+)\]$", output, re.MULTILINE)
    assert [(file, int(line), code) for file, line, code in errors] == expected(0), output


@pytest.mark.slow
def test_pyright_knows_every_type_and_names_mistakes(folder: Path) -> None:
    pytest.importorskip("pyright")
    output = run(folder, "pyright", "--outputjson", ".")
    errors = [found for found in json.loads(output)["generalDiagnostics"] if found["severity"] == "error"]
    found = [(Path(error["file"]).name, error["range"]["start"]["line"] + 1, error.get("rule")) for error in errors]
    assert found == expected(1), output


@pytest.mark.slow
def test_pyright_knows_the_type_of_every_symbol_of_the_package(tmp_path: Path) -> None:
    pytest.importorskip("pyright")
    output = run(tmp_path, "pyright", "--verifytypes", "pith", "--ignoreexternal")
    assert "Type completeness score: 100%" in output, output


def test_the_package_is_marked_as_typed() -> None:
    assert pith.__file__ is not None
    assert Path(pith.__file__).with_name("py.typed").exists()
