"""Vectors of a record's graph snapshot: sections 8.3.21 to 8.3.29."""

from hashlib import sha256
from typing import Any

from reference.canonical import EMPTY_LIST, canon_ascii
from reference.refusal import Tree

from .document_form import DocumentVectors
from .form import DELETE, edit
from .record_base import GRAPH, HASH, RECORD, rehashed, verify_each


def add_snapshot(made: DocumentVectors) -> None:
    group = made.file.group("claims", "8.3.22", "verify", "The claims and the verdict.")
    claims, references = f"{GRAPH}/claims", f"{GRAPH}/references"
    ascii_hash = "/snapshot_sha256"
    texts = {f"{claims}/items/0/text": "\u00e9", f"{GRAPH}/verdict/strongest_claim": "\u00e9"}
    escaped = edit(RECORD, texts)
    items = escaped["graph_snapshot"]["claims"]["items"]
    by_name = RECORD["graph_snapshot"]["claims"]["items"][0]["source"]
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "hash": ("Another hash.", {f"{claims}{ascii_hash}": HASH}, "claims_hash", ()),
        "hash-empty": ("The hash of an empty list.", {f"{claims}{ascii_hash}": EMPTY_LIST}, "claims_hash", ()),
        "status": ("Another status of a claim.", {f"{claims}/items/0/status": "x"}, "claims_hash", ()),
        "added": ("A member more in a claim.", {f"{claims}/items/0/x": 1}, "claims_hash", ()),
        "added-outside": ("A member more beside the list.", {f"{claims}/x": 1}, (), ()),
        "order": (
            "Another order of claims.",
            {f"{claims}/items": RECORD["graph_snapshot"]["claims"]["items"][::-1]},
            "claims_hash",
            (),
        ),
        "rehashed": (
            "A forged list with its hash.",
            rehashed({f"{claims}/items/0/status": "x", f"{claims}/items/1/x": 1}),
            (),
            (),
        ),
        "unicode": ("A text beyond ASCII.", rehashed(texts), (), ()),
        "escaped": (
            "The hash of the escaped form.",
            edit(escaped, {f"{claims}{ascii_hash}": sha256(canon_ascii({"payload": items})).hexdigest()}),
            (),
            "claims_hash",
        ),
        "count": ("Another count.", {f"{claims}/count": 5}, "claims_count", ()),
        "count-items": ("A claim less.", rehashed({f"{claims}/items/3": DELETE}), "claims_count", ()),
        "verdict-text": ("A claim with another text.", rehashed({f"{claims}/items/0/text": "x"}), "claims_verdict", ()),
        "verdict-case": (
            "A claim in another case.",
            rehashed({f"{claims}/items/0/text": "A VECTOR HAS ONE ANSWER."}),
            "claims_verdict",
            (),
        ),
        "verdict-source": ("A source that is not known.", rehashed({f"{claims}/items/0/source": "paper"}), (), "claims_verdict"),
        "verdict-no-prefix": (
            "A source without its prefix.",
            rehashed({f"{claims}/items/0/source": "strongest_claim"}),
            (),
            "claims_verdict",
        ),
        "verdict-member-name": (
            "The name of the member for the source.",
            rehashed({f"{claims}/items/3/source": "verdict.pith_extraction_headline"}),
            (),
            "claims_verdict",
        ),
        "verdict-both": (
            "A source that is not known, and another text.",
            rehashed({f"{claims}/items/0/source": "paper", f"{claims}/items/1/text": "x"}),
            "claims_verdict",
            (),
        ),
        "verdict-repeated": (
            "Two claims with one source.",
            rehashed(
                {
                    f"{claims}/items/1/source": by_name,
                    f"{claims}/items/1/text": RECORD["graph_snapshot"]["verdict"]["strongest_claim"],
                }
            ),
            (),
            (),
        ),
    }
    rows |= {
        f"verdict-{member.replace('_', '-')}": ("Another verdict.", {f"{GRAPH}/verdict/{member}": "x"}, "claims_verdict", ())
        for member in ("strongest_claim", "weakest_assumption", "one_line_summary", "pith_extraction_headline")
    }
    verify_each(made, group, rows, "Forgery")
    group = made.file.group("references", "8.3.25", "verify", "References, formal evidence, author claims, builders.")
    sample = RECORD["graph_snapshot"]["references"]["sample"]
    resolved = "/verification_status/references_resolved"
    unicode_sample = edit(RECORD, {f"{references}/sample/0/title": "\u00e9"})
    escaped_references = sha256(canon_ascii({"payload": unicode_sample["graph_snapshot"]["references"]["sample"]})).hexdigest()
    rows = {
        "hash": ("Another hash.", {f"{references}{ascii_hash}": HASH}, "references_hash", ()),
        "title": ("Another title.", {f"{references}/sample/0/title": "x"}, "references_hash", ()),
        "added": ("A member more.", {f"{references}/sample/0/x": None}, "references_hash", ()),
        "year-text": ("A year as text changes the hash.", {f"{references}/sample/0/year": "2001"}, "references_hash", ()),
        "rehashed": ("A forged list with its hash.", rehashed({f"{references}/sample/0/title": "x"}), (), ()),
        "escaped": (
            "The hash of the escaped form.",
            edit(unicode_sample, {f"{references}{ascii_hash}": escaped_references}),
            (),
            "references_hash",
        ),
        "cut": (
            "Five of nine: the list is not whole.",
            edit(RECORD, {f"{references}/count": 9, f"{references}/resolved_work": 9, f"{references}{ascii_hash}": HASH}),
            (),
            "references_hash",
        ),
        "cut-own-hash": (
            "A hash of the sample alone decides nothing.",
            {f"{references}/count": 9, f"{references}/resolved_work": 9},
            (),
            "references_hash",
        ),
        "sample-longer": (
            "More references than their count.",
            edit(RECORD, {f"{references}/count": 2, f"{references}/resolved_work": 2}),
            "references_count",
            "references_hash",
        ),
        "anchors": ("More anchors than references.", {f"{references}/internal_anchors": 4}, "references_count", ()),
        "resolved": (
            "More resolved than references.",
            {f"{references}/resolved_work": 4},
            "references_count",
            "status_references",
        ),
        "index-twice": ("One index twice.", rehashed({f"{references}/sample/0/ref_index": 2}), "references_count", ()),
        "index-negative": ("A negative index.", rehashed({f"{references}/sample/0/ref_index": -5}), (), ()),
        "anchors-fewer": ("Anchors are counted over the whole list.", {f"{references}/internal_anchors": 0}, (), ()),
        "partly-resolved": ("Some are resolved.", {f"{references}/resolved_work": 2}, (), "status_references"),
        "partly-resolved-false": (
            "Some are resolved, and the word is false.",
            {f"{references}/resolved_work": 2, resolved: False},
            (),
            "status_references",
        ),
        "none-resolved": ("None is resolved.", {f"{references}/resolved_work": 0, resolved: False}, (), ()),
        "none-resolved-true": (
            "None is resolved, and the word is true.",
            {f"{references}/resolved_work": 0},
            "status_references",
            (),
        ),
        "all-resolved-false": ("All are resolved, and the word is false.", {resolved: False}, "status_references", ()),
        "formal-hash": ("Another hash of no evidence.", {f"{GRAPH}/formal_canon{ascii_hash}": HASH}, "formal_canon_hash", ()),
        "formal-count": (
            "Evidence in the snapshot alone.",
            {f"{GRAPH}/formal_canon/evidence_count": 1},
            "formal_canon_count",
            "formal_canon_hash",
        ),
        "formal-count-record": (
            "Evidence in the record alone.",
            {"/formal_canon/evidence_count": 1},
            ("formal_canon_count", "status_formal_links"),
            (),
        ),
        "formal": (
            "Evidence in both.",
            {
                f"{GRAPH}/formal_canon/evidence_count": 1,
                "/formal_canon/evidence_count": 1,
                "/verification_status/formal_links_present": True,
            },
            (),
            "formal_canon_hash",
        ),
        "formal-word": (
            "The word is true without evidence.",
            {"/verification_status/formal_links_present": True},
            "status_formal_links",
            (),
        ),
        "author-hash": ("Another hash of no claims.", {f"{GRAPH}/author_claims{ascii_hash}": HASH}, "author_claims_hash", ()),
        "author-count": ("An author's claim.", {f"{GRAPH}/author_claims/count": 1}, (), "author_claims_hash"),
        "author-strong": (
            "A strong claim in the snapshot alone.",
            {f"{GRAPH}/author_claims/strong_count": 1},
            "status_author_claims",
            (),
        ),
        "builder": ("Another builder.", {f"{GRAPH}/builder_version": "x"}, "builder_versions", ()),
        "builder-receipt": ("Another builder of the receipt.", {"/receipt/builder_version": "x"}, "builder_versions", ()),
    }
    verify_each(made, group, rows, "Forgery")
    assert len(sample) == 3
