"""Public keys and rings: every second spelling refused, weak points refused when the key is made, rings that cannot change."""

import copy
import pickle
from base64 import b32encode, b64encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from hashlib import sha256
from inspect import signature
from typing import Any

import base58
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey

from pith.errors import (
    FingerprintMismatch,
    InvalidArgument,
    InvalidKey,
    InvalidSignature,
    KeyOutsideWindow,
    UnknownKey,
)
from pith.keys import PITH_KEYS, KeyOptions, KeyRing, PublicKey
from pith.keys.public_key import _checked_fingerprints

PUBLISHED_ID = "pith-v1-2026-05"
PUBLISHED_HEX = "b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3"
SIGNING = SigningKey(bytes(range(32)))
OTHER_SIGNING = SigningKey(bytes(range(1, 33)))
RAW = bytes(SIGNING.verify_key)
OTHER_RAW = bytes(OTHER_SIGNING.verify_key)
BASE64 = b64encode(RAW).decode()
MULTIBASE = "z" + base58.b58encode(b"\xed\x01" + RAW).decode()
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
P = 2**255 - 19

KEY = PublicKey(RAW, "a")
OTHER = PublicKey(OTHER_RAW, "b")


# One key


def test_the_published_key_and_both_forms_of_its_fingerprint() -> None:
    (key,) = PITH_KEYS
    assert key.key_id == PUBLISHED_ID
    assert key.raw.hex() == PUBLISHED_HEX
    assert key.fingerprint == "8d4b5ee74e4693bcd1df2446408b0d54"
    assert key.fingerprint_b32 == "RVFV5Z2OI2J3ZUO7ERDEBCYNKS"
    assert (key.not_before, key.not_after, key.revoked) == (None, None, False)


@given(st.binary(min_size=32, max_size=32).map(lambda seed: bytes(SigningKey(seed).verify_key)))
def test_every_spelling_gives_the_same_key(raw: bytes) -> None:
    key = PublicKey(raw, "id")
    assert PublicKey.from_bytes(raw, key_id="id") == key
    assert PublicKey.from_hex(raw.hex(), key_id="id") == key
    assert PublicKey.from_base64(b64encode(raw).decode(), key_id="id") == key
    assert PublicKey.from_multibase(key.multibase, key_id="id") == key
    assert PublicKey.from_did_key(key.did_key, key_id="id") == key
    assert key.multibase == "z" + base58.b58encode(b"\xed\x01" + raw).decode()
    assert key.did_key == "did:key:" + key.multibase
    assert key.fingerprint == sha256(raw).hexdigest()[:32]
    assert key.fingerprint_b32 == b32encode(sha256(raw).digest()).decode()[:26]


