"""Bundles, states, integrity documents and mirror manifests, by the standard library and PyNaCl. It does not import pith."""

import json
from base64 import b32encode, b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from by_the_book import ORIGIN, PUBLISHED_KEY, SEED, TEST_KEY, Tree, aliases, canonical, digest, number, whole_record
from nacl.signing import SigningKey

DATE = "2026-06-01T00:00:00Z"


def unshared(tree: Tree) -> Tree:
    """A copy that shares no object, as parsed JSON does not."""
    copy: Tree = json.loads(json.dumps(tree))
    return copy


def fingerprint(key: Tree) -> str:
    return sha256(bytes.fromhex(key["public_key_hex"])).hexdigest()[:32]


def signature(hashed: str) -> str:
    """The test key's signature over the 32 bytes of a hash."""
    return b64encode(SigningKey(SEED).sign(bytes.fromhex(hashed)).signature).decode()


def receipt(record: Tree) -> Tree:
    """A receipt over a canonical record under the test key."""
    hashed = digest(canonical(record))
    return {
        "kind": "pith_receipt",
        "key_id": TEST_KEY["key_id"],
        "algorithm": "ed25519",
        "signed_message": "canonical_sha256_bytes",
        "signature_b64": signature(hashed),
        "canonical_sha256": hashed,
        "public_key_fingerprint": fingerprint(TEST_KEY),
        "signature_status": "signed_v1",
        "receipt_version": "0.3",
        "builder_version": "made up",
        "first_computed_at": DATE,
        "last_reissued_at": DATE,
        "signed_at": DATE,
    }


def listed_aliases(record: Tree, created_at: str | None = DATE) -> list[Tree]:
    named = sorted(aliases(number(record), record["source"]).items())
    return [{"alias_kind": kind, "alias_value": value, "created_at": created_at} for kind, value in named]


@cache
def _made() -> Tree:
    return whole_record()


def graph_snapshot(record: Tree) -> Tree:
    """A graph snapshot with nothing in it, of the source of a canonical record."""
    return {**_made()["graph_snapshot"], "source": record["source"]}


def event(target: str, payload: Tree) -> Tree:
    """The members that every event has. How its id is computed is unknown: this one is the hash of the target."""
    signer = {"key_id": TEST_KEY["key_id"], "public_key_fingerprint": fingerprint(TEST_KEY), "signer_id": "pith.science"}
    return {
        "event_id": f"sha256:{digest(target)}",
        "target": target,
        "created_at": DATE,
        "signer": {**signer, "signer_type": "pith_registry"},
        "payload": payload,
    }


def bundle(record: Tree) -> Tree:
    """The bundle of a canonical record under the test key, with the two known events."""
    named, hashed = number(record), digest(canonical(record))
    created = {"canonical_record": record, "canonical_sha256": hashed, "receipt": receipt(record)}
    return unshared(
        {
            "bundle_type": "pith_open_graph_bundle",
            "bundle_version": "1.0",
            "pith_number": named,
            "short_pith_number": f"pith:{named[10:18]}",
            "canonical_record": record,
            "canonical_sha256": hashed,
            "source": record["source"],
            "source_aliases": listed_aliases(record),
            "events": [
                {**event("record", created), "event_type": "record_created", "subject_pith_number": named},
                {
                    **event("graph", {"graph_snapshot": graph_snapshot(record)}),
                    "event_type": "graph_snapshot",
                    "subject_pith_number": named,
                },
            ],
        }
    )


def state(record: Tree) -> Tree:
    """The state of a canonical record: one graph snapshot."""
    snapshot = {"graph_snapshot": graph_snapshot(record)}
    return unshared(
        {
            "state_type": "pith_open_graph_state",
            "state_version": "1.0",
            "pith_number": number(record),
            "merge_version": "pith-open-graph-merge-v1",
            "event_count": 2,
            "valid_event_count": 2,
            "invalid_event_count": 0,
            "equivocation_count": 0,
            "current": {
                "canonical_record": record,
                "source_aliases": listed_aliases(record),
                "graph_snapshots": [event("graph", snapshot)],
            },
        }
    )


