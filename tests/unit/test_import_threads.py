"""The public names of the root and of the subpackages, loaded by sixteen threads at once, at the shortest switch interval."""

import ast
import os
import subprocess
import sys

import pytest
from shared_data import REPOSITORY

SCRIPT = """
import random, sys, threading
sys.setswitchinterval(1e-6)
import pith, pith.opengraph

barrier, failures = threading.Barrier(16), []

def load(seed):
    names = [(module, name) for module in (pith, pith.opengraph) for name in module.__all__]
    random.Random(seed).shuffle(names)
    barrier.wait()
    try:
        for module, name in names:
            getattr(module, name)
    except BaseException as error:
        failures.append(repr(error))

threads = [threading.Thread(target=load, args=(16 * int(sys.argv[1]) + number,)) for number in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(*failures, sep="\\n", end="")
"""


def test_no_module_imports_the_lazy_names_of_a_package() -> None:
    """It would wait for the lock of lazy names while other threads wait for the module."""
    for path in (REPOSITORY / "pith").rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == "opengraph":
                raise AssertionError(f"{path}:{node.lineno} imports from the package opengraph")


@pytest.mark.parametrize("process", range(6))
def test_sixteen_threads_load_every_public_name(process: int) -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", SCRIPT, str(process)]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=300)
    assert (result.stdout, result.stderr) == ("", "")
