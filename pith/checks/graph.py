"""The checks of the graph snapshot: its lists against their hashes and counts, and its copies against the record's own."""

from collections import Counter
from typing import Any

from ..alias import ARXIV
from ..canonical import canonical_bytes, snapshot_sha256
from ..errors import shown
from ..models.base import Model
from ..models.integrity import Integrity
from ..report import Basis, Check, Problem, failed, not_made
from .facts import RecordFacts, differs, members, over

# The hashes of what most records have none of.
EMPTY_SNAPSHOT = snapshot_sha256([])
_EMPTY_INTEGRITY = snapshot_sha256({"detectors": [], "findings": []})
SEVERITIES = ("critical", "advisory", "informational")

# The field of the verdict that a claim's `source` names.
VERDICT_FIELDS = {
    "verdict.strongest_claim": "strongest_claim",
    "verdict.weakest_assumption": "weakest_assumption",
    "verdict.one_line_summary": "one_line_summary",
    "verdict.pith_extraction.headline": "pith_extraction_headline",
}
_NO_INTEGRITY = not_made("the record carries no integrity block")


def snapshot_paper(facts: RecordFacts) -> Problem | None:
    """The graph snapshot's copy of the paper is the record's own.

    Unknown fields are compared where both copies have them: what one alone has contradicts nothing.
    """
    paper, copy = members(facts.document.paper), members(facts.graph.paper)
    if paper == copy:
        return None
    for name in paper.keys() & copy.keys():
        if canonical_bytes(paper[name]) != canonical_bytes(copy[name]):
            return failed(f"/graph_snapshot/paper/{name} is not what /paper/{name} is")
    return None


def builder_versions(facts: RecordFacts) -> Problem | None:
    """Receipt and graph snapshot name one builder version."""
    return differs(facts.graph.builder_version, facts.receipt.builder_version)


def claims_hash(facts: RecordFacts) -> Problem | None:
    """The claims have the hash that stands beside them."""
    claims = facts.graph.claims
    return differs(claims.snapshot_sha256, list_hash(claims.items))


def claims_count(facts: RecordFacts) -> Problem | None:
    """There are as many claims as counted."""
    claims = facts.graph.claims
    return None if claims.count == len(claims.items) else failed(f"{len(claims.items)} claims are listed, {claims.count} counted")


def claims_verdict(facts: RecordFacts) -> Problem | None:
    """Each claim repeats the field of the verdict that its `source` names."""
    unknown = None
    for claim in facts.graph.claims.items:
        field = VERDICT_FIELDS.get(claim.source)
        if field is None:
            unknown = not_made(f"what claim {shown(claim.claim_id)} repeats is unknown: its source is {shown(claim.source)}")
        elif problem := differs(claim.text, getattr(facts.graph.verdict, field), field):
            return problem
    return unknown


def references_hash(facts: RecordFacts) -> Problem | None:
    """The references, where all are listed, have the hash that stands beside them."""
    references = facts.graph.references
    if len(references.sample) != references.count:
        return not_made(f"the record carries {len(references.sample)} of {references.count} references")
    return differs(references.snapshot_sha256, list_hash(references.sample))


def references_count(facts: RecordFacts) -> Problem | None:
    """The sample, the anchors and the resolved works are within the count, and no `ref_index` repeats."""
    references = facts.graph.references
    if len({reference.ref_index for reference in references.sample}) != len(references.sample):
        return failed("two references have one ref_index")
    return (
        over(len(references.sample), references.count, "references in the sample")
        or over(references.internal_anchors, references.count, "internal_anchors")
        or over(references.resolved_work, references.count, "resolved_work")
    )


def formal_canon_hash(facts: RecordFacts) -> Problem | None:
    """The hash of the formal evidence, where there is none, is that of an empty list."""
    evidence = facts.graph.formal_canon
    return empty_hash(evidence.evidence_count, evidence.snapshot_sha256)


def formal_canon_count(facts: RecordFacts) -> Problem | None:
    """The two places that count formal evidence agree."""
    here, there = facts.graph.formal_canon.evidence_count, facts.document.formal_canon.evidence_count
    return None if here == there else failed(f"the graph snapshot counts {here}, the record {there}")


def author_claims_hash(facts: RecordFacts) -> Problem | None:
    """The hash of the author claims, where there are none, is that of an empty list."""
    claims = facts.graph.author_claims
    return empty_hash(claims.count, claims.snapshot_sha256)


def integrity_hash(facts: RecordFacts) -> Problem | None:
    """The findings and the detectors run have the hash that stands beside them."""
    integrity = facts.integrity
    return _NO_INTEGRITY if integrity is None else integrity_hash_problem(integrity)


