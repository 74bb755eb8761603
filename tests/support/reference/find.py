"""Numbers in running text: section 4.5 of the specification."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .numbers import parse_number
from .refusal import Refused

_ALNUM = "A-Za-z0-9"
_WHOLE = re.compile(r"pith:[0-9]{4}:[a-z2-7]{26}(?![A-Za-z0-9=]|_[A-Za-z0-9])", re.IGNORECASE | re.ASCII)
_SHORT = re.compile(r"pith:([a-z2-7]{8,26})", re.IGNORECASE | re.ASCII)
_AFTER_SHORT = re.compile(r"[A-Za-z0-9=]|[-./:@_][A-Za-z0-9]")
_COMMAND = re.compile(r"\\pithnumber\{[A-Za-z2-7]{8,26}\}")
_RUN = re.compile(r"[A-Za-z0-9._%:/@=+-]*")
_END_OF_URL = re.compile(r"[\t-\r \"'<>{}|\\^`\[\](),;]")
_BEFORE = re.compile(r"[A-Za-z0-9][-+./@_]")


class Match(NamedTuple):
    start: int
    end: int
    number: str
    may_be_word: bool


def find_numbers(text: str, hosts: Iterable[str] = ("pith.science",)) -> Iterator[Match]:
    """The numbers that are spelled out in a text, in order."""
    starts = "|".join(re.escape(host) for host in hosts)
    candidate = re.compile(rf"(?i:pith:)|(?i:https?://)(?i:www\.)?(?i:{starts})/|\\pithnumber\{{", re.ASCII)
    at = 0
    while found := candidate.search(text, at):
        start = found.start()
        end = _end(text, start, tuple(hosts))
        at = start + 1 if end is None else end
        if end is not None:
            spelled = text[start:end]
            number = parse_number(spelled, hosts)
            word = bool(re.fullmatch("pith:[a-z]+", spelled, re.IGNORECASE | re.ASCII))
            yield Match(start, end, number, word)


def _end(text: str, start: int, hosts: tuple[str, ...]) -> int | None:
    """The end of the match that starts at an offset; None if there is none."""
    if text[start] == "\\":
        backslashes = len(text[:start]) - len(text[:start].rstrip("\\"))
        form = _COMMAND.match(text, start)
        if backslashes not in (0, 2) or form is None:
            return None
        end = form.end()
    else:
        if re.fullmatch("[A-Za-z0-9]", text[start - 1 : start]) or _BEFORE.fullmatch(text[max(0, start - 2) : start]):
            return None
        form_end = _form_end(text, start)
        if form_end is None:
            return None
        end = start + len(text[start:form_end].rstrip(".:/%_-"))
    if _inside_url(text, start) or any(map(_joins, (text[start - 1 : start], text[end : end + 1]))):
        return None
    spelled = text[start:end]
    short = re.fullmatch("pith:([a-z]+)", spelled, re.IGNORECASE | re.ASCII)
    if short and not short[1].isupper():
        return None
    try:
        parse_number(spelled, hosts)
    except Refused:
        return None
    return end


def _form_end(text: str, start: int) -> int | None:
    if text[start : start + 5].lower() != "pith:":
        scheme = text.index("://", start) + 3
        run = _RUN.match(text, scheme)
        return run.end() if run else None
    if whole := _WHOLE.match(text, start):
        return whole.end()
    short = _SHORT.match(text, start)
    if short is None or _AFTER_SHORT.match(text, short.end()):
        return None
    return short.end()


def _inside_url(text: str, start: int) -> bool:
    scheme = text.rfind("://", 0, start)
    return scheme >= 0 and not _END_OF_URL.search(text, scheme + 3, start)


def _joins(neighbor: str) -> bool:
    if not neighbor or neighbor.isascii():
        return False
    category = unicodedata.category(neighbor)
    return category[0] in "LMN" and category != "Lo"
