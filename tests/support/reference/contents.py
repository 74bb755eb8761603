"""The graph snapshot and the integrity block of the base documents."""

from .canonical import EMPTY_LIST, list_hash
from .refusal import JSON, Tree

DATE = "2026-06-01T12:30:00Z"
_CLAIMS = (
    ("strongest_claim", "strongest_claim", "A vector has one answer."),
    ("weakest_assumption", "weakest_assumption", "Somebody reads the vectors."),
    ("one_line_summary", "one_line_summary", "A record with something in every list."),
    ("headline", "pith_extraction.headline", "A record for conformance."),
)
HEADLINE = _CLAIMS[3][2]


def finding(severity: str = "critical", ref_index: int | None = 1, **changes: JSON) -> Tree:
    return {
        "detector": "doi_compliance",
        "finding_type": "unresolvable_identifier",
        "severity": severity,
        "verdict_class": "cross_source",
        "note": None,
        "detected_doi": "10.1/none",
        "detected_arxiv_id": None,
        "ref_index": ref_index,
        "audited_at": DATE,
        **changes,
    }


def integrity_block(arxiv_id: str, *findings: Tree) -> Tree:
    """An integrity block with these findings."""
    detectors = sorted({"doi_compliance", *(one["detector"] for one in findings)})

    def counts(of: list[Tree]) -> dict[str, int]:
        severities = [one["severity"] for one in of]
        return {severity: severities.count(severity) for severity in ("critical", "advisory", "informational")}

    by_name = {name: [one for one in findings if one["detector"] == name] for name in detectors}
    runs = [
        {"name": name, "version": "1.0.0", "status": "completed", "ran_at": DATE, "findings_count": len(by_name[name])}
        for name in detectors
    ]
    return {
        "available": True,
        "clean": not findings,
        "endpoint": f"/pith/{arxiv_id}/integrity.json",
        "summary": {
            **counts([*findings]),
            "by_detector": {name: {"total": len(of), **counts(of)} for name, of in by_name.items() if of},
        },
        "detectors_run": runs,
        "findings": [*findings],
        "snapshot_sha256": list_hash({"detectors": runs, "findings": [*findings]}),
    }


def graph_snapshot(canonical: Tree, paper: Tree) -> Tree:
    """A graph snapshot with something in every list that a check examines."""
    claims = [
        {
            "claim_id": f"C{number}",
            "kind": kind,
            "text": text,
            "source": f"verdict.{member}",
            "status": "machine_extracted",
            "attestation": "unclaimed",
        }
        for number, (kind, member, text) in enumerate(_CLAIMS, 1)
    ]
    references = [
        {
            "ref_index": number,
            "title": f"Reference {number}",
            "year": 2000 + number,
            "doi": "",
            "cited_arxiv_id": None,
            "work_id": f"work-{number}",
            "is_internal_anchor": number == 2,
        }
        for number in range(1, 4)
    ]
    return {
        "paper": paper,
        "source": canonical["source"],
        "claims": {"count": 4, "items": claims, "snapshot_sha256": list_hash(claims)},
        "verdict": {
            "id": "verdict-1",
            "created_at": DATE,
            "pipeline_version": "conformance",
            "model_set": {"reader": "nobody"},
            **{member.replace(".", "_"): text for _, member, text in _CLAIMS},
        },
        "integrity": integrity_block(canonical["source"]["id"], finding(), finding("advisory", 3)),
        "references": {
            "count": 3,
            "resolved_work": 3,
            "internal_anchors": 1,
            "sample": references,
            "snapshot_sha256": list_hash(references),
        },
        "formal_canon": {"evidence_count": 0, "snapshot_sha256": EMPTY_LIST},
        "author_claims": {"count": 0, "strong_count": 0, "snapshot_sha256": EMPTY_LIST},
        "builder_version": "conformance-1",
    }
