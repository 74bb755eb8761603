"""Bundles: the parser keeps every field, and the checks compare a bundle with itself and with its receipt."""

import json
import pickle
import re
from datetime import UTC, datetime
from typing import Any

import documents_by_the_book as book
import pytest
from by_the_book import TEST_KEY, digest
from contradictions import Changes, assert_fails, assert_verifies
from records import CARRIED, edited, without
from shared_data import vectors

from pith import (
    PITH_KEYS,
    Assurance,
    InvalidArgument,
    InvalidRecord,
    KeyRing,
    Outcome,
    PublicKey,
    VerificationReport,
    parse_record,
)
from pith.opengraph import BUNDLE_CHECKS, BUNDLE_REQUIRED, GraphPayload, RecordCreated, parse_bundle, verify_bundle
from pith.testing import TEST_KEYS, sample_bundle, sample_record

RECORD = vectors("records")[40]["canonical_record"]
KEYS = KeyRing([PublicKey.from_hex(TEST_KEY["public_key_hex"], key_id=TEST_KEY["key_id"])])
OTHER = vectors("records")[41]["canonical_record"]
CREATED = "/events/0/payload"
GRAPH = "/events/1/payload/graph_snapshot"
UNKNOWN = {"event_hashes", "event_signatures"}
AT = "2026-06-01T00:00:00"


def report_of(*changes: tuple[str, object], **options: Any) -> VerificationReport:
    """The report of a bundle with changes."""
    return verify_bundle(parse_bundle(edited(book.bundle(RECORD), *changes)), **{"keys": KEYS, **options})


@pytest.mark.parametrize("row", vectors("records"), ids=lambda row: row["pith_number"])
def test_the_bundle_of_every_published_canonical_record_verifies(row: dict[str, Any]) -> None:
    tree = book.bundle(row["canonical_record"])
    bundle = parse_bundle(tree)
    assert bundle.to_dict() == tree == json.loads(bundle.to_json())
    assert (bundle.pith_number, bundle.short_pith_number) == (row["pith_number"], row["short_pith_number"])
    report = verify_bundle(bundle, keys=KEYS)
    assert report.ok, str(report)
    assert {*report.indeterminate} == UNKNOWN | {
        "key_window",
        "integrity_hash",
        "integrity_summary",
        "integrity_clean",
        "integrity_endpoint",
    }


def test_a_bundle_with_a_published_receipt_verifies_under_the_published_key() -> None:
    bundle = sample_bundle(parse_record(CARRIED.read_bytes()))
    at = datetime(2026, 6, 1, tzinfo=UTC)
    report = verify_bundle(bundle, at=at, require=["key_window", "claims_hash", "integrity_hash"])
    assert report.ok, str(report)
    assert {*report.indeterminate} == UNKNOWN
    assert not verify_bundle(bundle, keys=PITH_KEYS.revoke("pith-v1-2026-05")).ok


@pytest.mark.parametrize("kind", ["minimal", "full", "future"])
def test_samples_verify_and_keep_every_field(kind: Any) -> None:
    bundle = sample_bundle(sample_record(kind))
    assert parse_bundle(bundle.to_json()) == bundle
    report = verify_bundle(bundle, keys=TEST_KEYS)
    assert report.ok, str(report)
    assert pickle.loads(pickle.dumps(report)) == report


PASS: dict[str, Changes] = {
    "unknown fields": [("/new", {"x": [1]}), ("/events/0/new", None), (f"{CREATED}/new", 1), ("/events/1/signer/new", "x")],
    "an event of an unknown type": [
        ("/events/-", {**book.event("other", {"receipt": "of another kind"}), "event_type": "pith.future.v1"})
    ],
    "no graph event": [("/events", lambda events: events[:1])],
    "a minor version": [("/bundle_version", "1.7")],
    "aliases without dates": [("/source_aliases", book.listed_aliases(RECORD, None))],
    "the first three aliases alone": [("/source_aliases", lambda aliases: aliases[:3])],
    "a graph snapshot of another shape": [(GRAPH, {"claims": []})],
    "a second event that names neither type nor subject": [("/events/1", without("event_type", "subject_pith_number"))],
    "a signer who is not in the ring": [("/events/1/signer/key_id", "somebody")],
    "another builder": [(f"{CREATED}/receipt/builder_version", "another"), (f"{GRAPH}/builder_version", "third")],
}

