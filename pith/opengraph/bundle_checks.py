"""The checks of a bundle: its canonical record and names as in a record, and what its events repeat of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..checks.core import CORE_CHECKS, source_problem
from ..checks.facts import ReceiptFacts, differs, same_json
from ..checks.names import NAME_CHECKS
from ..checks.table import Basis, Check, Problem, failed, indeterminate
from ..errors import InvalidRecord
from ..keys import KeyRing
from ..protocol import RECORD_CREATED
from .bundle import Event, OpenGraphBundle, RecordCreated
from .event_checks import Each, EventFacts, event_checks


class CreatedFacts(ReceiptFacts):
    """The payload of a `record_created` event, and the canonical record that it has to repeat."""

    __slots__ = ("payload", "signed")

    def __init__(self, payload: RecordCreated, signed: dict[str, Any], digest: bytes, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(payload.receipt, digest, keys, at)
        self.payload: RecordCreated = payload
        self.signed: dict[str, Any] = signed


class BundleFacts(EventFacts):
    """A bundle; `created` are the payloads of its `record_created` events by their JSON Pointers, or why one cannot be read."""

    __slots__ = ("created",)
    document: OpenGraphBundle

    def __init__(self, bundle: OpenGraphBundle, keys: KeyRing, at: datetime | None) -> None:
        bundle = OpenGraphBundle.parse(bundle.to_json())  # it may have been put together without the parser
        super().__init__(bundle, bundle, bundle.events, "/events", keys)
        self.created: dict[str, CreatedFacts | Problem] = {
            f"/events/{index}/payload": self._created(event, at)
            for index, event in enumerate(bundle.events)
            if event.event_type == RECORD_CREATED
        }

    def _created(self, event: Event, at: datetime | None) -> CreatedFacts | Problem:
        try:
            return CreatedFacts(RecordCreated.parse(event.payload), self.signed, self.digest, self.keys, at)
        except InvalidRecord as error:
            return failed(str(error))


def sources(facts: BundleFacts) -> Problem | None:
    """`source` is that of the canonical record."""
    return source_problem(facts, "/source", facts.document.source)


def alias_dates(facts: BundleFacts) -> Problem | None:
    """The dates of aliases are cut to seconds, and end in `Z`."""
    for alias in facts.listed:
        if alias.created_at is not None and ("." in alias.created_at or not alias.created_at.endswith("Z")):
            return failed(f"{alias.alias_kind}: {alias.created_at} is not cut to seconds")
    return None


def record_event(facts: CreatedFacts) -> Problem | None:
    """The `record_created` event carries the bundle's own canonical record and hash."""
    if not same_json(facts.payload.canonical_record.to_dict(), facts.signed):
        return failed("/canonical_record is not the bundle's")
    return differs(facts.payload.canonical_sha256, facts.derived["canonical_sha256"], "/canonical_sha256")


def event_subjects(facts: BundleFacts) -> Problem | None:
    """Each event is about the bundle's number."""
    unmade = None if facts.events else indeterminate("there is no event")
    for index, event in enumerate(facts.events):
        if event.subject_pith_number is None:
            unmade = unmade or indeterminate(f"/events/{index} names no subject")
        elif problem := differs(event.subject_pith_number, facts.number, f"/events/{index}/subject_pith_number"):
            return problem
    return unmade


@dataclass(frozen=True, slots=True)
class InCreated:
    """These places of the payload of each `record_created` event."""

    places: tuple[str, ...]

    def __call__(self, tree: dict[str, Any]) -> Iterable[str]:
        for index, event in enumerate(tree["events"]):
            if event.get("event_type") == RECORD_CREATED:
                yield from (f"/events/{index}/payload{place}" for place in self.places)


@dataclass(frozen=True, slots=True)
class InSourceAliases:
    """What a record's check binds of its `aliases`, where a bundle has them."""

    places: Callable[[dict[str, Any]], Iterable[str]]

    def __call__(self, tree: dict[str, Any]) -> Iterable[str]:
        return (f"/source_{place[1:]}" for place in self.places({"aliases": tree["source_aliases"]}))


def _of_created(check: Check) -> Check:
    """A record's check of its receipt, of the receipt in each `record_created` event."""
    return replace(
        check,
        run=Each(check.run, "created"),
        covers=(),
        covers_some=InCreated(check.covers),
        authenticates=(),
        authenticates_some=InCreated(check.authenticates),
    )


def _of_aliases(check: Check) -> Check:
    """A record's check of its aliases, of a bundle's."""
    some = None if check.authenticates_some is None else InSourceAliases(check.authenticates_some)
    return replace(check, covers=tuple(f"/source_{place[1:]}" for place in check.covers), authenticates_some=some)


_CORE = {check.name: check for check in CORE_CHECKS}
_NAMES = {check.name: check for check in NAME_CHECKS}
_PAYLOAD = ("/canonical_record/**", "/canonical_sha256")

BUNDLE_CHECKS = (
    *(_CORE[name] for name in ("canonical_hash", "number", "year", "short_number")),
    _of_created(
        Check("record_event", Basis.HASHED, record_event, covers=_PAYLOAD, authenticates=_PAYLOAD, depends_on=("canonical_hash",))
    ),
    *(_of_created(_CORE[name]) for name in ("receipt_hash", "key", "key_window", "fingerprint", "signature")),
    Check("sources", Basis.CONSISTENT, sources, ("/source/**",), authenticates=("/source/**",), depends_on=("canonical_hash",)),
    *(_of_aliases(_NAMES[name]) for name in ("alias_set", "short_aliases", "source_aliases")),
    Check("alias_dates", Basis.CONSISTENT, alias_dates, ("/source_aliases/*/created_at",)),
    Check("event_subjects", Basis.CONSISTENT, event_subjects, ("/events/*/subject_pith_number",)),
    *event_checks("/events"),
)
"""The checks of a bundle, in the order in which they are made and reported."""

BUNDLE_REQUIRED = frozenset(
    {
        "canonical_hash",
        "number",
        "short_number",
        "record_event",
        "receipt_hash",
        "key",
        "fingerprint",
        "signature",
        "sources",
    }
)
"""The checks that must have passed for a bundle's report to be ok."""
