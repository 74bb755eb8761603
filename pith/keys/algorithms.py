"""The algorithms of keys, one line for each: lengths, multicodec, and how it checks a key and a signature. Specification §6.1."""

from collections.abc import Callable
from typing import NamedTuple

from nacl.bindings import crypto_sign_open
from nacl.exceptions import BadSignatureError

from ..errors import InvalidKey, safe_repr
from ..protocol import ALGORITHM


class Algorithm(NamedTuple):
    """An algorithm of public keys and their signatures. Specification §6.1."""

    key_bytes: int
    signature_bytes: int
    multicodec: bytes
    """The bytes before the raw key in multibase. Specification §6.2."""
    check_key: Callable[[bytes], None]
    """Raises `InvalidKey` if a raw key of the right length is not usable."""
    verifies: Callable[[bytes, bytes, bytes], bool]
    """Whether, under a raw key, a signature of the right length is valid over a message: key, message, signature."""


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


def _check_ed25519_key(raw: bytes) -> None:
    """Refuse what is not the canonical encoding of a point of the curve, and points of small order.

    libsodium refuses the same points when it verifies. Its own check of a point also refuses keys that verify.
    """
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P:
        raise InvalidKey("the key is not in its canonical encoding")
    if y in _SMALL_ORDER_Y:
        raise InvalidKey("the key is a point of small order")
    # u / v is x². It is a square if and only if u · v is one: the two differ by the square of v. Neither is 0 here.
    u, v = y * y - 1, _D * y * y + 1
    if pow(u * v, (_P - 1) // 2, _P) != 1:
        raise InvalidKey("the key is not a point of the curve")


def _ed25519_verifies(raw: bytes, message: bytes, signature: bytes) -> bool:
    try:
        crypto_sign_open(signature + message, raw)
    except BadSignatureError:
        return False
    return True


ALGORITHMS = {ALGORITHM: Algorithm(32, 64, b"\xed\x01", _check_ed25519_key, _ed25519_verifies)}
"""The algorithms by the names that receipts, key rings and mirror manifests have for them."""


def find_algorithm(name: str) -> Algorithm:
    """The algorithm of a name. Raises `InvalidKey` if it is unknown."""
    if name not in ALGORITHMS:
        raise InvalidKey(f"expected {' or '.join(ALGORITHMS)}, not {safe_repr(name)}")
    return ALGORITHMS[name]
