"""Canonical JSON against the published formula, and each refusal; text hashes."""

import json
import sys
import time
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from hashlib import sha256
from types import MappingProxyType
from typing import Any
from unicodedata import normalize
from uuid import UUID

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pith.canonical import (
    canonical_bytes,
    canonical_sha256,
    canonical_text,
    encode,
    snapshot_sha256,
    text_has_sha256,
    text_sha256,
)
from pith.errors import CanonicalizationError, PithError
from pith.number import PithNumber

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON_VALUES = st.recursive(
    SCALARS | st.integers(-(2**70), 2**70) | st.integers(min_value=2**4000, max_value=2**4001),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


def published_formula(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@settings(max_examples=200)
@given(JSON_VALUES)
@example({"\U0001f600": 1, "\uffff": 2, "\ue000": 3, "é": 4, "z": 5, "": 6})
@example({"b": 1e-07, "a": 1e16, "c": -0.0, "d": 5e-324, "e": 1.7976931348623157e308, "f": 123456789.0})
@example([2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1])
@example("".join(map(chr, range(0x300))) + "\u2028\u2029\ufeff\uffff\U0001f600\U0010ffff")
@example({"".join(map(chr, range(0x100))): 1.5})
@example([True, False, None, 1, 0, 1.0])
def test_the_bytes_are_those_of_the_published_formula(value: object) -> None:
    assert canonical_bytes(value) == encode(value) == published_formula(value)
    assert canonical_sha256(value) == sha256(published_formula(value)).hexdigest()


@given(st.dictionaries(TEXT, SCALARS, min_size=2))
def test_the_order_of_keys_in_the_dict_is_not_in_the_bytes(value: dict[str, object]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)


@pytest.mark.parametrize("depth", [253, 254, 255, 256, 1_000, 100_000])
@pytest.mark.parametrize(
    ("opening", "innermost", "closing", "wrap"),
    [
        pytest.param(b"[", [], b"]", lambda inner: [inner], id="list"),
        pytest.param(b"[", (), b"]", lambda inner: (inner,), id="tuple"),
        pytest.param(b'{"a":', {}, b"}", lambda inner: {"a": inner}, id="dict"),
    ],
)
def test_depth_costs_memory_and_not_stack(depth: int, opening: bytes, innermost: Any, closing: bytes, wrap: Any) -> None:
    value = innermost
    for _ in range(depth - 1):
        value = wrap(value)
    expected = opening * (depth - 1) + json.dumps(innermost).encode() + closing * (depth - 1)
    assert canonical_bytes(value) == expected


def test_a_tuple_in_a_list_in_a_tuple() -> None:
    assert canonical_bytes(([(1,)], (2, (3,)))) == b"[[[1]],[2,[3]]]"


def test_one_container_in_two_places_is_no_circle() -> None:
    shared: list[object] = [1.5]
    assert canonical_bytes({"a": shared, "b": [shared, shared]}) == b'{"a":[1.5],"b":[[1.5],[1.5]]}'


@dataclass
class Data:
    a: int = 1


class Plain(Enum):
    A = "a"


class Text(str, Enum):  # noqa: UP042 - a mixin of the old kind is another type
    A = "a"


class NewText(StrEnum):
    A = "a"


class Number(IntEnum):
    A = 1


class IntChild(int):
    pass


class FloatChild(float):
    pass


class ListChild(list[int]):
    pass


Pair = namedtuple("Pair", "a b")

NOT_JSON = {
    "NaN": float("nan"),
    "infinity": float("inf"),
    "minus infinity": float("-inf"),
    "lone high surrogate": "a\ud800",
    "lone low surrogate": "\udc00",
    "surrogates as two characters": "\ud83d\ude00",
    "lone surrogate in a key": {"\ud800": 1},
    "int key": {1: "a"},
    "bool key": {True: "a"},
    "None key": {None: "a"},
    "float key": {1.5: "a"},
    "bytes key": {b"a": 1},
    "tuple key": {("a",): 1},
    "int key beside a float": {1: 1.5},
    "Enum key": {Text.A: 1},
    "StrEnum key": {NewText.A: 1},
    "bytes": b"a",
    "bytearray": bytearray(b"a"),
    "set": {"a"},
    "frozenset": frozenset({"a"}),
    "UUID": UUID(int=1),
    "datetime": datetime(2026, 1, 1, tzinfo=UTC),
    "date": datetime(2026, 1, 1, tzinfo=UTC).date(),
    "time": datetime(2026, 1, 1, tzinfo=UTC).time(),
    "Decimal": Decimal("1.5"),
    "complex": 1j,
    "Enum": Plain.A,
    "Enum of str": Text.A,
    "StrEnum": NewText.A,
    "IntEnum": Number.A,
    "child of int": IntChild(1),
    "child of float": FloatChild(1.5),
    "child of list": ListChild([1]),
    "dataclass": Data(),
    "class": Data,
    "namedtuple": Pair(1, 2),
    "range": range(3),
    "generator": (item for item in "ab"),
    "mapping that is no dict": MappingProxyType({"a": 1}),
    "object": object(),
    "Ellipsis": ...,
}


@pytest.mark.parametrize("value", NOT_JSON.values(), ids=NOT_JSON.keys())
@pytest.mark.parametrize("beside", [None, 1.5], ids=["orjson's way", "the slow way"])
def test_what_is_not_json_is_refused_with_its_place(value: object, beside: object) -> None:
    with pytest.raises(CanonicalizationError):
        canonical_bytes(value)
    for function in (canonical_bytes, encode):
        with pytest.raises(CanonicalizationError) as refusal:
            function({"a~/": [0, value], "": beside})
        assert refusal.value.pointer == "/a~0~1/1"


def test_the_whole_has_no_pointer() -> None:
    with pytest.raises(CanonicalizationError) as refusal:
        canonical_bytes(float("nan"))
    assert refusal.value.pointer is None
    assert str(refusal.value) == "nan has no JSON"


def circular_list() -> object:
    inner: list[object] = []
    inner.append(inner)
    return inner


def circular_dict() -> object:
    inner: dict[str, object] = {"x": 1}
    inner["self"] = inner
    return inner


def circular_tuple() -> object:
    inner: list[object] = []
    outer = (inner,)
    inner.append(outer)
    return outer


def circle_with_many_ways_round() -> object:
    inner: list[object] = []
    inner.extend([inner] * 1_000)
    return inner


@pytest.mark.parametrize("make", [circular_list, circular_dict, circular_tuple, circle_with_many_ways_round])
def test_a_circle_is_refused(make: Any) -> None:
    for function in (canonical_bytes, encode):
        with pytest.raises(CanonicalizationError, match="contains itself"):
            function({"a": make()})


def test_an_integer_that_python_does_not_print_is_refused() -> None:
    digits = sys.get_int_max_str_digits()
    assert canonical_bytes(10 ** (digits - 1)) == b"1" + b"0" * (digits - 1)
    with pytest.raises(CanonicalizationError, match="digits") as refusal:
        canonical_bytes([10**digits])
    assert refusal.value.pointer == "/0"


def test_a_child_of_str_that_adds_nothing_is_its_text() -> None:
    number = PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
    assert canonical_bytes({number: [number, 1.5]}) == published_formula({str(number): [str(number), 1.5]})
    assert canonical_bytes({number: number}) == published_formula({str(number): str(number)})


def test_a_child_of_dict_is_its_members() -> None:
    assert canonical_bytes(OrderedDict(b=1, a=2)) == b'{"a":2,"b":1}'
    assert canonical_bytes([defaultdict(float, b=1.5, a=2)]) == b'[{"a":2,"b":1.5}]'

    class Shy(dict[str, object]):
        def values(self) -> Any:
            return ()

    assert canonical_bytes(Shy(a=1e-7)) == published_formula({"a": 1e-7}) == b'{"a":1e-07}'


def test_a_snapshot_is_the_hash_of_an_object_with_one_member() -> None:
    assert snapshot_sha256([1, "é"]) == sha256('{"payload":[1,"é"]}'.encode()).hexdigest()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  A  Title\n of\tTwo\r\nLines ", "a title of two lines"),
        ("", ""),
        (" \n", ""),
        ("no\u00a0break\u2003em\u3000ideographic", "no break em ideographic"),
        (r"$\Lambda$ -- \'Etale 'x' .", r"$\lambda$ -- \'etale 'x' ."),
        ("STRAẞE Σας", "straße σας"),
        ("e\u0301 \ufb01", "e\u0301 \ufb01"),
    ],
)
def test_canonical_text(text: str, expected: str) -> None:
    assert canonical_text(text) == expected
    assert text_sha256(text) == sha256(expected.encode()).hexdigest()


