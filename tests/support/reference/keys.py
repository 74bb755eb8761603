"""Keys, key rings and receipts: section 6 of the specification."""

import re
from base64 import b32encode, b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from .ed25519 import is_key, is_valid
from .refusal import JSON, Refused, Tree

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_HASH = re.compile("[0-9a-f]{64}")


class Key(NamedTuple):
    """A key of a ring."""

    key_id: str
    raw: bytes
    not_before: datetime | None = None
    not_after: datetime | None = None
    revoked: bool = False

    @property
    def fingerprint(self) -> str:
        return sha256(self.raw).hexdigest()[:32]

    @property
    def fingerprint_b32(self) -> str:
        return b32encode(sha256(self.raw).digest()).decode()[:26]

    def contains(self, at: datetime) -> bool:
        """Whether an instant is within the window."""
        return not (self.not_before and at < self.not_before) and not (self.not_after and at > self.not_after)


Ring = dict[str, Key]


def make_ring(keys: Iterable[Key]) -> Ring:
    """A ring of keys; refused as section 6.3 lists."""
    ring: Ring = {}
    for key in keys:
        if not key.key_id or not is_key(key.raw):
            raise Refused("InvalidKey", "no id, or no key")
        if key.not_before and key.not_after and key.not_before > key.not_after:
            raise Refused("InvalidKey", "the window is empty")
        if ring.setdefault(key.key_id, key) != key:
            raise Refused("InvalidKey", "one id has two keys")
        for other in ring.values():
            if other.raw == key.raw and other.key_id != key.key_id:
                raise Refused("InvalidKey", "one key has two ids")
    return ring


def raw_key(form: str, text: str) -> bytes:
    """The raw bytes of a key in one of the encodings of section 6.2."""
    raw = _decoded(form, text)
    if raw is None or not is_key(raw):
        raise Refused("InvalidKey", form)
    return raw


def _decoded(form: str, text: str) -> bytes | None:
    if form == "hex":
        return bytes.fromhex(text) if _HASH.fullmatch(text) else None
    if form == "base64":
        return strict_base64(text)
    if form == "did:key":
        return _decoded("multibase", text[8:]) if text.startswith("did:key:") else None
    assert form == "multibase"
    data = _base58(text[1:]) if text[:1] == "z" and len(text) == 48 else None
    return data[2:] if data is not None and data[:2] == b"\xed\x01" and len(data) == 34 else None


def encodings(raw: bytes) -> dict[str, str]:
    """The spellings of a key, by the name of the encoding."""
    multibase = "z" + _to_base58(b"\xed\x01" + raw)
    return {"hex": raw.hex(), "base64": b64encode(raw).decode(), "multibase": multibase, "did:key": f"did:key:{multibase}"}


def strict_base64(text: str) -> bytes | None:
    """The bytes of base64 that has the one spelling of those bytes."""
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        return None
    return data if b64encode(data).decode() == text else None


def _base58(text: str) -> bytes | None:
    if not set(text) <= set(_BASE58):
        return None
    number = 0
    for character in text:
        number = number * 58 + _BASE58.index(character)
    data = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + data


def _to_base58(data: bytes) -> str:
    number, text = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


def verify_receipt(receipt: Tree, expected: str, ring: Ring, at: datetime | None = None) -> None:
    """Refuse a receipt with the first error of section 6.4 that applies."""
    if receipt["canonical_sha256"] != expected or not _HASH.fullmatch(expected):
        raise Refused("DigestMismatch")
    key = ring.get(receipt["key_id"])
    if key is not None and key.revoked:
        raise Refused("RevokedKey")
    if key is None:
        raise Refused("UnknownKey")
    if receipt["public_key_fingerprint"] != key.fingerprint:
        raise Refused("FingerprintMismatch")
    if at is not None and not key.contains(at):
        raise Refused("KeyOutsideWindow")
    if receipt["algorithm"] != "ed25519" or receipt["signed_message"] != "canonical_sha256_bytes":
        raise Refused("UnsupportedAlgorithm")
    signature = strict_base64(receipt["signature_b64"])
    if signature is None or len(signature) != 64:
        raise Refused("InvalidSignature")
    if not is_valid(key.raw, bytes.fromhex(expected), signature):
        over_text = is_valid(key.raw, expected.encode(), signature)
        raise Refused("WrongMessageSigned" if over_text else "InvalidSignature")


def keys_of_manifest(manifest: Tree, ring: Ring) -> tuple[list[Key], list[Key]]:
    """The keys of a mirror manifest: those of the ring, and new ones; section 9.4."""
    trusted: dict[str, Key] = {}
    new: dict[str, Key] = {}
    for mirror in manifest["mirrors"]:
        key = _mirror_key(mirror["public_key"])
        known = ring.get(key.key_id) or new.get(key.key_id)
        if known is not None and known.raw != key.raw:
            raise Refused("FingerprintMismatch")
        if key.key_id in ring:
            trusted[key.key_id] = ring[key.key_id]
        else:
            new[key.key_id] = key
    return [*trusted.values()], [*new.values()]


def _mirror_key(tree: JSON) -> Key:
    raw = raw_key("hex", tree["public_key_hex"])
    key = Key(tree["key_id"], raw)
    right = (
        tree["algorithm"].lower() == "ed25519"
        and tree["format"] == "raw"
        and key.key_id
        and strict_base64(tree["public_key_b64"]) == raw
        and tree["fingerprint_sha256_hex"] in (key.fingerprint, sha256(raw).hexdigest())
        and tree["fingerprint_sha256_b32_first128bits"] == key.fingerprint_b32
    )
    if not right:
        raise Refused("InvalidKey", key.key_id)
    return key
