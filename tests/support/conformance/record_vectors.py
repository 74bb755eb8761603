"""Vectors of records: sections 7 and 8."""

from .document_form import DocumentVectors
from .record_base import RECORD, elsewhere_record, empty_record
from .record_identity import add_identity, add_receipt, add_whole
from .record_names import add_names
from .record_refused import add_refused
from .record_shapes import add_published, add_report, add_shapes
from .record_snapshot import add_snapshot
from .record_status import add_integrity, add_status
from .record_texts import add_texts


def record_vectors() -> DocumentVectors:
    made = DocumentVectors(
        "records",
        "Parse a record, and verify it under the named keys. Without other arguments every check of the base record passes.",
        {"record": RECORD, "elsewhere": elsewhere_record(), "empty": empty_record()},
    )
    add_whole(made)
    add_identity(made)
    add_receipt(made)
    add_texts(made)
    add_names(made)
    add_snapshot(made)
    add_integrity(made)
    add_status(made)
    add_report(made)
    add_shapes(made)
    add_published(made)
    add_refused(made)
    made.forms("7.2")
    return made
