"""The checks of a record beyond the signed core: each passes, fails and is indeterminate where the specification has it."""

from hashlib import sha256
from typing import Any

import pytest
from contradictions import Changes, assert_fails, assert_verifies
from core_changes import SINGLE_CHANGES
from records import carried, edited, report_of, without

from pith import Outcome, parse_record, snapshot_sha256, text_sha256, verify_record
from pith.canonical import canonical_bytes, escaped_sha256
from pith.checks import RECORD_CHECKS, Basis, Check
from pith.checks.core import compare_text_hash
from pith.pointers import children, json_pointer
from pith.protocol import SOURCE_ALIASES
from pith.testing import SAMPLE_ABSTRACT, TEST_KEYS, make_record, sample_record

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
    "claims with a float that orjson spells in another way": claims({**CLAIM, "weight": 1e-7}),
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
    "dates in other spellings": [("/created_at", "2026-05-21T20:43:58Z"), ("/updated_at", "2026-05-21T20:43:58.000000+00:00")],
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
    "claims, verdict of the second": (claims(CLAIM, {**CLAIM, "text": "another"}), {"claims_verdict"}),
    "claims, verdict behind an unknown source": (
        claims({**CLAIM, "source": "reader.notes"}, {**CLAIM, "text": "another"}),
        {"claims_verdict"},
    ),
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
    "aliases, one missing": ([("/aliases", lambda aliases: aliases[1:])], {"alias_set"}),
    "aliases, a short one missing": ([("/aliases", lambda aliases: aliases[:-1])], {"alias_set"}),
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
    "resolved with no references": ([("/verification_status/references_resolved", True)], {"status_references"}),
    "unresolved with all references resolved": (references(ROW, resolved_work=1), {"status_references"}),
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

INDETERMINATE: dict[str, tuple[Changes, set[str]]] = {
    "claims with another source": (claims({**CLAIM, "source": "reader.notes"}), {"claims_verdict"}),
    "claims with another source behind one that repeats the verdict": (
        claims(CLAIM, {**CLAIM, "source": "reader.notes"}, CLAIM),
        {"claims_verdict"},
    ),
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
ALWAYS_INDETERMINATE = {"key_window", "abstract_hash"}


@pytest.mark.parametrize("changes", PASS.values(), ids=PASS.keys())
def test_a_change_that_contradicts_nothing_verifies(changes: Changes) -> None:
    assert_verifies(report_of(*changes))


@pytest.mark.parametrize(("changes", "expected"), FAIL.values(), ids=FAIL.keys())
def test_a_contradiction_fails_the_checks_that_it_concerns(changes: Changes, expected: set[str]) -> None:
    assert_fails(report_of(*changes), expected)


@pytest.mark.parametrize(("changes", "expected"), INDETERMINATE.values(), ids=INDETERMINATE.keys())
def test_a_check_that_cannot_be_decided_is_indeterminate(changes: Changes, expected: set[str]) -> None:
    report = report_of(*changes)
    assert {*report.indeterminate} - ALWAYS_INDETERMINATE == expected
    assert report.failed == ()


def test_an_alias_kind_that_is_added_later_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCE_ALIASES, "oai", "oai:arXiv.org:{id}")
    assert_verifies(report_of())
    assert_verifies(report_of(("/aliases", lambda aliases: aliases[:3])))
    oai = {"alias_kind": "oai", "alias_value": "oai:arXiv.org:2305.02301", "created_at": AT}
    assert_verifies(report_of(("/aliases/-", oai)))
    assert_fails(report_of(("/aliases/-", {**oai, "alias_value": "oai:arXiv.org:2305.02302"})), {"source_aliases"})
    assert [alias.alias_kind for alias in make_record().aliases][2:5] == ["doi", "oai", "pith_short_12"]


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


def test_a_title_with_the_hash_of_another_fold_is_indeterminate() -> None:
    title = "Über die Straße"
    assert compare_text_hash(title, text_sha256(title)) is None
    folded = compare_text_hash(title, sha256(title.casefold().encode()).hexdigest())
    assert folded is not None
    assert folded.outcome is Outcome.INDETERMINATE
    other = compare_text_hash(title, text_sha256("Unter der Straße"))
    assert other is not None
    assert other.outcome is Outcome.FAILED


