"""The checks of an integrity block, in a record or in a document of its own: its lists against their hash and its counts."""

from collections import Counter
from operator import attrgetter
from typing import Protocol

from ..canonical import snapshot_sha256
from ..errors import shown
from ..models.integrity import Integrity
from ..report import Basis, Check, Problem, failed, not_made
from .facts import differs, members

SEVERITIES = ("critical", "advisory", "informational")
NO_INTEGRITY = not_made("there is no integrity block")
# The hash of what most records have none of.
_counts = attrgetter(*SEVERITIES)
_EMPTY_INTEGRITY = snapshot_sha256({"detectors": [], "findings": []})


class IntegrityFacts(Protocol):
    """The facts of a document that may have an integrity block."""

    @property
    def integrity(self) -> Integrity | None:
        """The block."""


def integrity_hash(facts: IntegrityFacts) -> Problem | None:
    """The findings and the detectors run have the hash that stands beside them.

    The list published as `detectors_run` is hashed under the name `detectors`.
    """
    if (integrity := facts.integrity) is None:
        return NO_INTEGRITY
    if not integrity.detectors_run and not integrity.findings:
        return differs(integrity.snapshot_sha256, _EMPTY_INTEGRITY)
    payload = {"detectors": [*map(members, integrity.detectors_run)], "findings": [*map(members, integrity.findings)]}
    return differs(integrity.snapshot_sha256, snapshot_sha256(payload))


def integrity_summary(facts: IntegrityFacts) -> Problem | None:
    """The counts by severity and by detector are those of the findings.

    Detectors that found nothing may be left out of `by_detector`, or be in it with zeros.
    """
    if (integrity := facts.integrity) is None:
        return NO_INTEGRITY
    summary = integrity.summary
    if not (integrity.findings or summary.by_detector or any(_counts(summary))):
        return None
    listed: dict[str, Counter[str]] = {}
    for finding in integrity.findings:
        if finding.severity not in SEVERITIES:
            return not_made(f"how findings of severity {shown(finding.severity)} are counted is unknown")
        listed.setdefault(finding.detector, Counter())[finding.severity] += 1
    for severity in SEVERITIES:
        counted, found = getattr(summary, severity), sum([counts[severity] for counts in listed.values()])
        if counted != found:
            return failed(f"{found} {severity} findings are listed, {counted} counted")
    for name in listed.keys() | summary.by_detector.keys():
        of_detector, counts = listed.get(name, Counter()), summary.by_detector.get(name)
        if counts is None or counts.total != of_detector.total() or any(getattr(counts, w) != of_detector[w] for w in SEVERITIES):
            return failed(f"the counts of detector {shown(name)} are not those of its {of_detector.total()} findings")
    return None


def integrity_clean(facts: IntegrityFacts) -> Problem | None:
    """A paper is called clean where there is no finding, and not where there is a critical or advisory one.

    That much is published; nothing is known of the rest.
    """
    if (integrity := facts.integrity) is None:
        return NO_INTEGRITY
    if not integrity.findings:
        return None if integrity.clean else failed("not clean, and without a finding")
    if any(finding.severity in ("critical", "advisory") for finding in integrity.findings):
        return failed("clean, and with a critical or advisory finding") if integrity.clean else None
    return not_made("whether a paper with lesser findings alone is clean is unknown")


def integrity_checks(place: str) -> tuple[Check, ...]:
    """The checks of the block that stands at this JSON Pointer."""
    return (
        Check(
            "integrity_hash",
            Basis.HASHED,
            integrity_hash,
            covers=(f"{place}/detectors_run/**", f"{place}/findings/**", f"{place}/snapshot_sha256"),
        ),
        Check(
            "integrity_summary",
            Basis.CONSISTENT,
            integrity_summary,
            covers=(f"{place}/summary/**", f"{place}/findings/*/severity", f"{place}/findings/*/detector"),
        ),
        Check("integrity_clean", Basis.CONSISTENT, integrity_clean, covers=(f"{place}/clean",)),
    )
