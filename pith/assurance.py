"""The assurance of each value of a document: which checks cover it, and whether they bind it to the signature."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from .checks.table import Check
from .pointers import children, locate

SIGNATURE = "signature"


class Assurance(StrEnum):
    """What is known of one value, as a str. Specification §8.2.

    If several apply, the first of authenticated, contradicted, checked is the one. An indeterminate check does not count.

    - `AUTHENTICATED`, `"authenticated"`: a chain of passed checks binds the value to the verified signature.
    - `CHECKED`, `"checked"`: a passed check covers it, and no signature does. A forger of the value can also forge what
      it is compared with.
    - `CLAIMED`, `"claimed"`: no check covers it.
    - `CONTRADICTED`, `"contradicted"`: a failed check covers it.
    """

    AUTHENTICATED = "authenticated"
    CHECKED = "checked"
    CLAIMED = "claimed"
    CONTRADICTED = "contradicted"


class ValueAssurance(NamedTuple):
    """The assurance of the value at a JSON Pointer, and the names of the checks that give it. Specification §8.2."""

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


def _add(root: _Node, name: str, patterns: Iterable[str]) -> None:
    """Add the patterns of a check to a tree, so that one walk down a document finds the checks of each value."""
    for pattern in patterns:
        node = root
        for part in pattern.removesuffix("/**").split("/")[1:]:
            inner = node.children.get(part)
            if inner is None:
                inner = node.children[part] = _Node()
            node = inner
        (node.below if pattern.endswith("/**") else node.names).append(name)


def _step(nodes: Iterable[_Node], key: str | int) -> list[_Node]:
    """The nodes of a member, given those of its container."""
    if key == "*":  # a member of that name, and not any index
        return []
    if isinstance(key, str):
        found = []
        for node in nodes:  # a comprehension takes longer, and a report takes many steps
            if key in node.children:
                found.append(node.children[key])  # noqa: PERF401
        return found
    return [node.children[part] for node in nodes for part in (str(key), "*") if part in node.children]


@lru_cache(maxsize=64)
def grounded(passed: tuple[Check, ...]) -> tuple[Check, ...]:
    """The passed checks that depend on passed checks only, down to a passed `signature` check. Specification §8.2."""
    by_name = {check.name: check for check in passed}
    while True:
        unfounded = [check.name for check in by_name.values() if not by_name.keys() >= {*check.depends_on}]
        if not unfounded:
            return (*by_name.values(),) if SIGNATURE in by_name else ()
        for name in unfounded:
            del by_name[name]


def find_unauthenticated(tree: dict[str, Any], checks: tuple[Check, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The pointers of a report's `unauthenticated` and `extensible`, in document order, given the checks that passed.

    The walk ends at each value in which no check authenticates anything, so its cost does not grow with what is below.
    Specification §8.2.
    """
    extensible: list[str] = []
    found = _unauthenticated(tree, _authenticated(tree, checks), "", extensible)
    return ("",) if found is None else tuple(found), () if found is None else tuple(extensible)


def find_assurance(tree: dict[str, Any], pointer: str, passed: tuple[Check, ...], failed: tuple[Check, ...]) -> ValueAssurance:
    """The assurance of the value at a JSON Pointer, by one walk down its path.

    Raises `InvalidArgument` if the document has no value there.
    """
    path, _ = locate(tree, pointer)
    for nodes, assurance in (
        (_authenticated(tree, passed), Assurance.AUTHENTICATED),
        (_covered(tree, failed), Assurance.CONTRADICTED),
        (_covered(tree, passed), Assurance.CHECKED),
    ):
        if names := _names_at(nodes, path):
            return ValueAssurance(pointer, assurance, names)
    return ValueAssurance(pointer, Assurance.CLAIMED)


def _names_at(nodes: list[_Node], keys: Iterable[str | int]) -> tuple[str, ...]:
    """The names of the checks that name the value on this path of keys and indices, or a container of it."""
    below = [name for node in nodes for name in node.below]
    for key in keys:
        nodes = _step(nodes, key)
        below += [name for node in nodes for name in node.below]
    return tuple(dict.fromkeys([name for node in nodes for name in node.names] + below))


def _authenticated(tree: dict[str, Any], passed: tuple[Check, ...]) -> list[_Node]:
    """The trees of what the passed checks authenticate: in every document, and in this one."""
    here = _Node()
    for check in grounded(passed):
        if check.authenticates_in:
            _add(here, check.name, check.authenticates_in(tree))
    return [_authenticated_everywhere(passed), here]


@lru_cache(maxsize=64)
def _authenticated_everywhere(passed: tuple[Check, ...]) -> _Node:
    root = _Node()
    for check in grounded(passed):
        _add(root, check.name, check.authenticates)
    return root


def _covered(tree: dict[str, Any], checks: tuple[Check, ...]) -> list[_Node]:
    root = _Node()
    for check in checks:
        _add(root, check.name, (*check.covers, *(check.covers_in(tree) if check.covers_in else ())))
    return [root]


def _unauthenticated(value: Any, nodes: list[_Node], pointer: str, extensible: list[str]) -> list[str] | None:
    """The unauthenticated values inside a value, or None if no leaf of it is authenticated.

    A leaf is a scalar or an empty container. The recursion is as deep as the patterns, not as deep as the document.
    """
    is_leaf = not (value and isinstance(value, (dict, list)))
    for node in nodes:
        if node.below or (is_leaf and node.names):
            return []
    if is_leaf:
        return None
    first_inside = len(extensible)
    extensible.append(pointer)
    found: list[str] = []
    all_unauthenticated = True
    named = {key for node in nodes for key in node.children}
    any_index = "*" in named
    for key, item in children(value):
        part = key if isinstance(key, str) else str(key)
        inner_nodes = _step(nodes, key) if any_index or part in named else ()
        if "~" in part or "/" in part:
            part = part.replace("~", "~0").replace("/", "~1")
        inner = f"{pointer}/{part}"
        below = _unauthenticated(item, inner_nodes, inner, extensible) if inner_nodes else None
        if below is None:
            found.append(inner)
        else:
            all_unauthenticated = False
            found += below
    if all_unauthenticated:
        del extensible[first_inside:]
        return None
    return found
