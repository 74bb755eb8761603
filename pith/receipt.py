"""Verify a receipt: a signature over the 32 bytes of a canonical hash, by the algorithm of the key."""

from datetime import datetime
from typing import TYPE_CHECKING

from .errors import DigestMismatch, InvalidSignature, RevokedKey, UnsupportedAlgorithm, WrongMessageSigned, safe_repr
from .keys import PITH_KEYS, KeyRing, PublicKey
from .keys.encodings import decode_base64, decode_hex, require_text
from .protocol import DIGEST_BYTES, SIGNED_MESSAGE
from .timestamps import require_aware

if TYPE_CHECKING:
    from .models.receipt import Receipt

_FIELDS = ("algorithm", "canonical_sha256", "key_id", "public_key_fingerprint", "signature_b64", "signed_message")


def verify_receipt(receipt: "Receipt", canonical_sha256: str, *, keys: KeyRing = PITH_KEYS, at: datetime | None = None) -> None:
    """Check that a receipt signs a canonical hash under a trusted key. Returns None if it does.

    `canonical_sha256` is the expected hash, 64 lower-case hex digits. `keys` are the trusted keys. `at` is the instant at
    which the key must be valid, an aware datetime; without it, the window of the key is not checked. A revoked key verifies
    nothing, at any time.

    Raises `UnknownKey`, or its child `RevokedKey`, `FingerprintMismatch` or `KeyOutsideWindow`, if the ring has no usable
    key. Raises `InvalidSignature`, or its child `UnsupportedAlgorithm`, `DigestMismatch` or `WrongMessageSigned`, if the
    receipt is not a valid signature over this hash. Specification §6.4.
    """
    for name in _FIELDS:
        if not isinstance(getattr(receipt, name, None), str):
            raise TypeError(f"receipt: expected a Receipt with a str in {name}, not {safe_repr(receipt)}")
    require_text(canonical_sha256, "canonical_sha256")
    if not isinstance(keys, KeyRing):
        raise TypeError(f"keys: expected a KeyRing, not {safe_repr(keys)}")
    if at is not None:
        require_aware(at)
    if receipt.canonical_sha256 != canonical_sha256:
        raise DigestMismatch(f"the receipt is for {safe_repr(receipt.canonical_sha256)}, not for {safe_repr(canonical_sha256)}")
    digest = decode_hex(canonical_sha256, DIGEST_BYTES, DigestMismatch)
    key = keys.get(receipt.key_id)
    if key is not None and key.revoked:
        raise RevokedKey(f"key {safe_repr(receipt.key_id)} is revoked")
    key = keys.find(receipt.key_id, receipt.public_key_fingerprint)
    if at is not None:
        key.check_window(at)
    check_signature(receipt, digest, key)


def check_signature(receipt: "Receipt", digest: bytes, key: PublicKey) -> None:
    """Raise `InvalidSignature` or one of its children if the receipt does not sign these 32 bytes under the key."""
    if receipt.algorithm != key.algorithm or receipt.signed_message != SIGNED_MESSAGE:
        found = f"{safe_repr(receipt.algorithm)} over {safe_repr(receipt.signed_message)}"
        raise UnsupportedAlgorithm(f"expected {key.algorithm} over {SIGNED_MESSAGE}, not {found}")
    signature = decode_base64(receipt.signature_b64, key.signature_bytes, InvalidSignature)
    try:
        key.verify(digest, signature)
    except InvalidSignature as error:
        try:
            key.verify(digest.hex().encode(), signature)
        except InvalidSignature:
            raise error from None
        raise WrongMessageSigned("the signature is over the hex digits of the hash, not over its 32 bytes") from None
