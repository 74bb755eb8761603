"""StrictRecord: a field of another model that is as strict as `parse_record`."""

import json
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.json_schema import JsonSchemaMode
from records import CARRIED

from pith import PithError, PithRecord, parse_record
from pith.models.strict import StrictRecord
from pith.testing import sample_record, tamper_matrix

DATA = CARRIED.read_bytes()


class Submission(BaseModel):
    name: str
    record: StrictRecord


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, lambda data: data.decode(), json.loads, parse_record])
def test_every_form_that_parse_record_takes_is_accepted(kind: Any) -> None:
    assert Submission(name="x", record=kind(DATA)).record == parse_record(DATA)


def errors_of(value: Any) -> Any:
    with pytest.raises(ValidationError) as caught:
        Submission(name="x", record=value)
    [error] = caught.value.errors(include_url=False)
    assert (error["type"], error["loc"]) == ("pith_record", ("record",))
    json.dumps(error["ctx"])
    return error


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (DATA + b"{}", "InvalidJSON"),
        (b'{"record_type":"pith_number_record",' + DATA.lstrip()[1:], "InvalidJSON"),
        (b"\xef\xbb\xbf" + DATA, "InvalidJSON"),
        (DATA.replace(b'"version":2', b'"version":2.0'), "InvalidRecord"),
        (b"{}", "InvalidRecord"),
        (b"[" * 252 + b"]" * 252, "LimitExceeded"),
        (b" " * (8 * 1024 * 1024) + DATA, "LimitExceeded"),
    ],
)
def test_what_parse_record_refuses_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(PithError) as refused:
        parse_record(data)
    error = errors_of(data)
    assert error["ctx"] == {"error": name, "pointer": refused.value.pointer, "reason": str(refused.value)}
    assert error["msg"] == str(refused.value)


@pytest.mark.parametrize("value", [None, 5, 1.5, True, [], ["x"]])
def test_other_types_are_errors_of_pydantic(value: Any) -> None:
    assert "JSON as bytes or text was expected" in errors_of(value)["msg"]


def test_dumps_and_schemas_are_those_of_a_record() -> None:
    submission = Submission(name="x", record=sample_record("future"))
    assert Submission.model_validate_json(submission.model_dump_json()) == submission
    assert Submission.model_validate(submission.model_dump()) == submission
    modes: tuple[JsonSchemaMode, ...] = ("validation", "serialization")
    for mode in modes:
        schema = TypeAdapter(StrictRecord).json_schema(mode=mode)
        assert schema == TypeAdapter(PithRecord).json_schema(mode=mode)


def test_it_accepts_and_refuses_what_parse_record_does() -> None:
    for tampered in [*tamper_matrix(sample_record("minimal").to_dict())][::9]:
        data = json.dumps(tampered.document).encode()
        try:
            expected: object = parse_record(data)
        except PithError:
            errors_of(data)
        else:
            assert Submission(name="x", record=data).record == expected  # type: ignore[arg-type]