NO_HEX = {
    "upper case": RAW.hex().upper(),
    "one upper-case digit": RAW.hex().replace("a", "A", 1),
    "space before": " " + RAW.hex(),
    "space after": RAW.hex() + " ",
    "spaces between bytes": RAW.hex(" "),
    "newline at the end": RAW.hex() + "\n",
    "prefix 0x": "0x" + RAW.hex(),
    "colons": RAW.hex(":"),
    "31 bytes": RAW[:31].hex(),
    "33 bytes": RAW.hex() + "00",
    "odd length": RAW.hex()[:-1],
    "no hex": "g" * 64,
    "full-width digits": "０" * 64,
    "nothing": "",
}
NO_BASE64 = {
    "no padding": BASE64.rstrip("="),
    "more padding": BASE64 + "=",
    "newline at the end": BASE64 + "\n",
    "newline inside": BASE64[:20] + "\n" + BASE64[20:],
    "space inside": BASE64[:20] + " " + BASE64[20:],
    "space before": " " + BASE64,
    "spare bits": BASE64[:-2] + chr(ord(BASE64[-2]) + 1) + "=",
    "data after the padding": BASE64 + "AAAA",
    "a foreign character inside": BASE64[:20] + "!" + BASE64[20:],
    "null at the end": BASE64 + "\0",
    "31 bytes": b64encode(RAW[:31]).decode(),
    "33 bytes": b64encode(RAW + b"\0").decode(),
    "full-width letters": "Ａ" * 43 + "=",
    "nothing": "",
}
NO_MULTIBASE = {
    "no z": MULTIBASE[1:],
    "upper-case Z": "Z" + MULTIBASE[1:],
    "multibase of base16": "f" + (b"\xed\x01" + RAW).hex(),
    "multibase of base64url": "u" + urlsafe_b64encode(b"\xed\x01" + RAW).decode().rstrip("="),
    "space before": " " + MULTIBASE,
    "space after": MULTIBASE + " ",
    "newline at the end": MULTIBASE + "\n",
    "newline for the last character": MULTIBASE[:-1] + "\n",
    "space for the last character": MULTIBASE[:-1] + " ",
    "space after the z": "z " + MULTIBASE[1:],
    "leading one": "z1" + MULTIBASE[1:],
    "leading one for the last character": "z1" + MULTIBASE[1:-1],
    "character 0": MULTIBASE[:-1] + "0",
    "character O": MULTIBASE[:-1] + "O",
    "character I": MULTIBASE[:-1] + "I",
    "character l": MULTIBASE[:-1] + "l",
    "Cyrillic A": MULTIBASE[:-1] + "\u0410",
    "one character less": MULTIBASE[:-1],
    "one character more": MULTIBASE + "1",
    "no multicodec": "z" + base58.b58encode(RAW).decode(),
    "multicodec of one byte": "z" + base58.b58encode(b"\xed" + RAW).decode(),
    "multicodec of X25519": "z" + base58.b58encode(b"\xec\x01" + RAW).decode(),
    "multicodec of a private key": "z" + base58.b58encode(b"\x80\x26" + RAW).decode(),
    "multicodec of P-256": "z" + base58.b58encode(b"\x80\x24\x02" + RAW).decode(),
    "31 bytes": "z" + base58.b58encode(b"\xed\x01" + RAW[:31]).decode(),
    "33 bytes": "z" + base58.b58encode(b"\xed\x01" + RAW + b"\0").decode(),
    "more than 34 bytes can encode": "z" + "z" * 47,
    "z alone": "z",
    "nothing": "",
}
NO_DID_KEY = {
    **{f"did:key of {name}": "did:key:" + spelling for name, spelling in NO_MULTIBASE.items()},
    "fragment": f"did:key:{MULTIBASE}#{MULTIBASE}",
    "empty fragment": f"did:key:{MULTIBASE}#",
    "path": f"did:key:{MULTIBASE}/",
    "query": f"did:key:{MULTIBASE}?a=b",
    "upper-case method": f"did:KEY:{MULTIBASE}",
    "upper-case scheme": f"DID:key:{MULTIBASE}",
    "another method": f"did:web:{MULTIBASE}",
    "version": f"did:key:1.1:{MULTIBASE}",
    "no prefix": MULTIBASE,
    "space before the whole": f" did:key:{MULTIBASE}",
}


def second_spellings() -> list[Any]:
    tables: list[tuple[Callable[[str], PublicKey], dict[str, str]]] = [
        (PublicKey.from_hex, NO_HEX),
        (PublicKey.from_base64, NO_BASE64),
        (PublicKey.from_multibase, NO_MULTIBASE),
        (PublicKey.from_did_key, NO_DID_KEY),
    ]
    return [
        pytest.param(constructor, text, id=f"{constructor.__name__}: {name}")
        for constructor, table in tables
        for name, text in table.items()
    ]


@pytest.mark.parametrize(("constructor", "text"), second_spellings())
def test_a_second_spelling_is_refused(constructor: Callable[[str], PublicKey], text: str) -> None:
    with pytest.raises(InvalidKey) as refusal:
        constructor(text)
    assert str(refusal.value).isprintable()


def test_the_url_alphabet_is_refused() -> None:
    raw = next(raw for raw in (bytes(SigningKey(bytes([n] * 32)).verify_key) for n in range(99)) if b"+" in b64encode(raw))
    PublicKey.from_base64(b64encode(raw).decode())
    with pytest.raises(InvalidKey):
        PublicKey.from_base64(urlsafe_b64encode(raw).decode())


@pytest.mark.parametrize(
    "value", [None, 1, RAW, bytearray(RAW), [RAW], RAW.hex().encode(), BASE64.encode()], ids=lambda v: type(v).__name__
)
def test_a_spelling_is_a_text(value: Any) -> None:
    for constructor in (PublicKey.from_hex, PublicKey.from_base64, PublicKey.from_multibase, PublicKey.from_did_key):
        with pytest.raises(TypeError, match=r"^text: expected a str"):
            constructor(value)


@pytest.mark.parametrize("raw", [b"", RAW[:31], RAW + b"\0"], ids=lambda v: repr(v)[:12])
def test_a_raw_key_has_32_bytes(raw: bytes) -> None:
    for constructor in (PublicKey, PublicKey.from_bytes):
        with pytest.raises(InvalidKey, match=r"expected 32 bytes"):
            constructor(raw)


@pytest.mark.parametrize("raw", [RAW.hex(), list(RAW), None, 32], ids=lambda v: repr(v)[:12])
def test_a_raw_key_is_bytes(raw: Any) -> None:
    for constructor in (PublicKey, PublicKey.from_bytes):
        with pytest.raises(TypeError, match=r"^raw: expected bytes"):
            constructor(raw)


