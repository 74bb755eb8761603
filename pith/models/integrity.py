"""The integrity block: which detectors looked at a paper, and what they found."""

from .base import Array, Count, FrozenMapping, Model, Sha256Hex, Timestamp


class DetectorCounts(Model):
    """How many findings one detector has, by severity."""

    total: Count
    critical: Count
    advisory: Count
    informational: Count


class IntegritySummary(Model):
    """How many findings there are, by severity and, in `by_detector`, by the name of the detector."""

    critical: Count
    advisory: Count
    informational: Count
    by_detector: FrozenMapping[DetectorCounts]


class DetectorRun(Model):
    """One run of a detector; `detectors_run` is hashed under the name `detectors`."""

    name: str
    version: str
    status: str
    ran_at: Timestamp
    findings_count: Count


class Finding(Model):
    """What a detector says of the paper or of one of its references."""

    detector: str
    finding_type: str
    severity: str
    verdict_class: str
    note: str | None
    detected_doi: str | None
    detected_arxiv_id: str | None
    ref_index: int | None
    audited_at: Timestamp


class Integrity(Model):
    """The findings, their summary, and a hash over findings and detectors run. Source: protocol, graph snapshot."""

    available: bool
    clean: bool
    endpoint: str
    summary: IntegritySummary
    detectors_run: Array[DetectorRun]
    findings: Array[Finding]
    snapshot_sha256: Sha256Hex
