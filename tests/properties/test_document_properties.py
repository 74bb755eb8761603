"""Properties of documents: parsing and dumping, minting and verification, single changes."""

import json
import pickle
from typing import Any

import pytest
from fuzz_documents import Made
from fuzz_oracle import check_authenticated
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from tampering import is_inside

from pith import PithError, PithNumber, PithRecord, VerificationReport, parse_record, verify_many, verify_record
from pith.canonical import same_json
from pith.models import Model
from pith.opengraph import (
    OpenGraphBundle,
    compare_documents,
    diff_records,
    parse_bundle,
    parse_document,
    verify_bundle,
    verify_integrity,
    verify_state,
)
from pith.pointers import json_pointer
from pith.testing import TEST_KEYS, sample_bundle, sample_integrity, sample_mirrors, sample_record, sample_state
from pith.testing.strategies import near_valid_records, records
from pith.testing.tampering import changes_at, walk

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=10)
_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False) | _TEXTS
)
VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXTS, inner, max_size=4), max_leaves=12
)
SAMPLES: dict[str, Model] = {
    "record": sample_record("future"),
    "bundle": sample_bundle(sample_record("future")),
    "state": sample_state(sample_record("future")),
    "integrity": sample_integrity(sample_record("future")),
    "mirrors": sample_mirrors(),
}


def documents_of(record: PithRecord) -> tuple[Model, ...]:
    """The documents about a record."""
    return record, sample_bundle(record), sample_state(record), sample_integrity(record)


def assert_round_trips(document: Model) -> None:
    """Dumped in any way and parsed again, the document is equal, and its JSON is the same value."""
    kind, tree = type(document), document.to_dict()
    adapter = TypeAdapter[Any](kind)
    for again in (
        kind.parse(document.to_json()),
        kind.parse(document.model_dump_json()),
        kind.parse(tree),
        kind.model_validate(document.model_dump(mode="json")),
        adapter.validate_json(adapter.dump_json(document)),
        adapter.validate_python(adapter.dump_python(document, mode="json")),
        parse_document(document.to_json()),
        pickle.loads(pickle.dumps(document)),
    ):
        assert again == document
        assert same_json(again.to_dict(), tree)
    for dumped in (document.to_json(), document.model_dump_json(), adapter.dump_json(document)):
        assert same_json(json.loads(dumped), tree)


@settings(max_examples=15)
@given(records())
def test_documents_round_trip(record: PithRecord) -> None:
    for document in documents_of(record):
        assert_round_trips(document)


@settings(max_examples=60)
@given(st.sampled_from([*SAMPLES]), st.data(), _TEXTS, VALUES)
def test_unknown_members_are_kept_at_every_level(name: str, data: st.DataObject, key: str, value: Any) -> None:
    document = SAMPLES[name]
    tree = document.to_dict()
    objects = [found for _, found in walk(tree) if isinstance(found, dict)]
    container = data.draw(st.sampled_from(objects))
    container.setdefault(f"x_{key}", value)
    try:
        changed = type(document).parse(json.dumps(tree))
    except PithError as error:  # an object whose members are of one type, such as the counts of each detector
        assert "by_detector" in (error.pointer or "")  # noqa: PT017
        return
    assert same_json(changed.to_dict(), tree)
    assert_round_trips(changed)


@settings(max_examples=15)
@given(records())
def test_minted_records_verify(record: PithRecord) -> None:
    report = verify_record(record, keys=TEST_KEYS)
    assert report.ok, str(report)
    assert PithNumber.derive(record.canonical_record) == record.pith_number
    assert [result.ok for result in verify_many([record.to_json()], keys=TEST_KEYS)] == [True]
    assert verify_bundle(sample_bundle(record), keys=TEST_KEYS).ok
    assert verify_state(sample_state(record), keys=TEST_KEYS).ok
    assert verify_integrity(sample_integrity(record), keys=TEST_KEYS)["integrity_hash"].outcome == "passed"
    assert compare_documents(record, sample_bundle(record), sample_state(record)).ok
    assert diff_records(record, parse_record(record.to_json())).ok


def _draw_change(data: st.DataObject, tree: Any) -> Any:
    values = [*walk(tree)]
    path, value = data.draw(st.sampled_from(values))
    return data.draw(st.sampled_from([*changes_at(tree, path, value)]))


def assert_change_is_noticed(original: VerificationReport, changed: VerificationReport, change: Any) -> None:
    """A report that is ok lists what the change touched, and no changed value is authenticated."""
    made = Made(original.document.to_dict(), change.document, b"")
    check_authenticated(changed, made)
    if not changed.ok:
        return
    pointers, extensible = {*original.unauthenticated}, {*original.extensible}
    around = change.pointer if change.change == "add" else change.pointer.rpartition("/")[0]
    assert is_inside(change.pointer, pointers) or around in extensible, f"{change.change} at {change.pointer}"


@settings(max_examples=150)
@given(records(), st.data())
def test_a_single_change_of_a_record_is_never_authenticated(record: PithRecord, data: st.DataObject) -> None:
    change = _draw_change(data, record.to_dict())
    try:
        report = verify_record(PithRecord.parse(json.dumps(change.document)), keys=TEST_KEYS)
    except PithError:
        return
    assert_change_is_noticed(verify_record(record, keys=TEST_KEYS), report, change)


@settings(max_examples=80)
@given(st.data())
def test_a_single_change_of_a_bundle_is_never_authenticated(data: st.DataObject) -> None:
    bundle = SAMPLES["bundle"]
    assert isinstance(bundle, OpenGraphBundle)
    change = _draw_change(data, bundle.to_dict())
    try:
        report = verify_bundle(parse_bundle(json.dumps(change.document)), keys=TEST_KEYS)
    except PithError:
        return
    assert_change_is_noticed(verify_bundle(bundle, keys=TEST_KEYS), report, change)


@pytest.mark.parametrize("name", ["state", "integrity"])
@settings(max_examples=40)
@given(data=st.data())
def test_states_and_integrity_documents_authenticate_nothing(name: str, data: st.DataObject) -> None:
    document = SAMPLES[name]
    verify: Any = verify_state if name == "state" else verify_integrity
    change = _draw_change(data, document.to_dict())
    try:
        report = verify(type(document).parse(json.dumps(change.document)), keys=TEST_KEYS)
    except PithError:
        return
    assert report.unauthenticated == ("",)
    assert report.extensible == ()


@settings(max_examples=60)
@given(near_valid_records())
def test_records_that_are_almost_valid_are_refused(data: bytes) -> None:
    try:
        report = verify_record(parse_record(data), keys=TEST_KEYS)
    except PithError:
        return
    assert not report.ok


@settings(max_examples=40)
@given(records())
def test_every_value_of_a_record_has_one_assurance(record: PithRecord) -> None:
    report = verify_record(record, keys=TEST_KEYS)
    unauthenticated = {*report.unauthenticated}
    leaves = [json_pointer(*path) for path, value in walk(record.to_dict()) if not (isinstance(value, dict | list) and value)]
    for pointer in leaves:
        assert (report.assurance_of(pointer).assurance == "authenticated") is not is_inside(pointer, unauthenticated), pointer
