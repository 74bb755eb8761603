"""States: read whole, checked against themselves, and nothing in them called authenticated."""

import json
import pickle
from typing import Any

import documents_by_the_book as book
import pytest
from by_the_book import digest
from contradictions import Changes, that_fail, that_verify
from records import CARRIED, edited, without
from shared_data import vectors

from pith import PITH_KEYS, InvalidRecord, VerificationReport, parse_record
from pith.opengraph.documents import verify_state
from pith.opengraph.state import parse_state
from pith.opengraph.state_checks import STATE_CHECKS, STATE_REQUIRED
from pith.testing import TEST_KEYS, sample_record
from pith.testing.documents import sample_state

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
    report = report_of()
    assert len(report.unauthenticated) == len([*report.provenance])


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


test_what_contradicts_nothing_verifies = that_verify(report_of, PASS)
test_each_contradiction_fails_its_check = that_fail(report_of, FAIL)


def test_the_detail_names_the_place() -> None:
    changes, _ = FAIL["the second snapshot"]
    assert report_of(*changes)["references_hash"].detail.startswith("/current/graph_snapshots/1/payload: expected")


def test_what_is_unknown_cannot_be_required_away() -> None:
    assert {check.name for check in STATE_CHECKS} >= UNKNOWN | STATE_REQUIRED
    report = report_of(require=sorted(UNKNOWN))
    assert not report.ok
    assert all("unknown" in report[name].detail for name in UNKNOWN)


NAMED = [*book.state(RECORD), *(f"current/{name}" for name in ("canonical_record", "source_aliases", "graph_snapshots"))]


@pytest.mark.parametrize("place", NAMED)
def test_the_named_fields_are_required(place: str) -> None:
    above, _, name = place.rpartition("/")
    tree = edited(book.state(RECORD), (f"/{above}", without(name))) if above else without(name)(book.state(RECORD))
    with pytest.raises(InvalidRecord) as caught:
        parse_state(tree)
    assert caught.value.pointer == f"/{place}"


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
def test_another_form_is_refused_where_it_stands(change: tuple[str, object]) -> None:
    with pytest.raises(InvalidRecord) as caught:
        parse_state(edited(book.state(RECORD), change))
    assert caught.value.pointer == change[0]
