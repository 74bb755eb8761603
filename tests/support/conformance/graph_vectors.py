"""Vectors of bundles, states and integrity documents: section 9."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from reference import build
from reference.canonical import canon_ascii, sha256_hex
from reference.refusal import JSON, Tree

from .document_form import DocumentVectors
from .form import DELETE, Group, edit
from .record_vectors import HASH, _elsewhere

RECORD = build.record()
SNAPSHOT = (
    "claims_hash",
    "claims_count",
    "claims_verdict",
    "references_hash",
    "references_count",
    "formal_canon_hash",
    "author_claims_hash",
    "integrity_hash",
    "integrity_summary",
    "integrity_clean",
    "integrity_endpoint",
)
CREATION = ("record_event", "receipt_hash", "key", "key_window", "fingerprint", "signature")
KEY_CHECKS = ("key", "key_window", "fingerprint", "signature")
Rows = dict[str, tuple[str, Tree, Any, Any]]


def graph_vectors() -> list[DocumentVectors]:
    return [_bundles(), _states(), _integrity_documents()]


def _each(made: DocumentVectors, group: Group, rows: Rows, *flags: str, **arguments: JSON) -> None:
    base = made.file.bases[made.base]
    for name, (comment, changes, fails, undecided) in rows.items():
        whole = {"bundle_type", "state_type", "schema"} & changes.keys()
        fails, undecided = ((value,) if isinstance(value, str) else value for value in (fails, undecided))
        made.verify(group, name, comment, changes if whole else edit(base, changes), fails, undecided, *flags, **arguments)


def _bundles() -> DocumentVectors:
    base, elsewhere = build.bundle(), build.bundle(_elsewhere())
    header = "Parse a bundle, and verify it. Two checks are always indeterminate: event ids and signatures are unknown."
    made = DocumentVectors("bundles", header, {"bundle": base, "elsewhere": elsewhere}, ("event_hashes", "event_signatures"))
    group = made.file.group("whole", "9.1", "verify", "Whole bundles.")
    made.verify(
        group,
        "base",
        "As published.",
        base,
        assurance=(
            "/canonical_sha256",
            "/events/0/payload/receipt/signed_at",
            "/events/0/payload/canonical_record/source/id",
            "/events/1/payload/graph_snapshot/source/id",
            "/events/0/event_id",
            "/source_aliases/0/alias_value",
        ),
    )
    made.verify(
        group,
        "elsewhere",
        "A source of another kind.",
        elsewhere,
        (),
        ("source_aliases", "integrity_endpoint"),
        "Unknown",
        base="elsewhere",
    )
    created, receipt = "/events/0/payload/", "/events/0/payload/receipt/"
    number = base["pith_number"]
    rows: Rows = {
        "hash": ("Another hash.", {"/canonical_sha256": HASH}, "canonical_hash", ()),
        "number": ("Another number.", {"/pith_number": f"pith:2024:{'A' * 26}"}, "number", ()),
        "year": ("Another year.", {"/pith_number": f"pith:2025:{number[10:]}"}, ("number", "year"), ()),
        "short": ("Another short number.", {"/short_pith_number": "pith:AAAAAAAA"}, "short_number", ()),
        "license": (
            "Another license in the canonical record.",
            {"/canonical_record/metadata/license": "x"},
            (
                "canonical_hash",
                "number",
                "short_number",
                "record_event",
                "receipt_hash",
                "signature",
                "short_aliases",
                "event_subjects",
            ),
            (),
        ),
        "source": ("Another version in the copy.", {"/source/version": 9}, "sources", ()),
        "source-added": ("A member more in the copy.", {"/source/x": 1}, "sources", ()),
        "record-event": (
            "Another canonical record in the event.",
            {f"{created}canonical_record/metadata/license": "x"},
            "record_event",
            (),
        ),
        "record-event-added": (
            "A member more in the event's canonical record.",
            {f"{created}canonical_record/x": 1},
            "record_event",
            (),
        ),
        "record-event-hash": ("Another hash in the event.", {f"{created}canonical_sha256": HASH}, "record_event", ()),
        "receipt-hash": ("The receipt of another hash.", {f"{receipt}canonical_sha256": HASH}, "receipt_hash", ()),
        "fingerprint": ("Another fingerprint.", {f"{receipt}public_key_fingerprint": "0" * 32}, "fingerprint", "signature"),
        "signature": ("Another signature.", {f"{receipt}signature_b64": build.signature(HASH)}, "signature", ()),
        "algorithm": ("Another algorithm.", {f"{receipt}algorithm": "x"}, "signature", ()),
        "unknown-key": ("An unknown key.", {f"{receipt}key_id": "x"}, (), KEY_CHECKS),
        "alias-short": ("Another short alias.", {"/source_aliases/3/alias_value": "AAAAAAAAAAAA"}, "short_aliases", ()),
        "alias-source": ("Another id.", {"/source_aliases/0/alias_value": "x"}, "source_aliases", ()),
        "alias-set": ("An alias less.", {"/source_aliases/5": DELETE}, "alias_set", ()),
        "aliases-three": ("Three aliases.", {"/source_aliases": base["source_aliases"][:3]}, (), "short_aliases"),
        "aliases-none": ("No aliases.", {"/source_aliases": []}, (), ("alias_set", "short_aliases", "source_aliases")),
        "date-fraction": (
            "A date of an alias with a fraction.",
            {"/source_aliases/0/created_at": "2026-06-01T12:30:00.5Z"},
            "alias_dates",
            (),
        ),
        "date-offset": (
            "A date of an alias with an offset.",
            {"/source_aliases/5/created_at": "2026-06-01T12:30:00+00:00"},
            "alias_dates",
            (),
        ),
        "date-null": ("No date of an alias.", {"/source_aliases/0/created_at": None}, (), ()),
        "subject": ("Another subject.", {"/events/1/subject_pith_number": f"pith:2024:{'A' * 26}"}, "event_subjects", ()),
        "subject-null": ("No subject.", {"/events/1/subject_pith_number": None}, (), "event_subjects"),
        "subject-absent": ("No subject.", {"/events/1/subject_pith_number": DELETE}, (), "event_subjects"),
        "subject-both": (
            "No subject, and another one.",
            {"/events/1/subject_pith_number": DELETE, "/events/0/subject_pith_number": f"pith:2024:{'A' * 26}"},
            "event_subjects",
            (),
        ),
        "event-id": ("One event id twice.", {"/events/1/event_id": base["events"][0]["event_id"]}, "event_ids", ()),
        "signer": (
            "Another fingerprint of a signer.",
            {"/events/1/signer/public_key_fingerprint": "0" * 32},
            "event_signers",
            (),
        ),
        "signer-unknown": ("An unknown signer.", {"/events/1/signer/key_id": "x"}, (), "event_signers"),
        "signer-both": (
            "An unknown signer, and another fingerprint.",
            {"/events/1/signer/key_id": "x", "/events/0/signer/public_key_fingerprint": "0" * 32},
            "event_signers",
            (),
        ),
        "event-words": ("Unknown words of an event.", {"/events/1/event_type": "x", "/events/1/target": "y"}, (), ()),
        "event-added": ("A member more in an event.", {"/events/0/x": 1}, (), ()),
    }
    _each(made, made.file.group("identity", "9.1.1", "verify", "One change, and what fails."), rows, "Forgery")
    _creations(made, base)
    _snapshots(made, "9.1.12", "/events/1/payload/graph_snapshot")
    group = made.file.group("parse", "9.1", "parse", "What is no bundle.")
    for name, value in {"state": "pith_open_graph_state", "case": "Pith_open_graph_bundle"}.items():
        made.parse(group, f"type-{name}", "Another type.", edit(base, {"/bundle_type": value}), "Pattern")
    for name, value in {
        "upper": base["events"][0]["event_id"].upper(),
        "bare": HASH,
        "short": f"sha256:{HASH[:-1]}",
        "scheme-upper": f"SHA256:{HASH}",
    }.items():
        made.parse(group, f"event-id-{name}", "No event id.", edit(base, {"/events/0/event_id": value}), "Pattern")
    made.parse(group, "payload-any", "The parser does not examine a payload.", edit(base, {"/events/0/payload": {"x": 1}}))
    made.forms("9.1", skip=("/events/0/payload/",))
    return made


def _creations(made: DocumentVectors, base: Tree) -> None:
    group = made.file.group("creations", "9.1.2", "verify", "Creations: none, two, and payloads that are none.")
    creation, graph = base["events"]
    second = {**creation, "event_id": f"sha256:{HASH}"}
    forged = edit(second, {"/payload/receipt/signature_b64": build.signature(HASH)})
    other = edit(second, {"/payload/canonical_record/metadata/license": "x"})
    foreign = edit(second, {"/payload/receipt/key_id": "x"})
    broken = edit(second, {"/payload/receipt": DELETE})
    rows: Rows = {
        "none": ("No creation.", {"/events": [graph]}, (), CREATION),
        "no-events": (
            "No events.",
            {"/events": []},
            (),
            (*CREATION, "event_subjects", "event_signers", "snapshot_sources", *SNAPSHOT),
        ),
        "two": ("Two creations.", {"/events": [creation, graph, second]}, (), ()),
        "two-signature": ("The second with another signature.", {"/events": [creation, graph, forged]}, "signature", ()),
        "two-record": ("The second with another canonical record.", {"/events": [creation, graph, other]}, "record_event", ()),
        "two-key": ("The second with an unknown key.", {"/events": [creation, graph, foreign]}, (), KEY_CHECKS),
        "two-key-and-signature": (
            "One with an unknown key, one with another signature.",
            {"/events": [{**foreign, "event_id": creation["event_id"]}, graph, forged]},
            "signature",
            ("key", "key_window", "fingerprint"),
        ),
        "broken": ("A payload without a receipt.", {"/events": [broken, graph]}, CREATION, ()),
        "broken-second": ("The second without a receipt.", {"/events": [creation, graph, broken]}, CREATION, ()),
        "broken-type": ("A payload with a number for a text.", {"/events/0/payload/receipt/kind": 1}, CREATION, ()),
        "broken-date": (
            "A payload with a date in another form.",
            {"/events/0/payload/receipt/signed_at": "2026-06-01"},
            CREATION,
            (),
        ),
        "type-case": ("The event type in another case.", {"/events/0/event_type": "Record_created"}, (), CREATION),
        "type-null": ("No event type.", {"/events/0/event_type": None}, (), CREATION),
        "type-absent": ("No event type.", {"/events/0/event_type": DELETE}, (), CREATION),
        "copied": (
            "A receipt and a canonical record in an event that is no creation are not authenticated.",
            {f"/events/1/payload/{member}": value for member, value in creation["payload"].items()},
            (),
            (),
        ),
        "payload-added": ("A member more in the payload.", {"/events/0/payload/x": [1]}, (), ()),
        "receipt-added": ("A member more in the receipt.", {"/events/0/payload/receipt/x": 1}, (), ()),
        "receipt-dates": (
            "Dates of a receipt are claims.",
            {"/events/0/payload/receipt/signed_at": "1999-01-01T00:00:00Z"},
            (),
            (),
        ),
    }
    _each(made, group, rows, "Forgery")
    made.verify(group, "revoked", "A revoked key.", base, ("key",), ("signature",), keys=["revoked"])
    made.verify(group, "stranger", "An unknown key.", base, (), (*KEY_CHECKS, "event_signers"), keys=["other"])
    made.verify(
        group, "impostor", "Another key under the id.", base, ("fingerprint", "event_signers"), ("signature",), keys=["impostor"]
    )
    made.verify(group, "no-at", "Without an instant.", base, (), ("key_window",), at=None)
    made.verify(
        group, "outside", "Outside the window.", base, ("key_window",), ("signature",), keys=["window"], at="2027-01-01T00:00:00Z"
    )
    made.verify(group, "require", "A check that is always indeterminate is required.", base, (), (), require=["event_hashes"])


def _snapshots(made: DocumentVectors, section: str, at: str) -> None:
    """The checks of the graph snapshot at a pointer."""
    group = made.file.group("snapshot", section, "verify", "The checks of a graph snapshot, each alone.")
    document = made.file.bases[made.base]
    event = at.removesuffix("/payload/graph_snapshot")
    block = f"{at}/integrity"
    rows: Rows = {
        "source": ("The source of another paper.", {f"{at}/source/id": "2499.00009"}, "snapshot_sources", ()),
        "source-added": ("A member more in the source.", {f"{at}/source/x": 1}, "snapshot_sources", ()),
        "claims-hash": ("Another hash.", {f"{at}/claims/snapshot_sha256": HASH}, "claims_hash", ()),
        "claims-count": ("Another count.", {f"{at}/claims/count": 9}, "claims_count", ()),
        "claims-verdict": ("Another verdict.", {f"{at}/verdict/strongest_claim": "x"}, "claims_verdict", ()),
        "references-hash": ("Another hash.", {f"{at}/references/snapshot_sha256": HASH}, "references_hash", ()),
        "references-cut": ("A list that is not whole.", {f"{at}/references/count": 9}, (), "references_hash"),
        "references-count": ("More anchors than references.", {f"{at}/references/internal_anchors": 9}, "references_count", ()),
        "formal-hash": ("Another hash.", {f"{at}/formal_canon/snapshot_sha256": HASH}, "formal_canon_hash", ()),
        "formal": ("Evidence.", {f"{at}/formal_canon/evidence_count": 1}, (), "formal_canon_hash"),
        "author-hash": ("Another hash.", {f"{at}/author_claims/snapshot_sha256": HASH}, "author_claims_hash", ()),
        "author": ("A claim of an author.", {f"{at}/author_claims/count": 1}, (), "author_claims_hash"),
        "integrity-hash": ("Another hash.", {f"{block}/snapshot_sha256": HASH}, "integrity_hash", ()),
        "integrity-summary": ("Another number.", {f"{block}/summary/critical": 9}, "integrity_summary", ()),
        "integrity-clean": ("Clean with findings.", {f"{block}/clean": True}, "integrity_clean", ()),
        "integrity-endpoint": ("Another endpoint.", {f"{block}/endpoint": "/x"}, "integrity_endpoint", ()),
        "integrity-absent": ("No block.", {block: DELETE}, (), SNAPSHOT[7:]),
        "integrity-null": ("Null for the block.", {block: None}, (), SNAPSHOT[7:]),
        "paper": ("The paper of a snapshot is under no check.", {f"{at}/paper/title": "x"}, (), ()),
        "broken": ("A payload that is no snapshot.", {f"{at}/claims": DELETE}, (), ("snapshot_sources", *SNAPSHOT)),
        "broken-type": ("A text for a number.", {f"{at}/claims/count": "4"}, (), ("snapshot_sources", *SNAPSHOT)),
        "target": ("Another target, and a member graph_snapshot.", {f"{event}/target": "x"}, (), ()),
        "graph-without": (
            "The target graph without a member graph_snapshot.",
            {f"{event}/payload": {}},
            (),
            ("snapshot_sources", *SNAPSHOT),
        ),
        "neither": (
            "Another target, no member.",
            {f"{event}/payload": {}, f"{event}/target": "x"},
            (),
            ("snapshot_sources", *SNAPSHOT),
        ),
    }
    _each(made, group, rows, "Forgery")
    events = event.rpartition("/")[0]
    index = int(event.rpartition("/")[2])
    own: Any = document
    for token in events.split("/")[1:]:
        own = own[token]
    second: Tree = {**build.unshared(own[index]), "event_id": f"sha256:{HASH}"}
    rows = {
        "two": ("Two snapshots.", {f"{events}/-": second}, (), ()),
        "two-one-broken": (
            "The second is no snapshot.",
            {f"{events}/-": {**second, "payload": {}}},
            (),
            ("snapshot_sources", *SNAPSHOT),
        ),
        "two-one-broken-one-wrong": (
            "One is no snapshot, the other has another hash.",
            {f"{events}/-": {**second, "payload": {}}, f"{at}/claims/snapshot_sha256": HASH},
            "claims_hash",
            ("snapshot_sources", *(name for name in SNAPSHOT if name != "claims_hash")),
        ),
        "two-one-wrong": (
            "The second has another hash.",
            {f"{events}/-": edit(second, {"/payload/graph_snapshot/claims/snapshot_sha256": HASH})},
            "claims_hash",
            (),
        ),
        "two-one-cut": (
            "The second has a list that is not whole.",
            {f"{events}/-": edit(second, {"/payload/graph_snapshot/references/count": 9})},
            (),
            "references_hash",
        ),
        "two-one-block-absent": (
            "The second has no integrity block.",
            {f"{events}/-": edit(second, {"/payload/graph_snapshot/integrity": None})},
            (),
            SNAPSHOT[7:],
        ),
    }
    _each(made, group, rows, "Forgery")


def _states() -> DocumentVectors:
    base, elsewhere = build.state(), build.state(_elsewhere())
    header = "Parse a state, and verify it. Nothing in it is authenticated; `at`, `abstract` and `origin` do not apply."
    made = DocumentVectors(
        "states", header, {"state": base, "elsewhere": elsewhere}, ("merge", "event_hashes", "event_signatures")
    )
    group = made.file.group("whole", "9.2", "verify", "Whole states.")
    made.verify(
        group,
        "base",
        "As published.",
        base,
        assurance=("", "/pith_number", "/current/canonical_record/source", "/event_count", "/merge_version"),
    )
    made.verify(
        group,
        "elsewhere",
        "A source of another kind.",
        elsewhere,
        (),
        ("source_aliases", "integrity_endpoint"),
        "Unknown",
        base="elsewhere",
    )
    current = "/current/"
    number = base["pith_number"]
    rows: Rows = {
        "number": ("Another number.", {"/pith_number": f"pith:2024:{'A' * 26}"}, "number", ()),
        "year": ("Another year.", {"/pith_number": f"pith:2025:{number[10:]}"}, ("number", "year"), ()),
        "license": (
            "Another canonical record.",
            {f"{current}canonical_record/metadata/license": "x"},
            ("number", "short_aliases"),
            (),
        ),
        "alias-short": ("Another short alias.", {f"{current}source_aliases/3/alias_value": "x"}, "short_aliases", ()),
        "alias-source": ("Another DOI.", {f"{current}source_aliases/2/alias_value": "x"}, "source_aliases", ()),
        "alias-set": ("An alias less.", {f"{current}source_aliases/0": DELETE}, "alias_set", ()),
        "aliases-none": ("No aliases.", {f"{current}source_aliases": []}, (), ("alias_set", "short_aliases", "source_aliases")),
        "alias-date": (
            "A date of an alias in any form.",
            {f"{current}source_aliases/0/created_at": "2026-06-01T12:30:00.5+00:00"},
            (),
            (),
        ),
        "counts": ("More valid events than events.", {"/valid_event_count": 3}, "event_counts", ()),
        "counts-invalid": ("An invalid event more.", {"/invalid_event_count": 1}, "event_counts", ()),
        "counts-sum": ("An invalid event, counted.", {"/invalid_event_count": 1, "/event_count": 3}, (), ()),
        "counts-equivocation": ("More equivocations than events.", {"/equivocation_count": 3}, "event_counts", ()),
        "counts-equivocation-all": ("As many equivocations as events.", {"/equivocation_count": 2}, (), ()),
        "counts-none": ("No events, and a snapshot.", {"/event_count": 0, "/valid_event_count": 0}, (), ()),
        "event-id": (
            "One event id twice.",
            {f"{current}graph_snapshots/-": base["current"]["graph_snapshots"][0]},
            "event_ids",
            (),
        ),
        "signer": (
            "Another fingerprint of a signer.",
            {f"{current}graph_snapshots/0/signer/public_key_fingerprint": "0" * 32},
            "event_signers",
            (),
        ),
        "signer-unknown": ("An unknown signer.", {f"{current}graph_snapshots/0/signer/key_id": "x"}, (), "event_signers"),
        "no-snapshots": (
            "No snapshots.",
            {f"{current}graph_snapshots": []},
            (),
            ("event_signers", "snapshot_sources", *SNAPSHOT),
        ),
        "added": ("A member more.", {"/x": 1, f"{current}x": {}}, (), ()),
        "subject": (
            "A subject is not examined in a state.",
            {f"{current}graph_snapshots/0/subject_pith_number": f"pith:2024:{'A' * 26}"},
            (),
            (),
        ),
    }
    _each(made, made.file.group("identity", "9.2.1", "verify", "One change, and what fails."), rows, "Forgery")
    group = made.file.group("arguments", "9.2", "verify", "Arguments.")
    made.verify(group, "stranger", "An unknown key.", base, (), ("event_signers",), keys=["other"])
    made.verify(group, "revoked", "A revoked key signs events as any other.", base, (), (), keys=["revoked"])
    made.verify(group, "require", "A check that is always indeterminate is required.", base, (), (), require=["merge"])
    made.verify(group, "require-unknown", "A check of other documents is required.", base, (), (), require=["signature"])
    _snapshots(made, "9.2.6", "/current/graph_snapshots/0/payload/graph_snapshot")
    group = made.file.group("parse", "9.2", "parse", "What is no state.")
    made.parse(group, "type", "Another type.", edit(base, {"/state_type": "pith_open_graph_bundle"}), "Pattern")
    event = "/current/graph_snapshots/0/"
    optional: dict[str, JSON] = {"type-null": None, "type-number": 1, "type-object": {}, "type-text": "x"}
    for name, value in optional.items():
        made.parse(
            group, f"event-{name}", "An event type that is optional.", edit(base, {f"{event}event_type": value}), "WrongType"
        )
    optional = {
        "null": None,
        "number": 1,
        "text": "x",
        "pith-number": base["pith_number"],
        "line-feed": f"{base['pith_number']}\n",
    }
    for name, value in optional.items():
        changes = {f"{event}subject_pith_number": value}
        made.parse(group, f"event-subject-{name}", "A subject that is optional.", edit(base, changes), "WrongType")
    made.forms("9.2", skip=("/current/graph_snapshots/0/payload/",))
    return made


def _integrity_documents() -> DocumentVectors:
    base, clean = build.integrity(), build.clean_integrity()
    header = "Parse an integrity document, and verify it. With events it is never ok: the bytes under a payload hash are unknown."
    made = DocumentVectors("integrity", header, {"integrity": base, "clean": clean}, ("payload_hashes", "evidence_hashes"))
    group = made.file.group("whole", "9.3", "verify", "Whole documents.")
    made.verify(
        group,
        "base",
        "Two findings with an event for each.",
        base,
        assurance=("", "/events/0/payload_sha256", "/events/0/payload/severity", "/integrity/clean", "/schema"),
    )
    no_events = ("key", "key_window", "signature", "event_payloads", "event_subjects", "event_findings")
    made.verify(group, "clean", "No findings and no events: the one kind that is ok.", clean, (), no_events, base="clean")
    made.verify(
        group,
        "clean-hash",
        "No findings, another hash.",
        edit(clean, {"/integrity/snapshot_sha256": HASH}),
        ("integrity_hash",),
        no_events,
        base="clean",
    )
    block, event, payload = "/integrity/", "/events/0/", "/events/0/payload/"
    unknown_key = ("key", "key_window", "signature")
    rows: Rows = {
        "hash": ("Another hash.", {f"{block}snapshot_sha256": HASH}, "integrity_hash", ()),
        "note": ("Another note of a finding.", {f"{block}findings/0/note": "x"}, "integrity_hash", ()),
        "summary": ("Another number.", {f"{block}summary/critical": 2}, "integrity_summary", ()),
        "clean-word": ("Clean with findings.", {f"{block}clean": True}, "integrity_clean", ()),
        "endpoint": ("Another endpoint.", {f"{block}endpoint": "/x"}, "integrity_endpoint", ()),
        "arxiv-id": ("Another paper.", {"/arxiv_id": "2499.00009"}, ("integrity_endpoint", "event_subjects"), ()),
        "pith-number": ("No check examines pith_number.", {"/pith_number": "x", "/schema": "y"}, (), ()),
        "event-id": ("One event id twice.", {"/events/1/event_id": 1}, "event_ids", ()),
        "event-id-negative": ("A negative event id.", {"/events/1/event_id": -1}, (), ()),
        "key-unknown": ("An unknown key.", {f"{event}signing_key_id": "x"}, (), unknown_key),
        "signature": ("Another signature.", {f"{event}signature_b64": build.signature(HASH)}, "signature", ()),
        "signature-63": ("63 bytes.", {f"{event}signature_b64": b64encode(bytes(63)).decode()}, "signature", ()),
        "payload-hash": ("Another payload hash.", {f"{event}payload_sha256": HASH}, "signature", ()),
        "signature-and-key": (
            "One with an unknown key, one with another signature.",
            {"/events/1/signing_key_id": "x", f"{event}signature_b64": build.signature(HASH)},
            "signature",
            ("key", "key_window"),
        ),
        "payload-note": ("Another note in a payload is not noticed.", {f"{payload}note": "x"}, (), ()),
        "payload-evidence": ("Other evidence is not noticed.", {f"{payload}evidence": {"x": 1}}, (), ()),
        "payload-added": ("A member more in a payload.", {f"{payload}x": 1}, (), ()),
        "event-type": (
            "An unknown event type.",
            {f"{event}event_type": "x"},
            (),
            ("event_payloads", "event_subjects", "event_findings"),
        ),
        "event-type-both": (
            "An unknown event type in both places.",
            {f"{event}event_type": "x", f"{payload}event_type": "x"},
            (),
            ("event_payloads", "event_subjects", "event_findings"),
        ),
        "payload-type": ("Another type in the payload.", {f"{payload}event_type": "x"}, "event_payloads", ()),
        "subject": ("The payload of another paper.", {f"{payload}arxiv_id": "2499.00009"}, "event_subjects", ()),
        "finding-severity": ("Another severity in the payload.", {f"{payload}severity": "advisory"}, "event_findings", ()),
        "finding-detector": ("Another detector in the payload.", {f"{payload}detector": "x"}, "event_findings", ()),
        "finding-type": ("Another type in the payload.", {f"{payload}finding_type": "x"}, "event_findings", ()),
        "finding-verdict": (
            "Another verdict in the payload.",
            {f"{payload}verdict_class": "incontrovertible"},
            "event_findings",
            (),
        ),
        "finding-ref": ("Another index in the payload.", {f"{payload}ref_index": 9}, "event_findings", ()),
        "finding-doi": ("Another DOI in the payload.", {f"{payload}detected_doi": "10.1/x"}, "event_findings", ()),
        "finding-arxiv": ("An arXiv id in the payload.", {f"{payload}detected_arxiv_id": "2499.00009"}, "event_findings", ()),
        "finding-null": ("Null matches anything.", {f"{payload}ref_index": None, f"{payload}detected_doi": None}, (), ()),
        "finding-absent": (
            "An absent member matches anything.",
            {f"{payload}ref_index": DELETE, f"{payload}detected_doi": DELETE},
            (),
            (),
        ),
        "finding-mixed": ("Members of two findings.", {f"{payload}ref_index": 3}, "event_findings", ()),
        "finding-gone": (
            "A finding is left out.",
            {"/integrity": build.integrity_block(base["arxiv_id"], base["integrity"]["findings"][1])},
            "event_findings",
            (),
        ),
        "rescinded": ("A payload that rescinds.", {f"{payload}verdict_class": "rescinded"}, (), "event_findings"),
        "event-date": ("Another date of an event.", {f"{event}created_at": "1999-01-01T00:00:00Z"}, (), ()),
        "event-added": ("A member more in an event.", {f"{event}x": 1}, (), ()),
    }
    noted = build.integrity_block(base["arxiv_id"], build.finding(note="\u00e9"))
    escaped = {"payload": {"detectors": noted["detectors_run"], "findings": noted["findings"]}}
    rows["escaped"] = (
        "The hash of the escaped form.",
        {"/integrity": {**noted, "snapshot_sha256": sha256(canon_ascii(escaped)).hexdigest()}, "/events": []},
        (),
        ("integrity_hash", *no_events),
    )
    severe = build.integrity_block(base["arxiv_id"], build.finding("severe"))
    rows["severity-other"] = (
        "A severity that is not known.",
        {"/integrity": severe, "/events": []},
        (),
        ("integrity_summary", "integrity_clean", *no_events),
    )
    _each(made, made.file.group("changes", "9.3.1", "verify", "One change, and what fails."), rows, "Forgery")
    _rescission(made, base)
    _payload_forms(made, base)
    group = made.file.group("arguments", "9.3.4", "verify", "Keys and instants.")
    made.verify(group, "stranger", "An unknown key.", base, (), unknown_key, keys=["other"])
    made.verify(group, "revoked", "A revoked key.", base, ("key",), ("signature",), keys=["revoked"])
    made.verify(group, "no-at", "Without an instant.", base, (), ("key_window",), at=None)
    made.verify(
        group, "outside", "Outside the window.", base, ("key_window",), ("signature",), keys=["window"], at="2027-01-01T00:00:00Z"
    )
    made.verify(group, "impostor", "Another key under the id.", base, ("signature",), (), keys=["impostor"])
    digest = RECORD["canonical_sha256"]
    copied = edit(base, {f"{event}payload_sha256": digest, f"{event}signature_b64": build.signature(digest)})
    made.verify(
        group,
        "receipt-as-event",
        "The signature of a receipt in an event verifies: the key signs both.",
        copied,
        (),
        (),
        "Forgery",
    )
    group = made.file.group("parse", "9.3", "parse", "What is no integrity document.")
    made.parse(group, "block-null", "Null for the block.", edit(base, {"/integrity": None}), "WrongType")
    made.parse(group, "payload-any", "The parser does not examine a payload.", edit(base, {"/events/0/payload": {}}))
    made.forms("9.3", skip=("/events/0/payload/",))
    return made


def _rescission(made: DocumentVectors, base: Tree) -> None:
    group = made.file.group("rescission", "9.3.9", "verify", "A finding that an event rescinds.")
    paper, findings = base["arxiv_id"], base["integrity"]["findings"]

    def document(*changes: Tree, keep: tuple[int, ...] = (1,), first: bool = False) -> Tree:
        payloads = [
            build.integrity_payload(findings[0], paper),
            *(build.integrity_payload(findings[0], paper, **change) for change in changes),
        ]
        events = [build.integrity_event(number, payload) for number, payload in enumerate(payloads, 1)]
        kept = build.integrity_block(paper, *(findings[index] for index in keep))
        return build.unshared({**base, "integrity": kept, "events": events[::-1] if first else events})

    taken = {"verdict_class": "rescinded"}
    undecided = ("event_findings",)
    made.verify(group, "rescinded", "The finding is gone.", document(taken), (), undecided)
    made.verify(group, "rescinded-before", "The event that rescinds comes first.", document(taken, first=True), (), undecided)
    made.verify(
        group,
        "other-severity",
        "Another severity in the event that rescinds.",
        document({**taken, "severity": "advisory"}),
        (),
        undecided,
    )
    made.verify(group, "other-detector", "Another detector rescinds.", document({**taken, "detector": "x"}), undecided, ())
    made.verify(group, "other-type", "Another type is rescinded.", document({**taken, "finding_type": "x"}), undecided, ())
    made.verify(group, "still-there", "The finding is still there.", document(taken, keep=(0, 1)), (), undecided)
    made.verify(group, "nothing", "Nothing rescinds it.", document(), undecided, ())
    broken = document(taken)
    broken = edit(broken, {"/events/1/payload/evidence": DELETE})
    made.verify(
        group, "broken", "The payload that rescinds is broken.", broken, ("event_payloads", "event_findings"), ("event_subjects",)
    )
    other = edit(document(taken), {"/events/1/event_type": "x"})
    made.verify(
        group,
        "other-event-type",
        "The event that rescinds has an unknown type.",
        other,
        ("event_findings",),
        ("event_payloads", "event_subjects"),
    )


def _payload_forms(made: DocumentVectors, base: Tree) -> None:
    group = made.file.group("payloads", "9.3.7", "verify", "The members of a payload: absent, null, of another type.")
    payload = "/events/0/payload/"
    optional = {
        "paper_version": 2,
        "detector_url": "https://example.org",
        **dict.fromkeys(("snippet", "note", "detected_doi", "detected_arxiv_id", "external_url", "resolved_title"), "x"),
        "ref_index": 1,
    }
    whole = base["events"][0]["payload"]
    wrong: dict[str, list[tuple[str, JSON]]] = {
        "event_type": [("number", 1)],
        "detector": [("number", 1)],
        "finding_type": [("number", 1)],
        "arxiv_id": [("number", 1)],
        "detector_version": [
            ("two-parts", "1.0"),
            ("letters", "1.0.0a"),
            ("line-feed", "1.0.0\n"),
            ("other-digits", "1.0.\u0661"),
            ("number", 1),
        ],
        "verdict_class": [("other", "probable"), ("case", "Cross_source"), ("line-feed", "cross_source\n")],
        "severity": [("other", "severe"), ("case", "Critical"), ("line-feed", "critical\n")],
        "evidence_hash": [("upper", "A" * 64), ("short", "0" * 63), ("line-feed", "0" * 64 + "\n")],
        "evidence": [("array", []), ("text", "x")],
        "audited_at": [("date", "2026-06-01"), ("offset", "2026-06-01T12:30:00+01:00")],
        "paper_version": [("zero", 0), ("text", "2"), ("true", True)],
        "detector_url": [("number", 1)],
        "ref_index": [("text", "1"), ("true", True)],
        **{
            name: [("number", 1)]
            for name in ("snippet", "note", "detected_doi", "detected_arxiv_id", "external_url", "resolved_title")
        },
    }
    for member, values in wrong.items():
        slug = member.replace("_", "-")
        if member not in optional:
            tree = edit(base, {payload + member: DELETE})
            made.verify(
                group,
                f"{slug}-absent",
                f"Without {member}.",
                tree,
                ("event_payloads",),
                ("event_subjects", "event_findings"),
                "MissingMember",
            )
        else:
            tree = edit(base, {payload + member: DELETE} if member in whole else {})
            made.verify(group, f"{slug}-absent", f"Without {member}.", tree, (), ())
        nullable = member in optional and member not in ("paper_version", "detector_url")
        for label, value in [*values, ("null", None)]:
            accepted = nullable and value is None
            fails, undecided = ((), ()) if accepted else (("event_payloads",), ("event_subjects", "event_findings"))
            flag = "LineFeed" if label == "line-feed" else "WrongType"
            made.verify(
                group, f"{slug}-{label}", f"{member}: {label}.", edit(base, {payload + member: value}), fails, undecided, flag
            )
    assert sha256_hex(b"another") == HASH