FAIL: dict[str, tuple[Changes, set[str]]] = {
    "hash": ([("/canonical_sha256", digest("x"))], {"canonical_hash"}),
    "number": ([("/pith_number", lambda number: f"{number[:10]}{'A' * 26}")], {"number"}),
    "year": ([("/pith_number", lambda number: f"pith:1991{number[9:]}")], {"number", "year"}),
    "short number": ([("/short_pith_number", "pith:AAAAAAAA")], {"short_number"}),
    "source": ([("/source/version", 99)], {"sources"}),
    "alias": ([("/source_aliases/0/alias_value", "2499.00001")], {"source_aliases"}),
    "short alias": ([("/source_aliases/3/alias_value", "AAAAAAAAAAAA")], {"short_aliases"}),
    "alias twice": ([("/source_aliases", lambda aliases: [*aliases, aliases[0]])], {"alias_set"}),
    "alias gone": ([("/source_aliases", lambda aliases: aliases[1:])], {"alias_set"}),
    "date of an alias": ([("/source_aliases/0/created_at", f"{AT}.5Z")], {"alias_dates"}),
    "date of an alias, offset": ([("/source_aliases/0/created_at", f"{AT}+00:00")], {"alias_dates"}),
    "canonical record of the event": ([(f"{CREATED}/canonical_record/metadata/license", "x")], {"record_event"}),
    "canonical hash of the event": ([(f"{CREATED}/canonical_sha256", digest("x"))], {"record_event"}),
    "version of the event": ([(f"{CREATED}/canonical_record/source/version", 2)], {"record_event"}),
    "signature": (
        [(f"{CREATED}/receipt/signature_b64", lambda text: ("A" if text[0] != "A" else "B") + text[1:])],
        {"signature"},
    ),
    "receipt of another record": ([(f"{CREATED}/receipt", book.receipt(OTHER))], {"receipt_hash", "signature"}),
    "fingerprint": ([(f"{CREATED}/receipt/public_key_fingerprint", "0" * 32)], {"fingerprint"}),
    "algorithm": ([(f"{CREATED}/receipt/algorithm", "rsa")], {"signature"}),
    "subject": ([("/events/0/subject_pith_number", f"pith:2020:{'A' * 26}")], {"event_subjects"}),
    "subject of the graph": ([("/events/1/subject_pith_number", f"pith:2020:{'A' * 26}")], {"event_subjects"}),
    "event id": ([("/events/1/event_id", f"sha256:{digest('record')}")], {"event_ids"}),
    "signer": ([("/events/1/signer/public_key_fingerprint", "0" * 32)], {"event_signers"}),
    "graph of another paper": ([(f"{GRAPH}/source", OTHER["source"])], {"snapshot_sources"}),
    "claims of the graph": ([(f"{GRAPH}/claims/snapshot_sha256", digest("x"))], {"claims_hash"}),
    "count of claims": ([(f"{GRAPH}/claims/count", 1)], {"claims_count"}),
    "references of the graph": ([(f"{GRAPH}/references/snapshot_sha256", digest("x"))], {"references_hash"}),
    "formal evidence of the graph": ([(f"{GRAPH}/formal_canon/snapshot_sha256", digest("x"))], {"formal_canon_hash"}),
    "author claims of the graph": ([(f"{GRAPH}/author_claims/snapshot_sha256", digest("x"))], {"author_claims_hash"}),
    "integrity of the graph": (
        [(f"{GRAPH}/integrity", {**book.integrity_block(RECORD["source"]["id"]), "snapshot_sha256": digest("x")})],
        {"integrity_hash"},
    ),
    "endpoint of the graph": ([(f"{GRAPH}/integrity", book.integrity_block("2499.00001"))], {"integrity_endpoint"}),
    "two receipts, one of them another's": (
        [
            (
                "/events/-",
                {
                    **book.event("again", {**book.bundle(RECORD)["events"][0]["payload"], "receipt": book.receipt(OTHER)}),
                    "event_type": "record_created",
                },
            )
        ],
        {"receipt_hash", "signature"},
    ),
    "a payload without a receipt": (
        [(CREATED, without("receipt"))],
        {"record_event", "receipt_hash", "key", "key_window", "fingerprint", "signature"},
    ),
}


