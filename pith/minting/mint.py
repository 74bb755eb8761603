"""Mint a record: from a paper and a signer to a whole record that verifies. Specification §10.2."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Unpack

from ..addresses import check_origin
from ..arxiv import aliases_of_source
from ..canonical import canonical_bytes, canonical_sha256
from ..errors import InvalidArgument, safe_repr
from ..keys import Signer
from ..keys.encodings import require_text
from ..models.record import CanonicalRecord, InboundCitation, PithRecord, parse_record
from ..models.snapshot import PaperMetadata, Source
from ..number import PithNumber, short_aliases
from ..protocol import (
    ACTIONS,
    ADDRESS_PARTS,
    AGENT_ACTIONS,
    ARXIV,
    EXCERPT_LENGTH,
    LINKS,
    ORIGIN,
    RESOLVE_ADDRESS,
)
from ..timestamps import format_utc, require_aware
from .canonical_record import as_input, canonical_record_of
from .issue import BUILDER_VERSION, issue_receipt
from .metadata import PaperInput
from .snapshot import SnapshotContents, graph_snapshot, trees_of

SCHEMA_URL = f"{ORIGIN}/schemas/pith-number/v1.json"


def mint_record(
    paper: PaperInput | PaperMetadata,
    source: Source | None = None,
    *,
    signer: Signer,
    at: datetime,
    abstract: str | None = None,
    origin: str = ORIGIN,
    builder_version: str = BUILDER_VERSION,
    **contents: Unpack[SnapshotContents],
) -> PithRecord:
    """The signed record of a paper on arXiv. `verify_record` accepts it under the key of the signer.

    `paper`, `source` and `abstract` are as `canonical_record_for` takes them: a `PaperInput` alone, or metadata, source and
    abstract. `at`, an aware datetime, is every date of the record except those of the paper. It may be before the `submitted_at`
    of the paper: nothing compares the two. `origin` is the scheme and host of the addresses, and `verify_record` needs the
    same. `builder_version` names the program. `contents` are the lists of the record, all optional (`SnapshotContents`).

    Raises `InvalidArgument` if a value cannot be minted, contents contradict one another, or the paper is not on arXiv;
    `LimitExceeded` if the record is too large to be parsed; and `UnknownKey`, `InvalidKey` or `InvalidSignature` as
    `issue_receipt` does. Specification §10.2.
    """
    known = as_input(paper, source, abstract)
    if known.source.kind != ARXIV:
        raise InvalidArgument(
            f"only papers on arXiv can be minted: expected a source of kind {ARXIV!r}, not {safe_repr(known.source.kind)}",
            pointer="/kind",
        )
    canonical = canonical_record_of(known)
    tree = canonical.to_dict()
    digest = canonical_sha256(tree)
    published = {
        **known.paper.to_dict(),
        "cross_cats": tree["metadata"]["cross_cats_sorted"],
        "abstract_excerpt": " ".join(known.abstract.split())[:EXCERPT_LENGTH],
    }
    graph = graph_snapshot(published, tree["source"], contents, require_text(builder_version, "builder_version"))
    citations = trees_of(contents.get("citations", ()), InboundCitation, "citations")
    now = f"{format_utc(require_aware(at), 'microseconds')}+00:00"
    fields = {
        "record_type": "pith_number_record",
        "schema_url": SCHEMA_URL,
        "schema_version": "1.0",
        "canonical_sha256": digest,
        "canonical_record": tree,
        "source": tree["source"],
        "attestation_state": "computed",
        "paper": published,
        "verification_status": _status(graph["references"]),
        "receipt": issue_receipt(digest, signer=signer, at=at, builder_version=builder_version).to_dict(),
        "graph_snapshot": graph,
        **derived_fields(canonical, origin=origin, at=at),
        "events": [],
        "event_summary": {},
        "paper_claims": [],
        "inbound_citations": {
            "count": len(citations),
            "internal_anchor_count": sum(citation["is_internal_anchor"] for citation in citations),
            "sample": citations,
        },
        "formal_canon": {"evidence_count": 0, "sample": [], "anchors": []},
        "created_at": now,
        "updated_at": now,
    }
    return parse_record(canonical_bytes(fields))


def derived_fields(canonical: CanonicalRecord, *, origin: str, at: datetime) -> dict[str, Any]:
    """The fields of a record that follow from its canonical record: number, aliases (dated `at`) and addresses.

    Raises `InvalidArgument` for a source of another kind than `arxiv`. Specification §4, §5.1.
    """
    number = PithNumber.derive(canonical)
    aliases = sorted({**aliases_of_source(canonical.source), **short_aliases(number)}.items())
    suffix = number.suffix
    check_origin(origin)

    def addresses(forms: Mapping[str, str]) -> dict[str, Any]:
        parts = {field: ADDRESS_PARTS[form] for field, form in forms.items()}
        return {field: f"{origin}{before}{suffix[:length]}{after}" for field, (before, length, after) in parts.items()}

    created_at = f"{format_utc(at, 'microseconds')}+00:00"
    return {
        "pith_number": number,
        "short_pith_number": number.short(),
        "aliases": [{"alias_kind": kind, "alias_value": value, "created_at": created_at} for kind, value in aliases],
        "links": addresses(LINKS),
        "agent_actions": {
            **addresses(AGENT_ACTIONS),
            "resolve_alias": origin + RESOLVE_ADDRESS.replace("{arxiv}", canonical.source.id),
            "actions": addresses(ACTIONS),
        },
    }


def _status(references: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "content_addressed": True,
        "pith_receipt": True,
        "graph_snapshot": True,
        "references_resolved": 0 < references["count"] == references["resolved_work"],
        "formal_links_present": False,
        "author_attested": False,
        "externally_anchored": False,
        "storage_verified": False,
        "strong_author_claims": 0,
        "weak_author_claims": 0,
        "citation_signatures": 0,
        "replication_records": 0,
    }
