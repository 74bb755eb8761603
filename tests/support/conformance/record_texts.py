"""Vectors of a record's title, abstract and paper: sections 8.3.10 to 8.3.12 and 8.3.20."""

from typing import Any

from reference import build
from reference.canonical import sha256_hex
from reference.refusal import Tree
from reference.text import canonical_text, text_sha256

from .document_form import DocumentVectors
from .form import edit
from .record_base import GRAPH, HASH, RECORD, both, sealed, verify_each


def add_texts(made: DocumentVectors) -> None:
    group = made.file.group("title", "8.3.10", "verify", "The title, and its copy in the snapshot.")
    title = RECORD["paper"]["title"]
    rows: dict[str, tuple[str, Tree, Any, Any]] = {
        "case": ("Another case and other white space.", both("title", f"\t{title.upper()}\n"), (), ()),
        "other": ("Another title.", both("title", "Another"), "title_hash", ()),
        "empty": ("No title.", both("title", ""), "title_hash", ()),
        "zero-width-space": (
            "A zero width space, which is no white space.",
            both("title", title.replace(" ", "\u200b", 1)),
            "title_hash",
            (),
        ),
        "bom": ("U+FEFF at the start, which is no white space.", both("title", f"\ufeff{title}"), "title_hash", ()),
        "ideographic-space": ("U+3000 for a space.", both("title", title.replace(" ", "\u3000")), (), ()),
        "no-break-space": ("U+00A0 for a space.", both("title", title.replace(" ", "\u00a0")), (), ()),
        "unit-separator": ("U+001F for a space.", both("title", title.replace(" ", "\u001f")), (), ()),
        "copy-alone": ("Another title in the copy.", {f"{GRAPH}/paper/title": "Another"}, "snapshot_paper", ()),
        "copy-case": ("Another case in the copy.", {f"{GRAPH}/paper/title": title.upper()}, "snapshot_paper", ()),
    }
    verify_each(made, group, rows, "Forgery")
    word = "Stra\u00dfe \u00c9tale \u0130 \u039f\u03a3"
    hashed = "/canonical_record/metadata/title_canon_sha256"
    for name, digest, fails, undecided in (
        ("unicode", text_sha256(word), (), ()),
        ("casefold", sha256_hex(word.casefold().encode()), (), ("title_hash",)),
        ("unicode-other", HASH, ("title_hash",), ()),
    ):
        tree = sealed({**both("title", word), hashed: digest})
        made.verify(group, name, "A title beyond ASCII.", tree, fails, undecided, "Unicode")
    marks = "a" + "\u0301" * 31
    made.verify(
        group, "marks", "31 combining marks.", edit(RECORD, both("title", marks)), (), ("title_hash",), "Unicode", "Limit"
    )
    group = made.file.group("abstract", "8.3.11", "verify", "The whole abstract, and its excerpt.")
    excerpt = RECORD["paper"]["abstract_excerpt"]
    made.verify(group, "absent", "No abstract is given.", RECORD, (), ("abstract_hash",), abstract=None)
    made.verify(group, "other", "Another abstract.", RECORD, ("abstract_hash",), abstract="Another.")
    made.verify(group, "cut", "The excerpt for the abstract.", RECORD, ("abstract_hash",), abstract=excerpt)
    made.verify(
        group,
        "case",
        "The abstract in another case: the excerpt is not its start.",
        RECORD,
        ("abstract_hash",),
        abstract=build.ABSTRACT.upper(),
    )
    made.verify(
        group,
        "white-space",
        "Other white space.",
        RECORD,
        (),
        (),
        "WhiteSpace",
        abstract=f"\n{build.ABSTRACT.replace(' ', '  ')} ",
    )
    rows = {
        "excerpt-empty": ("An empty excerpt is not authenticated.", both("abstract_excerpt", ""), (), ()),
        "excerpt-shorter": ("599 characters.", both("abstract_excerpt", excerpt[:-1]), "abstract_hash", ()),
        "excerpt-other": ("Another word.", both("abstract_excerpt", excerpt.replace("one", "two")), "abstract_hash", ()),
        "excerpt-case": ("Another case.", both("abstract_excerpt", excerpt.upper()), "abstract_hash", ()),
        "excerpt-white-space": ("Two spaces.", both("abstract_excerpt", excerpt.replace(" ", "  ")[:600]), "abstract_hash", ()),
    }
    verify_each(made, group, rows, "Forgery")
    folded = "Stra\u00dfe."
    digest = sha256_hex(canonical_text(folded).replace("\u00df", "ss").encode())
    tree = sealed({"/canonical_record/metadata/abstract_canon_sha256": digest, **both("abstract_excerpt", folded)})
    made.verify(group, "casefold", "A hash after case folding.", tree, (), ("abstract_hash",), "Unicode", abstract=folded)
    astral = "\U0001f600" * 601
    tree = sealed(
        {"/canonical_record/metadata/abstract_canon_sha256": text_sha256(astral), **both("abstract_excerpt", astral[:600])}
    )
    made.verify(group, "astral", "600 characters are code points.", tree, (), (), "Unicode", abstract=astral)
    group = made.file.group("paper", "8.3.12", "verify", "The metadata of the paper and its copy.")
    cross = RECORD["paper"]["cross_cats"]
    rows = {
        "license": ("Another license.", both("license", "x"), "paper_metadata", ()),
        "primary": ("Another primary category.", both("primary_cat", "cs.AI"), "paper_metadata", ()),
        "submitted": ("Another date.", both("submitted_at", "2024-12-31T23:59:58Z"), "paper_metadata", ()),
        "cross-removed": ("A cross-list less.", both("cross_cats", cross[1:]), "paper_metadata", ()),
        "cross-added": ("A cross-list twice.", both("cross_cats", [*cross, cross[0]]), "paper_metadata", ()),
        "cross-order": ("Another order is not authenticated.", both("cross_cats", cross[::-1]), (), ()),
        "cross-empty": ("No cross-lists.", both("cross_cats", []), "paper_metadata", ()),
        "copy-cross-order": ("Another order in the copy.", {f"{GRAPH}/paper/cross_cats": cross[::-1]}, "snapshot_paper", ()),
        "authors": ("Other authors in both.", both("authors_text", "somebody"), (), ()),
        "headline": ("Another headline in both.", both("headline", "x"), (), ()),
        "added": ("A member more in both.", both("x", {"a": []}), (), ()),
        "added-one": ("A member more in one.", {"/paper/x": 1}, (), ()),
        "added-copy": ("A member more in the copy.", {f"{GRAPH}/paper/x": 1}, (), ()),
        "added-different": ("A member more that differs.", {"/paper/x": 1, f"{GRAPH}/paper/x": True}, "snapshot_paper", ()),
    }
    rows |= {
        f"copy-{member.replace('_', '-')}": ("Another value in the copy.", {f"{GRAPH}/paper/{member}": "x"}, "snapshot_paper", ())
        for member in ("authors_text", "abstract_excerpt", "headline", "license", "primary_cat")
    }
    rows["copy-submitted"] = (
        "Another date in the copy.",
        {f"{GRAPH}/paper/submitted_at": "2020-01-01T00:00:00Z"},
        "snapshot_paper",
        (),
    )
    verify_each(made, group, rows, "Forgery")
    unsorted = build.record(build.canonical_record(cross_cats_sorted=["math-ph", "cs.IR"]))
    made.verify(
        group, "signed-unsorted", "Signed cross-lists out of order never agree with a sorted copy.", unsorted, ("paper_metadata",)
    )
