"""The levels of the imports: import-linter holds them, and reports each kind of violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from shared_data import REPOSITORY

# A module, and an import in it that the contracts do not allow.
VIOLATIONS = {
    "canonical.py": "from .checks import table",
    "number.py": "def late() -> None:\n    from .verify import verify_record",
    "minting/mint.py": "from .. import aliases",
    "aliases/index.py": "from ..opengraph import edges",
    "models/record.py": "from .. import PithNumber",
    "extra.py": "",
}


def lint_imports(folder: Path) -> tuple[int, str]:
    """The exit status and the output of import-linter over the package in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"]
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return result.returncode, result.stdout + result.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the package and of the contracts."""
    shutil.copytree(REPOSITORY / "pith", tmp_path / "pith", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_point_down_the_levels(folder: Path) -> None:
    status, output = lint_imports(folder)
    assert status == 0, output


@pytest.mark.parametrize("module", VIOLATIONS)
def test_an_import_against_the_levels_is_reported(folder: Path, module: str) -> None:
    path = folder / "pith" / module
    source = path.read_text("utf-8") if path.exists() else ""
    path.write_text(source + "\n" + VIOLATIONS[module] + "\n", "utf-8")
    status, output = lint_imports(folder)
    assert status == 1, output
    assert "BROKEN" in output, output
