"""Reports and records as HTML: a fragment for a notebook, and a page. Neither has a script or loads anything."""

from collections import Counter
from typing import Any

from .card import card_html
from .markup import marked, quoted
from .style import PAGE_STYLE, STYLE
from .text import by_section, cut, names, verdict

_SIGNS = {"failed": "✗", "indeterminate": "?", "passed": "✓"}
_ORDER = tuple(_SIGNS)
_BASES = {
    "signed": "Signature",
    "hashed": "Hashes",
    "derived": "Rules that compute a value from others",
    "consistent": "Values that must agree with one another",
}
_MOST_SECTIONS = 50
_MOST_POINTERS = 20
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def report_html(report: dict[str, Any], document: dict[str, Any] | None = None) -> str:
    """The report (a `VerificationReport.to_dict`) as an HTML fragment, with a card if the document is given and is a record."""
    subject = cut(report["number"] or report["document_type"].replace("_", " "))
    card = ""
    if document is not None and report["document_type"] == "record":
        card = f"<h3>The paper, and how each field is known</h3>{card_html(document, report)}"
    notes = "".join(f"<p>{marked(note)}</p>" for note in report["notes"])
    return _fragment(
        f"Verification of {quoted(subject)}",
        _verdict(report, subject),
        _problems(report, "failed", "What failed"),
        "" if report["ok"] else _problems(report, "indeterminate", "What is indeterminate and required"),
        card,
        f"<h3>Checks by what they rest on</h3>{''.join(_group(report, basis) for basis in _BASES)}",
        "<h3>What the signature does not bind</h3>",
        _sections("Not authenticated", report["unauthenticated"], "value", "values", "all of it"),
        _sections("Open to unnoticed additions", report["extensible"], "object or array", "objects and arrays", "itself"),
        f'<div class="pith-foot pith-soft">{_evidence(report)}{notes}</div>',
    )


def record_html(record: dict[str, Any]) -> str:
    """A summary of a record (a `PithRecord.to_dict`) as an HTML fragment. Nothing of it is verified."""
    return _fragment(
        f"Record {quoted(record['pith_number'])}",
        '<header class="pith-verdict pith-indeterminate"><h2>Not verified</h2>'
        "<p>These are the claims of the record. <code>verify_record</code> finds out what is proven.</p></header>",
        "<h3>The paper, as the record claims it</h3>",
        card_html(record, None),
    )


