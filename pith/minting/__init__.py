"""Mint records: from a paper and a key to a signed record, its next receipt, and the record of its next version.

Begin with `PaperInput`, and pass it to `mint_record`. Specification §10.
"""

from .canonical_record import canonical_record_for as canonical_record_for
from .issue import issue_receipt as issue_receipt
from .markup import Markup as Markup
from .metadata import PaperFields as PaperFields
from .metadata import PaperInput as PaperInput
from .mint import mint_record as mint_record
from .revise import new_version as new_version
from .revise import reissue as reissue
from .snapshot import SnapshotContents as SnapshotContents
