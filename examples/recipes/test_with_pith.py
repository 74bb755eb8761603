"""A pytest suite for a program that imports pith: `pytest examples/recipes/test_with_pith.py`. Needs pith-number[testing].

The program under test is `is_genuine`. It must accept what verifies, refuse every forgery, and never crash.
"""

import pytest
from hypothesis import given, settings

from pith import KeyRing, PithError, PithRecord, parse_record, verify_record
from pith.testing import TEST_KEYS, Forgery, Tampered, forge, sample_record, tamper_matrix
from pith.testing.strategies import near_valid_records, records

pytest_plugins = ["pith.testing.pytest_plugin"]


def is_genuine(data: bytes, keys: KeyRing) -> bool:
    try:
        return verify_record(parse_record(data), keys=keys).ok
    except PithError:
        return False


def test_samples_are_genuine(pith_record: PithRecord, pith_keys: KeyRing) -> None:
    assert is_genuine(pith_record.to_json(), pith_keys)


@pytest.mark.parametrize("forgery", forge(sample_record()))
def test_forgeries_are_not(forgery: Forgery) -> None:
    assert not is_genuine(forgery.record.to_json(), TEST_KEYS)


SIGNED = tamper_matrix(sample_record().canonical_record.to_dict())


@pytest.mark.parametrize("tampered", [pytest.param(change, id=f"{change.change}:{change.pointer}") for change in SIGNED])
def test_changes_under_the_signature_are_noticed(tampered: Tampered) -> None:
    record = {**sample_record().to_dict(), "canonical_record": tampered.document}
    with pytest.raises(PithError):
        verify_record(parse_record(record), keys=TEST_KEYS).raise_for_failure()


@given(records())
@settings(max_examples=20)
def test_any_record_is_genuine(record: PithRecord) -> None:
    assert is_genuine(record.to_json(), TEST_KEYS)


@given(near_valid_records())
@settings(max_examples=20)
def test_almost_valid_data_is_not(data: bytes) -> None:
    assert not is_genuine(data, TEST_KEYS)
