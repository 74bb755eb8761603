"""Pith Numbers: parse, derive and compare them, and derive their short aliases.

A number is a `str` that is known to be well formed. Functions import what they need, so that parsing a number loads little.
"""

import sys

from .errors import InvalidArgument, InvalidNumber, require_text, safe_repr
from .protocol import HOSTS, NUMBER_PATTERN, ORIGIN, SHORT_LENGTHS, SHORT_NUMBER_PATTERN, SHORTEST, SUFFIX_LENGTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any, Self

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

    from .models.record import CanonicalRecord
    from .protocol import AddressForm

_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_PAIRS = [first + second for first in _BASE32 for second in _BASE32]
_BASE32_SET = frozenset(_BASE32)
_DIGITS = frozenset("0123456789")


class _NumberText(str):
    """The base of whole and short numbers: a strict constructor, validation by pydantic, addresses and links."""

    __slots__ = ()
    _pattern = ""
    _example = ""

    def __new__(cls, text: str) -> "Self":
        if not isinstance(text, str):
            raise TypeError(f"text: expected a str, not {safe_repr(text)}")
        characters = str.__str__(text)  # str(text) of an Enum is another text
        if not cls._is_well_formed(characters):
            raise InvalidNumber(f"expected a {cls.__name__} such as {cls._example}, not {safe_repr(text)}")
        return super().__new__(cls, characters)

    if TYPE_CHECKING:

        @staticmethod
        def _is_well_formed(text: str) -> bool: ...

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
        """A number from a text that is known to be well formed."""
        return str.__new__(cls, text)

    @property
    def _known(self) -> str:
        """The characters of the suffix that the number has, 8 to 26."""
        return self.rpartition(":")[2]

    def url(self, form: "AddressForm | None" = None, *, origin: str = ORIGIN) -> str:
        """The published address of this number at an origin, such as `https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC`.

        `form` is `html`, `json`, `paper`, `graph_json`, `events_json`, `bundle_json`, `state_json`, `well_known_bundle_json`,
        `timestamp_anchor`, `storage_attestation`, `author_attestation`, `citation_signature` or `replication_record`. The default
        is `html`, for short numbers of fewer than 26 characters `paper`, the only form that they have. `origin` is a scheme and
        a host, with a port if needed. Raises `InvalidArgument` for any other form or origin. Specification §4.3.
        """
        from .addresses import address

        return address(self._known, form, origin)

    @property
    def latex(self) -> str:
        """The LaTeX command of the package `pith` for this number, `\\pithnumber{…}`. Specification §4.3."""
        return f"\\pithnumber{{{self._known}}}"

    def markdown_badge(self, label: str | None = None, *, form: "AddressForm | None" = None, origin: str = ORIGIN) -> str:
        """A Markdown link to `self.url(form, origin=origin)`. `label` is its text, by default the short number; it is escaped.

        Raises `InvalidArgument` as `url` does, and if the label is empty or has unprintable characters, such as line ends.
        """
        from .addresses import markdown_link

        return markdown_link(f"pith:{self._known[:SHORTEST]}" if label is None else label, self.url(form, origin=origin))

    def html_badge(self, label: str | None = None, *, form: "AddressForm | None" = None, origin: str = ORIGIN) -> str:
        """An HTML link of the class `pith-number` to `self.url(form, origin=origin)`. For the rest, see `markdown_badge`."""
        from .addresses import html_link

        return html_link(f"pith:{self._known[:SHORTEST]}" if label is None else label, self.url(form, origin=origin))


