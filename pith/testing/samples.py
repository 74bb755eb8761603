"""Sample records of a paper that does not exist, minted and signed with the test key."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Literal, Unpack, cast

from ..canonical import canonical_sha256, snapshot_sha256
from ..errors import InvalidArgument, require_text, safe_repr
from ..keys import Signer
from ..minting.issue import issue_receipt
from ..minting.mint import derived_fields, mint_record
from ..minting.snapshot import SnapshotContents
from ..models.integrity import DetectorRun, Finding
from ..models.record import CanonicalRecord, InboundCitation, PithRecord, parse_record
from ..models.snapshot import Claim, PaperMetadata, Reference, Source, Verdict
from ..protocol import ARXIV, ORIGIN, VERDICT_FIELDS
from .keys import TEST_SIGNER

SAMPLE_AT = datetime(2026, 6, 1, 12, 30, 0, 250000, UTC)
"""The instant at which the samples are minted."""
SAMPLE_ABSTRACT = " ".join(
    f"This is sentence {number} of an abstract that is longer than the excerpt of it in a record." for number in range(1, 10)
)
"""The whole abstract of the samples, for the check `abstract_hash`."""
CLAIM_SOURCES = {
    "strongest_claim": "verdict.strongest_claim",
    "weakest_assumption": "verdict.weakest_assumption",
    "one_line_summary": "verdict.one_line_summary",
    "headline": "verdict.pith_extraction.headline",
}
"""The `source` of a claim, which names a field of the verdict, by the kind of the claim."""
FUTURE_FIELD = "x_future"
"""The name of the unknown field that every object of the future sample has."""

_PAPER: dict[str, Any] = {
    "title": "A Sample Paper, for Tests Alone",
    "authors_text": "nobody at all",
    "abstract_excerpt": "",
    "headline": "",
    "license": "",
    "primary_cat": "cs.DL",
    "cross_cats": [],
    "submitted_at": "2024-02-29T23:59:59Z",
}
_SOURCE = {"kind": ARXIV, "id": "2499.00001", "version": 1}  # there is no month 99, so no paper has this id
_UNKNOWN = {"text": "known to nobody yet", "list": [1, 2.5, True, None, {"inner": ""}]}


class Changes(SnapshotContents, total=False):
    """The keyword arguments of `make_record`: fields of the paper and of its source, contents, signer, instant, origin."""

    title: str
    abstract: str
    authors_text: str
    headline: str
    license: str
    primary_cat: str
    cross_cats: Sequence[str]
    submitted_at: str
    id: str
    version: int
    signer: Signer
    at: datetime
    origin: str


def make_record(**changes: Unpack[Changes]) -> PithRecord:
    """Mint the minimal sample with these changes. It verifies under `TEST_KEYS`, or under the key of another `signer`.

    Raises `InvalidArgument` for an unknown name, and what `mint_record` raises for the values.

    >>> make_record(title="Another", version=3).source.version
    3
    """
    if unknown := changes.keys() - Changes.__annotations__.keys():
        known = ", ".join(Changes.__annotations__)
        raise InvalidArgument(f"a sample has no {', '.join(map(safe_repr, sorted(unknown)))}; the changes are {known}")
    for name, usual in (*_PAPER.items(), *_SOURCE.items()):
        value = changes.get(name, usual)
        if name == "cross_cats":
            if not (isinstance(value, list | tuple) and all(isinstance(category, str) for category in value)):
                raise TypeError(f"cross_cats: expected a list of str, not {safe_repr(value)}")
        elif not isinstance(value, type(usual)):
            raise TypeError(f"{name}: expected a value of type {type(usual).__name__}, not {safe_repr(value)}")
    return mint_record(
        PaperMetadata.parse({name: changes.get(name, value) for name, value in _PAPER.items()}),
        Source.parse({name: changes.get(name, value) for name, value in _SOURCE.items()}),
        abstract=changes.get("abstract", SAMPLE_ABSTRACT),
        signer=changes.get("signer", TEST_SIGNER),
        at=changes.get("at", SAMPLE_AT),
        origin=changes.get("origin", ORIGIN),
        **cast(SnapshotContents, {name: value for name, value in changes.items() if name in SnapshotContents.__annotations__}),
    )


def sample_record(kind: Literal["minimal", "full", "future"] = "full") -> PithRecord:
    """A record that verifies under `TEST_KEYS`.

    `minimal` has empty lists. `full` has items in every list that a check covers, so that no check is indeterminate if
    `SAMPLE_AT` and `SAMPLE_ABSTRACT` are passed in. `future` is `full` with an unknown field in every object, also under the
    signature, with an event, and with unknown words, an unknown alias and an unknown minor version. Raises `InvalidArgument`
    for another kind.
    """
    if require_text(kind, "kind") == "minimal":
        return make_record()
    if kind == "full":
        return _full()
    if kind == "future":
        return _future()
    raise InvalidArgument(f"expected minimal, full or future, not {safe_repr(kind)}")


def _full() -> PithRecord:
    texts = {
        "strongest_claim": "A sample verifies.",
        "weakest_assumption": "That somebody reads the samples.",
        "one_line_summary": "A record with everything in it.",
        "headline": "A sample for tests.",
    }
    return make_record(
        title=r"A Sample  Paper with $\Lambda$, for Tests Alone",
        headline=texts["headline"],
        license="http://creativecommons.org/licenses/by/4.0/",
        cross_cats=["math.MP", "cs.LG", "math-ph"],
        version=2,
        claims=claims_of(texts),
        verdict=Verdict.parse(
            {
                "id": "00000000-0000-4000-8000-000000000000",
                "created_at": "2026-05-31T08:00:00Z",
                "pipeline_version": "pith-pipeline@v0.0.0",
                "model_set": {"reader": "nobody"},
                **{VERDICT_FIELDS[CLAIM_SOURCES[kind]]: text for kind, text in texts.items()},
            }
        ),
        references=[
            Reference(
                ref_index=index,
                title=f"Reference {index}",
                year=2000 + index,
                doi="",
                cited_arxiv_id="",
                work_id=f"00000000-0000-4000-8000-00000000000{index}",
                is_internal_anchor=index == 2,
            )
            for index in range(1, 4)
        ],
        detectors_run=[_run("doi_compliance", 2), _run("ai_meta_artifact", 0)],
        findings=[_finding("critical", 1), _finding("advisory", 3)],
        citations=[
            InboundCitation(citing_arxiv_id="2499.00002", citing_title="A Citing Sample", ref_index=7, is_internal_anchor=anchor)
            for anchor in (True, True, False)
        ],
    )


def claims_of(texts: Mapping[str, str]) -> list[Claim]:
    """The claims with these texts, by kind. The kinds are keys of `CLAIM_SOURCES`."""
    return [
        Claim(
            claim_id=f"C{index}",
            kind=kind,
            text=text,
            source=CLAIM_SOURCES[kind],
            status="machine_extracted",
            attestation="unclaimed",
        )
        for index, (kind, text) in enumerate(texts.items(), 1)
    ]


def _run(name: str, findings_count: int) -> DetectorRun:
    return DetectorRun(
        name=name, version="1.0.0", status="completed", ran_at="2026-05-31T09:00:00.5Z", findings_count=findings_count
    )


def _finding(severity: str, ref_index: int) -> Finding:
    return Finding(
        detector="doi_compliance",
        finding_type="unresolvable_identifier",
        severity=severity,
        verdict_class="cross_source",
        note=f"Reference {ref_index} was made up.",
        detected_doi=None,
        detected_arxiv_id=None,
        ref_index=ref_index,
        audited_at="2026-05-31T09:00:00+00:00",
    )


def _future() -> PithRecord:
    tree = _extended(_full().to_dict())
    tree["schema_version"] = tree["canonical_record"]["schema_version"] = "1.7"
    tree["attestation_state"] = tree["receipt"]["signature_status"] = "words_of_the_future"
    tree["aliases"].append({"alias_kind": "future", "alias_value": "2499.00001f", "created_at": None})
    tree["events"].append({"event_type": "pith.future.v1", "target": "record"})
    return parse_record(sealed(tree))


def _extended(value: Any) -> Any:
    """The value with the unknown field in it and in every object below it, except in `by_detector`, whose keys are names."""
    if isinstance(value, list):
        return [_extended(item) for item in value]
    if not isinstance(value, dict):
        return value
    members = {key: _extended(member) for key, member in value.items()}
    if "by_detector" in members:
        del members["by_detector"][FUTURE_FIELD]
    return {**members, FUTURE_FIELD: _UNKNOWN}


def sealed(tree: dict[str, Any], signer: Signer = TEST_SIGNER) -> dict[str, Any]:
    """The JSON of a record with new hashes, names and signature, as they follow from its other values.

    Other fields and aliases of other kinds stay. Raises what `CanonicalRecord.parse` and `issue_receipt` raise.
    """
    canonical = CanonicalRecord.parse(tree["canonical_record"])
    digest = canonical_sha256(canonical.to_dict())
    receipt = issue_receipt(digest, signer=signer, at=SAMPLE_AT, builder_version=tree["receipt"]["builder_version"])
    signed = {"signature_b64", "canonical_sha256", "key_id", "public_key_fingerprint"}
    derived = {
        **derived_fields(canonical, origin=ORIGIN, at=SAMPLE_AT),
        "canonical_sha256": digest,
        "receipt": {name: value for name, value in receipt.to_dict().items() if name in signed},
        "graph_snapshot": rehashed(tree["graph_snapshot"]),
    }
    return cast(dict[str, Any], _overlaid(tree, derived))


def rehashed(graph: dict[str, Any]) -> dict[str, Any]:
    """The JSON of a graph snapshot with new hashes of the lists that it has whole. No signature covers these hashes."""
    hashes = {"claims": snapshot_sha256(graph["claims"]["items"])}
    if len(graph["references"]["sample"]) == graph["references"]["count"]:
        hashes["references"] = snapshot_sha256(graph["references"]["sample"])
    if (integrity := graph.get("integrity")) is not None:
        payload = {"detectors": integrity["detectors_run"], "findings": integrity["findings"]}
        hashes["integrity"] = snapshot_sha256(payload)
    return {**graph, **{name: {**graph[name], "snapshot_sha256": digest} for name, digest in hashes.items()}}


def _overlaid(below: Any, above: Any) -> Any:
    """The tree `below` with the values of `above` in place of its own, member by member and item by item."""
    if isinstance(below, dict) and isinstance(above, dict):
        return {**below, **{key: _overlaid(below.get(key), value) for key, value in above.items()}}
    if isinstance(below, list) and isinstance(above, list):
        return [_overlaid(*pair) for pair in zip(below, above, strict=False)] + below[len(above) :]
    return above
