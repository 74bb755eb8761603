"""The base of all models: frozen, strict, with unknown fields kept, and one way to parse and to dump."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self, TypeAlias, TypeVar, cast, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WrapValidator,
    model_serializer,
)
from pydantic_core import ErrorDetails

from ..canonical import canonical_bytes, require_json
from ..errors import CanonicalizationError, InvalidRecord, PithError, safe_repr
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
from ..strict_json import DEFAULT_LIMITS, Data, Limits, parse_json
from .frozen import FrozenDict as FrozenDict
from .frozen import Json as Json
from .frozen import JsonObject as JsonObject
from .frozen import OpenObject as OpenObject
from .frozen import OpenValue as OpenValue

Value = TypeVar("Value")
Member = TypeVar("Member")


def _validate_members(value: object, validate: ValidatorFunctionWrapHandler) -> FrozenDict[object]:
    """The members of an object up to the first bad one. Not every release of pydantic can stop there by itself."""
    if not isinstance(value, dict):
        return cast(FrozenDict[object], validate(value))
    members: dict[str, object] = {}
    for key in value:
        members |= validate({key: value[key]})
    return FrozenDict(members)


if TYPE_CHECKING:
    FrozenMapping: TypeAlias = FrozenDict[Value]
else:
    FrozenMapping = Annotated[dict[str, Value], WrapValidator(_validate_members)]

# The field of a JSON array takes a list and holds a tuple. Only the first bad member is reported: there could be a million.
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
    Specification §7.2.
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
        """The values of all fields by attribute name, unknown fields among them. Inner models stay models.

        An optional field that is absent has the value None here, and no key in `to_dict`. Do not change the mapping.
        """
        extra = self.__pydantic_extra__
        return {**self.__dict__, **extra} if extra else self.__dict__

    def __eq__(self, other: object) -> bool:
        """Whether the other object is of the same model and equal as JSON: `1`, `1.0` and `true` differ. Specification §2.3."""
        equal = super().__eq__(other)
        if equal is not True or self is other:
            return equal
        try:
            return canonical_bytes(self) == canonical_bytes(other)
        except PithError:  # a model that was copied or constructed with other values than JSON
            return equal

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            yield None if name is None else safe_repr(name)[1:-1], value

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

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self.__copy__()  # the values cannot be changed, and can be nested more deeply than `copy` recurses

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

    if not TYPE_CHECKING:  # deprecated in pydantic, and it would lose one of two equal keys

        @classmethod
        def parse_raw(cls, b: str | bytes, **options: Any) -> Self:
            """The same as `parse`."""
            return cls.parse(b)

    @classmethod
    def model_validate(cls, obj: Any, **options: Any) -> Self:
        """The argument itself if it is an instance, otherwise the result of `parse`. The options of pydantic have no effect."""
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

    The checks examine values of the right type. A value that JSON cannot hold, such as NaN, has a wrong type. A model that the
    parser returned is not examined again.
    """
    if getattr(model, "_parsed", False):
        return
    tree = _plain_tree(model, "")
    try:
        require_json(tree)
        type(model).__pydantic_validator__.validate_python(tree)
    except CanonicalizationError as error:
        raise TypeError(str(error)) from None
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"].endswith("_type") or detail["type"] == "missing":
                pointer, message = _explain(detail, tree)
                raise TypeError(f"at {safe_repr(pointer)}: {message}") from None


def _plain_tree(value: Any, pointer: str, expected: Any = Model) -> Any:
    """A model as a dict, and the models in its fields too. Raises TypeError if one is not of the class that its field expects."""
    if isinstance(expected, type) and issubclass(expected, Model):
        if not isinstance(value, expected):
            raise TypeError(f"at {safe_repr(pointer)}: expected a {expected.__name__}, not {safe_repr(value)}")
        tree = {}
        for name, member in value.fields().items():
            field = type(value).__pydantic_fields__.get(name)
            key = name if field is None else field.alias or name
            tree[key] = _plain_tree(member, pointer + json_pointer(key), None if field is None else field.annotation)
        return tree
    kinds = get_args(expected)
    if get_origin(expected) is tuple and isinstance(value, list | tuple):
        return [_plain_tree(item, f"{pointer}/{index}", kinds[0]) for index, item in enumerate(value)]
    if get_origin(expected) is dict and isinstance(value, dict):
        return {key: _plain_tree(item, pointer + json_pointer(key), kinds[1]) for key, item in value.items()}
    if kinds and value is not None:  # a field that can be null
        return _plain_tree(value, pointer, kinds[0])
    return value


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
