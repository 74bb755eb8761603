"""Vectors of bundles, states and integrity documents: section 9."""

from .bundle_vectors import bundle_vectors
from .document_form import DocumentVectors
from .integrity_vectors import integrity_vectors
from .state_vectors import state_vectors


def graph_vectors() -> list[DocumentVectors]:
    return [bundle_vectors(), state_vectors(), integrity_vectors()]
