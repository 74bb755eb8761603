"""Vectors of bundles: section 9.1."""

from reference import build
from reference.refusal import Tree

from .document_form import DocumentVectors
from .form import DELETE, edit
from .graph_base import CREATION, KEY_CHECKS, SNAPSHOT, Rows, add_snapshots, verify_each
from .record_base import HASH, elsewhere_record


def bundle_vectors() -> DocumentVectors:
    base, elsewhere = build.bundle(), build.bundle(elsewhere_record())
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
    verify_each(made, made.file.group("identity", "9.1.1", "verify", "One change, and what fails."), rows, "Forgery")
    _creations(made, base)
    add_snapshots(made, "9.1.12", "/events/1/payload/graph_snapshot")
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
    verify_each(made, group, rows, "Forgery")
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
