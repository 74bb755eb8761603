"""Edges of the graph around a record, as tuples that other tools take unchanged."""

from typing import Any

import pytest
from records import PUBLISHED, carried, parsed, published

from pith import parse_record
from pith.opengraph import Edge, citation_edges, claim_edges, finding_edges
from pith.testing import make_record, sample_record

PAPER = "arxiv:2499.00001"
ROW: dict[str, Any] = {
    "ref_index": 1,
    "title": "",
    "year": None,
    "doi": "",
    "cited_arxiv_id": "",
    "work_id": "",
    "is_internal_anchor": False,
}


def test_citations_of_the_sample() -> None:
    inbound, outbound = citation_edges(sample_record())[:3], citation_edges(sample_record())[3:]
    citing = {"relation": "cites", "ref_index": 7}
    assert inbound == [("arxiv:2499.00002", PAPER, {**citing, "is_internal_anchor": anchor}) for anchor in (True, True, False)]
    assert [edge.target for edge in outbound] == [f"work:00000000-0000-4000-8000-00000000000{index}" for index in (1, 2, 3)]
    assert [edge.attributes["ref_index"] for edge in outbound] == [1, 2, 3]
    assert {edge.source for edge in outbound} == {PAPER}


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_published_row_is_an_edge(name: str) -> None:
    record = parse_record(published(name).read_bytes())
    edges = citation_edges(record)
    cited_by = [edge for edge in edges if edge.target == f"arxiv:{record.source.id}"]
    assert len(cited_by) == record.inbound_citations.count
    assert len(edges) - len(cited_by) == len(record.graph_snapshot.references.sample)
    assert len(claim_edges(record)) == record.graph_snapshot.claims.count
    assert finding_edges(record) == []


def test_a_cited_work_is_named_by_arxiv_id_then_doi_then_work_id_then_index() -> None:
    names: list[tuple[dict[str, Any], str]] = [
        ({"cited_arxiv_id": "2305.02301", "doi": "10.1/X", "work_id": "w"}, "arxiv:2305.02301"),
        ({"doi": "10.1/X", "work_id": "w"}, "doi:10.1/x"),
        ({"work_id": "w"}, "work:w"),
        ({}, "arxiv:2305.02301#reference-1"),
        ({"cited_arxiv_id": None, "doi": None, "work_id": None}, "arxiv:2305.02301#reference-1"),
    ]
    for fields, expected in names:
        block = {"count": 1, "resolved_work": 0, "internal_anchors": 0, "snapshot_sha256": "0" * 64}
        record = parsed(("/graph_snapshot/references", {**block, "sample": [{**ROW, **fields}]}))
        assert citation_edges(record)[-1].target == expected


def test_claims_of_the_sample() -> None:
    edges = claim_edges(sample_record())
    assert [edge[:2] for edge in edges] == [(f"{PAPER}#claim-C{index}", PAPER) for index in range(1, 5)]
    assert edges[0].attributes == {
        "relation": "claim_of",
        "kind": "strongest_claim",
        "text": "A sample verifies.",
        "status": "machine_extracted",
        "attestation": "unclaimed",
    }


def test_findings_of_the_sample_are_on_its_references() -> None:
    edges = finding_edges(sample_record())
    assert [edge.target for edge in edges] == [f"work:00000000-0000-4000-8000-00000000000{index}" for index in (1, 3)]
    assert {edge.target for edge in edges} <= {edge.target for edge in citation_edges(sample_record())}
    assert [edge.attributes["severity"] for edge in edges] == ["critical", "advisory"]
    findings = sample_record().graph_snapshot.integrity
    assert findings is not None
    bare = make_record(findings=[findings.findings[0].model_copy(update={"ref_index": index}) for index in (None, 9)])
    assert [edge.target for edge in finding_edges(bare)] == [PAPER, f"{PAPER}#reference-9"]


@pytest.mark.slow
def test_networkx_takes_edges_unchanged() -> None:
    networkx = pytest.importorskip("networkx")
    record = sample_record()
    graph = networkx.MultiDiGraph()
    graph.add_edges_from([*citation_edges(record), *claim_edges(record), *finding_edges(record)])
    assert graph.number_of_edges() == 3 + 3 + 4 + 2
    assert {attributes["relation"] for _, _, attributes in graph.edges(data=True)} == {"cites", "claim_of", "finding_on"}
    assert graph.in_degree(PAPER) == 3 + 4
    rows = carried()["inbound_citations"]["sample"]
    distinct = networkx.DiGraph(citation_edges(parse_record(carried())))
    assert distinct.number_of_edges() == len({row["citing_arxiv_id"] for row in rows}) < len(rows) == 23


def test_edges_are_plain_tuples_with_names_for_columns() -> None:
    [edge, *_] = citation_edges(parse_record(carried()))
    assert isinstance(edge, tuple)
    assert Edge._fields == ("source", "target", "attributes")
    assert type(edge.attributes) is dict
    assert [type(part) for part in edge] == [str, str, dict]
    edge.attributes["relation"] = "changed by its owner"
    assert citation_edges(parse_record(carried()))[0].attributes["relation"] == "cites"


@pytest.mark.parametrize("edges", [citation_edges, claim_edges, finding_edges])
def test_only_a_record_has_edges(edges: Any) -> None:
    for other in (None, "x", sample_record().graph_snapshot):
        with pytest.raises(TypeError, match="record: expected a PithRecord"):
            edges(other)
    with pytest.raises(TypeError, match="'/graph_snapshot'"):
        edges(sample_record().model_copy(update={"graph_snapshot": 5}))


def test_a_claim_never_has_the_name_of_a_reference_or_a_finding() -> None:
    tree = sample_record().to_dict()
    for claim, name in zip(tree["graph_snapshot"]["claims"]["items"], ("reference-1", "finding-0", "", "C1"), strict=True):
        claim["claim_id"] = name
    record = parse_record(tree)
    named = [edge.source for edge in (*claim_edges(record), *finding_edges(record))]
    targets = [edge.target for edge in finding_edges(record)]
    assert len({*named}) == len(named)
    assert not {*named} & {*targets}
