"""What every model has in common, against hostile values: depth, width, many faults, and models made without validation."""

import copy
import json
import pickle
import resource
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pith.errors import InvalidRecord, LimitExceeded, PithError
from pith.models.base import Array, FrozenMapping, JsonObject, Model, OpenObject, OpenValue, frozen
from pith.models.record import CanonicalRecord
from pith.models.snapshot import Source
from pith.number import PithNumber
from pith.strict_json import Limits

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=15)


class Part(Model):
    name: str
    size: int


class Whole(Model):
    parts: Array[Part] = ()
    open_object: OpenObject | None = None
    open_value: OpenValue = None
    by_name: FrozenMapping[Part] | None = None


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth):
        value = {"a": value} if level % 2 else [value]
    return value


@settings(max_examples=100)
@given(VALUES)
def test_a_frozen_value_is_the_same_value(value: object) -> None:
    whole = Whole.parse({"open_value": value, "unknown": value})
    assert json.loads(whole.to_json()) == {"open_value": value, "unknown": value}
    assert whole.to_dict() == {"open_value": value, "unknown": value}
    assert hash(frozen(value)) == hash(frozen(copy.deepcopy(value)))
    assert pickle.loads(pickle.dumps(whole)) == whole


@settings(max_examples=100)
@given(VALUES)
def test_nothing_in_a_frozen_value_can_be_changed(value: object) -> None:
    pending: list[Any] = [frozen(value)]
    for part in pending:
        if isinstance(part, dict):
            assert type(part) is JsonObject
            with pytest.raises(TypeError):
                part["a"] = 1
            pending.extend(part.values())
        else:
            assert not isinstance(part, list)
            pending.extend(part if isinstance(part, tuple) else ())


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.__setitem__("a", 2),
        lambda value: value.__delitem__("a"),
        lambda value: value.__ior__({"a": 2}),
        lambda value: value.clear(),
        lambda value: value.pop("a"),
        lambda value: value.popitem(),
        lambda value: value.setdefault("b", 2),
        lambda value: value.update(a=2),
    ],
    ids=["set", "del", "|=", "clear", "pop", "popitem", "setdefault", "update"],
)
def test_a_json_object_cannot_be_changed(change: Callable[[Any], object]) -> None:
    value = JsonObject({"a": 1})
    with pytest.raises(TypeError, match="JsonObject cannot be changed"):
        change(value)
    assert value == {"a": 1}
    assert type(copy.copy(value)) is type(copy.deepcopy(value)) is type(pickle.loads(pickle.dumps(value))) is JsonObject


def test_depth_up_to_the_limit_goes_in_and_out_again() -> None:
    for depth in (100, 249):
        text = json.dumps({"open_value": nested(depth)})
        whole = Whole.model_validate_json(text)
        assert json.loads(whole.to_json()) == json.loads(text)
        assert whole.to_dict() == json.loads(text)
    for depth in (250, 1_000):
        with pytest.raises(LimitExceeded):
            Whole.parse('{"unknown":' + "[" * depth + "]" * depth + "}")


def test_freezing_does_not_recurse() -> None:
    value = nested(200)

    def below(frames: int) -> object:
        return below(frames - 1) if frames else frozen(value)

    assert frozen(value) == below(800)


@pytest.mark.parametrize(
    "value",
    [nested(255), object(), {1, 2}, b"a", float("nan"), float("inf"), {1: 2}, {1: "a"}, {"a": {None: 1}}, [[1j]]],
    ids=lambda value: type(value).__name__,
)
def test_the_constructor_refuses_what_is_no_json(value: Any) -> None:
    for arguments in ({"open_value": value}, {"open_object": value}, {"unknown": value}):
        with pytest.raises(ValidationError):
            Whole(**arguments)
    with pytest.raises(PithError):
        Whole.parse({"unknown": value})


def test_the_constructor_refuses_a_circle() -> None:
    circle: list[object] = []
    circle.append(circle)
    with pytest.raises(ValidationError, match="254"):
        Whole(open_value=circle)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [[], "a", 1, True, None])
def test_an_open_object_is_an_object(value: object) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        Whole.parse({"open_object": value, "by_name": {}} if value is not None else {"parts": value})
    assert refusal.value.pointer in {"/open_object", "/parts"}


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        ({"parts": [{"name": "a", "size": 1}, {"name": "b"}, {}, 1]}, "/parts/1/size"),
        ({"parts": [{}, {}]}, "/parts/0/name"),
        ({"parts": {}}, "/parts"),
        ({"parts": [{"name": "a", "size": 1.0}]}, "/parts/0/size"),
        ({"parts": [{"name": "a", "size": "1"}]}, "/parts/0/size"),
        ({"parts": [{"name": "a", "size": True}]}, "/parts/0/size"),
        ({"by_name": {"a/b": {"name": "a", "size": 1}, "~": {"name": "a"}, "~~": 1}}, "/by_name/~0/size"),
        ({"by_name": [1]}, "/by_name"),
        ({"by_name": {"x": None}}, "/by_name/x"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_first_bad_member_is_named(data: dict[str, object], pointer: str) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        Whole.parse(data)
    assert refusal.value.pointer == pointer


@pytest.mark.parametrize(
    "data",
    [
        b'{"parts":[' + b",".join([b"{}"] * 390_000) + b"]}",
        b'{"parts":[' + b",".join([b"1"] * 390_000) + b"]}",
        b'{"by_name":{' + b",".join(b'"%d":{}' % name for name in range(190_000)) + b"}}",
    ],
    ids=["objects that lack their fields", "numbers for objects", "members of an object"],
)
def test_a_million_faults_cost_no_more_than_one(data: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    with pytest.raises(InvalidRecord) as refusal:
        Whole.parse(data)
    assert time.process_time() - started < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # in kilobytes
    assert len(str(refusal.value)) < 300


@pytest.mark.parametrize("value", [object(), b"\xff", "\ud800"], ids=repr)
def test_a_model_made_without_validation_that_holds_no_json(value: Any) -> None:
    forged = Whole.model_construct(open_value=value)
    with pytest.raises(InvalidRecord, match="a Whole that holds something else than JSON"):
        forged.to_json()
    forged_record: Any = CanonicalRecord.model_construct
    with pytest.raises(PithError):
        PithNumber.derive(forged_record(schema_version=value))


def test_there_is_no_lenient_mode() -> None:
    source = {"kind": "arxiv", "id": "2305.02301", "version": "2"}
    calls: list[Callable[[], object]] = [
        lambda: Source.model_validate(source, strict=False),
        lambda: Source.model_validate_json(json.dumps(source), strict=False),
        lambda: Source.model_validate_json(bytearray(json.dumps(source).encode())),
        lambda: Source.parse(source),
    ]
    for call in calls:
        with pytest.raises(InvalidRecord) as refusal:
            call()
        assert refusal.value.pointer == "/version"


def test_limits_are_passed_on() -> None:
    with pytest.raises(LimitExceeded, match="more than 3 values"):
        Source.parse(b'{"kind":"arxiv","id":"2305.02301","version":2}', limits=Limits(items=3))


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["parts", "open_object", "open_value", "by_name", "~/", ""]), VALUES))
def test_a_model_or_invalid_record(data: dict[str, object]) -> None:
    try:
        whole = Whole.parse(data)
    except InvalidRecord as refusal:
        assert str(refusal).isprintable()  # noqa: PT017 - not every value is refused
    else:
        assert whole.to_dict() == data
