"""A tamper matrix: every single change to a JSON document, to hold a verification against."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ..pointers import json_pointer

_ADDED = "added-by-tampering"

Path = tuple[str | int, ...]


class Tampered(NamedTuple):
    """A document with one change; `pointer` is the place that answers for it: of an addition its container's."""

    change: str
    pointer: str
    document: Any


def tamper_matrix(document: Any) -> Iterator[Tampered]:
    """Every single change to a JSON document (dict, list and scalars), each in a copy of its own.

    Each leaf becomes another value of its type, a value of another type, and null; each container gets an element and loses
    each of its own; each key is renamed.
    """
    pending: list[tuple[Path, Any]] = [((), document)]
    for path, value in pending:
        for change, edited in _changes(value):
            yield Tampered(change, json_pointer(*path), _with(document, path, edited))
        if isinstance(value, dict | list):
            for key, member in value.items() if isinstance(value, dict) else enumerate(value):
                place = (*path, key)
                pending.append((place, member))
                yield Tampered("remove", json_pointer(*place), _with(document, path, _without(value, key)))
                if isinstance(value, dict):
                    renamed = {f"{name}_" if name == key else name: kept for name, kept in value.items()}
                    yield Tampered("rename", json_pointer(*place), _with(document, path, renamed))


def _with(tree: Any, path: Path, value: Any) -> Any:
    """The tree with another value at a path; only what is on the path is copied."""
    if not path:
        return value
    copy = tree.copy()
    copy[path[0]] = _with(tree[path[0]], path[1:], value)
    return copy


def _without(container: Any, key: str | int) -> Any:
    copy = container.copy()
    del copy[key]
    return copy


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    """What one value may become: a container with one more element, a leaf of the same type, of another type, or null."""
    if isinstance(value, dict):
        yield "add", {**value, _ADDED: 1}
    elif isinstance(value, list):
        yield from (("add", [*value, added]) for added in (value[-1:] or [_ADDED, {}]))
    elif isinstance(value, bool):
        yield from (("value", not value), ("type", int(value)), ("type", "true"), ("null", None))
    elif isinstance(value, int):
        yield from (("value", value + 1), ("value", -value - 1), ("type", float(value)), ("type", str(value)), ("null", None))
    elif isinstance(value, str):
        yield from (("value", _next_of_its_kind(value)), ("value", f"{value}x"), ("type", 1), ("type", [value]), ("null", None))
    else:
        yield from (("value", 1.5), ("type", "x"), ("type", 0), ("type", {}))


def _next_of_its_kind(text: str) -> str:
    """The text with one digit or letter in its midst changed for another, so that hashes, dates and names keep their form."""
    for place in sorted(range(len(text)), key=lambda index: abs(index - len(text) // 2)):
        for kind in ("0123456789", "abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ghijklmnopqrstuvwxyz"):
            found = kind.find(text[place])
            if found >= 0:
                return text[:place] + kind[(found + 1) % len(kind)] + text[place + 1 :]
    return text + "A"