@given(TEXT)
def test_canonical_text_is_the_published_formula(text: str) -> None:
    assert text_sha256(text) == sha256(" ".join(text.split()).lower().encode()).hexdigest()


@pytest.mark.parametrize("text", [None, b"a", 1, ["a"]], ids=repr)
def test_a_text_is_a_str(text: Any) -> None:
    for function in (canonical_text, text_sha256, lambda wrong: text_has_sha256(wrong, "0" * 64)):
        with pytest.raises(CanonicalizationError, match="a text was expected"):
            function(text)


def test_a_text_with_a_lone_surrogate_has_no_hash() -> None:
    with pytest.raises(CanonicalizationError, match=r"U\+D800 at character 2"):
        text_sha256("ab\ud800")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_ascii_text_agrees_or_does_not() -> None:
    assert text_has_sha256("A  Title", digest("a title")) is True
    assert text_has_sha256("A  Title", digest("A  Title")) is False


FOLDED = {
    "casefold": "strasse é fi",
    "NFD": normalize("NFD", "straße é ﬁ"),
    "NFKC": "straße é fi",
    "NFKD": normalize("NFKD", "straße é ﬁ"),
    "casefold, then NFD": normalize("NFD", "strasse é fi"),
}


@pytest.mark.parametrize("folded", FOLDED.values(), ids=FOLDED.keys())
def test_text_beyond_ascii_may_have_been_folded_in_another_way(folded: str) -> None:
    assert text_has_sha256("Straße  É ﬁ", digest("straße é ﬁ")) is True
    assert text_has_sha256("Straße  É ﬁ", digest(folded)) is None
    assert text_has_sha256("Straße  É ﬁ", digest("Straße É ﬁ")) is False