def test_a_raw_key_may_be_bytes_like() -> None:
    for raw in (bytearray(RAW), memoryview(RAW), memoryview(RAW + RAW)[32:]):
        assert PublicKey.from_bytes(raw, key_id="a") == KEY
        like: Any = raw
        assert type(PublicKey(like).raw) is bytes
    changed: Any = bytearray(RAW)
    key = PublicKey(changed, "a")
    changed[0] ^= 1
    assert key == KEY


# The encodings of the points whose order divides 8, canonical and not, as libsodium lists them, without the sign bit.
SMALL_ORDER = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]


@pytest.mark.parametrize("sign", [0, 0x80], ids=["positive", "negative"])
@pytest.mark.parametrize("encoding", SMALL_ORDER)
def test_points_of_small_order_are_no_keys(encoding: str, sign: int) -> None:
    raw = bytearray.fromhex(encoding)
    raw[31] |= sign
    with pytest.raises(InvalidKey, match=r"small order|canonical encoding"):
        PublicKey(bytes(raw))


@pytest.mark.parametrize("sign", [0, 0x80], ids=["positive", "negative"])
@pytest.mark.parametrize("above", range(19))
def test_keys_not_in_their_canonical_encoding_are_refused(above: int, sign: int) -> None:
    raw = bytearray((P + above).to_bytes(32, "little"))
    raw[31] |= sign
    with pytest.raises(InvalidKey, match=r"canonical encoding"):
        PublicKey(bytes(raw))


def decodes(raw: bytes) -> bool:
    """Whether the bytes are the encoding of a point, by the square root of RFC 8032, 5.1.3."""
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    d = -121665 * pow(121666, P - 2, P)
    u, v = (y * y - 1) % P, (d * y * y + 1) % P
    x = u * v**3 * pow(u * v**7, (P - 5) // 8, P) % P
    return y < P and v * x * x % P in (u, P - u)


@settings(max_examples=200)
@given(st.binary(min_size=32, max_size=32))
def test_only_points_of_the_curve_are_keys(raw: bytes) -> None:
    if decodes(raw) and raw[:31] not in {bytes.fromhex(encoding)[:31] for encoding in SMALL_ORDER}:
        assert PublicKey(raw).raw == raw
    else:
        with pytest.raises(InvalidKey):
            PublicKey(raw)


def test_a_key_off_the_curve_is_refused_by_name() -> None:
    with pytest.raises(InvalidKey, match=r"not a point of the curve"):
        PublicKey((2).to_bytes(32, "little"))


def test_a_key_with_a_part_of_small_order_is_a_key_as_it_is_for_libsodium() -> None:
    # Ed25519 speccheck, cases 3 to 5: the sum of a point of the large order and one of order 8
    PublicKey.from_hex("cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d")


def test_a_key_cannot_be_changed() -> None:
    key: Any = KEY
    for name in ("raw", "key_id", "revoked", "not_after", "fingerprint"):
        with pytest.raises(FrozenInstanceError):
            setattr(key, name, None)
    with pytest.raises((AttributeError, TypeError)):
        key.note = 1


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, *(lambda key, p=protocol: pickle.loads(pickle.dumps(key, p)) for protocol in range(2, 6))],
)
def test_a_key_stays_what_it_is(again: Callable[[PublicKey], PublicKey]) -> None:
    key = PublicKey(RAW, "a", MAY, JUNE, revoked=True)
    assert again(key) == key
    assert hash(again(key)) == hash(key)
    assert (again(key).fingerprint, again(key).fingerprint_b32) == (key.fingerprint, key.fingerprint_b32)


@pytest.mark.parametrize(
    "change",
    [{"raw": OTHER_RAW}, {"key_id": "c"}, {"not_before": MAY}, {"not_after": MAY}, {"revoked": True}],
    ids=lambda c: next(iter(c)),
)
def test_every_field_makes_another_key(change: dict[str, Any]) -> None:
    assert replace(KEY, **change) != KEY


@pytest.mark.parametrize("key_id", [None, 1, b"a", ["a"]], ids=repr)
def test_a_key_id_is_a_text(key_id: Any) -> None:
    with pytest.raises(TypeError, match=r"^key_id: expected a str"):
        PublicKey(RAW, key_id)


@pytest.mark.parametrize("revoked", [None, 0, 1, "", "no"], ids=repr)
def test_revoked_is_true_or_false(revoked: Any) -> None:
    with pytest.raises(TypeError, match=r"^revoked: expected a bool"):
        PublicKey(RAW, "a", revoked=revoked)


def test_a_key_is_checked_once_for_the_same_bytes() -> None:
    PublicKey(RAW)
    before = _checked_fingerprints.cache_info()
    for key_id in "abc":
        PublicKey(RAW, key_id)
    after = _checked_fingerprints.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 3)


# Windows


