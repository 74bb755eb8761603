"""What every model has in common: frozen, strict, open to unknown fields, and read in one way."""

from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NoReturn, Self, TypeAlias, TypeVar, cast

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..dates import SUBMITTED_PATTERN, TIMESTAMP_PATTERN
from ..errors import InvalidArgument, InvalidRecord, json_pointer, shown
from ..number import NUMBER_PATTERN, SHORT_NUMBER_PATTERN
from ..reading import DEEPEST, DEFAULT_LIMITS, Limits, read_json

Value = TypeVar("Value")

Json: TypeAlias = "str | int | float | bool | JsonObject | tuple[Json, ...] | None"


class FrozenDict(dict[str, Value]):
    """A dict that cannot be changed: what stands for a JSON object whose keys are data."""

    __slots__ = ()

    def _refuse(self, *arguments: object, **keywords: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} cannot be changed")

    if not TYPE_CHECKING:  # which knows these from dict
        __setitem__ = __delitem__ = __ior__ = _refuse
        clear = pop = popitem = setdefault = update = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[type[Self], tuple[dict[str, Value]]]:
        return type(self), (dict(self),)


class JsonObject(FrozenDict["Json"]):
    """A JSON object that no model describes; its arrays are tuples."""

    __slots__ = ()


_NOTHING = JsonObject()


def frozen(value: object) -> Json:
    """A JSON value that cannot be changed: objects become `JsonObject`, arrays become tuples. Raises for what is not JSON."""
    whole: list[Any] = [value]
    # Each place in a copy that can still be changed, containers before what is in them; no recursion, whatever the depth.
    places: list[tuple[Any, Any, int]] = [(whole, 0, 0)]
    for container, key, depth in places:
        item = container[key]
        kind = type(item)
        if kind is dict or kind is JsonObject:
            if {*map(type, item)} - {str}:
                raise PydanticCustomError("json_key", "a text for every key was expected")
            copy: Any = dict(item)
            inner: Iterable[object] = copy
        elif kind is list or kind is tuple:
            copy = list(item)
            inner = range(len(copy))
        elif kind is str or kind is int or kind is bool or item is None or (kind is float and isfinite(item)):
            continue
        else:
            raise PydanticCustomError("json_type", "a JSON value was expected")
        if depth >= DEEPEST:
            raise PydanticCustomError("json_depth", "at most 254 containers inside one another were expected")
        container[key] = copy
        places.extend((copy, part, depth + 1) for part in inner)
    for container, key, _ in reversed(places):
        if type(container[key]) is dict:
            container[key] = JsonObject(container[key])
        elif type(container[key]) is list:
            container[key] = tuple(container[key])
    return cast(Json, whole[0])


def _frozen_object(value: object) -> Json:
    if not isinstance(value, dict):
        raise PydanticCustomError("json_object", "a JSON object was expected")
    if not value:
        return _NOTHING
    texts_alone = {*map(type, value), *map(type, value.values())} == {str}  # as in most objects, and then no depth to look for
    return JsonObject(value) if texts_alone else frozen(value)


class _Frozen:
    """The annotation that keeps a JSON value as it came, frozen."""

    def __init__(self, *, only_objects: bool) -> None:
        self.only_objects = only_objects

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_frozen_object if self.only_objects else frozen)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "object"} if self.only_objects else {}


def _one_by_one(value: object, validate: ValidatorFunctionWrapHandler) -> FrozenDict[object]:
    """The members of an object up to the first bad one, as in `Array`; not every release of pydantic can stop by itself."""
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
else:  # pydantic need not know how deep JSON goes
    OpenValue = Annotated[object, _Frozen(only_objects=False)]
    OpenObject = Annotated[dict, _Frozen(only_objects=True)]
    FrozenMapping = Annotated[dict[str, Value], WrapValidator(_one_by_one)]

Member = TypeVar("Member")
# JSON has lists only, and a model none. One bad member is enough: of a million, each would cost its own report.
Array = Annotated[tuple[Member, ...], Field(strict=False, fail_fast=True)]

# Regular expressions for Rust and for JSON Schema; a pattern of base64 leaves its spare bits no choice.
EventId = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]
KeyBase64 = Annotated[str, Field(pattern="^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$")]
Sha256Hex = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
FingerprintHex = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
SignatureBase64 = Annotated[str, Field(pattern="^[A-Za-z0-9+/]{85}[AQgw]==$")]
SubmittedAt = Annotated[str, Field(pattern=SUBMITTED_PATTERN)]
Timestamp = Annotated[str, Field(pattern=TIMESTAMP_PATTERN)]
SchemaVersion = Annotated[str, Field(pattern=r"^1\.(?:0|[1-9][0-9]*)$")]
Count = Annotated[int, Field(ge=0)]
Ordinal = Annotated[int, Field(ge=1)]

