"""arXiv ids: each spelling, texts of another form, and the aliases of a source."""

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_data import vectors

from pith.arxiv import ArxivId, aliases_of_source, is_arxiv_id, parse_arxiv_id, source_aliases
from pith.errors import InvalidArgument
from pith.models.snapshot import Source
from pith.number import PithNumber, short_aliases
from pith.protocol import FIRST_KINDS, SHORT_LENGTHS, SOURCE_ALIASES

# What an id is, with and without a version, and the result.
IDS = {
    "2305.02301": "2305.02301",
    "0704.0001": "0704.0001",
    "hep-lat/0305021": "hep-lat/0305021",
    "math/0309136": "math/0309136",
    "math.GT/0309136": "math/0309136",
    "cond-mat.dis-nn/9901001": "cond-mat/9901001",
    "MATH.gt/0309136": "math/0309136",
}
PREFIXES = [
    "",
    "arXiv:",
    "ARXIV:",
    "10.48550/arxiv.",
    "10.48550/arXiv.",
    "doi:10.48550/arXiv.",
    "DOI:10.48550/ARXIV.",
    "https://doi.org/10.48550/arXiv.",
    "http://dx.doi.org/10.48550/arXiv.",
    "doi.org/10.48550/arXiv.",
    "https://arxiv.org/abs/",
    "http://www.arxiv.org/abs/",
    "HTTPS://export.ArXiv.org/abs/",
    "arxiv.org/abs/",
    "https://arxiv.org/pdf/",
    "https://arxiv.org/html/",
]


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("text", IDS)
def test_every_spelling_with_and_without_a_version(prefix: str, text: str) -> None:
    assert parse_arxiv_id(prefix + text) == ArxivId(IDS[text], None)
    assert parse_arxiv_id(f"{prefix}{text}v3") == ArxivId(IDS[text], 3)
    assert parse_arxiv_id(f"{prefix}{text}V12") == ArxivId(IDS[text], 12)


@pytest.mark.parametrize("end", ["/", "?context=cs.DL", "#S1", "/?a=b#c?d#e", "?", "#"])
@pytest.mark.parametrize("form", ["abs/2305.02301v2", "pdf/2305.02301v2", "pdf/2305.02301v2.pdf", "html/2305.02301v2"])
def test_addresses_may_have_a_slash_a_query_and_a_fragment(form: str, end: str) -> None:
    assert parse_arxiv_id(f"https://arxiv.org/{form}{end}") == ("2305.02301", 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2305.023",
        "2305.023010",
        "230.02301",
        "2305.02301v0",
        "2305.02301v01",
        "2305.02301v",
        "2305.02301v1234567890",
        "2305.02301 ",
        " 2305.02301",
        "2305.02301\n",
        "2305/02301",
        "hep-lat/030502",
        "hep-lat/03050211",
        "hep-/0305021",
        "-lat/0305021",
        "math./0309136",
        "math.GT.XX/0309136",
        "math.G1/0309136",
        "/0309136",
        "\u0662305.02301",
        "\u017fc/0203024",
        "\u212am/0203024",
        "arXiv: 2305.02301",
        "arXiv:arXiv:2305.02301",
        "doi:2305.02301",
        "10.1000/2305.02301",
        "10x48550/arxiv.2305.02301",
        "10.48550/arxiv.2305.02301/",
        "10.48550/arxiv.2305.02301?a",
        "https://doi.org/10.48550/arxiv.2305.02301#a",
        "arXiv:2305.02301/",
        "ftp://arxiv.org/abs/2305.02301",
        "https://arxiv.org/abs/2305.02301.pdf",
        "https://arxiv.org/html/2305.02301.pdf",
        "https://arxiv.org/abs/2305.02301//",
        "https://arxiv.org/abs/2305.02301? ",
        "https://arxiv.org/abs/2305.02301?\u00e9",
        "https://arxiv.org/list/2305.02301",
        "https://arxiv.org/2305.02301",
        "https://user@arxiv.org/abs/2305.02301",
        "https://arxiv.org:443/abs/2305.02301",
        "https://evil.org/arxiv.org/abs/2305.02301",
        "https://notarxiv.org/abs/2305.02301",
        "https://arxivxorg/abs/2305.02301",
        "pith:FB5JQX5U",
        "\ud800",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(InvalidArgument, match="expected an arXiv id such as"):
        parse_arxiv_id(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2305.02301", True),
        ("0704.0001", True),
        ("hep-lat/0305021", True),
        ("math/0309136", True),
        ("math.GT/0309136", False),
        ("MATH/0309136", False),
        ("2305.02301v2", False),
        ("arXiv:2305.02301", False),
        ("2305.02301\n", False),
        ("", False),
        ("\u0662305.02301", False),
    ],
)
def test_the_published_form_has_no_version_and_no_class(text: str, expected: bool) -> None:
    assert is_arxiv_id(text) is expected


