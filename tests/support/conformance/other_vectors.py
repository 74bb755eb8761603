"""Vectors of comparison (section 9.5), minting (section 10.1) and kinds of documents (section 9)."""

import json

from reference import build
from reference.canonical import canonical_hash
from reference.comparison import compare_documents, diff_records
from reference.documents import parse_document
from reference.minting import canonical_record_for
from reference.numbers import derived_number
from reference.refusal import JSON, Refused, Tree

from .form import DELETE, Vectors, edit, patch

RECORD, BUNDLE, STATE = build.record(), build.bundle(), build.state()


def other_vectors() -> list[Vectors]:
    return [_comparison(), _minting(), _kinds()]


def _comparison() -> Vectors:
    bases = {"record": RECORD, "bundle": BUNDLE, "state": STATE}
    header = "Pairs of pointers at which documents differ, in any order: in the record and in the other document."
    file = Vectors("comparison", header, bases=bases)
    group = file.group(
        "documents", "9.5", "compare_documents", "A record with a bundle and a state. A document without a patch is the base."
    )

    def add(name: str, comment: str, **changes: Tree) -> None:
        trees = {kind: edit(base, changes.get(kind, {})) for kind, base in bases.items()}
        patches = {kind: patch(base, trees[kind]) for kind, base in bases.items() if kind in changes}
        pairs = sorted(compare_documents(trees["record"], trees["bundle"], trees["state"]))
        group.add(name, comment, {"patches": patches}, {"differences": [[*pair] for pair in pairs]}, rule="9.5")

    snapshot, receipt = "/current/graph_snapshots/0/payload/graph_snapshot", "/events/0/payload/receipt"
    add("equal", "No difference.")
    add("number", "Another number.", bundle={"/pith_number": f"pith:2024:{'A' * 26}"})
    add("state-number", "Another number.", state={"/pith_number": f"pith:2024:{'A' * 26}"})
    add("short", "Another short number.", bundle={"/short_pith_number": "pith:AAAAAAAA"})
    add("hash", "Another hash.", bundle={"/canonical_sha256": "0" * 64})
    add("license", "Another license.", bundle={"/canonical_record/metadata/license": "x"})
    add(
        "added",
        "A member more in a canonical record.",
        record={"/canonical_record/a~1b": 1},
        state={"/current/canonical_record/c": 1},
    )
    add("cross", "A cross-list more.", bundle={"/canonical_record/metadata/cross_cats_sorted/-": "x"})
    add("source", "Another version.", bundle={"/source/version": 9})
    add("receipt-spelling", "One instant in two spellings.", bundle={f"{receipt}/signed_at": "2026-06-01T12:30:01.000Z"})
    add("receipt-date", "Another instant.", bundle={f"{receipt}/signed_at": "2026-06-01T12:30:01.000001Z"})
    add("receipt-absent", "A payload without a receipt.", bundle={receipt: DELETE})
    add("receipt-null", "Null for a receipt.", bundle={receipt: None})
    add("no-creation", "No creation.", bundle={"/events/0": DELETE})
    add("no-type", "No event type.", bundle={"/events/0/event_type": DELETE})
    second = {**build.unshared(BUNDLE["events"][0]), "event_id": f"sha256:{'0' * 64}"}
    add("two-creations", "Two creations.", bundle={"/events/-": edit(second, {"/payload/receipt/kind": "x"})})
    add("aliases-order", "Aliases in another order.", bundle={"/source_aliases": BUNDLE["source_aliases"][::-1]})
    add("alias-value", "Another value.", bundle={"/source_aliases/1/alias_value": "x"})
    add("alias-missing", "An alias less.", bundle={"/source_aliases/2": DELETE})
    add(
        "alias-more",
        "An alias more.",
        state={"/current/source_aliases/-": {"alias_kind": "x", "alias_value": "y", "created_at": None}},
    )
    add("alias-twice", "One kind twice.", bundle={"/source_aliases/-": {**BUNDLE["source_aliases"][0], "alias_value": "x"}})
    add("alias-seconds", "Dates cut to seconds.", record={"/aliases/0/created_at": "2026-06-01T12:30:00.999+00:00"})
    add("alias-second", "Another second.", record={"/aliases/0/created_at": "2026-06-01T12:30:01Z"})
    add("alias-null", "No date.", record={"/aliases/0/created_at": None})
    add(
        "snapshot",
        "Another snapshot.",
        state={f"{snapshot}/claims/count": 9, f"{snapshot}/verdict/created_at": "2026-06-01T12:30:00.0Z"},
    )
    add("snapshot-absent", "A payload without a snapshot.", state={snapshot: DELETE})
    add("no-snapshots", "No snapshots.", state={"/current/graph_snapshots": []})
    own = build.unshared(STATE["current"]["graph_snapshots"][0])
    farther = edit(
        own,
        {
            "/payload/graph_snapshot/claims/count": 9,
            "/payload/graph_snapshot/builder_version": "x",
            "/event_id": f"sha256:{'0' * 64}",
        },
    )
    nearer = edit(own, {"/payload/graph_snapshot/claims/count": 8})
    add("nearest", "Of two snapshots, the one with fewer differences.", state={"/current/graph_snapshots": [farther, nearer]})
    add(
        "nearest-first",
        "Of two snapshots with as many differences, the first.",
        state={"/current/graph_snapshots": [nearer, nearer]},
    )
    add(
        "types",
        "A value of another type.",
        record={"/canonical_record/x": 1},
        bundle={"/canonical_record/x": True},
        state={"/current/canonical_record/x": "1"},
    )
    add(
        "containers",
        "An object for an array.",
        record={"/canonical_record/x": []},
        bundle={"/canonical_record/x": {}},
        state={"/current/canonical_record/x": [[]]},
    )
    add("unknown-top", "Other members are not compared.", record={"/x": 1}, bundle={"/y": 1}, state={"/z": 1})
    group = file.group("records", "9.5", "diff_records", "Two records: the base, and the base with a patch.")

    def diff(name: str, comment: str, changes: Tree) -> None:
        other = edit(RECORD, changes)
        pairs = sorted(diff_records(RECORD, other))
        expected = {"differences": [[*pair] for pair in pairs]}
        group.add(name, comment, {"patch": patch(RECORD, other)}, expected, rule="9.5")

    diff("equal", "No difference.", {})
    diff(
        "dates",
        "One instant in two spellings.",
        {"/created_at": "2026-06-01T12:30:00Z", "/receipt/signed_at": "2026-06-01T12:30:01Z"},
    )
    diff("signed-date", "Another date under the signature.", {"/canonical_record/metadata/submitted_at": "2024-12-31T23:59:58Z"})
    diff("unknown", "Unknown members.", {"/x": {"a": 1}, "/paper/y": None})
    diff("list", "A list that is longer.", {"/paper_claims": [1, {"a": 2}]})
    diff("receipt", "Another receipt.", {"/receipt/signature_b64": "", "/receipt/key_id": "x"})
    return file


