"""The base of all models: frozen, strict, with unknown fields kept, and one way to parse and to dump."""

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn, Self, TypeAlias, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, PydanticCustomError, core_schema

from ..canonical import DEEPEST
from ..errors import InvalidRecord, safe_repr
from ..pointers import json_pointer
from ..protocol import (
    BASE64_PATTERN,
    EVENT_ID_PATTERN,
    EXPECTED,
    FINGERPRINT_PATTERN,
    KEY_BASE64_PATTERN,
    SCHEMA_VERSION_PATTERN,
    SHA256_PATTERN,
    SUBMITTED_PATTERN,
    TIMESTAMP_PATTERN,
)
from ..strict_json import DEFAULT_LIMITS, LARGEST_INTEGER, SMALLEST_INTEGER, Data, Limits, parse_json

Value = TypeVar("Value")
Member = TypeVar("Member")

Json: TypeAlias = "str | int | float | bool | JsonObject | tuple[Json, ...] | None"
"""A JSON value that cannot be changed."""


class FrozenDict(dict[str, Value]):
    """A dict that cannot be changed: a JSON object whose keys are data."""

    __slots__ = ()

    def _refuse(self, *arguments: object, **keywords: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} cannot be changed")

    if not TYPE_CHECKING:  # type checkers know these from dict
        __setitem__ = __delitem__ = __ior__ = _refuse
        clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, Value]]]:
        return type(self), (dict(self),)


class JsonObject(FrozenDict["Json"]):
    """A JSON object that no model describes. Its arrays are tuples."""

    __slots__ = ()


_EMPTY = JsonObject()


def freeze(value: object) -> Json:
    """A JSON value as one that cannot be changed: objects become `JsonObject`, arrays become tuples.

    Raises pydantic's `PydanticCustomError` for a value that is not JSON, integers beyond 64 bits among them.
    """
    root: list[Any] = [value]
    # The slots of the copy that still hold a mutable container, parents before children: no recursion at any depth.
    slots: list[tuple[Any, Any, int]] = [(root, 0, 0)]
    for container, key, depth in slots:
        item = container[key]
        kind = type(item)
        if kind is dict or kind is JsonObject:
            if {*map(type, item)} - {str}:
                raise PydanticCustomError("json_key_type", "a str for every key was expected")
            copy: Any = dict(item)
            inner: Iterable[object] = copy
        elif kind is list or kind is tuple:
            copy = list(item)
            inner = range(len(copy))
        elif kind is str or kind is bool or item is None or (kind is float and isfinite(item)):
            continue
        elif kind is int:
            if not SMALLEST_INTEGER <= item <= LARGEST_INTEGER:
                raise PydanticCustomError("json_integer", "an integer from −2⁶³ to 2⁶⁴−1 was expected")
            continue
        else:
            raise PydanticCustomError("json_type", "a JSON value was expected")
        if depth >= DEEPEST:
            raise PydanticCustomError("json_depth", "at most 254 nested containers were expected")
        container[key] = copy
        slots.extend((copy, part, depth + 1) for part in inner)
    for container, key, _ in reversed(slots):
        if type(container[key]) is dict:
            container[key] = JsonObject(container[key])
        elif type(container[key]) is list:
            container[key] = tuple(container[key])
    return cast(Json, root[0])


def _freeze_object(value: object) -> Json:
    if not isinstance(value, dict):
        raise PydanticCustomError("json_object_type", "a JSON object was expected")
    if not value:
        return _EMPTY
    only_texts = {*map(type, value), *map(type, value.values())} == {str}  # as in most objects: no depth to measure
    return JsonObject(value) if only_texts else freeze(value)


class _Frozen:
    """The annotation of a field that holds any JSON value, or any JSON object, frozen."""

    def __init__(self, *, only_objects: bool) -> None:
        self.only_objects = only_objects

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_freeze_object if self.only_objects else freeze)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "object"} if self.only_objects else {}


def _validate_members(value: object, validate: ValidatorFunctionWrapHandler) -> FrozenDict[object]:
    """The members of an object up to the first bad one. Not every release of pydantic can stop there by itself."""
    if not isinstance(value, dict):
        return cast(FrozenDict[object], validate(value))
    members: dict[str, object] = {}
    for key in value:
        members |= validate({key: value[key]})
    return FrozenDict(members)


if TYPE_CHECKING:
    OpenValue: TypeAlias = Json
    OpenObject: TypeAlias = JsonObject
    FrozenMapping: TypeAlias = FrozenDict[Value]
else:  # for pydantic, a JSON value is any object that `freeze` takes
    OpenValue = Annotated[object, _Frozen(only_objects=False)]
    OpenObject = Annotated[dict, _Frozen(only_objects=True)]
    FrozenMapping = Annotated[dict[str, Value], WrapValidator(_validate_members)]

# A JSON array comes as a list and stays as a tuple. The first bad member is reported: a million would cost a million reports.
Array = Annotated[tuple[Member, ...], Field(strict=False, fail_fast=True)]

EventId = Annotated[str, Field(pattern=EVENT_ID_PATTERN)]
KeyBase64 = Annotated[str, Field(pattern=KEY_BASE64_PATTERN)]
Sha256Hex = Annotated[str, Field(pattern=SHA256_PATTERN)]
FingerprintHex = Annotated[str, Field(pattern=FINGERPRINT_PATTERN)]
SignatureBase64 = Annotated[str, Field(pattern=BASE64_PATTERN)]
SubmittedAt = Annotated[str, Field(pattern=SUBMITTED_PATTERN)]
Timestamp = Annotated[str, Field(pattern=TIMESTAMP_PATTERN)]
SchemaVersion = Annotated[str, Field(pattern=SCHEMA_VERSION_PATTERN)]
Count = Annotated[int, Field(ge=0)]
Ordinal = Annotated[int, Field(ge=1)]


