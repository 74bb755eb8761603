"""Ed25519 with the criteria of section 6.1 of the specification: slow and without a library."""

from functools import cache
from hashlib import sha512

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
_ROOT = pow(2, (P - 1) // 4, P)
SMALL_Y = (
    0,
    1,
    P - 1,
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
)

Point = tuple[int, int, int, int]  # X, Y, Z, T of the extended coordinates
_IDENTITY: Point = (0, 1, 1, 0)


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _multiple(scalar: int, point: Point) -> Point:
    total = _IDENTITY
    while scalar:
        if scalar & 1:
            total = _add(total, point)
        point = _add(point, point)
        scalar >>= 1
    return total


def encode(point: Point) -> bytes:
    """The canonical encoding of a point."""
    inverse = pow(point[2], -1, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _decode(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * _ROOT % P
    if (x * x - square) % P:
        return None
    if x & 1 != sign:
        x = -x % P
    return x, y % P, 1, x * y % P


_BASE = _decode((4 * pow(5, -1, P) % P).to_bytes(32, "little"))
assert _BASE is not None
BASE: Point = _BASE


@cache
def is_key(raw: bytes) -> bool:
    """Whether 32 bytes are a public key: canonical, on the curve, not of small order."""
    if len(raw) != 32:
        return False
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    return y < P and y not in SMALL_Y and _decode(raw) is not None


@cache
def is_valid(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether 64 bytes are a valid signature of a key over a message."""
    if len(signature) != 64 or not is_key(key):
        return False
    commitment, s = signature[:32], int.from_bytes(signature[32:], "little")
    if s >= L or int.from_bytes(commitment, "little") & (2**255 - 1) in (*SMALL_Y, P, P + 1):
        return False
    x, y, z, t = _decode(key) or _IDENTITY
    k = int.from_bytes(sha512(commitment + key + message).digest(), "little") % L
    return encode(_add(_multiple(s, BASE), _multiple(k, (-x % P, y, z, -t % P)))) == commitment


def _expanded(seed: bytes) -> tuple[int, bytes]:
    digest = sha512(seed).digest()
    return int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254), digest[32:]


@cache
def public_key(seed: bytes) -> bytes:
    """The 32 bytes of the public key of a seed of 32 bytes."""
    return encode(_multiple(_expanded(seed)[0], BASE))


@cache
def sign(seed: bytes, message: bytes) -> bytes:
    """The 64 bytes of the signature over a message."""
    scalar, prefix = _expanded(seed)
    nonce = int.from_bytes(sha512(prefix + message).digest(), "little") % L
    commitment = encode(_multiple(nonce, BASE))
    challenge = int.from_bytes(sha512(commitment + public_key(seed) + message).digest(), "little")
    return commitment + ((nonce + challenge * scalar) % L).to_bytes(32, "little")
