"""Foreign text as HTML: escaped, printable, bounded, and with places at which a long name can continue on a new line."""

import re
from html import escape

from ..errors import escape_unprintable
from .text import cut

_LONGEST_VALUE = 600
_LONG = 30
_BREAKS = re.compile(r"(?<=[^/:])(?=/)|(?<=[:,=?&])(?=[^/])")


def quoted(text: str) -> str:
    """A text with at most 100 characters."""
    return escape(cut(text))


def cut_value(text: str) -> str:
    """The value of a field with at most 600 characters, which hold most titles and lists of authors."""
    escaped = escape_unprintable(text[: _LONGEST_VALUE + 1])
    return escaped if len(escaped) <= _LONGEST_VALUE else f"{escaped[: _LONGEST_VALUE - 1]}…"


def marked(text: str) -> str:
    """A text that was cut. A word of more than 30 characters can continue on a new line at its slashes and colons.

    A shorter word fits into the narrowest screen.
    """
    return " ".join(map(_word, escape_unprintable(text).split(" ")))


def _word(word: str) -> str:
    return escape(word) if len(word) <= _LONG else "<wbr>".join(map(escape, _BREAKS.split(word)))
