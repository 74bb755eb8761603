"""Canonical JSON bytes, the hashes over them, and the canonical form of titles and abstracts."""

from hashlib import sha256
from json.encoder import encode_basestring
from math import isfinite

import orjson

from .errors import CanonicalizationError, json_pointer, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Literal

_SORTED = orjson.OPT_SORT_KEYS
_CONTAINERS = frozenset({dict, list, tuple})
_SAME_IN_ORJSON = frozenset({str, int, bool, type(None)})

_FORMS: "tuple[Literal['NFC', 'NFD', 'NFKC', 'NFKD'] | None, ...]" = (None, "NFC", "NFD", "NFKC", "NFKD")
# Normalisation takes the square of a run of combining marks; the longest abstract of arXiv has 1,920 characters.
_LONGEST_NORMALISED = 4096


def canonical_bytes(value: object) -> bytes:
    """The canonical JSON of a value: `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)` in UTF-8.

    Takes any JSON value: dict with str keys, list or tuple, str, int of any size, finite float, bool, None. Raises
    `CanonicalizationError` for anything else: NaN and infinities, lone surrogates, other keys, other types, a value that
    contains itself, an integer that Python itself will not print (`sys.set_int_max_str_digits`).
    Source: protocol, `canon(x)`.
    """
    # orjson would also take a UUID, an Enum or a date, and it prints floats in its own way, so it has a say only where every
    # value is of a type on which the two agree. Tuples straight inside tuples it follows to any depth, over the stack's end.
    values: list[Any] = [value]
    seen: set[int] = set()
    for item in values:
        kind = type(item)
        if kind is str:
            continue
        if kind in _CONTAINERS:
            if id(item) not in seen:
                seen.add(id(item))
                if kind is tuple and tuple in map(type, item):
                    return _encode(value)
                values.extend(item.values() if kind is dict else item)
        elif kind not in _SAME_IN_ORJSON:
            return _encode(value)
    try:
        return orjson.dumps(value, option=_SORTED)
    except TypeError:
        return _encode(value)


def canonical_sha256(value: object) -> str:
    """SHA-256 of `canonical_bytes(value)` as 64 lower-case hex digits. Source: protocol, canonical record and number."""
    return sha256(canonical_bytes(value)).hexdigest()


def snapshot_sha256(payload: object) -> str:
    """The `snapshot_sha256` of a list or object: `canonical_sha256({"payload": payload})`. Source: protocol, graph snapshot."""
    return canonical_sha256({"payload": payload})


def canonical_text(text: str) -> str:
    """A title or abstract as it is hashed: runs of white space become one space, none at the ends, then lower case.

    Nothing else is folded: TeX, dashes, quotes and Unicode composition stay. Source: protocol, text hashes.
    """
    if not isinstance(text, str):
        raise CanonicalizationError(f"a text was expected, not {shown(text)}")
    return " ".join(text.split()).lower()


def text_sha256(text: str) -> str:
    """SHA-256 of `canonical_text(text)` in UTF-8 as 64 lower-case hex digits.

    Raises `CanonicalizationError` for a lone surrogate. Source: protocol, text hashes.
    """
    return sha256(utf8(canonical_text(text))).hexdigest()


def text_hash_agrees(text: str, expected: str) -> bool | None:
    """Whether a title or abstract has this hash; None where that cannot be told: for text beyond ASCII the protocol does not
    say which folding and normalisation is the right one, so a hash that it has under another one than the plain one is no
    answer, nor is a text of more than 4,096 characters, which is not tried. Source: protocol, text hashes."""
    if text_sha256(text) == expected:
        return True
    if text.isascii():
        return False
    if len(text) > _LONGEST_NORMALISED:
        return None
    words = " ".join(text.split())
    for fold in (str.lower, str.casefold):
        for form in _FORMS:
            for variant in (fold(_normalised(words, form)), _normalised(fold(words), form)):
                if sha256(utf8(variant)).hexdigest() == expected:
                    return None
    return False


def _normalised(text: str, form: "Literal['NFC', 'NFD', 'NFKC', 'NFKD'] | None") -> str:
    from unicodedata import normalize

    return text if form is None else " ".join(normalize(form, text).split())


def utf8(text: str) -> bytes:
    """A text in UTF-8; raises `CanonicalizationError` where a lone surrogate makes that impossible."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalizationError(f"lone surrogate U+{ord(text[error.start]):04X} at character {error.start}") from None


def _encode(value: object) -> bytes:
    """What `canonical_bytes` does where orjson will not or may not: floats, large integers, great depth, and every refusal.

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
        return "}", ((key, ("," if place else "") + encode_basestring(key) + ":", value[key]) for place, key in enumerate(keys))
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
    return encode_basestring(_text(value))


def _text(value: object) -> str:
    """A str, or a child of it that adds nothing to the data, such as `PithNumber`; an Enum would add a meaning."""
    if not isinstance(value, str) or hasattr(type(value), "__members__"):
        raise CanonicalizationError(f"expected a JSON value, and a str for a key, not {shown(value)}")
    utf8(value)
    return value
