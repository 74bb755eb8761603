"""Reports and records as HTML fragments without script, style sheet or address to load."""

from collections.abc import Iterable
from html import escape
from typing import Any

from ..errors import escape_unprintable
from .text import by_section, verdict

# Middle tones, which can be read on white and on black: a notebook does not tell which it has.
_COLORS = {"passed": "#2da44e", "failed": "#e5534b", "indeterminate": "#bf8700"}
_SIGNS = {"passed": "✓", "failed": "✗", "indeterminate": "?"}
_CELL = "text-align:left;vertical-align:top;padding:.1em .8em .1em 0;overflow-wrap:anywhere;min-width:4em"


def report_html(report: dict[str, Any]) -> str:
    """The report (a `VerificationReport.to_dict`) as an HTML fragment."""
    rows = [
        (
            _colored(f"{_SIGNS[check['outcome']]} {check['outcome']}", _COLORS[check["outcome"]]),
            escape(check["name"]),
            escape(check["basis"]),
            _text(check["detail"]),
        )
        for check in report["checks"]
    ]
    sections = by_section(report["unauthenticated"])
    values = [(escape(section), escape(", ".join(filter(None, inside)))) for section, inside in sections.items()]
    return (
        f"<div><p><code>{_text(report['number'] or report['document_type'])}</code> "
        f"{_colored(verdict(report), _COLORS['passed' if report['ok'] else 'failed'])}</p>"
        f"{_table(('outcome', 'check', 'basis', 'detail'), rows)}"
        f"<details><summary>not authenticated: {len(report['unauthenticated'])} values</summary>"
        f"{_table(('section', 'values'), values)}</details></div>"
    )


def record_html(record: dict[str, Any]) -> str:
    """A summary of a record (a `PithRecord.to_dict`) as an HTML fragment. Nothing of it is verified."""
    paper, source, receipt = record["paper"], record["source"], record["receipt"]
    rows = [
        ("number", f"<code>{_text(record['pith_number'])}</code>"),
        ("title", _text(paper["title"])),
        ("authors", _text(paper["authors_text"])),
        ("source", _text(f"{source['kind']} {source['id']} v{source['version']}")),
        ("submitted", _text(paper["submitted_at"])),
        ("categories", _text(", ".join([paper["primary_cat"], *paper["cross_cats"]]))),
        ("license", _text(paper["license"])),
        ("receipt", _text(f"{receipt['key_id']}, {receipt['signed_at']}")),
        ("claims", str(len(record["graph_snapshot"]["claims"]["items"]))),
        ("references", str(record["graph_snapshot"]["references"]["count"])),
        ("cited by", str(record["inbound_citations"]["count"])),
    ]
    return f"<div>{_table(('Pith record', 'as claimed; verify_record tells what is proven'), rows)}</div>"


def _text(text: str) -> str:
    return escape(escape_unprintable(text))


def _colored(text: str, color: str) -> str:
    return f'<b style="color:{color};white-space:nowrap">{_text(text)}</b>'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of escaped cells."""
    return f'<table style="text-align:left">{_row("th", map(escape, heads))}{"".join(_row("td", row) for row in rows)}</table>'


def _row(tag: str, cells: Iterable[str]) -> str:
    joined = "".join(f'<{tag} style="{_CELL}">{cell}</{tag}>' for cell in cells)
    return f"<tr>{joined}</tr>"