@pytest.mark.parametrize(
    ("bound", "error"),
    [
        (MAY.replace(tzinfo=None), InvalidArgument),
        ("2026-05-01T00:00:00Z", TypeError),
        (1777593600, TypeError),
        (MAY.date(), TypeError),
    ],
    ids=lambda v: type(v).__name__,
)
def test_a_bound_is_an_aware_datetime(bound: Any, error: type[Exception]) -> None:
    for name in ("not_before", "not_after"):
        with pytest.raises(error, match=rf"^{name}: expected a datetime"):
            PublicKey(RAW, "a", **{name: bound})
    with pytest.raises(error, match=r"^at: expected a datetime"):
        KEY.check_window(bound)


def test_a_window_does_not_end_before_it_begins() -> None:
    PublicKey(RAW, "a", MAY, MAY).check_window(MAY)
    with pytest.raises(InvalidKey, match=r"ends before it begins"):
        PublicKey(RAW, "a", JUNE, MAY)


MICROSECOND = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "inside"),
    [
        (MAY, True),
        (JUNE, True),
        (MAY - MICROSECOND, False),
        (JUNE + MICROSECOND, False),
        (MAY.astimezone(timezone(timedelta(hours=14))), True),
        (MAY.replace(tzinfo=timezone(timedelta(hours=1))), False),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=14))), False),
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-12))), False),
    ],
)
def test_both_bounds_are_inside_the_window(at: datetime, inside: bool) -> None:
    key = PublicKey(RAW, "a", MAY, JUNE)
    if inside:
        key.check_window(at)
    else:
        with pytest.raises(KeyOutsideWindow, match=r"'a' is not valid at"):
            key.check_window(at)


def test_a_window_may_be_open_at_either_end() -> None:
    long_ago, far_off = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    KEY.check_window(long_ago)
    KEY.check_window(far_off)
    PublicKey(RAW, "a", not_before=MAY).check_window(far_off)
    PublicKey(RAW, "a", not_after=MAY).check_window(long_ago)
    with pytest.raises(KeyOutsideWindow):
        PublicKey(RAW, "a", not_before=MAY).check_window(long_ago)
    with pytest.raises(KeyOutsideWindow):
        PublicKey(RAW, "a", not_after=MAY).check_window(far_off)


def test_every_constructor_takes_a_window_and_a_revocation() -> None:
    options: KeyOptions = {"key_id": "a", "not_before": MAY, "not_after": JUNE, "revoked": True}
    expected = PublicKey(RAW, "a", MAY, JUNE, True)
    assert PublicKey.from_bytes(RAW, **options) == expected
    assert PublicKey.from_hex(RAW.hex(), **options) == expected
    assert PublicKey.from_base64(BASE64, **options) == expected
    assert PublicKey.from_multibase(MULTIBASE, **options) == expected
    assert PublicKey.from_did_key(f"did:key:{MULTIBASE}", **options) == expected
    assert KeyOptions.__annotations__.keys() == {field.name for field in fields(PublicKey) if field.init} - {"raw"}


# Signatures


@given(st.binary(max_size=100))
def test_a_signature_verifies_under_its_key_and_message_alone(message: bytes) -> None:
    signature = SIGNING.sign(message).signature
    KEY.verify(message, signature)
    for key, other, changed in ((OTHER, message, signature), (KEY, message + b"\0", signature), (KEY, message, bytes(64))):
        with pytest.raises(InvalidSignature, match=r"does not verify"):
            key.verify(other, changed)


@given(st.integers(0, 511))
def test_every_bit_of_a_signature_counts(bit: int) -> None:
    signature = SIGNING.sign(b"message").signature
    flipped = (int.from_bytes(signature) ^ 1 << bit).to_bytes(64)
    with pytest.raises(InvalidSignature):
        KEY.verify(b"message", flipped)


def test_a_malleated_signature_is_refused() -> None:
    signature = SIGNING.sign(b"message").signature
    order = 2**252 + 27742317777372353535851937790883648493
    malleated = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    with pytest.raises(InvalidSignature):
        KEY.verify(b"message", malleated)


@pytest.mark.parametrize("signature", [b"", bytes(63), bytes(65)], ids=len)
def test_a_signature_has_64_bytes(signature: bytes) -> None:
    with pytest.raises(InvalidSignature, match=r"expected 64 bytes of signature"):
        KEY.verify(b"message", signature)


def test_message_and_signature_are_bytes() -> None:
    signature = SIGNING.sign(b"message").signature
    for wrong in ("0" * 64, None, 64, [0] * 64):
        other: Any = wrong
        with pytest.raises(TypeError, match=r"^signature: expected bytes"):
            KEY.verify(b"message", other)
        with pytest.raises(TypeError, match=r"^message: expected bytes"):
            KEY.verify(other, signature)
    KEY.verify(bytearray(b"message"), memoryview(signature))


# Rings


