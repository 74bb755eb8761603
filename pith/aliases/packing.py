"""Numbers in little memory: sorted records of 21 bytes, in groups with the same first two characters. Specification §5.3.

A record holds the 24 other characters of the suffix and the four digits of the year. All of them are characters of base64, so
the base64 functions of the standard library pack 28 characters into 21 bytes and unpack them. Records sort as their suffixes do
in base32, and as the digests do.
"""

import re
from array import array
from binascii import a2b_base64, b2a_base64
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from operator import lt
from struct import Struct
from typing import NamedTuple

from ..errors import ConflictingYears, InvalidIndex, InvalidNumber, safe_repr
from ..number import PithNumber
from ..pointers import json_pointer

LEADING = 2
RECORD = 21
UNPACKED = 28

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TAIL = 24
_SPLIT = Struct(f"{RECORD}s")
_WELL_FORMED = re.compile(r"(?:[A-Z2-7]{24}(?!0000)[0-9]{4})++")

# So many numbers are packed at once; their bytes fit into the caches of a processor.
_CHUNK = 16384
_LINE = 37
_LINES = re.compile(r"(?:pith:(?!0000)[0-9]{4}:[A-Z2-7]{26}\n)*+")
# The offsets in a line of the 28 characters of a record: the suffix without its first two characters, then the year.
_COLUMNS = (*range(12, 36), *range(5, 9))

# The rank of zero, one or two characters in the order of the alphabet.
_RANKS = {
    text: rank
    for texts in ([""], _ALPHABET, [first + second for first in _ALPHABET for second in _ALPHABET])
    for rank, text in enumerate(texts)
}
# A group of more records than this has a table by one more character, or by two.
_WORTH_ONE = 8
_WORTH_TWO = 256
# A stretch of more bytes than this is searched by bisection before it is unpacked.
_LONG = 64 * RECORD


class Group(NamedTuple):
    """The numbers whose suffixes have the same first two characters.

    `records` are sorted and joined. `starts` is a table of offsets into them, by the next characters of the suffix: zero, one
    or two characters, depending on the size of the group. Each entry is the offset of the first record whose characters have
    this value or a later one. The characters end before offset `table_end` of the suffix.
    """

    records: bytes
    starts: "array[int]"
    table_end: int

    def matching(self, prefix: str) -> str:
        """The records, unpacked and joined, of the suffixes that begin with a prefix of 4 or more upper-case ASCII characters."""
        rank = _RANKS.get(prefix[LEADING : self.table_end])
        if rank is None:
            return ""
        tail = prefix[LEADING:]
        low, high = self.starts[rank], self.starts[rank + 1]
        if high - low > _LONG:
            low, high = self._narrow(tail, low, high)
        text = b2a_base64(self.records[low:high]).decode()
        begin = text.find(tail)
        while begin > 0 and begin % UNPACKED:  # the match begins inside one record and ends in the next
            begin = text.find(tail, begin + 1)
        if begin < 0:
            return ""
        end = begin + UNPACKED
        while text.startswith(tail, end):
            end += UNPACKED
        return text[begin:end]

    def _narrow(self, tail: str, low: int, high: int) -> tuple[int, int]:
        """The offsets of the first and after the last record between `low` and `high` that begins with the tail."""
        if not set(_ALPHABET).issuperset(tail):
            return low, low
        rest = UNPACKED - len(tail)
        offsets = range(low, high, RECORD)
        first = bisect_left(offsets, a2b_base64(tail + "A" * rest), key=self._record)
        last = bisect_right(offsets, a2b_base64(tail + "/" * rest), key=self._record)
        return low + first * RECORD, low + last * RECORD

    def _record(self, offset: int) -> bytes:
        return self.records[offset : offset + RECORD]


def group_numbers(numbers: Iterable[str]) -> dict[str, Group]:
    """The groups of numbers by their first two characters, in order. Of the input, at most a chunk is in memory at once.

    Raises `InvalidNumber`, with the index in the input as its pointer, `ConflictingYears`, and TypeError for another type.
    """
    remaining = iter(numbers)
    gathered: defaultdict[str, bytearray] = defaultdict(bytearray)
    done = 0
    while chunk := list(islice(remaining, _CHUNK)):
        _pack(chunk, done, gathered)
        done += len(chunk)
    return {leading: group_records(leading, gathered.pop(leading)) for leading in in_order(gathered)}


