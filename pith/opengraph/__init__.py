"""The documents beside the record: bundles, states, integrity documents and mirror manifests. Comparisons, and edges of graphs.

Use `parse_document` if you do not know the kind of a document, and the `verify_…` function of its kind to check it. They return
the same kind of report as `verify_record`. `DOCUMENT_KINDS` is the registry of the kinds. Specification §9.
"""

from typing import NamedTuple, TypeAlias

from ..errors import InvalidRecord
from ..models.record import PithRecord
from ..strict_json import DEFAULT_LIMITS, Data, Limits, parse_json
from .bundle import OpenGraphBundle as OpenGraphBundle
from .bundle import parse_bundle as parse_bundle
from .bundle_checks import BUNDLE_CHECKS as BUNDLE_CHECKS
from .bundle_checks import BUNDLE_REQUIRED as BUNDLE_REQUIRED
from .bundle_checks import verify_bundle as verify_bundle
from .comparison import Comparison as Comparison
from .comparison import Difference as Difference
from .comparison import compare_documents as compare_documents
from .comparison import diff_records as diff_records
from .edges import Edge as Edge
from .edges import citation_edges as citation_edges
from .edges import claim_edges as claim_edges
from .edges import finding_edges as finding_edges
from .events import Event as Event
from .events import EventSigner as EventSigner
from .events import GraphPayload as GraphPayload
from .events import RecordCreated as RecordCreated
from .integrity_document import IntegrityDocument as IntegrityDocument
from .integrity_document import IntegrityEvent as IntegrityEvent
from .integrity_document import IntegrityPayload as IntegrityPayload
from .integrity_document import parse_integrity as parse_integrity
from .integrity_document_checks import EVENTS_REQUIRED as EVENTS_REQUIRED
from .integrity_document_checks import INTEGRITY_CHECKS as INTEGRITY_CHECKS
from .integrity_document_checks import INTEGRITY_REQUIRED as INTEGRITY_REQUIRED
from .integrity_document_checks import verify_integrity as verify_integrity
from .mirror_manifest import Mirror as Mirror
from .mirror_manifest import MirrorKey as MirrorKey
from .mirror_manifest import MirrorManifest as MirrorManifest
from .mirror_manifest import parse_mirrors as parse_mirrors
from .mirrors import ManifestKeys as ManifestKeys
from .mirrors import MirrorAddresses as MirrorAddresses
from .mirrors import manifest_key as manifest_key
from .mirrors import manifest_keys as manifest_keys
from .mirrors import mirror_addresses as mirror_addresses
from .state import CurrentState as CurrentState
from .state import OpenGraphState as OpenGraphState
from .state import parse_state as parse_state
from .state_checks import STATE_CHECKS as STATE_CHECKS
from .state_checks import STATE_REQUIRED as STATE_REQUIRED
from .state_checks import verify_state as verify_state

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
