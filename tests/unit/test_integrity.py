"""Integrity documents: the published hashes and signatures verify, and an event is held to its schema and to the findings."""

import json
import pickle
from datetime import UTC, datetime
from typing import Any

import documents_by_the_book as book
import pytest
from by_the_book import TEST_KEY, digest
from contradictions import Changes, that_fail
from records import edited, without
from shared_data import shared_rows, vectors

from pith import PITH_KEYS, Assurance, InvalidArgument, InvalidRecord, KeyRing, PublicKey, VerificationReport
from pith.opengraph.documents import verify_integrity
from pith.opengraph.integrity_document import IntegrityPayload, parse_integrity
from pith.opengraph.integrity_document_checks import EVENTS_REQUIRED, INTEGRITY_CHECKS, INTEGRITY_REQUIRED
from pith.testing import FORGER, TEST_KEYS, make_record, sample_record
from pith.testing.documents import sample_integrity

KEYS = KeyRing([PublicKey.from_hex(TEST_KEY["public_key_hex"], key_id=TEST_KEY["key_id"])])
PAPER = "2499.00001"
FINDINGS = (book.finding(1), book.finding(2, severity="advisory", detected_doi=None))
EVENTS = tuple(book.signed_event(place, book.payload(found, PAPER)) for place, found in enumerate(FINDINGS, 1))
TREE = book.unshared(book.integrity_document(PAPER, book.integrity_block(PAPER, *FINDINGS), *EVENTS))
PAYLOAD = "/events/0/payload"
UNKNOWN = {"payload_hashes", "evidence_hashes"}


def report_of(*changes: tuple[str, object], **options: Any) -> VerificationReport:
    """The report of an integrity document with changes."""
    return verify_integrity(parse_integrity(edited(TREE, *changes)), **{"keys": KEYS, **options})


def test_published_hashes_and_signatures_verify() -> None:
    rows = shared_rows("vectors", "pith", "integrity.jsonl")
    assert sum("integrity" in row for row in rows) == 2
    assert len(rows) == 3
    for row in rows:
        tree = book.published_integrity(row)
        document = parse_integrity(tree)
        assert document.to_dict() == tree == json.loads(document.to_json())
        report = verify_integrity(document, require=["event_payloads", "event_subjects", "event_findings"])
        assert report.ok, str(report)
        assert {*report.indeterminate} == UNKNOWN | {"key_window"}
        assert report.assurance_of("/events/0/payload_sha256").assurance is Assurance.AUTHENTICATED
        assert f"{PAYLOAD}/detector" in report.unauthenticated
        for other in rows:
            moved = edited(tree, ("/events/0/signature_b64", other["event"]["signature_b64"]))
            assert verify_integrity(parse_integrity(moved)).ok is (other is row)


def test_the_published_signatures_are_over_bytes_and_not_over_hex() -> None:
    rows = [row for row in vectors("signatures") if row["of"] != "canonical_sha256"]
    assert len(rows) == 3
    for row in rows:
        event = {
            **EVENTS[0],
            "payload_sha256": row["sha256"],
            "signature_b64": row["signature_b64"],
            "signing_key_id": row["key_id"],
        }
        report = report_of(("/events", [event]), keys=PITH_KEYS)
        assert report.ok, str(report)


@pytest.mark.parametrize("kind", ["minimal", "full", "future"])
def test_samples_verify_and_keep_every_field(kind: Any) -> None:
    document = sample_integrity(sample_record(kind))
    assert parse_integrity(document.to_json()) == document
    report = verify_integrity(document, keys=TEST_KEYS)
    assert report.ok, str(report)
    assert pickle.loads(pickle.dumps(report)) == report


def test_a_sample_needs_an_integrity_block() -> None:
    record = make_record()
    graph = record.graph_snapshot.model_copy(update={"integrity": None})
    with pytest.raises(InvalidArgument, match="integrity block"):
        sample_integrity(record.model_copy(update={"graph_snapshot": graph}))


OPTIONAL: dict[str, list[Any]] = {
    "paper_version": [1, 99],
    "detector_url": ["https://detector.example"],
    **{name: [None, "text"] for name in ("snippet", "note", "external_url", "resolved_title")},
    "ref_index": [None, 1],
    "detected_doi": [None, "10.1/none"],
    "detected_arxiv_id": [None],
    "unknown to the schema": [None, {"x": [1.5]}],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in OPTIONAL.items() for value in values])
def test_what_the_published_schema_allows(name: str, value: object) -> None:
    report = report_of((f"{PAYLOAD}/{name}", value))
    assert report.ok, str(report)
    assert "event_payloads" in report.passed


