"""The outcome of every single change to a document."""

from collections import Counter
from collections.abc import Callable, Collection
from itertools import islice
from typing import Any

from pith import PithError, VerificationReport
from pith.testing import tamper_matrix


def outcomes(tree: Any, verified: Callable[[Any], VerificationReport], *, first: int = 0, step: int = 1) -> Counter[str]:
    """How often each outcome of a change occurs, for all changes or for each `step`th one from the `first` on.

    The parser refuses the changed document, or its report is not ok, or the change is inside an unauthenticated value, or it
    adds a member to an extensible container. Any other change fails the test. `verified` parses and verifies.
    """
    untouched = verified(tree)
    assert untouched.ok, str(untouched)
    unauthenticated, extensible = {*untouched.unauthenticated}, {*untouched.extensible}
    counts: Counter[str] = Counter()
    for change, pointer, document in islice(tamper_matrix(tree), first, None, step):
        try:
            report = verified(document)
        except PithError:
            counts["refused by the parser"] += 1
            continue
        if not report.ok:
            counts["not ok"] += 1
        elif is_inside(pointer, unauthenticated):
            counts["unauthenticated"] += 1
        elif change == "add" and pointer in extensible:
            counts["extensible"] += 1
        else:
            raise AssertionError(f"{change} at {pointer!r} keeps the report ok, and the report does not list the value")
    return counts


def is_inside(pointer: str, heads: Collection[str]) -> bool:
    """Whether a pointer is one of these, or is below one of them."""
    return any(pointer[:end] in heads for end in (*(i for i, c in enumerate(pointer) if c == "/"), len(pointer)))
