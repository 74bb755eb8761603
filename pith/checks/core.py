"""The checks of the signed core: hash, number, receipt, and what the canonical record repeats of the paper."""

from collections.abc import Callable, Iterable
from typing import Any

from ..canonical import canonical_bytes, canonical_text, text_hash_agrees
from ..errors import PithError, shown
from ..models.graph import Source
from ..number import SHORTEST
from ..receipt import check_digest, check_signature, usable_key
from ..report import Basis, Check, Problem, failed, not_made
from .facts import CanonicalFacts, KeyFacts, ReceiptFacts, RecordFacts, SnapshotFacts, differs, members, plain

EXCERPT_LENGTH = 600


def canonical_hash(facts: CanonicalFacts) -> Problem | None:
    """`canonical_sha256` is the SHA-256 of the canonical record."""
    return differs(facts.document.canonical_sha256, facts.canonical_sha256)


def number(facts: CanonicalFacts) -> Problem | None:
    """`pith_number` is the one that follows from that hash and the year."""
    return differs(facts.document.pith_number, facts.number)


def year(facts: CanonicalFacts) -> Problem | None:
    """The year in `pith_number` is that of `submitted_at`."""
    return differs(facts.document.pith_number[5:9], facts.signed_metadata["submitted_at"][:4])


def short_number(facts: CanonicalFacts) -> Problem | None:
    """`short_pith_number` is the number's first 8 characters."""
    return differs(facts.document.short_pith_number, f"pith:{facts.number.suffix[:SHORTEST]}")