def group_records(leading: str, joined: bytes | bytearray) -> Group:
    """The group of joined records, which may be in any order and may repeat. Raises `ConflictingYears`."""
    records = sorted(_split(joined))
    if not _is_increasing(records):
        records = list(dict.fromkeys(records))
    return _group(leading, b"".join(records))


def read_group(leading: str, joined: bytes) -> Group:
    """The group of joined records that are sorted and do not repeat.

    Raises `InvalidIndex` for records in another order or without numbers, and `ConflictingYears`.
    """
    if len(leading) != LEADING or leading not in _RANKS:
        raise InvalidIndex(f"expected the first two characters of suffixes, not {safe_repr(leading)}")
    if not (_WELL_FORMED.fullmatch(unpack_records(joined)) and _is_increasing(_split(joined))):
        raise InvalidIndex(f"expected numbers in order whose suffixes begin with {leading}")
    return _group(leading, joined)


def numbers_in(leading: str, unpacked: str) -> list[PithNumber]:
    """The numbers of unpacked, joined records whose suffixes begin with the two characters `leading`."""
    return [
        PithNumber._trusted(f"pith:{unpacked[begin + _TAIL : begin + UNPACKED]}:{leading}{unpacked[begin : begin + _TAIL]}")
        for begin in range(0, len(unpacked), UNPACKED)
    ]


def unpack_records(joined: bytes) -> str:
    """The text of joined records: for each, 24 characters of a suffix and 4 of a year."""
    return b2a_base64(joined, newline=False).decode()


def listed(numbers: Sequence[PithNumber]) -> str:
    """The first nine numbers as part of a message."""
    return ", ".join(numbers[:9]) + ", …" * (len(numbers) > 9)


def in_order(leadings: Iterable[str]) -> list[str]:
    """The first two characters of groups in the order of the alphabet."""
    return sorted(leadings, key=_RANKS.__getitem__)


def _pack(chunk: list[str], done: int, gathered: "defaultdict[str, bytearray]") -> None:
    """Add the records of a chunk, which follows `done` other numbers in the input, to the records by their first characters."""
    try:
        lines = "\n".join((*chunk, ""))
    except TypeError:  # one of them is not a text
        lines = ""
    # If there are as many lines as numbers, and the length of all is right, each number is one line.
    if not (len(lines) == _LINE * len(chunk) and _LINES.fullmatch(lines)):
        list(map(_check_number, range(done, done + len(chunk)), chunk))  # raises for the first bad one
    text = lines.encode()
    tails = bytearray(UNPACKED * len(chunk))
    for column, offset in enumerate(_COLUMNS):
        tails[column::UNPACKED] = text[offset::_LINE]
    # A list for each group would make the garbage collector visit the whole input again and again.
    for begin, (record,) in zip(range(10, len(lines), _LINE), _SPLIT.iter_unpack(a2b_base64(tails)), strict=True):
        gathered[lines[begin : begin + LEADING]] += record


def _check_number(index: int, text: str) -> None:
    """Raise `InvalidNumber`, with the index in the input, if a text is not a whole number, and TypeError if it is no text."""
    if not isinstance(text, str):
        raise TypeError(f"numbers: expected a str at index {index}, not {safe_repr(text)}")
    try:
        PithNumber(text)
    except InvalidNumber as error:
        raise InvalidNumber(error.args[0], pointer=json_pointer("numbers", index)) from None


def _group(leading: str, joined: bytes) -> Group:
    """The group of sorted records, with its table. Raises `ConflictingYears`."""
    count = len(joined) // RECORD
    width = (count > _WORTH_ONE) + (count > _WORTH_TWO)
    sizes = [0] * len(_ALPHABET) ** width
    text = unpack_records(joined)
    previous = ""
    for begin in range(0, len(text), UNPACKED):
        tail = text[begin : begin + _TAIL]
        if tail == previous:
            same = [text[at : at + UNPACKED] for at in range(0, len(text), UNPACKED) if text.startswith(tail, at)]
            candidates = numbers_in(leading, "".join(same))
            raise ConflictingYears(f"one suffix with several years: {listed(candidates)}", candidates=candidates)
        sizes[_RANKS[tail[:width]]] += RECORD
        previous = tail
    return Group(joined, array("I", accumulate(sizes, initial=0)), LEADING + width)


def _split(joined: bytes | bytearray) -> list[bytes]:
    return [record for (record,) in _SPLIT.iter_unpack(joined)]


def _is_increasing(records: list[bytes]) -> bool:
    return all(map(lt, records, islice(records, 1, None)))
