"""Writes the vectors, the schemas and the table of rules in this folder. Run it from anywhere: `python generate.py`.

The results in the vectors come from the reference (`tests/support/reference`), not from the library. A test compares the files
with what this writes.
"""

import sys
from pathlib import Path

FOLDER = Path(__file__).parent
SUPPORT = FOLDER.parent / "support"


def vector_files() -> dict[str, str]:
    """The text of each file of vectors, by its name."""
    from conformance.graph_vectors import graph_vectors
    from conformance.json_vectors import json_vectors
    from conformance.key_vectors import key_vectors
    from conformance.name_vectors import name_vectors
    from conformance.other_vectors import other_vectors
    from conformance.record_vectors import record_vectors
    from conformance.text_vectors import text_vectors

    documents = [record_vectors(), *graph_vectors()]
    files = [json_vectors(), text_vectors(), *name_vectors(), *key_vectors(), *(one.file for one in documents), *other_vectors()]
    return {f"{file.kind}.json": file.text() for file in files}


def main() -> None:
    sys.path.insert(0, str(SUPPORT))
    for name, text in vector_files().items():
        (FOLDER / "vectors" / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
