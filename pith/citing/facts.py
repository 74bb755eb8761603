"""The facts of a paper that citations have, and which of them are authenticated."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, Self, TypeAlias

from ..arxiv import is_arxiv_id, source_aliases
from ..errors import safe_repr
from ..models.base import require_model
from ..models.record import PithRecord
from ..number import PithNumber
from ..protocol import ARXIV, ORIGIN
from ..report import VerificationReport
from ..timestamps import parse_timestamp
from .names import Author, Name, parse_authors, parse_authors_text

FACTS = frozenset({"number", "title", "source", "date", "license", "categories", "authors"})
"""The names of these facts. In a report that is ok, the signature binds all of them except the authors."""

Field: TypeAlias = tuple[str, Any, str]
"""The name of a field of an entry, its value, and the name of the fact in it; empty if the value is not from the record."""


class CitedPaper(NamedTuple):
    """The facts of a paper that citations have. `arxiv` and `doi` are empty for a source that has none."""

    number: PithNumber
    address: str
    title: str
    authors: tuple[Name, ...]
    kind: str
    id: str
    version: int
    arxiv: str
    """The arXiv id with its version."""
    doi: str
    date: tuple[int, int, int]
    license: str
    categories: tuple[str, ...]
    doubted: frozenset[str]
    """The names of the facts that are not authenticated."""
    note: str

    @classmethod
    def of(cls, cited: PithRecord | VerificationReport, authors: Iterable[Author] | None) -> Self:
        """The facts of a record or of the record of a report."""
        document, report = (cited.document, cited) if isinstance(cited, VerificationReport) else (cited, None)
        if not isinstance(document, PithRecord):
            raise TypeError(f"record: expected a PithRecord or the report of one, not {safe_repr(cited)}")
        record = require_model(document, PithRecord, "record")
        number = PithNumber(record.pith_number)
        metadata, source = record.canonical_record.metadata, record.canonical_record.source
        submitted = parse_timestamp(metadata.submitted_at)
        is_arxiv = source.kind == ARXIV and is_arxiv_id(source.id)
        names = parse_authors_text(record.paper.authors_text) if authors is None else parse_authors(authors)
        return cls(
            number=number,
            address=number.url(origin=ORIGIN if report is None or report.origin is None else report.origin),
            title=" ".join(record.paper.title.split()),
            authors=names,
            kind=source.kind,
            id=source.id,
            version=source.version,
            arxiv=f"{source.id}v{source.version}" if is_arxiv else "",
            doi=source_aliases(source)["doi"] if is_arxiv else "",
            date=(submitted.year, submitted.month, submitted.day),
            license=metadata.license,
            categories=(metadata.primary_cat, *metadata.cross_cats_sorted),
            doubted=frozenset({"authors"}) if report is not None and report.ok else FACTS,
            note=_note(report, bool(names), authors is not None),
        )

    @property
    def publisher(self) -> str:
        """The publisher, if it is known."""
        return "arXiv" if self.arxiv else ""

    @property
    def source_id(self) -> str:
        """The id and the version at the source, with the name of the source."""
        return f"arXiv:{self.arxiv}" if self.arxiv else f"{self.kind}:{self.id} version {self.version}"

    def unauthenticated(self, fields: Sequence[Field]) -> tuple[str, ...]:
        """The names of the fields with an unauthenticated fact, each once."""
        return tuple(dict.fromkeys(name for name, _, fact in fields if fact in self.doubted))


def present(fields: Iterable[Field]) -> list[Field]:
    """The fields that have a value."""
    return [field for field in fields if field[1]]


def _note(report: VerificationReport | None, has_authors: bool, given: bool) -> str:
    if report is None:
        return "The record was not verified: nothing in this entry is authenticated."
    if not report.ok:
        return "The record does not verify: nothing in this entry is authenticated."
    bound = "The record verifies; the title is bound to its signature up to case and white space."
    if not has_authors:
        return bound
    why = "the record does not sign them" if given else "their order need not be that of the paper"
    return f"{bound} The authors are not authenticated: {why}."
