"""Canonical JSON, hashes over it, equality of JSON values; hashes of titles and abstracts, with a limit of combining marks.

Use this module to compute the hashes of a record again, and `same_json` to compare JSON values. Specification §2 and §3.
"""

from hashlib import sha256
from math import isfinite

import orjson

from .errors import CanonicalizationError, safe_repr
from .pointers import children, json_pointer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

MOST_VALUES = 1_000_000
"""The most values in a value. A few lists that share their items can have more text than fits into memory."""
DEEPEST = 254
"""How many containers may be nested."""
SHALLOW = 128
"""orjson prints values with at most so many nested containers. In deeper ones, some 200 brackets can end at once, and orjson
(3.12 and 3.13) writes such a run of brackets beyond the end of its buffer, which corrupts the memory of the process."""
LONGEST_RUN_OF_MARKS = 30
"""Normalization costs the square of a run of combining marks, so a text with a longer run is not normalized."""

_PIECE = 65_536
_SORTED = orjson.OPT_SORT_KEYS
_NORMAL_FORMS: "tuple[Literal['NFC', 'NFD', 'NFKC', 'NFKD'], ...]" = ("NFC", "NFD", "NFKC", "NFKD")
_SCALARS = frozenset({str, int, bool, type(None)})
_EXACT_TYPES = frozenset({str, int, type(None)})
"""The scalars that Python compares as JSON does, among themselves: `1 == True` and `1 == 1.0` in Python."""
FAST_TYPES: frozenset[type[object]] = frozenset({str, int, bool, type(None), dict, list})
"""The types whose values orjson prints as canonical JSON."""


def canonical_bytes(value: object) -> bytes:
    """The canonical JSON of a value in UTF-8: `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)`.

    Takes a model of this library or any JSON value: dict with str keys, list or tuple, str, int of any size, finite float,
    bool, None. Raises `CanonicalizationError`, with the pointer, for anything else: NaN and infinities, lone surrogates,
    other keys, other types, more than 254 nested containers or 1,000,000 values, an integer with more digits than Python
    prints (`sys.set_int_max_str_digits`). Characters are not counted: a text that a mapping has in many places is printed
    in each of them. `parse_record` counts them. Specification §2.2.
    """
    if type(value) is not dict:
        value = _json_value(value)
    return fast_bytes(value) if _orjson_agrees(value) else _standard_bytes(value)


def canonical_sha256(value: object) -> str:
    """The SHA-256 of `canonical_bytes(value)` as 64 lower-case hex digits. Specification §2.2."""
    return sha256(canonical_bytes(value)).hexdigest()


def snapshot_sha256(payload: object) -> str:
    """The `snapshot_sha256` of a list or object: `canonical_sha256({"payload": payload})`. Specification §7.3."""
    return canonical_sha256({"payload": payload})


def escaped_sha256(canonical: bytes) -> str:
    """The SHA-256 of canonical bytes in the form that escapes each character beyond ASCII, and U+007F, as `\\uXXXX`.

    That is the form of `json.dumps` with `ensure_ascii=True`. Which of the two forms the publisher hashes is unknown.
    Specification §7.3.
    """
    import json
    import re

    digest, text = sha256(), canonical.decode()
    for start in range(0, len(text), _PIECE):  # whole, a text with many such characters takes much memory
        piece = re.sub("[^\x00-\x7e]+", lambda found: json.dumps(found[0])[1:-1], text[start : start + _PIECE])
        digest.update(piece.encode())
    return digest.hexdigest()


def same_json(one: object, other: object) -> bool:
    """Whether two JSON values are equal, that is, whether their canonical bytes are: `1`, `1.0` and `true` differ.

    A value without canonical bytes, such as NaN, is equal to none: the answer is false, or `CanonicalizationError` is raised.
    Specification §2.3.
    """
    if isinstance(one, dict) and isinstance(other, dict):
        kinds = {*map(type, one.values()), *map(type, other.values())}
        if tuple in kinds:
            kinds.remove(tuple)
            for value in (*one.values(), *other.values()):
                if type(value) is tuple:
                    kinds.update(map(type, value))
        if kinds <= _EXACT_TYPES:
            return one == other
    elif (type(one) is type(other) and type(one) in _SCALARS) or (isinstance(one, str) and isinstance(other, str)):
        return one == other
    return canonical_bytes(one) == canonical_bytes(other)


