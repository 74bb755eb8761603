"""For each value of a document: whether passed checks bind it to a verified signature, and if not, what can be said of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from .errors import InvalidArgument, json_pointer, shown

if TYPE_CHECKING:
    from .report import Check

SIGNATURE = "signature"


class Standing(StrEnum):
    """What can be said of one value."""

    AUTHENTICATED = "authenticated"
    """A chain of passed checks binds it to the verified signature."""
    UNSIGNED = "checked, not signed"
    """A passed check speaks of it, and whoever forges the one can forge the other."""
    OPEN = "open"
    """An object or array: what it has may be authenticated, but members can be added to it."""
    CLAIMED = "claimed"
    """No check speaks of it."""
    CONTRADICTED = "contradicted"
    """A failed check speaks of it."""


class PointerBasis(NamedTuple):
    """How the value at a JSON Pointer is known, and the names of the checks that speak of it."""

    pointer: str
    standing: Standing
    checks: tuple[str, ...]
    pattern: str
    """The pointer with `*` for every index of an array: what values of one kind have in common."""

    @property
    def authenticated(self) -> bool:
        """Whether a chain of passed checks binds the value to the verified signature."""
        return self.standing is Standing.AUTHENTICATED

    @property
    def reason(self) -> str:
        """The standing in words."""
        names = ", ".join(self.checks)
        return {
            Standing.AUTHENTICATED: f"bound to the verified signature by {names}",
            Standing.UNSIGNED: f"{names} passed, over values that are under no signature",
            Standing.OPEN: "members can be added to it without a check failing",
            Standing.CLAIMED: "no check speaks of it",
            Standing.CONTRADICTED: f"{names} failed",
        }[self.standing]


class Provenance:
    """The basis of every value of one document, in the document's order: iterate over it, or ask `of` one pointer."""

    def __init__(self, tree: dict[str, Any], passed: "Sequence[Check]", failed: "Sequence[Check]") -> None:
        self._tree = tree
        self._failed = _Index(tree, ((check.name, check.covers, check.covers_some) for check in failed))
        self._passed = _Index(tree, ((check.name, check.covers, check.covers_some) for check in passed))
        self._bound = _Index(tree, ((check.name, check.binds, check.binds_some) for check in _grounded(passed)))

    def __iter__(self) -> Iterator[PointerBasis]:
        for pointer, pattern, is_container in _places(self._tree):
            yield self._basis(pointer, pattern, is_container)

    def of(self, pointer: str) -> PointerBasis:
        """The basis of the value at a JSON Pointer; raises `InvalidArgument` where there is no such value."""
        for place, pattern, is_container in _places(self._tree):
            if place == pointer:
                return self._basis(place, pattern, is_container)
        raise InvalidArgument(f"the document has no value at {shown(pointer)}")

    def _basis(self, pointer: str, pattern: str, is_container: bool) -> PointerBasis:
        for index, standing in (
            (self._bound, Standing.AUTHENTICATED),
            (self._failed, Standing.CONTRADICTED),
            (self._passed, Standing.UNSIGNED),
        ):
            if names := index.names(pointer, pattern):
                return PointerBasis(pointer, standing, tuple(names), pattern)
        return PointerBasis(pointer, Standing.OPEN if is_container else Standing.CLAIMED, (), pattern)


Places: TypeAlias = "tuple[str, tuple[str, ...], Callable[[dict[str, Any]], Iterable[str]] | None]"


class _Index:
    """The names of checks by the pointers, and patterns of pointers, that they name."""

    def __init__(self, tree: dict[str, Any], checks: Iterable[Places]) -> None:
        self.exact: dict[str, list[str]] = {}
        self.below: dict[str, list[str]] = {}
        for name, patterns, some in checks:
            for text in (*patterns, *(some(tree) if some else ())):
                where = self.below if text.endswith("/**") else self.exact
                where.setdefault(text.removesuffix("/**"), []).append(name)

    def names(self, pointer: str, pattern: str) -> list[str]:
        places = dict.fromkeys((pattern, pointer))
        names = [name for place in places for name in self.exact.get(place, ())]
        while self.below and places:
            names += [name for place in places for name in self.below.get(place, ())]
            places = dict.fromkeys(place.rpartition("/")[0] for place in places if place)
        return names


def _grounded(passed: "Sequence[Check]") -> "list[Check]":
    """The passed checks whose needs all passed too, back to the signature; none where the signature is not among them."""
    by_name = {check.name: check for check in passed}
    while True:
        unfounded = [check.name for check in by_name.values() if not by_name.keys() >= {*check.needs}]
        if not unfounded:
            return [check for check in by_name.values() if SIGNATURE in by_name]
        for name in unfounded:
            del by_name[name]


def _places(tree: object) -> Iterator[tuple[str, str, bool]]:
    """Every value below and with the tree: its JSON Pointer, the same with `*` for indices, and whether it is a container."""
    pending: list[tuple[str, str, object]] = [("", "", tree)]
    while pending:
        pointer, pattern, value = pending.pop()
        yield pointer, pattern, isinstance(value, dict | list)
        if isinstance(value, dict):
            members = [(pointer + json_pointer(key), pattern + json_pointer(key), member) for key, member in value.items()]
        elif isinstance(value, list):
            members = [(f"{pointer}/{index}", f"{pattern}/*", item) for index, item in enumerate(value)]
        else:
            continue
        pending.extend(reversed(members))
