"""Measure functions in equal slots of CPU time, in random order, so that a busy machine slows all of them alike."""

import gc
import multiprocessing
import os
import platform
import random
import subprocess
import sysconfig
from collections.abc import Callable, Mapping
from importlib.metadata import version
from multiprocessing.connection import Connection
from time import thread_time_ns

Call = Callable[[], object]

SLOT_NS = 2_000_000
WARM_UP_CALLS = 20
PACKAGES = ("orjson", "msgspec", "pydantic", "PyNaCl", "cryptography")


def low(times: list[float]) -> float:
    """The 10th percentile: what a call costs if little disturbs it."""
    return sorted(times)[len(times) // 10]


def measure(calls: Mapping[str, Call], rounds: int, *, seed: int = 0) -> dict[str, float]:
    """The microseconds of CPU time of one call of each function: the 10th percentile of the rounds.

    In a round, each function is called for a slot of 2 ms, at least once. The order is another one in each round. Each function
    has a process of its own, as in a program that calls it alone: none changes the heap, or the bytecode that the interpreter
    specializes, of another.
    """
    order = random.Random(seed)
    times: dict[str, list[float]] = {name: [] for name in calls}
    fork = multiprocessing.get_context("fork")
    pipes: dict[str, Connection] = {}
    for name, call in calls.items():
        pipes[name], end = fork.Pipe()
        fork.Process(target=_serve, args=(call, end), daemon=True).start()
        end.close()
    names = [*calls]
    for _ in range(rounds):
        order.shuffle(names)
        for name in names:
            pipes[name].send(True)
            times[name].append(pipes[name].recv())
    for pipe in pipes.values():
        pipe.send(False)
        pipe.close()
    return {name: low(taken) for name, taken in times.items()}


def _serve(call: Call, pipe: Connection) -> None:
    """Warm up, and then measure a slot for each true message."""
    begin = thread_time_ns()
    for _ in range(WARM_UP_CALLS):
        call()
        if thread_time_ns() - begin > 10 * SLOT_NS:
            break
    gc.collect()
    while pipe.recv():
        pipe.send(_slot(call))


def _slot(call: Call) -> float:
    call()  # it fetches code and data back into the caches
    count = 0
    begin = thread_time_ns()
    while True:
        call()
        count += 1
        if (elapsed := thread_time_ns() - begin) >= SLOT_NS:
            return elapsed / count / 1000


def measure_processes(commands: Mapping[str, list[str]], rounds: int, environment: Mapping[str, str]) -> dict[str, float]:
    """The microseconds of CPU time of a process for each command, start and end included: the 10th percentile."""
    order = random.Random(0)
    times: dict[str, list[float]] = {name: [] for name in commands}
    names = [*commands]
    for turn in range(rounds + 1):
        order.shuffle(names)
        for name in names:
            process = subprocess.Popen(commands[name], env=dict(environment))
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise subprocess.CalledProcessError(process.returncode, commands[name])
            if turn:  # the first turn compiles the modules
                times[name].append((usage.ru_utime + usage.ru_stime) * 1e6)
    return {name: low(taken) for name, taken in times.items()}


def interpreter() -> str:
    """The interpreter, how it was built, and the versions of the packages."""
    options = sysconfig.get_config_var("CONFIG_ARGS") or ""
    built = "with" if "--enable-optimizations" in options else "without"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"CPython {platform.python_version()}, built {built} PGO, {platform.machine()}; {packages}"