def escaped(graph: Any) -> Any:
    """A graph snapshot whose list hashes are over the form with escaped characters."""
    integrity = graph["integrity"]
    payloads = {
        "claims": graph["claims"]["items"],
        "references": graph["references"]["sample"],
        "integrity": {"detectors": integrity["detectors_run"], "findings": integrity["findings"]},
    }
    hashes = {name: escaped_sha256(canonical_bytes({"payload": p})) for name, p in payloads.items()}
    return {**graph, **{name: {**graph[name], "snapshot_sha256": hashed} for name, hashed in hashes.items()}}


@pytest.mark.parametrize("text", ["plain", "é", "\u2028", "\U0001f600", "\x7f"], ids=ascii)
def test_a_list_with_the_hash_of_the_escaped_form_is_indeterminate_beyond_ascii(text: str) -> None:
    claim, row = {**CLAIM, "text": text}, {**ROW, "title": text}
    changes = [*claims(claim, verdict=text), *references(row), *integrity({**FINDING, "note": text})]
    hashes = {"claims_hash", "references_hash", "integrity_hash"}

    unescaped = report_of(*changes)
    other = report_of(*changes, (GRAPH, escaped))

    assert hashes <= {*unescaped.passed}
    assert hashes <= {*(other.passed if text == "plain" else other.indeterminate)}
    assert other.ok


def test_a_list_with_neither_hash_fails() -> None:
    changes = claims({**CLAIM, "text": "é"}, verdict="é")
    assert report_of(*changes, (f"{GRAPH}/claims/items/0/status", "ü")).failed == ("claims_hash",)


ORDERED = {
    "both in order": (["cs.AI", "cs.LG"], ["cs.AI", "cs.LG"], True, True),
    "the paper in another order": (["cs.LG", "cs.AI"], ["cs.LG", "cs.AI"], False, False),
}


@pytest.mark.parametrize(("paper", "copy", "paper_bound", "copy_bound"), ORDERED.values(), ids=ORDERED.keys())
def test_the_order_of_cross_lists_is_authenticated_only_if_it_is_the_signed_one(
    paper: list[str], copy: list[str], paper_bound: bool, copy_bound: bool
) -> None:
    report = report_of(("/paper/cross_cats", paper), (f"{GRAPH}/paper/cross_cats", copy))
    assert report.ok
    for pointer, bound in (("/paper/cross_cats", paper_bound), (f"{GRAPH}/paper/cross_cats", copy_bound)):
        assert (pointer in report.unauthenticated) is not bound
        for index in (0, 1):
            assert (report.assurance_of(f"{pointer}/{index}").assurance == "authenticated") is bound


ABSTRACT = "  An Abstract\n with line\tbreaks " + "and many words " * 60
EXCERPT = " ".join(ABSTRACT.split())[:600]
EXCERPTS = {
    "exact": (EXCERPT, None),
    "empty": ("", None),
    "in lower case": (EXCERPT.lower(), "failed"),
    "with the line breaks": (ABSTRACT[:600], "failed"),
    "too short": (EXCERPT[:-1], "failed"),
    "too long": (" ".join(ABSTRACT.split())[:601], "failed"),
    "the beginning alone": ("An Abstract", "failed"),
    "another": ("Another", "failed"),
}


@pytest.mark.parametrize(("excerpt", "outcome"), EXCERPTS.values(), ids=EXCERPTS.keys())
def test_an_excerpt_is_the_first_600_characters_of_the_abstract(excerpt: str, outcome: str | None) -> None:
    tree = make_record(abstract=ABSTRACT).to_dict()
    tree = edited(tree, ("/paper/abstract_excerpt", excerpt), (f"{GRAPH}/paper/abstract_excerpt", excerpt))
    report = verify_record(parse_record(tree), keys=TEST_KEYS, abstract=ABSTRACT)
    assert report["abstract_hash"].outcome == (outcome or "passed")
    authenticated = "/paper/abstract_excerpt" not in report.unauthenticated
    assert authenticated is (outcome is None and excerpt != "")


def test_a_padded_abstract_does_not_authenticate_a_truncated_excerpt() -> None:
    padded = "An Abstract" + " " * 700 + "that goes on"
    tree = make_record(abstract=padded).to_dict()
    tree = edited(tree, ("/paper/abstract_excerpt", "An Abstract"), (f"{GRAPH}/paper/abstract_excerpt", "An Abstract"))
    report = verify_record(parse_record(tree), keys=TEST_KEYS, abstract=padded)
    assert report.failed == ("abstract_hash",)
    assert report.assurance_of("/paper/abstract_excerpt").assurance == "contradicted"


