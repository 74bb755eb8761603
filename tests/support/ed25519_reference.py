"""Ed25519 signatures by the book (RFC 8032, section 5.1), slow and without a library: an independent word on what is right."""

from hashlib import sha512

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_BASE_Y = 4 * pow(5, -1, _P) % _P
_BASE_X = 15112221349535400772501151409588531511454012693041857206046113283949847762202

Point = tuple[int, int]


def _add(one: Point, other: Point) -> Point:
    product = _D * one[0] * other[0] * one[1] * other[1]
    x = (one[0] * other[1] + other[0] * one[1]) * pow(1 + product, -1, _P)
    y = (one[1] * other[1] + one[0] * other[0]) * pow(1 - product, -1, _P)
    return x % _P, y % _P


def _multiple(scalar: int) -> bytes:
    """The base point times a scalar, as 32 bytes."""
    total, power = (0, 1), (_BASE_X, _BASE_Y)
    while scalar:
        if scalar & 1:
            total = _add(total, power)
        power = _add(power, power)
        scalar >>= 1
    return (total[1] | (total[0] & 1) << 255).to_bytes(32, "little")


def _expanded(seed: bytes) -> tuple[int, bytes]:
    digest = sha512(seed).digest()
    clamped = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    return clamped, digest[32:]


def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key of a seed of 32 bytes."""
    return _multiple(_expanded(seed)[0])


def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the signature over a message."""
    scalar, prefix = _expanded(seed)
    nonce = int.from_bytes(sha512(prefix + message).digest(), "little") % _ORDER
    commitment = _multiple(nonce)
    challenge = int.from_bytes(sha512(commitment + _multiple(scalar) + message).digest(), "little")
    return commitment + ((nonce + challenge * scalar) % _ORDER).to_bytes(32, "little")
