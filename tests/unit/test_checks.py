"""The checks beyond the signed core, each made to fail and each left unmade by the record it speaks of."""

from hashlib import sha256
from typing import Any

import pytest
from contradictions import Changes, that_fail, that_verify
from pith.checks.texts import Comparison, Texts
from records import carried, edited, report_of, without

from pith import PITH_KEYS, Outcome, parse_record, snapshot_sha256, text_sha256, verify_record
from pith.checks import Basis
from pith.checks.core import text_problem
from pith.checks.facts import RecordFacts
from pith.protocol import EMPTY_SNAPSHOT, ORIGIN
from pith.testing import SAMPLE_ABSTRACT, TEST_KEYS, sample_record
from pith.verify import RECORD_CHECKS

GRAPH = "/graph_snapshot"
ROW = {"ref_index": 1, "title": "", "year": None, "doi": "", "cited_arxiv_id": "", "work_id": "", "is_internal_anchor": False}
CLAIM = {"claim_id": "C1", "kind": "k", "text": "t", "source": "verdict.strongest_claim", "status": "s", "attestation": "u"}
AT = "2026-05-19T23:15:25.767223Z"
FINDING = {
    "detector": "doi_compliance",
    "finding_type": "unresolvable_identifier",
    "severity": "critical",
    "verdict_class": "cross_source",
    "note": "",
    "detected_doi": None,
    "detected_arxiv_id": None,
    "ref_index": 1,
    "audited_at": AT,
}
RUN = {"name": "doi_compliance", "version": "1.0.0", "status": "completed", "ran_at": AT, "findings_count": 1}
ZEROS = {"total": 0, "critical": 0, "advisory": 0, "informational": 0}
ONE = {**ZEROS, "critical": 1, "total": 1}
TWO = {**ONE, "total": 2}
DOI = {"alias_kind": "doi", "alias_value": "10.48550/arxiv.2305.02301", "created_at": AT}


def claims(*items: dict[str, Any], count: int | None = None, verdict: str = "t") -> Changes:
    """A list of claims with its hash."""
    block = {"count": len(items) if count is None else count, "items": [*items], "snapshot_sha256": snapshot_sha256([*items])}
    return [(f"{GRAPH}/claims", block), (f"{GRAPH}/verdict/strongest_claim", verdict)]


def references(*rows: dict[str, Any], **changes: object) -> Changes:
    """A list of references with its hash."""
    block = {"count": len(rows), "resolved_work": 0, "internal_anchors": 0, "sample": [*rows]}
    return [(f"{GRAPH}/references", {**block, "snapshot_sha256": snapshot_sha256([*rows]), **changes})]


def integrity(*findings: dict[str, Any], clean: bool = False, **summary: Any) -> Changes:
    """An integrity block with its hash and the summary of its findings."""
    severities = [finding["severity"] for finding in findings]
    counts = {word: severities.count(word) for word in ("critical", "advisory", "informational")}
    by_detector = {"doi_compliance": {"total": len(findings), **counts}} if findings else {}
    block = {
        "available": True,
        "clean": clean,
        "endpoint": "/pith/2305.02301/integrity.json",
        "summary": {**counts, "by_detector": by_detector, **summary},
        "detectors_run": [RUN],
        "findings": [*findings],
        "snapshot_sha256": snapshot_sha256({"detectors": [RUN], "findings": [*findings]}),
    }
    return [(f"{GRAPH}/integrity", block)]


def citations(*anchors: bool, count: int, internal: int) -> Changes:
    """Inbound citations, each an internal anchor or not."""
    rows = [{"citing_arxiv_id": "1", "citing_title": "", "ref_index": 1, "is_internal_anchor": anchor} for anchor in anchors]
    return [("/inbound_citations", {"count": count, "internal_anchor_count": internal, "sample": rows})]


