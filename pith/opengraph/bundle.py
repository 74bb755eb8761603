"""The Open Graph bundle: the canonical record of a number, its aliases, and the events that a mirror has of it."""

from collections.abc import Mapping
from typing import Literal

from ..models.alias import Alias
from ..models.base import Array, EventId, FingerprintHex, Model, OpenObject, SchemaVersion, Sha256Hex, Timestamp
from ..models.receipt import Receipt
from ..models.record import CanonicalRecord
from ..models.snapshot import GraphSnapshot, Source
from ..number import PithNumber, ShortPithNumber
from ..strict_json import DEFAULT_LIMITS, Limits


class EventSigner(Model):
    """Who is said to have signed an event. How an event is signed is unknown. Source: protocol, bundle."""

    key_id: str
    public_key_fingerprint: FingerprintHex
    signer_id: str
    signer_type: str


class Event(Model):
    """An event of a bundle, or a snapshot of a state; its payload is kept as it came, whatever its type.

    `RecordCreated` and `GraphPayload` read the two payloads that are known. How `event_id` is computed is unknown.
    """

    event_id: EventId
    event_type: str | None = None
    subject_pith_number: PithNumber | None = None
    target: str
    created_at: Timestamp
    signer: EventSigner
    payload: OpenObject


class RecordCreated(Model):
    """The payload of the `record_created` event: what the bundle itself says, and the receipt over it."""

    canonical_record: CanonicalRecord
    canonical_sha256: Sha256Hex
    receipt: Receipt


class GraphPayload(Model):
    """The payload of an event whose target is `graph`."""

    graph_snapshot: GraphSnapshot


class OpenGraphBundle(Model):
    """A bundle as a mirror serves it; `verify_bundle` says how much of it is proven. Source: protocol, bundle.

    The dates of `source_aliases` are cut to seconds.
    """

    bundle_type: Literal["pith_open_graph_bundle"]
    bundle_version: SchemaVersion
    pith_number: PithNumber
    short_pith_number: ShortPithNumber
    canonical_record: CanonicalRecord
    canonical_sha256: Sha256Hex
    source: Source
    source_aliases: Array[Alias]
    events: Array[Event]


def parse_bundle(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> OpenGraphBundle:
    """The typed bundle of UTF-8 bytes, a text or a mapping. Raises `InvalidRecord` as `parse_record` does."""
    return OpenGraphBundle.parse(data, limits=limits)
