"""Whole records for tests: the one in the repository, the published ones of the shared folder, and edits of them."""

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
    """The record in the repository, as a tree."""
    return json.loads(CARRIED.read_bytes())


def published(name: str) -> Path:
    """The file of a whole published record."""
    return shared_path("records", f"{name}.json")


def edited(tree: Any, *changes: tuple[str, object]) -> Any:
    """A copy of a tree with other values at JSON Pointers. A function is applied to the value there; `-` appends."""
    copy = deepcopy(tree)
    for pointer, value in changes:
        *above, last = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
        container = copy
        for part in above:
            container = container[int(part)] if isinstance(container, list) else container[part]
        if isinstance(container, list) and last == "-":
            container.append(deepcopy(value))
            continue
        key: Any = int(last) if isinstance(container, list) else last
        container[key] = value(container[key]) if callable(value) else deepcopy(value)
    return copy


def without(*keys: str) -> Callable[[Any], Any]:
    """An edit that removes members of an object."""
    return lambda members: {key: member for key, member in members.items() if key not in keys}


def parsed(*changes: tuple[str, object]) -> PithRecord:
    """The record in the repository with changes, parsed."""
    return parse_record(edited(carried(), *changes))


def report_of(*changes: tuple[str, object]) -> VerificationReport:
    """The report of the record in the repository with changes."""
    return verify_record(parsed(*changes))


def copied(record: Any, pointer: str, value: object) -> Any:
    """A copy of a model, made by `model_copy` and without validation, with another value of the attribute at a pointer."""
    first, *rest = pointer.split("/")[1:]
    if isinstance(record, tuple):
        items = [*record]
        items[int(first)] = copied(items[int(first)], "/" + "/".join(rest), value) if rest else value
        return tuple(items)
    inner = copied(getattr(record, first), "/" + "/".join(rest), value) if rest else value
    return record.model_copy(update={first: inner})
