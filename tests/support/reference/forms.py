"""The forms of all documents: sections 7.2, 7.3 and 9 of the specification, as tables of types."""

from .member_types import (
    ANY,
    ARRAY,
    BASE64,
    BOOLEAN,
    COUNT,
    EVENT_ID,
    FINGERPRINT,
    HASH,
    INTEGER,
    KEY_BASE64,
    OBJECT,
    ORDINAL,
    PITH_NUMBER,
    SHORT,
    STRING,
    SUBMITTED,
    TIMESTAMP,
    VERSION,
    Form,
    array,
    constant,
    each,
    form_of,
    object_of,
    or_null,
    pattern,
)
from .refusal import JSON, Refused

SOURCE = object_of({**each(STRING, "kind", "id"), "version": ORDINAL})
METADATA = object_of(
    {
        **each(HASH, "title_canon_sha256", "abstract_canon_sha256"),
        "submitted_at": SUBMITTED,
        **each(STRING, "primary_cat", "license"),
        "cross_cats_sorted": array(STRING),
    }
)
CANONICAL_RECORD = object_of({"schema_version": VERSION, "source": SOURCE, "metadata": METADATA})
PAPER = object_of(
    {
        **each(STRING, "title", "authors_text", "abstract_excerpt", "headline", "license", "primary_cat"),
        "cross_cats": array(STRING),
        "submitted_at": SUBMITTED,
    }
)
STATUS = object_of(
    {
        **each(BOOLEAN, "content_addressed", "pith_receipt", "graph_snapshot", "references_resolved"),
        **each(BOOLEAN, "formal_links_present", "author_attested", "externally_anchored", "storage_verified"),
        **each(COUNT, "strong_author_claims", "weak_author_claims", "citation_signatures", "replication_records"),
    }
)
RECEIPT = object_of(
    {
        **each(STRING, "kind", "key_id", "algorithm", "signed_message"),
        "signature_b64": BASE64,
        "canonical_sha256": HASH,
        "public_key_fingerprint": FINGERPRINT,
        **each(STRING, "signature_status", "receipt_version", "builder_version"),
        **each(TIMESTAMP, "first_computed_at", "last_reissued_at", "signed_at"),
    }
)
ALIAS = object_of({**each(STRING, "alias_kind", "alias_value"), "created_at": or_null(TIMESTAMP)})
CITATION = object_of({**each(STRING, "citing_arxiv_id", "citing_title"), "ref_index": INTEGER, "is_internal_anchor": BOOLEAN})
CITATIONS = object_of({**each(COUNT, "count", "internal_anchor_count"), "sample": array(CITATION)})
FORMAL_CANON = object_of({"evidence_count": COUNT, **each(ARRAY, "sample", "anchors")})
LINKS = object_of(each(STRING, "html", "json", "graph_json", "events_json", "paper"))
ACTIONS = object_of(each(STRING, "anchor_timestamp", "attest_storage", "attest_author", "sign_citation", "submit_replication"))
AGENT_ACTIONS = object_of(
    {
        **each(STRING, "view_html", "download_json", "view_paper", "resolve_alias", "fetch_graph", "fetch_events"),
        "actions": ACTIONS,
    }
)

CLAIM = object_of(each(STRING, "claim_id", "kind", "text", "source", "status", "attestation"))
CLAIMS = object_of({"count": COUNT, "items": array(CLAIM), "snapshot_sha256": HASH})
VERDICT = object_of(
    {
        **each(or_null(STRING), "id", "pipeline_version"),
        "created_at": or_null(TIMESTAMP),
        "model_set": OBJECT,
        **each(STRING, "strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline"),
    }
)
REFERENCE = object_of(
    {
        "ref_index": INTEGER,
        **each(or_null(STRING), "title", "doi", "cited_arxiv_id", "work_id"),
        "year": form_of(lambda value: value is None or isinstance(value, str) or type(value) is int),
        "is_internal_anchor": BOOLEAN,
    }
)
REFERENCES = object_of(
    {**each(COUNT, "count", "resolved_work", "internal_anchors"), "sample": array(REFERENCE), "snapshot_sha256": HASH}
)
FORMAL_EVIDENCE = object_of({"evidence_count": COUNT, "snapshot_sha256": HASH})
AUTHOR_CLAIMS = object_of({**each(COUNT, "count", "strong_count"), "snapshot_sha256": HASH})
DETECTOR_COUNTS = object_of(each(COUNT, "total", "critical", "advisory", "informational"))


