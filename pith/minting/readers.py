"""Values in foreign metadata: arXiv ids, categories, names of people, histories of versions.

Metadata is hostile. Each function returns a value of the right type, or raises a `PithError` with the pointer of the field. No
function recurses, and none takes more text from a field than `MOST_CHARACTERS`: a list can hold one long text many times.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from email.utils import parsedate_to_datetime

from ..arxiv import read_arxiv_id
from ..errors import InvalidArgument, LimitExceeded, safe_repr
from ..pointers import json_pointer
from ..strict_json import DEFAULT_LIMITS
from ..timestamps import format_utc, require_aware

MOST_CHARACTERS = DEFAULT_LIMITS.size
LONGEST_DATE = 100

_VERSION = re.compile("v([1-9][0-9]{0,8})")


class Fields:
    """The members of a mapping of metadata, each found by one of several names. A member that is None counts as absent."""

    def __init__(self, members: Mapping[str, object], argument: str, *, fold_names: bool = False) -> None:
        if not isinstance(members, Mapping):
            raise TypeError(f"{argument}: expected a mapping, not {safe_repr(members)}")
        for name in members:
            if not isinstance(name, str):
                raise InvalidArgument(f"expected a text for every name of a field, not {safe_repr(name)}")
        self._members = {name.lower(): value for name, value in members.items()} if fold_names else members

    def find(self, *names: str) -> tuple[object, str]:
        """The value of the first of these members that is there, and its pointer. None and the last pointer if none is."""
        for name in names:
            if (value := self._members.get(name)) is not None:
                return value, json_pointer(name)
        return None, json_pointer(names[-1])

    def text(self, *names: str) -> str | None:
        """The text of the first of these members that is there, with single spaces, or None."""
        value, pointer = self.find(*names)
        return None if value is None else require_field_text(value, pointer)


def require_field_text(value: object, pointer: str) -> str:
    """A text with each run of white space as one space, none at the ends. Raises `InvalidArgument` for another value."""
    if not isinstance(value, str):
        raise InvalidArgument(f"expected a text, not {safe_repr(value)}", pointer=pointer)
    return " ".join(value.split())


class _Budget:
    """Counts the characters that a reader takes from one field."""

    def __init__(self) -> None:
        self.left = MOST_CHARACTERS

    def text(self, value: object, pointer: str) -> str:
        """The same as `require_field_text`. Raises `LimitExceeded` if the texts of the field are too long together."""
        self.left -= len(value) if isinstance(value, str) else 0
        if self.left < 0:
            raise LimitExceeded(f"expected at most {MOST_CHARACTERS} characters", pointer=pointer)
        return require_field_text(value, pointer)


def read_id(fields: Fields, *names: str) -> tuple[str | None, int | None]:
    """The arXiv id in these members and its version, each None if no member has it.

    Values that are no spelling of an arXiv id are skipped. Raises `InvalidArgument` if two members disagree. Specification §4.6.
    """
    paper: str | None = None
    version: int | None = None
    for name in names:
        value, pointer = fields.find(name)
        if not isinstance(value, str):
            continue
        found = read_arxiv_id(value)
        if found is None:  # such as the DOI of a journal
            continue
        if paper not in (None, found.id):
            raise InvalidArgument(f"expected one arXiv id, not {paper} and {found.id}", pointer=pointer)
        paper = found.id
        if version is not None and found.version not in (None, version):
            raise InvalidArgument(f"expected one arXiv version, not {version} and {found.version}", pointer=pointer)
        version = found.version if version is None else version
    return paper, version


def read_terms(value: object, pointer: str) -> list[str]:
    """Categories: a text with spaces between them, or elements that have a `term` or `@term`, or a list of these."""
    budget = _Budget()
    terms: list[str] = []
    for item, place in _items(value, pointer):
        term = _member(item, "term", "@term") if isinstance(item, Mapping) else item
        terms.extend(budget.text(term, place).split())
    return terms


def read_names(value: object, pointer: str) -> str:
    """The names of people with commas between them. Each is a text, or has a `name`, a `literal`, or `given` and `family`."""
    budget = _Budget()
    names: list[str] = []
    for person, place in _items(value, pointer):
        if isinstance(person, Mapping):
            whole = _member(person, "name", "literal")
            parts = [whole] if whole is not None else [person.get("given"), person.get("family")]
        else:
            parts = [person]
        names.append(" ".join(budget.text(part, place) for part in parts if part is not None))
    return ", ".join(name for name in names if name)


def read_history(value: object, pointer: str) -> dict[int, str]:
    """The dates of the versions of a paper, in the published spelling, by number of the version."""
    history: dict[int, str] = {}
    for item, place in _items(value, pointer):
        if not isinstance(item, Mapping):
            raise InvalidArgument(f"expected a version with its date, not {safe_repr(item)}", pointer=place)
        name = _member(item, "version", "@version")
        match = _VERSION.fullmatch(name) if isinstance(name, str) else None
        if match is None:
            raise InvalidArgument(f"expected a version such as v1, not {safe_repr(name)}", pointer=place)
        history[int(match[1])] = _published_date(_member(item, "date", "created"), place)
    return history


def split_categories(terms: Sequence[str]) -> tuple[str | None, list[str] | None]:
    """The first category, which is the primary one, and the others. None and None if there is no category."""
    return (terms[0], [term for term in terms if term != terms[0]]) if terms else (None, None)


def submission_time(at: datetime) -> str:
    """An instant as `submitted_at` is published. Raises `InvalidArgument` for a fraction of a second."""
    if require_aware(at, "submitted_at").microsecond:
        raise InvalidArgument(f"submitted_at: expected whole seconds, not {at.isoformat()}")
    return f"{format_utc(at, 'seconds')}Z"


def _items(value: object, pointer: str) -> Iterator[tuple[object, str]]:
    """The items of a list, or a single value, each with its pointer. None counts as an empty list."""
    if not isinstance(value, list | tuple):
        if value is not None:
            yield value, pointer
        return
    for index, item in enumerate(value):
        yield item, f"{pointer}/{index}"


def _member(item: Mapping[str, object], *names: str) -> object:
    """The value of the first of these members that is there, or None."""
    return next((item[name] for name in names if item.get(name) is not None), None)


def _published_date(value: object, pointer: str) -> str:
    """A date such as `Wed, 3 May 2023 17:50:56 GMT` as `submitted_at` is published."""
    try:
        if isinstance(value, str) and len(value) <= LONGEST_DATE:
            return submission_time(parsedate_to_datetime(value))
    except (ValueError, TypeError, IndexError, OverflowError):  # the errors of email, and of a date without an offset
        pass
    raise InvalidArgument(f"expected a date such as Wed, 3 May 2023 17:50:56 GMT, not {safe_repr(value)}", pointer=pointer)
