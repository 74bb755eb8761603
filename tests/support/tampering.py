"""The outcome of every single change to a document."""

from collections import Counter
from collections.abc import Callable, Collection
from itertools import islice
from typing import Any

from pith import PithError, VerificationReport
from pith.testing import tamper_matrix


def is_ok(report: VerificationReport) -> bool:
    return report.ok


def outcomes(
    tree: Any,
    verified: Callable[[Any], VerificationReport],
    *,
    accepts: Callable[[VerificationReport], bool] = is_ok,
    first: int = 0,
    step: int = 1,
) -> Counter[str]:
    """The number of changes with each outcome, over every `step`th change from the `first` on.

    The parser refuses the changed document, or its report is not accepted, or the change is inside an unauthenticated value,
    or it adds a member to an extensible container, or removes an optional one. Any other change fails the test. `verified`
    parses and verifies.
    """
    untouched = verified(tree)
    assert accepts(untouched), str(untouched)
    unauthenticated, extensible = {*untouched.unauthenticated}, {*untouched.extensible}
    counts: Counter[str] = Counter()
    for change, pointer, document in islice(tamper_matrix(tree), first, None, step):
        try:
            report = verified(document)
        except PithError:
            counts["refused by the parser"] += 1
            continue
        if not accepts(report):
            counts["not ok"] += 1
        elif is_inside(pointer, unauthenticated) or (pointer if change == "add" else _around(pointer, change)) in extensible:
            counts["listed"] += 1
        else:
            raise AssertionError(f"{change} at {pointer!r} is accepted, and the report does not list the value")
    return counts


def _around(pointer: str, change: str) -> str | None:
    """The container of a removed or renamed member."""
    return pointer.rpartition("/")[0] if change in ("remove", "rename") else None


def is_inside(pointer: str, pointers: Collection[str]) -> bool:
    """Whether a pointer, or that of a container around it, is among these."""
    while pointer not in pointers and pointer:
        pointer = pointer.rpartition("/")[0]
    return pointer in pointers
