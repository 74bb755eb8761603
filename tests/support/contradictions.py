"""What the tests of every kind of document assert: a change that contradicts nothing, and a change that fails certain checks."""

from collections.abc import Collection
from typing import TypeAlias

from pith import VerificationReport

Changes: TypeAlias = list[tuple[str, object]]


def assert_verifies(report: VerificationReport) -> None:
    """The report is ok."""
    assert report.ok, str(report)


def assert_fails(report: VerificationReport, expected: Collection[str]) -> None:
    """These checks failed and no others, and each problem has a reason."""
    assert {*report.failed} == {*expected}, str(report)
    assert not report.ok
    assert all(result.detail for result in report.problems), str(report)
