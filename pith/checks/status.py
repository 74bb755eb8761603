"""The checks of status words, citations and dates, about which a record must agree with itself."""

from datetime import datetime
from operator import attrgetter

from ..errors import InvalidRecord, safe_repr
from .facts import RecordFacts, within
from .table import Basis, Check, Problem, failed, indeterminate

_EVENT_WORDS = ("author_attested", "externally_anchored", "storage_verified", "citation_signatures", "replication_records")
_PRESENCE_WORDS = ("content_addressed", "pith_receipt", "graph_snapshot")
_of_events = attrgetter(*_EVENT_WORDS)
_presence = attrgetter(*_PRESENCE_WORDS)
_is_anchor = attrgetter("is_internal_anchor")


def status_presence(facts: RecordFacts) -> Problem | None:
    """`content_addressed`, `pith_receipt` and `graph_snapshot` are true.

    The three words mean that the record has the part, and a record without it does not parse.
    """
    present = _presence(facts.document.verification_status)
    if all(present):
        return None
    absent = [word for word, value in zip(_PRESENCE_WORDS, present, strict=True) if not value]
    return failed(f"{', '.join(absent)} is false, and the record has it")


def status_references(facts: RecordFacts) -> Problem | None:
    """`references_resolved` is true if all references are resolved, and false if none is."""
    references = facts.graph.references
    if references.resolved_work == 0:
        expected = False
    elif references.resolved_work == references.count:
        expected = True
    else:
        return indeterminate(f"{references.resolved_work} of {references.count} are resolved; what follows is unknown")
    found = facts.document.verification_status.references_resolved
    return None if found is expected else failed(f"references_resolved: expected {expected}, found {found}")


def status_formal_links(facts: RecordFacts) -> Problem | None:
    """`formal_links_present` is true if and only if there is formal evidence."""
    expected = facts.document.formal_canon.evidence_count > 0
    found = facts.document.verification_status.formal_links_present
    return None if found is expected else failed(f"formal_links_present: expected {expected}, found {found}")


def status_author_claims(facts: RecordFacts) -> Problem | None:
    """`strong_author_claims` is the number of strong author claims in the graph snapshot."""
    expected = facts.graph.author_claims.strong_count
    found = facts.document.verification_status.strong_author_claims
    return None if found == expected else failed(f"strong_author_claims: expected {expected}, found {found}")


def status_events(facts: RecordFacts) -> Problem | None:
    """The words about events are false or 0 if there are no events."""
    if facts.document.events:
        return indeterminate("what follows from events is unknown")
    values = _of_events(facts.document.verification_status)
    if not any(values):
        return None
    claimed = [word for word, value in zip(_EVENT_WORDS, values, strict=True) if value]
    return failed(f"{', '.join(claimed)} without an event")


def citations_count(facts: RecordFacts) -> Problem | None:
    """The sample of citations is within the count, and its internal anchors are within theirs.

    Rows can repeat, and the counts count rows.
    """
    citations = facts.document.inbound_citations
    anchors = sum(map(_is_anchor, citations.sample))
    if len(citations.sample) == citations.count:
        if anchors == citations.internal_anchor_count:
            return None
        return failed(f"{anchors} internal anchors are listed, {citations.internal_anchor_count} counted")
    return (
        within(len(citations.sample), citations.count, "citations in the sample")
        or within(citations.internal_anchor_count, citations.count, "internal_anchor_count")
        or within(anchors, citations.internal_anchor_count, "internal anchors in the sample")
    )


def receipt_dates(facts: RecordFacts) -> Problem | None:
    """The dates of the receipt are in order: first computed, last reissued, signed."""
    receipt = facts.receipt
    computed, reissued, signed = receipt.first_computed_at, receipt.last_reissued_at, receipt.signed_at
    if _in_order(computed, reissued, signed):
        return None
    return failed(f"computed at {computed}, reissued at {reissued}, signed at {signed}")


def record_dates(facts: RecordFacts) -> Problem | None:
    """`created_at` of the record is not after `updated_at`."""
    created, updated = facts.document.created_at, facts.document.updated_at
    if _in_order(created, updated):
        return None
    return failed(f"created at {created}, updated at {updated}")


def _in_order(*timestamps: str) -> bool:
    """Whether instants follow one another. Raises `InvalidRecord` for a text that is not an instant, as in a copied model."""
    try:  # by fromisoformat: the parser has checked the spelling
        instants = [*map(datetime.fromisoformat, timestamps)]
        return instants == sorted(instants)
    except (ValueError, TypeError):
        raise InvalidRecord(f"expected timestamps, not {', '.join(map(safe_repr, timestamps))}") from None


_STATUS = "/verification_status"

STATUS_CHECKS = (
    Check(
        "status_presence",
        Basis.CONSISTENT,
        status_presence,
        covers=tuple(f"{_STATUS}/{word}" for word in _PRESENCE_WORDS),
    ),
    Check(
        "status_references",
        Basis.CONSISTENT,
        status_references,
        covers=(f"{_STATUS}/references_resolved", "/graph_snapshot/references/count", "/graph_snapshot/references/resolved_work"),
    ),
    Check(
        "status_formal_links",
        Basis.CONSISTENT,
        status_formal_links,
        covers=(f"{_STATUS}/formal_links_present", "/formal_canon/evidence_count"),
    ),
    Check(
        "status_author_claims",
        Basis.CONSISTENT,
        status_author_claims,
        covers=(f"{_STATUS}/strong_author_claims", "/graph_snapshot/author_claims/strong_count"),
    ),
    Check(
        "status_events",
        Basis.CONSISTENT,
        status_events,
        covers=(*(f"{_STATUS}/{word}" for word in _EVENT_WORDS), "/events"),
    ),
    Check(
        "citations_count",
        Basis.CONSISTENT,
        citations_count,
        covers=(
            "/inbound_citations/count",
            "/inbound_citations/internal_anchor_count",
            "/inbound_citations/sample",
            "/inbound_citations/sample/*/is_internal_anchor",
        ),
    ),
    Check(
        "receipt_dates",
        Basis.CONSISTENT,
        receipt_dates,
        covers=("/receipt/first_computed_at", "/receipt/last_reissued_at", "/receipt/signed_at"),
    ),
    Check("record_dates", Basis.CONSISTENT, record_dates, covers=("/created_at", "/updated_at")),
)
