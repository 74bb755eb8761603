"""The kinds of documents that the protocol publishes, one line for each, and a parser for all of them."""

from typing import NamedTuple, TypeAlias

from ..errors import InvalidRecord
from ..models.record import PithRecord
from ..strict_json import DEFAULT_LIMITS, Data, Limits, parse_json
from .bundle import OpenGraphBundle
from .integrity_document import IntegrityDocument
from .mirror_manifest import MirrorManifest
from .state import OpenGraphState

Document: TypeAlias = PithRecord | OpenGraphBundle | OpenGraphState | IntegrityDocument | MirrorManifest


class DocumentKind(NamedTuple):
    """A kind of document: the field by which it is recognized, the name of its JSON Schema, and its model."""

    type_field: str
    name: str
    model: type[Document]


DOCUMENT_KINDS = (
    DocumentKind("record_type", "record", PithRecord),
    DocumentKind("bundle_type", "bundle", OpenGraphBundle),
    DocumentKind("state_type", "state", OpenGraphState),
    DocumentKind("manifest_type", "mirror_manifest", MirrorManifest),
    DocumentKind("schema", "integrity_document", IntegrityDocument),
)
"""All kinds of documents. A document is of the first kind whose field it has. Specification §9."""

_TYPE_SUFFIX = "_type"


def parse_document(data: Data, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The typed document, of any kind, of UTF-8 bytes, of a text, or of a mapping of JSON types.

    A record has a `record_type`, a bundle a `bundle_type`, a state a `state_type`, a mirror manifest a `manifest_type`. An
    integrity document has none of these, and a `schema`. Raises `InvalidRecord` if the document has none of the five fields
    or more than one of the first four, and otherwise as `parse_record` does. Specification §9.
    """
    tree = parse_json(data, limits=limits)
    if not isinstance(tree, dict):
        raise InvalidRecord("expected a JSON object")
    found = [kind for kind in DOCUMENT_KINDS if kind.type_field in tree]
    types = [kind.type_field for kind in found if kind.type_field.endswith(_TYPE_SUFFIX)]
    if len(types) > 1:
        raise InvalidRecord(f"expected a document of one kind, not one with {' and '.join(types)}")
    if not found:
        raise InvalidRecord(f"expected a document with one of {', '.join(kind.type_field for kind in DOCUMENT_KINDS)}")
    return found[0].model.from_tree(tree)
