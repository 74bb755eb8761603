"""Canonical JSON against the published formula, each refusal with its pointer, equality of JSON values, and text hashes."""

import json
import sys
import unicodedata
from collections import OrderedDict, defaultdict, namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum, IntEnum, StrEnum
from hashlib import sha256
from itertools import combinations
from types import MappingProxyType
from typing import Any
from unicodedata import normalize
from uuid import UUID

import orjson
import pytest
from costs import calls_of, cost_of, peak_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from records import parsed

from pith import canonical
from pith.canonical import (
    MOST_VALUES,
    SHALLOW,
    canonical_bytes,
    canonical_sha256,
    canonical_text,
    escaped_sha256,
    same_json,
    snapshot_sha256,
    text_has_sha256,
    text_sha256,
)
from pith.errors import CanonicalizationError, LimitExceeded, PithError
from pith.number import PithNumber
from pith.strict_json import parse_json

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT
JSON_VALUES = st.recursive(
    SCALARS | st.integers(-(2**70), 2**70) | st.integers(min_value=2**4000, max_value=2**4001),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(TEXT, inner),
    max_leaves=20,
)


def published_formula(value: object, *, ensure_ascii: bool = False) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=ensure_ascii).encode()


@settings(max_examples=200)
@given(JSON_VALUES)
@example({"\U0001f600": 1, "\uffff": 2, "\ue000": 3, "é": 4, "z": 5, "": 6})
@example({"b": 1e-07, "a": 1e16, "c": -0.0, "d": 5e-324, "e": 1.7976931348623157e308, "f": 123456789.0})
@example([2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1])
@example("".join(map(chr, range(0x300))) + "\u2028\u2029\ufeff\uffff\U0001f600\U0010ffff")
@example({"".join(map(chr, range(0x100))): 1.5})
@example([True, False, None, 1, 0, 1.0])
def test_canonical_bytes_are_those_of_the_published_formula(value: object) -> None:
    assert canonical_bytes(value) == published_formula(value)
    assert canonical_sha256(value) == sha256(published_formula(value)).hexdigest()


@settings(max_examples=100)
@given(JSON_VALUES)
@example("\x7f\x80\u2028é\U0001f600")
@example("".join(map(chr, range(0x300))))
@example("a" * 65_534 + "é\U0001f600\x7f" * 50_000)
def test_the_escaped_hash_is_that_of_the_formula_with_ensure_ascii(value: object) -> None:
    assert escaped_sha256(canonical_bytes(value)) == sha256(published_formula(value, ensure_ascii=True)).hexdigest()


@given(st.dictionaries(TEXT, SCALARS, min_size=2))
def test_the_order_of_keys_does_not_change_the_bytes(value: dict[str, object]) -> None:
    assert canonical_bytes(dict(reversed(value.items()))) == canonical_bytes(value)


NESTINGS = [
    pytest.param(b"[", [], b"]", lambda inner: [inner], id="list"),
    pytest.param(b"[", (), b"]", lambda inner: (inner,), id="tuple"),
    pytest.param(b'{"a":', {}, b"}", lambda inner: {"a": inner}, id="dict"),
]


@pytest.mark.parametrize("depth", [253, 254])
@pytest.mark.parametrize(("opening", "innermost", "closing", "wrap"), NESTINGS)
def test_254_nested_containers_have_canonical_bytes(
    depth: int, opening: bytes, innermost: Any, closing: bytes, wrap: Any
) -> None:
    value = innermost
    for _ in range(depth - 1):
        value = wrap(value)
    assert canonical_bytes(value) == opening * (depth - 1) + json.dumps(innermost).encode() + closing * (depth - 1)


@pytest.mark.parametrize("depth", [255, 256, 1_000, 100_000])
@pytest.mark.parametrize(("opening", "innermost", "closing", "wrap"), NESTINGS)
def test_more_than_254_nested_containers_are_refused(
    depth: int, opening: bytes, innermost: Any, closing: bytes, wrap: Any
) -> None:
    value = innermost
    for _ in range(depth - 1):
        value = wrap(value)
    with pytest.raises(CanonicalizationError, match="more than 254 nested containers"):
        canonical_bytes(value)


