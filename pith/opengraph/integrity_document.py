"""The model of an integrity document: the integrity block of a paper, and the signed events about its findings."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ..models.base import (
    Array,
    Model,
    ModelWithOptionalFields,
    OpenObject,
    Ordinal,
    Sha256Hex,
    SignatureBase64,
    Timestamp,
)
from ..models.integrity import Integrity
from ..protocol import DETECTOR_VERSION_PATTERN
from ..strict_json import DEFAULT_LIMITS, Data, Limits


class IntegrityEvent(Model):
    """A signed event about one finding. Specification §9.3.

    The signature covers the 32 bytes of `payload_sha256`. Over which bytes that hash is computed is unknown, so the signature
    proves nothing about the payload. The parser does not examine the payload.
    """

    event_id: int
    event_type: str
    payload_sha256: Sha256Hex
    signature_b64: SignatureBase64
    signing_key_id: str
    created_at: Timestamp
    payload: OpenObject


def _refuse_null(value: object) -> object:
    if value is None:
        raise PydanticCustomError("not_null", "a value that is not null was expected; the field can be absent")
    return value


class IntegrityPayload(ModelWithOptionalFields):
    """The payload of an event of type `pith.integrity.v1`, as its published JSON Schema describes it. Specification §9.3.

    `verify_integrity` compares the payload of each such event with this model. How `evidence_hash` is computed is unknown.
    """

    event_type: str
    detector: str
    detector_version: Annotated[str, Field(pattern=DETECTOR_VERSION_PATTERN)]
    finding_type: str
    verdict_class: Literal["incontrovertible", "cross_source", "threshold_with_margin", "rescinded"]
    severity: Literal["critical", "advisory", "informational"]
    arxiv_id: str
    evidence_hash: Sha256Hex
    evidence: OpenObject
    audited_at: Timestamp
    paper_version: Annotated[Ordinal | None, AfterValidator(_refuse_null)] = None
    detector_url: Annotated[str | None, AfterValidator(_refuse_null)] = None
    snippet: str | None = None
    note: str | None = None
    ref_index: int | None = None
    detected_doi: str | None = None
    detected_arxiv_id: str | None = None
    external_url: str | None = None
    resolved_title: str | None = None


class IntegrityDocument(Model):
    """The integrity document of a paper. The JSON field `schema` is the attribute `schema_`. Specification §9.3.

    In published documents `pith_number` holds the arXiv id, the same text as `arxiv_id`, and not a Pith Number.
    """

    schema_: str = Field(alias="schema")
    pith_number: str
    arxiv_id: str
    integrity: Integrity
    events: Array[IntegrityEvent]


def parse_integrity(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> IntegrityDocument:
    """The typed integrity document of UTF-8 bytes, of a text, or of a mapping of JSON types.

    Raises `InvalidRecord`, `InvalidJSON` or `LimitExceeded` as `parse_record` does. Specification §9.3.
    """
    return IntegrityDocument.parse(data, limits=limits)
