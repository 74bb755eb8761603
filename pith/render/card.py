"""The paper of a record as a card: each field with its value and its assurance."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from .markup import cut_value, marked, quoted

SIGNS = {"authenticated": "✓", "checked": "○", "claimed": "?", "contradicted": "✗"}
_LEGEND = {
    "authenticated": "bound to the verified signature",
    "checked": "a check passed, but no signature covers the value",
    "claimed": "no check covers the value",
    "contradicted": "a failed check covers the value",
}


class _Field(NamedTuple):
    """A field of the card: its label, its value, and the JSON Pointer of the value in the record."""

    label: str
    value: str
    pointer: str
    note: str = ""


def card_html(record: dict[str, Any], report: dict[str, Any] | None) -> str:
    """The card of a record, as a definition list with a legend. Without a report, each field is only claimed."""
    rows, used = [], set()
    for field in _fields(record):
        if not field.value:
            continue
        assurance, checks = ("claimed", []) if report is None else assurance_in(report, field.pointer)
        used.add(assurance)
        rows.append(_row(field, assurance, checks))
    items = "".join(f'<li class="pith-{word}">{_tag(word)} {_LEGEND[word]}</li>' for word in _LEGEND if word in used and report)
    legend = f'<ul class="pith-legend pith-soft" role="list" aria-label="Legend">{items}</ul>' if items else ""
    return f'<dl class="pith-card">{"".join(rows)}</dl>{legend}'


def assurance_in(report: dict[str, Any], pointer: str) -> tuple[str, list[str]]:
    """The assurance of a value, and the checks that give it, from a report (a `VerificationReport.to_dict`).

    It is that of `VerificationReport.assurance_of` for a value that is a member of objects alone. The checks of an
    authenticated value are not in such a report.
    """
    if not any(_overlap(pointer, other) for other in report["unauthenticated"]):
        return "authenticated", []
    for outcome, assurance in (("failed", "contradicted"), ("passed", "checked")):
        if names := [c["name"] for c in report["checks"] if c["outcome"] == outcome and _covers(c["covers"], pointer)]:
            return assurance, names
    return "claimed", []


def _fields(record: dict[str, Any]) -> Iterator[_Field]:
    paper, source, receipt, graph = record["paper"], record["source"], record["receipt"], record["graph_snapshot"]
    kind = "arXiv" if source["kind"] == "arxiv" else source["kind"]
    yield _Field("Title", paper["title"], "/paper/title", "up to case and white space")
    yield _Field("Authors", paper["authors_text"], "/paper/authors_text")
    yield _Field("Pith Number", record["pith_number"], "/pith_number")
    yield _Field("Source", f"{kind} {source['id']}, version {source['version']}", "/source")
    yield _Field("Submitted", paper["submitted_at"], "/paper/submitted_at", "date of version 1")
    yield _Field("Primary category", paper["primary_cat"], "/paper/primary_cat")
    yield _Field("Other categories", ", ".join(paper["cross_cats"]), "/paper/cross_cats")
    yield _Field("License", paper["license"], "/paper/license")
    yield _Field("Headline", paper["headline"], "/paper/headline")
    yield _Field("Key", receipt["key_id"], "/receipt/key_id")
    yield _Field("Signed at", receipt["signed_at"], "/receipt/signed_at")
    yield _Field("Claims", str(graph["claims"]["count"]), "/graph_snapshot/claims/count")
    yield _Field("References", str(graph["references"]["count"]), "/graph_snapshot/references/count")
    yield _Field("Cited by", str(record["inbound_citations"]["count"]), "/inbound_citations/count")


def _row(field: _Field, assurance: str, checks: list[str]) -> str:
    notes = [field.note] if field.note and assurance == "authenticated" else []
    if checks:
        notes.append(f"{', '.join(checks)} failed" if assurance == "contradicted" else f"not signed; {', '.join(checks)} passed")
    note = f'<span class="pith-soft">{"; ".join(map(marked, notes))}</span>' if notes else ""
    return (
        f'<div class="pith-{assurance}"><dt>{field.label}</dt>'
        f'<dd class="pith-value"><span dir="auto">{marked(cut_value(field.value))}</span>{note}</dd>'
        f'<dd class="pith-how">{_tag(assurance)}</dd></div>'
    )


def _tag(assurance: str) -> str:
    return f'<span class="pith-tag"><span aria-hidden="true">{SIGNS[assurance]} </span>{quoted(assurance)}</span>'


def _overlap(one: str, other: str) -> bool:
    """Whether one pointer names the value of the other, or a value inside it, or one around it."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _covers(patterns: list[str], pointer: str) -> bool:
    """Whether one of a check's patterns (see `Check`) names the value at a pointer without indices."""
    return any(
        f"{pointer}/".startswith(pattern.removesuffix("**")) if pattern.endswith("/**") else pattern == pointer
        for pattern in patterns
    )
