"""What the checks of a document have in common: everything that follows from its canonical record, computed once.

A document is any object whose attributes are the fields of the protocol, and whose method `fields` returns all of them, unknown
ones too, as a mapping.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from ..canonical import canonical_bytes, escaped_sha256, fast_bytes, same_json
from ..errors import safe_repr
from ..keys import KeyRing, PublicKey
from ..models.base import Model
from ..models.record import CanonicalMetadata, CanonicalRecord
from ..models.snapshot import Source
from ..number import base32_suffix
from ..protocol import EMPTY_SNAPSHOT
from .table import Problem, failed, indeterminate

_SIGNED_FIELDS = sum(len(model.__pydantic_fields__) for model in (CanonicalRecord, Source, CanonicalMetadata))
"""The number of known fields of a canonical record, with those of its source and its metadata."""


class CanonicalFacts:
    """What follows from the canonical record of a document, and the aliases that the document lists.

    `number` and `suffix` are those derived from the canonical record, `source` and `metadata` are its fields. `listed` holds
    the listed aliases by kind, the last of two equal kinds.
    """

    __slots__ = (
        "aliases",
        "canonical",
        "canonical_sha256",
        "digest",
        "document",
        "listed",
        "metadata",
        "number",
        "signed",
        "source",
        "suffix",
    )

    def __init__(self, document: Any, canonical: Any, aliases: tuple[Any, ...]) -> None:
        self.document: Any = document
        self.canonical: Any = canonical
        self.aliases: tuple[Any, ...] = aliases
        self.listed: dict[str, str] = {alias.alias_kind: alias.alias_value for alias in aliases}
        self.source: Mapping[str, Any] = canonical.source.fields()
        self.metadata: Mapping[str, Any] = canonical.metadata.fields()
        self.signed: Mapping[str, Any] = {**canonical.fields(), "source": self.source, "metadata": self.metadata}
        # The known fields are texts, integers and arrays of texts, which orjson prints as canonical JSON.
        all_known = len(self.signed) + len(self.source) + len(self.metadata) == _SIGNED_FIELDS
        self.digest: bytes = sha256(fast_bytes(self.signed) if all_known else canonical_bytes(self.signed)).digest()
        self.canonical_sha256: str = self.digest.hex()
        self.suffix: str = base32_suffix(self.digest)
        self.number: str = f"pith:{self.metadata['submitted_at'][:4]}:{self.suffix}"


class KeyFacts:
    """A key that a receipt or an event names, as the ring has it, and the instant at which it must be valid."""

    __slots__ = ("at", "key", "key_id")

    def __init__(self, key_id: str, keys: KeyRing, at: datetime | None) -> None:
        self.key_id: str = key_id
        self.at: datetime | None = at
        self.key: PublicKey | None = keys.get(key_id)


class ReceiptFacts(KeyFacts):
    """A receipt, and the canonical hash that it must sign."""

    __slots__ = ("canonical_sha256", "digest", "receipt")

    def __init__(self, receipt: Any, digest: bytes, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(receipt.key_id, keys, at)
        self.receipt: Any = receipt
        self.digest: bytes = digest
        self.canonical_sha256: str = digest.hex()


class SnapshotFacts:
    """A graph snapshot, and the source that it must be about."""

    __slots__ = ("graph", "integrity", "source")

    def __init__(self, graph: Any, source: Mapping[str, Any]) -> None:
        self.graph: Any = graph
        self.integrity: Any = graph.integrity
        self.source: Mapping[str, Any] = source


class RecordFacts(CanonicalFacts):
    """A record, the arguments of `verify_record`, and what follows from its canonical record."""

    __slots__ = ("abstract", "at", "graph", "integrity", "key", "key_id", "origin", "receipt")

    def __init__(self, record: Any, keys: KeyRing, abstract: str | None, at: datetime | None, origin: str) -> None:
        super().__init__(record, record.canonical_record, record.aliases)
        self.abstract: str | None = abstract
        self.at: datetime | None = at
        self.receipt: Any = record.receipt
        self.graph: Any = record.graph_snapshot
        self.integrity: Any = self.graph.integrity
        self.key_id: str = self.receipt.key_id
        self.key: PublicKey | None = keys.get(self.key_id)
        self.origin: str = origin


def compare(found: object, expected: object, name: str = "") -> Problem | None:
    """Failed if a text or number is not the expected one."""
    if found == expected:
        return None
    return failed(f"{name and name + ': '}expected {safe_repr(expected)}, found {safe_repr(found)}")


def same_fields(model: type[Model], one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether the fields of two objects of a model are equal. Its known fields are texts, integers and arrays of texts.

    Python calls such values equal only if they are equal as JSON. `same_json` compares the others.
    """
    all_known = len(one) == len(other) == len(model.__pydantic_fields__)
    return (all_known and one == other) or same_json(one, other)


def within(count: int, limit: int, name: str) -> Problem | None:
    """Failed if a count is greater than the count that includes it."""
    return None if count <= limit else failed(f"{name}: expected at most {limit}, found {count}")


def compare_snapshot_hash(found: str, payload: object) -> Problem | None:
    """Failed if a `snapshot_sha256` is not that of the payload.

    Indeterminate if it is that of the form with escaped characters: which of the two the publisher hashes is unknown.
    """
    canonical = canonical_bytes({"payload": payload})
    if found == sha256(canonical).hexdigest():
        return None
    if found == escaped_sha256(canonical):
        return indeterminate("the hash is that of the form with escaped characters; which form is right is unknown")
    return failed(f"the hash of the list is not {safe_repr(found)}")


def compare_list_hash(found: str, items: tuple[Any, ...]) -> Problem | None:
    """The same for a list of objects."""
    return compare_snapshot_hash(found, [item.fields() for item in items]) if items else compare(found, EMPTY_SNAPSHOT)