def test_a_ring_finds_its_keys_by_id_and_fingerprint() -> None:
    ring = KeyRing([KEY, OTHER])
    assert (list(ring), len(ring)) == ([KEY, OTHER], 2)
    assert (ring.get("a"), ring.get("b"), ring.get("c"), ring.get("")) == (KEY, OTHER, None, None)
    assert ring.find("a", KEY.fingerprint) is KEY
    with pytest.raises(UnknownKey, match=r"no key 'c'") as unknown:
        ring.find("c", KEY.fingerprint)
    assert type(unknown.value) is UnknownKey


@pytest.mark.parametrize(
    "fingerprint",
    [OTHER.fingerprint, KEY.fingerprint.upper(), KEY.fingerprint_b32, KEY.fingerprint[:16], sha256(RAW).hexdigest(), ""],
    ids=["of another key", "upper case", "base32", "half of it", "the whole hash", "empty"],
)
def test_the_fingerprint_of_another_key_is_refused(fingerprint: str) -> None:
    with pytest.raises(FingerprintMismatch, match=KEY.fingerprint):
        KeyRing([KEY, OTHER]).find("a", fingerprint)


@pytest.mark.parametrize("key_id", [None, 1, ["a"], {}, b"a"], ids=repr)
def test_a_ring_is_asked_with_texts(key_id: Any) -> None:
    ring = KeyRing([KEY])
    for call in (lambda: ring.get(key_id), lambda: ring.find(key_id, KEY.fingerprint), lambda: ring.revoke(key_id)):
        with pytest.raises(TypeError, match=r"^key_id: expected a str"):
            call()
    with pytest.raises(TypeError, match=r"^fingerprint: expected a str"):
        ring.find("a", key_id)


def test_an_empty_ring_knows_no_key() -> None:
    assert len(KeyRing()) == 0
    with pytest.raises(UnknownKey):
        KeyRing().find(PUBLISHED_ID, "8d4b5ee74e4693bcd1df2446408b0d54")


def test_rotation_adds_a_key_and_leaves_the_ring_alone() -> None:
    ring = KeyRing([KEY])
    rotated = ring.add(OTHER)
    assert (list(ring), list(rotated)) == ([KEY], [KEY, OTHER])
    assert rotated.add() == rotated
    assert list(rotated.add(KEY)) == [KEY, OTHER]
    assert PITH_KEYS.add(KEY).get(PUBLISHED_ID) is PITH_KEYS.get(PUBLISHED_ID)
    assert len(PITH_KEYS) == 1


def test_a_ring_contains_key_ids_and_keys() -> None:
    assert PUBLISHED_ID in PITH_KEYS
    assert "another" not in PITH_KEYS
    ring = KeyRing([KEY])
    assert KEY in ring
    for other in (
        OTHER,
        replace(KEY, key_id="c"),
        replace(KEY, key_id=""),
        replace(KEY, revoked=True),
        replace(OTHER, key_id="a"),
    ):
        assert other not in ring
    wrongs: list[Any] = [None, 1, RAW, [], ring]
    for wrong in wrongs:
        with pytest.raises(TypeError, match=r"^key: expected a key id or a PublicKey, not "):
            wrong in ring  # noqa: B015


def test_a_retired_key_has_a_window_that_ends() -> None:
    ring = KeyRing([KEY, OTHER])
    retired = ring.retire("a", JUNE)
    assert {key.key_id: key.not_after for key in retired} == {"a": JUNE, "b": None}
    assert {key.not_after for key in ring} == {None}
    assert retired.retire("a", JUNE + timedelta(days=1)) == retired
    assert {key.not_after for key in retired.retire("a", MAY) if key.raw == RAW} == {MAY}


class Berlin(tzinfo):
    """Clocks in Berlin show the hour from 2 to 3 twice on 2026-10-25: first 0 to 1 UTC (fold 0), then 1 to 2 UTC (fold 1)."""

    def utcoffset(self, at: datetime | None) -> timedelta:
        assert at is not None
        is_summer = at.replace(tzinfo=UTC) < datetime(2026, 10, 25, 2 if at.fold else 3, tzinfo=UTC)
        return timedelta(hours=2 if is_summer else 1)

    def dst(self, at: datetime | None) -> None:
        return None

    def tzname(self, at: datetime | None) -> str:
        return "Berlin"


BERLIN = Berlin()


def berlin(hour: int, minute: int, fold: int) -> datetime:
    return datetime(2026, 10, 25, hour, minute, tzinfo=BERLIN, fold=fold)