def test_a_title_with_many_combining_marks_is_indeterminate() -> None:
    title = "a" + "\u0301" * 31
    tree = make_record(title="é").to_dict()
    report = verify_record(parse_record(edited(tree, ("/paper/title", title), (f"{GRAPH}/paper/title", title))), keys=TEST_KEYS)
    assert report["title_hash"].outcome is Outcome.INDETERMINATE
    assert not report.ok
    assert verify_record(make_record(title=title), keys=TEST_KEYS).ok


HOSTILE = "<b>\x1b[31m\u202e" + "x" * 3_000_000
NAMED = {
    "an alias kind": [("/aliases/0/alias_kind", HOSTILE)],
    "an alias": [("/aliases/0/alias_value", HOSTILE)],
    "a member name": [(f"/paper/{HOSTILE}", 1), (f"{GRAPH}/paper/{HOSTILE}", 2)],
    "a link": [("/links/html", HOSTILE)],
    "a builder": [(f"{GRAPH}/builder_version", HOSTILE)],
    "an algorithm": [("/receipt/algorithm", HOSTILE)],
    "a key id": [("/receipt/key_id", HOSTILE)],
    "a category": [("/paper/cross_cats", [HOSTILE])],
    "a license": [("/paper/license", HOSTILE)],
    "a claim": claims({**CLAIM, "text": HOSTILE}),
    "the source of a claim": claims({**CLAIM, "source": HOSTILE, "claim_id": HOSTILE}),
    "a severity": integrity({**FINDING, "severity": HOSTILE}),
    "a detector": integrity({**FINDING, "detector": HOSTILE}),
    "an endpoint": [*integrity(clean=True), (f"{GRAPH}/integrity/endpoint", HOSTILE)],
}


@pytest.mark.parametrize("changes", NAMED.values(), ids=NAMED.keys())
def test_a_reason_quotes_the_document_bounded_and_escaped(changes: Changes) -> None:
    report = report_of(*changes)
    for result in report.problems:
        assert len(result.detail) <= 1_000
        assert result.detail.isprintable()
        assert HOSTILE[:150] not in result.detail


def test_every_check_can_fail() -> None:
    """Beside the tables here and in the tests of `verify_record`, single tests fail these three."""
    named = {name for _, failed in FAIL.values() for name in failed}
    named |= {name for _, _, failed in SINGLE_CHANGES.values() for name in failed}
    assert {check.name for check in RECORD_CHECKS} - named == {"key", "key_window", "abstract_hash"}


def covered(pattern: str, covers: tuple[str, ...]) -> bool:
    """Whether a pattern is one of these, or is below one of them that covers all that is below it."""
    return pattern in covers or any(pattern.startswith(cover.removesuffix("**")) for cover in covers if cover.endswith("/**"))


@pytest.mark.parametrize("check", RECORD_CHECKS, ids=lambda check: check.name)
def test_a_check_of_the_table_is_well_formed(check: Check) -> None:
    names = [other.name for other in RECORD_CHECKS]
    assert names.count(check.name) == 1
    assert {*check.depends_on} <= {*names}
    assert check.meaning.endswith(".")
    assert check.covers
    assert isinstance(check.basis, Basis)
    assert all(covered(pattern, check.covers) for pattern in check.authenticates)
    assert bool(check.depends_on) or not (check.authenticates or check.authenticates_in)


def patterns_of(value: Any, pattern: str = "") -> set[str]:
    """The pattern of every value of a document."""
    found = {pattern}
    for key, member in children(value):
        found |= patterns_of(member, f"{pattern}/*" if isinstance(key, int) else pattern + json_pointer(key))
    return found


def test_every_pattern_names_a_value_of_a_record() -> None:
    patterns = patterns_of(edited(carried(), *claims(CLAIM), *references(ROW), *integrity(FINDING)))
    for check in RECORD_CHECKS:
        for pattern in check.covers:
            assert pattern.removesuffix("/**") in patterns, (check.name, pattern)


def test_patterns_that_depend_on_the_document_are_covered() -> None:
    tree = sample_record("full").to_dict()
    for check in RECORD_CHECKS:
        for pattern in check.authenticates_in(tree) if check.authenticates_in else ():
            wildcard = "/".join("*" if part.isdigit() else part for part in pattern.split("/"))
            assert covered(wildcard, check.covers), (check.name, pattern)


def test_an_abstract_with_its_hash_authenticates_the_excerpt() -> None:
    record = sample_record("full")
    for abstract, assurance in ((SAMPLE_ABSTRACT, "authenticated"), (None, "checked")):
        report = verify_record(record, keys=TEST_KEYS, abstract=abstract)
        assert report.assurance_of("/paper/abstract_excerpt").assurance == assurance
