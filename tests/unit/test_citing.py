"""Citations: what each format has, what it names as not authenticated, and what is escaped."""

import json
from typing import Any

import pytest
from records import carried, edited, parsed, report_of
from titles import LINE_ENDS, PLAIN, SCRIPTS, WHOLE_TEX

from pith import Assurance, InvalidArgument, InvalidNumber, parse_record, verify_record
from pith.citing import Citation, cite
from pith.testing import TEST_KEYS, sample_record
from pith.testing.samples import make_record

FORMATS: tuple[Any, ...] = ("csl", "bibtex", "ris", "jsonld")
AUTHOR = {"csl": "author", "bibtex": "author", "ris": "AU", "jsonld": "author"}
NUMBER = "pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC"


def text_of(title: str, format: Any) -> str:  # noqa: A002
    return str(cite(parsed(("/paper/title", title)), format))


class TestFields:
    def test_csl(self) -> None:
        entry = cite(report_of()).entry
        note = entry.pop("annote")
        assert len(entry.pop("author")) == 9
        assert entry == {
            "id": NUMBER,
            "type": "article",
            "genre": "preprint",
            "title": carried()["paper"]["title"],
            "issued": {"date-parts": [[2023, 5, 3]]},
            "publisher": "arXiv",
            "number": "arXiv:2305.02301v2",
            "version": "2",
            "DOI": "10.48550/arxiv.2305.02301",
            "URL": "https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC",
            "keyword": "cs.CL, cs.AI, cs.LG",
            "note": f"Pith Number {NUMBER}",
            "custom": {"pith_number": NUMBER, "license": carried()["paper"]["license"], "unauthenticated": ["author"]},
        }
        assert "order" in note

    def test_bibtex(self) -> None:
        lines = cite(report_of(), "bibtex", authors=["Cheng-Yu Hsieh", "Li, Chun-Liang"]).entry.splitlines()
        assert lines[0] == f"@misc{{{NUMBER},"
        assert "  author = {Hsieh, Cheng-Yu and Li, Chun-Liang}," in lines
        assert "  month = may," in lines
        assert "  eprint = {2305.02301v2}," in lines
        assert "  url = {https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC}," in lines
        assert lines[-1] == "}"

    def test_ris(self) -> None:
        lines = cite(report_of(), "ris").entry.split("\n")
        assert lines[0] == "TY  - UNPB"
        assert lines[-2:] == ["ER  - ", ""]
        assert {"AU  - Hsieh, Cheng-Yu", "DA  - 2023/05/03", "AN  - arXiv:2305.02301v2", "ET  - 2"} <= {*lines}

    def test_json_ld(self) -> None:
        entry = cite(report_of(), "jsonld").entry
        assert entry["@id"] == entry["url"] == "https://pith.science/pith/FB5JQX5UAE5FSVJFWHE5Q4BOBC"
        assert [item["value"] for item in entry["identifier"]] == [NUMBER, "2305.02301v2", "10.48550/arxiv.2305.02301"]
        assert entry["sameAs"] == ["https://arxiv.org/abs/2305.02301v2", "https://doi.org/10.48550/arxiv.2305.02301"]
        assert entry["author"][1] == {
            "@type": "Person",
            "name": "Cheng-Yu Hsieh",
            "familyName": "Hsieh",
            "givenName": "Cheng-Yu",
        }

    def test_json_ld_names_groups_as_organizations(self) -> None:
        entry = cite(parsed(), "jsonld", authors=[{"literal": "The LIGO Collaboration"}]).entry
        assert entry["author"] == [{"@type": "Organization", "name": "The LIGO Collaboration"}]

    def test_the_address_has_the_origin_of_the_report(self) -> None:
        record = make_record(origin="https://pith.example")
        report = verify_record(record, keys=TEST_KEYS, origin="https://pith.example")
        assert cite(report).entry["URL"].startswith("https://pith.example/pith/")

    @pytest.mark.parametrize("format", FORMATS)
    def test_a_source_that_is_not_on_arxiv_has_no_arxiv_id_and_no_doi(self, format: Any) -> None:  # noqa: A002
        for kind, name in (("zenodo", "1"), ("arxiv", "x} y")):
            source = {"kind": kind, "id": name, "version": 1}
            text = str(cite(parsed(("/canonical_record/source", source)), format))
            assert "arxiv.org/abs/" not in text
            assert "10.48550" not in text
            assert kind in text

    @pytest.mark.parametrize("format", FORMATS)
    def test_a_title_has_single_spaces(self, format: Any) -> None:  # noqa: A002
        title = " On\tnothing  \n in\u2003particular "
        assert text_of(title, format) == text_of("On nothing in particular", format)
        assert "On nothing in particular" in text_of(title, format)

    @pytest.mark.parametrize("format", FORMATS)
    def test_empty_values_have_no_field(self, format: Any) -> None:  # noqa: A002
        report = verify_record(make_record(authors_text=" , "), keys=TEST_KEYS)
        citation = cite(report, format)
        assert citation.unauthenticated == ()
        assert not any(word in str(citation) for word in ("icense", "copyright", '"author"', "author =", "AU  -"))


