"""The integrity block: which detectors looked at a paper, and what they found."""

from .base import Array, Count, FrozenMapping, Model, Sha256Hex, Timestamp


class DetectorCounts(Model):
    """The number of findings of one detector, by severity. Specification §7.3."""

    total: Count
    advisory: Count
    critical: Count
    informational: Count


class IntegritySummary(Model):
    """The number of findings, by severity and, in `by_detector`, by the name of the detector. Specification §7.3."""

    advisory: Count
    critical: Count
    by_detector: FrozenMapping[DetectorCounts]
    informational: Count


class DetectorRun(Model):
    """One run of a detector. The list `detectors_run` is hashed under the name `detectors`. Specification §7.3."""

    name: str
    ran_at: Timestamp
    status: str
    version: str
    findings_count: Count


class Finding(Model):
    """What a detector found in the paper or in one of its references. Specification §7.3."""

    note: str | None
    detector: str
    severity: str
    ref_index: int | None
    audited_at: Timestamp
    detected_doi: str | None
    finding_type: str
    verdict_class: str
    detected_arxiv_id: str | None


class Integrity(Model):
    """The findings, their summary, and a hash over findings and detectors run. Specification §7.3."""

    clean: bool
    summary: IntegritySummary
    endpoint: str
    findings: Array[Finding]
    available: bool
    detectors_run: Array[DetectorRun]
    snapshot_sha256: Sha256Hex
