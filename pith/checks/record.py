"""The table of the checks of a record."""

from ..models.record import PithRecord
from .core import CORE_CHECKS
from .names import ADDRESS_CHECKS, ALIAS_CHECKS
from .snapshot import GRAPH_CHECKS
from .status import STATUS_CHECKS
from .table import Check, CheckTable

RECORD_CHECKS: tuple[Check, ...] = (*CORE_CHECKS, *ALIAS_CHECKS, *ADDRESS_CHECKS, *GRAPH_CHECKS, *STATUS_CHECKS)
"""The checks of a record, in the order of the report. Specification §8.3."""

REQUIRED = frozenset(
    {
        "canonical_hash",
        "number",
        "short_number",
        "receipt_hash",
        "key",
        "fingerprint",
        "signature",
        "title_hash",
        "paper_metadata",
        "sources",
    }
)
"""The checks that must pass for a report to be ok. None of the others may fail. Specification §8.4."""

RECORD_TABLE = CheckTable("record", PithRecord, RECORD_CHECKS, REQUIRED)
