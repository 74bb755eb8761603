"""The facts that checks take: the same attributes for a record, a receipt, an event and a graph snapshot."""

from datetime import UTC, datetime

import pytest
from records import parsed

from pith import PITH_KEYS, KeyRing, canonical_sha256
from pith.checks.core import fingerprint, key, key_window, receipt_hash, signature
from pith.checks.facts import KeyFacts, ReceiptFacts, RecordFacts, SnapshotFacts, compare, within
from pith.checks.snapshot import claims_hash, integrity_endpoint, references_count
from pith.errors import InvalidSignature
from pith.protocol import ORIGIN

AT = datetime(2026, 6, 1, tzinfo=UTC)


def test_the_facts_of_a_record_follow_from_its_canonical_record() -> None:
    record = parsed(("/canonical_record/x", 1))
    facts = RecordFacts(record, PITH_KEYS, None, AT, ORIGIN)
    assert facts.canonical_sha256 == facts.digest.hex() == canonical_sha256(record.canonical_record)
    assert facts.number == f"pith:2023:{facts.suffix}"
    assert facts.number != record.pith_number
    assert facts.signed == {**record.canonical_record.fields(), "source": facts.source, "metadata": facts.metadata}
    assert facts.listed == {alias.alias_kind: alias.alias_value for alias in record.aliases}
    assert (facts.key_id, facts.key) == ("pith-v1-2026-05", PITH_KEYS.get("pith-v1-2026-05"))


def test_the_checks_of_a_receipt_take_the_facts_of_a_receipt_alone() -> None:
    record = parsed()
    digest = bytes.fromhex(record.canonical_sha256)
    facts = ReceiptFacts(record.receipt, digest, PITH_KEYS, AT)
    for check in (receipt_hash, key, key_window, fingerprint, signature):
        assert check(facts) is None
    other = ReceiptFacts(record.receipt, bytes(32), PITH_KEYS, AT)
    assert receipt_hash(other)
    with pytest.raises(InvalidSignature):
        signature(other)


def test_the_checks_of_a_key_take_a_key_id_alone() -> None:
    assert key(KeyFacts("pith-v1-2026-05", PITH_KEYS, AT)) is None
    unknown = key(KeyFacts("pith-v1-2026-05", KeyRing(), AT))
    assert unknown is not None
    assert unknown.outcome == "indeterminate"


def test_the_checks_of_a_snapshot_take_a_snapshot_and_a_source() -> None:
    record = parsed()
    facts = SnapshotFacts(record.graph_snapshot, record.source.fields())
    for check in (claims_hash, references_count, integrity_endpoint):
        assert check(facts) is None
    assert integrity_endpoint(SnapshotFacts(record.graph_snapshot, {**record.source.fields(), "id": "2305.02302"}))


def test_a_comparison_quotes_both_values() -> None:
    assert compare("a", "a") is None
    problem = compare("a", "b", "name")
    assert problem is not None
    assert problem.detail == "name: expected 'b', found 'a'"
    assert within(2, 2, "count") is None
    problem = within(3, 2, "count")
    assert problem is not None
    assert problem.detail == "count: expected at most 2, found 3"
