"""Vectors of section 6 and 9.4: keys, rings, signatures, receipts, mirror manifests."""

from .form import Vectors
from .key_encodings import encoding_vectors
from .manifest_vectors import manifest_vectors
from .receipt_vectors import receipt_vectors
from .signature_vectors import signature_vectors


def key_vectors() -> list[Vectors]:
    return [encoding_vectors(), signature_vectors(), receipt_vectors(), manifest_vectors()]
