"""Reports and records to look at: a table for a terminal, HTML for a notebook, JSON for machines.

What stands in them is other people's input: control, escape and bidirectional characters are spelt as escapes everywhere,
and HTML is escaped on top of that.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import orjson

from .errors import visible

if TYPE_CHECKING:
    from .models.record import PithRecord
    from .report import VerificationReport

REPORT_TYPE = "pith_verification_report"
REPORT_VERSION = "1.0"

# Middle tones, which can be read on white and on black: a notebook does not tell which it has.
_COLOURS = {"passed": "#2da44e", "failed": "#e5534b", "could not be made": "#bf8700"}
_SIGNS = {"passed": "✓", "failed": "✗", "could not be made": "?"}
_WHOLE = "(the whole object)"
_CELL = "text-align:left;vertical-align:top;padding:.1em .8em .1em 0;overflow-wrap:anywhere;min-width:4em"


def report_text(report: "VerificationReport") -> str:
    """The report as a table: a line for each check, then what is not authenticated, alike places counted in one line."""
    name_width = max(len(result.name) for result in report.checks)
    outcome_width = max(map(len, _SIGNS))
    lines = [f"{visible(report.subject)}  {_verdict(report)}", ""]
    for result in report.checks:
        mark = f"{_SIGNS[result.outcome]} {result.name:<{name_width}}  {result.basis:<10}  {result.outcome:<{outcome_width}}"
        lines.append(f"{mark}  {visible(result.detail)}".rstrip())
    groups = _unauthenticated(report)
    lines += ["", f"not authenticated: {sum(count for *_, count in groups)} values"]
    standing_width = max((len(standing) for _, standing, _ in groups), default=0)
    lines += [f"  {standing:<{standing_width}}  {pattern}{_times(count)}" for pattern, standing, count in groups]
    return "\n".join(lines)


def report_html(report: "VerificationReport") -> str:
    """The report as an HTML fragment without script, style sheet or address to load from."""
    rows = [
        (
            _coloured(f"{_SIGNS[r.outcome]} {r.outcome}", _COLOURS[r.outcome]),
            escape(r.name),
            escape(r.basis),
            _text(r.detail or r.check.meaning),
        )
        for r in report.checks
    ]
    groups = _unauthenticated(report)
    places = [(_text(pattern + _times(count)), escape(standing)) for pattern, standing, count in groups]
    colour = _COLOURS["passed" if report.ok else "failed"]
    return (
        f"<div><p><code>{_text(report.subject)}</code> {_coloured(_verdict(report), colour)}</p>"
        f"{_table(('outcome', 'check', 'basis', 'detail'), rows)}"
        f"<details><summary>not authenticated: {sum(count for *_, count in groups)} values</summary>"
        f"{_table(('value', 'what can be said of it'), places)}</details></div>"
    )


def report_json(report: "VerificationReport") -> bytes:
    """The report as UTF-8 JSON; `REPORT_SCHEMA` describes it."""
    return orjson.dumps(
        {
            "report_type": REPORT_TYPE,
            "report_version": REPORT_VERSION,
            "subject": report.subject,
            "ok": report.ok,
            "required": sorted(report.required),
            "checks": [
                {
                    "name": result.name,
                    "basis": result.basis,
                    "outcome": result.outcome,
                    "detail": result.detail,
                    "covers": result.covers,
                }
                for result in report.checks
            ],
            "unauthenticated": [
                {"pointer": place.pointer, "standing": place.standing, "checks": place.checks, "reason": place.reason}
                for place in report.provenance
                if not place.authenticated
            ],
        }
    )


def record_html(record: "PithRecord") -> str:
    """The record in brief as an HTML fragment: what it says, none of it verified yet."""
    rows = [
        ("number", f"<code>{_text(record.pith_number)}</code>"),
        ("title", _text(record.paper.title)),
        ("authors", _text(record.paper.authors_text)),
        ("source", _text(f"{record.source.kind} {record.source.id} v{record.source.version}")),
        ("submitted", _text(record.paper.submitted_at)),
        ("categories", _text(", ".join([record.paper.primary_cat, *record.paper.cross_cats]))),
        ("licence", _text(record.paper.license)),
        ("receipt", _text(f"{record.receipt.key_id}, {record.receipt.signed_at}")),
        ("claims", str(len(record.graph_snapshot.claims.items))),
        ("references", str(record.graph_snapshot.references.count)),
        ("cited by", str(record.inbound_citations.count)),
    ]
    return f"<div>{_table(('Pith record', 'as it says; verify_record tells what is proven'), rows)}</div>"


def _verdict(report: "VerificationReport") -> str:
    if report.ok:
        return "verifies"
    return f"does not verify: {', '.join(report.failed or sorted(report.required.intersection(report.not_made)))}"


def _unauthenticated(report: "VerificationReport") -> list[tuple[str, str, int]]:
    """The kinds of values that are not authenticated, visibly spelt: pattern of the pointer, standing, how many there are."""
    counts: dict[tuple[str, str], int] = {}
    for place in report.provenance:
        if not place.authenticated:
            kind = (visible(place.pattern) or _WHOLE, str(place.standing))
            counts[kind] = counts.get(kind, 0) + 1
    return [(pattern, standing, count) for (pattern, standing), count in counts.items()]


def _times(count: int) -> str:
    return f"  × {count}" if count > 1 else ""


def escape(text: str) -> str:
    """A text for HTML, quotes too."""
    from html import escape as html_escape  # a table of all entities comes with it, and few look at HTML

    return html_escape(text)


def _text(text: str) -> str:
    return escape(visible(text))


def _coloured(text: str, colour: str) -> str:
    return f'<b style="color:{colour};white-space:nowrap">{escape(text)}</b>'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of escaped cells."""
    return f'<table style="text-align:left">{_row("th", map(escape, heads))}{"".join(_row("td", row) for row in rows)}</table>'


def _row(tag: str, cells: Iterable[str] | Iterator[str]) -> str:
    joined = "".join(f'<{tag} style="{_CELL}">{cell}</{tag}>' for cell in cells)
    return f"<tr>{joined}</tr>"


_STRINGS = {"type": "array", "items": {"type": "string"}}

REPORT_SCHEMA: dict[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "VerificationReport",
    "type": "object",
    "required": ["report_type", "report_version", "subject", "ok", "required", "checks", "unauthenticated"],
    "additionalProperties": False,
    "properties": {
        "report_type": {"const": REPORT_TYPE},
        "report_version": {"const": REPORT_VERSION},
        "subject": {"type": "string"},
        "ok": {"type": "boolean"},
        "required": _STRINGS,
        "checks": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "basis", "outcome", "detail", "covers"],
                "additionalProperties": False,
                "properties": {
                    "name": {"type": "string"},
                    "basis": {"enum": ["signed", "hashed", "derived", "consistent"]},
                    "outcome": {"enum": list(_SIGNS)},
                    "detail": {"type": "string"},
                    "covers": _STRINGS,
                },
            },
        },
        "unauthenticated": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "standing", "checks", "reason"],
                "additionalProperties": False,
                "properties": {
                    "pointer": {"type": "string", "pattern": "^(/|$)"},
                    "standing": {"enum": ["checked, not signed", "open", "claimed", "contradicted"]},
                    "checks": _STRINGS,
                    "reason": {"type": "string"},
                },
            },
        },
    },
}
"""The JSON Schema (draft 2020-12) of `report_json`."""
