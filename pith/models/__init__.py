"""The models of a record. Use them to type your own functions, and to build records without parsing.

`parse_record` makes them from JSON. `StrictRecord` and `AnyNumber` are fields for models of your own. All models are frozen,
strict, and keep unknown fields. Specification §7.
"""

from .alias import Alias as Alias
from .any_number import AnyNumber as AnyNumber
from .base import FrozenDict as FrozenDict
from .base import Json as Json
from .base import JsonObject as JsonObject
from .base import Model as Model
from .integrity import DetectorCounts as DetectorCounts
from .integrity import DetectorRun as DetectorRun
from .integrity import Finding as Finding
from .integrity import Integrity as Integrity
from .integrity import IntegritySummary as IntegritySummary
from .receipt import Receipt as Receipt
from .record import Actions as Actions
from .record import AgentActions as AgentActions
from .record import CanonicalMetadata as CanonicalMetadata
from .record import CanonicalRecord as CanonicalRecord
from .record import FormalCanon as FormalCanon
from .record import InboundCitation as InboundCitation
from .record import InboundCitations as InboundCitations
from .record import Links as Links
from .record import PithRecord as PithRecord
from .record import VerificationStatus as VerificationStatus
from .record import parse_record as parse_record
from .snapshot import AuthorClaims as AuthorClaims
from .snapshot import Claim as Claim
from .snapshot import Claims as Claims
from .snapshot import FormalEvidence as FormalEvidence
from .snapshot import GraphSnapshot as GraphSnapshot
from .snapshot import PaperMetadata as PaperMetadata
from .snapshot import Reference as Reference
from .snapshot import References as References
from .snapshot import Source as Source
from .snapshot import Verdict as Verdict
from .strict import StrictRecord as StrictRecord
