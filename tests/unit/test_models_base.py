"""The base of all models, with hostile values: depth, width, many faults, and models made without validation."""

import copy
import json
import pickle
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from costs import cost_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pith.errors import InvalidRecord, LimitExceeded, PithError
from pith.models import base
from pith.models.base import (
    Array,
    FrozenMapping,
    JsonObject,
    Model,
    ModelWithOptionalFields,
    OpenObject,
    OpenValue,
    require_model,
    require_types,
)
from pith.models.frozen import freeze
from pith.models.record import CanonicalRecord, PithRecord, parse_record
from pith.models.snapshot import Source
from pith.number import PithNumber
from pith.strict_json import Limits
from pith.testing import sample_record

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner), max_leaves=15)


class Part(Model):
    name: str
    size: int


class Whole(ModelWithOptionalFields):
    parts: Array[Part] | None = None
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
def test_a_frozen_value_keeps_its_value(value: object) -> None:
    whole = Whole.parse({"open_value": value, "unknown": value})
    assert json.loads(whole.to_json()) == {"open_value": value, "unknown": value}
    assert whole.to_dict() == {"open_value": value, "unknown": value}
    assert hash(freeze(value)) == hash(freeze(copy.deepcopy(value)))
    assert pickle.loads(pickle.dumps(whole)) == whole


@settings(max_examples=100)
@given(VALUES)
def test_nothing_in_a_frozen_value_can_be_changed(value: object) -> None:
    pending: list[Any] = [freeze(value)]
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


def test_depth_up_to_the_limit_is_parsed_and_dumped() -> None:
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
        return below(frames - 1) if frames else freeze(value)

    assert freeze(value) == below(800)


@pytest.mark.parametrize(
    "value",
    [nested(255), object(), {1, 2}, b"a", float("nan"), float("inf"), {1: 2}, {1: "a"}, {"a": {None: 1}}, [[1j]]],
    ids=lambda value: type(value).__name__,
)
def test_the_constructor_refuses_values_that_are_not_json(value: Any) -> None:
    for arguments in ({"open_value": value}, {"open_object": value}, {"unknown": value}):
        with pytest.raises(ValidationError):
            Whole(**arguments)
    with pytest.raises(PithError):
        Whole.parse({"unknown": value})


def test_the_constructor_refuses_a_cycle() -> None:
    cycle: list[object] = []
    cycle.append(cycle)
    with pytest.raises(ValidationError, match="254"):
        Whole(open_value=cycle)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [[], "a", 1, True])
def test_an_open_object_is_an_object(value: object) -> None:
    with pytest.raises(InvalidRecord) as refusal:
        Whole.parse({"open_object": value, "by_name": {}})
    assert refusal.value.pointer == "/open_object"


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


FAULTS: dict[str, bytes] = {
    "objects that lack their fields": b'{"parts":[' + b",".join([b"{}"] * 30_000) + b"]}",
    "numbers for objects": b'{"parts":[' + b",".join([b"1"] * 30_000) + b"]}",
    "members of an object": b'{"by_name":{' + b",".join(b'"%d":{}' % name for name in range(30_000)) + b"}}",
}


@pytest.mark.parametrize("data", FAULTS.values(), ids=FAULTS.keys())
def test_many_faults_cost_as_much_as_one(data: bytes) -> None:
    def refuse() -> None:
        with pytest.raises(InvalidRecord) as refusal:
            Whole.parse(data)
        assert len(str(refusal.value)) < 300

    cost = cost_of(refuse)

    assert cost.calls < 2 * 30_000  # one for each container that the limit of depth looks at, and none for a report of a fault
    assert cost.peak < 250 * len(data)


@pytest.mark.parametrize("value", [..., b"\xff", "\ud800"], ids=repr)
def test_a_model_without_validation_that_holds_no_json_has_no_dump(value: Any) -> None:
    forged = Whole.model_construct(open_value=value)
    with pytest.raises(InvalidRecord, match="expected a Whole that holds JSON values"):
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
    with pytest.raises(LimitExceeded, match="at most 3 values"):
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


class Optional(ModelWithOptionalFields):
    name: str
    part: Part | None = None


def test_an_absent_field_is_none_and_in_no_dump() -> None:
    for absent in (Optional.parse({"name": "a"}), Optional(name="a")):
        assert absent.part is None
        assert absent.to_dict() == {"name": "a"} == absent.model_dump()
    null = Optional.parse({"name": "a", "part": None})
    assert null.to_dict() == {"name": "a", "part": None}


@pytest.mark.parametrize(
    "named", [None, set(), {"name"}, {"part"}, {"name", "part", "unknown"}], ids=["none", "empty", "scalar", "model", "all"]
)
def test_fields_set_does_not_hide_a_value(named: set[str] | None) -> None:
    part = Part(name="b", size=1)
    construct: Any = Optional.model_construct
    constructed = construct(_fields_set=named, name="a", part=part, unknown=2)
    expected = {"name": "a", "part": {"name": "b", "size": 1}, "unknown": 2}
    assert constructed.to_dict() == expected == json.loads(constructed.to_json())
    assert constructed.fields() == {"name": "a", "part": part, "unknown": 2}


# Types of models that were copied or constructed

