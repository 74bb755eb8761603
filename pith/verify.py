"""Verify a record: run the checks of the table over the facts of one document and report what each of them says."""

from collections.abc import Collection
from datetime import datetime

from .checks.core import CORE_CHECKS
from .checks.facts import RecordFacts
from .checks.graph import GRAPH_CHECKS
from .checks.names import NAME_CHECKS
from .checks.status import STATUS_CHECKS
from .errors import InvalidArgument, InvalidRecord, shown
from .keys import PITH_KEYS, KeyRing, aware
from .models.record import PithRecord
from .number import ORIGIN
from .report import Check, CheckResult, Outcome, VerificationReport

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

_NAMES = frozenset(check.name for check in RECORD_CHECKS)
# What is the same for every record is made once: verification is to cost little beside its one signature.
_RUNS = tuple(check.run for check in RECORD_CHECKS)
_PASSED = tuple(CheckResult(check, Outcome.PASSED) for check in RECORD_CHECKS)


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
    required = _required(require) if require else REQUIRED
    if abstract is not None and not isinstance(abstract, str):
        raise InvalidArgument(f"expected the abstract as a text, not {shown(abstract)}")
    if at is not None:
        aware(at)
    if type(record) is not PithRecord and not isinstance(record, PithRecord):  # pydantic's isinstance is slow
        raise InvalidRecord(f"expected a PithRecord, as parse_record makes it, not {shown(record)}")
    try:
        facts = RecordFacts(record, keys, abstract, at, origin)
        problems = [run(facts) for run in _RUNS]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        PithRecord.read(record.to_json())  # the parser says where and what
        raise InvalidRecord(f"the record was put together without the parser: {error}") from error
    results = [
        passed if problem is None else CheckResult(passed.check, *problem)
        for passed, problem in zip(_PASSED, problems, strict=True)
    ]
    return VerificationReport(record, str(record.pith_number), tuple(results), required)


def _required(require: Collection[str]) -> frozenset[str]:
    required = REQUIRED.union((require,) if isinstance(require, str) else require)
    if unknown := required - _NAMES:
        raise InvalidArgument(f"no check {', '.join(map(shown, sorted(unknown)))}; there are {', '.join(sorted(_NAMES))}")
    return required
