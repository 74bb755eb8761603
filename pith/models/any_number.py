"""A number in any spelling as a field of another pydantic model, or as a parameter of a web framework."""

from typing import Annotated, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..errors import InvalidNumber
from ..number import PithNumber, ShortPithNumber, parse_number


class _AnySpelling:
    """The annotation of a field whose value goes through `parse_number`."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            _parse, core_schema.str_schema(strict=True), serialization=core_schema.to_string_ser_schema()
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "examples": ["pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC", "pith:FB5JQX5U"]}

    def __repr__(self) -> str:
        return "AnyNumber"


def _parse(text: str) -> PithNumber | ShortPithNumber:
    try:
        return parse_number(text)
    except InvalidNumber as error:
        raise PydanticCustomError("pith_number", "{reason}", {"error": "InvalidNumber", "reason": str(error)}) from None


AnyNumber: TypeAlias = Annotated[PithNumber | ShortPithNumber, _AnySpelling()]
AnyNumber.__doc__ = """A field or a parameter that takes every spelling of `parse_number`, and holds what that function returns.

It takes a str alone. A refused text is one of pydantic's errors, of the type `pith_number`, with the message of `InvalidNumber`.
Dumps are the number as a string, and the JSON Schema is that of a string. Specification §4.4.
"""
