"""Ed25519 public keys as JSON Web Keys: `kty` OKP and `crv` Ed25519, RFC 8037.

Use it if you get or publish keys as JSON Web Keys.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from contextlib import suppress

from ..errors import InvalidKey, require_text, safe_repr
from ..keys import PublicKey
from ..protocol import ALGORITHM
from ..strict_json import Data, parse_json

# Members that limit the use of a key, with the values that allow it to verify Ed25519 signatures.
_USES: dict[str, tuple[object, ...]] = {"use": ("sig",), "alg": ("EdDSA", "Ed25519")}


def public_key_to_jwk(key: PublicKey) -> dict[str, str]:
    """The key as a JSON Web Key, with its key id as `kid` if it has one. The window is not in it."""
    if not isinstance(key, PublicKey):
        raise TypeError(f"key: expected a PublicKey, not {safe_repr(key)}")
    if key.algorithm != ALGORITHM:
        raise InvalidKey(f"expected a key of {ALGORITHM}, not of {safe_repr(key.algorithm)}")
    kid = {"kid": key.key_id} if key.key_id else {}
    return {"kty": "OKP", "crv": "Ed25519", "x": _base64url(key.raw), **kid}


def public_key_from_jwk(data: Data, *, key_id: str = "") -> PublicKey:
    """The key of a JSON Web Key, given as UTF-8 JSON, as a text or as a mapping. The key id is `kid`, or else `key_id`.

    Raises `InvalidKey` if it is another kind of key, a private key, or a key that is not for signatures, if `x` is not the one
    spelling of the 32 bytes, or if `kid` and `key_id` differ. Raises `InvalidJSON` as `parse_record` does. Unknown members
    have no effect (RFC 7517).
    """
    require_text(key_id, "key_id")
    jwk = parse_json(data)
    if not isinstance(jwk, Mapping):
        raise InvalidKey(f"expected a JSON Web Key, which is an object, not {safe_repr(jwk)}")
    for member, expected in (("kty", "OKP"), ("crv", "Ed25519")):
        if jwk.get(member) != expected:
            raise InvalidKey(f"expected {expected}, not {safe_repr(jwk.get(member))}", pointer=f"/{member}")
    if "d" in jwk:
        raise InvalidKey("expected a public key, not a private key", pointer="/d")
    for member, values in _USES.items():
        if member in jwk and jwk[member] not in values:
            raise InvalidKey(f"expected {' or '.join(map(str, values))}, not {safe_repr(jwk[member])}", pointer=f"/{member}")
    operations = jwk.get("key_ops", ["verify"])
    if not (isinstance(operations, list) and "verify" in operations):
        raise InvalidKey("expected verify among the operations", pointer="/key_ops")
    kid = jwk.get("kid", key_id)
    if not isinstance(kid, str) or (key_id and kid != key_id):
        raise InvalidKey(f"expected the key id {safe_repr(key_id)}, not {safe_repr(kid)}", pointer="/kid")
    return PublicKey(_decode(jwk.get("x")), kid)


def _base64url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _decode(text: object) -> bytes:
    raw = b""
    if isinstance(text, str) and text.isascii():
        with suppress(ValueError):
            raw = urlsafe_b64decode(f"{text}=")
    if len(raw) != 32 or _base64url(raw) != text:
        raise InvalidKey(f"expected 43 characters of base64url, not {safe_repr(text)}", pointer="/x")
    return raw
