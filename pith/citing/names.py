"""Names of authors: what the caller gives, and what a record's `authors_text` has."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeAlias

from ..errors import InvalidArgument, safe_repr
from ..pointers import json_pointer

Author: TypeAlias = str | Mapping[str, str]

_SUFFIX = re.compile(r"(?:[JS]r\.?|I{2,3}|IV)", re.IGNORECASE)
_BETWEEN = re.compile(r",| and ", re.IGNORECASE)
_PARTS = ("family", "given", "suffix", "non-dropping-particle")


class Name(NamedTuple):
    """The parts of a name. A name without parts, such as that of a group, is in `literal` alone."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    particle: str = ""
    literal: str = ""

    @property
    def whole(self) -> str:
        """The whole name, given name first."""
        return self.literal or " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))

    @property
    def inverted(self) -> tuple[str, str, str]:
        """Family name with its particle, suffix, given name."""
        return " ".join(filter(None, (self.particle, self.family))), self.suffix, self.given


def parse_authors(authors: Iterable[Author]) -> tuple[Name, ...]:
    """The names of a list of authors. Raises TypeError, and `InvalidArgument` with the pointer of an author without a name."""
    if isinstance(authors, str | bytes | Mapping) or not isinstance(authors, Iterable):
        raise TypeError(f"authors: expected a list of names, not {safe_repr(authors)}")
    names: list[Name] = []
    for index, author in enumerate(authors):
        try:
            names.append(_parse_author(author))
        except InvalidArgument as error:
            raise InvalidArgument(error.args[0], pointer=json_pointer("authors", index)) from None
    return tuple(names)


def parse_authors_text(text: str) -> tuple[Name, ...]:
    """The names in a record's `authors_text`, which has given names first and commas between the authors."""
    names: list[str] = []
    can_have_suffix = False
    for part in _BETWEEN.split(" ".join(text.split())):
        name = part.strip()
        if can_have_suffix and _SUFFIX.fullmatch(name):
            names[-1] += f" {name}"
            can_have_suffix = False
        elif name:
            names.append(name)
            can_have_suffix = True
    return tuple(map(_given_first, names))


def _parse_author(author: object) -> Name:
    if isinstance(author, Mapping):
        return _from_mapping(author)
    if not isinstance(author, str):
        raise TypeError(f"authors: expected a str or a mapping for each author, not {safe_repr(author)}")
    parts = [" ".join(part.split()) for part in author.split(",")]
    if len(parts) == 1 and parts[0]:
        return _given_first(parts[0])
    if len(parts) not in (2, 3) or not all(parts):
        raise InvalidArgument(f'expected "Family, Given" or "Given Family", not {safe_repr(author)}')
    particle, family = _split_particle(parts[0].split(" "))
    return Name(family, parts[-1], parts[1] if len(parts) == 3 else "", particle)


def _from_mapping(author: Mapping[str, str]) -> Name:
    for part in author:
        if not isinstance(part, str):
            raise TypeError(f"authors: expected a str for the name of each part, not {safe_repr(part)}")
    if unknown := author.keys() - {*_PARTS, "literal"}:
        members = ", ".join((*_PARTS, "literal"))
        raise InvalidArgument(f"an author has no {', '.join(sorted(map(safe_repr, unknown)))}; the members are {members}")
    for value in author.values():
        if not isinstance(value, str):
            raise TypeError(f"authors: expected a str for each part of a name, not {safe_repr(value)}")
    parts = [" ".join(author.get(part, "").split()) for part in (*_PARTS, "literal")]
    if bool(parts[0]) == bool(parts[-1]) or (parts[-1] and any(parts[:-1])):
        raise InvalidArgument("expected either a family name, with its other parts, or a literal name")
    return Name(*parts)


def _given_first(text: str) -> Name:
    """The parts of a name such as `Ludwig van Beethoven`. A word in lower case before the family name begins the particle."""
    words = text.split(" ")
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    first = next((index for index in range(1, len(words) - 1) if words[index][0].islower()), len(words) - 1)
    particle, family = _split_particle(words[first:])
    return Name(family, " ".join(words[:first]), suffix, particle)


def _split_particle(words: list[str]) -> tuple[str, str]:
    """The words in lower case at the start of a family name, and the rest of it, which has one word at least."""
    count = next((index for index, word in enumerate(words[:-1]) if not word[0].islower()), len(words) - 1)
    return " ".join(words[:count]), " ".join(words[count:])
