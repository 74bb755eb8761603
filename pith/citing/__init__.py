"""Cite the paper of a record as CSL-JSON, BibTeX, RIS or schema.org JSON-LD, and name the fields that are not authenticated.

Use this part to hand a record to a reference manager, a LaTeX document or a web page.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeAlias, TypeVar, overload

from ..errors import InvalidArgument, safe_repr
from ..models.record import PithRecord
from ..report import VerificationReport
from .bibtex import bibtex_entry
from .facts import CitedPaper
from .names import Author as Author
from .ris import ris_entry
from .trees import csl_entry, json_ld_entry

Format: TypeAlias = Literal["csl", "bibtex", "ris", "jsonld"]
Entry = TypeVar("Entry", bound="str | dict[str, Any]")

_FORMATS: dict[str, Callable[[CitedPaper], tuple[Any, tuple[str, ...]]]] = {
    "csl": csl_entry,
    "bibtex": bibtex_entry,
    "ris": ris_entry,
    "jsonld": json_ld_entry,
}


@dataclass(frozen=True, slots=True)
class Citation(Generic[Entry]):
    """A paper as an entry of one format, and which fields of the entry no verified signature covers.

    `entry` is a str for BibTeX and RIS, a dict for CSL-JSON and JSON-LD. `unauthenticated` names fields as the format names
    them, in the order of the entry. `note` is the same in words; the entry carries it too. `str(citation)` is the text to
    write into a file: the JSON of a dict has no `<` and no invisible character, so it can be a `<script>` of a page.
    """

    entry: Entry
    unauthenticated: tuple[str, ...]
    note: str

    def __str__(self) -> str:
        if isinstance(self.entry, str):
            return self.entry
        text = json.dumps(self.entry, ensure_ascii=False, indent=2).replace("<", "\\u003c")
        return "\n".join(map(_escape_invisible, text.split("\n")))


@overload
def cite(
    record: PithRecord | VerificationReport,
    format: Literal["csl", "jsonld"] = "csl",
    *,
    authors: Iterable[Author] | None = None,
) -> Citation[dict[str, Any]]: ...


@overload
def cite(
    record: PithRecord | VerificationReport,
    format: Literal["bibtex", "ris"],
    *,
    authors: Iterable[Author] | None = None,
) -> Citation[str]: ...


def cite(
    record: PithRecord | VerificationReport,
    format: Format = "csl",  # noqa: A002 - the argument of every function that writes formats
    *,
    authors: Iterable[Author] | None = None,
) -> Citation[Any]:
    """The paper of a record as CSL-JSON (`csl`), BibTeX (`bibtex`), RIS (`ris`) or schema.org JSON-LD (`jsonld`).

    Give the report of the record's verification instead of the record: with a report that is ok, the citation names as
    unauthenticated only what the signature does not cover. With a record alone, or with a report that is not ok, every field
    that has a value of the record is unauthenticated.

    No signature covers the authors, and the order of a record's `authors_text` need not be that of the paper. `authors` is
    the true list: each author is `"Family, Given"`, `"Given Family"`, or a mapping with `family`, `given`, `suffix`,
    `non-dropping-particle`, or with `literal` for a name that has no parts. The field of the authors is unauthenticated in
    either case.

    The date is that of version 1; the version, and the arXiv id with it, are those of the record. TeX in a title stays if
    it is whole and harmless; BibTeX gets any other title as text that LaTeX prints unchanged.

    Raises TypeError for an argument of a wrong type, `InvalidArgument` for another format and for an author without a name.

    >>> from pith.testing import TEST_KEYS, sample_record
    >>> from pith import verify_record
    >>> citation = cite(verify_record(sample_record("minimal"), keys=TEST_KEYS), authors=["Doe, Jane"])
    >>> citation.entry["title"], citation.entry["author"], citation.unauthenticated
    ('A Sample Paper, for Tests Alone', [{'family': 'Doe', 'given': 'Jane'}], ('author',))
    """
    if not isinstance(format, str):
        raise TypeError(f"format: expected a str, not {safe_repr(format)}")
    if format not in _FORMATS:
        raise InvalidArgument(f"format: expected one of {', '.join(_FORMATS)}, not {safe_repr(format)}")
    paper = CitedPaper.of(record, authors)
    entry, unauthenticated = _FORMATS[format](paper)
    return Citation(entry, unauthenticated, paper.note)


def _escape_invisible(line: str) -> str:
    """A line of JSON with an escape for each character that is not printable."""
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in line)
