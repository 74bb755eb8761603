"""The graph snapshot of a minted record: its lists with their counts and hashes, and the verdict that claims repeat."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict

from ..canonical import snapshot_sha256
from ..errors import InvalidArgument, InvalidRecord, safe_repr
from ..models.base import Model, require_model
from ..models.integrity import DetectorRun, Finding
from ..models.record import InboundCitation
from ..models.snapshot import Claim, Reference, Verdict
from ..protocol import EMPTY_SNAPSHOT, INTEGRITY_ENDPOINT, SAMPLE_LENGTH, SEVERITIES, VERDICT_FIELDS


class SnapshotContents(TypedDict, total=False):
    """The contents of a minted record besides the paper. Each is optional, and an absent list is empty.

    `claims` repeat the fields of `verdict` that their `source` names; if there is no verdict, it is made of the claims.
    `references` are all works that the paper cites; the record carries the first 5, and one with a `work_id` counts as
    resolved. `detectors_run` and `findings` make the integrity block. `citations` are the papers that cite this one.
    Specification §10.2.
    """

    claims: Sequence[Claim]
    verdict: Verdict | None
    references: Sequence[Reference]
    detectors_run: Sequence[DetectorRun]
    findings: Sequence[Finding]
    citations: Sequence[InboundCitation]


def trees_of(models: Iterable[Model], kind: type[Model], name: str) -> list[dict[str, Any]]:
    """The JSON values of the models in an argument. Raises as `tree_of` does."""
    if isinstance(models, str) or not isinstance(models, Iterable):
        raise TypeError(f"{name}: expected a sequence of {kind.__name__}, not {safe_repr(models)}")
    return [tree_of(model, kind, name) for model in models]


def tree_of(model: Model, kind: type[Model], name: str) -> dict[str, Any]:
    """The JSON values of a model that holds no other models.

    Raises TypeError, naming the argument, if the model is of another kind, and TypeError or `InvalidRecord`, with the pointer,
    if it was copied or constructed with a wrong value.
    """
    if not isinstance(model, kind):
        raise TypeError(f"{name}: expected a {kind.__name__}, not {safe_repr(model)}")
    tree = dict(model.fields())
    try:
        kind.from_tree(tree)
    except InvalidRecord:
        require_model(model, kind, name)
        raise
    return tree


def graph_snapshot(
    paper: Mapping[str, Any], source: Mapping[str, Any], contents: SnapshotContents, builder_version: str
) -> dict[str, Any]:
    """The JSON values of a graph snapshot over these copies of paper and source.

    Raises `InvalidArgument` if the contents contradict one another or a finding has an unknown severity. Specification §10.2.
    """
    if unknown := contents.keys() - SnapshotContents.__annotations__.keys():
        raise TypeError(f"a record has no list {', '.join(map(safe_repr, sorted(unknown)))}")
    claims = trees_of(contents.get("claims", ()), Claim, "claims")
    return {
        "paper": paper,
        "source": source,
        "claims": {"count": len(claims), "items": claims, "snapshot_sha256": snapshot_sha256(claims)},
        "verdict": _verdict(claims, contents.get("verdict")),
        "integrity": _integrity(source, contents),
        "references": _references(trees_of(contents.get("references", ()), Reference, "references")),
        "formal_canon": {"evidence_count": 0, "snapshot_sha256": EMPTY_SNAPSHOT},
        "author_claims": {"count": 0, "strong_count": 0, "snapshot_sha256": EMPTY_SNAPSHOT},
        "builder_version": builder_version,
    }


def _verdict(claims: list[dict[str, Any]], verdict: Verdict | None) -> dict[str, Any]:
    """The given verdict, or one that is made of the claims and names no pipeline."""
    if verdict is not None:
        fields = tree_of(verdict, Verdict, "verdict")
    else:
        texts = {VERDICT_FIELDS[claim["source"]]: claim["text"] for claim in claims if claim["source"] in VERDICT_FIELDS}
        empty = dict.fromkeys(VERDICT_FIELDS.values(), "")
        fields = {"id": None, "created_at": None, "pipeline_version": None, "model_set": {}, **empty, **texts}
    for claim in claims:
        field = VERDICT_FIELDS.get(claim["source"])
        if field is not None and claim["text"] != fields[field]:
            raise InvalidArgument(f"claim {safe_repr(claim['claim_id'])} does not repeat the verdict's {field}")
    return fields


def _references(references: list[dict[str, Any]]) -> dict[str, Any]:
    if len({reference["ref_index"] for reference in references}) != len(references):
        raise InvalidArgument("two references have the same ref_index")
    return {
        "count": len(references),
        "resolved_work": sum(bool(reference["work_id"]) for reference in references),
        "internal_anchors": sum(reference["is_internal_anchor"] for reference in references),
        "sample": references[:SAMPLE_LENGTH],
        "snapshot_sha256": snapshot_sha256(references),
    }


def _integrity(source: Mapping[str, Any], contents: SnapshotContents) -> dict[str, Any]:
    """A paper with informational findings alone is minted as not clean: whether it is clean is unknown."""
    detectors = trees_of(contents.get("detectors_run", ()), DetectorRun, "detectors_run")
    findings = trees_of(contents.get("findings", ()), Finding, "findings")
    by_detector: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding["severity"] not in SEVERITIES:
            raise InvalidArgument(f"expected a severity of {', '.join(SEVERITIES)}, not {safe_repr(finding['severity'])}")
        by_detector.setdefault(finding["detector"], Counter())[finding["severity"]] += 1
    total = sum(by_detector.values(), Counter[str]())
    return {
        "available": True,
        "clean": not findings,
        "endpoint": INTEGRITY_ENDPOINT.replace("{arxiv}", source["id"]),
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