_EXPECTED = {
    "^sha256:[0-9a-f]{64}$": "sha256: and 64 lower-case hex digits",
    "^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$": "standard base64 of 32 bytes, padded",
    "^[0-9]+\\.[0-9]+\\.[0-9]+$": "a version such as 1.0.0",
    "^[0-9a-f]{64}$": "64 lower-case hex digits",
    "^[0-9a-f]{32}$": "32 lower-case hex digits",
    "^[A-Za-z0-9+/]{85}[AQgw]==$": "standard base64 of 64 bytes, padded",
    SUBMITTED_PATTERN: "a date such as 2023-05-03T17:50:56Z",
    TIMESTAMP_PATTERN: "a date such as 2026-05-21T20:43:58.375927Z",
    NUMBER_PATTERN: "a Pith Number such as pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC",
    SHORT_NUMBER_PATTERN: "a short Pith Number such as pith:FB5JQX5U",
    r"^1\.(?:0|[1-9][0-9]*)$": "a schema version 1.x",
}


class Model(BaseModel):
    """A JSON object of the protocol. Unknown fields are kept, frozen like the known ones; a value has one spelling.

    The constructor raises pydantic's `ValidationError`; `parse_record` and the `model_validate` methods raise `InvalidRecord`.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, strict=True, extra="allow", hide_input_in_errors=True)
    __pydantic_extra__: dict[str, OpenValue]

    @property
    def model_extra(self) -> JsonObject:
        """The unknown fields, by name; empty where there are none."""
        return JsonObject(self.__pydantic_extra__ or {})

    def to_json(self) -> bytes:
        """UTF-8 JSON equal in value to what was parsed: unknown fields are in it, absent ones are not. A model that was made
        without validation and holds no JSON raises `InvalidRecord`."""
        return cast(bytes, self._dumped(self.__pydantic_serializer__.to_json))

    def json_value(self) -> dict[str, Any]:
        """The same as `to_json` as a new tree of dict, list, str, int, float, bool and None."""
        return cast(dict[str, Any], self._dumped(self.__pydantic_serializer__.to_python, mode="json"))

    def _dumped(self, dump: Callable[..., object], **options: str) -> object:
        try:
            return dump(self, by_alias=True, exclude_unset=True, warnings=False, **options)
        except ValueError:  # pydantic's own error is one, and so is a failure to encode
            raise InvalidRecord(f"a {type(self).__name__} that holds something else than JSON") from None

    @classmethod
    def read(cls, data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> Self:
        """The model of a JSON object given as bytes, text or mapping. Raises `InvalidRecord`, with the pointer of the place."""
        return cls.of_tree(read_json(data, limits=limits))

    @classmethod
    def of_tree(cls, tree: object) -> Self:
        """The model of a JSON value that `read_json` or `json_value` has given. Raises `InvalidRecord`."""
        try:
            return cast(Self, cls.__pydantic_validator__.validate_python(tree))
        except ValidationError as error:
            raise invalid_record(error, tree) from None

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Self:
        """`read`, whatever the options: there is no lenient mode."""
        return cls.read(bytes(json_data) if isinstance(json_data, bytearray) else json_data)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """An instance as it is, anything else through `read`, whatever the options: there is no lenient mode."""
        return obj if isinstance(obj, cls) else cls.read(obj)


AnyModel = TypeVar("AnyModel", bound=Model)


def sound(model: AnyModel, kind: type[AnyModel]) -> AnyModel:
    """The model as the parser would have made it: what was put together without it may hold anything.

    Raises `InvalidArgument` for another kind of model, `InvalidRecord` for one that the parser would refuse.
    """
    if not isinstance(model, kind):
        raise InvalidArgument(f"expected {kind.__name__}, not {shown(model)}")
    return kind.read(model.json_value())


def invalid_record(error: ValidationError, tree: object) -> InvalidRecord:
    """The first of pydantic's errors as one of ours: where in the tree, what was expected, what was there instead."""
    first, *others = error.errors(include_url=False, include_context=True)
    place: list[str | int] = []
    value: object = tree
    for part in first["loc"]:
        if isinstance(value, dict) and (part in value or first["type"] == "missing"):
            value = value.get(cast(str, part))
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
        else:  # not a place but the name of a choice that pydantic tried
            break
        place.append(part)
    message = first["msg"]
    if first["type"] == "string_pattern_mismatch":
        message = f"expected {_EXPECTED.get(first['ctx']['pattern'], first['ctx']['pattern'])}"
    if first["type"] == "missing":
        message = "this field is missing"
    else:
        message += f", not {shown(value)}"
    if others:
        message += f" (and {len(others)} more)"
    return InvalidRecord(message, pointer=json_pointer(*place))
