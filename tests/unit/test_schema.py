"""JSON Schemas: schema and parser refuse the same shapes, and a list of the inputs that only the parser can refuse."""

import json
from collections import Counter
from functools import cache, reduce
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from pydantic import TypeAdapter
from records import CARRIED
from shared_data import shared_text

from pith import BatchResult, InvalidArgument, PithError, VerificationReport, parse_record, verify_many, verify_record
from pith.models.base import Model
from pith.opengraph import DOCUMENT_KINDS, verify_bundle, verify_integrity, verify_state
from pith.report import REPORT_VERSION
from pith.schema import MODELS, json_schema
from pith.testing import (
    TEST_KEYS,
    forge,
    sample_bundle,
    sample_integrity,
    sample_mirrors,
    sample_record,
    sample_state,
    tamper_matrix,
)

_LARGE = ("record", "graph_snapshot", "bundle")


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json_schema(name))


def parsed(model: type[Model], document: object) -> bool:
    """Whether the model parses the JSON of a document. Any error but a PithError fails the test."""
    try:
        model.parse(json.dumps(document))
    except PithError:
        return False
    return True


@cache
def documents() -> dict[str, Any]:
    """One document of every kind that has a model: of the full sample, or of the minimal one if that takes much less time."""
    record: Any = sample_record("full").to_dict()
    graph = record["graph_snapshot"]
    return {
        "record": sample_record("minimal").to_dict(),
        "alias": record["aliases"][0],
        "claim": graph["claims"]["items"][0],
        "finding": graph["integrity"]["findings"][0],
        "integrity": graph["integrity"],
        "reference": graph["references"]["sample"][0],
        "graph_snapshot": graph,
        **{name: record[name] for name in ("canonical_record", "paper", "receipt", "source", "verification_status")},
        "bundle": sample_bundle(sample_record("minimal")).to_dict(),
        "state": sample_state(sample_record("minimal")).to_dict(),
        "integrity_document": sample_integrity().to_dict(),
        "mirror_manifest": sample_mirrors().to_dict(),
    }


def disagreements(name: str, document: object) -> Counter[str]:
    """The number of single changes to a document that schema and parser accept or refuse, by both or by one of them."""
    counts: Counter[str] = Counter()
    for change, pointer, changed in tamper_matrix(document):
        answers = (validator(name).is_valid(changed), parsed(MODELS[name], changed))
        if answers[0] is answers[1]:
            counts["both" if answers[0] else "neither"] += 1
        else:
            value = reduce(lambda path, key: path[int(key) if isinstance(path, list) else key], pointer.split("/")[1:], changed)
            counts["2.0 for an integer" if isinstance(value, float) and value.is_integer() else change] += 1
    return counts


@pytest.mark.parametrize("name", [*MODELS, "report", "batch_result"])
def test_each_schema_is_a_schema_of_draft_2020_12(name: str) -> None:
    schema = json_schema(name)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)
    schema["type"] = "no such type"
    with pytest.raises(SchemaError):
        Draft202012Validator.check_schema(schema)
    assert json_schema(name)["type"] == "object"


@pytest.mark.parametrize("name", ["", "Record", "bundle of joy", "\u202e" * 100_000])
def test_an_unknown_name_is_refused(name: str) -> None:
    with pytest.raises(InvalidArgument, match="canonical_record") as caught:
        json_schema(name)
    assert str(caught.value).isprintable()
    for other in (None, 7, ["record"]):
        with pytest.raises(TypeError, match="name: expected a str"):
            json_schema(other)  # type: ignore[arg-type]


def test_each_schema_has_an_id_of_its_own() -> None:
    names = [*MODELS, "report", "batch_result"]
    versions = {"report": REPORT_VERSION}
    expected = [f"urn:pith-number:schema:{name}:{versions.get(name, '1.0')}" for name in names]
    assert [json_schema(name)["$id"] for name in names] == expected


@pytest.mark.parametrize("type_", [*MODELS.values(), VerificationReport, BatchResult], ids=lambda type_: type_.__name__)
def test_the_schemas_for_validation_and_for_serialization_are_equal(type_: Any) -> None:
    adapter = TypeAdapter(type_)
    assert adapter.json_schema(mode="validation") == adapter.json_schema(mode="serialization")


def test_every_kind_of_document_has_a_schema() -> None:
    assert {kind.name: kind.model for kind in DOCUMENT_KINDS}.items() <= MODELS.items()


