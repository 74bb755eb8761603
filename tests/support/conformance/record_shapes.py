"""Vectors of required checks, assurance, unknown members and published records: sections 7 and 8."""

from reference import build
from reference.canonical import EMPTY_LIST, canonical_hash, list_hash
from reference.numbers import ORIGIN
from reference.refusal import Tree

from .document_form import DocumentVectors
from .form import edit
from .published import published
from .record_base import FROM_NUMBER, GRAPH, HASH, RECEIPT_CHECKS, RECORD, both, sealed


def add_report(made: DocumentVectors) -> None:
    group = made.file.group("require", "8.1", "verify", "Required checks and arguments.")
    made.verify(
        group, "window", "The window is required and not examined.", RECORD, (), ("key_window",), at=None, require=["key_window"]
    )
    made.verify(
        group,
        "abstract",
        "The abstract is required and not given.",
        RECORD,
        (),
        ("abstract_hash",),
        abstract=None,
        require=["abstract_hash"],
    )
    made.verify(
        group, "passed", "Required checks that pass.", RECORD, (), (), require=["key_window", "abstract_hash", "claims_hash"]
    )
    made.verify(group, "already", "A check that is required anyway.", RECORD, (), (), require=["signature"])
    made.verify(group, "unknown", "No check has the name.", RECORD, (), (), require=["signatures"])
    made.verify(group, "case", "The name of a check in another case.", RECORD, (), (), require=["Signature"])
    for name, origin in {"slash": f"{ORIGIN}/", "path": f"{ORIGIN}/a", "no-scheme": "pith.science"}.items():
        made.verify(group, f"origin-{name}", "Not an origin.", RECORD, (), (), "Address", origin=origin)
    group = made.file.group("assurance", "8.2", "verify", "The assurance of single values.")
    pointers = (
        "",
        "/pith_number",
        "/canonical_record",
        "/canonical_record/metadata/license",
        "/canonical_record/metadata/cross_cats_sorted/0",
        "/source",
        "/paper",
        "/paper/title",
        "/paper/authors_text",
        "/paper/abstract_excerpt",
        "/paper/cross_cats",
        "/paper/cross_cats/1",
        "/graph_snapshot/paper/headline",
        "/receipt",
        "/receipt/signed_at",
        "/receipt/kind",
        "/receipt/key_id",
        "/aliases",
        "/aliases/0/alias_value",
        "/aliases/0/created_at",
        "/links/html",
        "/graph_snapshot/claims/items",
        "/graph_snapshot/claims/items/0/text",
        "/graph_snapshot/claims/items/0/status",
        "/graph_snapshot/verdict/id",
        "/graph_snapshot/integrity/endpoint",
        "/graph_snapshot/integrity/available",
        "/verification_status/weak_author_claims",
        "/verification_status/pith_receipt",
        "/event_summary",
        "/events",
        "/schema_version",
        "/created_at",
    )
    made.verify(group, "base", "The base record.", RECORD, assurance=pointers)
    tree = edit(RECORD, both("title", "Another"))
    made.verify(group, "title", "Another title: the copy is bound no more.", tree, ("title_hash",), assurance=pointers)
    tree = edit(RECORD, {"/receipt/signature_b64": build.signature(HASH)})
    made.verify(group, "signature", "A wrong signature: nothing is authenticated.", tree, ("signature",), assurance=pointers)
    made.verify(
        group, "stranger", "An unknown key: nothing is authenticated.", RECORD, (), RECEIPT_CHECKS, assurance=pointers, keys=[]
    )
    tree = edit(RECORD, {"/aliases": [*RECORD["aliases"], RECORD["aliases"][0]]})
    made.verify(group, "alias-twice", "An alias twice: no alias is bound.", tree, ("alias_set",), assurance=pointers)
    tree = edit(RECORD, {"/pith_number": f"pith:2024:{'A' * 26}"})
    made.verify(group, "number", "Another number: what follows from it is not bound.", tree, ("number",), assurance=pointers)
    tree = edit(RECORD, {f"{GRAPH}/claims/items/0/status": "x", "/graph_snapshot/claims/items/0/a~1b~0c": 1})
    made.verify(
        group,
        "escaped-pointer",
        "Escapes in pointers.",
        tree,
        ("claims_hash",),
        assurance=("/graph_snapshot/claims/items/0/a~1b~0c",),
    )
    names = {"/paper/x~1y": 1, "/links/*": {"a": 1}, "/aliases/0/~0": [], "/canonical_sha256x": {}}
    made.verify(
        group,
        "odd-names",
        "Member names with a slash, a tilde and a star.",
        edit(RECORD, names),
        (),
        (),
        "UnknownMember",
        assurance=("/links/*",),
    )