def canonical_text(text: str) -> str:
    """The form of a title or abstract that is hashed: each run of white space as one space, none at the ends, in lower case.

    TeX, dashes, quotes and the normalization form stay. Specification §3.1.
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a str, not {safe_repr(text)}")
    return " ".join(text.split()).lower()


def text_sha256(text: str) -> str:
    """The SHA-256 of `canonical_text(text)` in UTF-8 as 64 lower-case hex digits.

    Raises `CanonicalizationError` for a lone surrogate. Specification §3.1.
    """
    return sha256(utf8(canonical_text(text))).hexdigest()


def text_has_sha256(text: str, expected: str) -> bool | None:
    """Whether a title or abstract has this hash, or None if that is unknown.

    For text beyond ASCII the right folding and normalization are unknown. The answer is None if another folding or
    normalization gives the hash, and if more than 30 combining marks follow one another. Specification §3.2.
    """
    if text_sha256(text) == expected:
        return True
    if text.isascii():
        return False
    from unicodedata import normalize

    if _has_long_run_of_marks(text):
        return None
    for variant in (text, *(normalize(form, text) for form in _NORMAL_FORMS)):
        words = " ".join(variant.split())
        if expected in (sha256(utf8(words.lower())).hexdigest(), sha256(utf8(words.casefold())).hexdigest()):
            return None
    return False


def utf8(text: str) -> bytes:
    """A text in UTF-8. Raises `CanonicalizationError` for a lone surrogate."""
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalizationError(f"lone surrogate U+{ord(text[error.start]):04X} at character {error.start}") from None


def _has_long_run_of_marks(text: str) -> bool:
    from unicodedata import category

    run = 0
    for character in text:
        # By category: some marks whose combining class is 0, and the two sound marks, decompose into marks of other classes.
        run = run + 1 if character in "\uff9e\uff9f" or category(character)[0] == "M" else 0
        if run > LONGEST_RUN_OF_MARKS:
            return True
    return False


def _json_value(value: "Any") -> object:
    """A model as the dict of its fields, anything else unchanged."""
    return value.to_dict() if hasattr(value, "to_dict") and not isinstance(value, dict) else value


def _orjson_agrees(value: "Any") -> bool:
    """Whether orjson prints the value as canonical JSON, or refuses it.

    It prints floats in another way, and it also prints what is not JSON, such as an Enum or a date. It does not print deep
    values safely (`SHALLOW`), and follows tuples inside tuples to any depth, over the end of the stack.
    """
    level: list[Any] = [] if type(value) in _SCALARS else [value]
    count = 1
    for _ in range(SHALLOW + 1):
        if not level:
            return True
        below: list[Any] = []
        for item in level:
            kind = type(item)
            if kind is dict or (isinstance(item, dict) and kind.__module__ == "pith.models.frozen"):
                below += item.values()
            elif kind is list or (kind is tuple and tuple not in map(type, item)):
                below += item
            elif not (isinstance(item, str) and kind.__module__ == "pith.number"):
                return False
            if count + len(below) > MOST_VALUES:
                return False
        level = [item for item in below if type(item) not in _SCALARS]
        count += len(below)
    return False


def fast_bytes(value: object, option: int = _SORTED) -> bytes:
    """The canonical bytes of a value of `FAST_TYPES` with at most `SHALLOW` nested containers. `option` is for orjson."""
    try:
        return orjson.dumps(value, None, option)
    except TypeError:  # an integer beyond 64 bits, or a lone surrogate
        return _standard_bytes(value, sort_keys=option == _SORTED)


def ordered_bytes(value: object, *, is_plain: bool) -> bytes:
    """The same as `canonical_bytes`, with the members of objects in their order. `is_plain` as for `fast_bytes`."""
    if is_plain or _orjson_agrees(value):
        return fast_bytes(value, 0)
    return _standard_bytes(value, sort_keys=False)


def _standard_bytes(value: object, *, sort_keys: bool = True) -> bytes:
    """The JSON bytes by the json package, after a test of every value."""
    import json

    require_json(value)
    return json.dumps(value, sort_keys=sort_keys, separators=(",", ":"), ensure_ascii=False).encode()


def require_json(value: object) -> None:
    """Raise `CanonicalizationError`, with the pointer, for the first value in a value that has no canonical bytes.

    Specification §2.2.
    """
    # Each value with the index of its parent in this list: whole paths would cost the square of a deep value's memory.
    values: list[tuple[Any, int, str | int]] = [(value, -1, "")]
    level_begins = 0
    for depth in range(DEEPEST + 2):
        level_ends = len(values)
        for index in range(level_begins, level_ends):
            item = values[index][0]
            if reason := _reason_against(item):
                raise CanonicalizationError(reason, pointer=_pointer_of(values, index))
            if depth > DEEPEST - 1 and isinstance(item, (dict, list, tuple)):
                raise CanonicalizationError(f"more than {DEEPEST} nested containers")
            values.extend((member, index, key) for key, member in children(item))
            if len(values) > MOST_VALUES:
                raise CanonicalizationError(f"more than {MOST_VALUES} values")
        level_begins = level_ends


def _reason_against(value: "Any") -> str:
    """Why a value has no canonical bytes, regardless of its members; empty if there is no reason."""
    kind = type(value)
    if isinstance(value, dict):
        for key in value:
            if reason := _reason_against_text(key, "a str for every key"):
                return reason
        return ""
    if kind in (list, tuple, bool) or value is None:
        return ""
    if kind is int:
        return "" if _is_printable(value) else "an integer of more digits than Python prints"
    if kind is float:
        return "" if isfinite(value) else f"{value!r} has no JSON"
    return _reason_against_text(value, "a JSON value")


def _is_printable(integer: int) -> bool:
    try:
        str(integer)
    except ValueError:
        return False
    return True


def _reason_against_text(value: object, expected: str) -> str:
    # A str Enum prints as its value in json and as something else elsewhere.
    if not isinstance(value, str) or hasattr(type(value), "__members__"):
        return f"expected {expected}, not {safe_repr(value)}"
    try:
        utf8(value)
    except CanonicalizationError as error:
        return str(error.args[0])
    return ""


def _pointer_of(values: "list[tuple[Any, int, str | int]]", index: int) -> str | None:
    parts: list[str | int] = []
    while values[index][1] >= 0:
        _, index, part = values[index]
        parts.append(part)
    return json_pointer(*reversed(parts)) if parts else None
