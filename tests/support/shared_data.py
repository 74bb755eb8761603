"""The data that tests read: facts in `tests/conformance/published`, whole records and public vectors in the shared folder."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("PITH_SHARED") or REPOSITORY.parent / "shared")


def shared_path(*parts: str) -> Path:
    """A path inside the shared folder: `PITH_SHARED`, or `shared` beside the repository.

    If it is missing, the test is skipped. With `PITH_REQUIRE_SHARED=1` it fails instead.
    """
    path = SHARED.joinpath(*parts)
    if not path.exists():
        missing = f"the shared folder has no {path}" if SHARED.exists() else f"there is no folder {SHARED}"
        message = f"{missing}; PITH_SHARED names another one"
        if os.environ.get("PITH_REQUIRE_SHARED") == "1":
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return path


def shared_text(*parts: str) -> str:
    """The text of a file in the shared folder."""
    return shared_path(*parts).read_text("utf-8")


def shared_rows(*parts: str) -> list[dict[str, Any]]:
    """The rows of a JSON Lines file in the shared folder."""
    return [json.loads(line) for line in shared_text(*parts).splitlines()]


def vectors(name: str) -> list[dict[str, Any]]:
    """The rows of `tests/conformance/published/<name>.json`.

    `records`: 93 published canonical records with hash, number and short number, 68 of them with a title, 87 with aliases
    (by kind, in the order in which they were listed). `signatures`: published Ed25519 signatures, 17 over canonical hashes
    and 3 over integrity events. `papers`: 6 papers whose number follows from title, abstract and metadata; here with the
    hash of the abstract alone.
    """
    rows: list[dict[str, Any]] = json.loads(
        (REPOSITORY / "tests" / "conformance" / "published" / f"{name}.json").read_text("utf-8")
    )
    return rows
