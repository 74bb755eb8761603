"""An example of a tool that uses pith: check that each Pith Number of a bibliography has the title that is written beside it.

It uses public names only. Its tests need no network and no published record: see `test_citation_checker.py`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pith


class Citation(NamedTuple):
    """A number, the title beside it, and the problem of the two, which is empty if there is none."""

    number: pith.PithNumber
    title: str
    problem: str


def check_citations(text: str, fetch: Callable[[pith.PithNumber], bytes], keys: pith.KeyRing) -> Iterator[Citation]:
    """Compare each line `<number> <title>` of a bibliography with the record that `fetch` returns for the number."""
    for line in text.splitlines():
        spelling, _, title = line.strip().partition(" ")
        number = pith.PithNumber(spelling)
        yield Citation(number, title, _problem(number, title, fetch, keys))


def _problem(number: pith.PithNumber, title: str, fetch: Callable[[pith.PithNumber], bytes], keys: pith.KeyRing) -> str:
    try:
        record = pith.parse_record(fetch(number))
        pith.verify_record(record, keys=keys).raise_for_failure()
    except pith.PithError as error:
        return str(error)
    if record.pith_number != number:
        return f"the record has the number {record.pith_number}"
    if pith.text_sha256(title) != record.canonical_record.metadata.title_canon_sha256:
        return f"the paper has the title {record.paper.title}"
    return ""
