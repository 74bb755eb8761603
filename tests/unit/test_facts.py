"""The facts that checks take: the same attributes for a record, a receipt, an event and a graph snapshot."""

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest
from records import copied, parsed

from pith import PITH_KEYS, KeyRing, PithRecord, canonical_sha256, verify_record
from pith.checks.core import fingerprint, key, key_window, receipt_hash, signature
from pith.checks.facts import KeyFacts, ReceiptFacts, RecordFacts, SnapshotFacts, compare, same_fields, within
from pith.checks.record import RECORD_TABLE
from pith.checks.snapshot import claims_hash, integrity_endpoint, references_count
from pith.checks.table import Basis, Check, CheckTable
from pith.errors import InvalidSignature
from pith.models.snapshot import Source
from pith.protocol import ORIGIN

AT = datetime(2026, 6, 1, tzinfo=UTC)
CANONICAL: dict[str, Any] = {"sort_keys": True, "separators": (",", ":"), "ensure_ascii": False}


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


# The digest and the comparison of known fields take a short way. It must not lead elsewhere.

SIGNED_CHANGES: list[tuple[str, object]] = [
    ("/canonical_record/source/version", 2**63 - 1),
    ("/canonical_record/source/id", 'é \u2028 "\\ \x7f \U0001f600'),
    ("/canonical_record/metadata/cross_cats_sorted", ["b", "a", "é", ""]),
    ("/canonical_record/metadata/x", [1.0, -0.0, 1e22, {"y": [None, True]}]),
    ("/canonical_record/source/x", 1e-7),
    ("/canonical_record/x", {}),
]


@pytest.mark.parametrize("change", SIGNED_CHANGES, ids=[pointer for pointer, _ in SIGNED_CHANGES])
def test_the_digest_is_that_of_the_canonical_bytes(change: tuple[str, object]) -> None:
    record = parsed(change)
    expected = sha256(json.dumps(record.canonical_record.to_dict(), **CANONICAL).encode()).hexdigest()
    assert RecordFacts(record, PITH_KEYS, None, AT, ORIGIN).canonical_sha256 == expected


@pytest.mark.parametrize("version", [2**64, 10**30])
def test_the_digest_of_a_copy_with_an_integer_beyond_64_bits_is_that_of_the_canonical_bytes(version: int) -> None:
    record = copied(parsed(), "/canonical_record/source/version", version)
    expected = sha256(json.dumps(record.canonical_record.to_dict(), **CANONICAL).encode()).hexdigest()
    assert RecordFacts(record, PITH_KEYS, None, AT, ORIGIN).canonical_sha256 == expected


def test_a_copy_with_a_list_is_equal_to_the_tuple_of_the_parser() -> None:
    record = parsed()
    categories = [*record.paper.cross_cats]
    copy = copied(record, "/graph_snapshot/paper/cross_cats", categories)
    assert "snapshot_paper" in verify_record(copy).passed


KNOWN: dict[str, Any] = {"id": "a", "kind": "b", "version": 1}


def test_known_fields_are_compared_directly_and_unknown_ones_as_json() -> None:
    assert same_fields(Source, KNOWN, {"version": 1, "id": "a", "kind": "b"})
    assert not same_fields(Source, KNOWN, {**KNOWN, "version": 2})
    assert same_fields(Source, {**KNOWN, "x": [1]}, {**KNOWN, "x": (1,)})
    for one, other in ((1, True), (1, 1.0), (0.0, -0.0), ("", None)):
        assert not same_fields(Source, {**KNOWN, "x": one}, {**KNOWN, "x": other})
    assert not same_fields(Source, KNOWN, {**KNOWN, "x": 1})
    assert not same_fields(Source, {**KNOWN, "x": 1}, KNOWN)


# Many documents


def test_problems_of_each_are_those_of_each_document_alone() -> None:
    changes: list[tuple[str, object]] = [
        ("/paper/title", "x"),
        ("/receipt/signature_b64", "AAAA"),  # the check raises a PithError
        ("/receipt/key_id", "nobody"),
        ("/created_at", "2026-06-01T00:00:00Z"),
    ]
    facts = [RecordFacts(record, PITH_KEYS, None, AT, ORIGIN) for record in (parsed(), *map(parsed, changes))]
    alone = [RECORD_TABLE.problems(each) for each in facts]
    together = RECORD_TABLE.problems_of_each(facts)
    assert [[*found.items()] for found in together] == [[*found.items()] for found in alone]
    assert len({*map(str, alone)}) == len(changes) + 1
    assert RECORD_TABLE.problems_of_each([]) == []


def test_a_bug_in_a_check_of_many_documents_is_raised() -> None:
    def broken(facts: object) -> None:
        raise ZeroDivisionError

    table = CheckTable("record", PithRecord, [Check("broken", Basis.SIGNED, broken)], ())
    with pytest.raises(ZeroDivisionError):
        table.problems_of_each([object()])
