"""The canonical bytes that a process makes before it loads orjson."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_data import vectors

import pith.plain_json
from pith.canonical import canonical_bytes
from pith.errors import CanonicalizationError
from pith.number import PithNumber

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.fixture(autouse=True)
def _no_value_was_hashed_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pith.plain_json, "_first_values", iter(range(10**9)))


@settings(max_examples=300)
@given(JSON)
def test_the_bytes_are_those_of_canonical_bytes(value: object) -> None:
    assert pith.plain_json.canonical_bytes(value) == canonical_bytes(value)


@pytest.mark.parametrize(
    "value",
    [
        {'\u007f\u2028\U0001f600\x00\x1f"\\\b\f\n\r\t/': [1, -1, 2**64 - 1, -(2**63), 2**64, True, False, None]},
        {"b": 1, "a": 2, "\uffff": 3, "\U00010000": 4},
        [[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]],
        [1.0, -0.0, 1e16, 5e-324],
        10**1000,
    ],
    ids=range(5),
)
def test_values_at_the_edges(value: object) -> None:
    assert pith.plain_json.canonical_bytes(value) == canonical_bytes(value)


@pytest.mark.parametrize("value", [float("nan"), "\ud800", {"\ud800": 1}, b"a", {1: 2}, {"a"}, [...]], ids=repr)
def test_values_without_canonical_bytes(value: Any) -> None:
    with pytest.raises(CanonicalizationError) as expected:
        canonical_bytes(value)
    with pytest.raises(CanonicalizationError) as caught:
        pith.plain_json.canonical_bytes(value)
    assert str(caught.value) == str(expected.value)


def test_a_value_that_contains_itself() -> None:
    value: list[Any] = []
    value.append(value)
    with pytest.raises(CanonicalizationError):
        pith.plain_json.canonical_bytes(value)


def test_the_first_numbers_of_a_process_load_no_orjson_and_no_re() -> None:
    row = vectors("records")[0]
    code = (
        "import sys; before = set(sys.modules)\n"
        "import pith\n"
        f"for _ in range(10): assert pith.PithNumber.derive({row['canonical_record']!r}) == {row['pith_number']!r}\n"
        "assert not {'orjson', 'json', 're', 'base64', 'pydantic', 'nacl'} & (set(sys.modules) - before)\n"
        f"assert pith.PithNumber.derive({row['canonical_record']!r}) == {row['pith_number']!r}\n"
        "assert 'orjson' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_first_numbers_are_derived_without_orjson(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = vectors("records")[:3]
    monkeypatch.setattr(pith.plain_json, "_first_values", iter(range(2)))
    monkeypatch.delitem(sys.modules, "orjson")
    assert [PithNumber.derive(row["canonical_record"]) for row in rows] == [row["pith_number"] for row in rows]
