"""The checks of the graph snapshot: its claims, verdict, references and evidence, and its copies of values of the record."""

from operator import attrgetter
from typing import Any

from ..canonical import same_json
from ..errors import safe_repr
from ..models.snapshot import PaperMetadata
from ..protocol import ARXIV, EMPTY_SNAPSHOT, INTEGRITY_ENDPOINT, VERDICT_FIELDS
from .facts import RecordFacts, SnapshotFacts, compare, compare_list_hash, same_fields, within
from .integrity import NO_INTEGRITY, integrity_checks
from .table import Basis, Check, Problem, failed, indeterminate

_ref_index = attrgetter("ref_index")


def snapshot_paper(facts: RecordFacts) -> Problem | None:
    """The graph snapshot's copy of the paper is equal to the record's.

    Unknown fields are compared if both copies have them: a field of one copy alone contradicts nothing.
    """
    paper, copy = facts.document.paper.fields(), facts.graph.paper.fields()
    if same_fields(PaperMetadata, paper, copy):
        return None
    for name in paper:
        if name in copy and not same_json(paper[name], copy[name]):
            return failed(f"{safe_repr(name)} of the paper is not equal in the graph snapshot")
    return None


def builder_versions(facts: RecordFacts) -> Problem | None:
    """Receipt and graph snapshot name the same builder version."""
    return compare(facts.graph.builder_version, facts.receipt.builder_version)


def claims_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """`snapshot_sha256` of the claims is the hash of the list of claims."""
    return compare_list_hash(facts.graph.claims.snapshot_sha256, facts.graph.claims.items)


