"""Records as Structs of msgspec, for `verify_many`: an optional path that takes less time than the models.

The Structs are generated from the models. Bytes are decoded and encoded again. If the result is equal to the bytes, apart from
white space around them, nothing was lost, doubled or spelled in another way, and the checks run over the Struct. All other
bytes go through the models.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from operator import attrgetter
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, Union, cast, get_args, get_origin

import msgspec
from pydantic.fields import FieldInfo

from .models.base import Model
from .models.record import PithRecord
from .models.snapshot import Source
from .strict_json import WHITE_SPACE, Limits

_DEEPEST = 16
"""The Structs have fewer nested containers than this."""


_Patterns: TypeAlias = dict[str, str]
"""The pattern of a text by the path of its attribute."""


class Fields(msgspec.Struct, frozen=True, gc=False):
    """The base of the generated Structs, which hold no cycle, so that no garbage collection has to look at them."""

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
    codec = _codec()
    try:
        record = codec.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):  # msgspec recurses, also into what it skips
        return None
    if codec.encode(record) != raw.strip(WHITE_SPACE) or not codec.match("\n".join(codec.texts_of(record))):
        return None
    msgspec.structs.force_setattr(record, "source", _SourceFields(record.source))
    return record


class _Codec(NamedTuple):
    """What decodes and encodes the Struct of a record, and what matches its texts that have a pattern, joined by line feeds."""

    decode: Callable[[bytes], Any]
    encode: Callable[[Any], bytes]
    texts_of: Callable[[Any], tuple[str, ...]]
    match: Callable[[str], object]


@cache
def _codec() -> _Codec:
    patterns: _Patterns = {}
    struct = _struct_of(PithRecord, "", patterns)
    # One match of all takes less time than a match of each. No pattern matches a line feed.
    joined = "\n".join(f"(?:{pattern})" for pattern in patterns.values())
    decode, encode = msgspec.json.Decoder(struct).decode, msgspec.json.Encoder().encode
    return _Codec(decode, encode, attrgetter(*patterns), re.compile(joined).fullmatch)


def _struct_of(model: type[Model], path: str | None, patterns: _Patterns) -> type[Fields]:
    """The Struct with the fields of a model, in their order. An absent optional field is None, as in the models.

    If every record has the fields, `path` is that of the model, with a dot at the end. Their patterns are added to `patterns`.
    """
    fields: list[tuple[str, Any, Any]] = []
    for name, field in model.__pydantic_fields__.items():
        required = field.is_required()
        default: Any = msgspec.NODEFAULT if required else None
        inner_path = f"{path}{name}" if required and path is not None else None
        kind = _type_of(field.annotation, tuple(field.metadata), inner_path, patterns)
        if model is PithRecord and field.annotation is Source:
            kind = dict[str, str | int]  # in the order of the bytes: that of `kind` and `id` differs from the other two copies
        fields.append((name, kind, msgspec.field(default=default, name=field.alias or name)))
    struct = msgspec.defstruct(model.__name__, fields, bases=(Fields,), frozen=True, gc=False, omit_defaults=True, kw_only=True)
    return cast(type[Fields], struct)


def _type_of(annotation: Any, metadata: tuple[Any, ...], path: str | None, patterns: _Patterns) -> Any:
    """The type that msgspec decodes for the annotation of a field. Raises TypeError for an annotation that no model has."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    inner = partial(_type_of, metadata=(), path=None, patterns=patterns)
    if origin is Annotated:
        given = [part for given in arguments[1:] for part in (given.metadata if isinstance(given, FieldInfo) else [given])]
        return _type_of(arguments[0], (*given, *metadata), path, patterns)
    if origin in (Union, UnionType):
        return Union[tuple(map(inner, arguments))]  # noqa: UP007
    if origin is tuple:
        return tuple[inner(arguments[0]), ...]  # type: ignore[misc]
    if origin is dict:
        return dict[str, inner(arguments[1])]  # type: ignore[misc]
    if origin is Literal or annotation in (bool, NoneType):
        return annotation
    # Values that no model describes: only the simplest, in which nothing can be nested and no number can lose digits.
    if annotation is dict:
        return dict[str, str]
    if annotation is object:
        return str | bool | None
    if issubclass(annotation, Model):
        return _struct_of(annotation, path and f"{path}.", patterns)
    if issubclass(annotation, str):
        found = [pattern for part in metadata if (pattern := getattr(part, "pattern", None))]
        # The `$` of Python also matches before a line feed at the end.
        pattern = getattr(annotation, "_pattern", found[0] if found else "").removesuffix("$")
        if pattern and path:
            patterns[path] = pattern.removeprefix("^")
            return str
        return Annotated[str, msgspec.Meta(pattern=rf"{pattern}\Z")] if pattern else str
    if annotation is int:
        lowest = max([part.ge for part in metadata if hasattr(part, "ge")], default=-(2**63))
        return Annotated[int, msgspec.Meta(ge=lowest, le=2**63 - 1)]
    raise TypeError(f"no Struct field for {annotation}")
