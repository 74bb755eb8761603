"""One reading of JSON bytes: what has two meanings, or none, or is too large, is refused before a model sees it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import islice
from typing import Any, NamedTuple, cast

import orjson

from .canonical import canonical_bytes
from .errors import CanonicalizationError, InvalidArgument, InvalidJSON, InvalidRecord, LimitExceeded, json_pointer, shown

SMALLEST_INTEGER = -(2**63)
LARGEST_INTEGER = 2**64 - 1
DEEPEST = 254

# One match for each comma and each bracket of a container that is not empty, outside of strings, and two at the end; all
# possessive, and content with a string that has no end, so that no text makes it look at a byte many times.
_UP_TO_SEPARATOR = rb"""(?xs) (?: [^",\[{]++ | "(?:[^"\\]++|\\.)*+"? | [\[{][ \t\n\r]*+[\]}] )*+ (?: [,\[{] | \Z )"""


def _printed_depth() -> int:
    """How many lists inside one another orjson prints; old releases print one more where the innermost is empty."""
    nested: list[object] = [0]
    for depth in range(4 * DEEPEST):
        try:
            orjson.dumps(nested)
        except TypeError:
            return depth
        nested = [nested]
    raise ImportError("this release of orjson prints containers of any depth")  # pragma: no cover


# Inside as many lists as a limit leaves of it, orjson measures the depth of a tree while it prints it.
_PRINTED_DEPTH = _printed_depth()


@dataclass(frozen=True, slots=True)
class Limits:
    """What input may come to; anything over is refused with `LimitExceeded` before it is taken apart.

    `size` in bytes; `depth` in containers inside one another, at most 254; `items` in values of every kind, the whole
    included; `digits` of an integer (which must be from −2⁶³ to 2⁶⁴−1 in any case). Raises `InvalidArgument`.
    """

    size: int = 8 * 1024 * 1024
    depth: int = 250
    items: int = 400_000
    digits: int = 20

    def __post_init__(self) -> None:
        for field in fields(self):
            limit = getattr(self, field.name)
            if type(limit) is not int or limit < 1:
                raise InvalidArgument(f"expected a number from 1 for the limit of {field.name}, not {shown(limit)}")
        if self.depth > DEEPEST:
            raise InvalidArgument(f"the limit of depth is 1 to {DEEPEST}, not {self.depth}")


DEFAULT_LIMITS = Limits()


def read_json(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> object:
    """The JSON value of UTF-8 bytes, of a text, or of a mapping of JSON types, which is copied deep.

    Raises `InvalidJSON`, with the pointer or the offset of the place, for what is not JSON or would not mean the same to
    every parser: duplicate keys, NaN, integers outside −2⁶³…2⁶⁴−1, `-0`, lone surrogates, a byte-order mark, trailing
    data; `LimitExceeded` for what is over the limits; `InvalidRecord` for a mapping that holds something else than JSON.
    """
    raw = _bytes(data, limits)
    _limit_items(raw, limits)
    try:
        tree: Any = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _refusal(error, raw) from None
    wrapped, wrappers = tree, _PRINTED_DEPTH - limits.depth
    for _ in range(wrappers):
        wrapped = [wrapped]
    try:
        printed = orjson.dumps(wrapped)
    except TypeError:
        raise LimitExceeded(f"more than {limits.depth} containers inside one another") from None
    # orjson keeps the order of keys and the last of two equal ones, so an input that equals the print of its own reading
    # holds no duplicate and no number that was read as another one.
    same = len(printed) == len(raw) + 2 * wrappers and printed.startswith(raw, wrappers)
    if not same or limits.digits < DEFAULT_LIMITS.digits:
        _refuse_ambiguity(raw.decode(), limits)
    return tree


def _bytes(data: bytes | str | Mapping[str, object], limits: Limits) -> bytes:
    if isinstance(data, bytes):
        raw = data
    elif isinstance(data, str):
        if len(data) > limits.size:
            raise LimitExceeded(f"input of more than {limits.size} bytes")
        try:
            raw = data.encode()
        except UnicodeEncodeError as error:
            raise InvalidJSON(f"lone surrogate at character {error.start}") from None
    elif isinstance(data, Mapping):
        members = dict(data)
        _limit_tree(members, limits)
        try:
            raw = canonical_bytes(members)
        except CanonicalizationError as error:
            raise InvalidRecord(error.args[0], pointer=error.pointer) from None
    else:
        raise InvalidRecord(f"expected bytes, a text or a mapping, not {shown(data)}")
    if len(raw) > limits.size:
        raise LimitExceeded(f"input of {len(raw)} bytes, more than {limits.size}")
    return raw


def _limit_tree(tree: dict[str, object], limits: Limits) -> None:
    """A few containers that hold one another many times over print as more than any memory holds, so count before that."""
    items, size = 1, 0
    level: list[object] = [tree]
    for _ in range(limits.depth + 1):
        inner: list[object] = []
        for value in level:
            members: Collection[object] = ()
            if isinstance(value, dict):
                size += sum(len(key) for key in value if isinstance(key, str))
                members = value.values()
            elif isinstance(value, list | tuple):
                members = value
            elif isinstance(value, str):
                size += len(value)
            elif isinstance(value, int):
                size += value.bit_length() // 4
            items += len(members)
            if size > limits.size:
                raise LimitExceeded(f"input of more than {limits.size} bytes")
            if items > limits.items:
                raise LimitExceeded(f"more than {limits.items} values")
            inner.extend(members)
        if not inner:
            return
        level = inner
    raise LimitExceeded(f"more than {limits.depth} containers inside one another")


def _limit_items(raw: bytes, limits: Limits) -> None:
    """Every value stands at the start, after a comma or first in its container; only an input with many commas and brackets
    is worth a close count."""
    # A value and what parts it from the next are two bytes at least, and even a rough count takes half the time of a reading.
    if len(raw) < 2 * limits.items:
        return
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") < limits.items:
        return
    if next(islice(re.finditer(_UP_TO_SEPARATOR, raw), limits.items + 1, None), None):
        raise LimitExceeded(f"more than {limits.items} values")


def _refusal(error: orjson.JSONDecodeError, raw: bytes) -> InvalidRecord:
    try:
        text = raw.decode()
    except UnicodeDecodeError as undecodable:
        return InvalidJSON(f"invalid UTF-8 at byte {undecodable.start}", offset=undecodable.start)
    offset = len(text[: error.pos].encode())
    if "depth" in error.msg:
        return LimitExceeded(f"containers nested too deep at byte {offset}")
    return InvalidJSON(f"{error.msg} at byte {offset}", offset=offset)


class _Fault(NamedTuple):
    """Stands in the tree where something was refused, so that its pointer can be told."""

    error: type[InvalidJSON | LimitExceeded]
    reason: str
    key: tuple[str, ...] = ()


def _refuse_ambiguity(text: str, limits: Limits) -> None:
    """Raise for what orjson reads and another parser might read differently; a slower look, by the standard library."""
    import json  # few inputs need it, and many programs nothing else that does

    faults: list[_Fault] = []

    def fault(*arguments: Any) -> _Fault:
        faults.append(_Fault(*arguments))
        return faults[-1]

    def integer(digits: str) -> int | _Fault:
        if len(digits.lstrip("-")) > limits.digits:
            return fault(LimitExceeded, f"an integer of more than {limits.digits} digits")
        value = int(digits)
        if not SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
            return fault(InvalidJSON, f"the integer {digits} is outside −2⁶³…2⁶⁴−1")
        return fault(InvalidJSON, "-0 is not an integer of its own") if digits == "-0" else value

    def members(pairs: list[tuple[str, object]]) -> dict[str, object] | _Fault:
        result = dict(pairs)
        if len(result) == len(pairs):
            return result
        seen: set[str] = set()
        duplicate = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return fault(InvalidJSON, "duplicate key", (duplicate,))

    try:
        tree = json.loads(text, object_pairs_hook=members, parse_int=integer)
    except RecursionError:  # orjson read the last of two members, and the first one is far too deep
        raise LimitExceeded(f"more than {limits.depth} containers inside one another") from None
    if faults:
        path, found = _first_fault(tree)
        raise found.error(found.reason, pointer=json_pointer(*path, *found.key))


def _first_fault(tree: object) -> tuple[list[str | int], _Fault]:
    """The fault nearest to the root, with the keys and indices that lead to it."""
    # Each value with the place of its parent in this list: whole paths would take the square of a deep tree's memory.
    values: list[tuple[object, int, str | int]] = [(tree, 0, "")]
    place = 0
    while not isinstance(found := values[place][0], _Fault):
        members: Iterable[tuple[str | int, object]] = (
            found.items() if isinstance(found, dict) else enumerate(cast(list[object], found))
        )
        values.extend((member, place, part) for part, member in members if isinstance(member, dict | list | _Fault))
        place += 1
    path: list[str | int] = []
    while place:
        _, place, part = values[place]
        path.append(part)
    return path[::-1], found
