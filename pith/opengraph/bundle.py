"""The model of a bundle: the canonical record of a number, its aliases, and its events."""

from typing import Literal

from ..models.alias import Alias
from ..models.base import Array, Model, SchemaVersion, Sha256Hex
from ..models.record import CanonicalRecord
from ..models.snapshot import Source
from ..number import PithNumber, ShortPithNumber
from ..strict_json import DEFAULT_LIMITS, Data, Limits
from .events import Event


class OpenGraphBundle(Model):
    """A bundle that a mirror serves. `verify_bundle` finds out how much of it is proven. Specification §9.1.

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


def parse_bundle(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> OpenGraphBundle:
    """The typed bundle of UTF-8 bytes, of a text, or of a mapping of JSON types.

    Raises `InvalidRecord`, `InvalidJSON` or `LimitExceeded` as `parse_record` does. Specification §9.1.
    """
    return OpenGraphBundle.parse(data, limits=limits)
