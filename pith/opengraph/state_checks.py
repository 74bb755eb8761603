"""The checks of a state: its number, names and snapshots as in a bundle, and its counts among themselves."""

from dataclasses import replace

from ..checks.core import CORE_CHECKS
from ..checks.facts import over
from ..checks.names import NAME_CHECKS
from ..checks.table import Basis, Check, Problem, failed, indeterminate
from ..keys import KeyRing
from .event_checks import EventFacts, elsewhere, event_checks
from .state import OpenGraphState


class StateFacts(EventFacts):
    """A state, and what follows from its canonical record."""

    __slots__ = ()
    document: OpenGraphState

    def __init__(self, state: OpenGraphState, keys: KeyRing) -> None:
        state = OpenGraphState.parse(state.to_json())  # it may have been put together without the parser
        current = state.current
        super().__init__(state, current, current.graph_snapshots, "/current/graph_snapshots", keys)


def event_counts(facts: StateFacts) -> Problem | None:
    """Every event is counted as valid or as invalid, and no more equivocate than there are."""
    state = facts.document
    if state.valid_event_count + state.invalid_event_count != state.event_count:
        return failed(f"{state.valid_event_count} valid and {state.invalid_event_count} invalid, of {state.event_count} events")
    return over(state.equivocation_count, state.event_count, "equivocation_count")


def merge(facts: StateFacts) -> Problem | None:
    """The state follows from the events of the bundle."""
    return indeterminate("by which rules events are merged is unknown")


_CORE = {check.name: check for check in CORE_CHECKS}
_NAMES = {check.name: check for check in NAME_CHECKS}

_NUMBER = ("/pith_number", "/current/canonical_record/**")
_ALIASES = "/current/source_aliases"

STATE_CHECKS = (
    replace(_CORE["number"], covers=_NUMBER, authenticates=()),
    _CORE["year"],
    *(elsewhere(_NAMES[name], "/aliases", _ALIASES) for name in ("alias_set", "short_aliases", "source_aliases")),
    Check(
        "event_counts",
        Basis.CONSISTENT,
        event_counts,
        ("/event_count", "/valid_event_count", "/invalid_event_count", "/equivocation_count"),
    ),
    Check("merge", Basis.DERIVED, merge, ("/current/**", "/merge_version")),
    *event_checks("/current/graph_snapshots"),
)
"""The checks of a state, in the order in which they are made and reported; none of them rests on a signature."""

STATE_REQUIRED = frozenset({"number", "event_counts"})
"""The checks that must have passed for a state's report to be ok."""
