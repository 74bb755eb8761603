"""Strict JSON: each ambiguity refused with its pointer, each limit exact, and a bounded cost for hostile input."""

import json
import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Callable
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import orjson
import pytest
from costs import cost_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shared_data import REPOSITORY

from pith.canonical import SHALLOW
from pith.errors import InvalidArgument, InvalidJSON, InvalidRecord, LimitExceeded, PithError
from pith.strict_json import DEFAULT_LIMITS, Limits, parse_json


def refusal(data: Any, error: type[PithError] = InvalidJSON, limits: Limits = DEFAULT_LIMITS) -> PithError:
    with pytest.raises(error) as caught:
        parse_json(data, limits=limits)
    assert type(caught.value) is error
    assert str(caught.value).isprintable()
    return caught.value


def exactly(value: object) -> object:
    """A value with the type of each part and the sign of each zero, which `==` ignores."""
    if isinstance(value, dict):
        return [(key, exactly(member)) for key, member in value.items()]
    if isinstance(value, list):
        return [exactly(item) for item in value]
    return type(value), repr(value)


# Accepted

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | FLOATS | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=15)
SPELLINGS = st.sampled_from(
    [
        {"separators": (",", ":"), "ensure_ascii": False},
        {"separators": (",", ":"), "ensure_ascii": True},
        {"indent": 2},
        {"indent": "\t", "sort_keys": True},
    ]
)


@settings(max_examples=100)
@given(VALUES, SPELLINGS)
def test_three_parsers_read_the_same_value(value: object, spelling: dict[str, Any]) -> None:
    text = json.dumps(value, **spelling)
    answer = exactly(parse_json(text.encode()))
    assert answer == exactly(parse_json(text))
    assert answer == exactly(json.loads(text)) == exactly(orjson.loads(text))


@settings(max_examples=100)
@given(VALUES)
def test_a_dump_by_orjson_is_parsed_to_the_same_value(value: object) -> None:
    assert exactly(parse_json(orjson.dumps(value))) == exactly(value)


NUMBERS = st.from_regex(r"-?(0|[1-9][0-9]{0,24})(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)


@settings(max_examples=200)
@given(NUMBERS)
@example("123456789012345678901234567890")
@example("18446744073709551615")
@example("18446744073709551616")
@example("-9223372036854775808")
@example("-9223372036854775809")
@example("-0")
@example("-0.0")
@example("-0e0")
@example("1.0")
@example("1e400")
@example("2.4703282292062328e-324")
@example("179769313486231580793728971405301e276")
@example("9007199254740993.0")
@example("1e-999")
def test_a_number_keeps_its_value_or_is_refused(text: str) -> None:
    standard = json.loads(text)
    try:
        answer = parse_json(f"[{text}]".encode())
    except (InvalidJSON, LimitExceeded):
        assert not keeps_its_value(text, standard)
    else:
        assert exactly(answer) == exactly([standard])
        assert keeps_its_value(text, standard)


def keeps_its_value(text: str, value: float) -> bool:
    if isinstance(value, int):
        return text != "-0" and -(2**63) <= value < 2**64
    return abs(value) != float("inf") and Decimal(text) == Decimal(repr(value))


EXACT = [
    "0.1",
    "1.50",
    "1E5",
    "1e+5",
    "5e-324",
    "0e9999",
    "0e-999999",
    "0.000",
    "-0.0",
    "-0e5",
    "1e22",
    "1e23",
    "123456789.0",
    "9007199254740992.0",
    "1.7976931348623157e308",
    "100000000000000000000.0",
    "1" + "0" * 300 + ".0",
    "0." + "0" * 300 + "1",
]


@pytest.mark.parametrize("spelling", EXACT)
def test_a_float_that_keeps_its_decimal_value_is_accepted(spelling: str) -> None:
    assert exactly(parse_json(f"[{spelling}]")) == exactly([float(spelling)])
    assert exactly(parse_json(f'{{"a":[-{spelling}]}}')) == exactly({"a": [-float(spelling)]}) if spelling[0] != "-" else True


LOSSY = [
    "0.10000000000000000000001",
    "0.1000000000000000055511151231257827021181583404541015625",
    "1e-400",
    "1e-999",
    "9007199254740993.0",
    "4.9e-324",
    "2.4703282292062328e-324",
    "1.00000000000000005",
    "18446744073709551617.0",
    "1e-9999999999999999999",
    "0e99999999999999999999",
    "-0e99999999999999999999",
    "1e0000001",
    "0e1000000",
    "1e-1000000",
    "1e+0000001",
    "0.1e-9999999",
]


@pytest.mark.parametrize("spelling", LOSSY)
def test_a_float_that_loses_digits_is_refused_with_its_pointer(spelling: str) -> None:
    for text, pointer in ((spelling, ""), (f'{{"a":[1,{spelling}]}}', "/a/1"), (f' {{"a":{{"b":{spelling} }} }}', "/a/b")):
        caught = refusal(text)
        assert caught.pointer == pointer
        assert "loses digits" in str(caught)


@settings(max_examples=200)
@given(FLOATS)
def test_every_float_is_accepted_in_its_shortest_spelling(value: float) -> None:
    assert exactly(parse_json(repr([value]))) == exactly([value])
    assert exactly(parse_json({"a": value})) == exactly({"a": value})


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "true",
        "1",
        '"a"',
        "[]",
        " {} ",
        " 18446744073709551615",
        " -9223372036854775808",
        "\t\n\r [ 1 ,2 ]",
        '"\\u0041"',
        '{"\\u0061": 1}',
    ],
)
def test_any_json_value_is_accepted(text: str) -> None:
    assert exactly(parse_json(text)) == exactly(json.loads(text))


