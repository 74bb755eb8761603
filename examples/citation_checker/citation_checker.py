"""A tool of somebody else's: are the papers that a text cites by Pith Number the papers that it says they are?

It knows pith's public names only, and its tests need no network and no published record: see `test_citation_checker.py`.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pith


class Citation(NamedTuple):
    """A number in a text, the title beside it, and what is wrong with the two: nothing, where `problem` is empty."""

    number: pith.PithNumber
    title: str
    problem: str


def check_citations(text: str, fetch: Callable[[pith.PithNumber], bytes], keys: pith.KeyRing) -> Iterator[Citation]:
    """Check each line `<number> <title>` of a bibliography against the record that `fetch` gets for the number."""
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
        return f"the record is that of {record.pith_number}"
    if pith.text_sha256(title) != record.canonical_record.metadata.title_canon_sha256:
        return f"the paper is called {record.paper.title}"
    return ""