def payload(finding: Tree, arxiv_id: str) -> Tree:
    """The payload of the event about a finding, with the required members alone."""
    evidence = {"seen": "made up"}
    shared = ("detector", "finding_type", "verdict_class", "severity", "audited_at")
    return {
        "event_type": "pith.integrity.v1",
        "detector_version": "1.0.0",
        "arxiv_id": arxiv_id,
        "evidence": evidence,
        "evidence_hash": digest(canonical(evidence)),
        **{name: finding[name] for name in shared},
    }


def finding(ref_index: int = 1, **changes: Any) -> Tree:
    made = {
        "detector": "doi_compliance",
        "finding_type": "unresolvable_identifier",
        "severity": "critical",
        "verdict_class": "cross_source",
        "note": None,
        "detected_doi": "10.1/none",
        "detected_arxiv_id": None,
        "ref_index": ref_index,
        "audited_at": DATE,
    }
    return {**made, **changes}


def integrity_hash(block: Tree, *, ensure_ascii: bool = False) -> str:
    """The hash of an integrity block, over the canonical JSON or over the form with escaped characters."""
    payload = {"payload": {"detectors": block["detectors_run"], "findings": block["findings"]}}
    return digest(json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=ensure_ascii))


def integrity_block(arxiv_id: str, *findings: Tree) -> Tree:
    """An integrity block with these findings, all of one detector, with its counts and its hash."""
    severities = [item["severity"] for item in findings]
    counts = {word: severities.count(word) for word in ("critical", "advisory", "informational")}
    run = {"name": "doi_compliance", "version": "1.0.0", "status": "completed", "ran_at": DATE, "findings_count": len(findings)}
    block = {
        "available": True,
        "clean": not findings,
        "endpoint": f"/pith/{arxiv_id}/integrity.json",
        "summary": {**counts, "by_detector": {"doi_compliance": {"total": len(findings), **counts}} if findings else {}},
        "detectors_run": [run],
        "findings": [*findings],
    }
    return {**block, "snapshot_sha256": integrity_hash(block)}


def signed_event(event_id: int, of: Tree) -> Tree:
    """An integrity event with this payload under the test key. The bytes that are hashed are made up."""
    hashed = digest(canonical(of))
    return {
        "event_id": event_id,
        "event_type": "pith.integrity.v1",
        "payload_sha256": hashed,
        "signature_b64": signature(hashed),
        "signing_key_id": TEST_KEY["key_id"],
        "created_at": DATE,
        "payload": of,
    }


def integrity_document(arxiv_id: str, block: Tree, *events: Tree) -> Tree:
    """An integrity document. As in published ones, `pith_number` holds the arXiv id."""
    return {
        "schema": "made up",
        "pith_number": arxiv_id,
        "arxiv_id": arxiv_id,
        "integrity": block,
        "events": [*events],
    }


def published_integrity(row: Tree) -> Tree:
    """The integrity document of a published row: its block, or one with a made-up finding, and its signed event."""
    block = row.get("integrity") or integrity_block(row["arxiv_id"], finding())
    about = payload(block["findings"][0], row["arxiv_id"])
    return unshared(integrity_document(row["arxiv_id"], block, {**signed_event(1, about), **row["event"]}))


def manifest(key: Tree = PUBLISHED_KEY, **changes: Any) -> Tree:
    """A mirror manifest of one mirror with this key."""
    raw = bytes.fromhex(key["public_key_hex"])
    hashed = sha256(raw).digest()
    mirror = {
        "name": "the publisher",
        "mirror_type": "https",
        "base_url": ORIGIN,
        "bundle_pattern": "/pith/{suffix}/bundle.json",
        "state_pattern": "/pith/{suffix}/state.json",
        "well_known_pattern": "/.well-known/pith/{suffix}/bundle.json",
        "public_key": {
            "key_id": key["key_id"],
            "algorithm": "ed25519",
            "format": "raw",
            "public_key_b64": b64encode(raw).decode(),
            "public_key_hex": raw.hex(),
            "fingerprint_sha256_b32_first128bits": b32encode(hashed).decode()[:26],
            "fingerprint_sha256_hex": hashed.hex()[:32],
            "rotates_at": None,
            "url": None,
            "notes": None,
        },
        "status": "active",
    }
    return {
        "manifest_type": "pith_mirror_manifest",
        "manifest_version": "1.0",
        "generated_at": DATE,
        "merge_version": "pith-open-graph-merge-v1",
        "mirrors": [{**mirror, **changes}],
        "notes": "",
    }
