"""Every published value that follows from others: hashes, numbers, aliases, signatures, text hashes."""

import json
from base64 import b32encode, b64decode
from hashlib import sha256
from typing import Any

import pytest
from shared_data import shared_rows, vectors

from pith.arxiv import source_aliases
from pith.canonical import canonical_bytes, canonical_sha256, snapshot_sha256, text_sha256
from pith.keys import PITH_KEYS
from pith.models.record import CanonicalRecord
from pith.models.snapshot import Source
from pith.number import PithNumber, ShortPithNumber, short_aliases

RECORDS = vectors("records")
SIGNATURES = vectors("signatures")
PAPERS = vectors("papers")
EMPTY_LIST_SNAPSHOT = "258153158e38e3291e3d48162225fcdb2d5a3ed65a07baac614ab91432fd4f57"

each_record = pytest.mark.parametrize("row", RECORDS, ids=[row["pith_number"] for row in RECORDS])


def test_no_published_record_is_missing() -> None:
    assert len({row["pith_number"] for row in RECORDS}) == 93
    assert sum(bool(row["aliases"]) for row in RECORDS) == 87
    assert sum(bool(row["title"]) for row in RECORDS) == 68
    assert len({row["pith_number"] for row in PAPERS}) == 6
    assert len({row["signature_b64"] for row in SIGNATURES if row["of"] == "canonical_sha256"}) == 17
    assert len({row["signature_b64"] for row in SIGNATURES if row["of"] == "payload_sha256"}) == 3


@each_record
def test_the_canonical_hash_is_the_published_one(row: dict[str, Any]) -> None:
    formula = json.dumps(row["canonical_record"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert canonical_bytes(row["canonical_record"]) == formula
    assert canonical_sha256(row["canonical_record"]) == sha256(formula).hexdigest() == row["canonical_sha256"]


@each_record
def test_the_number_is_the_published_one(row: dict[str, Any]) -> None:
    number = PithNumber.derive(row["canonical_record"])
    assert number == row["pith_number"]
    assert number.short() == row["short_pith_number"]
    assert ShortPithNumber(row["short_pith_number"]).matches(number)
    assert number.suffix == b32encode(bytes.fromhex(row["canonical_sha256"])).decode()[:26]
    assert f"{number.year:04}" == row["canonical_record"]["metadata"]["submitted_at"][:4]


@each_record
def test_the_number_of_the_model_is_the_published_one(row: dict[str, Any]) -> None:
    record = CanonicalRecord.model_validate(row["canonical_record"])
    assert record.to_dict() == row["canonical_record"]
    assert PithNumber.derive(record) == row["pith_number"]


@pytest.mark.parametrize("row", [row for row in RECORDS if row["title"]], ids=lambda row: row["pith_number"])
def test_the_title_hash_is_the_published_one(row: dict[str, Any]) -> None:
    assert text_sha256(row["title"]) == row["canonical_record"]["metadata"]["title_canon_sha256"]


@pytest.mark.parametrize("row", [row for row in RECORDS if row["aliases"]], ids=lambda row: row["pith_number"])
def test_the_aliases_are_the_published_ones(row: dict[str, Any]) -> None:
    source = Source.model_validate(row["canonical_record"]["source"])
    derived = source_aliases(source) | short_aliases(PithNumber(row["pith_number"]))
    assert list(derived.items()) == list(row["aliases"].items())


@pytest.mark.parametrize("row", SIGNATURES, ids=lambda row: row["sha256"][:16])
def test_the_published_signature_verifies(row: dict[str, Any]) -> None:
    key = PITH_KEYS.get(row["key_id"])
    assert key is not None
    key.verify(bytes.fromhex(row["sha256"]), b64decode(row["signature_b64"]))


@pytest.mark.parametrize("row", PAPERS, ids=lambda row: row["pith_number"])
def test_a_number_follows_from_title_abstract_hash_and_metadata(row: dict[str, Any]) -> None:
    metadata = row["metadata"] | {"title_canon_sha256": text_sha256(row["title"])}
    record = {"schema_version": "1.0", "source": row["source"], "metadata": metadata}
    assert PithNumber.derive(record) == row["pith_number"]


def test_the_vectors_are_those_of_the_shared_folder() -> None:
    shared = shared_rows("vectors", "pith", "records.jsonl")
    for row in shared:
        row["aliases"] = {alias["alias_kind"]: alias["alias_value"] for alias in row["aliases"]}
    assert shared == RECORDS
    receipts = shared_rows("vectors", "pith", "signatures.jsonl")
    events = [row["event"] for row in shared_rows("vectors", "pith", "integrity.jsonl")]
    assert [(row["sha256"], row["signature_b64"]) for row in SIGNATURES] == [
        *((row["canonical_sha256"], row["signature_b64"]) for row in receipts),
        *((row["payload_sha256"], row["signature_b64"]) for row in events),
    ]
    papers = shared_rows("vectors", "pith", "abstracts.jsonl")
    assert [row["pith_number"] for row in papers] == [row["pith_number"] for row in PAPERS]


def test_a_number_follows_from_title_abstract_and_metadata_alone() -> None:
    rows = shared_rows("vectors", "pith", "abstracts.jsonl")
    assert len(rows) == 6
    for row in rows:
        hashes = {"abstract_canon_sha256": text_sha256(row["abstract"]), "title_canon_sha256": text_sha256(row["title"])}
        assert hashes["abstract_canon_sha256"] == row["abstract_canon_sha256"]
        facts = {name: row["metadata"][name] for name in ("submitted_at", "primary_cat", "cross_cats_sorted", "license")}
        record = {"schema_version": "1.0", "source": row["source"], "metadata": facts | hashes}
        assert PithNumber.derive(record) == row["pith_number"]


def test_the_snapshot_hash_of_an_integrity_block_is_the_published_one() -> None:
    rows = [row for row in shared_rows("vectors", "pith", "integrity.jsonl") if "integrity" in row]
    assert len(rows) == 2
    for row in rows:
        block = row["integrity"]
        payload = {"detectors": block["detectors_run"], "findings": block["findings"]}
        assert snapshot_sha256(payload) == block["snapshot_sha256"]


def test_the_snapshot_hash_of_an_empty_list_is_the_published_one() -> None:
    assert snapshot_sha256([]) == EMPTY_LIST_SNAPSHOT
