"""Canonical JSON bytes, the hashes over them, and the canonical form of titles and abstracts."""

from hashlib import sha256

import orjson

from .encoding import encode, utf8
from .errors import CanonicalizationError, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Literal

_dumps = orjson.dumps
_SORTED = orjson.OPT_SORT_KEYS
_SAME_IN_ORJSON = frozenset({str, int, bool, type(None)})

_FORMS: "tuple[Literal['NFC', 'NFD', 'NFKC', 'NFKD'] | None, ...]" = (None, "NFC", "NFD", "NFKC", "NFKD")
# Normalisation takes the square of a run of combining marks; the longest abstract of arXiv has 1,920 characters.
_LONGEST_NORMALISED = 4096
_MANY = 1_000_000


def canonical_bytes(value: object) -> bytes:
    """The canonical JSON of a value: `json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)` in UTF-8.

    Takes any JSON value: dict with str keys, list or tuple, str, int of any size, finite float, bool, None. Raises
    `CanonicalizationError` for anything else: NaN and infinities, lone surrogates, other keys, other types, a value that
    contains itself, an integer that Python itself will not print (`sys.set_int_max_str_digits`).
    Source: protocol, `canon(x)`.
    """
    # orjson would also take a UUID, an Enum or a date, and it prints floats in its own way, so it has a say only where every
    # value is of a type on which the two agree. Tuples straight inside tuples it follows to any depth, over the stack's end.
    # A container may hold itself, or a few may hold one another many times over, so there is an end to the looking.
    values: list[Any] = [*value.values()] if type(value) is dict else [value]
    for item in values:
        kind = type(item)
        if kind is str:
            continue
        if kind is dict:
            values += item.values()
        elif kind in _SAME_IN_ORJSON:
            continue
        elif kind is list or (kind is tuple and tuple not in map(type, item)):
            values += item
        else:
            return encode(value)
        if len(values) > _MANY:
            return encode(value)
    try:
        return _dumps(value, None, _SORTED)
    except TypeError:
        return encode(value)


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
