"""One public key: its encodings, its fingerprints, its window, and the signatures that it verifies."""

from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypedDict, Unpack

from ..errors import InvalidKey, InvalidSignature, KeyOutsideWindow, safe_repr
from ..protocol import ALGORITHM
from ..timestamps import require_aware, to_utc
from .algorithms import Algorithm, find_algorithm
from .encodings import BytesLike, decode_base64, decode_hex, decode_multibase, encode_multibase, require_bytes, require_text

_DID_KEY = "did:key:"


class KeyOptions(TypedDict, total=False):
    """The arguments that every constructor of a key takes by name: all fields of `PublicKey` except the raw key."""

    key_id: str
    not_before: datetime | None
    not_after: datetime | None
    revoked: bool
    algorithm: str


@dataclass(frozen=True, slots=True, repr=False)
class PublicKey:
    """A public key: its raw bytes, a key id, a window, whether the key is revoked, and its algorithm.

    `key_id` is the id that receipts name, or empty. `not_before` and `not_after` are aware datetimes, both inclusive; None
    means no bound. The key keeps them in UTC. They are compared with the `at` that a caller passes, never with a date in a
    document. A `revoked` key verifies no receipt, at any time. `algorithm` is the name that receipts have for it. `ed25519`,
    with 32 raw bytes, is the one that is known.

    Raises `InvalidKey` if the bytes are not the canonical encoding of a point of the curve, or if the point has small order
    (one signature of such a key fits many messages), or if the window ends before it begins, or if the algorithm is unknown, or
    if the key id has a lone surrogate.
    Raises `InvalidArgument` for a bound without an offset from UTC. Specification §6.1, §6.3.
    """

    raw: bytes
    key_id: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    revoked: bool = False
    algorithm: str = ALGORITHM
    fingerprint: str = field(init=False, compare=False)
    """The first 16 bytes of the SHA-256 of the raw key, as 32 lower-case hex digits."""
    fingerprint_b32: str = field(init=False, compare=False)
    """The first 26 base32 characters of the same SHA-256."""

    def __post_init__(self) -> None:
        raw = require_bytes(self.raw, "raw")
        try:
            require_text(self.key_id, "key_id").encode()
        except UnicodeEncodeError:
            raise InvalidKey(f"a lone surrogate in the key id {safe_repr(self.key_id)}") from None
        if not isinstance(self.revoked, bool):
            raise TypeError(f"revoked: expected a bool, not {safe_repr(self.revoked)}")
        if self.not_before is not None:
            object.__setattr__(self, "not_before", to_utc(self.not_before, "not_before"))
        if self.not_after is not None:
            object.__setattr__(self, "not_after", to_utc(self.not_after, "not_after"))
        if self.not_before and self.not_after and self.not_before > self.not_after:
            raise InvalidKey(f"the window of key {safe_repr(self.key_id)} ends before it begins")
        fingerprint, fingerprint_b32 = _checked_fingerprints(raw, require_text(self.algorithm, "algorithm"))
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "fingerprint", fingerprint)
        object.__setattr__(self, "fingerprint_b32", fingerprint_b32)

    def __repr__(self) -> str:
        key_id = f"{safe_repr(self.key_id)[1:-1]} " if self.key_id else ""
        return f"<PublicKey {key_id}{self.fingerprint[:8]}…{' revoked' if self.revoked else ''}>"

    @classmethod
    def from_bytes(cls, raw: BytesLike, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key of 32 raw bytes. `options` are those of `KeyOptions`.

        Raises `InvalidKey` for another number of bytes, and the errors of `PublicKey`.
        """
        return cls(require_bytes(raw, "raw"), **options)

    @classmethod
    def from_hex(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key of 64 lower-case hex digits. `options` are those of `KeyOptions`. Raises as `PublicKey` does.

        >>> PublicKey.from_hex("b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3").fingerprint
        '8d4b5ee74e4693bcd1df2446408b0d54'
        """
        return cls(decode_hex(require_text(text, "text"), _algorithm_in(options).key_bytes, InvalidKey), **options)

    @classmethod
    def from_base64(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key in standard base64 with padding. `options` are those of `KeyOptions`. Raises as `PublicKey` does."""
        return cls(decode_base64(require_text(text, "text"), _algorithm_in(options).key_bytes, InvalidKey), **options)

    @classmethod
    def from_multibase(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key in multibase, `z6Mk…`: base58btc over `0xed 0x01` and the raw key.

        `options` are those of `KeyOptions`. Raises as `PublicKey` does. Specification §6.2.
        """
        return cls(decode_multibase(require_text(text, "text"), _algorithm_in(options)), **options)

    @classmethod
    def from_did_key(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key of a `did:key:z6Mk…`, without a fragment.

        `options` are those of `KeyOptions`. Raises as `PublicKey` does. Specification §6.2.
        """
        if not require_text(text, "text").startswith(_DID_KEY):
            raise InvalidKey(f"expected did:key:z6Mk…, not {safe_repr(text)}")
        return cls(decode_multibase(text[len(_DID_KEY) :], _algorithm_in(options)), **options)

    @property
    def signature_bytes(self) -> int:
        """The number of bytes of a signature of this key, 64 for Ed25519."""
        return find_algorithm(self.algorithm).signature_bytes

    @property
    def multibase(self) -> str:
        """The key in multibase, `z6Mk…`, for `from_multibase`. Specification §6.2."""
        return encode_multibase(self.raw, find_algorithm(self.algorithm))

    @property
    def did_key(self) -> str:
        """The key as `did:key:z6Mk…`, for `from_did_key`. Specification §6.2."""
        return _DID_KEY + self.multibase

    def is_valid_at(self, at: datetime) -> bool:
        """Whether an instant is within the window, bounds included. Revocation does not matter.

        `at` is an aware datetime. Raises `InvalidArgument` if it has no offset from UTC.
        """
        require_aware(at)  # comparisons with the bounds, which are in UTC, are of instants
        return not ((self.not_before and at < self.not_before) or (self.not_after and at > self.not_after))

    def check_window(self, at: datetime) -> None:
        """Raise `KeyOutsideWindow` if an instant is outside the window, `InvalidArgument` if it has no offset from UTC."""
        if not self.is_valid_at(at):
            raise KeyOutsideWindow(f"key {safe_repr(self.key_id)} is not valid at {at.isoformat()}")

    def verify(self, message: BytesLike, signature: BytesLike) -> None:
        """Check a signature over a message, of 64 bytes for Ed25519. Returns None if it is valid.

        Raises `InvalidSignature` if it is not, for Ed25519 by the rules of libsodium. The window and the revocation of the key
        do not matter here: `verify_receipt` examines them. Specification §6.1.
        """
        signed, signature = require_bytes(message, "message"), require_bytes(signature, "signature")
        algorithm = find_algorithm(self.algorithm)
        if len(signature) != algorithm.signature_bytes:
            raise InvalidSignature(f"expected {algorithm.signature_bytes} bytes of signature, not {len(signature)}")
        if not algorithm.verifies(self.raw, signed, signature):
            raise InvalidSignature(f"the signature does not verify under key {safe_repr(self.key_id)}")


def _algorithm_in(options: KeyOptions) -> Algorithm:
    return find_algorithm(require_text(options.get("algorithm", ALGORITHM), "algorithm"))


@lru_cache(maxsize=1024)
def _checked_fingerprints(raw: bytes, name: str) -> tuple[str, str]:
    """Both fingerprints of a raw key of the algorithm of this name. Raises `InvalidKey` if the bytes are no key of it."""
    algorithm = find_algorithm(name)
    if len(raw) != algorithm.key_bytes:
        raise InvalidKey(f"expected {algorithm.key_bytes} bytes of a public key of {name}, not {len(raw)}")
    algorithm.check_key(raw)
    digest = sha256(raw).digest()
    return digest[:16].hex(), b32encode(digest)[:26].decode()
