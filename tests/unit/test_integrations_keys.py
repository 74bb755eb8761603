"""Public keys as PEM and as JSON Web Keys: the same as those of `cryptography`, and in one spelling."""

import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pith import PITH_KEYS, InvalidJSON, InvalidKey, PublicKey
from pith.integrations.jwk import public_key_from_jwk, public_key_to_jwk
from pith.integrations.pem import public_key_from_pem, public_key_to_pem
from pith.testing import TEST_SIGNER

[PUBLISHED] = PITH_KEYS
# The key of RFC 8037, appendix A.2, and that of RFC 8410, section 10.1.
RFC_8037 = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
RFC_8037_HEX = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
RFC_8410 = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n"


def test_keys_of_the_standards() -> None:
    assert public_key_from_jwk(RFC_8037).raw.hex() == RFC_8037_HEX
    assert public_key_to_jwk(PublicKey.from_hex(RFC_8037_HEX)) == RFC_8037
    assert public_key_to_pem(public_key_from_pem(RFC_8410)) == RFC_8410


@settings(max_examples=50)
@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back(seed: bytes) -> None:
    key = PublicKey(bytes(type(TEST_SIGNER).from_seed(seed, key_id="k").public_key.raw), "k")
    assert public_key_from_pem(public_key_to_pem(key), key_id="k") == key
    assert public_key_from_jwk(public_key_to_jwk(key)) == key


@pytest.mark.slow
def test_pem_and_jwk_are_those_of_cryptography() -> None:
    pytest.importorskip("cryptography")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

    for key in (PUBLISHED, TEST_SIGNER.public_key):
        theirs = Ed25519PublicKey.from_public_bytes(key.raw)
        pem = theirs.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        assert public_key_to_pem(key).encode() == pem
        assert public_key_from_pem(pem, key_id=key.key_id) == key
        assert load_pem_public_key(public_key_to_pem(key).encode()) == theirs


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_bytes_like_data_is_accepted(kind: Any) -> None:
    assert public_key_from_pem(kind(public_key_to_pem(PUBLISHED).encode())).raw == PUBLISHED.raw
    assert public_key_from_jwk(kind(json.dumps(public_key_to_jwk(PUBLISHED)).encode())) == PUBLISHED


PEM = public_key_to_pem(PUBLISHED)
BODY = PEM.splitlines()[1]
RSA = "-----BEGIN PUBLIC KEY-----\nMA0GCSqGSIb3DQEBAQUAAwA=\n-----END PUBLIC KEY-----\n"


def pem_of(der: bytes, label: str = "PUBLIC KEY") -> str:
    return f"-----BEGIN {label}-----\n{b64encode(der).decode()}\n-----END {label}-----\n"


DER = b64decode(BODY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        PEM.strip(),
        PEM + "\n",
        " " + PEM,
        PEM.replace("\n", "\r\n"),
        PEM.replace(BODY, f"{BODY[:30]}\n{BODY[30:]}"),
        PEM.replace(BODY, f"{BODY[:30]} {BODY[30:]}"),
        PEM.replace("BEGIN", "begin"),
        PEM + PEM,
        RSA,
        pem_of(DER, "PRIVATE KEY"),
        pem_of(DER[:-1]),
        pem_of(DER + b"\x00"),
        pem_of(b"\x30\x81\x2a" + DER[2:]),
        pem_of(DER[:8] + b"\x6e" + DER[9:]),
        pem_of(DER[:12] + bytes(32)),
        pem_of(DER).replace(BODY, BODY + "===="),
        "é" * 10,
        PEM * 1000,
    ],
)
def test_any_other_pem_is_refused(text: str) -> None:
    for data in (text, text.encode()):
        with pytest.raises(InvalidKey) as caught:
            public_key_from_pem(data)
        assert len(str(caught.value)) < 300


X = RFC_8037["x"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"kty": "EC"}, "/kty"),
        ({"kty": None}, "/kty"),
        ({"crv": "X25519"}, "/crv"),
        ({"crv": "ed25519"}, "/crv"),
        ({"x": X + "="}, "/x"),
        ({"x": X[:-1] + "p"}, "/x"),
        ({"x": X.replace("_", "/")}, "/x"),
        ({"x": X[:-1]}, "/x"),
        ({"x": X + "\n"}, "/x"),
        ({"x": X[:10] + " " + X[10:]}, "/x"),
        ({"x": "é" * 43}, "/x"),
        ({"x": None}, "/x"),
        ({"x": 5}, "/x"),
        ({"x": urlsafe_b64encode(bytes(32)).decode()[:-1]}, None),
        ({"d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}, "/d"),
        ({"use": "enc"}, "/use"),
        ({"alg": "ES256"}, "/alg"),
        ({"alg": ["EdDSA"]}, "/alg"),
        ({"key_ops": ["sign"]}, "/key_ops"),
        ({"key_ops": "verify"}, "/key_ops"),
        ({"kid": 5}, "/kid"),
    ],
)
def test_any_other_jwk_is_refused(change: dict[str, Any], pointer: str | None) -> None:
    for data in ({**RFC_8037, **change}, json.dumps({**RFC_8037, **change})):
        with pytest.raises(InvalidKey) as caught:
            public_key_from_jwk(data)
        assert caught.value.pointer == pointer


def test_members_that_change_nothing() -> None:
    jwk = {**RFC_8037, "use": "sig", "alg": "EdDSA", "key_ops": ["verify"], "ext": True, "kid": "mine"}
    assert public_key_from_jwk(jwk) == PublicKey.from_hex(RFC_8037_HEX, key_id="mine")
    assert public_key_from_jwk(jwk, key_id="mine").key_id == "mine"
    assert public_key_from_jwk(RFC_8037, key_id="mine").key_id == "mine"
    with pytest.raises(InvalidKey, match="expected the key id 'other', not 'mine'"):
        public_key_from_jwk(jwk, key_id="other")


def test_a_jwk_is_strict_json() -> None:
    with pytest.raises(InvalidJSON, match="duplicate key"):
        public_key_from_jwk('{"kty":"OKP","kty":"OKP"}')
    with pytest.raises(InvalidKey, match="which is an object"):
        public_key_from_jwk("[]")


@pytest.mark.parametrize("value", [None, 5, ["x"]])
def test_wrong_types(value: Any) -> None:
    for function in (public_key_to_pem, public_key_to_jwk, public_key_from_pem, public_key_from_jwk):
        with pytest.raises(TypeError, match=r"^(key|data): expected"):
            function(value)