@pytest.mark.parametrize("changes", PASS.values(), ids=PASS.keys())
def test_a_change_that_contradicts_nothing_verifies(changes: Changes) -> None:
    assert_verifies(report_of(*changes))


@pytest.mark.parametrize(("changes", "expected"), FAIL.values(), ids=FAIL.keys())
def test_a_contradiction_fails_its_checks(changes: Changes, expected: set[str]) -> None:
    assert_fails(report_of(*changes), expected)


def test_every_check_that_can_fail_has_a_case() -> None:
    failing = {name for _, expected in FAIL.values() for name in expected} | {"key"}
    # The tests of records make these fail: a snapshot is checked by the same functions.
    elsewhere = {"claims_verdict", "references_count", "integrity_summary", "integrity_clean"}
    assert {check.name for check in BUNDLE_CHECKS} == failing | elsewhere | UNKNOWN


INDETERMINATE: dict[str, tuple[Changes, set[str]]] = {
    "no events": ([("/events", [])], {"record_event", "signature", "event_subjects", "event_signers", "snapshot_sources"}),
    "no record_created": ([("/events/0/event_type", "another")], {"record_event", "receipt_hash", "key", "signature"}),
    "an unknown key": ([(f"{CREATED}/receipt/key_id", "somebody")], {"key", "fingerprint", "signature"}),
    "no subject": ([("/events/0", without("subject_pith_number"))], {"event_subjects"}),
    "no aliases": ([("/source_aliases", [])], {"alias_set", "short_aliases", "source_aliases"}),
    "a snapshot of another shape": ([(GRAPH, {"claims": []})], {"snapshot_sources", "claims_hash", "integrity_hash"}),
}


@pytest.mark.parametrize(("changes", "expected"), INDETERMINATE.values(), ids=INDETERMINATE.keys())
def test_a_missing_value_makes_checks_indeterminate(changes: Changes, expected: set[str]) -> None:
    report = report_of(*changes)
    assert {*report.indeterminate} >= expected | UNKNOWN
    assert report.failed == ()
    assert report.ok is expected.isdisjoint(BUNDLE_REQUIRED)


def test_a_check_of_an_unknown_rule_is_indeterminate_even_if_it_is_required() -> None:
    report = report_of(require=sorted(UNKNOWN))
    assert not report.ok
    assert all("unknown" in report[name].detail for name in UNKNOWN)
    with pytest.raises(InvalidArgument, match="no check 'event_magic'"):
        report_of(require=["event_magic"])


def test_the_key_must_be_valid_at_the_given_instant() -> None:
    key = PublicKey.from_bytes(next(iter(KEYS)).raw, key_id=TEST_KEY["key_id"], not_after=datetime(2026, 6, 1, tzinfo=UTC))
    assert report_of(keys=KeyRing([key]), at=datetime(2026, 6, 1, tzinfo=UTC), require=["key_window"]).ok
    late = report_of(keys=KeyRing([key]), at=datetime(2026, 6, 2, tzinfo=UTC))
    assert late.failed == ("key_window",)
    assert "signature" in late.indeterminate
    with pytest.raises(InvalidArgument, match="offset"):
        report_of(at=datetime(2026, 6, 1))  # noqa: DTZ001


def test_the_signature_authenticates_the_canonical_record_and_its_copies() -> None:
    stray = {**book.event("other", {"receipt": book.receipt(OTHER)}), "event_type": "another"}
    report = report_of(("/events/-", stray))
    for pointer in (
        "/canonical_record/metadata/license",
        "/pith_number",
        "/source/id",
        "/source_aliases/0/alias_value",
        f"{CREATED}/canonical_record/metadata/cross_cats_sorted",
        f"{CREATED}/canonical_sha256",
        f"{CREATED}/receipt/signature_b64",
        f"{CREATED}/receipt/key_id",
    ):
        assert report.assurance_of(pointer).assurance is Assurance.AUTHENTICATED, pointer
    listed = {*report.unauthenticated}
    assert {"/source_aliases/0/created_at", "/events/0/event_id", f"{CREATED}/receipt/signed_at", "/events/1"} <= listed
    assert {"", "/events", "/events/0", CREATED, f"{CREATED}/receipt"} <= {*report.extensible}
    # No check covers a receipt in an event of an unknown type.
    assert report.assurance_of("/events/2/payload/receipt/signature_b64").assurance is Assurance.CLAIMED
    broken = report_of((f"{CREATED}/receipt/signature_b64", book.receipt(OTHER)["signature_b64"]))
    assert broken.assurance_of(f"{CREATED}/receipt/signature_b64").assurance is Assurance.CONTRADICTED
    assert broken.unauthenticated == ("",)