# Ambiguous


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        pytest.param('{"a":1,"a":2}', "/a", id="other values"),
        pytest.param('{"a":1,"a":1}', "/a", id="same values"),
        pytest.param('{"a":1,"b":2,"a":3}', "/a", id="apart"),
        pytest.param('{"b":1,"a":2,"a":3}', "/a", id="behind another key"),
        pytest.param('{"a":1,"\\u0061":2}', "/a", id="spelled with an escape"),
        pytest.param('{"\\u0061":1,"\\u0061":2}', "/a", id="spelled with an escape twice"),
        pytest.param('{"/":1,"\\/":2}', "/~1", id="escaped slash"),
        pytest.param('{"😀":1,"\\ud83d\\ude00":2}', "/😀", id="surrogate pair"),
        pytest.param('{"":1,"":2}', "/", id="empty key"),
        pytest.param('{"a":1,"a":1e6}', "/a", id="as long as the dump of its value"),
        pytest.param('{"x":[0,{"a":1,"a":2}]}', "/x/1/a", id="inner object"),
        pytest.param('{"x":{"a":1,"a":2},"y":1}', "/x/a", id="inner object, first of two"),
        pytest.param('{"a":{"b":1,"b":2},"a":0}', "/a", id="outer before inner"),
        pytest.param('[[{"a":[],"a":[]}]]', "/0/0/a", id="in arrays"),
        pytest.param('{"a~/b":{"k":1,"k":2}}', "/a~0~1b/k", id="escaped pointer"),
    ],
)
@pytest.mark.parametrize("spelling", [lambda text: text, lambda text: f" {text}\n"], ids=["compact", "with white space"])
def test_a_duplicate_key_is_refused_with_its_pointer(text: str, pointer: str, spelling: Callable[[str], str]) -> None:
    error = refusal(spelling(text))
    assert error.pointer == pointer
    assert "duplicate key" in str(error)


def spelled(key: str, escape: bool) -> str:
    return json.dumps(key) if escape else json.dumps(key, ensure_ascii=False)


