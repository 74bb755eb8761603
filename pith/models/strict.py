"""A record as a field of another pydantic model, parsed from JSON that nobody has decoded before."""

from collections.abc import Mapping
from typing import Annotated, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..errors import PithError, safe_repr
from .record import PithRecord, parse_record


class _Undecoded:
    """The annotation of a field whose value goes through `parse_record`."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_parse, handler(source))

    def __repr__(self) -> str:
        return "StrictRecord"


def _parse(value: object) -> PithRecord:
    if isinstance(value, PithRecord):
        return value
    if not isinstance(value, str | bytes | bytearray | memoryview | Mapping):
        raise PydanticCustomError("pith_record", "JSON as bytes or text was expected, not {value}", {"value": safe_repr(value)})
    try:
        return parse_record(value)
    except PithError as error:
        context = {"error": type(error).__name__, "pointer": error.pointer, "reason": str(error)}
        raise PydanticCustomError("pith_record", "{reason}", context) from None


StrictRecord: TypeAlias = Annotated[PithRecord, _Undecoded()]
StrictRecord.__doc__ = """A field that takes what `parse_record` takes, or a record, and is as strict as that function.

Pass UTF-8 JSON as bytes or text. A mapping has been decoded before, and the decoder has dropped duplicate keys and applied no
limit of size. Pydantic and web frameworks decode JSON before they ask a model; for FastAPI, `pith.integrations.fastapi` passes
the bytes of a request.

A refused value is one of pydantic's errors, of the type `pith_record`, with `error`, `pointer` and `reason` in its context.
Dumps and JSON Schemas are those of `PithRecord`. Specification §2.1, §7.2.
"""
