"""One reading of JSON bytes: what has two meanings, or none, or is too large, is refused before a model sees it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import orjson

from .canonical import canonical_bytes
from .errors import CanonicalizationError, InvalidJSON, InvalidRecord, LimitExceeded, json_pointer, shown

SMALLEST_INTEGER = -(2**63)
LARGEST_INTEGER = 2**64 - 1

# orjson.dumps goes 254 containers deep and no deeper, so inside as many wrappers as a limit leaves of those it measures
# the depth of a tree while it prints it.
_ORJSON_DEPTH = 254
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Limits:
    """What input may come to; anything over is refused with `LimitExceeded` before it is taken apart.

    `size` in bytes; `depth` in containers inside one another, at most 254; `items` in values of every kind, the members of
    objects and arrays; `digits` of an integer (which must be from −2⁶³ to 2⁶⁴−1 in any case).
    """

    size: int = 8 * 1024 * 1024
    depth: int = 200
    items: int = 400_000
    digits: int = 20

    def __post_init__(self) -> None:
        if not 0 < self.depth <= _ORJSON_DEPTH:
            raise InvalidRecord(f"the limit of depth is 1 to {_ORJSON_DEPTH}, not {self.depth}")


DEFAULT_LIMITS = Limits()


def read_json(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> object:
    """The JSON value of UTF-8 bytes, of a text, or of a mapping of JSON types, which is copied deep.

    Raises `InvalidJSON`, with the pointer or the offset of the place, for what is not JSON or would not mean the same to
    every parser: duplicate keys, NaN, integers outside −2⁶³…2⁶⁴−1, `-0`, lone surrogates, a byte-order mark, trailing
    data; `LimitExceeded` for what is over the limits.
    """
    raw = _bytes(data, limits)
    _limit_items(raw, limits)
    try:
        tree = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise _refusal(error, raw) from None
    # orjson keeps the order of keys and the last of two equal ones, so an input that equals the print of its own reading
    # holds no duplicate and no number that was read as another one.
    wrappers = _ORJSON_DEPTH - limits.depth
    wrapped = tree
    for _ in range(wrappers):
        wrapped = (wrapped,)
    try:
        if orjson.dumps(wrapped) == b"[" * wrappers + raw + b"]" * wrappers:
            return tree
    except TypeError:
        raise LimitExceeded(f"more than {limits.depth} containers inside one another") from None
    _refuse_ambiguity(raw.decode(), limits)
    return tree


def _bytes(data: bytes | str | Mapping[str, object], limits: Limits) -> bytes:
    if isinstance(data, Mapping):
        try:
            raw = canonical_bytes(dict(data))
        except CanonicalizationError as error:
            raise InvalidRecord(error.args[0], pointer=error.pointer) from None
    elif isinstance(data, str):
        if len(data) > limits.size:
            raise LimitExceeded(f"input of more than {limits.size} bytes")
        try:
            raw = data.encode()
        except UnicodeEncodeError as error:
            raise InvalidJSON(f"lone surrogate at character {error.start}") from None
    elif isinstance(data, bytes):
        raw = data
    else:
        raise InvalidRecord(f"expected bytes, a text or a mapping, not {shown(data)}")
    if len(raw) > limits.size:
        raise LimitExceeded(f"input of {len(raw)} bytes, more than {limits.size}")
    return raw


def _limit_items(raw: bytes, limits: Limits) -> None:
    """Every value but the first of its container stands behind a comma; only a large input is worth the count."""
    if len(raw) // 2 < limits.items:
        return
    for text in (raw, None):
        outside = _STRING.sub(b'""', raw) if text is None else text
        if outside.count(b",") + outside.count(b"[") + outside.count(b"{") < limits.items:
            return
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


@dataclass(frozen=True, slots=True)
class _Fault:
    """Stands in the tree where something was refused, so that its pointer can be told."""

    reason: str
    key: str | None = None


def _refuse_ambiguity(text: str, limits: Limits) -> None:
    """Raise for what orjson reads and another parser might read differently; a slower look, by the standard library."""
    faults: list[_Fault] = []

    def fault(reason: str, key: str | None = None) -> _Fault:
        faults.append(_Fault(reason, key))
        return faults[-1]

    def integer(digits: str) -> int | _Fault:
        if len(digits.lstrip("-")) > limits.digits:
            return fault(f"an integer of more than {limits.digits} digits")
        value = int(digits)
        if not SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
            return fault(f"the integer {digits} is outside −2⁶³…2⁶⁴−1")
        return fault("-0 is not an integer of its own") if digits == "-0" else value

    def members(pairs: list[tuple[str, object]]) -> dict[str, object] | _Fault:
        result = dict(pairs)
        if len(result) == len(pairs):
            return result
        seen: set[str] = set()
        duplicate = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return fault("duplicate key", duplicate)

    tree = json.loads(text, object_pairs_hook=members, parse_int=integer)
    if faults:
        for pointer, value in _walk(tree):
            if isinstance(value, _Fault):
                if value.key is not None:
                    pointer = (*pointer, value.key)
                raise InvalidJSON(value.reason, pointer=json_pointer(*pointer))


def _walk(tree: object) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value of a tree with the keys and indices that lead to it."""
    pending: list[tuple[tuple[str | int, ...], object]] = [((), tree)]
    for place, value in pending:
        yield place, value
        if isinstance(value, dict):
            pending.extend(((*place, key), member) for key, member in value.items())
        elif isinstance(value, list):
            pending.extend(((*place, index), member) for index, member in enumerate(value))