PARTS = Whole.parse({"parts": [{"name": "a", "size": 1}], "by_name": {"a/b": {"name": "b", "size": 2}}, "unknown": {"x": [1]}})
PART: Any = Part.model_construct
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "a dict for a model": ({"parts": ({"name": "a", "size": 1},)}, "/parts/0"),
    "another model": ({"parts": (PARTS,)}, "/parts/0"),
    "None for a model": ({"parts": (None,)}, "/parts/0"),
    "a text for an array": ({"parts": "text"}, "/parts"),
    "a set for an array": ({"parts": set()}, "/parts"),
    "a boolean for an integer": ({"parts": (PART(name="a", size=True),)}, "/parts/0/size"),
    "a float for an integer": ({"parts": (PART(name="a", size=1.0),)}, "/parts/0/size"),
    "bytes for a text": ({"parts": (PART(name=b"a", size=1),)}, "/parts/0/name"),
    "a missing field": ({"parts": (PART(name="a"),)}, "/parts/0/size"),
    "a model in an open value": ({"open_value": [PARTS]}, "/open_value/0"),
    "a list for an object": ({"open_object": []}, "/open_object"),
    "a dict in an object of models": ({"by_name": {"a/b": {}}}, "/by_name/a~1b"),
    "an array for an object of models": ({"by_name": (1,)}, "/by_name"),
    "a key that is no text": ({"open_object": {1: 2}}, "/open_object"),
    "bytes in an unknown field": ({"unknown": {"x": (b"a",)}}, "/unknown/x/0"),
    "a datetime in a new field": ({"new": datetime(2026, 1, 1, tzinfo=UTC)}, "/new"),
    "NaN": ({"open_value": float("nan")}, "/open_value"),
    "a lone surrogate": ({"open_value": "\ud800"}, "/open_value"),
}


@pytest.mark.parametrize(("update", "pointer"), WRONG.values(), ids=WRONG.keys())
def test_a_copy_with_a_wrong_type_is_a_type_error_with_the_pointer(update: dict[str, Any], pointer: str) -> None:
    for model in (PARTS.model_copy(update=update), Whole.model_construct(**{**PARTS.fields(), **update})):
        with pytest.raises(TypeError, match=rf"^at '{re.escape(pointer)}': "):
            require_types(model)


RIGHT: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no parts": {"parts": ()},
    "a list of parts": {"parts": [*(PARTS.parts or ())]},
    "null": {"open_object": None, "by_name": None, "open_value": None, "parts": None},
    "other values": {"open_value": {"a": [1.5, {}]}, "unknown": 2, "new": (None,)},
    "an integer beyond 64 bits": {"open_value": 2**70},
}


@pytest.mark.parametrize("update", RIGHT.values(), ids=RIGHT.keys())
def test_a_copy_with_right_types_is_accepted(update: dict[str, Any]) -> None:
    model = PARTS.model_copy(update=update)
    assert require_model(model, Whole, "whole") is model


def test_a_deep_copy_of_values_at_the_greatest_depth_is_equal() -> None:
    value: Any = 1
    for _ in range(240):
        value = {"a": value}
    whole = Whole.parse({"open_value": value, "unknown": value})
    for copied in (copy.deepcopy(whole), whole.model_copy(deep=True), copy.deepcopy([whole])[0]):
        assert copied == whole
        assert copied is not whole
    assert copy.deepcopy(whole.model_extra) == whole.model_extra
    assert whole.model_copy(update={"unknown": 1}, deep=True).to_dict() == {**whole.to_dict(), "unknown": 1}
    assert whole.to_dict()["unknown"] == value


def test_a_parsed_model_is_not_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base, "require_json", None)  # so that a call of it fails
    require_types(PARTS)
    for copied in (PARTS.model_copy(), copy.copy(PARTS), copy.deepcopy(PARTS), pickle.loads(pickle.dumps(PARTS))):
        with pytest.raises(TypeError, match="not callable"):
            require_types(copied)


def test_a_model_of_another_kind_is_a_type_error_with_the_name_of_the_argument() -> None:
    wrong: Any
    for wrong in (Part(name="a", size=1), None, {}, b"{}"):
        with pytest.raises(TypeError, match="whole: expected a Whole, not "):
            require_model(wrong, Whole, "whole")


def test_nesting_beyond_the_limit_is_a_type_error() -> None:
    deep: Any = ()
    for _ in range(10_000):
        deep = (deep,)
    with pytest.raises(TypeError, match="more than 254 nested containers"):
        require_types(PARTS.model_copy(update={"open_value": deep}))


def test_no_text_of_a_document_is_raw_in_what_a_model_prints() -> None:
    name = "\x1b[2J\u202e\nEVIL"
    record = parse_record({**sample_record("minimal").to_dict(), name: 1, "zz": {name: name}})
    for printed in (repr(record), str(record), f"{record}", repr(record.model_extra)):
        assert printed.isprintable()
        assert "EVIL" in printed


def shared(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value, value]
    return value


@pytest.mark.parametrize("levels", [20, 40])
def test_containers_that_are_shared_many_times_are_refused_at_every_door(levels: int) -> None:
    tree = {**sample_record("minimal").to_dict(), "zz": shared(levels)}
    doors: list[Callable[[Any], Any]] = [
        parse_record,
        PithRecord.model_validate,
        PithRecord.from_tree,
        TypeAdapter(PithRecord).validate_python,
        lambda tree: PithRecord(**tree),
    ]
    for door in doors:
        with pytest.raises((InvalidRecord, ValidationError), match="at most"):
            door(tree)
