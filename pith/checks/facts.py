"""What the checks of a record share: everything that is derived from it, once."""

from base64 import b32encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from ..canonical import canonical_bytes
from ..dates import submission_year
from ..errors import shown
from ..keys import KeyRing
from ..models.base import Model
from ..models.record import PithRecord
from ..number import SUFFIX_LENGTH, PithNumber, ShortPithNumber
from ..report import Problem, failed

# A record that was put together without the parser could hold a text whose `==` lies.
_TEXTS = frozenset({str, PithNumber, ShortPithNumber})


def members(model: Model) -> Mapping[str, Any]:
    """The members of a model in which no optional field is absent, models below it as they are."""
    extra = model.__pydantic_extra__
    return {**model.__dict__, **extra} if extra else model.__dict__


class RecordFacts:
    """A record, what was passed along with it, and what follows from its canonical record."""

    __slots__ = (
        "abstract",
        "at",
        "canonical",
        "canonical_sha256",
        "digest",
        "graph",
        "key",
        "keys",
        "metadata",
        "number",
        "origin",
        "receipt",
        "record",
        "source",
    )

    def __init__(self, record: PithRecord, keys: KeyRing, abstract: str | None, at: datetime | None, origin: str) -> None:
        self.record = record
        self.keys = keys
        self.abstract = abstract
        self.at = at
        self.origin = origin
        self.receipt = record.receipt
        self.graph = record.graph_snapshot
        self.canonical = canonical = record.canonical_record
        self.metadata = metadata = canonical.metadata
        self.source = members(canonical.source)
        self.digest = sha256(
            canonical_bytes({**members(canonical), "source": self.source, "metadata": members(metadata)})
        ).digest()
        self.canonical_sha256 = self.digest.hex()
        year = submission_year(metadata.submitted_at)
        self.number = PithNumber(f"pith:{year}:{b32encode(self.digest)[:SUFFIX_LENGTH].decode()}")
        self.key = keys.get(self.receipt.key_id)


def differs(found: str, expected: str, name: str = "") -> Problem | None:
    """The problem of a value that is not the expected one."""
    if type(found) in _TEXTS and found == expected:
        return None
    return failed(f"{name and name + ': '}expected {shown(expected)}, found {shown(found)}")


def over(count: int, limit: int, name: str) -> Problem | None:
    """The problem of a count that is greater than the one it belongs to."""
    return None if count <= limit else failed(f"{name}: {count}, of {limit}")
