"""Base documents of the conformance vectors, of a paper that does not exist, signed with test keys."""

from base64 import b32encode, b64encode
from hashlib import sha256

from .build_record import ABSTRACT as ABSTRACT
from .build_record import DATE as DATE
from .build_record import OTHER_KEY as OTHER_KEY
from .build_record import OTHER_SEED as OTHER_SEED
from .build_record import PUBLISHED_KEY as PUBLISHED_KEY
from .build_record import SEED as SEED
from .build_record import TEST_KEY as TEST_KEY
from .build_record import TITLE as TITLE
from .build_record import aliases as aliases
from .build_record import canonical_record as canonical_record
from .build_record import finding as finding
from .build_record import graph_snapshot as graph_snapshot
from .build_record import integrity_block as integrity_block
from .build_record import names_of as names_of
from .build_record import receipt as receipt
from .build_record import record as record
from .build_record import rehashed as rehashed
from .build_record import sealed as sealed
from .build_record import signature as signature
from .build_record import unshared as unshared
from .canonical import canonical_hash
from .keys import Key
from .numbers import ORIGIN
from .refusal import JSON, Tree


def _event(name: str, target: str, payload: Tree, **members: str) -> Tree:
    """An event; its id is the hash of its name, because how ids are computed is unknown."""
    return {
        "event_id": f"sha256:{sha256(name.encode()).hexdigest()}",
        **members,
        "target": target,
        "created_at": DATE,
        "signer": {
            "key_id": TEST_KEY.key_id,
            "public_key_fingerprint": TEST_KEY.fingerprint,
            "signer_id": "pith.science",
            "signer_type": "pith_registry",
        },
        "payload": payload,
    }


def bundle(of: Tree | None = None) -> Tree:
    """The bundle of a record: a creation and a graph snapshot."""
    of = of or record()
    created = {member: of[member] for member in ("canonical_record", "canonical_sha256", "receipt")}
    subject = of["pith_number"]
    tree = {
        "bundle_type": "pith_open_graph_bundle",
        "bundle_version": "1.0",
        **{member: of[member] for member in ("pith_number", "short_pith_number", "canonical_record", "canonical_sha256")},
        "source": of["source"],
        "source_aliases": aliases(of["canonical_record"]),
        "events": [
            _event("creation", "record", created, event_type="record_created", subject_pith_number=subject),
            _event(
                "snapshot",
                "graph",
                {"graph_snapshot": of["graph_snapshot"]},
                event_type="graph_snapshot",
                subject_pith_number=subject,
            ),
        ],
    }
    return unshared(tree)


def state(of: Tree | None = None) -> Tree:
    """The state of a record: one graph snapshot."""
    of = of or record()
    tree = {
        "state_type": "pith_open_graph_state",
        "state_version": "1.0",
        "pith_number": of["pith_number"],
        "merge_version": "pith-open-graph-merge-v1",
        "event_count": 2,
        "valid_event_count": 2,
        "invalid_event_count": 0,
        "equivocation_count": 0,
        "current": {
            "canonical_record": of["canonical_record"],
            "source_aliases": aliases(of["canonical_record"]),
            "graph_snapshots": [_event("snapshot", "graph", {"graph_snapshot": of["graph_snapshot"]})],
        },
    }
    return unshared(tree)


def integrity_payload(about: Tree, arxiv_id: str, **changes: JSON) -> Tree:
    """The payload of the event about a finding."""
    return {
        "event_type": "pith.integrity.v1",
        "detector_version": "1.0.0",
        "arxiv_id": arxiv_id,
        "paper_version": 2,
        "evidence": {"seen": "nothing"},
        "evidence_hash": canonical_hash({"seen": "nothing"}),
        **about,
        **changes,
    }


def integrity_event(event_id: int, payload: Tree) -> Tree:
    """A signed integrity event; over which bytes its hash is, is unknown, and this one is over canonical JSON."""
    digest = canonical_hash(payload)
    return {
        "event_id": event_id,
        "event_type": "pith.integrity.v1",
        "payload_sha256": digest,
        "signature_b64": signature(digest),
        "signing_key_id": TEST_KEY.key_id,
        "created_at": DATE,
        "payload": payload,
    }


def integrity(of: Tree | None = None) -> Tree:
    """The integrity document of a record, with an event for each finding."""
    of = of or record()
    paper, block = of["source"]["id"], of["graph_snapshot"]["integrity"]
    tree = {
        "schema": "pith.integrity.document.v1",
        "pith_number": paper,
        "arxiv_id": paper,
        "integrity": block,
        "events": [integrity_event(number, integrity_payload(about, paper)) for number, about in enumerate(block["findings"], 1)],
    }
    return unshared(tree)


def clean_integrity(arxiv_id: str = "2499.00003") -> Tree:
    """An integrity document without findings and events: the one kind that is ok."""
    return unshared(
        {
            "schema": "pith.integrity.document.v1",
            "pith_number": arxiv_id,
            "arxiv_id": arxiv_id,
            "integrity": integrity_block(arxiv_id),
            "events": [],
        }
    )


def manifest(key: Key = TEST_KEY, **changes: JSON) -> Tree:
    """A mirror manifest of one mirror with this key."""
    mirror = {
        "name": "conformance",
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
            "fingerprint_sha256_b32_first128bits": b32encode(sha256(key.raw).digest()).decode()[:26],
            "fingerprint_sha256_hex": key.fingerprint,
            "rotates_at": None,
            "url": None,
            "notes": None,
        },
        "status": "active",
    }
    return unshared(
        {
            "manifest_type": "pith_mirror_manifest",
            "manifest_version": "1.0",
            "generated_at": DATE,
            "merge_version": "pith-open-graph-merge-v1",
            "mirrors": [{**mirror, **changes}],
            "notes": None,
        }
    )