@settings(max_examples=100)
@given(VALUES, st.lists(TEXT, min_size=1, unique=True), st.booleans(), st.booleans(), st.data())
def test_no_duplicate_key_is_accepted(value: object, keys: list[str], escaped: bool, again: bool, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(keys)))
    duplicate = data.draw(st.sampled_from(keys))
    members = [f"{spelled(key, escaped)}:{json.dumps(value)}" for key in keys]
    members.insert(at, f"{spelled(duplicate, again)}:{json.dumps(data.draw(VALUES))}")
    wrap = data.draw(st.sampled_from(["{}", "[{}]", '{{"x":{}}}', '[1,{{"x":[{},2]}}]']))
    text = wrap.format("{" + ",".join(members) + "}")
    assert "duplicate key" in str(refusal(text))


@pytest.mark.parametrize(
    ("number", "error", "reason"),
    [
        ("-0", InvalidJSON, "-0"),
        ("18446744073709551616", InvalidJSON, "outside"),
        ("-9223372036854775809", InvalidJSON, "outside"),
        ("99999999999999999999", InvalidJSON, "outside"),
        ("-99999999999999999999", InvalidJSON, "outside"),
        ("100000000000000000000", LimitExceeded, "at most 20 digits"),
        ("-100000000000000000000", LimitExceeded, "at most 20 digits"),
        ("1" * 309, LimitExceeded, "at most 20 digits"),
    ],
)
def test_an_integer_that_other_parsers_change_is_refused_with_its_pointer(
    number: str, error: type[PithError], reason: str
) -> None:
    for text, pointer in ((number, ""), (f"[0, {number}]", "/1"), (f'{{"a":[{{"b":{number}}}]}}', "/a/0/b")):
        caught = refusal(text, error)
        assert caught.pointer == pointer
        assert reason in str(caught)


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1" * 400, "nan", "+1", "01", "1.", ".5", "0x1"]
)
def test_a_number_that_json_does_not_have_is_refused(number: str) -> None:
    error = refusal(f"[{number}]".encode())
    assert isinstance(error, InvalidJSON)
    assert error.offset in range(1, len(number) + 2)


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"", 0),
        (b" ", 1),
        (b"{} {}", 3),
        (b"{}x", 2),
        (b"[1,]", 3),
        (b"\xef\xbb\xbf{}", 0),
        (b'["\xff"]', 2),
        ('["é'.encode() + b'\xe9"]', 4),
        (b'["\xed\xa0\x80"]', 2),
        (b'["\xc0\x80"]', 2),
        ('["é", x]'.encode(), 7),
        ('["😀", x]'.encode(), 9),
        (b"{'a':1}", 1),
        (b"/* */{}", 0),
        (b'["a\nb"]', 3),
        (b'["a\0b"]', 3),
    ],
)
def test_bytes_that_are_not_json_are_refused_with_the_offset(data: bytes, offset: int) -> None:
    error = refusal(data)
    assert isinstance(error, InvalidJSON)
    assert error.offset is not None
    assert abs(error.offset - offset) <= 1  # releases of orjson count from the byte or the one before
    assert f"byte {error.offset}" in str(error)


def test_a_byte_order_mark_is_refused_in_a_text_too() -> None:
    assert "byte order mark" in str(refusal("\ufeff{}"))
    assert "byte order mark" in str(refusal(b"\xef\xbb\xbf{}"))


@pytest.mark.parametrize("data", ['["\ud800"]', '{"\udfff":1}'], ids=["value", "key"])
def test_a_lone_surrogate_in_a_text_is_refused(data: str) -> None:
    assert "lone surrogate at character 2" in str(refusal(data))


@pytest.mark.parametrize("data", [rb'["\ud800"]', rb'["\udc00"]', rb'{"\ud800":1}', rb'["\ud800\ud800"]', rb'["\udc00\ud800"]'])
def test_a_lone_surrogate_written_as_an_escape_is_refused(data: bytes) -> None:
    assert "surrogate" in str(refusal(data))


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_of_every_type_are_accepted(kind: Callable[[bytes], Any]) -> None:
    assert parse_json(kind(b'{"a":[1.50]}')) == {"a": [1.5]}


