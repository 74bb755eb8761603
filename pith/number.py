"""Pith Numbers: parse, derive, compare, address.

A number is a `str` that is known to be well formed. This module runs in every process that touches a number, so it imports
nothing but the errors until something is derived or validated by pydantic.
"""

from .errors import InvalidArgument, InvalidNumber, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from .models.record import CanonicalRecord

SUFFIX_LENGTH = 26
SHORTEST = 8
ORIGIN = "https://pith.science"
HOSTS = ("pith.science",)

# Regular expressions for pydantic and for JSON Schema, so without look-around.
YEAR_PATTERN = "(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
NUMBER_PATTERN = f"^pith:{YEAR_PATTERN}:[A-Z2-7]{{26}}$"
SHORT_NUMBER_PATTERN = "^pith:[A-Z2-7]{8,26}$"

_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_ALPHABET = frozenset(_CHARACTERS)
_PAIRS = [first + second for first in _CHARACTERS for second in _CHARACTERS]
_DIGITS = frozenset("0123456789")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")

# What follows the origin in each published address, by the name that `links` and the action's own address give it.
ADDRESSES = {
    "html": "/pith/{suffix}",
    "json": "/pith/{suffix}.json",
    "bundle_json": "/pith/{suffix}/bundle.json",
    "state_json": "/pith/{suffix}/state.json",
    "well_known_bundle_json": "/.well-known/pith/{suffix}/bundle.json",
    "graph_json": "/api/pith-number/{suffix}/graph.json",
    "events_json": "/api/pith-number/{suffix}/events.json",
    "paper": "/paper/{short}",
    "timestamp_anchor": "/pith/{suffix}/action/timestamp_anchor",
    "storage_attestation": "/pith/{suffix}/action/storage_attestation",
    "author_attestation": "/pith/{suffix}/action/author_attestation",
    "citation_signature": "/pith/{suffix}/action/citation_signature",
    "replication_record": "/pith/{suffix}/action/replication_record",
}
# The same paths taken apart: what comes before the characters of the suffix, how many there are, and what comes after.
_PATHS = tuple(
    (before, length, after)
    for field, length in (("{suffix}", SUFFIX_LENGTH), ("{short}", SHORTEST))
    for before, found, after in (address[1:].partition(field) for address in ADDRESSES.values())
    if found
)


class _Text(str):
    """A str whose constructor refuses whatever is not of its one form."""

    __slots__ = ()
    _pattern = ""
    _example = ""

    def __new__(cls, text: str) -> "Self":
        # The characters themselves: str() of an Enum, or of another child of str, may say something else.
        characters = str.__str__(text) if isinstance(text, str) else ""
        if not cls._well_formed(characters):
            raise InvalidNumber(f"expected {cls.__name__} such as {cls._example!r}, not {shown(text)}")
        return super().__new__(cls, characters)

    if TYPE_CHECKING:

        @staticmethod
        def _well_formed(text: str) -> bool: ...

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: "GetCoreSchemaHandler") -> "CoreSchema":
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            cls._trusted,
            core_schema.str_schema(pattern=cls._pattern, strict=True),
            serialization=core_schema.to_string_ser_schema(),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler") -> "JsonSchemaValue":
        return {"type": "string", "pattern": cls._pattern, "examples": [cls._example]}

    @classmethod
    def _trusted(cls, text: str) -> "Self":
        return str.__new__(cls, text)


