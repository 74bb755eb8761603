"""BibTeX: fields in braces, with LaTeX that prints the text."""

import re

from .facts import CitedPaper, Field, present
from .names import Name
from .tex import tex_text

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# A comma ends a part of a name, `and` a name, and `others` is a word of BibTeX's own.
_SPECIAL_IN_NAMES = re.compile(r",|(?:^|\s)(?:and|others)(?:\s|$)", re.IGNORECASE)


def bibtex_entry(paper: CitedPaper) -> tuple[str, tuple[str, ...]]:
    """The entry as BibTeX, and its unauthenticated fields.

    `eprint` has the version, so it names this version of the text. The title is in two pairs of braces: styles that change
    the case of titles would turn `\\Lambda` into `\\lambda`.
    """
    year, month, day = paper.date
    fields: list[Field] = present(
        [
            ("title", f"{{{tex_text(paper.title)}}}", "title"),
            ("author", " and ".join(map(_name, paper.authors)), "authors"),
            ("year", f"{year:04}", "date"),
            ("month", _MONTHS[month - 1], "date"),
            ("day", str(day), "date"),
            ("eprint", paper.arxiv, "source"),
            ("archiveprefix", paper.publisher, "source"),
            ("primaryclass", tex_text(paper.categories[0]) if paper.arxiv else "", "categories"),
            ("howpublished", "" if paper.arxiv else tex_text(paper.source_id), "source"),
            ("version", str(paper.version), "source"),
            ("doi", paper.doi, "source"),
            ("url", paper.address, "number"),
            ("copyright", tex_text(paper.license), "license"),
            ("keywords", ", ".join(map(tex_text, paper.categories)), "categories"),
            ("note", f"Pith Number {paper.number}", "number"),
            ("annote", tex_text(paper.note), ""),
        ]
    )
    # The name of a month is a macro, which styles print in their own language.
    lines = [f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}}," for name, value, _ in fields]
    return "\n".join([f"@misc{{{paper.number},", *lines, "}"]) + "\n", paper.unauthenticated(fields)


def _name(name: Name) -> str:
    if name.literal:
        return f"{{{tex_text(name.literal)}}}"
    family, suffix, given = name.inverted
    if not (suffix or given):
        return f"{{{tex_text(family)}}}" if " " in family else _part(family)
    return ", ".join(_part(part) for part in ((family, suffix, given) if suffix else (family, given)))


def _part(part: str) -> str:
    return f"{{{tex_text(part)}}}" if _SPECIAL_IN_NAMES.search(part) else tex_text(part)
