"""Verify a record: run its checks over what follows from it and what is passed in."""

from collections.abc import Collection
from datetime import datetime

from .addresses import check_origin
from .checks.facts import RecordFacts
from .checks.record import RECORD_TABLE
from .errors import safe_repr
from .keys import PITH_KEYS, KeyRing
from .models.record import PithRecord
from .protocol import ORIGIN
from .report import VerificationReport, make_report
from .timestamps import require_aware


def verify_record(
    record: PithRecord,
    *,
    keys: KeyRing = PITH_KEYS,
    abstract: str | None = None,
    at: datetime | None = None,
    require: Collection[str] = (),
    origin: str = ORIGIN,
) -> VerificationReport:
    """Check a record and report each check as passed, failed or indeterminate.

    `keys` are the trusted keys. `abstract` is the whole abstract, of which a record carries the first 600 characters. `at` is
    the instant at which the key must be valid, an aware datetime. `require` names checks that must pass besides the required
    ones (`pith.checks.REQUIRED`). `origin` is the scheme and host of the record's addresses.

    Raises TypeError for an argument of a wrong type and for a record that holds a value of a wrong type, `InvalidArgument`
    for an unknown name, a naive datetime or a text that is not an origin. Specification §8.
    """
    check_arguments(keys, at, origin)
    if abstract is not None and not isinstance(abstract, str):
        raise TypeError(f"abstract: expected a str, not {safe_repr(abstract)}")
    return make_report(
        RECORD_TABLE,
        record,
        lambda: RecordFacts(record, keys, abstract, at, origin),
        number=getattr(record, "pith_number", None),
        at=at,
        origin=origin,
        require=require,
    )


def check_arguments(keys: KeyRing, at: datetime | None, origin: str = ORIGIN) -> None:
    """Raise TypeError for an argument of a wrong type, `InvalidArgument` for a naive datetime or a text that is not an origin."""
    if not isinstance(keys, KeyRing):
        raise TypeError(f"keys: expected a KeyRing, not {safe_repr(keys)}")
    if at is not None:
        require_aware(at)
    if origin is not ORIGIN:
        check_origin(origin)
