"""Revise a record: a new receipt for the same record, or a record for a new version of the paper. Specification §10.3."""

from dataclasses import replace
from datetime import datetime
from typing import Unpack

from ..canonical import canonical_bytes
from ..errors import InvalidArgument, VerificationFailed, safe_repr
from ..keys import KeyRing, Signer
from ..models.record import PithRecord, parse_record
from ..models.snapshot import PaperMetadata, Source
from ..protocol import ORIGIN
from ..timestamps import format_utc, parse_timestamp, require_aware
from ..verify import verify_record
from .canonical_record import as_input
from .issue import BUILDER_VERSION, issue_receipt
from .metadata import PaperInput
from .mint import mint_record
from .snapshot import SnapshotContents

# Without keys, the checks that need the key of the old receipt are not required.
_KEY_CHECKS = frozenset({"key", "fingerprint", "signature"})
_ADDRESS_CHECKS = frozenset({"links", "agent_actions", "resolve_alias"})


def reissue(record: PithRecord, *, signer: Signer, at: datetime, keys: KeyRing | None = None, origin: str = ORIGIN) -> PithRecord:
    """The same record with a new receipt, for example after a rotation of keys.

    The record must verify. `keys` are the trusted keys of the old receipt; without them, the old signature is not checked, so
    take the record from your own archive. `first_computed_at` stays; the other dates of the receipt and `updated_at` become
    `at`, an aware datetime. Unknown fields of the old receipt are dropped. `origin` is the scheme and host of the record's
    addresses.

    Raises `VerificationFailed` if the record does not verify, `InvalidArgument` if `at` is before a date of the old receipt,
    and what `issue_receipt` raises. Specification §10.3.
    """
    _require_verified(record, keys, origin)
    old = record.receipt
    now = format_utc(require_aware(at), "microseconds")
    for date in (old.signed_at, record.updated_at):
        if at < parse_timestamp(date):
            raise InvalidArgument(f"at: expected an instant from {date} on, not {now}Z")
    receipt = issue_receipt(record.canonical_sha256, signer=signer, at=at, builder_version=old.builder_version)
    fields = {
        **record.to_dict(),
        "receipt": {**receipt.to_dict(), "first_computed_at": old.first_computed_at},
        "updated_at": f"{now}+00:00",
    }
    return parse_record(canonical_bytes(fields))


def new_version(
    record: PithRecord,
    paper: PaperInput | PaperMetadata,
    *,
    signer: Signer,
    at: datetime,
    version: int | None = None,
    keys: KeyRing | None = None,
    abstract: str | None = None,
    origin: str = ORIGIN,
    builder_version: str = BUILDER_VERSION,
    **contents: Unpack[SnapshotContents],
) -> PithRecord:
    """The record of a later version of the same paper, with a number of its own.

    `paper` is the metadata of that version. Its `submitted_at` is replaced by that of the record, the date of version 1.
    `version` is by default that of the `PaperInput`, or the next one if `paper` is a `PaperMetadata`. `keys` is as in
    `reissue`, the other arguments are as in `mint_record`.

    Raises `VerificationFailed` if the record does not verify, `InvalidArgument` if the version is not later or the
    `PaperInput` is another paper, and what `mint_record` raises. Specification §10.3.
    """
    _require_verified(record, keys, origin)
    old = record.canonical_record
    if isinstance(paper, PaperInput):
        known = as_input(paper, None, abstract)
        following = known.source.version
        if (known.source.kind, known.source.id) != (old.source.kind, old.source.id):
            raise InvalidArgument(f"paper: expected {safe_repr(old.source.id)}, not {safe_repr(known.source.id)}")
    else:
        known = as_input(paper, old.source, abstract)
        following = old.source.version + 1
    if version is not None:
        following = version
    if type(following) is not int:
        raise TypeError(f"version: expected an int, not {safe_repr(following)}")
    if following <= old.source.version:
        raise InvalidArgument(f"version: expected one after {old.source.version}, not {following}")
    later = replace(
        known,
        paper=PaperMetadata.from_tree({**known.paper.to_dict(), "submitted_at": old.metadata.submitted_at}),
        source=Source.from_tree({**old.source.to_dict(), "version": following}),
    )
    return mint_record(later, signer=signer, at=at, origin=origin, builder_version=builder_version, **contents)


def _require_verified(record: PithRecord, keys: KeyRing | None, origin: str) -> None:
    """Raise `VerificationFailed` if a record does not verify. Without keys, its signature is not checked."""
    report = verify_record(record, keys=KeyRing() if keys is None else keys, origin=origin)
    if keys is None:
        report = replace(report, required=report.required - _KEY_CHECKS)
    if report.failed and _ADDRESS_CHECKS.issuperset(report.failed):
        found = "/".join(record.links.html.split("/", 3)[:3])
        raise VerificationFailed(
            f"the addresses of the record are not at {origin}; if {safe_repr(found)} is right, pass it as `origin`", report=report
        )
    report.raise_for_failure()