def test_a_window_is_of_instants_and_not_of_clocks() -> None:
    key = replace(KEY, not_after=berlin(2, 30, 0))
    assert key.not_after == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    late = berlin(2, 29, 1)
    for at in (late, late.astimezone(UTC), late.astimezone(timezone(timedelta(hours=-7)))):
        assert not key.is_valid_at(at)
        with pytest.raises(KeyOutsideWindow):
            key.check_window(at)
    assert key.is_valid_at(berlin(2, 29, 0))
    assert not replace(KEY, not_before=berlin(2, 0, 1)).is_valid_at(berlin(2, 30, 0))


def test_retiring_a_key_compares_instants() -> None:
    ring = KeyRing([KEY]).retire("a", berlin(2, 30, 0))
    assert ring.retire("a", berlin(2, 0, 1)) == ring
    assert [key.not_after for key in ring.retire("a", berlin(2, 0, 0))] == [datetime(2026, 10, 25, 0, 0, tzinfo=UTC)]


def test_a_window_that_ends_before_it_begins_in_utc_is_refused() -> None:
    with pytest.raises(InvalidKey, match="ends before it begins"):
        replace(KEY, not_before=berlin(2, 30, 1), not_after=berlin(2, 45, 0))
    assert KeyRing.parse(KeyRing([replace(KEY, not_before=berlin(2, 45, 0), not_after=berlin(2, 30, 1))]).to_json())


def test_a_bound_outside_of_the_years_in_utc_is_refused() -> None:
    hour = timedelta(hours=1)
    for bound in (datetime.min.replace(tzinfo=timezone(hour)), datetime.max.replace(tzinfo=timezone(-hour))):
        with pytest.raises(InvalidArgument, match=r"^not_before: .* is outside the years 1 to 9999 in UTC"):
            replace(KEY, not_before=bound)


class Precise(datetime):
    """A datetime with more digits than a datetime has, as in pandas."""

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        return super().isoformat(sep, timespec) + "789"


def test_a_bound_is_kept_as_a_plain_datetime() -> None:
    key = replace(KEY, not_after=Precise(2026, 6, 1, tzinfo=UTC))
    assert type(key.not_after) is datetime
    assert KeyRing.parse(KeyRing([key]).to_json()) == KeyRing([key])


class NoTime(datetime):
    """A datetime that is none, such as pandas.NaT."""

    def utcoffset(self) -> timedelta | None:
        raise ValueError("NaT does not support utcoffset")


def test_a_datetime_without_a_time_is_refused() -> None:
    with pytest.raises(InvalidArgument, match=r"^at: expected a datetime with an offset from UTC"):
        KEY.is_valid_at(NoTime(2026, 6, 1))


def test_a_key_id_that_is_no_unicode_is_refused() -> None:
    with pytest.raises(InvalidKey, match="lone surrogate"):
        replace(KEY, key_id="a\ud800")


def test_a_key_cannot_be_retired_without_an_instant_or_before_its_window() -> None:
    ring = KeyRing([replace(KEY, not_before=JUNE)])
    with pytest.raises(UnknownKey, match=r"no key 'c'"):
        ring.retire("c", JUNE)
    with pytest.raises(InvalidKey, match="ends before it begins"):
        ring.retire("a", MAY)
    with pytest.raises(InvalidArgument, match=r"^not_after: expected a datetime with an offset"):
        ring.retire("a", JUNE.replace(tzinfo=None))
    with pytest.raises(TypeError, match=r"^not_after: expected a datetime, not"):
        ring.retire("a", "2026-06-01T00:00:00Z")  # type: ignore[arg-type]


def test_revocation_gives_another_ring() -> None:
    ring = KeyRing([KEY, OTHER])
    revoked = ring.revoke("a")
    assert [key.revoked for key in revoked] == [True, False]
    assert [key.revoked for key in ring] == [False, False]
    assert revoked.revoke("a") == revoked
    with pytest.raises(UnknownKey, match=r"no key 'c'"):
        ring.revoke("c")


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param([KEY, replace(OTHER, key_id="a")], id="two keys of one id"),
        pytest.param([KEY, replace(KEY, revoked=True)], id="one key, revoked and not"),
        pytest.param([KEY, replace(KEY, not_after=MAY)], id="two windows of one key under one id"),
        pytest.param([KEY, replace(KEY, key_id="c")], id="one key under two ids"),
        pytest.param([KEY, replace(KEY, key_id="c", revoked=True)], id="revoked under one id and not under another"),
        pytest.param([KEY, replace(KEY, key_id="c", not_before=MAY)], id="another begin under another id"),
        pytest.param([KEY, replace(KEY, key_id="c", not_after=JUNE)], id="another end under another id"),
        pytest.param([KEY, OTHER, replace(KEY, key_id="c", not_after=JUNE)], id="another end, with a key between"),
        pytest.param([replace(KEY, key_id="c", revoked=True), KEY], id="not revoked under one id and so under another"),
        pytest.param([PublicKey(RAW)], id="no id"),
    ],
)
def test_keys_that_contradict_one_another_make_no_ring(keys: list[PublicKey]) -> None:
    with pytest.raises(InvalidKey) as caught:
        KeyRing(keys)
    assert caught.value.pointer == f"/{len(keys) - 1}"
    with pytest.raises(InvalidKey):
        KeyRing().add(*keys)


