"""The checks of an integrity block, in a record or in an integrity document."""

from collections import Counter
from operator import attrgetter
from typing import Any, Protocol

from ..canonical import snapshot_sha256
from ..errors import safe_repr
from ..protocol import SEVERITIES
from .facts import compare, compare_snapshot_hash
from .table import Basis, Check, Problem, failed, indeterminate

NO_INTEGRITY = indeterminate("there is no integrity block")
_EMPTY_INTEGRITY = snapshot_sha256({"detectors": [], "findings": []})

_counts = attrgetter(*SEVERITIES)


class IntegrityFacts(Protocol):
    """The facts of a document that can have an integrity block."""

    @property
    def integrity(self) -> Any:
        """The block, or None."""


def integrity_hash(facts: IntegrityFacts) -> Problem | None:
    """`snapshot_sha256` of the integrity block is the hash of its findings and detectors run.

    The list published as `detectors_run` is hashed under the name `detectors`.
    """
    if (integrity := facts.integrity) is None:
        return NO_INTEGRITY
    if not integrity.detectors_run and not integrity.findings:
        return compare(integrity.snapshot_sha256, _EMPTY_INTEGRITY)
    payload = {
        "detectors": [run.fields() for run in integrity.detectors_run],
        "findings": [finding.fields() for finding in integrity.findings],
    }
    return compare_snapshot_hash(integrity.snapshot_sha256, payload)


def integrity_summary(facts: IntegrityFacts) -> Problem | None:
    """The counts by severity and by detector are those of the findings.

    `by_detector` can omit a detector without findings, or list it with zeros.
    """
    if (integrity := facts.integrity) is None:
        return NO_INTEGRITY
    summary = integrity.summary
    if not (integrity.findings or summary.by_detector or any(_counts(summary))):
        return None
    listed: dict[str, Counter[str]] = {}
    for finding in integrity.findings:
        if finding.severity not in SEVERITIES:
            return indeterminate(f"how findings of severity {safe_repr(finding.severity)} are counted is unknown")
        listed.setdefault(finding.detector, Counter())[finding.severity] += 1
    for severity in SEVERITIES:
        counted, found = getattr(summary, severity), sum(counts[severity] for counts in listed.values())
        if counted != found:
            return failed(f"{found} {severity} findings are listed, {counted} counted")
    for name in (*listed, *summary.by_detector):
        found_by, counts = listed.get(name, Counter()), summary.by_detector.get(name)
        expected = (found_by.total(), *(found_by[severity] for severity in SEVERITIES))
        if counts is None or (counts.total, *_counts(counts)) != expected:
            return failed(f"the counts of detector {safe_repr(name)} are not those of its {found_by.total()} findings")
    return None


def integrity_clean(facts: IntegrityFacts) -> Problem | None:
    """`clean` is true if there is no finding, and false if there is a critical or advisory one.

    Whether a paper with informational findings alone is clean is unknown.
    """
    if (integrity := facts.integrity) is None:
        return NO_INTEGRITY
    if not integrity.findings:
        return None if integrity.clean else failed("clean is false, and there is no finding")
    if any(finding.severity in ("critical", "advisory") for finding in integrity.findings):
        return failed("clean is true, and there is a critical or advisory finding") if integrity.clean else None
    return indeterminate("whether a paper with informational findings alone is clean is unknown")


def integrity_checks(pointer: str) -> tuple[Check, ...]:
    """The checks of the integrity block at this pointer."""
    return (
        Check(
            "integrity_hash",
            Basis.HASHED,
            integrity_hash,
            covers=(f"{pointer}/detectors_run/**", f"{pointer}/findings/**", f"{pointer}/snapshot_sha256"),
        ),
        Check(
            "integrity_summary",
            Basis.CONSISTENT,
            integrity_summary,
            covers=(f"{pointer}/summary/**", f"{pointer}/findings/*/severity", f"{pointer}/findings/*/detector"),
        ),
        Check("integrity_clean", Basis.CONSISTENT, integrity_clean, covers=(f"{pointer}/clean",)),
    )
