"""Canonical JSON in plain Python, for a process that derives a few numbers: orjson takes longer to load than these take."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_DEEPEST = 20
_ESCAPES = {code: f"\\u{code:04x}" for code in range(0x20)}
_ESCAPES |= {ord(character): f"\\{escape}" for character, escape in zip('"\\\b\f\n\r\t', '"\\bfnrt', strict=True)}
_WORDS = {None: "null", True: "true", False: "false"}


# After so many values it pays to load orjson.
_first_values = iter(range(10))


def canonical_bytes(value: object) -> bytes:
    """The same as `canonical.canonical_bytes`, without orjson for the first ten values of a process. Specification §2.2."""
    if next(_first_values, None) is not None:
        try:
            return _text(value, _DEEPEST).encode()
        except (_NotPlainError, UnicodeEncodeError):
            pass
    from .canonical import canonical_bytes

    return canonical_bytes(value)


class _NotPlainError(Exception):
    """Raised for floats, long integers, deep values, and types that `canonical.canonical_bytes` judges."""


def _text(value: "Any", depth: int) -> str:
    """The canonical JSON of a value with at most `depth` nested containers."""
    kind = type(value)
    if kind is str:
        return f'"{value.translate(_ESCAPES)}"'
    if value is None or kind is bool:
        return _WORDS[value]
    if kind is int and value.bit_length() <= 64:
        return repr(value)
    if depth and kind is dict and {*map(type, value)} <= {str}:
        return "{" + ",".join([f"{_text(key, 0)}:{_text(value[key], depth - 1)}" for key in sorted(value)]) + "}"
    if depth and (kind is list or kind is tuple):
        return "[" + ",".join([_text(item, depth - 1) for item in value]) + "]"
    raise _NotPlainError
