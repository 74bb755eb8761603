"""Libraries that only some tests need, and that the extra `ci` installs."""

import os
from importlib import import_module
from types import ModuleType

import pytest


def require_library(name: str) -> ModuleType:
    """The library of that name, imported.

    The test is skipped if the library is not installed, and fails instead if `PITH_REQUIRE_EXTRAS` is 1. A whole module of
    tests is skipped if it calls this at its top. Such tests are marked `slow`: the README's command does not install the extra.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.partition(".")[0]:
            raise
        if os.environ.get("PITH_REQUIRE_EXTRAS") == "1":
            pytest.fail(f"the library {name} is not installed; the extra `ci` has it", pytrace=False)
        pytest.skip(f"the library {name} is not installed", allow_module_level=True)
