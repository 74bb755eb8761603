"""Ed25519 public keys as PEM: the SubjectPublicKeyInfo of RFC 8410 in the text form of RFC 7468.

Use it if you get or publish keys as PEM, which OpenSSL and `cryptography` write.
"""

from base64 import b64decode, b64encode

from ..errors import InvalidKey, require_text, safe_repr
from ..keys import PublicKey
from ..protocol import ALGORITHM

_BEGIN, _END = "-----BEGIN PUBLIC KEY-----\n", "\n-----END PUBLIC KEY-----\n"
# A SEQUENCE of the algorithm 1.3.101.112 and a BIT STRING of 32 bytes. DER has this one encoding of it.
_SPKI = bytes.fromhex("302a300506032b6570032100")


def public_key_to_pem(key: PublicKey) -> str:
    """The key as PEM: three lines, each with a line feed at its end. The key id and the window are not in it."""
    if not isinstance(key, PublicKey):
        raise TypeError(f"key: expected a PublicKey, not {safe_repr(key)}")
    if key.algorithm != ALGORITHM:
        raise InvalidKey(f"expected a key of {ALGORITHM}, not of {safe_repr(key.algorithm)}")
    return f"{_BEGIN}{b64encode(_SPKI + key.raw).decode()}{_END}"


def public_key_from_pem(data: str | bytes | bytearray | memoryview, *, key_id: str = "") -> PublicKey:
    """The key of the one PEM text that `public_key_to_pem` returns for it.

    Raises `InvalidKey` for any other text: another kind of key, a private key, other line ends, text around it.
    """
    if not isinstance(data, str | bytes | bytearray | memoryview):
        raise TypeError(f"data: expected a str or bytes, not {safe_repr(data)}")
    require_text(key_id, "key_id")
    text = data if isinstance(data, str) else bytes(data).decode("ascii", "replace")
    try:
        spki = b64decode(text.removeprefix(_BEGIN).removesuffix(_END))
    except ValueError:
        spki = b""
    if spki.startswith(_SPKI) and len(spki) == len(_SPKI) + 32:
        key = PublicKey(spki[len(_SPKI) :], key_id)
        if public_key_to_pem(key) == text:
            return key
    raise InvalidKey(f"expected an Ed25519 public key in PEM, three lines with a line feed at the end, not {safe_repr(text)}")
