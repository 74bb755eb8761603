"""States: the parser keeps every field, the checks compare a state with itself, and no value is authenticated."""

import json
import pickle
import re
from typing import Any

import documents_by_the_book as book
import pytest
from by_the_book import digest
from contradictions import Changes, assert_fails, assert_verifies
from records import CARRIED, edited, without
from shared_data import vectors

from pith import PITH_KEYS, InvalidRecord, Outcome, VerificationReport, parse_record
from pith.opengraph import STATE_CHECKS, STATE_REQUIRED, parse_state, verify_state
from pith.testing import TEST_KEYS, sample_record, sample_state

RECORD = vectors("records")[40]["canonical_record"]
OTHER = vectors("records")[41]["canonical_record"]
CURRENT = "/current"
SNAPSHOTS = f"{CURRENT}/graph_snapshots"
GRAPH = f"{SNAPSHOTS}/0/payload/graph_snapshot"
UNKNOWN = {"merge", "event_hashes", "event_signatures"}


def report_of(*changes: tuple[str, object], **options: Any) -> VerificationReport:
    """The report of a state with changes."""
    return verify_state(parse_state(edited(book.state(RECORD), *changes)), **{"keys": TEST_KEYS, **options})


@pytest.mark.parametrize("row", vectors("records"), ids=lambda row: row["pith_number"])
def test_the_state_of_every_published_canonical_record_verifies(row: dict[str, Any]) -> None:
    tree = book.state(row["canonical_record"])
    state = parse_state(tree)
    assert state.to_dict() == tree == json.loads(state.to_json())
    assert state.pith_number == row["pith_number"]
    report = verify_state(state, keys=TEST_KEYS)
    assert report.ok, str(report)
    assert {*report.indeterminate} - UNKNOWN == {name for name in report.indeterminate if name.startswith("integrity_")}


@pytest.mark.parametrize("kind", ["minimal", "full", "future"])
def test_samples_verify_and_keep_every_field(kind: Any) -> None:
    state = sample_state(sample_record(kind))
    assert parse_state(state.to_json()) == state
    report = verify_state(state, keys=TEST_KEYS)
    assert report.ok, str(report)
    assert {*report.indeterminate} == UNKNOWN
    assert pickle.loads(pickle.dumps(report)) == report


def test_a_state_of_the_carried_record_names_the_published_key() -> None:
    report = verify_state(sample_state(parse_record(CARRIED.read_bytes())), require=["event_signers", "integrity_hash"])
    assert report.ok, str(report)
    assert (
        verify_state(sample_state(), keys=PITH_KEYS)["event_signers"].detail
        == "no key 'pith-test-key-not-for-production' in the ring"
    )


def test_nothing_in_a_state_is_authenticated() -> None:
    for report in (report_of(), report_of(require=["number"])):
        assert report.ok
        assert (report.unauthenticated, report.extensible) == (("",), ())


PASS: dict[str, Changes] = {
    "unknown fields": [("/new", 1), (f"{CURRENT}/new", {"x": []}), (f"{SNAPSHOTS}/0/new", None)],
    "no snapshots": [(SNAPSHOTS, [])],
    "two snapshots": [
        (f"{SNAPSHOTS}/-", {**book.state(RECORD)["current"]["graph_snapshots"][0], "event_id": f"sha256:{digest('2')}"})
    ],
    "an invalid event": [("/event_count", 3), ("/invalid_event_count", 1), ("/equivocation_count", 1)],
    "aliases with dates in full": [(f"{CURRENT}/source_aliases/0/created_at", "2026-06-01T00:00:00.5+00:00")],
    "a merge of the future": [("/merge_version", "pith-open-graph-merge-v2")],
}

FAIL: dict[str, tuple[Changes, set[str]]] = {
    "number": ([("/pith_number", lambda number: f"{number[:10]}{'A' * 26}")], {"number"}),
    "year": ([("/pith_number", lambda number: f"pith:1991{number[9:]}")], {"number", "year"}),
    "canonical record": (
        [(f"{CURRENT}/canonical_record/metadata/license", "x")],
        {"number", "short_aliases"},
    ),
    "alias": ([(f"{CURRENT}/source_aliases/0/alias_value", "2499.00001")], {"source_aliases"}),
    "alias gone": ([(f"{CURRENT}/source_aliases", lambda aliases: aliases[1:])], {"alias_set"}),
    "more valid than there are": ([("/valid_event_count", 3)], {"event_counts"}),
    "events neither valid nor invalid": ([("/event_count", 3)], {"event_counts"}),
    "more invalid than there are": ([("/invalid_event_count", 1)], {"event_counts"}),
    "more equivocate than there are": ([("/equivocation_count", 3)], {"event_counts"}),
    "snapshot twice": ([(SNAPSHOTS, lambda snapshots: snapshots * 2)], {"event_ids"}),
    "signer": ([(f"{SNAPSHOTS}/0/signer/public_key_fingerprint", "0" * 32)], {"event_signers"}),
    "snapshot of another paper": ([(f"{GRAPH}/source", OTHER["source"])], {"snapshot_sources"}),
    "claims": ([(f"{GRAPH}/claims/snapshot_sha256", digest("x"))], {"claims_hash"}),
    "the second snapshot": (
        [
            (
                f"{SNAPSHOTS}/-",
                edited(
                    book.event("2", {"graph_snapshot": book.graph_snapshot(RECORD)}),
                    ("/target", "graph"),
                    ("/payload/graph_snapshot/references/snapshot_sha256", digest("x")),
                ),
            )
        ],
        {"references_hash"},
    ),
}


