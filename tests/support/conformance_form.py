"""The form of a conformance case."""

from typing import Any

Case = dict[str, Any]


def case(kind: str, name: str, given: dict[str, Any], expected: object = None, *, error: str = "") -> Case:
    return {"kind": kind, "name": name, "input": given, **({"error": error} if error else {"expected": expected})}