class PithNumber(_NumberText):
    """A whole Pith Number: `pith:`, a year from 0001 to 9999, `:`, and the suffix, 26 characters of `A-Z2-7`.

    The constructor accepts this one spelling and raises `InvalidNumber` for any other; `parse_number` accepts more. A number
    sorts, hashes, formats, pickles and serializes as the `str` that it is. Specification §4.1.

    >>> PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC").short()
    'pith:FB5JQX5U'
    """

    __slots__ = ()
    _pattern = NUMBER_PATTERN
    _example = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"

    @staticmethod
    def _is_well_formed(text: str) -> bool:
        return (
            len(text) == 36
            and text.startswith("pith:")
            and _DIGITS.issuperset(text[5:9])
            and text[5:9] != "0000"
            and text[9] == ":"
            and _BASE32_SET.issuperset(text[10:])
        )

    @classmethod
    def derive(cls, canonical_record: "Mapping[str, object] | CanonicalRecord") -> "PithNumber":
        """The number of a canonical record, which is a mapping of JSON values or a model.

        The year is that of `metadata.submitted_at`, the suffix is a part of the hash of the whole. Raises `InvalidRecord` if that
        is not `YYYY-MM-DDTHH:MM:SSZ`, and `CanonicalizationError` if a value is not JSON. Specification §4.1.
        """
        from hashlib import sha256

        from .timestamps import submission_year

        if "orjson" in sys.modules:
            from .canonical import canonical_bytes
        else:  # orjson takes longer to load than a number to derive
            from .plain_json import canonical_bytes
        value: Any = canonical_record.to_dict() if hasattr(canonical_record, "to_dict") else canonical_record
        if type(value) is not dict:
            from collections.abc import Mapping

            if not isinstance(value, Mapping):
                raise TypeError(f"canonical_record: expected a mapping or a CanonicalRecord, not {safe_repr(value)}")
            value = dict(value)
        metadata = value.get("metadata")
        year = submission_year(metadata.get("submitted_at") if isinstance(metadata, dict) else None)
        return cls._trusted(f"pith:{year}:{base32_suffix(sha256(canonical_bytes(value)).digest())}")

    @classmethod
    def from_digest(cls, digest: "bytes | bytearray | memoryview", year: str) -> "PithNumber":
        """The number of a canonical hash, a SHA-256 of 32 bytes, and a year, four digits from `"0001"` to `"9999"`.

        Raises `InvalidNumber` for any other number of bytes and any other text. Specification §4.1.
        """
        if not isinstance(digest, bytes | bytearray | memoryview):
            raise TypeError(f"digest: expected bytes, not {safe_repr(digest)}")
        require_text(year, "year")
        octets = bytes(digest)
        if len(octets) != 32:
            raise InvalidNumber(f"expected a digest of 32 bytes, not of {len(octets)}")
        if not (len(year) == 4 and _DIGITS.issuperset(year) and year != "0000"):
            raise InvalidNumber(f"expected a year of four digits, not {safe_repr(year)}")
        return cls._trusted(f"pith:{year}:{base32_suffix(octets)}")

    @property
    def year(self) -> int:
        """The year in which version 1 of the paper was submitted."""
        return int(self[5:9])

    @property
    def suffix(self) -> str:
        """The 26 base32 characters, 130 bits of the canonical hash. Addresses and short numbers are made of them."""
        return self[10:]

    def short(self, length: int = SHORTEST) -> "ShortPithNumber":
        """The short number: `pith:` and the first `length` characters of the suffix, 8 to 26. Specification §4.2.

        Raises `InvalidArgument` for any other length.
        """
        return ShortPithNumber._trusted(f"pith:{self.suffix[: check_length(length)]}")


class ShortPithNumber(_NumberText):
    """A number without its year and with only the first 8 to 26 characters of its suffix: `pith:` and 8 to 26 of `A-Z2-7`.

    `short_pith_number` in a record has 8. Short numbers are not unique: an `AliasIndex` resolves them among known numbers. The
    constructor accepts this one spelling and raises `InvalidNumber` for any other. Specification §4.2.
    """

    __slots__ = ()
    _pattern = SHORT_NUMBER_PATTERN
    _example = "pith:FB5JQX5U"

    @staticmethod
    def _is_well_formed(text: str) -> bool:
        return 13 <= len(text) <= 31 and text.startswith("pith:") and _BASE32_SET.issuperset(text[5:])

    @property
    def prefix(self) -> str:
        """The 8 to 26 characters after `pith:`, the beginning of a suffix."""
        return self[5:]

    def matches(self, number: str) -> bool:
        """Whether the suffix of a number begins with the characters of this short number.

        `number` is any spelling that `parse_number` accepts, short ones too. Raises `InvalidNumber` for any other text, and
        for a short number that agrees but has fewer characters than this one, because the answer is unknown. Specification §4.2.
        """
        known = parse_number(require_text(number, "number"))._known
        if len(known) < len(self.prefix) and self.prefix.startswith(known):
            raise InvalidNumber(f"{safe_repr(number)} has too few characters to decide whether {self} matches")
        return known.startswith(self.prefix)