def _by_detector(value: JSON, pointer: str) -> None:
    OBJECT(value, pointer)
    for name, counts in value.items():
        DETECTOR_COUNTS(counts, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}")


SUMMARY = object_of({**each(COUNT, "critical", "advisory", "informational"), "by_detector": _by_detector})
DETECTOR_RUN = object_of({**each(STRING, "name", "version", "status"), "ran_at": TIMESTAMP, "findings_count": COUNT})
FINDING = object_of(
    {
        **each(STRING, "detector", "finding_type", "severity", "verdict_class"),
        **each(or_null(STRING), "note", "detected_doi", "detected_arxiv_id"),
        "ref_index": or_null(INTEGER),
        "audited_at": TIMESTAMP,
    }
)
INTEGRITY = object_of(
    {
        **each(BOOLEAN, "available", "clean"),
        "endpoint": STRING,
        "summary": SUMMARY,
        "detectors_run": array(DETECTOR_RUN),
        "findings": array(FINDING),
        "snapshot_sha256": HASH,
    }
)
GRAPH_SNAPSHOT = object_of(
    {
        "paper": PAPER,
        "source": SOURCE,
        "claims": CLAIMS,
        "verdict": VERDICT,
        "references": REFERENCES,
        "formal_canon": FORMAL_EVIDENCE,
        "author_claims": AUTHOR_CLAIMS,
        "builder_version": STRING,
    },
    {"integrity": or_null(INTEGRITY)},
)
RECORD = object_of(
    {
        "record_type": constant("pith_number_record"),
        "schema_url": STRING,
        "schema_version": VERSION,
        "pith_number": PITH_NUMBER,
        "short_pith_number": SHORT,
        "canonical_sha256": HASH,
        "canonical_record": CANONICAL_RECORD,
        "source": SOURCE,
        "attestation_state": STRING,
        "paper": PAPER,
        "verification_status": STATUS,
        "receipt": RECEIPT,
        "graph_snapshot": GRAPH_SNAPSHOT,
        "aliases": array(ALIAS),
        "events": array(OBJECT),
        "event_summary": OBJECT,
        "paper_claims": ARRAY,
        "inbound_citations": CITATIONS,
        "formal_canon": FORMAL_CANON,
        "links": LINKS,
        "agent_actions": AGENT_ACTIONS,
        **each(TIMESTAMP, "created_at", "updated_at"),
    }
)