PASS: dict[str, Changes] = {
    "claims": claims(CLAIM),
    "claims with a float that two programs spell in two ways": claims({**CLAIM, "weight": 1e-7}),
    "cross-lists in another order": [
        (f"{paper}/cross_cats", lambda lists: lists[::-1]) for paper in ("/paper", f"{GRAPH}/paper")
    ],
    "claims with unknown fields": claims({**CLAIM, "weight": 0.1, "tags": ["a", {"b": None}]}),
    "references": references(ROW, {**ROW, "ref_index": 2}, resolved_work=0, internal_anchors=1),
    "a finding": integrity(FINDING),
    "findings of two severities": integrity(FINDING, {**FINDING, "severity": "advisory"}),
    "a detector with zeros": integrity(FINDING, by_detector={"doi_compliance": ONE, "ai_meta_artifact": ZEROS}),
    "no findings": integrity(clean=True),
    "the first three aliases alone": [("/aliases", lambda aliases: aliases[:3])],
    "the first three aliases and an unknown one": [
        ("/aliases", lambda aliases: [*aliases[:3], {"alias_kind": "ark", "alias_value": "x", "created_at": None}])
    ],
    "an alias of an unknown kind": [("/aliases/-", {"alias_kind": "ark", "alias_value": "x", "created_at": None})],
    "an unknown link": [("/links/mirror", "https://mirror.example")],
    "an unknown field in one copy of the paper": [(f"{GRAPH}/paper/keywords", ["x"])],
    "repeated citations": citations(True, True, count=2, internal=2),
    "a sample of citations": citations(True, False, count=9, internal=5),
    "dates spelt differently": [("/created_at", "2026-05-21T20:43:58Z"), ("/updated_at", "2026-05-21T20:43:58.000000+00:00")],
    "resolved references": [
        *references(ROW, resolved_work=1),
        ("/verification_status/references_resolved", True),
    ],
    "formal evidence": [
        (f"{GRAPH}/formal_canon", {"evidence_count": 2, "snapshot_sha256": "0" * 64}),
        ("/formal_canon/evidence_count", 2),
        ("/verification_status/formal_links_present", True),
    ],
    "author claims": [
        (f"{GRAPH}/author_claims", {"count": 2, "strong_count": 1, "snapshot_sha256": "0" * 64}),
        ("/verification_status/strong_author_claims", 1),
    ],
}

