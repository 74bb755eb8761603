"""Aliases of many numbers: an index that resolves an alias to its number, and the arithmetic of collisions.

Use `AliasIndex` if you know a set of numbers and get short numbers or arXiv ids, and to find the shortest name that is unique in
the set. Use the functions to choose a length for short numbers. Specification §5.
"""

from .collisions import collision_probability as collision_probability
from .collisions import expected_collisions as expected_collisions
from .collisions import shortest_length as shortest_length
from .index import AliasIndex as AliasIndex
