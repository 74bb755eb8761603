"""Signers: objects that sign receipts with one key, in memory or in hardware."""

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from nacl.signing import SigningKey

from ..errors import InvalidKey, safe_repr
from .encodings import BytesLike, require_bytes, require_text
from .public_key import PublicKey

SEED_BYTES = 32


@runtime_checkable
class Signer(Protocol):
    """Signs with one key. Any object with `key_id`, `public_key` and `sign` is a signer; it needs no base class.

    Specification §6.1.
    """

    @property
    def key_id(self) -> str:
        """The id under which key rings hold the public key. It is not empty."""

    @property
    def public_key(self) -> PublicKey | bytes:
        """The public key, or the 32 raw bytes of an Ed25519 key."""

    def sign(self, message: bytes, /) -> bytes:
        """The signature over the message, without the message: 64 bytes for Ed25519."""


@dataclass(frozen=True, slots=True)
class NaClSigner:
    """A `Signer` with a PyNaCl signing key in memory. Raises `InvalidKey` if the key id is empty. Specification §6.1."""

    signing_key: SigningKey = field(repr=False)
    key_id: str

    def __post_init__(self) -> None:
        if not isinstance(self.signing_key, SigningKey):
            raise TypeError(f"signing_key: expected a nacl.signing.SigningKey, not {safe_repr(self.signing_key)}")
        if not require_text(self.key_id, "key_id"):
            raise InvalidKey("expected a key id")

    @classmethod
    def from_seed(cls, seed: BytesLike, *, key_id: str) -> "NaClSigner":
        """The signer of a secret seed of 32 bytes. Raises `InvalidKey` for another length or an empty key id."""
        secret = require_bytes(seed, "seed")
        if len(secret) != SEED_BYTES:
            raise InvalidKey(f"expected a seed of {SEED_BYTES} bytes")
        return cls(SigningKey(secret), key_id)

    @property
    def public_key(self) -> PublicKey:
        """The public key, with the key id."""
        return PublicKey(bytes(self.signing_key.verify_key), self.key_id)

    def sign(self, message: bytes, /) -> bytes:
        """The 64 bytes of the Ed25519 signature over the message."""
        return self.signing_key.sign(require_bytes(message, "message")).signature