SIGNER = object_of({**each(STRING, "key_id", "signer_id", "signer_type"), "public_key_fingerprint": FINGERPRINT})
EVENT = object_of(
    {"event_id": EVENT_ID, "target": STRING, "created_at": TIMESTAMP, "signer": SIGNER, "payload": OBJECT},
    {"event_type": or_null(STRING), "subject_pith_number": or_null(PITH_NUMBER)},
)
BUNDLE = object_of(
    {
        "bundle_type": constant("pith_open_graph_bundle"),
        "bundle_version": VERSION,
        "pith_number": PITH_NUMBER,
        "short_pith_number": SHORT,
        "canonical_record": CANONICAL_RECORD,
        "canonical_sha256": HASH,
        "source": SOURCE,
        "source_aliases": array(ALIAS),
        "events": array(EVENT),
    }
)
CREATION = object_of({"canonical_record": CANONICAL_RECORD, "canonical_sha256": HASH, "receipt": RECEIPT})
SNAPSHOT_PAYLOAD = object_of({"graph_snapshot": GRAPH_SNAPSHOT})
CURRENT = object_of({"canonical_record": CANONICAL_RECORD, "source_aliases": array(ALIAS), "graph_snapshots": array(EVENT)})
STATE = object_of(
    {
        "state_type": constant("pith_open_graph_state"),
        "state_version": VERSION,
        "pith_number": PITH_NUMBER,
        "merge_version": STRING,
        **each(COUNT, "event_count", "valid_event_count", "invalid_event_count", "equivocation_count"),
        "current": CURRENT,
    }
)
INTEGRITY_EVENT = object_of(
    {
        "event_id": INTEGER,
        **each(STRING, "event_type", "signing_key_id"),
        "payload_sha256": HASH,
        "signature_b64": BASE64,
        "created_at": TIMESTAMP,
        "payload": OBJECT,
    }
)
INTEGRITY_DOCUMENT = object_of(
    {**each(STRING, "schema", "pith_number", "arxiv_id"), "integrity": INTEGRITY, "events": array(INTEGRITY_EVENT)}
)
INTEGRITY_PAYLOAD = object_of(
    {
        **each(STRING, "event_type", "detector", "finding_type", "arxiv_id"),
        "detector_version": pattern(r"[0-9]+\.[0-9]+\.[0-9]+"),
        "verdict_class": pattern("incontrovertible|cross_source|threshold_with_margin|rescinded"),
        "severity": pattern("critical|advisory|informational"),
        "evidence_hash": HASH,
        "evidence": OBJECT,
        "audited_at": TIMESTAMP,
    },
    {
        "paper_version": ORDINAL,
        "detector_url": STRING,
        **each(or_null(STRING), "snippet", "note", "detected_doi", "detected_arxiv_id", "external_url"),
        "resolved_title": or_null(STRING),
        "ref_index": or_null(INTEGER),
    },
)
MIRROR_KEY = object_of(
    {
        **each(STRING, "key_id", "algorithm", "format", "fingerprint_sha256_b32_first128bits", "fingerprint_sha256_hex"),
        "public_key_b64": KEY_BASE64,
        "public_key_hex": HASH,
        **each(ANY, "rotates_at", "url", "notes"),
    }
)
MIRROR = object_of(
    {
        **each(STRING, "name", "mirror_type", "base_url", "bundle_pattern", "state_pattern", "well_known_pattern", "status"),
        "public_key": MIRROR_KEY,
    }
)
MANIFEST = object_of(
    {
        "manifest_type": constant("pith_mirror_manifest"),
        "manifest_version": VERSION,
        "generated_at": TIMESTAMP,
        "merge_version": STRING,
        "mirrors": array(MIRROR),
        "notes": ANY,
    }
)

_BY_TYPE = {
    "record_type": ("record", RECORD),
    "bundle_type": ("bundle", BUNDLE),
    "state_type": ("state", STATE),
    "manifest_type": ("manifest", MANIFEST),
}
FORMS = {
    **dict(_BY_TYPE.values()),
    "integrity": INTEGRITY_DOCUMENT,
    "receipt": RECEIPT,
    "canonical_record": CANONICAL_RECORD,
    "source": SOURCE,
}


def has_form(form: Form, value: JSON) -> bool:
    try:
        form(value, "")
    except Refused:
        return False
    return True


def kind_of(document: JSON) -> str:
    """The kind of a document by its type member, section 9; the document has the form of the kind."""
    OBJECT(document, "")
    found = [kind for member, (kind, _) in _BY_TYPE.items() if member in document]
    if not found and "schema" in document:
        found = ["integrity"]
    if len(found) != 1:
        raise Refused("InvalidRecord", "no kind, or several", "")
    FORMS[found[0]](document, "")
    return found[0]
