"""The cost of a call in steps and bytes. No test looks at a clock."""

import sys
import tracemalloc
from collections.abc import Callable
from typing import NamedTuple


class Cost(NamedTuple):
    """The number of function calls, of Python and of C, and the peak of memory in bytes."""

    calls: int
    peak: int


def calls_of(function: Callable[[], object]) -> int:
    """How many functions a call of this function calls, those in C among them."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        function()
    finally:
        sys.setprofile(before)
    return count


def peak_of(function: Callable[[], object]) -> int:
    """The peak of memory of a call, in bytes, above what was in use before."""
    tracemalloc.start()
    try:
        tracemalloc.reset_peak()
        before = tracemalloc.get_traced_memory()[0]
        function()
        return tracemalloc.get_traced_memory()[1] - before
    finally:
        tracemalloc.stop()


def cost_of(function: Callable[[], object]) -> Cost:
    """Both costs, of two calls."""
    return Cost(calls_of(function), peak_of(function))
