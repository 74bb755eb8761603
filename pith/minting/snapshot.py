"""The graph snapshot of a record to be minted: its lists with their counts and hashes, and the verdict that claims repeat."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from ..canonical import snapshot_sha256
from ..errors import InvalidArgument, safe_repr
from ..models.base import Model, require_model
from ..models.integrity import DetectorRun, Finding
from ..models.record import InboundCitation
from ..models.snapshot import Claim, Reference, Verdict
from ..protocol import EMPTY_SNAPSHOT, SAMPLE_LENGTH, SEVERITIES, VERDICT_FIELDS


class SnapshotContents(TypedDict, total=False):
    """What a minted record may hold besides the paper; what is left out is empty.

    `claims` repeat the fields of `verdict` that their `source` names; without a verdict they make one. `references` are all
    works that the paper cites, of which the record carries the first 5; one with a `work_id` counts as resolved.
    `detectors_run` and `findings` make the integrity block, `citations` are the papers that cite this one.
    """

    claims: Sequence[Claim]
    verdict: Verdict | None
    references: Sequence[Reference]
    detectors_run: Sequence[DetectorRun]
    findings: Sequence[Finding]
    citations: Sequence[InboundCitation]


def plain(models: Iterable[Model], kind: type[Model]) -> list[dict[str, Any]]:
    """The JSON of models of one kind, each as the parser would have made it.

    Raises `InvalidArgument` for anything else among them, `InvalidRecord` for one that no record can hold.
    """
    if not isinstance(models, Iterable):
        raise InvalidArgument(f"expected a sequence of {kind.__name__}, not {safe_repr(models)}")
    return [require_model(model, kind, kind.__name__).to_dict() for model in models]


def graph_snapshot(
    paper: Mapping[str, Any], source: Mapping[str, Any], contents: SnapshotContents, builder_version: str
) -> dict[str, Any]:
    """The JSON of a graph snapshot over these copies of paper and source.

    Raises `InvalidArgument` where the contents contradict one another, or hold what the protocol has no place for.
    Source: protocol, graph snapshot.
    """
    if unknown := contents.keys() - SnapshotContents.__annotations__.keys():
        raise InvalidArgument(f"a record has no place for {', '.join(map(safe_repr, sorted(unknown)))}")
    claims = plain(contents.get("claims", ()), Claim)
    return {
        "paper": paper,
        "source": source,
        "claims": {"count": len(claims), "items": claims, "snapshot_sha256": snapshot_sha256(claims)},
        "verdict": _verdict(claims, contents.get("verdict")),
        "integrity": _integrity(source, contents),
        "references": _references(plain(contents.get("references", ()), Reference)),
        "formal_canon": {"evidence_count": 0, "snapshot_sha256": EMPTY_SNAPSHOT},
        "author_claims": {"count": 0, "strong_count": 0, "snapshot_sha256": EMPTY_SNAPSHOT},
        "builder_version": builder_version,
    }


def _verdict(claims: list[dict[str, Any]], verdict: Verdict | None) -> dict[str, Any]:
    """The verdict that was passed in, or one that says what the claims say and names no pipeline."""
    if verdict is not None:
        [fields] = plain([verdict], Verdict)
    else:
        texts = {VERDICT_FIELDS[claim["source"]]: claim["text"] for claim in claims if claim["source"] in VERDICT_FIELDS}
        unsaid = dict.fromkeys(VERDICT_FIELDS.values(), "")
        fields = {"id": None, "created_at": None, "pipeline_version": None, "model_set": {}, **unsaid, **texts}
    for claim in claims:
        field = VERDICT_FIELDS.get(claim["source"])
        if field is not None and claim["text"] != fields[field]:
            raise InvalidArgument(f"claim {safe_repr(claim['claim_id'])} does not repeat the verdict's {field}")
    return fields


def _references(references: list[dict[str, Any]]) -> dict[str, Any]:
    if len({reference["ref_index"] for reference in references}) != len(references):
        raise InvalidArgument("two references have one ref_index")
    return {
        "count": len(references),
        "resolved_work": sum(bool(reference["work_id"]) for reference in references),
        "internal_anchors": sum(reference["is_internal_anchor"] for reference in references),
        "sample": references[:SAMPLE_LENGTH],
        "snapshot_sha256": snapshot_sha256(references),
    }


def _integrity(source: Mapping[str, Any], contents: SnapshotContents) -> dict[str, Any]:
    """Whether a paper with informational findings alone is clean is unknown; it is minted as not clean, which claims less."""
    detectors = plain(contents.get("detectors_run", ()), DetectorRun)
    findings = plain(contents.get("findings", ()), Finding)
    by_detector: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding["severity"] not in SEVERITIES:
            raise InvalidArgument(f"expected a severity of {', '.join(SEVERITIES)}, not {safe_repr(finding['severity'])}")
        by_detector.setdefault(finding["detector"], Counter())[finding["severity"]] += 1
    total = sum(by_detector.values(), Counter[str]())
    return {
        "available": True,
        "clean": not findings,
        "endpoint": f"/pith/{source['id']}/integrity.json",
        "summary": {
            **_counts(total),
            "by_detector": {name: {"total": counts.total(), **_counts(counts)} for name, counts in by_detector.items()},
        },
        "detectors_run": detectors,
        "findings": findings,
        "snapshot_sha256": snapshot_sha256({"detectors": detectors, "findings": findings}),
    }


def _counts(severities: Counter[str]) -> dict[str, int]:
    return {severity: severities[severity] for severity in SEVERITIES}
