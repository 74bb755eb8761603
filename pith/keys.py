"""Ed25519 public keys and rings of them, with the published key; PyNaCl's libsodium is the one back end."""

import binascii
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from types import MappingProxyType
from typing import Protocol, runtime_checkable

import base58
from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey

from .errors import FingerprintMismatch, InvalidKey, InvalidSignature, KeyOutsideWindow, UnknownKey, safe_repr
from .protocol import KEY_BYTES, SIGNATURE_BYTES
from .timestamps import require_aware

SEED_BYTES = 32

_DID_KEY = "did:key:"
_BASE58_BTC = "z"
_ED25519_MULTICODEC = b"\xed\x01"
_MULTIBASE_LENGTH = 48  # what 2 + 32 bytes that begin with the multicodec come to, with the leading z

# The curve of RFC 8032: its prime, its d, and the y of every point whose order divides 8.
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


@dataclass(frozen=True, slots=True)
class PublicKey:
    """An Ed25519 public key: 32 raw bytes, the id that receipts call it by, and what its owner says of its validity.

    `not_before` and `not_after` bound the instants at which it may be used, both inclusive, None for no bound; they are
    compared with the `at` that a caller passes and with nothing else. A `revoked` key verifies nothing, whatever the
    instant. Raises `InvalidKey` for bytes that are no point of the curve in its one encoding, or a point of small order
    (for which one signature fits many messages). Source: protocol, receipt.
    """

    raw: bytes
    key_id: str = ""
    not_before: datetime | None = None
    not_after: datetime | None = None
    revoked: bool = False
    fingerprint: str = field(init=False, repr=False, compare=False)
    """The first 16 bytes of the SHA-256 of the raw key, as 32 lower-case hex digits."""
    fingerprint_b32: str = field(init=False, repr=False, compare=False)
    """The same SHA-256 as its first 26 base32 characters: `fingerprint_sha256_b32_first128bits` of the mirror manifest."""

    def __post_init__(self) -> None:
        if not (isinstance(self.raw, bytes) and len(self.raw) == KEY_BYTES):
            raise InvalidKey(f"expected {KEY_BYTES} bytes of Ed25519 public key, not {safe_repr(self.raw)}")
        if not isinstance(self.key_id, str):
            raise InvalidKey(f"expected a key id, not {safe_repr(self.key_id)}")
        if not isinstance(self.revoked, bool):
            raise InvalidKey(f"expected true or false for revoked, not {safe_repr(self.revoked)}")
        _refuse_weak_point(self.raw)
        for bound in (self.not_before, self.not_after):
            if bound is not None:
                require_aware(bound)
        if self.not_before and self.not_after and self.not_before > self.not_after:
            raise InvalidKey(f"the window of key {safe_repr(self.key_id)} ends before it begins")
        digest = sha256(self.raw).digest()
        object.__setattr__(self, "fingerprint", digest[:16].hex())
        object.__setattr__(self, "fingerprint_b32", b32encode(digest)[:26].decode())

    @classmethod
    def from_bytes(
        cls,
        raw: bytes,
        *,
        key_id: str = "",
        not_before: datetime | None = None,
        not_after: datetime | None = None,
        revoked: bool = False,
    ) -> "PublicKey":
        """The key of 32 raw bytes. Raises `InvalidKey`."""
        return cls(raw, key_id, not_before, not_after, revoked)

    @classmethod
    def from_hex(cls, text: str, *, key_id: str = "") -> "PublicKey":
        """The key of 64 lower-case hex digits. Raises `InvalidKey`."""
        return cls(decode_hex(text, KEY_BYTES, InvalidKey), key_id)

    @classmethod
    def from_base64(cls, text: str, *, key_id: str = "") -> "PublicKey":
        """The key in standard base64 with padding. Raises `InvalidKey`."""
        return cls(decode_base64(text, KEY_BYTES, InvalidKey), key_id)

    @classmethod
    def from_multibase(cls, text: str, *, key_id: str = "") -> "PublicKey":
        """The key in multibase, `z6Mk…`: base58btc over a multicodec of two bytes and the raw key. Raises `InvalidKey`."""
        if not (isinstance(text, str) and len(text) == _MULTIBASE_LENGTH and text[0] == _BASE58_BTC):
            raise InvalidKey(f"expected {_MULTIBASE_LENGTH} characters of multibase, z6Mk…, not {safe_repr(text)}")
        try:
            decoded = base58.b58decode(text[1:])
        except ValueError:
            decoded = b""
        if decoded[:2] != _ED25519_MULTICODEC or base58.b58encode(decoded).decode() != text[1:]:
            raise InvalidKey(f"expected base58btc of an Ed25519 public key, not {safe_repr(text)}")
        return cls(decoded[2:], key_id)

    @classmethod
    def from_did_key(cls, text: str, *, key_id: str = "") -> "PublicKey":
        """The key in a `did:key:z6Mk…`, without a fragment. Raises `InvalidKey`."""
        if not (isinstance(text, str) and text.startswith(_DID_KEY)):
            raise InvalidKey(f"expected did:key:z6Mk…, not {safe_repr(text)}")
        return cls.from_multibase(text[len(_DID_KEY) :], key_id=key_id)

    @property
    def multibase(self) -> str:
        """The key as `from_multibase` reads it."""
        return _BASE58_BTC + base58.b58encode(_ED25519_MULTICODEC + self.raw).decode()

    @property
    def did_key(self) -> str:
        """The key as `from_did_key` reads it."""
        return _DID_KEY + self.multibase

    def is_valid_at(self, at: datetime) -> bool:
        """Whether an instant is inside the window. Raises `InvalidArgument` for a naive datetime."""
        require_aware(at)
        return not ((self.not_before and at < self.not_before) or (self.not_after and at > self.not_after))

    def check_window(self, at: datetime) -> None:
        """Raise `KeyOutsideWindow` if an instant is outside the window, `InvalidArgument` for a naive datetime."""
        if not self.is_valid_at(at):
            raise KeyOutsideWindow(f"key {safe_repr(self.key_id)} is not valid at {at.isoformat()}")

    def verify(self, message: bytes, signature: bytes) -> None:
        """Raises `InvalidSignature` unless the 64 bytes are this key's Ed25519 signature over the message, as libsodium has it:
        no other encoding of R or S, no point of small order. Window and revocation are the ring's matter, not this one's."""
        if not (isinstance(signature, bytes) and len(signature) == SIGNATURE_BYTES):
            raise InvalidSignature(f"expected {SIGNATURE_BYTES} bytes of signature, not {safe_repr(signature)}")
        if not isinstance(message, bytes):
            raise InvalidSignature(f"expected the bytes that were signed, not {safe_repr(message)}")
        try:
            crypto_sign_open(signature + message, self.raw)
        except BadSignatureError:
            raise InvalidSignature(f"the signature does not verify under key {safe_repr(self.key_id)}") from None


