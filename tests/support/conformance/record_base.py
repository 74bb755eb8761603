"""The base records of the vectors, and changes to them."""

from typing import Any

from reference import build
from reference.canonical import EMPTY_LIST, sha256_hex
from reference.refusal import JSON, Tree

from .document_form import DocumentVectors
from .form import Group, edit

HASH = sha256_hex(b"another")
RECORD = build.record()
PAPERS = ("/paper", "/graph_snapshot/paper")
GRAPH = "/graph_snapshot"
RECEIPT_CHECKS = ("key", "key_window", "fingerprint", "signature")
INTEGRITY = ("integrity_hash", "integrity_summary", "integrity_clean", "integrity_endpoint")
FROM_NUMBER = ("number", "short_number", "short_aliases", "links", "agent_actions")


def both(member: str, value: JSON) -> Tree:
    """A change to a member of the paper and of its copy."""
    return {f"{paper}/{member}": value for paper in PAPERS}


def sealed(changes: Tree, tree: Tree = RECORD) -> Tree:
    """A record with changes, signed again."""
    return build.sealed(edit(tree, changes))


def rehashed(changes: Tree, tree: Tree = RECORD) -> Tree:
    """A record with changes to its lists and new list hashes."""
    made = edit(tree, changes)
    return {**made, "graph_snapshot": build.rehashed(made["graph_snapshot"])}


def elsewhere_record() -> Tree:
    """A record of a paper that is not on arXiv."""
    return build.record(build.canonical_record({"kind": "zenodo", "id": "1", "version": 1}))


def empty_record() -> Tree:
    """A record with empty lists, without license and cross-lists, with an old id."""
    canonical = build.canonical_record({"kind": "arxiv", "id": "hep-th/9807195", "version": 1}, cross_cats_sorted=[], license="")
    tree = build.record(canonical)
    graph = f"{GRAPH}/"
    empty_list = {"count": 0, "snapshot_sha256": EMPTY_LIST}
    no_verdict = dict.fromkeys(("strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline"), "")
    return edit(
        tree,
        {
            f"{graph}claims": {**empty_list, "items": []},
            f"{graph}references": {**empty_list, "resolved_work": 0, "internal_anchors": 0, "sample": []},
            f"{graph}integrity": build.integrity_block("hep-th/9807195"),
            f"{graph}verdict": {"id": None, "created_at": None, "pipeline_version": None, "model_set": {}, **no_verdict},
            "/inbound_citations": {"count": 0, "internal_anchor_count": 0, "sample": []},
            "/verification_status/references_resolved": False,
            **both("headline", ""),
            **both("authors_text", ""),
        },
    )


def verify_each(
    made: DocumentVectors, group: Group, rows: dict[str, tuple[str, Tree, Any, Any]], *flags: str, **arguments: JSON
) -> None:
    """Tests of changes to the base record: comment, changes or a whole record, what fails, what is indeterminate."""
    for name, (comment, changes, fails, undecided) in rows.items():
        tree = changes if "record_type" in changes else edit(RECORD, changes)
        fails, undecided = ((value,) if isinstance(value, str) else value for value in (fails, undecided))
        made.verify(group, name, comment, tree, fails, undecided, *flags, **arguments)
