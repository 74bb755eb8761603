"""Vectors of a record's integrity block, status words, citations and dates: sections 8.3.30 to 8.3.41."""

from hashlib import sha256
from typing import Any

from reference import build
from reference.canonical import canon_ascii
from reference.numbers import ORIGIN
from reference.refusal import JSON, Tree

from .document_form import DocumentVectors
from .form import DELETE
from .record_base import GRAPH, HASH, INTEGRITY, RECORD, rehashed, verify_each


def add_integrity(made: DocumentVectors) -> None:
    group = made.file.group("integrity", "8.3.30", "verify", "The integrity block of the snapshot.")
    at = f"{GRAPH}/integrity"
    summary = f"{at}/summary"
    counts = f"{summary}/by_detector"
    paper = RECORD["source"]["id"]
    zeros = {"total": 0, "critical": 0, "advisory": 0, "informational": 0}

    def block(*findings: Tree, **members: JSON) -> Tree:
        return {at: {**build.integrity_block(paper, *findings), **members}}

    noted = build.integrity_block(paper, build.finding(note="\u00e9"))
    escaped = {"payload": {"detectors": noted["detectors_run"], "findings": noted["findings"]}}
    informational = build.finding("informational")
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "absent": ("No block.", {at: DELETE}, (), INTEGRITY),
        "null": ("Null for the block.", {at: None}, (), INTEGRITY),
        "nothing": ("No findings.", block(), (), ()),
        "hash": ("Another hash.", {f"{at}/snapshot_sha256": HASH}, "integrity_hash", ()),
        "note": ("Another note of a finding.", {f"{at}/findings/0/note": "x"}, "integrity_hash", ()),
        "run": ("Another status of a run.", {f"{at}/detectors_run/0/status": "x"}, "integrity_hash", ()),
        "run-added": ("A member more in a run.", {f"{at}/detectors_run/0/x": 1}, "integrity_hash", ()),
        "run-count": (
            "The count of a run is covered by the hash alone.",
            rehashed({f"{at}/detectors_run/0/findings_count": 9}),
            (),
            (),
        ),
        "available": ("No check examines the word available.", {f"{at}/available": False}, (), ()),
        "escaped": (
            "The hash of the escaped form.",
            {at: {**noted, "snapshot_sha256": sha256(canon_ascii(escaped)).hexdigest()}},
            (),
            "integrity_hash",
        ),
        "critical": ("Another number of critical findings.", {f"{summary}/critical": 2}, "integrity_summary", ()),
        "advisory": ("Another number of advisory findings.", {f"{summary}/advisory": 0}, "integrity_summary", ()),
        "informational": ("Another number of informational findings.", {f"{summary}/informational": 1}, "integrity_summary", ()),
        "detector-total": ("Another total of a detector.", {f"{counts}/doi_compliance/total": 3}, "integrity_summary", ()),
        "detector-critical": ("Another number of a detector.", {f"{counts}/doi_compliance/critical": 0}, "integrity_summary", ()),
        "detector-advisory": ("Another number of a detector.", {f"{counts}/doi_compliance/advisory": 0}, "integrity_summary", ()),
        "detector-informational": (
            "Another number of a detector.",
            {f"{counts}/doi_compliance/informational": 1},
            "integrity_summary",
            (),
        ),
        "detector-missing": (
            "A detector with findings is missing.",
            {f"{counts}/doi_compliance": DELETE},
            "integrity_summary",
            (),
        ),
        "detector-zeros": ("A detector without findings, with zeros.", {f"{counts}/other": zeros}, (), ()),
        "detector-extra": (
            "A detector without findings, with a number.",
            {f"{counts}/other": {**zeros, "total": 1}},
            "integrity_summary",
            (),
        ),
        "detector-other": (
            "The findings of another detector.",
            rehashed({f"{at}/findings/0/detector": "other"}),
            "integrity_summary",
            (),
        ),
        "two-detectors": ("Two detectors.", block(build.finding(), build.finding("advisory", 2, detector="other")), (), ()),
        "prototype": (
            "A detector with the name of a member that other languages give.",
            block(build.finding(detector="__proto__"), build.finding("advisory", 2, detector="constructor")),
            (),
            (),
        ),
        "severity-other": (
            "A severity that is not known.",
            rehashed({f"{at}/findings/1/severity": "severe", f"{summary}/advisory": 0}),
            (),
            "integrity_summary",
        ),
        "severity-other-contradiction": (
            "A severity that is not known, and another number.",
            rehashed({f"{at}/findings/1/severity": "severe", f"{summary}/critical": 9}),
            (),
            "integrity_summary",
        ),
        "severity-case": (
            "A severity in another case.",
            rehashed({f"{at}/findings/1/severity": "Advisory"}),
            (),
            "integrity_summary",
        ),
        "clean": ("Clean with findings.", {f"{at}/clean": True}, "integrity_clean", ()),
        "not-clean": ("Not clean without findings.", block(clean=False), "integrity_clean", ()),
        "advisory-clean": (
            "Clean with an advisory finding.",
            block(build.finding("advisory"), clean=True),
            "integrity_clean",
            (),
        ),
        "informational-clean": ("Informational findings alone, clean.", block(informational, clean=True), (), "integrity_clean"),
        "informational-not-clean": (
            "Informational findings alone, not clean.",
            block(informational, clean=False),
            (),
            "integrity_clean",
        ),
        "other-severity-clean": (
            "Findings of another severity alone.",
            block(build.finding("severe"), clean=True),
            (),
            ("integrity_clean", "integrity_summary"),
        ),
        "endpoint": ("Another endpoint.", {f"{at}/endpoint": "/pith/2499.00009/integrity.json"}, "integrity_endpoint", ()),
        "endpoint-origin": (
            "An endpoint with an origin.",
            {f"{at}/endpoint": f"{ORIGIN}/pith/{paper}/integrity.json"},
            "integrity_endpoint",
            (),
        ),
        "added": ("A member more in the block.", {f"{at}/x": 1}, (), ()),
        "summary-added": ("A member more in the summary.", {f"{summary}/x": 1}, (), ()),
    }
    verify_each(made, group, rows, "Forgery")


