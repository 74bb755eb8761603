"""The one reading of JSON: each ambiguity refused with its place, each limit exact, and hostile input refused in time."""

import json
import time
from collections import OrderedDict
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import orjson
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pith.errors import InvalidArgument, InvalidJSON, InvalidRecord, LimitExceeded, PithError
from pith.strict_json import DEFAULT_LIMITS, Limits, parse_json

MEGABYTE = 1024 * 1024


def refusal(data: Any, error: type[PithError] = InvalidJSON, limits: Limits = DEFAULT_LIMITS) -> PithError:
    with pytest.raises(error) as caught:
        parse_json(data, limits=limits)
    assert type(caught.value) is error
    assert str(caught.value).isprintable()
    return caught.value


def exactly(value: object) -> object:
    """A value with the type of each part and the sign of each zero, which `==` does not tell apart."""
    if isinstance(value, dict):
        return [(key, exactly(member)) for key, member in value.items()]
    if isinstance(value, list):
        return [exactly(item) for item in value]
    return type(value), repr(value)


# What is accepted

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
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
def test_what_is_accepted_means_the_same_to_three_parsers(value: object, spelling: dict[str, Any]) -> None:
    text = json.dumps(value, **spelling)
    answer = exactly(parse_json(text.encode()))
    assert answer == exactly(parse_json(text))
    assert answer == exactly(json.loads(text)) == exactly(orjson.loads(text))


@settings(max_examples=100)
@given(VALUES)
def test_a_print_by_orjson_is_read_as_it_was(value: object) -> None:
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
def test_a_number_is_read_alike_or_refused(text: str) -> None:
    standard = json.loads(text)
    whole = isinstance(standard, int)
    try:
        answer = parse_json(f"[{text}]".encode())
    except (InvalidJSON, LimitExceeded):
        assert text == "-0" or (not -(2**63) <= standard < 2**64 if whole else abs(standard) == float("inf"))
    else:
        assert exactly(answer) == exactly([standard])


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
def test_any_json_value_is_read(text: str) -> None:
    assert exactly(parse_json(text)) == exactly(json.loads(text))


# What is ambiguous


@pytest.mark.parametrize(
    ("text", "pointer"),
    [
        pytest.param('{"a":1,"a":2}', "/a", id="other values"),
        pytest.param('{"a":1,"a":1}', "/a", id="same values"),
        pytest.param('{"a":1,"b":2,"a":3}', "/a", id="apart"),
        pytest.param('{"b":1,"a":2,"a":3}', "/a", id="behind another key"),
        pytest.param('{"a":1,"\\u0061":2}', "/a", id="spelt with an escape"),
        pytest.param('{"\\u0061":1,"\\u0061":2}', "/a", id="spelt with an escape twice"),
        pytest.param('{"/":1,"\\/":2}', "/~1", id="escaped slash"),
        pytest.param('{"😀":1,"\\ud83d\\ude00":2}', "/😀", id="surrogate pair"),
        pytest.param('{"":1,"":2}', "/", id="empty key"),
        pytest.param('{"a":1,"a":1e6}', "/a", id="as long as the print of its reading"),
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


def spelt(key: str, escape: bool) -> str:
    return json.dumps(key) if escape else json.dumps(key, ensure_ascii=False)


@settings(max_examples=100)
@given(VALUES, st.lists(TEXT, min_size=1, unique=True), st.booleans(), st.booleans(), st.data())
def test_no_duplicate_key_goes_through(value: object, keys: list[str], escaped: bool, again: bool, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(keys)))
    duplicate = data.draw(st.sampled_from(keys))
    members = [f"{spelt(key, escaped)}:{json.dumps(value)}" for key in keys]
    members.insert(at, f"{spelt(duplicate, again)}:{json.dumps(data.draw(VALUES))}")
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
        ("100000000000000000000", LimitExceeded, "more than 20 digits"),
        ("-100000000000000000000", LimitExceeded, "more than 20 digits"),
        ("1" * 309, LimitExceeded, "more than 20 digits"),
    ],
)
def test_an_integer_that_others_read_as_another_is_refused_with_its_pointer(
    number: str, error: type[PithError], reason: str
) -> None:
    for text, pointer in ((number, ""), (f"[0, {number}]", "/1"), (f'{{"a":[{{"b":{number}}}]}}', "/a/0/b")):
        caught = refusal(text, error)
        assert caught.pointer == pointer
        assert reason in str(caught)


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1" * 400, "nan", "+1", "01", "1.", ".5", "0x1"]
)
def test_what_is_no_finite_number_is_refused(number: str) -> None:
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
def test_what_is_no_json_is_refused_with_its_offset(data: bytes, offset: int) -> None:
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
def test_a_lone_surrogate_spelt_with_an_escape_is_refused(data: bytes) -> None:
    assert "surrogate" in str(refusal(data))