def claims_count(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """`count` of the claims is the number of claims."""
    claims = facts.graph.claims
    return None if claims.count == len(claims.items) else failed(f"{len(claims.items)} claims are listed, {claims.count} counted")


def claims_verdict(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """Each claim repeats the field of the verdict that its `source` names."""
    verdict, problem = facts.graph.verdict, None
    for claim in facts.graph.claims.items:
        field = VERDICT_FIELDS.get(claim.source)
        if field is None:
            problem = indeterminate(f"the source {safe_repr(claim.source)} of claim {safe_repr(claim.claim_id)} is unknown")
        elif claim.text != getattr(verdict, field):
            return compare(claim.text, getattr(verdict, field), field)
    return problem


def references_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """If all references are listed, `snapshot_sha256` is the hash of the list."""
    references = facts.graph.references
    if len(references.sample) != references.count:
        return indeterminate(f"the record carries {len(references.sample)} of {references.count} references")
    return compare_list_hash(references.snapshot_sha256, references.sample)


def references_count(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The sample, the anchors and the resolved works are within the count, and no `ref_index` repeats."""
    references = facts.graph.references
    # As texts, whose hashes nobody can foresee. Integers can be chosen so that a set of them costs the square of their number.
    if len({*map(str, map(_ref_index, references.sample))}) != len(references.sample):
        return failed("two references have the same ref_index")
    return (
        within(len(references.sample), references.count, "references in the sample")
        or within(references.internal_anchors, references.count, "internal_anchors")
        or within(references.resolved_work, references.count, "resolved_work")
    )


def formal_canon_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """If there is no formal evidence, its hash is that of an empty list."""
    evidence = facts.graph.formal_canon
    return _compare_empty_hash(evidence.evidence_count, evidence.snapshot_sha256)


def formal_canon_count(facts: RecordFacts) -> Problem | None:
    """Record and graph snapshot have the same count of formal evidence."""
    here, there = facts.graph.formal_canon.evidence_count, facts.document.formal_canon.evidence_count
    return None if here == there else failed(f"the graph snapshot counts {here}, the record {there}")


def author_claims_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """If there are no author claims, their hash is that of an empty list."""
    claims = facts.graph.author_claims
    return _compare_empty_hash(claims.count, claims.snapshot_sha256)


def integrity_endpoint(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The endpoint of the integrity block follows from the arXiv id."""
    integrity = facts.integrity
    if integrity is None:
        return NO_INTEGRITY
    if facts.source["kind"] != ARXIV:
        return indeterminate("the endpoint of a paper that is not on arXiv is unknown")
    return compare(integrity.endpoint, INTEGRITY_ENDPOINT.replace("{arxiv}", facts.source["id"]))


def _compare_empty_hash(count: int, found: str) -> Problem | None:
    """The hash of a list that the record does not carry is known for an empty list alone."""
    return compare(found, EMPTY_SNAPSHOT) if count == 0 else indeterminate(f"the record does not carry the list of {count}")


def _ordered_cross_cats(tree: dict[str, Any]) -> tuple[str, ...]:
    """A permutation passes and authenticates nothing: the order of `cross_cats` is not signed."""
    ordered = tree["graph_snapshot"]["paper"]["cross_cats"] == tree["canonical_record"]["metadata"]["cross_cats_sorted"]
    return ("/graph_snapshot/paper/cross_cats/**",) if ordered else ()


def snapshot_checks(pointer: str) -> tuple[Check, ...]:
    """The checks that need a graph snapshot alone, for the snapshot at this pointer."""
    claims, references = f"{pointer}/claims", f"{pointer}/references"
    return (
        Check("claims_hash", Basis.HASHED, claims_hash, covers=(f"{claims}/items/**", f"{claims}/snapshot_sha256")),
        Check("claims_count", Basis.CONSISTENT, claims_count, covers=(f"{claims}/count", f"{claims}/items")),
        Check(
            "claims_verdict",
            Basis.CONSISTENT,
            claims_verdict,
            covers=(
                f"{claims}/items/*/source",
                f"{claims}/items/*/text",
                *(f"{pointer}/verdict/{field}" for field in VERDICT_FIELDS.values()),
            ),
        ),
        Check(
            "references_hash",
            Basis.HASHED,
            references_hash,
            covers=(f"{references}/sample/**", f"{references}/snapshot_sha256"),
        ),
        Check(
            "references_count",
            Basis.CONSISTENT,
            references_count,
            covers=(
                f"{references}/count",
                f"{references}/internal_anchors",
                f"{references}/resolved_work",
                f"{references}/sample",
                f"{references}/sample/*/ref_index",
            ),
        ),
        Check(
            "formal_canon_hash",
            Basis.HASHED,
            formal_canon_hash,
            covers=(f"{pointer}/formal_canon/evidence_count", f"{pointer}/formal_canon/snapshot_sha256"),
        ),
        Check(
            "author_claims_hash",
            Basis.HASHED,
            author_claims_hash,
            covers=(f"{pointer}/author_claims/count", f"{pointer}/author_claims/snapshot_sha256"),
        ),
        *integrity_checks(f"{pointer}/integrity"),
        Check("integrity_endpoint", Basis.DERIVED, integrity_endpoint, covers=(f"{pointer}/integrity/endpoint",)),
    )


_GRAPH = "/graph_snapshot"
_PAPER = f"{_GRAPH}/paper"
_ENDPOINT = f"{_GRAPH}/integrity/endpoint"
_SHARED = {check.name: check for check in snapshot_checks(_GRAPH)}

GRAPH_CHECKS = (
    Check(
        "snapshot_paper",
        Basis.CONSISTENT,
        snapshot_paper,
        covers=(f"{_PAPER}/**", "/paper/**"),
        authenticates=(f"{_PAPER}/title", f"{_PAPER}/license", f"{_PAPER}/primary_cat", f"{_PAPER}/submitted_at"),
        authenticates_in=_ordered_cross_cats,
        depends_on=("title_hash", "paper_metadata"),
    ),
    Check(
        "builder_versions",
        Basis.CONSISTENT,
        builder_versions,
        covers=(f"{_GRAPH}/builder_version", "/receipt/builder_version"),
    ),
    *(_SHARED[name] for name in ("claims_hash", "claims_count", "claims_verdict", "references_hash", "references_count")),
    _SHARED["formal_canon_hash"],
    Check(
        "formal_canon_count",
        Basis.CONSISTENT,
        formal_canon_count,
        covers=(f"{_GRAPH}/formal_canon/evidence_count", "/formal_canon/evidence_count"),
    ),
    *(_SHARED[name] for name in ("author_claims_hash", "integrity_hash", "integrity_summary", "integrity_clean")),
    Check(
        "integrity_endpoint",
        Basis.DERIVED,
        integrity_endpoint,
        covers=(_ENDPOINT,),
        authenticates=(_ENDPOINT,),
        depends_on=("canonical_hash",),
    ),
)
