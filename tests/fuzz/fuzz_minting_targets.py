"""Targets that take metadata: the four readers, plain facts, canonical records, and whole minted records."""

from datetime import timedelta
from functools import cache
from typing import Any

from fuzz_cases import Draw, build, size_of
from fuzz_shapes import number, scalar, shared, text, value, word
from fuzz_targets import Target
from fuzz_value_targets import attempt

import pith
from pith import mint_record
from pith.minting import PaperInput, canonical_record_for
from pith.models import Claim, DetectorRun, Finding, InboundCitation, Reference
from pith.testing import SAMPLE_AT, TEST_KEYS, TEST_SIGNER, sample_record

_KNOWN: dict[str, Any] = {
    "title": "A Paper",
    "abstract": "An abstract.",
    "authors_text": "Jane Doe",
    "id": "2305.02301",
    "version": 1,
    "submitted_at": "2023-05-03T17:50:56Z",
    "primary_cat": "cs.CL",
    "cross_cats": ["cs.LG"],
    "license": "",
}
_API: dict[str, Any] = {
    "id": "http://arxiv.org/abs/2305.02301v2",
    "title": "A  Paper\n  on things",
    "summary": "An abstract.",
    "published": "2023-05-03T17:50:56Z",
    "authors": [{"name": "Jane Doe"}, {"name": "John Roe"}],
    "arxiv_primary_category": {"term": "cs.CL"},
    "tags": [{"term": "cs.CL"}, {"term": "cs.LG"}],
}
_RAW: dict[str, Any] = {
    "id": "2305.02301",
    "title": "A Paper",
    "abstract": "An abstract.",
    "authors": "Jane Doe, John Roe",
    "categories": "cs.CL cs.LG",
    "license": "http://creativecommons.org/licenses/by/4.0/",
    "versions": [
        {"version": "v1", "created": "Wed, 3 May 2023 17:50:56 GMT"},
        {"version": "v2", "created": "Thu, 4 May 2023 17:50:56 GMT"},
    ],
}
_CSL: dict[str, Any] = {
    "title": "A Paper",
    "abstract": "An abstract.",
    "author": [{"family": "Doe", "given": "Jane"}, {"literal": "A Group"}],
    "DOI": "10.48550/arXiv.2305.02301",
    "number": "2305.02301v2",
    "URL": "https://arxiv.org/abs/2305.02301",
}
_BIBTEX: dict[str, Any] = {
    "title": "A Paper with $x^2$",
    "abstract": "An abstract.",
    "author": "Doe, Jane and Roe, John",
    "eprint": "2305.02301",
    "archivePrefix": "arXiv",
    "primaryClass": "cs.CL",
    "url": "https://arxiv.org/abs/2305.02301v2",
}
_READERS: dict[str, tuple[Any, dict[str, Any]]] = {
    "api": (PaperInput.from_arxiv_api, _API),
    "raw": (PaperInput.from_arxiv_raw, _RAW),
    "csl": (PaperInput.from_csl_json, _CSL),
    "bibtex": (PaperInput.from_bibtex, _BIBTEX),
}
_DATES = (
    "Wed, 3 May 2023 17:50:56 GMT",
    "3 May 2023",
    "Wed, 3 May 99999 17:50:56 GMT",
    "0 0 0 0 0",
    "Wed, 3 May 2023 17:50:56 +9999",
    "\x00",
)


def _metadata(case: dict[str, Any]) -> None:
    """A paper that is read can be minted, or is refused with a reason."""
    reader = _READERS[case["reader"]][0]
    paper = reader(case["fields"], markup=case["markup"], **case["known"])
    _mint(paper)


def _mint(paper: PaperInput) -> None:
    record = mint_record(paper, signer=TEST_SIGNER, at=SAMPLE_AT)
    report = pith.verify_record(record, keys=TEST_KEYS, abstract=paper.abstract)
    assert report.ok, str(report)
    assert pith.PithNumber.derive(canonical_record_for(paper)) == record.pith_number


def _foreign(draw: Draw) -> Any:
    """A value as no metadata should have it."""
    return draw.pick(
        text(draw),
        scalar(draw),
        value(draw),
        shared(draw),
        {"$power": [10, 5000]},
        {"$deep": [word(draw), 10_000]},
        {"$list": [text(draw, 200), draw.times(200)]},
        {"$rows": [{"name": text(draw, 50)}, draw.times(60)]},
        {"$rows": [{"given": text(draw, 50), "family": number(draw)}, draw.times(60)]},
        {"$rows": [{"version": draw.pick("v1", "v2", "v999999999", word(draw)), "created": draw.choice(_DATES)}, draw.times(60)]},
        {"$bytes": "00ff"},
        {"$tuple": [word(draw), {"term": word(draw)}]},
    )


def _draw_metadata(draw: Draw) -> Any:
    reader = draw.choice([*_READERS])
    fields = dict(_READERS[reader][1])
    for name in draw.sample_of([*fields], 2) if not draw.large else [draw.choice([*fields])]:
        fields[name] = draw.pick(text, _foreign, _foreign)(draw)
    if draw.often(0.2):
        fields[draw.pick("category", "author", "version", "doi", word(draw))] = _foreign(draw)
    for name in draw.sample_of([*fields], 1) if draw.often(0.2) else []:
        del fields[name]
    known = {
        name: known
        for name, known in _KNOWN.items()
        if name not in ("title", "abstract", "id", "authors_text") and draw.often(0.7)
    }
    if draw.often(0.2):
        known["id"] = draw.pick("2305.02301", "2305.02301v3", word(draw), text(draw))
    return {"reader": reader, "fields": fields, "markup": draw.pick("refuse", "strip", "keep"), "known": known}


