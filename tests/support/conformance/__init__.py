"""The sources of the conformance vectors. `tests/conformance/generate.py` writes the files; nothing here asks pith."""
