"""Keys for tests. Their seeds are public, so a signature of theirs proves nothing, and their ids tell so."""

from ..keys import KeyRing, NaClSigner

TEST_SEED = b"pith-test-key-not-for-production"
"""The secret seed of the test key, 32 bytes. Its text is the key id."""
TEST_SIGNER = NaClSigner.from_seed(TEST_SEED, key_id=TEST_SEED.decode())
"""Signs the sample records."""
TEST_KEYS = KeyRing([TEST_SIGNER.public_key])
"""The ring under which the sample records verify."""

FORGER = NaClSigner.from_seed(b"pith-test-key-of-a-forger-no-use", key_id="pith-test-key-of-a-forger")
"""Signs forgeries. No ring has its key."""
