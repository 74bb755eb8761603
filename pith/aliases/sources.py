"""Which numbers a paper has: a compact table of arXiv ids and versions, each with the suffix of a number."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from operator import lt
from typing import TYPE_CHECKING

from ..errors import InvalidArgument, InvalidIndex, safe_repr
from ..number import PithNumber, source_aliases

if TYPE_CHECKING:
    from ..models.snapshot import Source

_ID = r"(?:[a-z-]++(?:\.[a-z-]++)?/[0-9]{7}|[0-9]{4}\.[0-9]{4,5})"
_VERSION = "[1-9][0-9]{0,8}"
_ALIAS = re.compile(rf"10\.48550/arxiv\.(?P<doi>{_ID})|(?P<id>{_ID})(?:v(?P<version>{_VERSION}))?", re.ASCII | re.IGNORECASE)
_LINES = re.compile(f"(?:{_ID} {_VERSION} [A-Z2-7]{{26}}\n)*+".encode())


class SourceTable:
    """Lines of `id version suffix`, sorted, each once; ids are in lower case. It cannot be changed."""

    __slots__ = ("_starts", "text")

    def __init__(self, lines: Iterable[bytes]) -> None:
        ordered = sorted(set(lines))
        self.text: bytes = b"".join(ordered)
        self._starts = array("Q", accumulate(map(len, ordered), initial=0))

    @classmethod
    def read(cls, text: bytes) -> "SourceTable":
        """The table of lines as `text` has them. Raises `InvalidIndex` for any others."""
        lines = text.splitlines(keepends=True)
        if not (_LINES.fullmatch(text) and all(map(lt, lines, islice(lines, 1, None)))):
            raise InvalidIndex("expected sorted lines of an arXiv id in lower case, a version and a suffix")
        return cls(lines)

    def lines(self) -> list[bytes]:
        return self.text.splitlines(keepends=True)

    def suffixes(self) -> Iterator[str]:
        """The suffix of each line."""
        return (line[-27:-1].decode() for line in self.lines())

    def find(self, alias: str) -> list[str] | None:
        """The suffixes of an arXiv id, an id and version, or a DOI, in any case; None for what has the form of none of them."""
        parts = _ALIAS.fullmatch(alias)
        if parts is None:
            return None
        key = f"{parts['doi'] or parts['id']} {parts['version'] + ' ' if parts['version'] else ''}".lower().encode()
        places = range(len(self._starts) - 1)
        found = []
        for place in places[bisect_left(places, key, key=self._line) :]:
            line = self._line(place)
            if not line.startswith(key):
                break
            found.append(line[-27:-1].decode())
        return found

    def _line(self, place: int) -> bytes:
        return self.text[self._starts[place] : self._starts[place + 1]]


def source_line(number: PithNumber, source: "Source") -> bytes:
    """The line of a number and its source. Raises `InvalidArgument` for a source that has no arXiv aliases."""
    parts = _ALIAS.fullmatch(source_aliases(source)["arxiv_version"])
    if parts is None or parts["version"] is None:
        raise InvalidArgument(f"expected the id of a paper on arXiv, without its version, not {safe_repr(source.id)}")
    return f"{parts['id'].lower()} {parts['version']} {number.suffix}\n".encode()
