"""RIS: one line for each value."""

from .facts import CitedPaper, Field, present
from .lines import one_line


def ris_entry(paper: CitedPaper) -> tuple[str, tuple[str, ...]]:
    """The entry as RIS, and its unauthenticated tags. RIS has no field for the license, so a note (`N1`) has it."""
    year, month, day = paper.date
    fields: list[Field] = present(
        [
            ("ID", paper.number, "number"),
            ("TI", paper.title, "title"),
            *(("AU", ", ".join(_name(name.inverted)) if name.family else name.literal, "authors") for name in paper.authors),
            ("PY", f"{year:04}", "date"),
            ("DA", f"{year:04}/{month:02}/{day:02}", "date"),
            ("ET", str(paper.version), "source"),
            ("PB", paper.publisher, "source"),
            ("AN", paper.source_id, "source"),
            ("DO", paper.doi, "source"),
            ("UR", paper.address, "number"),
            *(("KW", category, "categories") for category in paper.categories),
            ("N1", f"Pith Number {paper.number}", "number"),
            ("N1", paper.license and f"License: {paper.license}", "license"),
            ("N1", paper.note, ""),
        ]
    )
    lines = ["TY  - UNPB", *(f"{tag}  - {one_line(value)}" for tag, value, _ in fields), "ER  - "]
    return "\n".join(lines) + "\n", paper.unauthenticated(fields)


def _name(parts: tuple[str, str, str]) -> list[str]:
    """The parts in the order of RIS: family name, given name, suffix."""
    family, suffix, given = parts
    return [family, given, suffix] if suffix else [family, given] if given else [family]