def test_the_known_payloads_have_models() -> None:
    bundle = sample_bundle()
    created, graph = bundle.events
    assert RecordCreated.parse(created.payload).receipt == sample_record().receipt
    assert GraphPayload.parse(graph.payload).graph_snapshot == sample_record().graph_snapshot
    with pytest.raises(InvalidRecord) as caught:
        RecordCreated.parse(graph.payload)
    assert caught.value.pointer == "/canonical_record"


NAMED = [
    *book.bundle(RECORD),
    "events/0/event_id",
    "events/0/target",
    "events/0/created_at",
    "events/0/signer",
    "events/0/payload",
]


@pytest.mark.parametrize("path", NAMED)
def test_each_field_is_required(path: str) -> None:
    *above, name = path.split("/")
    changes = [(f"/{'/'.join(above)}", without(name))] if above else []
    tree = edited(book.bundle(RECORD), *changes) if above else without(name)(book.bundle(RECORD))
    with pytest.raises(InvalidRecord) as caught:
        parse_bundle(tree)
    assert caught.value.pointer == f"/{path}"


REFUSED: dict[str, tuple[str, object]] = {
    "another type": ("/bundle_type", "pith_open_graph"),
    "another major version": ("/bundle_version", "2.0"),
    "an event id without its hash": ("/events/0/event_id", digest("x")),
    "an event id in upper case": ("/events/0/event_id", f"sha256:{digest('x').upper()}"),
    "a number in lower case": ("/events/0/subject_pith_number", str.lower),
    "a payload that is not an object": (CREATED, []),
    "a text for an array": ("/events", "x"),
    "a day that does not exist": ("/events/0/created_at", "2026-02-30T00:00:00Z"),
    "true for a version": ("/source/version", True),
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED.keys())
def test_another_form_is_refused_with_its_pointer(change: tuple[str, object]) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_bundle(edited(book.bundle(RECORD), change))
    assert caught.value.pointer == change[0]


def test_a_copied_bundle_with_another_value_is_checked() -> None:
    bundle = parse_bundle(book.bundle(RECORD))
    forged = bundle.model_copy(update={"canonical_sha256": digest("x")})
    assert verify_bundle(forged, keys=KEYS)["canonical_hash"].outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("update", "pointer"),
    [
        ({"events": None}, "/events"),
        ({"events": ({"x": 1},)}, "/events/0"),
        ({"pith_number": 5}, "/pith_number"),
        ({"source_aliases": float("nan")}, "/source_aliases"),
        ({"canonical_sha256": b"x"}, "/canonical_sha256"),
    ],
)
def test_a_copied_bundle_with_a_value_of_a_wrong_type_raises_typeerror(update: dict[str, object], pointer: str) -> None:
    with pytest.raises(TypeError, match=re.escape(repr(pointer))):
        verify_bundle(parse_bundle(book.bundle(RECORD)).model_copy(update=update), keys=KEYS)


def test_other_arguments_raise_typeerror() -> None:
    with pytest.raises(TypeError, match="OpenGraphBundle"):
        verify_bundle(parse_record(CARRIED.read_bytes()))  # type: ignore[arg-type]
    for options in ({"keys": None}, {"at": "now"}, {"require": "key"}):
        with pytest.raises(TypeError, match=next(iter(options))):
            report_of(**options)


SWAPS = [(1, 1.0), (1, True), (1.0, True), (0, 0.0), (0.0, -0.0), (0, False), (None, 0), ("1", 1)]


