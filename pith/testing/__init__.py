"""For the tests of those who import pith: sample records, test keys, forgeries, and every single change to a document.

`pith.testing.pytest_plugin` has fixtures, switched on with `pytest_plugins = ["pith.testing.pytest_plugin"]`, and
`pith.testing.strategies` has Hypothesis strategies; both need the extra `pith-number[testing]`, this module does not.
"""

from .documents import sample_bundle as sample_bundle
from .documents import sample_integrity as sample_integrity
from .documents import sample_mirrors as sample_mirrors
from .documents import sample_state as sample_state
from .forgeries import Forgery as Forgery
from .forgeries import Undetectable as Undetectable
from .forgeries import forge as forge
from .forgeries import undetectable as undetectable
from .keys import FORGER as FORGER
from .keys import TEST_KEYS as TEST_KEYS
from .keys import TEST_SEED as TEST_SEED
from .keys import TEST_SIGNER as TEST_SIGNER
from .samples import FUTURE_FIELD as FUTURE_FIELD
from .samples import SAMPLE_ABSTRACT as SAMPLE_ABSTRACT
from .samples import SAMPLE_AT as SAMPLE_AT
from .samples import Changes as Changes
from .samples import make_record as make_record
from .samples import sample_record as sample_record
from .tampering import Tampered as Tampered
from .tampering import tamper_matrix as tamper_matrix