class Model(BaseModel):
    """A JSON object of the protocol. Unknown fields are kept and frozen like the known ones.

    The constructor raises pydantic's `ValidationError`. `parse` and the `model_validate` methods raise `InvalidRecord`.
    """

    __slots__ = ("_parsed",)

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, strict=True, extra="allow", hide_input_in_errors=True, serialize_by_alias=True
    )
    if not TYPE_CHECKING:  # a type checker would take it for a field of the constructor
        __pydantic_extra__: dict[str, OpenValue]

    @property
    def model_extra(self) -> JsonObject:
        """The unknown fields, by name."""
        return JsonObject(self.__pydantic_extra__ or {})

    def fields(self) -> Mapping[str, Any]:
        """The values of all fields by attribute name, unknown fields among them. Inner models stay models."""
        extra = self.__pydantic_extra__
        return {**self.__dict__, **extra} if extra else self.__dict__

    def to_json(self) -> bytes:
        """The object as UTF-8 JSON, equal in value to what was parsed: absent fields stay absent, nulls stay null.

        Raises `InvalidRecord` if a model that was built without validation holds a value that is not JSON.
        """
        return cast(bytes, self._dump(self.__pydantic_serializer__.to_json))

    def to_dict(self) -> dict[str, Any]:
        """The same as `to_json` as a new tree of dict, list, str, int, float, bool and None."""
        return cast(dict[str, Any], self._dump(self.__pydantic_serializer__.to_python, mode="json"))

    def _dump(self, dump: Callable[..., object], **options: str) -> object:
        try:
            return dump(self, by_alias=True, warnings=False, **options)
        except ValueError:  # the root of pydantic's errors, and of errors of encoding
            raise InvalidRecord(f"expected a {type(self).__name__} that holds JSON values") from None

    @classmethod
    def parse(cls, data: Data, *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The model of a JSON object given as UTF-8 bytes, as a text or as a mapping of JSON types.

        Raises `InvalidRecord`, with the pointer of the wrong value, or its children `InvalidJSON` and `LimitExceeded`.
        """
        return cls.from_tree(parse_json(data, limits=limits))

    @classmethod
    def from_tree(cls, tree: object) -> Self:
        """The model of a JSON value that `parse_json` or `to_dict` returned. Raises `InvalidRecord`."""
        try:
            model = cast(Self, cls.__pydantic_validator__.validate_python(tree))
        except ValidationError as error:
            raise invalid_record(error, tree) from None
        object.__setattr__(model, "_parsed", True)
        return model

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """The same as `parse`. The options of pydantic have no effect: there is no lenient mode."""
        return cls.parse(json_data)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """An instance as it is, anything else through `parse`. The options of pydantic have no effect."""
        return obj if isinstance(obj, cls) else cls.parse(obj)


class ModelWithOptionalFields(Model):
    """A model some of whose fields can be absent. An absent field is None as an attribute and absent from every dump."""

    # Without a return annotation: pydantic would take it for the schema of the dump.
    @model_serializer(mode="wrap")
    def _without_absent_fields(self, serialize: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        dumped = serialize(self)
        for name in type(self).__pydantic_fields__:
            if name not in self.model_fields_set and getattr(self, name) is None:
                dumped.pop(name, None)
        return dumped


AnyModel = TypeVar("AnyModel", bound=Model)


def require_types(model: Model) -> None:
    """Raise TypeError, naming the pointer, if a model that was copied or constructed holds a value of a wrong type.

    A value of the right type is left to the checks. A model as the parser returned it needs no look.
    """
    if getattr(model, "_parsed", False):
        return
    tree = model.to_dict()
    try:
        type(model).__pydantic_validator__.validate_python(tree)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"].endswith("_type") or detail["type"] == "missing":
                pointer, message = _explain(detail, tree)
                raise TypeError(f"at {safe_repr(pointer)}: {message}") from None


def require_model(model: AnyModel, kind: type[AnyModel], name: str) -> AnyModel:
    """The model itself. Raises TypeError if it is of another kind, or holds a value of a wrong type."""
    if not isinstance(model, kind):
        raise TypeError(f"{name}: expected a {kind.__name__}, not {safe_repr(model)}")
    require_types(model)
    return model


def invalid_record(error: ValidationError, tree: object) -> InvalidRecord:
    """The first of pydantic's errors as an `InvalidRecord`: where, what was expected, and what the value is."""
    first, *others = error.errors(include_url=False)
    pointer, message = _explain(first, tree)
    return InvalidRecord(message + (f" (and {len(others)} more)" if others else ""), pointer=pointer)


def _explain(detail: ErrorDetails, tree: object) -> tuple[str, str]:
    """The pointer and the message of one of pydantic's errors about a tree."""
    parts: list[str | int] = []
    value: object = tree
    for part in detail["loc"]:
        if isinstance(value, dict) and (part in value or detail["type"] == "missing"):
            value = value.get(cast(str, part))
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        else:  # the name of a member of a union, which has no place in the tree
            break
        parts.append(part)
    pointer = json_pointer(*parts)
    if detail["type"] == "missing":
        return pointer, "this field is missing"
    message = detail["msg"]
    if detail["type"] == "string_pattern_mismatch":
        pattern = detail["ctx"]["pattern"]
        message = f"expected {EXPECTED.get(pattern, pattern)}"
    return pointer, f"{message}, not {safe_repr(value)}"
