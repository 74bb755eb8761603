"""Records as Structs of msgspec, for `verify_many`: an optional path that takes less time than the models.

The Structs are generated from the models. Bytes are decoded and encoded again. If the result is equal to the bytes, nothing was
lost, doubled or spelled in another way, and the checks run over the Struct. All other bytes go through the models.
"""

from collections.abc import Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

import msgspec
from pydantic.fields import FieldInfo

from .models.base import Model
from .models.record import PithRecord
from .models.snapshot import Source
from .strict_json import Limits

_DEEPEST = 16
"""The Structs have fewer nested containers than this."""


class Fields(msgspec.Struct, frozen=True, omit_defaults=True):
    """The base of the generated Structs. An absent optional field is None, as in the models, and is omitted when encoded."""

    def fields(self) -> Mapping[str, Any]:
        """The values of all fields by attribute name. A record with unknown fields is not decoded, so there are no others."""
        return msgspec.structs.asdict(self)


class _SourceFields(dict[str, Any]):
    """The source of a record, whose order of fields is not that of the other two copies, as the check of the copies takes it."""

    def fields(self) -> Mapping[str, Any]:
        return self


def decode_record(raw: bytes, limits: Limits) -> Any:
    """The record as a Struct with the attributes of `PithRecord`, or None if it must go through the models."""
    if len(raw) > limits.size or len(raw) >= 2 * limits.items or limits.digits < 20 or limits.depth < _DEEPEST:
        return None
    decoder, encoder = _codec()
    try:
        record = decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    if encoder.encode(record) != raw:
        return None
    msgspec.structs.force_setattr(record, "source", _SourceFields(record.source))
    return record


@cache
def _codec() -> tuple[msgspec.json.Decoder[Any], msgspec.json.Encoder]:
    return msgspec.json.Decoder(_struct_of(PithRecord)), msgspec.json.Encoder()


@cache
def _struct_of(model: type[Model]) -> type[Fields]:
    """The Struct with the fields of a model, in their order."""
    fields: list[tuple[str, Any, Any]] = []
    for name, field in model.__pydantic_fields__.items():
        default: Any = msgspec.NODEFAULT if field.is_required() else None
        kind = _type_of(field.annotation, tuple(field.metadata))
        if model is PithRecord and field.annotation is Source:
            kind = dict[str, str | int]  # in the order of the bytes: that of `kind` and `id` differs from the other two copies
        fields.append((name, kind, msgspec.field(default=default, name=field.alias or name)))
    return cast(
        type[Fields], msgspec.defstruct(model.__name__, fields, bases=(Fields,), frozen=True, omit_defaults=True, kw_only=True)
    )


def _type_of(annotation: Any, metadata: tuple[Any, ...] = ()) -> Any:
    """The type that msgspec decodes for the annotation of a field. Raises TypeError for an annotation that no model has."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        inner = [part for given in arguments[1:] for part in (given.metadata if isinstance(given, FieldInfo) else [given])]
        return _type_of(arguments[0], (*inner, *metadata))
    if origin in (Union, UnionType):
        return Union[tuple(map(_type_of, arguments))]  # noqa: UP007
    if origin is tuple:
        return tuple[_type_of(arguments[0]), ...]  # type: ignore[misc]
    if origin is dict:
        return dict[str, _type_of(arguments[1])]  # type: ignore[misc]
    if origin is Literal or annotation in (bool, NoneType):
        return annotation
    # Values that no model describes: only the simplest, in which nothing can be nested and no number can lose digits.
    if annotation is dict:
        return dict[str, str]
    if annotation is object:
        return str | bool | None
    if issubclass(annotation, Model):
        return _struct_of(annotation)
    if issubclass(annotation, str):
        patterns = [pattern for part in metadata if (pattern := getattr(part, "pattern", None))]
        pattern = getattr(annotation, "_pattern", patterns[0] if patterns else "")
        # The `$` of Python matches before a line feed at the end.
        return Annotated[str, msgspec.Meta(pattern=pattern.removesuffix("$") + r"\Z")] if pattern else str
    if annotation is int:
        lowest = max([part.ge for part in metadata if hasattr(part, "ge")], default=-(2**63))
        return Annotated[int, msgspec.Meta(ge=lowest, le=2**63 - 1)]
    raise TypeError(f"no Struct field for {annotation}")
