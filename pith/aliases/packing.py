"""Many numbers in little room: 21 bytes each, sorted, in groups of those that share the first two characters of the suffix.

The base32 alphabet is part of the base64 one, so the standard library's base64 packs a suffix and the digits of a year, and
unpacks them, at the speed of C: what follows the first two characters is 24 characters and a year, 28 of 6 bits each. The
order of such records is the order of base32, and so that of the digests.
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

# As many numbers as a processor keeps at hand while they are packed.
_CHUNK = 16384
_LINE = 37
_LINES = re.compile(r"(?:pith:(?!0000)[0-9]{4}:[A-Z2-7]{26}\n)*+")
# Where the 28 characters of a record stand in a line: the suffix without its first two, then the year.
_COLUMNS = (*range(12, 36), *range(5, 9))

# The place of none, one or two characters in the order of the alphabet, and the sizes that are worth a table of so many.
_PLACES = {
    text: place
    for texts in ([""], _ALPHABET, [first + second for first in _ALPHABET for second in _ALPHABET])
    for place, text in enumerate(texts)
}
_WORTH_ONE = 8
_WORTH_TWO = 256
# More bytes than this between two places of the table are searched by halves; fewer are sooner unpacked.
_LONG = 64 * RECORD


class Group(NamedTuple):
    """The numbers whose suffixes begin with the same two characters: their records, sorted and joined, and a table of where
    those begin that go on with the next none, one or two characters, up to character `table_end` of the suffix."""

    records: bytes
    starts: "array[int]"
    table_end: int

    def matching(self, prefix: str) -> str:
        """The records, unpacked and joined, of the suffixes that begin with a prefix: upper-case ASCII, 4 characters or more."""
        place = _PLACES.get(prefix[LEADING : self.table_end])
        if place is None:
            return ""
        tail = prefix[LEADING:]
        low, high = self.starts[place], self.starts[place + 1]
        if high - low > _LONG:
            low, high = self._narrowed(tail, low, high)
        text = b2a_base64(self.records[low:high]).decode()
        begin = text.find(tail)
        while begin > 0 and begin % UNPACKED:  # from the middle of one record into the next
            begin = text.find(tail, begin + 1)
        if begin < 0:
            return ""
        end = begin + UNPACKED
        while text.startswith(tail, end):
            end += UNPACKED
        return text[begin:end]

    def _narrowed(self, tail: str, low: int, high: int) -> tuple[int, int]:
        """The part of the records between `low` and `high` that begin with the tail."""
        if not set(_ALPHABET).issuperset(tail):
            return low, low
        rest = UNPACKED - len(tail)
        places = range(low, high, RECORD)
        first = bisect_left(places, a2b_base64(tail + "A" * rest), key=self._record)
        last = bisect_right(places, a2b_base64(tail + "/" * rest), key=self._record)
        return low + first * RECORD, low + last * RECORD

    def _record(self, place: int) -> bytes:
        return self.records[place : place + RECORD]


def group_numbers(numbers: Iterable[str]) -> dict[str, Group]:
    """The groups of any number of numbers by their first two characters, in order; no more than a part of the input is held.

    Raises `InvalidNumber`, with the place in the input as its pointer, and `ConflictingYears`.
    """
    remaining = iter(numbers)
    gathered: defaultdict[str, bytearray] = defaultdict(bytearray)
    done = 0
    while chunk := list(islice(remaining, _CHUNK)):
        _pack(chunk, done, gathered)
        done += len(chunk)
    return {leading: group_records(leading, gathered.pop(leading)) for leading in in_order(gathered)}


def group_records(leading: str, joined: bytes | bytearray) -> Group:
    """The group of joined records in any order, each once. Raises `ConflictingYears`."""
    records = sorted(_split(joined))
    if not _increasing(records):
        records = list(dict.fromkeys(records))
    return _group(leading, b"".join(records))


def read_group(leading: str, joined: bytes) -> Group:
    """The group of joined records as `group_records` leaves them. Raises `InvalidIndex` for any others, or `ConflictingYears`."""
    if len(leading) != LEADING or leading not in _PLACES:
        raise InvalidIndex(f"expected the first two characters of suffixes, not {safe_repr(leading)}")
    if not (_WELL_FORMED.fullmatch(unpack_records(joined)) and _increasing(_split(joined))):
        raise InvalidIndex(f"expected numbers in order whose suffixes begin with {leading}")
    return _group(leading, joined)


def numbers_in(leading: str, unpacked: str) -> list[PithNumber]:
    """The numbers of unpacked and joined records whose suffixes begin with the two characters `leading`."""
    return [
        PithNumber._trusted(f"pith:{unpacked[begin + _TAIL : begin + UNPACKED]}:{leading}{unpacked[begin : begin + _TAIL]}")
        for begin in range(0, len(unpacked), UNPACKED)
    ]


def unpack_records(joined: bytes) -> str:
    """The text of joined records: 24 characters of a suffix and 4 of a year for each."""
    return b2a_base64(joined, newline=False).decode()


def listed(numbers: Sequence[PithNumber]) -> str:
    """Numbers as they may stand in a message: the first nine of them."""
    return ", ".join(numbers[:9]) + ", …" * (len(numbers) > 9)


def in_order(leadings: Iterable[str]) -> list[str]:
    """The first two characters of groups in the order of the alphabet."""
    return sorted(leadings, key=_PLACES.__getitem__)


def _pack(chunk: list[str], done: int, gathered: "defaultdict[str, bytearray]") -> None:
    """Add the records of a part of the input, `done` numbers after its beginning, to those with the same two characters."""
    try:
        lines = "\n".join((*chunk, ""))
    except TypeError:  # something that is no text
        lines = ""
    # As many lines as numbers, and of the right length together: so each number is a line.
    if not (len(lines) == _LINE * len(chunk) and _LINES.fullmatch(lines)):
        list(map(_number_at, range(done, done + len(chunk)), chunk))  # raises for the first that is none
    text = lines.encode()
    tails = bytearray(UNPACKED * len(chunk))
    for column, place in enumerate(_COLUMNS):
        tails[column::UNPACKED] = text[place::_LINE]
    # No list is made for each group here: so many would have the garbage collector go through the whole input again and again.
    for begin, (record,) in zip(range(10, len(lines), _LINE), _SPLIT.iter_unpack(a2b_base64(tails)), strict=True):
        gathered[lines[begin : begin + LEADING]] += record


def _number_at(place: int, text: str) -> PithNumber:
    """The number that a text is, or the error that names its place in the input."""
    try:
        return PithNumber(text)
    except InvalidNumber as error:
        raise InvalidNumber(error.args[0], pointer=json_pointer("numbers", place)) from None


def _group(leading: str, joined: bytes) -> Group:
    count = len(joined) // RECORD
    width = (count > _WORTH_ONE) + (count > _WORTH_TWO)
    sizes = [0] * len(_ALPHABET) ** width
    text = unpack_records(joined)
    previous = ""
    for begin in range(0, len(text), UNPACKED):
        tail = text[begin : begin + _TAIL]
        if tail == previous:
            alike = [text[place : place + UNPACKED] for place in range(0, len(text), UNPACKED) if text.startswith(tail, place)]
            candidates = numbers_in(leading, "".join(alike))
            raise ConflictingYears(f"one suffix with several years: {listed(candidates)}", candidates=candidates)
        sizes[_PLACES[tail[:width]]] += RECORD
        previous = tail
    return Group(joined, array("I", accumulate(sizes, initial=0)), LEADING + width)


def _split(joined: bytes | bytearray) -> list[bytes]:
    return [record for (record,) in _SPLIT.iter_unpack(joined)]


def _increasing(records: list[bytes]) -> bool:
    return all(map(lt, records, islice(records, 1, None)))
