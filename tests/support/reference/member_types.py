"""The types of the members of documents: section 7.2 of the specification."""

import re
from collections.abc import Callable
from typing import Any

from .numbers import NUMBER, SHORT_NUMBER
from .refusal import JSON, Refused
from .timestamps import is_submission_time, is_timestamp

Form = Callable[[JSON, str], None]
"""Refuses a value that does not have the form; the second argument is the pointer of the value."""


def form_of(holds: Callable[[Any], bool]) -> Form:
    def form(value: JSON, pointer: str) -> None:
        if not holds(value):
            raise Refused("InvalidRecord", pointer, pointer)

    return form


def pattern(text: str) -> Form:
    compiled = re.compile(text)
    return form_of(lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None)


def constant(expected: str) -> Form:
    return form_of(lambda value: value == expected)


def at_least(least: int) -> Form:
    return form_of(lambda value: type(value) is int and value >= least)


def or_null(form: Form) -> Form:
    def either(value: JSON, pointer: str) -> None:
        if value is not None:
            form(value, pointer)

    return either


def array(of: Form) -> Form:
    def form(value: JSON, pointer: str) -> None:
        ARRAY(value, pointer)
        for index, item in enumerate(value):
            of(item, f"{pointer}/{index}")

    return form


def object_of(members: dict[str, Form], optional: dict[str, Form] | None = None) -> Form:
    known = {**members, **(optional or {})}

    def form(value: JSON, pointer: str) -> None:
        OBJECT(value, pointer)
        for name, member in known.items():
            if name in value:
                member(value[name], f"{pointer}/{name}")
            elif name in members:
                raise Refused("InvalidRecord", "missing", f"{pointer}/{name}")

    return form


def each(of: Form, *names: str) -> dict[str, Form]:
    return dict.fromkeys(names, of)


ANY = form_of(lambda value: True)
OBJECT = form_of(lambda value: isinstance(value, dict))
ARRAY = form_of(lambda value: isinstance(value, list))
STRING = form_of(lambda value: isinstance(value, str))
BOOLEAN = form_of(lambda value: isinstance(value, bool))
INTEGER = form_of(lambda value: type(value) is int)
COUNT = at_least(0)
ORDINAL = at_least(1)
HASH = pattern("[0-9a-f]{64}")
FINGERPRINT = pattern("[0-9a-f]{32}")
BASE64 = pattern("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?")
KEY_BASE64 = pattern("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
VERSION = pattern(r"1\.(?:0|[1-9][0-9]*)")
EVENT_ID = pattern("sha256:[0-9a-f]{64}")
SUBMITTED = form_of(lambda value: isinstance(value, str) and is_submission_time(value))
TIMESTAMP = form_of(lambda value: isinstance(value, str) and is_timestamp(value))
PITH_NUMBER = pattern(NUMBER.pattern)
SHORT = pattern(SHORT_NUMBER.pattern)
