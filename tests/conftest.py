"""What every test runs under."""

import importlib
import os

import pytest
from hypothesis import HealthCheck, settings

# The same examples on every run, no deadline and no check of the pace: a shared machine may be slow at any moment.
settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("repeatable")


def _import_or_fail(modname: str, *arguments: object, **options: object) -> object:
    return importlib.import_module(modname)


if os.environ.get("PITH_REQUIRE_EXTRAS") == "1":  # a library that is missing fails the tests that need it
    pytest.importorskip = _import_or_fail
