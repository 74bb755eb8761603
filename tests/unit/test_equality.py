"""`1`, `1.0`, `true`, `0.0` and `-0.0` are different values at every place that a check compares."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import copied, edited

from pith import PithError, PithRecord, VerificationReport, parse_record, snapshot_sha256, verify_record
from pith.canonical import same_json
from pith.testing import TEST_KEYS, TEST_SIGNER, sample_record
from pith.testing.samples import sealed

# Values that `==` takes for equal, and some that are empty or look alike.
EQUAL: list[list[Any]] = [[1, 1.0, True], [0, 0.0, -0.0, False]]
SWAPS: list[tuple[Any, Any]] = [*(pair for group in EQUAL for pair in permutations(group, 2)), (1, "1"), ("", None), ([], {})]
GRAPH = "/graph_snapshot"
SAMPLE = sample_record("full").to_dict()
NAMED = {repr(swap): swap for swap in SWAPS}


def report_of(tree: Any) -> VerificationReport:
    return verify_record(parse_record(tree), keys=TEST_KEYS)


def signed_with(*changes: tuple[str, object]) -> Any:
    """A record that is signed after these changes."""
    return sealed(edited(SAMPLE, *changes), TEST_SIGNER)


@pytest.mark.parametrize(("signed", "other"), NAMED.values(), ids=NAMED.keys())
@pytest.mark.parametrize("nested", [False, True], ids=["value", "in containers"])
def test_an_unknown_field_of_a_source_is_compared_with_its_type(signed: Any, other: Any, nested: bool) -> None:
    signed, other = ([{"y": signed}], [{"y": other}]) if nested else (signed, other)
    tree = signed_with(*((f"{source}/x", signed) for source in ("/canonical_record/source", "/source", f"{GRAPH}/source")))
    assert report_of(tree).ok
    for pointer in ("/source/x", f"{GRAPH}/source/x"):
        report = report_of(edited(tree, (pointer, other)))
        assert report.failed == ("sources",)
        assert report.assurance_of(pointer).assurance == "contradicted"
        assert verify_record(copied(parse_record(tree), pointer, other), keys=TEST_KEYS).failed == ("sources",)


@pytest.mark.parametrize(("signed", "other"), NAMED.values(), ids=NAMED.keys())
def test_a_value_in_the_canonical_record_is_signed_with_its_type(signed: Any, other: Any) -> None:
    for pointer in ("/canonical_record/x", "/canonical_record/metadata/x", "/canonical_record/source/x"):
        changes = [(pointer, signed)]
        if "source" in pointer:
            changes += [("/source/x", signed), (f"{GRAPH}/source/x", signed)]
        tree = signed_with(*changes)
        assert report_of(tree).ok
        for record in (parse_record(edited(tree, (pointer, other))), copied(parse_record(tree), pointer, other)):
            report = verify_record(record, keys=TEST_KEYS)
            assert {"canonical_hash", "receipt_hash", "signature"} <= {*report.failed}
            assert report.unauthenticated == ("",)


@pytest.mark.parametrize(("one", "other"), NAMED.values(), ids=NAMED.keys())
def test_the_two_papers_are_compared_with_the_types_of_their_values(one: Any, other: Any) -> None:
    tree = edited(SAMPLE, ("/paper/x", one), (f"{GRAPH}/paper/x", one))
    assert report_of(tree).ok
    for pointer in ("/paper/x", f"{GRAPH}/paper/x"):
        assert report_of(edited(tree, (pointer, other))).failed == ("snapshot_paper",)
        assert verify_record(copied(parse_record(tree), pointer, other), keys=TEST_KEYS).failed == ("snapshot_paper",)


LISTS = {
    "claims": ("claims_hash", f"{GRAPH}/claims", "items"),
    "references": ("references_hash", f"{GRAPH}/references", "sample"),
}


@pytest.mark.parametrize(("one", "other"), NAMED.values(), ids=NAMED.keys())
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_hashed_with_the_types_of_its_values(name: str, one: Any, other: Any) -> None:
    check, pointer, member = LISTS[name]
    tree = edited(SAMPLE, (f"{pointer}/{member}/0/x", one))
    section = tree["graph_snapshot"][name]
    section["snapshot_sha256"] = snapshot_sha256(section[member])
    assert report_of(tree).ok
    assert report_of(edited(tree, (f"{pointer}/{member}/0/x", other))).failed == (check,)
    assert verify_record(copied(parse_record(tree), f"{pointer}/{member}/0/x", other), keys=TEST_KEYS).failed == (check,)


@pytest.mark.parametrize(("one", "other"), NAMED.values(), ids=NAMED.keys())
@pytest.mark.parametrize("member", ["findings", "detectors_run"])
def test_the_integrity_block_is_hashed_with_the_types_of_its_values(member: str, one: Any, other: Any) -> None:
    pointer = f"{GRAPH}/integrity/{member}/0/x"
    tree = edited(SAMPLE, (pointer, one))
    block = tree["graph_snapshot"]["integrity"]
    block["snapshot_sha256"] = snapshot_sha256({"detectors": block["detectors_run"], "findings": block["findings"]})
    assert report_of(tree).ok
    assert report_of(edited(tree, (pointer, other))).failed == ("integrity_hash",)
    assert verify_record(copied(parse_record(tree), pointer, other), keys=TEST_KEYS).failed == ("integrity_hash",)


def known_numbers(tree: Any, pointer: str = "") -> list[tuple[str, Any]]:
    """The integers and booleans of the known fields of a document."""
    if isinstance(tree, dict):
        return [found for key, value in tree.items() for found in known_numbers(value, f"{pointer}/{key}")]
    if isinstance(tree, list):
        return [found for index, value in enumerate(tree[:1]) for found in known_numbers(value, f"{pointer}/{index}")]
    return [(pointer, tree)] if isinstance(tree, int) else []


KNOWN = known_numbers(SAMPLE)


@pytest.mark.parametrize(("pointer", "value"), KNOWN, ids=[pointer for pointer, _ in KNOWN])
def test_a_known_field_takes_no_number_of_another_type(pointer: str, value: int) -> None:
    record = parse_record(SAMPLE)
    others: list[Any] = [float(value), -0.0, bool(value) if type(value) is int else int(value)]
    for other in others:
        with pytest.raises(PithError):
            parse_record(edited(SAMPLE, (pointer, other)))
        if not pointer.startswith("/graph_snapshot/integrity/summary/by_detector"):
            with pytest.raises(TypeError, match=rf"^at '{pointer}': "):
                verify_record(copied(record, pointer, other), keys=TEST_KEYS)


FIELD_SETS = st.none() | st.sets(st.sampled_from([*PithRecord.model_fields, "x_future", "unknown"]))
RECORD = sample_record("future")


@settings(max_examples=40)
@given(FIELD_SETS, FIELD_SETS)
def test_fields_set_changes_neither_checks_nor_report_nor_dump(outer: set[str] | None, inner: set[str] | None) -> None:
    graph = RECORD.graph_snapshot
    fields = {**RECORD.fields(), "graph_snapshot": type(graph).model_construct(_fields_set=inner, **graph.fields())}
    constructed = PithRecord.model_construct(_fields_set=outer, **fields)
    assert same_json(constructed.to_dict(), RECORD.to_dict())
    assert verify_record(constructed, keys=TEST_KEYS).to_dict() == verify_record(RECORD, keys=TEST_KEYS).to_dict()


@pytest.mark.parametrize(("one", "other"), NAMED.values(), ids=NAMED.keys())
@pytest.mark.parametrize("pointer", ["/canonical_record/x", "/x", "/event_summary/x", "/paper_claims", "/links/x"])
def test_models_are_equal_if_their_json_is(pointer: str, one: Any, other: Any) -> None:
    first, second = (parse_record(edited(SAMPLE, (pointer, [{"y": value}]))) for value in (one, other))
    assert first != second
    assert first == parse_record(first.to_json())
    assert hash(first) == hash(parse_record(first.to_json()))
    assert len({first, second}) == 2


def test_an_absent_field_differs_from_null() -> None:
    absent = edited(SAMPLE, (GRAPH, lambda graph: {key: value for key, value in graph.items() if key != "integrity"}))
    null = edited(SAMPLE, (f"{GRAPH}/integrity", None))
    assert parse_record(absent) != parse_record(null)


def test_a_copy_with_values_that_are_not_json_is_equal_to_itself() -> None:
    record = parse_record(SAMPLE)
    for value in (float("nan"), object(), {1: 2}):
        copy = record.model_copy(update={"schema_url": value})
        assert copy == copy.model_copy()
        assert copy != record
    assert record != SAMPLE
