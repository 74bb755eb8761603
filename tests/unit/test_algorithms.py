"""The table of algorithms: an algorithm that is added to it works everywhere, and no key verifies receipts of another one."""

from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import pytest

from pith import (
    InvalidKey,
    InvalidSignature,
    KeyRing,
    PublicKey,
    json_schema,
    parse_record,
    verify_many,
    verify_receipt,
    verify_record,
)
from pith.errors import UnsupportedAlgorithm
from pith.integrations.jwk import public_key_to_jwk
from pith.integrations.pem import public_key_to_pem
from pith.keys.algorithms import ALGORITHMS, Algorithm
from pith.testing import TEST_SIGNER, make_record

RAW = b"\x07raw bytes of forty bytes, as a key may be"[:40]


def toy_signature(raw: bytes, message: bytes) -> bytes:
    """A signature of 100 bytes that anybody can make."""
    return (sha256(raw + message).digest() * 4)[:100]


def check_toy_key(raw: bytes) -> None:
    if raw[0] != 7:
        raise InvalidKey("expected a 7")


TOY = Algorithm(40, 100, b"\xff\x77", check_toy_key, lambda raw, message, signature: signature == toy_signature(raw, message))


@pytest.fixture(autouse=True)
def _toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALGORITHMS, "toy", TOY)


def toy_key(key_id: str = "t") -> PublicKey:
    return PublicKey(RAW, key_id, algorithm="toy")


def toy_record() -> Any:
    signer: Any = SimpleNamespace(key_id="t", public_key=toy_key(), sign=lambda message: toy_signature(RAW, message))
    return make_record(signer=signer)


def test_a_key_has_every_encoding() -> None:
    key = toy_key("")
    assert PublicKey.from_hex(key.raw.hex(), algorithm="toy") == key
    assert PublicKey.from_multibase(key.multibase, algorithm="toy") == key
    assert PublicKey.from_did_key(key.did_key, algorithm="toy") == key
    assert KeyRing.parse(KeyRing([toy_key()]).to_json()) == KeyRing([toy_key()])
    for text in (key.multibase, TEST_SIGNER.public_key.multibase):
        other = "ed25519" if text == key.multibase else "toy"
        with pytest.raises(InvalidKey, match="expected multibase"):
            PublicKey.from_multibase(text, algorithm=other)


def test_a_key_is_checked_by_its_algorithm() -> None:
    with pytest.raises(InvalidKey, match="expected 40 bytes of a public key of toy, not 39"):
        PublicKey(RAW[:39], algorithm="toy")
    with pytest.raises(InvalidKey, match="expected a 7"):
        PublicKey(bytes(40), algorithm="toy")
    with pytest.raises(InvalidKey, match=r"expected ed25519 or .*toy, not 'rsa'"):
        PublicKey(RAW, algorithm="rsa")
    wrong: Any = 5
    with pytest.raises(TypeError, match="algorithm: expected a str"):
        PublicKey(RAW, algorithm=wrong)


def test_a_record_is_minted_parsed_and_verified() -> None:
    record = toy_record()
    assert record.receipt.algorithm == "toy"
    assert len(record.receipt.signature) == 100
    assert parse_record(record.to_json()) == record
    ring = KeyRing([toy_key()])
    assert verify_record(record, keys=ring).ok
    assert [result.ok for result in verify_many([record.to_json()], keys=ring)] == [True]
    assert json_schema("receipt")["properties"]["algorithm"] == {"title": "Algorithm", "type": "string"}


def test_a_signature_is_of_the_length_of_the_algorithm() -> None:
    with pytest.raises(InvalidSignature, match="expected 100 bytes of signature, not 64"):
        toy_key().verify(b"", bytes(64))
    short: Any = SimpleNamespace(key_id="t", public_key=toy_key(), sign=lambda message: bytes(64))
    with pytest.raises(InvalidSignature, match="expected 100 bytes of signature from the signer, not 64"):
        make_record(signer=short)


@pytest.mark.parametrize("name", ["ed25519", "Toy", "rsa"])
def test_a_key_verifies_no_receipt_of_another_algorithm(name: str) -> None:
    record = toy_record()
    receipt = record.receipt.model_copy(update={"algorithm": name})
    with pytest.raises(UnsupportedAlgorithm, match="expected toy over"):
        verify_receipt(receipt, record.canonical_sha256, keys=KeyRing([toy_key()]))
    report = verify_record(record.model_copy(update={"receipt": receipt}), keys=KeyRing([toy_key()]))
    assert {*report.failed} == {"signature"}


@pytest.mark.parametrize("convert", [public_key_to_jwk, public_key_to_pem])
def test_a_format_for_ed25519_refuses_the_key(convert: Any) -> None:
    with pytest.raises(InvalidKey, match="expected a key of ed25519, not of 'toy'"):
        convert(toy_key())
