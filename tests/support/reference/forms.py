"""The forms of all documents: sections 7.2, 7.3 and 9 of the specification, as tables of types."""

import re
from collections.abc import Callable
from typing import Any

from .numbers import NUMBER, SHORT_NUMBER
from .refusal import JSON, Refused
from .timestamps import is_submission_time, is_timestamp

Form = Callable[[JSON, str], None]
"""Refuses a value that does not have the form; the second argument is the pointer of the value."""


def _form(holds: Callable[[Any], bool]) -> Form:
    def form(value: JSON, pointer: str) -> None:
        if not holds(value):
            raise Refused("InvalidRecord", pointer, pointer)

    return form


def _pattern(text: str) -> Form:
    compiled = re.compile(text)
    return _form(lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None)


def _constant(expected: str) -> Form:
    return _form(lambda value: value == expected)


def _from(least: int) -> Form:
    return _form(lambda value: type(value) is int and value >= least)


def _or_null(form: Form) -> Form:
    def either(value: JSON, pointer: str) -> None:
        if value is not None:
            form(value, pointer)

    return either


def _array(of: Form) -> Form:
    def form(value: JSON, pointer: str) -> None:
        ARRAY(value, pointer)
        for index, item in enumerate(value):
            of(item, f"{pointer}/{index}")

    return form


def _object(members: dict[str, Form], optional: dict[str, Form] | None = None) -> Form:
    known = {**members, **(optional or {})}

    def form(value: JSON, pointer: str) -> None:
        OBJECT(value, pointer)
        for name, member in known.items():
            if name in value:
                member(value[name], f"{pointer}/{name}")
            elif name in members:
                raise Refused("InvalidRecord", "missing", f"{pointer}/{name}")

    return form


def _each(of: Form, *names: str) -> dict[str, Form]:
    return dict.fromkeys(names, of)