def add_shapes(made: DocumentVectors) -> None:
    group = made.file.group("future", "7.2", "verify", "Members, words and versions that are unknown today.")
    unknown: Tree = {"text": "x", "list": [1, True, None, {"a": {}}]}
    made.verify(group, "member", "A member more.", edit(RECORD, {"/x": unknown}), (), (), "UnknownMember")
    made.verify(
        group, "words", "Unknown words.", edit(RECORD, {"/attestation_state": "x", "/schema_url": "y"}), (), (), "UnknownMember"
    )
    made.verify(group, "minor", "Another minor version.", edit(RECORD, {"/schema_version": "1.99"}), (), (), "UnknownMember")
    signed = sealed(
        {
            "/canonical_record/schema_version": "1.3",
            "/canonical_record/x": unknown,
            "/canonical_record/metadata/y": {},
            "/canonical_record/z": [],
        }
    )
    made.verify(group, "signed", "Unknown members under the signature are authenticated.", signed, (), (), "UnknownMember")
    made.verify(
        group,
        "signed-empty-added",
        "An empty object more under the signature.",
        edit(signed, {"/canonical_record/source/q": {}}),
        ("canonical_hash", "receipt_hash", "signature", "sources", *FROM_NUMBER),
        (),
        "Forgery",
    )
    event = {"event_type": "x", "target": "record", "inner": {"a": 1}}
    made.verify(
        group,
        "events",
        "Events.",
        edit(RECORD, {"/events": [event], "/event_summary": {"x": 1}, "/paper_claims": [1, {}]}),
        (),
        ("status_events",),
        "UnknownMember",
    )
    for name, source in {
        "old-id": {"kind": "arxiv", "id": "math/0309136", "version": 1},
        "class": {"kind": "arxiv", "id": "math.GT/0309136", "version": 3},
        "great-version": {"kind": "arxiv", "id": "2499.00003", "version": 123456789},
        "odd-id": {"kind": "arxiv", "id": "A b/\u00c9?", "version": 1},
    }.items():
        made.verify(group, f"source-{name}", "A source with another id.", sealed({"/canonical_record/source": source}), (), ())
    for name, date in {
        "year-1": "0001-01-01T00:00:00Z",
        "year-9999": "9999-12-31T23:59:59Z",
        "leap-day": "2024-02-29T00:00:00Z",
    }.items():
        tree = sealed({"/canonical_record/metadata/submitted_at": date, **both("submitted_at", date)})
        made.verify(group, f"submitted-{name}", f"Submitted at {date}.", tree, (), (), "EdgeValue")
    tree = sealed({"/canonical_record/metadata/license": "", **both("license", "")})
    made.verify(group, "no-license", "No license.", tree, (), ())
    assert canonical_hash(RECORD["canonical_record"]) == RECORD["canonical_sha256"]
    assert list_hash([]) == EMPTY_LIST


def add_published(made: DocumentVectors) -> None:
    """Records of published canonical records, titles, aliases and signatures; everything else in them is empty."""
    group = made.file.group("published", "8.3", "verify", "Published facts in records that are empty otherwise.")
    empty = made.file.bases["empty"]
    for row in published("receipts"):
        canonical = row["canonical_record"]
        metadata = canonical["metadata"]
        paper = {
            **empty["paper"],
            **{member: metadata[member] for member in ("license", "primary_cat", "submitted_at")},
            "title": row["title"],
            "abstract_excerpt": "",
            "cross_cats": metadata["cross_cats_sorted"],
        }
        tree = build.sealed({**empty, "canonical_record": canonical, "paper": paper})
        tree["receipt"] = row["receipt"]
        tree["graph_snapshot"] |= {"paper": paper, "builder_version": row["receipt"]["builder_version"]}
        listed = [{"alias_kind": kind, "alias_value": value, "created_at": None} for kind, value in row["aliases"].items()]
        for name, aliases, undecided in (("", listed, ()), ("-three", listed[:3], ("short_aliases",))):
            label, comment = f"{row['pith_number'][10:18].lower()}{name}", row["pith_number"]
            tree["aliases"] = aliases
            made.verify(
                group,
                label,
                comment,
                build.unshared(tree),
                (),
                ("abstract_hash", *undecided),
                "Published",
                base="empty",
                keys=["published"],
                abstract=None,
            )
