"""Mint records: from a paper's metadata and a key to a signed record, its next receipt, and its next version."""

from .metadata import PaperFields as PaperFields
from .metadata import PaperInput as PaperInput
from .mint import canonical_record_for as canonical_record_for
from .mint import issue_receipt as issue_receipt
from .mint import mint_record as mint_record
from .mint import new_version as new_version
from .mint import reissue as reissue
from .snapshot import SnapshotContents as SnapshotContents
