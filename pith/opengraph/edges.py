"""The graph that a record speaks of, as edges: who cites whom, what claims a paper has, what was found about its references."""

from typing import NamedTuple, TypeAlias

from ..models.base import require_model
from ..models.record import PithRecord
from ..models.snapshot import Reference

Attribute: TypeAlias = str | int | bool | None

CITES = "cites"
CLAIM_OF = "claim_of"
FINDING_ON = "finding_on"


class Edge(NamedTuple):
    """A directed edge as networkx takes it (`add_edges_from`) and, with its field names for columns, a data frame.

    A paper is named by the kind and the id of its source, `arxiv:2305.02301`, a work that is on no arXiv by its DOI or by
    the publisher's id of it, `doi:…` or `work:…`, what a paper has itself by a fragment, `arxiv:2305.02301#C1`.
    `attributes` has the `relation` and what else the record says of the edge.
    """

    source: str
    target: str
    attributes: dict[str, Attribute]


def citation_edges(record: PithRecord) -> list[Edge]:
    """Paper cites paper: those of `inbound_citations.sample` cite this one, which cites those of `references.sample`.

    Rows that repeat give edges that repeat; the lists may be samples. Raises `InvalidArgument` for what is no record.
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
    """Claim of paper, with the text and the words that the record has about it. Raises `InvalidArgument`."""
    require_model(record, PithRecord, "record")
    paper = _paper(record)
    return [
        Edge(
            f"{paper}#{claim.claim_id}",
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
    """Finding on reference, or on the paper itself where it names none; empty where the record has no integrity block.

    A reference is named as in `citation_edges` where the record's sample has it, else by its place in the bibliography,
    `arxiv:2305.02301#reference-19`. Raises `InvalidArgument` for what is no record.
    """
    require_model(record, PithRecord, "record")
    paper = _paper(record)
    graph = record.graph_snapshot
    cited = {reference.ref_index: _cited(paper, reference) for reference in graph.references.sample}
    return [
        Edge(
            f"{paper}#finding-{place}",
            paper if finding.ref_index is None else cited.get(finding.ref_index, _entry(paper, finding.ref_index)),
            {
                "relation": FINDING_ON,
                "detector": finding.detector,
                "finding_type": finding.finding_type,
                "severity": finding.severity,
                "verdict_class": finding.verdict_class,
                "ref_index": finding.ref_index,
            },
        )
        for place, finding in enumerate(graph.integrity.findings if graph.integrity else (), 1)
    ]


def _paper(record: PithRecord) -> str:
    source = record.canonical_record.source
    return f"{source.kind}:{source.id}"


def _cited(paper: str, reference: Reference) -> str:
    """A cited work by the best name that the record has of it."""
    if reference.cited_arxiv_id:
        return f"arxiv:{reference.cited_arxiv_id}"
    if reference.doi:
        return f"doi:{reference.doi.lower()}"
    return f"work:{reference.work_id}" if reference.work_id else _entry(paper, reference.ref_index)


def _entry(paper: str, ref_index: int) -> str:
    return f"{paper}#reference-{ref_index}"