def integrity_summary(facts: RecordFacts) -> Problem | None:
    """The counts by severity and by detector are those of the findings."""
    integrity = facts.integrity
    return _NO_INTEGRITY if integrity is None else integrity_summary_problem(integrity)


def integrity_clean(facts: RecordFacts) -> Problem | None:
    """A paper is called clean where there is no finding, and not where there is a critical or advisory one."""
    integrity = facts.integrity
    return _NO_INTEGRITY if integrity is None else integrity_clean_problem(integrity)


def integrity_endpoint(facts: RecordFacts) -> Problem | None:
    """The endpoint is the one that follows from the arXiv id."""
    integrity = facts.integrity
    if integrity is None:
        return _NO_INTEGRITY
    if facts.signed_source["kind"] != ARXIV:
        return not_made("the endpoint of a paper that is not from arXiv is unknown")
    return differs(integrity.endpoint, f"/pith/{facts.signed_source['id']}/integrity.json")


def integrity_hash_problem(integrity: Integrity) -> Problem | None:
    """The list published as `detectors_run` is hashed under the name `detectors`."""
    if not integrity.detectors_run and not integrity.findings:
        return differs(integrity.snapshot_sha256, _EMPTY_INTEGRITY)
    payload = {"detectors": plain_list(integrity.detectors_run), "findings": plain_list(integrity.findings)}
    return differs(integrity.snapshot_sha256, snapshot_sha256(payload))


def integrity_summary_problem(integrity: Integrity) -> Problem | None:
    """Detectors that found nothing may be left out of `by_detector`, or be in it with zeros."""
    summary = integrity.summary
    listed: dict[str, Counter[str]] = {}
    for finding in integrity.findings:
        if finding.severity not in SEVERITIES:
            return not_made(f"how findings of severity {shown(finding.severity)} are counted is unknown")
        listed.setdefault(finding.detector, Counter())[finding.severity] += 1
    for severity in SEVERITIES:
        counted, found = getattr(summary, severity), sum([counts[severity] for counts in listed.values()])
        if counted != found:
            return failed(f"{found} {severity} findings are listed, {counted} counted")
    for name in listed.keys() | summary.by_detector.keys():
        of_detector, counts = listed.get(name, Counter()), summary.by_detector.get(name)
        if counts is None or counts.total != of_detector.total() or any(getattr(counts, w) != of_detector[w] for w in SEVERITIES):
            return failed(f"the counts of detector {shown(name)} are not those of its {of_detector.total()} findings")
    return None


def integrity_clean_problem(integrity: Integrity) -> Problem | None:
    """Published: clean with no findings, not clean with a critical or an advisory one; nothing is known of the rest."""
    if not integrity.findings:
        return None if integrity.clean else failed("not clean, and without a finding")
    if any(finding.severity in ("critical", "advisory") for finding in integrity.findings):
        return failed("clean, and with a critical or advisory finding") if integrity.clean else None
    return not_made("whether a paper with lesser findings alone is clean is unknown")


def list_hash(models: tuple[Model, ...]) -> str:
    """The snapshot hash of a list of models."""
    return snapshot_sha256(plain_list(models)) if models else EMPTY_SNAPSHOT


def plain_list(models: tuple[Model, ...]) -> list[Any]:
    """The JSON of models in which no optional field is absent and no model is nested."""
    return [members(model) for model in models]


def empty_hash(count: int, found: str) -> Problem | None:
    """The problem of the hash of a list that the record does not carry: it can be told for an empty list alone."""
    return differs(found, EMPTY_SNAPSHOT) if count == 0 else not_made(f"the record does not carry the list of {count}")


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
    Check(
        "integrity_hash",
        Basis.HASHED,
        integrity_hash,
        covers=(f"{_INTEGRITY}/detectors_run/**", f"{_INTEGRITY}/findings/**", f"{_INTEGRITY}/snapshot_sha256"),
    ),
    Check(
        "integrity_summary",
        Basis.CONSISTENT,
        integrity_summary,
        covers=(f"{_INTEGRITY}/summary/**", f"{_INTEGRITY}/findings/*/severity", f"{_INTEGRITY}/findings/*/detector"),
    ),
    Check("integrity_clean", Basis.CONSISTENT, integrity_clean, covers=(f"{_INTEGRITY}/clean",)),
    Check(
        "integrity_endpoint",
        Basis.DERIVED,
        integrity_endpoint,
        covers=(f"{_INTEGRITY}/endpoint",),
        binds=(f"{_INTEGRITY}/endpoint",),
        needs=("canonical_hash",),
    ),
)
