"""Canonical JSON, hashes, equality: sections 2.2, 2.3 and 7.3 of the specification."""

import json
from hashlib import sha256

from .refusal import JSON, Refused

EMPTY_LIST = "258153158e38e3291e3d48162225fcdb2d5a3ed65a07baac614ab91432fd4f57"


def canon(value: JSON) -> bytes:
    """The canonical bytes of a JSON value."""
    try:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    except ValueError as error:  # also UnicodeEncodeError
        raise Refused("CanonicalizationError", str(error)) from None


def canon_ascii(value: JSON) -> bytes:
    """The escaped form of the canonical bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode()


def sha256_hex(data: bytes) -> str:
    return sha256(data).hexdigest()


def canonical_hash(value: JSON) -> str:
    return sha256_hex(canon(value))


def same(one: JSON, other: JSON) -> bool:
    """Whether two JSON values are equal."""
    return canon(one) == canon(other)


def list_hash(payload: JSON) -> str:
    """The snapshot hash of a payload."""
    return canonical_hash({"payload": payload})


def list_hash_check(payload: JSON, expected: str) -> str:
    """The outcome of the list hash check of section 7.3."""
    if list_hash(payload) == expected:
        return "passed"
    if sha256_hex(canon_ascii({"payload": payload})) == expected:
        return "indeterminate"
    return "failed"
