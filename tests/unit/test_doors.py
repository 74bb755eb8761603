"""The doors by which users come in: what other code does by default with the types of the library works, and changes nothing.

The guide has a table of all doors. Doors that have a test file of their own (adapters, recipes, type checkers) are not repeated.
"""

import asyncio
import copy
import json
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from pith import (
    AliasIndex,
    BatchResult,
    KeyRing,
    LimitExceeded,
    Limits,
    PithError,
    PithNumber,
    PithRecord,
    ShortPithNumber,
    VerificationReport,
    cite,
    find_numbers,
    json_schema,
    parse_number,
    parse_record,
    verify_many,
    verify_record,
)
from pith.canonical import DEEPEST
from pith.models import StrictRecord
from pith.opengraph import parse_document
from pith.testing import (
    TEST_KEYS,
    make_record,
    sample_bundle,
    sample_integrity,
    sample_mirrors,
    sample_record,
    sample_state,
)

RECORD = sample_record("future")
REPORT = verify_record(RECORD, keys=TEST_KEYS)
NUMBER = RECORD.pith_number
[RESULT] = verify_many([RECORD.to_json()], keys=TEST_KEYS)
VALUES = [
    RECORD,
    REPORT,
    RESULT,
    NUMBER,
    RECORD.short_pith_number,
    TEST_KEYS,
    next(iter(TEST_KEYS)),
    Limits(depth=9),
    next(find_numbers(f"see {NUMBER}")),
    cite(REPORT),
    REPORT.assurance_of("/paper/title"),
    sample_bundle(),
    sample_state(),
    sample_integrity(),
    sample_mirrors(),
]


class Entry(BaseModel):
    """A model of a user with our types as fields."""

    record: PithRecord
    number: PithNumber
    short: ShortPithNumber | None = None


class StrictEntry(BaseModel):
    record: StrictRecord


ENTRY = Entry(record=RECORD, number=NUMBER, short=NUMBER.short())


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_pickle_and_copy_keep_type_and_value(value: Any, again: Callable[[Any], Any]) -> None:
    other = again(value)
    assert type(other) is type(value)
    if isinstance(value, VerificationReport):  # a report is equal to itself alone
        assert other.to_json() == value.to_json()
    elif isinstance(value, KeyRing):
        assert [*other] == [*value]
    else:
        assert other == value