def test_254_containers_around_a_float_have_canonical_bytes() -> None:
    value: Any = 1.5
    for _ in range(254):
        value = [value]
    assert canonical_bytes(value) == b"[" * 254 + b"1.5" + b"]" * 254
    with pytest.raises(CanonicalizationError, match="254"):
        canonical_bytes([value])


def test_tuples_are_arrays_at_any_level() -> None:
    assert canonical_bytes(([(1,)], (2, (3,)))) == b"[[[1]],[2,[3]]]"


def test_one_container_in_two_places_is_no_cycle() -> None:
    shared: list[object] = [1.5]
    assert canonical_bytes({"a": shared, "b": [shared, shared]}) == b'{"a":[1.5],"b":[[1.5],[1.5]]}'


@pytest.mark.slow
@pytest.mark.parametrize("innermost", [0, 0.5], ids=["integers", "floats"])
def test_a_million_values_are_the_limit(innermost: object) -> None:
    assert len(canonical_bytes([innermost] * (MOST_VALUES - 1))) > MOST_VALUES
    with pytest.raises(CanonicalizationError, match="more than 1000000 values"):
        canonical_bytes([innermost] * MOST_VALUES)


@pytest.mark.parametrize("innermost", [0, 0.5], ids=["integers", "floats"])
def test_the_limit_of_values_is_exact(innermost: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "MOST_VALUES", 100)
    assert canonical_bytes([innermost] * 99) == published_formula([innermost] * 99)
    with pytest.raises(CanonicalizationError, match="more than 100 values"):
        canonical_bytes([innermost] * 100)


def doubled(levels: int) -> object:
    value: object = 0
    for _ in range(levels):
        value = [value, value]
    return value


SHARED: dict[str, Callable[[], object]] = {
    "lists that hold each other twice": lambda: doubled(20),
    "integers in lists that hold each other 90 times": lambda: [[[[0] * 100] * 90] * 100],
    "floats in lists that hold each other 90 times": lambda: [[[[0.5] * 100] * 90] * 100],
    "objects that hold each other 90 times": lambda: [{str(key): [{"a": 0, "b": 1}] * 100 for key in range(90)}] * 100,
}


def test_a_text_in_many_places_is_printed_in_each_and_refused_by_the_parser() -> None:
    text = "x" * 10_000
    value = {"a": [text] * 900}
    assert len(canonical_bytes(value)) > 900 * len(text)
    with pytest.raises(LimitExceeded, match="expected at most 8388608 bytes"):
        parse_json(value)


