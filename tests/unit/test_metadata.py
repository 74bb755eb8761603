"""Papers in the shapes in which people have them, and what is missing in each."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_data import shared_rows

from pith import InvalidArgument, InvalidRecord, LimitExceeded, PithError, PithNumber
from pith.arxiv import is_arxiv_id
from pith.minting import PaperInput, canonical_record_for
from pith.minting.readers import MOST_CHARACTERS

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
IMPORTERS: tuple[Importer, ...] = (
    PaperInput.from_arxiv_api,
    PaperInput.from_arxiv_raw,
    PaperInput.from_csl_json,
    PaperInput.from_bibtex,
)


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
            {"version": 0},
            {"version": 10**5000},
            {"license": "\ud800"},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_wrong_values_are_refused(self, change: dict[str, Any]) -> None:
        with pytest.raises((InvalidArgument, InvalidRecord)):
            PaperInput.of(**{**FACTS, **change})

    @pytest.mark.parametrize(
        "change",
        [
            {"cross_cats": "cs.LG"},
            {"cross_cats": [1]},
            {"cross_cats": 5},
            {"title": b"A Title"},
            {"abstract": ["An abstract."]},
            {"authors_text": ["First Name"]},
            {"version": "2"},
            {"version": True},
            {"id": 2401.00001},
            {"license": 4},
            {"primary_cat": ["cs.DL"]},
            {"submitted_at": 2024},
        ],
        ids=repr,
    )
    def test_arguments_of_wrong_types_are_named(self, change: dict[str, Any]) -> None:
        known = {**FACTS, **change}
        with pytest.raises(TypeError, match=rf"^{next(iter(change))}: expected"):
            PaperInput.of(**known)
        with pytest.raises(TypeError, match=rf"^{next(iter(change))}: expected"):
            PaperInput.from_csl_json({}, **known)

    def test_a_field_that_no_paper_has_is_refused(self) -> None:
        unknown: dict[str, Any] = {"language": "en"}
        with pytest.raises(TypeError, match=r"no field 'language'"):
            PaperInput.of(**FACTS, **unknown)

    def test_a_field_that_the_caller_knows_is_not_read(self) -> None:
        item = {**CSL, "title": "<i>A</i> Title", "author": 10**5000, "abstract": ["no text"]}
        known: Any = {"title": "A Title", "abstract": "An abstract.", "authors_text": "First Name, Second Name"}
        assert PaperInput.from_csl_json(item, **known, **UNSAID) == EXPECTED

    @pytest.mark.parametrize(
        "spelling", ["2401.00001", "2401.00001v2", "arXiv:2401.00001v2", "https://arxiv.org/pdf/2401.00001v2.pdf"]
    )
    def test_an_id_has_any_spelling(self, spelling: str) -> None:
        assert PaperInput.of(**{**FACTS, "id": spelling}) == PaperInput.of(**FACTS)
        assert PaperInput.from_csl_json(CSL, **{**UNSAID, "id": spelling}) == EXPECTED

    def test_the_version_can_be_part_of_the_id(self) -> None:
        facts = {name: value for name, value in FACTS.items() if name != "version"}
        assert PaperInput.of(**{**facts, "id": "arXiv:2401.00001v2"}).source.version == 2
        with pytest.raises(InvalidArgument, match=r"^version: expected that of the id, 3, not 2"):
            PaperInput.of(**{**FACTS, "id": "2401.00001v3"})
        with pytest.raises(InvalidArgument, match=r"expected an arXiv id"):
            PaperInput.of(**{**FACTS, "id": "10.1000/182"})

    def test_the_version_of_another_paper_is_not_taken(self) -> None:
        with pytest.raises(InvalidArgument, match=r"missing: version"):
            PaperInput.from_csl_json(CSL, id="2401.00002", **UNSAID)

    def test_an_id_that_is_missing_is_an_arxiv_id(self) -> None:
        with pytest.raises(InvalidArgument, match=r"missing: id, version; .*only papers on arXiv can be minted"):
            PaperInput.from_csl_json({"title": "T", "abstract": "A.", "DOI": "10.1000/182"}, **UNSAID)

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
        with pytest.raises(InvalidArgument, match=r"one arXiv id"):
            PaperInput.from_csl_json({**CSL, "number": "arXiv:2401.00002"}, **UNSAID)

    def test_versions_that_differ_are_refused(self) -> None:
        with pytest.raises(InvalidArgument, match=r"one arXiv version"):
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


@pytest.mark.parametrize("wrong", [None, [], "fields"])
def test_an_argument_that_is_no_mapping_is_refused(wrong: Any) -> None:
    for importer in IMPORTERS:
        with pytest.raises(TypeError, match=r"^(entry|item|fields): expected a mapping"):
            importer(wrong)


def test_names_of_fields_are_texts() -> None:
    wrong: Any = {1: 2}
    for importer in IMPORTERS:
        with pytest.raises(InvalidArgument, match=r"every name of a field"):
            importer(wrong)


def nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


def shared(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value, value]
    return value


HOSTILE: dict[str, object] = {
    "a huge integer": 10**5000,
    "a huge integer in a list": [10**5000],
    "10,000 nested lists": nested(10_000),
    "10,000 nested lists in an object": [{"name": nested(10_000), "term": nested(10_000), "version": nested(10_000)}],
    "shared lists": shared(60),
    "shared lists in an object": {"given": shared(60), "term": shared(60), "version": shared(60)},
    "an object with odd keys": {1: 2, None: 3},
    "an object of odd keys in a list": [{1: 2}, {("a",): "b"}],
    "a lone surrogate": "\ud800",
    "bytes": b"A Title",
    "NaN": float("nan"),
    "a long date": [{"version": "v1", "date": "Mon, 1 Jan 2024 " * 100_000}],
    "a date of digits": [{"version": "v1", "date": "9" * 90}],
    "a version of digits": [{"version": "v" + "9" * 5000, "date": "Mon, 1 Jan 2024 09:00:00 GMT"}],
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("index", range(4), ids=["arxiv_api", "arxiv_raw", "csl_json", "bibtex"])
def test_hostile_fields_get_an_answer_or_a_pith_error(index: int, value: object) -> None:
    importer, fields = IMPORTERS[index], (FEED, RAW, CSL, BIBTEX)[index]
    for name in fields:
        message = ""
        try:
            canonical_record_for(importer({**fields, name: value}, **UNSAID))
        except PithError as error:
            message = str(error)
        assert not message or message.isprintable()
        assert len(message) <= 1200


@pytest.mark.parametrize(
    ("importer", "fields", "name", "item"),
    [
        (PaperInput.from_arxiv_api, FEED, "authors", {"name": "x" * 10_000, **{f"k{n}": 1 for n in range(200)}}),
        (PaperInput.from_arxiv_api, FEED, "tags", {"term": " " * 10_000}),
        (PaperInput.from_arxiv_raw, RAW, "categories", "x" * 10_000),
        (PaperInput.from_csl_json, CSL, "author", {"given": "x" * 10_000, "family": "y"}),
    ],
)
def test_one_long_text_many_times_is_over_the_limit(importer: Importer, fields: dict[str, Any], name: str, item: object) -> None:
    with pytest.raises(LimitExceeded) as caught:
        importer({**fields, name: [item] * (MOST_CHARACTERS // 10_000 + 1)})
    assert (caught.value.pointer or "").startswith(f"/{name}/")


MARKUP = [
    "<i>x</i>",
    "<I>x</I>",
    "H<sub>2</sub>O",
    "x<sup >2</sup >",
    "<jats:p>x</jats:p>",
    "<jats:anything/>",
    '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:mi>x</mml:mi></mml:math>',
    "<math><mi>x</mi></math>",
    "<span class='nocase'>x</span>",
    '<span style="font-variant: small-caps;">x</span>',
    '<a href="https://example.org/">x</a>',
    "one<br/>two",
    "one<br />two",
    "<p>x</p>",
    "x &lt; y",
    "A &amp; B",
    "&#8211;",
    "&#x2013;",
]
NO_MARKUP = [
    "a<b",
    "a<b and c>d",
    "a <b and c> d",
    "$a<b$, $c>d$ and <x>",
    "1 < i > 0",
    "< i >",
    "<i",
    "i>",
    "<i x>",
    "<i =1>",
    r"\langle i\rangle",
    "R&D",
    "&unknown;",
    "a & b; c",
    "<unknown>x</unknown>",
    "<tex:p>",
    "<1>",
    "</>",
    "<>",
]


class TestMarkup:
    @pytest.mark.parametrize("text", MARKUP)
    def test_markup_is_refused(self, text: str) -> None:
        for name in ("title", "abstract"):
            for importer, fields in ((PaperInput.from_csl_json, CSL), (PaperInput.from_bibtex, BIBTEX)):
                with pytest.raises(InvalidArgument, match=rf"the {name} has markup") as caught:
                    importer({**fields, name: f"A {text}"}, **UNSAID)
                assert caught.value.pointer == f"/{name}"
            with pytest.raises(InvalidArgument, match=rf"the {name} has markup"):
                PaperInput.of(**{**FACTS, name: f"A {text}"})

    @pytest.mark.parametrize("text", NO_MARKUP)
    def test_tex_and_plain_text_have_no_markup(self, text: str) -> None:
        for markup in ("refuse", "strip", "keep"):
            paper = PaperInput.of(**{**FACTS, "title": text, "abstract": text}, markup=markup)
            assert paper.paper.title == paper.abstract == text
            canonical_record_for(paper)

    @pytest.mark.parametrize(
        ("text", "stripped"),
        [
            ("H<sub>2</sub>O", "H2O"),
            ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
            ("<title>Aim</title><p>One.</p>", "Aim One."),
            ("A &lt; B &amp; C&#8211;D&#x2013;E&nbsp;F", "A < B & C\u2013D\u2013E F"),
            ("a<b and <i>c</i>", "a<b and c"),
            ("<mml:mi>x</mml:mi>", "x"),
            ("one<br/>two", "one two"),
        ],
    )
    def test_markup_is_stripped_if_the_caller_asks_for_that(self, text: str, stripped: str) -> None:
        paper = PaperInput.from_csl_json({**CSL, "title": text, "abstract": text}, markup="strip", **UNSAID)
        assert paper.paper.title == paper.abstract == stripped
        canonical_record_for(paper)

    @pytest.mark.parametrize("text", ["&lt;i&gt;x&lt;/i&gt;", "<<i>i>x", "&amp;lt;", "&<i></i>lt;"])
    def test_markup_in_markup_is_refused(self, text: str) -> None:
        with pytest.raises(InvalidArgument, match=r"still has markup"):
            PaperInput.of(**{**FACTS, "title": text}, markup="strip")

    @pytest.mark.parametrize("text", [text for text in MARKUP if "\\" not in text])
    def test_markup_is_kept_if_the_caller_asks_for_that(self, text: str) -> None:
        paper = PaperInput.of(**{**FACTS, "title": text}, markup="keep")
        assert paper.paper.title == text
        assert paper.keep_markup
        canonical_record_for(paper)

    def test_another_choice_is_refused(self) -> None:
        other: Any = "drop"
        with pytest.raises(InvalidArgument, match=r"markup: expected refuse, strip, keep, not 'drop'"):
            PaperInput.of(**FACTS, markup=other)

    @pytest.mark.parametrize("name", ["title", "abstract"])
    @pytest.mark.parametrize("text", [r"The {LLM}", r"Schr\"odinger", "100\\%"])
    def test_braces_of_bibtex_are_named(self, name: str, text: str) -> None:
        with pytest.raises(InvalidArgument, match=rf"the {name} has braces or backslashes") as caught:
            PaperInput.from_bibtex({**BIBTEX, name: text}, **UNSAID)
        assert caught.value.pointer == f"/{name}"
        paper = PaperInput.from_bibtex({**BIBTEX, name: text}, **{**UNSAID, name: FACTS[name]})
        assert paper == PaperInput.of(**FACTS, authors_text=paper.paper.authors_text)
        kept = PaperInput.from_bibtex({**BIBTEX, name: text}, markup="keep", **UNSAID)
        assert text in (kept.paper.title, kept.abstract)

    @pytest.mark.parametrize("text", ["<i " * 50_000, "<i a='" * 30_000, "<" * 100_000, "&#" * 100_000, "<i" + " a='b'" * 30_000])
    def test_text_that_is_nearly_markup_has_an_answer(self, text: str) -> None:
        assert PaperInput.of(**{**FACTS, "abstract": text}, markup="strip").abstract == " ".join(text.split())


def known(metadata: Mapping[str, Any], source: Mapping[str, Any] | None) -> Any:
    """What CSL-JSON and BibTeX do not have; `cross_cats` has another name in canonical metadata."""
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
