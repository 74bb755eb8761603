"""Outcomes, reports, and the assurance of each value: sections 8.1 and 8.2 of the specification."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from .keys import Ring
from .numbers import ORIGIN, check_origin
from .refusal import JSON, Refused, Tree

PASSED, FAILED, INDETERMINATE = "passed", "failed", "indeterminate"


class Settings(NamedTuple):
    """The arguments of a verification."""

    ring: Ring
    at: datetime | None = None
    abstract: str | None = None
    origin: str = ORIGIN
    require: tuple[str, ...] = ()


class Check(NamedTuple):
    """The outcome of one check, with its sets of pointer patterns."""

    name: str
    outcome: str
    covers: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    authenticates: tuple[str, ...] = ()
    required: bool = False


def outcome(passes: bool, decidable: bool = True) -> str:
    return (PASSED if passes else FAILED) if decidable else INDETERMINATE


def of_parts(outcomes: list[str]) -> str:
    """The outcome of a check that runs for each part, section 9."""
    if FAILED in outcomes:
        return FAILED
    return PASSED if outcomes and INDETERMINATE not in outcomes else INDETERMINATE


class Report:
    """What verification of one document finds."""

    def __init__(self, document: Tree, checks: list[Check], settings: Settings) -> None:
        check_origin(settings.origin)
        names = [check.name for check in checks]
        if unknown := set(settings.require) - set(names):
            raise Refused("InvalidArgument", str(unknown))
        self.document = document
        self.checks = checks
        self.required = [check.name for check in checks if check.required or check.name in settings.require]

    def named(self, outcome: str) -> list[str]:
        return [check.name for check in self.checks if check.outcome == outcome]

    @property
    def ok(self) -> bool:
        return not self.named(FAILED) and set(self.required) <= set(self.named(PASSED))

    @cached_property
    def grounded(self) -> set[str]:
        passed = {check.name: check for check in self.checks if check.outcome == PASSED}
        while ungrounded := {name for name, check in passed.items() if not set(check.depends_on) <= passed.keys()}:
            for name in ungrounded:
                del passed[name]
        return {*passed} if "signature" in passed else set()

    @cached_property
    def _authenticated(self) -> tuple[set[str], set[str]]:
        """The pointers that grounded checks bind: of single values, and of values with all below them."""
        values: set[str] = set()
        subtrees: set[str] = set()
        for check in self.checks:
            if check.name in self.grounded:
                for pattern in check.authenticates:
                    found = subtrees if pattern.endswith("/**") else values
                    found.update(expand(self.document, pattern.removesuffix("/**")))
        return values, subtrees

    @cached_property
    def _walked(self) -> tuple[list[str], list[str]]:
        _, unauthenticated, extensible = self._walk(self.document, "")
        return unauthenticated, extensible

    @property
    def unauthenticated(self) -> list[str]:
        return self._walked[0]

    @property
    def extensible(self) -> list[str]:
        return self._walked[1]

    def _walk(self, value: JSON, pointer: str) -> tuple[bool, list[str], list[str]]:
        """Whether a leaf at or below a value is authenticated, with the two lists of the value."""
        values, subtrees = self._authenticated
        if pointer in subtrees:
            return True, [], []
        members = [*_members(value)]
        if not members:
            extensible = [pointer] if isinstance(value, dict | list) else []
            return (True, [], extensible) if pointer in values else (False, [pointer], [])
        results = [self._walk(member, f"{pointer}/{token}") for token, member in members]
        if not any(found for found, _, _ in results):
            return False, [pointer], []
        unauthenticated = [one for _, listed, _ in results for one in listed]
        return True, unauthenticated, [pointer, *(one for _, _, listed in results for one in listed)]

    def assurance(self, pointer: str) -> str:
        """The assurance of the value at a pointer."""
        values, subtrees = self._authenticated
        above = {pointer[:end] for end in (*(i for i, c in enumerate(pointer) if c == "/"), len(pointer))}
        value = value_at(self.document, pointer)
        leaf = not value if isinstance(value, dict | list) else True
        if above & subtrees or (leaf and pointer in values):
            return "authenticated"
        for outcome, word in ((FAILED, "contradicted"), (PASSED, "checked")):
            if any(check.outcome == outcome and self._covers(check, pointer, above) for check in self.checks):
                return word
        return "claimed"

    def _covers(self, check: Check, pointer: str, above: set[str]) -> bool:
        for pattern in check.covers:
            found = set(expand(self.document, pattern.removesuffix("/**")))
            if found & (above if pattern.endswith("/**") else {pointer}):
                return True
        return False


def _members(value: JSON) -> Iterator[tuple[str, JSON]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield key.replace("~", "~0").replace("/", "~1"), member
    elif isinstance(value, list):
        yield from ((str(index), item) for index, item in enumerate(value))


def value_at(value: JSON, pointer: str) -> JSON:
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        value = value[int(token)] if isinstance(value, list) else value[token]
    return value


def expand(document: JSON, pattern: str) -> Iterator[str]:
    """The pointers of the values that a pattern without `/**` matches."""
    found: list[tuple[str, JSON]] = [("", document)]
    for token in pattern.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        deeper: list[tuple[str, JSON]] = []
        for pointer, value in found:
            if isinstance(value, list):
                chosen = range(len(value)) if token == "*" else [int(token)] if token.isdigit() else []
                deeper += [(f"{pointer}/{index}", value[index]) for index in chosen if index < len(value)]
            elif isinstance(value, dict) and token != "*" and name in value:
                deeper.append((f"{pointer}/{token}", value[name]))
        found = deeper
    yield from (pointer for pointer, _ in found)
