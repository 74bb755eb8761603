"""What the checks of a record share: everything that is derived from it, once."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import orjson

from ..alias import ARXIV, short_aliases, source_aliases
from ..canonical import canonical_bytes
from ..errors import shown
from ..keys import KeyRing, PublicKey
from ..models.alias import Alias
from ..models.base import Model
from ..models.graph import GraphSnapshot
from ..models.integrity import Integrity
from ..models.receipt import Receipt
from ..models.record import CanonicalRecord, PithRecord
from ..number import SHORTEST, PithNumber
from ..report import Problem, failed

_TEXT = frozenset({str})

# The text of a str, also of a child whose `==` lies: a record need not have come from the parser.
plain: Callable[[str], str] = str.__str__


def members(model: Model) -> Mapping[str, Any]:
    """The members of a model in which no optional field is absent, models below it as they are."""
    extra = model.__pydantic_extra__
    return {**model.__dict__, **extra} if extra else model.__dict__


def is_plain(values: Iterable[Any]) -> bool:
    """Whether these are exact texts, integers and nulls, and tuples of texts: of such values no `==` lies."""
    for value in values:
        kind = type(value)
        if kind is str or kind is int or value is None or (kind is tuple and _TEXT.issuperset(map(type, value))):
            continue
        return False
    return True


def same_json(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two objects are one in JSON, whatever an `==` of a value in them says."""
    if is_plain(one.values()) and is_plain(other.values()):
        return one == other
    return canonical_bytes(one) == canonical_bytes(other)


class CanonicalFacts:
    """What follows from the canonical record of a document, and the aliases that the document lists, by kind.

    `signed` is the canonical record as the bytes that are hashed have it, in plain types: no `==` of a value in it lies.
    `derived` has the names that stand in the forms of texts (see `Texts`).
    """

    __slots__ = (
        "aliases",
        "derived",
        "digest",
        "document",
        "listed",
        "number",
        "signed",
        "signed_metadata",
        "signed_source",
        "year",
    )
    document: Any

    def __init__(self, document: Model, canonical: CanonicalRecord, listed: tuple[Alias, ...]) -> None:
        self.document = document
        self.listed: tuple[Alias, ...] = listed
        self.aliases = SimpleNamespace(**{plain(alias.alias_kind): alias.alias_value for alias in listed})
        source, metadata = members(canonical.source), members(canonical.metadata)
        signed: dict[str, Any] = {**members(canonical), "source": source, "metadata": metadata}
        if (
            is_plain(source.values())
            and is_plain(metadata.values())
            and len(signed) == 3
            and type(canonical.schema_version) is str
        ):
            hashed = orjson.dumps(signed, None, orjson.OPT_SORT_KEYS)  # which spells such values as canonical JSON does
        else:
            hashed = canonical_bytes(signed)
            signed = orjson.loads(hashed)
        self.digest: bytes = sha256(hashed).digest()
        self.signed: dict[str, Any] = signed
        self.signed_source: dict[str, Any] = signed["source"]
        self.signed_metadata: dict[str, Any] = signed["metadata"]
        self.year: str = self.signed_metadata["submitted_at"][:4]
        self.number: PithNumber = PithNumber.from_digest(self.digest, self.year)
        self.derived: dict[str, str] = short_aliases(self.number)
        if self.signed_source["kind"] == ARXIV:
            self.derived.update(source_aliases(canonical.source))
        self.derived["canonical_sha256"] = self.digest.hex()
        self.derived["number"] = self.number
        self.derived["suffix"] = suffix = self.number.suffix
        self.derived["short"] = suffix[:SHORTEST]


class RecordFacts(CanonicalFacts):
    """A record, what was passed along with it, and what follows from its canonical record."""

    __slots__ = ("abstract", "at", "graph", "integrity", "key", "key_id", "receipt")
    document: PithRecord

    def __init__(self, record: PithRecord, keys: KeyRing, abstract: str | None, at: datetime | None, origin: str) -> None:
        super().__init__(record, record.canonical_record, record.aliases)
        self.abstract: str | None = abstract
        self.at: datetime | None = at
        self.receipt: Receipt = record.receipt
        self.graph: GraphSnapshot = record.graph_snapshot
        self.integrity: Integrity | None = self.graph.integrity
        self.key_id: str = self.receipt.key_id
        self.key: PublicKey | None = keys.get(self.key_id)
        self.derived["origin"] = origin
        self.derived["builder_version"] = self.receipt.builder_version
        if self.key is not None:
            self.derived["fingerprint"] = self.key.fingerprint


class KeyFacts:
    """A key that something in an event says it was signed with, as the ring has it."""

    __slots__ = ("at", "key", "key_id")

    def __init__(self, key_id: str, keys: KeyRing, at: datetime | None) -> None:
        self.key_id: str = key_id
        self.at: datetime | None = at
        self.key: PublicKey | None = keys.get(key_id)


class ReceiptFacts(KeyFacts):
    """A receipt that stands in an event, and the canonical hash that it has to be over."""

    __slots__ = ("derived", "digest", "receipt")

    def __init__(self, receipt: Receipt, digest: bytes, keys: KeyRing, at: datetime | None) -> None:
        super().__init__(receipt.key_id, keys, at)
        self.receipt: Receipt = receipt
        self.digest: bytes = digest
        self.derived: dict[str, str] = {"canonical_sha256": digest.hex()}
        if self.key is not None:
            self.derived["fingerprint"] = self.key.fingerprint


class SnapshotFacts:
    """A graph snapshot that stands in an event, and the source that it has to be of."""

    __slots__ = ("graph", "integrity", "signed_source")

    def __init__(self, graph: GraphSnapshot, signed_source: dict[str, Any]) -> None:
        self.graph: GraphSnapshot = graph
        self.integrity: Integrity | None = graph.integrity
        self.signed_source: dict[str, Any] = signed_source


def differs(found: str, expected: str, name: str = "") -> Problem | None:
    """The problem of a value that is not the expected one."""
    if plain(found) == expected:
        return None
    return failed(f"{name and name + ': '}expected {shown(expected)}, found {shown(found)}")


def over(count: int, limit: int, name: str) -> Problem | None:
    """The problem of a count that is greater than the one it belongs to."""
    return None if count <= limit else failed(f"{name}: {count}, of {limit}")
