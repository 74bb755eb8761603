"""A check, its result, and the table of the checks of one kind of document.

A check is a function of the facts of a document. It returns None if the check passes, or the `Problem` that it found: `failed`
if the document contradicts the rule, `indeterminate` if the check cannot be decided with what is at hand. The first line of
its docstring states what passes.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from ..errors import InvalidArgument, PithError, bounded, safe_repr


class Basis(StrEnum):
    """The ground of a check. Specification §8.3."""

    SIGNED = "signed"
    """A signature under a key of the ring."""
    HASHED = "hashed"
    """A SHA-256 over the value."""
    DERIVED = "derived"
    """A rule of the protocol that computes the value from others."""
    CONSISTENT = "consistent"
    """Another value of the document that must agree."""


class Outcome(StrEnum):
    """The three outcomes of a check, each a str. Specification §8.1.

    - `PASSED`, `"passed"`: the document agrees with the rule of the check.
    - `FAILED`, `"failed"`: the document contradicts the rule.
    - `INDETERMINATE`, `"indeterminate"`: the check cannot be decided with what is at hand.
    """

    PASSED = "passed"
    FAILED = "failed"
    INDETERMINATE = "indeterminate"


class Problem(NamedTuple):
    """The outcome of a check that did not pass, failed or indeterminate, and the reason in words. Specification §8.1."""

    outcome: Outcome
    detail: str


def failed(detail: str) -> Problem:
    """The document contradicts the rule of the check."""
    return Problem(Outcome.FAILED, bounded(detail))


def indeterminate(detail: str) -> Problem:
    """The check cannot be decided with what is at hand."""
    return Problem(Outcome.INDETERMINATE, bounded(detail))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Check:
    """A check of one kind of document, with the values that it covers and those that it authenticates.

    `run` takes the facts of the document and returns None if the check passes, otherwise the `Problem`.

    `covers` and `authenticates` are patterns: JSON Pointers in which `*` is any index of an array, and a final `/**` is the
    value and everything below it. `covers_in` and `authenticates_in` return more patterns for a given document, as a tree of
    dict and list. The values are authenticated if the check passed, the check `signature` passed, and each check that it
    `depends_on` passed, with all those that these depend on. Specification §8.2.
    """

    name: str
    basis: Basis
    run: Callable[[Any], Problem | None]
    covers: tuple[str, ...] = ()
    authenticates: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    covers_in: Callable[[dict[str, Any]], Iterable[str]] | None = None
    authenticates_in: Callable[[dict[str, Any]], Iterable[str]] | None = None

    @property
    def meaning(self) -> str:
        """What is true of the document if the check passed, in one sentence."""
        return (self.run.__doc__ or self.name).partition("\n")[0]

    def __repr__(self) -> str:
        return f"<Check {self.name}>"


class CheckResult(NamedTuple):
    """The result of one check. `detail` is the reason if the check did not pass, else empty. Specification §8.1."""

    check: Check
    outcome: Outcome
    detail: str = ""

    @property
    def name(self) -> str:
        """The name of the check, by which `require` and `report[name]` take it."""
        return self.check.name

    @property
    def basis(self) -> Basis:
        """The ground of the check: `signed`, `hashed`, `derived` or `consistent`."""
        return self.check.basis

    @property
    def covers(self) -> tuple[str, ...]:
        """The values that the check examines, as patterns (see `Check`)."""
        return self.check.covers

    def __repr__(self) -> str:
        return f"<CheckResult {self.name}: {self.outcome}{self.detail and f', {safe_repr(self.detail)}'}>"


class CheckTable:
    """The checks of one kind of document, in the order of the report, and the names of those that are required."""

    def __init__(self, document_type: str, model: type[Any], checks: Iterable[Check], required: Collection[str]) -> None:
        self.document_type = document_type
        self.model = model
        self.checks: tuple[Check, ...] = tuple(checks)
        self.required: frozenset[str] = frozenset(required)
        self._names = frozenset(check.name for check in self.checks)
        self._passed = tuple(CheckResult(check, Outcome.PASSED) for check in self.checks)
        self._runs = tuple((index, check.run) for index, check in enumerate(self.checks))

    def required_with(self, require: Collection[str]) -> frozenset[str]:
        """The names of the required checks and those given. Raises `InvalidArgument` for an unknown name."""
        if isinstance(require, str) or not isinstance(require, Collection):
            raise TypeError(f"require: expected a collection of names of checks, not {safe_repr(require)}")
        for name in require:
            if not isinstance(name, str):
                raise TypeError(f"require: expected names of checks, not {safe_repr(name)}")
        required = self.required.union(require)
        if unknown := required - self._names:
            known = ", ".join(sorted(self._names))
            raise InvalidArgument(f"no check {', '.join(sorted(map(safe_repr, unknown)))}; the checks are {known}")
        return required

    def problems(self, facts: object) -> dict[int, Problem]:
        """The problem of each check that failed or is indeterminate, by the index of the check in `checks`.

        `facts` is what each check takes, such as the `RecordFacts` of a record.

        A `PithError` that a check raises is about the data, so the check failed. Any other exception is a bug and is raised.
        """
        problems: dict[int, Problem] = {}
        for index, run in self._runs:
            try:
                problem = run(facts)
            except PithError as error:
                problem = failed(str(error))
            if problem is not None:
                problems[index] = problem
        return problems

    def problems_of_each(self, documents: Sequence[object]) -> list[dict[int, Problem]]:
        """The same as `problems` for the facts of each of many documents, check by check.

        This takes less time: while one check is repeated, its code stays in the caches of the processor.
        """
        found: list[dict[int, Problem]] = [{} for _ in documents]
        for index, run in self._runs:
            for facts, problems in zip(documents, found, strict=True):
                try:
                    problem = run(facts)
                except PithError as error:
                    problem = failed(str(error))
                if problem is not None:
                    problems[index] = problem
        return found

    def results(self, problems: Iterable[tuple[int, Problem]]) -> tuple[CheckResult, ...]:
        """The results of all checks, given the problems, each with the index of its check."""
        results = [*self._passed]
        for index, problem in problems:
            results[index] = CheckResult(self.checks[index], *problem)
        return tuple(results)
