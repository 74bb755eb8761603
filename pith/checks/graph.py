"""The checks of the graph snapshot: its lists against their hashes and counts, and its copies against the record's own."""

from operator import attrgetter

from ..alias import ARXIV
from ..canonical import snapshot_sha256
from ..errors import shown
from ..models.base import Model
from ..report import Basis, Check, Problem, failed, not_made
from .facts import RecordFacts, SnapshotFacts, differs, members, over, same_json
from .integrity import NO_INTEGRITY, integrity_checks
from .texts import Texts

# The hash of what most records have none of.
EMPTY_SNAPSHOT = snapshot_sha256([])

_ref_index = attrgetter("ref_index")

# The field of the verdict that a claim's `source` names.
VERDICT_FIELDS = {
    "verdict.strongest_claim": "strongest_claim",
    "verdict.weakest_assumption": "weakest_assumption",
    "verdict.one_line_summary": "one_line_summary",
    "verdict.pith_extraction.headline": "pith_extraction_headline",
}


def snapshot_paper(facts: RecordFacts) -> Problem | None:
    """The graph snapshot's copy of the paper is the record's own.

    Unknown fields are compared where both copies have them: what one alone has contradicts nothing.
    """
    paper, copy = members(facts.document.paper), members(facts.graph.paper)
    if same_json(paper, copy):
        return None
    for name in paper.keys() & copy.keys():
        if not same_json({name: paper[name]}, {name: copy[name]}):
            return failed(f"/graph_snapshot/paper/{name} is not what /paper/{name} is")
    return None


def claims_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The claims have the hash that stands beside them."""
    claims = facts.graph.claims
    return differs(claims.snapshot_sha256, list_hash(claims.items))


def claims_count(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """There are as many claims as counted."""
    claims = facts.graph.claims
    return None if claims.count == len(claims.items) else failed(f"{len(claims.items)} claims are listed, {claims.count} counted")


def claims_verdict(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """Each claim repeats the field of the verdict that its `source` names."""
    verdict, unknown = facts.graph.verdict, None
    for claim in facts.graph.claims.items:
        field = VERDICT_FIELDS.get(claim.source)
        if field is None:
            unknown = not_made(f"what claim {shown(claim.claim_id)} repeats is unknown: its source is {shown(claim.source)}")
        elif problem := differs(claim.text, getattr(verdict, field), field):
            return problem
    return unknown


def references_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The references, where all are listed, have the hash that stands beside them."""
    references = facts.graph.references
    if len(references.sample) != references.count:
        return not_made(f"the record carries {len(references.sample)} of {references.count} references")
    return differs(references.snapshot_sha256, list_hash(references.sample))