def _minting() -> Vectors:
    file = Vectors("minting", "The canonical record of a paper, from its metadata, its source and its whole abstract.")
    group = file.group("canonical-record", "10.1", "canonical_record", "The canonical record, or a refusal.")
    paper: Tree = {
        "title": "A  Title",
        "authors_text": "nobody",
        "abstract_excerpt": "",
        "headline": "",
        "license": "",
        "primary_cat": "cs.DL",
        "cross_cats": ["math.MP", "cs.DL", "math-ph"],
        "submitted_at": "2024-12-31T23:59:59Z",
    }
    source: Tree = {"kind": "arxiv", "id": "2499.00003", "version": 1}
    long = "a" * 600

    def add(name: str, comment: str, rule: str, changes: Tree, abstract: str | None = "An abstract.", of: Tree = source) -> None:
        tree = {**paper, **changes}
        given = {"paper": tree, "source": of, "abstract": abstract}
        try:
            record = canonical_record_for(tree, of, abstract)
        except Refused as refused:
            group.add(name, comment, given, None, error=refused.code, rule=f"10.1/{rule}")
            return
        expected = {"canonical_record": record, "canonical_sha256": canonical_hash(record), "pith_number": derived_number(record)}
        group.add(name, comment, given, expected, rule=f"10.1/{rule}")

    add("plain", "Sorted cross-lists without the primary category.", "4", {})
    add("title-empty", "An empty title.", "1", {"title": ""})
    add("title-white-space", "A title of white space.", "1", {"title": " \u3000\n"})
    add("primary-empty", "No primary category.", "1", {"primary_cat": ""})
    for name, id_ in {
        "version": "2499.00003v1",
        "prefix": "arXiv:2499.00003",
        "class": "math.GT/0309136",
        "upper": "MATH/0309136",
        "six": "2499.123456",
        "line-feed": "2499.00003\n",
    }.items():
        add(f"id-{name}", "Another form of an id.", "2", {}, of={**source, "id": id_})
    add("id-old", "An old id.", "2", {}, of={**source, "id": "math/0309136"})
    add("id-hyphen", "An old id with a hyphen.", "2", {}, of={**source, "id": "hep-lat/0305021"})
    add("id-other-kind", "Any id of another kind.", "2", {}, of={"kind": "zenodo", "id": "A v1", "version": 1})
    add("excerpt", "The excerpt is the abstract.", "3", {"abstract_excerpt": "Short."}, None)
    add("excerpt-600", "An excerpt of 600 characters can be cut.", "3", {"abstract_excerpt": long}, None)
    add("excerpt-599", "An excerpt of 599 characters.", "3", {"abstract_excerpt": long[1:]}, None)
    add("excerpt-601", "An excerpt of 601 characters.", "3", {"abstract_excerpt": f"{long}a"}, None)
    add("excerpt-empty", "No abstract.", "3", {}, None)
    add("both", "The excerpt is a prefix of the abstract.", "3", {"abstract_excerpt": "An  abs"}, " An\nabstract.")
    add("both-other", "The excerpt is no prefix.", "3", {"abstract_excerpt": "The abstract"}, "An abstract.")
    add("both-case", "The excerpt is in another case.", "3", {"abstract_excerpt": "AN"}, "An abstract.")
    add("abstract-empty", "An empty abstract that is given.", "3", {}, "")
    add("category-twice", "A category twice.", "4", {"cross_cats": ["math.MP", "math.MP"]})
    add("primary-twice", "The primary category twice among the cross-lists.", "4", {"cross_cats": ["cs.DL", "cs.DL"]})
    add("unicode", "Text beyond ASCII.", "5", {"title": "\u00c9tale \u0130 \u039f\u03a3"}, "Stra\u00dfe")
    add("license", "A license.", "5", {"license": "http://creativecommons.org/licenses/by/4.0/"})
    return file


