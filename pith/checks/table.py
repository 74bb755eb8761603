"""A table of checks: run over the facts of one document, it gives a report of what each of them says."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any, Protocol

from ..errors import InvalidArgument, InvalidRecord, shown
from ..keys import aware
from ..models.base import Model
from ..report import Check, CheckResult, Outcome, VerificationReport
from .texts import Agreement, Texts


class Facts(Protocol):
    """What the checks of a table take: a document about one number, and whatever follows from it."""

    @property
    def document(self) -> Any:
        """The document."""


class CheckTable:
    """The checks of one kind of document, in the order in which they are made and reported, and those that must pass."""

    def __init__(self, kind: type[Model], checks: Iterable[Check], required: Collection[str]) -> None:
        self.kind: type[Model] = kind
        self.checks: tuple[Check, ...] = tuple(checks)
        self.required: frozenset[str] = frozenset(required)
        self._names = frozenset(check.name for check in self.checks)
        # What is the same for every document is made once: verification is to cost little beside its one signature.
        self._passed = [CheckResult(check, Outcome.PASSED) for check in self.checks]
        self._steps = [(place, check.run) for place, check in enumerate(self.checks)]
        self._steps_beside_texts = [step for step in self._steps if not isinstance(step[1], Texts)]
        texts = [run for _, run in self._steps if isinstance(run, Texts)]
        self._texts_agree: Callable[[Any], bool] = Agreement(texts) if texts else bool

    def required_with(self, require: Collection[str]) -> frozenset[str]:
        """The names of the required checks and these; raises `InvalidArgument` for a name that no check has."""
        required = self.required.union((require,) if isinstance(require, str) else require)
        if unknown := required - self._names:
            known = ", ".join(sorted(self._names))
            raise InvalidArgument(f"no check {', '.join(map(shown, sorted(unknown)))}; there are {known}")
        return required

    def report(
        self, document: Model, facts: Callable[[], Facts], *, at: datetime | None, require: Collection[str]
    ) -> VerificationReport:
        """The report of all checks over the facts of a document; `at` and `require` as `verify_record` takes them.

        Raises `InvalidArgument` for an unknown name or a naive instant, `InvalidRecord` for a document that was put
        together without the parser and that the parser would refuse.
        """
        required = self.required_with(require) if require else self.required
        if at is not None:
            aware(at)
        if type(document) is not self.kind and not isinstance(document, self.kind):  # pydantic's isinstance is slow
            raise InvalidRecord(f"expected a {self.kind.__name__}, as the parser makes it, not {shown(document)}")
        try:
            known = facts()
            results, problems = self._passed.copy(), []
            for place, run in self._steps_beside_texts if self._texts_agree(known) else self._steps:
                if (problem := run(known)) is not None:
                    results[place] = result = CheckResult(self.checks[place], *problem)
                    problems.append(result)
            subject = str(known.document.pith_number)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            self.kind.read(document.to_json())  # the parser says where and what
            raise InvalidRecord(f"the document was put together without the parser: {error}") from error
        return VerificationReport(document, subject, tuple(results), tuple(problems), required)
