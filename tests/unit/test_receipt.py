"""The check of one receipt: what each refusal is called, and that nothing else comes out."""

from base64 import b64decode, b64encode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from shared_data import vectors

from pith.errors import (
    DigestMismatch,
    FingerprintMismatch,
    InvalidArgument,
    InvalidSignature,
    KeyOutsideWindow,
    RevokedKey,
    UnknownKey,
    UnsupportedAlgorithm,
    WrongMessageSigned,
)
from pith.keys import PITH_KEYS, KeyRing, PublicKey
from pith.models.receipt import Receipt
from pith.receipt import verify_receipt

SIGNING = SigningKey(bytes(range(32)))
MAY = datetime(2026, 5, 1, tzinfo=UTC)
JUNE = datetime(2026, 6, 1, tzinfo=UTC)
KEY = PublicKey(bytes(SIGNING.verify_key), "2026-05", MAY, JUNE)
SUCCESSOR = PublicKey(bytes(SigningKey(bytes(range(1, 33))).verify_key), "2026-06", JUNE)
RING = KeyRing([KEY, SUCCESSOR])
DIGEST = "0123456789abcdef" * 4
OTHER_DIGEST = "fedcba9876543210" * 4
PUBLISHED = [row for row in vectors("signatures") if row["of"] == "canonical_sha256"]


def receipt(**changes: object) -> Receipt:
    """A receipt over `DIGEST` by `KEY`; changes go in without validation, as they do in a forgery."""
    date = "2026-05-20T12:00:00Z"
    sound = Receipt(
        kind="pith_receipt",
        key_id=KEY.key_id,
        algorithm="ed25519",
        signed_message="canonical_sha256_bytes",
        signature_b64=signed(bytes.fromhex(DIGEST)),
        canonical_sha256=DIGEST,
        public_key_fingerprint=KEY.fingerprint,
        signature_status="signed_v1",
        receipt_version="1.0",
        builder_version="1",
        first_computed_at=date,
        last_reissued_at=date,
        signed_at=date,
    )
    return sound.model_copy(update=changes)


def signed(message: bytes) -> str:
    return b64encode(SIGNING.sign(message).signature).decode()


def test_a_sound_receipt() -> None:
    verify_receipt(receipt(), DIGEST, keys=RING)
    verify_receipt(receipt(), DIGEST, keys=RING, at=MAY + timedelta(days=3))


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["pith_number"])
def test_published_signatures_under_the_pinned_key(row: dict[str, Any]) -> None:
    (key,) = PITH_KEYS
    published = receipt(
        key_id=row["key_id"],
        signature_b64=row["signature_b64"],
        canonical_sha256=row["sha256"],
        public_key_fingerprint=key.fingerprint,
    )
    verify_receipt(published, row["sha256"])
    with pytest.raises(DigestMismatch):
        verify_receipt(published, DIGEST)
    with pytest.raises(UnknownKey):
        verify_receipt(published, row["sha256"], keys=RING)


def test_a_receipt_of_another_record_is_named() -> None:
    another = receipt(canonical_sha256=OTHER_DIGEST, signature_b64=signed(bytes.fromhex(OTHER_DIGEST)))
    verify_receipt(another, OTHER_DIGEST, keys=RING)
    with pytest.raises(DigestMismatch, match=OTHER_DIGEST):
        verify_receipt(another, DIGEST, keys=RING)


def test_a_signature_of_another_record_under_this_hash_is_refused() -> None:
    forged = receipt(signature_b64=signed(bytes.fromhex(OTHER_DIGEST)))
    with pytest.raises(InvalidSignature, match=r"does not verify") as refusal:
        verify_receipt(forged, DIGEST, keys=RING)
    assert type(refusal.value) is InvalidSignature


@pytest.mark.parametrize(
    "digest", [DIGEST.upper(), DIGEST[:-1], DIGEST + "0", " " + DIGEST, DIGEST + "\n", "", "g" * 64], ids=repr
)
def test_a_digest_has_one_spelling(digest: str) -> None:
    with pytest.raises(DigestMismatch):
        verify_receipt(receipt(), digest, keys=RING)
    with pytest.raises(DigestMismatch, match=r"64 lower-case hex digits"):
        verify_receipt(receipt(canonical_sha256=digest), digest, keys=RING)


@pytest.mark.parametrize("digest", [None, bytes.fromhex(DIGEST), 0, [DIGEST]], ids=lambda v: type(v).__name__)
def test_a_digest_is_a_text(digest: Any) -> None:
    with pytest.raises(TypeError, match=r"^canonical_sha256: expected a str"):
        verify_receipt(receipt(), digest, keys=RING)


