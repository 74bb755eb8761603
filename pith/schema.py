"""JSON Schemas of the documents, of reports and of batch results, for those who check shapes without this library.

Use it to generate types in other languages, or to describe an HTTP service. A schema is no verification.
"""

from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .batch import BatchResult
from .errors import InvalidArgument, safe_repr
from .models.alias import Alias
from .models.base import Model
from .models.integrity import Finding, Integrity
from .models.receipt import Receipt
from .models.record import CanonicalRecord, VerificationStatus
from .models.snapshot import Claim, GraphSnapshot, PaperMetadata, Reference, Source
from .opengraph import DOCUMENT_KINDS
from .report import REPORT_VERSION, VerificationReport

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MODELS: dict[str, type[Model]] = {
    **{kind.name: kind.model for kind in DOCUMENT_KINDS},
    "alias": Alias,
    "canonical_record": CanonicalRecord,
    "claim": Claim,
    "finding": Finding,
    "graph_snapshot": GraphSnapshot,
    "integrity": Integrity,
    "paper": PaperMetadata,
    "receipt": Receipt,
    "reference": Reference,
    "source": Source,
    "verification_status": VerificationStatus,
}
"""The models that have a schema, by its name: the documents, and the parts of a record that are used on their own."""

_TYPES: dict[str, type[Any]] = {**MODELS, "batch_result": BatchResult, "report": VerificationReport}
_VERSIONS = {"report": REPORT_VERSION}


def json_schema(name: str = "record") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, as a new tree of dict, list, str and int.

    `name` is a key of `MODELS`, or `report` for `VerificationReport.to_dict()`, or `batch_result` for
    `BatchResult.to_dict()`. The `$id` is `urn:pith-number:schema:`, the name, a colon and the version.

    The parser refuses every document that the schema refuses. It also refuses some that the schema accepts, because a
    validator gets a document that is decoded already: `2.0` for `2`, duplicate keys, NaN, lone surrogates, a byte-order mark,
    integers out of range, `-0`, floats that are not exact, input over a limit. Whether hashes and signatures are right is no
    part of a schema. Raises `InvalidArgument` for an unknown name.
    """
    if not isinstance(name, str):
        raise TypeError(f"name: expected a str, not {safe_repr(name)}")
    if name not in _TYPES:
        raise InvalidArgument(f"expected one of {', '.join(sorted(_TYPES))}, not {safe_repr(name)}")
    schema = TypeAdapter(_TYPES[name]).json_schema(schema_generator=_WithoutDefaults)
    identifier = f"urn:pith-number:schema:{name}:{_VERSIONS.get(name, '1.0')}"
    return {"$schema": DIALECT, "$id": identifier, **_close_patterns(schema)}


class _WithoutDefaults(GenerateJsonSchema):
    """A generator that gives no defaults: an absent field has no value."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _close_patterns(value: Any) -> Any:
    """The schema with patterns that match no line feed at the end in any validator. The `$` of Python's own `re` matches it."""
    if isinstance(value, list):
        return [_close_patterns(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{member}(?!\\n)" if key == "pattern" and str(member).endswith("$") else _close_patterns(member)
        for key, member in value.items()
    }
