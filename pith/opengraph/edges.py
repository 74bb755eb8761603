"""The graph around a record, as edges: citations, claims of the paper, and findings about its references."""

from typing import NamedTuple, TypeAlias

from ..models.base import require_model
from ..models.record import PithRecord
from ..models.snapshot import Reference

Attribute: TypeAlias = str | int | bool | None

CITES = "cites"
CLAIM_OF = "claim_of"
FINDING_ON = "finding_on"


class Edge(NamedTuple):
    """A directed edge, in the form that networkx (`add_edges_from`) and data frames take.

    The name of a paper is the kind and the id of its source: `arxiv:2305.02301`. A cited work without an arXiv id has its
    DOI or the publisher's id: `doi:…`, `work:…`. A part of a paper has a fragment: `arxiv:2305.02301#claim-C1`. `attributes`
    holds the `relation`, and what the record claims about the edge. Nothing is verified.
    """

    source: str
    target: str
    attributes: dict[str, Attribute]


def citation_edges(record: PithRecord) -> list[Edge]:
    """The edges from citing paper to cited paper, of `inbound_citations.sample` and of `references.sample`, in this order.

    Rows that repeat give edges that repeat. The lists can be samples of longer lists. Raises TypeError if the argument is
    not a record.
    """
    require_model(record, PithRecord, "record")
    paper = _paper(record)
    edges = [
        Edge(
            f"arxiv:{citation.citing_arxiv_id}",
            paper,
            {"relation": CITES, "ref_index": citation.ref_index, "is_internal_anchor": citation.is_internal_anchor},
        )
        for citation in record.inbound_citations.sample
    ]
    edges += [
        Edge(
            paper,
            _cited(paper, reference),
            {"relation": CITES, "ref_index": reference.ref_index, "is_internal_anchor": reference.is_internal_anchor},
        )
        for reference in record.graph_snapshot.references.sample
    ]
    return edges


def claim_edges(record: PithRecord) -> list[Edge]:
    """The edges from each claim to the paper, with kind, text, status and attestation of the claim.

    Raises TypeError if the argument is not a record.
    """
    require_model(record, PithRecord, "record")
    paper = _paper(record)
    return [
        Edge(
            f"{paper}#claim-{claim.claim_id}",
            paper,
            {
                "relation": CLAIM_OF,
                "kind": claim.kind,
                "text": claim.text,
                "status": claim.status,
                "attestation": claim.attestation,
            },
        )
        for claim in record.graph_snapshot.claims.items
    ]


def finding_edges(record: PithRecord) -> list[Edge]:
    """The edges from each finding to the reference that it is about, or to the paper if it names no reference.

    A reference that the record's sample holds has the same name as in `citation_edges`. Another has its index in the
    bibliography: `arxiv:2305.02301#reference-19`. A record without an integrity block has no findings. Raises TypeError if
    the argument is not a record.
    """
    require_model(record, PithRecord, "record")
    paper = _paper(record)
    graph = record.graph_snapshot
    # By texts, whose hashes nobody can foresee: integers can be chosen so that a dict of them costs the square of their number.
    cited = {str(reference.ref_index): _cited(paper, reference) for reference in graph.references.sample}
    return [
        Edge(
            f"{paper}#finding-{index}",
            paper if (place := finding.ref_index) is None else cited.get(str(place), _bibliography_entry(paper, place)),
            {
                "relation": FINDING_ON,
                "detector": finding.detector,
                "finding_type": finding.finding_type,
                "severity": finding.severity,
                "verdict_class": finding.verdict_class,
                "ref_index": finding.ref_index,
            },
        )
        for index, finding in enumerate(graph.integrity.findings if graph.integrity else (), 1)
    ]


def _paper(record: PithRecord) -> str:
    source = record.canonical_record.source
    return f"{source.kind}:{source.id}"


def _cited(paper: str, reference: Reference) -> str:
    """The name of a cited work: by arXiv id, else by DOI, else by the publisher's id, else by its index."""
    if reference.cited_arxiv_id:
        return f"arxiv:{reference.cited_arxiv_id}"
    if reference.doi:
        return f"doi:{reference.doi.lower()}"
    return f"work:{reference.work_id}" if reference.work_id else _bibliography_entry(paper, reference.ref_index)


def _bibliography_entry(paper: str, ref_index: int) -> str:
    return f"{paper}#reference-{ref_index}"
