"""Tests that every kind of document has: changes that contradict nothing, and changes that fail the checks they are meant to."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

import pytest

from pith import VerificationReport

Changes: TypeAlias = list[tuple[str, object]]
ReportOf: TypeAlias = Callable[..., VerificationReport]


def that_verify(report_of: ReportOf, cases: Mapping[str, Changes]) -> Callable[[Changes], None]:
    """A test that the report of the document with each of these changes is ok."""

    @pytest.mark.parametrize("changes", cases.values(), ids=cases.keys())
    def test(changes: Changes) -> None:
        report = report_of(*changes)
        assert report.ok, str(report)

    return test


def that_fail(report_of: ReportOf, cases: Mapping[str, tuple[Changes, set[str]]]) -> Callable[[Changes, set[str]], None]:
    """A test that each of these changes fails just those checks, and that these say why."""

    @pytest.mark.parametrize(("changes", "expected"), cases.values(), ids=cases.keys())
    def test(changes: Changes, expected: set[str]) -> None:
        report = report_of(*changes)
        assert {*report.failed} == expected, str(report)
        assert not report.ok
        assert all(result.detail for result in report.problems), str(report)

    return test
