"""The entry points of this library as an installation has them, for processes that run this source tree."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from shared_data import REPOSITORY


def declared_entry_points() -> dict[str, dict[str, str]]:
    """The entry points of `pyproject.toml`, by group and name."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    groups: dict[str, dict[str, str]] = project["entry-points"]
    return groups


def run_installed(code: str, folder: Path) -> str:
    """What Python prints in a process that has this source tree and its entry points on its path."""
    info = folder / "pith_number-0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: pith-number\nVersion: 0\n")
    groups = declared_entry_points()
    lines = [line for group, names in groups.items() for line in (f"[{group}]", *map(" = ".join, names.items()))]
    (info / "entry_points.txt").write_text("\n".join(lines))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(REPOSITORY)])}
    command = [sys.executable, "-W", "error", "-c", code]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return result.stdout
