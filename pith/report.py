"""What a verification has to say: each check with its outcome, and for each value of the document how it is known."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, NoReturn

from .errors import InvalidArgument, VerificationFailed, shown
from .models.base import Model
from .provenance import PointerBasis, Provenance
from .render import report_html, report_json, report_text


class Basis(StrEnum):
    """On what a check rests."""

    SIGNED = "signed"
    """A signature under a key of the ring."""
    HASHED = "hashed"
    """A SHA-256 over the value."""
    DERIVED = "derived"
    """Computed from other values by a rule of the protocol."""
    CONSISTENT = "consistent"
    """Equal to, or not at odds with, another place that says the same."""


class Outcome(StrEnum):
    """The three answers of a check."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_MADE = "could not be made"


class Problem(NamedTuple):
    """Why a check did not pass."""

    outcome: Outcome
    detail: str


def failed(detail: str) -> Problem:
    """The check was made and the document is at odds with it."""
    return Problem(Outcome.FAILED, detail)


def not_made(detail: str) -> Problem:
    """What the check needs is missing or unknown."""
    return Problem(Outcome.NOT_MADE, detail)


@dataclass(frozen=True, slots=True)
class Check:
    """A check: a function of the facts of one document that returns None where it passed.

    `covers` are the values that it speaks about, as JSON Pointers in which `*` stands for any index of an array and a
    `/**` at the end for a value and all that is in it, and `covers_some` gives those which only the document itself can
    name. Where the check passed, and those that it `needs` passed too, back to a verified signature, the values of `binds`
    and `binds_some` are authenticated.
    """

    name: str
    basis: Basis
    run: Callable[[Any], Problem | None]
    covers: tuple[str, ...]
    binds: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    binds_some: Callable[[dict[str, Any]], Iterable[str]] | None = None
    covers_some: Callable[[dict[str, Any]], Iterable[str]] | None = None

    @property
    def meaning(self) -> str:
        """What the check says of the document where it passed, in a sentence."""
        return (self.run.__doc__ or self.name).partition("\n")[0]


class CheckResult(NamedTuple):
    """The answer of one check; `detail` says what was expected and found, or what is missing; it is empty where it passed."""

    check: Check
    outcome: Outcome
    detail: str = ""

    @property
    def name(self) -> str:
        """The stable name of the check, as `require` takes it."""
        return self.check.name

    @property
    def basis(self) -> Basis:
        """On what the check rests."""
        return self.check.basis

    @property
    def covers(self) -> tuple[str, ...]:
        """The values that the check speaks about, as patterns of JSON Pointers (see `Check`)."""
        return self.check.covers


@dataclass(frozen=True, slots=True)
class VerificationReport:
    """The answer of a verification: `ok`, the `checks` in order, and for every value of the `document` how it is known.

    `problems` are the results of those checks that did not pass.
    It has no truth value of its own, so that nobody takes a report for an answer: ask `ok`, or `raise_for_failure`.
    """

    document: Model
    subject: str
    checks: tuple[CheckResult, ...]
    problems: tuple[CheckResult, ...]
    required: frozenset[str]

    @property
    def ok(self) -> bool:
        """Whether no check failed and every required one passed."""
        return not self._wrong

    @property
    def passed(self) -> tuple[str, ...]:
        """The names of the checks that passed."""
        return tuple(result.name for result in self.checks if result.outcome is Outcome.PASSED)

    @property
    def failed(self) -> tuple[str, ...]:
        """The names of the checks that failed."""
        return tuple(result.name for result in self.problems if result.outcome is Outcome.FAILED)

    @property
    def not_made(self) -> tuple[str, ...]:
        """The names of the checks that could not be made."""
        return tuple(result.name for result in self.problems if result.outcome is Outcome.NOT_MADE)

    @property
    def _wrong(self) -> list[CheckResult]:
        """Why the report is not ok."""
        return [r for r in self.problems if r.outcome is Outcome.FAILED or r.name in self.required]

    def __bool__(self) -> NoReturn:
        raise TypeError("a report is neither true nor false; ask report.ok")

    def __getitem__(self, name: str) -> CheckResult:
        """The result of the check of that name; raises `InvalidArgument` where there is none."""
        for result in self.checks:
            if result.name == name:
                return result
        raise InvalidArgument(f"no check {shown(name)}; there are {', '.join(result.name for result in self.checks)}")

    def raise_for_failure(self) -> None:
        """Raises `VerificationFailed`, naming the checks, unless the report is ok."""
        if wrong := self._wrong:
            reasons = "; ".join(f"{r.name} {'failed' if r.outcome is Outcome.FAILED else r.outcome}: {r.detail}" for r in wrong)
            raise VerificationFailed(f"{shown(self.subject)} does not verify: {reasons}", report=self)

    @property
    def provenance(self) -> Provenance:
        """How every value of the document is known; the next two ask it."""
        return Provenance(
            self.document.json_value(),
            [r.check for r in self.checks if r.outcome is Outcome.PASSED],
            [r.check for r in self.problems if r.outcome is Outcome.FAILED],
        )

    @property
    def unauthenticated(self) -> tuple[str, ...]:
        """The JSON Pointers of all values, in the document's order, that nothing binds to a verified signature.

        An object or array is listed where members can be added to it without any check failing.
        """
        return tuple(place.pointer for place in self.provenance if not place.authenticated)

    def basis_of(self, pointer: str) -> PointerBasis:
        """How the value at a JSON Pointer is known; raises `InvalidArgument` where the document has no such value."""
        return self.provenance.of(pointer)

    def __str__(self) -> str:
        """A table for a terminal, in which other people's control and bidirectional characters are spelt as escapes."""
        return report_text(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: escaped, without script, readable on light and on dark."""
        return report_html(self)

    def to_json(self) -> bytes:
        """UTF-8 JSON for machines, as `json_schema("report")` describes it."""
        return report_json(self)
