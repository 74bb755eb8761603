"""The formats that are JSON: CSL-JSON and schema.org JSON-LD. JSON needs no escapes of its own for a text."""

from typing import Any

from .facts import CitedPaper, Field, present
from .names import Name

Tree = dict[str, Any]


def csl_entry(paper: CitedPaper) -> tuple[Tree, tuple[str, ...]]:
    """The item as CSL-JSON 1.0.2, and its unauthenticated fields.

    `custom` has what CSL-JSON has no field for: the number, the license, and the names of the unauthenticated fields.
    """
    custom: Tree = {"pith_number": str(paper.number)} | ({"license": paper.license} if paper.license else {})
    fields: list[Field] = present(
        [
            ("id", str(paper.number), "number"),
            ("type", "article", ""),
            ("genre", "preprint" if paper.arxiv else "", "source"),
            ("title", paper.title, "title"),
            ("author", [_csl_name(name) for name in paper.authors], "authors"),
            ("issued", {"date-parts": [[*paper.date]]}, "date"),
            ("publisher", paper.publisher, "source"),
            ("number", paper.source_id, "source"),
            ("version", str(paper.version), "source"),
            ("DOI", paper.doi, "source"),
            ("URL", paper.address, "number"),
            ("keyword", ", ".join(paper.categories), "categories"),
            ("note", f"Pith Number {paper.number}", "number"),
            ("annote", paper.note, ""),
            ("custom", custom, "number"),
            ("custom", custom, "license"),
        ]
    )
    unauthenticated = paper.unauthenticated(fields)
    custom["unauthenticated"] = [*unauthenticated]
    return {name: value for name, value, _ in fields}, unauthenticated


def json_ld_entry(paper: CitedPaper) -> tuple[Tree, tuple[str, ...]]:
    """The paper as a schema.org `ScholarlyArticle`, and its unauthenticated properties. A `comment` has the note."""
    at_source = {"arXiv": paper.arxiv, "DOI": paper.doi} if paper.arxiv else {paper.kind: paper.id}
    identifiers = [_property(name, text) for name, text in {"Pith Number": str(paper.number), **at_source}.items()]
    addresses = [f"https://arxiv.org/abs/{paper.arxiv}", f"https://doi.org/{paper.doi}"] if paper.arxiv else []
    fields: list[Field] = present(
        [
            ("@context", "https://schema.org", ""),
            ("@type", "ScholarlyArticle", ""),
            ("@id", paper.address, "number"),
            ("name", paper.title, "title"),
            ("author", [_person(name) for name in paper.authors], "authors"),
            ("datePublished", "{:04}-{:02}-{:02}".format(*paper.date), "date"),
            ("publisher", {"@type": "Organization", "name": paper.publisher} if paper.publisher else None, "source"),
            ("version", paper.version, "source"),
            ("identifier", identifiers, "number"),
            ("identifier", identifiers, "source"),
            ("sameAs", addresses, "source"),
            ("url", paper.address, "number"),
            ("license", paper.license, "license"),
            ("keywords", [*paper.categories], "categories"),
            ("comment", {"@type": "Comment", "text": paper.note}, ""),
        ]
    )
    return {name: value for name, value, _ in fields}, paper.unauthenticated(fields)


def _csl_name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "suffix": name.suffix,
        "non-dropping-particle": name.particle,
        "literal": name.literal,
    }
    return {part: text for part, text in parts.items() if text}


def _person(name: Name) -> dict[str, str]:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    family, suffix, given = name.inverted
    parts = {"@type": "Person", "name": name.whole, "familyName": family, "givenName": given, "honorificSuffix": suffix}
    return {part: text for part, text in parts.items() if text}


def _property(name: str, value: str) -> dict[str, str]:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}