def receipt_hash(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """The receipt speaks of this record's canonical hash and of no other."""
    return refused(check_digest, facts.receipt, facts.canonical_sha256)


def key(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The receipt's key id is in the ring, and not revoked."""
    if facts.key is None:
        return not_made(f"no key {shown(facts.key_id)} in the ring")
    return refused(usable_key, facts.key_id, facts.keys)


def key_window(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The key is valid at the instant that was passed in."""
    if facts.key is None:
        return not_made(f"no key {shown(facts.key_id)} in the ring")
    if facts.at is None:
        return not_made("no instant was passed in as `at`")
    return refused(facts.key.check_window, facts.at)


def fingerprint(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """`public_key_fingerprint` is that of the ring's key."""
    if facts.key is None:
        return not_made(f"no key {shown(facts.key_id)} in the ring")
    return differs(facts.receipt.public_key_fingerprint, facts.key.fingerprint)


def signature(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """The receipt's signature over the 32 bytes of the hash verifies under the ring's key."""
    outside = facts.at is not None and key_window(facts)
    if facts.key is None or facts.key.revoked or fingerprint(facts) or outside:
        return not_made("there is no usable key of that id and fingerprint")
    return refused(check_signature, facts.receipt, facts.digest, facts.key)


def title_hash(facts: RecordFacts) -> Problem | None:
    """The title has the hash that the canonical record has, up to case and white space."""
    return text_problem(facts.document.paper.title, facts.signed_metadata["title_canon_sha256"])


def abstract_hash(facts: RecordFacts) -> Problem | None:
    """The abstract that was passed in has the canonical record's hash and begins with the excerpt."""
    if facts.abstract is None:
        return not_made("the whole abstract was not passed in")
    problem = text_problem(facts.abstract, facts.signed_metadata["abstract_canon_sha256"])
    excerpt = facts.document.paper.abstract_excerpt
    if problem or canonical_text(excerpt) == canonical_text(facts.abstract[:EXCERPT_LENGTH]) or not excerpt:
        return problem
    return failed(f"the excerpt is not the first {EXCERPT_LENGTH} characters of the abstract")


def paper_metadata(facts: RecordFacts) -> Problem | None:
    """Licence, categories and date of the paper are those of the canonical record."""
    paper, signed = facts.document.paper, facts.signed_metadata
    return (
        differs(paper.license, signed["license"], "license")
        or differs(paper.primary_cat, signed["primary_cat"], "primary_cat")
        or differs(paper.submitted_at, signed["submitted_at"], "submitted_at")
        or _cross_lists_differ(sorted(map(plain, paper.cross_cats)), signed["cross_cats_sorted"])
    )


def _cross_lists_differ(found: list[str], expected: list[str]) -> Problem | None:
    return None if found == expected else failed(f"cross_cats: expected {expected}, found {found}")


def sources(facts: RecordFacts) -> Problem | None:
    """The three copies of `source` are one."""
    return source_problem(facts, "/source", facts.document.source) or source_problem(
        facts, "/graph_snapshot/source", facts.graph.source
    )


def source_problem(facts: CanonicalFacts | SnapshotFacts, place: str, source: Source) -> Problem | None:
    """The problem of a copy of `source` that is not the canonical record's."""
    copy, signed = members(source), facts.signed_source
    alike = copy == signed and [*map(type, copy.values())] == [*map(type, signed.values())]  # True == 1, and it is no version
    if not alike and canonical_bytes(copy) != canonical_bytes(signed):
        return failed(f"{place} is not the source of the canonical record")
    return None


def refused(step: Callable[..., object], *arguments: object) -> Problem | None:
    """The problem of a step that raises."""
    try:
        step(*arguments)
    except PithError as error:
        return failed(str(error))
    return None


def text_problem(text: str, expected: str) -> Problem | None:
    """The problem of a title or abstract and its hash. Source: protocol, text hashes."""
    agrees = text_hash_agrees(text, expected)
    if agrees is None:
        return not_made("the hash agrees with another folding or normalisation than the plain one, and which is right is unknown")
    return None if agrees else failed(f"its hash is not {expected}")


def _excerpt(tree: dict[str, Any]) -> Iterable[str]:
    return ("/paper/abstract_excerpt",) if tree["paper"]["abstract_excerpt"] else ()


_RECEIPT = ("receipt_hash", "key", "fingerprint")

CORE_CHECKS = (
    Check(
        "canonical_hash",
        Basis.HASHED,
        canonical_hash,
        ("/canonical_sha256", "/canonical_record/**"),
        binds=("/canonical_sha256", "/canonical_record/**"),
        needs=("signature",),
    ),
    Check("number", Basis.DERIVED, number, ("/pith_number",), binds=("/pith_number",), needs=("canonical_hash",)),
    Check("year", Basis.DERIVED, year, ("/pith_number",), needs=("number",)),
    Check("short_number", Basis.DERIVED, short_number, ("/short_pith_number",), binds=("/short_pith_number",), needs=("number",)),
    Check(
        "receipt_hash",
        Basis.HASHED,
        receipt_hash,
        ("/receipt/canonical_sha256",),
        binds=("/receipt/canonical_sha256",),
        needs=("signature",),
    ),
    Check("key", Basis.SIGNED, key, ("/receipt/key_id",), binds=("/receipt/key_id",), needs=("signature",)),
    Check("key_window", Basis.SIGNED, key_window, ("/receipt/key_id",)),
    Check(
        "fingerprint",
        Basis.SIGNED,
        fingerprint,
        ("/receipt/public_key_fingerprint",),
        binds=("/receipt/public_key_fingerprint",),
        needs=("signature",),
    ),
    Check(
        "signature",
        Basis.SIGNED,
        signature,
        ("/receipt/algorithm", "/receipt/signed_message", "/receipt/signature_b64"),
        binds=("/receipt/algorithm", "/receipt/signed_message", "/receipt/signature_b64"),
        needs=_RECEIPT,
    ),
    Check("title_hash", Basis.HASHED, title_hash, ("/paper/title",), binds=("/paper/title",), needs=("canonical_hash",)),
    Check(
        "abstract_hash",
        Basis.HASHED,
        abstract_hash,
        ("/paper/abstract_excerpt",),
        binds_some=_excerpt,
        needs=("canonical_hash",),
    ),
    Check(
        "paper_metadata",
        Basis.CONSISTENT,
        paper_metadata,
        ("/paper/license", "/paper/primary_cat", "/paper/submitted_at", "/paper/cross_cats/**"),
        binds=("/paper/license", "/paper/primary_cat", "/paper/submitted_at", "/paper/cross_cats/**"),
        needs=("canonical_hash",),
    ),
    Check(
        "sources",
        Basis.CONSISTENT,
        sources,
        ("/source/**", "/graph_snapshot/source/**"),
        binds=("/source/**", "/graph_snapshot/source/**"),
        needs=("canonical_hash",),
    ),
)
