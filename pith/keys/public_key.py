"""One Ed25519 public key: its encodings, its fingerprints, its window, and the signatures that it verifies."""

from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import TypedDict, Unpack

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from ..errors import InvalidKey, InvalidSignature, KeyOutsideWindow, safe_repr
from ..protocol import KEY_BYTES, SIGNATURE_BYTES
from ..timestamps import require_aware
from .encodings import BytesLike, decode_base64, decode_hex, decode_multibase, encode_multibase, require_bytes, require_text

_DID_KEY = "did:key:"

# The curve of RFC 8032: its prime, its d, and the y of each point whose order divides 8.
_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_SMALL_ORDER_Y = frozenset(
    {
        0,
        1,
        _P - 1,
        0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
        0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
    }
)


class KeyOptions(TypedDict, total=False):
    """The arguments that every constructor of a key takes by name: all fields of `PublicKey` except the raw key."""

    key_id: str
    not_before: datetime | None
    not_after: datetime | None
    revoked: bool


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key: 32 raw bytes, a key id, a window, and whether the key is revoked.

    `key_id` is the id that receipts name, or empty. `not_before` and `not_after` are aware datetimes, both inclusive; None
    means no bound. They are compared with the `at` that a caller passes, never with a date in a document. A `revoked` key
    verifies no receipt, at any time.

    Raises `InvalidKey` if the bytes are not the canonical encoding of a point of the curve, or if the point has small order
    (one signature of such a key fits many messages), or if the window ends before it begins. Raises `InvalidArgument` for a
    bound without an offset from UTC. Specification §6.1, §6.3.
    """

    raw: bytes
    key_id: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    revoked: bool = False
    fingerprint: str = field(init=False, repr=False, compare=False)
    """The first 16 bytes of the SHA-256 of the raw key, as 32 lower-case hex digits."""
    fingerprint_b32: str = field(init=False, repr=False, compare=False)
    """The first 26 base32 characters of the same SHA-256."""

    def __post_init__(self) -> None:
        raw = require_bytes(self.raw, "raw")
        require_text(self.key_id, "key_id")
        if not isinstance(self.revoked, bool):
            raise TypeError(f"revoked: expected a bool, not {safe_repr(self.revoked)}")
        if self.not_before is not None:
            require_aware(self.not_before, "not_before")
        if self.not_after is not None:
            require_aware(self.not_after, "not_after")
        if self.not_before and self.not_after and self.not_before > self.not_after:
            raise InvalidKey(f"the window of key {safe_repr(self.key_id)} ends before it begins")
        fingerprint, fingerprint_b32 = _checked_fingerprints(raw)
        object.__setattr__(self, "raw", raw)
        object.__setattr__(self, "fingerprint", fingerprint)
        object.__setattr__(self, "fingerprint_b32", fingerprint_b32)

    @classmethod
    def from_bytes(cls, raw: BytesLike, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key of 32 raw bytes. `options` are those of `KeyOptions`. Raises as `PublicKey` does."""
        return cls(require_bytes(raw, "raw"), **options)

    @classmethod
    def from_hex(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key of 64 lower-case hex digits. `options` are those of `KeyOptions`. Raises as `PublicKey` does.

        >>> PublicKey.from_hex("b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3").fingerprint
        '8d4b5ee74e4693bcd1df2446408b0d54'
        """
        return cls(decode_hex(require_text(text, "text"), KEY_BYTES, InvalidKey), **options)

    @classmethod
    def from_base64(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key in standard base64 with padding. `options` are those of `KeyOptions`. Raises as `PublicKey` does."""
        return cls(decode_base64(require_text(text, "text"), KEY_BYTES, InvalidKey), **options)

    @classmethod
    def from_multibase(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key in multibase, `z6Mk…`: base58btc over `0xed 0x01` and the raw key.

        `options` are those of `KeyOptions`. Raises as `PublicKey` does. Specification §6.2.
        """
        return cls(decode_multibase(require_text(text, "text")), **options)

    @classmethod
    def from_did_key(cls, text: str, **options: Unpack[KeyOptions]) -> "PublicKey":
        """The key of a `did:key:z6Mk…`, without a fragment.

        `options` are those of `KeyOptions`. Raises as `PublicKey` does. Specification §6.2.
        """
        if not require_text(text, "text").startswith(_DID_KEY):
            raise InvalidKey(f"expected did:key:z6Mk…, not {safe_repr(text)}")
        return cls(decode_multibase(text[len(_DID_KEY) :]), **options)

    @property
    def multibase(self) -> str:
        """The key in multibase, as `from_multibase` takes it."""
        return encode_multibase(self.raw)

    @property
    def did_key(self) -> str:
        """The key as a `did:key`, as `from_did_key` takes it."""
        return _DID_KEY + self.multibase

    def is_valid_at(self, at: datetime) -> bool:
        """Whether an instant is within the window, bounds included. Revocation is not looked at.

        `at` is an aware datetime. Raises `InvalidArgument` if it has no offset from UTC.
        """
        require_aware(at)
        return not ((self.not_before and at < self.not_before) or (self.not_after and at > self.not_after))

    def check_window(self, at: datetime) -> None:
        """Raise `KeyOutsideWindow` if an instant is outside the window, `InvalidArgument` if it has no offset from UTC."""
        if not self.is_valid_at(at):
            raise KeyOutsideWindow(f"key {safe_repr(self.key_id)} is not valid at {at.isoformat()}")

    def verify(self, message: BytesLike, signature: BytesLike) -> None:
        """Check an Ed25519 signature of 64 bytes over a message. Returns None if it is valid.

        Raises `InvalidSignature` if it is not, by the rules of libsodium. The window and the revocation of the key are not
        looked at: `verify_receipt` does that. Specification §6.1.
        """
        signed, signature = require_bytes(message, "message"), require_bytes(signature, "signature")
        if len(signature) != SIGNATURE_BYTES:
            raise InvalidSignature(f"expected {SIGNATURE_BYTES} bytes of signature, not {len(signature)}")
        try:
            crypto_sign_open(signature + signed, self.raw)
        except BadSignatureError:
            raise InvalidSignature(f"the signature does not verify under key {safe_repr(self.key_id)}") from None


@lru_cache(maxsize=1024)
def _checked_fingerprints(raw: bytes) -> tuple[str, str]:
    """Both fingerprints of a raw key. Raises `InvalidKey` if the bytes are no key.

    libsodium refuses the same points when it verifies. Its own check of a point also refuses keys that verify.
    """
    if len(raw) != KEY_BYTES:
        raise InvalidKey(f"expected {KEY_BYTES} bytes of an Ed25519 public key, not {len(raw)}")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P:
        raise InvalidKey("the key is not in its canonical encoding")
    if y in _SMALL_ORDER_Y:
        raise InvalidKey("the key is a point of small order")
    # u / v is x². It is a square if and only if u · v is one: the two differ by the square of v. Neither is 0 here.
    u, v = y * y - 1, _D * y * y + 1
    if pow(u * v, (_P - 1) // 2, _P) != 1:
        raise InvalidKey("the key is not a point of the curve")
    digest = sha256(raw).digest()
    return digest[:16].hex(), b32encode(digest)[:26].decode()