class TestAssurance:
    @pytest.mark.parametrize("format", FORMATS)
    def test_a_report_that_is_ok_leaves_only_the_authors(self, format: Any) -> None:  # noqa: A002
        for authors in (None, ["Hsieh, Cheng-Yu"]):
            citation = cite(report_of(), format, authors=authors)
            assert citation.unauthenticated == (AUTHOR[format],)
            assert "authors are not authenticated" in citation.note
            assert citation.note in str(citation)

    @pytest.mark.parametrize("format", FORMATS)
    def test_without_a_report_that_is_ok_nothing_is_authenticated(self, format: Any) -> None:  # noqa: A002
        for cited in (parsed(), report_of(("/links/html", "x"))):
            citation = cite(cited, format)
            named = {*citation.unauthenticated}
            assert len(citation.unauthenticated) == len(named)
            assert "nothing in this entry is authenticated" in citation.note
            assert citation.note in str(citation)
            entry = citation.entry
            separator = "  -" if format == "ris" else " ="
            lines = entry.splitlines()[1:-1] if isinstance(entry, str) else entry
            fields = {line.partition(separator)[0].strip() for line in lines}
            assert fields - named <= {"type", "annote", "@context", "@type", "comment", "N1"}

    @pytest.mark.parametrize("kind", ["minimal", "full", "future"])
    def test_a_report_that_is_ok_authenticates_every_value_that_is_cited(self, kind: Any) -> None:
        report = verify_record(sample_record(kind), keys=TEST_KEYS)
        assert report.ok
        assert cite(report).unauthenticated == ("author",)
        metadata = [
            f"/canonical_record/metadata/{name}" for name in ("submitted_at", "license", "primary_cat", "cross_cats_sorted")
        ]
        for pointer in ("/pith_number", "/paper/title", "/canonical_record/source", *metadata):
            assert report.assurance_of(pointer).assurance is Assurance.AUTHENTICATED

    def test_the_title_that_is_cited_is_the_signed_one_up_to_case(self) -> None:
        citation = cite(
            report_of(("/paper/title", carried()["paper"]["title"].upper()), ("/graph_snapshot/paper/title", str.upper))
        )
        assert "title" not in citation.unauthenticated
        assert "case and white space" in citation.note


