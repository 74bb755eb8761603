"""Fixtures for pytest. `pytest_plugins = ["pith.testing.pytest_plugin"]` in a `conftest.py` turns them on.

Use them in tests of your own. They need the extra `pith-number[testing]`.
"""

try:
    import pytest
except ModuleNotFoundError as _missing:
    raise ModuleNotFoundError(
        "pith.testing.pytest_plugin needs pytest: install pith-number[testing]", name=_missing.name
    ) from None

from collections.abc import Callable

from ..keys import KeyRing, NaClSigner
from ..models.record import PithRecord
from ..testing import TEST_KEYS, TEST_SIGNER, Forgery, forge, make_record, sample_record


@pytest.fixture(scope="session")
def pith_keys() -> KeyRing:
    """The ring under which the records of these fixtures verify."""
    return TEST_KEYS


@pytest.fixture(scope="session")
def pith_signer() -> NaClSigner:
    """The signer whose key is the only one of that ring, a test key."""
    return TEST_SIGNER


@pytest.fixture(scope="session", params=["minimal", "full", "future"])
def pith_record(request: pytest.FixtureRequest) -> PithRecord:
    """A record that verifies. The test runs three times: with the minimal, the full and the future sample."""
    return sample_record(request.param)


@pytest.fixture(scope="session")
def pith_record_minimal() -> PithRecord:
    """The minimal sample. Every list of it is empty."""
    return sample_record("minimal")


@pytest.fixture(scope="session")
def pith_record_full() -> PithRecord:
    """The full sample. Every list of it that a check covers has items."""
    return sample_record("full")


@pytest.fixture(scope="session")
def pith_record_future() -> PithRecord:
    """The future sample. It has unknown fields in every object, unknown words and an unknown alias."""
    return sample_record("future")


@pytest.fixture(scope="session")
def pith_make_record() -> Callable[..., PithRecord]:
    """The function `make_record`, which mints the minimal sample with changes."""
    return make_record


@pytest.fixture(scope="session")
def pith_forgeries() -> tuple[Forgery, ...]:
    """Every forgery of the full sample, with its name and the check that does not pass."""
    return forge(sample_record("full"))