def test_an_expired_key_does_not_verify_under_another_id() -> None:
    expired, renamed = replace(KEY, not_after=MAY), replace(KEY, key_id="c")
    with pytest.raises(InvalidKey, match=r"one key has the ids 'a' and 'c'"):
        KeyRing([expired, renamed])


def test_one_window_in_two_time_zones_is_one_window() -> None:
    elsewhere = MAY.astimezone(timezone(timedelta(hours=2)))
    assert len(KeyRing([replace(KEY, not_before=MAY), replace(KEY, not_before=elsewhere)])) == 1


@pytest.mark.parametrize("keys", [[RAW], [KEY, None], "ab", None, 5, KEY], ids=lambda v: type(v).__name__)
def test_a_ring_is_made_of_public_keys(keys: Any) -> None:
    with pytest.raises(TypeError, match=r"^keys: expected an iterable of PublicKey"):
        KeyRing(keys)


def test_one_key_twice_is_one_key() -> None:
    assert list(KeyRing([KEY, PublicKey(RAW, "a")])) == [KEY]


def test_a_ring_takes_any_iterable() -> None:
    assert KeyRing(key for key in (KEY, OTHER)) == KeyRing({KEY, OTHER}) == KeyRing(KeyRing([KEY, OTHER]))


def test_a_ring_cannot_be_changed() -> None:
    ring: Any = KeyRing([KEY])
    for attempt in (
        lambda: setattr(ring, "_keys", {}),
        lambda: setattr(ring, "note", 1),
        lambda: delattr(ring, "_keys"),
        lambda: ring._keys.update({"b": OTHER}),
        lambda: ring._keys.__setitem__("b", OTHER),
    ):
        with pytest.raises((AttributeError, TypeError)):
            attempt()
    ring.__init__([OTHER])
    assert list(ring) == [KEY]


def test_rings_compare_by_their_keys() -> None:
    ring = KeyRing([KEY, OTHER])
    assert ring == KeyRing([OTHER, KEY])
    assert hash(ring) == hash(KeyRing([OTHER, KEY]))
    assert ring not in (KeyRing([KEY]), ring.revoke("a"), [KEY, OTHER], None)


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, *(lambda ring, p=protocol: pickle.loads(pickle.dumps(ring, p)) for protocol in range(2, 6))],
)
def test_a_ring_stays_what_it_is(again: Callable[[KeyRing], KeyRing]) -> None:
    ring = KeyRing([KEY, replace(OTHER, revoked=True, not_before=MAY)])
    assert again(ring) == ring
    assert list(again(ring)) == list(ring)


def test_a_ring_prints_its_keys() -> None:
    assert repr(PITH_KEYS) == "KeyRing(['pith-v1-2026-05'])"
    assert repr(KeyRing([KEY, OTHER])) == "KeyRing(['a', 'b'])"
    many = KeyRing([replace(KEY, key_id="\u202e" * 1000), replace(OTHER, key_id="\x1b" * 1000)])
    assert repr(many).isprintable()
    assert len(repr(many)) < 1000


def test_a_key_prints_its_id_and_its_fingerprint() -> None:
    [published] = PITH_KEYS
    assert repr(published) == "<PublicKey pith-v1-2026-05 8d4b5ee7…>"
    assert repr(PublicKey(published.raw, revoked=True)) == "<PublicKey 8d4b5ee7… revoked>"
    assert repr(PublicKey(published.raw, "\u202e" * 1000)).isprintable()
    assert len(repr(PublicKey(published.raw, "\u202e" * 1000))) < 150


def test_help_shows_no_raw_bytes_of_a_key() -> None:
    import pith

    for function in (pith.verify_record, pith.verify_many, pith.verify_receipt):
        text = str(signature(function))
        assert "KeyRing(['pith-v1-2026-05'])" in text or "PITH_KEYS" not in text
        assert "b'\\x" not in text


@settings(max_examples=200)
@given(st.text() | st.text("z6Mkdi:ey123 ABCabc", max_size=60))
def test_no_key_and_a_message_that_prints(value: str) -> None:
    for constructor in (PublicKey.from_hex, PublicKey.from_base64, PublicKey.from_multibase, PublicKey.from_did_key):
        with pytest.raises(InvalidKey) as refusal:
            constructor(value)
        assert str(refusal.value).isprintable()


# The JSON of a ring

ENTRY: dict[str, Any] = {"key_id": "a", "algorithm": "ed25519", "public_key_hex": RAW.hex()}


