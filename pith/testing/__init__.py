"""For the tests of programs that import pith: sample documents, test keys, forgeries, and every single change to a document.

Use `sample_record` instead of a file, `forge` to test that your program refuses forgeries, and `make_record` for special cases.
`pith.testing.pytest_plugin` has fixtures for pytest, and `pith.testing.strategies` has strategies for Hypothesis. Both need the
extra `pith-number[testing]`; this module does not.
"""

from .documents import sample_bundle, sample_integrity, sample_mirrors, sample_state
from .forgeries import Forgery, Undetectable, forge, undetectable
from .keys import FORGER, TEST_KEYS, TEST_SEED, TEST_SIGNER
from .samples import FUTURE_FIELD, SAMPLE_ABSTRACT, SAMPLE_AT, Changes, make_record, sample_record
from .tampering import Tampered, tamper_matrix

__all__ = [
    "FORGER",
    "FUTURE_FIELD",
    "SAMPLE_ABSTRACT",
    "SAMPLE_AT",
    "TEST_KEYS",
    "TEST_SEED",
    "TEST_SIGNER",
    "Changes",
    "Forgery",
    "Tampered",
    "Undetectable",
    "forge",
    "make_record",
    "sample_bundle",
    "sample_integrity",
    "sample_mirrors",
    "sample_record",
    "sample_state",
    "tamper_matrix",
    "undetectable",
]
