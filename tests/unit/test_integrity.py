"""Integrity documents: published hashes and signatures verify, payloads are checked, and no value is authenticated."""

import json
import pickle
import re
import sys
from datetime import UTC, datetime
from typing import Any

import documents_by_the_book as book
import pytest
from by_the_book import TEST_KEY, digest
from contradictions import Changes, assert_fails
from records import CARRIED, edited, without
from shared_data import shared_rows, vectors

from pith import (
    PITH_KEYS,
    Assurance,
    InvalidArgument,
    InvalidRecord,
    KeyRing,
    Outcome,
    PublicKey,
    VerificationFailed,
    VerificationReport,
    parse_record,
)
from pith.opengraph import (
    EVENTS_REQUIRED,
    INTEGRITY_CHECKS,
    INTEGRITY_REQUIRED,
    IntegrityPayload,
    parse_document,
    parse_integrity,
    verify_integrity,
)
from pith.testing import FORGER, TEST_KEYS, make_record, sample_integrity, sample_record

KEYS = KeyRing([PublicKey.from_hex(TEST_KEY["public_key_hex"], key_id=TEST_KEY["key_id"])])
PAPER = "2499.00001"
FINDINGS = (book.finding(1), book.finding(2, severity="advisory", detected_doi=None))
EVENTS = tuple(book.signed_event(index, book.payload(found, PAPER)) for index, found in enumerate(FINDINGS, 1))
TREE = book.unshared(book.integrity_document(PAPER, book.integrity_block(PAPER, *FINDINGS), *EVENTS))
PAYLOAD = "/events/0/payload"
UNKNOWN = {"payload_hashes", "evidence_hashes"}


def contradicts_nothing(report: VerificationReport) -> bool:
    """Whether the report of a document with events has no other reason not to be ok than the unknown hash of payloads."""
    reasons = {result.name for result in report.problems if result.name in report.required}
    return report.failed == () and reasons == {"payload_hashes"} and not report.ok


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
        assert contradicts_nothing(report), str(report)
        assert {*report.indeterminate} == UNKNOWN | {"key_window"}
        for name in ("payload_sha256", "signature_b64", "signing_key_id"):
            assert report.assurance_of(f"/events/0/{name}").assurance is Assurance.CHECKED
        assert (report.unauthenticated, report.extensible) == (("",), ())
        for other in rows:
            moved = edited(tree, ("/events/0/signature_b64", other["event"]["signature_b64"]))
            assert ("signature" in verify_integrity(parse_integrity(moved)).passed) is (other is row)


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
        assert contradicts_nothing(report), str(report)
        assert "signature" in report.passed


@pytest.mark.parametrize("kind", ["minimal", "full", "future"])
def test_samples_verify_and_keep_every_field(kind: Any) -> None:
    document = sample_integrity(sample_record(kind))
    assert parse_integrity(document.to_json()) == document
    report = verify_integrity(document, keys=TEST_KEYS)
    assert report.ok if not document.events else contradicts_nothing(report), str(report)
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
def test_a_payload_that_the_published_schema_accepts_passes(name: str, value: object) -> None:
    report = report_of((f"{PAYLOAD}/{name}", value))
    assert contradicts_nothing(report), str(report)
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
def test_a_payload_that_the_published_schema_refuses_parses_and_fails(name: str, value: object) -> None:
    report = report_of((f"{PAYLOAD}/{name}", value))
    assert report.failed == ("event_payloads",)
    assert f"/{name}" in report["event_payloads"].detail
    assert {"event_subjects", "event_findings"} <= {*report.indeterminate}


@pytest.mark.parametrize("name", [*book.payload(book.finding(), PAPER)])
def test_every_required_field_of_a_payload_is_required(name: str) -> None:
    report = report_of((PAYLOAD, without(name)))
    assert report.failed == ("event_payloads",)
    assert f"'/{name}': this field is missing" in report["event_payloads"].detail


def test_every_member_of_the_published_schema_has_a_case() -> None:
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
    "a finding of another type rescinded": (
        [
            ("/integrity", book.integrity_block(PAPER, FINDINGS[1])),
            (
                "/events/-",
                book.signed_event(
                    3, {**book.payload(FINDINGS[0], PAPER), "finding_type": "another", "verdict_class": "rescinded"}
                ),
            ),
        ],
        {"event_findings"},
    ),
    "a finding of another detector rescinded": (
        [
            ("/integrity", book.integrity_block(PAPER, FINDINGS[1])),
            (
                "/events/-",
                book.signed_event(3, {**book.payload(FINDINGS[0], PAPER), "detector": "another", "verdict_class": "rescinded"}),
            ),
        ],
        {"event_findings"},
    ),
    "findings left out": ([("/integrity", book.integrity_block(PAPER))], {"event_findings"}),
}


