"""Calls and memory grow linearly with the worst inputs of each public function. Counts hold this, and no clock."""

from functools import partial

import pytest
from bench_hostile import run
from costs import cost_of
from hostile import SHAPES

SMALL, LARGE = 4_000, 16_000
MOST_GROWTH = 6
# What a call costs whatever its input is: the first use of a module, caches, the fixed part of a record.
CALLS, BYTES = 5_000, 300_000


@pytest.mark.parametrize("name", SHAPES)
def test_calls_and_memory_grow_linearly(name: str) -> None:
    shape = SHAPES[name]
    run(shape(SMALL).call)  # modules that are loaded at the first call
    small, large = (cost_of(partial(run, shape(size).call)) for size in (SMALL, LARGE))
    assert large.calls <= MOST_GROWTH * small.calls + CALLS
    assert large.peak <= MOST_GROWTH * small.peak + BYTES