def test_a_ring_loads_from_json_with_the_required_members_alone() -> None:
    assert KeyRing.parse({"keys": [ENTRY]}) == KeyRing([KEY])
    assert KeyRing.parse('{"keys": []}') == KeyRing()


def test_the_json_of_a_ring_has_this_form() -> None:
    assert KeyRing([PublicKey(RAW, "a", MAY, JUNE + timedelta(microseconds=500), True)]).to_dict() == {
        "keys": [
            {
                **ENTRY,
                "not_before": "2026-05-01T00:00:00Z",
                "not_after": "2026-06-01T00:00:00.000500Z",
                "revoked": True,
            }
        ]
    }


bounds = st.none() | st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=30))]))


@given(not_before=bounds, not_after=bounds, revoked=st.booleans(), key_id=st.text(st.characters(codec="utf-8"), min_size=1))
def test_a_ring_is_the_same_after_json(not_before: Any, not_after: Any, revoked: bool, key_id: str) -> None:
    if not_before and not_after and not_before > not_after:
        not_before, not_after = not_after, not_before
    ring = KeyRing([PublicKey(RAW, key_id, not_before, not_after, revoked), replace(OTHER, key_id=key_id + "2")])
    try:
        data = ring.to_json()
    except InvalidArgument:  # a bound whose year in UTC is 0 or 10000
        return
    assert KeyRing.parse(data) == KeyRing.parse(data.decode()) == KeyRing.parse(ring.to_dict()) == ring
    assert list(KeyRing.parse(bytearray(data))) == list(ring)


@pytest.mark.parametrize(
    ("data", "pointer"),
    [
        (b"", None),
        (b"[]", None),
        (b"{}", None),
        (b'{"keys": {}}', None),
        (b'{"keys": [], "version": 1}', None),
        (b'{"keys": [], "keys": []}', "/keys"),
        (b'{"keys": [NaN]}', None),
        ({"keys": [7]}, "/keys/0"),
        ({"keys": [ENTRY, {**ENTRY, "key_id": None}]}, "/keys/1/key_id"),
        ({"keys": [{**ENTRY, "key_id": ""}]}, "/keys/0"),
        ({"keys": [{**ENTRY, "algorithm": "ed448"}]}, "/keys/0/algorithm"),
        ({"keys": [{**ENTRY, "public_key_hex": RAW.hex().upper()}]}, "/keys/0/public_key_hex"),
        ({"keys": [{**ENTRY, "public_key_hex": "00" * 32}]}, "/keys/0/public_key_hex"),
        ({"keys": [{**ENTRY, "not_afer": None}]}, "/keys/0/not_afer"),
        ({"keys": [{**ENTRY, "not_after": "2026-05-01"}]}, "/keys/0/not_after"),
        ({"keys": [{**ENTRY, "not_after": "2026-05-01T00:00:00+02:00"}]}, "/keys/0/not_after"),
        ({"keys": [{**ENTRY, "not_before": 1777593600}]}, "/keys/0/not_before"),
        ({"keys": [{**ENTRY, "revoked": 0}]}, "/keys/0/revoked"),
        ({"keys": [{**ENTRY, "revoked": None}]}, "/keys/0/revoked"),
        ({"keys": [{**ENTRY, "not_before": "2026-06-01T00:00:00Z", "not_after": "2026-05-01T00:00:00Z"}]}, "/keys/0"),
        ({"keys": [ENTRY, {**ENTRY, "public_key_hex": OTHER_RAW.hex()}]}, "/keys/1"),
        ({"keys": [ENTRY, {**ENTRY, "key_id": "b", "revoked": True}]}, "/keys/1"),
        *(
            ({"keys": [{name: value for name, value in ENTRY.items() if name != missing}]}, f"/keys/0/{missing}")
            for missing in ENTRY
        ),
    ],
    ids=repr,
)
def test_other_json_is_no_ring(data: Any, pointer: str | None) -> None:
    with pytest.raises(InvalidKey) as caught:
        KeyRing.parse(data)
    assert caught.value.pointer == pointer


@given(
    st.dictionaries(
        st.sampled_from([*ENTRY, "not_before", "not_after", "revoked", "more"]),
        st.text() | st.none() | st.booleans() | st.integers() | st.sampled_from([*ENTRY.values(), "2026-05-01T00:00:00Z"]),
    )
)
def test_any_entry_is_a_key_or_refused(entry: dict[str, object]) -> None:
    try:
        ring = KeyRing.parse({"keys": [{**ENTRY, **entry}]})
    except InvalidKey as refusal:
        message = str(refusal)
        assert message.isprintable()
    else:
        assert KeyRing.parse(ring.to_json()) == ring


def test_data_of_another_type_is_no_json() -> None:
    number: Any = 7
    with pytest.raises(TypeError, match=r"^data: expected"):
        KeyRing.parse(number)
