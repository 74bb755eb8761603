"""Aliases of many numbers: an index that resolves an alias to its number, and the arithmetic of collisions."""

from .collisions import collision_probability as collision_probability
from .collisions import expected_collisions as expected_collisions
from .collisions import shortest_length as shortest_length
from .index import AliasIndex as AliasIndex
