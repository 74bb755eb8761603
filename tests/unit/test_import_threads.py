"""The public names of the root, loaded by sixteen threads at once, at the shortest switch interval."""

import os
import subprocess
import sys

import pytest
from shared_data import REPOSITORY

SCRIPT = """
import random, sys, threading
sys.setswitchinterval(1e-6)
import pith

barrier, failures = threading.Barrier(16), []

def load(seed):
    names = [*pith.__all__]
    random.Random(seed).shuffle(names)
    barrier.wait()
    try:
        for name in names:
            getattr(pith, name)
    except BaseException as error:
        failures.append(repr(error))

threads = [threading.Thread(target=load, args=(16 * int(sys.argv[1]) + number,)) for number in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*failures, sep="\\n", end="")
"""


@pytest.mark.parametrize("process", range(6))
def test_sixteen_threads_load_every_public_name(process: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", SCRIPT, str(process)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    assert (result.stdout, result.stderr) == ("", "")
