"""Rotate a signing key: reissue the receipts of records with a new key, then retire or revoke the old key.

python examples/recipes/rotate_key.py
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from pith import KeyRing, PithRecord, Signer, verify_record
from pith.keys import NaClSigner
from pith.minting import reissue
from pith.testing import SAMPLE_AT, TEST_KEYS, make_record


def reissue_all(records: Iterable[PithRecord], keys: KeyRing, signer: Signer, at: datetime) -> Iterator[PithRecord]:
    """The records with receipts of the new signer. Raises `VerificationFailed` for a record that is not under the old keys."""
    for record in records:
        yield reissue(record, keys=keys, signer=signer, at=at)


if __name__ == "__main__":
    old_records = [make_record(version=version) for version in (1, 2, 3)]
    new_signer = NaClSigner.from_seed(b"a seed of 32 bytes, kept secret!", key_id="example-v2")
    now = (SAMPLE_AT + timedelta(days=365)).astimezone(UTC)
    [old_key] = TEST_KEYS

    both = TEST_KEYS.add(new_signer.public_key)  # publish the new key first
    new_records = list(reissue_all(old_records, TEST_KEYS, new_signer, now))
    retired = both.retire(old_key.key_id, not_after=now)  # what it signed still verifies with an `at` before
    revoked = both.revoke(old_key.key_id)  # if the old key has leaked

    for name, ring in (("both keys", both), ("old key retired", retired), ("old key revoked", revoked)):
        old = sum(verify_record(record, keys=ring).ok for record in old_records)
        new = sum(verify_record(record, keys=ring, at=now).ok for record in new_records)
        print(f"{name}: {old} of 3 old receipts verify, {new} of 3 new ones")