@pytest.mark.parametrize(("changes", "expected"), FAIL.values(), ids=FAIL.keys())
def test_a_contradiction_fails_its_checks(changes: Changes, expected: set[str]) -> None:
    assert_fails(report_of(*changes), expected)


def test_every_check_that_can_fail_has_a_case() -> None:
    failing = {name for _, expected in FAIL.values() for name in expected} | {"key", "key_window"}
    assert {check.name for check in INTEGRITY_CHECKS} == failing | UNKNOWN


def test_the_keys_are_those_of_the_ring() -> None:
    unknown = report_of(keys=PITH_KEYS)
    assert {"key", "signature"} <= {*unknown.indeterminate}
    assert (unknown.ok, unknown.failed) == (False, ())
    revoked = report_of(keys=KEYS.revoke(TEST_KEY["key_id"]))
    assert revoked.failed == ("key",)
    key = PublicKey.from_bytes(next(iter(KEYS)).raw, key_id=TEST_KEY["key_id"], not_before=datetime(2026, 6, 1, tzinfo=UTC))
    report = report_of(keys=KeyRing([key]), at=datetime(2026, 6, 1, tzinfo=UTC), require=["key_window"])
    assert contradicts_nothing(report)
    assert report_of(keys=KeyRing([key]), at=datetime(2026, 5, 1, tzinfo=UTC)).failed == ("key_window",)
    forged = verify_integrity(sample_integrity(signer=FORGER), keys=TEST_KEYS)
    assert {"key", "signature"} <= {*forged.indeterminate}
    outside = report_of(keys=KeyRing([key]), at=datetime(2026, 5, 1, tzinfo=UTC))
    assert "signature" in outside.indeterminate


def test_a_document_without_events_needs_the_hash_alone() -> None:
    report = report_of(("/events", []), ("/integrity", book.integrity_block(PAPER)))
    assert report.ok
    assert report.required == INTEGRITY_REQUIRED
    assert "signature" in report.indeterminate
    assert report.unauthenticated == ("",)
    assert not report_of(("/events", []), require=["signature"]).ok
    assert report_of().required == INTEGRITY_REQUIRED | EVENTS_REQUIRED


INDETERMINATE: dict[str, tuple[Changes, set[str]]] = {
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
    "a finding rescinded by an earlier event": (
        [
            ("/integrity", book.integrity_block(PAPER, FINDINGS[1])),
            ("/events", [book.signed_event(3, {**book.payload(FINDINGS[0], PAPER), "verdict_class": "rescinded"}), *EVENTS]),
        ],
        {"event_findings"},
    ),
    "findings of an unknown severity": (
        [("/integrity", {**book.integrity_block(PAPER, *FINDINGS, book.finding(3, severity="grave"))})],
        {"integrity_summary"},
    ),
}


@pytest.mark.parametrize(("changes", "expected"), INDETERMINATE.values(), ids=INDETERMINATE.keys())
def test_an_unknown_rule_makes_checks_indeterminate(changes: Changes, expected: set[str]) -> None:
    report = report_of(*changes)
    assert {*report.indeterminate} == expected | UNKNOWN | {"key_window"}
    assert contradicts_nothing(report), str(report)


def test_a_check_of_an_unknown_rule_is_indeterminate_even_if_it_is_required() -> None:
    report = report_of(require=sorted(UNKNOWN))
    assert not report.ok
    assert all("unknown" in report[name].detail for name in UNKNOWN)


OF_EVENTS = ("event_id", "event_type", "payload_sha256", "signature_b64", "signing_key_id", "created_at", "payload")
NAMED = [*TREE, *(f"events/0/{name}" for name in OF_EVENTS), *(f"integrity/{name}" for name in TREE["integrity"])]


@pytest.mark.parametrize("path", NAMED)
def test_each_field_is_required(path: str) -> None:
    above, _, name = path.rpartition("/")
    tree = edited(TREE, (f"/{above}", without(name))) if above else without(name)(TREE)
    with pytest.raises(InvalidRecord) as caught:
        parse_integrity(tree)
    assert caught.value.pointer == f"/{path}"


