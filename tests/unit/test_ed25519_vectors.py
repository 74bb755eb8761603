"""Public Ed25519, base58 and did:key vectors, each with the answer that is expected, by case or by flag."""

import json
from base64 import urlsafe_b64encode
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import base58
import pytest
from nacl.signing import SigningKey
from shared_data import shared_path, shared_text

from pith.canonical import canonical_bytes
from pith.errors import InvalidJSON, InvalidKey, InvalidSignature
from pith.keys import PublicKey
from pith.strict_json import parse_json

# Of the twelve cases of the speccheck only the fourth is accepted: a key and an R with a part of small order, each in its
# canonical encoding, whose equation holds without the cofactor. The others: 0 to 2 a key or an R of small order, 4 and 5 an
# equation that holds with the cofactor alone, 6 and 7 an S not reduced, 8 and 9 an R not in its canonical encoding, 10 and
# 11 a key of small order and not in its canonical encoding.
SPECCHECK_ACCEPTED = {3}

# A case of CCTV is accepted when it has none of these flags; what else the flags tell changes nothing.
CCTV_REFUSED = {"low_order_A", "low_order_R", "non_canonical_A", "non_canonical_R", "low_order_residue", "reencoded_k"}
CCTV_FLAGS = CCTV_REFUSED | {"low_order_component_A", "low_order_component_R"}


def accepted(key: str, message: bytes, signature: str) -> bool:
    """Whether the library takes a signature; a key that it refuses is a refusal."""
    try:
        PublicKey.from_hex(key).verify(message, bytes.fromhex(signature))
    except (InvalidKey, InvalidSignature):
        return False
    return True


def key_accepted(key: str) -> bool:
    try:
        PublicKey.from_hex(key)
    except InvalidKey:
        return False
    return True


def shared_json(*parts: str) -> Any:
    return json.loads(shared_text("vectors", "public", *parts))


def test_wycheproof() -> None:
    groups = shared_json("wycheproof", "ed25519_test.json")["testGroups"]
    answers = {
        test["tcId"]: (
            test["result"],
            accepted(group["publicKey"]["pk"], bytes.fromhex(test["msg"]), test["sig"]),
        )
        for group in groups
        for test in group["tests"]
    }
    assert len(answers) == 151
    assert Counter(answers.values()) == {("valid", True): 88, ("invalid", False): 63}
    assert all(key_accepted(group["publicKey"]["pk"]) for group in groups)


def test_speccheck() -> None:
    cases = shared_json("ed25519-speccheck", "cases.json")
    assert len(cases) == 12
    answers = {number: accepted(c["pub_key"], bytes.fromhex(c["message"]), c["signature"]) for number, c in enumerate(cases)}
    assert {number for number, answer in answers.items() if answer} == SPECCHECK_ACCEPTED
    # keys of small order; the others are refused for their signature
    assert {number for number, case in enumerate(cases) if not key_accepted(case["pub_key"])} == {0, 1, 10, 11}


def test_cctv() -> None:
    cases = shared_json("cctv-ed25519", "ed25519vectors.json")
    assert len(cases) == 914
    taken = 0
    for case in cases:
        flags = set(case["flags"] or ())
        assert flags <= CCTV_FLAGS
        expected = not flags & CCTV_REFUSED
        assert accepted(case["key"], case["msg"].encode(), case["sig"]) is expected, case["number"]
        assert key_accepted(case["key"]) is not bool(flags & {"low_order_A", "non_canonical_A"}), case["number"]
        taken += expected
    assert taken == 43


def test_known_answers() -> None:
    lines = shared_text("vectors", "public", "pynacl-ed25519-kat", "ed25519.txt").split()
    assert len(lines) == 1024
    for line in lines:
        secret, public, message, signed, _ = line.split(":")
        seed, signature = bytes.fromhex(secret[:64]), signed[:128]
        key = PublicKey.from_hex(public)
        assert key.raw == bytes(SigningKey(seed).verify_key)
        assert SigningKey(seed).sign(bytes.fromhex(message)).signature.hex() == signature
        key.verify(bytes.fromhex(message), bytes.fromhex(signature))
        assert not accepted(public, bytes.fromhex(message) + b"\0", signature)


