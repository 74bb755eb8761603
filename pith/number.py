"""Pith Numbers: parse, derive, compare, address.

A number is a `str` that is known to be well formed. This module runs in every process that touches a number, so it imports
nothing but the errors until something is derived or validated by pydantic.
"""

from .errors import InvalidArgument, InvalidNumber, safe_repr
from .protocol import (
    ADDRESSES,
    ARXIV,
    HOSTS,
    NUMBER_PATTERN,
    ORIGIN,
    SHORT_LENGTHS,
    SHORT_NUMBER_PATTERN,
    SHORTEST,
    SUFFIX_LENGTH,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from .models.record import CanonicalRecord
    from .models.snapshot import Source

_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
_DIGITS = frozenset("0123456789")
_HOST = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")

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
            raise InvalidNumber(f"expected {cls.__name__} such as {cls._example!r}, not {safe_repr(text)}")
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

        from .canonical import canonical_bytes
        from .timestamps import submission_year

        if isinstance(canonical_record, Mapping):
            value = dict(canonical_record)
        elif hasattr(canonical_record, "to_dict"):
            value = canonical_record.to_dict()
        else:
            raise TypeError(f"canonical_record: expected a mapping or a CanonicalRecord, not {safe_repr(canonical_record)}")
        metadata = value.get("metadata")
        year = submission_year(metadata.get("submitted_at") if isinstance(metadata, Mapping) else None)
        return cls.from_digest(sha256(canonical_bytes(value)).digest(), year)

    @classmethod
    def from_digest(cls, digest: bytes, year: str) -> "PithNumber":
        """The number of a canonical hash (32 bytes) and a year (four digits, `"0001"` or later).

        Raises `InvalidNumber` for a digest or a year that is none. Source: protocol, canonical record and number.
        """
        if not (isinstance(digest, bytes) and len(digest) == 32):
            raise InvalidNumber(f"expected a SHA-256 digest of 32 bytes, not {safe_repr(digest)}")
        if not (isinstance(year, str) and len(year) == 4 and _DIGITS.issuperset(year) and year != "0000"):
            raise InvalidNumber(f"expected a year of four digits, not {safe_repr(year)}")
        return cls._trusted(f"pith:{year}:{base32_suffix(digest)}")

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
            raise InvalidArgument(f"the length of a short number is 8 to 26, not {safe_repr(length)}")
        return ShortPithNumber(f"pith:{self[10 : 10 + length]}")

    def url(self, form: str = "html", *, origin: str = ORIGIN) -> str:
        """The published address of a form of this number: a key of `ADDRESSES`, such as `html`, `json`, `graph_json`.

        `origin` is the scheme and host in front of it, which may have a port. Raises `InvalidArgument` for another form and
        for what is no origin. Source: protocol, addresses.
        """
        address = ADDRESSES.get(form)
        if address is None:
            raise InvalidArgument(f"expected one of {', '.join(ADDRESSES)}, not {safe_repr(form)}")
        return check_origin(origin) + address.format(suffix=self.suffix, short=self.suffix[:SHORTEST])

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
            raise InvalidArgument(f"expected a label of characters that print, not {safe_repr(label)}")
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


def check_origin(origin: str) -> str:
    """The scheme and host as they are; raises `InvalidArgument` for what is no origin."""
    scheme, _, host = origin.partition("://") if isinstance(origin, str) else ("", "", "")
    if scheme not in ("https", "http") or not host or not _HOST.issuperset(host):
        raise InvalidArgument(f"expected an origin such as {ORIGIN}, not {safe_repr(origin)}")
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
    raise InvalidNumber(f"expected a Pith Number, a short one, a suffix or an address, not {safe_repr(text)}")


def _in_address(text: str, hosts: "Collection[str]") -> str:
    """The suffix or short suffix in a published address of one of the hosts, in upper case; empty where there is none."""
    if isinstance(hosts, str):
        raise InvalidArgument(f"expected a collection of hosts, such as {HOSTS}, not {safe_repr(hosts)}")
    scheme, _, rest = text.partition("://")
    host, _, path = rest.partition("/")
    if scheme.lower() not in ("https", "http") or host.lower() not in map(str.lower, hosts):
        return ""
    for before, length, after in _PATHS:
        if len(path) == len(before) + length + len(after) and path.startswith(before) and path.endswith(after):
            return path[len(before) : len(before) + length].upper()
    return ""


def short_aliases(number: PithNumber) -> dict[str, str]:
    """The published short aliases of a number, by `alias_kind` in the order in which they are listed.

    >>> short_aliases(PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"))["pith_short_8"]
    'FB5JQX5U'

    Source: protocol, aliases.
    """
    return short_aliases_of_suffix(number.suffix)


def short_aliases_of_suffix(suffix: str) -> dict[str, str]:
    """The same for the suffix of a number."""
    return {kind: suffix[:length] for kind, length in SHORT_LENGTHS.items()}


def base32_suffix(digest: bytes) -> str:
    """The first 26 base32 characters of a digest. Specification §4.1."""
    from base64 import b32encode

    return b32encode(digest[:20])[:SUFFIX_LENGTH].decode()  # 20 bytes are 32 characters


def source_aliases(source: "Source") -> dict[str, str]:
    """The aliases of an arXiv source, by `alias_kind` in the order in which they are listed: id, id and version, DOI.

    Raises `InvalidArgument` for another `source.kind`, whose aliases are unknown. Source: protocol, aliases.
    """
    if source.kind != ARXIV:
        raise InvalidArgument(f"the aliases of a source of kind {safe_repr(source.kind)} are unknown", pointer="/kind")
    paper = source.id
    return {"arxiv": paper, "arxiv_version": f"{paper}v{source.version}", "doi": f"10.48550/arxiv.{paper}".lower()}
