"""Whole records for tests: the one that the repository carries, the published ones of the shared folder, and edits of them."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

from shared_data import REPOSITORY, shared_path

from pith import PithRecord, VerificationReport, parse_record, verify_record

CARRIED = REPOSITORY / "examples" / "records" / "2305.02301v2.json"
PUBLISHED = ("2305.02301v2", "2402.13116v4")


def carried() -> Any:
    """The record that the repository carries, as a tree."""
    return json.loads(CARRIED.read_bytes())


def published(name: str) -> Path:
    """The file of a whole published record."""
    return shared_path("records", f"{name}.json")


def edited(tree: Any, *changes: tuple[str, object]) -> Any:
    """A copy of a tree with other values at JSON Pointers; a function is applied to the value that is there."""
    copy = deepcopy(tree)
    for pointer, value in changes:
        *above, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
        place = copy
        for part in above:
            place = place[int(part)] if isinstance(place, list) else place[part]
        key: Any = int(last) if isinstance(place, list) and last != "-" else last
        if key == "-":
            place.append(deepcopy(value))
        else:
            place[key] = value(place[key]) if callable(value) else deepcopy(value)
    return copy


def without(*pointers: str) -> Callable[[Any], Any]:
    """An edit that takes members out of an object."""
    return lambda members: {key: member for key, member in members.items() if key not in pointers}


def parsed(*changes: tuple[str, object]) -> PithRecord:
    """The carried record with changes, parsed."""
    return parse_record(edited(carried(), *changes))


def report_of(*changes: tuple[str, object]) -> VerificationReport:
    """The report of the carried record with changes."""
    return verify_record(parsed(*changes))
