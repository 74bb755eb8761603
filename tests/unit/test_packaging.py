"""What is distributed: metadata, license, and the contents of wheel and sdist."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from shared_data import REPOSITORY

from pith import __version__

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
PYTHON_VERSIONS = ["3.11", "3.12", "3.13"]
TOP = {"CHANGELOG.md", "LICENSE", "README.md", "examples", "pith", "pyproject.toml", "tests"}
HIDDEN = {".ci", ".github", ".gitignore"}
GENERATED = {"PKG-INFO", "__pycache__", "build", "dist"}


def files(*folders: str) -> Iterator[str]:
    """The path of each file in folders of the repository, with slashes, generated files left out."""
    for folder in folders:
        for path in (REPOSITORY / folder).rglob("*"):
            if path.is_file() and not GENERATED.intersection(path.parts) and not path.name.endswith(".pyc"):
                yield path.relative_to(REPOSITORY).as_posix()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of the repository."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder), "-t", "sdist", "-t", "wheel"]
    result = subprocess.run(command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    return folder


def test_the_project_is_named_and_has_four_dependencies() -> None:
    assert PROJECT["name"] == "pith-number"
    assert [re.split(r"[^A-Za-z0-9-]", name)[0] for name in PROJECT["dependencies"]] == ["pydantic", "PyNaCl", "base58", "orjson"]


def test_the_classifiers_name_the_versions_that_the_workflow_tests() -> None:
    prefix = "Programming Language :: Python :: "
    listed = [name.removeprefix(prefix) for name in PROJECT["classifiers"] if re.fullmatch(rf"{prefix}3\.\d+", name)]
    workflow = (REPOSITORY / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    assert listed == PYTHON_VERSIONS
    assert f"python: {PYTHON_VERSIONS}".replace("'", '"') in workflow
    assert PROJECT["requires-python"] == f">={PYTHON_VERSIONS[0]}"


def test_the_license_is_mit_everywhere() -> None:
    assert PROJECT["license"] == "MIT"
    assert PROJECT["license-files"] == ["LICENSE"]
    assert (REPOSITORY / "LICENSE").read_text("utf-8").startswith("MIT License\n")


def test_the_changelog_has_a_section_for_the_version() -> None:
    changelog = (REPOSITORY / "CHANGELOG.md").read_text("utf-8")
    assert re.search(rf"^## \[{re.escape(__version__)}\]", changelog, re.MULTILINE)


def test_nothing_else_is_at_the_top() -> None:
    names = {path.name for path in REPOSITORY.iterdir()}
    assert {name for name in names if not name.startswith(".")} - GENERATED == TOP
    assert names >= HIDDEN


def test_no_module_is_over_300_lines() -> None:
    lengths = {name: (REPOSITORY / name).read_text("utf-8").count("\n") for name in files("pith") if name.endswith(".py")}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_the_license(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = set(wheel.namelist())
        info = f"pith_number-{__version__}.dist-info/"
        metadata = message_from_bytes(wheel.read(f"{info}METADATA"))
    inside = {name for name in names if not name.startswith(info)}
    assert inside == set(files("pith"))
    assert inside >= {"pith/SPECIFICATION.md", "pith/py.typed"}
    assert f"{info}licenses/LICENSE" in names
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Version"] == __version__


@pytest.mark.slow
def test_the_sdist_holds_everything(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    expected = {*files("pith", "tests", "examples", ".ci", ".github"), *(name for name in TOP if (REPOSITORY / name).is_file())}
    assert expected - names == set()
