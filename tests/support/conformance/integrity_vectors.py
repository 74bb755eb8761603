"""Vectors of integrity documents: section 9.3."""

from base64 import b64encode
from hashlib import sha256

from reference import build
from reference.canonical import canon_ascii, sha256_hex
from reference.refusal import JSON, Tree

from .document_form import DocumentVectors
from .form import DELETE, edit
from .graph_base import RECORD, Rows, verify_each
from .record_base import HASH


def integrity_vectors() -> DocumentVectors:
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
    verify_each(made, made.file.group("changes", "9.3.1", "verify", "One change, and what fails."), rows, "Forgery")
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