def _paper(case: dict[str, Any]) -> None:
    known, markup = case["known"], case["markup"]
    paper = PaperInput.of(markup=markup, **known)
    assert paper.abstract == " ".join(paper.abstract.split())
    _mint(paper)


def _draw_paper(draw: Draw) -> Any:
    known = dict(_KNOWN)
    for name in draw.sample_of([*known], 2):
        if name == "version":
            known[name] = draw.pick(1, 0, -1, 10**9, 2**63, 2**64, {"$power": [10, 5000]})
        elif name == "cross_cats":
            known[name] = draw.pick(
                {"$list": [text(draw, 100), draw.times(100)]}, {"$list": ["cs.AI", 2]}, [word(draw)], [word(draw), text(draw)]
            )
        else:
            known[name] = draw.pick(text(draw), word(draw), text(draw))
    return {"known": known, "markup": draw.pick("refuse", "strip", "strip", "keep")}


_LISTS: dict[str, tuple[Any, str | None]] = {
    "claims": (Claim, "claim_id"),
    "references": (Reference, "ref_index"),
    "findings": (Finding, "ref_index"),
    "detectors_run": (DetectorRun, "name"),
    "citations": (InboundCitation, "ref_index"),
}


def _contents(case: dict[str, Any]) -> None:
    """What is minted with any contents verifies, and is parsed again as it is."""
    contents: dict[str, Any] = {name: [_LISTS[name][0].parse(item) for item in items] for name, items in case["contents"].items()}
    record = mint_record(
        pith.PaperMetadata.parse({**_KNOWN_PAPER, "abstract_excerpt": ""}),
        _source(),
        signer=TEST_SIGNER,
        at=SAMPLE_AT + timedelta(days=case["days"]),
        abstract=case["abstract"],
        origin=case["origin"],
        builder_version=case["builder"],
        **contents,
    )
    report = pith.verify_record(record, keys=TEST_KEYS, origin=case["origin"])
    assert report.ok, str(report)
    assert pith.parse_record(record.to_json()) == record


@cache
def _items() -> dict[str, list[dict[str, Any]]]:
    full = sample_record("full")
    graph = full.graph_snapshot
    assert graph.integrity is not None
    models = {
        "claims": graph.claims.items,
        "references": graph.references.sample,
        "findings": graph.integrity.findings,
        "detectors_run": graph.integrity.detectors_run,
        "citations": full.inbound_citations.sample,
    }
    return {name: [model.to_dict() for model in found] for name, found in models.items()}


@cache
def _source() -> pith.Source:
    return sample_record("minimal").source


def _draw_contents(draw: Draw) -> Any:
    contents: dict[str, Any] = {}
    known = _items()
    for name in draw.sample_of([*_LISTS], 3) or ["references"]:
        item = dict(draw.choice(known[name]))
        if draw.often(0.5):
            item[draw.choice([*item])] = draw.pick(text(draw, 1000), scalar(draw), word(draw))
        if draw.often(0.2):
            item[draw.pick("zz", word(draw))] = value(draw)
        contents[name] = {
            "$rows": [item, min(draw.times(400 + size_of(build(item))), 2000), draw.pick(_LISTS[name][1], _LISTS[name][1], None)]
        }
    return {
        "contents": contents,
        "days": draw.pick(0, 1, -1),
        "abstract": draw.pick("An abstract", text(draw), word(draw)),
        "origin": draw.pick("https://pith.science", "https://pith.science", "http://[::1]:80", word(draw)),
        "builder": draw.pick("b", word(draw), text(draw)),
    }


def _draw_canonical_record(draw: Draw) -> Any:
    paper = dict(_KNOWN_PAPER)
    for name in draw.sample_of([*paper], 2):
        paper[name] = draw.pick(text(draw), scalar(draw), word(draw))
    source = {"kind": draw.pick("arxiv", "arxiv", "zenodo"), "id": draw.pick("2305.02301", word(draw), text(draw)), "version": 1}
    return {"paper": paper, "source": source, "abstract": draw.pick(None, "", word(draw), text(draw))}


_KNOWN_PAPER = sample_record("minimal").paper.to_dict()


def _canonical_record(case: dict[str, Any]) -> None:
    paper = attempt(pith.PaperMetadata.parse, case["paper"])
    source = attempt(pith.Source.parse, case["source"])
    if paper is not None and source is not None:
        record = canonical_record_for(paper, source, abstract=case["abstract"])
        assert pith.CanonicalRecord.parse(record.to_json()) == record


TARGETS = {
    "metadata": Target(_draw_metadata, _metadata, weight=8),
    "paper": Target(_draw_paper, _paper, weight=3),
    "mint": Target(_draw_contents, _contents, weight=1),
    "canonical_record": Target(_draw_canonical_record, _canonical_record, weight=4),
}