def _kinds() -> Vectors:
    file = Vectors("kinds", "The kind of a document by its type member. A document is given as JSON text.")
    group = file.group("recognized", "9", "parse", "The kind, or a refusal.")
    documents: dict[str, JSON] = {
        "record": RECORD,
        "bundle": BUNDLE,
        "state": STATE,
        "integrity": build.integrity(),
        "manifest": build.manifest(),
        "record-and-bundle": {**BUNDLE, "record_type": "pith_number_record"},
        "bundle-and-state": {**BUNDLE, "state_type": "pith_open_graph_state"},
        "state-and-manifest": {**STATE, "manifest_type": "pith_mirror_manifest"},
        "manifest-and-record": {**build.manifest(), "record_type": "pith_number_record"},
        "bundle-and-schema": {**BUNDLE, "schema": "x"},
        "type-null": {**BUNDLE, "state_type": None},
        "schema-alone": {"schema": "x"},
        "none": {"x": 1},
        "empty": {},
        "array": [],
        "null": None,
        "text": "record",
        "number": 1,
        "record-type-number": {**RECORD, "record_type": 1},
        "bundle-under-record-type": {
            **{k: v for k, v in BUNDLE.items() if k != "bundle_type"},
            "record_type": "pith_number_record",
        },
    }
    for name, document in documents.items():
        text = json.dumps(document)
        try:
            kind, _ = parse_document(text.encode())
        except Refused as refused:
            group.add(name, "A document.", {"json": text}, None, error=refused.code, rule="9")
        else:
            group.add(name, "A document.", {"json": text}, {"kind": kind}, rule="9")
    return file