@pytest.mark.parametrize(("one", "other"), [*SWAPS, *(pair[::-1] for pair in SWAPS)])
@pytest.mark.parametrize(
    ("pointers", "check"),
    [
        ("/canonical_record/source/x /source/x", "sources"),
        (f"/canonical_record/metadata/x {CREATED}/canonical_record/metadata/x", "record_event"),
        (f"/canonical_record/source/x {GRAPH}/source/x", "snapshot_sources"),
    ],
)
def test_one_and_true_are_not_equal_where_values_are_compared(one: object, other: object, pointers: str, check: str) -> None:
    signed, copy = pointers.split()

    def outcome(value: object, copied: object) -> Outcome:
        record = edited(RECORD, (signed.removeprefix("/canonical_record"), value))
        tree = edited(book.bundle(record), (copy, copied))
        parsed = verify_bundle(parse_bundle(json.dumps(tree).encode()), keys=KEYS)
        bundle = parse_bundle(book.bundle(record))
        if check == "sources":  # the same change to a parsed model
            source = bundle.source.model_copy(update={"x": copied})
            copied_model = verify_bundle(bundle.model_copy(update={"source": source}), keys=KEYS)
            assert copied_model[check].outcome is parsed[check].outcome
        return parsed[check].outcome

    assert outcome(one, one) is Outcome.PASSED
    assert outcome(one, other) is Outcome.FAILED


class TestReplay:
    """A receipt in another path than its own proves nothing about that path."""

    def test_of_its_own_record_in_an_invented_event(self) -> None:
        receipt = book.bundle(RECORD)["events"][0]["payload"]["receipt"]
        signature = {
            "payload_sha256": receipt["canonical_sha256"],
            "signature_b64": receipt["signature_b64"],
            "signing_key_id": receipt["key_id"],
        }
        graph = edited(book.graph_snapshot(RECORD), ("/verdict/strongest_claim", "invented"))
        event = {**book.event("invented", {"graph_snapshot": graph, "receipt": receipt, **signature}), **signature}
        report = report_of(("/events/-", event))
        assert report.ok, "an invented event contradicts nothing"
        assert "/events/2" in report.unauthenticated
        assert report["event_signatures"].outcome is Outcome.INDETERMINATE
        assert not report_of(("/events/-", event), require=["event_signatures"]).ok

    def test_with_an_invented_member_of_the_payload(self) -> None:
        report = report_of((f"{CREATED}/finding", {"severity": "critical"}))
        assert report.ok, "a member of the payload contradicts nothing"
        assert f"{CREATED}/finding" in report.unauthenticated

    def test_of_another_record(self) -> None:
        payload = {**book.bundle(OTHER)["events"][0]["payload"]}
        event = {**book.event("another", payload), "event_type": "record_created"}
        report = report_of(("/events/-", event))
        assert {*report.failed} == {"record_event", "receipt_hash", "signature"}
        assert report.unauthenticated == ("",)


def test_the_report_carries_number_hash_and_key() -> None:
    report = report_of()
    tree = book.bundle(RECORD)
    assert (report.document_type, report.number) == ("bundle", tree["pith_number"])
    assert report.canonical_sha256 == tree["canonical_sha256"]
    assert (report.key_id, report.key_fingerprint) == (TEST_KEY["key_id"], book.fingerprint(TEST_KEY))
    empty = report_of(("/events", []))
    assert (empty.key_id, empty.key_fingerprint) == (None, None)


def test_text_of_a_bundle_is_escaped_and_cut_in_reasons() -> None:
    hostile = "\u202e\x1b[31m" + "x" * 100_000
    changes: list[Changes] = [
        [("/source_aliases/0/alias_kind", hostile), ("/source_aliases/0/created_at", "2026-06-01T00:00:00.5Z")],
        [("/events/0/signer/key_id", hostile)],
        [("/source_aliases/0/alias_value", hostile)],
        [(f"{CREATED}/receipt/key_id", hostile)],
        [(f"{CREATED}/receipt/signature_b64", hostile)],
        [(f"{GRAPH}/claims/{hostile[:9]}", 1), (f"{GRAPH}/claims/count", hostile)],
    ]
    for change in changes:
        for result in report_of(*change).problems:
            assert result.detail.isprintable()
            assert len(result.detail) <= 1000
