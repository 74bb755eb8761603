"""The vectors for other languages: they are up to date, they have the form that they say, and this library gives the answers."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import by_the_book
import conformance_cases
import ed25519_reference
import pytest
from jsonschema import Draft202012Validator
from shared_data import shared_text

import pith
from pith import KeyRing, PithNumber, PithRecord, PublicKey, Receipt, Source, canonical_bytes, errors
from pith.opengraph.bundle import OpenGraphBundle
from pith.opengraph.documents import parse_document, verify_bundle, verify_integrity, verify_state
from pith.opengraph.integrity_document import IntegrityDocument
from pith.opengraph.mirror_manifest import parse_mirrors
from pith.opengraph.mirrors import mirror_addresses, read_keys
from pith.opengraph.state import OpenGraphState
from pith.strict_json import parse_json

CASES: list[dict[str, Any]] = json.loads(conformance_cases.TARGET.read_text("utf-8"))["cases"]
SCHEMA = json.loads((conformance_cases.VECTORS / "conformance.schema.json").read_text("utf-8"))


def ring(keys: list[dict[str, Any]]) -> KeyRing:
    return KeyRing(
        PublicKey.from_bytes(
            bytes.fromhex(key["public_key_hex"]),
            key_id=key["key_id"],
            not_before=moment(key.get("not_before")),
            not_after=moment(key.get("not_after")),
            revoked=key.get("revoked", False),
        )
        for key in keys
    )


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def canonicalise(given: dict[str, Any]) -> object:
    # What JSON's own bytes may not hold stands escaped in the file of the cases.
    value = parse_json(given["json"])
    return {"text": canonical_bytes(value).decode(), "sha256": pith.canonical_sha256(value)}


def text_hash(given: dict[str, Any]) -> object:
    return {"canonical": pith.canonical_text(given["text"]), "sha256": pith.text_sha256(given["text"])}


def derive(given: dict[str, Any]) -> object:
    record = given["canonical_record"]
    number = PithNumber.derive(record)
    return {"canonical_sha256": pith.canonical_sha256(record), "pith_number": number, "short_pith_number": number.short()}


def parse_number(given: dict[str, Any]) -> object:
    return {"number": pith.parse_number(given["text"])}


def aliases(given: dict[str, Any]) -> object:
    source = Source.parse(given["source"])
    return {"aliases": {**pith.source_aliases(source), **pith.short_aliases(PithNumber(given["pith_number"]))}}


def receipt(given: dict[str, Any]) -> object:
    parsed = Receipt.parse(given["receipt"])
    pith.verify_receipt(parsed, given["canonical_sha256"], keys=ring(given["keys"]), at=moment(given.get("at")))
    return {"verified": True}


def snapshot(given: dict[str, Any]) -> object:
    return {"sha256": pith.snapshot_sha256(given["payload"])}


def record(given: dict[str, Any]) -> object:
    parsed: PithRecord = pith.parse_record(given["json"] if "json" in given else given["record"])
    report = pith.verify_record(parsed, keys=ring(given["keys"]))
    return {"pith_number": parsed.pith_number, "ok": report.ok, "failed": [*report.failed]}


def verified(given: dict[str, Any]) -> object:
    document = parse_document(given["document"])
    keys = ring(given["keys"])
    if isinstance(document, OpenGraphBundle):
        report = verify_bundle(document, keys=keys)
    elif isinstance(document, OpenGraphState):
        report = verify_state(document, keys=keys)
    else:
        assert isinstance(document, IntegrityDocument)
        report = verify_integrity(document, keys=keys)
    return {"pith_number": report.subject, "ok": report.ok, "failed": [*report.failed]}


def mirrors(given: dict[str, Any]) -> object:
    manifest = parse_mirrors(given["document"])
    addresses = [[*mirror_addresses(mirror, PithNumber(given["pith_number"]))] for mirror in manifest.mirrors]
    keys = [{"key_id": key.key_id, "public_key_hex": key.raw.hex()} for key in read_keys(manifest).trusted]
    return {"addresses": addresses, "keys": keys}


KINDS: dict[str, Callable[[dict[str, Any]], object]] = {
    "canonicalise": canonicalise,
    "text hash": text_hash,
    "derive": derive,
    "parse number": parse_number,
    "aliases": aliases,
    "receipt": receipt,
    "snapshot": snapshot,
    "record": record,
    "bundle": verified,
    "state": verified,
    "integrity document": verified,
    "mirror manifest": mirrors,
}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}: {case['name']}" for case in CASES])
def test_the_library_gives_the_answer(case: dict[str, Any]) -> None:
    answer = KINDS[case["kind"]]
    if "error" in case:
        with pytest.raises(getattr(errors, case["error"])):
            answer(case["input"])
    else:
        assert answer(case["input"]) == case["expected"]


def test_the_file_is_up_to_date() -> None:
    assert conformance_cases.TARGET.read_text("utf-8") == conformance_cases.text()


def test_the_file_has_the_form_that_its_schema_says() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    whole = json.loads(conformance_cases.TARGET.read_text("utf-8"))
    validator.validate(whole)
    for place, case in [*enumerate(CASES)][::5]:
        for broken in ({**case, "kind": "another"}, {**case, "input": {}}, {**case, "more": 1}, {**case, "name": ""}):
            changed = {**whole, "cases": [*CASES[:place], broken, *CASES[place + 1 :]][place : place + 1]}
            assert not validator.is_valid(changed), case["name"]


def test_every_kind_is_there_and_each_name_once() -> None:
    assert {case["kind"] for case in CASES} == KINDS.keys()
    assert len({(case["kind"], case["name"]) for case in CASES}) == len(CASES)
    with_errors = {case["kind"] for case in CASES if "error" in case}
    assert with_errors == KINDS.keys() - {"snapshot"}


def test_the_reference_signs_as_published_vectors_do() -> None:
    lines = shared_text("vectors", "public", "pynacl-ed25519-kat", "ed25519.txt").splitlines()
    for line in lines[:12]:
        secret, public, message, signed = (bytes.fromhex(part) for part in line.split(":")[:4])
        assert ed25519_reference.public_key(secret[:32]) == public
        assert ed25519_reference.sign(secret[:32], message) + message == signed


def test_the_book_gives_the_published_answers() -> None:
    for row in conformance_cases.facts("records"):
        assert by_the_book.digest(by_the_book.canonical(row["canonical_record"])) == row["canonical_sha256"]
        assert by_the_book.number(row["canonical_record"]) == row["pith_number"]
        if row.get("title"):
            folded = by_the_book.folded(row["title"])
            assert by_the_book.digest(folded) == row["canonical_record"]["metadata"]["title_canon_sha256"]
        named = by_the_book.aliases(row["pith_number"], row["canonical_record"]["source"])
        assert row.get("aliases", {}).items() <= named.items()
