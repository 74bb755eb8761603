"""Targets that take keys, receipts and the bytes of an index."""

import json
from base64 import b64encode
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

import orjson
from fuzz_cases import Draw, build, size_of
from fuzz_shapes import number, scalar, text, value, word
from fuzz_targets import Prepared, Target
from fuzz_value_targets import attempt

from pith import AliasIndex, KeyRing, PithNumber, PublicKey, Receipt, verify_receipt
from pith.integrations.jwk import public_key_from_jwk, public_key_to_jwk
from pith.integrations.pem import public_key_from_pem, public_key_to_pem
from pith.minting import issue_receipt
from pith.models import Source
from pith.testing import FORGER, SAMPLE_AT, TEST_KEYS, TEST_SIGNER, sample_record

_KEYS = (TEST_SIGNER.public_key, FORGER.public_key)
_P = 2**255 - 19


def _spoil(draw: Draw, spelled: str) -> str:
    """A text with a change in one place, or as it is."""
    change = draw.randrange(6)
    place = draw.randrange(len(spelled) + 1)
    if change == 0:
        return spelled
    if change == 1:
        return spelled[:place] + spelled[place + 1 :]
    if change == 2:
        return spelled[:place] + draw.pick(word(draw), "A", "0", "=", "\n", " ", "é") + spelled[place:]
    if change == 3:
        return spelled[:place] + draw.pick("A", "b", "0", "/", "_", "=", "O", "l") + spelled[place + 1 :]
    return draw.pick(spelled.upper(), spelled.lower(), spelled + "\n", spelled + "=", "z" + spelled, spelled[::-1])


def _raw(draw: Draw) -> bytes:
    """The bytes of a key: good, random, of small order, not canonical, or of another length."""
    if draw.often(0.3):
        return draw.choice(_KEYS).raw
    if draw.often(0.3):
        y = draw.pick(0, 1, 2, _P - 1, _P, _P + 1, _P + 2, 2**255 - 1) | draw.pick(0, 1 << 255)
        return y.to_bytes(32, "little")
    return draw.randbytes(draw.pick(32, 32, 32, 0, 31, 33, 64))


_READERS = (PublicKey.from_hex, PublicKey.from_base64, PublicKey.from_multibase, PublicKey.from_did_key)


def _keys(case: dict[str, Any]) -> None:
    """A key that is read is written in the spelling that was read."""
    for reader in _READERS:
        key = attempt(reader, case["text"])
        if key is not None:
            spellings = (key.raw.hex(), b64encode(key.raw).decode(), key.multibase, key.did_key)
            assert case["text"] in spellings
            assert PublicKey.from_bytes(bytearray(key.raw)) == key
    key = attempt(PublicKey.from_bytes, case["raw"], key_id=case["id"])
    if key is None:
        return
    assert PublicKey.from_did_key(key.did_key, key_id=key.key_id) == key
    assert public_key_from_pem(public_key_to_pem(key), key_id=key.key_id) == key
    attempt(key.verify, case["message"], case["signature"])
    ring = attempt(KeyRing, [key, *TEST_KEYS])
    if ring is not None and "\ud800" not in key.key_id and "\udc00" not in key.key_id:
        assert KeyRing.parse(ring.to_json()) == ring
        assert ring.revoke(key.key_id).find(key.key_id, key.fingerprint).revoked
    attempt(TEST_KEYS.find, case["id"], case["text"])


def _draw_keys(draw: Draw) -> Any:
    raw = _raw(draw)
    key = draw.choice(_KEYS)
    spelled = draw.pick(key.raw.hex(), b64encode(key.raw).decode(), key.multibase, key.did_key)
    return {
        "text": text(draw) if draw.large or draw.often(0.2) else _spoil(draw, spelled),
        "raw": {"$bytes": raw.hex()},
        "id": draw.pick("k", "", word(draw), text(draw)),
        "message": {"$bytes": draw.randbytes(draw.pick(0, 32)).hex()},
        "signature": {"$bytes": draw.randbytes(draw.pick(64, 64, 0, 63, 65)).hex()},
    }


def _key_ring(data: bytes) -> None:
    """A ring that is parsed has each key that is in the text, and comes back from its own JSON."""
    ring = KeyRing.parse(data)
    assert KeyRing.parse(ring.to_json()) == ring
    for key in [*ring][:1]:
        assert ring.find(key.key_id, key.fingerprint) == key
        assert ring.revoke(key.key_id).get(key.key_id) != key or key.revoked
    tree = json.loads(data)
    assert len(ring) == len({key["key_id"] for key in tree["keys"]})


def _prepare_json(case: Any) -> Prepared:
    try:
        data = json.dumps(build(case)).encode()
    except (RecursionError, ValueError):
        data = b"[" * 10_000
    return data, len(data)


def _draw_key_ring(draw: Draw) -> Any:
    def one(index: int) -> Any:
        item: dict[str, Any] = {"key_id": f"k{index}", "algorithm": "ed25519", "public_key_hex": draw.choice(_KEYS).raw.hex()}
        if draw.often(0.5):
            bound = draw.pick("2026-01-01T00:00:00Z", "2027-01-01T00:00:00.5+00:00", None, word(draw), number(draw))
            item[draw.pick("not_before", "not_after")] = bound
        if draw.often(0.3):
            item["revoked"] = draw.pick(True, False, None, 1)
        if draw.often(0.2):
            item[draw.pick(*item, "Revoked", word(draw))] = draw.pick(scalar, text, value)(draw)
        return item

    keys: Any = [one(index) for index in range(draw.randint(0, 4))]
    if draw.large or draw.often(0.1):
        item = one(0)
        keys = {"$rows": [item, draw.times(120 + size_of(build(item))), draw.pick("key_id", "key_id", None)]}
    return {"keys": keys} if draw.often(0.9) else draw.pick({"keys": keys, word(draw): 1}, [keys], value(draw))


