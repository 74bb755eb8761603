"""`AliasIndex`: from an alias to its number, from a number to its shortest alias, and to bytes with a checksum."""

import struct
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Self

from ..arxiv import read_arxiv_id
from ..errors import (
    AmbiguousAlias,
    InvalidArgument,
    InvalidIndex,
    InvalidNumber,
    PithError,
    UnknownAlias,
    require_text,
    safe_repr,
)
from ..number import PithNumber, check_length, read_spelling
from ..pointers import json_pointer
from ..protocol import HOSTS, SHORT_LENGTHS, SHORTEST, SUFFIX_LENGTH
from .packing import (
    LEADING,
    RECORD,
    UNPACKED,
    Group,
    group_numbers,
    group_records,
    in_order,
    listed,
    numbers_in,
    read_group,
    unpack_records,
)
from .sources import SourceTable, source_line

if TYPE_CHECKING:
    from ..models.snapshot import Source

PUBLISHED_LENGTHS = tuple(sorted(SHORT_LENGTHS.values()))
"""The numbers of characters of the short aliases in published records: 8, 12 and 16."""

_FORMAT = b"pith-alias-index "
_HEADER = _FORMAT + b"1\n"
_COUNT = struct.Struct(">I")
_GROUP = struct.Struct(f">{LEADING}sI")
_CHECKSUM = 32


