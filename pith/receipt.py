"""Check signatures over digests: a receipt in one call that raises, and the step of it that a report makes too."""

from datetime import datetime
from typing import TYPE_CHECKING

from .errors import DigestMismatch, InvalidSignature, RevokedKey, UnsupportedAlgorithm, WrongMessageSigned, shown
from .keys import PITH_KEYS, SIGNATURE_BYTES, KeyRing, PublicKey, decode_base64, decode_hex

if TYPE_CHECKING:
    from .models.receipt import Receipt

ALGORITHM = "ed25519"
SIGNED_MESSAGE = "canonical_sha256_bytes"
DIGEST_BYTES = 32

_READ = ("algorithm", "canonical_sha256", "key_id", "public_key_fingerprint", "signature_b64", "signed_message")


def verify_receipt(receipt: "Receipt", canonical_sha256: str, *, keys: KeyRing = PITH_KEYS, at: datetime | None = None) -> None:
    """Check that a receipt signs a canonical hash (64 lower-case hex digits) under a key of the ring.

    `at` is the instant at which the key must be valid (an aware datetime); without it windows are not looked at, with or
    without it a revoked key verifies nothing. Raises `UnknownKey`, `RevokedKey`, `FingerprintMismatch`,
    `KeyOutsideWindow`, `UnsupportedAlgorithm`, `DigestMismatch`, `WrongMessageSigned` or `InvalidSignature`, all of them
    children of the first or of the last. Source: protocol, receipt.
    """
    for name in _READ:
        if not isinstance(getattr(receipt, name, None), str):
            raise InvalidSignature(f"expected a receipt with a text for {name}, not {shown(receipt)}")
    if receipt.canonical_sha256 != canonical_sha256:
        raise DigestMismatch(f"the receipt is one of {shown(receipt.canonical_sha256)}, not of {shown(canonical_sha256)}")
    digest = decode_hex(canonical_sha256, DIGEST_BYTES, DigestMismatch)
    key = keys.get(receipt.key_id)
    if key is not None and key.revoked:
        raise RevokedKey(f"key {shown(receipt.key_id)} is revoked")
    key = keys.find(receipt.key_id, receipt.public_key_fingerprint)
    if at is not None:
        key.check_window(at)
    check_signature(receipt, digest, key)


def check_signature(receipt: "Receipt", digest: bytes, key: PublicKey) -> None:
    """Raises `UnsupportedAlgorithm`, `WrongMessageSigned` or `InvalidSignature` unless the receipt signs these 32 bytes."""
    if receipt.algorithm != ALGORITHM or receipt.signed_message != SIGNED_MESSAGE:
        raise UnsupportedAlgorithm(
            f"expected {ALGORITHM} over {SIGNED_MESSAGE}, not {shown(receipt.algorithm)} over {shown(receipt.signed_message)}"
        )
    signature = decode_base64(receipt.signature_b64, SIGNATURE_BYTES, InvalidSignature)
    try:
        key.verify(digest, signature)
    except InvalidSignature as error:
        try:
            key.verify(digest.hex().encode(), signature)
        except InvalidSignature:
            raise error from None
        raise WrongMessageSigned("the signature is over the hex digits of the hash, not over its 32 bytes") from None
