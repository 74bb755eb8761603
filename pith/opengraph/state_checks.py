"""The checks of a state: its number and names, the graph snapshots in it, and its counts of events."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from ..checks.core import CORE_CHECKS
from ..checks.facts import within
from ..checks.names import alias_checks
from ..checks.table import Basis, Check, CheckTable, Problem, failed, indeterminate
from ..keys import PITH_KEYS, KeyRing
from ..report import VerificationReport, make_report
from ..verify import check_arguments
from .event_checks import EventFacts, event_checks
from .state import OpenGraphState


class StateFacts(EventFacts):
    """A state, and what follows from its canonical record."""

    __slots__ = ()

    def __init__(self, state: Any, keys: KeyRing) -> None:
        super().__init__(state, state.current, state.current.graph_snapshots, "/current/graph_snapshots", keys)


def event_counts(facts: StateFacts) -> Problem | None:
    """Valid and invalid events add up to the number of events, and there are not more equivocations than events."""
    state = facts.document
    if state.valid_event_count + state.invalid_event_count != state.event_count:
        return failed(f"{state.valid_event_count} valid and {state.invalid_event_count} invalid, of {state.event_count} events")
    return within(state.equivocation_count, state.event_count, "equivocation_count")


def merge(facts: StateFacts) -> Problem | None:
    """The state follows from the events of the bundle."""
    return indeterminate("the rules by which events are merged are unknown")


_CORE = {check.name: check for check in CORE_CHECKS}

STATE_CHECKS = (
    replace(_CORE["number"], covers=("/pith_number", "/current/canonical_record/**"), authenticates=()),
    _CORE["year"],
    *(replace(check, authenticates_in=None) for check in alias_checks("/current/source_aliases")),
    Check(
        "event_counts",
        Basis.CONSISTENT,
        event_counts,
        covers=("/event_count", "/valid_event_count", "/invalid_event_count", "/equivocation_count"),
    ),
    Check("merge", Basis.DERIVED, merge, covers=("/current/**", "/merge_version")),
    *event_checks("/current/graph_snapshots"),
)
"""The checks of a state, in the order of the report. None of them authenticates a value. Specification §9.2."""

STATE_REQUIRED = frozenset({"number", "event_counts"})
"""The checks that must pass for the report of a state to be ok."""

STATE_TABLE = CheckTable("state", OpenGraphState, STATE_CHECKS, STATE_REQUIRED)


def verify_state(state: OpenGraphState, *, keys: KeyRing = PITH_KEYS, require: Collection[str] = ()) -> VerificationReport:
    """Check the number, the aliases, the counts and the graph snapshots of a state.

    `keys` and `require` are those of `verify_record`. No signature of a state can be checked. A report that is ok means that
    the state does not contradict itself, and its `unauthenticated` is `("",)`: no value is authenticated.

    Raises TypeError and `InvalidArgument` as `verify_record` does. Specification §9.2.
    """
    check_arguments(keys, None)
    return make_report(
        STATE_TABLE,
        state,
        lambda: StateFacts(state, keys),
        number=getattr(state, "pith_number", None),
        at=None,
        origin=None,
        require=require,
    )
