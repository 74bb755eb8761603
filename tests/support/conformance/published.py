"""Facts of published records: canonical records, hashes, numbers, titles, aliases, signatures. No prose."""

import json
from pathlib import Path

from reference.refusal import Tree

FOLDER = Path(__file__).parents[2] / "conformance" / "published"


def published(name: str) -> list[Tree]:
    """The rows of `records`, `papers`, `receipts` or `signatures`."""
    rows: list[Tree] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return rows
