"""JSON values that cannot be changed."""

from collections.abc import Callable, Iterable
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Self, TypeAlias, TypeVar, cast

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..canonical import DEEPEST, MOST_VALUES
from ..strict_json import LARGEST_INTEGER, SMALLEST_INTEGER

Value = TypeVar("Value")

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

    def __reduce__(self) -> tuple[Callable[..., "FrozenDict[Any]"], tuple[Any, ...]]:
        # Keys and values in one tuple: with a dict in it, the deepest values that parse would be too deep for pickle.
        return _from_members, (type(self), *chain.from_iterable(self.items()))

    def __deepcopy__(self, memo: dict[int, object]) -> Self:
        return self  # the values in it cannot be changed either, and can be nested more deeply than `copy` recurses


def _from_members(kind: type[FrozenDict[Any]], *members: Any) -> FrozenDict[Any]:
    """A pickled object again, from its keys and values in turn."""
    return kind(zip(members[::2], members[1::2], strict=True))


class JsonObject(FrozenDict["Json"]):
    """A JSON object without a model: a dict that cannot be changed. The arrays in it are tuples."""

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
        if len(slots) > MOST_VALUES:  # a few containers can hold one another many times
            raise PydanticCustomError("json_items", "at most 1,000,000 nested values were expected")
        container[key] = copy
        slots.extend([(copy, part, depth + 1) for part in inner if not _is_frozen(copy[part])])
    for container, key, _ in reversed(slots):
        if type(container[key]) is dict:
            container[key] = JsonObject(container[key])
        elif type(container[key]) is list:
            container[key] = tuple(container[key])
    return cast(Json, root[0])


def _is_frozen(item: object) -> bool:
    """Whether a value is a text, a boolean, null or an integer of 64 bits, which `freeze` returns unchanged."""
    kind = type(item)
    return kind is str or kind is bool or item is None or (kind is int and SMALLEST_INTEGER <= cast(int, item) <= LARGEST_INTEGER)


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


if TYPE_CHECKING:
    OpenValue: TypeAlias = Json
    OpenObject: TypeAlias = JsonObject
else:  # for pydantic, a JSON value is any object that `freeze` takes
    OpenValue = Annotated[object, _Frozen(only_objects=False)]
    OpenObject = Annotated[dict, _Frozen(only_objects=True)]
