"""AnyNumber: a field of another model that takes every spelling of `parse_number`."""

from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from pith import InvalidNumber, PithNumber, ShortPithNumber, parse_number
from pith.models import AnyNumber

NUMBER = PithNumber("pith:2023:FB5JQX5UAE5FSVJFWHE5Q4BOBC")
ADAPTER: TypeAdapter[PithNumber | ShortPithNumber] = TypeAdapter(AnyNumber)


class Mention(BaseModel):
    number: AnyNumber
    others: list[AnyNumber] = []


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        str(NUMBER),
        NUMBER.lower(),
        NUMBER.short(),
        NUMBER.suffix[:9],
        NUMBER.latex,
        *(NUMBER.url(form) for form in ("html", "json", "paper")),
    ],
)
def test_each_spelling_gives_what_parse_number_gives(text: str) -> None:
    expected = parse_number(text)
    for found in (
        ADAPTER.validate_python(text),
        Mention.model_validate({"number": text}).number,
        Mention.model_validate_json(f'{{"number": "{text}"}}'.replace("\\", "\\\\")).number,
        Mention.model_validate({"number": NUMBER, "others": [text]}).others[0],
    ):
        assert (type(found), found) == (type(expected), expected)


@pytest.mark.parametrize("text", ["", "pith:2023:short", f" {NUMBER}", "https://example.org/" + NUMBER, "\u202e" * 100_000])
def test_a_refused_text_is_an_error_with_the_message_of_invalid_number(text: str) -> None:
    with pytest.raises(InvalidNumber) as refused:
        parse_number(text)
    with pytest.raises(ValidationError) as caught:
        Mention.model_validate({"number": text})
    [error] = caught.value.errors()
    assert (error["type"], error["loc"], error["msg"]) == ("pith_number", ("number",), str(refused.value))
    assert error["ctx"] == {"error": "InvalidNumber", "reason": str(refused.value)}


@pytest.mark.parametrize("value", [None, 1, b"FB5JQX5U", ["FB5JQX5U"]])
def test_only_a_text_is_a_number(value: Any) -> None:
    with pytest.raises(ValidationError, match="valid string"):
        ADAPTER.validate_python(value)


def test_dumps_and_schemas_are_strings() -> None:
    mention = Mention(number=NUMBER, others=[NUMBER.short()])
    assert mention.model_dump_json() == f'{{"number":"{NUMBER}","others":["{NUMBER.short()}"]}}'
    for mode in ("validation", "serialization"):
        schema = ADAPTER.json_schema(mode=mode)
        assert schema["type"] == "string"
        assert all(parse_number(text) == text for text in schema["examples"])
