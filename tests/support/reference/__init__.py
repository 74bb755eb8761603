"""A second implementation of the protocol: by the standard library alone, from `pith/SPECIFICATION.md` alone.

Nothing here imports pith, and nothing here was written with a look at its checks. The conformance vectors take their expected
results from here. It prefers the words of the specification to speed.
"""
