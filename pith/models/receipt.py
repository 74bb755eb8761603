"""The receipt: a signature over the canonical hash, and what its issuer claims about it."""

from base64 import b64decode
from datetime import datetime

from ..timestamps import parse_timestamp
from .base import FingerprintHex, Model, Sha256Hex, SignatureBase64, Timestamp


class Receipt(Model):
    """The receipt of a record. The signature covers the 32 bytes of `canonical_sha256` and nothing else.

    Every other field is only claimed. Specification §6.4.
    """

    kind: str
    key_id: str
    algorithm: str
    signed_at: Timestamp
    signature_b64: SignatureBase64
    signed_message: str
    builder_version: str
    receipt_version: str
    canonical_sha256: Sha256Hex
    last_reissued_at: Timestamp
    signature_status: str
    first_computed_at: Timestamp
    public_key_fingerprint: FingerprintHex

    @property
    def digest(self) -> bytes:
        """The 32 bytes of `canonical_sha256`."""
        return bytes.fromhex(self.canonical_sha256)

    @property
    def signature(self) -> bytes:
        """The bytes of `signature_b64`: 64 for Ed25519. The parser has checked the base64, and not the number of bytes."""
        return b64decode(self.signature_b64)

    @property
    def signed_instant(self) -> datetime:
        """`signed_at` as an aware datetime. No signature covers it."""
        return parse_timestamp(self.signed_at)
