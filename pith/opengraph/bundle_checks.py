"""The checks of a bundle: its canonical record, its names, and the canonical record and receipt in its events."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ..canonical import canonical_sha256
from ..checks.core import CORE_CHECKS, compare_source
from ..checks.facts import ReceiptFacts, compare
from ..checks.names import alias_checks
from ..checks.table import Basis, Check, CheckTable, Problem, failed, indeterminate
from ..errors import InvalidRecord, safe_repr
from ..keys import PITH_KEYS, KeyRing, PublicKey
from ..protocol import RECORD_CREATED
from ..report import VerificationReport, make_report
from ..verify import check_arguments
from .bundle import OpenGraphBundle
from .event_checks import EventFacts, ForEach, event_checks
from .events import RecordCreated


class CreationFacts(ReceiptFacts):
    """The payload of a `record_created` event, and the canonical hash of the bundle's own canonical record."""

    __slots__ = ("payload",)

    def __init__(self, payload: Any, digest: bytes, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(payload.receipt, digest, keys, at)
        self.payload: Any = payload


class BundleFacts(EventFacts):
    """A bundle. `creations` holds the payloads of its `record_created` events by JSON Pointer.

    In place of a payload of another form it holds the problem of every check of that payload. `key_id` and `key` are those of
    the first receipt.
    """

    __slots__ = ("creations", "key", "key_id")

    def __init__(self, bundle: Any, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(bundle, bundle, bundle.events, "/events", keys)
        self.creations: dict[str, CreationFacts | Problem] = {
            f"/events/{index}/payload": _creation_facts(event, self.digest, keys, at)
            for index, event in enumerate(bundle.events)
            if event.event_type == RECORD_CREATED
        }
        first = next((facts for facts in self.creations.values() if isinstance(facts, CreationFacts)), None)
        self.key_id: str | None = first.key_id if first else None
        self.key: PublicKey | None = first.key if first else None


def _creation_facts(event: Any, digest: bytes, keys: KeyRing, at: datetime | None) -> CreationFacts | Problem:
    try:
        return CreationFacts(RecordCreated.from_tree(event.to_dict()["payload"]), digest, keys, at)
    except InvalidRecord as error:
        return failed(str(error))


def record_event(facts: CreationFacts) -> Problem | None:
    """The `record_created` event repeats the canonical record and the canonical hash of the bundle."""
    if canonical_sha256(facts.payload.canonical_record) != facts.canonical_sha256:
        return failed("canonical_record is not the canonical record of the bundle")
    return compare(facts.payload.canonical_sha256, facts.canonical_sha256, "canonical_sha256")


def sources(facts: BundleFacts) -> Problem | None:
    """`source` is the source of the canonical record."""
    return compare_source(facts, "/source", facts.document.source)


def alias_dates(facts: BundleFacts) -> Problem | None:
    """The dates of aliases have no fraction of a second, and end in `Z`."""
    for alias in facts.aliases:
        if alias.created_at is not None and ("." in alias.created_at or not alias.created_at.endswith("Z")):
            return failed(f"{safe_repr(alias.alias_kind)}: {safe_repr(alias.created_at)} is not cut to seconds")
    return None


def event_subjects(facts: BundleFacts) -> Problem | None:
    """The subject of each event is the number of the bundle."""
    problem = None if facts.events else indeterminate("there is no event")
    for index, event in enumerate(facts.events):
        if event.subject_pith_number is None:
            problem = problem or indeterminate(f"/events/{index} has no subject")
        elif wrong := compare(event.subject_pith_number, facts.number, f"/events/{index}/subject_pith_number"):
            return wrong
    return problem


@dataclass(frozen=True, slots=True)
class _InCreations:
    """These patterns inside the payload of each `record_created` event of a given bundle."""

    patterns: tuple[str, ...]

    def __call__(self, tree: dict[str, Any]) -> Iterable[str]:
        for index, event in enumerate(tree["events"]):
            if event.get("event_type") == RECORD_CREATED:
                yield from (f"/events/{index}/payload{pattern}" for pattern in self.patterns)


def _of_creations(check: Check) -> Check:
    """A check of one payload as a check of the payload of each `record_created` event."""
    return replace(
        check,
        run=ForEach(check.run, "creations"),
        covers=(),
        covers_in=_InCreations(check.covers),
        authenticates=(),
        authenticates_in=_InCreations(check.authenticates),
    )


_CORE = {check.name: check for check in CORE_CHECKS}
_PAYLOAD = ("/canonical_record/**", "/canonical_sha256")
_SOURCE = ("/source/**",)

BUNDLE_CHECKS = (
    *(_CORE[name] for name in ("canonical_hash", "number", "year", "short_number")),
    _of_creations(
        Check("record_event", Basis.HASHED, record_event, covers=_PAYLOAD, authenticates=_PAYLOAD, depends_on=("canonical_hash",))
    ),
    *(_of_creations(_CORE[name]) for name in ("receipt_hash", "key", "key_window", "fingerprint", "signature")),
    Check("sources", Basis.CONSISTENT, sources, covers=_SOURCE, authenticates=_SOURCE, depends_on=("canonical_hash",)),
    *alias_checks("/source_aliases"),
    Check("alias_dates", Basis.CONSISTENT, alias_dates, covers=("/source_aliases/*/created_at",)),
    Check("event_subjects", Basis.CONSISTENT, event_subjects, covers=("/events/*/subject_pith_number",)),
    *event_checks("/events"),
)
"""The checks of a bundle, in the order of the report. Specification §9.1."""

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
"""The checks that must pass for the report of a bundle to be ok."""

BUNDLE_TABLE = CheckTable("bundle", OpenGraphBundle, BUNDLE_CHECKS, BUNDLE_REQUIRED)


def verify_bundle(
    bundle: OpenGraphBundle, *, keys: KeyRing = PITH_KEYS, at: datetime | None = None, require: Collection[str] = ()
) -> VerificationReport:
    """Check a bundle, its events, and the receipt in its `record_created` event.

    `keys`, `at` and `require` are those of `verify_record`. How the ids and the signatures of events are computed is unknown.
    So of an event the report authenticates only what repeats the bundle's canonical record, and what its receipt signs. An
    invented event beside it does not change `ok`, and all of it is in `unauthenticated`.

    Raises TypeError and `InvalidArgument` as `verify_record` does. Specification §9.1.
    """
    check_arguments(keys, at)
    return make_report(
        BUNDLE_TABLE,
        bundle,
        lambda: BundleFacts(bundle, keys, at),
        number=getattr(bundle, "pith_number", None),
        at=at,
        origin=None,
        require=require,
    )