@pytest.mark.parametrize(
    "change",
    [
        ("/events/0/event_id", "1"),
        ("/events/0/event_id", 1.0),
        ("/events/0/payload", "x"),
        ("/events/0/payload_sha256", digest("x").upper()),
        ("/events/0/signature_b64", "x"),
        ("/integrity/clean", 1),
        ("/pith_number", 2026),
        ("/schema", None),
    ],
)
def test_another_form_is_refused_with_its_pointer(change: tuple[str, object]) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_integrity(edited(TREE, change))
    assert caught.value.pointer == change[0]


def test_unknown_fields_are_kept_at_every_level() -> None:
    pointers = ("", "/integrity", "/integrity/findings/0", "/integrity/detectors_run/0", "/events/0", "/events/0/payload")
    tree = edited(TREE, *((f"{path}/new", {"x": [None]}) for path in pointers))
    assert parse_integrity(tree).to_dict() == tree
    assert parse_integrity(tree).schema_ == tree["schema"]


def test_a_published_document_names_its_paper_twice() -> None:
    """As it is published: `pith_number` holds the arXiv id."""
    rows = shared_rows("vectors", "pith", "integrity.jsonl")
    for row in rows:
        tree = book.published_integrity(row)
        assert tree["pith_number"] == row["arxiv_id"]
        for document in (parse_integrity(json.dumps(tree)), parse_document(json.dumps(tree).encode())):
            assert document.to_dict() == tree
        report = verify_integrity(parse_integrity(tree))
        assert (report.document_type, report.number) == ("integrity_document", None)
        assert str(report)


def test_a_pith_number_in_the_field_of_that_name_is_the_number_of_the_report() -> None:
    number = f"pith:2026:{'A' * 26}"
    assert report_of(("/pith_number", number)).number == number
    assert report_of(("/pith_number", f"{number}x")).number is None


class TestReplay:
    """Receipts and events are signed in the same way, so a receipt can be replayed as an event."""

    @pytest.mark.parametrize("published", [True, False])
    def test_a_receipt_as_an_event_with_an_invented_finding_is_not_ok(self, published: bool) -> None:
        record = parse_record(CARRIED.read_bytes()) if published else sample_record()
        paper = record.source.id
        finding = book.finding(1, note="invented")
        event = {
            **book.signed_event(1, book.payload(finding, paper)),
            "payload_sha256": record.receipt.canonical_sha256,
            "signature_b64": record.receipt.signature_b64,
            "signing_key_id": record.receipt.key_id,
        }
        document = parse_integrity(book.integrity_document(paper, book.integrity_block(paper, finding), event))
        report = verify_integrity(document, keys=PITH_KEYS if published else TEST_KEYS)
        assert {"key", "signature", "event_payloads", "event_subjects", "event_findings"} <= {*report.passed}
        assert report["payload_hashes"].outcome is Outcome.INDETERMINATE
        assert "receipt" in report["payload_hashes"].detail
        assert not report.ok
        assert (report.unauthenticated, report.extensible) == (("",), ())
        assert report.assurance_of("/events/0/payload_sha256").assurance is Assurance.CHECKED
        with pytest.raises(VerificationFailed, match="payload_hashes is indeterminate"):
            report.raise_for_failure()

    def test_no_check_of_an_integrity_document_authenticates_a_value(self) -> None:
        assert all(not check.authenticates and check.authenticates_in is None for check in INTEGRITY_CHECKS)


SWAPS = [(1, 1.0), (1, True), (1.0, True), (0, 0.0), (0.0, -0.0), (0, False)]


@pytest.mark.parametrize(("one", "other"), [*SWAPS, *(pair[::-1] for pair in SWAPS)])
@pytest.mark.parametrize("path", ["findings", "detectors_run"])
def test_one_and_true_are_not_equal_in_the_hashed_lists(one: object, other: object, path: str) -> None:
    block = edited(book.integrity_block(PAPER, FINDINGS[0]), (f"/{path}/0/x", one))
    block["snapshot_sha256"] = book.integrity_hash(block)
    tree = book.integrity_document(PAPER, block)
    assert verify_integrity(parse_integrity(json.dumps(tree).encode())).ok
    changed = json.dumps(edited(tree, (f"/integrity/{path}/0/x", other))).encode()
    assert verify_integrity(parse_integrity(changed)).failed == ("integrity_hash",)
    document = parse_integrity(tree)
    [row] = getattr(document.integrity, path)
    integrity = document.integrity.model_copy(update={path: (row.model_copy(update={"x": other}),)})
    assert verify_integrity(document.model_copy(update={"integrity": integrity})).failed == ("integrity_hash",)


