"""Numbers in running text: LaTeX, Markdown, HTML, BibTeX and prose. Specification §4.5."""

import re
from collections.abc import Collection, Iterator
from heapq import merge
from typing import NamedTuple
from unicodedata import category

from .addresses import check_hosts
from .errors import safe_repr
from .number import PithNumber, ShortPithNumber, read_spelling
from .protocol import HOSTS

# Numbers are searched in the upper-case bytes of the text. A number is not part of a longer word, path or base32 text.
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
_BEGINNINGS = (b"PITH:", b"\\PITHNUMBER{")
_ORIGINS = ("HTTPS://{}/", "HTTP://{}/", "HTTPS://WWW.{}/", "HTTP://WWW.{}/")
_URL = re.compile(rb"""[^\s"'<>{}|\\^`\[\](),;]*+""")
# A sentence or a line of LaTeX can end with these characters, right after an address. No address ends with one of them.
_PUNCTUATION = ".:/%_-"


class NumberMatch(NamedTuple):
    """A number that `find_numbers` found.

    `text` is its spelling, which is the part of the searched text from `start` to before `end`, counted in characters.
    `may_be_word` is true if the match is a short number without a digit, such as `pith:GREATEST`, which can be a word in
    upper case; most of these are not numbers. Specification §4.5.
    """

    number: PithNumber | ShortPithNumber
    start: int
    end: int
    text: str
    may_be_word: bool = False


def find_numbers(text: str, *, hosts: Collection[str] = HOSTS) -> Iterator[NumberMatch]:
    """The numbers that are spelled out in a text, in the order of the text.

    It finds whole numbers, short numbers that begin with `pith:`, `\\pithnumber{…}`, and published addresses at one of the
    `hosts` that begin with `http://` or `https://`. It does not find bare suffixes, addresses without a scheme, numbers inside
    a longer word or another URL, and short numbers that look like a word in lower case (`pith:greatest`). The search takes
    time linear in the length of the text. Raises `InvalidArgument` if one of the hosts is not a host. Specification §4.5.

    >>> [match.number for match in find_numbers("see PITH:FB5JQX5U, and https://example.org/pith:FB5JQX5U")]
    ['pith:FB5JQX5U']
    """
    if not isinstance(text, str):
        raise TypeError(f"text: expected a str, not {safe_repr(text)}")
    return _matches(text, check_hosts(hosts))


def _matches(text: str, hosts: frozenset[str]) -> Iterator[NumberMatch]:
    # One byte for each character, with ASCII letters in upper case. A character beyond ASCII is not part of a number.
    upper = text.encode("ascii", "replace").upper()
    origins = {form.format(host.upper()).encode() for host in hosts for form in _ORIGINS}
    searched = url_end = 0
    for start in merge(*(_offsets(upper, beginning) for beginning in (*_BEGINNINGS, *origins))):
        # Each part of the text is searched for the start of a URL once, and each URL for its end once.
        scheme = upper.rfind(b"://", searched, start)
        searched = start
        if scheme >= url_end and (url := _URL.match(upper, scheme)):
            url_end = url.end()
        if start < url_end or not (spelling := _SPELLING.match(upper, start)):
            continue
        found = text[start : spelling.end()].rstrip(_PUNCTUATION)
        end = start + len(found)
        if _joins_words(text[start - 1 : start]) or _joins_words(text[end : end + 1]):
            continue
        number = read_spelling(found, hosts)
        may_be_word = found[:5].upper() == "PITH:" and found[5:].isalpha()
        if number is None or (may_be_word and not found[5:].isupper()):
            continue
        yield NumberMatch(number, start, end, found, may_be_word)


def _offsets(text: bytes, literal: bytes) -> Iterator[int]:
    """The offsets of a literal in the text."""
    offset = text.find(literal)
    while offset >= 0:
        yield offset
        offset = text.find(literal, offset + 1)


def _joins_words(neighbor: str) -> bool:
    """Whether a character beyond ASCII makes one word with the letters beside it.

    Letters of scripts without case do not: in Chinese text a number has ideographs beside it.
    """
    return neighbor > "\x7f" and category(neighbor)[0] in "LMN" and category(neighbor) != "Lo"
