"""The integrity document of a paper: the integrity block, and the signed events that say what was found."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ..models.base import Array, Model, OpenObject, Ordinal, Sha256Hex, SignatureBase64, Timestamp
from ..models.integrity import Integrity
from ..number import PithNumber
from ..strict_json import DEFAULT_LIMITS, Limits


class IntegrityEvent(Model):
    """A signed event about one finding; its payload is kept as it came. The signature is over the 32 bytes of
    `payload_sha256`; over which bytes that hash is, is unknown. Source: protocol, integrity."""

    event_id: int
    event_type: str
    payload_sha256: Sha256Hex
    signature_b64: SignatureBase64
    signing_key_id: str
    created_at: Timestamp
    payload: OpenObject


def _not_null(value: object) -> object:
    if value is None:
        raise PydanticCustomError("not_null", "this optional field is null; it may be left out")
    return value


class IntegrityPayload(Model):
    """The payload of an integrity event as its published JSON Schema has it; `verify_integrity` holds each event to it.

    How `evidence_hash` is computed is unknown. Source: protocol, integrity.
    """

    event_type: str
    detector: str
    detector_version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    finding_type: str
    verdict_class: Literal["incontrovertible", "cross_source", "threshold_with_margin", "rescinded"]
    severity: Literal["critical", "advisory", "informational"]
    arxiv_id: str
    evidence_hash: Sha256Hex
    evidence: OpenObject
    audited_at: Timestamp
    paper_version: Annotated[Ordinal | None, AfterValidator(_not_null)] = None
    detector_url: Annotated[str | None, AfterValidator(_not_null)] = None
    snippet: str | None = None
    note: str | None = None
    ref_index: int | None = None
    detected_doi: str | None = None
    detected_arxiv_id: str | None = None
    external_url: str | None = None
    resolved_title: str | None = None


class IntegrityDocument(Model):
    """The integrity document of a paper; the JSON field `schema` is the attribute `schema_`. Source: protocol, integrity."""

    schema_: str = Field(alias="schema")
    pith_number: PithNumber
    arxiv_id: str
    integrity: Integrity
    events: Array[IntegrityEvent]


def parse_integrity(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> IntegrityDocument:
    """The typed integrity document of UTF-8 bytes, a text or a mapping. Raises `InvalidRecord` as `parse_record` does."""
    return IntegrityDocument.parse(data, limits=limits)
