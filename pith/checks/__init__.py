"""The checks of a record. Read `RECORD_CHECKS` for their names, what each covers, and what it authenticates.

Use this package to choose names for `require`, and to show users what a check means (`Check.meaning`). `verify_record` runs the
checks. Specification §8.3.
"""

from .record import RECORD_CHECKS as RECORD_CHECKS
from .record import REQUIRED as REQUIRED
from .table import Basis as Basis
from .table import Check as Check
from .table import CheckResult as CheckResult
from .table import CheckTable as CheckTable
from .table import Outcome as Outcome
from .table import Problem as Problem
