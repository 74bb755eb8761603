"""Pith Numbers: bytes in, typed facts out, and for every fact an answer to "how do you know?"

The public names, each loaded from its module when it is first used; nothing is defined here.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .agreement import Agreement as Agreement
    from .agreement import Difference as Difference
    from .agreement import diff_records as diff_records
    from .agreement import verify_agreement as verify_agreement
    from .alias import short_aliases as short_aliases
    from .alias import source_aliases as source_aliases
    from .canonical import canonical_bytes as canonical_bytes
    from .canonical import canonical_sha256 as canonical_sha256
    from .canonical import canonical_text as canonical_text
    from .canonical import snapshot_sha256 as snapshot_sha256
    from .canonical import text_sha256 as text_sha256
    from .collision import collision_probability as collision_probability
    from .collision import expected_collisions as expected_collisions
    from .collision import shortest_length as shortest_length
    from .dates import instant as instant
    from .documents import Document as Document
    from .documents import parse_document as parse_document
    from .documents import verify_bundle as verify_bundle
    from .documents import verify_integrity as verify_integrity
    from .documents import verify_state as verify_state
    from .edges import Edge as Edge
    from .edges import citation_edges as citation_edges
    from .edges import claim_edges as claim_edges
    from .edges import finding_edges as finding_edges
    from .errors import AliasError as AliasError
    from .errors import AmbiguousAlias as AmbiguousAlias
    from .errors import CanonicalizationError as CanonicalizationError
    from .errors import ConflictingYears as ConflictingYears
    from .errors import DigestMismatch as DigestMismatch
    from .errors import FingerprintMismatch as FingerprintMismatch
    from .errors import InvalidArgument as InvalidArgument
    from .errors import InvalidIndex as InvalidIndex
    from .errors import InvalidJSON as InvalidJSON
    from .errors import InvalidKey as InvalidKey
    from .errors import InvalidNumber as InvalidNumber
    from .errors import InvalidRecord as InvalidRecord
    from .errors import InvalidSignature as InvalidSignature
    from .errors import KeyOutsideWindow as KeyOutsideWindow
    from .errors import LimitExceeded as LimitExceeded
    from .errors import PithError as PithError
    from .errors import RevokedKey as RevokedKey
    from .errors import UnknownAlias as UnknownAlias
    from .errors import UnknownKey as UnknownKey
    from .errors import UnsupportedAlgorithm as UnsupportedAlgorithm
    from .errors import VerificationFailed as VerificationFailed
    from .errors import WrongMessageSigned as WrongMessageSigned
    from .find import NumberMatch as NumberMatch
    from .find import find_numbers as find_numbers
    from .index import AliasIndex as AliasIndex
    from .keys import PITH_KEYS as PITH_KEYS
    from .keys import KeyRing as KeyRing
    from .keys import PublicKey as PublicKey
    from .many import VerificationResult as VerificationResult
    from .many import verify_many as verify_many
    from .metadata import Known as Known
    from .metadata import Manuscript as Manuscript
    from .mint import canonical_record_for as canonical_record_for
    from .mint import issue_receipt as issue_receipt
    from .mint import mint_record as mint_record
    from .mint import new_version as new_version
    from .mint import reissue as reissue
    from .mirrors import ManifestKeys as ManifestKeys
    from .mirrors import MirrorAddresses as MirrorAddresses
    from .mirrors import manifest_key as manifest_key
    from .mirrors import mirror_addresses as mirror_addresses
    from .mirrors import read_keys as read_keys
    from .models.alias import Alias as Alias
    from .models.base import Json as Json
    from .models.base import JsonObject as JsonObject
    from .models.base import Model as Model
    from .models.bundle import Event as Event
    from .models.bundle import EventSigner as EventSigner
    from .models.bundle import OpenGraphBundle as OpenGraphBundle
    from .models.bundle import parse_bundle as parse_bundle
    from .models.graph import AuthorClaims as AuthorClaims
    from .models.graph import Claim as Claim
    from .models.graph import Claims as Claims
    from .models.graph import FormalEvidence as FormalEvidence
    from .models.graph import GraphSnapshot as GraphSnapshot
    from .models.graph import PaperMetadata as PaperMetadata
    from .models.graph import Reference as Reference
    from .models.graph import References as References
    from .models.graph import Source as Source
    from .models.graph import Verdict as Verdict
    from .models.integrity import DetectorCounts as DetectorCounts
    from .models.integrity import DetectorRun as DetectorRun
    from .models.integrity import Finding as Finding
    from .models.integrity import Integrity as Integrity
    from .models.integrity import IntegritySummary as IntegritySummary
    from .models.integrity_document import IntegrityDocument as IntegrityDocument
    from .models.integrity_document import IntegrityEvent as IntegrityEvent
    from .models.integrity_document import IntegrityPayload as IntegrityPayload
    from .models.integrity_document import parse_integrity as parse_integrity
    from .models.mirror import Mirror as Mirror
    from .models.mirror import MirrorKey as MirrorKey
    from .models.mirror import MirrorManifest as MirrorManifest
    from .models.mirror import parse_mirrors as parse_mirrors
    from .models.receipt import Receipt as Receipt
    from .models.record import Actions as Actions
    from .models.record import AgentActions as AgentActions
    from .models.record import CanonicalMetadata as CanonicalMetadata
    from .models.record import CanonicalRecord as CanonicalRecord
    from .models.record import FormalCanon as FormalCanon
    from .models.record import InboundCitation as InboundCitation
    from .models.record import InboundCitations as InboundCitations
    from .models.record import Links as Links
    from .models.record import PithRecord as PithRecord
    from .models.record import VerificationStatus as VerificationStatus
    from .models.record import parse_record as parse_record
    from .models.state import CurrentState as CurrentState
    from .models.state import OpenGraphState as OpenGraphState
    from .models.state import parse_state as parse_state
    from .number import PithNumber as PithNumber
    from .number import ShortPithNumber as ShortPithNumber
    from .number import parse_number as parse_number
    from .provenance import PointerBasis as PointerBasis
    from .provenance import Standing as Standing
    from .reading import Limits as Limits
    from .receipt import verify_receipt as verify_receipt
    from .report import Basis as Basis
    from .report import Check as Check
    from .report import CheckResult as CheckResult
    from .report import Outcome as Outcome
    from .report import VerificationReport as VerificationReport
    from .schema import json_schema as json_schema
    from .signer import NaClSigner as NaClSigner
    from .signer import Signer as Signer
    from .snapshot import Contents as Contents
    from .verify import verify_record as verify_record

# Where each name lives; a test holds this table against the imports above, which are for type checkers.
_NAMES = {
    "agreement": (
        "Agreement",
        "Difference",
        "diff_records",
        "verify_agreement",
    ),
    "alias": (
        "short_aliases",
        "source_aliases",
    ),
    "canonical": (
        "canonical_bytes",
        "canonical_sha256",
        "canonical_text",
        "snapshot_sha256",
        "text_sha256",
    ),
    "collision": (
        "collision_probability",
        "expected_collisions",
        "shortest_length",
    ),
    "dates": ("instant",),
    "documents": (
        "Document",
        "parse_document",
        "verify_bundle",
        "verify_integrity",
        "verify_state",
    ),
    "edges": (
        "Edge",
        "citation_edges",
        "claim_edges",
        "finding_edges",
    ),
    "errors": (
        "AliasError",
        "AmbiguousAlias",
        "CanonicalizationError",
        "ConflictingYears",
        "DigestMismatch",
        "FingerprintMismatch",
        "InvalidArgument",
        "InvalidIndex",
        "InvalidJSON",
        "InvalidKey",
        "InvalidNumber",
        "InvalidRecord",
        "InvalidSignature",
        "KeyOutsideWindow",
        "LimitExceeded",
        "PithError",
        "RevokedKey",
        "UnknownAlias",
        "UnknownKey",
        "UnsupportedAlgorithm",
        "VerificationFailed",
        "WrongMessageSigned",
    ),
    "find": (
        "NumberMatch",
        "find_numbers",
    ),
    "index": ("AliasIndex",),
    "keys": (
        "KeyRing",
        "PITH_KEYS",
        "PublicKey",
    ),
    "many": (
        "VerificationResult",
        "verify_many",
    ),
    "metadata": (
        "Known",
        "Manuscript",
    ),
    "mint": (
        "canonical_record_for",
        "issue_receipt",
        "mint_record",
        "new_version",
        "reissue",
    ),
    "mirrors": (
        "ManifestKeys",
        "MirrorAddresses",
        "manifest_key",
        "mirror_addresses",
        "read_keys",
    ),
    "models.alias": ("Alias",),
    "models.base": (
        "Json",
        "JsonObject",
        "Model",
    ),
    "models.bundle": (
        "Event",
        "EventSigner",
        "OpenGraphBundle",
        "parse_bundle",
    ),
    "models.graph": (
        "AuthorClaims",
        "Claim",
        "Claims",
        "FormalEvidence",
        "GraphSnapshot",
        "PaperMetadata",
        "Reference",
        "References",
        "Source",
        "Verdict",
    ),
    "models.integrity": (
        "DetectorCounts",
        "DetectorRun",
        "Finding",
        "Integrity",
        "IntegritySummary",
    ),
    "models.integrity_document": (
        "IntegrityDocument",
        "IntegrityEvent",
        "IntegrityPayload",
        "parse_integrity",
    ),
    "models.mirror": (
        "Mirror",
        "MirrorKey",
        "MirrorManifest",
        "parse_mirrors",
    ),
    "models.receipt": ("Receipt",),
    "models.record": (
        "Actions",
        "AgentActions",
        "CanonicalMetadata",
        "CanonicalRecord",
        "FormalCanon",
        "InboundCitation",
        "InboundCitations",
        "Links",
        "PithRecord",
        "VerificationStatus",
        "parse_record",
    ),
    "models.state": (
        "CurrentState",
        "OpenGraphState",
        "parse_state",
    ),
    "number": (
        "PithNumber",
        "ShortPithNumber",
        "parse_number",
    ),
    "provenance": (
        "PointerBasis",
        "Standing",
    ),
    "reading": ("Limits",),
    "receipt": ("verify_receipt",),
    "report": (
        "Basis",
        "Check",
        "CheckResult",
        "Outcome",
        "VerificationReport",
    ),
    "schema": ("json_schema",),
    "signer": (
        "NaClSigner",
        "Signer",
    ),
    "snapshot": ("Contents",),
    "verify": ("verify_record",),
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names}
# For `from pith import *`; type checkers read the imports instead, and would not understand this.
globals()["__all__"] = sorted(_MODULES)


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f".{_MODULES[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_MODULES})