def page_html(title: str, *fragments: str) -> str:
    """A whole page with these fragments. Its policy lets a browser load nothing and run nothing."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{quoted(title)}</title><style>{_one_line(PAGE_STYLE)}</style></head>"
        f"<body><main><h1>{quoted(title)}</h1>{''.join(fragments)}</main></body></html>"
    )


def _fragment(label: str, *parts: str) -> str:
    return f'<article class="pith-report" aria-label="{label}"><style>{_one_line(STYLE)}</style>{"".join(parts)}</article>'


def _one_line(style: str) -> str:
    return " ".join(style.split())


def _verdict(report: dict[str, Any], subject: str) -> str:
    outcome, words = ("passed", "Verifies") if report["ok"] else ("failed", "Does not verify")
    counts = ", ".join(f"{len(names(report, each))} {each}" for each in reversed(_ORDER))
    reason = "" if report["ok"] else f"<p>{marked(verdict(report).removeprefix('not ok: '))}</p>"
    return (
        f'<header class="pith-verdict pith-{outcome}"><h2><span aria-hidden="true">{_SIGNS[outcome]} </span>{words}</h2>{reason}'
        f"<p><code>{marked(subject)}</code></p>"
        f'<p class="pith-counts pith-soft">{len(report["checks"])} checks: {counts}</p></header>'
    )


def _problems(report: dict[str, Any], outcome: str, title: str) -> str:
    """The checks because of which the report is not ok, and the reason of each; nothing if there are none."""
    found = [check for check in report["checks"] if check["outcome"] == outcome]
    if outcome == "indeterminate":
        found = [check for check in found if check["name"] in report["required"]]
    items = "".join(
        f'<li class="pith-{outcome}"><strong>{marked(check["name"])}</strong>: {marked(check["detail"])}</li>' for check in found
    )
    return f'<h3>{title}</h3><ul class="pith-problems" role="list">{items}</ul>' if found else ""


def _group(report: dict[str, Any], basis: str) -> str:
    """The checks of one basis, those that did not pass first, folded if all passed."""
    checks = [check for check in report["checks"] if check["basis"] == basis]
    if not checks:
        return ""
    checks.sort(key=lambda check: _ORDER.index(check["outcome"]))
    worst = checks[0]["outcome"]
    counts = Counter(check["outcome"] for check in checks)
    every = "all " if counts[worst] == len(checks) > 1 else ""
    summary = every + ", ".join(f"{counts[each]} {each}" for each in _ORDER if counts[each])
    items = "".join(map(_row, (check for check in checks if check["outcome"] != "passed")))
    if passed := ", ".join(check["name"] for check in checks if check["outcome"] == "passed"):
        items += f'<li class="pith-passed">{_outcome("passed")}<span class="pith-names">{marked(passed)}</span></li>'
    return (
        f'<details class="pith-{worst}"{"" if worst == "passed" else " open"}><summary>{_BASES[basis]}: '
        f'<span class="pith-outcome">{summary}</span></summary><ul class="pith-checks" role="list">{items}</ul></details>'
    )


def _row(check: dict[str, Any]) -> str:
    return (
        f'<li class="pith-{check["outcome"]}">{_outcome(check["outcome"])}<span>{marked(check["name"])}</span>'
        f'<span class="pith-soft">{marked(check["detail"])}</span></li>'
    )


def _outcome(outcome: str) -> str:
    return f'<span class="pith-outcome"><span aria-hidden="true">{_SIGNS[outcome]} </span>{outcome}</span>'


def _sections(title: str, pointers: list[str], singular: str, plural: str, whole: str) -> str:
    """Pointers by section with their number, folded. The first 50 sections, and the first 20 pointers of each, are listed.

    `whole` is the word for the value of a section itself.
    """
    if not pointers:
        return ""
    sections = by_section(pointers)
    items = [_section(section, inside, whole) for section, inside in [*sections.items()][:_MOST_SECTIONS]]
    if len(sections) > _MOST_SECTIONS:
        items.append(f"<li>and {len(sections) - _MOST_SECTIONS} more sections</li>")
    count = f"{len(pointers)} {singular if len(pointers) == 1 else plural}"
    within = f" in {len(sections)} sections" if len(sections) > 1 else ""
    return (
        f"<details><summary>{title}: {count}{within}</summary>"
        f'<ul class="pith-sections" role="list">{"".join(items)}</ul></details>'
    )


def _section(section: str, inside: list[str], whole: str) -> str:
    shown = [f"<code>{marked(pointer)}</code>" if pointer else whole for pointer in inside[:_MOST_POINTERS]]
    if len(inside) > _MOST_POINTERS:
        shown.append(f"and {len(inside) - _MOST_POINTERS} more")
    count = f' <span class="pith-soft">({len(inside)})</span>' if len(inside) > 1 else ""
    name = f"<code>{marked(section)}</code>" if section.startswith("/") else "the whole document"
    return f"<li><span>{name}{count}</span><span>{', '.join(shown)}</span></li>"


def _evidence(report: dict[str, Any]) -> str:
    """The evidence: key, instant, origin and version of the library."""
    if report["key_id"] is None:
        key = "no key"
    else:
        key = f"key {cut(report['key_id'])} ({report['key_fingerprint'] or 'not in the ring'})"
    instant = f"valid at {report['at']}" if report["at"] else "no instant given"
    text = f"{key}, {instant}, pith {report['library_version']}"
    return f"<p>{marked(text)}</p>"
