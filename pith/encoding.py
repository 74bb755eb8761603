"""Canonical JSON of any value, in plain Python: the reference, for what orjson would write in another way or not at all."""

from math import isfinite

from .errors import CanonicalizationError, json_pointer, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

# The escapes that JSON requires, and no others; the json package would bring `re` with it, and take longer to load.
_ESCAPES = {code: f"\\u{code:04x}" for code in range(0x20)}
_ESCAPES |= {ord(character): f"\\{escape}" for character, escape in zip('"\\\b\f\n\r\t', '"\\bfnrt', strict=True)}


def encode(value: object) -> bytes:
    """The canonical JSON bytes of any JSON value; `canonical_bytes` gives the same, faster, and says what is refused.

    Iterative, so that depth costs memory and not stack. `path` holds the key or index of every open container's member.
    """
    parts: list[str] = []
    open_containers: list[tuple[int, str, Iterator[tuple[str | int, str, object]]]] = []
    inside: set[int] = set()
    path: list[str | int] = []
    pending = value
    while True:
        try:
            members = _members(pending, parts)
            if id(pending) in inside:
                raise CanonicalizationError("a container that contains itself has no JSON")
        except CanonicalizationError as error:
            error.pointer = json_pointer(*path) if path else None
            raise
        if members is not None:
            inside.add(id(pending))
            open_containers.append((id(pending), *members))
            path.append("")
        while open_containers:
            identity, closing, rest = open_containers[-1]
            following = next(rest, None)
            if following is not None:
                break
            parts.append(closing)
            inside.discard(identity)
            open_containers.pop()
            path.pop()
        else:
            return "".join(parts).encode()
        path[-1], before, pending = following
        parts.append(before)


def _members(value: "Any", parts: list[str]) -> "tuple[str, Iterator[tuple[str | int, str, object]]] | None":
    """Append the JSON of a scalar and return None, or open a container and return its closing and its members: the key or
    index of each, the text that goes before it, and its value."""
    if isinstance(value, dict):
        keys = sorted(map(_text, value))
        parts.append("{")
        return "}", ((key, ("," if place else "") + _quoted(key) + ":", value[key]) for place, key in enumerate(keys))
    if type(value) is list or type(value) is tuple:
        parts.append("[")
        return "]", ((place, "," if place else "", item) for place, item in enumerate(value))
    parts.append(_scalar(value))
    return None


def _scalar(value: "Any") -> str:
    kind = type(value)
    if value is None or kind is bool:
        return {None: "null", True: "true", False: "false"}[value]
    if kind is int:
        try:
            return repr(value)
        except ValueError:
            raise CanonicalizationError("an integer of more digits than Python prints") from None
    if kind is float:
        if not isfinite(value):
            raise CanonicalizationError(f"{value!r} has no JSON")
        return repr(value)
    return _quoted(_text(value))


def _text(value: object) -> str:
    """A str, or a child of it that adds nothing to the data, such as `PithNumber`; an Enum would add a meaning."""
    if not isinstance(value, str) or hasattr(type(value), "__members__"):
        raise CanonicalizationError(f"expected a JSON value, and a str for a key, not {shown(value)}")
    utf8(value)
    return value


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'


def utf8(text: str) -> bytes:
    """A text in UTF-8; raises `CanonicalizationError` where a lone surrogate makes that impossible."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalizationError(f"lone surrogate U+{ord(text[error.start]):04X} at character {error.start}") from None
