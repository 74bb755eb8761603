"""Pith Numbers in Structs of msgspec, and results of verification as JSON Lines. Needs pith-number[adapters].

python examples/recipes/msgspec_rows.py
"""

from collections.abc import Iterable
from typing import cast

import msgspec

from pith import BatchResult, PithNumber, verify_many
from pith.testing import TEST_KEYS, make_record


class Citation(msgspec.Struct, frozen=True):
    number: PithNumber
    page: int


class Row(msgspec.Struct, frozen=True):
    number: str | None
    ok: bool
    failed: list[str]
    reason: str


def decode_number(kind: type, value: object) -> object:
    """The hook of msgspec for types that it does not know. What PithNumber raises becomes a `ValidationError`."""
    if kind is PithNumber:
        return PithNumber(cast(str, value))
    raise NotImplementedError(f"no hook for {kind.__name__}")


def read_citations(data: bytes) -> list[Citation]:
    """The citations of a JSON array. Raises msgspec's `ValidationError`, with the path of the wrong value."""
    return msgspec.json.decode(data, type=list[Citation], dec_hook=decode_number)


def write_citations(citations: list[Citation]) -> bytes:
    """The citations as a JSON array. msgspec encodes a `str` itself, and asks a hook for types that are made from it."""
    return msgspec.json.encode(citations, enc_hook=str)


def write_results(results: Iterable[BatchResult]) -> bytes:
    """One line of JSON for each result."""
    return msgspec.json.Encoder().encode_lines([msgspec.convert(result.to_dict(), Row) for result in results])


if __name__ == "__main__":
    print(write_results(verify_many([make_record().to_json(), b"{}"], keys=TEST_KEYS)).decode(), end="")