@pytest.mark.parametrize("function", [parse_arxiv_id, is_arxiv_id])
@pytest.mark.parametrize("value", [None, 2305.02301, b"2305.02301", ["2305.02301"]])
def test_only_a_str_is_a_text(function: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(TypeError, match="text: expected a str"):
        function(value)


@settings(max_examples=300)
@given(st.text() | st.text("arxivARXIV:/.-v0123456789", max_size=40))
def test_the_result_is_in_published_form(text: str) -> None:
    try:
        paper, version = parse_arxiv_id(text)
    except InvalidArgument:
        assert not is_arxiv_id(text)
    else:
        assert is_arxiv_id(paper)
        assert version is None or 1 <= version <= 999_999_999
        assert parse_arxiv_id(paper) == (paper, None)
        assert not is_arxiv_id(text) or paper == text


def test_a_message_about_a_long_text_is_short() -> None:
    with pytest.raises(InvalidArgument) as refusal:
        parse_arxiv_id("a-" * 500_000)
    assert len(str(refusal.value)) < 300
    assert str(refusal.value).isprintable()


# The aliases that follow from a source.


@pytest.mark.parametrize("row", [row for row in vectors("records") if row["aliases"]], ids=lambda row: str(row["pith_number"]))
def test_published_aliases(row: dict[str, Any]) -> None:
    """Every published alias, in the published order. Some records have only the aliases of the source."""
    source = Source(**row["canonical_record"]["source"])
    derived = source_aliases(source) | short_aliases(PithNumber(row["pith_number"]))
    published = row["aliases"]
    assert list(published.items()) == [(kind, value) for kind, value in derived.items() if kind in published]
    assert published.keys() in (derived.keys(), FIRST_KINDS)


def test_some_published_aliases_are_there() -> None:
    listed = [row["aliases"] for row in vectors("records") if row["aliases"]]
    assert len(listed) > 80
    assert any("pith_short_16" in aliases for aliases in listed)


def test_kinds_are_unique_and_sorted() -> None:
    kinds = [*SOURCE_ALIASES, *SHORT_LENGTHS]
    assert kinds == sorted(set(kinds))


@pytest.mark.parametrize("paper", ["2305.02301", "math/0309136"])
def test_every_alias_is_a_spelling_of_the_id(paper: str) -> None:
    aliases = source_aliases(Source(kind="arxiv", id=paper, version=3))
    for kind, alias in aliases.items():
        assert parse_arxiv_id(alias) == (paper, 3 if "{version}" in SOURCE_ALIASES[kind] else None)


@pytest.mark.parametrize("paper", ["2601.00001v1", "math.GT/0309136", "arXiv:2601.00001", "2601.00001 ", "MATH/0309136", ""])
def test_an_id_that_is_not_in_its_published_form_is_refused(paper: str) -> None:
    with pytest.raises(InvalidArgument, match=f"without version and subject class.*, not '{re.escape(paper)}'$") as caught:
        source_aliases(Source(kind="arxiv", id=paper, version=1))
    assert caught.value.pointer == "/id"


def test_a_record_lists_the_aliases_of_any_id_and_its_doi_is_in_lower_case() -> None:
    assert aliases_of_source(Source(kind="arxiv", id="math.GT/0309136", version=3)) == {
        "arxiv": "math.GT/0309136",
        "arxiv_version": "math.GT/0309136v3",
        "doi": "10.48550/arxiv.math.gt/0309136",
    }


def test_an_id_with_braces_stays_as_it_is() -> None:
    assert aliases_of_source(Source(kind="arxiv", id="{version}{id}{}", version=3)) == {
        "arxiv": "{version}{id}{}",
        "arxiv_version": "{version}{id}{}v3",
        "doi": "10.48550/arxiv.{version}{id}{}",
    }


def test_the_aliases_of_another_source_are_unknown() -> None:
    with pytest.raises(InvalidArgument, match="kind 'zenodo' are unknown") as caught:
        source_aliases(Source(kind="zenodo", id="1", version=1))
    assert caught.value.pointer == "/kind"


@pytest.mark.parametrize("value", ["2305.02301", "pith:FB5JQX5U", None, {"kind": "arxiv", "id": "2305.02301", "version": 1}])
def test_only_a_source_has_source_aliases(value: Any) -> None:
    with pytest.raises(TypeError, match="source: expected a Source"):
        source_aliases(value)


def test_the_aliases_that_the_library_makes_are_parsed_back() -> None:
    for row in vectors("records"):
        source = Source(**row["canonical_record"]["source"])
        aliases = source_aliases(source)
        assert parse_arxiv_id(aliases["arxiv"]) == parse_arxiv_id(aliases["doi"]) == (source.id, None)
        assert parse_arxiv_id(aliases["arxiv_version"]) == (source.id, source.version)


def test_long_texts_take_few_calls() -> None:
    calls = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal calls
        calls += 1

    text = "https://arxiv.org/abs/2305.02301?" + "a" * 1_000_000
    sys.setprofile(count)
    try:
        parse_arxiv_id(text)
    finally:
        sys.setprofile(None)
    assert calls < 20