def test_did_keys() -> None:
    dids = shared_json("did-key", "ed25519-x25519.json")
    assert len(dids) == 5
    for did, entry in dids.items():
        key = PublicKey.from_did_key(did)
        assert key.raw == bytes(SigningKey(bytes.fromhex(entry["seed"])).verify_key)
        pair = entry["verificationKeyPair"]
        if "publicKeyBase58" in pair:
            assert base58.b58encode(key.raw).decode() == pair["publicKeyBase58"]
        else:
            assert urlsafe_b64encode(key.raw).decode().rstrip("=") == pair["publicKeyJwk"]["x"]
        assert key.did_key == did
        assert pair["id"].rpartition("#")[2] == key.multibase
        agreement = entry["keyAgreementKeyPair"]["id"].rpartition("#")[2]
        with pytest.raises(InvalidKey):
            PublicKey.from_multibase(agreement)  # an X25519 key


def test_base58() -> None:
    pairs = shared_json("base58", "bitcoin_base58_encode_decode.json")
    assert len(pairs) == 21
    for decoded, encoded in pairs:
        assert base58.b58encode(bytes.fromhex(decoded)).decode() == encoded
        assert base58.b58decode(encoded).hex() == decoded.lower()
        with pytest.raises(InvalidKey):
            PublicKey.from_multibase("z" + encoded)


def test_a_w3c_credential_end_to_end() -> None:
    """RFC 8785 and this protocol's canonical JSON agree on objects of text: JSON, hash, key and signature fit together."""

    def read(*parts: str) -> str:
        return shared_text("vectors", "public", "vc-di-eddsa", *parts)

    def step(name: str) -> str:
        return read("eddsa-jcs-2022", name).strip()

    document = parse_json(read("unsigned.json"))
    configuration = parse_json(step("proofConfigJCS.json"))
    credential = parse_json(step("signedJCS.json"))
    assert isinstance(configuration, Mapping)
    assert isinstance(credential, Mapping)
    assert canonical_bytes(document).decode() == step("canonDocJCS.txt")
    assert canonical_bytes(configuration).decode() == step("proofCanonJCS.txt")
    hashes = [sha256(canonical_bytes(part)).digest() for part in (configuration, document)]
    assert [part.hex() for part in hashes] == [step("proofHashJCS.txt"), step("docHashJCS.txt")]
    combined = b"".join(hashes)
    assert combined.hex() == step("combinedHashJCS.txt")

    multibase = json.loads(read("keyPair.json"))["publicKeyMultibase"]
    did, _, fragment = str(configuration["verificationMethod"]).partition("#")
    key = PublicKey.from_did_key(did)
    assert key == PublicKey.from_multibase(multibase) == PublicKey.from_multibase(fragment)
    signature = base58.b58decode(step("sigBTC58JCS.txt")[1:])
    assert signature.hex() == step("sigHexJCS.txt")
    key.verify(combined, signature)

    proof = dict(credential["proof"])
    assert proof.pop("proofValue") == step("sigBTC58JCS.txt")
    assert {**credential, "proof": None} == {**dict(document if isinstance(document, Mapping) else {}), "proof": None}
    forged = sha256(canonical_bytes({**credential, "name": "another"})).digest()
    with pytest.raises(InvalidSignature):
        key.verify(hashes[0] + forged, signature)


@pytest.mark.parametrize("name", ["arrays", "french", "unicode", "structures", "weird"])
def test_rfc_8785_pairs(name: str) -> None:
    """RFC 8785 prints the float 56.0 as 56 (`structures`) and sorts by UTF-16 (`weird`); on the others the two agree."""
    folder = shared_path("vectors", "public", "jcs")
    value = parse_json((folder / "input" / f"{name}.json").read_bytes())
    agrees = canonical_bytes(value) == (folder / "output" / f"{name}.json").read_bytes()
    assert agrees is (name not in {"structures", "weird"})


def test_a_float_that_loses_digits_is_refused_though_rfc_8785_rounds_it() -> None:
    folder = shared_path("vectors", "public", "jcs")
    with pytest.raises(InvalidJSON, match=r"'333333333.33333329' loses digits"):
        parse_json((folder / "input" / "values.json").read_bytes())