class AliasIndex:
    """A set of whole numbers, each of which can be found by any of its aliases. It takes some 24 bytes for each number.

    `numbers` is an iterable of texts in the spelling of `PithNumber`, in any order; repeated numbers count once. A generator
    of millions is not kept in memory as a whole. `sources` is an iterable of pairs of a number and its `Source`; it adds these
    numbers, and makes their arXiv ids and DOIs aliases of them.

    An index never changes, so threads can share it; `extended` and `merged` return new ones. It iterates over its numbers in
    the base32 order of their suffixes. `alias in index` is true if the text is an alias of at least one number, and false for
    anything else.

    Raises `InvalidNumber` for a bad number and `InvalidArgument` for a source that is not on arXiv, both with a pointer such as
    `/numbers/3`, and `ConflictingYears` if one suffix has two years. Specification §5.2.

    >>> index = AliasIndex(["pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", "pith:2017:2OBWIT7ORP3TPNCDEPCQW6ZMLI"])
    >>> index.resolve("fb5jqx5u")
    'pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC'
    """

    __slots__ = ("_groups", "_length", "_sources")
    _groups: dict[str, Group]
    _length: int
    _sources: SourceTable

    # The work is not done in __init__, because __init__ can be called again.
    def __new__(cls, numbers: Iterable[str] = (), *, sources: "Iterable[tuple[str, Source]]" = ()) -> Self:
        for name, argument in (("numbers", numbers), ("sources", sources)):
            if isinstance(argument, str | bytes) or not hasattr(argument, "__iter__"):
                raise TypeError(f"{name}: expected an iterable, not {safe_repr(argument)}")
        lines: set[bytes] = set()

        def numbers_of_sources() -> Iterator[str]:
            for index, pair in enumerate(sources):
                if not (isinstance(pair, tuple | list) and len(pair) == 2):
                    raise TypeError(f"sources: expected pairs of a number and a Source, not {safe_repr(pair)}")
                if not isinstance(pair[0], str):
                    raise TypeError(f"sources: expected a str for the number of each pair, not {safe_repr(pair[0])}")
                try:
                    number = PithNumber(pair[0])
                    lines.add(source_line(number, pair[1]))
                except PithError as error:
                    raise type(error)(error.args[0], pointer=json_pointer("sources", index)) from None
                yield number

        return cls._make(group_numbers(chain(numbers, numbers_of_sources())), SourceTable(lines))

    def resolve(self, alias: str) -> PithNumber:
        """The one number of the index that has an alias.

        An alias is the first 8 to 26 characters of a suffix, any other spelling that `parse_number` accepts, or, for numbers
        with a source, any spelling of the arXiv id with or without a version, including its DOI and addresses. Raises
        `UnknownAlias` if no number has the alias, `AmbiguousAlias` if several have it, with all of them as `candidates`, and
        `InvalidNumber` if the text is not a spelling of an alias. Specification §5.2.
        """
        found = self.candidates(alias)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousAlias(f"{len(found)} numbers have the alias {safe_repr(alias)}: {listed(found)}", candidates=found)
        raise UnknownAlias(f"no number of the index has the alias {safe_repr(alias)}")

    def candidates(self, alias: str) -> tuple[PithNumber, ...]:
        """All numbers of the index that have an alias, sorted; an empty tuple if none has it.

        An arXiv id without a version is an alias of each version of the paper. `alias` is what `resolve` accepts. Raises
        `InvalidNumber` if the text is not a spelling of an alias. Specification §5.2.
        """
        if not isinstance(alias, str):
            raise TypeError(f"alias: expected a str, not {safe_repr(alias)}")
        # Most aliases are the beginning of a suffix. If a suffix begins with the text, no other reading counts.
        if SHORTEST <= len(alias) <= SUFFIX_LENGTH and alias.isascii() and (found := self._with_prefix(alias.upper())):
            return found
        paper = read_arxiv_id(alias)
        if paper is not None:
            return tuple(sorted(set(chain.from_iterable(map(self._with_prefix, self._sources.find(paper))))))
        number = read_spelling(alias, HOSTS)
        if number is None:
            expected = "a number, 8 to 26 characters of a suffix, an address, an arXiv id or a DOI"
            raise InvalidNumber(f"expected {expected}, not {safe_repr(alias)}")
        if isinstance(number, PithNumber):
            return (number,) if number in self._with_prefix(number.suffix) else ()
        return self._with_prefix(number.prefix)

    def shortest(self, number: str, *, lengths: Iterable[int] = PUBLISHED_LENGTHS) -> str:
        """The shortest alias of a number that no other number of the index has: the first characters of its suffix.

        `number` is any alias that `resolve` accepts. `lengths` are the permitted numbers of characters, each 8 to 26; by
        default the published ones, 8, 12 and 16. Raises what `resolve` raises, `AmbiguousAlias` if no length is enough, and
        `InvalidArgument` if there is no length or one outside 8 to 26. Specification §5.2.
        """
        suffix = self.resolve(require_text(number, "number")).suffix
        if isinstance(lengths, str | bytes) or not hasattr(lengths, "__iter__"):
            raise TypeError(f"lengths: expected an iterable of int, not {safe_repr(lengths)}")
        permitted = sorted(check_length(length, "lengths") for length in lengths)
        if not permitted:
            raise InvalidArgument("lengths: expected at least one length")
        for length in permitted:
            found = self._with_prefix(suffix[:length])
            if len(found) == 1:
                return suffix[:length]
        message = (
            f"the first {permitted[-1]} characters of {safe_repr(number)} are those of {len(found)} numbers: {listed(found)}"
        )
        raise AmbiguousAlias(message, candidates=found)

    def clashes(self, length: int) -> list[tuple[PithNumber, ...]]:
        """The groups of two or more numbers whose suffixes have the same first `length` characters. Each group is sorted.

        `length` is 8 to 26. Raises `InvalidArgument` for any other length.
        """
        tail = check_length(length) - LEADING
        groups = []
        for leading, group in self._groups.items():
            text = unpack_records(group.records)
            tails = [text[begin : begin + tail] for begin in range(0, len(text), UNPACKED)]
            shared = dict.fromkeys(one for one, other in pairwise(tails) if one == other)
            groups += [self._with_prefix(leading + one) for one in shared]
        return groups

    def extended(self, numbers: Iterable[str] = (), *, sources: "Iterable[tuple[str, Source]]" = ()) -> Self:
        """A new index of the numbers of this one and the given ones. For arguments and errors, see the constructor."""
        return self.merged(AliasIndex(numbers, sources=sources))

    def merged(self, other: "AliasIndex") -> Self:
        """A new index of the numbers and sources of both. Raises `ConflictingYears` if one suffix has two years."""
        if not isinstance(other, AliasIndex):
            raise TypeError(f"other: expected an AliasIndex, not {safe_repr(other)}")
        groups = self._groups | other._groups
        for leading in self._groups.keys() & other._groups.keys():
            groups[leading] = group_records(leading, self._groups[leading].records + other._groups[leading].records)
        ordered = {leading: groups[leading] for leading in in_order(groups)}
        return self._make(ordered, SourceTable(self._sources.lines() + other._sources.lines()))

    def to_bytes(self) -> bytes:
        """The index as bytes, some 21 for each number, for `from_bytes`. Equal indexes have equal bytes. Specification §5.3."""
        parts = [_HEADER, _COUNT.pack(len(self._groups))]
        for leading, group in self._groups.items():
            parts += [_GROUP.pack(leading.encode(), len(group.records) // RECORD), group.records]
        parts.append(self._sources.text)
        checksum = sha256()
        for part in parts:
            checksum.update(part)
        return b"".join((*parts, checksum.digest()))

    @classmethod
    def from_bytes(cls, data: bytes | bytearray | memoryview) -> Self:
        """The index with these bytes, which `to_bytes` returned.

        It tests every number, because a checksum does not prove who wrote the bytes. Raises `InvalidIndex` for any other
        bytes, and `ConflictingYears` if one suffix has two years. Specification §5.3.
        """
        if not isinstance(data, bytes | bytearray | memoryview):
            raise TypeError(f"data: expected bytes, not {safe_repr(data)}")
        octets = bytes(data)
        if not octets.startswith(_FORMAT):
            raise InvalidIndex("expected the bytes of an alias index")
        if not octets.startswith(_HEADER):
            raise InvalidIndex(f"expected version 1 of the format, which begins {_HEADER!r}, not {octets[: len(_HEADER)]!r}")
        if sha256(memoryview(octets)[:-_CHECKSUM]).digest() != octets[-_CHECKSUM:]:
            raise InvalidIndex("the checksum is not that of the bytes")
        body = memoryview(octets)[len(_HEADER) : -_CHECKSUM]
        groups, end = _read_groups(body)
        index = cls._make(groups, SourceTable.parse(bytes(body[end:])))
        if not all(map(index._with_prefix, index._sources.suffixes())):
            raise InvalidIndex("expected a number for every source")
        return index

    @classmethod
    def _make(cls, groups: dict[str, Group], sources: SourceTable) -> Self:
        index = object.__new__(cls)
        index._groups = groups
        index._length = sum(len(group.records) for group in groups.values()) // RECORD
        index._sources = sources
        return index

    def _with_prefix(self, prefix: str) -> tuple[PithNumber, ...]:
        """The numbers whose suffixes begin with a prefix of 8 or more upper-case ASCII characters, sorted."""
        leading = prefix[:LEADING]
        group = self._groups.get(leading)
        if group is None:
            return ()
        found = numbers_in(leading, group.matching(prefix))
        found.sort()
        return tuple(found)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[PithNumber]:
        for leading, group in self._groups.items():
            yield from numbers_in(leading, unpack_records(group.records))

    def __contains__(self, alias: object) -> bool:
        try:
            return isinstance(alias, str) and bool(self.candidates(alias))
        except InvalidNumber:
            return False

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, AliasIndex):
            return NotImplemented
        return self._groups == other._groups and self._sources.text == other._sources.text

    def __hash__(self) -> int:
        return hash((self._length, self._sources.text, *self._groups))

    def __repr__(self) -> str:
        return f"<AliasIndex of {self._length} numbers>"

    def __reduce__(self) -> tuple[Callable[[bytes], Self], tuple[bytes]]:
        return type(self).from_bytes, (self.to_bytes(),)


def _read_groups(body: memoryview) -> tuple[dict[str, Group], int]:
    """The groups, and the offset in the body at which they end."""
    groups: dict[str, Group] = {}
    try:
        (count,) = _COUNT.unpack_from(body)
        begin = _COUNT.size
        for _ in range(count):
            leading, size = _GROUP.unpack_from(body, begin)
            begin += _GROUP.size
            end = begin + size * RECORD
            if end > len(body):
                raise InvalidIndex(f"expected {size * RECORD} bytes for the numbers of a group, not {len(body) - begin}")
            name = leading.decode("latin-1")
            groups[name] = read_group(name, bytes(body[begin:end]))
            begin = end
    except struct.error:
        raise InvalidIndex("the bytes end before the groups end") from None
    if len(groups) != count or list(groups) != in_order(groups):
        raise InvalidIndex("expected the groups in order, each once")
    return groups, begin
