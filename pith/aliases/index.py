"""From an alias to the number behind it, and from a number to its shortest safe alias, among millions and in memory."""

import struct
from collections.abc import Callable, Collection, Iterable, Iterator
from hashlib import sha256
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Self

from ..errors import AmbiguousAlias, InvalidArgument, InvalidIndex, InvalidNumber, PithError, UnknownAlias, safe_repr
from ..number import PithNumber, parse_number
from ..pointers import json_pointer
from ..protocol import SHORT_LENGTHS, SHORTEST, SUFFIX_LENGTH
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

_FORMAT = b"pith-alias-index "
_HEADER = _FORMAT + b"1\n"
_COUNT = struct.Struct(">I")
_GROUP = struct.Struct(f">{LEADING}sI")
_CHECKSUM = 32


class AliasIndex:
    """Numbers that can be found by any alias: 24 bytes for each, looked up in constant time.

    `numbers` is any iterable of whole numbers, a generator of millions too, which is held only in part; `sources` adds the
    arXiv ids, versions and DOIs of papers, as pairs of a number and its `Source`. A number given twice counts once, and the
    order makes no difference. An index is never changed, so that threads may share it: `extended` and `merged` make another
    one, which shares what it can. It iterates over its numbers in the order of their suffixes in base32.

    Raises `InvalidNumber`, with the place in the input as its pointer, `InvalidArgument` for a source that is not on arXiv, and
    `ConflictingYears` for one suffix with two years. Source: protocol, aliases.

    >>> index = AliasIndex(["pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", "pith:2017:2OBWIT7ORP3TPNCDEPCQW6ZMLI"])
    >>> index.resolve("fb5jqx5u")
    'pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC'
    """

    __slots__ = ("_groups", "_length", "_sources")
    _groups: dict[str, Group]
    _length: int
    _sources: SourceTable

    # Not in __init__, which could be called again.
    def __new__(cls, numbers: Iterable[str] = (), *, sources: "Iterable[tuple[PithNumber, Source]]" = ()) -> Self:
        lines: set[bytes] = set()

        def with_source() -> Iterator[str]:
            for place, (number, source) in enumerate(sources):
                try:
                    lines.add(source_line(PithNumber(number), source))
                except PithError as error:
                    raise type(error)(error.args[0], pointer=json_pointer("sources", place)) from None
                yield number

        return cls._made(group_numbers(chain(numbers, with_source())), SourceTable(lines))

    def resolve(self, alias: str) -> PithNumber:
        """The one number that answers to an alias.

        An alias is what `parse_number` reads, the first 8 to 26 characters of a suffix, or an arXiv id with or without a
        version, or a DOI, where the sources are indexed; letters in either case. Raises `UnknownAlias` where no number
        answers, `AmbiguousAlias` where several do, with the numbers as its `candidates`, and `InvalidNumber` for what has the
        form of no alias.
        """
        found = self.candidates(alias)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousAlias(f"{len(found)} numbers answer to {safe_repr(alias)}: {listed(found)}", candidates=found)
        raise UnknownAlias(f"no number of the index answers to {safe_repr(alias)}")

    def candidates(self, alias: str) -> tuple[PithNumber, ...]:
        """All numbers that answer to an alias, in order: an arXiv id has one for each version and record of the paper.

        Takes what `resolve` takes; raises `InvalidNumber` for what has the form of no alias.
        """
        if not isinstance(alias, str):
            raise InvalidNumber(f"expected a text, not {safe_repr(alias)}")
        # Nearly all are the beginning of a suffix, and what is found among the suffixes is one.
        if SHORTEST <= len(alias) <= SUFFIX_LENGTH and alias.isascii() and (found := self._beginning_with(alias.upper())):
            return found
        suffixes = self._sources.find(alias)
        if suffixes is not None:
            return tuple(sorted(set(chain.from_iterable(map(self._beginning_with, suffixes)))))
        try:
            number = parse_number(f"pith:{alias}" if alias.isalnum() else alias)
        except InvalidNumber:
            expected = "a number, 8 to 26 characters of a suffix, an address, an arXiv id or a DOI"
            raise InvalidNumber(f"expected {expected}, not {safe_repr(alias)}") from None
        if isinstance(number, PithNumber):
            return (number,) if number in self._beginning_with(number.suffix) else ()
        return self._beginning_with(number.prefix)

    def shortest(self, number: str, *, lengths: Collection[int] = PUBLISHED_LENGTHS) -> str:
        """The shortest alias that resolves to a number of the index and to no other: the first characters of its suffix.

        `number` is any alias of it. `lengths` are those to choose from, each 8 to 26: the published ones, unless said
        otherwise. Raises what `resolve` raises, `AmbiguousAlias` also where none of the lengths is enough, and `InvalidArgument`.
        """
        if not lengths:
            raise InvalidArgument("expected at least one length")
        suffix = self.resolve(number).suffix
        for length in sorted(map(_checked, lengths)):
            found = self._beginning_with(suffix[:length])
            if len(found) == 1:
                return suffix[:length]
        raise AmbiguousAlias(
            f"{length} characters do not tell {safe_repr(number)} from others: {listed(found)}", candidates=found
        )

    def clashes(self, length: int) -> list[tuple[PithNumber, ...]]:
        """The groups of numbers whose suffixes share the first `length` characters, 8 to 26; each group in order.

        Raises `InvalidArgument`.
        """
        tail = _checked(length) - LEADING
        groups = []
        for leading, group in self._groups.items():
            text = unpack_records(group.records)
            tails = [text[begin : begin + tail] for begin in range(0, len(text), UNPACKED)]
            shared = dict.fromkeys(one for one, other in pairwise(tails) if one == other)
            groups += [self._beginning_with(leading + one) for one in shared]
        return groups

    def extended(self, numbers: Iterable[str] = (), *, sources: "Iterable[tuple[PithNumber, Source]]" = ()) -> Self:
        """The index of these numbers and sources and of those given. Takes and raises what the constructor does."""
        return self.merged(AliasIndex(numbers, sources=sources))

    def merged(self, other: "AliasIndex") -> Self:
        """The index of the numbers and sources of both. Raises `ConflictingYears`."""
        groups = self._groups | other._groups
        for leading in self._groups.keys() & other._groups.keys():
            groups[leading] = group_records(leading, self._groups[leading].records + other._groups[leading].records)
        ordered = {leading: groups[leading] for leading in in_order(groups)}
        return self._made(ordered, SourceTable(self._sources.lines() + other._sources.lines()))

    def to_bytes(self) -> bytes:
        """The index as bytes, about 21 for each number: equal for equal indexes, in whatever order they were built.

        A line that names the format and its version; the number of groups; for each its two characters, how many numbers it
        has and their records; the lines of the sources; the SHA-256 of all that. Integers have 4 bytes, the highest first.
        """
        parts = [_HEADER, _COUNT.pack(len(self._groups))]
        for leading, group in self._groups.items():
            parts += [_GROUP.pack(leading.encode(), len(group.records) // RECORD), group.records]
        parts.append(self._sources.text)
        checksum = sha256()
        for part in parts:
            checksum.update(part)
        return b"".join((*parts, checksum.digest()))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """The index that `to_bytes` made into these bytes; it takes little more room than they do.

        Raises `InvalidIndex` for all other bytes, or `ConflictingYears`: every number is looked at, since a checksum does not
        say who made it.
        """
        if not (isinstance(data, bytes) and data.startswith(_FORMAT)):
            raise InvalidIndex("expected the bytes of an alias index")
        if not data.startswith(_HEADER):
            raise InvalidIndex(f"expected version 1 of the format, which begins {_HEADER!r}, not {data[: len(_HEADER)]!r}")
        if sha256(memoryview(data)[:-_CHECKSUM]).digest() != data[-_CHECKSUM:]:
            raise InvalidIndex("the checksum is not that of the bytes")
        body = memoryview(data)[len(_HEADER) : -_CHECKSUM]
        groups, end = _read_groups(body)
        index = cls._made(groups, SourceTable.parse(bytes(body[end:])))
        if not all(map(index._beginning_with, index._sources.suffixes())):
            raise InvalidIndex("expected a number for every source")
        return index

    @classmethod
    def _made(cls, groups: dict[str, Group], sources: SourceTable) -> Self:
        index = object.__new__(cls)
        index._groups = groups
        index._length = sum(len(group.records) for group in groups.values()) // RECORD
        index._sources = sources
        return index

    def _beginning_with(self, prefix: str) -> tuple[PithNumber, ...]:
        """The numbers whose suffixes begin with a prefix of upper-case ASCII, 8 characters or more, in order."""
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

    def __contains__(self, number: object) -> bool:
        """Whether a whole number, in its one spelling, is in the index."""
        return isinstance(number, str) and len(number) > SUFFIX_LENGTH and number in self._beginning_with(number[-SUFFIX_LENGTH:])

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
    """The groups, and the place in the body where they end."""
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
        raise InvalidIndex("the bytes end before the groups do") from None
    if len(groups) != count or list(groups) != in_order(groups):
        raise InvalidIndex("expected the groups in order, each once")
    return groups, begin


def _checked(length: int) -> int:
    if not (isinstance(length, int) and SHORTEST <= length <= SUFFIX_LENGTH):
        raise InvalidArgument(f"the length of an alias is {SHORTEST} to {SUFFIX_LENGTH}, not {safe_repr(length)}")
    return length
