"""Code as a user writes it, with what a type checker must know of each value; `test_typing.py` runs it and checks it."""

from datetime import UTC, datetime
from typing import Any, assert_type

from hypothesis.strategies import SearchStrategy

import pith
from pith import Signer, json_schema, mint_record
from pith.keys import NaClSigner
from pith.minting import PaperInput, canonical_record_for, new_version, reissue
from pith.models import Claim, Integrity, JsonObject
from pith.testing import TEST_KEYS, Forgery, forge, make_record, sample_record, strategies


class Device:
    """A signer needs no base class, and may know its key as bytes."""

    key_id = "device"

    def __init__(self, inner: NaClSigner) -> None:
        self.inner = inner

    @property
    def public_key(self) -> bytes:
        return self.inner.public_key.raw

    def sign(self, digest: bytes) -> bytes:
        return self.inner.sign(digest)


def read() -> None:
    record = pith.parse_record(sample_record("full").to_json())
    assert_type(record, pith.PithRecord)
    assert_type(record.pith_number, pith.PithNumber)
    assert_type(record.pith_number.year, int)
    assert_type(record.short_pith_number, pith.ShortPithNumber)
    assert_type(record.model_extra, JsonObject)
    assert_type(record.created_instant, datetime)
    assert_type(record.links.json_, str)
    assert_type(record.events, tuple[JsonObject, ...])
    assert_type(record.to_json(), bytes)
    graph = record.graph_snapshot
    assert_type(graph.integrity, Integrity | None)
    assert_type(graph.claims.items, tuple[Claim, ...])
    assert_type(graph.references.sample[0].year, int | str | None)
    assert_type(record.receipt.signature, bytes)
    assert_type(record.canonical_record.metadata.cross_cats_sorted, tuple[str, ...])


def verify() -> None:
    report = pith.verify_record(sample_record(), keys=TEST_KEYS, at=datetime(2026, 6, 1, tzinfo=UTC))
    assert_type(report.ok, bool)
    assert_type(report.checks, tuple[pith.CheckResult, ...])
    assert_type(report["signature"].outcome, pith.Outcome)
    assert_type(report.unauthenticated, tuple[str, ...])
    assert_type(pith.PITH_KEYS.get("pith-v1-2026-05"), pith.PublicKey | None)
    assert_type(pith.parse_number("pith:FB5JQX5U"), pith.PithNumber | pith.ShortPithNumber)
    assert_type(pith.short_aliases(sample_record().pith_number), dict[str, str])


def mint() -> None:
    signer: Signer = Device(NaClSigner.from_seed(bytes(32), key_id="device"))
    known = PaperInput.of(
        title="A Title",
        abstract="An abstract.",
        id="2499.00009",
        version=1,
        submitted_at="2024-01-01T00:00:00Z",
        primary_cat="cs.DL",
        cross_cats=[],
        license="",
    )
    at = datetime(2026, 6, 1, tzinfo=UTC)
    assert_type(known.paper, pith.PaperMetadata)
    assert_type(canonical_record_for(known.paper, known.source, abstract=known.abstract), pith.CanonicalRecord)
    record = mint_record(known.paper, known.source, signer=signer, at=at, claims=[])
    assert_type(record, pith.PithRecord)
    assert_type(reissue(record, signer=signer, at=at), pith.PithRecord)
    assert_type(new_version(record, known.paper, signer=signer, at=at, version=2), pith.PithRecord)
    assert_type(json_schema("record"), dict[str, Any])


def test() -> None:
    assert_type(make_record(title="Another", version=2), pith.PithRecord)
    assert_type(forge(make_record()), tuple[Forgery, ...])
    assert_type(strategies.records(), SearchStrategy[pith.PithRecord])
    assert_type(strategies.numbers(), SearchStrategy[pith.PithNumber])
    assert_type(strategies.near_valid_records(), SearchStrategy[bytes])
