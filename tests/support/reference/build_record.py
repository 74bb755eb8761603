"""The base record of the conformance vectors, of a paper that does not exist, signed with a test key."""

import json
from base64 import b64encode

from . import ed25519
from .canonical import canonical_hash, list_hash
from .contents import DATE as DATE
from .contents import HEADLINE
from .contents import finding as finding
from .contents import graph_snapshot as graph_snapshot
from .contents import integrity_block as integrity_block
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

TITLE = "A Record with $\\Lambda$,  for Conformance"
ABSTRACT = " ".join(f"Sentence {number} is one of fourteen in the abstract of a paper of nobody." for number in range(1, 15))


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
        "headline": HEADLINE,
        "license": metadata["license"],
        "primary_cat": metadata["primary_cat"],
        "cross_cats": [*metadata["cross_cats_sorted"]],
        "submitted_at": metadata["submitted_at"],
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
