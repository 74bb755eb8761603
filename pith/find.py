"""Pith Numbers in running text: LaTeX, Markdown, HTML, BibTeX, or whatever people write them in."""

import re
from collections.abc import Collection, Iterator
from heapq import merge
from typing import NamedTuple
from unicodedata import category

from .errors import InvalidArgument, InvalidNumber, safe_repr
from .number import PithNumber, ShortPithNumber, parse_number
from .protocol import HOSTS

# A number stands by itself: no longer word or path, and no other scheme or padding, includes it.
_SPELLING = re.compile(
    rb"""
    (?<! [A-Z0-9] ) (?<! [A-Z0-9][-+./@_] )
    (?: PITH: [0-9]{4} : [A-Z2-7]{26} (?! [A-Z0-9=] | _[A-Z0-9] )
      | PITH: [A-Z2-7]{8,26}+ (?! [A-Z0-9=] | [-./:@_][A-Z0-9] )
      | HTTPS?:// [A-Z0-9._%:/@=+-]++
    )
    | (?: (?<! \\ ) | (?<= [^\\]\\\\ ) | (?<= ^\\\\ ) ) \\PITHNUMBER\{ [A-Z2-7]{8,26}+ \}
    """,
    re.VERBOSE,
)
_LITERALS = (b"PITH:", b"\\PITHNUMBER{")
_ORIGINS = ("HTTPS://{}/", "HTTP://{}/")
_URL = re.compile(rb"""[^\s"'<>{}|\\^`\[\](),;]*+""")
# What may end a sentence, or a line of LaTeX, right behind an address; none of it ends one.
_PUNCTUATION = ".:/%_-"


class NumberMatch(NamedTuple):
    """A number in a text: `text`, its spelling there, is `start` to `end` of it, counted in characters."""

    number: PithNumber | ShortPithNumber
    start: int
    end: int
    text: str


def find_numbers(text: str, *, hosts: Collection[str] = HOSTS) -> Iterator[NumberMatch]:
    """The numbers that are spelt out in a text, from its beginning to its end, in time linear in its length.

    Found are whole numbers, short numbers, the published addresses of one of the `hosts`, and `\\pithnumber{…}`, all as
    `parse_number` reads them. A bare suffix is not taken for a number, nor is anything that is a part of a longer word or of
    another address. Raises `InvalidArgument` for a text or hosts that are none.

    >>> [match.number for match in find_numbers("see PITH:FB5JQX5U, and https://example.org/pith:FB5JQX5U")]
    ['pith:FB5JQX5U']
    """
    if not isinstance(text, str):
        raise InvalidArgument(f"expected a text, not {safe_repr(text)}")
    if isinstance(hosts, str) or not all(isinstance(host, str) and host and host.isascii() and "/" not in host for host in hosts):
        raise InvalidArgument(f"expected a collection of hosts, such as {HOSTS}, not {safe_repr(hosts)}")
    return _matches(text, frozenset(host.lower() for host in hosts))


def _matches(text: str, hosts: frozenset[str]) -> Iterator[NumberMatch]:
    # One byte for each character, ASCII letters in upper case; what is not ASCII can be no part of a number.
    folded = text.encode("ascii", "replace").upper()
    origins = [form.format(host.upper()).encode() for host in hosts for form in _ORIGINS]
    seen = url_end = 0
    for start in merge(*(_places(folded, literal) for literal in (*_LITERALS, *origins))):
        # Each part of the text is looked through for an address once, and each address once for its end.
        scheme = folded.rfind(b"://", seen, start)
        seen = start
        if scheme >= url_end and (url := _URL.match(folded, scheme)):
            url_end = url.end()
        if start < url_end or not (spelling := _SPELLING.match(folded, start)):
            continue
        spelt = text[start : spelling.end()].rstrip(_PUNCTUATION)
        stop = start + len(spelt)
        if _in_word(text[start - 1 : start]) or _in_word(text[stop : stop + 1]):
            continue
        try:
            number = parse_number(spelt, hosts=hosts)
        except InvalidNumber:
            continue
        yield NumberMatch(number, start, stop, spelt)


def _places(text: bytes, literal: bytes) -> Iterator[int]:
    place = text.find(literal)
    while place >= 0:
        yield place
        place = text.find(literal, place + 1)


def _in_word(neighbour: str) -> bool:
    """Whether a character that is not ASCII makes one word with the letters beside it. Those of scripts without upper and
    lower case do not: a number in Chinese text stands between ideographs."""
    return neighbour > "\x7f" and category(neighbour)[0] in "LMN" and category(neighbour) != "Lo"
