"""The checks of the signed core: hash, number, receipt, and what the canonical record repeats of the paper."""

from collections.abc import Callable, Iterable
from typing import Any

from ..canonical import canonical_text, text_hash_agrees
from ..errors import PithError, shown
from ..models.graph import Source
from ..receipt import check_signature
from ..report import Basis, Check, Problem, failed, not_made
from .facts import CanonicalFacts, KeyFacts, ReceiptFacts, RecordFacts, SnapshotFacts, differs, members, plain, same_json
from .texts import Texts

EXCERPT_LENGTH = 600

_NO_INSTANT = not_made("no instant was passed in as `at`")
_NO_ABSTRACT = not_made("the whole abstract was not passed in")


def no_key(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The problem of whatever needs a key that is not in the ring."""
    return None if facts.key else not_made(f"no key {shown(facts.key_id)} in the ring")


def year(facts: CanonicalFacts) -> Problem | None:
    """The year in `pith_number` is that of `submitted_at`."""
    return differs(facts.document.pith_number[5:9], facts.year)


def key(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The receipt's key id is in the ring, and not revoked."""
    if facts.key is None:
        return no_key(facts)
    return failed(f"key {shown(facts.key_id)} is revoked") if facts.key.revoked else None


def key_window(facts: RecordFacts | KeyFacts) -> Problem | None:
    """The key is valid at the instant that was passed in."""
    if facts.key is None:
        return no_key(facts)
    if facts.at is None:
        return _NO_INSTANT
    return refused(facts.key.check_window, facts.at)


def signature(facts: RecordFacts | ReceiptFacts) -> Problem | None:
    """The receipt's signature over the 32 bytes of the hash verifies under the ring's key."""
    outside = facts.at is not None and key_window(facts)
    if facts.key is None or facts.key.revoked or plain(facts.receipt.public_key_fingerprint) != facts.key.fingerprint or outside:
        return not_made("there is no usable key of that id and fingerprint")
    return refused(check_signature, facts.receipt, facts.digest, facts.key)


def title_hash(facts: RecordFacts) -> Problem | None:
    """The title has the hash that the canonical record has, up to case and white space."""
    return text_problem(facts.document.paper.title, facts.signed_metadata["title_canon_sha256"])


def abstract_hash(facts: RecordFacts) -> Problem | None:
    """The abstract that was passed in has the canonical record's hash and begins with the excerpt."""
    if facts.abstract is None:
        return _NO_ABSTRACT
    problem = text_problem(facts.abstract, facts.signed_metadata["abstract_canon_sha256"])
    excerpt = facts.document.paper.abstract_excerpt
    if problem or canonical_text(excerpt) == canonical_text(facts.abstract[:EXCERPT_LENGTH]) or not excerpt:
        return problem
    return failed(f"the excerpt is not the first {EXCERPT_LENGTH} characters of the abstract")


def paper_metadata(facts: RecordFacts) -> Problem | None:
    """Licence, categories and date of the paper are those of the canonical record."""
    paper, signed = facts.document.paper, facts.signed_metadata
    cross_cats = sorted(map(plain, paper.cross_cats))
    found = (plain(paper.license), plain(paper.primary_cat), plain(paper.submitted_at), cross_cats)
    expected = (signed["license"], signed["primary_cat"], signed["submitted_at"], [*signed["cross_cats_sorted"]])
    if found == expected:
        return None
    names = ("license", "primary_cat", "submitted_at", "cross_cats")
    name, there, here = next(trio for trio in zip(names, expected, found, strict=True) if trio[1] != trio[2])
    return failed(f"{name}: expected {shown(there)}, found {shown(here)}")


def sources(facts: RecordFacts) -> Problem | None:
    """The three copies of `source` are one."""
    return source_problem(facts, "/source", facts.document.source) or source_problem(
        facts, "/graph_snapshot/source", facts.graph.source
    )


def source_problem(facts: CanonicalFacts | SnapshotFacts, place: str, source: Source) -> Problem | None:
    """The problem of a copy of `source` that is not the canonical record's."""
    same = same_json(members(source), facts.signed_source)
    return None if same else failed(f"{place} is not the source of the canonical record")


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

canonical_hash = Texts(
    "`canonical_sha256` is the SHA-256 of the canonical record.", {"document.canonical_sha256": "{canonical_sha256}"}
)
number = Texts("`pith_number` is the one that follows from that hash and the year.", {"document.pith_number": "{number}"})
short_number = Texts("`short_pith_number` is the number's first 8 characters.", {"document.short_pith_number": "pith:{short}"})
receipt_hash = Texts(
    "The receipt speaks of this record's canonical hash and of no other.", {"receipt.canonical_sha256": "{canonical_sha256}"}
)
fingerprint = Texts(
    "`public_key_fingerprint` is that of the ring's key.", {"receipt.public_key_fingerprint": "{fingerprint}"}, unless=no_key
)

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
