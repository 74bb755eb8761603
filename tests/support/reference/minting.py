"""The canonical record of a paper: section 10.1 of the specification."""

from collections import Counter

from .numbers import is_published_arxiv_id
from .refusal import Refused, Tree
from .text import canonical_text, spaced, text_sha256


def canonical_record_for(paper: Tree, source: Tree, abstract: str | None) -> Tree:
    """The canonical record of metadata, a source and the whole abstract."""
    if not canonical_text(paper["title"]) or not paper["primary_cat"]:
        raise Refused("InvalidArgument", "no title or no primary category")
    if source["kind"] == "arxiv" and not is_published_arxiv_id(source["id"]):
        raise Refused("InvalidArgument", source["id"])
    excerpt = paper["abstract_excerpt"]
    if abstract is None:
        if len(excerpt) in (0, 600):
            raise Refused("InvalidArgument", "the abstract may be cut")
        abstract = excerpt
    elif not spaced(abstract).startswith(spaced(excerpt)):
        raise Refused("InvalidArgument", "another excerpt")
    counts = Counter(category for category in paper["cross_cats"] if category != paper["primary_cat"])
    if max(counts.values(), default=0) > 1:
        raise Refused("InvalidArgument", "a category twice")
    return {
        "schema_version": "1.0",
        "source": source,
        "metadata": {
            "title_canon_sha256": text_sha256(paper["title"]),
            "abstract_canon_sha256": text_sha256(abstract),
            "submitted_at": paper["submitted_at"],
            "primary_cat": paper["primary_cat"],
            "cross_cats_sorted": sorted(counts),
            "license": paper["license"],
        },
    }
