"""The specification agrees with the code where both can be compared: tables, headings of checks, and sections cited."""

import re

import pytest
from check_tables import SPECIFICATION, reports, with_tables
from shared_data import REPOSITORY

from pith import PithError, VerificationReport
from pith import errors as pith_errors

TEXT = SPECIFICATION.read_text("utf-8")
SECTIONS = set(re.findall(r"^#+ (\d+(?:\.\d+)*) ", TEXT, re.MULTILINE))
CITATION = re.compile(r"Specification (§\d[\d.]*\d|§\d)((?:,? (?:and |to )?§\d[\d.]*\d|,? (?:and |to )?§\d)*)")


def cited_sections() -> list[tuple[str, str]]:
    """The file and the section of each citation of the specification in the package and the tests."""
    found = []
    for folder in ("pith", "tests", "examples"):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            for citation in CITATION.finditer(path.read_text("utf-8")):
                found += [(path.name, section) for section in re.findall(r"§(\d+(?:\.\d+)*)", citation[0])]
    return found


def test_the_tables_of_checks_are_generated() -> None:
    assert with_tables(TEXT) == TEXT, "run tests/support/check_tables.py"


def test_every_citation_leads_to_a_section() -> None:
    cited = cited_sections()
    assert len(cited) > 50
    assert {citation for citation in cited if citation[1] not in SECTIONS} == set()


def test_every_check_of_a_record_has_a_section_in_order() -> None:
    report = reports()["record"]
    assert re.findall(r"^#### 8\.3\.\d+ (.*)$", TEXT, re.MULTILINE) == [heading(report, name) for name in names(report)]


@pytest.mark.parametrize("document", ["bundle", "state", "integrity"])
def test_every_check_of_the_other_documents_is_named(document: str) -> None:
    report = reports()[document]
    assert [name for name in names(report) if f"`{name}`" not in TEXT] == []


def test_every_error_is_named() -> None:
    classes = {name for name, value in vars(pith_errors).items() if isinstance(value, type) and issubclass(value, PithError)}
    assert {name for name in classes if name not in TEXT} == set()


def names(report: VerificationReport) -> list[str]:
    """The names of the checks of a report."""
    return [result.name for result in report.checks]


def heading(report: VerificationReport, name: str) -> str:
    """The heading of the section of a check, without its number."""
    required = ", required" if name in report.required else ""
    return f"`{name}` ({report[name].basis.value}{required})"