@pytest.mark.parametrize(
    "data", [None, 1, bytearray(b"{}"), memoryview(b"{}"), [("a", 1)], {"a"}, object()], ids=lambda value: type(value).__name__
)
def test_what_is_no_input_is_refused(data: Any) -> None:
    assert "expected bytes, a text or a mapping" in str(refusal(data, InvalidRecord))


# Mappings


def test_a_mapping_is_copied_deep() -> None:
    inner: list[object] = [1]
    data = {"a": inner, "b": {"c": inner}}
    answer = parse_json(data)
    inner.append(2)
    assert answer == {"a": [1], "b": {"c": [1]}}


@pytest.mark.parametrize("kind", [dict, OrderedDict, MappingProxyType])
def test_any_mapping_is_read(kind: Callable[[object], Any]) -> None:
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
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_mapping_of_something_else_than_json_is_refused(value: object, error: type[PithError], pointer: str | None) -> None:
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


@pytest.mark.parametrize(
    "make",
    [
        circular,
        lambda: doubling(100),
        deep_tuples,
        lambda: {"x": ["a" * MEGABYTE] * 1_000},
        lambda: {"x": [{"a" * MEGABYTE: 1}] * 1_000},
        lambda: {"x": [10**4000] * 300_000},
        lambda: {"x": [[0] * 300_000] * 300_000},
        lambda: {str(key): key for key in range(1_000_000)},
        lambda: {"a" * 100 * MEGABYTE: 1},
    ],
    ids=["circle", "doubling", "deep tuples", "long texts", "long keys", "long integers", "square", "a million keys", "100 MB"],
)
def test_a_mapping_over_the_limits_is_refused_before_it_is_printed(make: Callable[[], dict[str, object]]) -> None:
    data = make()
    started = time.process_time()
    refusal(data, LimitExceeded)
    assert time.process_time() - started < 1


# Limits


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
        assert f"more than {limit} containers" in str(refusal(text, LimitExceeded, limits))
    wide = "[" + ",".join(["1"] * 300) + "]"
    assert parse_json(wide, limits=limits) == [1] * 300


def test_orjson_prints_as_deep_as_any_limit() -> None:
    """The reader compares its input with orjson's print of it, so orjson must not stop above the deepest limit."""
    for text in (nested(254), nested(254, '{"a":', "}", "1"), nested(127, '[{"a":', "}]", "1")):
        assert orjson.dumps(orjson.loads(text)) == text.encode()


@pytest.mark.parametrize("depth", [255, 1_023, 1_024, 1_025, 100_000])
@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_great_depth_is_refused(depth: int, closed: bool, opening: str, closing: str) -> None:
    text = opening * depth + ("1" + closing * depth if closed else "")
    with pytest.raises(LimitExceeded if closed else InvalidRecord):
        parse_json(text, limits=Limits(depth=254))


@pytest.mark.parametrize("depth", [300, 900, 1_020])
def test_depth_behind_a_duplicate_key_is_refused(depth: int) -> None:
    with pytest.raises(InvalidRecord, match=r"duplicate key|containers inside one another"):
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
        assert f"more than {items - 1} values" in str(refusal(text, LimitExceeded, Limits(items=items - 1)))
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
        assert "more than 3 digits" in str(refusal(f"[{sign}1234]", LimitExceeded, Limits(digits=3)))
    assert "outside" in str(refusal("[" + "9" * 300 + "]", InvalidJSON, Limits(digits=1_000)))
    assert parse_json("[1234.5]", limits=Limits(digits=3)) == [1234.5]


