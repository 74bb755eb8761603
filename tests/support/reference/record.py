"""Verification of a record: section 8.3 of the specification."""

from .canonical import same
from .names import (
    address_checks,
    alias_checks,
    canonical_hash_check,
    number_check,
    short_number_check,
    sources_check,
    year_check,
)
from .refusal import Tree
from .report import PASSED, Check, Report, Settings, outcome
from .signed import receipt_checks
from .snapshot import endpoint_check, integrity_checks, lists_checks
from .text import excerpt_of, text_hash_check
from .timestamps import instant


def verify_record(record: Tree, settings: Settings) -> Report:
    """The report of a record that has its form."""
    canonical, graph = record["canonical_record"], record["graph_snapshot"]
    lists = lists_checks(graph, "/graph_snapshot")
    block = graph.get("integrity")
    integrity = [
        *integrity_checks(block, "/graph_snapshot/integrity"),
        endpoint_check(block, "/graph_snapshot/integrity", canonical["source"], binds=True),
    ]
    equal_counts = graph["formal_canon"]["evidence_count"] == record["formal_canon"]["evidence_count"]
    counts = ("/graph_snapshot/formal_canon/evidence_count", "/formal_canon/evidence_count")
    checks = [
        canonical_hash_check(record, canonical),
        number_check(record, canonical),
        year_check(record, canonical),
        short_number_check(record, canonical),
        *receipt_checks(record["receipt"], "/receipt", canonical, settings),
        _title(record),
        _abstract(record, settings.abstract),
        _paper_metadata(record),
        sources_check(record, canonical),
        *alias_checks(record["aliases"], "/aliases", canonical),
        *address_checks(record, canonical, settings.origin),
        _snapshot_paper(record),
        Check(
            "builder_versions",
            outcome(graph["builder_version"] == record["receipt"]["builder_version"]),
            ("/graph_snapshot/builder_version", "/receipt/builder_version"),
        ),
        *lists[:6],
        Check("formal_canon_count", outcome(equal_counts), counts),
        *lists[6:],
        *integrity,
        *_status(record),
        _citations(record["inbound_citations"]),
        *_dates(record),
    ]
    return Report(record, checks, settings)


def _title(record: Tree) -> Check:
    found = text_hash_check(record["paper"]["title"], record["canonical_record"]["metadata"]["title_canon_sha256"])
    place = ("/paper/title",)
    return Check("title_hash", found, place, ("canonical_hash",), place, required=True)


def _abstract(record: Tree, abstract: str | None) -> Check:
    excerpt, place = record["paper"]["abstract_excerpt"], ("/paper/abstract_excerpt",)
    found = "indeterminate"
    if abstract is not None:
        found = text_hash_check(abstract, record["canonical_record"]["metadata"]["abstract_canon_sha256"])
        if found == PASSED:
            found = outcome(excerpt in ("", excerpt_of(abstract)))
    return Check("abstract_hash", found, place, ("canonical_hash",), place if excerpt else ())


def _paper_metadata(record: Tree) -> Check:
    paper, metadata = record["paper"], record["canonical_record"]["metadata"]
    members = ("license", "primary_cat", "submitted_at")
    passes = (
        all(paper[member] == metadata[member] for member in members)
        and sorted(paper["cross_cats"]) == metadata["cross_cats_sorted"]
    )
    places = tuple(f"/paper/{member}" for member in members)
    lists = ("/paper/cross_cats/**",)
    in_order = paper["cross_cats"] == metadata["cross_cats_sorted"]
    binds = (*places, *lists) if in_order else places
    return Check("paper_metadata", outcome(passes), (*places, *lists), ("canonical_hash",), binds, required=True)


def _snapshot_paper(record: Tree) -> Check:
    paper, copy = record["paper"], record["graph_snapshot"]["paper"]
    passes = all(same(paper[member], copy[member]) for member in paper.keys() & copy.keys())
    at = "/graph_snapshot/paper"
    binds = [f"{at}/{member}" for member in ("title", "license", "primary_cat", "submitted_at")]
    if copy["cross_cats"] == record["canonical_record"]["metadata"]["cross_cats_sorted"]:
        binds.append(f"{at}/cross_cats/**")
    covers = (f"{at}/**", "/paper/**")
    return Check("snapshot_paper", outcome(passes), covers, ("title_hash", "paper_metadata"), tuple(binds))


def _status(record: Tree) -> list[Check]:
    status, graph = record["verification_status"], record["graph_snapshot"]
    references, evidence = graph["references"], record["formal_canon"]["evidence_count"]
    count, resolved = references["count"], references["resolved_work"]

    def check(name: str, found: str, words: tuple[str, ...], *others: str) -> Check:
        return Check(name, found, (*(f"/verification_status/{word}" for word in words), *others))

    presence = ("content_addressed", "pith_receipt", "graph_snapshot")
    attested = ("author_attested", "externally_anchored", "storage_verified")
    counted = ("citation_signatures", "replication_records")
    nothing = not any(status[word] for word in attested) and all(status[word] == 0 for word in counted)
    strong = status["strong_author_claims"] == graph["author_claims"]["strong_count"]
    return [
        check("status_presence", outcome(all(status[word] for word in presence)), presence),
        check(
            "status_references",
            outcome(status["references_resolved"] is (resolved > 0), resolved in (0, count)),
            ("references_resolved",),
            "/graph_snapshot/references/count",
            "/graph_snapshot/references/resolved_work",
        ),
        check(
            "status_formal_links",
            outcome(status["formal_links_present"] is (evidence > 0)),
            ("formal_links_present",),
            "/formal_canon/evidence_count",
        ),
        check(
            "status_author_claims",
            outcome(strong),
            ("strong_author_claims",),
            "/graph_snapshot/author_claims/strong_count",
        ),
        check("status_events", outcome(nothing, not record["events"]), (*attested, *counted), "/events"),
    ]


def _citations(citations: Tree) -> Check:
    rows = len(citations["sample"])
    anchors = sum(row["is_internal_anchor"] for row in citations["sample"])
    count, anchor_count = citations["count"], citations["internal_anchor_count"]
    passes = (rows == count and anchors == anchor_count) or (rows < count and anchors <= anchor_count <= count)
    at = "/inbound_citations"
    covers = (f"{at}/count", f"{at}/internal_anchor_count", f"{at}/sample", f"{at}/sample/*/is_internal_anchor")
    return Check("citations_count", outcome(passes), covers)


def _dates(record: Tree) -> list[Check]:
    receipt = record["receipt"]
    members = ("first_computed_at", "last_reissued_at", "signed_at")
    first, last, signed = (instant(receipt[member]) for member in members)
    in_order = instant(record["created_at"]) <= instant(record["updated_at"])
    return [
        Check("receipt_dates", outcome(first <= last <= signed), tuple(f"/receipt/{member}" for member in members)),
        Check("record_dates", outcome(in_order), ("/created_at", "/updated_at")),
    ]