class KeyRing:
    """An immutable set of public keys, found by key id and fingerprint.

    Takes any iterable of `PublicKey`, each with an id of its own (rotation adds a key with a new id). Raises `InvalidKey`
    for two keys of one id, a key without an id, and one key that is revoked under one id and not under another.
    Source: protocol, receipt.
    """

    __slots__ = ("_keys",)
    _keys: Mapping[str, PublicKey]

    def __new__(cls, keys: Iterable[PublicKey] = ()) -> "KeyRing":
        ring = super().__new__(cls)
        by_id: dict[str, PublicKey] = {}
        revoked: dict[bytes, bool] = {}
        for key in keys:
            if not isinstance(key, PublicKey) or not key.key_id:
                raise InvalidKey("a ring takes public keys that have a key id")
            if by_id.setdefault(key.key_id, key) != key:
                raise InvalidKey(f"two keys, or two windows of one, under the id {safe_repr(key.key_id)}")
            if revoked.setdefault(key.raw, key.revoked) != key.revoked:
                raise InvalidKey(f"key {safe_repr(key.key_id)} is revoked under one id and not under another")
        object.__setattr__(ring, "_keys", MappingProxyType(by_id))
        return ring

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a KeyRing cannot be changed; add and revoke return new ones")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __iter__(self) -> Iterator[PublicKey]:
        return iter(self._keys.values())

    def __len__(self) -> int:
        return len(self._keys)

    def __eq__(self, other: object) -> bool:
        return self._keys == other._keys if isinstance(other, KeyRing) else NotImplemented

    def __hash__(self) -> int:
        return hash(frozenset(self._keys.values()))

    def __repr__(self) -> str:
        return f"KeyRing([{', '.join(map(repr, self))}])"

    def __reduce__(self) -> tuple[type["KeyRing"], tuple[tuple[PublicKey, ...]]]:
        return KeyRing, (tuple(self),)

    def get(self, key_id: str) -> PublicKey | None:
        """The key of that id, revoked or not, or None."""
        return self._keys.get(key_id) if isinstance(key_id, str) else None

    def find(self, key_id: str, fingerprint: str) -> PublicKey:
        """The key of that id and fingerprint (32 hex digits), revoked or not; raises `UnknownKey` or `FingerprintMismatch`."""
        key = self.get(key_id)
        if key is None:
            raise UnknownKey(f"no key {safe_repr(key_id)} in the ring")
        if key.fingerprint != fingerprint:
            raise FingerprintMismatch(
                f"key {safe_repr(key_id)} has the fingerprint {key.fingerprint}, not {safe_repr(fingerprint)}"
            )
        return key

    def add(self, *keys: PublicKey) -> "KeyRing":
        """A ring with these keys too. Raises `InvalidKey`."""
        return KeyRing((*self, *keys))

    def revoke(self, key_id: str) -> "KeyRing":
        """A ring in which the key of that id is revoked, under every id it has. Raises `UnknownKey`."""
        if (revoked := self.get(key_id)) is None:
            raise UnknownKey(f"no key {safe_repr(key_id)} in the ring")
        return KeyRing(replace(key, revoked=True) if key.raw == revoked.raw else key for key in self)


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
            raise InvalidKey(f"expected a nacl.signing.SigningKey, not {safe_repr(self.signing_key)}")
        if not (isinstance(self.key_id, str) and self.key_id):
            raise InvalidKey(f"expected a key id, not {safe_repr(self.key_id)}")

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


