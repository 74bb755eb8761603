"""The library in the terms of the conformance suite: its answer to a document as plain JSON values."""

from typing import Any

from reference.keys import Ring
from reference.report import Settings

import pith
from pith import KeyRing, PithError, PithRecord, PublicKey, VerificationReport
from pith.opengraph import (
    IntegrityDocument,
    MirrorManifest,
    OpenGraphBundle,
    OpenGraphState,
    parse_bundle,
    parse_document,
    parse_integrity,
    parse_mirrors,
    parse_state,
    verify_bundle,
    verify_integrity,
    verify_state,
)

PARSERS: dict[str, Any] = {
    "record": pith.parse_record,
    "bundle": parse_bundle,
    "state": parse_state,
    "integrity": parse_integrity,
    "manifest": parse_mirrors,
}
_KINDS = {
    PithRecord: "record",
    OpenGraphBundle: "bundle",
    OpenGraphState: "state",
    IntegrityDocument: "integrity",
    MirrorManifest: "manifest",
}


def key_ring(ring: Ring) -> KeyRing:
    return KeyRing(
        PublicKey.from_bytes(key.raw, key_id=key.key_id, not_before=key.not_before, not_after=key.not_after, revoked=key.revoked)
        for key in ring.values()
    )


def report_of(document: Any, settings: Settings) -> VerificationReport:
    """The report of a parsed document; arguments that its kind does not take are left out."""
    keys, at, require = key_ring(settings.ring), settings.at, settings.require
    if isinstance(document, PithRecord):
        return pith.verify_record(document, keys=keys, at=at, abstract=settings.abstract, origin=settings.origin, require=require)
    if isinstance(document, OpenGraphState):
        return verify_state(document, keys=keys, require=require)
    if isinstance(document, OpenGraphBundle):
        return verify_bundle(document, keys=keys, at=at, require=require)
    assert isinstance(document, IntegrityDocument)
    return verify_integrity(document, keys=keys, at=at, require=require)


def answer(data: bytes, settings: Settings) -> dict[str, Any]:
    """What the library finds of bytes: an error, or the kind and the report."""
    try:
        document = parse_document(data)
    except PithError as error:
        return {"error": type(error).__name__}
    kind = _KINDS[type(document)]
    if kind == "manifest":
        return {"kind": kind}
    report = report_of(document, settings)
    return {
        "kind": kind,
        "ok": report.ok,
        "checks": [(result.name, result.outcome.value) for result in report.checks],
        "required": sorted(report.required),
        "unauthenticated": sorted(report.unauthenticated),
        "extensible": sorted(report.extensible),
    }
