"""The checks of what a record says of itself: status words, citations, dates."""

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

from ..report import Basis, Check, Problem, failed, not_made
from .facts import RecordFacts, over

# The parser has read the dates; they are compared as instants, since they are spelt in several ways.
instant: Callable[[str], datetime] = datetime.fromisoformat

_EVENT_WORDS = ("author_attested", "externally_anchored", "storage_verified", "citation_signatures", "replication_records")
_PRESENCE_WORDS = ("content_addressed", "pith_receipt", "graph_snapshot")
_of_events = attrgetter(*_EVENT_WORDS)
_presence = attrgetter(*_PRESENCE_WORDS)
_is_anchor = attrgetter("is_internal_anchor")


def status_presence(facts: RecordFacts) -> Problem | None:
    """`content_addressed`, `pith_receipt` and `graph_snapshot` are true of a record that has them.

    The three words mean that the part is there, and a record without it does not parse.
    """
    present = _presence(facts.document.verification_status)
    if all(present):
        return None
    absent = [word for word, there in zip(_PRESENCE_WORDS, present, strict=True) if not there]
    return failed(f"{', '.join(absent)} is false, and the record has it")


def status_references(facts: RecordFacts) -> Problem | None:
    """`references_resolved` is true where all are resolved, false where none is."""
    references = facts.graph.references
    if references.resolved_work == 0:
        expected = False
    elif references.resolved_work == references.count:
        expected = True
    else:
        return not_made(f"what follows from {references.resolved_work} resolved of {references.count} is unknown")
    found = facts.document.verification_status.references_resolved
    return None if found is expected else failed(f"references_resolved: expected {expected}, found {found}")


def status_formal_links(facts: RecordFacts) -> Problem | None:
    """`formal_links_present` says whether there is formal evidence."""
    expected = facts.document.formal_canon.evidence_count > 0
    found = facts.document.verification_status.formal_links_present
    return None if found is expected else failed(f"formal_links_present: expected {expected}, found {found}")


def status_author_claims(facts: RecordFacts) -> Problem | None:
    """`strong_author_claims` is the snapshot's count."""
    expected = facts.graph.author_claims.strong_count
    found = facts.document.verification_status.strong_author_claims
    return None if found == expected else failed(f"strong_author_claims: expected {expected}, found {found}")


def status_events(facts: RecordFacts) -> Problem | None:
    """The words that speak of events are false or 0 where there are none."""
    if facts.document.events:
        return not_made("what follows from events is unknown")
    said = _of_events(facts.document.verification_status)
    if not any(said):
        return None
    claimed = [word for word, value in zip(_EVENT_WORDS, said, strict=True) if value]
    return failed(f"{', '.join(claimed)} without an event")


def citations_count(facts: RecordFacts) -> Problem | None:
    """The sample of citations is within the count, and the anchors are counted.

    Rows may repeat, and the counts are of rows.
    """
    citations = facts.document.inbound_citations
    anchors = sum(map(_is_anchor, citations.sample))
    if len(citations.sample) == citations.count:
        if anchors == citations.internal_anchor_count:
            return None
        return failed(f"{anchors} internal anchors are listed, {citations.internal_anchor_count} counted")
    return (
        over(len(citations.sample), citations.count, "citations in the sample")
        or over(citations.internal_anchor_count, citations.count, "internal_anchor_count")
        or over(anchors, citations.internal_anchor_count, "internal anchors in the sample")
    )


def receipt_dates(facts: RecordFacts) -> Problem | None:
    """The receipt was computed, then reissued, then signed."""
    receipt = facts.receipt
    computed, reissued, signed = receipt.first_computed_at, receipt.last_reissued_at, receipt.signed_at
    if instant(computed) <= instant(reissued) <= instant(signed):
        return None
    return failed(f"computed at {computed}, reissued at {reissued}, signed at {signed}")


def record_dates(facts: RecordFacts) -> Problem | None:
    """The record was created before it was updated."""
    created, updated = facts.document.created_at, facts.document.updated_at
    return None if instant(created) <= instant(updated) else failed(f"created at {created}, updated at {updated}")


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
