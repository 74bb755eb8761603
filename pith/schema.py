"""JSON Schemas of the documents of the protocol, for those who check the shape of a document without this library."""

from copy import deepcopy
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from .errors import InvalidArgument, safe_repr
from .models.alias import Alias
from .models.base import Model
from .models.integrity import Finding, Integrity
from .models.receipt import Receipt
from .models.record import CanonicalRecord, PithRecord, VerificationStatus
from .models.snapshot import Claim, GraphSnapshot, PaperMetadata, Reference, Source
from .opengraph.bundle import OpenGraphBundle
from .opengraph.integrity_document import IntegrityDocument
from .opengraph.mirror_manifest import MirrorManifest
from .opengraph.state import OpenGraphState
from .report import REPORT_SCHEMA

DIALECT = "https://json-schema.org/draft/2020-12/schema"

MODELS: dict[str, type[Model]] = {
    "alias": Alias,
    "bundle": OpenGraphBundle,
    "canonical_record": CanonicalRecord,
    "claim": Claim,
    "finding": Finding,
    "graph_snapshot": GraphSnapshot,
    "integrity": Integrity,
    "integrity_document": IntegrityDocument,
    "mirror_manifest": MirrorManifest,
    "paper": PaperMetadata,
    "receipt": Receipt,
    "record": PithRecord,
    "reference": Reference,
    "source": Source,
    "state": OpenGraphState,
    "verification_status": VerificationStatus,
}
"""The documents that have a model and a schema, by the name that `json_schema` takes."""
REPORT = "report"


def json_schema(name: str = "record") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a document, as a new tree of dict, list, str and int.

    `name` is one of `MODELS`, or `report` for what `report.to_json()` gives.

    What it refuses, the parser refuses. The parser refuses some things besides, of which a schema cannot speak: `2.0` for
    `2`; duplicate keys, NaN, lone surrogates, a byte-order mark; integers outside −2⁶³…2⁶⁴−1 and `-0`;
    input over the limits of size, depth, items and digits. It says nothing of hashes and signatures: that is
    `verify_record`. Raises `InvalidArgument` for an unknown name.
    """
    if name == REPORT:
        return deepcopy(REPORT_SCHEMA)
    model = MODELS.get(name) if isinstance(name, str) else None
    if model is None:
        raise InvalidArgument(f"expected one of {', '.join((*MODELS, REPORT))}, not {safe_repr(name)}")
    return {"$schema": DIALECT, **_closed(model.model_json_schema(schema_generator=_WithoutDefaults))}


class _WithoutDefaults(GenerateJsonSchema):
    """An absent field is absent: it is not there with a default."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _closed(value: Any) -> Any:
    """The schema with patterns that no validator matches before a line feed at the end, where Python's own `$` does."""
    if isinstance(value, list):
        return [_closed(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: f"{member.removesuffix('$')}$(?!\\n)" if key == "pattern" and isinstance(member, str) else _closed(member)
        for key, member in value.items()
    }
