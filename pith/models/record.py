"""The published record: the canonical record from which the number is derived, and everything that wraps it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from ..number import PithNumber, ShortPithNumber
from ..strict_json import DEFAULT_LIMITS, Data, Limits
from ..timestamps import parse_timestamp
from .alias import Alias
from .base import Array, Count, Model, OpenObject, OpenValue, SchemaVersion, Sha256Hex, SubmittedAt, Timestamp, require_types
from .receipt import Receipt
from .snapshot import GraphSnapshot, PaperMetadata, Source


class CanonicalMetadata(Model):
    """Hashes and facts of one version of a paper. `submitted_at` is that of version 1. Specification §7.1."""

    license: str
    primary_cat: str
    submitted_at: SubmittedAt
    cross_cats_sorted: Array[str]
    title_canon_sha256: Sha256Hex
    abstract_canon_sha256: Sha256Hex

    @property
    def submitted_instant(self) -> datetime:
        """`submitted_at` as an aware datetime."""
        return parse_timestamp(self.submitted_at)


class CanonicalRecord(Model):
    """The object from which the number is derived. The signature covers every value of it, unknown ones too.

    Specification §7.1.
    """

    source: Source
    metadata: CanonicalMetadata
    schema_version: SchemaVersion


class VerificationStatus(Model):
    """What the publisher claims to have verified. No signature covers it. Specification §7.4."""

    content_addressed: bool
    pith_receipt: bool
    author_attested: bool
    weak_author_claims: Count
    strong_author_claims: Count
    externally_anchored: bool
    storage_verified: bool
    citation_signatures: Count
    replication_records: Count
    graph_snapshot: bool
    references_resolved: bool
    formal_links_present: bool


class InboundCitation(Model):
    """A paper that cites this one, and the index of this one in its bibliography. Rows can repeat. Specification §7.2."""

    citing_arxiv_id: str
    citing_title: str
    ref_index: int
    is_internal_anchor: bool


class InboundCitations(Model):
    """The papers that cite this one. `count` counts rows, repeated ones too. Specification §7.2."""

    count: Count
    internal_anchor_count: Count
    sample: Array[InboundCitation]


class FormalCanon(Model):
    """The formal evidence about the paper. The form of the rows of `sample` and `anchors` is unknown. Specification §7.2."""

    evidence_count: Count
    sample: Array[OpenValue]
    anchors: Array[OpenValue]


class Links(Model):
    """Addresses of the record in its other forms. Specification §7.5.

    The field `json` of the JSON is the attribute `json_`, because models have a method `json`. The constructor takes it as
    `json`.
    """

    html: str
    json_: str = Field(alias="json")
    graph_json: str
    events_json: str
    paper: str


class Actions(Model):
    """Addresses at which a program can add to the record: anchors, attestations, citations. Specification §7.5."""

    anchor_timestamp: str
    attest_storage: str
    attest_author: str
    sign_citation: str
    submit_replication: str


class AgentActions(Model):
    """Addresses at which a program can view, fetch and resolve the record, and add to it. Specification §7.5."""

    view_html: str
    download_json: str
    view_paper: str
    resolve_alias: str
    fetch_graph: str
    fetch_events: str
    actions: Actions


class PithRecord(Model):
    """A whole published record. It is only claimed: `verify_record` finds out how much of it is proven. Specification §7.2.

    Pydantic decodes JSON before it asks a model. So a record as a field of your own model, or in a `TypeAdapter`, is as
    strict about its values as `parse_record`, but does not see duplicate keys and the limits of size, depth and items. The type
    `pith.models.StrictRecord` for such a field sees them.
    """

    record_type: Literal["pith_number_record"]
    schema_url: str
    pith_number: PithNumber
    short_pith_number: ShortPithNumber
    schema_version: SchemaVersion
    canonical_sha256: Sha256Hex
    source: Source
    attestation_state: str
    paper: PaperMetadata
    verification_status: VerificationStatus
    canonical_record: CanonicalRecord
    receipt: Receipt
    graph_snapshot: GraphSnapshot
    aliases: Array[Alias]
    events: Array[OpenObject]
    event_summary: OpenObject
    paper_claims: Array[OpenValue]
    inbound_citations: InboundCitations
    formal_canon: FormalCanon
    links: Links
    agent_actions: AgentActions
    created_at: Timestamp
    updated_at: Timestamp

    @property
    def created_instant(self) -> datetime:
        """`created_at` as an aware datetime."""
        return parse_timestamp(self.created_at)

    @property
    def updated_instant(self) -> datetime:
        """`updated_at` as an aware datetime. The parser has refused every text that is not a timestamp."""
        return parse_timestamp(self.updated_at)

    def _repr_html_(self) -> str:
        """What a notebook shows: a summary of the record, escaped, none of it verified."""
        from ..render.html import record_html  # few programs show a record

        require_types(self)
        return record_html(self.to_dict())


def parse_record(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> PithRecord:
    """The typed record of UTF-8 bytes, of a text, or of a mapping of JSON types. A mapping is copied.

    Raises `InvalidRecord`, with the pointer of the wrong value and what is expected there. Raises its child `InvalidJSON`
    if the data has no JSON value or could have two, and its child `LimitExceeded` if it is over a limit. Nothing is
    repaired, and nothing is lost. The record is typed, not verified: see `verify_record`. Specification §2.1, §7.2.
    """
    return PithRecord.parse(data, limits=limits)
