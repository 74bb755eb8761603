"""Fixtures for pytest, switched on with `pytest_plugins = ["pith.testing.pytest_plugin"]` in the user's `conftest.py`."""

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
    """The signer of that ring's one key, a test key."""
    return TEST_SIGNER


@pytest.fixture(scope="session", params=["minimal", "full", "future"])
def pith_record(request: pytest.FixtureRequest) -> PithRecord:
    """A record that verifies; the test runs three times, with the minimal sample, the full one and that of the future."""
    return sample_record(request.param)


@pytest.fixture(scope="session")
def pith_record_minimal() -> PithRecord:
    """The minimal sample: every list is empty."""
    return sample_record("minimal")


@pytest.fixture(scope="session")
def pith_record_full() -> PithRecord:
    """The full sample: something in every list."""
    return sample_record("full")


@pytest.fixture(scope="session")
def pith_record_future() -> PithRecord:
    """The sample of the future: unknown fields, words and aliases everywhere."""
    return sample_record("future")


@pytest.fixture(scope="session")
def pith_make_record() -> Callable[..., PithRecord]:
    """`make_record`: the minimal sample with changes, minted anew."""
    return make_record


@pytest.fixture(scope="session")
def pith_forgeries() -> tuple[Forgery, ...]:
    """Every forgery of the full sample, with its name and the check that does not pass on it."""
    return tuple(forge(sample_record("full")))
