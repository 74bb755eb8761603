"""The tables of the README that follow from the code: run this file to print them."""

from collections import Counter
from pathlib import Path

from pith import Assurance, Outcome, VerificationReport, parse_record, verify_record
from pith.checks import RECORD_CHECKS, REQUIRED

REASONS = {
    Assurance.UNSIGNED: "a passed check speaks of it, over values that are under no signature",
    Assurance.OPEN: "an object or array to which members can be added without a check failing",
    Assurance.CLAIMED: "no check speaks of it",
    Assurance.CONTRADICTED: "a failed check speaks of it",
}
SIGNS = {Outcome.PASSED: "✓", Outcome.FAILED: "✗", Outcome.INDETERMINATE: "–"}


def checks_table() -> str:
    """Each check, what it rests on and what it says."""
    rows = ["| check | basis | what it says where it passed |", "|---|---|---|"]
    rows += [f"| {check.name}{' *' * (check.name in REQUIRED)} | {check.basis} | {check.meaning} |" for check in RECORD_CHECKS]
    return "\n".join(rows)


def outcomes_table(reports: dict[str, VerificationReport]) -> str:
    """How many checks of each record passed, failed and indeterminate, and how many of its values are of which standing."""
    rows = [f"| | {' | '.join(reports)} |", f"|---|{'---|' * len(reports)}"]
    for label, names in (("passed", "passed"), ("failed", "failed"), ("indeterminate", "indeterminate")):
        counts = [str(len(getattr(report, names))) for report in reports.values()]
        rows.append(f"| checks that {label} | {' | '.join(counts)} |")
    standings = {name: Counter(place.assurance for place in report.provenance) for name, report in reports.items()}
    listed = [str(len(report.unauthenticated)) for report in reports.values()]
    rows.append(f"| values authenticated | {' | '.join(str(c[Assurance.AUTHENTICATED]) for c in standings.values())} |")
    rows.append(f"| values listed | {' | '.join(listed)} |")
    for assurance, reason in REASONS.items():
        counts = [str(counter[assurance]) for counter in standings.values()]
        rows.append(f"| – {assurance}: {reason} | {' | '.join(counts)} |")
    return "\n".join(rows)


def published_reports(folder: Path) -> dict[str, VerificationReport]:
    """The reports of the two whole records in a folder, without `at` and without an abstract."""
    names = ("2305.02301v2", "2402.13116v4")
    return {name: verify_record(parse_record((folder / f"{name}.json").read_bytes())) for name in names}


if __name__ == "__main__":
    import sys

    sys.stdout.write(checks_table() + "\n\n" + outcomes_table(published_reports(Path(sys.argv[1]))) + "\n")