class TestAgreement:
    @pytest.mark.parametrize("kind", ["minimal", "full", "future"])
    def test_samples_and_their_forgeries_have_the_shape_of_a_record(self, kind: Any) -> None:
        record = sample_record(kind)
        for tree in (record.to_dict(), *(forgery.record.to_dict() for forgery in forge(record))):
            validator("record").validate(tree)

    @pytest.mark.parametrize("name", ["2305.02301v2", "2402.13116v4"])
    def test_published_records_have_the_shape_of_a_record(self, name: str) -> None:
        validator("record").validate(json.loads(shared_text("records", f"{name}.json")))

    @pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.slow] * (name in _LARGE)) for name in sorted(MODELS)])
    def test_every_single_change_is_refused_by_both_or_by_neither(self, name: str) -> None:
        counts = disagreements(name, documents()[name])
        assert counts.keys() <= {"both", "neither", "2.0 for an integer"}
        assert counts["neither"] > counts["2.0 for an integer"]

    @pytest.mark.parametrize(
        ("name", "field"),
        [
            ("receipt", "canonical_sha256"),
            ("receipt", "public_key_fingerprint"),
            ("receipt", "signature_b64"),
            ("receipt", "signed_at"),
            ("record", "pith_number"),
            ("record", "short_pith_number"),
            ("record", "schema_version"),
            ("canonical_record", "schema_version"),
        ],
    )
    def test_no_text_may_end_with_a_line_feed(self, name: str, field: str) -> None:
        tree: Any = sample_record("full").to_dict()
        tree = tree if name == "record" else tree[name]
        assert validator(name).is_valid(tree)
        for text in (f"{tree[field]}\n", f"\n{tree[field]}", f"{tree[field]}\r\n"):
            broken = {**tree, field: text}
            assert (validator(name).is_valid(broken), parsed(MODELS[name], broken)) == (False, False)

    def test_a_field_that_may_be_absent_may_be(self) -> None:
        graph: Any = sample_record("full").to_dict()["graph_snapshot"]
        del graph["integrity"]
        assert (validator("graph_snapshot").is_valid(graph), parsed(MODELS["graph_snapshot"], graph)) == (True, True)

    def test_every_report_has_the_shape_of_its_schema(self) -> None:
        report = verify_record(sample_record("future"), keys=TEST_KEYS)
        for other in (verify_bundle(sample_bundle()), verify_state(sample_state()), verify_integrity(sample_integrity()), report):
            validator("report").validate(json.loads(other.to_json()))
        assert not validator("report").is_valid({**json.loads(report.to_json()), "ok": "yes"})

    def test_every_batch_result_has_the_shape_of_its_schema(self) -> None:
        for result in verify_many([sample_record().to_json(), b"{}", CARRIED.read_bytes()], keys=TEST_KEYS):
            validator("batch_result").validate(json.loads(json.dumps(result.to_dict())))
        assert not validator("batch_result").is_valid({"index": -1})


# The parser refuses each of these. A validator cannot, because it gets a document that is decoded already.
DECODED = {
    "2.0 for an integer": lambda data: data.replace(b'"version":1', b'"version":1.0'),
    "an integer from 2**64 on": lambda data: data.replace(b'"version":1', b'"version":18446744073709551616'),
    "digits over the limit": lambda data: data.replace(b'"version":1', b'"version":' + b"1" * 21),
    "minus zero": lambda data: data.replace(b'"count":0', b'"count":-0'),
    "a duplicate key": lambda data: b'{"record_type":"pith_number_record",' + data[1:],
    "NaN": lambda data: data.replace(b'"event_summary":{}', b'"event_summary":{"x":NaN}'),
    "a lone surrogate": lambda data: data.replace(b'"headline":""', rb'"headline":"\ud800"'),
    "depth over the limit": lambda data: data.replace(b'"events":[]', b'"x":%b,"events":[]' % (b"[" * 300 + b"]" * 300)),
    "values over the limit": lambda data: data.replace(b'"events":[]', b'"x":[' + b"0," * 400_000 + b'0],"events":[]'),
    "a byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "bytes over the limit": lambda data: data + b" " * 8 * 1024 * 1024,
}  # fmt: skip


@pytest.mark.parametrize("name", DECODED)
def test_only_the_parser_can_refuse(name: str) -> None:
    data = sample_record("minimal").to_json()
    broken = DECODED[name](data)
    assert broken != data
    assert validator("record").is_valid(json.loads(broken))
    with pytest.raises(PithError):
        parse_record(broken)
