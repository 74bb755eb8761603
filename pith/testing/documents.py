"""Sample documents of a record, signed with the test key: bundle, state, integrity document and mirror manifest.

How an event id, a `payload_sha256` and an `evidence_hash` are computed is unknown (Specification §13). Here they are hashes that
no check can compare with anything.
"""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from ..canonical import canonical_sha256
from ..errors import InvalidArgument, safe_repr
from ..keys import NaClSigner
from ..models.base import require_model
from ..models.record import PithRecord
from ..opengraph.bundle import OpenGraphBundle, parse_bundle
from ..opengraph.integrity_document import IntegrityDocument, parse_integrity
from ..opengraph.mirror_manifest import MirrorManifest, parse_mirrors
from ..opengraph.state import OpenGraphState, parse_state
from ..protocol import ORIGIN, RECORD_CREATED
from ..timestamps import format_utc, parse_timestamp
from .keys import TEST_SIGNER
from .samples import SAMPLE_AT, sample_record

_NOW = f"{format_utc(SAMPLE_AT, 'seconds')}Z"
_MERGE = "pith-open-graph-merge-v1"


def sample_bundle(record: PithRecord | None = None) -> OpenGraphBundle:
    """The bundle of a record, by default of the full sample. It verifies under the keys under which the record verifies."""
    record = sample_record() if record is None else require_model(record, PithRecord, "record")
    tree = record.to_dict()
    created = {name: tree[name] for name in ("canonical_record", "canonical_sha256", "receipt", "attestation_state")}
    return parse_bundle(
        {
            "bundle_type": "pith_open_graph_bundle",
            "bundle_version": "1.0",
            "pith_number": record.pith_number,
            "short_pith_number": record.short_pith_number,
            "canonical_record": tree["canonical_record"],
            "canonical_sha256": record.canonical_sha256,
            "source": tree["source"],
            "source_aliases": _in_seconds(tree["aliases"]),
            "events": [
                _event(record, "record", created, event_type=RECORD_CREATED, subject_pith_number=record.pith_number),
                _graph_event(record, event_type="graph_snapshot", subject_pith_number=record.pith_number),
            ],
        }
    )


def sample_state(record: PithRecord | None = None) -> OpenGraphState:
    """The state that a mirror has of a record, by default of the full sample."""
    record = sample_record() if record is None else require_model(record, PithRecord, "record")
    tree = record.to_dict()
    return parse_state(
        {
            "state_type": "pith_open_graph_state",
            "state_version": "1.0",
            "pith_number": record.pith_number,
            "merge_version": _MERGE,
            "event_count": 2,
            "valid_event_count": 2,
            "invalid_event_count": 0,
            "equivocation_count": 0,
            "current": {
                "canonical_record": tree["canonical_record"],
                "source_aliases": _in_seconds(tree["aliases"]),
                "graph_snapshots": [_graph_event(record)],
            },
        }
    )


def sample_integrity(record: PithRecord | None = None, *, signer: NaClSigner = TEST_SIGNER) -> IntegrityDocument:
    """The integrity document of a record, by default of the full sample, with a signed event for each finding.

    As in published documents, `pith_number` holds the arXiv id. Raises `InvalidArgument` if the record has no integrity block.
    Specification §9.3.
    """
    record = sample_record() if record is None else require_model(record, PithRecord, "record")
    _require_signer(signer)
    if record.graph_snapshot.integrity is None:
        raise InvalidArgument("expected a record with an integrity block")
    block = record.graph_snapshot.integrity.to_dict()
    versions = {run["name"]: run["version"] for run in block["detectors_run"]}
    return parse_integrity(
        {
            "schema": "pith.integrity.document.v1",
            "pith_number": record.source.id,
            "arxiv_id": record.source.id,
            "integrity": block,
            "events": [
                integrity_event(event_id, _payload(finding, versions, record.source.id), signer)
                for event_id, finding in enumerate(block["findings"], 1)
            ],
        }
    )


def sample_mirrors(*, signer: NaClSigner = TEST_SIGNER) -> MirrorManifest:
    """A mirror manifest with one mirror, which has the key of the signer."""
    key = _require_signer(signer).public_key
    return parse_mirrors(
        {
            "manifest_type": "pith_mirror_manifest",
            "manifest_version": "1.0",
            "generated_at": _NOW,
            "merge_version": _MERGE,
            "mirrors": [
                {
                    "name": "sample",
                    "mirror_type": "https",
                    "base_url": ORIGIN,
                    "bundle_pattern": "/pith/{suffix}/bundle.json",
                    "state_pattern": "/pith/{suffix}/state.json",
                    "well_known_pattern": "/.well-known/pith/{suffix}/bundle.json",
                    "public_key": {
                        "key_id": key.key_id,
                        "algorithm": "ed25519",
                        "format": "raw",
                        "public_key_b64": b64encode(key.raw).decode(),
                        "public_key_hex": key.raw.hex(),
                        "fingerprint_sha256_b32_first128bits": key.fingerprint_b32,
                        "fingerprint_sha256_hex": key.fingerprint,
                        "rotates_at": None,
                        "url": None,
                        "notes": None,
                    },
                    "status": "active",
                }
            ],
            "notes": None,
        }
    )


def _require_signer(signer: NaClSigner) -> NaClSigner:
    if not isinstance(signer, NaClSigner):
        raise TypeError(f"signer: expected a NaClSigner, not {safe_repr(signer)}")
    return signer


def integrity_event(event_id: int, payload: dict[str, Any], signer: NaClSigner = TEST_SIGNER) -> dict[str, Any]:
    """The JSON of an integrity event: the payload, its hash, and the signature of the hash."""
    digest = canonical_sha256(payload)
    return {
        "event_id": event_id,
        "event_type": "pith.integrity.v1",
        "payload_sha256": digest,
        "signature_b64": b64encode(signer.sign(bytes.fromhex(digest))).decode(),
        "signing_key_id": signer.key_id,
        "created_at": _NOW,
        "payload": payload,
    }


def _payload(finding: dict[str, Any], versions: dict[str, str], arxiv_id: str) -> dict[str, Any]:
    evidence = {"sample": finding["note"]}
    return {
        "event_type": "pith.integrity.v1",
        "detector_version": versions.get(finding["detector"], "unknown"),
        "arxiv_id": arxiv_id,
        "evidence": evidence,
        "evidence_hash": canonical_sha256(evidence),
        **finding,
    }


def _in_seconds(aliases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The aliases as a bundle has them, with dates in whole seconds."""
    dates = [alias["created_at"] and f"{format_utc(parse_timestamp(alias['created_at']), 'seconds')}Z" for alias in aliases]
    return [{**alias, "created_at": date} for alias, date in zip(aliases, dates, strict=True)]


def _graph_event(record: PithRecord, **fields: str) -> dict[str, Any]:
    return _event(record, "graph", {"graph_snapshot": record.graph_snapshot.to_dict()}, **fields)


def _event(record: PithRecord, target: str, payload: dict[str, Any], **fields: str) -> dict[str, Any]:
    return {
        "event_id": f"sha256:{sha256(f'{target} {record.canonical_sha256}'.encode()).hexdigest()}",
        **fields,
        "target": target,
        "created_at": _NOW,
        "signer": {
            "key_id": record.receipt.key_id,
            "public_key_fingerprint": record.receipt.public_key_fingerprint,
            "signer_id": "pith.science",
            "signer_type": "pith_registry",
        },
        "payload": payload,
    }
