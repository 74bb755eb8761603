"""Vectors of states: section 9.2."""

from reference import build
from reference.refusal import JSON

from .document_form import DocumentVectors
from .form import DELETE, edit
from .graph_base import SNAPSHOT, Rows, add_snapshots, verify_each
from .record_base import elsewhere_record


def state_vectors() -> DocumentVectors:
    base, elsewhere = build.state(), build.state(elsewhere_record())
    header = "Parse a state, and verify it. Nothing in it is authenticated; `at`, `abstract` and `origin` do not apply."
    made = DocumentVectors(
        "states", header, {"state": base, "elsewhere": elsewhere}, ("merge", "event_hashes", "event_signatures")
    )
    group = made.file.group("whole", "9.2", "verify", "Whole states.")
    made.verify(
        group,
        "base",
        "As published.",
        base,
        assurance=("", "/pith_number", "/current/canonical_record/source", "/event_count", "/merge_version"),
    )
    made.verify(
        group,
        "elsewhere",
        "A source of another kind.",
        elsewhere,
        (),
        ("source_aliases", "integrity_endpoint"),
        "Unknown",
        base="elsewhere",
    )
    current = "/current/"
    number = base["pith_number"]
    rows: Rows = {
        "number": ("Another number.", {"/pith_number": f"pith:2024:{'A' * 26}"}, "number", ()),
        "year": ("Another year.", {"/pith_number": f"pith:2025:{number[10:]}"}, ("number", "year"), ()),
        "license": (
            "Another canonical record.",
            {f"{current}canonical_record/metadata/license": "x"},
            ("number", "short_aliases"),
            (),
        ),
        "alias-short": ("Another short alias.", {f"{current}source_aliases/3/alias_value": "x"}, "short_aliases", ()),
        "alias-source": ("Another DOI.", {f"{current}source_aliases/2/alias_value": "x"}, "source_aliases", ()),
        "alias-set": ("An alias less.", {f"{current}source_aliases/0": DELETE}, "alias_set", ()),
        "aliases-none": ("No aliases.", {f"{current}source_aliases": []}, (), ("alias_set", "short_aliases", "source_aliases")),
        "alias-date": (
            "A date of an alias in any form.",
            {f"{current}source_aliases/0/created_at": "2026-06-01T12:30:00.5+00:00"},
            (),
            (),
        ),
        "counts": ("More valid events than events.", {"/valid_event_count": 3}, "event_counts", ()),
        "counts-invalid": ("An invalid event more.", {"/invalid_event_count": 1}, "event_counts", ()),
        "counts-sum": ("An invalid event, counted.", {"/invalid_event_count": 1, "/event_count": 3}, (), ()),
        "counts-equivocation": ("More equivocations than events.", {"/equivocation_count": 3}, "event_counts", ()),
        "counts-equivocation-all": ("As many equivocations as events.", {"/equivocation_count": 2}, (), ()),
        "counts-none": ("No events, and a snapshot.", {"/event_count": 0, "/valid_event_count": 0}, (), ()),
        "event-id": (
            "One event id twice.",
            {f"{current}graph_snapshots/-": base["current"]["graph_snapshots"][0]},
            "event_ids",
            (),
        ),
        "signer": (
            "Another fingerprint of a signer.",
            {f"{current}graph_snapshots/0/signer/public_key_fingerprint": "0" * 32},
            "event_signers",
            (),
        ),
        "signer-unknown": ("An unknown signer.", {f"{current}graph_snapshots/0/signer/key_id": "x"}, (), "event_signers"),
        "no-snapshots": (
            "No snapshots.",
            {f"{current}graph_snapshots": []},
            (),
            ("event_signers", "snapshot_sources", *SNAPSHOT),
        ),
        "added": ("A member more.", {"/x": 1, f"{current}x": {}}, (), ()),
        "subject": (
            "A subject is not examined in a state.",
            {f"{current}graph_snapshots/0/subject_pith_number": f"pith:2024:{'A' * 26}"},
            (),
            (),
        ),
    }
    verify_each(made, made.file.group("identity", "9.2.1", "verify", "One change, and what fails."), rows, "Forgery")
    group = made.file.group("arguments", "9.2", "verify", "Arguments.")
    made.verify(group, "stranger", "An unknown key.", base, (), ("event_signers",), keys=["other"])
    made.verify(group, "revoked", "A revoked key signs events as any other.", base, (), (), keys=["revoked"])
    made.verify(group, "require", "A check that is always indeterminate is required.", base, (), (), require=["merge"])
    made.verify(group, "require-unknown", "A check of other documents is required.", base, (), (), require=["signature"])
    add_snapshots(made, "9.2.6", "/current/graph_snapshots/0/payload/graph_snapshot")
    group = made.file.group("parse", "9.2", "parse", "What is no state.")
    made.parse(group, "type", "Another type.", edit(base, {"/state_type": "pith_open_graph_bundle"}), "Pattern")
    event = "/current/graph_snapshots/0/"
    optional: dict[str, JSON] = {"type-null": None, "type-number": 1, "type-object": {}, "type-text": "x"}
    for name, value in optional.items():
        made.parse(
            group, f"event-{name}", "An event type that is optional.", edit(base, {f"{event}event_type": value}), "WrongType"
        )
    optional = {
        "null": None,
        "number": 1,
        "text": "x",
        "pith-number": base["pith_number"],
        "line-feed": f"{base['pith_number']}\n",
    }
    for name, value in optional.items():
        changes = {f"{event}subject_pith_number": value}
        made.parse(group, f"event-subject-{name}", "A subject that is optional.", edit(base, changes), "WrongType")
    made.forms("9.2", skip=("/current/graph_snapshots/0/payload/",))
    return made