def decode_hex(text: str, length: int, error: type[InvalidKey | InvalidSignature]) -> bytes:
    """The bytes of a lower-case hex text of that many bytes; raises the error for any other spelling."""
    try:
        decoded = bytes.fromhex(text)
    except (ValueError, TypeError):
        decoded = b""
    if len(decoded) != length or decoded.hex() != text:
        raise error(f"expected {2 * length} lower-case hex digits, not {safe_repr(text)}")
    return decoded


def decode_base64(text: str, length: int, error: type[InvalidKey | InvalidSignature]) -> bytes:
    """The bytes of a standard base64 text, padded, of that many bytes; raises the error for any other spelling."""
    try:
        decoded = binascii.a2b_base64(text)
    except (ValueError, TypeError):
        decoded = b""
    if len(decoded) != length or binascii.b2a_base64(decoded, newline=False).decode() != text:
        raise error(f"expected standard base64 of {length} bytes, not {safe_repr(text)}")
    return decoded


def _refuse_weak_point(raw: bytes) -> None:
    """libsodium refuses such keys when it verifies, and its own check of a point is missing from minimal builds."""
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P:
        raise InvalidKey("the key is not in its canonical encoding")
    if y in _SMALL_ORDER_Y:
        raise InvalidKey("the key is a point of small order")
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(x_squared, (_P - 1) // 2, _P) != 1:
        raise InvalidKey("the key is not a point of the curve")


PITH_KEYS = KeyRing(
    [PublicKey.from_hex("b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3", key_id="pith-v1-2026-05")]
)
