"""The tamper matrix: a single change to a record is refused, fails a check, or concerns a value that the report lists."""

import json
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import pytest
from records import PUBLISHED, carried, edited, published
from tampering import is_inside, outcomes

from pith import PITH_KEYS, PithError, VerificationReport, parse_record, verify_record
from pith.pointers import children, edit, json_pointer
from pith.testing import SAMPLE_ABSTRACT, SAMPLE_AT, TEST_KEYS, sample_record

Sample = Literal["minimal", "full", "future"]
SAMPLES: list[Sample] = ["minimal", "full", "future"]
ALWAYS_AUTHENTICATED = (
    "/pith_number",
    "/short_pith_number",
    "/canonical_sha256",
    "/canonical_record",
    "/source",
    "/graph_snapshot/source",
    "/receipt/canonical_sha256",
    "/receipt/signature_b64",
    "/receipt/key_id",
    "/receipt/public_key_fingerprint",
    "/receipt/algorithm",
    "/receipt/signed_message",
    "/paper/title",
    "/paper/license",
    "/paper/primary_cat",
    "/paper/submitted_at",
    "/paper/cross_cats",
    "/graph_snapshot/paper/title",
    "/links/",
    "/agent_actions/view",
    "/agent_actions/download",
    "/agent_actions/resolve",
    "/agent_actions/fetch",
    "/agent_actions/actions/",
)


def verified(tree: Any) -> VerificationReport:
    """The report of a record under the published key and the test key."""
    return verify_record(parse_record(tree), keys=PITH_KEYS.add(*TEST_KEYS))


def containers_of(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    found = [(pointer, value)] if isinstance(value, dict | list) else []
    for key, member in children(value):
        found += containers_of(member, pointer + json_pointer(key))
    return found


def test_a_sample_of_changes_to_a_record_has_no_other_outcome() -> None:
    counts = outcomes(carried(), verified, step=5)
    assert counts.total() > 300
    assert counts.keys() == {"refused by the parser", "not ok", "listed"}


@pytest.mark.slow
def test_every_change_to_the_record_in_the_repository_has_no_other_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    counts = outcomes(carried(), verified)
    report_counts(capsys, "record in the repository", counts)
    assert counts.total() > 1500
    assert min(counts.values()) > 100


@pytest.mark.slow
@pytest.mark.parametrize("name", PUBLISHED)
def test_every_change_to_a_published_record_has_no_other_outcome(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts = outcomes(json.loads(published(name).read_bytes()), verified)
    report_counts(capsys, name, counts)
    assert counts.total() > 1500


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_every_change_to_a_minted_record_has_no_other_outcome(name: Sample, capsys: pytest.CaptureFixture[str]) -> None:
    """With claims, references, findings and citations, and with unknown fields at every level."""
    counts = outcomes(sample_record(name).to_dict(), verified)
    report_counts(capsys, f"{name} sample", counts)
    assert counts.total() > 900


def report_counts(capsys: pytest.CaptureFixture[str], name: str, counts: Counter[str]) -> None:
    with capsys.disabled():
        print(f"\ntamper matrix, {name}: {dict(counts)}")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_member_can_be_added_to_an_extensible_container_and_to_no_other(name: Sample) -> None:
    tree = sample_record(name).to_dict()
    report = verified(tree)
    for pointer, container in containers_of(tree):
        if is_inside(pointer, report.unauthenticated):
            continue
        added = _with_member(tree, pointer, container)
        ok = any(map(_is_ok, added))
        assert ok is (pointer in report.extensible), pointer


def _with_member(tree: Any, pointer: str, container: Any) -> list[Any]:
    """The tree with another member in a container. An array gets several, a copy of its last item with another kind too."""
    if isinstance(container, dict):
        return [edit(tree, pointer, lambda members: {**members, "another": 1})]
    items: list[Any] = ["text", {}, *container[-1:]]
    items += [{**item, "alias_kind": "another"} for item in container[-1:] if isinstance(item, dict) and "alias_kind" in item]
    return [edit(tree, pointer, partial(_appended, item)) for item in items]


def _appended(item: Any, items: list[Any]) -> list[Any]:
    return [*items, item]


def _is_ok(tree: Any) -> bool:
    try:
        return verified(tree).ok
    except PithError:
        return False


def leaves_of(value: Any, pointer: str = "") -> list[tuple[str, Any]]:
    if not isinstance(value, dict | list) or not value:
        return [(pointer, value)]
    return [leaf for key, member in children(value) for leaf in leaves_of(member, pointer + json_pointer(key))]


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name == "future")) for name in SAMPLES])
def test_a_change_to_a_leaf_outside_of_the_unauthenticated_values_fails(name: Sample) -> None:
    record = sample_record(name)
    tree = record.to_dict()
    report = verify_record(record, keys=TEST_KEYS, abstract=SAMPLE_ABSTRACT, at=SAMPLE_AT)
    assert report.ok
    for pointer, leaf in leaves_of(tree):
        if is_inside(pointer, report.unauthenticated):
            continue
        for other in _others(leaf):
            try:
                changed = parse_record(edited(tree, (pointer, other)))
            except PithError:
                continue
            assert not verify_record(changed, keys=TEST_KEYS, abstract=SAMPLE_ABSTRACT, at=SAMPLE_AT).ok, (pointer, other)


def _others(leaf: Any) -> list[Any]:
    """Other values, of the same type and of others. The case of a title is not signed, so letters become other letters."""
    if isinstance(leaf, str):
        digits = str.maketrans("0123456789", "1234567890")
        shorter = leaf[1:] or "shorter"
        return [leaf + "x", shorter, leaf.translate(digits) if leaf.translate(digits) != leaf else "other", 1, None, []]
    if isinstance(leaf, bool):
        return [not leaf, int(leaf), None]
    if isinstance(leaf, int):
        return [leaf + 1, float(leaf), True, str(leaf), None]
    return [1, 0.5, "x", [1], {"a": 1}, *([{}] if leaf == [] else [[]])]


def test_signed_values_are_never_unauthenticated() -> None:
    report = verify_record(parse_record(carried()))
    assert [pointer for pointer in report.unauthenticated if pointer.startswith(ALWAYS_AUTHENTICATED)] == []
    assert [pointer for pointer in report.unauthenticated if pointer.endswith(("/alias_value", "/alias_kind"))] == []


def test_without_the_signature_nothing_is_authenticated() -> None:
    flipped: Callable[[str], str] = lambda text: ("A" if text[0] != "A" else "B") + text[1:]  # noqa: E731
    report = verify_record(parse_record(edited(carried(), ("/receipt/signature_b64", flipped))))
    assert report["signature"].outcome == "failed"
    assert report.unauthenticated == ("",)
    assert report.extensible == ()


def test_titles_are_bound_up_to_case_and_white_space() -> None:
    both = ("/paper/title", "/graph_snapshot/paper/title")
    spaced: Callable[[str], str] = lambda title: f"  {title.upper()}\n"  # noqa: E731
    report = verify_record(parse_record(edited(carried(), *((pointer, spaced) for pointer in both))))
    assert report.ok
    assert report.notes