def _pem_jwk(case: dict[str, Any]) -> None:
    """What is read is the one spelling of the key."""
    key = attempt(public_key_from_pem, case["pem"])
    if key is not None:
        assert public_key_to_pem(key) == case["pem"]
    jwk = attempt(public_key_from_jwk, case["jwk"], key_id=case["id"])
    if jwk is not None:
        assert public_key_from_jwk(public_key_to_jwk(jwk)) == jwk
        assert public_key_to_jwk(jwk)["x"] == case["jwk"]["x"]


def _draw_pem_jwk(draw: Draw) -> Any:
    key = draw.choice(_KEYS)
    jwk: dict[str, Any] = dict(public_key_to_jwk(key))
    if draw.often(0.7):
        jwk[draw.pick("kty", "crv", "x", "d", "use", "alg", "key_ops", "kid", word(draw))] = draw.pick(
            "sig", "verify", ["verify"], "EdDSA", _spoil(draw, jwk["x"]), value(draw), text(draw), scalar(draw)
        )
    pem: Any = text(draw) if draw.often(0.2) else _spoil(draw, public_key_to_pem(key))
    return {"pem": pem, "jwk": jwk, "id": draw.pick("", "", key.key_id, word(draw))}


def _receipt(case: dict[str, Any]) -> None:
    """Only the genuine signature under the genuine key verifies."""
    fields, digest = case["fields"], case["digest"]
    receipt = Receipt.parse(fields)
    at = SAMPLE_AT + timedelta(days=case["days"])
    attempt(issue_receipt, digest, signer=TEST_SIGNER, at=at, builder_version=case["builder"])
    assert Receipt.parse(receipt.to_json()) == receipt
    verify_receipt(receipt, digest, keys=TEST_KEYS, at=at)
    genuine = Receipt.parse(_genuine_receipt())
    for name in ("algorithm", "canonical_sha256", "key_id", "public_key_fingerprint", "signature_b64", "signed_message"):
        assert getattr(receipt, name) == getattr(genuine, name), name
    assert digest == genuine.canonical_sha256


@cache
def _genuine_receipt() -> bytes:
    return sample_record("minimal").receipt.to_json()


def _draw_receipt(draw: Draw) -> Any:
    fields = orjson.loads(_genuine_receipt())
    digest = fields["canonical_sha256"]
    for name in draw.sample_of([*fields], 2):
        fields[name] = draw.pick(_spoil(draw, fields[name]), _spoil(draw, fields[name]), text(draw), scalar(draw))
    if draw.often(0.2) or draw.large:
        fields[draw.pick("zz", word(draw))] = value(draw)
    return {
        "fields": fields,
        "digest": draw.pick(digest, digest, _spoil(draw, digest), text(draw)),
        "days": draw.pick(0, 1, -1),
        "builder": draw.pick("b", word(draw), text(draw)),
    }


@cache
def _indexes() -> tuple[bytes, ...]:
    numbers = [PithNumber.from_digest(bytes([index]) * 32, f"{2000 + index}") for index in range(40)]
    sources = [(numbers[index], Source(kind="arxiv", id=f"2305.{index:05}", version=1)) for index in range(5)]
    return tuple(AliasIndex(numbers[:count], sources=sources[:some]).to_bytes() for count, some in ((0, 0), (1, 1), (40, 5)))


def _index_bytes(data: bytes) -> None:
    """An index that is read gives the bytes that it was read from."""
    index = AliasIndex.from_bytes(data)
    assert index.to_bytes() == data
    assert len([*index]) == len(index)
    for first in [*index][:1]:
        assert index.resolve(first) == first


def _prepare_bytes(case: Any) -> Prepared:
    data = build(case)
    raw = bytes.fromhex(data["hex"]) + data["fill"].encode("latin-1", "replace")
    if data["sealed"]:
        raw += sha256(raw).digest()
    return raw, size_of(raw)


def _draw_index_bytes(draw: Draw) -> Any:
    data = bytearray(draw.choice(_indexes())[:-32])
    for _ in range(draw.randint(0, 3)):
        place = draw.randrange(len(data) + 1)
        length = draw.pick(0, 1, 1, 4, 21)
        data[place : place + length] = draw.pick(
            draw.randbytes(draw.pick(0, 1, 4, 21)), b"\xff" * 4, b"\0" * 4, b"A", bytes(data[place : place + 21])
        )
    fill = (
        {"$text": [[draw.pick("A", "2305.02301 1 " + "A" * 26 + "\n", "a-/", "\xff", "9"), draw.times(30)]]} if draw.large else ""
    )
    return {"hex": data.hex(), "fill": fill, "sealed": draw.often(0.9)}


TARGETS = {
    "keys": Target(_draw_keys, _keys, weight=6),
    "key_ring": Target(_draw_key_ring, _key_ring, _prepare_json, weight=3),
    "pem_jwk": Target(_draw_pem_jwk, _pem_jwk, weight=6),
    "receipt": Target(_draw_receipt, _receipt, weight=3),
    "index_bytes": Target(_draw_index_bytes, _index_bytes, _prepare_bytes, weight=8),
}
