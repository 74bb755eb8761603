"""The protocol written a second time, by the standard library alone: expected values for tests. It does not import pith."""

import json
from base64 import b32encode, b64encode
from hashlib import sha256
from typing import Any

from reference import ed25519

SEED = b"pith-test-key-not-for-production"
OTHER_SEED = b"a seed of nobody for conformance"
TEST_KEY = {"key_id": SEED.decode(), "public_key_hex": ed25519.public_key(SEED).hex()}
OTHER_KEY = {"key_id": "other", "public_key_hex": ed25519.public_key(OTHER_SEED).hex()}
PUBLISHED_KEY = {
    "key_id": "pith-v1-2026-05",
    "public_key_hex": "b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3",
}
EMPTY_LIST = "258153158e38e3291e3d48162225fcdb2d5a3ed65a07baac614ab91432fd4f57"  # published
ORIGIN = "https://pith.science"

Tree = dict[str, Any]


def canonical(value: object) -> str:
    """The protocol's canon(x)."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def folded(text: str) -> str:
    """The protocol's canonical form of a title or abstract."""
    return " ".join(text.split()).lower()


def number(canonical_record: Tree) -> str:
    """The protocol's number of a canonical record."""
    raw = sha256(canonical(canonical_record).encode()).digest()
    return f"pith:{canonical_record['metadata']['submitted_at'][:4]}:{b32encode(raw)[:26].decode()}"


def aliases(pith_number: str, source: Tree) -> dict[str, str]:
    """The protocol's aliases, by kind."""
    suffix = pith_number[10:]
    return {
        "arxiv": source["id"],
        "arxiv_version": f"{source['id']}v{source['version']}",
        "doi": f"10.48550/arxiv.{source['id']}".lower(),
        **{f"pith_short_{length}": suffix[:length] for length in (8, 12, 16)},
    }


def receipt(seed: bytes, key: Tree, canonical_sha256: str) -> Tree:
    """A receipt over a canonical hash, signed with the key of a seed. Its dates have three spellings."""
    return {
        "kind": "pith_receipt",
        "key_id": key["key_id"],
        "algorithm": "ed25519",
        "signed_message": "canonical_sha256_bytes",
        "signature_b64": b64encode(ed25519.sign(seed, bytes.fromhex(canonical_sha256))).decode(),
        "canonical_sha256": canonical_sha256,
        "public_key_fingerprint": sha256(bytes.fromhex(key["public_key_hex"])).hexdigest()[:32],
        "signature_status": "signed_v1",
        "receipt_version": "0.3",
        "builder_version": "conformance",
        "first_computed_at": "2026-06-01T00:00:00Z",
        "last_reissued_at": "2026-06-01T00:00:00.5Z",
        "signed_at": "2026-06-01T00:00:01+00:00",
    }


def whole_record() -> Tree:
    """A record with empty lists, of a paper that does not exist, signed with the test key."""
    title, abstract = "A Record for Conformance", "It has no paper."
    source = {"kind": "arxiv", "id": "2499.00003", "version": 1}
    facts_of_paper: Tree = {"license": "", "primary_cat": "cs.DL", "submitted_at": "2024-12-31T23:59:59Z"}
    hashes = {"title_canon_sha256": digest(folded(title)), "abstract_canon_sha256": digest(folded(abstract))}
    record = {"schema_version": "1.0", "source": source, "metadata": {**facts_of_paper, **hashes, "cross_cats_sorted": ["cs.IR"]}}
    named = number(record)
    suffix = named[10:]
    texts = {"title": title, "abstract_excerpt": abstract, "authors_text": "", "headline": ""}
    paper = {**facts_of_paper, **texts, "cross_cats": ["cs.IR"]}
    api = f"{ORIGIN}/api/pith-number"
    page, action = f"{ORIGIN}/pith/{suffix}", f"{ORIGIN}/pith/{suffix}/action"
    links = {
        "html": page,
        "json": f"{page}.json",
        "graph_json": f"{api}/{suffix}/graph.json",
        "events_json": f"{api}/{suffix}/events.json",
        "paper": f"{ORIGIN}/paper/{suffix[:8]}",
    }
    empty = {"count": 0, "snapshot_sha256": EMPTY_LIST}
    no_verdict = dict.fromkeys(("strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline"), "")
    words = ("author_attested", "externally_anchored", "storage_verified", "references_resolved", "formal_links_present")
    counts = ("weak_author_claims", "strong_author_claims", "citation_signatures", "replication_records")
    return {
        "record_type": "pith_number_record",
        "schema_url": f"{ORIGIN}/schemas/pith-number/v1.json",
        "schema_version": "1.0",
        "pith_number": named,
        "short_pith_number": f"pith:{suffix[:8]}",
        "canonical_sha256": digest(canonical(record)),
        "canonical_record": record,
        "source": source,
        "attestation_state": "computed",
        "paper": paper,
        "verification_status": {
            **dict.fromkeys(("content_addressed", "pith_receipt", "graph_snapshot"), True),
            **dict.fromkeys(words, False),
            **dict.fromkeys(counts, 0),
        },
        "receipt": receipt(SEED, TEST_KEY, digest(canonical(record))),
        "graph_snapshot": {
            "paper": paper,
            "source": source,
            "claims": {**empty, "items": []},
            "verdict": {"id": None, "created_at": None, "pipeline_version": None, "model_set": {}, **no_verdict},
            "references": {**empty, "resolved_work": 0, "internal_anchors": 0, "sample": []},
            "formal_canon": {"evidence_count": 0, "snapshot_sha256": EMPTY_LIST},
            "author_claims": {**empty, "strong_count": 0},
            "builder_version": "conformance",
        },
        "aliases": [
            {"alias_kind": kind, "alias_value": value, "created_at": None}
            for kind, value in sorted(aliases(named, source).items())
        ],
        "events": [],
        "event_summary": {},
        "paper_claims": [],
        "inbound_citations": {"count": 0, "internal_anchor_count": 0, "sample": []},
        "formal_canon": {"evidence_count": 0, "sample": [], "anchors": []},
        "links": links,
        "agent_actions": {
            "view_html": links["html"],
            "download_json": links["json"],
            "view_paper": links["paper"],
            "resolve_alias": f"{api}/resolve?arxiv={source['id']}&json=true",
            "fetch_graph": links["graph_json"],
            "fetch_events": links["events_json"],
            "actions": {
                "anchor_timestamp": f"{action}/timestamp_anchor",
                "attest_storage": f"{action}/storage_attestation",
                "attest_author": f"{action}/author_attestation",
                "sign_citation": f"{action}/citation_signature",
                "submit_replication": f"{action}/replication_record",
            },
        },
        "created_at": "2026-06-01T00:00:00Z",
        "updated_at": "2026-06-01T00:00:00.000+00:00",
    }


def with_value(tree: Tree, value: object, *pointers: str) -> Tree:
    """The tree with another value at these JSON Pointers."""
    copy: Tree = json.loads(json.dumps(tree))  # which shares nothing, as a deep copy of shared parts does
    for pointer in pointers:
        *above, last = pointer.split("/")[1:]
        place: Any = copy
        for part in above:
            place = place[int(part)] if isinstance(place, list) else place[part]
        place[last] = value
    return copy
