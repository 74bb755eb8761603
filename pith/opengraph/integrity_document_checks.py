"""The checks of an integrity document: its integrity block, and the signature and the payload of each event."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from itertools import compress
from operator import attrgetter
from typing import Any

from ..checks.core import CORE_CHECKS
from ..checks.facts import KeyFacts, compare
from ..checks.integrity import integrity_checks
from ..checks.table import Basis, Check, CheckTable, Problem, failed, indeterminate
from ..errors import InvalidNumber, InvalidRecord, InvalidSignature, safe_repr
from ..keys import PITH_KEYS, KeyRing
from ..keys.encodings import decode_base64
from ..number import PithNumber
from ..protocol import INTEGRITY_ENDPOINT, INTEGRITY_EVENT, RESCINDED
from ..report import VerificationReport, make_report
from ..verify import check_arguments
from .event_checks import ForEach, event_ids
from .integrity_document import IntegrityDocument, IntegrityPayload

_SHARED = ("detector", "finding_type", "severity", "verdict_class", "ref_index", "detected_doi", "detected_arxiv_id")
"""The fields that the payload of an event and its finding have in common."""
_shared_of = attrgetter(*_SHARED)
_rescinded_of = attrgetter("detector", "finding_type")

_NO_PAYLOAD = indeterminate("the payload is not of the known form")


class Findings:
    """The findings of a document, indexed so that the finding of an event is found without a look at all of them."""

    __slots__ = ("_by_fields", "_values")

    def __init__(self, findings: tuple[Any, ...]) -> None:
        self._values = [_shared_of(finding) for finding in findings]
        self._by_fields: dict[tuple[bool, ...], set[tuple[Any, ...]]] = {}

    def include(self, values: tuple[Any, ...]) -> bool:
        """Whether a finding has these values of the shared fields. None means any value."""
        fields = tuple(value is not None for value in values)
        if fields not in self._by_fields:
            self._by_fields[fields] = {tuple(compress(found, fields)) for found in self._values}
        return tuple(compress(values, fields)) in self._by_fields[fields]


class IntegrityDocumentFacts:
    """An integrity document, its events by JSON Pointer, and the detectors and finding types that an event rescinds."""

    __slots__ = ("document", "event_facts", "events", "findings", "integrity", "rescinded")

    def __init__(self, document: Any, keys: KeyRing, at: datetime | None) -> None:
        self.document: Any = document
        self.events: tuple[Any, ...] = document.events
        self.integrity: Any = document.integrity
        self.findings: Findings = Findings(self.integrity.findings)
        self.event_facts: dict[str, IntegrityEventFacts] = {
            f"/events/{index}": IntegrityEventFacts(event, self, keys, at) for index, event in enumerate(document.events)
        }
        payloads = [facts.payload for facts in self.event_facts.values() if isinstance(facts.payload, IntegrityPayload)]
        rescinding = (payload for payload in payloads if payload.verdict_class == RESCINDED)
        self.rescinded: set[tuple[Any, Any]] = {_rescinded_of(payload) for payload in rescinding}


class IntegrityEventFacts(KeyFacts):
    """An event, its key, and its payload, or the problem of a payload that is not of the known form."""

    __slots__ = ("event", "of", "payload")

    def __init__(self, event: Any, of: IntegrityDocumentFacts, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(event.signing_key_id, keys, at)
        self.event: Any = event
        self.of: IntegrityDocumentFacts = of
        self.payload: IntegrityPayload | Problem = _payload_of(event)


def _payload_of(event: Any) -> IntegrityPayload | Problem:
    if event.event_type != INTEGRITY_EVENT:
        return indeterminate(f"the schema of an event of type {safe_repr(event.event_type)} is unknown")
    try:
        return IntegrityPayload.from_tree(event.to_dict()["payload"])
    except InvalidRecord as error:
        return failed(f"the payload does not match its schema: {error}")


def integrity_endpoint(facts: IntegrityDocumentFacts) -> Problem | None:
    """The endpoint of the integrity block follows from the arXiv id."""
    return compare(facts.integrity.endpoint, INTEGRITY_ENDPOINT.format(arxiv=facts.document.arxiv_id))


def signature(facts: IntegrityEventFacts) -> Problem | None:
    """The signature of each event over the 32 bytes of `payload_sha256` verifies under the ring's key."""
    key = facts.key
    if key is None or key.revoked or (facts.at is not None and not key.is_valid_at(facts.at)):
        return indeterminate("there is no usable key of that id")
    signed = decode_base64(facts.event.signature_b64, key.signature_bytes, InvalidSignature)
    key.verify(bytes.fromhex(facts.event.payload_sha256), signed)
    return None


def event_payloads(facts: IntegrityEventFacts) -> Problem | None:
    """The payload of each event matches the published schema, and repeats the event's type."""
    if isinstance(facts.payload, Problem):
        return facts.payload
    return compare(facts.payload.event_type, facts.event.event_type, "event_type")


def event_subjects(facts: IntegrityEventFacts) -> Problem | None:
    """The paper of each event is the paper of the document."""
    if isinstance(facts.payload, Problem):
        return _NO_PAYLOAD
    return compare(facts.payload.arxiv_id, facts.of.document.arxiv_id, "arxiv_id")


