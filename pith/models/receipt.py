"""The receipt: a signature over the canonical hash, and what its issuer says about it."""

from base64 import b64decode
from datetime import datetime

from ..dates import instant
from .base import FingerprintHex, Model, Sha256Hex, SignatureBase64, Timestamp


class Receipt(Model):
    """The signature covers the 32 bytes of `canonical_sha256` and nothing else; every other field is only claimed.

    Source: protocol, receipt.
    """

    kind: str
    key_id: str
    algorithm: str
    signed_message: str
    signature_b64: SignatureBase64
    canonical_sha256: Sha256Hex
    public_key_fingerprint: FingerprintHex
    signature_status: str
    receipt_version: str
    builder_version: str
    first_computed_at: Timestamp
    last_reissued_at: Timestamp
    signed_at: Timestamp

    @property
    def digest(self) -> bytes:
        """The 32 bytes of `canonical_sha256`."""
        return bytes.fromhex(self.canonical_sha256)

    @property
    def signature(self) -> bytes:
        """The 64 bytes of `signature_b64`."""
        return b64decode(self.signature_b64)

    @property
    def signed_instant(self) -> datetime:
        """`signed_at` as an aware datetime; it is under no signature."""
        return instant(self.signed_at)
