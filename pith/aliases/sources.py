"""The table of sources in an alias index: arXiv ids and versions, each with the suffix of a number. Specification §5.3."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice
from operator import lt
from typing import TYPE_CHECKING, Self

from ..arxiv import ArxivId, parse_arxiv_id
from ..errors import InvalidArgument, InvalidIndex, safe_repr
from ..number import PithNumber
from ..protocol import ARXIV

if TYPE_CHECKING:
    from ..models.snapshot import Source

_LONGEST_VERSION = 9
_LINES = re.compile(rb"(?:(?:[a-z]++(?:-[a-z]++)*+/[0-9]{7}|[0-9]{4}\.[0-9]{4,5}) [1-9][0-9]{0,8} [A-Z2-7]{26}\n)*+")


class SourceTable:
    """Lines of an id, a version and a suffix, sorted by their bytes, each once. A table never changes."""

    __slots__ = ("_starts", "text")

    def __init__(self, lines: Iterable[bytes]) -> None:
        ordered = sorted(set(lines))
        self.text: bytes = b"".join(ordered)
        self._starts = array("Q", accumulate(map(len, ordered), initial=0))

    @classmethod
    def parse(cls, text: bytes) -> Self:
        """The table with this text. Raises `InvalidIndex` for lines of another form and for another order."""
        lines = text.splitlines(keepends=True)
        if not (_LINES.fullmatch(text) and all(map(lt, lines, islice(lines, 1, None)))):
            raise InvalidIndex("expected sorted lines of an arXiv id in lower case, a version and a suffix")
        return cls(lines)

    def lines(self) -> list[bytes]:
        """The lines, each with its line feed."""
        return self.text.splitlines(keepends=True)

    def suffixes(self) -> Iterator[str]:
        """The suffix of each line."""
        return (line[-27:-1].decode() for line in self.lines())

    def find(self, paper: ArxivId) -> list[str]:
        """The suffixes of a paper in the given version, or in all versions if none is given."""
        version = "" if paper.version is None else f"{paper.version} "
        key = f"{paper.id} {version}".encode()
        indices = range(len(self._starts) - 1)
        found = []
        for index in indices[bisect_left(indices, key, key=self._line) :]:
            line = self._line(index)
            if not line.startswith(key):
                break
            found.append(line[-27:-1].decode())
        return found

    def _line(self, index: int) -> bytes:
        return self.text[self._starts[index] : self._starts[index + 1]]


def source_line(number: PithNumber, source: "Source") -> bytes:
    """The line of a number and its source. `source.id` is any spelling of an arXiv id. Specification §4.6 and §5.3.

    Raises `InvalidArgument` if the source is not a paper on arXiv, or if its id names another version than the source has.
    """
    if not isinstance(getattr(source, "kind", None), str):
        raise TypeError(f"sources: expected a Source in each pair, not {safe_repr(source)}")
    if source.kind != ARXIV:
        raise InvalidArgument(f"the aliases of a source of kind {safe_repr(source.kind)} are unknown")
    paper, version = parse_arxiv_id(source.id)
    if version not in (None, source.version):
        raise InvalidArgument(f"expected an arXiv id of version {source.version}, not {safe_repr(source.id)}")
    if not 1 <= source.version < 10**_LONGEST_VERSION:
        raise InvalidArgument(f"expected a version of 1 to {_LONGEST_VERSION} digits, not {safe_repr(source.version)}")
    return f"{paper} {source.version} {number.suffix}\n".encode()
