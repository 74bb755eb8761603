"""The other published documents about a number: tell them apart, and verify each of them as a record is verified."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeAlias

from ..checks.table import CheckTable
from ..errors import InvalidRecord
from ..keys import PITH_KEYS, KeyRing
from ..models.record import PithRecord
from ..report import VerificationReport
from ..strict_json import DEFAULT_LIMITS, Limits, parse_json
from .bundle import OpenGraphBundle
from .bundle_checks import BUNDLE_CHECKS, BUNDLE_REQUIRED, BundleFacts
from .integrity_document import IntegrityDocument
from .integrity_document_checks import EVENTS_REQUIRED, INTEGRITY_CHECKS, INTEGRITY_REQUIRED, IntegrityDocumentFacts
from .mirror_manifest import MirrorManifest
from .state import OpenGraphState
from .state_checks import STATE_CHECKS, STATE_REQUIRED, StateFacts

Document: TypeAlias = PithRecord | OpenGraphBundle | OpenGraphState | IntegrityDocument | MirrorManifest

_BUNDLES = CheckTable(OpenGraphBundle, BUNDLE_CHECKS, BUNDLE_REQUIRED)
_STATES = CheckTable(OpenGraphState, STATE_CHECKS, STATE_REQUIRED)
_WITHOUT_EVENTS = CheckTable(IntegrityDocument, INTEGRITY_CHECKS, INTEGRITY_REQUIRED)
_WITH_EVENTS = CheckTable(IntegrityDocument, INTEGRITY_CHECKS, INTEGRITY_REQUIRED | EVENTS_REQUIRED)

_KINDS: dict[str, type[Document]] = {
    "record_type": PithRecord,
    "bundle_type": OpenGraphBundle,
    "state_type": OpenGraphState,
    "manifest_type": MirrorManifest,
}
_INTEGRITY = "schema"


def parse_document(data: bytes | str | Mapping[str, object], *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """The typed document of UTF-8 bytes, a text or a mapping, of whichever of the five kinds its type field says it is.

    A record has a `record_type`, a bundle a `bundle_type`, a state a `state_type`, a mirror manifest a `manifest_type`; an
    integrity document has none of these and a `schema`. Raises `InvalidRecord` for a document of no kind, or of two, and as
    `parse_record` does for one that is not what its type says.
    """
    tree = parse_json(data, limits=limits)
    if not isinstance(tree, dict):
        raise InvalidRecord("expected a JSON object")
    found = [field for field in _KINDS if field in tree]
    if len(found) > 1:
        raise InvalidRecord(f"expected a document of one kind, not one with {' and '.join(found)}")
    if not found and _INTEGRITY not in tree:
        raise InvalidRecord(f"expected a document with one of {', '.join((*_KINDS, _INTEGRITY))}")
    kind: type[Document] = _KINDS[found[0]] if found else IntegrityDocument
    return kind.from_tree(tree)


def verify_bundle(
    bundle: OpenGraphBundle, *, keys: KeyRing = PITH_KEYS, at: datetime | None = None, require: Collection[str] = ()
) -> VerificationReport:
    """Check all that can be checked of a bundle: what it says itself, its events, and the receipt of `record_created`.

    `keys`, `at` and `require` as `verify_record` takes them. How event ids and the signatures of events are computed is
    unknown: those checks indeterminate, and of an event nothing is authenticated but what repeats the bundle or is in
    its receipt. Raises `InvalidArgument` and `InvalidRecord` as `verify_record` does. Source: protocol, bundle.
    """
    return _BUNDLES.report(bundle, lambda: BundleFacts(bundle, keys, at), at=at, require=require)


def verify_state(state: OpenGraphState, *, keys: KeyRing = PITH_KEYS, require: Collection[str] = ()) -> VerificationReport:
    """Check all that can be checked of a state: its number, its aliases, its counts, its graph snapshots.

    `keys` and `require` as `verify_record` takes them. Nothing in a state is under a signature that can be checked, and the
    rules of the merge are unknown: a report that is ok says that the state does not contradict itself, and authenticates
    nothing. Raises `InvalidArgument` and `InvalidRecord` as `verify_record` does. Source: protocol, state.
    """
    return _STATES.report(state, lambda: StateFacts(state, keys), at=None, require=require)


def verify_integrity(
    document: IntegrityDocument, *, keys: KeyRing = PITH_KEYS, at: datetime | None = None, require: Collection[str] = ()
) -> VerificationReport:
    """Check all that can be checked of an integrity document: the hash and the summary of its findings, and its events.

    `keys`, `at` and `require` as `verify_record` takes them; `key` and `signature` are required where there are events. A
    signature is over the 32 bytes of `payload_sha256`, and over which bytes that is, is unknown: of an event it
    authenticates that hash, and not the payload. Raises `InvalidArgument` and `InvalidRecord` as `verify_record` does.
    Source: protocol, integrity.
    """
    table = _WITH_EVENTS if getattr(document, "events", ()) else _WITHOUT_EVENTS
    return table.report(document, lambda: IntegrityDocumentFacts(document, keys, at), at=at, require=require)
