"""Base documents of the conformance vectors, of a paper that does not exist, signed with test keys."""

import json
from base64 import b32encode, b64encode
from hashlib import sha256

from . import ed25519
from .canonical import EMPTY_LIST, canonical_hash, list_hash
from .keys import Key
from .names import ACTIONS, LINKS
from .numbers import ORIGIN, address, derived_number, resolve_address, short_aliases, source_aliases
from .refusal import JSON, Tree
from .text import excerpt_of, text_sha256

SEED = b"pith-test-key-not-for-production"
OTHER_SEED = b"a seed of nobody for conformance"
TEST_KEY = Key(SEED.decode(), ed25519.public_key(SEED))
OTHER_KEY = Key("other", ed25519.public_key(OTHER_SEED))
PUBLISHED_KEY = Key("pith-v1-2026-05", bytes.fromhex("b2d552b68890857171a78b36a5dccf368a953413288c353f7c9d9d6f94b709b3"))

DATE = "2026-06-01T12:30:00Z"
TITLE = "A Record with $\\Lambda$,  for Conformance"
ABSTRACT = " ".join(f"Sentence {number} is one of fourteen in the abstract of a paper of nobody." for number in range(1, 15))
_CLAIMS = (
    ("strongest_claim", "strongest_claim", "A vector has one answer."),
    ("weakest_assumption", "weakest_assumption", "Somebody reads the vectors."),
    ("one_line_summary", "one_line_summary", "A record with something in every list."),
    ("headline", "pith_extraction.headline", "A record for conformance."),
)


def unshared(tree: Tree) -> Tree:
    """A copy in which no two values are one object."""
    copy: Tree = json.loads(json.dumps(tree))
    return copy


def signature(digest: str, seed: bytes = SEED) -> str:
    """The signature over the 32 bytes of a hash."""
    return b64encode(ed25519.sign(seed, bytes.fromhex(digest))).decode()


def receipt(digest: str, seed: bytes = SEED, key: Key = TEST_KEY) -> Tree:
    """A receipt over a canonical hash, with its dates in three spellings."""
    return {
        "kind": "pith_receipt",
        "key_id": key.key_id,
        "algorithm": "ed25519",
        "signed_message": "canonical_sha256_bytes",
        "signature_b64": signature(digest, seed),
        "canonical_sha256": digest,
        "public_key_fingerprint": key.fingerprint,
        "signature_status": "signed_v1",
        "receipt_version": "0.3",
        "builder_version": "conformance-1",
        "first_computed_at": "2026-06-01T12:30:00Z",
        "last_reissued_at": "2026-06-01T12:30:00.5Z",
        "signed_at": "2026-06-01T12:30:01+00:00",
    }


def canonical_record(source: Tree | None = None, title: str = TITLE, abstract: str = ABSTRACT, **metadata: JSON) -> Tree:
    """A canonical record of a paper that does not exist."""
    return {
        "schema_version": "1.0",
        "source": source or {"kind": "arxiv", "id": "2499.00003", "version": 2},
        "metadata": {
            "title_canon_sha256": text_sha256(title),
            "abstract_canon_sha256": text_sha256(abstract),
            "submitted_at": "2024-12-31T23:59:59Z",
            "primary_cat": "cs.DL",
            "cross_cats_sorted": ["cs.IR", "math-ph", "math.MP"],
            "license": "http://creativecommons.org/licenses/by/4.0/",
            **metadata,
        },
    }


def _paper(canonical: Tree, title: str, abstract: str) -> Tree:
    metadata = canonical["metadata"]
    return {
        "title": title,
        "authors_text": "nobody",
        "abstract_excerpt": excerpt_of(abstract),
        "headline": _CLAIMS[3][2],
        "license": metadata["license"],
        "primary_cat": metadata["primary_cat"],
        "cross_cats": [*metadata["cross_cats_sorted"]],
        "submitted_at": metadata["submitted_at"],
    }


def finding(severity: str = "critical", ref_index: int | None = 1, **changes: JSON) -> Tree:
    return {
        "detector": "doi_compliance",
        "finding_type": "unresolvable_identifier",
        "severity": severity,
        "verdict_class": "cross_source",
        "note": None,
        "detected_doi": "10.1/none",
        "detected_arxiv_id": None,
        "ref_index": ref_index,
        "audited_at": DATE,
        **changes,
    }


def integrity_block(arxiv_id: str, *findings: Tree) -> Tree:
    """An integrity block with these findings."""
    detectors = sorted({"doi_compliance", *(one["detector"] for one in findings)})

    def counts(of: list[Tree]) -> dict[str, int]:
        severities = [one["severity"] for one in of]
        return {severity: severities.count(severity) for severity in ("critical", "advisory", "informational")}

    by_name = {name: [one for one in findings if one["detector"] == name] for name in detectors}
    runs = [
        {"name": name, "version": "1.0.0", "status": "completed", "ran_at": DATE, "findings_count": len(by_name[name])}
        for name in detectors
    ]
    return {
        "available": True,
        "clean": not findings,
        "endpoint": f"/pith/{arxiv_id}/integrity.json",
        "summary": {
            **counts([*findings]),
            "by_detector": {name: {"total": len(of), **counts(of)} for name, of in by_name.items() if of},
        },
        "detectors_run": runs,
        "findings": [*findings],
        "snapshot_sha256": list_hash({"detectors": runs, "findings": [*findings]}),
    }


