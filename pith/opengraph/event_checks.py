"""The checks that bundles and states have in common: those of their events, and of the graph snapshots in the events.

Several checks run for each part of a document, such as each graph snapshot. Such a check fails if it fails for one part. It is
indeterminate if it is indeterminate for one part, or if there is no part.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ..checks.core import compare_source
from ..checks.facts import CanonicalFacts, SnapshotFacts, compare
from ..checks.snapshot import snapshot_checks
from ..checks.table import Basis, Check, Outcome, Problem, failed, indeterminate
from ..errors import InvalidRecord, PithError, safe_repr
from ..keys import KeyRing
from ..protocol import GRAPH_TARGET
from .events import GraphPayload

_NO_EVENT = indeterminate("there is no event")


class EventFacts(CanonicalFacts):
    """A document with a canonical record and events.

    `snapshots` holds the graph snapshots by the JSON Pointer of their payload. In place of a payload that is not a graph
    snapshot it holds the problem of every check of that payload.
    """

    __slots__ = ("events", "keys", "snapshots")

    def __init__(self, document: Any, current: Any, events: tuple[Any, ...], pointer: str, keys: KeyRing) -> None:
        super().__init__(document, current.canonical_record, current.source_aliases)
        self.events: tuple[Any, ...] = events
        self.keys: KeyRing = keys
        self.snapshots: dict[str, SnapshotFacts | Problem] = {
            f"{pointer}/{index}/payload": _snapshot_facts(event, self.source)
            for index, event in enumerate(events)
            if event.target == GRAPH_TARGET or "graph_snapshot" in event.payload
        }


def _snapshot_facts(event: Any, source: Mapping[str, Any]) -> SnapshotFacts | Problem:
    try:
        return SnapshotFacts(GraphPayload.from_tree(event.to_dict()["payload"]).graph_snapshot, source)
    except InvalidRecord as error:
        return indeterminate(f"not a graph snapshot: {error}")


class ForEach:
    """A check of one part as a check of all parts of a document. `parts` is the name of the facts that hold them by pointer."""

    def __init__(self, run: Callable[[Any], Problem | None], parts: str) -> None:
        self.run = run
        self.parts = parts
        self.__doc__ = run.__doc__

    def __call__(self, facts: object) -> Problem | None:
        """The problem of the first part that fails, else of the first part that is indeterminate."""
        parts: dict[str, object] = getattr(facts, self.parts)
        first = None if parts else indeterminate("no event has such a payload")
        for pointer, part in parts.items():
            try:
                problem = part if isinstance(part, Problem) else self.run(part)
            except PithError as error:
                problem = failed(str(error))
            if problem is None:
                continue
            if problem.outcome is Outcome.FAILED:
                return failed(f"{pointer}: {problem.detail}")
            first = first or indeterminate(f"{pointer}: {problem.detail}")
        return first


def snapshot_sources(facts: SnapshotFacts) -> Problem | None:
    """The source of each graph snapshot is that of the canonical record."""
    return compare_source(facts, "/graph_snapshot/source", facts.graph.source)


def event_ids(facts: Any) -> Problem | None:
    """No event id is listed twice."""
    ids = {str(event.event_id) for event in facts.events}  # integers can be chosen so that a set costs the square of their number
    return None if len(ids) == len(facts.events) else failed("two events have the same id")


def event_signers(facts: EventFacts) -> Problem | None:
    """The fingerprint of each signer is that of the ring's key of that id."""
    problem = None if facts.events else _NO_EVENT
    for event in facts.events:
        key = facts.keys.get(event.signer.key_id)
        if key is None:
            problem = problem or indeterminate(f"no key {safe_repr(event.signer.key_id)} in the ring")
        elif wrong := compare(event.signer.public_key_fingerprint, key.fingerprint, safe_repr(key.key_id)):
            return wrong
    return problem


def event_hashes(facts: EventFacts) -> Problem | None:
    """The id of each event is its hash."""
    return indeterminate("how an event id is computed is unknown")


def event_signatures(facts: EventFacts) -> Problem | None:
    """Each event is signed by its signer."""
    return indeterminate("how an event is signed is unknown")


def event_checks(pointer: str) -> tuple[Check, ...]:
    """The checks of the events in the array at this pointer, and of the graph snapshots in their payloads."""
    graph = f"{pointer}/*/payload/graph_snapshot"
    signer = f"{pointer}/*/signer"
    of_snapshots = (
        Check("snapshot_sources", Basis.CONSISTENT, snapshot_sources, covers=(f"{graph}/source/**",)),
        *snapshot_checks(graph),
    )
    return (
        Check("event_ids", Basis.CONSISTENT, event_ids, covers=(f"{pointer}/*/event_id",)),
        Check(
            "event_signers",
            Basis.CONSISTENT,
            event_signers,
            covers=(f"{signer}/key_id", f"{signer}/public_key_fingerprint"),
        ),
        Check("event_hashes", Basis.HASHED, event_hashes, covers=(f"{pointer}/*/event_id",)),
        Check("event_signatures", Basis.SIGNED, event_signatures),
        *(replace(check, run=ForEach(check.run, "snapshots")) for check in of_snapshots),
    )
