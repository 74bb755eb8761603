"""The events of bundles and states, and the two kinds of payload that are known."""

from ..models.base import EventId, FingerprintHex, Model, ModelWithOptionalFields, OpenObject, Sha256Hex, Timestamp
from ..models.receipt import Receipt
from ..models.record import CanonicalRecord
from ..models.snapshot import GraphSnapshot
from ..number import PithNumber


class EventSigner(Model):
    """The signer that an event names. How an event is signed is unknown, so the signer is only claimed. Specification §9.1."""

    key_id: str
    public_key_fingerprint: FingerprintHex
    signer_id: str
    signer_type: str


class Event(ModelWithOptionalFields):
    """An event of a bundle, or a graph snapshot of a state. Specification §9.1.

    The parser does not examine the payload. `RecordCreated.parse(event.payload)` and `GraphPayload.parse(event.payload)`
    give the two known kinds with types. How `event_id` is computed is unknown.
    """

    event_id: EventId
    event_type: str | None = None
    subject_pith_number: PithNumber | None = None
    target: str
    created_at: Timestamp
    signer: EventSigner
    payload: OpenObject


class RecordCreated(Model):
    """The payload of an event of type `record_created`: the canonical record, its hash, and the receipt. Specification §9.1."""

    canonical_record: CanonicalRecord
    canonical_sha256: Sha256Hex
    receipt: Receipt


class GraphPayload(Model):
    """The payload of an event with the target `graph`. Specification §9.1."""

    graph_snapshot: GraphSnapshot