def graph_snapshot(canonical: Tree, paper: Tree) -> Tree:
    """A graph snapshot with something in every list that a check examines."""
    claims = [
        {
            "claim_id": f"C{number}",
            "kind": kind,
            "text": text,
            "source": f"verdict.{member}",
            "status": "machine_extracted",
            "attestation": "unclaimed",
        }
        for number, (kind, member, text) in enumerate(_CLAIMS, 1)
    ]
    references = [
        {
            "ref_index": number,
            "title": f"Reference {number}",
            "year": 2000 + number,
            "doi": "",
            "cited_arxiv_id": None,
            "work_id": f"work-{number}",
            "is_internal_anchor": number == 2,
        }
        for number in range(1, 4)
    ]
    return {
        "paper": paper,
        "source": canonical["source"],
        "claims": {"count": 4, "items": claims, "snapshot_sha256": list_hash(claims)},
        "verdict": {
            "id": "verdict-1",
            "created_at": DATE,
            "pipeline_version": "conformance",
            "model_set": {"reader": "nobody"},
            **{member.replace(".", "_"): text for _, member, text in _CLAIMS},
        },
        "integrity": integrity_block(canonical["source"]["id"], finding(), finding("advisory", 3)),
        "references": {
            "count": 3,
            "resolved_work": 3,
            "internal_anchors": 1,
            "sample": references,
            "snapshot_sha256": list_hash(references),
        },
        "formal_canon": {"evidence_count": 0, "snapshot_sha256": EMPTY_LIST},
        "author_claims": {"count": 0, "strong_count": 0, "snapshot_sha256": EMPTY_LIST},
        "builder_version": "conformance-1",
    }


def aliases(canonical: Tree, date: str | None = DATE) -> list[Tree]:
    """The aliases of section 5.1, with unknown ones left out."""
    named = short_aliases(derived_number(canonical)[10:])
    if canonical["source"]["kind"] == "arxiv":
        named |= source_aliases(canonical["source"])
    return [{"alias_kind": kind, "alias_value": value, "created_at": date} for kind, value in sorted(named.items())]


def names_of(canonical: Tree) -> Tree:
    """The members of a record that follow from its canonical record."""
    suffix = derived_number(canonical)[10:]
    links = {member: address(template, suffix) for member, template in LINKS.items()}
    actions: Tree = {"actions": {}}
    for member, template in ACTIONS.items():
        group, _, name = member.rpartition("/")
        (actions[group] if group else actions)[name] = address(template, suffix)
    actions["resolve_alias"] = resolve_address(canonical["source"]["id"])
    return {
        "pith_number": derived_number(canonical),
        "short_pith_number": f"pith:{suffix[:8]}",
        "canonical_sha256": canonical_hash(canonical),
        "source": canonical["source"],
        "receipt": receipt(canonical_hash(canonical)),
        "aliases": aliases(canonical),
        "links": links,
        "agent_actions": actions,
    }


def record(canonical: Tree | None = None, title: str = TITLE, abstract: str = ABSTRACT) -> Tree:
    """A record with something in every list that a check examines; it is ok under the test key."""
    canonical = canonical or canonical_record(title=title, abstract=abstract)
    paper = _paper(canonical, title, abstract)
    names = names_of(canonical)
    tree = {
        "record_type": "pith_number_record",
        "schema_url": f"{ORIGIN}/schemas/pith-number/v1.json",
        "schema_version": "1.0",
        "pith_number": names["pith_number"],
        "short_pith_number": names["short_pith_number"],
        "canonical_sha256": names["canonical_sha256"],
        "canonical_record": canonical,
        "source": canonical["source"],
        "attestation_state": "computed",
        "paper": paper,
        "verification_status": {
            "content_addressed": True,
            "pith_receipt": True,
            "graph_snapshot": True,
            "references_resolved": True,
            "formal_links_present": False,
            "author_attested": False,
            "externally_anchored": False,
            "storage_verified": False,
            "strong_author_claims": 0,
            "weak_author_claims": 0,
            "citation_signatures": 0,
            "replication_records": 0,
        },
        "receipt": names["receipt"],
        "graph_snapshot": graph_snapshot(canonical, paper),
        "aliases": names["aliases"],
        "events": [],
        "event_summary": {},
        "paper_claims": [],
        "inbound_citations": {
            "count": 2,
            "internal_anchor_count": 1,
            "sample": [
                {
                    "citing_arxiv_id": "2499.00004",
                    "citing_title": "A citing paper",
                    "ref_index": 7,
                    "is_internal_anchor": anchor,
                }
                for anchor in (True, False)
            ],
        },
        "formal_canon": {"evidence_count": 0, "sample": [], "anchors": []},
        "links": names["links"],
        "agent_actions": names["agent_actions"],
        "created_at": "2026-06-01T12:30:00.000+00:00",
        "updated_at": DATE,
    }
    return unshared(tree)


def sealed(tree: Tree) -> Tree:
    """A record with everything that follows from its canonical record computed anew, and copied to the other places."""
    canonical = tree["canonical_record"]
    graph = {**tree["graph_snapshot"], "source": canonical["source"]}
    if graph.get("integrity"):
        graph["integrity"] = {**graph["integrity"], "endpoint": f"/pith/{canonical['source']['id']}/integrity.json"}
    return unshared({**tree, **names_of(canonical), "graph_snapshot": graph})


def rehashed(graph: Tree) -> Tree:
    """A graph snapshot with new hashes over the lists that it carries; they are under no signature."""
    made = unshared(graph)
    made["claims"]["snapshot_sha256"] = list_hash(made["claims"]["items"])
    made["references"]["snapshot_sha256"] = list_hash(made["references"]["sample"])
    if made.get("integrity"):
        block = made["integrity"]
        block["snapshot_sha256"] = list_hash({"detectors": block["detectors_run"], "findings": block["findings"]})
    return made


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