BROKEN: dict[str, list[Any]] = {
    "detector_version": ["1.0", "1.0.0.0", "v1.0.0", "1.0.0\n", "1.0.٣", 1],
    "verdict_class": ["probable", "Rescinded", None],
    "severity": ["low", "CRITICAL", None],
    "evidence_hash": ["0" * 63, "A" * 64, None],
    "evidence": [[], "x", None],
    "audited_at": ["yesterday", "2026-13-01T00:00:00Z", None],
    "paper_version": [0, -1, "1", 1.5, True, None],
    "detector_url": [None, 1],
    "snippet": [1],
    "note": [[]],
    "ref_index": ["1", True, 1.5],
    "detected_doi": [5],
    "detected_arxiv_id": [{}],
    "external_url": [False],
    "resolved_title": [1],
    "detector": [None, 1],
    "finding_type": [None],
    "arxiv_id": [None, 2499],
    "event_type": [None, 1],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BROKEN.items() for value in values])
def test_what_breaks_the_published_schema_parses_and_fails(name: str, value: object) -> None:
    report = report_of((f"{PAYLOAD}/{name}", value))
    assert report.failed == ("event_payloads",)
    assert f"/{name}" in report["event_payloads"].detail
    assert {"event_subjects", "event_findings"} <= {*report.indeterminate}


@pytest.mark.parametrize("name", [*book.payload(book.finding(), PAPER)])
def test_every_required_field_of_a_payload_is_required(name: str) -> None:
    report = report_of((PAYLOAD, without(name)))
    assert report.failed == ("event_payloads",)
    assert f"'/{name}': this field is missing" in report["event_payloads"].detail


def test_every_rule_of_the_published_schema_was_tried() -> None:
    assert IntegrityPayload.model_fields.keys() == BROKEN.keys()
    required = {name for name, field in IntegrityPayload.model_fields.items() if field.is_required()}
    assert required == book.payload(book.finding(), PAPER).keys()
    assert IntegrityPayload.model_fields.keys() - required == OPTIONAL.keys() - {"unknown to the schema"}


FAIL: dict[str, tuple[Changes, set[str]]] = {
    "hash": ([("/integrity/snapshot_sha256", digest("x"))], {"integrity_hash"}),
    "finding": ([("/integrity/findings/0/note", "x")], {"integrity_hash"}),
    "run": ([("/integrity/detectors_run/0/status", "x")], {"integrity_hash"}),
    "summary": ([("/integrity/summary/critical", 2)], {"integrity_summary"}),
    "clean": ([("/integrity/clean", True)], {"integrity_clean"}),
    "endpoint": ([("/integrity/endpoint", "/pith/2499.00002/integrity.json")], {"integrity_endpoint"}),
    "paper": ([("/arxiv_id", "2499.00002")], {"integrity_endpoint", "event_subjects"}),
    "event id": ([("/events/1/event_id", 1)], {"event_ids"}),
    "signature": ([("/events/0/signature_b64", EVENTS[1]["signature_b64"])], {"signature"}),
    "hash that was signed": ([("/events/1/payload_sha256", digest("x"))], {"signature"}),
    "type of a payload": ([(f"{PAYLOAD}/event_type", "pith.integrity.v2")], {"event_payloads"}),
    "paper of a payload": ([(f"{PAYLOAD}/arxiv_id", "2499.00002")], {"event_subjects"}),
    "finding of another detector": ([(f"{PAYLOAD}/detector", "another")], {"event_findings"}),
    "finding of another kind": ([(f"{PAYLOAD}/finding_type", "another")], {"event_findings"}),
    "finding of another severity": ([(f"{PAYLOAD}/severity", "informational")], {"event_findings"}),
    "finding of another verdict": ([(f"{PAYLOAD}/verdict_class", "incontrovertible")], {"event_findings"}),
    "finding on another reference": ([(f"{PAYLOAD}/ref_index", 2)], {"event_findings"}),
    "finding of another DOI": ([(f"{PAYLOAD}/detected_doi", "10.1/other")], {"event_findings"}),
    "finding of another paper": ([(f"{PAYLOAD}/detected_arxiv_id", "2499.00003")], {"event_findings"}),
    "findings left out": ([("/integrity", book.integrity_block(PAPER))], {"event_findings"}),
}


test_each_contradiction_fails_its_check = that_fail(report_of, FAIL)


def test_every_check_that_can_fail_was_made_to() -> None:
    made = {name for _, expected in FAIL.values() for name in expected} | {"key", "key_window"}
    assert {check.name for check in INTEGRITY_CHECKS} == made | UNKNOWN