class TestAuthors:
    @pytest.mark.parametrize(
        ("author", "name"),
        [
            ("Hsieh, Cheng-Yu", {"family": "Hsieh", "given": "Cheng-Yu"}),
            ("Cheng-Yu  Hsieh", {"family": "Hsieh", "given": "Cheng-Yu"}),
            ("Ludwig van Beethoven", {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}),
            ("van der Berg, Jan", {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"}),
            ("Martin Luther King Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
            ("King, Jr., Martin Luther", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
            ("bell hooks", {"family": "hooks", "given": "bell"}),
            ("Plato", {"family": "Plato"}),
            ("王小明", {"family": "王小明"}),
            ({"family": "Doe", "given": "Jane"}, {"family": "Doe", "given": "Jane"}),
            ({"literal": "The LIGO Collaboration"}, {"literal": "The LIGO Collaboration"}),
        ],
    )
    def test_a_name_has_parts(self, author: Any, name: dict[str, str]) -> None:
        assert cite(parsed(), authors=[author]).entry["author"] == [name]

    @pytest.mark.parametrize(
        "author",
        [
            "",
            " ",
            ",",
            "A,",
            ",A",
            "A, B, C, D",
            {},
            {"given": "A"},
            {"family": " "},
            {"family": "A", "literal": "B"},
            {"x": "y"},
        ],
    )
    def test_an_author_without_a_name_is_refused(self, author: Any) -> None:
        with pytest.raises(InvalidArgument, match=r"^at '/authors/1': ") as caught:
            cite(parsed(), authors=["Jane Doe", author])
        assert caught.value.pointer == "/authors/1"

    def test_an_unknown_member_of_an_author_is_named_with_those_that_are_known(self) -> None:
        members = "family, given, suffix, non-dropping-particle, literal"
        with pytest.raises(InvalidArgument) as caught:
            cite(parsed(), authors=[{"name": "Jane Doe"}])
        assert str(caught.value) == f"at '/authors/0': an author has no 'name'; the members are {members}"

    @pytest.mark.parametrize("authors", ["Jane Doe", b"x", {"family": "Doe"}, 1, [1], [None], [{"family": 1}]])
    def test_a_wrong_type_is_named(self, authors: Any) -> None:
        with pytest.raises(TypeError, match="authors: "):
            cite(parsed(), authors=authors)

    def test_the_text_of_a_record_is_split(self) -> None:
        text = ", A B,, Sammy Davis, Jr. , C D and  E F,"
        entry = cite(parsed(("/paper/authors_text", text))).entry
        assert [author["family"] for author in entry["author"]] == ["B", "Davis", "D", "F"]
        assert entry["author"][1]["suffix"] == "Jr."

    def test_a_long_text_of_a_record_is_split_in_one_pass(self) -> None:
        for text in ("A, " + "Jr., " * 100_000, " " * 500_000 + "A", "a and " * 100_000):
            assert cite(parsed(("/paper/authors_text", text))).entry["author"]

    @pytest.mark.parametrize(
        ("author", "expected"),
        [
            ({"literal": "Smith and Sons, Inc."}, "{Smith and Sons, Inc.}"),
            ({"family": "others"}, "{others}"),
            ({"family": "Rock and Roll", "given": "A"}, "{Rock and Roll}, A"),
            ({"family": "A, B", "given": "C"}, "{A, B}, C"),
            ({"family": "Fairbanks", "suffix": "Jr.", "given": "Douglas"}, "Fairbanks, Jr., Douglas"),
            ({"family": "El Niño"}, "{El Niño}"),
            ('Schr\\"odinger, Erwin', 'Schr\\"odinger, Erwin'),
            ({"family": "A}", "given": "title={x"}, r"A{\textbraceright}, title={\textbraceleft}x"),
        ],
    )
    def test_bibtex_reads_one_name(self, author: Any, expected: str) -> None:
        assert f"  author = {{{expected}}}," in cite(parsed(), "bibtex", authors=[author]).entry


class TestEscapes:
    @pytest.mark.parametrize("title", WHOLE_TEX)
    def test_whole_tex_stays(self, title: str) -> None:
        assert f"  title = {{{{{title}}}}},\n" in text_of(title, "bibtex")

    @pytest.mark.parametrize(
        ("title", "expected"),
        [
            ("A & B_c #1 100% $x_1 & y$", r"A \& B\_c \#1 100\% $x_1 \& y$"),
            (r"\& \% stay", r"\& \% stay"),
            ("$5", r"\$5"),
            (r"\input{x}", r"\textbackslash{}input{\textbraceleft}x{\textbraceright}"),
            ("{", r"{\textbraceleft}"),
            ("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"),
            ("\u202etxt", "\u202etxt\u202c"),
            ("\u2067a \u202ab\u2069 c \u2068", "\u2067a \u202ab\u2069 c \u2068\u2069"),
            ("\u202c\u2069", "\u202c\u2069"),
            ("a\u202ab\u202cc", "a\u202ab\u202cc"),
            ("{$}$", r"{\textbraceleft}\${\textbraceright}\$"),
            ("$a{b$c}$", r"\$a{\textbraceleft}b\$c{\textbraceright}\$"),
        ],
    )
    def test_bibtex_escapes(self, title: str, expected: str) -> None:
        assert f"  title = {{{{{expected}}}}},\n" in text_of(title, "bibtex")

    @pytest.mark.parametrize("title", [*PLAIN, *WHOLE_TEX, *SCRIPTS])
    def test_braces_are_balanced_in_both_counts(self, title: str) -> None:
        """BibTeX counts each brace; other readers do not count a brace after a backslash."""
        text = text_of(title, "bibtex")
        for counted in (text, text.replace(r"\{", "").replace(r"\}", "")):
            depth = 0
            for place, character in enumerate(counted):
                depth += {"{": 1, "}": -1}.get(character, 0)
                assert depth > 0 or place < counted.index("{") or place >= counted.rindex("}")
            assert depth == 0

    @pytest.mark.parametrize("end", LINE_ENDS)
    @pytest.mark.parametrize("format", ["ris", "bibtex"])
    def test_no_line_ends_inside_a_field(self, end: str, format: Any) -> None:  # noqa: A002
        title = f"x{end}ER  - {end}TY  - JOUR{end}}}, x"
        assert len(text_of(title, format).splitlines()) == len(text_of("x", format).splitlines())

    @pytest.mark.parametrize("format", ["csl", "jsonld"])
    def test_json_fits_into_a_page_and_loses_nothing(self, format: Any) -> None:  # noqa: A002
        title = "</script>\u202e\x00\u2028\U000e0001 مسح 知識"
        citation = cite(parsed(("/paper/title", title)), format)
        text = str(citation)
        assert json.loads(text) == citation.entry
        assert "</script>" not in text
        assert all(line.isprintable() for line in text.split("\n"))
        assert "مسح 知識" in text

    def test_a_large_title_gives_an_entry_of_its_size(self) -> None:
        for title in (
            "{" * 200_000,
            "$" * 200_000,
            "\\alpha " * 50_000,
            "\u202e" * 200_000,
            "\u202a" * 100_000 + "\u2069" * 100_000,
        ):
            assert len(text_of(title, "bibtex")) < 20 * 200_000


class TestArguments:
    def test_it_takes_nothing_else(self) -> None:
        wrong: Any = {}
        with pytest.raises(TypeError, match="record: expected a PithRecord or the report of one"):
            cite(wrong)
        wrong = 1
        with pytest.raises(TypeError, match="format: expected a str"):
            cite(parsed(), wrong)
        wrong = "endnote"
        with pytest.raises(InvalidArgument, match="expected one of csl, bibtex, ris, jsonld, not 'endnote'"):
            cite(parsed(), wrong)

    def test_a_copied_record_with_another_number_is_refused(self) -> None:
        with pytest.raises(InvalidNumber):
            cite(parsed().model_copy(update={"pith_number": "pith:}"}))

    def test_a_citation_is_a_value(self) -> None:
        assert cite(parsed(), "ris") == cite(parse_record(edited(carried())), "ris")
        assert isinstance(cite(parsed()), Citation)
