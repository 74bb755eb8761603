"""The tamper matrix over bundles, states and integrity documents: every single change is refused, fails, or is listed."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import documents_by_the_book as book
import pytest
from records import CARRIED
from shared_data import shared_rows, vectors
from tampering import outcomes

from pith import PITH_KEYS, VerificationReport, parse_record
from pith.opengraph import (
    parse_bundle,
    parse_integrity,
    parse_state,
    verify_bundle,
    verify_integrity,
    verify_state,
)
from pith.testing import TEST_KEYS, sample_bundle, sample_integrity, sample_record, sample_state

KEYS = PITH_KEYS.add(*TEST_KEYS)
RECORDS = [row["canonical_record"] for row in vectors("records")]
WHOLE, SAMPLED = RECORDS[::47], [record for index, record in enumerate(RECORDS) if index % 47]
# The signature authenticates these values of a bundle, so that a report never lists them.
NEVER_LISTED = (
    "/pith_number",
    "/short_pith_number",
    "/canonical_sha256",
    "/canonical_record",
    "/source/",
    "/events/0/payload/canonical_record",
    "/events/0/payload/canonical_sha256",
    "/events/0/payload/receipt/canonical_sha256",
    "/events/0/payload/receipt/signature_b64",
    "/events/0/payload/receipt/signed_message",
    "/events/0/payload/receipt/algorithm",
    "/events/0/payload/receipt/key_id",
    "/events/0/payload/receipt/public_key_fingerprint",
)


def bundle_report(tree: Any) -> VerificationReport:
    return verify_bundle(parse_bundle(tree), keys=KEYS)


def state_report(tree: Any) -> VerificationReport:
    return verify_state(parse_state(tree), keys=KEYS)


def integrity_report(tree: Any) -> VerificationReport:
    return verify_integrity(parse_integrity(tree), keys=KEYS)


def nothing_else_is_wrong(report: VerificationReport) -> bool:
    """Whether the report is ok, or has no other reason not to be than the unknown hash of payloads."""
    return {result.name for result in report.problems if result.name in {*report.failed, *report.required}} <= {"payload_hashes"}


MADE: list[tuple[str, Callable[[Any], Any], Callable[[Any], VerificationReport]]] = [
    ("bundle", book.bundle, bundle_report),
    ("state", book.state, state_report),
]


@pytest.mark.parametrize(("name", "made", "verified"), MADE, ids=["bundle", "state"])
def test_every_change_to_a_few(
    name: str, made: Callable[[Any], Any], verified: Callable[[Any], VerificationReport], capsys: pytest.CaptureFixture[str]
) -> None:
    counts = sum((outcomes(made(record), verified) for record in WHOLE), Counter[str]())
    with capsys.disabled():
        print(f"\ntamper matrix, {len(WHOLE)} {name}s: {dict(counts)}")
    assert counts.total() > 1000
    assert min(counts.values()) > 100


@pytest.mark.parametrize(("name", "made", "verified"), MADE, ids=["bundle", "state"])
def test_changes_here_and_there_to_all_others(
    name: str, made: Callable[[Any], Any], verified: Callable[[Any], VerificationReport], capsys: pytest.CaptureFixture[str]
) -> None:
    """Each document gets other changes than the next, so that all of them together get most."""
    step = 101
    counts = sum(
        (outcomes(made(record), verified, first=index % step, step=step) for index, record in enumerate(SAMPLED)), Counter[str]()
    )
    with capsys.disabled():
        print(f"\ntamper matrix, samples of {len(SAMPLED)} {name}s: {dict(counts)}")
    assert len(SAMPLED) + len(WHOLE) == 93
    assert counts.total() > 500
    assert len(counts) == 3


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["carried", "full"])
def test_documents_with_more_in_them(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = parse_record(CARRIED.read_bytes()) if kind == "carried" else sample_record("full")
    counts = outcomes(sample_bundle(record).to_dict(), bundle_report, step=3)
    counts += outcomes(sample_state(record).to_dict(), state_report, step=3)
    counts += outcomes(sample_integrity(record).to_dict(), integrity_report, accepts=nothing_else_is_wrong)
    with capsys.disabled():
        print(f"\ntamper matrix, documents of the {kind} record: {dict(counts)}")
    assert counts.total() > 600
    assert len(counts) == 3


def test_every_change_to_the_published_integrity_documents(capsys: pytest.CaptureFixture[str]) -> None:
    rows = shared_rows("vectors", "pith", "integrity.jsonl")
    counts = sum(
        (outcomes(book.published_integrity(row), integrity_report, accepts=nothing_else_is_wrong) for row in rows),
        Counter[str](),
    )
    with capsys.disabled():
        print(f"\ntamper matrix, {len(rows)} published integrity documents: {dict(counts)}")
    assert counts.total() > 700
    assert len(counts) == 3


def test_an_authenticated_value_is_never_listed() -> None:
    listed = bundle_report(book.bundle(RECORDS[0])).unauthenticated
    assert [pointer for pointer in listed if pointer.startswith(NEVER_LISTED)] == []
    assert [pointer for pointer in listed if pointer.endswith(("/alias_value", "/alias_kind"))] == []
