"""What must be true of every answer and of every error."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from fuzz_documents import Made

from pith import Assurance, PithError, VerificationReport, canonical_bytes, canonical_text
from pith.pointers import json_pointer, resolve_pointer

LONGEST_MESSAGE = 1000
# The pointer before a message is quoted with 100 characters at most.
LONGEST_PREFIX = 120


def check_error(error: PithError) -> None:
    """The message of an error is bounded and printable, and so is its text."""
    message = error.args[0]
    assert isinstance(message, str), f"a message of type {type(message).__name__}"
    assert 0 < len(message) <= LONGEST_MESSAGE, f"a message of {len(message)} characters"
    assert message.isprintable(), f"a message that is not printable: {message!r}"
    whole = str(error)
    assert len(whole) <= LONGEST_MESSAGE + LONGEST_PREFIX, f"an error of {len(whole)} characters"
    assert whole.isprintable(), f"an error that is not printable: {whole!r}"
    assert error.pointer is None or error.pointer[:1] in ("", "/"), f"the pointer {error.pointer[:100]!r}"


def check_printable_lines(text: str) -> None:
    """Each line of a text is printable."""
    for line in text.split("\n"):
        assert line.isprintable(), f"a line that is not printable: {line[:300]!r}"


def check_report(report: VerificationReport, made: Made, *, full: bool) -> None:
    """A report can be shown, its parts agree, and it calls authenticated only what the base document has there too."""
    for result in report.problems:
        assert len(result.detail) <= LONGEST_MESSAGE, f"{result.name} has a reason of {len(result.detail)} characters"
        assert result.detail.isprintable(), f"{result.name} has the reason {result.detail!r}"
    check_printable_lines(str(report))
    try:
        report.raise_for_failure()
        assert report.ok
    except PithError as error:
        assert not report.ok
        check_error(error)
    if not full:
        return
    check_printable_lines(report.to_text(full=True))
    html = report.to_html(page=True)
    assert html.isprintable(), "HTML with a character that is not printable"
    assert "<script" not in html
    assert report.to_json()
    tree = report.document.to_dict()
    unauthenticated = report.unauthenticated
    for pointer in (*unauthenticated[:3], *unauthenticated[-3:]):
        value = resolve_pointer(tree, pointer)
        if not isinstance(value, dict | list):
            assert report.assurance_of(pointer).assurance is not Assurance.AUTHENTICATED, pointer[:100]
    for pointer in report.extensible[:3]:
        assert isinstance(resolve_pointer(tree, pointer), dict | list), pointer[:100]


def check_authenticated(report: VerificationReport, made: Made) -> None:
    """Each leaf that the report calls authenticated has a value that a genuine document has there.

    A document that a forger signed has no authenticated value at all.
    """
    unauthenticated = {*report.unauthenticated}
    if unauthenticated == {""}:
        return
    assert made.signer != "forger", "a document that a forger signed has authenticated values"
    genuine = _values(made.base)
    tree = report.document.to_dict()
    for pattern, value in _authenticated_leaves(tree, unauthenticated):
        known = genuine.get(pattern, set())
        assert _spelling(pattern, value) in known, f"{pattern[:200]} is authenticated, with another value: {str(value)[:200]!r}"
    if report.ok and "canonical_record" in tree:
        assert canonical_bytes(tree["canonical_record"]) == canonical_bytes(made.base["canonical_record"])
    _check_aliases(tree, unauthenticated, made.base)


@cache
def genuine_excerpts() -> tuple[str, ...]:
    from pith.testing import SAMPLE_ABSTRACT

    # The targets pass the abstract in upper case too: its hash is the same, and an excerpt of it in upper case is its beginning.
    return ("", SAMPLE_ABSTRACT[:600], SAMPLE_ABSTRACT.upper()[:600])


def _values(base: Any) -> dict[str, set[bytes]]:
    """The leaves of a document by pattern: the pointer with `*` for each index."""
    found: dict[str, set[bytes]] = {}
    for pattern, value in _leaves(base, set(), "", ""):
        found.setdefault(pattern, set()).add(_spelling(pattern, value))
    if "canonical_record" in base:
        found.update(_repeated(base["canonical_record"]))
    found.setdefault("/paper/abstract_excerpt", set()).update(map(canonical_bytes, genuine_excerpts()))
    return found


def _repeated(canonical: Any) -> dict[str, set[bytes]]:
    """What a record repeats of its canonical record, whatever the base has there."""
    metadata, source = canonical["metadata"], canonical["source"]
    found: dict[str, set[bytes]] = {}
    for paper in ("/paper", "/graph_snapshot/paper"):
        for name in ("license", "primary_cat", "submitted_at"):
            found[f"{paper}/{name}"] = {canonical_bytes(metadata[name])}
        found[f"{paper}/cross_cats/*"] = set(map(canonical_bytes, metadata["cross_cats_sorted"]))
        found[f"{paper}/cross_cats"] = set() if metadata["cross_cats_sorted"] else {canonical_bytes([])}
    for copy in ("/source", "/graph_snapshot/source"):
        for pattern, value in _leaves(source, set(), copy, copy):
            found.setdefault(pattern, set()).add(canonical_bytes(value))
    return found


def _spelling(pattern: str, value: Any) -> bytes:
    # The hash binds a title up to case and white space.
    if pattern.endswith("/paper/title") and isinstance(value, str):
        return canonical_text(value).encode("utf-8", "surrogatepass")
    return canonical_bytes(value)


def _authenticated_leaves(tree: Any, unauthenticated: set[str]) -> Iterator[tuple[str, Any]]:
    return _leaves(tree, unauthenticated, "", "")


def _leaves(value: Any, excluded: set[str], pointer: str, pattern: str) -> Iterator[tuple[str, Any]]:
    """The leaves outside the excluded pointers, each with its pattern."""
    pending = [(value, pointer, pattern)]
    while pending:
        value, pointer, pattern = pending.pop()
        if pointer in excluded:
            continue
        if isinstance(value, dict) and value:
            pending += [(item, pointer + json_pointer(key), pattern + json_pointer(key)) for key, item in value.items()]
        elif isinstance(value, list) and value:
            pending += [(item, f"{pointer}/{index}", f"{pattern}/*") for index, item in enumerate(value)]
        else:
            yield pattern, value


def _check_aliases(tree: Any, unauthenticated: set[str], base: Any) -> None:
    """Kind and value of an authenticated alias belong together in the base."""
    for name in ("aliases", "source_aliases"):
        pairs = {(alias["alias_kind"], alias["alias_value"]) for alias in base.get(name, ())}
        for index, alias in enumerate(tree.get(name, ())):
            place = f"/{name}/{index}"
            if unauthenticated.isdisjoint((place, f"/{name}", f"{place}/alias_kind", f"{place}/alias_value", "")):
                assert (alias["alias_kind"], alias["alias_value"]) in pairs, f"{place} is authenticated, with other values"