@pytest.mark.parametrize("data", [None, 1, [("a", 1)], {"a"}, object()], ids=lambda value: type(value).__name__)
def test_an_argument_of_another_type_is_a_type_error(data: Any) -> None:
    with pytest.raises(TypeError, match="data: expected bytes, a str or a mapping, not "):
        parse_json(data)


# Mappings


def test_a_mapping_is_copied_deep() -> None:
    inner: list[object] = [1]
    data = {"a": inner, "b": {"c": inner}}
    answer = parse_json(data)
    inner.append(2)
    assert answer == {"a": [1], "b": {"c": [1]}}


@pytest.mark.parametrize("kind", [dict, OrderedDict, MappingProxyType])
def test_any_mapping_is_accepted(kind: Callable[[object], Any]) -> None:
    assert parse_json(kind({"b": (1, 2.5), "a": None})) == {"b": [1, 2.5], "a": None}


@pytest.mark.parametrize(
    ("value", "error", "pointer"),
    [
        (float("nan"), InvalidRecord, "/x/0"),
        (float("inf"), InvalidRecord, "/x/0"),
        ("\ud800", InvalidRecord, "/x/0"),
        (b"a", InvalidRecord, "/x/0"),
        ({"a"}, InvalidRecord, "/x/0"),
        ({1: 2}, InvalidRecord, "/x/0"),
        (2**64, InvalidJSON, "/x/0"),
        (-(2**63) - 1, InvalidJSON, "/x/0"),
        (10**20, LimitExceeded, "/x/0"),
        (10**4000, InvalidJSON, None),
        (10**5000, InvalidRecord, "/x/0"),
        (MappingProxyType({}), InvalidRecord, "/x/0"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_mapping_with_a_value_that_is_not_json_is_refused(value: object, error: type[PithError], pointer: str | None) -> None:
    assert refusal({"x": [value]}, error).pointer == pointer


def circular() -> dict[str, object]:
    data: dict[str, object] = {}
    data["self"] = [data]
    return data


def doubling(levels: int) -> dict[str, object]:
    """A few containers that print as 2 to the power of the levels."""
    data: dict[str, object] = {"end": 1}
    for _ in range(levels):
        data = {"a": data, "b": data}
    return data


def deep_tuples() -> dict[str, object]:
    value: object = ()
    for _ in range(100_000):
        value = (value,)
    return {"x": value}


OVER_LIMITS: dict[str, Callable[[], dict[str, object]]] = {
    "cycle": circular,
    "doubling": lambda: doubling(100),
    "deep tuples": deep_tuples,
    "one long text in many places": lambda: {"x": ["a" * 10_000] * 1_000},
    "one long key in many places": lambda: {"x": [{"a" * 10_000: 1}] * 1_000},
    "one long integer in many places": lambda: {"x": [10**4000] * 5_000},
    "one short text in many places": lambda: {"x": [["a" * 100] * 100] * 100},
    "one short text in as many places as there can be values": lambda: {"x": [["\x01" * 100] * 90] * 100},
    "one short key in as many places as there can be values": lambda: {"x": [{"\x01" * 100: 1}] * 4_000},
    "one wide array in many places": lambda: {"x": [[0] * 5_000] * 5_000},
    "many keys": lambda: {str(key): key for key in range(20_000)},
    "a long key": lambda: {"a" * 200_000: 1},
}


@pytest.mark.parametrize("make", OVER_LIMITS.values(), ids=OVER_LIMITS.keys())
def test_a_mapping_over_the_limits_is_refused_before_it_is_dumped(make: Callable[[], dict[str, object]]) -> None:
    data = make()

    cost = cost_of(lambda: refusal(data, LimitExceeded, Limits(size=100_000, items=10_000)))

    assert cost.calls < 100_000
    assert cost.peak < 2_000_000


# Limits


@pytest.mark.parametrize("limits", [None, 5, {}, (1, 2, 3, 4)], ids=repr)
def test_limits_of_another_type_are_a_wrong_argument(limits: Any) -> None:
    with pytest.raises(TypeError, match=r"^limits: expected Limits, not "):
        parse_json(b"{}", limits=limits)


def nested(depth: int, opening: str = "[", closing: str = "]", innermost: str = "") -> str:
    return opening * depth + innermost + closing * depth


@pytest.mark.parametrize("limit", [1, 2, 200, 254])
@pytest.mark.parametrize(
    ("opening", "closing", "innermost"),
    [("[", "]", ""), ("[", "]", "1"), ('{"a":', "}", "1"), ("[ ", " ]", ""), ('[1,{"a":', "}]", "1")],
)
def test_the_limit_of_depth_is_exact(limit: int, opening: str, closing: str, innermost: str) -> None:
    limits = Limits(depth=limit)
    each = len([mark for mark in opening if mark in "[{"])
    if limit % each == 0:
        text = nested(limit // each, opening, closing, innermost)
        assert exactly(parse_json(text, limits=limits)) == exactly(json.loads(text))
    for text in (
        nested(limit // each + 1, opening, closing, innermost),
        "[" + ",".join(["[]"] * limit) + "," + nested(limit, innermost="1") + "]",
    ):
        assert f"at most {limit} nested containers" in str(refusal(text, LimitExceeded, limits))
    wide = "[" + ",".join(["1"] * 300) + "]"
    assert parse_json(wide, limits=limits) == [1] * 300


@pytest.mark.parametrize("text", [b'{"a":[1]}', b'{"a":[1]}\n', b' \t{"a":[1]}\r\n'])
def test_white_space_around_a_value_needs_no_second_look(text: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json, "loads", None)  # so that a call of it fails
    assert parse_json(text) == {"a": [1]}


def test_orjson_prints_no_deep_value(monkeypatch: pytest.MonkeyPatch) -> None:
    """orjson writes beyond its buffer if some 200 brackets end at once. The json package reads what is deep."""
    deep = (nested(SHALLOW + 1), nested(250), nested(254, '{"a":', "}", "1"), nested(127, '[{"a":', "}]", "1"))
    assert parse_json(nested(SHALLOW)) is not None
    monkeypatch.setattr(orjson, "dumps", None)  # so that a call of it fails
    for text in deep:
        assert parse_json(text, limits=Limits(depth=254)) == json.loads(text)


@pytest.mark.slow
def test_deep_values_write_nothing_beyond_a_buffer() -> None:
    """The debug hooks of Python's allocator end the process if a byte after a block changed."""
    code = """if True:
        from pith import Limits, canonical_bytes
        from pith.strict_json import parse_json
        for depth in (128, 190, 210, 230, 251):
            deep = "[" * depth + "]" * depth
            for count in range(0, 130, 3):
                tree = parse_json(f"[{'1,' * count}{','.join([deep] * 20)}]", limits=Limits(depth=252))
                canonical_bytes(tree)
    """
    environment = {**os.environ, "PYTHONMALLOC": "debug", "PYTHONPATH": str(REPOSITORY)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=600)


@pytest.mark.parametrize("depth", [255, 1_023, 1_024, 1_025, 100_000])
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_great_depth_is_refused(depth: int, closed: bool, opening: str, closing: str) -> None:
    text = opening * depth + ("1" + closing * depth if closed else "")
    with pytest.raises(LimitExceeded if closed else InvalidRecord):
        parse_json(text, limits=Limits(depth=254))


@pytest.mark.parametrize("depth", [300, 900, 1_020])
def test_depth_behind_a_duplicate_key_is_refused(depth: int) -> None:
    with pytest.raises(InvalidRecord, match=r"duplicate key|nested containers"):
        parse_json('{"a":' + nested(depth) + ',"a":1}')


@pytest.mark.parametrize("size", [2, 10, 100])
def test_the_limit_of_size_is_exact_and_counts_bytes(size: int) -> None:
    limits = Limits(size=size)
    text = "1" + " " * (size - 1)
    assert parse_json(text, limits=limits) == parse_json(text.encode(), limits=limits) == 1
    for over in (text + " ", text.encode() + b" "):
        assert "bytes" in str(refusal(over, LimitExceeded, limits))
    refusal('"' + "é" * (size // 2) + '"', LimitExceeded, limits)
    refusal({"é" * (size // 2): 1}, LimitExceeded, limits)


ITEMS = [
    ("1", 1),
    ("[]", 1),
    ("{}", 1),
    ("[ \n ]", 1),
    ("[1]", 2),
    ('[""]', 2),
    ('["[]"]', 2),
    ('["a,b[{"]', 2),
    (r'["\",\",[\\"]', 2),
    ("[[]]", 2),
    ("[[],[]]", 3),
    ("[[ ],{ }]", 3),
    ("[[[]]]", 3),
    ("[1,1,1]", 4),
    ('{"a":1,"b":[1,{}]}', 5),
    ('{"a,b":"c,d","[":"{"}', 3),
]


@pytest.mark.parametrize(("text", "items"), ITEMS)
def test_the_limit_of_items_is_exact(text: str, items: int) -> None:
    value = parse_json(text, limits=Limits(items=items))
    assert exactly(value) == exactly(json.loads(text))
    if isinstance(value, dict):
        assert parse_json(value, limits=Limits(items=items)) == value
    if items > 1:
        assert f"at most {items - 1} values" in str(refusal(text, LimitExceeded, Limits(items=items - 1)))
        if isinstance(value, dict):
            refusal(value, LimitExceeded, Limits(items=items - 1))


def count(value: object) -> int:
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(count, members))


@settings(max_examples=80)
@given(VALUES, SPELLINGS)
def test_items_are_values_of_every_kind(value: object, spelling: dict[str, Any]) -> None:
    text, items = json.dumps(value, **spelling), count(value)
    assert exactly(parse_json(text, limits=Limits(items=items))) == exactly(json.loads(text))
    if items > 1:
        refusal(text, LimitExceeded, Limits(items=items - 1))


def test_the_limit_of_digits_is_exact_and_does_not_widen_the_range() -> None:
    for sign in ("", "-"):
        assert parse_json(f"[{sign}123]", limits=Limits(digits=3)) == [int(f"{sign}123")]
        assert "at most 3 digits" in str(refusal(f"[{sign}1234]", LimitExceeded, Limits(digits=3)))
    for digits, reason in ((21, "outside"), (308, "outside"), (309, "infinity"), (5_000, "infinity")):
        assert reason in str(refusal(f"[{'9' * digits}]", InvalidJSON, Limits(digits=10_000)))
    assert parse_json("[1234.5]", limits=Limits(digits=3)) == [1234.5]


@pytest.mark.parametrize("name", ["size", "depth", "items", "digits"])
@pytest.mark.parametrize("limit", [0, -1])
def test_a_limit_is_a_number_from_1(name: str, limit: int) -> None:
    with pytest.raises(InvalidArgument, match=f"limit of {name}"):
        Limits(**{name: limit})


@pytest.mark.parametrize("name", ["size", "depth", "items", "digits"])
@pytest.mark.parametrize("limit", [None, True, 1.5, "8"], ids=repr)
def test_a_limit_of_another_type_raises_typeerror(name: str, limit: Any) -> None:
    with pytest.raises(TypeError, match=f"{name}: expected an int"):
        Limits(**{name: limit})


def test_the_defaults_are_those_that_are_documented() -> None:
    assert Limits() == DEFAULT_LIMITS == Limits(size=8_388_608, depth=250, items=400_000, digits=20)


def test_the_limit_of_depth_ends_where_orjson_does() -> None:
    with pytest.raises(InvalidArgument, match="1 to 254, not 255"):
        Limits(depth=255)


K = 1_000
HOSTILE: dict[str, bytes] = {
    "a long string": b'"' + b"a" * 200 * K + b'"x',
    "depth of 100,000": nested(100 * K).encode(),
    "depth of 100,000, not closed": b"[" * 100 * K,
    "many keys": b"{" + b",".join(b'"%d":0' % key for key in range(20 * K)) + b"}",
    "many values": b"[" + b",".join([b"0"] * 20 * K) + b"]",
    "an integer of many digits": b"[" + b"1" * 200 * K + b"]",
    "an integer of many digits in an object": b'{"a":-' + b"9" * 200 * K + b"}",
    "many quotes and no end": b'"' + b'\\",' * 50 * K,
    "many backslashes and no end": b'"' + b"\\\\," * 50 * K + b"\\",
    "many open strings": b'",' * 100 * K,
    "spaces in empty arrays": b"[" + b"[ " * 50 * K + b"," * 50 * K,
    "a fault at the end of a deep array": b"[" * 199 + b"1," * 9 * K + b"-0" + b"]" * 199,
    "a fault behind a long key": b'{"' + b"k" * 200 * K + b'":[-0]}',
    "a fault in every object below a long key": b'{"' + b"k" * 100 * K + b'":[' + b",".join([b'{"a":-0}'] * 3 * K) + b"]}",
    "floats of many digits": b"[" + b",".join([b"0." + b"1" * 50 * K] * 4) + b"]",
    "an exact float of many digits": b"[0." + b"0" * 100 * K + b"1e" + b"100000" + b",-0]",
    "floats with large exponents": b"[" + b",".join([b"0e-999999", b"0e999999"] * 4 * K) + b",-0]",
    "a float of many digits and a duplicate": b'{"a":0.' + b"1" * 200 * K + b',"a":1}',
    "duplicate keys in every object": b"[" + b",".join([b'{"a":1,"a":1}'] * 5 * K) + b"]",
    "one key many times": b"{" + b",".join([b'"a":1'] * 20 * K) + b"}",
    "invalid UTF-8 at the end": b'"' + "é".encode() * 100 * K + b"\xff",
    "trailing data": b'"' + "é".encode() * 100 * K + b'"x',
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_refused_at_a_cost_of_some_steps_for_each_byte(data: bytes) -> None:
    def refuse() -> None:
        with pytest.raises(InvalidRecord) as caught:
            parse_json(data, limits=Limits(items=10 * K))
        assert str(caught.value).isprintable()
        assert len(str(caught.value)) < 300

    cost = cost_of(refuse)

    assert cost.calls < 3 * len(data) + 2_000
    assert cost.peak < 150 * len(data) + 500_000  # orjson reserves some 100 bytes for each byte of a deep value


def test_input_over_the_limit_of_size_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytes(9 * 1024 * 1024)
    with monkeypatch.context() as patch:
        patch.setattr(orjson, "loads", None)  # so that a call of it fails
        refusal(data, LimitExceeded)
        refusal(data.decode(), LimitExceeded)


@settings(max_examples=200)
@given(
    st.binary()
    | st.text()
    | st.text('{}[]",:\\u0123456789abcdef-+.eEnulltrfs \n', max_size=30)
    | st.builds(
        lambda value, at, junk: value[: at % (len(value) + 1)] + junk + value[at % (len(value) + 1) :],
        VALUES.map(orjson.dumps),
        st.integers(0, 1_000),
        st.binary(max_size=3),
    )
)
def test_any_input_gives_a_value_that_three_parsers_share_or_a_pith_error(data: bytes | str) -> None:
    try:
        answer = parse_json(data)
    except PithError as error:
        assert str(error).isprintable()  # noqa: PT017 - not every input is refused
    else:
        assert exactly(answer) == exactly(json.loads(data)) == exactly(orjson.loads(data))
