"""Strict JSON: bytes to one JSON value with one meaning, within limits of size, nesting, items and digits.

Use `parse_json` for foreign JSON of your own, and `Limits` for larger or only smaller documents. Specification §2.1, §12.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import isfinite
from typing import Any, NamedTuple, TypeAlias, cast

import orjson

from .canonical import DEEPEST, FAST_TYPES, SHALLOW, ordered_bytes
from .errors import CanonicalizationError, InvalidArgument, InvalidJSON, InvalidRecord, LimitExceeded, safe_repr
from .pointers import children, json_pointer

SMALLEST_INTEGER = -(2**63)
LARGEST_INTEGER = 2**64 - 1
_ATOMS = frozenset({float, bool, type(None)})
_SHORT = 100

WHITE_SPACE = b" \t\r\n"
"""The bytes that can surround a JSON value."""
LONGEST_EXPONENT = 6
"""A float with more digits in its exponent is refused, so that its decimal value can be computed."""

Data: TypeAlias = "bytes | bytearray | memoryview | str | Mapping[str, object]"
"""What the parsers take: UTF-8 JSON as bytes, a text, or a mapping of JSON types."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of input. Input over a limit is refused with `LimitExceeded`.

    `size` counts bytes; `depth` nested containers, at most 254; `items` values of every kind, the root included; `digits` the
    digits of an integer, which must also be from −2⁶³ to 2⁶⁴−1. Raises `InvalidArgument` if a limit is less than 1, or
    the depth is above 254. Specification §12.
    """

    size: int = 8 * 1024 * 1024
    depth: int = 250
    items: int = 400_000
    digits: int = 20

    def __post_init__(self) -> None:
        for field in fields(self):
            limit = getattr(self, field.name)
            if type(limit) is not int:
                raise TypeError(f"{field.name}: expected an int, not {safe_repr(limit)}")
            if limit < 1:
                raise InvalidArgument(f"expected a limit of {field.name} from 1, not {limit}")
        if self.depth > DEEPEST:
            raise InvalidArgument(f"expected a limit of depth from 1 to {DEEPEST}, not {self.depth}")


DEFAULT_LIMITS = Limits()


def parse_json(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> object:
    """The JSON value of UTF-8 bytes, of a text, or of a mapping of JSON types, as dict, list, str, int, float, bool and None.

    Raises `InvalidJSON`, with a pointer or an offset, if the data is not JSON or another parser could read another value:
    duplicate keys, NaN, integers outside −2⁶³…2⁶⁴−1, `-0`, floats whose decimal value is not that of their shortest
    spelling, lone surrogates, a byte-order mark, trailing data. Raises `LimitExceeded` if the data is over a limit,
    `InvalidRecord` if a mapping holds a value that is not JSON. Specification §2.1.
    """
    if not isinstance(limits, Limits):
        raise TypeError(f"limits: expected Limits, not {safe_repr(limits)}")
    raw = _raw_bytes(data, limits)
    try:
        tree: Any = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _refusal(error, raw) from None
    # A comma or a bracket comes before each value but the root. Only if there are too many, the values are counted.
    if len(raw) >= 2 * limits.items and sum(map(raw.count, (b",", b"[", b"{"))) >= limits.items:
        _refuse_over_limits(tree, limits)
    # No value is deeper than it has brackets. Only where these do not tell, each container is looked at.
    depth = _brackets(raw)
    if depth > min(limits.depth, SHALLOW):
        depth = _depth_of(tree)
    if depth > limits.depth:
        raise LimitExceeded(f"expected at most {limits.depth} nested containers")
    # orjson keeps the order of keys and the last of two equal keys. So data that equals the print of its own value has no
    # duplicate key, and no number in another spelling than the shortest. A line of a file ends in a line feed.
    if depth > SHALLOW or orjson.dumps(tree) != raw.strip(WHITE_SPACE) or limits.digits < DEFAULT_LIMITS.digits:
        _refuse_ambiguity(raw.decode(), limits)
    return tree


def _raw_bytes(data: Data, limits: Limits) -> bytes:
    if isinstance(data, bytes):
        raw = data
    elif isinstance(data, (bytearray, memoryview)):
        raw = bytes(data)
    elif isinstance(data, str):
        if len(data) > limits.size:
            raise LimitExceeded(f"expected at most {limits.size} bytes")
        try:
            raw = data.encode()
        except UnicodeEncodeError as error:
            raise InvalidJSON(f"lone surrogate at character {error.start}") from None
    elif isinstance(data, Mapping):
        members = dict(data)
        is_plain = _refuse_over_limits(members, limits)
        try:
            raw = ordered_bytes(members, is_plain=is_plain)
        except CanonicalizationError as error:
            raise InvalidRecord(error.args[0], pointer=error.pointer) from None
    else:
        raise TypeError(f"data: expected bytes, a str or a mapping, not {safe_repr(data)}")
    if len(raw) > limits.size:
        raise LimitExceeded(f"expected at most {limits.size} bytes, not {len(raw)}")
    return raw


def _refuse_over_limits(tree: object, limits: Limits) -> bool:
    """Refuse a tree over the limits. Returns whether orjson prints the tree as canonical JSON.

    A few objects can hold one another and one text many times, so the tree is measured before anything is made of it. Texts of
    up to `_SHORT` characters are not added up while the number of items bounds them.
    """
    containers: list[Any] = [[tree]]
    items, size, depth = 0, 0, -1
    kinds: set[type] = set()
    while containers:
        depth += 1
        if depth > limits.depth:
            raise LimitExceeded(f"expected at most {limits.depth} nested containers")
        items += sum(map(len, containers))
        if items > limits.items:
            raise LimitExceeded(f"expected at most {limits.items} values")
        shortest = _SHORT if items * _SHORT <= limits.size else 0
        keys: list[Any] = []
        values: list[Any] = []
        for container in containers:
            if isinstance(container, dict):
                keys += container
                values += container.values()
            else:
                values += container
        others = [value for value in values if type(value) is not str or len(value) > shortest]
        kinds.update(map(type, others))
        containers = []
        for value in others:
            if type(value) in _ATOMS:
                continue
            if isinstance(value, (dict, list, tuple)):
                containers.append(value)
            elif isinstance(value, str):
                size += len(value)
            elif isinstance(value, int):
                size += value.bit_length() // 4
        size += sum([len(key) for key in keys if isinstance(key, str) and len(key) > shortest])
        if size > limits.size:
            raise LimitExceeded(f"expected at most {limits.size} bytes")
    return kinds <= FAST_TYPES and depth <= SHALLOW


def _brackets(raw: bytes) -> int:
    """The number of opening brackets and braces, each counted up to one more than `SHALLOW`."""
    # `replace` finds the few of them three times as fast as `count`, which compares each byte.
    without = len(raw.replace(b"[", b"", SHALLOW + 1)) + len(raw.replace(b"{", b"", SHALLOW + 1))
    return 2 * len(raw) - without


def _depth_of(tree: object) -> int:
    """The number of nested containers of a JSON value."""
    depth = 0
    level: list[Any] = [tree] if type(tree) is dict or type(tree) is list else []
    while level:
        depth += 1
        level = [
            member
            for container in level
            for member in (container.values() if type(container) is dict else container)
            if type(member) is dict or type(member) is list
        ]
    return depth


def _refusal(error: orjson.JSONDecodeError, raw: bytes) -> InvalidRecord:
    try:
        text = raw.decode()
    except UnicodeDecodeError as undecodable:
        return InvalidJSON(f"invalid UTF-8 at byte {undecodable.start}", offset=undecodable.start)
    offset = len(text[: error.pos].encode())
    if "depth" in error.msg or "recursion" in error.msg.lower():
        return LimitExceeded(f"too many nested containers at byte {offset}")
    return InvalidJSON(f"{error.msg} at byte {offset}", offset=offset)


class _Fault(NamedTuple):
    """Takes the place of a refused value in the tree, so that its pointer can be found."""

    error: type[InvalidJSON | LimitExceeded]
    reason: str
    key: tuple[str, ...] = ()


def _refuse_ambiguity(text: str, limits: Limits) -> None:
    """Raise if orjson reads a value that another parser could read as another value.

    This second look is by the json package, whose hooks see each number and each key as it is spelled.
    """
    import json  # few inputs need it

    faults: list[_Fault] = []

    def fault(*arguments: Any) -> _Fault:
        faults.append(_Fault(*arguments))
        return faults[-1]

    def integer(digits: str) -> int | _Fault:
        if len(digits.lstrip("-")) > limits.digits:
            return fault(LimitExceeded, f"expected an integer of at most {limits.digits} digits")
        value = int(digits)  # at most 308 digits: orjson refuses more
        if not SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
            return fault(InvalidJSON, f"the integer {safe_repr(digits)} is outside −2⁶³…2⁶⁴−1")
        return fault(InvalidJSON, "-0 is another spelling of the integer 0") if digits == "-0" else value

    def decimal(spelling: str) -> float | _Fault:
        value = float(spelling)
        return value if _is_exact(spelling, value) else fault(InvalidJSON, f"the number {safe_repr(spelling)} loses digits")

    def members(pairs: list[tuple[str, object]]) -> dict[str, object] | _Fault:
        result = dict(pairs)
        if len(result) == len(pairs):
            return result
        seen: set[str] = set()
        duplicate = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return fault(InvalidJSON, "duplicate key", (duplicate,))

    try:
        tree = json.loads(text, object_pairs_hook=members, parse_int=integer, parse_float=decimal)
    except RecursionError:  # in the first of two members with one key, of which orjson returns the last
        raise LimitExceeded(f"expected at most {limits.depth} nested containers") from None
    if faults:
        path, found = _first_fault(tree)
        raise found.error(found.reason, pointer=json_pointer(*path, *found.key))


def _is_exact(spelling: str, value: float) -> bool:
    """Whether the decimal value of a spelling is that of the shortest spelling of the float that is read from it."""
    from decimal import Decimal

    exponent = spelling.lower().partition("e")[2].lstrip("+-")
    return isfinite(value) and len(exponent) <= LONGEST_EXPONENT and Decimal(spelling) == Decimal(repr(value))


def _first_fault(tree: object) -> tuple[list[str | int], _Fault]:
    """The fault nearest to the root, with the keys and indices on the way to it."""
    # Each value with the index of its parent in this list: whole paths would cost the square of a deep tree's memory.
    values: list[tuple[object, int, str | int]] = [(tree, 0, "")]
    index = 0
    while not isinstance(found := values[index][0], _Fault):
        values.extend(
            (member, index, key) for key, member in children(cast(Any, found)) if isinstance(member, (dict, list, _Fault))
        )
        index += 1
    path: list[str | int] = []
    while index:
        _, index, key = values[index]
        path.append(key)
    return path[::-1], found
