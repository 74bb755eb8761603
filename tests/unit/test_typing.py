"""What type checkers see: user code under `mypy --strict`, without any plugin, has every type and is told of its mistakes."""

import subprocess
import sys
from pathlib import Path

import user_code
from shared_data import REPOSITORY

import pith

# Each is a mistake in user code that `mypy --strict` must name.
MISTAKES = {
    "pith.parse_record(7)": "arg-type",
    "pith.verify_record(b'{}')": "arg-type",
    "pith.PithNumber.derive('pith')": "arg-type",
    "make_record().no_such_field": "attr-defined",
    "make_record(titel='A Title')": "call-arg",
    "make_record(version='2')": "arg-type",
    "make_record(signer=object())": "arg-type",
    "sample_record('large')": "arg-type",
    "mint_record(make_record().paper, make_record().source, signer=TEST_SIGNER)": "call-arg",
    "mint_record(make_record().paper, make_record().source, signer=TEST_SIGNER, at=SAMPLE_AT, claim=[])": "call-arg",
    "len(make_record().graph_snapshot.integrity.findings)": "union-attr",
    "make_record().paper.title + 1": "operator",
    "bool(pith.verify_record(make_record()).ok.yes)": "attr-defined",
}
HEAD = "import pith\nfrom pith import mint_record\nfrom pith.testing import SAMPLE_AT, TEST_SIGNER, make_record, sample_record\n"


def mypy(*files: Path, cache: Path) -> list[str]:
    """The errors of `mypy --strict` as a user has it: none of this repository's settings."""
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={cache}", "--no-error-summary"]
    paths = [str(file) for file in files]
    result = subprocess.run([*command, *paths], cwd=cache, capture_output=True, text=True, check=False, timeout=300)
    assert not result.stderr, result.stderr
    return result.stdout.splitlines()


def test_user_code_runs() -> None:
    for part in (user_code.read, user_code.verify, user_code.mint, user_code.test):
        part()


def test_user_code_has_every_type_and_mistakes_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.py"
    broken.write_text(HEAD + "".join(f"{line}\n" for line in MISTAKES))
    copy = tmp_path / "user_code.py"
    copy.write_text((REPOSITORY / "tests" / "user_code.py").read_text("utf-8"), "utf-8")
    errors = [line for line in mypy(copy, broken, cache=tmp_path) if ": error:" in line]
    found = [(int(line.split(":")[1]) - HEAD.count("\n"), line.rpartition("[")[2].rstrip("]")) for line in errors]
    assert found == [*enumerate(MISTAKES.values(), 1)], "\n".join(errors)


def test_the_package_says_that_it_is_typed() -> None:
    assert pith.__file__ is not None
    assert Path(pith.__file__).with_name("py.typed").exists()
