"""The Open Graph state: what a mirror has merged from the events of a number."""

from collections.abc import Mapping
from typing import Literal

from ..models.alias import Alias
from ..models.base import Array, Count, Model, SchemaVersion
from ..models.record import CanonicalRecord
from ..number import PithNumber
from ..strict_json import DEFAULT_LIMITS, Limits
from .bundle import Event


class CurrentState(Model):
    """What holds after the merge; each of `graph_snapshots` is an event whose payload is a `GraphPayload`."""

    canonical_record: CanonicalRecord
    source_aliases: Array[Alias]
    graph_snapshots: Array[Event]


class OpenGraphState(Model):
    """A merged state as a mirror serves it. By which rules it merges is unknown, and nothing in it is under a signature that
    can be checked. Source: protocol, state."""

    state_type: Literal["pith_open_graph_state"]
    state_version: SchemaVersion
    pith_number: PithNumber
    merge_version: str
    event_count: Count
    valid_event_count: Count
    invalid_event_count: Count
    equivocation_count: Count
    current: CurrentState


def parse_state(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> OpenGraphState:
    """The typed state of UTF-8 bytes, a text or a mapping. Raises `InvalidRecord` as `parse_record` does."""
    return OpenGraphState.parse(data, limits=limits)
