"""Aliases: the other names of a record."""

from .base import Model, Timestamp


class Alias(Model):
    """One alias of a record. Unknown kinds are kept. Specification §5.1."""

    alias_kind: str
    alias_value: str
    created_at: Timestamp | None