@pytest.mark.parametrize(
    ("update", "pointer"),
    [
        ({"arxiv_id": 2499.00001}, "/arxiv_id"),
        ({"pith_number": None}, "/pith_number"),
        ({"events": None}, "/events"),
        ({"integrity": True}, "/integrity"),
    ],
)
def test_a_copied_document_with_a_value_of_a_wrong_type_raises_typeerror(update: dict[str, object], pointer: str) -> None:
    with pytest.raises(TypeError, match=re.escape(repr(pointer))):
        verify_integrity(parse_integrity(TREE).model_copy(update=update), keys=KEYS)


@pytest.mark.parametrize("value", [1.0, True, "1"])
def test_a_copied_finding_with_a_value_of_a_wrong_type_raises_typeerror(value: object) -> None:
    document = parse_integrity(TREE)
    finding = document.integrity.findings[0].model_copy(update={"ref_index": value})
    integrity = document.integrity.model_copy(update={"findings": (finding, *document.integrity.findings[1:])})
    with pytest.raises(TypeError, match="'/integrity/findings/0/ref_index'"):
        verify_integrity(document.model_copy(update={"integrity": integrity}), keys=KEYS)


def test_a_copied_document_with_another_value_is_checked() -> None:
    document = parse_integrity(TREE).model_copy(update={"arxiv_id": "2499.00002"})
    assert {*verify_integrity(document, keys=KEYS).failed} == {"integrity_endpoint", "event_subjects"}
    with pytest.raises(TypeError, match="IntegrityDocument"):
        verify_integrity(parse_record(CARRIED.read_bytes()))  # type: ignore[arg-type]
    for options in ({"keys": None}, {"at": "now"}, {"require": "key"}):
        with pytest.raises(TypeError, match=next(iter(options))):
            report_of(**options)


def test_an_escaped_hash_of_findings_beyond_ascii_is_indeterminate() -> None:
    block = book.integrity_block(PAPER, book.finding(1, note="café"))
    assert verify_integrity(parse_integrity(book.integrity_document(PAPER, block))).ok
    block["snapshot_sha256"] = book.integrity_hash(block, ensure_ascii=True)
    report = verify_integrity(parse_integrity(book.integrity_document(PAPER, block)))
    assert (report.failed, report.ok) == ((), False)
    assert "integrity_hash" in report.indeterminate


def test_text_of_a_document_is_escaped_and_cut_in_reasons() -> None:
    hostile = "\u202e\x1b[31m" + "x" * 100_000
    members = ("detector", "finding_type", "arxiv_id", "detected_doi", "severity", "detector_version", "event_type", hostile[:9])
    pointers = (
        *(f"{PAYLOAD}/{name}" for name in members),
        "/events/0/event_type",
        "/events/0/signing_key_id",
        "/arxiv_id",
        "/integrity/endpoint",
        "/integrity/findings/0/severity",
    )
    for pointer in pointers:
        for result in report_of((pointer, hostile)).problems:
            assert result.detail.isprintable(), pointer
            assert len(result.detail) <= 1000, pointer


def _calls_of_verification(number: int, *, rescinded: bool) -> int:
    """The number of calls that verify a document with this many findings and as many events, none of which matches."""
    findings = [book.finding(index, detected_doi=None) for index in range(number)]
    verdict = "rescinded" if rescinded else "cross_source"
    payloads = [
        {**book.payload(found, PAPER), "ref_index": -1 - index, "verdict_class": verdict if index else "cross_source"}
        for index, found in enumerate(findings)
    ]
    signed = book.signed_event(1, payloads[0])
    events = [{**signed, "event_id": index, "payload": payload} for index, payload in enumerate(payloads)]
    document = parse_integrity(book.integrity_document(PAPER, book.integrity_block(PAPER, *findings), *events))
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        report = verify_integrity(document, keys=KEYS)
    finally:
        sys.setprofile(None)
    assert "event_findings" in (report.indeterminate if rescinded else report.failed)
    return calls


@pytest.mark.parametrize("rescinded", [True, False])
def test_the_cost_grows_linearly_with_events_and_findings(rescinded: bool) -> None:
    few, many = (_calls_of_verification(number, rescinded=rescinded) for number in (50, 400))
    assert many < 10 * few