def test_a_key_that_is_not_in_the_ring() -> None:
    with pytest.raises(UnknownKey, match=r"no key '2026-07'") as refusal:
        verify_receipt(receipt(key_id="2026-07"), DIGEST, keys=RING)
    assert type(refusal.value) is UnknownKey
    for keys in (KeyRing(), PITH_KEYS):
        with pytest.raises(UnknownKey):
            verify_receipt(receipt(), DIGEST, keys=keys)


@pytest.mark.parametrize(
    "fingerprint",
    [SUCCESSOR.fingerprint, KEY.fingerprint.upper(), KEY.fingerprint_b32, KEY.fingerprint + " ", ""],
    ids=["of another key", "upper case", "base32", "space", "empty"],
)
def test_the_fingerprint_of_another_key(fingerprint: str) -> None:
    with pytest.raises(FingerprintMismatch):
        verify_receipt(receipt(public_key_fingerprint=fingerprint), DIGEST, keys=RING)


def test_the_id_of_one_key_with_the_signature_and_fingerprint_of_another() -> None:
    with pytest.raises(FingerprintMismatch):
        verify_receipt(receipt(key_id=SUCCESSOR.key_id), DIGEST, keys=RING)
    forged = receipt(key_id=SUCCESSOR.key_id, public_key_fingerprint=SUCCESSOR.fingerprint)
    with pytest.raises(InvalidSignature, match=r"does not verify"):
        verify_receipt(forged, DIGEST, keys=RING)


@pytest.mark.parametrize("at", [None, MAY - timedelta(days=1), MAY, JUNE + timedelta(days=1)], ids=str)
def test_a_revoked_key_verifies_nothing_whatever_the_date(at: datetime | None) -> None:
    with pytest.raises(RevokedKey, match=r"'2026-05' is revoked"):
        verify_receipt(receipt(), DIGEST, keys=RING.revoke("2026-05"), at=at)
    with pytest.raises(RevokedKey):
        verify_receipt(receipt(public_key_fingerprint="", algorithm="none"), DIGEST, keys=RING.revoke("2026-05"), at=at)


def test_the_window_is_compared_with_the_instant_that_is_passed_in() -> None:
    for at in (MAY, JUNE):
        verify_receipt(receipt(), DIGEST, keys=RING, at=at)
    for at in (MAY - timedelta(microseconds=1), JUNE + timedelta(microseconds=1)):
        with pytest.raises(KeyOutsideWindow):
            verify_receipt(receipt(), DIGEST, keys=RING, at=at)


@pytest.mark.parametrize("name", ["signed_at", "first_computed_at", "last_reissued_at"])
@pytest.mark.parametrize("date", ["1999-01-01T00:00:00Z", "2099-01-01T00:00:00Z", "2026-05-20T12:00:00Z"])
def test_the_receipts_own_dates_prove_nothing(name: str, date: str) -> None:
    dated = receipt(**{name: date})
    verify_receipt(dated, DIGEST, keys=RING)
    verify_receipt(dated, DIGEST, keys=RING, at=MAY)
    with pytest.raises(KeyOutsideWindow):
        verify_receipt(dated, DIGEST, keys=RING, at=JUNE + timedelta(days=1))


def test_without_an_instant_no_window_is_looked_at() -> None:
    long_over = replace(KEY, not_before=MAY - timedelta(days=9000), not_after=MAY - timedelta(days=8000))
    verify_receipt(receipt(), DIGEST, keys=KeyRing([long_over]))


def test_the_instant_has_an_offset_from_utc() -> None:
    with pytest.raises(InvalidArgument, match=r"^at: expected a datetime with an offset from UTC"):
        verify_receipt(receipt(), DIGEST, keys=RING, at=MAY.replace(tzinfo=None))


@pytest.mark.parametrize("at", ["2026-05-01T00:00:00Z", 0, MAY.date()], ids=lambda v: type(v).__name__)
def test_the_instant_is_a_datetime(at: Any) -> None:
    with pytest.raises(TypeError, match=r"^at: expected a datetime"):
        verify_receipt(receipt(), DIGEST, keys=RING, at=at)


@pytest.mark.parametrize("keys", [None, [KEY], KEY], ids=lambda v: type(v).__name__)
def test_the_keys_are_a_ring(keys: Any) -> None:
    with pytest.raises(TypeError, match=r"^keys: expected a KeyRing"):
        verify_receipt(receipt(), DIGEST, keys=keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"algorithm": "ed25519ph"},
        {"algorithm": "Ed25519"},
        {"algorithm": "ed448"},
        {"algorithm": "none"},
        {"algorithm": ""},
        {"signed_message": "canonical_sha256_hex"},
        {"signed_message": "Canonical_sha256_bytes"},
        {"signed_message": ""},
    ],
    ids=lambda changes: repr(*changes.values()),
)
def test_another_algorithm_or_message_is_refused_though_the_signature_is_sound(changes: dict[str, str]) -> None:
    with pytest.raises(UnsupportedAlgorithm, match=r"expected ed25519 over canonical_sha256_bytes"):
        verify_receipt(receipt(**changes), DIGEST, keys=RING)


