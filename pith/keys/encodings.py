"""Hex, base64 and multibase of keys, hashes and signatures. Each has one spelling: bytes are encoded again and compared."""

from binascii import a2b_base64, b2a_base64
from typing import TypeAlias

import base58

from ..errors import InvalidKey, PithError, safe_repr

BytesLike: TypeAlias = "bytes | bytearray | memoryview"
"""What the functions of this package take for bytes."""

_BASE58_BTC = "z"
_ED25519_MULTICODEC = b"\xed\x01"
_MULTIBASE_LENGTH = 48  # the z, and base58 of 34 bytes that begin with the multicodec


def require_bytes(value: object, name: str) -> bytes:
    """The bytes of a bytes-like argument. Raises TypeError, naming the argument, if it is another object."""
    if not isinstance(value, bytes | bytearray | memoryview):
        raise TypeError(f"{name}: expected bytes, not {safe_repr(value)}")
    return bytes(value)


def require_text(value: object, name: str) -> str:
    """The argument itself. Raises TypeError, naming the argument, if it is not a str."""
    if not isinstance(value, str):
        raise TypeError(f"{name}: expected a str, not {safe_repr(value)}")
    return value


def decode_hex(text: str, length: int, error: type[PithError]) -> bytes:
    """The bytes of lower-case hex. Raises the error if the text does not encode that number of bytes in its one spelling."""
    try:
        decoded = bytes.fromhex(text) if len(text) == 2 * length else b""
    except ValueError:
        decoded = b""
    if len(decoded) != length or decoded.hex() != text:
        raise error(f"expected {2 * length} lower-case hex digits, not {safe_repr(text)}")
    return decoded


def decode_base64(text: str, length: int, error: type[PithError]) -> bytes:
    """The bytes of padded base64. Raises the error if the text does not encode that number of bytes in its one spelling."""
    try:
        decoded = a2b_base64(text)
    except ValueError:
        decoded = b""
    if len(decoded) != length or b2a_base64(decoded, newline=False).decode() != text:
        raise error(f"expected standard base64 of {length} bytes, not {safe_repr(text)}")
    return decoded


def decode_multibase(text: str) -> bytes:
    """The 32 bytes of an Ed25519 key in multibase, `z6Mk…`. Raises `InvalidKey` for any other text."""
    if len(text) != _MULTIBASE_LENGTH or text[0] != _BASE58_BTC:
        raise InvalidKey(f"expected {_MULTIBASE_LENGTH} characters of multibase, z6Mk…, not {safe_repr(text)}")
    try:
        decoded = base58.b58decode(text[1:])
    except ValueError:
        decoded = b""
    if decoded[:2] != _ED25519_MULTICODEC or base58.b58encode(decoded).decode() != text[1:]:
        raise InvalidKey(f"expected base58btc of an Ed25519 public key, not {safe_repr(text)}")
    return decoded[2:]


def encode_multibase(raw: bytes) -> str:
    """The 32 bytes of an Ed25519 key in multibase, `z6Mk…`."""
    return _BASE58_BTC + base58.b58encode(_ED25519_MULTICODEC + raw).decode()
