"""The tables of checks in the specification, which follow from the code: run this file to write them."""

import re

from shared_data import REPOSITORY

from pith import VerificationReport, verify_record
from pith.checks import Check
from pith.opengraph import verify_bundle, verify_integrity, verify_state
from pith.testing import TEST_KEYS, sample_bundle, sample_integrity, sample_record, sample_state

SPECIFICATION = REPOSITORY / "pith" / "SPECIFICATION.md"


def reports() -> dict[str, VerificationReport]:
    """A report of each kind of document, by the name of its table."""
    record = sample_record("full")
    return {
        "record": verify_record(record, keys=TEST_KEYS),
        "bundle": verify_bundle(sample_bundle(record), keys=TEST_KEYS),
        "state": verify_state(sample_state(record), keys=TEST_KEYS),
        "integrity": verify_integrity(sample_integrity(record), keys=TEST_KEYS),
    }


def checks_table(report: VerificationReport) -> str:
    """The checks of a report: meaning, basis, whether required, and the patterns of values."""
    rows = ["| check | meaning | basis | required | covers | depends on | authenticates |", "|---|---|---|---|---|---|---|"]
    for check in (result.check for result in report.checks):
        cells = [f"`{check.name}`", check.meaning, check.basis.value, "yes" if check.name in report.required else ""]
        cells.append(patterns(check, "covers"))
        cells.append(", ".join(f"`{name}`" for name in check.depends_on))
        cells.append(patterns(check, "authenticates"))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(row.replace("|  |", "| |").replace("|  |", "| |") for row in rows)


def patterns(check: Check, name: str) -> str:
    """The patterns of a check; an ellipsis means more patterns, which depend on the document."""
    found = [f"`{pattern}`" for pattern in getattr(check, name)]
    return ", ".join([*found, "…"] if getattr(check, f"{name}_in") else found)


def with_tables(specification: str) -> str:
    """The text of the specification with each table written anew between its markers."""
    tables = {name: checks_table(report) for name, report in reports().items()}
    return re.sub(
        r"(<!-- checks:(\w+):begin -->\n).*?(<!-- checks:\2:end -->)",
        lambda match: f"{match[1]}{tables[match[2]]}\n{match[3]}",
        specification,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    SPECIFICATION.write_text(with_tables(SPECIFICATION.read_text("utf-8")), "utf-8")
