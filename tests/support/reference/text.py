"""Canonical text and the text hash check: section 3 of the specification. The Unicode version is that of Python."""

import re
import unicodedata
from hashlib import sha256
from typing import Literal

from .refusal import Refused

WHITE_SPACE = (
    *map(chr, range(0x09, 0x0E)),
    *map(chr, range(0x1C, 0x21)),
    *"\u0085\u00a0\u1680",
    *map(chr, range(0x2000, 0x200B)),
    *"\u2028\u2029\u202f\u205f\u3000",
)
_RUN = re.compile(f"[{''.join(WHITE_SPACE)}]+")
_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")

# Lower-case mappings of Unicode 16.0 and 17.0; in Unicode 14.0.0 these code points have none.
_LATER = {
    *map(chr, (0x1C89, 0xA7CB, 0xA7CC, 0xA7CE, 0xA7D2, 0xA7D4, 0xA7DA, 0xA7DC)),
    *map(chr, range(0x10D50, 0x10D66)),
    *map(chr, range(0x16EA0, 0x16EB9)),
}
_LATER_RUN = re.compile(f"([{''.join(sorted(_LATER))}])")


def spaced(text: str) -> str:
    """The words of a text with one space between them."""
    return " ".join(part for part in _RUN.split(text) if part)


def lower(text: str) -> str:
    """The text in lower case by Unicode 14.0.0."""
    if text.isascii() or unicodedata.unidata_version < "16":
        return text.lower()
    return "".join(part if part in _LATER else part.lower() for part in _LATER_RUN.split(text))


def canonical_text(text: str) -> str:
    return lower(spaced(text))


def text_sha256(text: str) -> str:
    return _hash(canonical_text(text))


def text_hash_check(text: str, expected: str) -> str:
    """The outcome of the text hash check of section 3.2."""
    if text_sha256(text) == expected:
        return "passed"
    if text.isascii():
        return "failed"
    if _longest_run_of_marks(text) > 30:
        return "indeterminate"
    for variant in (text, *(unicodedata.normalize(form, text) for form in _FORMS)):
        normal = spaced(variant)
        if expected in (_hash(lower(normal)), _hash(normal.casefold())):
            return "indeterminate"
    return "failed"


def excerpt_of(abstract: str) -> str:
    """The first 600 characters of an abstract with one space between its words."""
    return spaced(abstract)[:600]


def _hash(text: str) -> str:
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError:
        raise Refused("CanonicalizationError", "a lone surrogate") from None


def _longest_run_of_marks(text: str) -> int:
    longest = run = 0
    for character in text:
        run = run + 1 if character in "\uff9e\uff9f" or unicodedata.category(character)[0] == "M" else 0
        longest = max(longest, run)
    return longest
