"""The outcomes of every single change to a document."""

from collections import Counter
from collections.abc import Callable
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
    """The number of changes with each of the three outcomes, over every `step`th change from the `first` on.

    `verified` parses and verifies. Fails if a change has a fourth outcome: the report is accepted, and the report of the
    unchanged document does not list the value as unauthenticated or its container as extensible.
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
        elif _is_within(pointer, unauthenticated) or (change == "add" and pointer in extensible):
            counts["listed as unauthenticated"] += 1
        else:
            raise AssertionError(f"{change} at {pointer} is accepted, and the value is not listed")
    return counts


def _is_within(pointer: str, pointers: set[str]) -> bool:
    """Whether a pointer, or that of a container around it, is among these."""
    while pointer not in pointers and pointer:
        pointer = pointer.rpartition("/")[0]
    return pointer in pointers
