"""Strict JSON: section 2.1 of the specification, and the limits of section 12."""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from math import isinf
from typing import NamedTuple

from .refusal import JSON, Refused

_SURROGATE = re.compile("[\ud800-\udfff]")


class Limits(NamedTuple):
    """The limits of the library, section 12."""

    size: int = 8_388_608
    depth: int = 250
    items: int = 400_000
    digits: int = 20


LIMITS = Limits()


def parse(data: bytes, limits: Limits = LIMITS) -> JSON:
    """The value of bytes that are strict JSON."""
    if len(data) > limits.size:
        raise Refused("LimitExceeded", "size")
    late: list[Refused] = []  # what the order of section 11 puts after the grammar and the depth
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("InvalidJSON", "no UTF-8") from None
    try:
        value = _decoder(late, limits)(text)
    except RecursionError:
        raise Refused("LimitExceeded", "depth") from None
    except ValueError as error:
        raise Refused("InvalidJSON", str(error)) from None
    _measure(value, limits)
    if late:
        raise late[0]
    return value


def _decoder(late: list[Refused], limits: Limits) -> Callable[[str], JSON]:
    def integer(text: str) -> int:
        if len(text.lstrip("-")) > limits.digits:
            late.append(Refused("LimitExceeded", "digits"))
            return 0
        if text == "-0" or not -(2**63) <= int(text) < 2**64:
            late.append(Refused("InvalidJSON", text))
        return int(text)

    def float_(text: str) -> float:
        _, _, exponent = text.lower().partition("e")
        if len(exponent.lstrip("+-")) > 6:
            late.append(Refused("InvalidJSON", text))
            return 0.0
        double = float(text)
        if isinf(double):
            raise ValueError(text)
        if Decimal(text) != Decimal(repr(double)):
            late.append(Refused("InvalidJSON", text))
        return double

    def members(pairs: list[tuple[str, JSON]]) -> JSON:
        made = dict(pairs)
        if len(made) != len(pairs):
            late.append(Refused("InvalidJSON", "an object has one key twice"))
        return made

    def constant(text: str) -> None:
        raise ValueError(text)

    def decode(text: str) -> JSON:
        if text.startswith("\ufeff"):
            raise ValueError("byte-order mark")
        return json.loads(text, parse_int=integer, parse_float=float_, parse_constant=constant, object_pairs_hook=members)

    return decode


def _measure(whole: JSON, limits: Limits) -> None:
    """Refuse lone surrogates, then too much depth, then too many values."""
    count, deepest = 0, 0
    pending = [(whole, 1)]
    while pending:
        value, depth = pending.pop()
        count += 1
        if isinstance(value, str):
            _refuse_surrogates(value)
        elif isinstance(value, dict | list):
            deepest = max(deepest, depth)
            if isinstance(value, dict):
                for key in value:
                    _refuse_surrogates(key)
                value = value.values()
            pending += [(member, depth + 1) for member in value]
    if count > limits.items:
        raise Refused("LimitExceeded", "items")
    if deepest > limits.depth:
        raise Refused("LimitExceeded", "depth")


def _refuse_surrogates(text: str) -> None:
    if not text.isascii() and _SURROGATE.search(text):
        raise Refused("InvalidJSON", "a lone surrogate")
