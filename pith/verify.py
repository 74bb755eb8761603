"""Verify a record: the table of its checks, run over what follows from it and what was passed along with it."""

from collections.abc import Collection
from datetime import datetime

from .checks.core import CORE_CHECKS
from .checks.facts import RecordFacts
from .checks.graph import GRAPH_CHECKS
from .checks.names import NAME_CHECKS
from .checks.status import STATUS_CHECKS
from .checks.table import CheckTable
from .errors import InvalidArgument, shown
from .keys import PITH_KEYS, KeyRing
from .models.record import PithRecord
from .number import ORIGIN
from .report import Check, VerificationReport

RECORD_CHECKS: tuple[Check, ...] = (*CORE_CHECKS, *NAME_CHECKS, *GRAPH_CHECKS, *STATUS_CHECKS)
"""The checks of a record, in the order in which they are made and reported."""

REQUIRED = frozenset(
    {
        "canonical_hash",
        "number",
        "short_number",
        "receipt_hash",
        "key",
        "fingerprint",
        "signature",
        "title_hash",
        "paper_metadata",
        "sources",
    }
)
"""The checks that must have passed for a record's report to be ok; of the others, none may have failed."""

RECORD_TABLE = CheckTable(PithRecord, RECORD_CHECKS, REQUIRED)


def verify_record(
    record: PithRecord,
    *,
    keys: KeyRing = PITH_KEYS,
    abstract: str | None = None,
    at: datetime | None = None,
    require: Collection[str] = (),
    origin: str = ORIGIN,
) -> VerificationReport:
    """Check all that can be checked of a record, and report each check as passed, failed or not to be made.

    `keys` are the trusted ones; `abstract` is the whole abstract (a record carries its first 600 characters); `at` is the
    instant at which the key must be valid, an aware datetime; `require` names checks that must have passed besides those of
    `REQUIRED`; `origin` is the scheme and host that the record's own addresses must have.

    Raises `InvalidArgument` for an unknown name or a naive instant, `InvalidRecord` for a record that was put together
    without the parser and that the parser would refuse. Source: protocol, all of it up to the addresses.
    """
    if abstract is not None and not isinstance(abstract, str):
        raise InvalidArgument(f"expected the abstract as a text, not {shown(abstract)}")
    return RECORD_TABLE.report(record, lambda: RecordFacts(record, keys, abstract, at, origin), at=at, require=require)
