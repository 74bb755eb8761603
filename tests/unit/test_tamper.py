"""The tamper matrix: every single change to a record is refused, caught, or falls on a value that was listed as unsigned."""

import json
from collections.abc import Callable
from typing import Any, Literal

import pytest
from records import PUBLISHED, carried, edited, published
from tampering import outcomes

from pith import PITH_KEYS, VerificationReport, parse_record, verify_record
from pith.testing import TEST_KEYS, sample_record

NEVER_LISTED = (
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
    """The report of a record under the published key, or the test key."""
    return verify_record(parse_record(tree), keys=PITH_KEYS.add(*TEST_KEYS))


def test_the_carried_record_has_no_fourth_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    counts = outcomes(carried(), verified)
    with capsys.disabled():
        print(f"\ntamper matrix, carried record: {dict(counts)}")
    assert counts.total() > 1500
    assert min(counts.values()) > 100


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_records_have_no_fourth_outcome(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts = outcomes(json.loads(published(name).read_bytes()), verified)
    with capsys.disabled():
        print(f"\ntamper matrix, {name}: {dict(counts)}")
    assert counts.total() > 1500


@pytest.mark.parametrize("name", ["minimal", "full", "future"])
def test_minted_records_have_no_fourth_outcome(
    name: Literal["minimal", "full", "future"], capsys: pytest.CaptureFixture[str]
) -> None:
    """With claims, references, findings and citations, and with unknown fields at every level."""
    counts = outcomes(sample_record(name).to_dict(), verified)
    with capsys.disabled():
        print(f"\ntamper matrix, {name} sample: {dict(counts)}")
    assert counts.total() > 900


def test_what_is_bound_to_the_signature_is_never_listed() -> None:
    listed = verify_record(parse_record(carried())).unauthenticated
    assert [pointer for pointer in listed if pointer.startswith(NEVER_LISTED)] == []
    assert [pointer for pointer in listed if pointer.endswith(("/alias_value", "/alias_kind"))] == []


def test_every_value_is_authenticated_or_listed() -> None:
    tree = carried()
    report = verify_record(parse_record(tree))
    pointers = [place.pointer for place in report.provenance]
    assert len(pointers) == len(set(pointers)) == _values(tree)
    authenticated = {place.pointer for place in report.provenance if place.authenticated}
    assert authenticated.isdisjoint(report.unauthenticated)
    assert len(authenticated) + len(report.unauthenticated) == len(pointers)


def test_without_the_signature_everything_is_listed() -> None:
    flipped: Callable[[str], str] = lambda text: ("A" if text[0] != "A" else "B") + text[1:]  # noqa: E731
    tree = edited(carried(), ("/receipt/signature_b64", flipped))
    report = verify_record(parse_record(tree))
    assert report["signature"].outcome == "failed"
    assert len(report.unauthenticated) == _values(tree)


def test_title_and_metadata_are_bound_up_to_case_and_white_space() -> None:
    both = ("/paper/title", "/graph_snapshot/paper/title")
    spaced: Callable[[str], str] = lambda title: f"  {title.upper()}\n"  # noqa: E731
    assert verify_record(parse_record(edited(carried(), *((place, spaced) for place in both)))).ok


def _values(tree: Any) -> int:
    members = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ()
    return 1 + sum(map(_values, members))
