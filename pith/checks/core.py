"""The checks of the signed core: hash, number, receipt, and what the paper repeats of the canonical record."""

from collections.abc import Iterable
from typing import Any

from ..canonical import text_has_sha256
from ..errors import safe_repr
from ..models.snapshot import Source
from ..protocol import EXCERPT_LENGTH, SHORTEST
from ..receipt import check_signature
from .facts import CanonicalFacts, KeyFacts, ReceiptFacts, RecordFacts, SnapshotFacts, compare, same_fields
from .table import Basis, Check, Problem, failed, indeterminate

_NO_INSTANT = indeterminate("no instant was given as `at`")
_NO_ABSTRACT = indeterminate("the whole abstract was not given")
_NO_USABLE_KEY = indeterminate("there is no usable key of that id and fingerprint")


def canonical_hash(facts: CanonicalFacts) -> Problem | None:
    """`canonical_sha256` is the SHA-256 of the canonical record."""
    return compare(facts.document.canonical_sha256, facts.canonical_sha256)


def number(facts: CanonicalFacts) -> Problem | None:
    """`pith_number` is the number that follows from the canonical record."""
    return compare(facts.document.pith_number, facts.number)


def year(facts: CanonicalFacts) -> Problem | None:
    """The year in `pith_number` is the year of `submitted_at`."""
    return compare(facts.document.pith_number[5:9], facts.metadata["submitted_at"][:4])


def short_number(facts: CanonicalFacts) -> Problem | None:
    """`short_pith_number` is the first 8 characters of the number's suffix."""
    return compare(facts.document.short_pith_number, f"pith:{facts.suffix[:SHORTEST]}")


