"""What signs a receipt: anything with a key id, a public key and `sign`, so that the secret may live in hardware."""

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from nacl.signing import SigningKey

from .errors import InvalidKey, shown
from .keys import PublicKey

SEED_BYTES = 32


@runtime_checkable
class Signer(Protocol):
    """Signs with one Ed25519 key. `public_key` is that key, or its 32 bytes; `sign` returns the 64 bytes of a signature."""

    @property
    def key_id(self) -> str:
        """The id under which rings know the key."""

    @property
    def public_key(self) -> PublicKey | bytes:
        """The public half of the key."""

    def sign(self, message: bytes, /) -> bytes:
        """The detached Ed25519 signature over the message."""


@dataclass(frozen=True, slots=True)
class NaClSigner:
    """A `Signer` over a PyNaCl key in memory. Raises `InvalidKey` for what is no such key, and for an empty key id."""

    signing_key: SigningKey = field(repr=False)
    key_id: str

    def __post_init__(self) -> None:
        if not isinstance(self.signing_key, SigningKey):
            raise InvalidKey(f"expected a nacl.signing.SigningKey, not {shown(self.signing_key)}")
        if not (isinstance(self.key_id, str) and self.key_id):
            raise InvalidKey(f"expected a key id, not {shown(self.key_id)}")

    @classmethod
    def from_seed(cls, seed: bytes, *, key_id: str) -> "NaClSigner":
        """The signer of a secret seed of 32 bytes. Raises `InvalidKey`."""
        if not (isinstance(seed, bytes) and len(seed) == SEED_BYTES):
            raise InvalidKey(f"expected a seed of {SEED_BYTES} bytes")
        return cls(SigningKey(seed), key_id)

    @property
    def public_key(self) -> PublicKey:
        """The public half of the key, under the key id."""
        return PublicKey(bytes(self.signing_key.verify_key), self.key_id)

    def sign(self, message: bytes, /) -> bytes:
        """The 64 bytes of the Ed25519 signature over the message."""
        return self.signing_key.sign(message).signature