def event_findings(facts: IntegrityEventFacts) -> Problem | None:
    """The finding of each event is among the findings of the document.

    Fields that an event leaves out, or that are null in it, are not compared.
    """
    payload = facts.payload
    if isinstance(payload, Problem):
        return _NO_PAYLOAD
    if payload.verdict_class == RESCINDED:
        return indeterminate("what becomes of a finding that is rescinded is unknown")
    values = _shared_of(payload)
    if facts.of.findings.include(values):
        return None
    if _rescinded_of(payload) in facts.of.rescinded:
        return indeterminate("another event rescinds the finding")
    stated = (f"{name} {safe_repr(value)}" for name, value in zip(_SHARED, values, strict=True) if value is not None)
    return failed(f"there is no finding with {', '.join(stated)}")


def payload_hashes(facts: IntegrityDocumentFacts) -> Problem | None:
    """Each `payload_sha256` is the hash of its payload."""
    return indeterminate(
        "over which bytes payload_sha256 is computed is unknown, so a signature over it proves nothing about the payload: "
        "the hash and the signature of any receipt verify in its place"
    )


def evidence_hashes(facts: IntegrityDocumentFacts) -> Problem | None:
    """Each `evidence_hash` is the hash of its evidence."""
    return indeterminate("how evidence_hash is computed is unknown")


_CORE = {check.name: check for check in CORE_CHECKS}
_KEY = ("/events/*/signing_key_id",)
_SIGNED = ("/events/*/payload_sha256", "/events/*/signature_b64")
_PAYLOAD = "/events/*/payload"

_OF_EACH_EVENT = (
    replace(_CORE["key"], covers=_KEY, authenticates=()),
    replace(_CORE["key_window"], covers=_KEY),
    Check("signature", Basis.SIGNED, signature, covers=_SIGNED, depends_on=("key",)),
    Check("event_payloads", Basis.CONSISTENT, event_payloads, covers=(f"{_PAYLOAD}/**", "/events/*/event_type")),
    Check("event_subjects", Basis.CONSISTENT, event_subjects, covers=(f"{_PAYLOAD}/arxiv_id",)),
    Check("event_findings", Basis.CONSISTENT, event_findings, covers=tuple(f"{_PAYLOAD}/{name}" for name in _SHARED)),
)

INTEGRITY_CHECKS = (
    *integrity_checks("/integrity"),
    Check("integrity_endpoint", Basis.DERIVED, integrity_endpoint, covers=("/integrity/endpoint", "/arxiv_id")),
    Check("event_ids", Basis.CONSISTENT, event_ids, covers=("/events/*/event_id",)),
    *(replace(check, run=ForEach(check.run, "event_facts")) for check in _OF_EACH_EVENT),
    Check("payload_hashes", Basis.HASHED, payload_hashes, covers=("/events/*/payload_sha256", f"{_PAYLOAD}/**")),
    Check("evidence_hashes", Basis.HASHED, evidence_hashes, covers=(f"{_PAYLOAD}/evidence_hash", f"{_PAYLOAD}/evidence/**")),
)
"""The checks of an integrity document, in the order of the report. None of them authenticates a value. Specification §9.3."""

INTEGRITY_REQUIRED = frozenset({"integrity_hash"})
"""The checks that must pass for the report of an integrity document to be ok."""
EVENTS_REQUIRED = frozenset({"key", "signature", "payload_hashes"})
"""The checks that must pass as well if the document has events. `payload_hashes` never does: it is indeterminate."""

_WITHOUT_EVENTS = CheckTable("integrity_document", IntegrityDocument, INTEGRITY_CHECKS, INTEGRITY_REQUIRED)
_WITH_EVENTS = CheckTable("integrity_document", IntegrityDocument, INTEGRITY_CHECKS, INTEGRITY_REQUIRED | EVENTS_REQUIRED)


def verify_integrity(
    document: IntegrityDocument, *, keys: KeyRing = PITH_KEYS, at: datetime | None = None, require: Collection[str] = ()
) -> VerificationReport:
    """Check the hash, the summary and the endpoint of an integrity block, and the signature and payload of each event.

    `keys`, `at` and `require` are those of `verify_record`. The report authenticates no value, and the report of a document
    with events is never ok. The reason: a signature covers the 32 bytes of `payload_sha256`, over which bytes that hash is
    computed is unknown, and receipts are signed with the same key in the same way. So anyone can put the hash and the
    signature of a receipt into an event, and the signature verifies.

    Raises TypeError and `InvalidArgument` as `verify_record` does. Specification §9.3.
    """
    check_arguments(keys, at)
    return make_report(
        _WITH_EVENTS if getattr(document, "events", ()) else _WITHOUT_EVENTS,
        document,
        lambda: IntegrityDocumentFacts(document, keys, at),
        number=_number_of(document),
        at=at,
        origin=None,
        require=require,
    )


def _number_of(document: IntegrityDocument) -> str | None:
    """`pith_number` if it holds a Pith Number. In published documents it holds the arXiv id."""
    text = getattr(document, "pith_number", None)
    try:
        return PithNumber(text) if isinstance(text, str) else None
    except InvalidNumber:
        return None
