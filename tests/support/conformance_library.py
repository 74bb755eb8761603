"""The library in the terms of the conformance suite: its answer to a document as plain JSON values."""

from typing import Any

from reference.keys import Ring
from reference.report import Settings

import pith
from pith import KeyRing, PithError, PithRecord, PublicKey, VerificationReport


def key_ring(ring: Ring) -> KeyRing:
    return KeyRing(
        PublicKey.from_bytes(key.raw, key_id=key.key_id, not_before=key.not_before, not_after=key.not_after, revoked=key.revoked)
        for key in ring.values()
    )


def report_of(document: Any, settings: Settings) -> VerificationReport:
    """The report of a parsed document; arguments that its kind does not take are left out."""
    return pith.verify_record(
        document,
        keys=key_ring(settings.ring),
        at=settings.at,
        abstract=settings.abstract,
        origin=settings.origin,
        require=settings.require,
    )


def answer(data: bytes, settings: Settings) -> dict[str, Any]:
    """What the library finds of bytes: an error, or the kind and the report."""
    try:
        document: PithRecord = pith.parse_record(data)
    except PithError as error:
        return {"error": type(error).__name__}
    report = report_of(document, settings)
    return {
        "kind": "record",
        "ok": report.ok,
        "checks": [(result.name, result.outcome.value) for result in report.checks],
        "required": sorted(report.required),
        "unauthenticated": sorted(report.unauthenticated),
        "extensible": sorted(report.extensible),
    }