class PithNumber(_Text):
    """A whole Pith Number: `pith:`, the four digits of a year from 0001, `:`, 26 characters of `A-Z2-7`.

    The constructor takes this one spelling and raises `InvalidNumber` for any other; `parse_number` is the lenient one.
    It sorts, hashes, formats, pickles and serialises as the str that it is. Source: protocol, canonical record and number.

    >>> PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC").short()
    'pith:FB5JQX5U'
    """

    __slots__ = ()
    _pattern = NUMBER_PATTERN
    _example = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"

    @staticmethod
    def _well_formed(text: str) -> bool:
        return (
            len(text) == 36
            and text.startswith("pith:")
            and _DIGITS.issuperset(text[5:9])
            and text[5:9] != "0000"
            and text[9] == ":"
            and _ALPHABET.issuperset(text[10:])
        )

    @classmethod
    def derive(cls, canonical_record: "Mapping[str, object] | CanonicalRecord") -> "PithNumber":
        """The number of a canonical record, a model or a mapping: the year of its `metadata.submitted_at` and the hash of it all.

        Raises `InvalidRecord` where `metadata.submitted_at` is no `YYYY-MM-DDTHH:MM:SSZ`, `CanonicalizationError` where
        the mapping is no JSON. Source: protocol, canonical record and number.
        """
        from collections.abc import Mapping
        from hashlib import sha256

        from .dates import submission_year
        from .encoding import encode  # for one small record it is not worth the time to load orjson

        # what is neither a mapping nor a model is read as an empty record, which has no date
        mapping = isinstance(canonical_record, Mapping)
        value = dict(canonical_record) if mapping else getattr(canonical_record, "json_value", dict)()
        metadata = value.get("metadata")
        submitted_at = metadata.get("submitted_at") if isinstance(metadata, dict) else None
        year = submission_year(submitted_at)
        return cls.from_digest(sha256(encode(value)).digest(), year)

    @classmethod
    def from_digest(cls, digest: bytes, year: str) -> "PithNumber":
        """The number of a canonical hash (32 bytes) and a year (four digits, `"0001"` or later).

        Raises `InvalidNumber` for a digest or a year that is none. Source: protocol, canonical record and number.
        """
        if not (isinstance(digest, bytes) and len(digest) == 32):
            raise InvalidNumber(f"expected a SHA-256 digest of 32 bytes, not {shown(digest)}")
        if not (isinstance(year, str) and len(year) == 4 and _DIGITS.issuperset(year) and year != "0000"):
            raise InvalidNumber(f"expected a year of four digits, not {shown(year)}")
        # 130 bits, ten at a time: base64.b32encode takes four times as long over them, and a loop half as long again
        bits, pairs = int.from_bytes(digest[:17]) >> 6, _PAIRS
        return cls._trusted(
            f"pith:{year}:{pairs[bits >> 120]}{pairs[bits >> 110 & 1023]}{pairs[bits >> 100 & 1023]}{pairs[bits >> 90 & 1023]}"
            f"{pairs[bits >> 80 & 1023]}{pairs[bits >> 70 & 1023]}{pairs[bits >> 60 & 1023]}{pairs[bits >> 50 & 1023]}"
            f"{pairs[bits >> 40 & 1023]}{pairs[bits >> 30 & 1023]}{pairs[bits >> 20 & 1023]}{pairs[bits >> 10 & 1023]}"
            f"{pairs[bits & 1023]}"
        )

    @property
    def year(self) -> int:
        """The year of the submission of version 1."""
        return int(self[5:9])

    @property
    def suffix(self) -> str:
        """The 26 base32 characters, 130 bits of the canonical hash: the part that addresses use."""
        return self[10:]

    def short(self, length: int = SHORTEST) -> "ShortPithNumber":
        """The short number: `pith:` and the first 8 to 26 characters of the suffix. Source: protocol, aliases."""
        if type(length) is not int or not SHORTEST <= length <= SUFFIX_LENGTH:
            raise InvalidArgument(f"the length of a short number is 8 to 26, not {shown(length)}")
        return ShortPithNumber(f"pith:{self[10 : 10 + length]}")

    def url(self, form: str = "html", *, origin: str = ORIGIN) -> str:
        """The published address of a form of this number: a key of `ADDRESSES`, such as `html`, `json`, `graph_json`.

        `origin` is the scheme and host in front of it, which may have a port. Raises `InvalidArgument` for another form and
        for what is no origin. Source: protocol, addresses.
        """
        address = ADDRESSES.get(form)
        if address is None:
            raise InvalidArgument(f"expected one of {', '.join(ADDRESSES)}, not {shown(form)}")
        return checked_origin(origin) + address.format(suffix=self.suffix, short=self.suffix[:SHORTEST])

    @property
    def latex(self) -> str:
        """The command of the LaTeX package `pith` that prints this number. Source: protocol, addresses."""
        return f"\\pithnumber{{{self.suffix}}}"

    def markdown_badge(self, label: str | None = None, *, form: str = "html", origin: str = ORIGIN) -> str:
        """A link to an address of this number in Markdown, its label escaped: the short number, unless another is given.

        Takes and raises what `url` does, and `InvalidArgument` for a label that is empty or has characters that do not print,
        line ends among them.
        """
        from string import punctuation

        # CommonMark takes a backslash before any of these to say that the mark is only a mark.
        escaped = self._label(label).translate({ord(mark): f"\\{mark}" for mark in punctuation})
        return f"[{escaped}]({self.url(form, origin=origin)})"

    def html_badge(self, label: str | None = None, *, form: str = "html", origin: str = ORIGIN) -> str:
        """A link to an address of this number in HTML, of the class `pith-number`; else as `markdown_badge`."""
        from html import escape

        return f'<a class="pith-number" href="{escape(self.url(form, origin=origin))}">{escape(self._label(label))}</a>'

    def _label(self, label: str | None) -> str:
        if label is None:
            return self.short()
        if not (isinstance(label, str) and label.strip() and label.isprintable()):
            raise InvalidArgument(f"expected a label of characters that print, not {shown(label)}")
        return label


