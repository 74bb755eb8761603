"""Resolution of aliases, the bytes of an index, and collisions: sections 5.2 to 5.4 of the specification."""

import re
from base64 import b64decode, b64encode
from decimal import Decimal, localcontext
from hashlib import sha256
from itertools import groupby

from .numbers import NUMBER, is_published_arxiv_id, matches, parse_arxiv_id, parse_number
from .refusal import Refused

_HEADER = b"pith-alias-index 1\n"
_BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_LINE = re.compile(r"([^ \n]+) ([1-9][0-9]{0,8}) ([A-Z2-7]{26})\n")


class Index:
    """A set of numbers, and the sources of some of them."""

    def __init__(self, numbers: set[str], sources: set[tuple[str, str, int]]) -> None:
        self.numbers = numbers | {number for number, _, _ in sources}
        self.sources = sources
        if len({number[10:] for number in self.numbers}) != len(self.numbers):
            raise Refused("ConflictingYears")

    def candidates(self, alias: str) -> list[str]:
        upper = alias.upper()
        if alias.isascii() and 8 <= len(alias) <= 26:
            found = sorted(number for number in self.numbers if number[10:].startswith(upper))
            if found:
                return found
        try:
            arxiv_id, version = parse_arxiv_id(alias)
        except Refused:
            parsed = parse_number(alias)
            if NUMBER.fullmatch(parsed):
                return [parsed] if parsed in self.numbers else []
            return sorted(number for number in self.numbers if matches(parsed, number))
        return sorted({number for number, id_, v in self.sources if id_.lower() == arxiv_id and version in (None, v)})

    def resolve(self, alias: str) -> str:
        found = self.candidates(alias)
        if len(found) != 1:
            raise Refused("AmbiguousAlias" if found else "UnknownAlias", str(found))
        return found[0]

    def shortest(self, number: str, lengths: tuple[int, ...] = (8, 12, 16)) -> str:
        if number not in self.numbers:
            raise Refused("UnknownAlias")
        for length in sorted(lengths):
            if sum(other[10:].startswith(number[10 : 10 + length]) for other in self.numbers) == 1:
                return number[10 : 10 + length]
        raise Refused("AmbiguousAlias")

    def to_bytes(self) -> bytes:
        ordered = sorted(self.numbers, key=lambda number: [_BASE32.index(character) for character in number[10:12]])
        groups = [(leading, [*group]) for leading, group in groupby(ordered, key=lambda number: number[10:12])]
        body = _HEADER + len(groups).to_bytes(4, "big")
        for leading, group in groups:
            records = sorted(b64decode(number[12:] + number[5:9]) for number in group)
            body += leading.encode() + len(records).to_bytes(4, "big") + b"".join(records)
        lines = {f"{id_.lower()} {version} {number[10:]}\n".encode() for number, id_, version in self.sources}
        body += b"".join(sorted(lines))
        return body + sha256(body).digest()


def read_index(data: bytes) -> Index:
    """The index of bytes, which must be the bytes that the index has."""
    body, checksum = data[:-32], data[-32:]
    if not body.startswith(_HEADER) or sha256(body).digest() != checksum:
        raise Refused("InvalidIndex")
    numbers: list[str] = []
    count, rest = _taken(body[len(_HEADER) :], 4)
    for _ in range(int.from_bytes(count, "big")):
        head, rest = _taken(rest, 6)
        records, rest = _taken(rest, 21 * int.from_bytes(head[2:], "big"))
        for start in range(0, len(records), 21):
            text = b64encode(records[start : start + 21]).decode()
            numbers.append(f"pith:{text[24:]}:{head[:2].decode('latin-1')}{text[:24]}")
    if not all(NUMBER.fullmatch(number) for number in numbers):
        raise Refused("InvalidIndex")
    by_suffix = {number[10:]: number for number in numbers}
    sources = set()
    lines = rest.decode("latin-1")
    for line in _LINE.findall(lines):
        arxiv_id, version, suffix = line
        if not is_published_arxiv_id(arxiv_id) or suffix not in by_suffix:
            raise Refused("InvalidIndex")
        sources.add((by_suffix[suffix], arxiv_id, int(version)))
    if _LINE.sub("", lines):
        raise Refused("InvalidIndex")
    index = Index({*numbers}, sources)
    if index.to_bytes() != data:
        raise Refused("InvalidIndex")
    return index


def _taken(data: bytes, length: int) -> tuple[bytes, bytes]:
    """The first bytes, and the rest."""
    if len(data) < length:
        raise Refused("InvalidIndex")
    return data[:length], data[length:]


def expected_collisions(count: int, length: int) -> Decimal:
    """The expected number of pairs that share their first characters."""
    with localcontext(prec=40):
        return Decimal(count * (count - 1)) / Decimal(2 ** (5 * length + 1))


def collision_probability(count: int, length: int) -> Decimal:
    """The probability that at least one pair does, by its product."""
    with localcontext(prec=60):
        places, apart = Decimal(2 ** (5 * length)), Decimal(1)
        for taken in range(1, count):
            apart *= 1 - Decimal(taken) / places
        return 1 - apart