def test_a_signature_over_the_hex_text_is_named() -> None:
    with pytest.raises(WrongMessageSigned, match=r"hex digits"):
        verify_receipt(receipt(signature_b64=signed(DIGEST.encode())), DIGEST, keys=RING)


def test_a_signature_over_another_form_of_the_digest_is_refused() -> None:
    for message in (DIGEST.upper().encode(), bytes.fromhex(DIGEST)[::-1], b"", bytes.fromhex(DIGEST) + b"\n"):
        with pytest.raises(InvalidSignature) as refusal:
            verify_receipt(receipt(signature_b64=signed(message)), DIGEST, keys=RING)
        assert type(refusal.value) is InvalidSignature


SOUND = signed(bytes.fromhex(DIGEST))
SECOND_SPELLINGS = {
    "no padding": SOUND.rstrip("="),
    "half the padding": SOUND[:-1],
    "more padding": SOUND + "=",
    "newline at the end": SOUND + "\n",
    "newlines inside": SOUND[:40] + "\n" + SOUND[40:],
    "carriage return": SOUND + "\r\n",
    "space inside": SOUND[:40] + " " + SOUND[40:],
    "space before": " " + SOUND,
    "spare bits": SOUND[:-3] + chr(ord(SOUND[-3]) + 1) + "==",
    "foreign character": SOUND[:40] + "*" + SOUND[40:],
    "data after the padding": SOUND + "AA==",
    "URL alphabet": urlsafe_b64encode(b64decode(SOUND)).decode(),
    "hex": b64decode(SOUND).hex(),
    "63 bytes": b64encode(b64decode(SOUND)[:63]).decode(),
    "65 bytes": b64encode(b64decode(SOUND) + b"\0").decode(),
    "two signatures": b64encode(b64decode(SOUND) * 2).decode(),
    "nothing": "",
    "full-width letters": "Ａ" * 86 + "==",
}


@pytest.mark.parametrize("signature", SECOND_SPELLINGS.values(), ids=SECOND_SPELLINGS.keys())
def test_a_signature_has_one_spelling(signature: str) -> None:
    assert signature != SOUND
    with pytest.raises(InvalidSignature, match=r"standard base64 of 64 bytes"):
        verify_receipt(receipt(signature_b64=signature), DIGEST, keys=RING)


@pytest.mark.parametrize("value", [None, 1, b"ed25519", ["ed25519"], object()], ids=lambda v: type(v).__name__)
@pytest.mark.parametrize(
    "name", ["algorithm", "canonical_sha256", "key_id", "public_key_fingerprint", "signature_b64", "signed_message"]
)
def test_a_field_that_holds_no_text_is_refused(name: str, value: object) -> None:
    with pytest.raises(TypeError, match=rf"^receipt: expected a Receipt with a str in {name}"):
        verify_receipt(receipt(**{name: value}), DIGEST, keys=RING)


@pytest.mark.parametrize("wrong", [None, {}, "receipt", SimpleNamespace(algorithm="ed25519")], ids=repr)
def test_an_argument_that_is_no_receipt_is_refused(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"^receipt: expected a Receipt"):
        verify_receipt(wrong, DIGEST, keys=RING)


ANYTHING = st.text() | st.sampled_from([DIGEST, SOUND, KEY.key_id, KEY.fingerprint, "ed25519"])


@settings(max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(["algorithm", "canonical_sha256", "key_id", "public_key_fingerprint", "signature_b64", "signed_message"]),
        ANYTHING,
    ),
    st.sampled_from([DIGEST, OTHER_DIGEST, ""]),
)
def test_an_answer_or_one_of_two_errors(changes: dict[str, object], digest: str) -> None:
    sound = receipt()
    forged = receipt(**changes)
    try:
        verify_receipt(forged, digest, keys=RING)
    except (UnknownKey, InvalidSignature):
        assert forged != sound or digest != DIGEST
    else:
        assert (forged, digest) == (sound, DIGEST)


def test_its_helpers_give_instants_and_bytes() -> None:
    assert receipt().digest == bytes.fromhex(DIGEST)
    assert receipt().signature == b64decode(SOUND)
    assert receipt().signed_instant == datetime(2026, 5, 20, 12, tzinfo=UTC)