@pytest.mark.parametrize("again", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
@pytest.mark.parametrize("unit", [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
def test_pickle_and_copy_take_the_deepest_record_that_parses(unit: tuple[str, str], again: Callable[[Any], Any]) -> None:
    levels = (DEEPEST - 1) // len([mark for mark in unit[0] if mark in "[{"])
    value = unit[0] * levels + "1" + unit[1] * levels
    record = parse_record(RECORD.to_json()[:-1] + f',"zz":{value}}}'.encode(), limits=Limits(depth=DEEPEST))
    assert again(record) == record
    report = verify_record(record, keys=TEST_KEYS)
    assert again(report).to_json() == report.to_json()


def test_an_index_survives_pickle_and_copy() -> None:
    index = AliasIndex([NUMBER])
    for other in (copy.copy(index), copy.deepcopy(index), pickle.loads(pickle.dumps(index))):
        assert other.to_bytes() == index.to_bytes()


def test_json_takes_numbers_as_text_and_dicts_as_they_come() -> None:
    assert json.loads(json.dumps({NUMBER: NUMBER})) == {str(NUMBER): str(NUMBER)}
    for made, tree in ((RECORD.to_json(), RECORD.to_dict()), (REPORT.to_json(), REPORT.to_dict())):
        assert json.loads(made) == json.loads(json.dumps(tree)) == tree
    assert parse_record(json.dumps(RECORD.to_dict())) == RECORD


def test_pydantic_dumps_a_field_and_loads_it_again() -> None:
    assert Entry.model_validate_json(ENTRY.model_dump_json()) == ENTRY
    assert Entry.model_validate(ENTRY.model_dump()) == ENTRY
    assert json.loads(ENTRY.model_dump_json())["record"] == RECORD.to_dict()
    assert type(Entry.model_validate_json(ENTRY.model_dump_json()).number) is PithNumber
    assert parse_record(RECORD.model_dump_json()) == RECORD


@pytest.mark.parametrize("document", [RECORD, sample_bundle(), sample_state(), sample_integrity(), sample_mirrors()])
def test_pydantic_adapts_every_document(document: Any) -> None:
    adapter = TypeAdapter(type(document))
    dumped = adapter.dump_json(document)
    assert json.loads(dumped) == document.to_dict()
    assert adapter.validate_json(dumped) == adapter.validate_python(document.to_dict()) == document
    assert parse_document(dumped) == document


def test_the_decoder_of_pydantic_takes_200_nested_containers() -> None:
    """The record is the outermost container. Only `TypeAdapter` and the models of users decode so: the models of pith do not."""
    adapter = TypeAdapter(PithRecord)
    for lists, accepted in ((199, True), (200, False), (249, False)):
        data = RECORD.to_json()[:-1] + b',"deep":' + b"[" * lists + b"1" + b"]" * lists + b"}"
        record = parse_record(data)
        assert PithRecord.model_validate_json(data) == adapter.validate_python(record.to_dict()) == record
        if accepted:
            assert adapter.validate_json(data) == record
        else:
            with pytest.raises(ValidationError, match="recursion limit exceeded"):
                adapter.validate_json(data)
    with pytest.raises(LimitExceeded, match="at most 250 nested containers"):
        parse_record(RECORD.to_json()[:-1] + b',"deep":' + b"[" * 250 + b"]" * 250 + b"}")


def test_pydantic_gives_the_schemas_of_the_library() -> None:
    record = TypeAdapter(PithRecord).json_schema()
    assert record["required"] == json_schema()["required"]
    assert record["properties"].keys() == json_schema()["properties"].keys()
    assert Entry.model_json_schema()["properties"]["number"]["pattern"].startswith("^pith:")
    for kind, name in ((VerificationReport, "report"), (BatchResult, "batch_result")):
        assert TypeAdapter(kind).json_schema()["properties"].keys() == json_schema(name)["properties"].keys()


def test_pydantic_decodes_json_before_it_asks_and_a_strict_record_does_not() -> None:
    """This is what a field of the type `PithRecord` cannot promise: see the guide."""
    twice = b'{"record_type":"pith_number_record",' + RECORD.to_json()[1:]
    assert Entry.model_validate_json(b'{"number":"%s","record":%s}' % (NUMBER.encode(), twice)).record == RECORD
    with pytest.raises(ValidationError, match="duplicate key"):
        StrictEntry(record=twice)  # type: ignore[arg-type]
    large = {**RECORD.to_dict(), "new": 2**64}
    for model in (Entry, StrictEntry):
        with pytest.raises(ValidationError):
            model.model_validate({"number": NUMBER, "record": large})


def test_plain_text_does_where_a_number_is_expected() -> None:
    text = str(NUMBER)
    assert type(text) is str
    index = AliasIndex([text])
    assert index.resolve(text) == index.resolve(text[10:18]) == NUMBER
    assert text in index
    assert parse_number(text) == NUMBER == text
    assert {NUMBER: 1}[text] == 1  # type: ignore[index]
    assert sorted([NUMBER, "a"]) == ["a", NUMBER]
    assert f"{NUMBER:>40}" == f"{text:>40}"


def test_threads_verify_one_record() -> None:
    with ThreadPoolExecutor(16) as pool:
        reports = [*pool.map(lambda _: verify_record(RECORD, keys=TEST_KEYS).to_json(), range(64))]
    assert {*reports} == {REPORT.to_json()}


def test_coroutines_verify_in_threads() -> None:
    async def verify(data: bytes) -> bool:
        record = await asyncio.to_thread(parse_record, data)
        return (await asyncio.to_thread(verify_record, record, keys=TEST_KEYS)).ok

    async def main() -> list[bool]:
        return await asyncio.gather(*(verify(make_record(version=version).to_json()) for version in range(1, 9)))

    assert asyncio.run(main()) == [True] * 8


def test_jupyter_shows_records_and_reports_as_html() -> None:
    for value in (RECORD, REPORT):
        shown: Any = value
        assert NUMBER in shown._repr_html_()
        assert "<script" not in shown._repr_html_()
    assert len(repr(REPORT)) < 200
    assert repr(NUMBER) == repr(str(NUMBER))


def test_a_time_with_an_offset_is_what_datetime_gives() -> None:
    assert verify_record(RECORD, keys=TEST_KEYS, at=datetime.now(UTC)).at is not None


def test_the_members_of_a_mapping_keep_their_order() -> None:
    members = {"z": 1, "b": [{"y": 1.5, "a": 2}], "a": 2**63}
    for unknown in (members, {**members, "c": (1, 2)}, {**members, "c": 1e300}):
        record = parse_record({**RECORD.to_dict(), "zz": unknown})
        assert [*record.to_dict()["zz"]] == [*unknown]
        assert record.to_json() == PithRecord.from_tree({**RECORD.to_dict(), "zz": unknown}).to_json()
    assert parse_record(RECORD.model_dump()).to_json() == RECORD.to_json()


def test_the_deprecated_door_of_pydantic_is_the_same_door() -> None:
    assert PithRecord.parse_raw(RECORD.to_json()) == RECORD  # type: ignore[deprecated, unused-ignore]
    with pytest.raises(PithError, match="duplicate key"):
        PithRecord.parse_raw(b'{"record_type":1,' + RECORD.to_json()[1:])  # type: ignore[deprecated, unused-ignore]
