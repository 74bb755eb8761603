"""What the tests of every kind of document assert: a change that contradicts nothing, and a change that fails certain checks."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

import pytest

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


def that_verify(report_of: Callable[..., VerificationReport], cases: Mapping[str, Changes]) -> Callable[[Changes], None]:
    """A test that the report of the document with each of these changes is ok."""

    @pytest.mark.parametrize("changes", cases.values(), ids=cases.keys())
    def test(changes: Changes) -> None:
        assert_verifies(report_of(*changes))

    return test


def that_fail(
    report_of: Callable[..., VerificationReport], cases: Mapping[str, tuple[Changes, set[str]]]
) -> Callable[[Changes, set[str]], None]:
    """A test that each of these changes fails just those checks."""

    @pytest.mark.parametrize(("changes", "expected"), cases.values(), ids=cases.keys())
    def test(changes: Changes, expected: set[str]) -> None:
        assert_fails(report_of(*changes), expected)

    return test
