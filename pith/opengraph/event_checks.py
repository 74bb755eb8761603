"""What bundles and states have in common: events, and the parts of a record that stand in them, checked one by one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ..checks.core import source_problem
from ..checks.facts import CanonicalFacts, SnapshotFacts, differs, plain
from ..checks.snapshot import GRAPH_CHECKS
from ..checks.table import Basis, Check, Outcome, Problem, failed, indeterminate
from ..errors import InvalidRecord, safe_repr
from ..keys import KeyRing
from ..protocol import GRAPH_TARGET
from .bundle import Event, GraphPayload, OpenGraphBundle
from .state import CurrentState, OpenGraphState

# The checks of a record that look at nothing but its graph snapshot.
_OF_SNAPSHOTS = frozenset(
    {
        "claims_hash",
        "claims_count",
        "claims_verdict",
        "references_hash",
        "references_count",
        "formal_canon_hash",
        "author_claims_hash",
        "integrity_hash",
        "integrity_summary",
        "integrity_clean",
        "integrity_endpoint",
    }
)


class EventFacts(CanonicalFacts):
    """A document about one number that holds events; `snapshots` by the JSON Pointer of the payload that each stands in.

    A payload that cannot be read stands there as the problem that every check of it has.
    """

    __slots__ = ("events", "keys", "snapshots")

    def __init__(
        self,
        document: OpenGraphBundle | OpenGraphState,
        current: OpenGraphBundle | CurrentState,
        events: tuple[Event, ...],
        place: str,
        keys: KeyRing,
    ) -> None:
        super().__init__(document, current.canonical_record, current.source_aliases)
        self.events: tuple[Event, ...] = events
        self.keys: KeyRing = keys
        self.snapshots: dict[str, SnapshotFacts | Problem] = {
            f"{place}/{index}/payload": self._snapshot(event)
            for index, event in enumerate(events)
            if event.target == GRAPH_TARGET or "graph_snapshot" in event.payload
        }

    def _snapshot(self, event: Event) -> SnapshotFacts | Problem:
        try:
            return SnapshotFacts(GraphPayload.parse(event.payload).graph_snapshot, self.signed_source)
        except InvalidRecord as error:
            return indeterminate(f"this is no graph snapshot as a record has it: {error}")


@dataclass(frozen=True)
class Each:
    """The check of one part, made of every such part of a document; `parts` names them among the facts, by JSON Pointer.

    The first that fails speaks for all, and then the first that indeterminate.
    """

    run: Callable[[Any], Problem | None]
    parts: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", self.run.__doc__)

    def __call__(self, facts: object) -> Problem | None:
        parts: dict[str, object] = getattr(facts, self.parts)
        unmade = None if parts else indeterminate("no event carries one")
        for place, part in parts.items():
            problem = part if isinstance(part, Problem) else self.run(part)
            if problem is not None:
                problem = Problem(problem.outcome, f"{place}: {problem.detail}")
                if problem.outcome is Outcome.FAILED:
                    return problem
                unmade = unmade or problem
        return unmade


def snapshot_source(facts: SnapshotFacts) -> Problem | None:
    """A graph snapshot is of the source that the canonical record names."""
    return source_problem(facts, "/graph_snapshot/source", facts.graph.source)


def event_ids(facts: EventFacts) -> Problem | None:
    """No event id is listed twice."""
    ids = [plain(event.event_id) for event in facts.events]
    return None if len(set(ids)) == len(ids) else failed("two events have one id")


def event_signers(facts: EventFacts) -> Problem | None:
    """The fingerprint of each signer is that of the ring's key of that id; how an event is signed is unknown."""
    unmade = None if facts.events else indeterminate("there is no event")
    for event in facts.events:
        key = facts.keys.get(event.signer.key_id)
        if key is None:
            unmade = unmade or indeterminate(f"no key {safe_repr(event.signer.key_id)} in the ring")
        elif problem := differs(event.signer.public_key_fingerprint, key.fingerprint, safe_repr(key.key_id)):
            return problem
    return unmade


def event_hashes(facts: EventFacts) -> Problem | None:
    """The id of each event is its hash."""
    return indeterminate("how an event id is computed is unknown")


def event_signatures(facts: EventFacts) -> Problem | None:
    """Each event is signed by its signer."""
    return indeterminate("how an event is signed is unknown")


def elsewhere(check: Check, here: str, there: str) -> Check:
    """The check of what a record has at one JSON Pointer and another document at another; it binds nothing there."""
    covers = tuple(there + place.removeprefix(here) for place in check.covers)
    return replace(check, covers=covers, authenticates=(), authenticates_some=None)


def event_checks(place: str) -> tuple[Check, ...]:
    """The checks of the events in the array at this JSON Pointer, and of the graph snapshots that they carry."""
    payload = f"{place}/*/payload"
    source = Check("snapshot_sources", Basis.CONSISTENT, snapshot_source, ("/graph_snapshot/source/**",))
    ids = (f"{place}/*/event_id",)
    return (
        Check("event_ids", Basis.CONSISTENT, event_ids, ids),
        Check(
            "event_signers",
            Basis.CONSISTENT,
            event_signers,
            (f"{place}/*/signer/key_id", f"{place}/*/signer/public_key_fingerprint"),
        ),
        Check("event_hashes", Basis.HASHED, event_hashes, ids),
        Check("event_signatures", Basis.SIGNED, event_signatures, ()),
        *(
            elsewhere(replace(check, run=Each(check.run, "snapshots")), "", payload)
            for check in (source, *GRAPH_CHECKS)
            if check is source or check.name in _OF_SNAPSHOTS
        ),
    )
