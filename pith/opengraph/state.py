"""The model of a state: what a mirror has merged from the events of a number."""

from typing import Literal

from ..models.alias import Alias
from ..models.base import Array, Count, Model, SchemaVersion
from ..models.record import CanonicalRecord
from ..number import PithNumber
from ..strict_json import DEFAULT_LIMITS, Data, Limits
from .events import Event


class CurrentState(Model):
    """The result of the merge. The payload of each event in `graph_snapshots` is a `GraphPayload`. Specification §9.2."""

    canonical_record: CanonicalRecord
    source_aliases: Array[Alias]
    graph_snapshots: Array[Event]


class OpenGraphState(Model):
    """A merged state that a mirror serves. Specification §9.2.

    The rules of the merge are unknown, and no signature covers a value of a state.
    """

    state_type: Literal["pith_open_graph_state"]
    state_version: SchemaVersion
    pith_number: PithNumber
    merge_version: str
    event_count: Count
    valid_event_count: Count
    invalid_event_count: Count
    equivocation_count: Count
    current: CurrentState


def parse_state(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> OpenGraphState:
    """The typed state of UTF-8 bytes, of a text, or of a mapping of JSON types.

    Raises `InvalidRecord`, `InvalidJSON` or `LimitExceeded` as `parse_record` does. Specification §9.2.
    """
    return OpenGraphState.parse(data, limits=limits)