FAIL: dict[str, tuple[Changes, set[str]]] = {
    "claims, hash": (
        [*claims(CLAIM), (f"{GRAPH}/claims/items/0/status", "u")],
        {"claims_hash"},
    ),
    "claims, hash of an unknown field": ([*claims(CLAIM), (f"{GRAPH}/claims/items/0/weight", 1)], {"claims_hash"}),
    "claims, hash of none": ([(f"{GRAPH}/claims/snapshot_sha256", "0" * 64)], {"claims_hash"}),
    "claims, count": (claims(CLAIM, count=2), {"claims_count"}),
    "claims, verdict": (claims(CLAIM, verdict="another"), {"claims_verdict"}),
    "claims, headline": (claims({**CLAIM, "source": "verdict.pith_extraction.headline"}), {"claims_verdict"}),
    "references, hash": ([*references(ROW), (f"{GRAPH}/references/sample/0/doi", "10.1/x")], {"references_hash"}),
    "references, too many": (references(ROW, ROW | {"ref_index": 2}, count=1), {"references_count"}),
    "references, twice": (references(ROW, ROW), {"references_count"}),
    "references, anchors": (references(ROW, internal_anchors=2), {"references_count"}),
    "references, resolved": (references(ROW, resolved_work=2), {"references_count"}),
    "formal evidence, hash of none": ([(f"{GRAPH}/formal_canon/snapshot_sha256", "0" * 64)], {"formal_canon_hash"}),
    "formal evidence, counts": ([(f"{GRAPH}/formal_canon/evidence_count", 1)], {"formal_canon_count"}),
    "formal evidence, word": ([("/verification_status/formal_links_present", True)], {"status_formal_links"}),
    "author claims, hash of none": ([(f"{GRAPH}/author_claims/snapshot_sha256", "0" * 64)], {"author_claims_hash"}),
    "author claims, word": ([("/verification_status/strong_author_claims", 1)], {"status_author_claims"}),
    "integrity, hash of findings": ([*integrity(FINDING), (f"{GRAPH}/integrity/findings/0/note", "x")], {"integrity_hash"}),
    "integrity, hash of runs": ([*integrity(FINDING), (f"{GRAPH}/integrity/detectors_run", [])], {"integrity_hash"}),
    "integrity, severity": (integrity(FINDING, critical=2), {"integrity_summary"}),
    "integrity, a count without findings": (integrity(clean=True, critical=1), {"integrity_summary"}),
    "integrity, total": (
        integrity(FINDING, by_detector={"doi_compliance": TWO}),
        {"integrity_summary"},
    ),
    "integrity, detector": (
        integrity(FINDING, by_detector={"other": ONE}),
        {"integrity_summary"},
    ),
    "integrity, detector with nothing": (integrity(clean=True, by_detector={"x": {**ZEROS, "total": 1}}), {"integrity_summary"}),
    "integrity, no detector": (integrity(FINDING, by_detector={}), {"integrity_summary"}),
    "integrity, clean with a finding": (integrity(FINDING, clean=True), {"integrity_clean"}),
    "integrity, not clean without": (integrity(clean=False), {"integrity_clean"}),
    "integrity, endpoint": ([(f"{GRAPH}/integrity/endpoint", "/pith/2305.02302/integrity.json")], {"integrity_endpoint"}),
    "paper, authors": ([(f"{GRAPH}/paper/authors_text", "Nobody")], {"snapshot_paper"}),
    "paper, unknown field": ([("/paper/keywords", ["x"]), (f"{GRAPH}/paper/keywords", ["y"])], {"snapshot_paper"}),
    "builder": ([(f"{GRAPH}/builder_version", "other")], {"builder_versions"}),
    "aliases, twice": (
        [("/aliases/-", DOI)],
        {"alias_set"},
    ),
    "aliases, one gone": ([("/aliases", lambda aliases: aliases[1:])], {"alias_set"}),
    "aliases, a short one gone": ([("/aliases", lambda aliases: aliases[:-1])], {"alias_set"}),
    "link": ([("/links/json", "https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC")], {"links"}),
    "link with a line end": ([("/links/html", lambda link: link + "\n")], {"links"}),
    "action": ([("/agent_actions/view_paper", "https://pith.science/paper/AAAAAAAA")], {"agent_actions"}),
    "action below": ([("/agent_actions/actions/attest_author", "")], {"agent_actions"}),
    "line ends between two texts": (
        [
            ("/receipt/builder_version", "p\nq"),
            (f"{GRAPH}/builder_version", "q"),
            ("/agent_actions/actions/submit_replication", lambda address: address + "\np"),
        ],
        {"agent_actions", "builder_versions"},
    ),
    "resolver": ([("/agent_actions/resolve_alias", "https://pith.science/api/pith-number/resolve?arxiv=1")], {"resolve_alias"}),
    "presence": ([("/verification_status/pith_receipt", False)], {"status_presence"}),
    "resolved with none": ([("/verification_status/references_resolved", True)], {"status_references"}),
    "unresolved with all": (references(ROW, resolved_work=1), {"status_references"}),
    "attested without events": ([("/verification_status/author_attested", True)], {"status_events"}),
    "signatures without events": ([("/verification_status/citation_signatures", 1)], {"status_events"}),
    "citations, anchors": (citations(True, False, count=2, internal=2), {"citations_count"}),
    "citations, too many": (citations(True, count=0, internal=0), {"citations_count"}),
    "citations, anchors over the count": (citations(count=3, internal=4), {"citations_count"}),
    "citations, anchors over their count": (citations(True, True, count=3, internal=1), {"citations_count"}),
    "receipt, reissued first": ([("/receipt/first_computed_at", "2026-05-21T20:43:58.373762Z")], {"receipt_dates"}),
    "receipt, signed first": ([("/receipt/signed_at", "2026-05-21T20:43:58.3Z")], {"receipt_dates"}),
    "updated first": ([("/updated_at", "2026-05-21T20:43:58.374132Z")], {"record_dates"}),
}

UNMADE: dict[str, tuple[Changes, set[str]]] = {
    "claims with another source": (claims({**CLAIM, "source": "reader.notes"}), {"claims_verdict"}),
    "a sample of references": (references(ROW, count=300), {"references_hash"}),
    "some references resolved": (references(ROW, {**ROW, "ref_index": 2}, resolved_work=1), {"status_references"}),
    "formal evidence": (PASS["formal evidence"], {"formal_canon_hash"}),
    "author claims": (PASS["author claims"], {"author_claims_hash"}),
    "no integrity": (
        [("/graph_snapshot", without("integrity"))],
        {"integrity_hash", "integrity_summary", "integrity_clean", "integrity_endpoint"},
    ),
    "lesser findings alone": (integrity({**FINDING, "severity": "informational"}), {"integrity_clean"}),
    "an unknown severity": (integrity({**FINDING, "severity": "fatal"}), {"integrity_summary", "integrity_clean"}),
    "events": ([("/events/-", {"event_type": "new"})], {"status_events"}),
    "no aliases": ([("/aliases", [])], {"alias_set", "short_aliases", "source_aliases"}),
    "three aliases": ([("/aliases", lambda aliases: aliases[:3])], {"short_aliases"}),
}
ALWAYS_UNMADE = {"key_window", "abstract_hash"}