def test_keys_are_those_of_the_ring() -> None:
    unknown = report_of(keys=PITH_KEYS)
    assert {"key", "signature"} <= {*unknown.indeterminate}
    assert (unknown.ok, unknown.failed) == (False, ())
    revoked = report_of(keys=KEYS.revoke(TEST_KEY["key_id"]))
    assert revoked.failed == ("key",)
    key = PublicKey.from_bytes(next(iter(KEYS)).raw, key_id=TEST_KEY["key_id"], not_before=datetime(2026, 6, 1, tzinfo=UTC))
    assert report_of(keys=KeyRing([key]), at=datetime(2026, 6, 1, tzinfo=UTC), require=["key_window"]).ok
    assert report_of(keys=KeyRing([key]), at=datetime(2026, 5, 1, tzinfo=UTC)).failed == ("key_window",)
    forged = sample_integrity(signer=FORGER)
    assert not verify_integrity(forged, keys=TEST_KEYS).ok


def test_without_events_nothing_is_signed_and_the_hash_is_what_is_left() -> None:
    report = report_of(("/events", []), ("/integrity", book.integrity_block(PAPER)))
    assert report.ok
    assert report.required == INTEGRITY_REQUIRED
    assert "signature" in report.indeterminate
    assert len(report.unauthenticated) == len([*report.provenance])
    assert not report_of(("/events", []), require=["signature"]).ok
    assert report_of().required == INTEGRITY_REQUIRED | EVENTS_REQUIRED


UNMADE: dict[str, tuple[Changes, set[str]]] = {
    "an event of an unknown type": (
        [("/events/0/event_type", "pith.integrity.v2")],
        {"event_payloads", "event_subjects", "event_findings"},
    ),
    "a finding rescinded by another event": (
        [
            ("/integrity", book.integrity_block(PAPER, FINDINGS[1])),
            ("/events/-", book.signed_event(3, {**book.payload(FINDINGS[0], PAPER), "verdict_class": "rescinded"})),
        ],
        {"event_findings"},
    ),
    "findings of an unknown severity": (
        [("/integrity", {**book.integrity_block(PAPER, *FINDINGS, book.finding(3, severity="grave"))})],
        {"integrity_summary"},
    ),
}


@pytest.mark.parametrize(("changes", "expected"), UNMADE.values(), ids=UNMADE.keys())
def test_what_is_unknown_leaves_a_check_unmade(changes: Changes, expected: set[str]) -> None:
    report = report_of(*changes)
    assert {*report.indeterminate} == expected | UNKNOWN | {"key_window"}
    assert report.ok, str(report)


def test_what_the_protocol_calls_unknown_cannot_be_required_away() -> None:
    report = report_of(require=sorted(UNKNOWN))
    assert not report.ok
    assert all("unknown" in report[name].detail for name in UNKNOWN)


OF_EVENTS = ("event_id", "event_type", "payload_sha256", "signature_b64", "signing_key_id", "created_at", "payload")
NAMED = [*TREE, *(f"events/0/{name}" for name in OF_EVENTS), *(f"integrity/{name}" for name in TREE["integrity"])]


@pytest.mark.parametrize("place", NAMED)
def test_the_named_fields_are_required(place: str) -> None:
    above, _, name = place.rpartition("/")
    tree = edited(TREE, (f"/{above}", without(name))) if above else without(name)(TREE)
    with pytest.raises(InvalidRecord) as caught:
        parse_integrity(tree)
    assert caught.value.pointer == f"/{place}"


@pytest.mark.parametrize(
    "change",
    [
        ("/events/0/event_id", "1"),
        ("/events/0/event_id", 1.0),
        ("/events/0/payload", "x"),
        ("/events/0/payload_sha256", digest("x").upper()),
        ("/events/0/signature_b64", "x"),
        ("/integrity/clean", 1),
        ("/pith_number", "pith:2026:x"),
        ("/schema", None),
    ],
)
def test_another_form_is_refused_where_it_stands(change: tuple[str, object]) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_integrity(edited(TREE, change))
    assert caught.value.pointer == change[0]


def test_unknown_fields_are_kept_at_every_level() -> None:
    places = ("", "/integrity", "/integrity/findings/0", "/integrity/detectors_run/0", "/events/0", "/events/0/payload")
    tree = edited(TREE, *((f"{place}/new", {"x": [None]}) for place in places))
    assert parse_integrity(tree).to_dict() == tree
    assert parse_integrity(tree).schema_ == tree["schema"]