ANY = _form(lambda value: True)
OBJECT = _form(lambda value: isinstance(value, dict))
ARRAY = _form(lambda value: isinstance(value, list))
STRING = _form(lambda value: isinstance(value, str))
BOOLEAN = _form(lambda value: isinstance(value, bool))
INTEGER = _form(lambda value: type(value) is int)
COUNT = _from(0)
ORDINAL = _from(1)
HASH = _pattern("[0-9a-f]{64}")
FINGERPRINT = _pattern("[0-9a-f]{32}")
BASE64 = _pattern("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")
KEY_BASE64 = _pattern("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
VERSION = _pattern(r"1\.(?:0|[1-9][0-9]*)")
EVENT_ID = _pattern("sha256:[0-9a-f]{64}")
SUBMITTED = _form(lambda value: isinstance(value, str) and is_submission_time(value))
TIMESTAMP = _form(lambda value: isinstance(value, str) and is_timestamp(value))
PITH_NUMBER = _pattern(NUMBER.pattern)
SHORT = _pattern(SHORT_NUMBER.pattern)

SOURCE = _object({**_each(STRING, "kind", "id"), "version": ORDINAL})
METADATA = _object(
    {
        **_each(HASH, "title_canon_sha256", "abstract_canon_sha256"),
        "submitted_at": SUBMITTED,
        **_each(STRING, "primary_cat", "license"),
        "cross_cats_sorted": _array(STRING),
    }
)
CANONICAL_RECORD = _object({"schema_version": VERSION, "source": SOURCE, "metadata": METADATA})
PAPER = _object(
    {
        **_each(STRING, "title", "authors_text", "abstract_excerpt", "headline", "license", "primary_cat"),
        "cross_cats": _array(STRING),
        "submitted_at": SUBMITTED,
    }
)
STATUS = _object(
    {
        **_each(BOOLEAN, "content_addressed", "pith_receipt", "graph_snapshot", "references_resolved"),
        **_each(BOOLEAN, "formal_links_present", "author_attested", "externally_anchored", "storage_verified"),
        **_each(COUNT, "strong_author_claims", "weak_author_claims", "citation_signatures", "replication_records"),
    }
)
RECEIPT = _object(
    {
        **_each(STRING, "kind", "key_id", "algorithm", "signed_message"),
        "signature_b64": BASE64,
        "canonical_sha256": HASH,
        "public_key_fingerprint": FINGERPRINT,
        **_each(STRING, "signature_status", "receipt_version", "builder_version"),
        **_each(TIMESTAMP, "first_computed_at", "last_reissued_at", "signed_at"),
    }
)
ALIAS = _object({**_each(STRING, "alias_kind", "alias_value"), "created_at": _or_null(TIMESTAMP)})
CITATION = _object({**_each(STRING, "citing_arxiv_id", "citing_title"), "ref_index": INTEGER, "is_internal_anchor": BOOLEAN})
CITATIONS = _object({**_each(COUNT, "count", "internal_anchor_count"), "sample": _array(CITATION)})
FORMAL_CANON = _object({"evidence_count": COUNT, **_each(ARRAY, "sample", "anchors")})
LINKS = _object(_each(STRING, "html", "json", "graph_json", "events_json", "paper"))
ACTIONS = _object(_each(STRING, "anchor_timestamp", "attest_storage", "attest_author", "sign_citation", "submit_replication"))
AGENT_ACTIONS = _object(
    {
        **_each(STRING, "view_html", "download_json", "view_paper", "resolve_alias", "fetch_graph", "fetch_events"),
        "actions": ACTIONS,
    }
)

CLAIM = _object(_each(STRING, "claim_id", "kind", "text", "source", "status", "attestation"))
CLAIMS = _object({"count": COUNT, "items": _array(CLAIM), "snapshot_sha256": HASH})
VERDICT = _object(
    {
        **_each(_or_null(STRING), "id", "pipeline_version"),
        "created_at": _or_null(TIMESTAMP),
        "model_set": OBJECT,
        **_each(STRING, "strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline"),
    }
)
REFERENCE = _object(
    {
        "ref_index": INTEGER,
        **_each(_or_null(STRING), "title", "doi", "cited_arxiv_id", "work_id"),
        "year": _form(lambda value: value is None or isinstance(value, str) or type(value) is int),
        "is_internal_anchor": BOOLEAN,
    }
)
REFERENCES = _object(
    {**_each(COUNT, "count", "resolved_work", "internal_anchors"), "sample": _array(REFERENCE), "snapshot_sha256": HASH}
)
FORMAL_EVIDENCE = _object({"evidence_count": COUNT, "snapshot_sha256": HASH})
AUTHOR_CLAIMS = _object({**_each(COUNT, "count", "strong_count"), "snapshot_sha256": HASH})
DETECTOR_COUNTS = _object(_each(COUNT, "total", "critical", "advisory", "informational"))


def _by_detector(value: JSON, pointer: str) -> None:
    OBJECT(value, pointer)
    for name, counts in value.items():
        DETECTOR_COUNTS(counts, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}")


SUMMARY = _object({**_each(COUNT, "critical", "advisory", "informational"), "by_detector": _by_detector})
DETECTOR_RUN = _object({**_each(STRING, "name", "version", "status"), "ran_at": TIMESTAMP, "findings_count": COUNT})
FINDING = _object(
    {
        **_each(STRING, "detector", "finding_type", "severity", "verdict_class"),
        **_each(_or_null(STRING), "note", "detected_doi", "detected_arxiv_id"),
        "ref_index": _or_null(INTEGER),
        "audited_at": TIMESTAMP,
    }
)
INTEGRITY = _object(
    {
        **_each(BOOLEAN, "available", "clean"),
        "endpoint": STRING,
        "summary": SUMMARY,
        "detectors_run": _array(DETECTOR_RUN),
        "findings": _array(FINDING),
        "snapshot_sha256": HASH,
    }
)
GRAPH_SNAPSHOT = _object(
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
    {"integrity": _or_null(INTEGRITY)},
)
RECORD = _object(
    {
        "record_type": _constant("pith_number_record"),
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
        "aliases": _array(ALIAS),
        "events": _array(OBJECT),
        "event_summary": OBJECT,
        "paper_claims": ARRAY,
        "inbound_citations": CITATIONS,
        "formal_canon": FORMAL_CANON,
        "links": LINKS,
        "agent_actions": AGENT_ACTIONS,
        **_each(TIMESTAMP, "created_at", "updated_at"),
    }
)

SIGNER = _object({**_each(STRING, "key_id", "signer_id", "signer_type"), "public_key_fingerprint": FINGERPRINT})
EVENT = _object(
    {"event_id": EVENT_ID, "target": STRING, "created_at": TIMESTAMP, "signer": SIGNER, "payload": OBJECT},
    {"event_type": _or_null(STRING), "subject_pith_number": _or_null(PITH_NUMBER)},
)
BUNDLE = _object(
    {
        "bundle_type": _constant("pith_open_graph_bundle"),
        "bundle_version": VERSION,
        "pith_number": PITH_NUMBER,
        "short_pith_number": SHORT,
        "canonical_record": CANONICAL_RECORD,
        "canonical_sha256": HASH,
        "source": SOURCE,
        "source_aliases": _array(ALIAS),
        "events": _array(EVENT),
    }
)
CREATION = _object({"canonical_record": CANONICAL_RECORD, "canonical_sha256": HASH, "receipt": RECEIPT})
SNAPSHOT_PAYLOAD = _object({"graph_snapshot": GRAPH_SNAPSHOT})
CURRENT = _object({"canonical_record": CANONICAL_RECORD, "source_aliases": _array(ALIAS), "graph_snapshots": _array(EVENT)})
STATE = _object(
    {
        "state_type": _constant("pith_open_graph_state"),
        "state_version": VERSION,
        "pith_number": PITH_NUMBER,
        "merge_version": STRING,
        **_each(COUNT, "event_count", "valid_event_count", "invalid_event_count", "equivocation_count"),
        "current": CURRENT,
    }
)
INTEGRITY_EVENT = _object(
    {
        "event_id": INTEGER,
        **_each(STRING, "event_type", "signing_key_id"),
        "payload_sha256": HASH,
        "signature_b64": BASE64,
        "created_at": TIMESTAMP,
        "payload": OBJECT,
    }
)
INTEGRITY_DOCUMENT = _object(
    {**_each(STRING, "schema", "pith_number", "arxiv_id"), "integrity": INTEGRITY, "events": _array(INTEGRITY_EVENT)}
)
INTEGRITY_PAYLOAD = _object(
    {
        **_each(STRING, "event_type", "detector", "finding_type", "arxiv_id"),
        "detector_version": _pattern(r"[0-9]+\.[0-9]+\.[0-9]+"),
        "verdict_class": _pattern("incontrovertible|cross_source|threshold_with_margin|rescinded"),
        "severity": _pattern("critical|advisory|informational"),
        "evidence_hash": HASH,
        "evidence": OBJECT,
        "audited_at": TIMESTAMP,
    },
    {
        "paper_version": ORDINAL,
        "detector_url": STRING,
        **_each(_or_null(STRING), "snippet", "note", "detected_doi", "detected_arxiv_id", "external_url"),
        "resolved_title": _or_null(STRING),
        "ref_index": _or_null(INTEGER),
    },
)
MIRROR_KEY = _object(
    {
        **_each(STRING, "key_id", "algorithm", "format", "fingerprint_sha256_b32_first128bits", "fingerprint_sha256_hex"),
        "public_key_b64": KEY_BASE64,
        "public_key_hex": HASH,
        **_each(ANY, "rotates_at", "url", "notes"),
    }
)
MIRROR = _object(
    {
        **_each(STRING, "name", "mirror_type", "base_url", "bundle_pattern", "state_pattern", "well_known_pattern", "status"),
        "public_key": MIRROR_KEY,
    }
)
MANIFEST = _object(
    {
        "manifest_type": _constant("pith_mirror_manifest"),
        "manifest_version": VERSION,
        "generated_at": TIMESTAMP,
        "merge_version": STRING,
        "mirrors": _array(MIRROR),
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
