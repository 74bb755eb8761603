"""A report as text for a terminal."""

from collections.abc import Iterable, Iterator
from typing import Any

from ..errors import escape_unprintable

_SIGNS = {"passed": "✓", "failed": "✗", "indeterminate": "?"}
_WIDTH = 116
_LONGEST_POINTER = 100
_MOST_SECTIONS = 30


def report_text(report: dict[str, Any], *, full: bool = False) -> str:
    """The report (a `VerificationReport.to_dict`) as text that fits on a screen, or in full."""
    lines = [f"{_subject(report)}: {verdict(report)}", f"  {_counts(report)}", f"  {_evidence(report)}", ""]
    shown = report["checks"] if full else [check for check in report["checks"] if check["outcome"] != "passed"]
    lines += _checks(shown)
    lines += [""] * bool(shown)
    lines += _section_lines("not authenticated", report["unauthenticated"], full)
    lines += _section_lines("members can be added to", report["extensible"], full)
    return "\n".join([*lines, *(f"note: {note}" for note in report["notes"])])


def verdict(report: dict[str, Any]) -> str:
    """The verdict in words: `ok`, or the checks because of which it is not."""
    if report["ok"]:
        return "ok"
    wrong = names(report, "failed")
    if wrong:
        return f"not ok: {', '.join(wrong)} failed"
    required = [name for name in names(report, "indeterminate") if name in report["required"]]
    return f"not ok: {', '.join(required)} indeterminate and required"


def names(report: dict[str, Any], outcome: str) -> list[str]:
    """The names of the checks with an outcome."""
    return [check["name"] for check in report["checks"] if check["outcome"] == outcome]


def by_section(pointers: Iterable[str]) -> dict[str, list[str]]:
    """Pointers by the top-level member of the document that they are in, escaped and cut."""
    sections: dict[str, list[str]] = {}
    for pointer in pointers:
        top = "/" + pointer[1:].partition("/")[0] if pointer else ""
        sections.setdefault(cut(top) or "the whole document", []).append(cut(pointer[len(top) :]))
    return sections


def cut(text: str) -> str:
    """A text of the document, escaped, with at most 100 characters."""
    escaped = escape_unprintable(text[: _LONGEST_POINTER + 1])
    return escaped if len(escaped) <= _LONGEST_POINTER else f"{escaped[: _LONGEST_POINTER - 1]}…"


def _subject(report: dict[str, Any]) -> str:
    kind: str = report["document_type"].replace("_", " ")
    return kind if report["number"] is None else f"{kind} {cut(report['number'])}"


def _counts(report: dict[str, Any]) -> str:
    return ", ".join(f"{len(names(report, outcome))} {outcome}" for outcome in _SIGNS)


def _evidence(report: dict[str, Any]) -> str:
    if report["key_id"] is None:
        key = "no key"
    else:
        key = f"key {cut(report['key_id'])} ({report['key_fingerprint'] or 'not in the ring'})"
    return f"{key}, {'at ' + report['at'] if report['at'] else 'no instant given'}, pith {report['library_version']}"


def _checks(checks: list[dict[str, Any]]) -> Iterator[str]:
    width = max((len(check["name"]) for check in checks), default=0)
    for check in checks:
        yield f"{_SIGNS[check['outcome']]} {check['name']:<{width}}  {escape_unprintable(check['detail'])}".rstrip()


def _section_lines(title: str, pointers: list[str], full: bool) -> Iterator[str]:
    """A line for each section: its name, the number of pointers, and as many of them as fit; every one in full."""
    if not pointers:
        return
    yield f"{title}: {len(pointers)} {'value' if len(pointers) == 1 else 'values'}"
    sections = by_section(pointers)
    for section, inside in list(sections.items())[: None if full else _MOST_SECTIONS]:
        line = f"  {section}" + (f" ({len(inside)})" if len(inside) > 1 else "")
        named = [pointer for pointer in inside if pointer]
        if full:
            yield line
            yield from (f"    {section}{pointer}" for pointer in named)
            continue
        listed = f": {', '.join(named)}" if named else ""
        yield line + (listed if len(line + listed) <= _WIDTH else f"{listed[: max(0, _WIDTH - len(line) - 1)]}…")
    if not full and len(sections) > _MOST_SECTIONS:
        yield f"  … and {len(sections) - _MOST_SECTIONS} more"
