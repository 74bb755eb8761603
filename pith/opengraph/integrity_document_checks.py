"""The checks of an integrity document: its block as in a record, and its events: signed, in shape, and about what was found."""

from base64 import b64decode
from dataclasses import replace
from datetime import datetime

from ..checks.core import CORE_CHECKS, key_window, refused
from ..checks.facts import KeyFacts, differs
from ..checks.integrity import integrity_checks
from ..checks.table import Basis, Check, Problem, failed, indeterminate
from ..errors import InvalidRecord, safe_repr
from ..keys import KeyRing
from ..models.integrity import Integrity
from ..protocol import INTEGRITY_EVENT, RESCINDED
from .event_checks import Each
from .integrity_document import IntegrityDocument, IntegrityEvent, IntegrityPayload

# What an event and the finding that it is about both say; an event may leave some of it out.
_SAID = ("detector", "finding_type", "severity", "verdict_class", "ref_index", "detected_doi", "detected_arxiv_id")


class IntegrityDocumentFacts:
    """An integrity document and, by JSON Pointer, its events."""

    __slots__ = ("document", "events", "integrity")

    def __init__(self, document: IntegrityDocument, keys: KeyRing, at: datetime | None) -> None:
        self.document: IntegrityDocument = IntegrityDocument.parse(
            document.to_json()
        )  # it may have been put together without the parser
        self.integrity: Integrity = self.document.integrity
        self.events: dict[str, IntegrityEventFacts] = {
            f"/events/{index}": IntegrityEventFacts(event, self, keys, at) for index, event in enumerate(self.document.events)
        }


class IntegrityEventFacts(KeyFacts):
    """One event, its key, and its payload, or else why that cannot be read."""

    __slots__ = ("event", "of", "payload")

    def __init__(self, event: IntegrityEvent, of: IntegrityDocumentFacts, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(event.signing_key_id, keys, at)
        self.event: IntegrityEvent = event
        self.of: IntegrityDocumentFacts = of
        self.payload: IntegrityPayload | Problem = self._read()

    def _read(self) -> IntegrityPayload | Problem:
        if self.event.event_type != INTEGRITY_EVENT:
            return indeterminate(f"the schema of an event {safe_repr(self.event.event_type)} is unknown")
        try:
            return IntegrityPayload.parse(self.event.payload)
        except InvalidRecord as error:
            return failed(f"the payload is not as its schema has it: {error}")


def integrity_endpoint(facts: IntegrityDocumentFacts) -> Problem | None:
    """The endpoint is the one that follows from the arXiv id."""
    return differs(facts.integrity.endpoint, f"/pith/{facts.document.arxiv_id}/integrity.json")


def event_ids(facts: IntegrityDocumentFacts) -> Problem | None:
    """No event id is listed twice."""
    ids = [event.event_id for event in facts.document.events]
    return None if len(set(ids)) == len(ids) else failed("two events have one id")


def signature(facts: IntegrityEventFacts) -> Problem | None:
    """Each event's signature over the 32 bytes of its `payload_sha256` verifies under the ring's key."""
    outside = facts.at is not None and key_window(facts)
    if facts.key is None or facts.key.revoked or outside:
        return indeterminate("there is no usable key of that id")
    digest, signed = bytes.fromhex(facts.event.payload_sha256), b64decode(facts.event.signature_b64)
    return refused(facts.key.verify, digest, signed)


def event_payloads(facts: IntegrityEventFacts) -> Problem | None:
    """Each event's payload is as the published schema has it, and of the event's own type."""
    if isinstance(facts.payload, Problem):
        return facts.payload
    return differs(facts.payload.event_type, facts.event.event_type, "event_type")


def event_subjects(facts: IntegrityEventFacts) -> Problem | None:
    """Each event is about the document's paper."""
    if isinstance(facts.payload, Problem):
        return indeterminate("the payload cannot be read")
    return differs(facts.payload.arxiv_id, facts.of.document.arxiv_id, "arxiv_id")


def event_findings(facts: IntegrityEventFacts) -> Problem | None:
    """What each event says was found is among the findings."""
    if isinstance(facts.payload, Problem):
        return indeterminate("the payload cannot be read")
    if facts.payload.verdict_class == RESCINDED:
        return indeterminate("what becomes of a finding that is rescinded is unknown")
    said = {name: value for name in _SAID if (value := getattr(facts.payload, name)) is not None}
    if any(all(getattr(finding, name) == value for name, value in said.items()) for finding in facts.of.integrity.findings):
        return None
    if any(_rescinds(other.payload, facts.payload) for other in facts.of.events.values()):
        return indeterminate("another event rescinds what it says")
    return failed(f"no finding is {', '.join(f'{name} {safe_repr(value)}' for name, value in said.items())}")


def _rescinds(later: IntegrityPayload | Problem, earlier: IntegrityPayload) -> bool:
    if isinstance(later, Problem) or later.verdict_class != RESCINDED:
        return False
    return (later.detector, later.finding_type) == (earlier.detector, earlier.finding_type)


def payload_hashes(facts: IntegrityDocumentFacts) -> Problem | None:
    """Each `payload_sha256` is the hash of its payload."""
    return indeterminate("over which bytes payload_sha256 is, is unknown")


def evidence_hashes(facts: IntegrityDocumentFacts) -> Problem | None:
    """Each `evidence_hash` is the hash of its evidence."""
    return indeterminate("how evidence_hash is computed is unknown")


_CORE = {check.name: check for check in CORE_CHECKS}
_KEY = ("/events/*/signing_key_id",)
_SIGNED = ("/events/*/payload_sha256", "/events/*/signature_b64")
_PAYLOAD = "/events/*/payload"


def _of_events(check: Check) -> Check:
    """A check of one event, of each."""
    return replace(check, run=Each(check.run, "events"))


INTEGRITY_CHECKS = (
    *integrity_checks("/integrity"),
    Check("integrity_endpoint", Basis.DERIVED, integrity_endpoint, ("/integrity/endpoint", "/arxiv_id")),
    Check("event_ids", Basis.CONSISTENT, event_ids, ("/events/*/event_id",)),
    _of_events(replace(_CORE["key"], covers=_KEY, authenticates=_KEY)),
    _of_events(replace(_CORE["key_window"], covers=_KEY)),
    _of_events(Check("signature", Basis.SIGNED, signature, _SIGNED, authenticates=_SIGNED, depends_on=("key",))),
    _of_events(Check("event_payloads", Basis.CONSISTENT, event_payloads, (f"{_PAYLOAD}/**", "/events/*/event_type"))),
    _of_events(Check("event_subjects", Basis.CONSISTENT, event_subjects, (f"{_PAYLOAD}/arxiv_id",))),
    _of_events(Check("event_findings", Basis.CONSISTENT, event_findings, tuple(f"{_PAYLOAD}/{name}" for name in _SAID))),
    Check("payload_hashes", Basis.HASHED, payload_hashes, ("/events/*/payload_sha256", f"{_PAYLOAD}/**")),
    Check("evidence_hashes", Basis.HASHED, evidence_hashes, (f"{_PAYLOAD}/evidence_hash", f"{_PAYLOAD}/evidence/**")),
)
"""The checks of an integrity document, in the order in which they are made and reported."""

INTEGRITY_REQUIRED = frozenset({"integrity_hash"})
"""The checks that must have passed for an integrity document's report to be ok."""
EVENTS_REQUIRED = frozenset({"key", "signature"})
"""Those that must have passed besides where there are events."""
