"""What a target is, and the bounds of its cost."""

from collections.abc import Callable
from typing import Any, NamedTuple

from fuzz_cases import Draw, build, size_of

Prepared = tuple[Any, int]


def prepare_value(case: Any) -> Prepared:
    """The value of a case, and its size in bytes."""
    value = build(case)
    return value, size_of(value)


class Target(NamedTuple):
    """A public function, or several that take the same data.

    `draw` returns a case, `prepare` the data of a case and its size in bytes, and `run` calls the functions and asserts what
    must be true of the answers. `calls` and `memory` bound the cost for each byte of the data: functions called, bytes at peak.
    """

    draw: Callable[[Draw], Any]
    run: Callable[[Any], object]
    prepare: Callable[[Any], Prepared] = prepare_value
    calls: float = 15
    memory: float = 120
    weight: int = 1
    """How many of the inputs it gets, in relation to others."""


FREE_CALLS = 200_000
FREE_MEMORY = 16 * 1024 * 1024
"""What a target may cost whatever the size of the data."""
