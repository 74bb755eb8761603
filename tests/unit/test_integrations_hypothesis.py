"""The Hypothesis entry point: `st.from_type` gives Pith Numbers where the library is installed."""

from pathlib import Path

from entry_points import declared_entry_points, run_installed

CODE = """
from dataclasses import dataclass
from hypothesis import given, settings, strategies as st
from pith import PithNumber, ShortPithNumber, parse_number

@dataclass
class Citation:
    number: PithNumber
    short: ShortPithNumber

seen = set()

@given(st.from_type(Citation), st.from_type(PithNumber))
@settings(max_examples=50, deadline=None, database=None)
def test(citation, number):
    assert type(citation.number) is type(number) is PithNumber
    assert type(citation.short) is ShortPithNumber
    assert parse_number(number) == PithNumber(number) == number
    seen.add(number)

test()
print(len(seen) > 10)
"""

LOADED = "import sys, hypothesis; print(sorted(name for name in sys.modules if name.startswith('pith.')))"


def test_the_entry_point_names_the_function() -> None:
    assert declared_entry_points()["hypothesis"] == {"pith": "pith.integrations.hypothesis:register"}


def test_from_type_gives_numbers(tmp_path: Path) -> None:
    assert run_installed(CODE, tmp_path) == "True\n"


def test_hypothesis_loads_no_model_and_no_key(tmp_path: Path) -> None:
    expected = ["pith.errors", "pith.integrations", "pith.integrations.hypothesis", "pith.number", "pith.protocol"]
    assert run_installed(LOADED, tmp_path) == f"{expected}\n"
