"""Markup of other formats in titles and abstracts: HTML, CSL-JSON, JATS, MathML. Specification §10.1."""

import re
from typing import Literal, TypeAlias

from ..errors import InvalidArgument, require_text, safe_repr

Markup: TypeAlias = Literal["refuse", "strip", "keep"]
"""What a reader does with markup: raise an error, remove it, or hash the text unchanged."""

_CHOICES = ("refuse", "strip", "keep")

# The names of tags without a prefix: HTML and CSL-JSON, JATS, MathML.
_INLINE = """
a b em font i mark s sc small span strike strong sub sup tt u
bold inline-formula italic monospace overline sans-serif tex-math underline
annotation math menclose mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mroot mrow mspace msqrt mstyle msub msubsup
msup mtable mtd mtext mtr munder munderover semantics
"""
_BLOCK = """
blockquote br div h1 h2 h3 h4 h5 h6 li ol p ul
abstract disp-formula list sec title
"""
INLINE_TAGS = frozenset(_INLINE.split())
BLOCK_TAGS = frozenset(_BLOCK.split())
_TAGS = INLINE_TAGS | BLOCK_TAGS
PREFIXES = ("jats", "mml")
"""Every tag with one of these prefixes is markup."""

_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": "\u00a0"}

# A tag or a character reference. TeX has `a<b`, so only a whole tag counts, with attributes in quotes or none.
_MARKUP = re.compile(
    rf"""</?+(?P<prefix>(?:{"|".join(PREFIXES)}):)?+(?P<tag>[a-z][a-z0-9-]*+)"""
    r"""(?:\s++[a-z_:][\w:.-]*+\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'))*+\s*+/?+>"""
    rf"|&(?:(?P<character>{'|'.join(_CHARACTERS)})|#(?P<decimal>[0-9]{{1,7}})|#x(?P<hex>[0-9a-f]{{1,6}}));",
    re.IGNORECASE | re.ASCII,
)


def require_choice(markup: Markup) -> None:
    """Raise `InvalidArgument` if the argument is not `refuse`, `strip` or `keep`."""
    if require_text(markup, "markup") not in _CHOICES:
        raise InvalidArgument(f"markup: expected {', '.join(_CHOICES)}, not {safe_repr(markup)}")


def refuse_markup(text: str, name: str) -> None:
    """Raise `InvalidArgument` if a title or abstract has a tag or a character reference of another format."""
    if found := _first_markup(text):
        raise InvalidArgument(
            f"the {name} has markup, {safe_repr(found)}, and arXiv's has TeX: pass arXiv's text, or read it by a constructor of"
            " PaperInput with markup='strip' or, if arXiv's text has it too, markup='keep'",
            pointer=f"/{name}",
        )


def strip_markup(text: str, name: str) -> str:
    """The text without tags, with character references replaced by their characters.

    The content of an element stays. A tag of a block becomes a space. Raises `InvalidArgument` if the result has markup, as
    that of `&lt;i&gt;` has.
    """
    stripped = _MARKUP.sub(_replacement, text)
    if found := _first_markup(stripped):
        raise InvalidArgument(f"the {name} still has markup, {safe_repr(found)}, after its markup is removed", pointer=f"/{name}")
    return stripped


def _first_markup(text: str) -> str:
    """The first tag or character reference of a text, or an empty text."""
    return next((found[0] for found in _MARKUP.finditer(text) if _replacement(found) != found[0]), "")


def _replacement(found: re.Match[str]) -> str:
    """The replacement of a tag or a character reference. An unknown one stays."""
    if tag := found["tag"]:
        name = tag.lower()
        return found[0] if not found["prefix"] and name not in _TAGS else " " if name in BLOCK_TAGS else ""
    if character := found["character"]:
        return _CHARACTERS[character.lower()]
    code = int(found["decimal"]) if found["decimal"] else int(found["hex"], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else found[0]
