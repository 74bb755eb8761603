"""Count the instructions of a call, which no other process disturbs: valgrind's cachegrind, two runs of two lengths.

python tests/benchmarks/instructions.py NAME COUNT      (what runs under valgrind)
"""

import os
import re
import subprocess
import sys
from pathlib import Path

FEW, MORE = 20, 120


def instructions(name: str) -> int:
    """The instructions of one call of a function of `candidates.of_records`, for one record."""
    from candidates import records_in_call, whole_records

    few, more = (_run(name, count) for count in (FEW, MORE))
    return (more - few) // (MORE - FEW) // records_in_call(name, whole_records())


def _run(name: str, count: int) -> int:
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={os.devnull}"]
    command += [sys.executable, str(Path(__file__)), name, str(count)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    process = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found = re.search(r"I +refs: +([0-9,]+)", process.stderr)
    if found is None:
        raise RuntimeError("valgrind printed no count of instructions")
    return int(found[1].replace(",", ""))


def main(name: str, count: int) -> None:
    from candidates import of_records, whole_records

    call = of_records(whole_records())[name]
    for _ in range(FEW + count):
        call()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