class ShortPithNumber(_Text):
    """A number without its year, cut to its first 8 to 26 characters: `pith:` and 8 to 26 of `A-Z2-7`.

    `short_pith_number` has 8. Short numbers are not unique: an `AliasIndex` tells which number is meant. The constructor
    raises `InvalidNumber` for any other spelling. Source: protocol, aliases.
    """

    __slots__ = ()
    _pattern = SHORT_NUMBER_PATTERN
    _example = "pith:FB5JQX5U"

    @staticmethod
    def _well_formed(text: str) -> bool:
        return 13 <= len(text) <= 31 and text.startswith("pith:") and _ALPHABET.issuperset(text[5:])

    @property
    def prefix(self) -> str:
        """The 8 to 26 characters after `pith:`."""
        return self[5:]

    def matches(self, number: PithNumber) -> bool:
        """Whether this is a short form of that number."""
        return isinstance(number, PithNumber) and number.suffix.startswith(self.prefix)


def checked_origin(origin: str) -> str:
    """The scheme and host as they are; raises `InvalidArgument` for what is no origin."""
    scheme, _, host = origin.partition("://") if isinstance(origin, str) else ("", "", "")
    if scheme not in ("https", "http") or not host or not _HOST.issuperset(host):
        raise InvalidArgument(f"expected an origin such as {ORIGIN}, not {shown(origin)}")
    return origin


def parse_number(text: str, *, hosts: "Collection[str]" = HOSTS) -> PithNumber | ShortPithNumber:
    """The number in any spelling that people use; the year is in a whole number alone, all else gives a `ShortPithNumber`.

    Read, in upper or lower case: `pith:2023:<26>`, `pith:<8 to 26>`, a bare suffix `<26>`, `\\pithnumber{<8 to 26>}`, and every
    published address of one of the `hosts`. Nothing around it, no white space either. Raises `InvalidNumber`.

    >>> parse_number("https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC.json")
    'pith:FB5JQX5UAE5FSVJFWHE5Q4BOBC'
    """
    # isascii first: str.upper maps letters such as the dotless i and the long s onto ASCII ones.
    if isinstance(text, str) and text.isascii():
        folded = text.upper()
        if folded.startswith("PITH:"):
            kind = PithNumber if folded[9:10] == ":" else ShortPithNumber
            candidate = "pith:" + folded[5:]
            if kind._well_formed(candidate):
                return kind._trusted(candidate)
        elif len(text) == SUFFIX_LENGTH:
            candidate = "pith:" + folded
        elif text.startswith("\\pithnumber{") and text.endswith("}"):
            candidate = "pith:" + folded[12:-1]
        else:
            candidate = "pith:" + _in_address(text, hosts)
        if ShortPithNumber._well_formed(candidate):
            return ShortPithNumber._trusted(candidate)
    raise InvalidNumber(f"expected a Pith Number, a short one, a suffix or an address, not {shown(text)}")


def _in_address(text: str, hosts: "Collection[str]") -> str:
    """The suffix or short suffix in a published address of one of the hosts, in upper case; empty where there is none."""
    if isinstance(hosts, str):
        raise InvalidArgument(f"expected a collection of hosts, such as {HOSTS}, not {shown(hosts)}")
    scheme, _, rest = text.partition("://")
    host, _, path = rest.partition("/")
    if scheme.lower() not in ("https", "http") or host.lower() not in map(str.lower, hosts):
        return ""
    for before, length, after in _PATHS:
        if len(path) == len(before) + length + len(after) and path.startswith(before) and path.endswith(after):
            return path[len(before) : len(before) + length].upper()
    return ""