@pytest.mark.parametrize("make", SHARED.values(), ids=SHARED.keys())
def test_shared_containers_cost_no_more_than_the_limit_of_values(
    make: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(canonical, "MOST_VALUES", 10_000)
    value = make()

    def refuse() -> None:
        with pytest.raises(CanonicalizationError, match="more than 10000 values"):
            canonical_bytes(value)

    assert peak_of(refuse) < 4_000_000


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
@pytest.mark.parametrize("beside", [None, 1.5], ids=["alone", "beside a float"])
def test_a_value_that_is_not_json_is_refused_with_its_pointer(value: object, beside: object) -> None:
    with pytest.raises(CanonicalizationError):
        canonical_bytes(value)
    with pytest.raises(CanonicalizationError) as refusal:
        canonical_bytes({"a~/": [0, value], "": beside})
    assert refusal.value.pointer == "/a~0~1/1"


def test_a_refusal_of_the_whole_value_has_no_pointer() -> None:
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


def wide_cycle() -> object:
    inner: list[object] = []
    inner.extend([inner] * 1_000)
    return inner


@pytest.mark.parametrize("make", [circular_list, circular_dict, circular_tuple, wide_cycle])
def test_a_cycle_is_refused(make: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "MOST_VALUES", 10_000)
    with pytest.raises(CanonicalizationError, match="more than"):
        canonical_bytes({"a": make()})


def test_an_integer_that_python_does_not_print_is_refused() -> None:
    digits = sys.get_int_max_str_digits()
    assert canonical_bytes(10 ** (digits - 1)) == b"1" + b"0" * (digits - 1)
    with pytest.raises(CanonicalizationError, match="digits") as refusal:
        canonical_bytes([10**digits])
    assert refusal.value.pointer == "/0"


def test_a_number_is_its_text() -> None:
    number = PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
    assert canonical_bytes({number: [number, 1.5]}) == published_formula({str(number): [str(number), 1.5]})
    assert canonical_bytes({number: number}) == published_formula({str(number): str(number)})


def test_a_child_of_dict_is_an_object() -> None:
    assert canonical_bytes(OrderedDict(b=1, a=2)) == b'{"a":2,"b":1}'
    assert canonical_bytes([defaultdict(float, b=1.5, a=2)]) == b'[{"a":2,"b":1.5}]'


def test_a_model_is_the_object_that_it_dumps() -> None:
    record = parsed(("/canonical_record/x", [1.5, {"a": None}]))
    assert canonical_bytes(record.canonical_record) == published_formula(record.canonical_record.to_dict())
    assert same_json(record.source, record.source.to_dict())


def test_a_snapshot_hash_is_that_of_an_object_with_the_member_payload() -> None:
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
def test_canonical_text_folds_case_and_white_space_alone(text: str, expected: str) -> None:
    assert canonical_text(text) == expected
    assert text_sha256(text) == sha256(expected.encode()).hexdigest()


@given(TEXT)
def test_text_hashes_are_those_of_the_published_formula(text: str) -> None:
    assert text_sha256(text) == sha256(" ".join(text.split()).lower().encode()).hexdigest()


@pytest.mark.parametrize("text", [None, b"a", 1, ["a"]], ids=repr)
def test_a_text_of_another_type_is_a_type_error(text: Any) -> None:
    functions: tuple[Callable[[Any], object], ...] = (canonical_text, text_sha256, lambda wrong: text_has_sha256(wrong, "0" * 64))
    for function in functions:
        with pytest.raises(TypeError, match="text: expected a str, not "):
            function(text)


def test_a_text_with_a_lone_surrogate_has_no_hash() -> None:
    with pytest.raises(CanonicalizationError, match=r"U\+D800 at character 2"):
        text_sha256("ab\ud800")


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_ascii_text_has_the_hash_or_not() -> None:
    assert text_has_sha256("A  Title", digest("a title")) is True
    assert text_has_sha256("A  Title", digest("A  Title")) is False


OTHER_FOLDS = {
    "casefold": "strasse é ﬁ".casefold(),
    "NFD": normalize("NFD", "straße é ﬁ"),
    "NFKC": "straße é fi",
    "NFKD": normalize("NFKD", "straße é ﬁ"),
    "NFD, then casefold": normalize("NFD", "Straße É ﬁ").casefold(),
}


@pytest.mark.parametrize("other", OTHER_FOLDS.values(), ids=OTHER_FOLDS.keys())
def test_the_hash_of_another_fold_or_normalization_is_indeterminate(other: str) -> None:
    assert text_has_sha256("Straße  É ﬁ", digest("straße é ﬁ")) is True
    assert text_has_sha256("Straße  É ﬁ", digest(other)) is None
    assert text_has_sha256("Straße  É ﬁ", digest("Straße É ﬁ")) is False


def test_normalization_comes_before_the_fold() -> None:
    text = "ϔ"  # upsilon with hook and diaeresis: NFKC makes it a capital, whose lower case is another letter
    first, last = normalize("NFKC", text).lower(), normalize("NFKC", text.lower())
    assert first != last
    assert text_has_sha256(text, digest(first)) is None
    assert text_has_sha256(text, digest(last)) is False


def test_a_decomposed_text_has_the_hash_of_its_own_form() -> None:
    assert text_has_sha256("É", digest("é")) is True
    assert text_has_sha256("E\u0301", digest("é")) is None


def test_white_space_is_split_after_normalization() -> None:
    assert text_has_sha256("a\u00b4b", digest("a \u0301b")) is None  # NFKC turns an acute accent into a space and a mark


def test_each_form_is_normalized_once(monkeypatch: pytest.MonkeyPatch) -> None:
    forms: list[str] = []

    def count(form: Any, text: str) -> str:
        forms.append(form)
        return normalize(form, text)

    monkeypatch.setattr(unicodedata, "normalize", count)
    assert text_has_sha256("é" * 1_000, digest("no")) is False
    assert sorted(forms) == ["NFC", "NFD", "NFKC", "NFKD"]


def test_more_than_30_combining_marks_in_a_row_are_indeterminate_and_not_normalized(monkeypatch: pytest.MonkeyPatch) -> None:
    marks = "\u0301" * 20 + "\u0327" * 10
    assert text_has_sha256(f"é{marks}a{marks}", digest("no")) is False
    with monkeypatch.context() as patch:
        patch.setattr(unicodedata, "normalize", None)  # so that a call of it fails
        for hostile in (f"é{marks}\u0301", "\u0301" * 31, "a" + "\u0301\u0327" * 100_000):
            assert text_has_sha256(hostile, digest("no")) is None
            assert text_has_sha256(hostile, text_sha256(hostile)) is True


@pytest.mark.parametrize("text", ["é" * 50_000, "a" + "\u0301" * 50_000, ("a" + "\u0301\u0327" * 15) * 1_600], ids=len)
def test_a_title_of_marks_costs_some_steps_for_each_character(text: str) -> None:
    expected = digest("no")
    cost = cost_of(lambda: text_has_sha256(text, expected))
    assert cost.calls < 2 * len(text) + 1_000
    assert cost.peak < 40 * len(text) + 100_000


@pytest.mark.parametrize("mark", ["\u0f73", "\u0f81", "\u0301\uff9e"], ids=ascii)
def test_marks_that_decompose_into_marks_of_other_classes_are_not_normalized(mark: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The combining class of the first two and of the half-width mark is 0. Normalization costs the square all the same."""
    decomposed = unicodedata.normalize("NFKD", mark)
    assert len({unicodedata.combining(character) for character in decomposed}) == 2
    with monkeypatch.context() as patch:
        patch.setattr(unicodedata, "normalize", None)  # so that a call of it fails
        assert text_has_sha256("a" + mark * 31, digest("no")) is None


# orjson writes beyond its buffer if some 200 brackets end at once, which corrupts the memory of the process.


def test_orjson_prints_no_deep_value(monkeypatch: pytest.MonkeyPatch) -> None:
    value: Any = 1
    for _ in range(SHALLOW):
        value = [value]
    mixed = {"a": [value[0]]}
    assert canonical_bytes(value) == published_formula(value)
    assert canonical_bytes(mixed) == published_formula(mixed)
    monkeypatch.setattr(orjson, "dumps", None)  # so that a call of it fails
    for deep in ([value], {"a": value}, [[], [mixed], []], (value,)):
        assert canonical_bytes(deep) == published_formula(deep)
        assert same_json(deep, json.loads(json.dumps(deep)))
        assert not same_json(deep, [deep])


# Equality

DIFFERENT: list[Any] = [
    1,
    1.0,
    True,
    "1",
    0,
    0.0,
    -0.0,
    False,
    None,
    "",
    [],
    {},
    [1],
    [1.0],
    [True],
    {"a": 1},
    {"a": 1.0},
    {"a": True},
]


@pytest.mark.parametrize(("one", "other"), list(combinations(DIFFERENT, 2)), ids=repr)
def test_values_with_other_canonical_bytes_differ(one: object, other: object) -> None:
    assert not same_json(one, other)
    assert not same_json(other, one)


@pytest.mark.parametrize("value", DIFFERENT, ids=repr)
def test_a_value_is_equal_to_its_copy(value: object) -> None:
    assert same_json(value, json.loads(json.dumps(value)))


def test_the_order_of_keys_and_the_kind_of_array_do_not_count() -> None:
    assert same_json({"a": 1, "b": (2,)}, {"b": [2], "a": 1})
    assert same_json(PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"), "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")


def test_a_value_without_canonical_bytes_has_no_equal() -> None:
    nan = float("nan")
    for other in (nan, None, 1.5):
        with pytest.raises(CanonicalizationError, match="nan has no JSON"):
            same_json(nan, other)


@given(JSON_VALUES, JSON_VALUES)
def test_equality_is_that_of_the_published_formula(one: object, other: object) -> None:
    assert same_json(one, other) is (published_formula(one) == published_formula(other))


WIDE: dict[str, object] = {
    "floats": [1.5] * 20_000,
    "objects": [{"k": index} for index in range(20_000)],
    "long keys": {"k" * 10_000 + str(index): [] for index in range(100)},
}


@pytest.mark.parametrize("value", WIDE.values(), ids=WIDE.keys())
def test_canonical_bytes_cost_some_steps_for_each_value(value: object) -> None:
    assert calls_of(lambda: canonical_bytes(value)) < 400_000


@settings(max_examples=60)
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
