"""Issue a receipt: sign a canonical hash, and verify the signature before it is used. Specification §10.2."""

from base64 import b64encode
from dataclasses import replace
from datetime import datetime

from ..canonical import canonical_bytes
from ..errors import InvalidArgument, InvalidSignature, safe_repr
from ..keys import KeyRing, PublicKey, Signer
from ..keys.encodings import decode_hex, require_bytes, require_text
from ..models.receipt import Receipt
from ..protocol import DIGEST_BYTES, SIGNED_MESSAGE
from ..receipt import verify_receipt
from ..timestamps import format_utc, require_aware

BUILDER_VERSION = "pith-number-python-v1"
"""The `builder_version` of records that this library mints."""


def issue_receipt(canonical_sha256: str, *, signer: Signer, at: datetime, builder_version: str = BUILDER_VERSION) -> Receipt:
    """A receipt over a canonical hash (64 lower-case hex digits). Each date in it is `at`, an aware datetime.

    The receipt has been verified under the public key of the signer.

    Raises `InvalidArgument` if the hash has another spelling, or if signer and public key have different ids; `InvalidKey` if
    the signer has no key id or no usable public key; `UnknownKey` if the key is revoked or not valid at `at`;
    `InvalidSignature` if the signature does not verify. Specification §6.4, §10.2.
    """
    digest = decode_hex(require_text(canonical_sha256, "canonical_sha256"), DIGEST_BYTES, InvalidArgument)
    now = f"{format_utc(require_aware(at), 'microseconds')}Z"
    key = _key_of(signer)
    signature = require_bytes(signer.sign(digest), "signer.sign")
    if len(signature) != key.signature_bytes:
        raise InvalidSignature(f"expected {key.signature_bytes} bytes of signature from the signer, not {len(signature)}")
    fields = {
        "kind": "pith_receipt",
        "key_id": key.key_id,
        "algorithm": key.algorithm,
        "signed_message": SIGNED_MESSAGE,
        "signature_b64": b64encode(signature).decode(),
        "canonical_sha256": canonical_sha256,
        "public_key_fingerprint": key.fingerprint,
        "signature_status": "signed_v1",
        "receipt_version": "0.3",
        "builder_version": require_text(builder_version, "builder_version"),
        "first_computed_at": now,
        "last_reissued_at": now,
        "signed_at": now,
    }
    receipt = Receipt.parse(canonical_bytes(fields))
    verify_receipt(receipt, canonical_sha256, keys=KeyRing([key]), at=at)
    return receipt


def _key_of(signer: Signer) -> PublicKey:
    """The public key of a signer, with the key id of the signer."""
    if not isinstance(signer, Signer):
        raise TypeError(f"signer: expected an object with key_id, public_key and sign, not {safe_repr(signer)}")
    key = signer.public_key
    if not isinstance(key, PublicKey):
        return PublicKey(require_bytes(key, "signer.public_key"), signer.key_id)
    if key.key_id == signer.key_id:
        return key
    if key.key_id:
        raise InvalidArgument(f"the signer has the id {safe_repr(signer.key_id)}, and its key {safe_repr(key.key_id)}")
    return replace(key, key_id=signer.key_id)
