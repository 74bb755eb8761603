"""A short run of the fuzzing targets. `PITH_FUZZ_SECONDS` sets its length."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from shared_data import REPOSITORY

pytestmark = pytest.mark.slow


def test_an_answer_or_a_pith_error(tmp_path: Path) -> None:
    seconds = float(os.environ.get("PITH_FUZZ_SECONDS", "5"))
    command = [sys.executable, str(REPOSITORY / "tests" / "fuzz" / "run.py"), "--seconds", str(seconds)]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=seconds + 120)
    assert result.returncode == 0, result.stderr[-2000:]
    for line in result.stdout.splitlines()[:-1]:
        name, _, rest = line.partition(": ")
        inputs, answered = (int(part.split()[0]) for part in rest.split(", ")[:2])
        assert inputs >= 50, name
        assert answered or name == "number", name
