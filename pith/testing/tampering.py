"""A tamper matrix: every single change to a JSON document, each of which a verification should notice or report."""

from collections.abc import Iterator
from functools import partial
from types import NoneType
from typing import Any, NamedTuple, TypeAlias

from ..errors import safe_repr
from ..pointers import children, json_pointer, replace_at

_ADDED = "added-by-tampering"

Path: TypeAlias = tuple[str | int, ...]


class Tampered(NamedTuple):
    """A document with one change.

    `change` is `value`, `type`, `null`, `add`, `remove` or `rename`. `pointer` names the value that was changed, removed or
    renamed, or the container to which a member was added.
    """

    change: str
    pointer: str
    document: Any


def tamper_matrix(document: Any) -> Iterator[Tampered]:
    """Every single change to a JSON document (dict, list and scalars). The documents share the parts without a change, so do
    not edit them.

    Each scalar becomes another value of its type, a value of another type, and null. Each container gets one more member, and
    loses each of its members in turn. Each key is renamed. Raises TypeError if there is a value of another type.
    """
    for path, value in walk(document):
        if not isinstance(value, (dict, list, str, int, float, NoneType)):
            raise TypeError(f"document: expected dict, list and scalars of JSON, not {safe_repr(value)}")
        yield from changes_at(document, path, value)


def walk(document: Any) -> Iterator[tuple[Path, Any]]:
    """Every value of a JSON document with its path of keys and indices, containers before their members."""
    pending: list[tuple[Path, Any]] = [((), document)]
    for path, value in pending:
        yield path, value
        pending.extend(((*path, key), member) for key, member in children(value))


def changes_at(document: Any, path: Path, value: Any) -> Iterator[Tampered]:
    """Every single change to the value at a path of the document."""
    pointer = json_pointer(*path)
    for change, edited in _changes(value):
        yield Tampered(change, pointer, replace_at(document, path, partial(_replaced, edited)))
    if path:
        *above, key = path
        yield Tampered("remove", pointer, replace_at(document, tuple(above), partial(_without, key)))
        if isinstance(key, str):
            yield Tampered("rename", pointer, replace_at(document, tuple(above), partial(_renamed, key)))


def _replaced(edited: Any, value: Any) -> Any:
    return edited


def _without(key: str | int, container: Any) -> Any:
    copy = container.copy()
    del copy[key]
    return copy


def _renamed(key: str, members: dict[str, Any]) -> dict[str, Any]:
    return {f"{name}_" if name == key else name: member for name, member in members.items()}


def _changes(value: Any) -> Iterator[tuple[str, Any]]:
    """The changes to one value, with their results."""
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
        yield from (("value", 0.5 if value == 1.5 else 1.5), ("type", "x"), ("type", 0), ("type", {}))


def _next_of_its_kind(text: str) -> str:
    """The text with another digit or letter near its middle, so that hashes, dates and names keep their form."""
    for index in sorted(range(len(text)), key=lambda index: abs(index - len(text) // 2)):
        for kind in ("0123456789", "abcdef", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ghijklmnopqrstuvwxyz"):
            found = kind.find(text[index])
            if found >= 0:
                return text[:index] + kind[(found + 1) % len(kind)] + text[index + 1 :]
    return text + "A"
