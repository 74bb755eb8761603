"""The documents beside the record: bundles, states, integrity documents and mirror manifests. Comparisons, and edges of graphs.

Use `parse_document` if you do not know the kind of a document, and the `verify_…` function of its kind to check it. They return
the same kind of report as `verify_record`. `DOCUMENT_KINDS` is the registry of the kinds. The public names are loaded when they
are first used. Specification §9.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    from .registry import DOCUMENT_KINDS as DOCUMENT_KINDS
    from .registry import Document as Document
    from .registry import DocumentKind as DocumentKind
    from .registry import parse_document as parse_document
    from .state import CurrentState as CurrentState
    from .state import OpenGraphState as OpenGraphState
    from .state import parse_state as parse_state
    from .state_checks import STATE_CHECKS as STATE_CHECKS
    from .state_checks import STATE_REQUIRED as STATE_REQUIRED
    from .state_checks import verify_state as verify_state

# The public names of each module. A test compares this table with the imports above, which are for type checkers.
_NAMES = {
    "bundle": ("OpenGraphBundle", "parse_bundle"),
    "bundle_checks": ("BUNDLE_CHECKS", "BUNDLE_REQUIRED", "verify_bundle"),
    "comparison": ("Comparison", "Difference", "compare_documents", "diff_records"),
    "edges": ("Edge", "citation_edges", "claim_edges", "finding_edges"),
    "events": ("Event", "EventSigner", "GraphPayload", "RecordCreated"),
    "integrity_document": ("IntegrityDocument", "IntegrityEvent", "IntegrityPayload", "parse_integrity"),
    "integrity_document_checks": ("EVENTS_REQUIRED", "INTEGRITY_CHECKS", "INTEGRITY_REQUIRED", "verify_integrity"),
    "mirror_manifest": ("Mirror", "MirrorKey", "MirrorManifest", "parse_mirrors"),
    "mirrors": ("ManifestKeys", "MirrorAddresses", "manifest_key", "manifest_keys", "mirror_addresses"),
    "registry": ("DOCUMENT_KINDS", "Document", "DocumentKind", "parse_document"),
    "state": ("CurrentState", "OpenGraphState", "parse_state"),
    "state_checks": ("STATE_CHECKS", "STATE_REQUIRED", "verify_state"),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}


def _load(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ..lazy import load

    value = globals()[name] = load(__name__, _MODULES[name], name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})


# Type checkers read the imports above. Written in the usual way, `__all__` would confuse them, and with `__getattr__` they would
# accept any name.
globals().update(__all__=sorted(_MODULES), __getattr__=_load)