def receipt_hash(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """The receipt names the hash of the canonical record."""
    return compare(facts.receipt.canonical_sha256, facts.canonical_sha256)


def key(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The key id is in the ring, and the key is not revoked."""
    if facts.key is None:
        return no_key(facts)
    return failed(f"key {safe_repr(facts.key_id)} is revoked") if facts.key.revoked else None


def key_window(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The key is valid at the given instant."""
    if facts.key is None:
        return no_key(facts)
    if facts.at is None:
        return _NO_INSTANT
    facts.key.check_window(facts.at)
    return None


def fingerprint(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """`public_key_fingerprint` is the fingerprint of the ring's key."""
    if facts.key is None:
        return no_key(facts)
    return compare(facts.receipt.public_key_fingerprint, facts.key.fingerprint)


def signature(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """The signature over the 32 bytes of the hash verifies under the ring's key."""
    key = facts.key
    if key is None or key.revoked or facts.receipt.public_key_fingerprint != key.fingerprint:
        return _NO_USABLE_KEY
    if facts.at is not None and not key.is_valid_at(facts.at):
        return _NO_USABLE_KEY
    check_signature(facts.receipt, facts.digest, key)
    return None


def title_hash(facts: RecordFacts) -> Problem | None:
    """The title has the hash in the canonical record, up to case and white space."""
    return compare_text_hash(facts.document.paper.title, facts.metadata["title_canon_sha256"])


def abstract_hash(facts: RecordFacts) -> Problem | None:
    """The given abstract has the hash in the canonical record, and begins with the excerpt.

    The excerpt is the first 600 characters of the abstract, with each run of white space as one space.
    """
    if facts.abstract is None:
        return _NO_ABSTRACT
    if problem := compare_text_hash(facts.abstract, facts.metadata["abstract_canon_sha256"]):
        return problem
    excerpt = facts.document.paper.abstract_excerpt
    if not excerpt or excerpt == " ".join(facts.abstract.split())[:EXCERPT_LENGTH]:
        return None
    return failed(f"the excerpt is not the first {EXCERPT_LENGTH} characters of the abstract")


def paper_metadata(facts: RecordFacts) -> Problem | None:
    """License, categories and date of the paper are those of the canonical record."""
    paper, signed = facts.document.paper, facts.metadata
    return (
        compare(paper.license, signed["license"], "license")
        or compare(paper.primary_cat, signed["primary_cat"], "primary_cat")
        or compare(paper.submitted_at, signed["submitted_at"], "submitted_at")
        or _compare_categories(paper.cross_cats, signed["cross_cats_sorted"])
    )


def sources(facts: RecordFacts) -> Problem | None:
    """The copies of `source` in the record and in the graph snapshot are equal to that of the canonical record."""
    return compare_source(facts, "/source", facts.document.source) or compare_source(
        facts, "/graph_snapshot/source", facts.graph.source
    )


def no_key(facts: RecordFacts | KeyFacts) -> Problem:
    """The problem of a check that needs a key which is not in the ring."""
    return indeterminate(f"no key {safe_repr(facts.key_id)} in the ring")


def compare_source(facts: CanonicalFacts | SnapshotFacts, pointer: str, source: Any) -> Problem | None:
    """Failed if a copy of `source` is not that of the canonical record."""
    same = same_fields(Source, source.fields(), facts.source)
    return None if same else failed(f"{pointer} is not the source of the canonical record")


def compare_text_hash(text: str, expected: str) -> Problem | None:
    """Failed if a title or abstract does not have a hash, indeterminate if that is unknown."""
    matches = text_has_sha256(text, expected)
    if matches is None:
        return indeterminate("the right folding and normalization of this text is unknown")
    return None if matches else failed(f"its hash is not {safe_repr(expected)}")


def _compare_categories(found: tuple[str, ...], expected: tuple[str, ...]) -> Problem | None:
    if sorted(found) == [*expected]:
        return None
    only_found, only_expected = set(found) - set(expected), set(expected) - set(found)
    examples = [safe_repr(min(names)) for names in (only_found, only_expected) if names]
    return failed(f"cross_cats: the categories are not those of the canonical record: {' and '.join(examples) or 'repeated'}")


def _excerpt(tree: dict[str, Any]) -> Iterable[str]:
    return ("/paper/abstract_excerpt",) if tree["paper"]["abstract_excerpt"] else ()


def _ordered_cross_cats(tree: dict[str, Any]) -> Iterable[str]:
    """A permutation passes and authenticates nothing: the order of `cross_cats` is not signed."""
    ordered = tree["paper"]["cross_cats"] == tree["canonical_record"]["metadata"]["cross_cats_sorted"]
    return ("/paper/cross_cats/**",) if ordered else ()


_PAPER = ("/paper/license", "/paper/primary_cat", "/paper/submitted_at")
_SIGNED = ("/receipt/algorithm", "/receipt/signed_message", "/receipt/signature_b64")
_SOURCES = ("/source/**", "/graph_snapshot/source/**")

CORE_CHECKS = (
    Check(
        "canonical_hash",
        Basis.HASHED,
        canonical_hash,
        covers=("/canonical_sha256", "/canonical_record/**"),
        authenticates=("/canonical_sha256", "/canonical_record/**"),
        depends_on=("signature",),
    ),
    Check(
        "number",
        Basis.DERIVED,
        number,
        covers=("/pith_number",),
        authenticates=("/pith_number",),
        depends_on=("canonical_hash",),
    ),
    Check("year", Basis.DERIVED, year, covers=("/pith_number",), depends_on=("number",)),
    Check(
        "short_number",
        Basis.DERIVED,
        short_number,
        covers=("/short_pith_number",),
        authenticates=("/short_pith_number",),
        depends_on=("number",),
    ),
    Check(
        "receipt_hash",
        Basis.HASHED,
        receipt_hash,
        covers=("/receipt/canonical_sha256",),
        authenticates=("/receipt/canonical_sha256",),
        depends_on=("signature",),
    ),
    Check("key", Basis.SIGNED, key, covers=("/receipt/key_id",), authenticates=("/receipt/key_id",), depends_on=("signature",)),
    Check("key_window", Basis.SIGNED, key_window, covers=("/receipt/key_id",)),
    Check(
        "fingerprint",
        Basis.SIGNED,
        fingerprint,
        covers=("/receipt/public_key_fingerprint",),
        authenticates=("/receipt/public_key_fingerprint",),
        depends_on=("signature",),
    ),
    Check(
        "signature",
        Basis.SIGNED,
        signature,
        covers=_SIGNED,
        authenticates=_SIGNED,
        depends_on=("receipt_hash", "key", "fingerprint"),
    ),
    Check(
        "title_hash",
        Basis.HASHED,
        title_hash,
        covers=("/paper/title",),
        authenticates=("/paper/title",),
        depends_on=("canonical_hash",),
    ),
    Check(
        "abstract_hash",
        Basis.HASHED,
        abstract_hash,
        covers=("/paper/abstract_excerpt",),
        authenticates_in=_excerpt,
        depends_on=("canonical_hash",),
    ),
    Check(
        "paper_metadata",
        Basis.CONSISTENT,
        paper_metadata,
        covers=(*_PAPER, "/paper/cross_cats/**"),
        authenticates=_PAPER,
        authenticates_in=_ordered_cross_cats,
        depends_on=("canonical_hash",),
    ),
    Check("sources", Basis.CONSISTENT, sources, covers=_SOURCES, authenticates=_SOURCES, depends_on=("canonical_hash",)),
)
