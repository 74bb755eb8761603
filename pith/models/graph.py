"""The graph snapshot: the paper, its claims, its references, a verdict, each with hashes that are under no signature."""

from typing import Annotated

from pydantic import Field

from .base import Array, Count, Model, OpenObject, Sha256Hex, SubmittedAt, Timestamp
from .integrity import Integrity


class Source(Model):
    """Where the paper comes from: `id` without a version, and the version of it that the record is about.

    Source: protocol, canonical record and number.
    """

    kind: str
    id: str
    version: Annotated[int, Field(ge=1)]


class PaperMetadata(Model):
    """What the record says of the paper. The hash binds the title up to case and white space, and the canonical record
    repeats licence, categories and date; `authors_text`, `headline` and the excerpt are only claimed."""

    title: str
    authors_text: str
    abstract_excerpt: str
    headline: str
    license: str
    primary_cat: str
    cross_cats: Array[str]
    submitted_at: SubmittedAt


class Claim(Model):
    """A claim that a machine extracted; `source` names the field of the verdict that it repeats."""

    claim_id: str
    kind: str
    text: str
    source: str
    status: str
    attestation: str


class Claims(Model):
    """All claims, with the hash over `{"payload": items}`. Source: protocol, graph snapshot."""

    count: Count
    items: Array[Claim]
    snapshot_sha256: Sha256Hex


class Verdict(Model):
    """What a pipeline of models says of the paper; `id`, `created_at` and `pipeline_version` are null where none has run."""

    id: str | None
    created_at: Timestamp | None
    pipeline_version: str | None
    model_set: OpenObject
    strongest_claim: str
    weakest_assumption: str
    one_line_summary: str
    pith_extraction_headline: str


class Reference(Model):
    """A work that the paper cites; `ref_index` counts from 1 in its bibliography."""

    ref_index: int
    title: str | None
    year: int | str | None
    doi: str | None
    cited_arxiv_id: str | None
    work_id: str | None
    is_internal_anchor: bool


class References(Model):
    """How many works the paper cites, and the first few; the hash is over all. Source: protocol, graph snapshot."""

    count: Count
    resolved_work: Count
    internal_anchors: Count
    sample: Array[Reference]
    snapshot_sha256: Sha256Hex


class FormalEvidence(Model):
    """How much formal evidence the snapshot counts, with the hash over a list that it does not carry."""

    evidence_count: Count
    snapshot_sha256: Sha256Hex


class AuthorClaims(Model):
    """How many claims authors have made, with the hash over a list that it does not carry."""

    count: Count
    strong_count: Count
    snapshot_sha256: Sha256Hex


class GraphSnapshot(Model):
    """What the publisher's graph holds around the paper. `integrity` is absent from records built before about 2026-05-20."""

    paper: PaperMetadata
    source: Source
    claims: Claims
    verdict: Verdict
    integrity: Integrity | None = None
    references: References
    formal_canon: FormalEvidence
    author_claims: AuthorClaims
    builder_version: str
