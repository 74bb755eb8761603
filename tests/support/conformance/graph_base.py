"""What the vectors of bundles, states and integrity documents share."""

from typing import Any

from reference import build
from reference.refusal import JSON, Tree

from .document_form import DocumentVectors
from .form import DELETE, Group, edit
from .record_base import HASH

RECORD = build.record()
SNAPSHOT = (
    "claims_hash",
    "claims_count",
    "claims_verdict",
    "references_hash",
    "references_count",
    "formal_canon_hash",
    "author_claims_hash",
    "integrity_hash",
    "integrity_summary",
    "integrity_clean",
    "integrity_endpoint",
)
CREATION = ("record_event", "receipt_hash", "key", "key_window", "fingerprint", "signature")
KEY_CHECKS = ("key", "key_window", "fingerprint", "signature")
Rows = dict[str, tuple[str, Tree, Any, Any]]


def verify_each(made: DocumentVectors, group: Group, rows: Rows, *flags: str, **arguments: JSON) -> None:
    base = made.file.bases[made.base]
    for name, (comment, changes, fails, undecided) in rows.items():
        whole = {"bundle_type", "state_type", "schema"} & changes.keys()
        fails, undecided = ((value,) if isinstance(value, str) else value for value in (fails, undecided))
        made.verify(group, name, comment, changes if whole else edit(base, changes), fails, undecided, *flags, **arguments)


def add_snapshots(made: DocumentVectors, section: str, at: str) -> None:
    """The checks of the graph snapshot at a pointer."""
    group = made.file.group("snapshot", section, "verify", "The checks of a graph snapshot, each alone.")
    document = made.file.bases[made.base]
    event = at.removesuffix("/payload/graph_snapshot")
    block = f"{at}/integrity"
    rows: Rows = {
        "source": ("The source of another paper.", {f"{at}/source/id": "2499.00009"}, "snapshot_sources", ()),
        "source-added": ("A member more in the source.", {f"{at}/source/x": 1}, "snapshot_sources", ()),
        "claims-hash": ("Another hash.", {f"{at}/claims/snapshot_sha256": HASH}, "claims_hash", ()),
        "claims-count": ("Another count.", {f"{at}/claims/count": 9}, "claims_count", ()),
        "claims-verdict": ("Another verdict.", {f"{at}/verdict/strongest_claim": "x"}, "claims_verdict", ()),
        "references-hash": ("Another hash.", {f"{at}/references/snapshot_sha256": HASH}, "references_hash", ()),
        "references-cut": ("A list that is not whole.", {f"{at}/references/count": 9}, (), "references_hash"),
        "references-count": ("More anchors than references.", {f"{at}/references/internal_anchors": 9}, "references_count", ()),
        "formal-hash": ("Another hash.", {f"{at}/formal_canon/snapshot_sha256": HASH}, "formal_canon_hash", ()),
        "formal": ("Evidence.", {f"{at}/formal_canon/evidence_count": 1}, (), "formal_canon_hash"),
        "author-hash": ("Another hash.", {f"{at}/author_claims/snapshot_sha256": HASH}, "author_claims_hash", ()),
        "author": ("A claim of an author.", {f"{at}/author_claims/count": 1}, (), "author_claims_hash"),
        "integrity-hash": ("Another hash.", {f"{block}/snapshot_sha256": HASH}, "integrity_hash", ()),
        "integrity-summary": ("Another number.", {f"{block}/summary/critical": 9}, "integrity_summary", ()),
        "integrity-clean": ("Clean with findings.", {f"{block}/clean": True}, "integrity_clean", ()),
        "integrity-endpoint": ("Another endpoint.", {f"{block}/endpoint": "/x"}, "integrity_endpoint", ()),
        "integrity-absent": ("No block.", {block: DELETE}, (), SNAPSHOT[7:]),
        "integrity-null": ("Null for the block.", {block: None}, (), SNAPSHOT[7:]),
        "paper": ("The paper of a snapshot is under no check.", {f"{at}/paper/title": "x"}, (), ()),
        "broken": ("A payload that is no snapshot.", {f"{at}/claims": DELETE}, (), ("snapshot_sources", *SNAPSHOT)),
        "broken-type": ("A text for a number.", {f"{at}/claims/count": "4"}, (), ("snapshot_sources", *SNAPSHOT)),
        "target": ("Another target, and a member graph_snapshot.", {f"{event}/target": "x"}, (), ()),
        "graph-without": (
            "The target graph without a member graph_snapshot.",
            {f"{event}/payload": {}},
            (),
            ("snapshot_sources", *SNAPSHOT),
        ),
        "neither": (
            "Another target, no member.",
            {f"{event}/payload": {}, f"{event}/target": "x"},
            (),
            ("snapshot_sources", *SNAPSHOT),
        ),
    }
    verify_each(made, group, rows, "Forgery")
    events = event.rpartition("/")[0]
    index = int(event.rpartition("/")[2])
    own: Any = document
    for token in events.split("/")[1:]:
        own = own[token]
    second: Tree = {**build.unshared(own[index]), "event_id": f"sha256:{HASH}"}
    rows = {
        "two": ("Two snapshots.", {f"{events}/-": second}, (), ()),
        "two-one-broken": (
            "The second is no snapshot.",
            {f"{events}/-": {**second, "payload": {}}},
            (),
            ("snapshot_sources", *SNAPSHOT),
        ),
        "two-one-broken-one-wrong": (
            "One is no snapshot, the other has another hash.",
            {f"{events}/-": {**second, "payload": {}}, f"{at}/claims/snapshot_sha256": HASH},
            "claims_hash",
            ("snapshot_sources", *(name for name in SNAPSHOT if name != "claims_hash")),
        ),
        "two-one-wrong": (
            "The second has another hash.",
            {f"{events}/-": edit(second, {"/payload/graph_snapshot/claims/snapshot_sha256": HASH})},
            "claims_hash",
            (),
        ),
        "two-one-cut": (
            "The second has a list that is not whole.",
            {f"{events}/-": edit(second, {"/payload/graph_snapshot/references/count": 9})},
            (),
            "references_hash",
        ),
        "two-one-block-absent": (
            "The second has no integrity block.",
            {f"{events}/-": edit(second, {"/payload/graph_snapshot/integrity": None})},
            (),
            SNAPSHOT[7:],
        ),
    }
    verify_each(made, group, rows, "Forgery")
