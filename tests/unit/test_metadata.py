"""Papers in the shapes in which people have them, and what is missing in each."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_data import shared_rows

from pith import InvalidArgument, InvalidRecord, PithError, PithNumber
from pith.minting.metadata import PaperInput, is_arxiv_id
from pith.minting.mint import canonical_record_for

FACTS: dict[str, Any] = {
    "title": "A Title",
    "abstract": "An abstract.",
    "id": "2401.00001",
    "version": 2,
    "submitted_at": "2024-01-01T09:00:00Z",
    "primary_cat": "cs.DL",
    "cross_cats": ["cs.LG", "math-ph"],
    "license": "http://creativecommons.org/licenses/by/4.0/",
}
LICENSE = FACTS["license"]
EXPECTED = PaperInput.of(**FACTS, authors_text="First Name, Second Name")

# As feedparser reads an entry.
FEED: dict[str, Any] = {
    "id": "http://arxiv.org/abs/2401.00001v2",
    "guidislink": True,
    "title": "A\n  Title",
    "summary": "An\nabstract.\n",
    "published": "2024-01-01T09:00:00Z",
    "updated": "2024-02-01T00:00:00Z",
    "authors": [{"name": "First Name"}, {"name": "Second Name"}],
    "arxiv_primary_category": {"term": "cs.DL", "scheme": "http://arxiv.org/schemas/atom"},
    "tags": [{"term": "cs.DL"}, {"term": "math-ph"}, {"term": "cs.LG"}],
}
# The same as an XML parser that makes mappings reads it.
XML: dict[str, Any] = {
    "id": "http://arxiv.org/abs/2401.00001v2",
    "title": "A Title",
    "summary": "An abstract.",
    "published": "2024-01-01T09:00:00Z",
    "author": [{"name": "First Name"}, {"name": "Second Name"}],
    "arxiv:primary_category": {"@term": "cs.DL"},
    "category": [{"@term": "math-ph"}, {"@term": "cs.LG"}, {"@term": "cs.DL"}],
}
RAW: dict[str, Any] = {
    "id": "2401.00001",
    "submitter": "First Name",
    "version": [
        {"@version": "v1", "date": "Mon, 1 Jan 2024 09:00:00 GMT", "size": "9kb"},
        {"@version": "v2", "date": "Thu, 1 Feb 2024 00:00:00 GMT", "size": "9kb"},
    ],
    "title": "A Title",
    "authors": "First Name, Second Name",
    "categories": "cs.DL math-ph cs.LG",
    "license": LICENSE,
    "abstract": "  An abstract.\n",
}
ROW: dict[str, Any] = {
    **{name: value for name, value in RAW.items() if name != "version"},
    "versions": [
        {"version": "v1", "created": "Mon, 1 Jan 2024 09:00:00 GMT"},
        {"version": "v2", "created": "Thu, 1 Feb 2024 00:00:00 GMT"},
    ],
    "update_date": "2024-02-01",
}
CSL: dict[str, Any] = {
    "type": "article",
    "title": "A Title",
    "abstract": "An abstract.",
    "author": [{"given": "First", "family": "Name"}, {"literal": "Second Name"}],
    "issued": {"date-parts": [[2024, 1, 1]]},
    "DOI": "10.48550/arXiv.2401.00001",
    "number": "arXiv:2401.00001",
    "URL": "https://arxiv.org/abs/2401.00001v2",
}
BIBTEX: dict[str, Any] = {
    "ENTRYTYPE": "misc",
    "title": "A Title",
    "abstract": "An abstract.",
    "author": "First Name and\n Second Name",
    "eprint": "2401.00001v2",
    "archivePrefix": "arXiv",
    "primaryClass": "cs.DL",
    "year": "2024",
}
UNSAID = {name: FACTS[name] for name in ("submitted_at", "primary_cat", "cross_cats", "license")}

Importer = Callable[..., PaperInput]


class TestShapes:
    @pytest.mark.parametrize(
        ("importer", "fields", "known"),
        [
            (PaperInput.from_arxiv_api, FEED, {"license": LICENSE}),
            (PaperInput.from_arxiv_api, XML, {"license": LICENSE}),
            (PaperInput.from_arxiv_raw, RAW, {}),
            (PaperInput.from_arxiv_raw, ROW, {}),
            (PaperInput.from_csl_json, CSL, UNSAID),
            (PaperInput.from_bibtex, BIBTEX, {name: UNSAID[name] for name in UNSAID if name != "primary_cat"}),
        ],
    )
    def test_every_shape_gives_the_same_paper(self, importer: Importer, fields: dict[str, Any], known: dict[str, Any]) -> None:
        assert importer(fields, **known) == EXPECTED

    @pytest.mark.parametrize(
        ("importer", "fields", "missing"),
        [
            (PaperInput.from_arxiv_api, FEED, "missing: license"),
            (PaperInput.from_arxiv_api, {}, "title, abstract, id, version, submitted_at, primary_cat, cross_cats, license"),
            (PaperInput.from_arxiv_api, {**FEED, "id": "http://arxiv.org/abs/2401.00001"}, "missing: version, license"),
            (PaperInput.from_arxiv_raw, {**RAW, "version": None}, "missing: version, submitted_at"),
            (PaperInput.from_arxiv_raw, {**RAW, "version": RAW["version"][1]}, "missing: submitted_at"),
            (PaperInput.from_csl_json, CSL, "missing: submitted_at, primary_cat, cross_cats, license"),
            (PaperInput.from_csl_json, {}, "missing: title, abstract, id, version, submitted_at"),
            (PaperInput.from_bibtex, BIBTEX, "missing: submitted_at, cross_cats, license"),
            (PaperInput.from_bibtex, {**BIBTEX, "title": r"The {LLM}"}, "missing: title, submitted_at"),
            (PaperInput.from_bibtex, {**BIBTEX, "archivePrefix": "hal"}, "missing: id, version"),
        ],
    )
    def test_what_is_missing_is_named(self, importer: Importer, fields: dict[str, Any], missing: str) -> None:
        with pytest.raises(InvalidArgument, match=missing):
            importer(fields)

    def test_published_numbers_follow_from_every_shape(self) -> None:
        for row in shared_rows("vectors", "pith", "abstracts.jsonl"):
            metadata, source = row["metadata"], row["source"]
            texts = {"title": row["title"], "abstract": row["abstract"]}
            categories = [metadata["primary_cat"], *reversed(metadata["cross_cats_sorted"])]
            date = datetime.fromisoformat(metadata["submitted_at"])
            entry = {
                **texts,
                "id": f"http://arxiv.org/abs/{source['id']}v{source['version']}",
                "published": metadata["submitted_at"],
                "primary_category": categories[0],
                "categories": sorted(categories),
            }
            raw = {
                **texts,
                "id": source["id"],
                "categories": " ".join(categories),
                "license": metadata["license"] or None,
                "version": [
                    {"version": f"v{number}", "date": date.strftime("%a, %d %b %Y %H:%M:%S GMT")}
                    for number in range(1, source["version"] + 1)
                ],
            }
            for paper in (
                PaperInput.from_arxiv_api(entry, license=metadata["license"]),
                PaperInput.from_arxiv_raw(raw),
                PaperInput.from_csl_json({**texts, "DOI": f"10.48550/ARXIV.{source['id']}"}, **known(metadata, source)),
                PaperInput.from_bibtex({"eprint": source["id"]}, **texts, **known(metadata, source)),
            ):
                canonical = canonical_record_for(paper.paper, paper.source, abstract=paper.abstract)
                assert PithNumber.derive(canonical) == row["pith_number"]


class TestKnown:
    def test_what_the_caller_knows_counts_before_the_metadata(self) -> None:
        assert PaperInput.from_arxiv_raw(RAW, title="Another").paper.title == "Another"

    def test_a_licence_that_arxiv_does_not_hold_is_empty(self) -> None:
        without = {name: value for name, value in RAW.items() if name != "license"}
        assert PaperInput.from_arxiv_raw(without).paper.license == ""

    def test_an_instant_is_published_in_utc(self) -> None:
        at = datetime(2024, 1, 1, 1, 0, 0, tzinfo=timezone(timedelta(hours=2)))
        assert PaperInput.of(**{**FACTS, "submitted_at": at}).paper.submitted_at == "2023-12-31T23:00:00Z"

    @pytest.mark.parametrize(
        "change",
        [
            {"submitted_at": datetime(2024, 1, 1)},  # noqa: DTZ001
            {"submitted_at": datetime(2024, 1, 1, microsecond=1, tzinfo=UTC)},
            {"submitted_at": "2024-01-01"},
            {"cross_cats": "cs.LG"},
            {"cross_cats": [1]},
            {"cross_cats": 5},
            {"title": b"A Title"},
            {"abstract": ["An abstract."]},
            {"version": "2"},
            {"version": 0},
            {"id": 2401.00001},
            {"license": 4},
            {"primary_cat": ["cs.DL"]},
            {"language": "en"},
        ],
    )
    def test_values_that_are_none_of_a_paper_are_refused(self, change: dict[str, Any]) -> None:
        with pytest.raises((InvalidArgument, InvalidRecord)):
            PaperInput.of(**{**FACTS, **change})

    def test_the_excerpt_is_cut_and_the_abstract_is_whole(self) -> None:
        paper = PaperInput.of(**{**FACTS, "abstract": "word " * 200})
        assert (len(paper.paper.abstract_excerpt), len(paper.abstract)) == (600, 999)


class TestIdentifiers:
    @pytest.mark.parametrize("text", ["2401.00001", "0704.0001", "hep-th/9807195", "math/9308210", "acc-phys/9411001"])
    def test_an_id_as_it_is_hashed(self, text: str) -> None:
        assert is_arxiv_id(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "2401.00001v1",
            "2401.1",
            "math.GT/0309136",
            "Hep-th/9807195",
            "9807195",
            "hep-th/980719",
            "2401.00001\n",
            "٢401.00001",
        ],
    )
    def test_any_other_spelling_is_none(self, text: str) -> None:
        assert not is_arxiv_id(text)

    @pytest.mark.parametrize(
        "address",
        [
            "https://arxiv.org/abs/hep-th/9807195v2",
            "http://export.arxiv.org/abs/hep-th/9807195v2",
            "arXiv:hep-th/9807195v2",
            "10.48550/arXiv.hep-th/9807195v2",
            "hep-th/9807195v2",
        ],
    )
    def test_ids_are_read_from_what_people_write(self, address: str) -> None:
        paper = PaperInput.from_csl_json({**CSL, "DOI": None, "number": None, "URL": address}, **known(FACTS, None))
        assert (paper.source.id, paper.source.version) == ("hep-th/9807195", 2)

    def test_the_doi_of_a_journal_tells_no_arxiv_id(self) -> None:
        paper = PaperInput.from_csl_json({**CSL, "DOI": "10.1000/182", "number": 7}, **UNSAID)
        assert paper.source.id == "2401.00001"

    def test_two_ids_are_refused(self) -> None:
        with pytest.raises(InvalidArgument, match="one arXiv id"):
            PaperInput.from_csl_json({**CSL, "number": "arXiv:2401.00002"}, **UNSAID)

    def test_versions_that_differ_are_refused(self) -> None:
        with pytest.raises(InvalidArgument, match="one arXiv version"):
            PaperInput.from_csl_json({**CSL, "number": "arXiv:2401.00001v1"}, **UNSAID)


@pytest.mark.parametrize(
    "history",
    [
        [{"version": "v1", "date": "2024-01-01"}],
        [{"version": "v1", "date": "Mon, 99 Jan 2024 09:00:00 GMT"}],
        [{"version": "v1", "date": "Mon, 1 Jan 2024 09:00:00 -0000"}],
        [{"version": "1", "date": "Mon, 1 Jan 2024 09:00:00 GMT"}],
        [{"version": "v1"}],
        [{"date": "Mon, 1 Jan 2024 09:00:00 GMT"}],
        ["v1"],
        7,
    ],
)
def test_a_history_that_is_none_is_refused(history: object) -> None:
    with pytest.raises(InvalidArgument):
        PaperInput.from_arxiv_raw({**RAW, "version": history})


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.binary(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5) | st.just("term"), inner, max_size=2),
    max_leaves=4,
)


@pytest.mark.parametrize(
    ("importer", "fields"),
    [
        (PaperInput.from_arxiv_api, FEED),
        (PaperInput.from_arxiv_raw, RAW),
        (PaperInput.from_csl_json, CSL),
        (PaperInput.from_bibtex, BIBTEX),
    ],
)
@given(data=st.data())
@settings(max_examples=40)
def test_only_our_errors_escape(importer: Importer, fields: Mapping[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*fields]))
    try:
        paper = importer({**fields, name: data.draw(values)}, **UNSAID)
    except PithError:
        return
    assert isinstance(paper, PaperInput)


@pytest.mark.parametrize("wrong", [None, [], "fields", {1: 2}])
def test_what_is_no_mapping_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidArgument):
        PaperInput.from_csl_json(wrong)


def known(metadata: Mapping[str, Any], source: Mapping[str, Any] | None) -> Any:
    """What CSL-JSON and BibTeX do not say; `cross_cats` goes by another name in canonical metadata."""
    facts = {name: metadata[name] for name in ("submitted_at", "primary_cat", "license")}
    facts["cross_cats"] = metadata.get("cross_cats") or metadata.get("cross_cats_sorted")
    return {**facts, "version": source["version"]} if source else facts


def test_an_author_may_be_a_text() -> None:
    manuscript = PaperInput.from_csl_json(
        {"title": "T", "abstract": "A.", "author": ["One", {"literal": "Two"}]},
        id="2601.00001",
        version=1,
        submitted_at="2026-01-01T00:00:00Z",
        primary_cat="math.HO",
        cross_cats=[],
        license="",
    )
    assert manuscript.paper.authors_text == "One, Two"
