"""The library gives the answer of every vector, and the files of vectors are what the generator writes from the reference."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from conformance_library import Suite, same_answer
from generate import FOLDER, rules_table, schema_files, vector_files
from jsonschema import Draft202012Validator

FILES = sorted((FOLDER / "vectors").glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    file: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return file


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_library_gives_every_answer(path: Path) -> None:
    file = load(path)
    suite = Suite(file)
    wrong = [
        (test["id"], answer)
        for group in file["groups"]
        for test in group["tests"]
        for answer in [suite.answer(group["operation"], test["input"])]
        if not same_answer(answer, test)
    ]
    assert wrong == []


@pytest.mark.slow
def test_the_files_are_what_the_generator_writes() -> None:
    made = vector_files()
    assert {path.name for path in FILES} == made.keys()
    for path in FILES:
        assert path.read_text("utf-8") == made[path.name], f"{path.name}: run tests/conformance/generate.py"
    assert (FOLDER / "RULES.md").read_text("utf-8") == rules_table(made), "run tests/conformance/generate.py"


def test_the_schemas_are_those_of_the_library() -> None:
    made = schema_files()
    assert {path.name for path in (FOLDER / "schemas").glob("*.json")} == made.keys()
    for name, text in made.items():
        assert json.loads((FOLDER / "schemas" / name).read_text("utf-8")) == json.loads(text), "run tests/conformance/generate.py"


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_file_has_the_form_of_its_schema(path: Path) -> None:
    schema = json.loads((FOLDER / "vectors.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    file = load(path)
    small = {**file, "groups": [{**group, "tests": group["tests"][:3]} for group in file["groups"]]}
    Draft202012Validator(schema).validate(small)
    tests = [test for group in file["groups"] for test in group["tests"]]
    ids = [test["id"] for test in tests]
    assert len({*ids}) == len(ids)
    assert {flag for test in tests for flag in test.get("flags", ())} == file["flags"].keys()
    optional = sum("optional" in test for test in tests)
    assert file["counts"] == {"groups": len(file["groups"]), "required": len(tests) - optional, "optional": optional}
    for group in file["groups"]:
        assert all(test["id"].startswith(f"{group['id']}.") for test in group["tests"])
        assert all({"expected", "error"} & test.keys() for test in group["tests"])


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_strict_parser_reads_a_file(path: Path) -> None:
    from reference.strict import parse

    data = path.read_bytes()
    assert data.isascii()
    parse(data)
    assert (
        re.search(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]", re.sub(r"\\u[dD][89abAB]..\\u[dD][c-fC-F]..", "", data.decode())) is None
    )
    json.loads(data, parse_float=pytest.fail, parse_int=_small)


def _small(text: str) -> int:
    assert abs(int(text)) < 2**53
    return int(text)


@pytest.mark.parametrize("name", ["records", "bundles", "states", "integrity"])
def test_every_check_has_vectors_of_each_outcome(name: str) -> None:
    expected = [
        test["expected"]
        for group in load(FOLDER / "vectors" / f"{name}.json")["groups"]
        if group["operation"] == "verify"
        for test in group["tests"]
        if "expected" in test
    ]
    names = [*expected[0]["passed"], *expected[0]["failed"], *expected[0]["indeterminate"]]
    failed = {check for one in expected for check in one["failed"]}
    alone = {check for one in expected if len(one["failed"]) == 1 for check in one["failed"]}
    indeterminate = {check for one in expected for check in one["indeterminate"]}
    assert {*names} - failed - NEVER_FAILED == set()
    assert failed - alone == TOGETHER[name]
    assert {*names} - indeterminate == NEVER_INDETERMINATE[name]


def test_every_rule_has_a_vector() -> None:
    table = rules_table({path.name: path.read_text("utf-8") for path in FILES})
    without = {row.split(" ")[1] for row in table.splitlines() if row.startswith("| ") and row.endswith("| - |")}
    assert without - WITHOUT_VECTORS.keys() == set()


NEVER_FAILED = {"event_hashes", "event_signatures", "merge", "payload_hashes", "evidence_hashes"}
"""Checks that are always indeterminate."""
TOGETHER: dict[str, set[str]] = {"records": {"year"}, "bundles": {"year"}, "states": {"year"}, "integrity": set()}
"""Checks that never fail alone: another year is another number."""
NEVER_INDETERMINATE: dict[str, set[str]] = {
    "records": {
        "status_author_claims",
        "status_formal_links",
        "canonical_hash",
        "references_count",
        "number",
        "claims_count",
        "links",
        "year",
        "receipt_hash",
        "status_presence",
        "sources",
        "builder_versions",
        "agent_actions",
        "short_number",
        "record_dates",
        "paper_metadata",
        "formal_canon_count",
        "receipt_dates",
        "snapshot_paper",
        "citations_count",
    },
    "bundles": {"alias_dates", "year", "event_ids", "sources", "canonical_hash", "short_number", "number"},
    "states": {"number", "year", "event_ids", "event_counts"},
    "integrity": {"integrity_endpoint", "event_ids"},
}
"""Checks that are never indeterminate."""
WITHOUT_VECTORS = {
    "1": "conventions",
    "2": "a heading",
    "3": "a heading",
    "4": "a heading",
    "5": "a heading",
    "6": "a heading",
    "7": "a heading",
    "7.1": "definitions; the checks of section 8 hold them",
    "7.4": "the checks `receipt_dates` and `record_dates` hold it",
    "7.5": "the checks of aliases and addresses hold it",
    "8": "a heading",
    "8.4": "the value `ok` of every verification holds it",
    "10": "a heading",
    "10.2": "tests of the library hold it: a minted record verifies",
    "10.3": "tests of the library hold it",
    "10.4": "tests of the library hold it",
    "11": "the names of errors in all files hold it",
    "13": "the flag Unknown marks its tests",
}
"""The sections without a test of their own, with the reason."""
