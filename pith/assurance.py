"""The assurance of each value of a document: what the checks say about it, and whether they bind it to the signature."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from .checks.table import Check
from .errors import InvalidArgument, safe_repr
from .pointers import children, json_pointer, member, parse_pointer

SIGNATURE = "signature"


class Assurance(StrEnum):
    """What is known of one value. Specification §8.2."""

    AUTHENTICATED = "authenticated"
    """A chain of passed checks binds it to the verified signature."""
    CHECKED = "checked"
    """A passed check covers it, and no signature does: whoever forges it can forge what it is compared with."""
    CLAIMED = "claimed"
    """No check covers it."""
    CONTRADICTED = "contradicted"
    """A failed check covers it."""


class ValueAssurance(NamedTuple):
    """The assurance of the value at a JSON Pointer, and the names of the checks that give it."""

    pointer: str
    assurance: Assurance
    checks: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """The assurance in words."""
        names = ", ".join(self.checks)
        return {
            Assurance.AUTHENTICATED: f"bound to the verified signature by {names}",
            Assurance.CHECKED: f"{names} passed, and no signature covers it",
            Assurance.CLAIMED: "no check covers it",
            Assurance.CONTRADICTED: f"{names} failed",
        }[self.assurance]


class _Node:
    """The checks that name a value by a pattern, and the nodes of the values inside it, by key or `*`."""

    __slots__ = ("below", "children", "names")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.names: list[str] = []
        """The checks that name the value itself."""
        self.below: list[str] = []
        """The checks that name the value and everything below it."""


class _Patterns:
    """The patterns of checks as a tree, so that one walk down a document finds the checks of each value."""

    def __init__(self, named: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.root = _Node()
        for name, patterns in named:
            for pattern in patterns:
                self._add(name, pattern)

    def _add(self, name: str, pattern: str) -> None:
        node = self.root
        for part in pattern.removesuffix("/**").split("/")[1:]:
            node = node.children.setdefault(part, _Node())
        (node.below if pattern.endswith("/**") else node.names).append(name)

    def names_at(self, keys: Sequence[str | int]) -> list[str]:
        """The names of the checks that name the value on this path of keys and indices."""
        nodes, names = [self.root], [*self.root.below]
        for key in keys:
            nodes = step(nodes, key)
            names += [name for node in nodes for name in node.below]
        return [name for node in nodes for name in node.names] + names


def step(nodes: Iterable[_Node], key: str | int) -> list[_Node]:
    """The nodes of a member, given those of its container."""
    found = []
    for node in nodes:
        for part in (str(key), "*") if isinstance(key, int) else (key,) if key != "*" else ():
            if (inner := node.children.get(part)) is not None:
                found.append(inner)
    return found


def grounded(passed: Iterable[Check]) -> list[Check]:
    """The passed checks that depend, by passed checks alone, on a passed signature check. Specification §8.2."""
    by_name = {check.name: check for check in passed}
    while True:
        unfounded = [check.name for check in by_name.values() if not by_name.keys() >= {*check.depends_on}]
        if not unfounded:
            return [*by_name.values()] if SIGNATURE in by_name else []
        for name in unfounded:
            del by_name[name]


def find_unauthenticated(tree: dict[str, Any], passed: Iterable[Check]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pointers of a report's `unauthenticated` and `extensible`, in document order. Specification §8.2.

    The walk ends at each value in which no check authenticates anything, so its cost does not grow with what is below.
    """
    patterns = _authenticated_patterns(tree, passed)
    extensible: list[str] = []
    found = _unauthenticated(tree, [patterns.root], "", extensible)
    return ("",) if found is None else tuple(found), () if found is None else tuple(extensible)


def find_assurance(tree: dict[str, Any], pointer: str, passed: Sequence[Check], failed: Iterable[Check]) -> ValueAssurance:
    """The assurance of the value at a JSON Pointer, by one walk down its path.

    Raises `InvalidArgument` if the document has no value there.
    """
    keys: list[str | int] = []
    value: Any = tree
    missing = object()
    for part in parse_pointer(pointer):
        keys.append(int(part) if isinstance(value, list) and part.isdecimal() and part.isascii() else part)
        value = member(value, part, missing)
        if value is missing:
            raise InvalidArgument(f"the document has no value at {safe_repr(pointer)}")
    for patterns, assurance in (
        (_authenticated_patterns(tree, passed), Assurance.AUTHENTICATED),
        (_covered_patterns(tree, failed), Assurance.CONTRADICTED),
        (_covered_patterns(tree, passed), Assurance.CHECKED),
    ):
        if names := patterns.names_at(keys):
            return ValueAssurance(pointer, assurance, tuple(dict.fromkeys(names)))
    return ValueAssurance(pointer, Assurance.CLAIMED)


def _authenticated_patterns(tree: dict[str, Any], passed: Iterable[Check]) -> _Patterns:
    return _Patterns(
        (check.name, (*check.authenticates, *(check.authenticates_in(tree) if check.authenticates_in else ())))
        for check in grounded(passed)
    )


def _covered_patterns(tree: dict[str, Any], checks: Iterable[Check]) -> _Patterns:
    return _Patterns((check.name, (*check.covers, *(check.covers_in(tree) if check.covers_in else ()))) for check in checks)


def _unauthenticated(value: Any, nodes: list[_Node], pointer: str, extensible: list[str]) -> list[str] | None:
    """The unauthenticated values inside a value, or None if no leaf of it is authenticated.

    A leaf is a scalar or an empty container. The recursion is as deep as the patterns, whatever the depth of the document.
    """
    if any(node.below for node in nodes):
        return []
    members = children(value)
    if not isinstance(value, dict | list) or not value:
        return [] if any(node.names for node in nodes) else None
    if not any(node.children for node in nodes):
        return None
    first_inside = len(extensible)
    if not any(node.names for node in nodes):
        extensible.append(pointer)
    found: list[str] = []
    all_unauthenticated = True
    for key, item in members:
        inner = pointer + json_pointer(key)
        below = _unauthenticated(item, step(nodes, key), inner, extensible)
        if below is None:
            found.append(inner)
        else:
            all_unauthenticated = False
            found += below
    if all_unauthenticated:
        del extensible[first_inside:]
        return None
    return found
