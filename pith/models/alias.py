"""The other names of a record: arXiv id, DOI, short numbers."""

from .base import Model, Timestamp


class Alias(Model):
    """One alias; the protocol knows the kinds arxiv, arxiv_version, doi and pith_short_8, _12 and _16, others are kept.

    Source: protocol, aliases.
    """

    alias_kind: str
    alias_value: str
    created_at: Timestamp | None
