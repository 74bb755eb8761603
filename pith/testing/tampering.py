"""A tamper matrix: every single change to a JSON document, to hold a verification against."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ..errors import json_pointer

_ADDED = "added-by-tampering"


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
    pending: list[tuple[tuple[str | int, ...], Any]] = [((), document)]
    for path, value in pending:
        pointer = json_pointer(*path)
        if isinstance(value, dict):
            pending.extend(((*path, key), member) for key, member in value.items())
            yield Tampered("add", pointer, _edited(document, path, lambda members: {**members, _ADDED: 1}))
        elif isinstance(value, list):
            pending.extend(((*path, index), item) for index, item in enumerate(value))
            for added in [*value[-1:]] or [_ADDED, {}]:
                yield Tampered("add", pointer, _edited(document, path, lambda items, added=added: [*items, added]))
        else:
            for change, other in _others(value):
                yield Tampered(change, pointer, _edited(document, path, lambda _, other=other: other))
        if path:
            *above, key = path
            yield Tampered("remove", pointer, _edited(document, above, lambda members, key=key: _without(members, key)))
            if isinstance(key, str):
                yield Tampered("rename", pointer, _edited(document, above, lambda members, key=key: _renamed(members, key)))


def _edited(tree: Any, path: "tuple[str | int, ...] | list[str | int]", edit: Callable[[Any], Any]) -> Any:
    """The tree with the value at a path edited; only what is on the path is copied."""
    if not path:
        return edit(tree)
    copy = tree.copy()
    copy[path[0]] = _edited(tree[path[0]], path[1:], edit)
    return copy


def _without(members: Any, key: str | int) -> Any:
    copy = members.copy()
    del copy[key]
    return copy


def _renamed(members: dict[str, Any], key: str) -> dict[str, Any]:
    return {f"{name}_" if name == key else name: member for name, member in members.items()}


def _others(value: object) -> Iterator[tuple[str, object]]:
    """Other values of the leaf's type, one of another type, and null."""
    if isinstance(value, bool):
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
