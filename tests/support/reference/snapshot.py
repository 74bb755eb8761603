"""The checks of a graph snapshot: sections 8.3.22 to 8.3.33 of the specification."""

from .canonical import EMPTY_LIST, list_hash_check
from .refusal import Tree
from .report import FAILED, INDETERMINATE, PASSED, Check, outcome

SEVERITIES = ("critical", "advisory", "informational")
_VERDICT = {
    "verdict.strongest_claim": "strongest_claim",
    "verdict.weakest_assumption": "weakest_assumption",
    "verdict.one_line_summary": "one_line_summary",
    "verdict.pith_extraction.headline": "pith_extraction_headline",
}


def lists_checks(graph: Tree, at: str) -> list[Check]:
    """`claims_hash` to `references_count`, and the two hashes of lists that a snapshot does not carry."""
    claims, references = graph["claims"], graph["references"]
    formal, author = graph["formal_canon"], graph["author_claims"]
    sample, count = references["sample"], references["count"]
    whole = len(sample) == count
    indices = [reference["ref_index"] for reference in sample]
    fits = (
        len(set(indices)) == len(indices)
        and max(len(sample), references["internal_anchors"], references["resolved_work"]) <= count
    )
    claim, verdict, reference = f"{at}/claims", f"{at}/verdict", f"{at}/references"
    return [
        Check(
            "claims_hash",
            list_hash_check(claims["items"], claims["snapshot_sha256"]),
            (f"{claim}/items/**", f"{claim}/snapshot_sha256"),
        ),
        Check("claims_count", outcome(claims["count"] == len(claims["items"])), (f"{claim}/count", f"{claim}/items")),
        Check(
            "claims_verdict",
            _claims_verdict(claims["items"], graph["verdict"]),
            (
                *(f"{claim}/items/*/{member}" for member in ("source", "text")),
                *(f"{verdict}/{member}" for member in _VERDICT.values()),
            ),
        ),
        Check(
            "references_hash",
            list_hash_check(sample, references["snapshot_sha256"]) if whole else INDETERMINATE,
            (f"{reference}/sample/**", f"{reference}/snapshot_sha256"),
        ),
        Check(
            "references_count",
            outcome(fits),
            (
                *(f"{reference}/{member}" for member in ("count", "internal_anchors", "resolved_work", "sample")),
                f"{reference}/sample/*/ref_index",
            ),
        ),
        Check(
            "formal_canon_hash",
            outcome(formal["snapshot_sha256"] == EMPTY_LIST, formal["evidence_count"] == 0),
            (f"{at}/formal_canon/evidence_count", f"{at}/formal_canon/snapshot_sha256"),
        ),
        Check(
            "author_claims_hash",
            outcome(author["snapshot_sha256"] == EMPTY_LIST, author["count"] == 0),
            (f"{at}/author_claims/count", f"{at}/author_claims/snapshot_sha256"),
        ),
    ]


def _claims_verdict(claims: list[Tree], verdict: Tree) -> str:
    outcomes = [
        outcome(claim["text"] == verdict[_VERDICT[claim["source"]]]) if claim["source"] in _VERDICT else INDETERMINATE
        for claim in claims
    ]
    return next((found for found in (FAILED, INDETERMINATE) if found in outcomes), PASSED)


def integrity_checks(block: Tree | None, at: str) -> list[Check]:
    """`integrity_hash`, `integrity_summary`, `integrity_clean` of the integrity block at a pointer."""
    summary, hashed, clean = INDETERMINATE, INDETERMINATE, INDETERMINATE
    if block is not None:
        severities = [finding["severity"] for finding in block["findings"]]
        payload = {"detectors": block["detectors_run"], "findings": block["findings"]}
        hashed = list_hash_check(payload, block["snapshot_sha256"])
        summary = outcome(_sums(block), set(severities) <= {*SEVERITIES})
        serious = "critical" in severities or "advisory" in severities
        clean = outcome(block["clean"] is not serious, serious or not severities)
    return [
        Check("integrity_hash", hashed, (f"{at}/detectors_run/**", f"{at}/findings/**", f"{at}/snapshot_sha256")),
        Check("integrity_summary", summary, (f"{at}/summary/**", f"{at}/findings/*/severity", f"{at}/findings/*/detector")),
        Check("integrity_clean", clean, (f"{at}/clean",)),
    ]


def _sums(block: Tree) -> bool:
    findings, summary = block["findings"], block["summary"]

    def numbers(of: list[Tree]) -> dict[str, int]:
        return {severity: sum(finding["severity"] == severity for finding in of) for severity in SEVERITIES}

    right = all(summary[severity] == number for severity, number in numbers(findings).items())
    for name in {finding["detector"] for finding in findings} | summary["by_detector"].keys():
        found = [finding for finding in findings if finding["detector"] == name]
        listed = summary["by_detector"].get(name)
        if listed is None:
            right = right and not found
        else:
            right = right and all(listed[member] == number for member, number in {"total": len(found), **numbers(found)}.items())
    return right


def endpoint_check(block: Tree | None, at: str, source: Tree, *, binds: bool) -> Check:
    """`integrity_endpoint` of a block that belongs to a signed source."""
    decidable = block is not None and source["kind"] == "arxiv"
    passes = block is not None and block["endpoint"] == f"/pith/{source['id']}/integrity.json"
    place = (f"{at}/endpoint",)
    return Check("integrity_endpoint", outcome(passes, decidable), place, ("canonical_hash",), place if binds else ())