@pytest.mark.parametrize("changes", PASS.values(), ids=PASS.keys())
def test_a_change_that_contradicts_nothing_verifies(changes: Changes) -> None:
    assert_verifies(report_of(*changes))


@pytest.mark.parametrize(("changes", "expected"), FAIL.values(), ids=FAIL.keys())
def test_a_contradiction_fails_its_checks(changes: Changes, expected: set[str]) -> None:
    assert_fails(report_of(*changes), expected)


def test_the_detail_names_the_snapshot() -> None:
    changes, _ = FAIL["the second snapshot"]
    assert report_of(*changes)["references_hash"].detail.startswith("/current/graph_snapshots/1/payload: expected")


def test_a_check_of_an_unknown_rule_is_indeterminate_even_if_it_is_required() -> None:
    assert {check.name for check in STATE_CHECKS} >= UNKNOWN | STATE_REQUIRED
    report = report_of(require=sorted(UNKNOWN))
    assert not report.ok
    assert all("unknown" in report[name].detail for name in UNKNOWN)


NAMED = [*book.state(RECORD), *(f"current/{name}" for name in ("canonical_record", "source_aliases", "graph_snapshots"))]


@pytest.mark.parametrize("path", NAMED)
def test_each_field_is_required(path: str) -> None:
    above, _, name = path.rpartition("/")
    tree = edited(book.state(RECORD), (f"/{above}", without(name))) if above else without(name)(book.state(RECORD))
    with pytest.raises(InvalidRecord) as caught:
        parse_state(tree)
    assert caught.value.pointer == f"/{path}"


@pytest.mark.parametrize(
    "change",
    [
        ("/state_type", "state"),
        ("/state_version", "2.0"),
        ("/event_count", -1),
        ("/event_count", 2.0),
        ("/equivocation_count", True),
        (SNAPSHOTS, {}),
        (f"{SNAPSHOTS}/0/event_id", digest("x")),
    ],
)
def test_another_form_is_refused_with_its_pointer(change: tuple[str, object]) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_state(edited(book.state(RECORD), change))
    assert caught.value.pointer == change[0]


@pytest.mark.parametrize(
    ("update", "pointer"),
    [
        ({"event_count": 2.0}, "/event_count"),
        ({"event_count": True}, "/event_count"),
        ({"valid_event_count": "2"}, "/valid_event_count"),
        ({"current": None}, "/current"),
        ({"pith_number": None}, "/pith_number"),
    ],
)
def test_a_copied_state_with_a_value_of_a_wrong_type_raises_typeerror(update: dict[str, object], pointer: str) -> None:
    with pytest.raises(TypeError, match=re.escape(repr(pointer))):
        verify_state(parse_state(book.state(RECORD)).model_copy(update=update))


def test_a_copied_state_with_another_value_is_checked() -> None:
    state = parse_state(book.state(RECORD))
    assert verify_state(state.model_copy(update={"event_count": 3})).failed == ("event_counts",)
    with pytest.raises(TypeError, match="OpenGraphState"):
        verify_state(parse_record(CARRIED.read_bytes()))  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="keys"):
        verify_state(state, keys=None)  # type: ignore[arg-type]


SWAPS = [(1, 1.0), (1, True), (1.0, True), (0, 0.0), (0.0, -0.0), (0, False)]


@pytest.mark.parametrize(("one", "other"), [*SWAPS, *(pair[::-1] for pair in SWAPS)])
def test_one_and_true_are_not_equal_in_the_source_of_a_snapshot(one: object, other: object) -> None:
    tree = book.state(edited(RECORD, ("/source/x", one)))
    assert verify_state(parse_state(tree))["snapshot_sources"].outcome is Outcome.PASSED
    changed = json.dumps(edited(tree, (f"{GRAPH}/source/x", other))).encode()
    assert verify_state(parse_state(changed))["snapshot_sources"].outcome is Outcome.FAILED
    state = parse_state(tree)
    [event] = state.current.graph_snapshots
    payload = edited(event.to_dict()["payload"], ("/graph_snapshot/source/x", other))
    current = state.current.model_copy(update={"graph_snapshots": (event.model_copy(update={"payload": payload}),)})
    assert verify_state(state.model_copy(update={"current": current}))["snapshot_sources"].outcome is Outcome.FAILED


def test_a_receipt_that_is_replayed_as_an_event_proves_nothing() -> None:
    receipt = book.receipt(RECORD)
    signature = {
        "payload_sha256": receipt["canonical_sha256"],
        "signature_b64": receipt["signature_b64"],
        "signing_key_id": receipt["key_id"],
    }
    graph = edited(book.graph_snapshot(RECORD), ("/verdict/strongest_claim", "invented"))
    event = {**book.event("invented", {"graph_snapshot": graph, "receipt": receipt}), **signature}
    report = report_of((f"{SNAPSHOTS}/-", event))
    assert (report.ok, report.unauthenticated) == (True, ("",))
    assert report["event_signatures"].outcome is Outcome.INDETERMINATE
    assert not report_of((f"{SNAPSHOTS}/-", event), require=["event_signatures"]).ok
