"""The published record: the canonical record that the number is derived from, and all that is wrapped around it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from ..dates import instant
from ..number import PithNumber, ShortPithNumber
from ..reading import DEFAULT_LIMITS, Limits
from ..render import record_html
from .alias import Alias
from .base import Array, Count, Model, OpenObject, OpenValue, SchemaVersion, Sha256Hex, SubmittedAt, Timestamp
from .graph import GraphSnapshot, PaperMetadata, Source
from .receipt import Receipt


class CanonicalMetadata(Model):
    """The hashes and facts of one version of a paper; `submitted_at` is that of version 1. No value is null.

    Source: protocol, canonical record and number.
    """

    title_canon_sha256: Sha256Hex
    abstract_canon_sha256: Sha256Hex
    submitted_at: SubmittedAt
    primary_cat: str
    cross_cats_sorted: Array[str]
    license: str

    @property
    def submitted_instant(self) -> datetime:
        """`submitted_at` as an aware datetime."""
        return instant(self.submitted_at)


class CanonicalRecord(Model):
    """What the number is derived from and the signature covers: every value of it, unknown ones included.

    Source: protocol, canonical record and number.
    """

    schema_version: SchemaVersion
    source: Source
    metadata: CanonicalMetadata


class VerificationStatus(Model):
    """What the publisher says has been verified; words, under no signature. Source: protocol, dates and status words."""

    content_addressed: bool
    pith_receipt: bool
    graph_snapshot: bool
    references_resolved: bool
    formal_links_present: bool
    author_attested: bool
    externally_anchored: bool
    storage_verified: bool
    strong_author_claims: Count
    weak_author_claims: Count
    citation_signatures: Count
    replication_records: Count


class InboundCitation(Model):
    """A paper that cites this one, and the place in its bibliography; rows may repeat."""

    citing_arxiv_id: str
    citing_title: str
    ref_index: int
    is_internal_anchor: bool


class InboundCitations(Model):
    """The papers that cite this one; `count` counts rows, repeated ones too. Source: protocol, graph snapshot."""

    count: Count
    internal_anchor_count: Count
    sample: Array[InboundCitation]


class FormalCanon(Model):
    """Formal evidence about the paper; no published record has shown a row of `sample` or `anchors` yet."""

    evidence_count: Count
    sample: Array[OpenValue]
    anchors: Array[OpenValue]


class Links(Model):
    """Addresses of the record's other forms; the JSON field `json` is the attribute `json_`. Source: protocol, addresses."""

    html: str
    json_: str = Field(alias="json")
    graph_json: str
    events_json: str
    paper: str


class Actions(Model):
    """Addresses at which an agent can add to the record. Source: protocol, addresses."""

    anchor_timestamp: str
    attest_storage: str
    attest_author: str
    sign_citation: str
    submit_replication: str


class AgentActions(Model):
    """Addresses for agents. Source: protocol, addresses."""

    view_html: str
    download_json: str
    view_paper: str
    resolve_alias: str
    fetch_graph: str
    fetch_events: str
    actions: Actions


class PithRecord(Model):
    """A whole published record. Field by field it is what somebody claims; `verify_record` says how much of it is proven."""

    record_type: Literal["pith_number_record"]
    schema_url: str
    schema_version: SchemaVersion
    pith_number: PithNumber
    short_pith_number: ShortPithNumber
    canonical_sha256: Sha256Hex
    canonical_record: CanonicalRecord
    source: Source
    attestation_state: str
    paper: PaperMetadata
    verification_status: VerificationStatus
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
        return instant(self.created_at)

    @property
    def updated_instant(self) -> datetime:
        """`updated_at` as an aware datetime."""
        return instant(self.updated_at)

    def _repr_html_(self) -> str:
        """What a notebook shows: the record in brief, escaped."""
        return record_html(self)


def parse_record(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> PithRecord:
    """The typed record of UTF-8 bytes, a text, or a mapping of JSON types (copied deep: a later change to it changes nothing).

    Raises `InvalidRecord` for whatever is not such a record, with the pointer of the place and what was expected there; its
    children `InvalidJSON` and `LimitExceeded` for bytes with no meaning, or with two, and for input over the limits.
    Nothing is repaired and nothing is lost. What comes back is typed, not verified: that is `verify_record`.
    """
    return PithRecord.read(data, limits=limits)
