"""Citations as real readers of each format take them: nothing is lost that the format can carry, and nothing breaks out."""

import json
from typing import Any

import pytest
from records import PUBLISHED, carried, edited, parsed, published
from titles import LINE_ENDS, PLAIN, SCRIPTS, WHOLE_TEX

from pith import PITH_KEYS, PithRecord, parse_record, verify_record
from pith.citing import Author, cite
from pith.testing import TEST_KEYS, sample_record

bibtexparser = pytest.importorskip("bibtexparser")
citeproc = pytest.importorskip("citeproc")
rispy = pytest.importorskip("rispy")
jsonld = pytest.importorskip("pyld.jsonld")

# citeproc-py does not know the field `custom` of CSL-JSON 1.0.2.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:The following arguments for Reference")]

TITLES = (*WHOLE_TEX, *PLAIN, *SCRIPTS, *(f"a{end}b{end}ER  - {end}TY  - JOUR" for end in LINE_ENDS))
AUTHORS: list[Author] = [
    "Hsieh, Cheng-Yu",
    "Ludwig van Beethoven",
    "King, Jr., Martin Luther",
    {"literal": "Smith and Sons, Inc."},
    "王, 小明",
    'Schr\\"odinger, Erwin',
    {"family": "others}, title = {x", "given": "and"},
]