def parse_number(text: str, *, hosts: "Collection[str]" = HOSTS) -> PithNumber | ShortPithNumber:
    """The number in any spelling that people use: a `PithNumber` if the text has the year, otherwise a `ShortPithNumber`.

    The spellings are `pith:2023:` and 26 characters, `pith:` and 8 to 26 characters, 8 to 26 characters alone,
    `\\pithnumber{…}` with 8 to 26 characters, and each published address at one of the `hosts`, with or without a scheme,
    `www.`, a slash at the end, a query and a fragment. Characters may be in upper or lower case; nothing may surround the
    spelling, not even white space. Raises `InvalidNumber` for any other text. Specification §4.4.

    >>> parse_number("https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC.json")
    'pith:FB5JQX5UAE5FSVJFWHE5Q4BOBC'
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a str, not {safe_repr(text)}")
    if hosts is not HOSTS:
        from .addresses import check_hosts

        hosts = check_hosts(hosts)
    number = read_spelling(text, hosts)
    if number is None:
        raise InvalidNumber(f"expected a Pith Number, 8 to 26 characters of a suffix, or an address, not {safe_repr(text)}")
    return number


def read_spelling(text: str, hosts: "Collection[str]") -> PithNumber | ShortPithNumber | None:
    """The number in any spelling that `parse_number` accepts, or None. `hosts` are in lower case."""
    # This test comes first: str.upper maps letters such as the dotless i and the long s onto ASCII letters.
    if not text.isascii():
        return None
    upper = text.upper()
    if upper.startswith("PITH:"):
        candidate = "pith:" + upper[5:]
        if upper[9:10] == ":":
            return PithNumber._trusted(candidate) if PithNumber._is_well_formed(candidate) else None
    elif "/" in text:
        from .addresses import find_in_address

        candidate = "pith:" + find_in_address(text, hosts).upper()
    elif text.startswith("\\pithnumber{") and text.endswith("}"):
        candidate = "pith:" + upper[12:-1]
    else:
        candidate = "pith:" + upper
    return ShortPithNumber._trusted(candidate) if ShortPithNumber._is_well_formed(candidate) else None


def short_aliases(number: str) -> dict[str, str]:
    """The published short aliases of a number, by `alias_kind`, in the published order.

    Raises `InvalidNumber` if `number` is not a spelling that `parse_number` accepts, with all 26 characters. Specification §5.1.

    >>> short_aliases("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")["pith_short_8"]
    'FB5JQX5U'
    """
    suffix = parse_number(require_text(number, "number"))._known
    if len(suffix) < SUFFIX_LENGTH:
        raise InvalidNumber(f"expected a number with all {SUFFIX_LENGTH} characters of the suffix, not {safe_repr(number)}")
    return short_aliases_of_suffix(suffix)


def short_aliases_of_suffix(suffix: str) -> dict[str, str]:
    """The short aliases of a suffix of 26 characters, by `alias_kind`. Specification §5.1."""
    return {kind: suffix[:length] for kind, length in SHORT_LENGTHS.items()}


def check_length(length: int, name: str = "length") -> int:
    """The length of a short number itself. Raises `InvalidArgument` if it is not 8 to 26."""
    if type(length) is not int:
        raise TypeError(f"{name}: expected an int, not {safe_repr(length)}")
    if not SHORTEST <= length <= SUFFIX_LENGTH:
        raise InvalidArgument(f"{name}: expected {SHORTEST} to {SUFFIX_LENGTH} characters, not {safe_repr(length)}")
    return length


def base32_suffix(digest: bytes) -> str:
    """The first 26 characters of the base32 of a digest, its first 130 bits. Specification §4.1."""
    # base64.b32encode gives the same, but base64 loads re, which takes as long as to derive hundreds of numbers.
    bits = int.from_bytes(digest[:17]) >> 6
    return "".join([_PAIRS[bits >> shift & 1023] for shift in range(120, -1, -10)])