@pytest.mark.parametrize("name", ["size", "depth", "items", "digits"])
@pytest.mark.parametrize("limit", [0, -1, None, True, 1.5, "8"], ids=repr)
def test_a_limit_is_a_number_from_1(name: str, limit: Any) -> None:
    with pytest.raises(InvalidArgument, match=f"limit of {name}"):
        Limits(**{name: limit})


def test_the_defaults_are_those_that_are_documented() -> None:
    assert Limits() == DEFAULT_LIMITS == Limits(size=8_388_608, depth=250, items=400_000, digits=20)


def test_the_limit_of_depth_ends_where_orjson_does() -> None:
    with pytest.raises(InvalidArgument, match="1 to 254, not 255"):
        Limits(depth=255)


WIDE = Limits(size=200 * MEGABYTE)
HOSTILE: dict[str, tuple[Callable[[], bytes], Limits]] = {
    "100 MB": (lambda: b'"' + b"a" * 100 * MEGABYTE + b'"', DEFAULT_LIMITS),
    "depth of 100,000": (lambda: nested(100_000).encode(), DEFAULT_LIMITS),
    "depth of 100,000, not closed": (lambda: b"[" * 100_000, DEFAULT_LIMITS),
    "a million keys": (lambda: b"{" + b",".join(b'"%d":0' % key for key in range(1_000_000)) + b"}", DEFAULT_LIMITS),
    "a million keys within the size": (lambda: b"{" + b",".join(b'"%d":0' % key for key in range(1_000_000)) + b"}", WIDE),
    "an integer of a million digits": (lambda: b"[" + b"1" * 1_000_000 + b"]", DEFAULT_LIMITS),
    "an integer of a million digits in a text": (lambda: b'{"a":-' + b"9" * 1_000_000 + b"}", DEFAULT_LIMITS),
    "many quotes and no end": (lambda: b'"' + b'\\",' * 2_000_000, DEFAULT_LIMITS),
    "many backslashes and no end": (lambda: b'"' + b"\\\\," * 2_000_000 + b"\\", DEFAULT_LIMITS),
    "many open strings": (lambda: b'",' * 4_000_000, DEFAULT_LIMITS),
    "spaces in empty arrays": (lambda: b"[" + b"[ " * 1_000_000 + b"," * 1_000_000, DEFAULT_LIMITS),
    "a fault at the end of a deep array": (lambda: b"[" * 199 + b"1," * 390_000 + b"-0" + b"]" * 199, DEFAULT_LIMITS),
    "a fault behind long keys": (lambda: b'{"' + b"k" * 8_000_000 + b'":[-0]}', DEFAULT_LIMITS),
    "a float of a million digits and a duplicate": (lambda: b'{"a":0.' + b"1" * 1_000_000 + b',"a":1}', DEFAULT_LIMITS),
    "no UTF-8 at the end": (lambda: b'"' + "é".encode() * 4_000_000 + b"\xff", DEFAULT_LIMITS),
    "no JSON at the end": (lambda: b'"' + "é".encode() * 4_000_000 + b'"x', DEFAULT_LIMITS),
}


@pytest.mark.parametrize(("make", "limits"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_input_is_refused_within_a_second(make: Callable[[], bytes], limits: Limits) -> None:
    data = make()
    started = time.process_time()
    with pytest.raises(InvalidRecord) as caught:
        parse_json(data, limits=limits)
    assert time.process_time() - started < 1
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


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
def test_an_answer_that_all_share_or_a_pith_error(data: bytes | str) -> None:
    try:
        answer = parse_json(data)
    except PithError as error:
        assert str(error).isprintable()  # noqa: PT017 - not every input is refused
    else:
        assert exactly(answer) == exactly(json.loads(data)) == exactly(orjson.loads(data))
