"""The graph snapshot: paper, claims, verdict and references, with hashes that no signature covers."""

from typing import Annotated

from pydantic import Field

from .base import Array, Count, Model, ModelWithOptionalFields, OpenObject, Sha256Hex, SubmittedAt, Timestamp
from .integrity import Integrity


class Source(Model):
    """Where the paper is published: `id` without a version, and the version that the record is about. Specification §7.1."""

    id: str
    kind: str
    version: Annotated[int, Field(ge=1)]


class PaperMetadata(Model):
    """The description of the paper in a record.

    The canonical record binds the title up to case and white space, and license, categories and date. `authors_text`,
    `headline` and the excerpt are only claimed. Specification §7.2.
    """

    title: str
    license: str
    headline: str
    cross_cats: Array[str]
    primary_cat: str
    authors_text: str
    submitted_at: SubmittedAt
    abstract_excerpt: str


class Claim(Model):
    """A claim that a machine extracted. `source` names the field of the verdict that `text` repeats. Specification §8.3.24."""

    kind: str
    text: str
    source: str
    status: str
    claim_id: str
    attestation: str


class Claims(Model):
    """All claims, with the hash over `{"payload": items}`. Specification §7.3."""

    count: Count
    items: Array[Claim]
    snapshot_sha256: Sha256Hex


class Verdict(Model):
    """The judgment of machine-learning models on the paper. Specification §7.3.

    `id`, `created_at` and `pipeline_version` are null if no pipeline has run.
    """

    id: str | None
    model_set: OpenObject
    created_at: Timestamp | None
    strongest_claim: str
    one_line_summary: str
    pipeline_version: str | None
    weakest_assumption: str
    pith_extraction_headline: str


class Reference(Model):
    """A work that the paper cites. `ref_index` counts from 1 in the bibliography. Specification §7.3."""

    doi: str | None
    year: int | str | None
    title: str | None
    work_id: str | None
    ref_index: int
    cited_arxiv_id: str | None
    is_internal_anchor: bool


class References(Model):
    """The number of works that the paper cites, and the first few. The hash is over all of them. Specification §7.3."""

    count: Count
    sample: Array[Reference]
    resolved_work: Count
    snapshot_sha256: Sha256Hex
    internal_anchors: Count


class FormalEvidence(Model):
    """The amount of formal evidence, and the hash of its list, which the snapshot does not carry. Specification §7.3."""

    evidence_count: Count
    snapshot_sha256: Sha256Hex


class AuthorClaims(Model):
    """The number of claims by authors, and the hash of their list, which the snapshot does not carry. Specification §7.3."""

    count: Count
    strong_count: Count
    snapshot_sha256: Sha256Hex


class GraphSnapshot(ModelWithOptionalFields):
    """What the publisher's graph holds about the paper. Specification §7.3.

    `integrity` is absent from records built before about 2026-05-20.
    """

    paper: PaperMetadata
    claims: Claims
    source: Source
    verdict: Verdict
    integrity: Integrity | None = None
    references: References
    formal_canon: FormalEvidence
    author_claims: AuthorClaims
    builder_version: str
