"""The tests of that tool, with the fixtures and a strategy of pith.testing."""

from citation_checker import check_citations
from hypothesis import given, settings

from pith import KeyRing, PithRecord
from pith.testing import TEST_KEYS, Forgery
from pith.testing.strategies import records

pytest_plugins = ["pith.testing.pytest_plugin"]


def problem_of(record: PithRecord, line: str, keys: KeyRing) -> str:
    [citation] = check_citations(line, lambda _: record.to_json(), keys)
    return citation.problem


def test_the_right_title_has_no_problem(pith_record: PithRecord, pith_keys: KeyRing) -> None:
    assert problem_of(pith_record, f"{pith_record.pith_number} {pith_record.paper.title}", pith_keys) == ""


def test_another_title_is_a_problem(pith_record_minimal: PithRecord, pith_keys: KeyRing) -> None:
    problem = problem_of(pith_record_minimal, f"{pith_record_minimal.pith_number} Another Title", pith_keys)
    assert problem == "the paper has the title A Sample Paper, for Tests Alone"


def test_another_record_is_a_problem(pith_record_minimal: PithRecord, pith_record_full: PithRecord, pith_keys: KeyRing) -> None:
    problem = problem_of(pith_record_full, f"{pith_record_minimal.pith_number} {pith_record_full.paper.title}", pith_keys)
    assert problem == f"the record has the number {pith_record_full.pith_number}"


def test_no_forgery_passes(pith_forgeries: tuple[Forgery, ...], pith_keys: KeyRing) -> None:
    for forgery in pith_forgeries:
        line = f"{forgery.record.pith_number} {forgery.record.paper.title}"
        assert forgery.check in problem_of(forgery.record, line, pith_keys)


@given(records())
@settings(max_examples=20, deadline=None)
def test_any_title_can_be_cited(record: PithRecord) -> None:
    title = " ".join(record.paper.title.split())
    assert problem_of(record, f"{record.pith_number} {title}", TEST_KEYS) == ""
