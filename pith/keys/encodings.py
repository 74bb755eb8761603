"""Hex, base64 and multibase of keys, hashes and signatures. Each has one spelling: bytes are encoded again and compared."""

from binascii import a2b_base64, b2a_base64
from contextlib import suppress
from typing import TypeAlias

import base58

from ..errors import InvalidKey, PithError, safe_repr
from ..errors import require_text as require_text
from .algorithms import Algorithm

BytesLike: TypeAlias = "bytes | bytearray | memoryview"
"""What the functions of this package take for bytes."""

_BASE58_BTC = "z"


def require_bytes(value: object, name: str) -> bytes:
    """The bytes of a bytes-like argument. Raises TypeError, naming the argument, if it is another object."""
    if not isinstance(value, (bytes, bytearray, memoryview)):
        raise TypeError(f"{name}: expected bytes, not {safe_repr(value)}")
    return bytes(value)


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


def decode_multibase(text: str, algorithm: Algorithm) -> bytes:
    """The raw key of an algorithm in multibase, `z6Mk…` for Ed25519. Raises `InvalidKey` for any other text."""
    length = len(algorithm.multicodec) + algorithm.key_bytes
    decoded = b""
    if text[:1] == _BASE58_BTC and len(text) <= 2 * length:  # decoding takes the square of the length
        with suppress(ValueError):
            decoded = base58.b58decode(text[1:])
    raw = decoded.removeprefix(algorithm.multicodec)
    if len(decoded) != length or len(raw) != algorithm.key_bytes or encode_multibase(raw, algorithm) != text:
        raise InvalidKey(f"expected multibase of a public key, such as z6Mk…, not {safe_repr(text)}")
    return raw


def encode_multibase(raw: bytes, algorithm: Algorithm) -> str:
    """A raw key of an algorithm in multibase, as `decode_multibase` takes it."""
    return _BASE58_BTC + base58.b58encode(algorithm.multicodec + raw).decode()