test_what_the_protocol_allows_verifies = that_verify(report_of, PASS)
test_what_it_forbids_fails_by_name = that_fail(report_of, FAIL)


@pytest.mark.parametrize(("changes", "unmade"), UNMADE.values(), ids=UNMADE.keys())
def test_what_cannot_be_known_is_not_made(changes: Changes, unmade: set[str]) -> None:
    report = report_of(*changes)
    assert {*report.indeterminate} - ALWAYS_UNMADE == unmade
    assert report.failed == ()


def test_the_texts_of_a_record_are_compared_in_one_go() -> None:
    texts = Comparison(check.run for check in RECORD_CHECKS if isinstance(check.run, Texts))
    facts = RecordFacts(parse_record(carried()), PITH_KEYS, None, None, ORIGIN)
    assert texts(facts)
    assert all(check.run(facts) is None for check in RECORD_CHECKS if isinstance(check.run, Texts))
    facts.derived["suffix"] = "A" * 26
    assert not texts(facts)


def test_a_text_that_is_wrong_is_named() -> None:
    report = report_of(("/links/graph_json", "x"), ("/graph_snapshot/builder_version", "y"))
    assert report["links"].detail.startswith("graph_json: expected 'https://pith.science/api/pith-number/")
    assert report["builder_versions"].detail.startswith("expected 'pith-number")


def test_a_source_of_another_kind_has_names_that_are_unknown() -> None:
    tree = carried()
    for source in (tree["source"], tree["graph_snapshot"]["source"], tree["canonical_record"]["source"]):
        source["kind"] = "zenodo"
    report = verify_record(parse_record(tree))
    assert {"source_aliases", "resolve_alias", "integrity_endpoint"} <= {*report.indeterminate}
    assert "sources" in report.passed


def test_a_title_beyond_ascii_is_not_told_apart_from_its_other_foldings() -> None:
    title = "Über die Straße"
    assert text_problem(title, text_sha256(title)) is None
    folded = text_problem(title, sha256(title.casefold().encode()).hexdigest())
    assert folded is not None
    assert folded.outcome is Outcome.INDETERMINATE
    other = text_problem(title, text_sha256("Unter der Straße"))
    assert other is not None
    assert other.outcome is Outcome.FAILED


def test_every_check_can_fail() -> None:
    """What the tables here and those of the signed core make fail, together, is every check."""
    from test_verify import SINGLE_CHANGES

    named = {name for _, failed in FAIL.values() for name in failed}
    named |= {name for _, _, failed in SINGLE_CHANGES.values() for name in failed}
    assert {check.name for check in RECORD_CHECKS} - named == {"key", "key_window", "abstract_hash"}


def covered(pattern: str, covers: tuple[str, ...]) -> bool:
    """Whether a pattern is one of the covers, or below one that takes in all that is in it."""
    return pattern in covers or any(pattern.startswith(cover.removesuffix("**")) for cover in covers if cover.endswith("/**"))


def test_the_table_is_well_formed() -> None:
    names = [check.name for check in RECORD_CHECKS]
    assert len(set(names)) == len(names)
    for check in RECORD_CHECKS:
        assert {*check.depends_on} <= {*names}
        assert check.meaning.endswith(".")
        assert check.covers
        assert isinstance(check.basis, Basis)
        if check.authenticates:
            assert all(covered(pattern, check.covers) for pattern in check.authenticates)
            assert check.depends_on


def test_covers_are_places_of_a_record() -> None:
    tree = edited(carried(), *claims(CLAIM), *references(ROW), *integrity(FINDING))
    patterns = {place.pattern for place in verify_record(parse_record(tree)).provenance}
    for check in RECORD_CHECKS:
        for pattern in check.covers:
            assert pattern.removesuffix("/**") in patterns, (check.name, pattern)


def test_the_empty_snapshot_is_the_published_one() -> None:
    assert EMPTY_SNAPSHOT == "258153158e38e3291e3d48162225fcdb2d5a3ed65a07baac614ab91432fd4f57"


def test_an_abstract_that_has_its_hash_authenticates_the_excerpt() -> None:
    record = sample_record("full")
    for abstract, authenticated in ((SAMPLE_ABSTRACT, True), (None, False)):
        report = verify_record(record, keys=TEST_KEYS, abstract=abstract)
        assert report.assurance_of("/paper/abstract_excerpt").authenticated is authenticated
