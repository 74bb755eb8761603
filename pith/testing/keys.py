"""Keys for tests, which say that they are: their seeds are public, so whatever they sign proves nothing to anybody."""

from ..keys import KeyRing, NaClSigner

TEST_SEED = b"pith-test-key-not-for-production"
TEST_SIGNER = NaClSigner.from_seed(TEST_SEED, key_id=TEST_SEED.decode())
"""Signs the sample records. Its seed is its key id."""
TEST_KEYS = KeyRing([TEST_SIGNER.public_key])
"""The ring under which the sample records verify."""

FORGER = NaClSigner.from_seed(b"pith-test-key-of-a-forger-no-use", key_id="pith-test-key-of-a-forger")
"""Signs forgeries; it is in no ring."""