def references_count(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The sample, the anchors and the resolved works are within the count, and no `ref_index` repeats."""
    references = facts.graph.references
    if len({*map(_ref_index, references.sample)}) != len(references.sample):
        return failed("two references have one ref_index")
    return (
        over(len(references.sample), references.count, "references in the sample")
        or over(references.internal_anchors, references.count, "internal_anchors")
        or over(references.resolved_work, references.count, "resolved_work")
    )


def formal_canon_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The hash of the formal evidence, where there is none, is that of an empty list."""
    evidence = facts.graph.formal_canon
    return empty_hash(evidence.evidence_count, evidence.snapshot_sha256)


def formal_canon_count(facts: RecordFacts) -> Problem | None:
    """The two places that count formal evidence agree."""
    here, there = facts.graph.formal_canon.evidence_count, facts.document.formal_canon.evidence_count
    return None if here == there else failed(f"the graph snapshot counts {here}, the record {there}")


def author_claims_hash(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The hash of the author claims, where there are none, is that of an empty list."""
    claims = facts.graph.author_claims
    return empty_hash(claims.count, claims.snapshot_sha256)


def integrity_endpoint(facts: RecordFacts | SnapshotFacts) -> Problem | None:
    """The endpoint is the one that follows from the arXiv id."""
    integrity = facts.integrity
    if integrity is None:
        return NO_INTEGRITY
    if facts.signed_source["kind"] != ARXIV:
        return not_made("the endpoint of a paper that is not from arXiv is unknown")
    return differs(integrity.endpoint, f"/pith/{facts.signed_source['id']}/integrity.json")


def list_hash(models: tuple[Model, ...]) -> str:
    """The snapshot hash of a list of models."""
    return snapshot_sha256([*map(members, models)]) if models else EMPTY_SNAPSHOT


def empty_hash(count: int, found: str) -> Problem | None:
    """The problem of the hash of a list that the record does not carry: it can be told for an empty list alone."""
    return differs(found, EMPTY_SNAPSHOT) if count == 0 else not_made(f"the record does not carry the list of {count}")


builder_versions = Texts("Receipt and graph snapshot name one builder version.", {"graph.builder_version": "{builder_version}"})

_GRAPH = "/graph_snapshot"
_INTEGRITY = f"{_GRAPH}/integrity"
_PAPER = f"{_GRAPH}/paper"
_SIGNED_PAPER = (f"{_PAPER}/license", f"{_PAPER}/primary_cat", f"{_PAPER}/submitted_at", f"{_PAPER}/cross_cats/**")

GRAPH_CHECKS = (
    Check(
        "snapshot_paper",
        Basis.CONSISTENT,
        snapshot_paper,
        covers=(f"{_PAPER}/**", "/paper/**"),
        binds=(f"{_PAPER}/title", *_SIGNED_PAPER),
        needs=("title_hash", "paper_metadata"),
    ),
    Check(
        "builder_versions",
        Basis.CONSISTENT,
        builder_versions,
        covers=(f"{_GRAPH}/builder_version", "/receipt/builder_version"),
    ),
    Check(
        "claims_hash",
        Basis.HASHED,
        claims_hash,
        covers=(f"{_GRAPH}/claims/items/**", f"{_GRAPH}/claims/snapshot_sha256"),
    ),
    Check("claims_count", Basis.CONSISTENT, claims_count, covers=(f"{_GRAPH}/claims/count", f"{_GRAPH}/claims/items")),
    Check(
        "claims_verdict",
        Basis.CONSISTENT,
        claims_verdict,
        covers=(
            f"{_GRAPH}/claims/items/*/source",
            f"{_GRAPH}/claims/items/*/text",
            *(f"{_GRAPH}/verdict/{field}" for field in VERDICT_FIELDS.values()),
        ),
    ),
    Check(
        "references_hash",
        Basis.HASHED,
        references_hash,
        covers=(f"{_GRAPH}/references/sample/**", f"{_GRAPH}/references/snapshot_sha256"),
    ),
    Check(
        "references_count",
        Basis.CONSISTENT,
        references_count,
        covers=(
            f"{_GRAPH}/references/count",
            f"{_GRAPH}/references/internal_anchors",
            f"{_GRAPH}/references/resolved_work",
            f"{_GRAPH}/references/sample",
            f"{_GRAPH}/references/sample/*/ref_index",
        ),
    ),
    Check(
        "formal_canon_hash",
        Basis.HASHED,
        formal_canon_hash,
        covers=(f"{_GRAPH}/formal_canon/evidence_count", f"{_GRAPH}/formal_canon/snapshot_sha256"),
    ),
    Check(
        "formal_canon_count",
        Basis.CONSISTENT,
        formal_canon_count,
        covers=(f"{_GRAPH}/formal_canon/evidence_count", "/formal_canon/evidence_count"),
    ),
    Check(
        "author_claims_hash",
        Basis.HASHED,
        author_claims_hash,
        covers=(f"{_GRAPH}/author_claims/count", f"{_GRAPH}/author_claims/snapshot_sha256"),
    ),
    *integrity_checks(_INTEGRITY),
    Check(
        "integrity_endpoint",
        Basis.DERIVED,
        integrity_endpoint,
        covers=(f"{_INTEGRITY}/endpoint",),
        binds=(f"{_INTEGRITY}/endpoint",),
        needs=("canonical_hash",),
    ),
)
