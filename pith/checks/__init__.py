"""The checks of a record. Read `RECORD_CHECKS` for their names, what each covers, and what it authenticates."""

from .record import RECORD_CHECKS as RECORD_CHECKS
from .record import REQUIRED as REQUIRED
from .table import Basis as Basis
from .table import Check as Check
from .table import CheckResult as CheckResult
from .table import CheckTable as CheckTable
from .table import Outcome as Outcome
from .table import Problem as Problem
