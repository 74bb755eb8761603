"""What became of every single change to a document."""

from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any

from pith import PithError, VerificationReport
from pith.testing import tamper_matrix


def outcomes(tree: Any, verified: Callable[[Any], VerificationReport], *, first: int = 0, step: int = 1) -> Counter[str]:
    """How often each of the three outcomes came of the changes, or of each `step`th from the `first` on; fails where there
    is a fourth. `verified` parses and verifies."""
    untouched = verified(tree)
    assert untouched.ok, str(untouched)
    listed = {*untouched.unauthenticated}
    counts: Counter[str] = Counter()
    for change, pointer, document in islice(tamper_matrix(tree), first, None, step):
        try:
            report = verified(document)
        except PithError:
            counts["refused by the parser"] += 1
            continue
        if not report.ok:
            counts["not ok"] += 1
        elif pointer in listed:
            counts["listed as unauthenticated"] += 1
        else:
            raise AssertionError(f"{change} at {pointer} went through, and the value was not listed")
    return counts