def read_bibtex(text: str, *, decode: bool = False) -> dict[str, str]:
    """The fields of the one entry that bibtexparser finds, as LaTeX or decoded by pylatexenc, which bibtexparser depends on."""
    from bibtexparser.middlewares import LatexDecodingMiddleware
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

    # Commands of the LaTeX kernel that pylatexenc does not know, and one for which it prints U+02C6.
    commands = {"textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "textbar": "|"}
    commands |= {"textasciicircum": "^"}
    macros = [MacroTextSpec(name, simplify_repl=text) for name, text in commands.items()]
    context = get_default_latex_context_db()
    context.add_context_category("kernel", prepend=True, macros=macros)
    decoder = LatexDecodingMiddleware(decoder=LatexNodes2Text(latex_context=context))
    library = bibtexparser.parse_string(text, append_middleware=[decoder] if decode else [])
    assert not library.failed_blocks
    [entry] = library.blocks
    return {"ID": entry.key, **{name: str(field.value) for name, field in entry.fields_dict.items()}}


def read_ris(text: str) -> dict[str, Any]:
    """The one entry that rispy finds."""
    [entry] = rispy.loads(text)
    return dict(entry)


def read_csl(text: str) -> str:
    """The bibliography that citeproc prints of an item."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    item = json.loads(text)
    source = CiteProcJSON([item])
    bibliography = CitationStylesBibliography(
        CitationStylesStyle("harvard-cite-them-right", validate=False), source, formatter.plain
    )
    bibliography.register(Citation([CitationItem(item["id"])]))
    [printed] = bibliography.bibliography()
    return str(printed)


def read_json_ld(text: str) -> dict[str, Any]:
    """The one node that pyld finds, without a look at the network."""
    context = {"@context": {"@vocab": "https://schema.org/", "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}}

    def load(address: str, options: object) -> dict[str, object]:
        assert address == "https://schema.org"
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": context}

    [node] = jsonld.expand(json.loads(text), {"documentLoader": load})
    return dict(node)


def one_line(title: str) -> str:
    return " ".join(title.split())


def records() -> list[Any]:
    samples = [pytest.param(lambda kind=kind: sample_record(kind), id=kind) for kind in ("minimal", "full", "future")]
    return samples + [pytest.param(lambda name=name: parse_record(published(name).read_bytes()), id=name) for name in PUBLISHED]


@pytest.mark.parametrize("make", records())
def test_each_reader_finds_what_the_record_has(make: Any) -> None:
    record: PithRecord = make()
    report = verify_record(record, keys=TEST_KEYS if record.source.id.startswith("2499") else PITH_KEYS)
    assert report.ok
    source, metadata = record.canonical_record.source, record.canonical_record.metadata
    date = metadata.submitted_at[:10]
    doi = f"10.48550/arxiv.{source.id}"

    fields = read_bibtex(cite(report, "bibtex").entry)
    assert fields["ID"] == record.pith_number
    assert fields["title"] == f"{{{one_line(record.paper.title)}}}"
    assert (fields["year"], fields["eprint"], fields["doi"]) == (date[:4], f"{source.id}v{source.version}", doi)
    assert fields["copyright" if metadata.license else "year"] == (metadata.license or date[:4])
    assert fields["url"] == record.pith_number.url()

    entry = read_ris(cite(report, "ris").entry)
    assert (entry["id"], entry["title"], entry["doi"]) == (record.pith_number, one_line(record.paper.title), doi)
    assert (entry["date"], entry["edition"]) == (date.replace("-", "/"), str(source.version))
    assert entry["accession_number"] == f"arXiv:{source.id}v{source.version}"
    assert entry["urls"] == [record.pith_number.url()]
    assert entry["keywords"] == [metadata.primary_cat, *metadata.cross_cats_sorted]

    printed = read_csl(str(cite(report)))
    # citeproc-py prints single spaces.
    assert one_line(record.paper.title) in one_line(printed)
    assert date[:4] in printed

    node = read_json_ld(str(cite(report, "jsonld")))
    assert node["@id"] == record.pith_number.url()
    assert node["https://schema.org/name"] == [{"@value": one_line(record.paper.title)}]
    assert node["https://schema.org/version"] == [{"@value": source.version}]
    values = {item["https://schema.org/value"][0]["@value"] for item in node["https://schema.org/identifier"]}
    assert values == {record.pith_number, f"{source.id}v{source.version}", doi}


@pytest.mark.parametrize("title", TITLES)
def test_bibtexparser_reads_the_title(title: str) -> None:
    text = cite(parsed(("/paper/title", title)), "bibtex").entry
    plain = cite(parsed(("/paper/title", "x")), "bibtex").entry
    assert read_bibtex(text).keys() == read_bibtex(plain).keys()
    if title in WHOLE_TEX:
        assert read_bibtex(text)["title"] == f"{{{title}}}"
    else:
        ligatures = one_line(title).replace("``", "“").replace("''", "”").replace("--", "–")
        assert read_bibtex(text, decode=True)["title"] == ligatures


@pytest.mark.parametrize("title", TITLES)
def test_rispy_reads_the_title(title: str) -> None:
    entry = read_ris(cite(parsed(("/paper/title", title)), "ris").entry)
    assert entry["title"] == one_line(title)
    assert entry.keys() == read_ris(cite(parsed(), "ris").entry).keys()


@pytest.mark.parametrize("title", TITLES)
def test_citeproc_prints_the_title(title: str) -> None:
    printed = read_csl(str(cite(parsed(("/paper/title", title)))))
    # citeproc-py changes quotes.
    plain = str.maketrans(dict.fromkeys("'\"`“”‘’", ""))
    assert one_line(title).translate(plain) in one_line(printed).translate(plain)


@pytest.mark.parametrize("title", TITLES)
def test_pyld_reads_the_title(title: str) -> None:
    assert read_json_ld(str(cite(parsed(("/paper/title", title)), "jsonld")))["https://schema.org/name"] == [
        {"@value": one_line(title)}
    ]


def test_every_reader_finds_the_same_authors() -> None:
    record = parse_record(edited(carried()))
    from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

    library = bibtexparser.parse_string(
        cite(record, "bibtex", authors=AUTHORS).entry, append_middleware=[SeparateCoAuthors(), SplitNameParts()]
    )
    names = library.entries[0]["author"]
    assert [" ".join(name.last) for name in names] == [
        "Hsieh",
        "Beethoven",
        "King",
        "{Smith and Sons, Inc.}",
        "王",
        'Schr\\"odinger',
        "{others{\\textbraceright}, title = {\\textbraceleft}x}",
    ]
    assert [name.von for name in names][1] == ["van"]
    assert [name.jr for name in names][2] == ["Jr."]
    ris = read_ris(cite(record, "ris", authors=AUTHORS).entry)["authors"]
    assert ris[:4] == ["Hsieh, Cheng-Yu", "van Beethoven, Ludwig", "King, Martin Luther, Jr.", "Smith and Sons, Inc."]
    printed = read_csl(str(cite(record, authors=AUTHORS[:2])))
    assert "Hsieh" in printed
    assert "Beethoven" in printed
    people = read_json_ld(str(cite(record, "jsonld", authors=AUTHORS)))["https://schema.org/author"]
    assert [person["https://schema.org/name"][0]["@value"] for person in people][:4] == [
        "Cheng-Yu Hsieh",
        "Ludwig van Beethoven",
        "Martin Luther King Jr.",
        "Smith and Sons, Inc.",
    ]
