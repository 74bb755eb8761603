"""Vectors of sections 4 and 5: numbers, addresses, numbers in text, arXiv ids, aliases, indexes, collisions."""

from .alias_vectors import alias_vectors
from .derivation_vectors import derivation_vectors
from .find_vectors import find_vectors
from .form import Vectors
from .number_vectors import number_vectors


def name_vectors() -> list[Vectors]:
    return [derivation_vectors(), number_vectors(), find_vectors(), alias_vectors()]
