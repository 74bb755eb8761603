"""Verification of an integrity document: section 9.3 of the specification."""

from . import forms
from .canonical import same
from .ed25519 import is_valid
from .keys import strict_base64
from .refusal import Tree
from .report import INDETERMINATE, Check, Report, Settings, of_parts, outcome
from .snapshot import integrity_checks

EVENT_TYPE = "pith.integrity.v1"
_MEMBERS = (
    "detector",
    "finding_type",
    "severity",
    "verdict_class",
    "ref_index",
    "detected_doi",
    "detected_arxiv_id",
)


def verify_integrity(document: Tree, settings: Settings) -> Report:
    """The report of an integrity document that has its form."""
    block, events, paper = document["integrity"], document["events"], document["arxiv_id"]
    hashed, summary, clean = integrity_checks(block, "/integrity")
    ids = [event["event_id"] for event in events]
    endpoint = outcome(block["endpoint"] == f"/pith/{paper}/integrity.json")
    checks = [
        hashed._replace(required=True),
        summary,
        clean,
        Check("integrity_endpoint", endpoint, ("/integrity/endpoint", "/arxiv_id")),
        Check("event_ids", outcome(len(set(ids)) == len(ids)), ("/events/*/event_id",)),
        *_signature_checks(events, settings),
        *_payload_checks(events, block["findings"], paper),
        Check(
            "payload_hashes",
            INDETERMINATE,
            ("/events/*/payload_sha256", "/events/*/payload/**"),
            required=bool(events),
        ),
        Check("evidence_hashes", INDETERMINATE, ("/events/*/payload/evidence_hash", "/events/*/payload/evidence/**")),
    ]
    return Report(document, checks, settings)


def _signature_checks(events: list[Tree], settings: Settings) -> list[Check]:
    """`key`, `key_window`, `signature`, for each event."""
    keys, windows, signatures = [], [], []
    for event in events:
        key = settings.ring.get(event["signing_key_id"])
        known, revoked = key is not None, key is not None and key.revoked
        within = key is not None and settings.at is not None and key.contains(settings.at)
        usable = known and not revoked and (settings.at is None or within)
        signature = strict_base64(event["signature_b64"])
        valid = (
            key is not None
            and usable
            and signature is not None
            and is_valid(key.raw, bytes.fromhex(event["payload_sha256"]), signature)
        )
        keys.append(outcome(not revoked, known))
        windows.append(outcome(within, known and settings.at is not None))
        signatures.append(outcome(valid, usable))
    place = ("/events/*/signing_key_id",)
    signed = ("/events/*/payload_sha256", "/events/*/signature_b64")
    return [
        Check("key", of_parts(keys), place, ("signature",), required=bool(events)),
        Check("key_window", of_parts(windows), place),
        Check("signature", of_parts(signatures), signed, ("key",), required=bool(events)),
    ]


def _payload_checks(events: list[Tree], findings: list[Tree], paper: str) -> list[Check]:
    """`event_payloads`, `event_subjects`, `event_findings`, for each event."""
    shaped = [event["event_type"] == EVENT_TYPE and forms.has_form(forms.INTEGRITY_PAYLOAD, event["payload"]) for event in events]
    payloads, subjects, found = [], [], []
    for event, right in zip(events, shaped, strict=True):
        payload = event["payload"]
        typed = right and payload["event_type"] == EVENT_TYPE
        payloads.append(outcome(typed, event["event_type"] == EVENT_TYPE))
        subjects.append(outcome(right and payload["arxiv_id"] == paper, right))
        rescinded = [
            other["payload"]
            for other, other_right in zip(events, shaped, strict=True)
            if other is not event and other_right and other["payload"]["verdict_class"] == "rescinded"
        ]
        found.append(_finding(payload, findings, rescinded) if right else INDETERMINATE)
    at = "/events/*/payload"
    return [
        Check("event_payloads", of_parts(payloads), (f"{at}/**", "/events/*/event_type")),
        Check("event_subjects", of_parts(subjects), (f"{at}/arxiv_id",)),
        Check("event_findings", of_parts(found), tuple(f"{at}/{member}" for member in _MEMBERS)),
    ]


def _finding(payload: Tree, findings: list[Tree], rescinded: list[Tree]) -> str:
    if payload["verdict_class"] == "rescinded":
        return INDETERMINATE
    given = [member for member in _MEMBERS if payload.get(member) is not None]
    if any(all(same(finding[member], payload[member]) for member in given) for finding in findings):
        return "passed"
    taken_back = any(
        other["detector"] == payload["detector"] and other["finding_type"] == payload["finding_type"] for other in rescinded
    )
    return outcome(False, not taken_back)
