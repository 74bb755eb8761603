"""Run the fast tests of the sdist on each supported interpreter found, and on the lowest dependencies that it allows.

    python tests/run_everywhere.py [--only 3.12] [--only lowest] [pytest options]

Each run has a new environment and the unpacked sdist. Interpreters are found by name (`python3.12`), by the launcher `py`,
and by pyenv. The exit status is 1 if a run fails, or if no run was possible.
"""

import argparse
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
VERSIONS = [name.rpartition(" ")[2] for name in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", name)]
LOWEST = [re.sub(r">=([\d.]+).*", r"==\1", dependency) for dependency in PROJECT["dependencies"]]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def output(*command: str) -> str:
    """What a command prints, or nothing if it fails or does not exist."""
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def interpreter(version: str) -> str:
    """The path of an interpreter of that version, or nothing."""
    report = "import sys; print('%d.%d' % sys.version_info[:2], sys.executable)"
    candidates = [["python" + version], ["py", "-" + version], [sys.executable]]
    names = output("pyenv", "versions", "--bare").split()
    candidates += [[str(Path(output("pyenv", "prefix", name), "bin", "python"))] for name in names if name.startswith(version)]
    for candidate in candidates:
        found, _, path = output(*candidate, "-c", report).partition(" ")
        if found == version:
            return path
    return ""


def sdist(folder: Path) -> Path:
    """Build the sdist and unpack it: the folder that it holds."""
    venv.create(folder / "build", with_pip=True)
    python = folder / "build" / SCRIPTS / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "hatchling>=1.27"], check=True)
    subprocess.run([python, "-m", "hatchling", "build", "-t", "sdist", "-d", folder / "dist"], cwd=REPOSITORY, check=True)
    (path,) = (folder / "dist").iterdir()
    with tarfile.open(path) as archive:
        archive.extractall(folder / "source", filter="data")
    (source,) = (folder / "source").iterdir()
    return source


def run(python: str, source: Path, environment: Path, lowest: list[str], options: list[str]) -> bool:
    """Whether the fast tests pass in a new environment."""
    scripts = environment / SCRIPTS
    commands: list[list[str | Path]] = [
        [python, "-m", "venv", environment],
        [scripts / "python", "-m", "pip", "install", "--quiet", f"{source}[dev]", *lowest],
        [scripts / "pytest", *["-n", "auto", "--dist", "worksteal", "-p", "no:cacheprovider", "-m"], "not slow", *options],
    ]
    return all(subprocess.run(command, cwd=source, check=False).returncode == 0 for command in commands)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", choices=[*VERSIONS, "lowest"], help="a run to make; all if none is named")
    arguments, options = parser.parse_known_args()
    results: dict[str, str] = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = sdist(Path(folder))
        for name in arguments.only or [*VERSIONS, "lowest"]:
            python = interpreter(VERSIONS[0] if name == "lowest" else name)
            print(f"\n== {name}: {python or 'not found'}", flush=True)
            lowest = LOWEST if name == "lowest" else []
            passed = bool(python) and run(python, source, Path(folder, name), lowest, options)
            results[name] = "passed" if passed else "failed" if python else "not found"
    for name, result in results.items():
        print(f"{name}: {result}")
    return 0 if "passed" in results.values() and "failed" not in results.values() else 1


if __name__ == "__main__":
    sys.exit(main())