def test_the_order_of_folding_and_normalising_is_not_known_either() -> None:
    text = "ϔ"  # an upsilon with hook and diaeresis: NFKC makes it a capital that lower-cases to another letter
    first, last = normalize("NFKC", text).lower(), normalize("NFKC", text.lower())
    assert first != last
    assert {text_has_sha256(text, digest(first)), text_has_sha256(text, digest(last))} == {None}


def test_composition_that_makes_no_difference_is_plain_agreement() -> None:
    assert text_has_sha256("É", digest("é")) is True
    assert text_has_sha256("E\u0301", digest("é")) is None


def test_compatibility_forms_of_white_space_are_split_again() -> None:
    assert text_has_sha256("a\u00b4b", digest("a \u0301b")) is None  # an acute accent is a space and a mark in NFKC


def test_a_text_whose_normalisation_would_take_hours_is_not_tried() -> None:
    hostile = "a" + "\u0301" * 500_000 + "\u0327" * 500_000
    started = time.process_time()
    assert text_has_sha256(hostile, digest("no")) is None
    assert time.process_time() - started < 1
    assert text_has_sha256(hostile, text_sha256(hostile)) is True
    assert text_has_sha256("é" * 4_096, digest("no")) is False
    assert text_has_sha256("é" * 4_097, digest("no")) is None


@settings(max_examples=200)
@given(
    st.recursive(
        st.sampled_from(list(NOT_JSON.values())) | SCALARS,
        lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers() | st.binary(), inner),
        max_leaves=8,
    )
)
def test_an_answer_or_a_pith_error(value: object) -> None:
    try:
        encoded = canonical_bytes(value)
    except PithError:
        return
    assert json.loads(encoded) == value