def add_status(made: DocumentVectors) -> None:
    group = made.file.group("status", "8.3.34", "verify", "Status words, citations, dates.")
    status, cited = "/verification_status", "/inbound_citations"
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        **{
            f"presence-{word.replace('_', '-')}": ("The word is false.", {f"{status}/{word}": False}, "status_presence", ())
            for word in ("content_addressed", "pith_receipt", "graph_snapshot")
        },
        "strong": ("A strong claim in the status alone.", {f"{status}/strong_author_claims": 1}, "status_author_claims", ()),
        "weak": ("No check examines weak claims.", {f"{status}/weak_author_claims": 7}, (), ()),
        **{
            f"events-{word.replace('_', '-')}": ("True without events.", {f"{status}/{word}": True}, "status_events", ())
            for word in ("author_attested", "externally_anchored", "storage_verified")
        },
        **{
            f"events-{word.replace('_', '-')}": ("One without events.", {f"{status}/{word}": 1}, "status_events", ())
            for word in ("citation_signatures", "replication_records")
        },
        "events": ("An event.", {"/events": [{}]}, (), "status_events"),
        "events-and-word": (
            "An event and a word.",
            {"/events": [{"a": 1}], f"{status}/author_attested": True},
            (),
            "status_events",
        ),
        "citations-count": ("More rows than counted.", {f"{cited}/count": 1}, "citations_count", ()),
        "citations-cut": ("Fewer rows than counted.", {f"{cited}/count": 3}, (), ()),
        "citations-cut-anchors": (
            "Fewer rows, more anchors.",
            {f"{cited}/count": 3, f"{cited}/internal_anchor_count": 2},
            (),
            (),
        ),
        "citations-cut-many-anchors": (
            "More anchors than citations.",
            {f"{cited}/count": 3, f"{cited}/internal_anchor_count": 4},
            "citations_count",
            (),
        ),
        "citations-cut-few-anchors": (
            "Fewer anchors than rows show.",
            {f"{cited}/count": 3, f"{cited}/internal_anchor_count": 0},
            "citations_count",
            (),
        ),
        "citations-anchors": ("Another number of anchors.", {f"{cited}/internal_anchor_count": 2}, "citations_count", ()),
        "citations-anchor-word": (
            "Another word of a row.",
            {f"{cited}/sample/0/is_internal_anchor": False},
            "citations_count",
            (),
        ),
        "citations-repeated": (
            "A row twice.",
            {f"{cited}/sample/1": RECORD["inbound_citations"]["sample"][0], f"{cited}/internal_anchor_count": 2},
            (),
            (),
        ),
        "receipt-dates-first": (
            "Computed after reissued.",
            {"/receipt/first_computed_at": "2026-06-01T12:30:00.500001Z"},
            "receipt_dates",
            (),
        ),
        "receipt-dates-last": (
            "Reissued after signed.",
            {"/receipt/last_reissued_at": "2026-06-01T12:30:01.000001Z"},
            "receipt_dates",
            (),
        ),
        "receipt-dates-equal": (
            "Three spellings of one instant.",
            {
                "/receipt/first_computed_at": "2026-06-01T12:30:01Z",
                "/receipt/last_reissued_at": "2026-06-01T12:30:01.000000+00:00",
            },
            (),
            (),
        ),
        "receipt-dates-text": (
            "In the order of instants, not of texts.",
            {"/receipt/first_computed_at": "2026-06-01T12:30:00Z", "/receipt/last_reissued_at": "2026-06-01T12:30:00.1Z"},
            (),
            (),
        ),
        "record-dates": ("Updated before created.", {"/updated_at": "2026-06-01T12:29:59.999999Z"}, "record_dates", ()),
        "record-dates-equal": ("Two spellings of one instant.", {"/updated_at": "2026-06-01T12:30:00+00:00"}, (), ()),
    }
    verify_each(made, group, rows, "Forgery")
